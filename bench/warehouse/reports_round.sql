-- The rows go nowhere, written as COPY writes them.
SELECT format('CALL bench.measure(%L, %s, %L)', 'report: ' || name, :round,
	format('COPY (%s) TO %L', query, '/dev/null'))
FROM bench.report ORDER BY name \gexec
