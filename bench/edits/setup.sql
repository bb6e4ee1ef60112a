-- What is measured, and its peers: in every database of this benchmark.
\ir ../common/setup.sql
CREATE FUNCTION bench.nothing(code cpt_code, modifiers cpt_modifier[], on_date date) RETURNS int
	AS :'library', 'bench_nothing' LANGUAGE c STABLE;
CREATE FUNCTION bench.learn_modifier(modifier cpt_modifier, is_trip boolean, first date, last date) RETURNS void
	AS :'library', 'bench_learn_modifier' LANGUAGE c VOLATILE STRICT;
CREATE FUNCTION bench.learn_code(code cpt_code, groups int, indicators text, first date, last date, add_on_first date,
		add_on_last date) RETURNS void
	AS :'library', 'bench_learn_code' LANGUAGE c VOLATILE STRICT;
CREATE FUNCTION bench.modifiers_valid(code cpt_code, modifiers cpt_modifier[], on_date date) RETURNS boolean
	AS :'library', 'bench_modifiers_valid' LANGUAGE c STABLE;
