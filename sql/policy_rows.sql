--
-- policies written by hand, row by row: as good as a document, and checked as strictly when they are used
--
CREATE FUNCTION decide(code text, payer text DEFAULT NULL) RETURNS text STABLE
	RETURN policy_decision(jsonb_build_object('payer', payer, 'date_of_service', '2024-03-01',
		'facts', '{"weeks": 3}'::jsonb, 'lines', jsonb_build_array(jsonb_build_object('code', code))));

BEGIN;
INSERT INTO cptpolicy.payer (payer, name) VALUES ('acme', 'Acme Health');
INSERT INTO cptpolicy.payer_alias (payer, alias) VALUES ('acme', 'ACME of Ohio');
INSERT INTO cptpolicy.policy (policy, payer) VALUES ('T.1', 'acme'), ('T.2', NULL);
INSERT INTO cptpolicy.policy_version
	(policy, version, title, source, effective_from, denial_group, denial_carc, missing_carc) VALUES
	('T.1', '1', 'Weeks', 'test', '2024-01-01', 'CO', '50', '252'),
	('T.2', '1', 'Others', 'test', '2024-01-01', 'CO', '50', '252');
INSERT INTO cptpolicy.policy_code (policy, version, role, position, first_code, last_code, subject) VALUES
	('T.1', '1', 'visit', 1, '99213', NULL, true),
	('T.1', '1', 'visit', 2, '99202', '99205', true),
	('T.2', '1', 'other', 1, 'G0260', NULL, true);
INSERT INTO cptpolicy.policy_fact (policy, version, name, position, type, question) VALUES
	('T.1', '1', 'weeks', 1, 'number', 'Weeks?');
INSERT INTO cptpolicy.policy_criterion (policy, version, criterion, parent, position, text, test) VALUES
	('T.1', '1', 'A', NULL, 1, 'All', NULL),
	('T.1', '1', 'A.1', 'A', 1, 'Long enough', '{"fact": "weeks", "at_least": 3}'),
	('T.1', '1', 'A.2', 'A', 2, 'Not too long', '{"fact": "weeks", "at_most": 9}'),
	('T.2', '1', 'A', NULL, 1, 'Always', 'true');
COMMIT;
SELECT decide('99213', 'ACME'), decide('99204', 'acme of ohio'), decide('99213') AS not_national,
	decide('G0260') AS national;
SELECT policy_document('T.1', '1');
SELECT * FROM check_policies();

-- the order of siblings is that of their positions, then of their names
UPDATE cptpolicy.policy_criterion SET position = 3 WHERE criterion = 'A.1';
SELECT jsonb_path_query_array(policy_document('T.1', '1')::jsonb, '$.criteria[0].all[*].id');
UPDATE cptpolicy.policy_criterion SET position = 1 WHERE criterion LIKE 'A._';
SELECT jsonb_path_query_array(policy_document('T.1', '1')::jsonb, '$.criteria[0].all[*].id');

-- rows that do not compile are an error of the claims that need them, and of no others
CREATE PROCEDURE try(change text, code text DEFAULT '99213') LANGUAGE plpgsql AS $$
DECLARE
	state text;
	message text;
	detail text;
BEGIN
	RAISE NOTICE '%', change;
	BEGIN
		EXECUTE change;
		RAISE NOTICE '% %', decide('G0260'), decide('64451', 'centene');
		RAISE EXCEPTION USING ERRCODE = 'ZZ999', MESSAGE = 'no error: ' || decide(code, 'acme');
	EXCEPTION WHEN OTHERS THEN
		GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
		RAISE NOTICE USING MESSAGE = concat_ws(E'\n', state || ' ' || message, nullif(detail, ''));
	END;
END
$$;
CALL try($$UPDATE cptpolicy.policy_criterion SET text = 'Long enough now' WHERE criterion = 'A.1'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET test = '{"fact": "weks", "at_least": 3}' WHERE criterion = 'A.1'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET test = '{"fact": "weeks", "at_leest": 3}' WHERE criterion = 'A.1'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET test = '3' WHERE criterion = 'A.1'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET test = 'null' WHERE criterion = 'A.1'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET notes = '{}' WHERE criterion = 'A.1'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET parent = 'B' WHERE criterion = 'A.1'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET parent = 'A.2' WHERE policy = 'T.1' AND criterion = 'A'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET kind = 'exception' WHERE criterion LIKE 'A._'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET combination = 'any' WHERE criterion = 'A.1'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET combination = 'at_least', at_least = 3
	WHERE policy = 'T.1' AND criterion = 'A'$$);
CALL try($$UPDATE cptpolicy.policy_criterion SET at_least = 2 WHERE policy = 'T.1' AND criterion = 'A'$$);
CALL try($$DELETE FROM cptpolicy.policy_criterion WHERE criterion LIKE 'A._'$$);
CALL try($$DELETE FROM cptpolicy.policy_criterion WHERE policy = 'T.1'$$);
CALL try($$DELETE FROM cptpolicy.policy_fact WHERE policy = 'T.1'$$);
CALL try($$UPDATE cptpolicy.policy_fact SET type = 'flags' WHERE policy = 'T.1'$$);
CALL try($$UPDATE cptpolicy.policy_fact SET values = '{a,NULL}' WHERE policy = 'T.1'$$);
CALL try($$UPDATE cptpolicy.policy_fact SET type = 'choice', values = '{a,NULL}', aliases = '{"x": null}'
	WHERE policy = 'T.1'$$);
CALL try($$UPDATE cptpolicy.policy_fact SET minimum = 'NaN' WHERE policy = 'T.1'$$);
CALL try($$UPDATE cptpolicy.policy_code SET subject = false WHERE first_code = '99202'$$);
CALL try($$UPDATE cptpolicy.policy_code SET last_code = '99201' WHERE first_code = '99202'$$, '99202');
CALL try($$UPDATE cptpolicy.policy_code SET last_code = 'G0001' WHERE first_code = '99202'$$, 'A0001');
CALL try($$UPDATE cptpolicy.policy_version SET denial_carc = '' WHERE policy = 'T.1'$$);
CALL try($$UPDATE cptpolicy.policy SET payer = 'ACME' WHERE policy = 'T.1'$$);
CALL try($$DELETE FROM cptpolicy.payer WHERE payer = 'acme'$$);
CALL try($$DELETE FROM cptpolicy.policy WHERE policy = 'T.1'$$);
CALL try($$DELETE FROM cptpolicy.policy_version WHERE policy = 'T.1'$$);
CALL try($$INSERT INTO cptpolicy.policy_precedence
	(policy, version, criterion, position, line_of_business, text, settled_by) VALUES
	('T.1', '1', 'P', 1, '{commercial,federal}', 'T', '{"fact": "weeks"}')$$);

-- rows of one's own under a version that is only shipped would mean nothing
CALL try($$INSERT INTO cptpolicy.policy_code (policy, version, role, position, first_code) VALUES
	('CP.MP.166', '2023-08', 'injection', 3, '99213')$$);
SELECT decide('64451', 'centene');

-- all of it at once, from check_policies
BEGIN;
UPDATE cptpolicy.policy_criterion SET test = '{"fact": "weks", "at_least": 3}' WHERE criterion = 'A.1';
UPDATE cptpolicy.policy_criterion SET parent = 'B' WHERE criterion = 'A.2';
INSERT INTO cptpolicy.policy_code (policy, version, role, position, first_code) VALUES
	('CP.MP.166', '2023-08', 'injection', 3, '99213'),
	('T.1', '2', 'visit', 1, '99213');
INSERT INTO cptpolicy.policy_criterion (policy, version, criterion, position, text) VALUES
	('T.3', '1', 'A', 1, 'Nothing');
INSERT INTO cptpolicy.payer (payer, name) VALUES ('acme2', 'acme of ohio');
INSERT INTO cptpolicy.payer_alias (payer, alias) VALUES ('nobody', 'No One');
DELETE FROM cptpolicy.policy WHERE policy = 'T.2';
SELECT * FROM check_policies();
-- the document shows what there is
SELECT length(policy_document('T.1', '1')) > 0 AS printed;
SELECT explain_policy('T.1', '1');
ROLLBACK;

-- a name that a later release ships collides with nothing: here the other way round
BEGIN;
INSERT INTO cptpolicy.policy (policy, payer) VALUES ('CP.MP.166', 'centene');
INSERT INTO cptpolicy.policy_version
	(policy, version, title, source, effective_from, denial_group, denial_carc, missing_carc) VALUES
	('CP.MP.166', '2023-08', 'Ours', 'test', '2024-01-01', 'CO', '50', '252');
INSERT INTO cptpolicy.policy_code (policy, version, role, position, first_code, subject) VALUES
	('CP.MP.166', '2023-08', 'block', 1, '64451', true);
INSERT INTO cptpolicy.policy_criterion (policy, version, criterion, position, text, test) VALUES
	('CP.MP.166', '2023-08', 'IV', 1, 'Covered here', 'true');
SELECT * FROM check_policies();
SELECT decide('64451', 'centene') AS ours;
SELECT policy_document('CP.MP.166', '2023-08')::jsonb ->> 'title' AS ours_first;
ROLLBACK;

-- criteria nested too deep, in a row of hundreds
BEGIN;
DELETE FROM cptpolicy.policy_criterion WHERE policy = 'T.1';
INSERT INTO cptpolicy.policy_criterion (policy, version, criterion, parent, position, text, test)
SELECT 'T.1', '1', 'C' || n, CASE WHEN n > 1 THEN 'C' || n - 1 END, 1, 'T', 'true' FROM generate_series(1, 5000) n;
SELECT decide('99213', 'acme');
ROLLBACK;

DELETE FROM cptpolicy.policy_criterion WHERE NOT shipped;
DELETE FROM cptpolicy.policy_fact WHERE NOT shipped;
DELETE FROM cptpolicy.policy_code WHERE NOT shipped;
DELETE FROM cptpolicy.policy_version WHERE NOT shipped;
DELETE FROM cptpolicy.policy WHERE NOT shipped;
DELETE FROM cptpolicy.payer_alias WHERE NOT shipped;
DELETE FROM cptpolicy.payer WHERE NOT shipped;
DROP PROCEDURE try;
DROP FUNCTION decide;
