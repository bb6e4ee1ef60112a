-- What runs read: claims in a table with an index, the same claims in any order without one, and, for reports, as many
-- as have a million lines (of a million claims). The tables of the peers, and a watch over the memory of a run.
SELECT setseed(0.25) \gset
CREATE TABLE bench.indexed (claim_id int8, claim jsonb);
INSERT INTO bench.indexed SELECT number, bench.claim(number) FROM generate_series(1, :claims) AS number;
ALTER TABLE bench.indexed ADD PRIMARY KEY (claim_id);
CREATE TABLE bench.unindexed AS SELECT * FROM bench.indexed ORDER BY random();
VACUUM (FREEZE, ANALYZE) bench.indexed, bench.unindexed;

INSERT INTO bench.figure
SELECT 'run claims', count(*) FROM bench.indexed
UNION ALL SELECT 'run lines', sum(jsonb_array_length(claim -> 'lines')) FROM bench.indexed
UNION ALL SELECT 'run source bytes', pg_relation_size('bench.indexed');

-- The claims of the reports.
SELECT ceil(:claims / value * :claims) AS report_claims FROM bench.figure WHERE name = 'run lines' \gset
CREATE TABLE bench.reported AS SELECT claim_id, claim FROM bench.indexed WHERE claim_id <= :report_claims;
ALTER TABLE bench.reported ADD PRIMARY KEY (claim_id);
VACUUM (FREEZE, ANALYZE) bench.reported;

CREATE TABLE bench.answer AS SELECT claim_id, evaluate_policy(claim) AS answer FROM bench.indexed LIMIT 0;
CREATE TABLE bench.answer_line AS SELECT claim_id, l.* FROM bench.indexed, evaluate_lines(claim) AS l LIMIT 0;

-- Look at the backend of a run, from another session, until the run is finished.
CREATE TABLE bench.memory (done int8, total int8, anonymous_kb int);
CREATE PROCEDURE bench.watch(of_run text) LANGUAGE plpgsql AS $$
DECLARE
	run cptpolicy.evaluation_run;
BEGIN
	LOOP
		SELECT * INTO run FROM cptpolicy.evaluation_run WHERE run_name = of_run;
		EXIT WHEN run.state = 'finished';
		INSERT INTO bench.memory SELECT run.done, run.total, kb FROM bench.anonymous_kb(run.backend_pid::text) AS kb
		WHERE kb IS NOT NULL;
		COMMIT;
		PERFORM pg_sleep(0.05);
	END LOOP;
END
$$;
