-- What the first sight of a code costs, and what a backend takes when it has seen every code, with the PTP edits of
-- both settings. Pages that are read are in memory.
\connect
SELECT count(evaluate_policy(claim)) FROM bench.claims_of_codes \g /dev/null
\connect
SELECT count(evaluate_policy(claim)) FROM (SELECT claim FROM bench.claims_of_codes LIMIT 10) AS first_codes \g /dev/null
CALL bench.measure('codes: first', 1, 'SELECT count(evaluate_policy(claim)) FROM bench.claims_of_codes');
CALL bench.measure('codes: again', 1, 'SELECT count(evaluate_policy(claim)) FROM bench.claims_of_codes');

CREATE TABLE bench.memory (step text, anonymous_kb int, contexts_bytes int8);
CREATE FUNCTION bench.note_memory(step text) RETURNS void LANGUAGE sql AS $$
	INSERT INTO bench.memory
	SELECT step, bench.anonymous_kb(), (SELECT sum(total_bytes) FROM pg_backend_memory_contexts)
$$;
SET client_min_messages = warning;
SELECT load_ptp(ARRAY(SELECT format('%s/ccioph-v302r0-f%s.TXT', :'directory', n) FROM generate_series(1, 4) n))
\g /dev/null
\connect
SELECT count(evaluate_policy(claim)) FROM bench.claims \g /dev/null
SELECT count(policy_decision(claim)) FROM (SELECT claim FROM bench.claims_of_codes LIMIT 10) AS first_codes \g /dev/null
SELECT bench.note_memory('before') \g /dev/null
DO $$
BEGIN
	FOR part IN 0 .. 19 LOOP
		PERFORM evaluate_policy(claim) FROM bench.claims_of_codes
		WHERE abs(hashtext(claim ->> 'claim_id')) % 20 = part;
		PERFORM bench.note_memory('codes');
	END LOOP;
END
$$;
