-- What is measured, and how.
CREATE EXTENSION cptpolicy;

-- The peers know nothing of coding edits: these are off but where a measurement says otherwise.
INSERT INTO cptpolicy.edit_setting (payer, line_of_business, edit, severity) VALUES ('*', '*', '*', 'off');
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
	aggregate text NOT NULL,
	edits boolean NOT NULL DEFAULT false
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
INSERT INTO bench.peer VALUES
	(10, 'decision_edits', '**`policy_decision`** with coding edits', 'count(policy_decision(claim))', true),
	(11, 'reasons_edits', '**`evaluate_policy`** with coding edits', 'count(evaluate_policy(claim))', true);

CREATE TABLE bench.measurement (peer text, round int, microseconds float8);
CREATE TABLE bench.first_call (milliseconds float8);
CREATE TABLE bench.memory (step text, claims int8, anonymous_kb int, contexts_bytes int8);

-- Turn coding edits on or off. What the session held of policies and codes is forgotten and read again.
CREATE PROCEDURE bench.set_edits(are_on boolean) LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM cptpolicy.edit_setting;
	IF NOT are_on THEN
		INSERT INTO cptpolicy.edit_setting (severity) VALUES ('off');
	END IF;
	PERFORM evaluate_policy(claim) FROM (SELECT claim FROM bench.claims LIMIT 1000) AS warm_up;
END
$$;

-- One claim's CPU time with each peer in turn, so that a change of the machine's load falls on all of them.
CREATE PROCEDURE bench.run_round(round int) LANGUAGE plpgsql AS $$
DECLARE
	peer record;
	start float8;
	claims int8;
	edits boolean;
BEGIN
	SELECT count(*) INTO claims FROM bench.claims;
	FOR peer IN SELECT * FROM bench.peer ORDER BY position LOOP
		IF peer.edits IS DISTINCT FROM edits THEN
			edits := peer.edits;
			CALL bench.set_edits(edits);
		END IF;
		start := bench.cpu_time();
		EXECUTE format('SELECT %s FROM bench.claims', peer.aggregate);
		INSERT INTO bench.measurement VALUES (peer.name, round, (bench.cpu_time() - start) / claims);
	END LOOP;
	CALL bench.set_edits(false);
END
$$;
