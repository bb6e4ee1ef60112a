-- What is measured, and how.
CREATE EXTENSION cptpolicy;
CREATE SCHEMA bench;

CREATE FUNCTION bench.claim(number int8) RETURNS jsonb AS :'library', 'bench_claim' LANGUAGE c IMMUTABLE STRICT;
CREATE FUNCTION bench.cpu_time() RETURNS float8 AS :'library', 'bench_cpu_time' LANGUAGE c VOLATILE;
CREATE FUNCTION bench.nothing(claim jsonb) RETURNS int AS :'library', 'bench_nothing' LANGUAGE c IMMUTABLE STRICT;
CREATE FUNCTION bench.token_walk(claim jsonb) RETURNS int AS :'library', 'bench_token_walk' LANGUAGE c IMMUTABLE STRICT;
CREATE FUNCTION bench.hard_coded(claim jsonb) RETURNS jsonb AS :'library', 'bench_hard_coded' LANGUAGE c STABLE STRICT;
CREATE FUNCTION bench.hard_coded_decision(claim jsonb) RETURNS text AS :'library', 'bench_hard_coded_decision'
LANGUAGE c STABLE STRICT;

CREATE TABLE bench.peer (
	position int PRIMARY KEY,
	name text NOT NULL UNIQUE,
	title text NOT NULL,
	aggregate text NOT NULL
);
INSERT INTO bench.peer VALUES
	(1, 'count', '`count(*)`', 'count(*)'),
	(2, 'nothing', 'C function that does nothing', 'count(bench.nothing(claim))'),
	(3, 'walk', 'C function that walks every token of the claim', 'count(bench.token_walk(claim))'),
	(4, 'hard_decision', 'CP.MP.166 in C by hand, the decision alone', 'count(bench.hard_coded_decision(claim))'),
	(5, 'decision', '**`policy_decision`**', 'count(policy_decision(claim))'),
	(6, 'plpgsql_decision', 'CP.MP.166 in PL/pgSQL by hand, the decision alone',
		'count(bench.plpgsql_decision(claim))'),
	(7, 'hard_reasons', 'CP.MP.166 in C by hand, the whole answer', 'count(bench.hard_coded(claim))'),
	(8, 'reasons', '**`evaluate_policy`**', 'count(evaluate_policy(claim))'),
	(9, 'plpgsql_reasons', 'CP.MP.166 in PL/pgSQL by hand, the whole answer', 'count(bench.plpgsql_reasons(claim))');

CREATE TABLE bench.measurement (peer text, round int, microseconds float8);
CREATE TABLE bench.first_call (milliseconds float8);
CREATE TABLE bench.memory (step text, claims int8, anonymous_kb int, contexts_bytes int8);

-- One claim's CPU time with each peer in turn, so that a change of the machine's load falls on all of them.
CREATE PROCEDURE bench.run_round(round int) LANGUAGE plpgsql AS $$
DECLARE
	peer record;
	start float8;
	claims int8;
BEGIN
	SELECT count(*) INTO claims FROM bench.claims;
	FOR peer IN SELECT * FROM bench.peer ORDER BY position LOOP
		start := bench.cpu_time();
		EXECUTE format('SELECT %s FROM bench.claims', peer.aggregate);
		INSERT INTO bench.measurement VALUES (peer.name, round, (bench.cpu_time() - start) / claims);
	END LOOP;
END
$$;
