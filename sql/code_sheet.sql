--
-- code_sheet and code_sheet_text: everything that the tables say of a code on a date
--
\pset tuples_only
\pset format unaligned
-- the page, for the codes that have an overview
SELECT code_sheet_text('64451', '2024-08-01');
SELECT code_sheet_text('64445', '2024-08-01');
SELECT code_sheet_text('64454', '2024-08-01');
SELECT code_sheet_text('64495', '2024-08-01');
SELECT code_sheet_text('27096', '2024-08-01');
SELECT code_sheet_text('64625', '2024-08-01');
SELECT code_sheet_text('G0260', '2024-08-01');
-- a visit, an imaging code, and a code of which nothing is on file
SELECT code_sheet_text('99213', '2024-08-01');
SELECT code_sheet_text('77003', '2024-08-01');
SELECT code_sheet_text('12345', '2024-08-01');
-- before the code was valid: nothing is said that only later files say
SELECT code_sheet_text('64451', '2019-12-31');

\pset tuples_only off
\pset format aligned
CREATE TEMP TABLE sheet AS
SELECT c AS code, code_sheet(c, '2024-08-01') AS sheet
FROM unnest('{64451,64445,64454,64495,27096,64625,G0260,64490,77003,99213,00100,12345,0042T,A0425}'::cpt_code[]) c;
-- a page fits a wall; a mark behind the last word may stand in column 101
SELECT string_agg(page.code::text, ', ') FILTER (WHERE lines > 86) AS too_long, max(width) <= 101 AS is_narrow
FROM (
	SELECT s.code, count(*) AS lines, max(length(line)) AS width
	FROM sheet s, regexp_split_to_table(rtrim(code_sheet_text(s.code, '2024-08-01'), E'\n'), '\n') line
	GROUP BY s.code) page;
-- every sheet has every key, and so has every part of one
SELECT count(DISTINCT keys) AS shapes, min(keys::text) AS keys
FROM (SELECT s.code, array_agg(k ORDER BY k) AS keys FROM sheet s, jsonb_object_keys(s.sheet) k GROUP BY s.code) k;
SELECT part, count(DISTINCT keys) AS shapes, min(keys::text) AS keys
FROM (
	SELECT part, item, array_agg(DISTINCT k ORDER BY k) AS keys
	FROM sheet s
		CROSS JOIN LATERAL (
			SELECT 'validity' AS part, s.sheet -> 'validity' AS item
			UNION ALL
			SELECT 'validity.periods', p FROM jsonb_array_elements(s.sheet #> '{validity,periods}') p
			UNION ALL
			SELECT 'overview', s.sheet -> 'overview' WHERE s.sheet -> 'overview' <> 'null'
			UNION ALL
			SELECT 'add_on', s.sheet -> 'add_on'
			UNION ALL
			SELECT 'add_on.relations', p FROM jsonb_path_query(s.sheet, '$.add_on.*[*] ? (@.type() == "object")') p
			UNION ALL
			SELECT 'bundles', s.sheet -> 'bundles'
			UNION ALL
			SELECT 'bundles.column', p FROM jsonb_path_query(s.sheet, '$.bundles.*[*]') p
			UNION ALL
			SELECT 'fee_schedule.indicator', p
			FROM jsonb_path_query(s.sheet, '$.fee_schedule[*].* ? (@.type() == "object")') p
			UNION ALL
			SELECT 'modifiers.rules', p FROM jsonb_path_query(s.sheet, '$.modifiers[*].rules[*]') p
			UNION ALL
			SELECT 'modifiers.not_with', p FROM jsonb_path_query(s.sheet, '$.modifiers[*].not_with[*]') p
			UNION ALL
			SELECT 'modifiers.list', p
			FROM jsonb_path_query(s.sheet, '$.modifiers[*].list ? (@.type() == "object")') p
			UNION ALL
			SELECT 'modifiers.overview', p
			FROM jsonb_path_query(s.sheet, '$.modifiers[*].overview ? (@.type() == "object")') p
			UNION ALL
			SELECT key, p
			FROM (VALUES ('sites'), ('payers'), ('fee_schedule'), ('unit_limits'), ('modifiers'), ('policies'),
				('coverage')) v(key), jsonb_array_elements(s.sheet -> key) p) parts
		CROSS JOIN LATERAL jsonb_object_keys(item) k
	GROUP BY s.code, part, item) items
GROUP BY part
ORDER BY part;
-- every verdict names its reason and who says so
SELECT s.code, m ->> 'modifier' AS modifier
FROM sheet s, jsonb_array_elements(s.sheet -> 'modifiers') m
WHERE coalesce(m ->> 'reason', '') = '' OR coalesce(m ->> 'source', '') = '';
-- a modifier is not allowed exactly where a claim with it would be rejected
SELECT count(*) > 500 AS many, count(*) FILTER (WHERE valid = (verdict = 'not_allowed')) AS contradictions
FROM (
	SELECT m ->> 'verdict' AS verdict,
		modifiers_valid(s.code, ARRAY[(m ->> 'modifier')::cpt_modifier], '2024-08-01') AS valid
	FROM sheet s, jsonb_array_elements(s.sheet -> 'modifiers') m) verdict;
-- nor is one allowed that a person is to look at, or that a rule cannot judge
SELECT m ->> 'verdict' AS verdict, bool_or(r ->> 'finding' = 'not_known') AS not_known,
	bool_or(r ->> 'finding' = 'violated' AND r ->> 'severity' = 'review') AS to_review
FROM sheet s, jsonb_array_elements(s.sheet -> 'modifiers') m, jsonb_array_elements(m -> 'rules') r
WHERE m ->> 'verdict' IN ('allowed', 'review')
GROUP BY 1
ORDER BY 1;
-- the overviews are wrong about these
SELECT s.code, m ->> 'modifier' AS modifier, m ->> 'verdict' AS verdict,
	m #>> '{overview,contradicted}' AS contradicted, m #>> '{overview,why}' AS why
FROM sheet s, jsonb_array_elements(s.sheet -> 'modifiers') m
WHERE m -> 'overview' <> 'null'
ORDER BY 1, 2;
-- an allowed modifier: the rules that were looked at and what they found, or the list that holds it
SELECT m ->> 'modifier' AS modifier, m ->> 'verdict' AS verdict, m ->> 'reason' AS reason
FROM sheet s, jsonb_array_elements(s.sheet -> 'modifiers') m
WHERE s.code = '64451' AND m ->> 'modifier' IN ('22', '50', 'XE', '73');
-- ambulance trips are told of ambulances only
SELECT s.code, count(*) AS trips, min(m ->> 'verdict') AS verdict
FROM sheet s, jsonb_array_elements(s.sheet -> 'modifiers') m
WHERE m #>> '{list,class}' = 'ambulance_pair'
GROUP BY s.code;
-- bundles: every pair in force, each once a direction, and none else
WITH told AS (
	SELECT s.code, d.pays, c.code AS other
	FROM sheet s
		CROSS JOIN (VALUES (true, 'column_one'), (false, 'column_two')) d(pays, key)
		CROSS JOIN LATERAL jsonb_array_elements(s.sheet -> 'bundles' -> d.key) g
		CROSS JOIN LATERAL jsonb_array_elements_text(g -> 'codes') c(code)
), filed AS (
	SELECT s.code, d.pays, CAST(CASE WHEN d.pays THEN p.column_two ELSE p.column_one END AS text) AS other
	FROM sheet s
		CROSS JOIN (VALUES (true), (false)) d(pays)
		JOIN cptpolicy.ptp_in_force p ON s.code = CASE WHEN d.pays THEN p.column_one ELSE p.column_two END
	WHERE '2024-08-01' BETWEEN p.effective_from AND p.effective_to AND p.modifier_indicator <> 9
)
SELECT count(*) > 50 AS many, count(*) FILTER (WHERE t.code IS NULL OR f.code IS NULL) AS differences
FROM told t FULL JOIN filed f ON f.code = t.code AND f.pays = t.pays AND f.other = t.other;
SELECT g ->> 'section' AS section, g ->> 'modifier_indicator' AS indicator, g ->> 'bypass' AS bypass,
	g ->> 'codes' AS codes
FROM sheet s, jsonb_array_elements(s.sheet #> '{bundles,column_one}') g
WHERE s.code = '64451';
SELECT s.sheet @? '$.bundles.column_one[*] ? (@.codes[*] == "64493" && @.modifier_indicator == 0)' AS never_beside_64493
FROM sheet s
WHERE s.code = '64451';
-- unit limits, add-ons, policies
SELECT l ->> 'setting' AS setting, l ->> 'units' AS units, l ->> 'adjudication_indicator' AS mai,
	l ->> 'meaning' AS meaning
FROM sheet s, jsonb_array_elements(s.sheet -> 'unit_limits') l
WHERE s.code = 'G0260';
SELECT s.code, s.sheet #> '{add_on,is_add_on}' AS is_add_on,
	jsonb_path_query_array(s.sheet, '$.add_on.added_to[*].code') AS added_to,
	jsonb_path_query_array(s.sheet, '$.add_on.may_be_added[*].code') AS may_be_added
FROM sheet s
WHERE s.code IN ('64490', '64495', '64451');
SELECT s.code, p ->> 'payer_name' AS payer, p ->> 'policy' AS policy, p ->> 'version' AS version,
	p #>> '{always_denied,criterion}' AS always_denied, jsonb_path_query_array(p, '$.branches[*].criterion') AS branches
FROM sheet s, jsonb_array_elements(s.sheet -> 'policies') p
ORDER BY s.code;
-- dates
SELECT day, s.sheet #> '{validity,valid}' AS valid, s.sheet ->> 'on_file' AS on_file,
	jsonb_array_length(s.sheet -> 'fee_schedule') AS fee_rows, jsonb_array_length(s.sheet -> 'unit_limits') AS limits,
	jsonb_array_length(s.sheet #> '{bundles,column_one}') AS bundles,
	jsonb_array_length(s.sheet -> 'policies') AS policies,
	s.sheet ->> 'on_date' AS on_date
FROM unnest(CAST('{-infinity,2019-12-31,2020-01-01,2022-01-01,2023-07-31,2023-08-01,2024-06-30,2024-07-01,infinity}'
		AS date[])) day,
	LATERAL (SELECT code_sheet('64451', day) AS sheet) s;
SELECT code_sheet('64451') = code_sheet('64451', CURRENT_DATE) AS today, code_sheet(NULL) IS NULL AS no_code,
	code_sheet('64451', NULL) IS NULL AS no_date, code_sheet_text(NULL) IS NULL AS no_page;

-- rows of one's own
BEGIN;
INSERT INTO cptpolicy.reference_file (kind, setting, name, quarter, covers_from)
VALUES ('mue', 'practitioner', 'our own limits', '2024-07-01', '2024-07-15') RETURNING kind \gset own_
SELECT max(file) AS file FROM cptpolicy.reference_file WHERE NOT shipped \gset own_
INSERT INTO cptpolicy.mue (code, setting, units, adjudication_indicator, rationale, effective_from, file)
VALUES ('64451', 'practitioner', 3, 1, 'our own', '2024-07-15', :own_file);
INSERT INTO cptpolicy.code_overview (code, title, summary, file) VALUES ('64451', 'our title', 'our words', :own_file);
INSERT INTO cptpolicy.code_site (code, place_of_service, remark, file)
VALUES ('64451', '11', 'ours', :own_file), ('64451', '98', NULL, :own_file);
INSERT INTO cptpolicy.code_payer (code, payer, file)
VALUES ('64451', 'Medicare', :own_file), ('64451', 'Own Plan', :own_file);
INSERT INTO cptpolicy.overview_modifier (code, modifier, statement, file)
VALUES ('64451', '26', 'our statement', :own_file), ('64451', '50', 'both sides', :own_file);
INSERT INTO cptpolicy.procedure_code (code, effective_from, effective_to, file)
VALUES ('64451', '2020-01-01', '2024-07-31', :own_file);
INSERT INTO cptpolicy.add_on (add_on_code, primary_code, type, effective_from, file)
VALUES ('64451', 'CCCCC', 2, '2024-07-01', :own_file), ('77003', '64451', 3, '2024-07-01', :own_file);
INSERT INTO cptpolicy.fee_schedule (code, status, pctc, global_days, bilateral, paid_in_facility, preoperative_percent,
	intraoperative_percent, postoperative_percent, effective_from, file)
VALUES ('64451', 'A', '1', '010', '7', false, 10, 80, 10, '2024-07-01', :own_file);
INSERT INTO cptpolicy.edit_setting (payer, edit, severity) VALUES ('centene', 'NCCI.MUE', 'review'), ('*', '*', 'off');
INSERT INTO cptpolicy.ptp (column_one, column_two, setting, effective_from, file, modifier_indicator, rationale)
VALUES ('64451', '76942', 'practitioner', '2024-07-01', :own_file, 1, 5),
	('64451', '76942', 'outpatient', '2024-07-01', :own_file, 1, 5),
	('64451', '99499', 'outpatient', '2024-07-01', :own_file, 9, 5);
\pset tuples_only
\pset format unaligned
SELECT code_sheet_text('64451', '2024-08-01');
\pset tuples_only off
\pset format aligned
SELECT jsonb_path_query(code_sheet('64451', '2024-07-14'), '$.unit_limits[*] ? (@.setting == "practitioner")')
	- 'meaning' AS before;
SELECT jsonb_path_query(code_sheet('64451', '2024-07-15'), '$.unit_limits[*] ? (@.setting == "practitioner")')
	- 'meaning' AS after;
SELECT jsonb_path_query(code_sheet('64451', '2024-08-01'), '$.bundles.column_one[*] ? (@.codes[*] == "76942")')
	AS bundle;
ROLLBACK;
-- rules and exclusions of one's own, in place of shipped ones
BEGIN;
INSERT INTO cptpolicy.modifier_rule (rule, modifier, subject, violated_when, "values", severity, message, source)
VALUES ('pctc_0', '26', 'pctc', 'is', '{0}', 'review', 'we look at {modifier} on {code}', 'our rule');
INSERT INTO cptpolicy.modifier_exclusion (modifier, other_modifier, severity, message, source)
VALUES ('50', 'LT', 'info', 'we take {modifier} with {found}', 'our exclusion');
SELECT m ->> 'modifier' AS modifier, m ->> 'verdict' AS verdict, m ->> 'reason' AS reason,
	left(m ->> 'source', 20) AS source, m #>> '{overview,contradicted}' AS contradicted, m ->> 'carc' AS carc,
	jsonb_path_query_array(m, '$.rules[*] ? (@.rule == "pctc_0").source') AS rule_sources,
	jsonb_path_query_array(m, '$.not_with[*] ? (@.modifier == "LT" || @.modifier == "50").message') AS not_with
FROM jsonb_array_elements(code_sheet('64451', '2024-08-01') -> 'modifiers') m
WHERE m ->> 'modifier' IN ('26', '50', 'LT');
ROLLBACK;
-- a version of one's own hides a shipped one of the policy on its dates
BEGIN;
SELECT load_policy(CAST(policy_document('CP.MP.166', '2023-08')::jsonb ||
	'{"version": "ours", "effective_from": "2024-08-01", "effective_to": "2024-08-31"}' AS text));
SELECT day, jsonb_path_query_array(code_sheet('64451', day), '$.policies[*].version') AS versions
FROM unnest('{2024-07-31,2024-08-01,2024-08-31,2024-09-01}'::date[]) day;
ROLLBACK;
-- a code is on file when the tables name it on any date, although none of its rows counts on this one
BEGIN;
INSERT INTO cptpolicy.reference_file (kind, setting, name, quarter)
VALUES ('ptp', 'practitioner', 'our own pairs', '2021-01-01');
INSERT INTO cptpolicy.ptp (column_one, column_two, setting, effective_from, effective_to, modifier_indicator, rationale,
	file)
SELECT one, two, 'practitioner', '2021-01-01', '2021-12-31', indicator, 5, f.file
FROM cptpolicy.reference_file f,
	(VALUES ('12345'::cpt_code, '12346'::cpt_code, 0), ('12345', '12347', 9)) pair (one, two, indicator)
WHERE f.name = 'our own pairs';
SELECT code, sheet -> 'on_file' AS on_file, sheet -> 'bundles' AS bundles,
	code_sheet_text(code, '2024-08-01') LIKE '%NOTHING IS ON FILE%' AS page_says_nothing
FROM unnest('{12345,12346,12347,12348}'::cpt_code[]) code, LATERAL (SELECT code_sheet(code, '2024-08-01') AS sheet) s;
ROLLBACK;

-- everyone may ask
CREATE ROLE regress_sheet_reader;
SET ROLE regress_sheet_reader;
SELECT code_sheet('64451', '2024-08-01') ->> 'on_file' AS on_file,
	length(code_sheet_text('64451', '2024-08-01')) > 1000 AS page;
RESET ROLE;
DROP ROLE regress_sheet_reader;
-- the page of a document that code_sheet() did not make says what it can
\pset tuples_only
\pset format unaligned
SELECT cptpolicy.code_sheet_page('{}');
SELECT cptpolicy.code_sheet_page('[1, null]') = cptpolicy.code_sheet_page('{}'),
	cptpolicy.code_sheet_page('3') = cptpolicy.code_sheet_page('{}');
SELECT cptpolicy.code_sheet_page('{"code": "644", "modifiers": 3, "bundles": [], "policies": {"a": 1}, "coverage": [[]],
	"unit_limits": [null, 1, "x", {}], "add_on": {"added_to": [{"code": 5}, null]}, "overview": "no",
	"fee_schedule": [{"component": "whole"}]}');
DROP TABLE sheet;
