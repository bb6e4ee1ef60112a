-- The tables, as markdown.
\set QUIET on
SELECT format('PostgreSQL %s; jit off, max_parallel_workers_per_gather 0, shared_buffers %s; CPU time of the backend, '
	'medians of %s rounds, in each of which every peer had its turn.',
	current_setting('server_version'), current_setting('shared_buffers'),
	(SELECT max(round) FROM bench.measurement));
SELECT '';
SELECT format('%s claims, always the same: %s bytes of JSON on average, %s lines, %s earlier procedures; answers of %s '
	'bytes of jsonb.',
	to_char(count(*), 'FM999,999,999'), round(avg(octet_length(regexp_replace(claim::text, '([:,]) ', '\1', 'g')))),
	round(avg(jsonb_array_length(claim -> 'lines')), 1), round(avg(jsonb_array_length(claim -> 'history')), 1),
	to_char(avg(pg_column_size(evaluate_policy(claim))), 'FM9,999'))
FROM bench.claims;
SELECT 'Decisions: ' || string_agg(format('%s %s %%', decision, round(100.0 * claims / total, 1)),
	', ' ORDER BY claims DESC) || '.'
FROM (SELECT policy_decision(claim) AS decision, count(*) AS claims, sum(count(*)) OVER () AS total
	FROM bench.claims GROUP BY 1) AS decisions;
SELECT format('All peers agree on every decision, and those that explain it on the status of every criterion, here and '
	'for %s further claims with mutilated facts and histories. %s of %s answers are identical, messages and all.',
	to_char((SELECT count(*) FROM bench.mutations), 'FM999,999'), to_char(total - (SELECT count(*)
		FROM bench.difference), 'FM999,999,999'),
	to_char(total, 'FM999,999,999'))
FROM (SELECT (SELECT count(*) FROM bench.claims) + (SELECT count(*) FROM bench.mutations) AS total) AS compared;
SELECT '';

CREATE TEMP VIEW median AS
SELECT peer, percentile_cont(0.5) WITHIN GROUP (ORDER BY microseconds) AS us
FROM bench.measurement WHERE round > 0 GROUP BY peer;

SELECT '| one claim | µs | ratio to the token walk |';
SELECT '|---|---:|---:|';
SELECT format('| %s | %s | %s |', title, to_char(us, 'FM990.00'), to_char(us / (SELECT us
	FROM median WHERE peer = 'walk'), 'FM990.00'))
FROM bench.peer JOIN median ON median.peer = bench.peer.name ORDER BY position;
SELECT '';

CREATE TEMP TABLE target (position int, title text, value float8, unit text, bound float8, at_most boolean);
INSERT INTO target
SELECT 1, '`evaluate_policy` to C by hand, the same answer', a.us / b.us, '×', 1.5, true
FROM median a, median b WHERE a.peer = 'reasons' AND b.peer = 'hard_reasons'
UNION ALL
SELECT 2, '`policy_decision` to C by hand', a.us / b.us, '×', 1.2, true
FROM median a, median b WHERE a.peer = 'decision' AND b.peer = 'hard_decision'
UNION ALL
SELECT 3, 'PL/pgSQL by hand to `evaluate_policy`, the same answer', a.us / b.us, '×', 6, false
FROM median a, median b WHERE a.peer = 'plpgsql_reasons' AND b.peer = 'reasons'
UNION ALL
SELECT 4, 'PL/pgSQL by hand to `policy_decision`', a.us / b.us, '×', 3, false
FROM median a, median b WHERE a.peer = 'plpgsql_decision' AND b.peer = 'decision'
UNION ALL
SELECT 5, format('first call in a new backend, with edits (median of %s sessions)', count(*)),
	percentile_cont(0.5) WITHIN GROUP (ORDER BY milliseconds), ' ms', 5, true
FROM bench.first_call
UNION ALL
SELECT 6, format('growth of a backend over %s claims with edits, private memory', to_char(max(claims), 'FM9,999,999')),
	max(anonymous_kb) FILTER (WHERE step = 'after') - max(anonymous_kb) FILTER (WHERE step = 'before'), ' kB', 256, true
FROM bench.memory
UNION ALL
SELECT 7, 'the same, memory contexts',
	(max(contexts_bytes) FILTER (WHERE step = 'after') - max(contexts_bytes) FILTER (WHERE step = 'before')) / 1024.0,
		' kB', 256, true
FROM bench.memory;

SELECT '| | measured | target | |';
SELECT '|---|---:|---:|---|';
SELECT format('| %s | %s%s | %s %s%s | %s |', title, to_char(value, 'FM999,990.00'), unit,
	CASE WHEN at_most THEN '≤' ELSE '≥' END, rtrim(to_char(bound, 'FM990.9'), '.'), unit,
	CASE WHEN CASE WHEN at_most THEN value <= bound ELSE value >= bound END THEN 'reached' ELSE '**missed**' END)
FROM target WHERE value IS NOT NULL ORDER BY position;
