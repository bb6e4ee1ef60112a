--
-- Modifiers of a code, without a claim
--
\pset null (null)
-- nothing is wrong
SELECT * FROM modifier_problems('64451', '{}', '2024-03-01');
SELECT * FROM modifier_problems('64451', '{LT}', '2024-03-01');
SELECT * FROM modifier_problems('99213', '{25}', '2024-03-01');
-- on no list; not with this code; not with each other; twice; only to be told
SELECT * FROM modifier_problems('64451', '{ZZ}', '2024-03-01');
SELECT * FROM modifier_problems('64451', '{26}', '2024-03-01');
SELECT * FROM modifier_problems('64451', '{25}', '2024-03-01');
SELECT * FROM modifier_problems('64495', '{51}', '2024-03-01');
SELECT * FROM modifier_problems('64451', '{50,LT}', '2024-03-01');
SELECT * FROM modifier_problems('64451', '{59,LT,59}', '2024-03-01');
SELECT * FROM modifier_problems('64451', '{LT,RT}', '2024-03-01');
-- all of it, in the order of the modifiers
SELECT modifier, rule, severity, carc, rarc FROM modifier_problems('64495', '{51,ZZ,26,50,RT}', '2024-03-01');
-- case and blanks fold, as the type does
SELECT modifier, rule FROM modifier_problems(' g0260', '{zz, lt }', '2024-03-01');
-- the default is today
SELECT count(*) FROM modifier_problems('64451', '{ZZ}');
SELECT modifiers_valid('64451', '{ZZ}'), modifier_valid('ZZ'), modifier_valid('LT');

-- a code that no table knows: lists and pairs still speak
SELECT modifier, rule, severity FROM modifier_problems('0001U', '{ZZ,26,TC,51}', '2024-03-01');

-- who says so
SELECT modifier, rule, rule_name, source <> '' AS source
FROM cptpolicy.modifier_findings('64495', '{51,ZZ,50,RT}', '2024-03-01');

--
-- Nulls: no modifiers; no code or no date, no answer
--
SELECT modifiers_valid('64451', NULL, '2024-03-01'), modifiers_valid('64451', '{}', '2024-03-01'),
	modifiers_valid('64451', '{NULL}', '2024-03-01'), modifiers_valid('64451', '{NULL,LT,NULL}', '2024-03-01'),
	modifiers_valid('64451', '{NULL,ZZ,NULL}', '2024-03-01');
SELECT modifiers_valid(NULL, '{ZZ}', '2024-03-01'), modifiers_valid('64451', '{ZZ}', NULL),
	modifier_valid(NULL, '2024-03-01'), modifier_valid('ZZ', NULL);
SELECT count(*) FROM modifier_problems('64451', NULL, '2024-03-01');
SELECT modifier, rule FROM modifier_problems('64451', '{NULL,ZZ,NULL,LT,NULL,LT}', '2024-03-01');
SELECT count(*) FROM modifier_problems(NULL, '{ZZ}', '2024-03-01');
SELECT count(*) FROM modifier_problems('64451', '{ZZ}', NULL);

--
-- Arrays of every shape
--
SELECT modifier, rule FROM modifier_problems('64451', '{{LT,ZZ},{59,59}}', '2024-03-01');
SELECT modifier, rule FROM modifier_problems('64451', '[5:6]={LT,ZZ}', '2024-03-01');
-- every modifier there is, each twice: all are repeated
SELECT count(*) FILTER (WHERE rule = 'MODIFIER.UNKNOWN') AS unknown,
	count(*) FILTER (WHERE message LIKE '%stands more than once%') AS twice
FROM modifier_problems('64451',
	(SELECT array_agg((a || b)::cpt_modifier) FROM regexp_split_to_table('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', '') a,
		regexp_split_to_table('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', '') b, generate_series(1, 2)), '2024-03-01')
HAVING count(*) FILTER (WHERE message LIKE '%stands more than once%') <> 36 * 36;
-- from columns: short arrays, arrays with nulls, arrays that are compressed, arrays of text
CREATE TABLE regress_line (id int, code text, modifiers text[], stored cpt_modifier[]);
INSERT INTO regress_line VALUES (1, '64451', '{LT}', '{LT}'), (2, '64451', '{ZZ}', '{ZZ}'), (3, '64451', NULL, NULL),
	(4, '64451', '{NULL,ZZ}', '{NULL,ZZ}'), (5, '64451', array_fill('LT'::text, '{5000}') || '{ZZ}'::text[],
	array_fill('LT'::cpt_modifier, '{5000}') || '{ZZ}'::cpt_modifier[]);
SELECT id, modifiers_valid(code, stored, '2024-03-01') AS stored, modifiers_valid(code, modifiers::cpt_modifier[],
	'2024-03-01') AS text FROM regress_line ORDER BY id;
SELECT id, p.modifier, p.rule FROM regress_line, modifier_problems(code, stored, '2024-03-01') p
ORDER BY id, p.rule DESC;

--
-- modifiers_valid is false exactly where modifier_problems has a deny
--
SELECT count(*) > 10000 AS many, count(*) FILTER (WHERE valid) > 0 AS some,
	count(*) FILTER (WHERE NOT valid) > 0 AS others,
	count(*) FILTER (WHERE valid = EXISTS (SELECT FROM modifier_problems(code, modifiers, date '2024-03-01')
		WHERE severity = 'deny')) AS differ
FROM (
	SELECT f.code, ARRAY[a.modifier, b.modifier] AS modifiers,
		modifiers_valid(f.code, ARRAY[a.modifier, b.modifier], '2024-03-01') AS valid
	FROM (VALUES ('64451'::cpt_code), ('64495'), ('99213'), ('77003'), ('G0260'), ('0001U')) f (code),
		cptpolicy.modifier_in_force a, cptpolicy.modifier_in_force b
	WHERE a.level = 'CPT' AND a.modifier <> b.modifier AND (b.level = 'CPT' OR b.class <> 'ambulance_pair')) line;

--
-- Dates: the first and the last day of a listing, one's own rows in place of shipped ones
--
SELECT modifier_valid('XE', '2014-12-31'), modifier_valid('XE', '2015-01-01');
SELECT modifier_valid('LT', '-infinity'), modifier_valid('LT', 'infinity');
BEGIN;
INSERT INTO cptpolicy.reference_file (kind, name) VALUES ('modifier', 'our list') RETURNING file AS our_file \gset
INSERT INTO cptpolicy.modifier (modifier, level, class, effective_from, effective_to, file)
	VALUES ('ZZ', 'HCPCS', 'informational', '2024-01-01', '2024-06-30', :our_file),
		('LT', 'HCPCS', 'anatomical', '2024-05-01', 'infinity', :our_file);
SELECT modifier_valid('ZZ', '2023-12-31'), modifier_valid('ZZ', '2024-01-01'), modifier_valid('ZZ', '2024-06-30'),
	modifier_valid('ZZ', '2024-07-01');
SELECT modifier_valid('LT', '2024-04-30'), modifier_valid('LT', '2024-05-01');
SELECT message FROM modifier_problems('64451', '{ZZ}', '2024-07-01');
ROLLBACK;
SELECT modifier_valid('ZZ', '2024-01-01'), modifier_valid('LT', '2024-04-30');

--
-- Rules of one's own
--
BEGIN;
INSERT INTO cptpolicy.code_group VALUES ('ours', '64450', '64455', 'test');
INSERT INTO cptpolicy.modifier_rule
	(rule, modifier, subject, violated_when, "values", severity, carc, rarc, message, source, effective_from)
	VALUES ('our_rule', 'KX', 'code_group', 'is', '{ours}', 'review', '4', NULL, '{code} with {modifier}: we ask', 'us',
		'2024-03-01'),
		('our_bilateral', 'KX', 'bilateral', 'is_not', '{1,NULL}', 'deny', '4', 'N823', '{code} has {found}', 'us',
		'-infinity');
SELECT * FROM cptpolicy.modifier_findings('64451', '{KX}', '2024-03-01');
SELECT count(*) FROM modifier_problems('64451', '{KX}', '2024-02-29');
SELECT modifiers_valid('64451', '{KX}', '2024-03-01'), modifiers_valid('27096', '{KX}', '2024-03-01');
INSERT INTO cptpolicy.modifier_exclusion (modifier, other_modifier, severity, message, source)
	VALUES ('KX', '*', 'deny', 'KX stands alone here', 'us');
SELECT modifier, rule, severity, message FROM modifier_problems('64451', '{LT,KX}', '2024-02-29');
ROLLBACK;

--
-- Rows that make no sense
--
BEGIN;
INSERT INTO cptpolicy.modifier_rule (rule, modifier, subject, violated_when, "values", severity, message, source)
	VALUES ('our_rule', 'KX', 'code_group', 'is', '{nowhere}', 'deny', 'm', 'us');
SAVEPOINT here;
SELECT modifier_valid('LT');
ROLLBACK TO here;
\set VERBOSITY sqlstate
SELECT modifier_valid('LT');
ROLLBACK TO here;
\set VERBOSITY default
SELECT policy_decision('{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}');
ROLLBACK TO here;
UPDATE cptpolicy.modifier_rule SET subject = 'global_days', "values" = '{012}' WHERE rule = 'our_rule';
SAVEPOINT here;
SELECT modifiers_valid('64451', '{}');
ROLLBACK TO here;
UPDATE cptpolicy.modifier_rule SET subject = 'add_on', "values" = '{maybe}' WHERE rule = 'our_rule';
SAVEPOINT here;
SELECT modifiers_valid('64451', '{}');
ROLLBACK TO here;
UPDATE cptpolicy.modifier_rule SET "values" = '{yes}' WHERE rule = 'our_rule';
SELECT modifiers_valid('64451', '{KX}'), modifiers_valid('64495', '{KX}');
ROLLBACK;
BEGIN;
INSERT INTO cptpolicy.code_group SELECT 'our group ' || lpad(i::text, 2, '0'), '64450', '64455', 'test'
	FROM generate_series(1, 64) i;
\set VERBOSITY sqlstate
SELECT modifier_valid('LT');
ROLLBACK;
\set VERBOSITY default
-- settings of edits are for claims
BEGIN;
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('MODIFIER.UNKNOWN', 'off');
SELECT modifiers_valid('64451', '{ZZ}', '2024-03-01');
ROLLBACK;

--
-- What cannot be asked
--
SELECT modifiers_valid('6445X', '{LT}');
SELECT modifiers_valid('64451', '{LTT}');
SELECT modifiers_valid('64451', 'LT');
SELECT modifiers_valid('64451', '{LT}', '2024-02-30');
SELECT modifier_valid('LT', 'yesterdayish');
SELECT * FROM modifier_problems('64451');

--
-- In parallel, and for everyone
--
SELECT provolatile, proparallel, proisstrict, proname FROM pg_proc
	WHERE proname IN ('modifier_valid', 'modifiers_valid', 'modifier_problems', 'modifier_findings') ORDER BY proname;
INSERT INTO regress_line SELECT i, '64451', NULL, CASE i % 3 WHEN 0 THEN '{ZZ}'::cpt_modifier[] ELSE '{LT}' END
	FROM generate_series(6, 6005) i;
ANALYZE regress_line;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT count(*) FROM regress_line WHERE NOT modifiers_valid(code, stored, '2024-03-01');
SELECT count(*) FROM regress_line WHERE NOT modifiers_valid(code, stored, '2024-03-01');
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
CREATE ROLE regress_modifier_reader;
SET ROLE regress_modifier_reader;
SELECT modifiers_valid('64451', '{LT}', '2024-03-01'), modifier_valid('LT', '2024-03-01');
RESET ROLE;
DROP ROLE regress_modifier_reader;
DROP TABLE regress_line;

-- one's own rule takes the place of the shipped one of its name, and one's own pair that of the same two
BEGIN;
SELECT modifier, rule, severity FROM modifier_problems('64451', '{26,LT,50}', '2024-08-01') WHERE severity = 'deny';
INSERT INTO cptpolicy.modifier_rule (rule, modifier, subject, violated_when, "values", severity, message, source)
VALUES ('pctc_0', '26', 'pctc', 'is', '{0}', 'info', '{modifier} is tolerated on {code}', 'our contract');
INSERT INTO cptpolicy.modifier_exclusion (modifier, other_modifier, severity, message, source)
VALUES ('LT', '50', 'review', 'which side was it?', 'our contract');
SELECT modifier, rule, severity, message FROM modifier_problems('64451', '{26,LT,50}', '2024-08-01')
WHERE message LIKE '%toler%' OR rule = 'MODIFIER.PAIR';
SELECT count(*) FILTER (WHERE shipped) AS shipped, count(*) FILTER (WHERE NOT shipped) AS own
FROM cptpolicy.modifier_rule_in_force WHERE rule = 'pctc_0' AND modifier = '26';
ROLLBACK;

-- an ambulance trip is listed for codes of transport alone, and does not prolong a modifier that is written alike
SELECT on_date, modifier_valid('NH', on_date) AS trip, modifier_valid('GD', on_date) AS gd,
	modifiers_valid('A0428', '{GD,NH}', on_date) AS on_ambulance, modifiers_valid('27096', '{GD}', on_date) AS gd_elsewhere,
	modifiers_valid('27096', '{NH}', on_date) AS trip_elsewhere
FROM unnest('{2019-12-31,2020-01-01}'::date[]) AS on_date;

-- on no list and there twice; on a day that no calendar has
SELECT modifier, rule, severity, carc, message FROM modifier_problems('64451', '{11,11,LT,LT}', '2024-08-01');
SELECT message FROM modifier_problems('64451', '{ZZ,GD}', 'infinity');
