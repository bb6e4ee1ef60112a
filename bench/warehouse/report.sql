-- The tables, as markdown.
\set QUIET on
\ir ../common/report.sql

-- µs of a row that the trigger sees, of a claim in a run
CREATE FUNCTION pg_temp.one(subject text, figure text) RETURNS float8 LANGUAGE sql AS $$
	SELECT pg_temp.cpu_ms(subject) * 1000 / pg_temp.figure(figure)
$$;
-- claims a second
CREATE FUNCTION pg_temp.rate(subject text) RETURNS float8 LANGUAGE sql AS $$
	SELECT pg_temp.figure('run claims') / pg_temp.cpu_ms(subject) * 1000
$$;
CREATE FUNCTION pg_temp.megabytes(bytes float8) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.whole(bytes / 1048576)
$$;
-- the most that the backend held between two parts of the watched run, not while its claims were still counted
CREATE FUNCTION pg_temp.most_kb(first float8, last float8) RETURNS float8 LANGUAGE sql AS $$
	SELECT max(anonymous_kb) FROM bench.memory
	WHERE total > 0 AND done >= first * total AND done <= last * total
$$;
-- null where nobody looked at that part: a short run is over before
CREATE FUNCTION pg_temp.most_megabytes(first float8, last float8) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(pg_temp.decimal(pg_temp.most_kb(first, last) / 1024) || ' MB at most', 'not measured')
$$;

SELECT format('PostgreSQL %s; CPU time of the backend unless it says elapsed; medians of %s rounds, of runs and views '
	'%s; jit off, max_parallel_workers_per_gather 0, shared_buffers %s, max_wal_size %s, synchronous_commit %s, fsync '
	'%s.',
	current_setting('server_version'), (SELECT rounds FROM median WHERE subject = 'COPY: 1'),
	(SELECT rounds FROM median WHERE subject = 'run: indexed'), current_setting('shared_buffers'),
	current_setting('max_wal_size'), current_setting('synchronous_commit'), current_setting('fsync'));
SELECT '';

-- ---- what is asked for ----

INSERT INTO target
SELECT 1, '`evaluate_claims`, claims a second and core, thousands', pg_temp.rate('run: indexed') / 1000, '', 50, false,
	'≥ 50, aiming at 100'
UNION ALL
SELECT 2, 'the same, from a table without an index', pg_temp.rate('run: unindexed') / 1000, '', 50, false, '≥ 50'
UNION ALL
SELECT 3, 'the same, two runs at once, each', pg_temp.rate('run: side by side') / 1000, '', 50, false, '≥ 50'
UNION ALL
SELECT 4, 'growth of the backend from a tenth of the run to its end, private memory',
	(pg_temp.most_kb(0.9, 1) - pg_temp.most_kb(0.1, 0.2)) / 1024, ' MB', 1, true, '≤ 1 MB';

SELECT '| | measured | target | |';
SELECT '|---|---:|---:|---|';
SELECT row FROM target_row ORDER BY position;
SELECT '';

-- ---- the trigger ----

SELECT format('**`enforce_policy`.** %s claims that nothing speaks against, %s lines each, by COPY into a table, a '
	'transaction of its own; then an UPDATE of another column of all rows. The peers in PL/pgSQL decide as '
	'`enforce_policy` does, and those that store an answer store the same one; they know no coding edits, so claims of '
	'which an edit has something to say are not among these. Rows with their answers are longer than 2 kB, and so '
	'the server compresses them, whoever wrote the answer. A CHECK is asked again at every UPDATE.',
	pg_temp.whole('accepted claims'), round(pg_temp.figure('lines of accepted claims')::numeric, 1));
SELECT '';
SELECT '| one row, µs | COPY | more than without | UPDATE of another column |';
SELECT '|---|---:|---:|---:|';
SELECT format('| %s | %s | %s | %s |', title, pg_temp.decimal(pg_temp.one('COPY: ' || position, 'accepted claims')),
	pg_temp.decimal(pg_temp.one('COPY: ' || nullif(position, 1), 'accepted claims')
		- pg_temp.one('COPY: 1', 'accepted claims')),
	pg_temp.decimal(pg_temp.one('UPDATE: ' || position, 'accepted claims')))
FROM bench.enforcing_peer ORDER BY position;
SELECT '';

-- ---- runs ----

SELECT format('**`evaluate_claims`** over %s claims, %s lines, %s MB. It reads them in the order of their ids, writes '
	'a row a line and a row a reason, keeps the indexes of both tables, and commits after each 10,000 claims. The '
	'table without an index holds the claims in any order; it is copied in order first. The peers write into tables '
	'without an index, in one transaction. What the checkpointer and other processes of the server write meanwhile is '
	'not counted as CPU time.',
	pg_temp.whole('run claims'), pg_temp.whole('run lines'), pg_temp.megabytes(pg_temp.figure('run source bytes')));
SELECT '';
SELECT '| | claims a second and core | one claim, µs | CPU, s | elapsed, s |';
SELECT '|---|---:|---:|---:|---:|';
SELECT format('| %s | %s | %s | %s | %s |', title, pg_temp.whole(pg_temp.rate(subject)),
	pg_temp.decimal(pg_temp.one(subject, 'run claims')), pg_temp.decimal(cpu_ms / 1000),
	pg_temp.decimal(elapsed_ms / 1000))
FROM (VALUES (1, '**`evaluate_claims`**, table with an index', 'run: indexed'),
		(2, '**`evaluate_claims`**, table without an index', 'run: unindexed'),
		(3, '**`evaluate_claims`**, two runs at once, each of them', 'run: side by side'),
		(4, '`INSERT … SELECT evaluate_policy(claim)`', 'run: evaluate_policy'),
		(5, '`INSERT … SELECT … FROM evaluate_lines(claim)`', 'run: evaluate_lines'))
	AS peer (position, title, subject)
	JOIN median USING (subject)
ORDER BY position;
SELECT '';
SELECT format('The log of the run takes %s MB: %s MB for %s lines, %s MB for %s reasons, and %s MB of indexes. The '
	'answers of `evaluate_policy` take %s MB, the rows of `evaluate_lines` %s MB. To resume a run that has nothing '
	'left takes %s ms: the claims are counted, and looked for behind the last one. The private memory of the backend '
	'is %s in the second tenth of the run, and %s in the last one.',
	pg_temp.megabytes(pg_temp.figure('rows of evaluation') + pg_temp.figure('rows of evaluation_reason')
		+ pg_temp.figure('indexes of evaluation') + pg_temp.figure('indexes of evaluation_reason')),
	pg_temp.megabytes(pg_temp.figure('rows of evaluation')), pg_temp.whole('logged lines'),
	pg_temp.megabytes(pg_temp.figure('rows of evaluation_reason')), pg_temp.whole('logged reasons'),
	pg_temp.megabytes(pg_temp.figure('indexes of evaluation') + pg_temp.figure('indexes of evaluation_reason')),
	pg_temp.megabytes(pg_temp.figure('bytes of answers')), pg_temp.megabytes(pg_temp.figure('bytes of answer lines')),
	(SELECT round(elapsed_ms) FROM median WHERE subject = 'run: resume'),
	pg_temp.most_megabytes(0.1, 0.2), pg_temp.most_megabytes(0.9, 1));
SELECT '';

-- ---- views ----

SELECT format('**Views** over a log of two runs of %s claims each, the second with %s lines and %s reasons; before the '
	'second run a claim in twenty was corrected. Each is filtered to the second run, `evaluation_change` to both; all '
	'columns of all rows are written as COPY writes them, to nowhere. The log is analyzed.',
	pg_temp.whole('report claims'), pg_temp.whole('report lines'), pg_temp.whole('report reasons'));
SELECT '';
SELECT '| | rows | CPU, s | elapsed, s |';
SELECT '|---|---:|---:|---:|';
SELECT format('| %s | %s | %s | %s |', CASE WHEN name ~ '`' THEN name ELSE format('`%s`', name) END,
	pg_temp.whole(rows), pg_temp.decimal(cpu_ms / 1000), pg_temp.decimal(elapsed_ms / 1000))
FROM bench.report JOIN median ON subject = 'report: ' || name ORDER BY ltrim(name, '`');
