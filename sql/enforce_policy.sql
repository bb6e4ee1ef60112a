--
-- enforce_policy: the trigger that keeps claims out which are invalid or denied
--
\set fit '{"claim_id": "fit", "date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}'
\set denied '{"claim_id": "denied", "payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}'
\set pending '{"claim_id": "pending", "payer": "centene", "line_of_business": "medicaid", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}'
\set invalid '{"claim_id": "invalid", "date_of_service": "2024-03-01", "lines": [{"code": "6445X"}]}'
SELECT policy_decision(:'fit') AS fit, policy_decision(:'denied') AS denied, policy_decision(:'pending') AS pending,
	policy_decision(:'invalid') AS invalid;

CREATE TABLE filed (id int, claim jsonb, answer jsonb, note text);
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'answer');

-- what an application catches
CREATE FUNCTION refusal(command text)
	RETURNS TABLE (state text, place text, constraint_name text, message text, detail text, hint text)
LANGUAGE plpgsql AS $$
DECLARE
	table_schema text;
	table_name text;
	column_name text;
BEGIN
	EXECUTE command;
	RETURN QUERY SELECT 'passed', NULL, NULL, NULL, NULL, NULL;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT, table_schema = SCHEMA_NAME, table_name = TABLE_NAME, column_name = COLUMN_NAME,
		constraint_name = CONSTRAINT_NAME;
	place := concat_ws('.', nullif(table_schema, ''), nullif(table_name, ''), nullif(column_name, ''));
	RETURN NEXT;
END
$$;

--
-- what is refused, and how it is said
--
INSERT INTO filed VALUES (1, :'fit');
INSERT INTO filed VALUES (2, :'denied');
INSERT INTO filed VALUES (3, :'pending');
INSERT INTO filed VALUES (4, :'invalid');
INSERT INTO filed VALUES (5, '[]');
INSERT INTO filed VALUES (6, 'null'), (7, '17'), (8, '"x"');
-- no claim
INSERT INTO filed (id, answer) VALUES (9, '"forged"');
SELECT id, answer ->> 'decision' AS decision, answer = evaluate_policy(claim) AS same FROM filed ORDER BY id;
SELECT state, place, constraint_name FROM refusal(format('INSERT INTO filed VALUES (2, %L)', :'denied'));
DO $$
BEGIN
	INSERT INTO filed SELECT 2, claim || '{"payer": "centene", "lines": [{"code": "64451"}]}' FROM filed WHERE id = 1;
EXCEPTION WHEN check_violation THEN
	RAISE NOTICE 'caught: %', SQLERRM;
END
$$;

-- every reason of every denied line, of policies and edits; what is missing is no reason
INSERT INTO filed VALUES (2, '{"claim_id": 17, "payer": "centene", "date_of_service": "2024-08-05", "place_of_service": "11",
	"lines": [{"line": 10, "code": "27096", "modifiers": ["RT"]},
		{"line": 20, "code": "77003"},
		{"line": 30, "code": "64493", "units": 3, "modifiers": ["ZZ", "26"]},
		{"line": 40, "code": "64495", "facts": {}, "place_of_service": "98"},
		{"line": 50, "code": "99213", "modifiers": ["25"]}],
	"facts": {"performed_by_physician": true, "invasive_pain_procedures_this_visit": 2,
		"request_kind": "subsequent_therapeutic", "pain_recurred": false, "stand_alone": true,
		"initial_therapeutic_relief_percent": 20},
	"history": [{"code": "27096", "date": "2024-07-01", "kind": "therapeutic", "side": "right"}]}');
-- problems with their places, and the reasons of lines that can be read
INSERT INTO filed VALUES (2, '{"payer": "centene", "date_of_service": "2024-08-05", "diagnoses": ["?"],
	"lines": [{"code": "6445X", "units": 0}, {"code": "64451"}]}');
-- claim ids: quoted, cut, a number, of a wrong kind
SELECT message FROM unnest(ARRAY['"a\nb \" c"', '""', format('"%s"', repeat('long', 40)), '12345678901234567890.50', 'true'])
	AS claim_id, refusal(format('INSERT INTO filed VALUES (2, %L)', :'denied'::jsonb || format('{"claim_id": %s}', claim_id)::jsonb));
-- a criterion without a message of its own: what was found is said besides
BEGIN;
SELECT load_policy('{"policy": "T.1", "version": "1", "title": "T", "source": "test", "effective_from": "2024-01-01",
	"denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252"},
	"codes": [{"role": "visit", "subject": true, "codes": ["99499"]}],
	"facts": [{"name": "weeks", "type": "number", "question": "How many weeks?"},
		{"name": "setting", "type": "choice", "values": ["home", "office"], "question": "Where?"}],
	"criteria": [{"id": "1", "text": "Six weeks of care", "test": {"fact": "weeks", "at_least": 6}},
		{"id": "2", "text": "At home", "test": {"all": [{"fact": "setting", "is": "home"}, {"sex": ["F"]},
			{"age": true, "at_least": 18}, {"place_of_service": ["12"]}]}}]}');
SAVEPOINT loaded;
INSERT INTO filed VALUES (2, '{"claim_id": "t", "date_of_service": "2024-08-05", "member": {"sex": "F"},
	"lines": [{"code": "99499"}], "facts": {"weeks": 5.5, "setting": "office"}}');
ROLLBACK TO loaded;
SET LOCAL cptpolicy.enforcement = 'reject_pend';
INSERT INTO filed VALUES (2, '{"claim_id": "t", "date_of_service": "2024-08-05", "lines": [{"code": "99499"}], "facts": {}}');
ROLLBACK;

-- as many reasons as there are
CREATE TABLE large AS
SELECT jsonb_build_object('claim_id', 'large', 'payer', 'centene', 'date_of_service', '2024-03-01', 'lines',
	jsonb_agg(jsonb_build_object('code', '64451'))) AS claim FROM generate_series(1, 1000);
SELECT left(message, 60) AS message, (SELECT count(*) FROM string_to_table(detail, E'\n')) AS lines
FROM large, refusal(format('INSERT INTO filed VALUES (2, %L)', claim));
SELECT left(message, 60) AS message, (SELECT count(*) FROM string_to_table(detail, E'\n')) AS lines
FROM large, refusal(format('INSERT INTO filed VALUES (2, %L)', jsonb_set(claim, '{lines}', (SELECT jsonb_agg('{"code": "x"}'::jsonb)
	FROM generate_series(1, 1000)))));
DROP TABLE large;

--
-- the settings
--
SHOW cptpolicy.enforcement;
SET cptpolicy.enforcement = 'reject_pend';
INSERT INTO filed VALUES (10, :'fit');
INSERT INTO filed VALUES (10, :'pending');
INSERT INTO filed VALUES (10, :'denied');
-- a denied line, and a pending one
INSERT INTO filed VALUES (10, jsonb_set(:'pending', '{lines,1}', '{"code": "64490", "units": 2, "date_of_service": "2024-08-05"}'));
SET cptpolicy.enforcement = 'warn';
INSERT INTO filed VALUES (11, :'fit'), (12, :'pending');
INSERT INTO filed VALUES (13, :'denied');
INSERT INTO filed VALUES (14, :'invalid');
SET cptpolicy.enforcement = 'off';
INSERT INTO filed VALUES (15, :'denied'), (16, :'invalid'), (17, '{}');
INSERT INTO filed VALUES (18, :'denied', '"as given"');
SELECT id, answer ->> 'decision' AS decision, answer = evaluate_policy(claim) AS same FROM filed WHERE id > 9 ORDER BY id;
-- no stale answer: null where only the claim is set, as given where both are, as it was where none is
UPDATE filed SET claim = :'fit' WHERE id = 13 RETURNING id, answer;
UPDATE filed SET claim = :'fit', answer = '"given"' WHERE id = 14 RETURNING id, answer;
UPDATE filed SET note = 'touched' WHERE id IN (3, 18) RETURNING id, answer -> 'decision' AS decision;
SET cptpolicy.enforcement = 'none';
SET cptpolicy.enforcement = REJECT;
SHOW cptpolicy.enforcement;
SET cptpolicy.enforcment = 'off';
RESET cptpolicy.enforcement;
SELECT context, vartype, boot_val, enumvals FROM pg_settings WHERE name = 'cptpolicy.enforcement';

--
-- an UPDATE that leaves the claim alone does no work
--
UPDATE filed SET answer = NULL WHERE id = 18;
UPDATE filed SET note = 'a denied claim is not looked at', id = 118 WHERE id = 18 RETURNING id, answer;
UPDATE filed SET answer = '"by hand"' WHERE id = 118 RETURNING answer;
-- but one that sets it judges again, the same claim too
UPDATE filed SET claim = claim WHERE id = 118;
UPDATE filed SET claim = claim, answer = '"forged"' WHERE id = 1 RETURNING answer = evaluate_policy(claim) AS same;
UPDATE filed SET claim = NULL WHERE id = 118 RETURNING claim, answer;
UPDATE filed SET claim = :'denied' WHERE id = 118;
UPDATE filed SET claim = :'pending' WHERE id = 118 RETURNING answer ->> 'decision' AS decision;
-- one that another trigger makes of it counts
CREATE FUNCTION forget_business() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.claim := NEW.claim - 'line_of_business';
	RETURN NEW;
END
$$;
CREATE TRIGGER before_judge BEFORE UPDATE OF note ON filed FOR EACH ROW EXECUTE FUNCTION forget_business();
UPDATE filed SET note = 'changed by a trigger' WHERE id = 118;
UPDATE filed SET id = 119 WHERE id = 118 RETURNING answer ->> 'decision' AS decision;
SET cptpolicy.enforcement = 'off';
UPDATE filed SET note = 'changed by a trigger' WHERE id = 119 RETURNING answer, claim ? 'line_of_business' AS unchanged;
RESET cptpolicy.enforcement;
DROP TRIGGER before_judge ON filed;
-- also where it fills in a claim that was null, or makes one null; null beside null is the same claim
CREATE FUNCTION set_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.claim := nullif(TG_ARGV[0], '')::jsonb;
	RETURN NEW;
END
$$;
INSERT INTO filed VALUES (120, NULL), (121, :'fit');
CREATE TRIGGER before_judge BEFORE UPDATE OF note ON filed FOR EACH ROW EXECUTE FUNCTION set_claim(:'denied');
UPDATE filed SET note = 'filled in by a trigger' WHERE id = 120;
DROP TRIGGER before_judge ON filed;
CREATE TRIGGER before_judge BEFORE UPDATE OF note ON filed FOR EACH ROW EXECUTE FUNCTION set_claim('');
UPDATE filed SET note = 'taken away by a trigger' WHERE id = 121 RETURNING claim, answer;
UPDATE filed SET note = 'null as before', answer = '"by hand"' WHERE id = 120 RETURNING claim, answer;
DROP TRIGGER before_judge ON filed;
DROP FUNCTION set_claim;

-- without a result column: the decision is the same
DROP TRIGGER judge ON filed;
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim');
DELETE FROM filed;
INSERT INTO filed VALUES (1, :'fit', '"mine"'), (2, :'pending', NULL), (3, NULL, '"mine"') RETURNING id, answer;
INSERT INTO filed VALUES (2, :'denied');
UPDATE filed SET claim = :'invalid' WHERE id = 1;
SET cptpolicy.enforcement = 'warn';
UPDATE filed SET claim = :'denied' WHERE id = 1 RETURNING answer;
SET cptpolicy.enforcement = 'off';
UPDATE filed SET claim = :'invalid' WHERE id = 1 RETURNING answer;
RESET cptpolicy.enforcement;
DELETE FROM filed;

--
-- policies as the statement's snapshot sees them
--
BEGIN;
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('NCCI.MUE', 'off');
INSERT INTO filed VALUES (1, '{"date_of_service": "2024-08-06", "lines": [{"code": "64490", "units": 2}]}');
SAVEPOINT strict;
UPDATE cptpolicy.edit_setting SET severity = 'deny' WHERE edit = 'NCCI.MUE';
UPDATE filed SET note = 'as it is';
UPDATE filed SET claim = claim;
ROLLBACK TO strict;
UPDATE filed SET claim = claim;
COMMIT;
DELETE FROM cptpolicy.edit_setting;
SELECT note, policy_decision(claim) AS now FROM filed;

--
-- triggers that are not right
--
CREATE FUNCTION misuse(definition text, command text DEFAULT 'INSERT INTO odd DEFAULT VALUES')
	RETURNS TABLE (state text, place text, message text, detail text, hint text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'CREATE TRIGGER odd_one ' || definition;
	RETURN QUERY SELECT r.state, r.place, r.message, r.detail, r.hint FROM refusal(command) AS r;
	EXECUTE 'DROP TRIGGER odd_one ON ' || CASE WHEN definition ~ 'odd_view' THEN 'odd_view' ELSE 'odd' END;
END
$$;
CREATE DOMAIN claim_document AS jsonb CHECK (jsonb_typeof(VALUE) = 'object');
CREATE DOMAIN claim_of_day AS claim_document;
CREATE TABLE odd (id int, claim jsonb, "Claim" text, answer jsonb, document claim_of_day, text json, gone jsonb, many jsonb[],
	computed jsonb GENERATED ALWAYS AS (claim || '{"a": 1}') STORED);
ALTER TABLE odd DROP COLUMN gone;
CREATE VIEW odd_view AS SELECT id, claim FROM odd;
\x
SELECT * FROM refusal('SELECT enforce_policy()');
SELECT * FROM misuse($$AFTER INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd EXECUTE FUNCTION enforce_policy('claim')$$);
INSERT INTO odd DEFAULT VALUES;
SELECT * FROM misuse($$BEFORE DELETE ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim')$$, 'DELETE FROM odd');
SELECT * FROM misuse($$BEFORE TRUNCATE ON odd EXECUTE FUNCTION enforce_policy('claim')$$, 'TRUNCATE odd');
SELECT * FROM misuse($$INSTEAD OF INSERT ON odd_view FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim')$$,
	'INSERT INTO odd_view DEFAULT VALUES');
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy()$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'answer', 'id')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('CLAIM')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('gone')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('........pg.dropped.7........')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('ctid')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', '')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('Claim')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('text')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('many')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'id')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'document')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('computed')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'computed')$$);
SELECT * FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'claim')$$);
-- misuse is reported whatever the setting
SET cptpolicy.enforcement = 'off';
SELECT state FROM misuse($$BEFORE INSERT ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('nowhere')$$);
RESET cptpolicy.enforcement;
\x
-- a domain over a domain is right for a claim, beside columns that are computed from it and from the result
CREATE TRIGGER odd_one BEFORE INSERT OR UPDATE ON odd FOR EACH ROW EXECUTE FUNCTION enforce_policy('document', 'claim');
INSERT INTO odd (document) VALUES (:'fit') RETURNING claim ->> 'decision' AS decision, computed = claim || '{"a": 1}' AS computed;
UPDATE odd SET document = :'pending' WHERE document IS NOT NULL
RETURNING claim ->> 'decision' AS decision, computed = claim || '{"a": 1}' AS computed;
SELECT state, place, message FROM refusal(format('INSERT INTO odd (document) VALUES (%L)', :'denied'));
DROP VIEW odd_view;
DROP TABLE odd;
DROP DOMAIN claim_of_day, claim_document;
DROP FUNCTION misuse;

--
-- who may change the setting: nobody by himself, also where the library is not loaded yet
--
CREATE ROLE regress_clerk;
CREATE ROLE regress_operator;
GRANT SET ON PARAMETER cptpolicy.enforcement TO regress_operator;
GRANT SELECT, INSERT, UPDATE ON filed TO regress_clerk, regress_operator;
SET SESSION AUTHORIZATION regress_clerk;
SET cptpolicy.enforcement = 'off';
SELECT set_config('cptpolicy.enforcement', 'warn', false);
INSERT INTO filed VALUES (20, :'denied');
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION regress_operator;
SET cptpolicy.enforcement = 'off';
INSERT INTO filed VALUES (20, :'denied');
RESET SESSION AUTHORIZATION;
\c -
SET SESSION AUTHORIZATION regress_clerk;
SET cptpolicy.enforcement = 'off';
INSERT INTO filed VALUES (21, :'denied');
SHOW cptpolicy.enforcement;
\c -
SET SESSION AUTHORIZATION regress_operator;
SET cptpolicy.enforcement = 'off';
INSERT INTO filed VALUES (21, :'denied');
SHOW cptpolicy.enforcement;
\c -
SET cptpolicy.enforcement = 'sometimes';
INSERT INTO filed VALUES (22, :'denied');
SHOW cptpolicy.enforcement;
-- a setting of the database
SELECT format('ALTER DATABASE %I SET cptpolicy.enforcement = %L', current_database(), 'off') AS set_off,
	format('ALTER DATABASE %I RESET cptpolicy.enforcement', current_database()) AS reset_it \gset
:set_off;
\c -
SET SESSION AUTHORIZATION regress_clerk;
INSERT INTO filed VALUES (22, :'denied');
SHOW cptpolicy.enforcement;
RESET SESSION AUTHORIZATION;
:reset_it;
\c -
INSERT INTO filed VALUES (23, :'denied');
SELECT id FROM filed WHERE id >= 20 ORDER BY id;

REVOKE ALL ON filed FROM regress_clerk, regress_operator;
REVOKE SET ON PARAMETER cptpolicy.enforcement FROM regress_operator;
DROP ROLE regress_clerk;
DROP ROLE regress_operator;
DROP TABLE filed;
DROP FUNCTION refusal;
DROP FUNCTION forget_business;
