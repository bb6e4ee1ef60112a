-- tables are dumped without what is shipped, and tell of changes whoever makes them
SELECT c.relname, x.condition,
	(SELECT string_agg(t.tgname || ' ' || t.tgenabled::text, ', ' ORDER BY t.tgname)
	 FROM pg_trigger t WHERE t.tgrelid = c.oid) AS triggers
FROM pg_extension e, unnest(e.extconfig, e.extcondition) x (table_oid, condition), pg_class c
WHERE e.extname = 'cptpolicy' AND c.oid = x.table_oid
	AND c.relname IN ('payer', 'payer_alias', 'policy', 'policy_version', 'policy_code', 'policy_fact',
		'policy_precedence', 'policy_criterion')
ORDER BY 1;

-- no foreign keys, no row security, "shipped" in every primary key
SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text ~ '^cptpolicy\.(payer|policy)';
SELECT count(*) FROM pg_class
WHERE relnamespace = 'cptpolicy'::regnamespace AND (relrowsecurity OR relforcerowsecurity);
SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'p' AND conrelid::regclass::text ~ '^cptpolicy\.(payer|policy)' ORDER BY conrelid::regclass::text;

-- what is shipped
SELECT policy, version, payer, effective_from, effective_to
FROM cptpolicy.policy_version JOIN cptpolicy.policy USING (policy, shipped) WHERE shipped;
SELECT role, subject, count(*) FROM cptpolicy.policy_code WHERE shipped
GROUP BY role, subject ORDER BY min(position);
SELECT count(*) AS facts, count(*) FILTER (WHERE question <> '') AS with_a_question
FROM cptpolicy.policy_fact WHERE shipped;
SELECT criterion, parent, kind, combination, branch_order FROM cptpolicy.policy_criterion
WHERE shipped AND branch_order IS NOT NULL ORDER BY branch_order;

-- shipped rows stay as they are
INSERT INTO cptpolicy.payer (payer, name, shipped) VALUES ('other', 'Other', true);
UPDATE cptpolicy.payer SET name = 'Other' WHERE payer = 'centene';
DELETE FROM cptpolicy.payer_alias;
UPDATE cptpolicy.policy SET payer = NULL;
UPDATE cptpolicy.policy_version SET effective_to = '2024-12-31';
UPDATE cptpolicy.policy_version SET shipped = false;
DELETE FROM cptpolicy.policy_criterion WHERE criterion = 'IV';
DELETE FROM cptpolicy.policy_precedence;
UPDATE cptpolicy.policy_fact SET minimum = 1 WHERE name = 'nsaid_weeks';
TRUNCATE cptpolicy.policy_code;
COPY cptpolicy.policy_code (policy, version, role, position, first_code, shipped) FROM stdin;
CP.MP.166	2023-08	injection	99	99213	t
\.


DO $$
DECLARE
	state text;
	hint text;
	detail text;
	tab text;
BEGIN
	DELETE FROM cptpolicy.policy_code;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, hint = PG_EXCEPTION_HINT, detail = PG_EXCEPTION_DETAIL,
		tab = TABLE_NAME;
	RAISE NOTICE USING MESSAGE = concat_ws(E'\n', state, tab, detail, hint);
END
$$;

-- rows of one's own beside them are nobody's business but the user's
BEGIN;
INSERT INTO cptpolicy.payer (payer, name) VALUES ('centene', 'Centene of our town'), ('acme', 'Acme Health');
INSERT INTO cptpolicy.policy (policy, payer) VALUES ('CP.MP.166', 'acme');
UPDATE cptpolicy.payer SET name = 'Acme' WHERE payer = 'acme';
UPDATE cptpolicy.payer SET shipped = true WHERE payer = 'acme';
ROLLBACK;

-- one version in force at a time
\set VERBOSITY terse
BEGIN;
INSERT INTO cptpolicy.policy_version
	(policy, version, title, source, effective_from, effective_to, denial_group, denial_carc, missing_carc) VALUES
	('X', '1', 'X', 'test', '2023-01-01', '2023-12-31', 'CO', '50', '252'),
	('X', '2', 'X', 'test', '2024-01-01', NULL, 'CO', '50', '252'),
	('Y', '1', 'Y', 'test', '2023-06-01', NULL, 'CO', '50', '252'),
	('CP.MP.166', 'own', 'as shipped', 'test', '2023-09-01', NULL, 'CO', '50', '252');
SAVEPOINT a;
INSERT INTO cptpolicy.policy_version
	(policy, version, title, source, effective_from, effective_to, denial_group, denial_carc, missing_carc) VALUES
	('X', '3', 'X', 'test', '2025-01-01', '2025-12-31', 'CO', '50', '252');
ROLLBACK TO a;
UPDATE cptpolicy.policy_version SET effective_to = '2024-01-01' WHERE policy = 'X' AND version = '1';
ROLLBACK TO a;
INSERT INTO cptpolicy.policy_version
	(policy, version, title, source, effective_from, effective_to, denial_group, denial_carc, missing_carc) VALUES
	('Z', '1', 'Z', 'test', '2025-01-01', '2024-12-31', 'CO', '50', '252');
ROLLBACK TO a;
INSERT INTO cptpolicy.policy_version
	(policy, version, title, source, effective_from, denial_group, denial_carc, missing_carc) VALUES
	('Z', '1', 'Z', 'test', '-infinity', 'CO', '50', '252');
ROLLBACK;
