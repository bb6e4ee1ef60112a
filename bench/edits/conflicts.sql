-- A million lines of 320,000 claims, the codes drawn with skew from those that have edits: stored claim by claim, as
-- they come in, and the same lines in any order. And the join that ptp_conflicts() takes the place of.
SELECT setseed(0.125) \gset
CREATE TABLE bench.scattered_line AS
SELECT claim_id, line, date '2024-07-01' + claim_id % 180 AS date_of_service, code
FROM (SELECT 1 + floor(random() * :lines * 0.338)::int AS claim_id, line,
		codes[1 + floor(cardinality(codes) * random() ^ 2)::int] AS code
	  FROM generate_series(1, :lines) AS line,
		(SELECT array_agg(code ORDER BY place) AS codes FROM bench.edited_code OFFSET 0) AS pool
	  OFFSET 0) AS drawn;
CREATE TABLE bench.service_line AS SELECT * FROM bench.scattered_line ORDER BY claim_id, line;
CREATE INDEX ON bench.scattered_line (claim_id);
CREATE INDEX ON bench.service_line (claim_id);
VACUUM (FREEZE, ANALYZE) bench.scattered_line, bench.service_line;

-- The joins read a table with nothing but the rows of the file, and so are as fast as they can be.
SELECT format($view$
	CREATE VIEW bench.%1$s_join AS
	SELECT one.claim_id::text, one.date_of_service, one.line AS column_one_line, two.line AS column_two_line,
		one.code AS column_one, two.code AS column_two, p.modifier_indicator, false AS bypassed, r.text AS rationale
	FROM bench.%1$s_line AS one
		JOIN bench.%1$s_line AS two ON two.claim_id = one.claim_id AND two.date_of_service = one.date_of_service
		JOIN bench.bare_ptp AS p ON p.column_one = one.code AND p.column_two = two.code
		JOIN cptpolicy.ptp_rationale AS r ON r.rationale = p.rationale
	WHERE p.setting = 'practitioner' AND p.modifier_indicator <> 9
		AND one.date_of_service BETWEEN p.effective_from AND p.effective_to
	$view$, lines)
FROM unnest('{service,scattered}'::text[]) AS lines \gexec

CREATE TABLE bench.joined AS TABLE bench.service_join;
DO $$
DECLARE
	lines text;
	odd record;
BEGIN
	FOREACH lines IN ARRAY '{bench.service_line,bench.scattered_line}'::text[] LOOP
		CREATE TEMPORARY TABLE conflict ON COMMIT DROP AS SELECT * FROM ptp_conflicts(lines::regclass);
		SELECT * INTO odd FROM ((TABLE bench.joined EXCEPT ALL TABLE conflict)
								UNION ALL (TABLE conflict EXCEPT ALL TABLE bench.joined)) AS difference LIMIT 1;
		IF FOUND THEN
			RAISE 'ptp_conflicts() and the self-join differ: %', odd;
		END IF;
		DROP TABLE conflict;
	END LOOP;
END
$$;
INSERT INTO bench.figure
SELECT 'conflict lines', count(*) FROM bench.service_line
UNION ALL SELECT 'conflict claims', count(DISTINCT claim_id) FROM bench.service_line
UNION ALL SELECT 'conflicts', count(*) FROM bench.joined;
