CREATE SCHEMA warehouse;
CREATE TABLE warehouse.claim (claim_id bigint PRIMARY KEY, claim jsonb);
INSERT INTO warehouse.claim VALUES (1, '{"date_of_service": "2024-03-01", "lines": [{"line": 1, "code": "64451"}]}'), (2, NULL);
CREATE TABLE warehouse.filed (number bigint PRIMARY KEY, document jsonb, received date);
