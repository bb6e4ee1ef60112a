--
-- Rights of what works on whole tables: nothing runs with more than the caller's rights, and what stands in somebody's
-- schema has no say. In a database of its own, because it is filled with traps.
--
\set regression_database :DBNAME
CREATE DATABASE regress_rights TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
\c regress_rights
CREATE SCHEMA regress_trap;
CREATE EXTENSION cptpolicy SCHEMA regress_trap VERSION '1.1.0';

-- Traps: operators, functions, aggregates and types with names of the server's, which raise when they are used. Some
-- have a signature of the server's, and catch whoever finds this schema first; the others have one that the server
-- lacks, fit better than what it has, and catch whoever finds this schema at all.
DO $$
DECLARE
	everyday CONSTANT regtype[] := '{boolean,smallint,integer,bigint,oid,double precision,numeric,text,character varying,
		name,"\"char\"",date,timestamp,timestamptz,interval,jsonb,regclass,text[]}';
	body CONSTANT text := 'LANGUAGE plpgsql AS ''BEGIN RAISE ''''trapped''''; END''';
	trap record;
BEGIN
	FOR trap IN
		SELECT row_number() OVER () AS number, o AS name, l, r, coalesce(same.oprresult::regtype,
			CASE WHEN o IN ('+', '-', '*', '/', '%') THEN regtype 'numeric' WHEN o IN ('||', '->>') THEN 'text'
				WHEN o = '->' THEN 'jsonb' ELSE 'boolean' END) AS result
		FROM unnest('{=,<>,<,>,<=,>=,+,-,*,/,%,||,->,->>,~,!~,~~,@>,<@}'::text[]) AS o
			CROSS JOIN unnest(everyday) AS l CROSS JOIN unnest(everyday) AS r
			LEFT JOIN pg_operator same ON same.oprnamespace = 'pg_catalog'::regnamespace AND same.oprname = o
				AND same.oprleft = l AND same.oprright = r
	LOOP
		EXECUTE format('CREATE FUNCTION regress_trap.trap_%s(%s, %s) RETURNS %s %s',
			trap.number, trap.l, trap.r, trap.result, body);
		EXECUTE format('CREATE OPERATOR regress_trap.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = regress_trap.trap_%s)',
			trap.name, trap.l, trap.r, trap.number);
	END LOOP;
	FOR trap IN
		WITH name (name) AS (SELECT unnest('{abs,btrim,ceil,concat,concat_ws,current_database,current_setting,date_part,
			date_trunc,extract,floor,format,has_database_privilege,jsonb_array_elements,jsonb_build_object,jsonb_typeof,
			left,length,lower,lpad,mod,now,quote_ident,regexp_replace,replace,right,round,rpad,split_part,starts_with,
			string_to_array,strpos,substr,to_char,to_date,to_regclass,clock_timestamp,trunc,unnest,upper}'::text[])),
		arguments (list) AS (
			SELECT unnest('{"","VARIADIC text[]","anyelement"}'::text[])
			UNION ALL SELECT type::text FROM unnest(everyday) AS type WHERE type <> 'text[]'::regtype
			UNION ALL SELECT format('%s, %s', l, r) FROM unnest(everyday) AS l, unnest(everyday) AS r
				WHERE r IN ('integer'::regtype, 'numeric', 'text', 'date', 'timestamp', 'timestamptz', 'jsonb'))
		SELECT name, list FROM name, arguments
	LOOP
		EXECUTE format('CREATE FUNCTION regress_trap.%I(%s) RETURNS text %s', trap.name, trap.list, body);
	END LOOP;
	FOR trap IN
		SELECT 10000 + row_number() OVER () AS number, name, argument
		FROM unnest('{count,sum,avg,min,max,bool_and,bool_or,array_agg,jsonb_agg,string_agg}'::text[]) AS name
			CROSS JOIN unnest(everyday::text[] || '{anyelement,*,"text, text"}'::text[]) AS argument
	LOOP
		EXECUTE format('CREATE FUNCTION regress_trap.trap_%s(%s) RETURNS integer %s', trap.number,
			concat_ws(', ', 'integer', nullif(trap.argument, '*')), body);
		EXECUTE format('CREATE AGGREGATE regress_trap.%I(%s) (SFUNC = regress_trap.trap_%s, STYPE = integer)',
			trap.name, trap.argument, trap.number);
	END LOOP;
END
$$;
CREATE DOMAIN regress_trap.text AS integer CHECK (VALUE < 0);
CREATE DOMAIN regress_trap.jsonb AS integer CHECK (VALUE < 0);
CREATE DOMAIN regress_trap.date AS integer CHECK (VALUE < 0);
CREATE DOMAIN regress_trap.name AS integer CHECK (VALUE < 0);
CREATE DOMAIN regress_trap.regclass AS integer CHECK (VALUE < 0);


-- The rest of the extension comes into a schema full of traps, and uses none of them, now or later.
ALTER EXTENSION cptpolicy UPDATE;
WITH trap (classid, objid) AS (
	SELECT 'pg_proc'::regclass, p.oid FROM pg_proc p LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
		LEFT JOIN pg_proc step ON step.oid = a.aggtransfn
	WHERE p.pronamespace = 'regress_trap'::regnamespace AND 'BEGIN RAISE ''trapped''; END' IN (p.prosrc, step.prosrc)
	UNION ALL SELECT 'pg_operator', o.oid FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
	WHERE o.oprnamespace = 'regress_trap'::regnamespace AND p.prosrc ~ 'trapped'
	UNION ALL SELECT 'pg_type', oid FROM pg_type WHERE typnamespace = 'regress_trap'::regnamespace AND typtype = 'd')
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS led_astray,
	pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid) AS by
FROM pg_depend d JOIN trap ON trap.classid = d.refclassid AND trap.objid = d.refobjid
WHERE (d.classid, d.objid) NOT IN (SELECT classid, objid FROM trap)
	AND NOT (d.classid IN ('pg_type'::regclass, 'pg_constraint'::regclass) AND d.refclassid = 'pg_type'::regclass)
ORDER BY 1, 2;

-- A session that finds the traps first, and temporary tables with names of ours before them
CREATE TABLE claim (claim_id text PRIMARY KEY, claim jsonb, result jsonb);
CREATE TABLE line (claim_id text, line int NOT NULL, code regress_trap.cpt_code, date_of_service date);
INSERT INTO line VALUES ('C', 1, '27096', '2024-08-05'), ('C', 2, '77003', '2024-08-05');
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON claim
	FOR EACH ROW EXECUTE FUNCTION regress_trap.enforce_policy('claim', 'result');
CREATE TEMP TABLE evaluation (trapped int);
CREATE TEMP TABLE evaluation_reason (trapped int);
CREATE TEMP TABLE evaluation_run (trapped int);
CREATE TEMP TABLE evaluation_progress (trapped int);
CREATE TEMP TABLE claim (trapped int);
CREATE TEMP TABLE policy (trapped int);
CREATE TEMP TABLE pg_class (trapped int);
CREATE TEMP TABLE pg_locks (trapped int);
CREATE TEMP TABLE cptpolicy_ordered_copy (trapped int);
SET search_path = pg_temp, regress_trap, pg_catalog, public;
\set VERBOSITY terse
SELECT 1 + 1;
SELECT 'a' || 'b'::pg_catalog.text;
SELECT now();
SELECT count(*) FROM public.line;
SELECT '1'::text;
SELECT * FROM pg_class;

SELECT policy_decision('{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}');
SELECT decision, message FROM evaluate_lines('{"payer": "centene", "date_of_service": "2024-03-01",
	"lines": [{"code": "64451"}]}');
SELECT pg_catalog.left(explain_evaluation('{"date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}'), 20);
SELECT pg_catalog.left(code_sheet_text('64493', '2024-03-01'), 20);
SELECT column_one, column_two, bypassed FROM ptp_conflicts('public.line');
SELECT rule FROM modifier_problems('64493', '{ZZ}', '2024-03-01');
SELECT * FROM check_policies();
INSERT INTO public.claim (claim_id, claim) VALUES ('C-1', '{"claim_id": "C-1", "payer": "centene",
	"date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}');
INSERT INTO public.claim (claim_id, claim) VALUES ('C-2', '{"claim_id": "C-2", "payer": "nobody",
	"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}'), ('C-3', '{"lines": []}');
INSERT INTO public.claim (claim_id, claim) VALUES ('C-2', '{"claim_id": "C-2", "payer": "nobody",
	"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}'), ('C-3', NULL), ('C-4', NULL);
SELECT claim_id, result OPERATOR(pg_catalog.->>) 'decision' AS decision
FROM public.claim ORDER BY claim_id USING OPERATOR(pg_catalog.<);
CALL evaluate_claims('public.claim', 'ordered', 1);
CREATE VIEW public.unordered AS
SELECT claim_id, claim FROM public.claim ORDER BY claim USING OPERATOR(pg_catalog.<) OFFSET 0;
CALL evaluate_claims('public.unordered', 'sorted', 1);
SELECT stop_evaluation('sorted');
SELECT run_name, state, done, total, percent
FROM cptpolicy.evaluation_progress ORDER BY run_name USING OPERATOR(pg_catalog.<);
SELECT claim_id, decision, policy FROM cptpolicy.evaluation;
SELECT claim_id, old_decision, new_decision FROM evaluation_change('ordered', 'sorted');
SELECT run_name, state, total_claims, percent_done
FROM cptpolicy.report_run ORDER BY run_name USING OPERATOR(pg_catalog.<);
SELECT decision, lines, claims FROM cptpolicy.report_decision_by_month
WHERE run_name OPERATOR(pg_catalog.=) 'ordered';
SELECT claim_id FROM cptpolicy.report_change;
SELECT delete_evaluation('sorted');
RESET search_path;

-- A caller has the rights that it has, and each of them is needed
CREATE ROLE regress_operator;
CREATE ROLE regress_other;
GRANT USAGE ON SCHEMA regress_trap TO regress_operator, regress_other;
CREATE TABLE public.source (claim_id int PRIMARY KEY, claim jsonb, of_role name);
INSERT INTO public.source SELECT n, '{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}',
	CASE WHEN n < 3 THEN 'regress_operator' ELSE 'regress_other' END FROM generate_series(1, 5) AS n;
-- (a view's functions run with the rights of who reads it)
CREATE FUNCTION public.read_by(claim jsonb) RETURNS jsonb LANGUAGE plpgsql
	AS $$ BEGIN RAISE NOTICE 'read by %', current_user; RETURN claim; END $$;
CREATE VIEW public.watched AS SELECT claim_id, public.read_by(claim) AS claim FROM public.source WHERE claim_id = 1;
CREATE VIEW public.of_invoker WITH (security_invoker) AS SELECT * FROM public.source;
GRANT SELECT ON public.watched, public.of_invoker TO regress_operator;

SET ROLE regress_operator;
CALL regress_trap.evaluate_claims('public.watched', 'run');
RESET ROLE;
GRANT SELECT, INSERT ON cptpolicy.evaluation_run TO regress_operator;
SET ROLE regress_operator;
CALL regress_trap.evaluate_claims('public.watched', 'run');
RESET ROLE;
GRANT INSERT ON cptpolicy.evaluation TO regress_operator;
SET ROLE regress_operator;
CALL regress_trap.evaluate_claims('public.watched', 'run');
RESET ROLE;
GRANT INSERT ON cptpolicy.evaluation_reason TO regress_operator;
SET ROLE regress_operator;
CALL regress_trap.evaluate_claims('public.watched', 'run');
RESET ROLE;
-- nothing of a run that may not be is left
SELECT run_name FROM cptpolicy.evaluation_run WHERE run_name = 'run';
GRANT UPDATE ON cptpolicy.evaluation_run TO regress_operator;
SET ROLE regress_operator;
CALL regress_trap.evaluate_claims('public.watched', 'run');
CALL regress_trap.evaluate_claims('public.source', 'of a table');
CALL regress_trap.evaluate_claims('public.of_invoker', 'of an invoker''s view');
RESET ROLE;
SELECT run_name, state, started_by FROM cptpolicy.evaluation_run ORDER BY run_id;

-- Names are names, whatever stands in them
CREATE TABLE public."a"" b'; SELECT 1/0; --" (claim_id text, claim jsonb);
INSERT INTO public."a"" b'; SELECT 1/0; --" VALUES ('1', NULL), (E'\'; SELECT 1/0; --\\', NULL);
CALL regress_trap.evaluate_claims('public."a"" b''; SELECT 1/0; --"', '"''; SELECT 1/0; --', 1);
SELECT source, last_claim_id, done FROM cptpolicy.evaluation_run WHERE run_name = '"''; SELECT 1/0; --';
SELECT regress_trap.stop_evaluation('"''; SELECT 1/0; --'), regress_trap.delete_evaluation('"''; SELECT 1/0; --');

-- Row level security hides from a run what it hides from its role
ALTER TABLE public.source ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.source USING (of_role = current_user);
GRANT SELECT ON public.source TO regress_operator, regress_other;
SET ROLE regress_operator;
CALL regress_trap.evaluate_claims('public.source', 'own rows');
CALL regress_trap.evaluate_claims('public.of_invoker', 'own rows of a view', 1);
RESET ROLE;
SELECT run_name, total, done, last_claim_id FROM cptpolicy.evaluation_run WHERE run_name LIKE 'own%' ORDER BY run_id;

-- The log is not written past row level security of its own
ALTER TABLE cptpolicy.evaluation_reason ENABLE ROW LEVEL SECURITY;
SET ROLE regress_operator;
CALL regress_trap.evaluate_claims('public.source', 'past row level security');
RESET ROLE;
ALTER TABLE cptpolicy.evaluation_reason DISABLE ROW LEVEL SECURITY;

-- Others can neither look at runs, nor stop or remove them
SET ROLE regress_other;
SELECT * FROM cptpolicy.evaluation_progress;
SELECT regress_trap.stop_evaluation('run');
SELECT regress_trap.delete_evaluation('run');
RESET ROLE;
SET ROLE regress_operator;
SELECT * FROM cptpolicy.evaluation_progress;
SELECT regress_trap.delete_evaluation('run');
RESET ROLE;
SELECT count(*) FROM cptpolicy.evaluation_run WHERE run_name = 'run';

-- Without TEMPORARY on the database, what would have to be sorted is refused
REVOKE TEMPORARY ON DATABASE regress_rights FROM PUBLIC;
CREATE VIEW public.shuffled AS SELECT claim_id + 0 AS claim_id, claim FROM public.source;
GRANT SELECT ON public.shuffled TO regress_operator;
SET ROLE regress_operator;
\set VERBOSITY default
CALL regress_trap.evaluate_claims('public.shuffled', 'to be sorted', 1);
CALL regress_trap.evaluate_claims('public.shuffled', 'at once');
RESET ROLE;

\c :regression_database
DROP DATABASE regress_rights;
DROP ROLE regress_operator;
DROP ROLE regress_other;
