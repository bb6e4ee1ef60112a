--
-- enforce_policy on tables of each kind, and with each way to write a row
--
\set VERBOSITY terse
\set fit '{"claim_id": "fit", "date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}'
\set denied '{"claim_id": "denied", "payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}'
\set pending '{"claim_id": "pending", "payer": "centene", "line_of_business": "medicaid", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}'

-- partitions with columns in another order, and columns dropped before the claim
CREATE TABLE filed (day date NOT NULL, id int, claim jsonb, answer jsonb, note text, UNIQUE (day, id)) PARTITION BY RANGE (day);
CREATE TABLE filed_a PARTITION OF filed FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE filed_b (gone int, answer jsonb, also_gone text, note text, claim jsonb, id int, day date NOT NULL);
ALTER TABLE filed_b DROP COLUMN gone, DROP COLUMN also_gone;
ALTER TABLE filed ATTACH PARTITION filed_b FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'answer');
INSERT INTO filed VALUES ('2024-01-05', 1, :'fit'), ('2024-02-05', 2, :'fit'), ('2024-01-06', 3, :'pending'), ('2024-02-06', 4, NULL);
INSERT INTO filed VALUES ('2024-01-05', 5, :'fit'), ('2024-02-05', 6, :'denied');
INSERT INTO filed_b (day, id, claim) VALUES ('2024-02-05', 7, :'denied');
SELECT tableoid::regclass AS partition, id, answer ->> 'decision' AS decision, answer = evaluate_policy(claim) AS same
FROM filed ORDER BY id;
-- a row that moves is an INSERT into the other partition, and is judged
UPDATE filed SET day = '2024-02-07' WHERE id = 1 RETURNING tableoid::regclass AS partition, answer ->> 'decision' AS decision;
SET cptpolicy.enforcement = 'off';
UPDATE filed SET claim = :'denied' WHERE id = 3 RETURNING answer;
RESET cptpolicy.enforcement;
UPDATE filed SET day = '2024-01-07' WHERE id = 3;
UPDATE filed SET day = '2024-02-07' WHERE id = 3;
SELECT tableoid::regclass AS partition, day FROM filed WHERE id = 3;
-- an error names the partition
DO $$
DECLARE
	place text;
	constraint_name text;
BEGIN
	UPDATE filed SET claim = claim || '{"payer": "centene", "lines": [{"code": "64451"}]}' WHERE id = 2;
EXCEPTION WHEN check_violation THEN
	GET STACKED DIAGNOSTICS place = TABLE_NAME, constraint_name = CONSTRAINT_NAME;
	RAISE NOTICE '% %', place, constraint_name;
END
$$;

-- COPY: one bad row names its line, and nothing is written
\set VERBOSITY default
COPY filed (day, id, claim) FROM stdin;
2024-01-08	10	{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}
2024-02-08	11	{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}
2024-01-08	12	{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}
\.
\set VERBOSITY terse
SELECT count(*) FROM filed WHERE id >= 10;
COPY filed (day, id, claim) FROM stdin;
2024-01-08	10	{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}
2024-02-08	11	\N
\.
SET cptpolicy.enforcement = 'warn';
COPY filed (day, id, claim) FROM stdin;
2024-01-08	12	{"claim_id": "c12", "payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}
2024-02-08	13	{}
\.
RESET cptpolicy.enforcement;
SELECT tableoid::regclass AS partition, id, answer ->> 'decision' AS decision FROM filed WHERE id >= 10 ORDER BY id;
DELETE FROM filed WHERE id >= 10;

-- ON CONFLICT: what is proposed is judged, whether or not it is inserted; then what it becomes
INSERT INTO filed VALUES ('2024-02-05', 2, :'pending') ON CONFLICT DO NOTHING;
INSERT INTO filed VALUES ('2024-02-05', 2, :'denied') ON CONFLICT DO NOTHING;
INSERT INTO filed VALUES ('2024-02-05', 2, :'pending') ON CONFLICT (day, id) DO UPDATE SET claim = excluded.claim
RETURNING answer ->> 'decision' AS decision;
INSERT INTO filed VALUES ('2024-02-05', 2, :'fit') ON CONFLICT (day, id) DO UPDATE SET note = 'not the claim'
RETURNING note, answer ->> 'decision' AS decision;
INSERT INTO filed VALUES ('2024-02-05', 2, :'fit') ON CONFLICT (day, id) DO UPDATE SET claim = :'denied';
INSERT INTO filed VALUES ('2024-02-05', 2, :'fit') ON CONFLICT (day, id) DO UPDATE SET claim = NULL
RETURNING answer;

-- MERGE
CREATE TABLE arrived (day date, id int, claim jsonb);
INSERT INTO arrived VALUES ('2024-02-05', 2, :'fit'), ('2024-02-05', 20, :'pending');
MERGE INTO filed USING arrived ON filed.day = arrived.day AND filed.id = arrived.id
WHEN MATCHED THEN UPDATE SET claim = arrived.claim
WHEN NOT MATCHED THEN INSERT (day, id, claim) VALUES (arrived.day, arrived.id, arrived.claim);
SELECT id, answer ->> 'decision' AS decision FROM filed WHERE id IN (2, 20) ORDER BY id;
UPDATE arrived SET claim = :'denied' WHERE id = 20;
MERGE INTO filed USING arrived ON filed.day = arrived.day AND filed.id = arrived.id
WHEN MATCHED THEN UPDATE SET claim = arrived.claim;
MERGE INTO filed USING arrived ON filed.day = arrived.day AND filed.id = arrived.id
WHEN MATCHED THEN UPDATE SET note = 'merged';
SELECT id, note, answer ->> 'decision' AS decision FROM filed WHERE id IN (2, 20) ORDER BY id;
-- if one of its actions sets the claim, the server names that column for all of them
UPDATE filed SET answer = NULL WHERE id = 2;
MERGE INTO filed USING arrived ON filed.day = arrived.day AND filed.id = arrived.id
WHEN MATCHED AND filed.id = 2 THEN UPDATE SET note = 'judged as well'
WHEN MATCHED THEN UPDATE SET claim = NULL;
SELECT id, note, answer ->> 'decision' AS decision FROM filed WHERE id IN (2, 20) ORDER BY id;
DROP TABLE arrived;
DROP TABLE filed;

-- inheritance: triggers are not inherited, and each table has its own columns
CREATE TABLE filed (id int, claim jsonb, answer jsonb);
CREATE TABLE filed_again (reason text) INHERITS (filed);
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'answer');
INSERT INTO filed_again VALUES (1, :'denied');
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed_again FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim');
INSERT INTO filed_again VALUES (2, :'denied');
INSERT INTO filed_again VALUES (3, :'fit');
INSERT INTO filed VALUES (4, :'fit');
UPDATE filed SET id = id + 10;
UPDATE filed SET claim = :'pending';
SELECT tableoid::regclass, id, answer ->> 'decision' AS decision FROM filed ORDER BY id;
DROP TABLE filed CASCADE;

-- a cascade from another table touches other columns
CREATE TABLE member (id int PRIMARY KEY);
CREATE TABLE filed (claim jsonb, member int REFERENCES member ON UPDATE CASCADE ON DELETE SET NULL, answer jsonb,
	decision text GENERATED ALWAYS AS (answer ->> 'decision') STORED);
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'answer');
INSERT INTO member VALUES (1);
SET cptpolicy.enforcement = 'warn';
INSERT INTO filed VALUES (:'denied', 1);
RESET cptpolicy.enforcement;
UPDATE member SET id = 2;
SELECT member, decision FROM filed;
DELETE FROM member;
SELECT member, decision FROM filed;
UPDATE filed SET claim = claim;
INSERT INTO filed VALUES (:'fit', 3);
DROP TABLE filed, member;

-- claims out of line and compressed: an UPDATE elsewhere leaves them unread, one of the claim reads them
CREATE TABLE filed (note text, id int, claim jsonb, answer jsonb);
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'answer');
CREATE FUNCTION with_ballast(claim jsonb, bytes int) RETURNS jsonb
	RETURN claim || jsonb_build_object('ballast', (SELECT string_agg(md5(i::text), '') FROM generate_series(1, bytes / 32) AS i));
ALTER TABLE filed ALTER COLUMN claim SET STORAGE PLAIN;
INSERT INTO filed VALUES ('plain', 1, with_ballast(:'fit', 3200));
ALTER TABLE filed ALTER COLUMN claim SET STORAGE EXTERNAL;
INSERT INTO filed VALUES ('external', 2, with_ballast(:'fit', 320000));
ALTER TABLE filed ALTER COLUMN claim SET STORAGE EXTENDED;
INSERT INTO filed VALUES ('extended', 3, with_ballast(:'fit', 320000)), ('compressed', 4, :'fit'::jsonb || jsonb_build_object('x', repeat('x', 9000)));
ALTER TABLE filed ALTER COLUMN claim SET STORAGE MAIN;
INSERT INTO filed VALUES ('main', 5, :'fit'::jsonb || jsonb_build_object('x', repeat('x', 9000)));
SET cptpolicy.enforcement = 'off';
UPDATE filed SET claim = claim || '{"payer": "centene", "lines": [{"code": "64451"}]}' RETURNING note, answer;
RESET cptpolicy.enforcement;
SELECT note, pg_column_compression(claim) IS NOT NULL AS compressed, pg_column_size(claim) > 8000 AS large,
	policy_decision(claim) AS decision FROM filed;
UPDATE filed SET note = note || '!', answer = '"untouched"' RETURNING note, answer;
UPDATE filed SET claim = claim WHERE id = 1;
UPDATE filed SET claim = claim WHERE id = 2;
UPDATE filed SET claim = claim WHERE id = 3;
UPDATE filed SET claim = claim WHERE id = 4;
UPDATE filed SET claim = claim WHERE id = 5;
UPDATE filed SET claim = claim || '{"payer": null}' RETURNING id, answer ->> 'decision' AS decision, answer = evaluate_policy(claim) AS same;
DROP TABLE filed;

-- a claim column added with a default, which rows of before do not store
CREATE TABLE filed (id int);
INSERT INTO filed VALUES (1);
ALTER TABLE filed ADD COLUMN claim jsonb DEFAULT '{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}';
ALTER TABLE filed ADD COLUMN answer jsonb;
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'answer');
UPDATE filed SET id = 2 RETURNING id, answer;
UPDATE filed SET claim = claim;
INSERT INTO filed VALUES (3);
-- a result that must be there: there is one for a claim, and none for a null
ALTER TABLE filed ALTER COLUMN claim SET DEFAULT '{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}';
UPDATE filed SET claim = DEFAULT RETURNING answer ->> 'decision' AS decision;
ALTER TABLE filed ALTER COLUMN answer SET NOT NULL;
INSERT INTO filed VALUES (4), (5);
INSERT INTO filed VALUES (6, NULL);
SELECT id, answer ->> 'decision' AS decision FROM filed ORDER BY id;
-- TRUNCATE and DELETE are no concern of it
DELETE FROM filed WHERE id = 2;
TRUNCATE filed;

-- sessions that replicate
ALTER TABLE filed ALTER COLUMN answer DROP NOT NULL;
SET session_replication_role = replica;
INSERT INTO filed VALUES (7, :'denied') RETURNING answer;
ALTER TABLE filed ENABLE REPLICA TRIGGER judge;
INSERT INTO filed VALUES (8, :'denied');
RESET session_replication_role;
INSERT INTO filed VALUES (9, :'denied');
ALTER TABLE filed ENABLE ALWAYS TRIGGER judge;
INSERT INTO filed VALUES (10, :'denied');
ALTER TABLE filed DISABLE TRIGGER judge;
INSERT INTO filed VALUES (11, :'denied');
ALTER TABLE filed ENABLE TRIGGER judge;
SELECT id, answer FROM filed ORDER BY id;
-- the table changes under the trigger
ALTER TABLE filed RENAME COLUMN answer TO decided;
INSERT INTO filed VALUES (12, :'fit');
ALTER TABLE filed RENAME COLUMN decided TO answer;
ALTER TABLE filed ALTER COLUMN claim DROP DEFAULT, ALTER COLUMN claim TYPE text;
INSERT INTO filed VALUES (12, :'fit');
DROP TABLE filed;

-- prepared, in a function, by a cursor
CREATE TABLE filed (id int, claim jsonb);
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim');
PREPARE file (int, jsonb) AS INSERT INTO filed VALUES ($1, $2);
EXECUTE file (1, :'fit');
EXECUTE file (2, :'denied');
ALTER TABLE filed ADD COLUMN note text;
EXECUTE file (3, :'fit');
EXECUTE file (4, :'denied');
DEALLOCATE file;
DO $$
DECLARE
	one record;
BEGIN
	FOR one IN SELECT id FROM filed ORDER BY id LOOP
		BEGIN
			UPDATE filed SET claim = claim || format('{"payer": "centene", "lines": [{"code": "%s"}]}',
				CASE one.id WHEN 1 THEN '64451' ELSE '99214' END)::jsonb WHERE id = one.id;
		EXCEPTION WHEN check_violation THEN
			UPDATE filed SET note = SQLERRM WHERE id = one.id;
		END;
	END LOOP;
END
$$;
SELECT id, claim #>> '{lines,0,code}' AS code, note FROM filed ORDER BY id;
DROP TABLE filed;
DROP FUNCTION with_ballast;
