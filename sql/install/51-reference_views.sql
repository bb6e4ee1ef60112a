/*
 * The rows of coding data that count: what users wrote, and what is shipped where they did not.
 *
 * A loaded file of PTP or add-on edits tells their history, and takes the place of all shipped rows of its kind. One
 * of unit limits or of the fee schedule tells the present: shipped rows end on the day before the first one that was
 * loaded, and give way to single rows of users on the days of these. In lists (modifiers, codes, places) a row of a
 * user takes the place of the shipped ones of the same modifier, code or place, on all days; but one for all codes and
 * one for a group of codes, as ambulance trips are, stay beside each other.
 *
 * Conditions are such that a lookup by key is one index scan, and that nothing but "shipped" is looked at in the
 * millions of rows that are not.
 */

CREATE VIEW cptpolicy.modifier_in_force WITH (security_invoker = true) AS
SELECT m.modifier, m.level, m.class, m.ncci_associated, m.summary, m.code_group, m.effective_from, m.effective_to,
	m.start_known, m.file, m.shipped
FROM cptpolicy.modifier m
WHERE NOT m.shipped
	OR NOT EXISTS (
		SELECT FROM cptpolicy.modifier own
		WHERE own.modifier OPERATOR(@extschema@.=) m.modifier AND NOT own.shipped
			AND (own.code_group IS NULL) OPERATOR(pg_catalog.=) (m.code_group IS NULL));
COMMENT ON VIEW cptpolicy.modifier_in_force IS
	'rows of modifier that count: those of users, and shipped ones of modifiers that have none';
COMMENT ON COLUMN cptpolicy.modifier_in_force.modifier IS 'the modifier';
COMMENT ON COLUMN cptpolicy.modifier_in_force.level IS 'whose list: CPT or HCPCS';
COMMENT ON COLUMN cptpolicy.modifier_in_force.class IS 'what kind of modifier';
COMMENT ON COLUMN cptpolicy.modifier_in_force.ncci_associated IS 'does it bypass a PTP edit of modifier indicator 1';
COMMENT ON COLUMN cptpolicy.modifier_in_force.summary IS 'what it says, in our words';
COMMENT ON COLUMN cptpolicy.modifier_in_force.code_group IS 'group of the codes that it is listed for, null: all codes';
COMMENT ON COLUMN cptpolicy.modifier_in_force.effective_from IS 'first day on the list';
COMMENT ON COLUMN cptpolicy.modifier_in_force.effective_to IS 'last day on the list';
COMMENT ON COLUMN cptpolicy.modifier_in_force.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.modifier_in_force.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.modifier_in_force.shipped IS 'is the row part of the extension';

/* A rule of one's own takes the place of the shipped one of the same modifier and name, and a pair of the same two. */
CREATE VIEW cptpolicy.modifier_rule_in_force WITH (security_invoker = true) AS
SELECT r.rule, r.modifier, r.subject, r.violated_when, r."values", r.severity, r.carc, r.rarc, r.message, r.source,
	r.effective_from, r.effective_to, r.shipped
FROM (
	SELECT m.*, pg_catalog.bool_or(NOT m.shipped) OVER (PARTITION BY m.modifier, m.rule) AS has_own
	FROM cptpolicy.modifier_rule m) r
WHERE NOT (r.shipped AND r.has_own);
COMMENT ON VIEW cptpolicy.modifier_rule_in_force IS
	'rows of modifier_rule that count: those of users, and shipped ones whose modifier and name have none';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.rule IS 'name of the rule';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.modifier IS 'the modifier that it is about';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.subject IS 'what it looks at';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.violated_when IS 'is: a value listed violates; is_not: any other value does';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force."values" IS 'the values';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.severity IS 'what it costs the line: deny, review or info';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.carc IS 'claim adjustment reason code of a denial';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.rarc IS 'remittance advice remark code of a denial';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.message IS 'why, for people';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.source IS 'who says so';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.effective_from IS 'first day of service that it holds for';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.effective_to IS 'last day of service that it holds for';
COMMENT ON COLUMN cptpolicy.modifier_rule_in_force.shipped IS 'is the row part of the extension';

CREATE VIEW cptpolicy.modifier_exclusion_in_force WITH (security_invoker = true) AS
SELECT e.modifier, e.other_modifier, e.severity, e.message, e.source, e.effective_from, e.effective_to, e.shipped
FROM (
	SELECT m.*, pg_catalog.bool_or(NOT m.shipped) OVER (
		PARTITION BY LEAST(m.modifier::pg_catalog.text, m.other_modifier),
			GREATEST(m.modifier::pg_catalog.text, m.other_modifier)) AS has_own
	FROM cptpolicy.modifier_exclusion m) e
WHERE NOT (e.shipped AND e.has_own);
COMMENT ON VIEW cptpolicy.modifier_exclusion_in_force IS
	'rows of modifier_exclusion that count: those of users, and shipped ones of pairs that have none';
COMMENT ON COLUMN cptpolicy.modifier_exclusion_in_force.modifier IS 'one modifier';
COMMENT ON COLUMN cptpolicy.modifier_exclusion_in_force.other_modifier IS 'the other one, * for any';
COMMENT ON COLUMN cptpolicy.modifier_exclusion_in_force.severity IS 'what it costs the line: deny, review or info';
COMMENT ON COLUMN cptpolicy.modifier_exclusion_in_force.message IS 'why, for people';
COMMENT ON COLUMN cptpolicy.modifier_exclusion_in_force.source IS 'who says so';
COMMENT ON COLUMN cptpolicy.modifier_exclusion_in_force.effective_from IS 'first day of service that it holds for';
COMMENT ON COLUMN cptpolicy.modifier_exclusion_in_force.effective_to IS 'last day of service that it holds for';
COMMENT ON COLUMN cptpolicy.modifier_exclusion_in_force.shipped IS 'is the row part of the extension';

CREATE VIEW cptpolicy.procedure_code_in_force WITH (security_invoker = true) AS
SELECT c.code, c.effective_from, c.effective_to, c.start_known, c.description, c.file, c.shipped
FROM cptpolicy.procedure_code c
WHERE NOT c.shipped
	OR NOT EXISTS (
		SELECT FROM cptpolicy.procedure_code own
		WHERE own.code OPERATOR(@extschema@.=) c.code AND NOT own.shipped);
COMMENT ON VIEW cptpolicy.procedure_code_in_force IS
	'rows of procedure_code that count: those of users, and shipped ones of codes that have none';
COMMENT ON COLUMN cptpolicy.procedure_code_in_force.code IS 'the code';
COMMENT ON COLUMN cptpolicy.procedure_code_in_force.effective_from IS 'first day of service that it is valid for';
COMMENT ON COLUMN cptpolicy.procedure_code_in_force.effective_to IS 'last day of service that it is valid for';
COMMENT ON COLUMN cptpolicy.procedure_code_in_force.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.procedure_code_in_force.description IS 'short description, of a loaded file only';
COMMENT ON COLUMN cptpolicy.procedure_code_in_force.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.procedure_code_in_force.shipped IS 'is the row part of the extension';

CREATE VIEW cptpolicy.place_of_service_in_force WITH (security_invoker = true) AS
SELECT p.place_of_service, p.name, p.facility, p.effective_from, p.effective_to, p.start_known, p.file, p.shipped
FROM cptpolicy.place_of_service p
WHERE NOT p.shipped
	OR NOT EXISTS (
		SELECT FROM cptpolicy.place_of_service own
		WHERE own.place_of_service OPERATOR(pg_catalog.=) p.place_of_service AND NOT own.shipped);
COMMENT ON VIEW cptpolicy.place_of_service_in_force IS
	'rows of place_of_service that count: those of users, and shipped ones of places that have none';
COMMENT ON COLUMN cptpolicy.place_of_service_in_force.place_of_service IS 'two digits';
COMMENT ON COLUMN cptpolicy.place_of_service_in_force.name IS 'what kind of place';
COMMENT ON COLUMN cptpolicy.place_of_service_in_force.facility IS 'does the fee schedule''s facility rate apply';
COMMENT ON COLUMN cptpolicy.place_of_service_in_force.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.place_of_service_in_force.effective_to IS 'last day of service';
COMMENT ON COLUMN cptpolicy.place_of_service_in_force.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.place_of_service_in_force.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.place_of_service_in_force.shipped IS 'is the row part of the extension';

/* What is left of a shipped row's days: an upper bound of a piece is the day after its last one, infinity stays. */
CREATE VIEW cptpolicy.fee_schedule_in_force WITH (security_invoker = true) AS
SELECT f.code, f.component, f.status, f.pctc, f.global_days, f.multiple, f.bilateral, f.assistant, f.co_surgeon,
	f.team_surgeon, f.preoperative_percent, f.intraoperative_percent, f.postoperative_percent,
	f.paid_outside_facility, f.paid_in_facility, f.effective_from, f.effective_to, f.start_known, f.file, f.shipped
FROM cptpolicy.fee_schedule f
WHERE NOT f.shipped
UNION ALL
SELECT f.code, f.component, f.status, f.pctc, f.global_days, f.multiple, f.bilateral, f.assistant, f.co_surgeon,
	f.team_surgeon, f.preoperative_percent, f.intraoperative_percent, f.postoperative_percent,
	f.paid_outside_facility, f.paid_in_facility, pg_catalog.lower(piece),
	pg_catalog.upper(piece) OPERATOR(pg_catalog.-) 1, f.start_known, f.file, f.shipped
FROM cptpolicy.fee_schedule f,
	LATERAL (
		SELECT pg_catalog.range_agg(taken.days) AS days
		FROM (
			SELECT pg_catalog.daterange(own.effective_from, own.effective_to, '[]') AS days
			FROM cptpolicy.fee_schedule own
			WHERE own.code OPERATOR(@extschema@.=) f.code AND own.component OPERATOR(pg_catalog.=) f.component
				AND NOT own.shipped
			UNION ALL
			SELECT pg_catalog.daterange(loaded.covers_from, 'infinity', '[]')
			FROM cptpolicy.reference_file loaded
			WHERE loaded.kind OPERATOR(pg_catalog.=) 'fee_schedule' AND loaded.covers_from IS NOT NULL
				AND NOT loaded.shipped) taken) own,
	LATERAL pg_catalog.unnest(
		pg_catalog.datemultirange(pg_catalog.daterange(f.effective_from, f.effective_to, '[]'))
		OPERATOR(pg_catalog.-) COALESCE(own.days, '{}'::pg_catalog.datemultirange)) piece
WHERE f.shipped;
COMMENT ON VIEW cptpolicy.fee_schedule_in_force IS
	'rows of fee_schedule that count: those of users, and of shipped ones the days before the first loaded file and '
	'beside rows of users';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.code IS 'the code';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.component IS 'whole, or the row for modifier 26, TC or 53';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.status IS 'status code';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.pctc IS 'professional and technical component indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.global_days IS 'global period';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.multiple IS 'multiple procedure indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.bilateral IS 'bilateral surgery indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.assistant IS 'assistant at surgery indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.co_surgeon IS 'co-surgeons indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.team_surgeon IS 'team surgery indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.preoperative_percent IS
	'percent of the global payment for the time before surgery';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.intraoperative_percent IS
	'percent of the global payment for the surgery';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.postoperative_percent IS
	'percent of the global payment for the time after surgery';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.paid_outside_facility IS
	'false where the NA indicator stands for places that are no facility';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.paid_in_facility IS
	'false where the NA indicator stands for facilities';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.effective_to IS 'last day of service that the row counts for';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.fee_schedule_in_force.shipped IS 'is the row part of the extension';

CREATE VIEW cptpolicy.add_on_in_force WITH (security_invoker = true) AS
SELECT a.add_on_code, a.primary_code, a.type, a.effective_from, a.effective_to, a.start_known, a.file, a.shipped
FROM cptpolicy.add_on a
WHERE NOT a.shipped
	OR NOT EXISTS (
		SELECT FROM cptpolicy.reference_file loaded
		WHERE loaded.kind OPERATOR(pg_catalog.=) 'add_on' AND NOT loaded.shipped);
COMMENT ON VIEW cptpolicy.add_on_in_force IS
	'rows of add_on that count: those of users, and shipped ones until a file of add-on edits is loaded';
COMMENT ON COLUMN cptpolicy.add_on_in_force.add_on_code IS 'the add-on code';
COMMENT ON COLUMN cptpolicy.add_on_in_force.primary_code IS
	'a code that it may be added to, CCCCC where each contractor decides';
COMMENT ON COLUMN cptpolicy.add_on_in_force.type IS
	'1: only the listed primaries; 2: contractors decide; 3: the listed ones, and contractors may allow others';
COMMENT ON COLUMN cptpolicy.add_on_in_force.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.add_on_in_force.effective_to IS 'last day of service';
COMMENT ON COLUMN cptpolicy.add_on_in_force.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.add_on_in_force.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.add_on_in_force.shipped IS 'is the row part of the extension';

CREATE VIEW cptpolicy.mue_in_force WITH (security_invoker = true) AS
SELECT m.code, m.setting, m.units, m.adjudication_indicator, m.rationale, m.effective_from, m.effective_to,
	m.start_known, m.file, m.shipped
FROM cptpolicy.mue m
WHERE NOT m.shipped
UNION ALL
SELECT m.code, m.setting, m.units, m.adjudication_indicator, m.rationale, pg_catalog.lower(piece),
	pg_catalog.upper(piece) OPERATOR(pg_catalog.-) 1, m.start_known, m.file, m.shipped
FROM cptpolicy.mue m,
	LATERAL (
		SELECT pg_catalog.range_agg(taken.days) AS days
		FROM (
			SELECT pg_catalog.daterange(own.effective_from, own.effective_to, '[]') AS days
			FROM cptpolicy.mue own
			WHERE own.code OPERATOR(@extschema@.=) m.code AND own.setting OPERATOR(pg_catalog.=) m.setting
				AND NOT own.shipped
			UNION ALL
			SELECT pg_catalog.daterange(loaded.covers_from, 'infinity', '[]')
			FROM cptpolicy.reference_file loaded
			WHERE loaded.kind OPERATOR(pg_catalog.=) 'mue' AND loaded.setting OPERATOR(pg_catalog.=) m.setting
				AND loaded.covers_from IS NOT NULL AND NOT loaded.shipped) taken) own,
	LATERAL pg_catalog.unnest(
		pg_catalog.datemultirange(pg_catalog.daterange(m.effective_from, m.effective_to, '[]'))
		OPERATOR(pg_catalog.-) COALESCE(own.days, '{}'::pg_catalog.datemultirange)) piece
WHERE m.shipped;
COMMENT ON VIEW cptpolicy.mue_in_force IS
	'rows of mue that count: those of users, and of shipped ones the days before the first loaded file of their '
	'setting and beside rows of users';
COMMENT ON COLUMN cptpolicy.mue_in_force.code IS 'the code';
COMMENT ON COLUMN cptpolicy.mue_in_force.setting IS 'who bills';
COMMENT ON COLUMN cptpolicy.mue_in_force.units IS 'units allowed';
COMMENT ON COLUMN cptpolicy.mue_in_force.adjudication_indicator IS
	'MAI: 1 by line, 2 by day and absolute, 3 by day and open to appeal';
COMMENT ON COLUMN cptpolicy.mue_in_force.rationale IS 'why, in the words of CMS';
COMMENT ON COLUMN cptpolicy.mue_in_force.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.mue_in_force.effective_to IS 'last day of service that the row counts for';
COMMENT ON COLUMN cptpolicy.mue_in_force.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.mue_in_force.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.mue_in_force.shipped IS 'is the row part of the extension';

/* The join is on a key, so that it costs nothing where its columns are not asked for. */
CREATE VIEW cptpolicy.ptp_in_force WITH (security_invoker = true) AS
SELECT p.column_one, p.column_two, p.setting, p.effective_from, p.effective_to, p.file, p.modifier_indicator,
	p.rationale, p.start_known, p.shipped, r.text AS rationale_text,
	COALESCE(r.code_definition, false) AS code_definition
FROM cptpolicy.ptp p
	LEFT JOIN cptpolicy.ptp_rationale r
		ON r.rationale OPERATOR(pg_catalog.=) p.rationale
		AND r.shipped OPERATOR(pg_catalog.=) (p.rationale OPERATOR(pg_catalog.<) 1000)
WHERE NOT p.shipped
	OR p.setting OPERATOR(pg_catalog.<>) ALL (ARRAY(
		SELECT loaded.setting FROM cptpolicy.reference_file loaded
		WHERE loaded.kind OPERATOR(pg_catalog.=) 'ptp' AND NOT loaded.shipped));
COMMENT ON VIEW cptpolicy.ptp_in_force IS
	'rows of ptp that count: those of users, and shipped ones of settings for which no file of PTP edits is loaded; '
	'rows of indicator 9 are among them, and were never in force';
COMMENT ON COLUMN cptpolicy.ptp_in_force.column_one IS 'the code that is paid';
COMMENT ON COLUMN cptpolicy.ptp_in_force.column_two IS 'the code that is not';
COMMENT ON COLUMN cptpolicy.ptp_in_force.setting IS 'who bills';
COMMENT ON COLUMN cptpolicy.ptp_in_force.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.ptp_in_force.effective_to IS
	'last day of service; before effective_from where a row of unknown start ended before the file''s quarter';
COMMENT ON COLUMN cptpolicy.ptp_in_force.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.ptp_in_force.modifier_indicator IS
	'0: no modifier bypasses it; 1: an NCCI-associated one does; 9: was never in force';
COMMENT ON COLUMN cptpolicy.ptp_in_force.rationale IS 'the reason, in ptp_rationale';
COMMENT ON COLUMN cptpolicy.ptp_in_force.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.ptp_in_force.shipped IS 'is the row part of the extension';
COMMENT ON COLUMN cptpolicy.ptp_in_force.rationale_text IS 'the reason in the words of CMS';
COMMENT ON COLUMN cptpolicy.ptp_in_force.code_definition IS
	'does the definition of the column-one code include the other service';
