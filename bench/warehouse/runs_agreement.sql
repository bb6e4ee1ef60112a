-- The log says of each claim what policy_decision() does, and the reasons that evaluate_lines() gives.
DO $$
DECLARE
	bad record;
	expected int8;
	found int8;
BEGIN
	SELECT c.claim_id, policy_decision(c.claim) AS decision, l.claim_decision INTO bad
	FROM bench.reported AS c
		FULL JOIN (SELECT claim_id::int8, min(claim_decision) AS claim_decision
				   FROM cptpolicy.evaluation GROUP BY claim_id) AS l USING (claim_id)
	WHERE policy_decision(c.claim) IS DISTINCT FROM l.claim_decision
	LIMIT 1;
	IF FOUND THEN
		RAISE 'the log and policy_decision() differ: %', bad;
	END IF;
	SELECT count(*) INTO expected FROM bench.reported, evaluate_lines(claim) AS l WHERE l.criterion IS NOT NULL;
	SELECT count(*) INTO found FROM cptpolicy.evaluation_reason;
	IF found <> expected THEN
		RAISE 'the log has % reasons, evaluate_lines() has %', found, expected;
	END IF;
END
$$;
