--
-- Tables of national coding data: what is shipped, what they refuse, which rows count, who learns of a change
--
SET datestyle = ISO;
CREATE VIEW reference_table AS
SELECT c.oid, c.relname
FROM pg_class c
WHERE c.relnamespace = 'cptpolicy'::regnamespace AND c.relkind = 'r'
	AND c.relname IN ('reference_file', 'modifier', 'modifier_exclusion', 'code_group', 'modifier_rule',
		'procedure_code', 'fee_schedule', 'add_on', 'mue', 'ptp_rationale', 'ptp', 'place_of_service', 'code_overview',
		'code_site', 'code_payer', 'overview_modifier', 'edit_setting', 'reference_generation');

-- dumped without what is shipped; shipped rows are guarded; changes are announced whoever makes them
SELECT t.relname, x.condition
FROM reference_table t LEFT JOIN pg_extension e ON e.extname = 'cptpolicy'
	LEFT JOIN LATERAL unnest(e.extconfig, e.extcondition) x (table_oid, condition) ON x.table_oid = t.oid
ORDER BY t.relname COLLATE "C";
SELECT x.table_oid::regclass AS sequence, x.condition
FROM pg_extension e, unnest(e.extconfig, e.extcondition) x (table_oid, condition), pg_class c
WHERE e.extname = 'cptpolicy' AND c.oid = x.table_oid AND c.relkind = 'S';
SELECT g.tgname, g.tgenabled, count(*) AS tables,
	substring(pg_get_triggerdef(g.oid) FROM '(?:BEFORE|AFTER) .*? ON ')
		|| substring(pg_get_triggerdef(g.oid) FROM 'FOR .*') AS definition
FROM reference_table t JOIN pg_trigger g ON g.tgrelid = t.oid
GROUP BY 1, 2, 4 ORDER BY g.tgname COLLATE "C", 4;
-- no foreign keys, no row security, "shipped" in every primary key
SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid IN (SELECT oid FROM reference_table) AND contype IN ('p', 'f', 'x')
ORDER BY conrelid::regclass::text COLLATE "C";
SELECT relname FROM pg_class
WHERE oid IN (SELECT oid FROM reference_table) AND (relrowsecurity OR relforcerowsecurity);
-- everyone reads tables and views, nobody writes
SELECT a.privilege_type AS public, count(*) AS tables_and_views,
	string_agg(c.relname, ' ' ORDER BY c.relname COLLATE "C") FILTER (WHERE c.relkind = 'v') AS views
FROM pg_class c, aclexplode(c.relacl) a
WHERE a.grantee = 0 AND (c.oid IN (SELECT oid FROM reference_table)
	OR c.relname LIKE '%\_in\_force' OR c.relname = 'overview_modifier_verdict')
GROUP BY a.privilege_type;
-- views give the rights of who asks, and the columns of their table
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'cptpolicy'::regnamespace AND c.relkind = 'v' AND c.relname LIKE '%\_in\_force'
	AND ('security_invoker=true' <> ALL (COALESCE(c.reloptions, '{}'))
		OR (SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0
			AND attname NOT IN ('rationale_text', 'code_definition'))
		<> (SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute
			WHERE attrelid = ('cptpolicy.' || replace(c.relname, '_in_force', ''))::regclass AND attnum > 0));

-- no table is empty
SELECT relname
FROM reference_table
WHERE query_to_xml(format('SELECT FROM cptpolicy.%I LIMIT 1', relname), false, true, '')::text = '';
-- every row that names a source names one that is there
CREATE FUNCTION without_source(tab name) RETURNS SETOF int LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT DISTINCT file FROM cptpolicy.%I x WHERE shipped AND NOT EXISTS
		(SELECT FROM cptpolicy.reference_file f WHERE f.file = x.file AND f.shipped)', tab);
END
$$;
SELECT t.relname, f.file
FROM reference_table t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'file'
	CROSS JOIN LATERAL without_source(t.relname) f (file);
DROP FUNCTION without_source;
SELECT file, kind, setting, quarter FROM cptpolicy.reference_file WHERE shipped ORDER BY file DESC;
SELECT count(*) FROM cptpolicy.reference_file
WHERE shipped AND (covers_from IS NOT NULL OR loaded_at IS NOT NULL OR name !~ '[a-z]');

-- NCCI edits between the codes of policies and overviews
SELECT setting, modifier_indicator, effective_to = 'infinity' AS lasting, start_known, count(*),
	min(effective_from), max(effective_from)
FROM cptpolicy.ptp WHERE shipped GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3;
SELECT rationale, text, code_definition FROM cptpolicy.ptp_rationale WHERE shipped ORDER BY rationale;
SELECT column_one, column_two, effective_from, effective_to, modifier_indicator, rationale_text, code_definition
FROM cptpolicy.ptp_in_force
WHERE (column_one, column_two) IN (('64451', '64495'), ('64451', '77003'), ('64451', '99213'), ('64454', '77002'),
	('27096', '64454'), ('G0260', 'G0259'), ('27096', '64451'), ('64451', '27096'))
ORDER BY 1, 2, effective_to;
SELECT setting, units, adjudication_indicator, rationale, string_agg(code::text, ' ' ORDER BY code) AS codes
FROM cptpolicy.mue_in_force GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
SELECT add_on_code, type, count(*) AS primaries,
	CASE WHEN count(*) < 4 THEN string_agg(primary_code, ' ' ORDER BY primary_code COLLATE "C") END AS codes
FROM cptpolicy.add_on_in_force GROUP BY 1, 2 ORDER BY 1;
SELECT status, pctc, global_days AS global, multiple, bilateral, assistant, co_surgeon AS co, team_surgeon AS team,
	preoperative_percent AS pre, intraoperative_percent AS intra, postoperative_percent AS post, min(effective_from),
	string_agg(DISTINCT code::text, ' ' ORDER BY code::text) AS codes
FROM cptpolicy.fee_schedule_in_force WHERE component = 'whole'
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ORDER BY min(code);
SELECT code, string_agg(component, ' ' ORDER BY component) FROM cptpolicy.fee_schedule_in_force
WHERE component <> 'whole' AND '2024-08-01' BETWEEN effective_from AND effective_to GROUP BY code ORDER BY code;
SELECT code, effective_from, effective_to, start_known
FROM cptpolicy.procedure_code_in_force WHERE shipped ORDER BY code;

-- overviews: codes, places and modifiers of legal shape, sources of the right kind
SELECT o.code, o.title, count(DISTINCT s.place_of_service) AS sites, count(DISTINCT p.payer) AS payers
FROM cptpolicy.code_overview o
LEFT JOIN cptpolicy.code_site s USING (code) LEFT JOIN cptpolicy.code_payer p USING (code)
GROUP BY 1, 2 ORDER BY 1;
SELECT code, modifier, statement FROM cptpolicy.overview_modifier ORDER BY code;
-- what national data says of these modifiers
SELECT v.code, v.modifier, v.contradicted, v.rule,
	regexp_replace(v.message, '\d+-\d+-\d+', 'today') AS message, v.source <> '' AS has_source, f.name AS overview
FROM cptpolicy.overview_modifier_verdict v JOIN cptpolicy.reference_file f USING (file, shipped) ORDER BY v.code;
BEGIN;
INSERT INTO cptpolicy.overview_modifier (code, modifier, statement, file) VALUES
	('64451', '50', 'both sides', 0), ('76942', '26', 'the reading alone', 0), ('64495', '51', 'second procedure', 0);
SELECT code, modifier, contradicted, rule, rule_name
FROM cptpolicy.overview_modifier_verdict WHERE NOT shipped ORDER BY 1;
ROLLBACK;
SELECT code, place_of_service FROM cptpolicy.code_site
WHERE place_of_service NOT IN (SELECT place_of_service FROM cptpolicy.place_of_service);
SELECT f.kind, count(*) FROM (SELECT file FROM cptpolicy.code_overview UNION ALL SELECT file FROM cptpolicy.code_site
	UNION ALL SELECT file FROM cptpolicy.code_payer UNION ALL SELECT file FROM cptpolicy.overview_modifier) x
	JOIN cptpolicy.reference_file f USING (file) GROUP BY 1;

-- ---- what the tables refuse ----
\set VERBOSITY terse
INSERT INTO cptpolicy.reference_file (kind, name) VALUES ('edits', 'x');
INSERT INTO cptpolicy.reference_file (kind, name) VALUES ('ptp', 'no setting');
INSERT INTO cptpolicy.reference_file (kind, setting, name) VALUES ('add_on', 'practitioner', 'has no setting');
INSERT INTO cptpolicy.reference_file (kind, setting, name) VALUES ('mue', 'hospital', 'x');
INSERT INTO cptpolicy.reference_file (file, kind, name) VALUES (-1, 'add_on', 'x');
INSERT INTO cptpolicy.reference_file (kind, name) VALUES ('add_on', '');
INSERT INTO cptpolicy.reference_file (kind, name, rows) VALUES ('add_on', 'x', -1);
INSERT INTO cptpolicy.modifier (modifier, level, class, file) VALUES ('LT', 'III', 'x', 1);
INSERT INTO cptpolicy.modifier (modifier, level, class, file) VALUES ('LTX', 'HCPCS', 'x', 1);
INSERT INTO cptpolicy.modifier (modifier, level, class, effective_from, effective_to, file)
	VALUES ('QQ', 'HCPCS', 'x', '2024-02-01', '2024-01-31', 1);
INSERT INTO cptpolicy.modifier_exclusion (modifier, other_modifier, severity, message, source)
	VALUES ('50', 'lt', 'deny', 'x', 'test');
INSERT INTO cptpolicy.modifier_exclusion (modifier, other_modifier, severity, message, source)
	VALUES ('50', 'LT', 'pend', 'x', 'test');
INSERT INTO cptpolicy.code_group (code_group, first_code, last_code, source) VALUES ('x', '99215', '99212', 'test');
INSERT INTO cptpolicy.modifier_rule (rule, modifier, subject, violated_when, "values", severity, message, source)
	VALUES ('x', '26', 'indicator', 'is', '{0}', 'deny', 'x', 'test');
INSERT INTO cptpolicy.modifier_rule (rule, modifier, subject, violated_when, "values", severity, message, source)
	VALUES ('x', '26', 'pctc', 'is', '{}', 'deny', 'x', 'test');
INSERT INTO cptpolicy.procedure_code (code, effective_from, effective_to, file)
	VALUES ('99213', '2024-02-01', '2024-01-31', 1);
INSERT INTO cptpolicy.procedure_code (code, file) VALUES ('CCCCC', 1);
INSERT INTO cptpolicy.fee_schedule (code, status, effective_from, file) VALUES ('99213', 'AA', '2024-01-01', 1);
INSERT INTO cptpolicy.fee_schedule (code, component, status, effective_from, file)
	VALUES ('99213', '25', 'A', '2024-01-01', 1);
INSERT INTO cptpolicy.fee_schedule (code, status, global_days, effective_from, file)
	VALUES ('99213', 'A', '10', '2024-01-01', 1);
INSERT INTO cptpolicy.fee_schedule (code, status, bilateral, effective_from, file)
	VALUES ('99213', 'A', '', '2024-01-01', 1);
INSERT INTO cptpolicy.add_on (add_on_code, primary_code, type, effective_from, file)
	VALUES ('64491', 'DDDDD', 1, '2024-01-01', 1);
INSERT INTO cptpolicy.add_on (add_on_code, primary_code, type, effective_from, file)
	VALUES ('64491', '64490', 4, '2024-01-01', 1);
INSERT INTO cptpolicy.mue (code, setting, units, adjudication_indicator, rationale, effective_from, file)
	VALUES ('64451', 'practitioner', -1, 2, 'x', '2024-01-01', 1);
INSERT INTO cptpolicy.mue (code, setting, units, adjudication_indicator, rationale, effective_from, file)
	VALUES ('64451', 'practitioner', 1, 4, 'x', '2024-01-01', 1);
INSERT INTO cptpolicy.ptp_rationale (rationale, text, code_definition) VALUES (13, 'x', false);
INSERT INTO cptpolicy.ptp (column_one, column_two, setting, effective_from, file, modifier_indicator, rationale)
	VALUES ('64451', '64454', 'practitioner', '2024-01-01', 1, 2, 1);
INSERT INTO cptpolicy.place_of_service (place_of_service, name, facility, file) VALUES ('7', 'x', false, 1);
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('NCCI', 'deny');
INSERT INTO cptpolicy.edit_setting (severity) VALUES ('info');
INSERT INTO cptpolicy.edit_setting (line_of_business, severity) VALUES ('Medicare', 'off');
INSERT INTO cptpolicy.edit_setting (payer, severity) VALUES ('', 'off');
INSERT INTO cptpolicy.edit_setting (severity, effective_from, effective_to) VALUES ('off', '2024-02-01', '2024-01-31');
-- what they take: the placeholder of contractors, an edit that ended before the file's quarter
BEGIN;
INSERT INTO cptpolicy.add_on (add_on_code, primary_code, type, effective_from, file)
	VALUES ('0054T', 'CCCCC', 2, '2024-01-01', 1);
INSERT INTO cptpolicy.ptp
	(column_one, column_two, setting, effective_from, effective_to, file, modifier_indicator, rationale)
	VALUES ('64451', '64454', 'outpatient', '2024-07-01', '2012-06-30', 1, 1, 7);
ROLLBACK;

-- ---- shipped rows stay as they are, in every table ----
DO $$
DECLARE
	tab name;
	command text;
	refused int := 0;
	state text;
BEGIN
	FOR tab IN SELECT relname FROM reference_table WHERE relname NOT IN ('edit_setting', 'reference_generation')
	LOOP
		FOREACH command IN ARRAY ARRAY[
			'UPDATE cptpolicy.%I SET shipped = shipped',
			'UPDATE cptpolicy.%I SET shipped = false',
			'DELETE FROM cptpolicy.%I',
			'TRUNCATE cptpolicy.%I']
		LOOP
			BEGIN
				EXECUTE format(command, tab);
				RAISE NOTICE 'accepted: %', format(command, tab);
			EXCEPTION WHEN object_not_in_prerequisite_state THEN
				refused := refused + 1;
			END;
		END LOOP;
	END LOOP;
	RAISE NOTICE '% commands refused', refused;
END
$$;
INSERT INTO cptpolicy.mue (code, setting, units, adjudication_indicator, rationale, effective_from, file, shipped)
	VALUES ('99999', 'dme', 1, 1, 'x', '2024-01-01', 1, true);
COPY cptpolicy.code_payer (code, payer, file, shipped) FROM stdin;
99213	Acme	1	f
99213	Acme	-20	t
\.
BEGIN;
INSERT INTO cptpolicy.code_payer (code, payer, file) VALUES ('99213', 'Acme', 1);
UPDATE cptpolicy.code_payer SET payer = 'Acme Health' WHERE code = '99213';
UPDATE cptpolicy.code_payer SET shipped = true WHERE code = '99213';
ROLLBACK;
\set VERBOSITY default
DELETE FROM cptpolicy.ptp WHERE column_one = '64451';
DELETE FROM cptpolicy.ptp_rationale;
DELETE FROM cptpolicy.modifier_rule;
DELETE FROM cptpolicy.code_payer;

-- ---- which rows count ----
CREATE FUNCTION counting(kind text) RETURNS TABLE (code text, what text, days text) LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE CASE kind
		WHEN 'mue' THEN $q$SELECT code || ' ' || setting, units || CASE WHEN shipped THEN ' shipped' ELSE ' own' END,
			effective_from || ' - ' || effective_to FROM cptpolicy.mue_in_force
			WHERE code IN ('64451', '64454') ORDER BY code, setting, effective_from, units$q$
		WHEN 'fee_schedule' THEN $q$SELECT code || ' ' || component,
			pctc || CASE WHEN shipped THEN ' shipped' ELSE ' own' END,
			effective_from || ' - ' || effective_to FROM cptpolicy.fee_schedule_in_force
			WHERE code IN ('64451', '77003') ORDER BY code, component, effective_from$q$
		WHEN 'ptp' THEN $q$SELECT setting::text, CASE WHEN shipped THEN 'shipped' ELSE 'own' END,
			count(*)::text FROM cptpolicy.ptp_in_force GROUP BY 1, 2 ORDER BY 1, 2$q$
		WHEN 'add_on' THEN $q$SELECT add_on_code || '<-' || primary_code,
			CASE WHEN shipped THEN 'shipped' ELSE 'own' END,
			effective_from || ' - ' || effective_to FROM cptpolicy.add_on_in_force
			WHERE add_on_code IN ('64492', '0054T') ORDER BY 1$q$
		END;
END
$$;

-- unit limits: own rows win on their days, in the middle and at the ends
BEGIN;
INSERT INTO cptpolicy.mue
	(code, setting, units, adjudication_indicator, rationale, effective_from, effective_to, file) VALUES
	('64451', 'practitioner', 5, 3, 'own', '2024-09-01', '2024-09-30', 0),
	('64451', 'practitioner', 6, 3, 'own', '2025-01-01', '2025-12-31', 0),
	('64454', 'practitioner', 7, 3, 'own', '2024-01-01', '2024-07-31', 0),
	('64454', 'outpatient', 8, 3, 'own', '2024-10-01', 'infinity', 0),
	('64454', 'dme', 9, 3, 'own', '-infinity', 'infinity', 0);
SELECT * FROM counting('mue');
-- and shipped ones end with the first loaded file of their setting
INSERT INTO cptpolicy.reference_file (kind, setting, name, covers_from) VALUES
	('mue', 'practitioner', 'later', '2025-07-01'), ('mue', 'practitioner', 'first', '2025-04-01'),
	('mue', 'dme', 'of another setting', '2024-08-01'), ('fee_schedule', NULL, 'of another kind', '2024-08-01');
SELECT * FROM counting('mue');
-- nothing is left when the file begins no later; a file without a first day hides nothing
INSERT INTO cptpolicy.reference_file (kind, setting, name, covers_from) VALUES
	('mue', 'practitioner', 'whole', '2024-07-01'), ('mue', 'outpatient', 'without', NULL);
SELECT * FROM counting('mue');
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
DELETE FROM cptpolicy.mue WHERE NOT shipped;
SELECT * FROM counting('mue');
ROLLBACK;

-- fee schedule: the same, by component
BEGIN;
INSERT INTO cptpolicy.fee_schedule (code, component, status, pctc, effective_from, effective_to, file) VALUES
	('64451', 'whole', 'A', '9', '2023-06-01', '2024-02-29', 0),
	('77003', 'TC', 'A', '9', '2022-01-01', 'infinity', 0);
SELECT * FROM counting('fee_schedule');
INSERT INTO cptpolicy.reference_file (kind, name, covers_from) VALUES ('fee_schedule', 'first', '2024-01-01');
SELECT * FROM counting('fee_schedule');
ROLLBACK;

-- PTP: a loaded file hides all shipped rows of its setting; a row of one's own hides none
BEGIN;
INSERT INTO cptpolicy.ptp (column_one, column_two, setting, effective_from, file, modifier_indicator, rationale) VALUES
	('64451', '64454', 'practitioner', '2024-01-01', 0, 0, 7),
	('64451', '64454', 'outpatient', '2024-01-01', 0, 0, 1000);
SELECT * FROM counting('ptp');
INSERT INTO cptpolicy.reference_file (kind, setting, name, covers_from) VALUES ('ptp', 'outpatient', 'x', '1996-01-01');
SELECT * FROM counting('ptp');
INSERT INTO cptpolicy.reference_file (kind, setting, name, covers_from)
	VALUES ('ptp', 'practitioner', 'x', '1996-01-01');
SELECT * FROM counting('ptp');
-- a rationale that is in no table, and one of users
SELECT setting, rationale, rationale_text, code_definition FROM cptpolicy.ptp_in_force ORDER BY setting;
INSERT INTO cptpolicy.ptp_rationale VALUES (1000, 'A new reason', true);
SELECT setting, rationale, rationale_text, code_definition FROM cptpolicy.ptp_in_force ORDER BY setting;
ROLLBACK;

-- add-on codes
BEGIN;
INSERT INTO cptpolicy.add_on (add_on_code, primary_code, type, effective_from, file)
	VALUES ('0054T', 'CCCCC', 2, '2024-01-01', 0);
SELECT * FROM counting('add_on');
INSERT INTO cptpolicy.reference_file (kind, name, covers_from) VALUES ('add_on', 'x', '1996-01-01');
SELECT * FROM counting('add_on');
ROLLBACK;

-- lists: an own row takes the place of all shipped ones of its modifier, code or place
BEGIN;
INSERT INTO cptpolicy.procedure_code (code, effective_from, effective_to, file) VALUES
	('64451', '2021-01-01', '2021-12-31', 0), ('64451', '2023-01-01', 'infinity', 0);
SELECT code, effective_from, effective_to, shipped FROM cptpolicy.procedure_code_in_force
WHERE code IN ('64451', '64454') ORDER BY code, effective_from;
INSERT INTO cptpolicy.modifier (modifier, level, class, effective_from, file)
	VALUES ('LT', 'HCPCS', 'own', '2024-01-01', 0);
SELECT modifier, class, effective_from, ncci_associated, shipped FROM cptpolicy.modifier_in_force
WHERE modifier IN ('LT', 'RT') AND (shipped IS FALSE OR modifier = 'LT');
INSERT INTO cptpolicy.place_of_service (place_of_service, name, facility, effective_from, file)
	VALUES ('24', 'own', true, '2024-01-01', 0);
SELECT place_of_service, name, effective_from, shipped
FROM cptpolicy.place_of_service_in_force WHERE place_of_service = '24';
ROLLBACK;

-- rows that are the only ones count as they stand, all of them
SELECT count(*) FROM (TABLE cptpolicy.mue_in_force EXCEPT TABLE cptpolicy.mue) x;
SELECT count(*) FROM (TABLE cptpolicy.fee_schedule_in_force EXCEPT TABLE cptpolicy.fee_schedule) x;
SELECT (SELECT count(*) FROM cptpolicy.mue_in_force) = (SELECT count(*) FROM cptpolicy.mue) AS mue,
	(SELECT count(*) FROM cptpolicy.fee_schedule_in_force)
		= (SELECT count(*) FROM cptpolicy.fee_schedule) AS fee_schedule,
	(SELECT count(*) FROM cptpolicy.ptp_in_force) = (SELECT count(*) FROM cptpolicy.ptp) AS ptp,
	(SELECT count(*) FROM cptpolicy.add_on_in_force) = (SELECT count(*) FROM cptpolicy.add_on) AS add_on,
	(SELECT count(*) FROM cptpolicy.modifier_in_force) = (SELECT count(*) FROM cptpolicy.modifier) AS modifier;

-- the scans of a plan, however a version writes the rest of it
CREATE FUNCTION scans(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query
	LOOP
		IF line ~ ' Scan |Scan on|Index Cond|Join|Loop' THEN
			RETURN NEXT trim(line, ' ->');
		END IF;
	END LOOP;
END
$$;
-- one index scan finds the edits of a code, and reasons that nobody asks for are not looked up
BEGIN;
INSERT INTO cptpolicy.ptp (column_one, column_two, setting, effective_from, file, modifier_indicator, rationale)
SELECT (10000 + i / 100)::text, (20000 + i % 100)::text, 'practitioner', '2024-01-01', 0, 1, 7
FROM generate_series(0, 19999) i;
ANALYZE cptpolicy.ptp, cptpolicy.ptp_rationale, cptpolicy.reference_file;

SET LOCAL enable_bitmapscan = off;
SELECT plan
FROM scans($$SELECT column_two, modifier_indicator FROM cptpolicy.ptp_in_force WHERE column_one = '10042'$$) plan;
SELECT plan FROM scans('SELECT count(*) FROM cptpolicy.ptp_in_force') plan;
ROLLBACK;

-- ---- announcing ----
CREATE FUNCTION announced(command text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	before bigint := (SELECT generation FROM cptpolicy.reference_generation);
BEGIN
	EXECUTE command;
	RETURN (SELECT generation FROM cptpolicy.reference_generation) - before;
END
$$;
SELECT announced('SELECT 1') AS reading,
	announced($$INSERT INTO cptpolicy.code_payer (code, payer, file)
		SELECT '99213', 'Payer ' || i, 0 FROM generate_series(1, 1000) i$$) AS thousand_rows;
SELECT announced('DELETE FROM cptpolicy.code_payer WHERE NOT shipped') AS deleting;
SELECT announced($$INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('PLACE', 'off')$$) AS setting;
SELECT announced('TRUNCATE cptpolicy.edit_setting') AS truncating;
SET session_replication_role = replica;
SELECT announced($$INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('PLACE', 'off')$$) AS replicating;
DELETE FROM cptpolicy.edit_setting;
RESET session_replication_role;
-- whoever writes the tables must be able to count that
CREATE ROLE regress_loader;
GRANT INSERT, DELETE ON cptpolicy.edit_setting TO regress_loader;
SET ROLE regress_loader;
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('PLACE', 'off');
RESET ROLE;
GRANT UPDATE ON cptpolicy.reference_generation TO regress_loader;
SET ROLE regress_loader;
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('PLACE', 'off');
DELETE FROM cptpolicy.edit_setting;
INSERT INTO cptpolicy.mue_in_force (code) VALUES ('64451');
RESET ROLE;
DROP OWNED BY regress_loader;
DROP ROLE regress_loader;
-- the row may be gone
BEGIN;
TRUNCATE cptpolicy.reference_generation;
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('PLACE', 'off');
SELECT count(*) FROM cptpolicy.reference_generation;
ROLLBACK;
INSERT INTO cptpolicy.reference_generation VALUES (false, 1);

DROP FUNCTION announced;
DROP FUNCTION counting;
DROP FUNCTION scans;
DROP VIEW reference_table;
