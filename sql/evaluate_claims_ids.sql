--
-- Ids of any length, in any session's settings, and rows that share one
--
CREATE FUNCTION claim_of(code text) RETURNS jsonb
	RETURN jsonb_build_object('date_of_service', '2024-03-01', 'lines', jsonb_build_array(jsonb_build_object('code', code)));
CREATE FUNCTION long_id(length int) RETURNS text
	RETURN (SELECT left(string_agg(md5(i::text), ''), length) FROM generate_series(1, length / 32 + 1) i);

-- longer than an entry of any index
CREATE TABLE long AS
SELECT i AS number, CASE WHEN i = 3 THEN long_id(100000) WHEN i % 5 = 0 THEN 'short ' || i ELSE long_id(4000 + i) END AS claim_id,
	claim_of('99213') AS claim
FROM generate_series(1, 20) i;
CALL evaluate_claims('long', 'at once');
CALL evaluate_claims('long', 'from a copy', 3);
SELECT run_name, count(*), count(DISTINCT e.claim_id) AS ids, max(length(e.claim_id)) AS longest,
	count(*) FILTER (WHERE e.claim_id = l.claim_id) AS found
FROM cptpolicy.evaluation_run JOIN cptpolicy.evaluation e USING (run_id) LEFT JOIN long l ON l.claim_id = e.claim_id
GROUP BY run_name ORDER BY run_name;
VACUUM cptpolicy.evaluation;
SELECT brin_summarize_new_values('cptpolicy.evaluation_shown_claim_id') >= 0 AS summarized;
SET enable_seqscan = off;
SELECT run_name FROM cptpolicy.report_line WHERE claim_id = 'short 5' ORDER BY run_name;
SELECT run_name FROM cptpolicy.report_line WHERE claim_id = (SELECT left(claim_id, 100) FROM long WHERE number = 3)
	AND claim_number = 1 ORDER BY run_name;
RESET enable_seqscan;
SELECT count(*) FROM evaluation_change('at once', 'from a copy');

-- texts of ids do not depend on the settings of the session
CREATE TABLE timed (claim_id timestamptz PRIMARY KEY, claim jsonb);
INSERT INTO timed VALUES ('2024-03-01 12:00 UTC', claim_of('99213')), ('2024-03-01 12:00:00.5 UTC', claim_of('99213'));
CREATE TABLE paid (claim_id money PRIMARY KEY, claim jsonb);
INSERT INTO paid VALUES (12.5::numeric::money, claim_of('99213'));
CREATE TABLE bytes (claim_id bytea PRIMARY KEY, claim jsonb);
INSERT INTO bytes VALUES ('\x00ff', claim_of('99213'));
CREATE PROCEDURE evaluate_all(suffix text) LANGUAGE plpgsql AS $$
DECLARE
	source text;
BEGIN
	FOREACH source IN ARRAY '{timed,paid,bytes}'::text[] LOOP
		CALL evaluate_claims(source::regclass, source || suffix);
	END LOOP;
END
$$;
SET timezone = 'America/New_York';
SET datestyle = 'German';
SET bytea_output = 'escape';
CALL evaluate_all(' there');
SET timezone = 'Asia/Tokyo';
SET datestyle = 'ISO';
SET bytea_output = 'hex';
CALL evaluate_all(' here');
RESET timezone;
RESET datestyle;
RESET bytea_output;
SELECT run_name, claim_id FROM cptpolicy.evaluation_run JOIN cptpolicy.evaluation USING (run_id)
WHERE run_name LIKE '% here' ORDER BY run_id, claim_number;
SELECT count(*) FROM unnest('{timed,paid,bytes}'::text[]) source, evaluation_change(source || ' there', source || ' here');

-- rows of one id keep their order from copy to copy, whatever order they are stored in
CREATE TABLE repeated AS SELECT i % 3 AS claim_id, claim_of((99200 + i)::text) AS claim FROM generate_series(1, 30) i;
CALL evaluate_claims('repeated', 'one order', 5);
CREATE TABLE turned AS SELECT * FROM repeated ORDER BY claim DESC;
DROP TABLE repeated;
ALTER TABLE turned RENAME TO repeated;
CALL evaluate_claims('repeated', 'another order', 5);
SELECT count(*) AS differ FROM (
	SELECT claim_id, occurrence, code FROM cptpolicy.evaluation_run JOIN cptpolicy.evaluation USING (run_id)
	WHERE run_name = 'one order'
	EXCEPT
	SELECT claim_id, occurrence, code FROM cptpolicy.evaluation_run JOIN cptpolicy.evaluation USING (run_id)
	WHERE run_name = 'another order') x;

-- a source that has shrunk since the run began
INSERT INTO cptpolicy.evaluation_run (run_name, source, batch_size, total, done, state, last_claim_id)
VALUES ('shrunk', 'public.bytes', 1, 1, 200000, 'stopped', '\x00');
SELECT state, done, total, percent FROM cptpolicy.evaluation_progress WHERE run_name = 'shrunk';
CALL evaluate_claims('bytes', 'shrunk');
SELECT state, done, total, percent FROM cptpolicy.evaluation_progress WHERE run_name = 'shrunk';

-- ids that stand in a TOAST table, which is another one after each batch
CREATE TABLE toasted (claim_id text PRIMARY KEY, claim jsonb, other int);
ALTER TABLE toasted ALTER claim_id SET STORAGE EXTERNAL;
INSERT INTO toasted SELECT i || repeat('x', 2200), claim_of('99213') FROM generate_series(10, 17) i;
CREATE FUNCTION rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'ALTER TABLE toasted ALTER other TYPE ' || CASE new.done % 4 WHEN 2 THEN 'bigint' ELSE 'int' END;
	RETURN NULL;
END
$$;
CREATE TRIGGER rewrite AFTER UPDATE ON cptpolicy.evaluation_run FOR EACH ROW WHEN (new.done > old.done)
	EXECUTE FUNCTION rewrite();
CALL evaluate_claims('toasted', 'toasted', 2);
SELECT state, done, total FROM cptpolicy.evaluation_progress WHERE run_name = 'toasted';
DROP FUNCTION rewrite CASCADE;

SELECT sum(delete_evaluation(run_name)) FROM cptpolicy.evaluation_run;
DROP TABLE long, timed, paid, bytes, repeated, toasted;
DROP PROCEDURE evaluate_all;
DROP FUNCTION claim_of, long_id;
