-- How things are measured: in every database of a part. "library" is the benchmark's own.
CREATE EXTENSION cptpolicy;
CREATE SCHEMA bench;

CREATE FUNCTION bench.claim(number int8) RETURNS jsonb AS :'library', 'bench_claim' LANGUAGE c IMMUTABLE STRICT;
CREATE FUNCTION bench.cpu_time() RETURNS float8 AS :'library', 'bench_cpu_time' LANGUAGE c VOLATILE;

-- Private memory of a backend.
CREATE FUNCTION bench.anonymous_kb(process text DEFAULT 'self') RETURNS int LANGUAGE sql VOLATILE AS $$
	SELECT (regexp_match(pg_read_file('/proc/' || process || '/status', 0, 4000, true), 'RssAnon:\s*(\d+)'))[1]::int
$$;

CREATE TABLE bench.measurement (subject text, round int, cpu_ms float8, elapsed_ms float8);
CREATE TABLE bench.figure (name text, value float8);

-- Run a statement and note what it took.
CREATE PROCEDURE bench.measure(subject text, round int, statement text) LANGUAGE plpgsql AS $$
DECLARE
	cpu float8 := bench.cpu_time();
	start timestamptz := clock_timestamp();
BEGIN
	EXECUTE statement;
	INSERT INTO bench.measurement
	VALUES (subject, round, (bench.cpu_time() - cpu) / 1000, extract(epoch FROM clock_timestamp() - start) * 1000);
END
$$;
