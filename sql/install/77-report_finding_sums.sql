/*
 * Sums of findings: by criterion, by what is missing, by denial code.
 *
 * A line often fails several criteria of one code, and a claim has several lines. So the finding before of the same
 * claim and key tells whether a line, or a claim, has been counted. In the order of the primary keys that takes no more
 * than a sort of the few findings of each claim.
 */

CREATE VIEW cptpolicy.report_criterion AS
SELECT r.run_name, r.latest_run,
	d.origin::varchar(6) AS origin,
	d.policy::varchar(100) AS policy,
	d.policy_version::varchar(100) AS policy_version,
	d.criterion::varchar(100) AS criterion,
	COALESCE(c.text, cptpolicy.edit_text(d.criterion), 'unknown')::varchar(255) AS criterion_text,
	d.deny_lines, d.deny_claims,
	LEAST(GREATEST(d.deny_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS deny_charge,
	d.pend_lines, d.pend_claims,
	LEAST(GREATEST(d.pend_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS pend_charge
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
COMMENT ON COLUMN cptpolicy.report_criterion.origin IS 'policy or edit';
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
	LEAST(GREATEST(d.charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS charge,
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
COMMENT ON COLUMN cptpolicy.report_missing.origin IS 'policy or edit';
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
	LEAST(GREATEST(d.charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS charge
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
