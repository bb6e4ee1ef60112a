/*
 * The sheet of a code: everything that the tables say of it on a date, as one document, and as a page to read.
 *
 * The document is put together from parts, one function each. In all of them a date that is open (before all days,
 * without an end) is null, "source" is the name of a file or list in reference_file, and what is not on file is an
 * empty array or null, so that a reader finds every key in every sheet. docs/code-sheets.md lists the keys.
 */

/* A code's rows are found by either column. */
CREATE INDEX ptp_by_column_two ON cptpolicy.ptp (column_two);
COMMENT ON INDEX cptpolicy.ptp_by_column_two IS 'finds the codes that a code is bundled into';
CREATE INDEX add_on_by_primary_code ON cptpolicy.add_on (primary_code);
COMMENT ON INDEX cptpolicy.add_on_by_primary_code IS 'finds what may be added to a code';

/* ---- what indicators mean, in our words; not strict, so that the planner puts them in place ---- */

CREATE FUNCTION cptpolicy.fee_indicator_meaning(indicator text, value text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE indicator
		WHEN 'status' THEN CASE value
			WHEN 'A' THEN 'paid on its own under the fee schedule when covered'
			WHEN 'B' THEN 'never paid on its own: its payment is inside that of other services'
			WHEN 'C' THEN 'priced by each contractor'
			WHEN 'D' THEN 'deleted'
			WHEN 'E' THEN 'excluded by regulation: not paid under the physician fee schedule'
			WHEN 'F' THEN 'deleted'
			WHEN 'G' THEN 'not for Medicare: another code is used'
			WHEN 'H' THEN 'modifier deleted'
			WHEN 'I' THEN 'not for Medicare: another code is used'
			WHEN 'J' THEN 'anesthesia, paid by units and time'
			WHEN 'M' THEN 'for measurement only, without payment'
			WHEN 'N' THEN 'not covered by Medicare'
			WHEN 'P' THEN 'bundled or excluded'
			WHEN 'Q' THEN 'for therapy reporting only, without payment'
			WHEN 'R' THEN 'covered only in special circumstances'
			WHEN 'T' THEN 'paid only when nothing else is paid to the same provider that day'
			WHEN 'X' THEN 'excluded by law: not a physician service'
		END
		WHEN 'pctc' THEN CASE value
			WHEN '0' THEN 'a physician service that does not split: no 26, no TC'
			WHEN '1' THEN 'splits into a professional (26) and a technical (TC) component'
			WHEN '2' THEN 'the professional component itself: no 26, no TC'
			WHEN '3' THEN 'the technical component itself: no 26, no TC'
			WHEN '4' THEN 'both components together; other codes stand for each: no 26, no TC'
			WHEN '5' THEN 'work of staff under a physician: no 26, no TC'
			WHEN '6' THEN 'a laboratory test that a physician may interpret: 26, no TC'
			WHEN '7' THEN 'a therapist''s service in private practice: not paid in hospitals'
			WHEN '8' THEN 'a physician''s reading of a laboratory test: no TC'
			WHEN '9' THEN 'components do not apply'
		END
		WHEN 'global_days' THEN CASE value
			WHEN '000' THEN 'covers the day of the procedure; a visit that day usually goes with it'
			WHEN '010' THEN 'covers the day of the procedure and the 10 days after it'
			WHEN '090' THEN 'covers the day before, the day of the procedure and the 90 days after it'
			WHEN 'MMM' THEN 'maternity care: no global period'
			WHEN 'XXX' THEN 'no global period'
			WHEN 'YYY' THEN 'each contractor decides'
			WHEN 'ZZZ' THEN 'an add-on: inside the global period of the service that it is added to'
		END
		WHEN 'multiple' THEN CASE value
			WHEN '0' THEN 'paid in full beside other procedures'
			WHEN '1' THEN 'ranked among the day''s procedures and cut: 100, 50, 25, 25, 25 percent'
			WHEN '2' THEN 'ranked among the day''s procedures and cut: 100, 50, 50, 50, 50 percent'
			WHEN '3' THEN 'an endoscopy: paid less its base procedure beside one of the same family'
			WHEN '4' THEN 'imaging: cut beside other imaging of the same session'
			WHEN '5' THEN 'therapy: practice expense cut beside other therapy of the day'
			WHEN '6' THEN 'heart and vessel tests: technical component cut beside others of the day'
			WHEN '7' THEN 'eye tests: technical component cut beside others of the day'
			WHEN '9' THEN 'does not apply'
		END
		WHEN 'bilateral' THEN CASE value
			WHEN '0' THEN 'no 150 percent: modifier 50 adds nothing'
			WHEN '1' THEN 'both sides pay 150 percent with modifier 50'
			WHEN '2' THEN 'both sides are in the price already'
			WHEN '3' THEN 'both sides pay 100 percent each'
			WHEN '9' THEN 'does not apply'
		END
		WHEN 'assistant' THEN CASE value
			WHEN '0' THEN 'an assistant is paid only with records that show the need'
			WHEN '1' THEN 'an assistant is not paid'
			WHEN '2' THEN 'an assistant is paid'
			WHEN '9' THEN 'does not apply'
		END
		WHEN 'co_surgeon' THEN CASE value
			WHEN '0' THEN 'two surgeons are not paid'
			WHEN '1' THEN 'two surgeons are paid with records that show the need'
			WHEN '2' THEN 'two surgeons of different specialties are paid'
			WHEN '9' THEN 'does not apply'
		END
		WHEN 'team_surgeon' THEN CASE value
			WHEN '0' THEN 'a team is not paid'
			WHEN '1' THEN 'a team is paid with records that show the need'
			WHEN '2' THEN 'a team is paid, priced by report'
			WHEN '9' THEN 'does not apply'
		END
	END;
COMMENT ON FUNCTION cptpolicy.fee_indicator_meaning(text, text) IS
	'what a value of an indicator of the fee schedule means; null for a value that CMS has not explained';

CREATE FUNCTION cptpolicy.mue_indicator_meaning(adjudication_indicator smallint) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE adjudication_indicator
		WHEN 1 THEN 'a line: units over it are denied; a second line with a modifier that says why counts on its own'
		WHEN 2 THEN 'a day, all lines together: absolute, no appeal lifts it'
		WHEN 3 THEN 'a day, all lines together: more needs records that show the need'
	END;
COMMENT ON FUNCTION cptpolicy.mue_indicator_meaning(smallint) IS
	'what a unit limit counts, and whether it can be exceeded';

CREATE FUNCTION cptpolicy.add_on_type_meaning(type smallint) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE type
		WHEN 1 THEN 'only with one of the listed primary codes'
		WHEN 2 THEN 'with primary codes that each contractor decides on'
		WHEN 3 THEN 'with the listed primary codes, or others that a contractor allows'
	END;
COMMENT ON FUNCTION cptpolicy.add_on_type_meaning(smallint) IS 'what a type of add-on relation means';

CREATE FUNCTION cptpolicy.ptp_bypass_meaning(modifier_indicator smallint, code_definition boolean) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN modifier_indicator = 0 THEN 'no modifier separates the two'
		WHEN code_definition THEN
			'an NCCI-associated modifier on the column-two line, and a person: by definition one includes the other'
		ELSE 'an NCCI-associated modifier on the column-two line, where the service is separate'
	END;
COMMENT ON FUNCTION cptpolicy.ptp_bypass_meaning(smallint, boolean) IS 'how a PTP edit is bypassed';

CREATE FUNCTION cptpolicy.code_section(code @extschema@.cpt_code) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE @extschema@.cpt_category(code)
		WHEN 'I' THEN CASE
			WHEN code BETWEEN '99202' AND '99499' THEN 'evaluation_and_management'
			WHEN code BETWEEN '00100' AND '01999' OR code BETWEEN '99100' AND '99140' THEN 'anesthesia'
			WHEN code BETWEEN '10004' AND '69990' THEN 'surgery'
			WHEN code BETWEEN '70010' AND '79999' THEN 'radiology'
			WHEN code BETWEEN '80047' AND '89398' THEN 'laboratory'
			ELSE 'medicine'
		END
		WHEN 'II' THEN 'performance_measure'
		WHEN 'III' THEN 'new_technology'
		WHEN 'HCPCS' THEN 'hcpcs'
		WHEN 'PLA' THEN 'laboratory'
		WHEN 'MAAA' THEN 'laboratory'
	END;
COMMENT ON FUNCTION cptpolicy.code_section(@extschema@.cpt_code) IS
	'section of the code system: evaluation_and_management, anesthesia, surgery, radiology, laboratory, medicine, ...';

/* ---- the parts ---- */

CREATE FUNCTION cptpolicy.code_sheet_validity(of_code @extschema@.cpt_code, of_date date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT jsonb_build_object(
		'valid', bool_or(of_date BETWEEN v.effective_from AND v.effective_to),
		'description', max(v.description),
		'periods', coalesce(jsonb_agg(jsonb_build_object(
			'effective_from', CASE WHEN isfinite(v.effective_from) THEN v.effective_from END,
			'effective_to', CASE WHEN isfinite(v.effective_to) THEN v.effective_to END,
			'start_known', v.start_known,
			'source', f.name) ORDER BY v.effective_from), '[]'))
	FROM cptpolicy.procedure_code_in_force v
		LEFT JOIN cptpolicy.reference_file f ON f.file = v.file AND f.shipped = v.shipped
	WHERE v.code = of_code;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_validity(@extschema@.cpt_code, date) IS
	'internal: when the code is valid, for code_sheet()';

CREATE FUNCTION cptpolicy.code_sheet_overview(of_code @extschema@.cpt_code) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT jsonb_build_object('title', o.title, 'summary', o.summary, 'service_type', o.service_type, 'source', f.name)
	FROM cptpolicy.code_overview o
		LEFT JOIN cptpolicy.reference_file f ON f.file = o.file AND f.shipped = o.shipped
	WHERE o.code = of_code
	ORDER BY o.shipped
	LIMIT 1;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_overview(@extschema@.cpt_code) IS
	'internal: what the code is about, for code_sheet(); a row of one''s own comes before a shipped one';

CREATE FUNCTION cptpolicy.code_sheet_sites(of_code @extschema@.cpt_code, of_date date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT coalesce(jsonb_agg(jsonb_build_object(
		'place_of_service', s.place_of_service,
		'name', p.name,
		'facility', p.facility,
		'in_use', p.place_of_service IS NOT NULL,
		'remark', s.remark,
		'source', f.name) ORDER BY s.place_of_service), '[]')
	FROM (
		SELECT DISTINCT ON (c.place_of_service) c.place_of_service, c.remark, c.file, c.shipped
		FROM cptpolicy.code_site c
		WHERE c.code = of_code
		ORDER BY c.place_of_service, c.shipped) s
		LEFT JOIN LATERAL (
			SELECT i.place_of_service, i.name, i.facility
			FROM cptpolicy.place_of_service_in_force i
			WHERE i.place_of_service = s.place_of_service AND of_date BETWEEN i.effective_from AND i.effective_to
			ORDER BY i.effective_from DESC
			LIMIT 1) p ON true
		LEFT JOIN cptpolicy.reference_file f ON f.file = s.file AND f.shipped = s.shipped;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_sites(@extschema@.cpt_code, date) IS
	'internal: where the service is usually done, for code_sheet()';

CREATE FUNCTION cptpolicy.code_sheet_payers(of_code @extschema@.cpt_code) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT coalesce(jsonb_agg(jsonb_build_object('payer', p.payer, 'source', f.name) ORDER BY p.payer), '[]')
	FROM (
		SELECT DISTINCT ON (c.payer) c.payer, c.file, c.shipped
		FROM cptpolicy.code_payer c
		WHERE c.code = of_code
		ORDER BY c.payer, c.shipped) p
		LEFT JOIN cptpolicy.reference_file f ON f.file = p.file AND f.shipped = p.shipped;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_payers(@extschema@.cpt_code) IS
	'internal: payers that overviews look at, for code_sheet()';

CREATE FUNCTION cptpolicy.code_sheet_fee_schedule(of_code @extschema@.cpt_code, of_date date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT coalesce(jsonb_agg(
		jsonb_build_object(
			'component', s.component,
			'preoperative_percent', s.preoperative_percent,
			'intraoperative_percent', s.intraoperative_percent,
			'postoperative_percent', s.postoperative_percent,
			'paid_outside_facility', s.paid_outside_facility,
			'paid_in_facility', s.paid_in_facility,
			'effective_from', s.effective_from,
			'effective_to', CASE WHEN isfinite(s.effective_to) THEN s.effective_to END,
			'start_known', s.start_known,
			'source', f.name) || i.indicators
		ORDER BY s.component <> 'whole', s.component), '[]')
	FROM (
		SELECT DISTINCT ON (v.component) v.*
		FROM cptpolicy.fee_schedule_in_force v
		WHERE v.code = of_code AND of_date BETWEEN v.effective_from AND v.effective_to
		ORDER BY v.component, v.shipped, v.effective_from DESC) s
		CROSS JOIN LATERAL (
			SELECT jsonb_object_agg(n.name, CASE WHEN n.value IS NOT NULL THEN jsonb_build_object(
				'value', n.value, 'meaning', cptpolicy.fee_indicator_meaning(n.name, n.value)) END) AS indicators
			FROM (VALUES ('status', s.status), ('pctc', s.pctc), ('global_days', s.global_days),
				('multiple', s.multiple), ('bilateral', s.bilateral), ('assistant', s.assistant),
				('co_surgeon', s.co_surgeon), ('team_surgeon', s.team_surgeon)) n(name, value)) i
		LEFT JOIN cptpolicy.reference_file f ON f.file = s.file AND f.shipped = s.shipped;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_fee_schedule(@extschema@.cpt_code, date) IS
	'internal: indicators of the fee schedule on a date, each with its meaning, for code_sheet()';

CREATE FUNCTION cptpolicy.code_sheet_add_on(of_code @extschema@.cpt_code, of_date date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT jsonb_build_object(
		'is_add_on', coalesce(bool_or(a.is_add_on), false),
		'added_to', coalesce(jsonb_agg(a.relation ORDER BY a.code) FILTER (WHERE a.is_add_on), '[]'),
		'may_be_added', coalesce(jsonb_agg(a.relation ORDER BY a.code) FILTER (WHERE NOT a.is_add_on), '[]'))
	FROM (
		SELECT r.is_add_on, r.code,
			jsonb_build_object(
				'code', CASE WHEN r.code <> 'CCCCC' THEN r.code END,
				'type', r.type,
				'meaning', cptpolicy.add_on_type_meaning(r.type),
				'effective_from', CASE WHEN isfinite(r.effective_from) THEN r.effective_from END,
				'effective_to', CASE WHEN isfinite(r.effective_to) THEN r.effective_to END,
				'start_known', r.start_known,
				'source', f.name) AS relation
		FROM (
			SELECT true AS is_add_on, v.primary_code AS code, v.type, v.effective_from, v.effective_to, v.start_known,
				v.file, v.shipped
			FROM cptpolicy.add_on_in_force v
			WHERE v.add_on_code = of_code AND of_date BETWEEN v.effective_from AND v.effective_to
			UNION ALL
			SELECT false, CAST(v.add_on_code AS text), v.type, v.effective_from, v.effective_to, v.start_known, v.file,
				v.shipped
			FROM cptpolicy.add_on_in_force v
			WHERE v.primary_code = CAST(of_code AS text) AND of_date BETWEEN v.effective_from AND v.effective_to) r
			LEFT JOIN cptpolicy.reference_file f ON f.file = r.file AND f.shipped = r.shipped) a;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_add_on(@extschema@.cpt_code, date) IS
	'internal: what the code is added to and what is added to it on a date, for code_sheet()';

CREATE FUNCTION cptpolicy.code_sheet_unit_limits(of_code @extschema@.cpt_code, of_date date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT coalesce(jsonb_agg(jsonb_build_object(
		'setting', m.setting,
		'units', m.units,
		'adjudication_indicator', m.adjudication_indicator,
		'meaning', cptpolicy.mue_indicator_meaning(m.adjudication_indicator),
		'rationale', m.rationale,
		'effective_from', CASE WHEN isfinite(m.effective_from) THEN m.effective_from END,
		'effective_to', CASE WHEN isfinite(m.effective_to) THEN m.effective_to END,
		'start_known', m.start_known,
		'source', f.name) ORDER BY m.setting), '[]')
	FROM (
		SELECT DISTINCT ON (v.setting) v.*
		FROM cptpolicy.mue_in_force v
		WHERE v.code = of_code AND of_date BETWEEN v.effective_from AND v.effective_to
		ORDER BY v.setting, v.shipped, v.effective_from DESC) m
		LEFT JOIN cptpolicy.reference_file f ON f.file = m.file AND f.shipped = m.shipped;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_unit_limits(@extschema@.cpt_code, date) IS
	'internal: medically unlikely edits on a date, for code_sheet()';

/*
 * A code may be bundled with thousands of others, but on few terms: codes are gathered by these, first the settings of
 * one pair (there are two that have PTP edits), then the codes of one section.
 */
CREATE FUNCTION cptpolicy.code_sheet_bundles(of_code @extschema@.cpt_code, of_date date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	WITH pair AS (
		SELECT true AS pays, p.column_two AS code, p.setting, p.modifier_indicator, p.code_definition, p.rationale,
			p.rationale_text, p.effective_from, p.effective_to, p.start_known, p.file, p.shipped
		FROM cptpolicy.ptp_in_force p
		WHERE p.column_one = of_code AND of_date BETWEEN p.effective_from AND p.effective_to
			AND p.modifier_indicator <> 9
		UNION ALL
		SELECT false, p.column_one, p.setting, p.modifier_indicator, p.code_definition, p.rationale,
			p.rationale_text, p.effective_from, p.effective_to, p.start_known, p.file, p.shipped
		FROM cptpolicy.ptp_in_force p
		WHERE p.column_two = of_code AND of_date BETWEEN p.effective_from AND p.effective_to
			AND p.modifier_indicator <> 9
	), merged AS (
		SELECT p.pays, p.code, p.modifier_indicator, p.rationale, p.effective_from, p.effective_to, p.start_known,
			p.shipped, bool_or(p.code_definition) AS code_definition, max(p.rationale_text) AS rationale_text,
			min(p.setting) AS first_setting, max(p.setting) AS last_setting,
			min(p.file) AS first_file, max(p.file) AS last_file
		FROM pair p
		GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
	), grouped AS (
		SELECT m.pays, cptpolicy.code_section(m.code) AS section, m.modifier_indicator, m.rationale, m.effective_from,
			m.effective_to, m.start_known, m.shipped, m.first_setting, m.last_setting, m.first_file, m.last_file,
			bool_or(m.code_definition) AS code_definition, max(m.rationale_text) AS rationale_text,
			count(*) AS code_count, min(m.code) AS first_code, jsonb_agg(m.code ORDER BY m.code) AS codes
		FROM merged m
		GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
	), bundle AS (
		SELECT g.*,
			CASE WHEN g.first_setting = g.last_setting THEN ARRAY[g.first_setting]
				ELSE ARRAY[g.first_setting, g.last_setting] END AS settings,
			(SELECT coalesce(jsonb_agg(f.name ORDER BY f.file), '[]')
				FROM cptpolicy.reference_file f
				WHERE f.file IN (g.first_file, g.last_file) AND f.shipped = g.shipped) AS sources
		FROM grouped g
	), shown AS (
		SELECT b.pays, b.section, b.modifier_indicator, b.first_code,
			jsonb_build_object(
				'section', b.section,
				'settings', b.settings,
				'modifier_indicator', b.modifier_indicator,
				'bypass', cptpolicy.ptp_bypass_meaning(b.modifier_indicator, b.code_definition),
				'rationale', b.rationale_text,
				'code_definition', b.code_definition,
				'effective_from', CASE WHEN isfinite(b.effective_from) THEN b.effective_from END,
				'effective_to', CASE WHEN isfinite(b.effective_to) THEN b.effective_to END,
				'start_known', b.start_known,
				'sources', b.sources,
				'code_count', b.code_count,
				'codes', b.codes) AS bundle
		FROM bundle b
	)
	SELECT jsonb_build_object(
		'column_one', coalesce(jsonb_agg(s.bundle
			ORDER BY s.section <> 'evaluation_and_management', s.modifier_indicator, s.first_code)
			FILTER (WHERE s.pays), '[]'),
		'column_two', coalesce(jsonb_agg(s.bundle
			ORDER BY s.section <> 'evaluation_and_management', s.modifier_indicator, s.first_code)
			FILTER (WHERE NOT s.pays), '[]'))
	FROM shown s;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_bundles(@extschema@.cpt_code, date) IS
	'internal: PTP edits in force on a date, codes gathered by the terms of their edit, for code_sheet()';

/* ---- modifiers ---- */

CREATE FUNCTION cptpolicy.subject_name(subject text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE subject
		WHEN 'status' THEN 'fee schedule status'
		WHEN 'pctc' THEN 'PC/TC indicator'
		WHEN 'global_days' THEN 'global period'
		WHEN 'multiple' THEN 'multiple procedure indicator'
		WHEN 'bilateral' THEN 'bilateral indicator'
		WHEN 'assistant' THEN 'assistant indicator'
		WHEN 'co_surgeon' THEN 'co-surgeons indicator'
		WHEN 'team_surgeon' THEN 'team surgery indicator'
		WHEN 'add_on' THEN 'whether the code is an add-on'
		ELSE subject
	END;
COMMENT ON FUNCTION cptpolicy.subject_name(text) IS 'internal: what a rule about modifiers looks at, in words';

CREATE FUNCTION cptpolicy.rule_condition(subject text, rule_values text[], found text[]) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN CASE
		WHEN subject = 'claim_setting' THEN
			'not on ' || replace(array_to_string(rule_values, ' and '), '_', ' ') || ' claims'
		WHEN found IS NULL THEN NULL
		WHEN subject = 'code_group' THEN CASE found
			WHEN '{}' THEN 'the code is of no group'
			ELSE 'the code is of ' || replace(array_to_string(found, ', '), '_', ' ')
		END
		WHEN subject = 'add_on' THEN
			CASE found[1] WHEN 'yes' THEN 'the code is an add-on' ELSE 'the code is no add-on' END
		ELSE cptpolicy.subject_name(subject) || ' is ' || found[1]
	END;
COMMENT ON FUNCTION cptpolicy.rule_condition(text, text[], text[]) IS
	'internal: what a rule about modifiers found, or asks of the claim, in words';

/* Out of two parts of the sheet, as the edits do: an add-on is one by its relations, or else by its global period. */
CREATE FUNCTION cptpolicy.code_sheet_properties(of_code @extschema@.cpt_code, fee_schedule jsonb, add_on jsonb)
	RETURNS TABLE (subject text, found text[])
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
	SELECT 'code_group', coalesce(array_agg(DISTINCT g.code_group ORDER BY g.code_group), '{}')
	FROM cptpolicy.code_group g
	WHERE of_code BETWEEN g.first_code AND g.last_code
	UNION ALL
	SELECT i.key, ARRAY[i.value ->> 'value']
	FROM jsonb_each(jsonb_path_query_first(fee_schedule, '$[*] ? (@.component == "whole")')) i
	WHERE i.value ? 'value'
	UNION ALL
	SELECT 'add_on', ARRAY[CASE WHEN d.is_add_on OR d.global_days = 'ZZZ' THEN 'yes' ELSE 'no' END]
	FROM (
		SELECT CAST(add_on -> 'is_add_on' AS boolean) AS is_add_on,
			jsonb_path_query_first(fee_schedule, '$[*] ? (@.component == "whole").global_days.value') #>> '{}'
				AS global_days
		) d
	WHERE d.is_add_on OR d.global_days IS NOT NULL;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_properties(@extschema@.cpt_code, jsonb, jsonb) IS
	'internal: what rules about modifiers look at, as far as it is known of the code';

/*
 * Modifiers that rules speak of, NCCI-associated ones, and those of overviews. Ambulance trips concern ambulances
 * alone, and no rule says which services are done on an eyelid, a finger, a toe or a vessel of the heart: left out.
 */
CREATE FUNCTION cptpolicy.code_sheet_rules(of_code @extschema@.cpt_code, of_date date, fee_schedule jsonb,
		add_on jsonb)
	RETURNS TABLE (modifier @extschema@.cpt_modifier, verdict text, reason text, source text, carc text, rarc text,
		rules jsonb)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
	WITH property AS MATERIALIZED (
		SELECT p.subject, p.found FROM cptpolicy.code_sheet_properties(of_code, fee_schedule, add_on) p
	), candidate AS MATERIALIZED (
		SELECT r.modifier
		FROM cptpolicy.modifier_rule_in_force r
		WHERE of_date BETWEEN r.effective_from AND r.effective_to
		UNION
		SELECT m.modifier
		FROM cptpolicy.modifier_in_force m
		WHERE of_date BETWEEN m.effective_from AND m.effective_to
			AND (m.ncci_associated AND m.class <> 'anatomical' OR EXISTS (
				SELECT FROM property p WHERE p.subject = 'code_group' AND m.code_group = ANY (p.found)))
		UNION
		SELECT o.modifier
		FROM cptpolicy.overview_modifier o
		WHERE o.code = of_code
	), finding AS MATERIALIZED (
		SELECT c.modifier, f.rule, f.rule_name, f.severity, f.message, f.source, f.carc, f.rarc,
			CASE f.severity WHEN 'deny' THEN 2 WHEN 'review' THEN 1 ELSE 0 END AS rank
		FROM candidate c, cptpolicy.modifier_findings(of_code, ARRAY[c.modifier], of_date) f
	), checked AS (
		SELECT r.modifier, r.rule, r.subject, r.severity, r.source, p.found, f.message,
			CASE
				WHEN f.modifier IS NOT NULL THEN 'violated'
				WHEN r.subject = 'claim_setting' THEN 'depends_on_claim'
				WHEN p.found IS NULL THEN 'not_known'
				ELSE 'kept'
			END AS finding,
			cptpolicy.rule_condition(r.subject, r."values", p.found) AS condition
		FROM candidate c
			JOIN cptpolicy.modifier_rule_in_force r ON r.modifier = c.modifier
			LEFT JOIN property p ON p.subject = r.subject
			LEFT JOIN finding f ON f.modifier = r.modifier AND f.rule = 'MODIFIER.CODE' AND f.rule_name = r.rule
		WHERE of_date BETWEEN r.effective_from AND r.effective_to
	), rule AS (
		SELECT k.modifier, jsonb_agg(jsonb_build_object(
				'rule', k.rule,
				'subject', k.subject,
				'found', k.found,
				'finding', k.finding,
				'condition', k.condition,
				'severity', k.severity,
				'message', k.message,
				'source', k.source) ORDER BY k.rule) AS rules,
			string_agg(DISTINCT k.condition, '; ') FILTER (WHERE k.finding IN ('kept', 'depends_on_claim'))
				AS conditions,
			string_agg(k.rule, ', ' ORDER BY k.rule) FILTER (WHERE k.finding IN ('kept', 'depends_on_claim')) AS kept,
			string_agg(DISTINCT k.source, '; ') FILTER (WHERE k.finding IN ('kept', 'depends_on_claim')) AS sources,
			string_agg(DISTINCT cptpolicy.subject_name(k.subject), ', ') FILTER (WHERE k.finding = 'not_known')
				AS unknown,
			string_agg(DISTINCT k.source, '; ') FILTER (WHERE k.finding = 'not_known') AS unknown_sources
		FROM checked k
		GROUP BY k.modifier
	), worst AS (
		SELECT DISTINCT ON (f.modifier) f.modifier, f.rank, f.message, f.source, f.carc, f.rarc
		FROM finding f
		ORDER BY f.modifier, f.rank DESC, f.rule, f.rule_name
	)
	SELECT c.modifier,
		CASE
			WHEN w.rank = 2 THEN 'not_allowed'
			WHEN w.rank = 1 OR r.unknown IS NOT NULL THEN 'review'
			ELSE 'allowed'
		END,
		coalesce(w.message, 'it depends on what is not on file for this date: ' || r.unknown,
			r.conditions || ' (rules looked at: ' || r.kept || ')'),
		CASE WHEN w.modifier IS NOT NULL THEN w.source ELSE coalesce(r.unknown_sources, r.sources) END,
		w.carc, w.rarc, coalesce(r.rules, '[]')
	FROM candidate c
		LEFT JOIN worst w ON w.modifier = c.modifier
		LEFT JOIN rule r ON r.modifier = c.modifier;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_rules(@extschema@.cpt_code, date, jsonb, jsonb) IS
	'internal: modifiers that a sheet speaks of, with verdict, what it rests on, and the rules that were looked at';

/* A row of one's own about what an overview says comes before a shipped one. */
CREATE FUNCTION cptpolicy.code_sheet_modifiers(of_code @extschema@.cpt_code, of_date date, fee_schedule jsonb,
		add_on jsonb)
	RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	WITH exclusion AS MATERIALIZED (
		SELECT e.modifier, jsonb_agg(jsonb_build_object(
			'modifier', e.other,
			'severity', i.severity,
			'message', replace(replace(i.message, '{modifier}', CAST(i.modifier AS text)), '{found}', i.other_modifier),
			'source', i.source) ORDER BY e.other) AS exclusions
		FROM cptpolicy.modifier_exclusion_in_force i
			CROSS JOIN LATERAL (
				VALUES (CAST(i.modifier AS text), i.other_modifier), (i.other_modifier, CAST(i.modifier AS text)))
				e(modifier, other)
		WHERE of_date BETWEEN i.effective_from AND i.effective_to
		GROUP BY e.modifier
	)
	SELECT coalesce(jsonb_agg(jsonb_build_object(
		'modifier', r.modifier,
		'verdict', r.verdict,
		'reason', coalesce(r.reason, 'no rule speaks against it; it is on the list of ' || m.level || ' modifiers'),
		'source', CASE WHEN r.reason IS NOT NULL THEN r.source ELSE m.source END,
		'carc', CASE WHEN r.verdict <> 'allowed' THEN r.carc END,
		'rarc', CASE WHEN r.verdict <> 'allowed' THEN r.rarc END,
		'rules', r.rules,
		'summary', m.summary,
		'ncci_associated', coalesce(m.ncci_associated, false),
		'not_with', coalesce(x.exclusions, '[]'),
		'list', CASE WHEN m.level IS NOT NULL THEN jsonb_build_object(
			'level', m.level, 'class', m.class,
			'effective_from', CASE WHEN isfinite(m.effective_from) THEN m.effective_from END,
			'effective_to', CASE WHEN isfinite(m.effective_to) THEN m.effective_to END,
			'source', m.source) END,
		'overview', CASE WHEN o.statement IS NOT NULL THEN jsonb_build_object(
			'statement', o.statement,
			'contradicted', r.verdict = 'not_allowed',
			'why', CASE WHEN r.verdict = 'not_allowed' THEN r.reason END,
			'source', o.source) END) ORDER BY r.modifier), '[]')
	FROM cptpolicy.code_sheet_rules(of_code, of_date, fee_schedule, add_on) r
		LEFT JOIN LATERAL (
			SELECT l.level, l.class, l.summary, l.ncci_associated, l.effective_from, l.effective_to, f.name AS source
			FROM cptpolicy.modifier_in_force l
				LEFT JOIN cptpolicy.reference_file f ON f.file = l.file AND f.shipped = l.shipped
			WHERE l.modifier = r.modifier AND of_date BETWEEN l.effective_from AND l.effective_to
			ORDER BY l.effective_from DESC
			LIMIT 1) m ON true
		LEFT JOIN exclusion x ON x.modifier = CAST(r.modifier AS text)
		LEFT JOIN LATERAL (
			SELECT s.statement, f.name AS source
			FROM cptpolicy.overview_modifier s
				LEFT JOIN cptpolicy.reference_file f ON f.file = s.file AND f.shipped = s.shipped
			WHERE s.code = of_code AND s.modifier = r.modifier
			ORDER BY s.shipped
			LIMIT 1) o ON true;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_modifiers(@extschema@.cpt_code, date, jsonb, jsonb) IS
	'internal: modifiers with verdict, rule and source, for code_sheet()';

/* ---- policies and settings ---- */

/*
 * What an answer to a claim with nothing but the code says: a policy that denies it without knowing anything else
 * denies the code always.
 */
CREATE FUNCTION cptpolicy.code_sheet_denial(of_code @extschema@.cpt_code, of_date date, of_payer text, of_policy text)
	RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT r.reason
	FROM jsonb_array_elements(@extschema@.evaluate_policy(jsonb_build_object('payer', of_payer,
			'date_of_service', of_date, 'lines', jsonb_build_array(jsonb_build_object('code', of_code))))
			-> 'lines') l(line)
		CROSS JOIN LATERAL jsonb_array_elements(l.line -> 'reasons') r(reason)
	WHERE l.line ->> 'policy' = of_policy AND NOT r.reason ? 'detail'
	LIMIT 1;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_denial(@extschema@.cpt_code, date, text, text) IS
	'internal: the reason for which a policy denies a code whatever the facts, for code_sheet()';

/* The indications, exclusions and exceptions of a version under criteria that are asked for one of the roles. */
CREATE FUNCTION cptpolicy.code_sheet_branches(of_policy text, of_version text, of_shipped boolean, of_roles text[])
	RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	WITH RECURSIVE asked AS (
		SELECT c.criterion, c.kind, c.text, ARRAY[c.position] AS place
		FROM cptpolicy.policy_criterion c
		WHERE c.policy = of_policy AND c.version = of_version AND c.shipped = of_shipped AND c.parent IS NULL
			AND coalesce(c.asked_when ->> 'code' = ANY (of_roles), true)
		UNION ALL
		SELECT c.criterion, c.kind, c.text, a.place || c.position
		FROM asked a
			JOIN cptpolicy.policy_criterion c ON c.parent = a.criterion
		WHERE c.policy = of_policy AND c.version = of_version AND c.shipped = of_shipped
			AND coalesce(c.asked_when ->> 'code' = ANY (of_roles), true)
	) CYCLE criterion SET is_cycle USING path
	SELECT coalesce(jsonb_agg(jsonb_build_object('criterion', a.criterion, 'kind', a.kind, 'text', a.text)
		ORDER BY a.place), '[]')
	FROM asked a
	WHERE a.kind IN ('indication', 'exclusion', 'exception') AND NOT a.is_cycle;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_branches(text, text, boolean, text[]) IS
	'internal: what a version of a policy says of codes of some roles, for code_sheet()';

/* As evaluation: a version of one's own hides a shipped one of the same policy on its dates. */
CREATE FUNCTION cptpolicy.code_sheet_policies(of_code @extschema@.cpt_code, of_date date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT coalesce(jsonb_agg(jsonb_build_object(
		'policy', s.policy,
		'payer', p.payer,
		'payer_name', n.name,
		'version', s.version,
		'title', s.title,
		'source', s.source,
		'effective_from', s.effective_from,
		'effective_to', s.effective_to,
		'shipped', s.shipped,
		'roles', s.roles,
		'branches', cptpolicy.code_sheet_branches(s.policy, s.version, s.shipped, s.roles),
		'always_denied', cptpolicy.code_sheet_denial(of_code, of_date, p.payer, s.policy),
		'comes_after', c.precedences) ORDER BY p.payer NULLS FIRST, s.policy), '[]')
	FROM (
		SELECT v.policy, v.version, v.title, v.source, v.effective_from, v.effective_to, v.shipped,
			array_agg(DISTINCT c.role ORDER BY c.role) AS roles
		FROM cptpolicy.policy_version v
			JOIN cptpolicy.policy_code c ON c.policy = v.policy AND c.version = v.version AND c.shipped = v.shipped
		WHERE of_date BETWEEN v.effective_from AND coalesce(v.effective_to, 'infinity')
			AND c.subject AND of_code BETWEEN c.first_code AND coalesce(c.last_code, c.first_code)
			AND NOT (v.shipped AND EXISTS (
				SELECT FROM cptpolicy.policy_version own
				WHERE own.policy = v.policy AND NOT own.shipped
					AND of_date BETWEEN own.effective_from AND coalesce(own.effective_to, 'infinity')))
		GROUP BY v.policy, v.version, v.title, v.source, v.effective_from, v.effective_to, v.shipped) s
		LEFT JOIN LATERAL (
			SELECT o.payer FROM cptpolicy.policy o WHERE o.policy = s.policy ORDER BY o.shipped LIMIT 1) p ON true
		LEFT JOIN LATERAL (
			SELECT o.name FROM cptpolicy.payer o WHERE o.payer = p.payer ORDER BY o.shipped LIMIT 1) n ON true
		CROSS JOIN LATERAL (
			SELECT coalesce(jsonb_agg(jsonb_build_object('line_of_business', o.line_of_business, 'text', o.text)
				ORDER BY o.position), '[]') AS precedences
			FROM cptpolicy.policy_precedence o
			WHERE o.policy = s.policy AND o.version = s.version AND o.shipped = s.shipped) c;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_policies(@extschema@.cpt_code, date) IS
	'internal: policies in force on a date that speak of the code, for code_sheet()';

CREATE FUNCTION cptpolicy.code_sheet_edit_settings(of_date date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT coalesce(jsonb_agg(jsonb_build_object(
		'edit', s.edit,
		'payer', s.payer,
		'line_of_business', s.line_of_business,
		'severity', s.severity,
		'effective_from', CASE WHEN isfinite(s.effective_from) THEN s.effective_from END,
		'effective_to', CASE WHEN isfinite(s.effective_to) THEN s.effective_to END)
		ORDER BY s.payer, s.line_of_business, s.edit, s.effective_from), '[]')
	FROM cptpolicy.edit_setting s
	WHERE of_date BETWEEN s.effective_from AND s.effective_to;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_edit_settings(date) IS
	'internal: rows that turn coding edits up, down or off on a date, for code_sheet()';

/* Whether a file was loaded for the date, or only shipped rows, of few codes, stand here; and from when on. */
CREATE FUNCTION cptpolicy.code_sheet_coverage(of_date date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT coalesce(jsonb_agg(jsonb_build_object(
		'kind', c.kind,
		'setting', c.setting,
		'complete', c.complete,
		'from', CASE WHEN isfinite(c.first_day) THEN c.first_day END,
		'latest_quarter', c.latest_quarter) ORDER BY c.kind, c.setting), '[]')
	FROM (
		SELECT f.kind, f.setting,
			bool_or(NOT f.shipped AND (f.kind IN ('ptp', 'add_on') OR f.covers_from <= of_date)) AS complete,
			min(coalesce(f.covers_from, f.quarter)) AS first_day, max(f.quarter) AS latest_quarter
		FROM cptpolicy.reference_file f
		WHERE f.kind IN ('ptp', 'mue', 'add_on', 'fee_schedule')
		GROUP BY f.kind, f.setting) c;
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_coverage(date) IS
	'internal: for which edits a whole file is loaded, and from which day on there are rows, for code_sheet()';

/*
 * Whether anything tells of the code, on whatever date: a code whose edits have all ended is on file, although no other
 * part of its sheet shows a row.
 */
CREATE FUNCTION cptpolicy.code_sheet_on_file(of_code @extschema@.cpt_code) RETURNS boolean
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT EXISTS (SELECT FROM cptpolicy.procedure_code_in_force v WHERE v.code = of_code)
		OR EXISTS (SELECT FROM cptpolicy.code_overview o WHERE o.code = of_code)
		OR EXISTS (SELECT FROM cptpolicy.code_site s WHERE s.code = of_code)
		OR EXISTS (SELECT FROM cptpolicy.code_payer p WHERE p.code = of_code)
		OR EXISTS (SELECT FROM cptpolicy.overview_modifier o WHERE o.code = of_code)
		OR EXISTS (SELECT FROM cptpolicy.fee_schedule_in_force v WHERE v.code = of_code)
		OR EXISTS (SELECT FROM cptpolicy.mue_in_force v WHERE v.code = of_code)
		OR EXISTS (SELECT FROM cptpolicy.add_on_in_force v WHERE v.add_on_code = of_code)
		OR EXISTS (SELECT FROM cptpolicy.add_on_in_force v WHERE v.primary_code = CAST(of_code AS text))
		OR EXISTS (SELECT FROM cptpolicy.ptp_in_force p WHERE p.column_one = of_code)
		OR EXISTS (SELECT FROM cptpolicy.ptp_in_force p WHERE p.column_two = of_code)
		OR EXISTS (SELECT FROM cptpolicy.policy_code c
			WHERE c.subject AND of_code BETWEEN c.first_code AND coalesce(c.last_code, c.first_code));
END;
COMMENT ON FUNCTION cptpolicy.code_sheet_on_file(@extschema@.cpt_code) IS
	'internal: whether the tables name the code on any date, for code_sheet()';

/* ---- the sheet ---- */

CREATE FUNCTION @extschema@.code_sheet(code @extschema@.cpt_code, on_date date DEFAULT CURRENT_DATE) RETURNS jsonb
	LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
BEGIN ATOMIC
	WITH looked_up AS MATERIALIZED (
		SELECT cptpolicy.code_sheet_fee_schedule(code, on_date) AS fee_schedule,
			cptpolicy.code_sheet_add_on(code, on_date) AS add_on
	), p AS MATERIALIZED (
		SELECT cptpolicy.code_sheet_validity(code, on_date) AS validity,
			cptpolicy.code_sheet_overview(code) AS overview,
			cptpolicy.code_sheet_sites(code, on_date) AS sites,
			cptpolicy.code_sheet_payers(code) AS payers,
			l.fee_schedule,
			l.add_on,
			cptpolicy.code_sheet_unit_limits(code, on_date) AS unit_limits,
			cptpolicy.code_sheet_bundles(code, on_date) AS bundles,
			cptpolicy.code_sheet_modifiers(code, on_date, l.fee_schedule, l.add_on) AS modifiers,
			cptpolicy.code_sheet_policies(code, on_date) AS policies
		FROM looked_up l
	)
	SELECT jsonb_build_object(
		'code', code,
		'on_date', on_date,
		'on_file', cptpolicy.code_sheet_on_file(code),
		'category', @extschema@.cpt_category(code),
		'section', cptpolicy.code_section(code),
		'validity', p.validity,
		'overview', p.overview,
		'sites', p.sites,
		'payers', p.payers,
		'fee_schedule', p.fee_schedule,
		'add_on', p.add_on,
		'unit_limits', p.unit_limits,
		'bundles', p.bundles,
		'modifiers', p.modifiers,
		'policies', p.policies,
		'edit_settings', cptpolicy.code_sheet_edit_settings(on_date),
		'coverage', cptpolicy.code_sheet_coverage(on_date))
	FROM p;
END;
COMMENT ON FUNCTION @extschema@.code_sheet(@extschema@.cpt_code, date) IS
	'all on file about a code on a date: overview, indicators, add-ons, unit limits, bundles, modifiers, policies';

CREATE FUNCTION cptpolicy.code_sheet_page(sheet jsonb) RETURNS text
	AS 'MODULE_PATHNAME', 'code_sheet_page' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION cptpolicy.code_sheet_page(jsonb) IS 'internal: the document that code_sheet() made as a page';

CREATE FUNCTION @extschema@.code_sheet_text(code @extschema@.cpt_code, on_date date DEFAULT CURRENT_DATE) RETURNS text
	LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10000
	RETURN cptpolicy.code_sheet_page(@extschema@.code_sheet(code, on_date));
COMMENT ON FUNCTION @extschema@.code_sheet_text(@extschema@.cpt_code, date) IS
	'the sheet of a code as a page for people: what to do first, modifiers, bundles, indicators, payers';
