-- All peers must give the same decision, and those that explain it the same status of each criterion of each line.
-- Where even the texts are the same, the whole answers are.
CREATE FUNCTION bench.statuses(answer jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
	SELECT array_agg(concat_ws(' ', line -> 'line', criterion ->> 'criterion', criterion ->> 'status'))
	FROM jsonb_array_elements(answer -> 'lines') AS line, jsonb_array_elements(line -> 'criteria') AS criterion
$$;

CREATE TABLE bench.difference AS
SELECT *
FROM (SELECT source, number, claim, evaluate_policy(claim) AS answer, bench.hard_coded(claim) AS hard_coded,
			 bench.plpgsql_reasons(claim) AS plpgsql, policy_decision(claim) AS decision,
			 bench.hard_coded_decision(claim) AS hard_coded_decision, bench.plpgsql_decision(claim) AS plpgsql_decision
	  FROM (SELECT 'claims' AS source, number, claim FROM bench.claims
			UNION ALL SELECT 'mutations', number, claim FROM bench.mutations OFFSET 0) AS compared
	  OFFSET 0) AS answers
WHERE answer <> hard_coded OR answer <> plpgsql OR
	NOT (answer ->> 'decision' = ALL (ARRAY[decision, hard_coded_decision, plpgsql_decision]));

DO $$
DECLARE
	bad record;
	total int8;
BEGIN
	CREATE TEMP TABLE disagreement AS
	SELECT * FROM bench.difference
	WHERE NOT (answer ->> 'decision' = ALL (ARRAY[hard_coded ->> 'decision', plpgsql ->> 'decision', decision,
												  hard_coded_decision, plpgsql_decision]))
		OR bench.statuses(answer) IS DISTINCT FROM bench.statuses(hard_coded)
		OR bench.statuses(answer) IS DISTINCT FROM bench.statuses(plpgsql);
	SELECT count(*) INTO total FROM disagreement;
	IF total > 0 THEN
		FOR bad IN SELECT * FROM disagreement ORDER BY source, number LIMIT 3 LOOP
			RAISE WARNING E'number % of %: %\nevaluate_policy:       %\nby hand in C:          %\nby hand in PL/pgSQL:   %\ndecisions alone:       %, %, %',
				bad.number, bad.source, bad.claim, bad.answer, bad.hard_coded, bad.plpgsql, bad.decision,
					bad.hard_coded_decision,
				bad.plpgsql_decision;
		END LOOP;
		RAISE EXCEPTION 'the peers disagree on % claims', total;
	END IF;
END
$$;
