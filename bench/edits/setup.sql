-- What is measured, and how: in every database of this benchmark.
CREATE EXTENSION cptpolicy;
CREATE SCHEMA bench;

CREATE FUNCTION bench.claim(number int8) RETURNS jsonb AS :'library', 'bench_claim' LANGUAGE c IMMUTABLE STRICT;
CREATE FUNCTION bench.cpu_time() RETURNS float8 AS :'library', 'bench_cpu_time' LANGUAGE c VOLATILE;
CREATE FUNCTION bench.nothing(code cpt_code, modifiers cpt_modifier[], on_date date) RETURNS int
	AS :'library', 'bench_nothing' LANGUAGE c STABLE;
CREATE FUNCTION bench.learn_modifier(modifier cpt_modifier, is_trip boolean, first date, last date) RETURNS void
	AS :'library', 'bench_learn_modifier' LANGUAGE c VOLATILE STRICT;
CREATE FUNCTION bench.learn_code(code cpt_code, groups int, indicators text, first date, last date, add_on_first date,
		add_on_last date) RETURNS void
	AS :'library', 'bench_learn_code' LANGUAGE c VOLATILE STRICT;
CREATE FUNCTION bench.modifiers_valid(code cpt_code, modifiers cpt_modifier[], on_date date) RETURNS boolean
	AS :'library', 'bench_modifiers_valid' LANGUAGE c STABLE;

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
