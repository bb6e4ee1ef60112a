--
-- Rights: everyone may read policies and have claims judged; writing takes rights on the tables; nobody gains any
--
CREATE ROLE regress_reader;
CREATE ROLE regress_author;
CREATE FUNCTION document(policy text) RETURNS text
	RETURN format('{"policy": "%s", "version": "1", "title": "T", "source": "test", "effective_from": "2023-01-01",
		"denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252"},
		"codes": [{"role": "visit", "subject": true, "codes": ["99213"]}],
		"criteria": [{"id": "A", "text": "T", "test": true}]}', policy);

-- what PUBLIC may do with tables and views of policies; and with those of the log: nothing
SELECT c.relname, string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) AS public
FROM pg_class c LEFT JOIN LATERAL aclexplode(c.relacl) a ON a.grantee = 0
WHERE c.relnamespace = 'cptpolicy'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname ~ '^(payer|policy)'
GROUP BY c.relname ORDER BY c.relname COLLATE "C";
SELECT c.relname, a.privilege_type
FROM pg_class c, aclexplode(c.relacl) a
WHERE c.relnamespace = 'cptpolicy'::regnamespace AND c.relname ~ '^(evaluation|report)' AND a.grantee <> c.relowner;
-- trigger functions are nobody's to call
SELECT p.oid::regprocedure FROM pg_proc p
WHERE p.pronamespace = 'cptpolicy'::regnamespace AND p.prorettype = 'trigger'::regtype
	AND has_function_privilege('regress_reader', p.oid, 'EXECUTE');

SET ROLE regress_reader;
SELECT count(*) > 0 AS reads FROM cptpolicy.policy_criterion;
SELECT policy_decision('{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}');
SELECT length(policy_document('CP.MP.166', '2023-08')) > 0 AS document,
	length(explain_policy('CP.MP.166', '2023-08')) > 0 AS explained;
SELECT * FROM check_policies();
INSERT INTO cptpolicy.payer (payer, name) VALUES ('x', 'X');
UPDATE cptpolicy.policy_version SET title = 'X';
DELETE FROM cptpolicy.policy_criterion;
TRUNCATE cptpolicy.policy_code;
SELECT load_policy(document('T.1'));
SELECT cptpolicy.store_policy_document(document('T.1')::jsonb, false);
RESET ROLE;

GRANT INSERT, UPDATE, DELETE ON cptpolicy.policy, cptpolicy.policy_version, cptpolicy.policy_code, cptpolicy.policy_fact,
	cptpolicy.policy_precedence, cptpolicy.policy_criterion TO regress_author;
SET ROLE regress_author;
SELECT load_policy(document('T.1'));
SELECT load_policy(document('T.1'));
-- rights on the tables are no rights on what is shipped
SELECT cptpolicy.store_policy_document(document('T.2')::jsonb, true);
DELETE FROM cptpolicy.policy_criterion WHERE criterion = 'IV';
RESET ROLE;

-- what stands in the caller's search_path has no say
CREATE SCHEMA regress_trap;
GRANT ALL ON SCHEMA regress_trap TO regress_reader;
SET ROLE regress_reader;
CREATE FUNCTION regress_trap.equals(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR regress_trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = regress_trap.equals);
CREATE OPERATOR regress_trap.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = regress_trap.equals);
CREATE FUNCTION regress_trap.jsonb_strip_nulls(jsonb) RETURNS jsonb LANGUAGE plpgsql
	AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION regress_trap.format(text, VARIADIC text[]) RETURNS text LANGUAGE plpgsql
	AS $$ BEGIN RAISE 'trapped'; END $$;
RESET ROLE;
SET search_path = regress_trap, pg_catalog, public;
SELECT 'a' = 'a'::text AS trapped;
SELECT public.load_policy(public.document('T.3'));
SELECT length(public.policy_document('T.3', '1')) OPERATOR(pg_catalog.>) 0 AS document,
	length(public.explain_policy('T.3', '1')) OPERATOR(pg_catalog.>) 0 AS explained;
SELECT * FROM public.check_policies();
SELECT public.policy_decision('{"payer": "centene", "date_of_service": "2024-03-01",
	"lines": [{"code": "64451"}, {"code": "99213"}]}');
RESET search_path;

SET client_min_messages = warning;
DROP SCHEMA regress_trap CASCADE;
RESET client_min_messages;
REVOKE ALL ON ALL TABLES IN SCHEMA cptpolicy FROM regress_author;
DROP FUNCTION document;
DROP ROLE regress_reader;
DROP ROLE regress_author;
DELETE FROM cptpolicy.policy_criterion WHERE NOT shipped;
DELETE FROM cptpolicy.policy_code WHERE NOT shipped;
DELETE FROM cptpolicy.policy_version WHERE NOT shipped;
DELETE FROM cptpolicy.policy WHERE NOT shipped;
