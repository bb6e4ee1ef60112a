/* Runs, and what changed from one to the next. */

CREATE VIEW cptpolicy.report_run AS
SELECT r.run_name, r.latest_run,
	run.source::varchar(200) AS source,
	p.state::varchar(11) AS state,
	run.total AS total_claims, run.done AS done_claims,
	p.percent AS percent_done,
	COALESCE(run.rate, 0)::numeric(12, 1) AS claims_per_second,
	(run.started_at AT TIME ZONE 'UTC')::timestamp(0) AS started_at,
	(run.updated_at AT TIME ZONE 'UTC')::timestamp(0) AS updated_at,
	COALESCE((run.finished_at AT TIME ZONE 'UTC')::timestamp(0), '1900-01-01'::timestamp(0)) AS finished_at,
	run.finished_at IS NOT NULL AS finished,
	COALESCE((p.expected_end AT TIME ZONE 'UTC')::timestamp(0), '1900-01-01'::timestamp(0)) AS expected_end,
	p.expected_end IS NOT NULL AS expected_end_known,
	run.started_by::varchar(63) AS started_by,
	d.lines,
	LEAST(GREATEST(d.charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS charge,
	d.approve_claims, d.deny_claims, d.pend_claims, d.no_policy_claims, d.invalid_claims,
	d.approve_lines, d.deny_lines, d.pend_lines, d.no_policy_lines, d.invalid_lines,
	LEAST(GREATEST(d.approve_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS approve_charge,
	LEAST(GREATEST(d.deny_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS deny_charge,
	LEAST(GREATEST(d.pend_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS pend_charge,
	LEAST(GREATEST(d.no_policy_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS no_policy_charge,
	LEAST(GREATEST(d.invalid_charge, -9999999999999999.99), 9999999999999999.99)::numeric(18, 2) AS invalid_charge,
	COALESCE(r.previous_run, 'none')::varchar(100) AS previous_run_name
FROM cptpolicy.evaluation_run_label r
	JOIN cptpolicy.evaluation_run run ON run.run_id = r.run_id
	JOIN cptpolicy.evaluation_progress p ON p.run_name = run.run_name
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
