/* Sums of lines: by month, by payer, by policy. */

CREATE VIEW cptpolicy.report_decision_by_month AS
SELECT r.run_name, r.latest_run,
	d.service_month, d.month_known, d.decision::varchar(9) AS decision,
	CASE d.decision WHEN 'invalid' THEN 1 WHEN 'deny' THEN 2 WHEN 'pend' THEN 3 WHEN 'approve' THEN 4 ELSE 5 END
		AS decision_order,
	d.lines, d.claims,
	LEAST(GREATEST(d.charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS charge
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
	LEAST(GREATEST(d.charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS charge,
	d.approve_claims, d.deny_claims, d.pend_claims, d.no_policy_claims, d.invalid_claims,
	d.approve_lines, d.deny_lines, d.pend_lines, d.no_policy_lines, d.invalid_lines,
	LEAST(GREATEST(d.approve_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS approve_charge,
	LEAST(GREATEST(d.deny_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS deny_charge,
	LEAST(GREATEST(d.pend_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS pend_charge,
	LEAST(GREATEST(d.no_policy_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS no_policy_charge,
	LEAST(GREATEST(d.invalid_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS invalid_charge
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
	LEAST(GREATEST(d.charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS charge,
	d.approve_lines, d.deny_lines, d.pend_lines, d.no_policy_lines, d.invalid_lines,
	LEAST(GREATEST(d.approve_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS approve_charge,
	LEAST(GREATEST(d.deny_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS deny_charge,
	LEAST(GREATEST(d.pend_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS pend_charge,
	LEAST(GREATEST(d.no_policy_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS no_policy_charge,
	LEAST(GREATEST(d.invalid_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS invalid_charge,
	d.edit_deny_lines,
	LEAST(GREATEST(d.edit_deny_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS edit_deny_charge
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
