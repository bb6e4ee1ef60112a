--
-- evaluation_change: what is different between two runs
--
\set VERBOSITY terse
INSERT INTO cptpolicy.evaluation_run (run_id, run_name, source, state, batch_size, total, done, finished_at) VALUES
	(9001, 'old', 'public.claim', 'finished', 10, 9, 9, '2026-01-01'),
	(9002, 'new', 'public.claim', 'finished', 10, 9, 9, '2026-02-01'),
	(9003, 'empty', 'public.claim', 'running', 10, 9, 0, NULL);

-- claim_number, claim_id, occurrence, line_position, decision, criterion, policy, policy_version of each run
CREATE TEMP TABLE judged (run_id int, claim_number bigint, claim_id text, occurrence int, line_position int,
	decision text, criterion text, policy text, policy_version text);
INSERT INTO judged VALUES
	-- nothing changed but the version that decided
	(9001, 1, 'same', 1, 1, 'approve', NULL, 'P', '1'), (9002, 2, 'same', 1, 1, 'approve', NULL, 'P', '2'),
	(9001, 1, 'same', 1, 2, 'deny', 'II', 'P', '1'), (9002, 2, 'same', 1, 2, 'deny', 'II', 'P', '2'),
	(9001, 1, 'same', 1, 3, 'no_policy', NULL, NULL, NULL), (9002, 2, 'same', 1, 3, 'no_policy', NULL, NULL, NULL),
	-- the decision, the criterion, the policy; one that appears or goes
	(9001, 2, 'changed', 1, 1, 'pend', 'I.A', 'P', '1'), (9002, 3, 'changed', 1, 1, 'deny', 'I.A', 'P', '1'),
	(9001, 2, 'changed', 1, 2, 'deny', 'I.A', 'P', '1'), (9002, 3, 'changed', 1, 2, 'deny', 'I.B', 'P', '1'),
	(9001, 2, 'changed', 1, 3, 'approve', NULL, 'P', '1'), (9002, 3, 'changed', 1, 3, 'approve', NULL, 'Q', '1'),
	(9001, 2, 'changed', 1, 4, 'deny', 'PLACE', NULL, NULL), (9002, 3, 'changed', 1, 4, 'no_policy', NULL, NULL, NULL),
	(9001, 2, 'changed', 1, 5, 'approve', NULL, 'P', '1'), (9002, 3, 'changed', 1, 5, 'approve', NULL, NULL, NULL),
	-- lines and claims that only one of them has
	(9001, 3, 'shorter', 1, 1, 'approve', NULL, 'P', '1'), (9002, 4, 'shorter', 1, 1, 'approve', NULL, 'P', '1'),
	(9001, 3, 'shorter', 1, 2, 'approve', NULL, 'P', '1'),
	(9001, 4, 'gone', 1, 0, 'invalid', NULL, NULL, NULL),
	(9002, 1, 'come', 1, 1, 'pend', 'version', 'P', NULL),
	-- one id three times, and twice
	(9001, 5, 'twice', 1, 1, 'deny', 'II', 'P', '1'), (9002, 5, 'twice', 1, 1, 'deny', 'II', 'P', '1'),
	(9001, 6, 'twice', 2, 1, 'approve', NULL, 'P', '1'), (9002, 6, 'twice', 2, 1, 'approve', NULL, 'P', '1'),
	(9001, 7, 'twice', 3, 1, 'pend', 'II', 'P', '1'),
	-- no id; an empty one is another claim than none
	(9001, 8, '', 1, 1, 'approve', NULL, 'P', '1'), (9002, 7, '', 1, 1, 'approve', NULL, 'P', '1'),
	(9001, 9, NULL, 1, 1, 'deny', 'II', 'P', '1'), (9002, 8, NULL, 1, 1, 'deny', 'II', 'P', '2'),
	(9001, 10, NULL, 2, 1, 'deny', 'II', 'P', '1'), (9002, 9, NULL, 2, 1, 'approve', NULL, 'P', '1'),
	(9002, 10, NULL, 3, 1, 'invalid', NULL, NULL, NULL),
	-- lines of a claim without an id match by their place, too
	(9001, 9, NULL, 1, 2, 'approve', NULL, 'P', '1'), (9002, 8, NULL, 1, 2, 'approve', NULL, 'P', '1'),
	(9001, 9, NULL, 1, 3, 'approve', NULL, 'P', '1'), (9002, 8, NULL, 1, 3, 'pend', 'II', 'P', '1');
INSERT INTO cptpolicy.evaluation (run_id, claim_number, claim_id, occurrence, line_position, is_first, line, code,
	charge, decision, claim_decision, criterion, policy, policy_version, evaluated_at, extension_version)
SELECT run_id, claim_number, claim_id, occurrence, line_position, line_position = 1, nullif(line_position, 0) * 10, '27096',
	CASE WHEN line_position > 0 THEN run_id - 9000 + claim_number END,
	decision, decision, criterion, policy, policy_version, now(), '1.2.0'
FROM judged;

SELECT claim_id, occurrence AS nth, line_position AS pos, line, code, charge, old_decision, new_decision,
	old_criterion AS old_crit, new_criterion AS new_crit, old_policy || ' ' || old_policy_version AS old_policy,
	new_policy || ' ' || new_policy_version AS new_policy, old_claim_number AS old_no, new_claim_number AS new_no
FROM evaluation_change('old', 'new')
ORDER BY claim_id COLLATE "C", occurrence, line_position;
SELECT old_claim_decision, new_claim_decision, count(*)
FROM evaluation_change('old', 'new') GROUP BY 1, 2 ORDER BY 1, 2;

-- the view says the same, and the way back is its mirror
SELECT count(*), count(*) FILTER (WHERE mirror.claim_id IS NULL) AS without_mirror
FROM cptpolicy.evaluation_change there LEFT JOIN cptpolicy.evaluation_change mirror
	ON mirror.claim_id IS NOT DISTINCT FROM there.claim_id AND mirror.occurrence = there.occurrence
		AND mirror.line_position = there.line_position
		AND (mirror.old_decision, mirror.new_decision) = (there.new_decision, there.old_decision)
		AND mirror.old_run = 'new' AND mirror.new_run = 'old'
WHERE there.old_run = 'old' AND there.new_run = 'new' AND there.claim_id IS NOT NULL;
SELECT count(*) AS different
FROM (
	(SELECT * FROM evaluation_change('old', 'new') EXCEPT ALL
	SELECT claim_id, occurrence, line_position, line, code, charge, old_decision, new_decision, old_criterion,
		new_criterion, old_policy, old_policy_version, new_policy, new_policy_version, old_claim_decision,
		new_claim_decision, old_claim_number, new_claim_number
	FROM cptpolicy.evaluation_change WHERE old_run = 'old' AND new_run = 'new')) d;

-- every pair of two runs when nobody asks for one; a run beside itself, and beside nothing
SELECT old_run, new_run, count(*), count(*) FILTER (WHERE old_decision = 'absent') AS only_new,
	count(*) FILTER (WHERE new_decision = 'absent') AS only_old
FROM cptpolicy.evaluation_change
WHERE old_run IN ('old', 'new', 'empty') AND new_run IN ('old', 'new', 'empty')
GROUP BY old_run, new_run ORDER BY 1, 2;
SELECT count(*) FROM evaluation_change('old', 'old');

-- a run that does not exist is an error of the function, never "nothing changed"; the view has no rows for it
SELECT * FROM evaluation_change('old', 'nwe');
SELECT * FROM evaluation_change('odl', 'new');
SELECT * FROM evaluation_change('old', NULL);
SELECT count(*) FROM cptpolicy.evaluation_change WHERE old_run = 'old' AND new_run = 'nwe';

-- one pass over each run: the lines of each are read once for claims with an id, and once for those without
CREATE FUNCTION reads_of(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	node text;
	reads bigint := 0;
BEGIN
	FOR node IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ' || query LOOP
		IF node ~ ' on evaluation ' AND node !~ 'never executed' THEN
			reads := reads + substring(node, 'loops=(\d+)')::bigint;
		END IF;
	END LOOP;
	RETURN reads;
END
$$;
SELECT reads_of($$SELECT * FROM cptpolicy.evaluation_change WHERE old_run = 'old' AND new_run = 'new'$$);

-- rights are the caller's: of the log, and then of the view
CREATE ROLE regress_change;
SET ROLE regress_change;
SELECT count(*) FROM evaluation_change('old', 'new');
RESET ROLE;
GRANT SELECT ON cptpolicy.evaluation_run TO regress_change;
SET ROLE regress_change;
SELECT count(*) FROM evaluation_change('old', 'new');
RESET ROLE;
GRANT SELECT ON cptpolicy.evaluation_change TO regress_change;
SET ROLE regress_change;
SELECT count(*) FROM evaluation_change('old', 'new');
SELECT count(*) FROM cptpolicy.evaluation;
RESET ROLE;

DROP OWNED BY regress_change;
DROP ROLE regress_change;
DROP FUNCTION reads_of;
DELETE FROM cptpolicy.evaluation WHERE run_id IN (9001, 9002);
DELETE FROM cptpolicy.evaluation_run WHERE run_id IN (9001, 9002, 9003);
