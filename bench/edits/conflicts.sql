-- A million lines of 320,000 claims, the codes drawn with skew from those that have edits, and the join that
-- ptp_conflicts() takes the place of.
SELECT setseed(0.125) \gset
CREATE TABLE bench.service_line AS
SELECT claim_id, line, date '2024-07-01' + claim_id % 180 AS date_of_service, code
FROM (SELECT 1 + floor(random() * :lines * 0.338)::int AS claim_id, line,
		codes[1 + floor(cardinality(codes) * random() ^ 2)::int] AS code
	  FROM generate_series(1, :lines) AS line,
		(SELECT array_agg(code ORDER BY place) AS codes FROM bench.edited_code OFFSET 0) AS pool
	  OFFSET 0) AS drawn;
CREATE INDEX ON bench.service_line (claim_id);
VACUUM (FREEZE, ANALYZE) bench.service_line;

-- It reads a table of its own with nothing but the rows of the file, and so is as fast as it can be.
CREATE VIEW bench.self_join AS
SELECT one.claim_id::text, one.date_of_service, one.line AS column_one_line, two.line AS column_two_line,
	one.code AS column_one, two.code AS column_two, p.modifier_indicator, false AS bypassed, r.text AS rationale
FROM bench.service_line AS one
	JOIN bench.service_line AS two ON two.claim_id = one.claim_id AND two.date_of_service = one.date_of_service
	JOIN bench.bare_ptp AS p ON p.column_one = one.code AND p.column_two = two.code
	JOIN cptpolicy.ptp_rationale AS r ON r.rationale = p.rationale
WHERE p.setting = 'practitioner' AND p.modifier_indicator <> 9
	AND one.date_of_service BETWEEN p.effective_from AND p.effective_to;

CREATE TABLE bench.conflict AS SELECT * FROM ptp_conflicts('bench.service_line');
CREATE TABLE bench.joined AS TABLE bench.self_join;
DO $$
DECLARE
	odd record;
BEGIN
	SELECT * INTO odd FROM ((TABLE bench.joined EXCEPT ALL TABLE bench.conflict)
							UNION ALL (TABLE bench.conflict EXCEPT ALL TABLE bench.joined)) AS difference LIMIT 1;
	IF FOUND THEN
		RAISE 'ptp_conflicts() and the self-join differ: %', odd;
	END IF;
END
$$;
INSERT INTO bench.figure
SELECT 'conflict lines', count(*) FROM bench.service_line
UNION ALL SELECT 'conflict claims', count(DISTINCT claim_id) FROM bench.service_line
UNION ALL SELECT 'conflicts', count(*) FROM bench.conflict;
