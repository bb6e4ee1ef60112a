--
-- evaluate_claims: what a run holds in memory grows neither with its claims nor with its batches
--
SET client_min_messages = warning;

-- ids so long that the rows of a hundred claims are about a megabyte of the log
CREATE TABLE filed (claim_id text PRIMARY KEY, claim jsonb);
INSERT INTO filed
SELECT to_char(n, 'FM0000') || repeat('x', 1000), jsonb_build_object('payer', 'centene', 'date_of_service', '2024-03-01',
	'lines', (SELECT jsonb_agg('{"code": "64451", "units": 0, "charge": 1.5}'::jsonb) FROM generate_series(1, 8)))
FROM generate_series(1, 2000) n;
-- and one claim whose rows alone are many megabytes
CREATE TABLE one_large (claim_id text PRIMARY KEY, claim jsonb);
INSERT INTO one_large SELECT * FROM filed WHERE claim_id < '1000';
UPDATE one_large SET claim_id = '0150' || repeat('x', 20000), claim = (SELECT jsonb_build_object(
	'date_of_service', '2024-03-01', 'lines', jsonb_agg('{"code": "99213"}'::jsonb)) FROM generate_series(1, 900))
WHERE claim_id LIKE '0150%';

-- claims that are not there have rows, too
CREATE VIEW none AS SELECT claim_id, NULL::jsonb AS claim FROM filed;

-- what the session holds each time that rows are written
CREATE TABLE held (run text, write int GENERATED ALWAYS AS IDENTITY, bytes bigint);
CREATE FUNCTION measure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO held (run, bytes)
	SELECT (SELECT run_name FROM cptpolicy.evaluation_run WHERE backend_pid = pg_backend_pid() AND state = 'running'),
		sum(used_bytes)
	FROM pg_backend_memory_contexts;
	RETURN NULL;
END
$$;
CREATE TRIGGER measure BEFORE INSERT ON cptpolicy.evaluation FOR EACH STATEMENT EXECUTE FUNCTION measure();
CALL evaluate_claims('filed', 'many batches', 10);
CALL evaluate_claims('filed', 'one batch', 2000);
CALL evaluate_claims('one_large', 'one large claim', 100);
CALL evaluate_claims('none', 'no claims', 2000);

-- a batch is written when it is complete, or whenever there is a megabyte; a quarter of each run is for warming up
SELECT run, CASE WHEN count(*) BETWEEN 15 AND 30 THEN '15 to 30' ELSE count(*)::text END AS writes,
	max(bytes) FILTER (WHERE quarter = 4) - max(bytes) FILTER (WHERE quarter = 2) < 16384 AS steady
FROM (SELECT *, ntile(4) OVER (PARTITION BY run ORDER BY write) AS quarter FROM held) AS held
WHERE run LIKE '%batch%' GROUP BY run ORDER BY run;
SELECT count(*) AS writes FROM held WHERE run = 'no claims';
-- what a large claim takes is given back
SELECT max(bytes) - first > 16000000 AS took_much, max(bytes) FILTER (WHERE nth > 3) - first < 2000000 AS gave_back
FROM (SELECT *, row_number() OVER by_write AS nth, first_value(bytes) OVER by_write AS first
	FROM held WHERE run = 'one large claim' WINDOW by_write AS (ORDER BY write)) AS held
GROUP BY first;
SELECT run_name, done, (SELECT count(*) FROM cptpolicy.evaluation e WHERE e.run_id = r.run_id) AS lines
FROM cptpolicy.evaluation_run r ORDER BY run_name;

DROP TRIGGER measure ON cptpolicy.evaluation;
DROP FUNCTION measure;
SELECT count(delete_evaluation(run_name)) AS deleted FROM cptpolicy.evaluation_run;
DROP VIEW none;
DROP TABLE filed, one_large, held;
