-- A markdown table: medians for int4, ratios to them for the others.
\set QUIET on
SELECT format('%s rows, medians of %s rounds; %s; %s; text and char(5) with collation %s.',
	to_char((SELECT count(*) FROM picked), 'FM999,999,999'), (SELECT max(round) FROM measurement),
	CASE WHEN pg_read_file('/proc/self/schedstat', 0, 10, true) IS NULL THEN 'elapsed time' ELSE 'CPU time' END,
	'PostgreSQL ' || current_setting('server_version'),
	(SELECT datcollate FROM pg_database WHERE datname = current_database()));
SELECT '';
SELECT '| | ' || string_agg(CASE name WHEN 'int4' THEN 'int4, ms' ELSE name END, ' | ' ORDER BY position) || ' |'
FROM measured_type;
SELECT '|---' || repeat('|---:', count(*)::int) || '|' FROM measured_type;
WITH median AS (
	SELECT operation, type, percentile_cont(0.5) WITHIN GROUP (ORDER BY milliseconds) AS ms
	FROM measurement WHERE round > 0 GROUP BY operation, type
)
SELECT '| ' || o.name || ' | ' ||
	string_agg(CASE t.name WHEN 'int4' THEN to_char(m.ms, 'FM999,990.0')
				ELSE to_char(m.ms / base.ms, 'FM990.00') || ' ×' END,
			   ' | ' ORDER BY t.position) || ' |'
FROM operation o JOIN median m ON m.operation = o.name JOIN measured_type t ON t.name = m.type
	JOIN median base ON base.operation = o.name AND base.type = 'int4'
GROUP BY o.name, o.position ORDER BY o.position;

CREATE INDEX ON rows_as_int4 (code);
CREATE INDEX ON rows_as_cpt_code (code);
CREATE INDEX ON rows_as_char (code);
CREATE INDEX ON rows_as_text (code);
SELECT '| bytes an index row | ' ||
	string_agg(to_char(pg_relation_size(format('rows_%s_code_idx', column_name)::regclass) / picked.rows, 'FM990.0'),
			   ' | ' ORDER BY position) || ' |'
FROM measured_type, (SELECT count(*)::numeric AS rows FROM picked) AS picked;
