--
-- policies in parallel query: workers and leader judge by what the transaction sees, its own changes included
--
INSERT INTO cptpolicy.policy (policy) VALUES ('T.1');
INSERT INTO cptpolicy.policy_version
	(policy, version, title, source, effective_from, denial_group, denial_carc, missing_carc) VALUES
	('T.1', '1', 'Always', 'test', '2024-01-01', 'CO', '50', '252');
INSERT INTO cptpolicy.policy_code (policy, version, role, position, first_code, subject) VALUES
	('T.1', '1', 'visit', 1, '99213', true);
INSERT INTO cptpolicy.policy_criterion (policy, version, criterion, position, text, test) VALUES
	('T.1', '1', 'A', 1, 'Always', 'true');
CREATE TABLE parallel_claim AS
SELECT '{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}'::jsonb AS claim FROM generate_series(1, 2000);
ANALYZE parallel_claim;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;

CREATE FUNCTION plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		RETURN NEXT line;
	END LOOP;
END
$$;
\set decisions 'SELECT policy_decision(claim), count(*) FROM parallel_claim GROUP BY 1'
SELECT count(*) AS gathers FROM plan(:'decisions') line WHERE line ~ 'Gather';
SET parallel_leader_participation = off;
:decisions;
UPDATE cptpolicy.policy_criterion SET test = 'false' WHERE policy = 'T.1';
:decisions;
SET parallel_leader_participation = on;
UPDATE cptpolicy.policy_criterion SET test = '{"judgement": true}' WHERE policy = 'T.1';
:decisions;
SELECT policy_decision(claim) FROM parallel_claim LIMIT 1;

-- uncommitted changes
BEGIN;
UPDATE cptpolicy.policy_criterion SET test = 'false' WHERE policy = 'T.1';
:decisions;
SAVEPOINT a;
UPDATE cptpolicy.policy_criterion SET test = 'true' WHERE policy = 'T.1';
:decisions;
ROLLBACK TO a;
:decisions;
COMMIT;
:decisions;

-- rows that do not compile are an error in a worker too
SET parallel_leader_participation = off;
UPDATE cptpolicy.policy_criterion SET test = '{"fact": "nope", "is": true}' WHERE policy = 'T.1';
\set VERBOSITY terse
:decisions;
UPDATE cptpolicy.policy_criterion SET test = 'true' WHERE policy = 'T.1';
:decisions;

DROP FUNCTION plan;
DROP TABLE parallel_claim;
DELETE FROM cptpolicy.policy_criterion WHERE NOT shipped;
DELETE FROM cptpolicy.policy_code WHERE NOT shipped;
DELETE FROM cptpolicy.policy_version WHERE NOT shipped;
DELETE FROM cptpolicy.policy WHERE NOT shipped;
