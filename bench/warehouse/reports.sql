-- Each view over the log, all of its columns, filtered to the later one of two runs of a million lines.
VACUUM (ANALYZE) cptpolicy.evaluation_run, cptpolicy.evaluation, cptpolicy.evaluation_reason;
CREATE TABLE bench.report AS
SELECT c.relname::text AS name, format('SELECT * FROM cptpolicy.%I WHERE %s', c.relname,
		string_agg(format('%I = %L', a.attname, CASE a.attname WHEN 'old_run' THEN 'before' ELSE 'after' END), ' AND '
			ORDER BY a.attname)) AS query, NULL::int8 AS rows
FROM pg_class AS c
	JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname IN ('run_name', 'old_run', 'new_run')
WHERE c.relnamespace = 'cptpolicy'::regnamespace AND c.relkind = 'v'
	AND (c.relname ^@ 'report_' OR c.relname = 'evaluation_change')
GROUP BY c.relname;
INSERT INTO bench.report VALUES ('`report_line`, charges by payer, month and decision',
	$$SELECT payer, date_trunc('month', date_of_service) AS month, decision, count(*), sum(charge)
	FROM cptpolicy.report_line WHERE latest_run GROUP BY payer, month, decision$$);

DO $$
DECLARE
	asked bench.report;
	found int8;
BEGIN
	FOR asked IN SELECT * FROM bench.report LOOP
		EXECUTE format('SELECT count(*) FROM (%s) AS rows', asked.query) INTO found;
		UPDATE bench.report SET rows = found WHERE name = asked.name;
	END LOOP;
END
$$;
INSERT INTO bench.figure
SELECT 'report claims', count(DISTINCT claim_number) FROM cptpolicy.evaluation
UNION ALL SELECT 'report lines', count(*) FROM cptpolicy.evaluation
	WHERE run_id = (SELECT run_id FROM cptpolicy.evaluation_run WHERE run_name = 'after')
UNION ALL SELECT 'report reasons', count(*) FROM cptpolicy.evaluation_reason
	WHERE run_id = (SELECT run_id FROM cptpolicy.evaluation_run WHERE run_name = 'after');
