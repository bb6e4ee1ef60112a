CREATE TABLE claim (claim_id bigint PRIMARY KEY, claim jsonb);
INSERT INTO claim VALUES (1, '{"date_of_service": "2024-03-01", "lines": [{"line": 1, "code": "64451"}]}');
CALL evaluate_claims('claim', 'november');
CALL evaluate_claims('claim', 'november, new policy');
