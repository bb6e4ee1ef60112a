--
-- evaluate_claims: what is refused, what stops a run, and that it goes on
--
\pset null -
SET client_min_messages = warning;
CREATE TABLE filed (claim_id int PRIMARY KEY, claim jsonb);
INSERT INTO filed SELECT n, '{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}' FROM generate_series(1, 6) n;
CREATE VIEW run AS
SELECT run_name, source, state, total, done, backend_pid IS NULL AS no_pid FROM cptpolicy.evaluation_progress;

--
-- arguments
--
CALL evaluate_claims(NULL, 'x');
CALL evaluate_claims('filed', NULL);
CALL evaluate_claims('filed', 'x', NULL);
CALL evaluate_claims('filed', 'x', clinical_facts => NULL);
\echo :LAST_ERROR_SQLSTATE
CALL evaluate_claims('filed', '');
CALL evaluate_claims('filed', E' \n');
CALL evaluate_claims('filed', repeat(U&'\00fc', 101));
\echo :LAST_ERROR_SQLSTATE
CALL evaluate_claims('filed', 'x', 0);
CALL evaluate_claims('filed', 'x', -1);
CALL evaluate_claims('filed', 'x', 1000001);
\echo :LAST_ERROR_SQLSTATE
CALL evaluate_claims('nothing', 'x');
CALL evaluate_claims('filed');
CALL evaluate_claims(0, 'x');
CALL evaluate_claims(999999, 'x');
\echo :LAST_ERROR_SQLSTATE

-- what is no table or view, or has no claims
CALL evaluate_claims('filed_pkey', 'x');
\echo :LAST_ERROR_SQLSTATE
CREATE SEQUENCE numbers;
CALL evaluate_claims('numbers', 'x');
CREATE TYPE claim_pair AS (claim_id int, claim jsonb);
CALL evaluate_claims('claim_pair', 'x');
CALL evaluate_claims('cptpolicy.evaluation', 'x');
\echo :LAST_ERROR_SQLSTATE
CALL evaluate_claims('cptpolicy.evaluation_run', 'x');
CREATE TABLE other (claim_id int, claim jsonb, "Claim" jsonb);
ALTER TABLE other DROP COLUMN claim;
CALL evaluate_claims('other', 'x');
ALTER TABLE other ADD COLUMN claim json;
CALL evaluate_claims('other', 'x');
\echo :LAST_ERROR_SQLSTATE
ALTER TABLE other ALTER claim TYPE jsonb[] USING NULL;
CALL evaluate_claims('other', 'x');
ALTER TABLE other ALTER claim TYPE jsonb USING NULL;
ALTER TABLE other ALTER claim_id TYPE point USING NULL;
CALL evaluate_claims('other', 'x');
\echo :LAST_ERROR_SQLSTATE
ALTER TABLE other ALTER claim_id TYPE claim_pair USING NULL;
CALL evaluate_claims('other', 'x');
CREATE VIEW plain AS SELECT 1 AS claim_id, 'x' AS claim;
CALL evaluate_claims('plain', 'x');
SELECT count(*) AS runs FROM cptpolicy.evaluation_run;

--
-- where it cannot commit
--
BEGIN;
CALL evaluate_claims('filed', 'x');
ROLLBACK;
\echo :LAST_ERROR_SQLSTATE
CREATE FUNCTION by_function() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CALL evaluate_claims('filed', 'x'); END $$;
SELECT by_function();
DO $$ BEGIN CALL evaluate_claims('filed', 'x'); EXCEPTION WHEN division_by_zero THEN NULL; END $$;
BEGIN;
DO $$ BEGIN CALL evaluate_claims('filed', 'x'); END $$;
ROLLBACK;
CALL evaluate_claims('filed', 'x') \; SELECT 1;
SET default_transaction_read_only = on;
CALL evaluate_claims('filed', 'x');
SELECT delete_evaluation('x');
RESET default_transaction_read_only;
SELECT count(*) AS runs FROM cptpolicy.evaluation_run;
-- what an application catches of it
DO $$
BEGIN
	CALL evaluate_claims('filed', 'x');
EXCEPTION WHEN invalid_transaction_termination THEN
	RAISE WARNING 'caught: %', SQLERRM;
END
$$;

--
-- runs
--
CALL evaluate_claims('filed', 'done', 2);
CALL evaluate_claims('filed', 'done', 2);
\echo :LAST_ERROR_SQLSTATE
SELECT stop_evaluation('done') AS was_running;
SELECT stop_evaluation('undone');
\echo :LAST_ERROR_SQLSTATE
SELECT delete_evaluation('undone');
\echo :LAST_ERROR_SQLSTATE
SELECT stop_evaluation(NULL) AS stopped, delete_evaluation(NULL) AS deleted;
INSERT INTO cptpolicy.evaluation_run (run_name, source, total, batch_size, state, done, last_claim_id)
VALUES ('half', 'public.filed', 6, 2, 'stopped', 4, '4');
CREATE TABLE "Filed" (LIKE filed);
CALL evaluate_claims('"Filed"', 'half');
\echo :LAST_ERROR_SQLSTATE
CALL evaluate_claims('filed', 'half', clinical_facts => true);
\echo :LAST_ERROR_SQLSTATE
UPDATE cptpolicy.evaluation_run SET last_claim_id = 'x' WHERE run_name = 'half';
CALL evaluate_claims('filed', 'half');
SELECT * FROM run WHERE run_name = 'half';
SELECT delete_evaluation('half') AS deleted;
-- the time of all calls counts
INSERT INTO cptpolicy.evaluation_run (run_name, source, total, batch_size, state, done, last_claim_id, seconds_worked)
VALUES ('slow', 'public.filed', 6, 2, 'stopped', 4, '4', 100);
CALL evaluate_claims('filed', 'slow', 1);
SELECT state, done, rate, seconds_worked BETWEEN 100 AND 120 AS of_both_calls FROM cptpolicy.evaluation_run WHERE run_name = 'slow';
SELECT delete_evaluation('slow') AS deleted;
-- a run whose row goes away
CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM cptpolicy.evaluation_run WHERE run_id = NEW.run_id;
	RETURN NULL;
END
$$;
CREATE TRIGGER forget AFTER INSERT ON cptpolicy.evaluation FOR EACH ROW WHEN (NEW.claim_number = 3)
	EXECUTE FUNCTION forget();
CALL evaluate_claims('filed', 'forgotten', 2);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM run WHERE run_name = 'forgotten';
DROP TRIGGER forget ON cptpolicy.evaluation;
-- it removes no run that it works on itself
CREATE OR REPLACE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE WARNING 'deleted: %', delete_evaluation('forgotten');
	RETURN NULL;
END
$$;
CREATE TRIGGER forget AFTER INSERT ON cptpolicy.evaluation FOR EACH ROW WHEN (NEW.claim_number = 5)
	EXECUTE FUNCTION forget();
CALL evaluate_claims('filed', 'forgotten', 2);
SELECT * FROM run WHERE run_name = 'forgotten';
DROP TRIGGER forget ON cptpolicy.evaluation;
DROP FUNCTION forget();

-- another table takes the source's name
CREATE FUNCTION replace_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	ALTER TABLE filed RENAME TO archive;
	CREATE TABLE filed (LIKE archive);
	RETURN NULL;
END
$$;
CREATE TRIGGER replace_source AFTER INSERT ON cptpolicy.evaluation FOR EACH ROW WHEN (NEW.claim_number = 3)
	EXECUTE FUNCTION replace_source();
CALL evaluate_claims('filed', 'replaced', 2);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM run WHERE run_name = 'replaced';
DROP TRIGGER replace_source ON cptpolicy.evaluation;
DROP FUNCTION replace_source();
DROP TABLE filed;
ALTER TABLE archive RENAME TO filed;

-- an error leaves none of the plans behind that the session keeps while it reads batches
CREATE VIEW failing AS SELECT claim_id, CASE WHEN 1 / (claim_id - 5) > 1 THEN NULL ELSE claim END AS claim FROM filed;
CREATE VIEW kept_plans AS SELECT count(*) FROM pg_backend_memory_contexts WHERE name = 'SPI Plan';
CALL evaluate_claims('failing', 'failed', 1);
SELECT count AS plans_before FROM kept_plans \gset
CALL evaluate_claims('failing', 'failed again', 1);
SELECT count = :plans_before AS same FROM kept_plans;
DROP VIEW failing, kept_plans;

-- a fault that shows at commit
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused at commit'; END $$;
CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON cptpolicy.evaluation_reason DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION refuse();
UPDATE filed SET claim = '[]' WHERE claim_id = 4;
CALL evaluate_claims('filed', 'at commit', 2);
SELECT * FROM run WHERE run_name = 'at commit';
SELECT max(claim_number) FROM cptpolicy.evaluation JOIN cptpolicy.evaluation_run USING (run_id) WHERE run_name = 'at commit';
DROP TRIGGER refuse ON cptpolicy.evaluation_reason;
DROP FUNCTION refuse();
CALL evaluate_claims('filed', 'at commit', 2);
SELECT * FROM run WHERE run_name = 'at commit';

-- a policy whose rows make no sense stops a run where it is needed first; claims never do
SELECT load_policy('{"policy": "T.BROKEN", "version": "1", "title": "T", "source": "test", "effective_from": "2023-01-01",
	"denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252"},
	"codes": [{"role": "visit", "subject": true, "codes": ["99214"]}],
	"criteria": [{"id": "A", "text": "T", "test": true}]}');
UPDATE cptpolicy.policy_criterion SET test = '{"no": "test"}' WHERE policy = 'T.BROKEN';
UPDATE filed SET claim = '{"date_of_service": "2024-03-01", "lines": [{"code": "99214"}]}' WHERE claim_id = 3;
CALL evaluate_claims('filed', 'broken', 2);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM run WHERE run_name = 'broken';
UPDATE cptpolicy.policy_criterion SET test = 'true' WHERE policy = 'T.BROKEN';
CALL evaluate_claims('filed', 'broken', 2);
SELECT * FROM run WHERE run_name = 'broken';
SELECT claim_number, code, decision, policy, evaluated_at = max(evaluated_at) OVER (PARTITION BY (claim_number - 1) / 2) AS by_batch
FROM cptpolicy.evaluation JOIN cptpolicy.evaluation_run USING (run_id) WHERE run_name = 'broken' ORDER BY 1;
DELETE FROM cptpolicy.policy_criterion WHERE policy = 'T.BROKEN';
DELETE FROM cptpolicy.policy_code WHERE policy = 'T.BROKEN';
DELETE FROM cptpolicy.policy_version WHERE policy = 'T.BROKEN';
DELETE FROM cptpolicy.policy WHERE policy = 'T.BROKEN';
SELECT * FROM check_policies();

-- a source that is another one when the run is resumed
INSERT INTO cptpolicy.evaluation_run (run_name, source, total, batch_size, state, done, last_claim_id)
VALUES ('changed', 'public.filed', 6, 2, 'stopped', 4, '4');
ALTER TABLE filed RENAME COLUMN claim TO document;
CALL evaluate_claims('filed', 'changed');
ALTER TABLE filed RENAME COLUMN document TO claim;
ALTER TABLE filed RENAME TO archive;
CALL evaluate_claims('filed', 'changed');
CALL evaluate_claims('archive', 'changed');
ALTER TABLE archive RENAME TO filed;
SELECT * FROM run WHERE run_name = 'changed';

--
-- rights: those of the caller
--
CREATE ROLE regress_runner;
SET ROLE regress_runner;
CALL evaluate_claims('filed', 'mine', 2);
RESET ROLE;
GRANT SELECT (claim_id) ON filed TO regress_runner;
SET ROLE regress_runner;
CALL evaluate_claims('filed', 'mine', 2);
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
GRANT SELECT (claim) ON filed TO regress_runner;
SET ROLE regress_runner;
CALL evaluate_claims('filed', 'mine', 2);
RESET ROLE;
GRANT INSERT, SELECT, UPDATE ON cptpolicy.evaluation_run TO regress_runner;
SET ROLE regress_runner;
CALL evaluate_claims('filed', 'mine', 2);
RESET ROLE;
GRANT INSERT ON cptpolicy.evaluation TO regress_runner;
SET ROLE regress_runner;
CALL evaluate_claims('filed', 'mine', 2);
RESET ROLE;
SELECT count(*) FROM run WHERE run_name = 'mine';
GRANT INSERT ON cptpolicy.evaluation_reason TO regress_runner;
ALTER TABLE cptpolicy.evaluation ENABLE ROW LEVEL SECURITY;
SET ROLE regress_runner;
CALL evaluate_claims('filed', 'mine', 2);
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
ALTER TABLE cptpolicy.evaluation DISABLE ROW LEVEL SECURITY;
SET ROLE regress_runner;
CALL evaluate_claims('filed', 'mine', 2);
-- rights that are taken from them meanwhile: what was committed stays
RESET ROLE;
CREATE FUNCTION take_right() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
	EXECUTE format('REVOKE INSERT ON %s FROM regress_runner', TG_ARGV[0]);
	RETURN NULL;
END
$$;
UPDATE filed SET claim = '[]' WHERE claim_id = 6;
CREATE TRIGGER take_right AFTER INSERT ON cptpolicy.evaluation FOR EACH ROW WHEN (NEW.claim_number = 2)
	EXECUTE FUNCTION take_right('cptpolicy.evaluation');
SET ROLE regress_runner;
CALL evaluate_claims('filed', 'deprived of lines', 2);
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
DROP TRIGGER take_right ON cptpolicy.evaluation;
GRANT INSERT ON cptpolicy.evaluation TO regress_runner;
CREATE TRIGGER take_right AFTER INSERT ON cptpolicy.evaluation_reason FOR EACH ROW WHEN (NEW.claim_number = 4)
	EXECUTE FUNCTION take_right('cptpolicy.evaluation_reason');
SET ROLE regress_runner;
CALL evaluate_claims('filed', 'deprived of reasons', 2);
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;
DROP TRIGGER take_right ON cptpolicy.evaluation_reason;
DROP FUNCTION take_right();
GRANT INSERT ON cptpolicy.evaluation_reason TO regress_runner;
SELECT run_name, run.state, run.done, array_agg(claim_number ORDER BY claim_number) AS in_the_log
FROM run JOIN cptpolicy.evaluation_run USING (run_name) JOIN cptpolicy.evaluation USING (run_id)
WHERE run_name LIKE 'deprived%' GROUP BY 1, 2, 3 ORDER BY 1;
SET ROLE regress_runner;
-- the log is not theirs to read, unless they are told so
SELECT count(*) FROM cptpolicy.evaluation;
SELECT count(*) FROM cptpolicy.evaluation_progress;
SELECT delete_evaluation('mine');
SELECT stop_evaluation('mine');
RESET ROLE;
SELECT source, state, done FROM run WHERE run_name = 'mine';
SELECT started_by FROM cptpolicy.evaluation_run WHERE run_name = 'mine';
-- without rights on the log nothing of it is for anybody
SELECT c.relname, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
WHERE c.relnamespace = 'cptpolicy'::regnamespace AND c.relname LIKE 'evaluation%' AND a.grantee = 0;

REVOKE ALL ON ALL TABLES IN SCHEMA cptpolicy FROM regress_runner;
REVOKE ALL ON filed FROM regress_runner;
DROP ROLE regress_runner;
SELECT locktype, mode FROM pg_locks WHERE classid = 'cptpolicy.evaluation_run'::regclass;
SELECT count(delete_evaluation(run_name)) AS deleted FROM cptpolicy.evaluation_run;
DELETE FROM cptpolicy.evaluation;
DELETE FROM cptpolicy.evaluation_reason;
DROP VIEW plain, run;
DROP TABLE filed, "Filed", other;
DROP TYPE claim_pair;
DROP SEQUENCE numbers;
DROP FUNCTION by_function();
