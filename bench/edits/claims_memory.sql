-- What a backend takes when it has seen every code, and what the first sight of a code costs.
CREATE TABLE bench.memory (step text, anonymous_kb int, contexts_bytes int8);
CREATE FUNCTION bench.note_memory(step text) RETURNS void LANGUAGE sql AS $$
	INSERT INTO bench.memory
	SELECT step, (regexp_match(pg_read_file('/proc/self/status', 0, 4000, true), 'RssAnon:\s*(\d+)'))[1]::int,
		(SELECT sum(total_bytes) FROM pg_backend_memory_contexts)
$$;
-- pages that later steps need are read by another session
\connect
SELECT count(evaluate_policy(claim)) FROM bench.claims_of_codes \g /dev/null
\connect
SELECT count(evaluate_policy(claim)) FROM bench.claims \g /dev/null
SELECT count(policy_decision(claim)) FROM (SELECT claim FROM bench.claims_of_codes LIMIT 10) AS first_codes \g /dev/null
SELECT bench.note_memory('before') \g /dev/null
DO $$
BEGIN
	FOR tenth IN 0 .. 9 LOOP
		PERFORM evaluate_policy(claim) FROM bench.claims_of_codes
		WHERE abs(hashtext(claim ->> 'claim_id')) % 10 = tenth;
		PERFORM bench.note_memory('codes');
	END LOOP;
END
$$;
\connect
SELECT count(evaluate_policy(claim)) FROM (SELECT claim FROM bench.claims_of_codes LIMIT 10) AS first_codes \g /dev/null
CALL bench.measure('codes: first', 1, 'SELECT count(evaluate_policy(claim)) FROM bench.claims_of_codes');
CALL bench.measure('codes: again', 1, 'SELECT count(evaluate_policy(claim)) FROM bench.claims_of_codes');
