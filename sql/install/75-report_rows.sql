/* A row for each line, and a row for each finding. */

/*
 * Block ranges of runs, and of what the views show as claim_id, letter for letter: so that a filter on either finds
 * its blocks.
 */
CREATE INDEX evaluation_shown_claim_id ON cptpolicy.evaluation
	USING brin (run_id, (COALESCE(claim_id, 'unknown')::varchar(100)));
CREATE INDEX evaluation_reason_run ON cptpolicy.evaluation_reason USING brin (run_id);

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
		WHEN e.branch IS NULL AND e.decision IN ('deny', 'pend') AND e.criterion IS DISTINCT FROM e.policy THEN 'edit'
		ELSE 'policy'
	END::varchar(7) AS decided_by,
	(e.run_id::text || '-' || e.claim_number::text)::varchar(50) AS claim_key,
	(e.run_id::text || '-' || e.claim_number::text || '-' || e.line_position::text)::varchar(60) AS line_key
FROM cptpolicy.evaluation e
	JOIN cptpolicy.evaluation_run_label r ON r.run_id = e.run_id
	LEFT JOIN cptpolicy.evaluation_payer_label p ON p.payer = COALESCE(NULLIF(e.payer, ''), 'unknown')
	LEFT JOIN cptpolicy.evaluation_criterion_label c
		ON c.policy = e.policy AND c.version = e.policy_version AND c.criterion = e.criterion
			AND (e.branch IS NOT NULL OR e.criterion = e.policy);
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
