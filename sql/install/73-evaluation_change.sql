/*
 * What changed between two runs: lines whose decision, deciding criterion or policy differs, and lines that only one
 * run has. A policy in a new version that decides as the old one did has changed nothing.
 *
 * Lines match by claim id, by which of the source's rows with that id it is, and by their place in the claim. Claims
 * without an id match by the order they came in, in a join of their own: so both joins ask for equal columns, which a
 * full join has to, and the planner may hash or sort what it reads of either run.
 */
CREATE VIEW cptpolicy.evaluation_change AS
SELECT o.run_name AS old_run, n.run_name AS new_run,
	COALESCE(pair.new_claim_id, pair.old_claim_id) AS claim_id,
	COALESCE(pair.new_occurrence, pair.old_occurrence) AS occurrence,
	COALESCE(pair.new_line_position, pair.old_line_position) AS line_position,
	COALESCE(pair.new_line, pair.old_line) AS line,
	COALESCE(pair.new_code, pair.old_code) AS code,
	COALESCE(pair.new_charge, pair.old_charge) AS charge,
	COALESCE(pair.old_decision, 'absent') AS old_decision,
	COALESCE(pair.new_decision, 'absent') AS new_decision,
	pair.old_criterion, pair.new_criterion,
	pair.old_policy, pair.old_policy_version, pair.new_policy, pair.new_policy_version,
	COALESCE(pair.old_claim_decision, 'absent') AS old_claim_decision,
	COALESCE(pair.new_claim_decision, 'absent') AS new_claim_decision,
	pair.old_claim_number, pair.new_claim_number
FROM cptpolicy.evaluation_run o
	CROSS JOIN cptpolicy.evaluation_run n
	CROSS JOIN LATERAL (
		SELECT old.claim_id AS old_claim_id, new.claim_id AS new_claim_id,
			old.occurrence AS old_occurrence, new.occurrence AS new_occurrence,
			old.line_position AS old_line_position, new.line_position AS new_line_position,
			old.line AS old_line, new.line AS new_line, old.code AS old_code, new.code AS new_code,
			old.charge AS old_charge, new.charge AS new_charge,
			old.decision AS old_decision, new.decision AS new_decision,
			old.criterion AS old_criterion, new.criterion AS new_criterion,
			old.policy AS old_policy, new.policy AS new_policy,
			old.policy_version AS old_policy_version, new.policy_version AS new_policy_version,
			old.claim_decision AS old_claim_decision, new.claim_decision AS new_claim_decision,
			old.claim_number AS old_claim_number, new.claim_number AS new_claim_number
		FROM (
				SELECT * FROM cptpolicy.evaluation e
				WHERE e.run_id OPERATOR(pg_catalog.=) o.run_id AND e.claim_id IS NOT NULL) old
			FULL JOIN (
				SELECT * FROM cptpolicy.evaluation e
				WHERE e.run_id OPERATOR(pg_catalog.=) n.run_id AND e.claim_id IS NOT NULL) new
			ON new.claim_id OPERATOR(pg_catalog.=) old.claim_id
				AND new.occurrence OPERATOR(pg_catalog.=) old.occurrence
				AND new.line_position OPERATOR(pg_catalog.=) old.line_position
		UNION ALL
		SELECT old.claim_id, new.claim_id, old.occurrence, new.occurrence, old.line_position, new.line_position,
			old.line, new.line, old.code, new.code, old.charge, new.charge, old.decision, new.decision,
			old.criterion, new.criterion, old.policy, new.policy, old.policy_version, new.policy_version,
			old.claim_decision, new.claim_decision, old.claim_number, new.claim_number
		FROM (
				SELECT * FROM cptpolicy.evaluation e
				WHERE e.run_id OPERATOR(pg_catalog.=) o.run_id AND e.claim_id IS NULL) old
			FULL JOIN (
				SELECT * FROM cptpolicy.evaluation e
				WHERE e.run_id OPERATOR(pg_catalog.=) n.run_id AND e.claim_id IS NULL) new
			ON new.occurrence OPERATOR(pg_catalog.=) old.occurrence
				AND new.line_position OPERATOR(pg_catalog.=) old.line_position) pair
WHERE o.run_id OPERATOR(pg_catalog.<>) n.run_id
	AND (pair.old_decision IS DISTINCT FROM pair.new_decision
		OR pair.old_criterion IS DISTINCT FROM pair.new_criterion
		OR pair.old_policy IS DISTINCT FROM pair.new_policy);
COMMENT ON VIEW cptpolicy.evaluation_change IS
	'lines whose decision, deciding criterion or policy differs between two runs, and lines that one of them lacks; to '
	'be asked for one old_run and one new_run';
COMMENT ON COLUMN cptpolicy.evaluation_change.old_run IS 'name of the run that is compared with';
COMMENT ON COLUMN cptpolicy.evaluation_change.new_run IS 'name of the run that is compared';
COMMENT ON COLUMN cptpolicy.evaluation_change.claim_id IS 'claim_id of the source, as text';
COMMENT ON COLUMN cptpolicy.evaluation_change.occurrence IS
	'which of the rows with this claim_id in the source, from 1';
COMMENT ON COLUMN cptpolicy.evaluation_change.line_position IS
	'place of the line in its claim, from 1; 0 in the row of a claim that cannot be read as a whole';
COMMENT ON COLUMN cptpolicy.evaluation_change.line IS 'line number as the claim has it, in the new run if that has it';
COMMENT ON COLUMN cptpolicy.evaluation_change.code IS 'procedure code, in the new run if that has it';
COMMENT ON COLUMN cptpolicy.evaluation_change.charge IS 'charge of the line, in the new run if that has it';
COMMENT ON COLUMN cptpolicy.evaluation_change.old_decision IS
	'decision of the line in the old run, absent where that lacks it';
COMMENT ON COLUMN cptpolicy.evaluation_change.new_decision IS
	'decision of the line in the new run, absent where that lacks it';
COMMENT ON COLUMN cptpolicy.evaluation_change.old_criterion IS
	'the first criterion or edit that decided in the old run';
COMMENT ON COLUMN cptpolicy.evaluation_change.new_criterion IS
	'the first criterion or edit that decided in the new run';
COMMENT ON COLUMN cptpolicy.evaluation_change.old_policy IS 'policy that speaks of the line in the old run';
COMMENT ON COLUMN cptpolicy.evaluation_change.old_policy_version IS 'its version';
COMMENT ON COLUMN cptpolicy.evaluation_change.new_policy IS 'policy that speaks of the line in the new run';
COMMENT ON COLUMN cptpolicy.evaluation_change.new_policy_version IS 'its version';
COMMENT ON COLUMN cptpolicy.evaluation_change.old_claim_decision IS
	'decision of the claim in the old run, absent where that lacks the line';
COMMENT ON COLUMN cptpolicy.evaluation_change.new_claim_decision IS
	'decision of the claim in the new run, absent where that lacks the line';
COMMENT ON COLUMN cptpolicy.evaluation_change.old_claim_number IS 'claim_number in the old run, to find its reasons';
COMMENT ON COLUMN cptpolicy.evaluation_change.new_claim_number IS 'claim_number in the new run, to find its reasons';

/*
 * A sample has few of the lines of each claim, so that ANALYZE takes ids for fewer than they are, and the planner
 * hashing them for more expensive than it is. Two lines a claim are assumed instead.
 */
ALTER TABLE cptpolicy.evaluation ALTER COLUMN claim_id SET (n_distinct = -0.5);

/* What the view cannot do: say that there is no such run, where no rows would mean that nothing changed. */
CREATE FUNCTION @extschema@.evaluation_change(old_run text, new_run text)
	RETURNS TABLE (claim_id text, occurrence integer, line_position integer, line integer, code @extschema@.cpt_code,
		charge numeric, old_decision text, new_decision text, old_criterion text, new_criterion text,
		old_policy text, old_policy_version text, new_policy text, new_policy_version text,
		old_claim_decision text, new_claim_decision text, old_claim_number bigint, new_claim_number bigint)
	LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 10000
	SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY[old_run, new_run] LOOP
		IF NOT EXISTS (SELECT FROM cptpolicy.evaluation_run r WHERE r.run_name = name) THEN
			RAISE undefined_object USING
				MESSAGE = format('evaluation run %s does not exist', COALESCE('"' || name || '"', 'null')),
				HINT = 'The view cptpolicy.report_run lists the runs.';
		END IF;
	END LOOP;
	RETURN QUERY
		SELECT c.claim_id, c.occurrence, c.line_position, c.line, c.code, c.charge, c.old_decision, c.new_decision,
			c.old_criterion, c.new_criterion, c.old_policy, c.old_policy_version, c.new_policy, c.new_policy_version,
			c.old_claim_decision, c.new_claim_decision, c.old_claim_number, c.new_claim_number
		FROM cptpolicy.evaluation_change c
		WHERE c.old_run = evaluation_change.old_run AND c.new_run = evaluation_change.new_run;
END;
$$;
COMMENT ON FUNCTION @extschema@.evaluation_change(text, text) IS
	'lines whose decision, deciding criterion or policy differs between two runs, and lines that one of them lacks';
