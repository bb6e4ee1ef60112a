/*
 * Views for BI tools, live over the log: a row for each line, a row for each finding, and sums of them.
 *
 * Columns are of types that every driver knows, and never null: what is not known is "unknown", what there is none of
 * is "none", beside a date or an amount stands whether it is known. Texts of any length are cut by their cast.
 *
 * Where a view sums up, it does so run by run, so that a filter on the run decides what is read; by the columns of the
 * log as they are; and makes labels of the few groups that come out, those of one label one. Names of functions and
 * operators are the server's, because the server has them for exactly these types, or say so.
 */

/*
 * Block ranges of runs, and of what the views show as claim_id, letter for letter: so that a filter on either finds
 * its blocks.
 */
CREATE INDEX evaluation_shown_claim_id ON cptpolicy.evaluation
	USING brin (run_id, (COALESCE(claim_id, 'unknown')::varchar(100)));
CREATE INDEX evaluation_reason_run ON cptpolicy.evaluation_reason USING brin (run_id);

/* Eight edits, and what policies ask before any of their own criteria, in the manner of the texts of criteria. */
CREATE FUNCTION cptpolicy.edit_text(criterion text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE criterion
	WHEN 'CODE.DATE' THEN 'The code is valid on the date of service'
	WHEN 'MODIFIER.UNKNOWN' THEN 'Each modifier is on a national list on the date of service'
	WHEN 'MODIFIER.CODE' THEN 'The code can carry each of its modifiers'
	WHEN 'MODIFIER.PAIR' THEN 'No two modifiers of the line exclude each other'
	WHEN 'NCCI.ADD_ON' THEN 'A primary procedure of the add-on is payable on the same day'
	WHEN 'NCCI.PTP' THEN 'No other code of the day includes this one'
	WHEN 'NCCI.MUE' THEN 'Units are within the limit of the code'
	WHEN 'PLACE' THEN 'The place of service is in use on the date of service'
	WHEN 'version' THEN 'A version of the policy is in force on the date of service'
END;
COMMENT ON FUNCTION cptpolicy.edit_text(text) IS
	'internal: what a coding edit asks, for people; null for the id of a policy''s criterion';

/* What the questions of findings have in common that name codes, units and dates of one claim. */
CREATE FUNCTION cptpolicy.edit_question(criterion text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE criterion
	WHEN 'CODE.DATE' THEN 'Are the code and the date of service right?'
	WHEN 'MODIFIER.UNKNOWN' THEN 'Which modifier is meant by the one that is on no national list on the date of service?'
	WHEN 'MODIFIER.CODE' THEN 'Is the modifier right that does not go with the code?'
	WHEN 'MODIFIER.PAIR' THEN 'Which modifier is right, of two that exclude each other or one that stands twice?'
	WHEN 'NCCI.ADD_ON' THEN 'Which primary procedure was the add-on done with on the same day, and is that paid?'
	WHEN 'NCCI.PTP' THEN 'Was the procedure done apart from the other one of the same day that includes it?'
	WHEN 'NCCI.MUE' THEN 'Why were more units needed than are expected of the code?'
	WHEN 'PLACE' THEN 'Where was the service done?'
	WHEN 'version' THEN 'Which version of the policy was in force on the date of service?'
END;
COMMENT ON FUNCTION cptpolicy.edit_question(text) IS
	'internal: what to answer where a coding edit holds a line up; null for the id of a policy''s criterion';

/*
 * Finished runs of a source follow each other by finished_at, runs of one moment by run_id: that says which is the
 * latest, and which was before.
 *
 * OFFSET 0 has runs filtered before anything is read of them: the planner takes reading a run again for free.
 */
CREATE VIEW cptpolicy.evaluation_run_label AS
SELECT r.run_id, r.run_name::varchar(100) AS run_name, COALESCE(finished.latest, false) AS latest_run, r.source,
	finished.previous_run
FROM cptpolicy.evaluation_run r
	LEFT JOIN (
		SELECT f.run_id, pg_catalog.lag(f.run_name) OVER earlier_first AS previous_run,
			pg_catalog.lead(f.run_id) OVER earlier_first IS NULL AS latest
		FROM cptpolicy.evaluation_run f
		WHERE f.state = 'finished'
		WINDOW earlier_first AS (PARTITION BY f.source ORDER BY f.finished_at NULLS FIRST, f.run_id)) finished
		ON finished.run_id = r.run_id
OFFSET 0;
COMMENT ON VIEW cptpolicy.evaluation_run_label IS 'names of runs as report views show them';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.run_id IS 'the run';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.run_name IS 'its name';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.source IS 'its source';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.previous_run IS
	'name of the finished run of its source before it; null where there is none, or it is not finished itself';

/* What users wrote hides what is shipped. Grouped, a key has one row for sure: a join nobody asks for is left out. */
CREATE VIEW cptpolicy.evaluation_payer_label AS
SELECT p.payer, (pg_catalog.array_agg(p.name ORDER BY p.shipped))[1] AS name
FROM cptpolicy.payer p
GROUP BY p.payer;
COMMENT ON VIEW cptpolicy.evaluation_payer_label IS 'names of payers as report views show them';
COMMENT ON COLUMN cptpolicy.evaluation_payer_label.payer IS 'id of the payer';
COMMENT ON COLUMN cptpolicy.evaluation_payer_label.name IS 'name of the payer';

CREATE VIEW cptpolicy.evaluation_criterion_label AS
SELECT c.policy, c.version, c.criterion, (pg_catalog.array_agg(c.text ORDER BY c.shipped))[1] AS text,
	(pg_catalog.array_agg(c.question ORDER BY c.shipped))[1] AS question
FROM (
	SELECT o.policy, o.version, o.criterion, o.text, o.question, o.shipped FROM cptpolicy.policy_criterion o
	UNION ALL
	SELECT p.policy, p.version, p.criterion, p.text, p.question, p.shipped FROM cptpolicy.policy_precedence p) c
GROUP BY c.policy, c.version, c.criterion;
COMMENT ON VIEW cptpolicy.evaluation_criterion_label IS 'texts of criteria as report views show them';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.policy IS 'the policy';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.version IS 'its version';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.criterion IS 'id of the criterion';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.text IS 'what it asks, for people';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.question IS
	'what to ask where it is unknown, null where a fact''s question fits';

CREATE VIEW cptpolicy.evaluation_fact_label AS
SELECT f.policy, f.version, f.name AS fact, (pg_catalog.array_agg(f.question ORDER BY f.shipped))[1] AS question
FROM cptpolicy.policy_fact f
GROUP BY f.policy, f.version, f.name;
COMMENT ON VIEW cptpolicy.evaluation_fact_label IS 'questions for facts as report views show them';
COMMENT ON COLUMN cptpolicy.evaluation_fact_label.policy IS 'the policy';
COMMENT ON COLUMN cptpolicy.evaluation_fact_label.version IS 'its version';
COMMENT ON COLUMN cptpolicy.evaluation_fact_label.fact IS 'the fact';
COMMENT ON COLUMN cptpolicy.evaluation_fact_label.question IS 'what to ask where it is missing';

CREATE VIEW cptpolicy.report_line AS
SELECT r.run_name, r.latest_run, e.claim_number, e.line_position,
	COALESCE(e.claim_id, 'unknown')::varchar(100) AS claim_id,
	e.occurrence,
	COALESCE(e.line, 0) AS line,
	COALESCE(e.code::text, 'unknown')::varchar(7) AS code,
	COALESCE(@extschema@.cpt_category(e.code), 'unknown')::varchar(7) AS code_category,
	e.decision::varchar(9) AS decision,
	CASE e.decision WHEN 'invalid' THEN 1 WHEN 'deny' THEN 2 WHEN 'pend' THEN 3 WHEN 'approve' THEN 4 ELSE 5 END
		AS decision_order,
	e.claim_decision::varchar(9) AS claim_decision,
	COALESCE(e.policy, 'none')::varchar(100) AS policy,
	COALESCE(e.policy_version, 'none')::varchar(100) AS policy_version,
	COALESCE(e.branch, 'none')::varchar(100) AS branch,
	COALESCE(e.criterion, 'none')::varchar(100) AS criterion,
	CASE WHEN e.criterion IS NULL THEN 'none' ELSE COALESCE(c.text, cptpolicy.edit_text(e.criterion), 'unknown') END
		::varchar(255) AS criterion_text,
	COALESCE(NULLIF(e.payer, ''), 'unknown')::varchar(100) AS payer,
	COALESCE(p.name, NULLIF(e.payer, ''), 'unknown')::varchar(200) AS payer_name,
	COALESCE(e.line_of_business, 'unknown')::varchar(20) AS line_of_business,
	COALESCE(e.claim_type, 'unknown')::varchar(20) AS claim_type,
	COALESCE(e.place_of_service, 'unknown')::varchar(7) AS place_of_service,
	COALESCE(e.date_of_service, '1900-01-01'::date) AS date_of_service,
	e.date_of_service IS NOT NULL AS date_known,
	date_trunc('month', COALESCE(e.date_of_service, '1900-01-01'::date)::timestamp)::date AS service_month,
	COALESCE(e.charge, 0.00::numeric(12, 2)) AS charge,
	e.charge IS NOT NULL AS charge_known,
	CASE WHEN e.line_position > 0 THEN 1 ELSE 0 END AS line_count,
	CASE WHEN e.is_first THEN 1 ELSE 0 END AS claim_count,
	(e.evaluated_at AT TIME ZONE 'UTC')::timestamp(0) AS evaluated_at,
	e.extension_version::varchar(20) AS extension_version,
	CASE
		WHEN e.decision = 'invalid' THEN 'claim'
		WHEN e.decision = 'no_policy' THEN 'none'
		WHEN e.branch IS NULL AND e.decision IN ('deny', 'pend') THEN 'edit'
		ELSE 'policy'
	END::varchar(7) AS decided_by,
	(e.run_id::text || '-' || e.claim_number::text)::varchar(50) AS claim_key,
	(e.run_id::text || '-' || e.claim_number::text || '-' || e.line_position::text)::varchar(60) AS line_key
FROM cptpolicy.evaluation e
	JOIN cptpolicy.evaluation_run_label r ON r.run_id = e.run_id
	LEFT JOIN cptpolicy.evaluation_payer_label p ON p.payer = COALESCE(NULLIF(e.payer, ''), 'unknown')
	LEFT JOIN cptpolicy.evaluation_criterion_label c
		ON c.policy = e.policy AND c.version = e.policy_version AND c.criterion = e.criterion;
COMMENT ON VIEW cptpolicy.report_line IS
	'lines of the log, one row each, and one for each claim that cannot be read as a whole';
COMMENT ON COLUMN cptpolicy.report_line.run_name IS 'name of the run';
COMMENT ON COLUMN cptpolicy.report_line.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_line.claim_number IS 'place of the claim in its run, from 1';
COMMENT ON COLUMN cptpolicy.report_line.line_position IS
	'place of the line in its claim, from 1; 0 in the row of a claim that cannot be read as a whole';
COMMENT ON COLUMN cptpolicy.report_line.claim_id IS 'claim_id of the source; unknown where it has none';
COMMENT ON COLUMN cptpolicy.report_line.occurrence IS
	'which of the rows with this claim_id in the source it was, from 1';
COMMENT ON COLUMN cptpolicy.report_line.line IS 'line number as the claim has it; 0 where it has none';
COMMENT ON COLUMN cptpolicy.report_line.code IS 'procedure code; unknown where it could not be read';
COMMENT ON COLUMN cptpolicy.report_line.code_category IS 'I, II, III, PLA, MAAA or HCPCS; unknown with the code';
COMMENT ON COLUMN cptpolicy.report_line.decision IS 'decision of the line: approve, deny, pend, no_policy or invalid';
COMMENT ON COLUMN cptpolicy.report_line.decision_order IS
	'order of decisions, worst first: 1 invalid, 2 deny, 3 pend, 4 approve, 5 no_policy';
COMMENT ON COLUMN cptpolicy.report_line.claim_decision IS 'decision of the claim, its worst line''s';
COMMENT ON COLUMN cptpolicy.report_line.policy IS
	'policy that speaks of the line, even where only an edit decided; none where none does';
COMMENT ON COLUMN cptpolicy.report_line.policy_version IS
	'its version; none where no policy speaks of the line, or no version was in force';
COMMENT ON COLUMN cptpolicy.report_line.branch IS 'clause of the policy that decided; none where no clause did';
COMMENT ON COLUMN cptpolicy.report_line.criterion IS
	'the first criterion or edit that decided; none where none spoke against the line';
COMMENT ON COLUMN cptpolicy.report_line.criterion_text IS
	'what the criterion or edit asks; none without one, unknown where the policy is no longer there';
COMMENT ON COLUMN cptpolicy.report_line.payer IS
	'id of the payer, or the name that the claim gives; unknown where it gives none';
COMMENT ON COLUMN cptpolicy.report_line.payer_name IS 'name of the payer; its id where the name is not on file';
COMMENT ON COLUMN cptpolicy.report_line.line_of_business IS
	'commercial, medicare, medicaid or marketplace; unknown where unreadable';
COMMENT ON COLUMN cptpolicy.report_line.claim_type IS 'professional or institutional; unknown where unreadable';
COMMENT ON COLUMN cptpolicy.report_line.place_of_service IS 'two digits; unknown where the claim gives none';
COMMENT ON COLUMN cptpolicy.report_line.date_of_service IS
	'date of service of the line; 1900-01-01 where it is not known';
COMMENT ON COLUMN cptpolicy.report_line.date_known IS 'is the date of service known';
COMMENT ON COLUMN cptpolicy.report_line.service_month IS
	'first day of the month of service; 1900-01-01 where it is not known';
COMMENT ON COLUMN cptpolicy.report_line.charge IS 'dollars charged for the line; 0.00 where the claim gives none';
COMMENT ON COLUMN cptpolicy.report_line.charge_known IS 'does the claim give a charge for the line';
COMMENT ON COLUMN cptpolicy.report_line.line_count IS
	'lines in this row, to be summed: 1, or 0 where a whole claim cannot be read';
COMMENT ON COLUMN cptpolicy.report_line.claim_count IS
	'claims that are counted in this row, to be summed: 1 in the first row of each claim, else 0';
COMMENT ON COLUMN cptpolicy.report_line.evaluated_at IS 'when it was judged, UTC';
COMMENT ON COLUMN cptpolicy.report_line.extension_version IS 'version of cptpolicy that judged';
COMMENT ON COLUMN cptpolicy.report_line.decided_by IS
	'policy; edit: a coding edit, where the policy alone would decide better; claim: the line cannot be read; none: no '
	'policy speaks of it';
COMMENT ON COLUMN cptpolicy.report_line.claim_key IS
	'the claim in its run, as one value: for tools that join by one column, and to count claims of several runs';
COMMENT ON COLUMN cptpolicy.report_line.line_key IS
	'the line in its run, as one value: for tools that join by one column';

CREATE VIEW cptpolicy.report_reason AS
SELECT r.run_name, r.latest_run, s.claim_number, s.line_position, s.reason_number,
	COALESCE(e.claim_id, 'unknown')::varchar(100) AS claim_id,
	COALESCE(e.line, 0) AS line,
	COALESCE(e.code::text, 'unknown')::varchar(7) AS code,
	e.decision::varchar(9) AS decision,
	e.claim_decision::varchar(9) AS claim_decision,
	COALESCE(NULLIF(e.payer, ''), 'unknown')::varchar(100) AS payer,
	COALESCE(e.line_of_business, 'unknown')::varchar(20) AS line_of_business,
	COALESCE(e.date_of_service, '1900-01-01'::date) AS date_of_service,
	e.date_of_service IS NOT NULL AS date_known,
	date_trunc('month', COALESCE(e.date_of_service, '1900-01-01'::date)::timestamp)::date AS service_month,
	COALESCE(e.charge, 0.00::numeric(12, 2)) AS line_charge,
	e.charge IS NOT NULL AS charge_known,
	CASE s.status WHEN 'unknown' THEN 'missing' WHEN 'invalid' THEN 'invalid' ELSE 'denial' END::varchar(7) AS finding,
	s.origin::varchar(6) AS origin,
	s.status::varchar(8) AS status,
	CASE WHEN s.origin = 'policy' THEN COALESCE(e.policy, 'none') ELSE 'none' END::varchar(100) AS policy,
	CASE WHEN s.origin = 'policy' THEN COALESCE(e.policy_version, 'none') ELSE 'none' END::varchar(100)
		AS policy_version,
	COALESCE(s.criterion, 'none')::varchar(100) AS criterion,
	CASE
		WHEN s.criterion IS NULL THEN 'none'
		ELSE COALESCE(c.text, cptpolicy.edit_text(s.criterion), 'unknown')
	END::varchar(255) AS criterion_text,
	COALESCE(s.fact, 'none')::varchar(100) AS fact,
	CASE
		WHEN s.status <> 'unknown' THEN 'none'
		ELSE COALESCE(f.question, c.question, c.text, cptpolicy.edit_question(s.criterion), 'unknown')
	END::varchar(255) AS question,
	COALESCE(s.grp, 'none')::varchar(7) AS group_code,
	COALESCE(s.carc, 'none')::varchar(7) AS carc,
	COALESCE(s.rarc, 'none')::varchar(7) AS rarc,
	COALESCE(s.path, 'none')::varchar(200) AS path,
	1 AS reason_count,
	CASE WHEN s.reason_number = 1 THEN COALESCE(e.charge, 0.00) ELSE 0.00 END::numeric(12, 2) AS charge,
	COALESCE(p.name, NULLIF(e.payer, ''), 'unknown')::varchar(200) AS payer_name,
	COALESCE(e.claim_type, 'unknown')::varchar(20) AS claim_type,
	COALESCE(@extschema@.cpt_category(e.code), 'unknown')::varchar(7) AS code_category,
	COALESCE(e.place_of_service, 'unknown')::varchar(7) AS place_of_service,
	(e.run_id::text || '-' || e.claim_number::text)::varchar(50) AS claim_key,
	(e.run_id::text || '-' || e.claim_number::text || '-' || e.line_position::text)::varchar(60) AS line_key
FROM cptpolicy.evaluation_reason s
	JOIN cptpolicy.evaluation e
		ON e.run_id = s.run_id AND e.claim_number = s.claim_number AND e.line_position = s.line_position
	JOIN cptpolicy.evaluation_run_label r ON r.run_id = e.run_id
	LEFT JOIN cptpolicy.evaluation_payer_label p ON p.payer = COALESCE(NULLIF(e.payer, ''), 'unknown')
	LEFT JOIN cptpolicy.evaluation_criterion_label c
		ON c.policy = e.policy AND c.version = e.policy_version AND c.criterion = s.criterion AND s.origin = 'policy'
	LEFT JOIN cptpolicy.evaluation_fact_label f
		ON f.policy = e.policy AND f.version = e.policy_version AND f.fact = s.fact AND s.origin = 'policy';
COMMENT ON VIEW cptpolicy.report_reason IS
	'what decided about lines, one row for each reason, each missing item and each problem';
COMMENT ON COLUMN cptpolicy.report_reason.run_name IS 'name of the run';
COMMENT ON COLUMN cptpolicy.report_reason.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_reason.claim_number IS 'place of the claim in its run, from 1';
COMMENT ON COLUMN cptpolicy.report_reason.line_position IS
	'place of the line in its claim, from 1; 0 in the row of a claim that cannot be read as a whole';
COMMENT ON COLUMN cptpolicy.report_reason.reason_number IS 'place among the findings about the line, from 1';
COMMENT ON COLUMN cptpolicy.report_reason.claim_id IS 'claim_id of the source; unknown where it has none';
COMMENT ON COLUMN cptpolicy.report_reason.line IS 'line number as the claim has it; 0 where it has none';
COMMENT ON COLUMN cptpolicy.report_reason.code IS 'procedure code; unknown where it could not be read';
COMMENT ON COLUMN cptpolicy.report_reason.decision IS 'decision of the line';
COMMENT ON COLUMN cptpolicy.report_reason.claim_decision IS 'decision of the claim, its worst line''s';
COMMENT ON COLUMN cptpolicy.report_reason.payer IS
	'id of the payer, or the name that the claim gives; unknown where it gives none';
COMMENT ON COLUMN cptpolicy.report_reason.line_of_business IS
	'commercial, medicare, medicaid or marketplace; unknown where unreadable';
COMMENT ON COLUMN cptpolicy.report_reason.date_of_service IS
	'date of service of the line; 1900-01-01 where it is not known';
COMMENT ON COLUMN cptpolicy.report_reason.date_known IS 'is the date of service known';
COMMENT ON COLUMN cptpolicy.report_reason.service_month IS
	'first day of the month of service; 1900-01-01 where it is not known';
COMMENT ON COLUMN cptpolicy.report_reason.line_charge IS
	'dollars charged for the line, the same in each row of the line: not to be summed over reasons';
COMMENT ON COLUMN cptpolicy.report_reason.charge_known IS 'does the claim give a charge for the line';
COMMENT ON COLUMN cptpolicy.report_reason.finding IS
	'denial: why a line is denied; missing: what to send; invalid: what cannot be read';
COMMENT ON COLUMN cptpolicy.report_reason.origin IS 'policy, edit, or claim: what cannot be read';
COMMENT ON COLUMN cptpolicy.report_reason.status IS 'not_met, excluded, unknown or invalid';
COMMENT ON COLUMN cptpolicy.report_reason.policy IS 'policy of the criterion; none for edits and what cannot be read';
COMMENT ON COLUMN cptpolicy.report_reason.policy_version IS 'its version; none without a policy';
COMMENT ON COLUMN cptpolicy.report_reason.criterion IS
	'id of the criterion or name of the edit; none for what cannot be read';
COMMENT ON COLUMN cptpolicy.report_reason.criterion_text IS
	'what it asks; none without one, unknown where the policy is no longer there';
COMMENT ON COLUMN cptpolicy.report_reason.fact IS 'fact that is missing; none where no fact would settle it';
COMMENT ON COLUMN cptpolicy.report_reason.question IS
	'what to ask; none for reasons and problems, unknown where the policy is no longer there';
COMMENT ON COLUMN cptpolicy.report_reason.group_code IS
	'group code of the denial; none for what is missing or unreadable';
COMMENT ON COLUMN cptpolicy.report_reason.carc IS 'claim adjustment reason code to expect; none where there is none';
COMMENT ON COLUMN cptpolicy.report_reason.rarc IS 'remittance advice remark code to expect; none where there is none';
COMMENT ON COLUMN cptpolicy.report_reason.path IS 'place in the claim that cannot be read; none for other findings';
COMMENT ON COLUMN cptpolicy.report_reason.reason_count IS 'findings in this row, to be summed: 1';
COMMENT ON COLUMN cptpolicy.report_reason.charge IS
	'dollars charged for the line in its first row, else 0.00: each line once in a sum of all findings, not of some';
COMMENT ON COLUMN cptpolicy.report_reason.payer_name IS 'name of the payer; its id where the name is not on file';
COMMENT ON COLUMN cptpolicy.report_reason.claim_type IS 'professional or institutional; unknown where unreadable';
COMMENT ON COLUMN cptpolicy.report_reason.code_category IS 'I, II, III, PLA, MAAA or HCPCS; unknown with the code';
COMMENT ON COLUMN cptpolicy.report_reason.place_of_service IS 'two digits; unknown where the claim gives none';
COMMENT ON COLUMN cptpolicy.report_reason.claim_key IS
	'the claim in its run, as one value: for tools that join by one column, and to count claims of several runs';
COMMENT ON COLUMN cptpolicy.report_reason.line_key IS
	'the line in its run, as one value: for tools that join by one column';

CREATE VIEW cptpolicy.report_decision_by_month AS
SELECT r.run_name, r.latest_run,
	d.service_month, d.month_known, d.decision::varchar(9) AS decision,
	CASE d.decision WHEN 'invalid' THEN 1 WHEN 'deny' THEN 2 WHEN 'pend' THEN 3 WHEN 'approve' THEN 4 ELSE 5 END
		AS decision_order,
	d.lines, d.claims,
	LEAST(d.charge, 9999999999999999.99)::numeric(18, 2) AS charge
FROM cptpolicy.evaluation_run_label r
	CROSS JOIN LATERAL (
		SELECT date_trunc('month', COALESCE(g.date_of_service, '1900-01-01'::date)::timestamp)::date AS service_month,
			g.date_of_service IS NOT NULL AS month_known, side.decision, sum(side.lines)::bigint AS lines,
			sum(side.claims)::bigint AS claims, sum(side.charge) AS charge
		FROM (
			SELECT e.date_of_service, e.decision, e.claim_decision,
				count(*) FILTER (WHERE e.line_position > 0) AS lines,
				count(*) FILTER (WHERE e.is_first) AS claims,
				COALESCE(sum(e.charge), 0) AS charge
			FROM cptpolicy.evaluation e
			WHERE e.run_id = r.run_id
			GROUP BY e.date_of_service, e.decision, e.claim_decision) g
			CROSS JOIN LATERAL (VALUES (g.decision, g.lines, 0, g.charge), (g.claim_decision, 0, g.claims, 0))
				side (decision, lines, claims, charge)
		GROUP BY 1, 2, side.decision
		HAVING sum(side.lines)::bigint > 0 OR sum(side.claims)::bigint > 0) d;
COMMENT ON VIEW cptpolicy.report_decision_by_month IS
	'lines and claims by decision and month of service; a claim counts once, in the month of its first line';
COMMENT ON COLUMN cptpolicy.report_decision_by_month.run_name IS 'name of the run';
COMMENT ON COLUMN cptpolicy.report_decision_by_month.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_decision_by_month.service_month IS
	'first day of the month of service; 1900-01-01 where it is not known';
COMMENT ON COLUMN cptpolicy.report_decision_by_month.month_known IS 'is the month known';
COMMENT ON COLUMN cptpolicy.report_decision_by_month.decision IS 'approve, deny, pend, no_policy or invalid';
COMMENT ON COLUMN cptpolicy.report_decision_by_month.decision_order IS
	'order of decisions, worst first: 1 invalid, 2 deny, 3 pend, 4 approve, 5 no_policy';
COMMENT ON COLUMN cptpolicy.report_decision_by_month.lines IS 'lines with this decision';
COMMENT ON COLUMN cptpolicy.report_decision_by_month.claims IS 'claims whose own decision is this one';
COMMENT ON COLUMN cptpolicy.report_decision_by_month.charge IS 'dollars charged on these lines';

CREATE VIEW cptpolicy.report_payer AS
SELECT r.run_name, r.latest_run,
	d.payer_label AS payer,
	COALESCE(p.name, d.payer)::varchar(200) AS payer_name,
	d.line_of_business,
	d.claims, d.lines,
	LEAST(d.charge, 9999999999999999.99)::numeric(18, 2) AS charge,
	d.approve_claims, d.deny_claims, d.pend_claims, d.no_policy_claims, d.invalid_claims,
	d.approve_lines, d.deny_lines, d.pend_lines, d.no_policy_lines, d.invalid_lines,
	LEAST(d.approve_charge, 9999999999999999.99)::numeric(18, 2) AS approve_charge,
	LEAST(d.deny_charge, 9999999999999999.99)::numeric(18, 2) AS deny_charge,
	LEAST(d.pend_charge, 9999999999999999.99)::numeric(18, 2) AS pend_charge,
	LEAST(d.no_policy_charge, 9999999999999999.99)::numeric(18, 2) AS no_policy_charge,
	LEAST(d.invalid_charge, 9999999999999999.99)::numeric(18, 2) AS invalid_charge
FROM cptpolicy.evaluation_run_label r
	CROSS JOIN LATERAL (
		SELECT COALESCE(g.payer, 'unknown')::varchar(100) AS payer_label,
			COALESCE(g.line_of_business, 'unknown')::varchar(20) AS line_of_business,
			min(COALESCE(g.payer, 'unknown')) AS payer,
			sum(g.claims)::bigint AS claims, sum(g.lines)::bigint AS lines, sum(g.charge) AS charge,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'approve'), 0)::bigint AS approve_claims,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'deny'), 0)::bigint AS deny_claims,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'pend'), 0)::bigint AS pend_claims,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'no_policy'), 0)::bigint AS no_policy_claims,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'invalid'), 0)::bigint AS invalid_claims,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'approve'), 0)::bigint AS approve_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'deny'), 0)::bigint AS deny_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'pend'), 0)::bigint AS pend_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'no_policy'), 0)::bigint AS no_policy_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'invalid'), 0)::bigint AS invalid_lines,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'approve'), 0) AS approve_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'deny'), 0) AS deny_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'pend'), 0) AS pend_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'no_policy'), 0) AS no_policy_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'invalid'), 0) AS invalid_charge
		FROM (
			SELECT NULLIF(e.payer, '') AS payer, e.line_of_business, e.decision, e.claim_decision,
				count(*) FILTER (WHERE e.line_position > 0) AS lines,
				count(*) FILTER (WHERE e.is_first) AS claims,
				COALESCE(sum(e.charge), 0) AS charge
			FROM cptpolicy.evaluation e
			WHERE e.run_id = r.run_id
			GROUP BY NULLIF(e.payer, ''), e.line_of_business, e.decision, e.claim_decision) g
		GROUP BY 1, 2) d
	LEFT JOIN cptpolicy.evaluation_payer_label p ON p.payer = d.payer;
COMMENT ON VIEW cptpolicy.report_payer IS 'lines, claims and charges of each payer and line of business, by decision';
COMMENT ON COLUMN cptpolicy.report_payer.run_name IS 'name of the run';
COMMENT ON COLUMN cptpolicy.report_payer.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_payer.payer IS
	'id of the payer, or the name that the claim gives; unknown where it gives none';
COMMENT ON COLUMN cptpolicy.report_payer.payer_name IS 'name of the payer; its id where the name is not on file';
COMMENT ON COLUMN cptpolicy.report_payer.line_of_business IS
	'commercial, medicare, medicaid or marketplace; unknown where unreadable';
COMMENT ON COLUMN cptpolicy.report_payer.claims IS 'claims';
COMMENT ON COLUMN cptpolicy.report_payer.lines IS 'lines';
COMMENT ON COLUMN cptpolicy.report_payer.charge IS 'dollars charged';
COMMENT ON COLUMN cptpolicy.report_payer.approve_claims IS 'approved claims';
COMMENT ON COLUMN cptpolicy.report_payer.deny_claims IS 'denied claims';
COMMENT ON COLUMN cptpolicy.report_payer.pend_claims IS 'claims that pend';
COMMENT ON COLUMN cptpolicy.report_payer.no_policy_claims IS 'claims that no policy speaks of';
COMMENT ON COLUMN cptpolicy.report_payer.invalid_claims IS 'claims that cannot be read';
COMMENT ON COLUMN cptpolicy.report_payer.approve_lines IS 'approved lines';
COMMENT ON COLUMN cptpolicy.report_payer.deny_lines IS 'denied lines';
COMMENT ON COLUMN cptpolicy.report_payer.pend_lines IS 'lines that pend';
COMMENT ON COLUMN cptpolicy.report_payer.no_policy_lines IS 'lines that no policy speaks of';
COMMENT ON COLUMN cptpolicy.report_payer.invalid_lines IS 'lines that cannot be read';
COMMENT ON COLUMN cptpolicy.report_payer.approve_charge IS 'dollars charged on approved lines';
COMMENT ON COLUMN cptpolicy.report_payer.deny_charge IS 'dollars charged on denied lines';
COMMENT ON COLUMN cptpolicy.report_payer.pend_charge IS 'dollars charged on lines that pend';
COMMENT ON COLUMN cptpolicy.report_payer.no_policy_charge IS 'dollars charged on lines that no policy speaks of';
COMMENT ON COLUMN cptpolicy.report_payer.invalid_charge IS 'dollars charged on lines that cannot be read';

CREATE VIEW cptpolicy.report_policy AS
SELECT r.run_name, r.latest_run,
	d.payer_label AS payer,
	COALESCE(p.name, d.payer)::varchar(200) AS payer_name,
	d.policy, d.policy_version,
	d.lines,
	LEAST(d.charge, 9999999999999999.99)::numeric(18, 2) AS charge,
	d.approve_lines, d.deny_lines, d.pend_lines, d.no_policy_lines, d.invalid_lines,
	LEAST(d.approve_charge, 9999999999999999.99)::numeric(18, 2) AS approve_charge,
	LEAST(d.deny_charge, 9999999999999999.99)::numeric(18, 2) AS deny_charge,
	LEAST(d.pend_charge, 9999999999999999.99)::numeric(18, 2) AS pend_charge,
	LEAST(d.no_policy_charge, 9999999999999999.99)::numeric(18, 2) AS no_policy_charge,
	LEAST(d.invalid_charge, 9999999999999999.99)::numeric(18, 2) AS invalid_charge,
	d.edit_deny_lines,
	LEAST(d.edit_deny_charge, 9999999999999999.99)::numeric(18, 2) AS edit_deny_charge
FROM cptpolicy.evaluation_run_label r
	CROSS JOIN LATERAL (
		SELECT COALESCE(g.payer, 'unknown')::varchar(100) AS payer_label,
			COALESCE(g.policy, 'none')::varchar(100) AS policy,
			COALESCE(g.policy_version, 'none')::varchar(100) AS policy_version,
			min(COALESCE(g.payer, 'unknown')) AS payer,
			sum(g.lines)::bigint AS lines, sum(g.charge) AS charge,
			COALESCE(sum(g.edit_lines) FILTER (WHERE g.decision = 'deny'), 0)::bigint AS edit_deny_lines,
			COALESCE(sum(g.edit_charge) FILTER (WHERE g.decision = 'deny'), 0) AS edit_deny_charge,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'approve'), 0)::bigint AS approve_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'deny'), 0)::bigint AS deny_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'pend'), 0)::bigint AS pend_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'no_policy'), 0)::bigint AS no_policy_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'invalid'), 0)::bigint AS invalid_lines,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'approve'), 0) AS approve_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'deny'), 0) AS deny_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'pend'), 0) AS pend_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'no_policy'), 0) AS no_policy_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'invalid'), 0) AS invalid_charge
		FROM (
			SELECT NULLIF(e.payer, '') AS payer, e.policy, e.policy_version, e.decision,
				count(*) AS lines, COALESCE(sum(e.charge), 0) AS charge,
				count(*) FILTER (WHERE e.branch IS NULL) AS edit_lines,
				sum(e.charge) FILTER (WHERE e.branch IS NULL) AS edit_charge
			FROM cptpolicy.evaluation e
			WHERE e.run_id = r.run_id AND e.line_position > 0
			GROUP BY NULLIF(e.payer, ''), e.policy, e.policy_version, e.decision) g
		GROUP BY 1, 2, 3) d
	LEFT JOIN cptpolicy.evaluation_payer_label p ON p.payer = d.payer;
COMMENT ON VIEW cptpolicy.report_policy IS
	'lines and charges that each version of a policy speaks of, by payer and decision';
COMMENT ON COLUMN cptpolicy.report_policy.run_name IS 'name of the run';
COMMENT ON COLUMN cptpolicy.report_policy.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_policy.payer IS
	'id of the payer, or the name that the claim gives; unknown where it gives none';
COMMENT ON COLUMN cptpolicy.report_policy.payer_name IS 'name of the payer; its id where the name is not on file';
COMMENT ON COLUMN cptpolicy.report_policy.policy IS
	'policy that speaks of the lines, even where only edits decided; none where none does';
COMMENT ON COLUMN cptpolicy.report_policy.policy_version IS
	'its version; none where no policy speaks of the lines, or no version was in force';
COMMENT ON COLUMN cptpolicy.report_policy.lines IS 'lines';
COMMENT ON COLUMN cptpolicy.report_policy.charge IS 'dollars charged';
COMMENT ON COLUMN cptpolicy.report_policy.approve_lines IS 'approved lines';
COMMENT ON COLUMN cptpolicy.report_policy.deny_lines IS 'denied lines';
COMMENT ON COLUMN cptpolicy.report_policy.pend_lines IS 'lines that pend';
COMMENT ON COLUMN cptpolicy.report_policy.no_policy_lines IS 'lines that no policy speaks of';
COMMENT ON COLUMN cptpolicy.report_policy.invalid_lines IS 'lines that cannot be read';
COMMENT ON COLUMN cptpolicy.report_policy.approve_charge IS 'dollars charged on approved lines';
COMMENT ON COLUMN cptpolicy.report_policy.deny_charge IS 'dollars charged on denied lines';
COMMENT ON COLUMN cptpolicy.report_policy.pend_charge IS 'dollars charged on lines that pend';
COMMENT ON COLUMN cptpolicy.report_policy.no_policy_charge IS 'dollars charged on lines that no policy speaks of';
COMMENT ON COLUMN cptpolicy.report_policy.invalid_charge IS 'dollars charged on lines that cannot be read';
COMMENT ON COLUMN cptpolicy.report_policy.edit_deny_lines IS
	'lines among deny_lines that the policy alone would not deny: a coding edit does';
COMMENT ON COLUMN cptpolicy.report_policy.edit_deny_charge IS
	'dollars charged on these lines, a part of deny_charge';

/*
 * A line often fails several criteria of one code, and a claim has several lines. In the three views below, the finding
 * before of the same claim and key tells whether a line, or a claim, has been counted. In the order of the primary keys
 * that takes no more than a sort of the few findings of each claim.
 */
CREATE VIEW cptpolicy.report_criterion AS
SELECT r.run_name, r.latest_run,
	d.origin::varchar(6) AS origin,
	d.policy::varchar(100) AS policy,
	d.policy_version::varchar(100) AS policy_version,
	d.criterion::varchar(100) AS criterion,
	COALESCE(c.text, cptpolicy.edit_text(d.criterion), 'unknown')::varchar(255) AS criterion_text,
	d.deny_lines, d.deny_claims,
	LEAST(d.deny_charge, 9999999999999999.99)::numeric(18, 2) AS deny_charge,
	d.pend_lines, d.pend_claims,
	LEAST(d.pend_charge, 9999999999999999.99)::numeric(18, 2) AS pend_charge
FROM cptpolicy.evaluation_run_label r
	CROSS JOIN LATERAL (
		SELECT g.origin, CASE WHEN g.origin = 'policy' THEN COALESCE(g.policy, 'none') ELSE 'none' END AS policy,
			CASE WHEN g.origin = 'policy' THEN COALESCE(g.policy_version, 'none') ELSE 'none' END AS policy_version,
			COALESCE(g.criterion, 'none') AS criterion,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'deny'), 0)::bigint AS deny_lines,
			COALESCE(sum(g.claims) FILTER (WHERE g.decision = 'deny'), 0)::bigint AS deny_claims,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'deny'), 0) AS deny_charge,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'pend'), 0)::bigint AS pend_lines,
			COALESCE(sum(g.claims) FILTER (WHERE g.decision = 'pend'), 0)::bigint AS pend_claims,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'pend'), 0) AS pend_charge
		FROM (
			SELECT f.origin, f.policy, f.policy_version, f.criterion, f.decision,
				count(*) FILTER (WHERE f.first_of_line) AS lines, count(*) FILTER (WHERE f.first_of_claim) AS claims,
				sum(f.charge) FILTER (WHERE f.first_of_line) AS charge
			FROM (
				SELECT s.origin, e.policy, e.policy_version, s.criterion, e.decision, s.line_position, e.charge,
					pg_catalog.lag(s.line_position) OVER same IS NULL AS first_of_claim,
					pg_catalog.lag(s.line_position) OVER same IS DISTINCT FROM s.line_position AS first_of_line
				FROM cptpolicy.evaluation_reason s
					JOIN cptpolicy.evaluation e ON e.claim_number = s.claim_number AND e.line_position = s.line_position
				WHERE s.run_id = r.run_id AND e.run_id = r.run_id
					AND (e.decision = 'deny' AND s.status IN ('not_met', 'excluded')
						OR e.decision = 'pend' AND s.status = 'unknown')
				WINDOW same AS (
					PARTITION BY s.claim_number,
						COALESCE(s.criterion, 'none'), s.origin, e.decision,
						CASE WHEN s.origin = 'policy' THEN COALESCE(e.policy, 'none') ELSE 'none' END,
						CASE WHEN s.origin = 'policy' THEN COALESCE(e.policy_version, 'none') ELSE 'none' END
					ORDER BY s.line_position)) f
			GROUP BY f.origin, f.policy, f.policy_version, f.criterion, f.decision) g
		GROUP BY 1, 2, 3, 4) d
	LEFT JOIN cptpolicy.evaluation_criterion_label c
		ON c.policy = d.policy AND c.version = d.policy_version AND c.criterion = d.criterion;
COMMENT ON VIEW cptpolicy.report_criterion IS
	'lines and claims that each criterion or edit denies or holds up, and their charges';
COMMENT ON COLUMN cptpolicy.report_criterion.run_name IS 'name of the run';
COMMENT ON COLUMN cptpolicy.report_criterion.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_criterion.origin IS 'policy, edit, or claim: what cannot be read';
COMMENT ON COLUMN cptpolicy.report_criterion.policy IS 'policy of the criterion; none for edits';
COMMENT ON COLUMN cptpolicy.report_criterion.policy_version IS 'its version; none for edits';
COMMENT ON COLUMN cptpolicy.report_criterion.criterion IS 'id of the criterion or name of the edit';
COMMENT ON COLUMN cptpolicy.report_criterion.criterion_text IS
	'what it asks; unknown where the policy is no longer there';
COMMENT ON COLUMN cptpolicy.report_criterion.deny_lines IS 'denied lines that fail it';
COMMENT ON COLUMN cptpolicy.report_criterion.deny_claims IS 'claims with such lines';
COMMENT ON COLUMN cptpolicy.report_criterion.deny_charge IS 'dollars charged on these lines, each line once';
COMMENT ON COLUMN cptpolicy.report_criterion.pend_lines IS 'pending lines for which it is not settled';
COMMENT ON COLUMN cptpolicy.report_criterion.pend_claims IS 'claims with such lines';
COMMENT ON COLUMN cptpolicy.report_criterion.pend_charge IS 'dollars charged on these lines, each line once';

CREATE VIEW cptpolicy.report_missing AS
SELECT r.run_name, r.latest_run,
	d.origin::varchar(6) AS origin,
	d.policy::varchar(100) AS policy,
	d.policy_version::varchar(100) AS policy_version,
	d.fact::varchar(100) AS fact,
	d.judgement::varchar(100) AS criterion,
	COALESCE(q.question, c.question, c.text, cptpolicy.edit_question(d.judgement), 'unknown')::varchar(255) AS question,
	d.lines, d.claims,
	LEAST(d.charge, 9999999999999999.99)::numeric(18, 2) AS charge,
	d.deny_lines
FROM cptpolicy.evaluation_run_label r
	CROSS JOIN LATERAL (
		SELECT g.origin, CASE WHEN g.origin = 'policy' THEN COALESCE(g.policy, 'none') ELSE 'none' END AS policy,
			CASE WHEN g.origin = 'policy' THEN COALESCE(g.policy_version, 'none') ELSE 'none' END AS policy_version,
			COALESCE(g.fact, 'none') AS fact,
			CASE WHEN g.fact IS NULL THEN COALESCE(g.criterion, 'none') ELSE 'none' END AS judgement,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'pend'), 0)::bigint AS lines,
			COALESCE(sum(g.claims) FILTER (WHERE g.decision = 'pend'), 0)::bigint AS claims,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'pend'), 0) AS charge,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'deny'), 0)::bigint AS deny_lines
		FROM (
			SELECT f.origin, f.policy, f.policy_version, f.criterion, f.fact, f.decision,
				count(*) FILTER (WHERE f.first_of_line) AS lines, count(*) FILTER (WHERE f.first_of_claim) AS claims,
				sum(f.charge) FILTER (WHERE f.first_of_line) AS charge
			FROM (
				SELECT s.origin, e.policy, e.policy_version, s.criterion, s.fact, e.decision, s.line_position, e.charge,
					pg_catalog.lag(s.line_position) OVER same IS NULL AS first_of_claim,
					pg_catalog.lag(s.line_position) OVER same IS DISTINCT FROM s.line_position AS first_of_line
				FROM cptpolicy.evaluation_reason s
					JOIN cptpolicy.evaluation e ON e.claim_number = s.claim_number AND e.line_position = s.line_position
				WHERE s.run_id = r.run_id AND e.run_id = r.run_id
					AND s.status = 'unknown' AND e.decision IN ('deny', 'pend')
				WINDOW same AS (
					PARTITION BY s.claim_number,
						COALESCE(s.fact, 'none'),
						CASE WHEN s.fact IS NULL THEN COALESCE(s.criterion, 'none') ELSE 'none' END,
						s.origin, e.decision,
						CASE WHEN s.origin = 'policy' THEN COALESCE(e.policy, 'none') ELSE 'none' END,
						CASE WHEN s.origin = 'policy' THEN COALESCE(e.policy_version, 'none') ELSE 'none' END
					ORDER BY s.line_position)) f
			GROUP BY f.origin, f.policy, f.policy_version, f.criterion, f.fact, f.decision) g
		GROUP BY 1, 2, 3, 4, 5) d
	LEFT JOIN cptpolicy.evaluation_fact_label q
		ON q.policy = d.policy AND q.version = d.policy_version AND q.fact = d.fact
	LEFT JOIN cptpolicy.evaluation_criterion_label c
		ON c.policy = d.policy AND c.version = d.policy_version AND c.criterion = d.judgement;
COMMENT ON VIEW cptpolicy.report_missing IS 'what holds up lines that pend: facts to send and questions to settle';
COMMENT ON COLUMN cptpolicy.report_missing.run_name IS 'name of the run';
COMMENT ON COLUMN cptpolicy.report_missing.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_missing.origin IS 'policy, edit, or claim: what cannot be read';
COMMENT ON COLUMN cptpolicy.report_missing.policy IS 'policy that asks; none for edits';
COMMENT ON COLUMN cptpolicy.report_missing.policy_version IS 'its version; none for edits';
COMMENT ON COLUMN cptpolicy.report_missing.fact IS 'fact that is missing; none where no fact would settle it';
COMMENT ON COLUMN cptpolicy.report_missing.criterion IS 'criterion or edit that no fact would settle; none with a fact';
COMMENT ON COLUMN cptpolicy.report_missing.question IS 'what to ask; unknown where the policy is no longer there';
COMMENT ON COLUMN cptpolicy.report_missing.lines IS 'pending lines that wait for it';
COMMENT ON COLUMN cptpolicy.report_missing.claims IS 'claims with such lines';
COMMENT ON COLUMN cptpolicy.report_missing.charge IS 'dollars charged on these lines, each line once';
COMMENT ON COLUMN cptpolicy.report_missing.deny_lines IS
	'lines that lack it as well, but are denied for something else';

CREATE VIEW cptpolicy.report_denial_code AS
SELECT r.run_name, r.latest_run,
	d.finding::varchar(7) AS finding,
	d.grp::varchar(7) AS group_code,
	d.carc::varchar(7) AS carc,
	d.rarc::varchar(7) AS rarc,
	d.reasons, d.lines, d.claims,
	LEAST(d.charge, 9999999999999999.99)::numeric(18, 2) AS charge
FROM cptpolicy.evaluation_run_label r
	CROSS JOIN LATERAL (
		SELECT CASE g.status WHEN 'unknown' THEN 'missing' WHEN 'invalid' THEN 'invalid' ELSE 'denial' END AS finding,
			COALESCE(g.grp, 'none') AS grp, COALESCE(g.carc, 'none') AS carc, COALESCE(g.rarc, 'none') AS rarc,
			sum(g.reasons)::bigint AS reasons, sum(g.lines)::bigint AS lines,
			sum(g.claims)::bigint AS claims, COALESCE(sum(g.charge), 0) AS charge
		FROM (
			SELECT f.status, f.grp, f.carc, f.rarc, count(*) AS reasons,
				count(*) FILTER (WHERE f.first_of_line AND f.line_position > 0) AS lines,
				count(*) FILTER (WHERE f.first_of_claim) AS claims,
				sum(f.charge) FILTER (WHERE f.first_of_line) AS charge
			FROM (
				SELECT s.status, s.grp, s.carc, s.rarc, s.line_position, e.charge,
					pg_catalog.lag(s.line_position) OVER same IS NULL AS first_of_claim,
					pg_catalog.lag(s.line_position) OVER same IS DISTINCT FROM s.line_position AS first_of_line
				FROM cptpolicy.evaluation_reason s
					JOIN cptpolicy.evaluation e ON e.claim_number = s.claim_number AND e.line_position = s.line_position
				WHERE s.run_id = r.run_id AND e.run_id = r.run_id
				WINDOW same AS (
					PARTITION BY s.claim_number,
						CASE s.status WHEN 'unknown' THEN 'missing' WHEN 'invalid' THEN 'invalid' ELSE 'denial' END,
						COALESCE(s.grp, 'none'), COALESCE(s.carc, 'none'), COALESCE(s.rarc, 'none')
					ORDER BY s.line_position)) f
			GROUP BY f.status, f.grp, f.carc, f.rarc) g
		GROUP BY 1, 2, 3, 4) d;
COMMENT ON VIEW cptpolicy.report_denial_code IS
	'codes of denials, of requests and of unreadable claims, with lines, claims and charges';
COMMENT ON COLUMN cptpolicy.report_denial_code.run_name IS 'name of the run';
COMMENT ON COLUMN cptpolicy.report_denial_code.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_denial_code.finding IS
	'denial: why a line is denied; missing: what to send; invalid: what cannot be read';
COMMENT ON COLUMN cptpolicy.report_denial_code.group_code IS
	'group code of the denial; none for what is missing or unreadable';
COMMENT ON COLUMN cptpolicy.report_denial_code.carc IS
	'claim adjustment reason code to expect; none where there is none';
COMMENT ON COLUMN cptpolicy.report_denial_code.rarc IS
	'remittance advice remark code to expect; none where there is none';
COMMENT ON COLUMN cptpolicy.report_denial_code.reasons IS 'findings with these codes';
COMMENT ON COLUMN cptpolicy.report_denial_code.lines IS 'lines with such findings';
COMMENT ON COLUMN cptpolicy.report_denial_code.claims IS 'claims with such findings';
COMMENT ON COLUMN cptpolicy.report_denial_code.charge IS 'dollars charged on these lines, each line once';

CREATE VIEW cptpolicy.report_run AS
SELECT r.run_name, r.latest_run,
	run.source::varchar(200) AS source,
	COALESCE(p.state, run.state)::varchar(11) AS state,
	run.total AS total_claims, run.done AS done_claims,
	CASE
		WHEN run.total > 0 THEN LEAST(trunc(100.0 * run.done::numeric / run.total::numeric, 1), 9999.9)
		WHEN run.state = 'finished' THEN 100
		ELSE 0
	END::numeric(5, 1) AS percent_done,
	COALESCE(run.rate, 0)::numeric(12, 1) AS claims_per_second,
	(run.started_at AT TIME ZONE 'UTC')::timestamp(0) AS started_at,
	(run.updated_at AT TIME ZONE 'UTC')::timestamp(0) AS updated_at,
	COALESCE((run.finished_at AT TIME ZONE 'UTC')::timestamp(0), '1900-01-01'::timestamp(0)) AS finished_at,
	run.finished_at IS NOT NULL AS finished,
	COALESCE((p.expected_end AT TIME ZONE 'UTC')::timestamp(0), '1900-01-01'::timestamp(0)) AS expected_end,
	p.expected_end IS NOT NULL AS expected_end_known,
	run.started_by::varchar(63) AS started_by,
	d.lines,
	LEAST(d.charge, 9999999999999999.99)::numeric(18, 2) AS charge,
	d.approve_claims, d.deny_claims, d.pend_claims, d.no_policy_claims, d.invalid_claims,
	d.approve_lines, d.deny_lines, d.pend_lines, d.no_policy_lines, d.invalid_lines,
	LEAST(d.approve_charge, 9999999999999999.99)::numeric(18, 2) AS approve_charge,
	LEAST(d.deny_charge, 9999999999999999.99)::numeric(18, 2) AS deny_charge,
	LEAST(d.pend_charge, 9999999999999999.99)::numeric(18, 2) AS pend_charge,
	LEAST(d.no_policy_charge, 9999999999999999.99)::numeric(18, 2) AS no_policy_charge,
	LEAST(d.invalid_charge, 9999999999999999.99)::numeric(18, 2) AS invalid_charge,
	COALESCE(r.previous_run, 'none')::varchar(100) AS previous_run_name
FROM cptpolicy.evaluation_run_label r
	JOIN cptpolicy.evaluation_run run ON run.run_id = r.run_id
	LEFT JOIN cptpolicy.evaluation_progress p ON p.run_name = run.run_name
	LEFT JOIN LATERAL (
		SELECT COALESCE(sum(g.lines), 0)::bigint AS lines, COALESCE(sum(g.charge), 0) AS charge,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'approve'), 0)::bigint AS approve_claims,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'deny'), 0)::bigint AS deny_claims,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'pend'), 0)::bigint AS pend_claims,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'no_policy'), 0)::bigint AS no_policy_claims,
			COALESCE(sum(g.claims) FILTER (WHERE g.claim_decision = 'invalid'), 0)::bigint AS invalid_claims,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'approve'), 0)::bigint AS approve_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'deny'), 0)::bigint AS deny_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'pend'), 0)::bigint AS pend_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'no_policy'), 0)::bigint AS no_policy_lines,
			COALESCE(sum(g.lines) FILTER (WHERE g.decision = 'invalid'), 0)::bigint AS invalid_lines,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'approve'), 0) AS approve_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'deny'), 0) AS deny_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'pend'), 0) AS pend_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'no_policy'), 0) AS no_policy_charge,
			COALESCE(sum(g.charge) FILTER (WHERE g.decision = 'invalid'), 0) AS invalid_charge
		FROM (
			SELECT e.decision, e.claim_decision,
				count(*) FILTER (WHERE e.line_position > 0) AS lines,
				count(*) FILTER (WHERE e.is_first) AS claims,
				COALESCE(sum(e.charge), 0) AS charge
			FROM cptpolicy.evaluation e
			WHERE e.run_id = r.run_id
			GROUP BY e.decision, e.claim_decision) g) d ON true;
COMMENT ON VIEW cptpolicy.report_run IS 'runs, how far they are, and what they decided so far';
COMMENT ON COLUMN cptpolicy.report_run.run_name IS 'name of the run';
COMMENT ON COLUMN cptpolicy.report_run.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_run.source IS 'table or view that the claims come from';
COMMENT ON COLUMN cptpolicy.report_run.state IS 'running, stopping, stopped, interrupted or finished';
COMMENT ON COLUMN cptpolicy.report_run.total_claims IS
	'claims of the source, counted after the last call began; of a new run 0 until then';
COMMENT ON COLUMN cptpolicy.report_run.done_claims IS 'claims that are in the log';
COMMENT ON COLUMN cptpolicy.report_run.percent_done IS 'done claims in percent of all';
COMMENT ON COLUMN cptpolicy.report_run.claims_per_second IS 'claims a second; 0.0 before the first batch is done';
COMMENT ON COLUMN cptpolicy.report_run.started_at IS 'when it began, UTC';
COMMENT ON COLUMN cptpolicy.report_run.updated_at IS 'when it last wrote, UTC';
COMMENT ON COLUMN cptpolicy.report_run.finished_at IS 'when all claims were done, UTC; 1900-01-01 00:00:00 before';
COMMENT ON COLUMN cptpolicy.report_run.finished IS 'is it done';
COMMENT ON COLUMN cptpolicy.report_run.expected_end IS
	'when it will be done at its rate, UTC; 1900-01-01 00:00:00 where that is not known';
COMMENT ON COLUMN cptpolicy.report_run.expected_end_known IS 'is that known: only of a run that is under way';
COMMENT ON COLUMN cptpolicy.report_run.started_by IS 'role that began it';
COMMENT ON COLUMN cptpolicy.report_run.lines IS 'lines in the log';
COMMENT ON COLUMN cptpolicy.report_run.charge IS 'dollars charged on them';
COMMENT ON COLUMN cptpolicy.report_run.approve_claims IS 'approved claims';
COMMENT ON COLUMN cptpolicy.report_run.deny_claims IS 'denied claims';
COMMENT ON COLUMN cptpolicy.report_run.pend_claims IS 'claims that pend';
COMMENT ON COLUMN cptpolicy.report_run.no_policy_claims IS 'claims that no policy speaks of';
COMMENT ON COLUMN cptpolicy.report_run.invalid_claims IS 'claims that cannot be read';
COMMENT ON COLUMN cptpolicy.report_run.approve_lines IS 'approved lines';
COMMENT ON COLUMN cptpolicy.report_run.deny_lines IS 'denied lines';
COMMENT ON COLUMN cptpolicy.report_run.pend_lines IS 'lines that pend';
COMMENT ON COLUMN cptpolicy.report_run.no_policy_lines IS 'lines that no policy speaks of';
COMMENT ON COLUMN cptpolicy.report_run.invalid_lines IS 'lines that cannot be read';
COMMENT ON COLUMN cptpolicy.report_run.approve_charge IS 'dollars charged on approved lines';
COMMENT ON COLUMN cptpolicy.report_run.deny_charge IS 'dollars charged on denied lines';
COMMENT ON COLUMN cptpolicy.report_run.pend_charge IS 'dollars charged on lines that pend';
COMMENT ON COLUMN cptpolicy.report_run.no_policy_charge IS 'dollars charged on lines that no policy speaks of';
COMMENT ON COLUMN cptpolicy.report_run.invalid_charge IS 'dollars charged on lines that cannot be read';
COMMENT ON COLUMN cptpolicy.report_run.previous_run_name IS
	'name of the finished run before it of the same source, as in report_change; none where there is none, or it is not '
	'finished itself';

CREATE VIEW cptpolicy.report_change AS
SELECT pair.run_name, pair.latest_run,
	c.old_run::varchar(100) AS old_run_name,
	COALESCE(c.new_claim_number, 0) AS claim_number, COALESCE(c.old_claim_number, 0) AS old_claim_number,
	c.line_position, COALESCE(c.claim_id, 'unknown')::varchar(100) AS claim_id, c.occurrence,
	COALESCE(c.line, 0) AS line,
	COALESCE(c.code::text, 'unknown')::varchar(7) AS code,
	COALESCE(c.charge, 0.00::numeric(12, 2)) AS charge, c.charge IS NOT NULL AS charge_known,
	c.old_decision::varchar(9) AS old_decision, c.new_decision::varchar(9) AS new_decision,
	c.old_claim_decision::varchar(9) AS old_claim_decision, c.new_claim_decision::varchar(9) AS new_claim_decision,
	COALESCE(c.old_criterion, 'none')::varchar(100) AS old_criterion,
	COALESCE(c.new_criterion, 'none')::varchar(100) AS new_criterion,
	COALESCE(c.old_policy, 'none')::varchar(100) AS old_policy,
	COALESCE(c.old_policy_version, 'none')::varchar(100) AS old_policy_version,
	COALESCE(c.new_policy, 'none')::varchar(100) AS new_policy,
	COALESCE(c.new_policy_version, 'none')::varchar(100) AS new_policy_version
FROM cptpolicy.evaluation_run_label pair
	JOIN cptpolicy.evaluation_change c ON c.new_run = pair.run_name::text AND c.old_run = pair.previous_run;
COMMENT ON VIEW cptpolicy.report_change IS
	'lines that were decided otherwise, or not at all, in the finished run before of the same source';
COMMENT ON COLUMN cptpolicy.report_change.run_name IS 'name of the newer run';
COMMENT ON COLUMN cptpolicy.report_change.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.report_change.old_run_name IS 'name of the finished run before it of the same source';
COMMENT ON COLUMN cptpolicy.report_change.claim_number IS
	'place of the claim in the newer run; 0 where that lacks the line';
COMMENT ON COLUMN cptpolicy.report_change.old_claim_number IS
	'place of the claim in the older run; 0 where that lacks the line';
COMMENT ON COLUMN cptpolicy.report_change.line_position IS
	'place of the line in its claim, from 1; 0 in the row of a claim that cannot be read as a whole';
COMMENT ON COLUMN cptpolicy.report_change.claim_id IS 'claim_id of the source; unknown where it has none';
COMMENT ON COLUMN cptpolicy.report_change.occurrence IS
	'which of the rows with this claim_id in the source it was, from 1';
COMMENT ON COLUMN cptpolicy.report_change.line IS 'line number as the claim has it; 0 where it has none';
COMMENT ON COLUMN cptpolicy.report_change.code IS 'procedure code; unknown where it could not be read';
COMMENT ON COLUMN cptpolicy.report_change.charge IS 'dollars charged for the line; 0.00 where the claim gives none';
COMMENT ON COLUMN cptpolicy.report_change.charge_known IS 'does the claim give a charge for the line';
COMMENT ON COLUMN cptpolicy.report_change.old_decision IS 'decision in the older run; absent where that lacks the line';
COMMENT ON COLUMN cptpolicy.report_change.new_decision IS 'decision in the newer run; absent where that lacks the line';
COMMENT ON COLUMN cptpolicy.report_change.old_claim_decision IS
	'decision of the claim in the older run; absent where that lacks the line';
COMMENT ON COLUMN cptpolicy.report_change.new_claim_decision IS
	'decision of the claim in the newer run; absent where that lacks the line';
COMMENT ON COLUMN cptpolicy.report_change.old_criterion IS
	'the first criterion or edit that decided in the older run; none where none spoke against it';
COMMENT ON COLUMN cptpolicy.report_change.new_criterion IS
	'the first criterion or edit that decided in the newer run; none where none spoke against it';
COMMENT ON COLUMN cptpolicy.report_change.old_policy IS
	'policy that speaks of the line in the older run; none where none does';
COMMENT ON COLUMN cptpolicy.report_change.old_policy_version IS 'its version';
COMMENT ON COLUMN cptpolicy.report_change.new_policy IS
	'policy that speaks of the line in the newer run; none where none does';
COMMENT ON COLUMN cptpolicy.report_change.new_policy_version IS 'its version';
