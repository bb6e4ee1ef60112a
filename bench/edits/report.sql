-- The tables, as markdown.
\set QUIET on
\ir ../common/report.sql
CREATE FUNCTION pg_temp.claims_subject(of_data text, function text, of_claims text, edits text) RETURNS text
LANGUAGE sql AS $$
	SELECT format('%s: %s, %s, edits %s', of_data, function, of_claims, edits)
$$;
-- microseconds
CREATE FUNCTION pg_temp.one_claim(of_data text, function text, of_claims text, edits text) RETURNS text
LANGUAGE sql AS $$
	SELECT pg_temp.decimal(pg_temp.cpu_ms(pg_temp.claims_subject(of_data, function, of_claims, edits)) * 1000
		/ pg_temp.figure(replace(of_claims, '_', ' ')))
$$;
CREATE FUNCTION pg_temp.claims_ratio(function text, of_claims text) RETURNS float8 LANGUAGE sql AS $$
	SELECT pg_temp.ratio(pg_temp.claims_subject('with', function, of_claims, 'on'),
		pg_temp.claims_subject('without', function, of_claims, 'on'))
$$;
INSERT INTO bench.measurement
SELECT 'bare', round, sum(cpu_ms), sum(elapsed_ms) FROM bench.measurement
WHERE subject IN ('bare COPY', 'bare index') GROUP BY round;

SELECT format('PostgreSQL %s; CPU time of the backend unless it says elapsed; medians of %s rounds, of loads %s; jit '
	'off, max_parallel_workers_per_gather 0, shared_buffers %s, work_mem %s, maintenance_work_mem %s. %s',
	current_setting('server_version'), (SELECT rounds FROM median WHERE subject = 'modifiers: ours'),
	(SELECT rounds FROM median WHERE subject = 'load_ptp'), current_setting('shared_buffers'),
	current_setting('work_mem'), current_setting('maintenance_work_mem'),
	CASE WHEN :'invented' = 'no'
		THEN 'The files hold the data of CMS for 2024 Q3 (HCPCS Level II: 2019), in its formats.'
		ELSE 'The files are invented, of the size and shape of those of 2024 Q3; there is none of HCPCS Level II.' END);
SELECT '';

-- ---- what is asked for ----

INSERT INTO target
SELECT 1, 'load of the PTP edits, elapsed', elapsed_ms / 1000, ' s', 30, true, '≤ 30 s or ≤ 2 × a bare COPY'
FROM median WHERE subject = 'load_ptp'
UNION ALL
SELECT 2, '`modifiers_valid` to C by hand', pg_temp.ratio('modifiers: ours', 'modifiers: by hand'), '×', 3, true,
	'≤ 3×'
UNION ALL
SELECT 3, 'the same, each less a C function that does nothing',
	pg_temp.ratio('modifiers: ours', 'modifiers: by hand', less => 'modifiers: nothing'), '×', 3, true, '≤ 3×'
UNION ALL
SELECT 4, '`evaluate_policy` with the files to without them', pg_temp.claims_ratio('evaluate_policy', 'claims'), '×',
	1.5, true, '≤ 1.5×'
UNION ALL
SELECT 5, 'the same, long claims that hold little but edits', pg_temp.claims_ratio('evaluate_policy', 'long_claims'),
	'×', 1.5, true, '≤ 1.5×'
UNION ALL
SELECT 6, 'growth of a backend that sees every code, edits of both settings, private memory',
	(max(anonymous_kb) - min(anonymous_kb) FILTER (WHERE step = 'before')) / 1024.0, ' MB', 64, true, '≤ 64 MB'
FROM bench.memory
UNION ALL
SELECT 7, 'the same, memory contexts',
	(max(contexts_bytes) - min(contexts_bytes) FILTER (WHERE step = 'before')) / 1048576.0, ' MB', 64, true, '≤ 64 MB'
FROM bench.memory
UNION ALL
SELECT 8, 'the self-join to `ptp_conflicts`', pg_temp.ratio('conflicts: self-join', 'conflicts: again'), '×', 8, false,
	'≥ 8×'
UNION ALL
SELECT 9, 'the same, first call of a session', pg_temp.ratio('conflicts: self-join', 'conflicts: first'), '×', 8,
	false, '≥ 8×'
UNION ALL
SELECT 10, 'the same, further calls, lines stored in any order',
	pg_temp.ratio('conflicts: scattered self-join', 'conflicts: scattered'), '×', 8, false, '≥ 8×';

SELECT '| | measured | target | |';
SELECT '|---|---:|---:|---|';
SELECT row FROM target_row ORDER BY position;
SELECT '';

-- ---- loading ----

SELECT format('**Loading.** %s rows of PTP edits in four files. The bare COPY reads the same rows, prepared as COPY '
	'text, into a table of the same columns, and builds the same primary key; it checks nothing and reads no format of '
	'CMS. `load_ptp` takes %s × its CPU time.',
	(SELECT pg_temp.whole(rows) FROM cptpolicy.reference_file
	 WHERE kind = 'ptp' AND setting = 'practitioner' AND NOT shipped),
	pg_temp.decimal(pg_temp.ratio('load_ptp', 'bare')));
SELECT '';
SELECT '| | rows | CPU, s | elapsed, s |';
SELECT '|---|---:|---:|---:|';
SELECT format('| %s | %s | %s | %s |', title,
	(SELECT pg_temp.whole(rows) FROM cptpolicy.reference_file
	 WHERE NOT shipped AND kind = of_kind AND (kind <> 'ptp' OR setting = 'practitioner')),
	pg_temp.decimal(cpu_ms / 1000), pg_temp.decimal(elapsed_ms / 1000))
FROM (VALUES (1, '`load_ptp`', 'ptp', 'load_ptp'), (2, 'bare COPY and primary key', 'ptp', 'bare'),
		(3, '`load_ptp` of the same files again', 'ptp', 'load_ptp again'), (4, '`load_mue`', 'mue', 'load_mue'),
		(5, '`load_fee_schedule`', 'fee_schedule', 'load_fee_schedule'), (6, '`load_add_on`', 'add_on', 'load_add_on'),
		(7, '`load_hcpcs`', 'hcpcs', 'load_hcpcs')) AS load (position, title, of_kind, subject)
	JOIN median USING (subject)
ORDER BY position;
SELECT '';

-- ---- modifiers ----

SELECT format('**`modifiers_valid`** over %s lines of %s codes, %s modifiers a line, %s %% of the lines rejected. The '
	'check by hand is a `switch` in C over the modifiers, with indicators and dates in static tables; both give the '
	'same answer for every line.', pg_temp.whole('modifier lines'), pg_temp.whole('modifier codes'),
	round(pg_temp.figure('modifiers a line')::numeric, 1),
	pg_temp.percent('modifier lines rejected', 'modifier lines'));
SELECT '';
SELECT '| one line | ns |';
SELECT '|---|---:|';
SELECT format('| %s | %s |', title, round(pg_temp.cpu_ms(subject) * 1e6 / pg_temp.figure('modifier lines')))
FROM (VALUES (1, '`count(*)`', 'modifiers: count'), (2, 'C function that does nothing', 'modifiers: nothing'),
		(3, 'C by hand', 'modifiers: by hand'), (4, '**`modifiers_valid`**', 'modifiers: ours'))
	AS peer (position, title, subject)
ORDER BY position;
SELECT '';

-- ---- claims ----

SELECT format('**`evaluate_policy`** in a database with all of these files and in one without any, where only the '
	'shipped rows count; sessions are warm. "Claims" are the %s of the first part (%s lines each), "long claims" %s '
	'with %s lines each whose codes are drawn from those of the files, most without a policy: there is little but '
	'edits to pay for. With the files, edits speak against %s %% of the claims and %s %% of the long claims, and that '
	'is written into the answers, too. "Off" is one row of `edit_setting` that turns all edits off.',
	pg_temp.whole('claims'), round(pg_temp.figure('lines of claims')::numeric, 1), pg_temp.whole('long claims'),
	round(pg_temp.figure('lines of long claims')::numeric, 1), pg_temp.percent('claims with findings', 'claims'),
	pg_temp.percent('long claims with findings', 'long claims'));
SELECT '';
SELECT '| one claim, µs | no files, edits off | no files, on | files, off | files, on | files to none, on |';
SELECT '|---|---:|---:|---:|---:|---:|';
SELECT format('| `%s`, %s | %s | %s | %s | %s | %s × |', function, replace(of_claims, '_', ' '),
	pg_temp.one_claim('without', function, of_claims, 'off'), pg_temp.one_claim('without', function, of_claims, 'on'),
	pg_temp.one_claim('with', function, of_claims, 'off'), pg_temp.one_claim('with', function, of_claims, 'on'),
	pg_temp.decimal(pg_temp.claims_ratio(function, of_claims)))
FROM unnest('{claims,long_claims}'::text[]) WITH ORDINALITY AS c (of_claims, position),
	unnest('{evaluate_policy,policy_decision}'::text[]) WITH ORDINALITY AS f (function, place)
ORDER BY c.position, f.place;
SELECT '';
SELECT format('The first sight of a code costs a session %s µs on average (%s codes): its rows are read from the '
	'tables then, and held.',
	round((pg_temp.cpu_ms('codes: first') - pg_temp.cpu_ms('codes: again')) * 1000 / pg_temp.figure('claims of codes')),
	pg_temp.whole('claims of codes'));
SELECT '';

-- ---- conflicts ----

SELECT format('**`ptp_conflicts`** over %s lines of %s claims, stored claim by claim; %s pairs of lines are found. The '
	'self-join reads the lines twice and a bare table of the edits by its primary key, as the planner chooses; its '
	'rows are the same. The first call of a session also reads what the tables know of all codes of the lines.',
	pg_temp.whole('conflict lines'), pg_temp.whole('conflict claims'), pg_temp.whole('conflicts'));
SELECT '';
SELECT '| | CPU, s | elapsed, s |';
SELECT '|---|---:|---:|';
SELECT format('| %s | %s | %s |', title, pg_temp.decimal(cpu_ms / 1000), pg_temp.decimal(elapsed_ms / 1000))
FROM (VALUES (1, '`ptp_conflicts`, first call of a session', 'conflicts: first'),
		(2, '`ptp_conflicts`, further calls', 'conflicts: again'), (3, 'self-join', 'conflicts: self-join'),
		(4, '`ptp_conflicts`, further calls, lines in any order', 'conflicts: scattered'),
		(5, 'self-join, lines in any order', 'conflicts: scattered self-join'))
	AS peer (position, title, subject)
	JOIN median USING (subject)
ORDER BY position;
