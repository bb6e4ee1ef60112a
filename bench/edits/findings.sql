-- How many claims an edit speaks against, so that what they cost can be judged.
INSERT INTO bench.figure
SELECT format('%s with findings', of_claims), count(*)
FROM (SELECT 'claims' AS of_claims, claim FROM bench.claims
	  UNION ALL SELECT 'long claims', claim FROM bench.long_claims OFFSET 0) AS all_claims,
	LATERAL (SELECT evaluate_policy(claim) AS answer OFFSET 0) AS evaluated
WHERE answer @? '$.lines[*].reasons[*].detail' OR answer @? '$.lines[*].missing[*].detail'
GROUP BY of_claims;
