-- Before anything is timed: what evaluate_claims() writes is compared, row by row, with evaluate_lines(), for claims of
-- the benchmark and for some that cannot be read; from a table with an index and without one.
CREATE TABLE bench.compared (claim_id int8 PRIMARY KEY, claim jsonb);
INSERT INTO bench.compared SELECT number, bench.claim(number) FROM generate_series(1, least(:claims, 20000)) AS number;
INSERT INTO bench.compared
SELECT -number, claim
FROM unnest(ARRAY[NULL, 'null', '1', '[]', '{}', '{"lines": []}', '{"lines": [null, 1, {"code": "99213"}]}',
	'{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451", "charge": 12.345},
		{"code": "27096", "units": "many", "charge": "7"}, {"code": "99213", "charge": 1e300}]}',
	'{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451", "charge": -0.005},
		{"code": "27096", "charge": 9999999999.99}, {"code": "99213", "charge": 0}]}']::jsonb[])
	WITH ORDINALITY AS malformed (claim, number);
CREATE TABLE bench.compared_unindexed AS SELECT * FROM bench.compared ORDER BY claim_id DESC;
VACUUM ANALYZE bench.compared, bench.compared_unindexed;

CALL evaluate_claims('bench.compared', 'indexed', 1000, clinical_facts => true);
CALL evaluate_claims('bench.compared_unindexed', 'unindexed', 1000, clinical_facts => true);
CALL evaluate_claims('bench.compared', 'without facts', 1000);

-- The log in the shape of evaluate_lines(), and beside it what the log knows of the claim. An absent claim is judged as
-- the null of JSON.
CREATE VIEW bench.logged_line AS
SELECT run_name, claim_id::int8, row_number() OVER (PARTITION BY run_id, claim_number
		ORDER BY line_position, reason_number) AS place, line, code::text, decision, policy, policy_version AS version,
	branch, coalesce(r.criterion, e.criterion) AS criterion, status, grp, carc, rarc,
	CASE WHEN path IS NULL OR message IS NULL THEN message ELSE path || ': ' || message END AS message,
	charge, claim_decision
FROM cptpolicy.evaluation AS e
	JOIN cptpolicy.evaluation_run USING (run_id)
	LEFT JOIN cptpolicy.evaluation_reason AS r USING (run_id, claim_number, line_position);

CREATE VIEW bench.expected_line AS
SELECT run_name, claim_id, place, l.line, l.code, l.decision, l.policy, l.version, l.branch, l.criterion, l.status,
	l.grp, l.carc, l.rarc, CASE WHEN clinical_facts THEN l.message END AS message,
	CASE WHEN jsonb_typeof(given.charge) = 'number' AND abs(given.charge::numeric) < 10000000000
		THEN round(given.charge::numeric, 2) END AS charge,
	policy_decision(judged.claim) AS claim_decision
FROM cptpolicy.evaluation_run
	CROSS JOIN bench.compared AS c
	CROSS JOIN LATERAL (SELECT coalesce(c.claim, 'null') OFFSET 0) AS judged (claim)
	CROSS JOIN LATERAL evaluate_lines(judged.claim) WITH ORDINALITY
		AS l (line, code, decision, policy, version, branch, criterion, status, grp, carc, rarc, message, place)
	-- the claims have no line numbers of their own, so that the place of a line is its number
	CROSS JOIN LATERAL (SELECT judged.claim -> 'lines' -> (l.line - 1) -> 'charge') AS given (charge);

DO $$
DECLARE
	bad record;
	compared int8;
	expected int8;
	charged int8;
BEGIN
	CREATE TEMP TABLE logged AS SELECT * FROM bench.logged_line;
	CREATE TEMP TABLE expected AS SELECT * FROM bench.expected_line;
	CREATE TEMP TABLE difference AS
	(SELECT 'the log' AS of, l.* FROM (TABLE logged EXCEPT ALL TABLE expected) AS l)
	UNION ALL (SELECT 'evaluate_lines()', l.* FROM (TABLE expected EXCEPT ALL TABLE logged) AS l);
	FOR bad IN SELECT * FROM difference ORDER BY run_name, claim_id, place, of LIMIT 6 LOOP
		RAISE WARNING 'only in %: %', bad.of, to_jsonb(bad) - 'of';
	END LOOP;
	IF FOUND THEN
		RAISE 'the log and evaluate_lines() differ in % rows', (SELECT count(*) FROM difference);
	END IF;

	-- nothing was compared with nothing
	SELECT count(DISTINCT (run_name, claim_id)), count(charge) INTO compared, charged FROM logged;
	SELECT 3 * count(*) INTO expected FROM bench.compared;
	IF compared <> expected OR charged = 0 THEN
		RAISE 'of % claims % were compared, with % charges', expected, compared, charged;
	END IF;
	IF (SELECT count(DISTINCT decision) FROM logged) < 5 THEN
		RAISE 'not every decision was compared';
	END IF;
	IF (SELECT sum(done) FROM cptpolicy.evaluation_run) <> expected THEN
		RAISE 'the runs do not say that they have done % claims', expected;
	END IF;
END
$$;
DROP VIEW bench.logged_line, bench.expected_line;
DROP TABLE bench.compared, bench.compared_unindexed;
