--
-- edit_setting: each edit turned down, up and off, by payer, line of business and date; and edits by rows of one's own
-- that the shipped ones have no example of
--

-- what is decided of each line, and by which edits; those that ask bear a question mark
CREATE FUNCTION pg_temp.verdicts(lines text, claim jsonb DEFAULT '{}') RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT string_agg(concat_ws(' ', code, nullif(decision, 'no_policy'), found), '; ' ORDER BY line)
	FROM (SELECT line, code, decision, string_agg(criterion || CASE status WHEN 'unknown' THEN '?' ELSE '' END, ' '
			ORDER BY ordinality) AS found
		FROM evaluate_lines('{"date_of_service": "2024-08-01"}' || claim || jsonb_build_object('lines', lines::jsonb))
			WITH ORDINALITY
		WHERE line IS NOT NULL
		GROUP BY line, code, decision) AS l);

-- one day for each kind of finding: what denies, what asks, what informs
CREATE TEMP TABLE finding (kind text, lines text);
INSERT INTO finding VALUES
	('date', '[{"code": "64451", "date_of_service": "2019-12-31"}]'),
	('unknown', '[{"code": "27096", "modifiers": ["11"]}]'),
	('code', '[{"code": "64445", "modifiers": ["26"]}]'),
	('code asks', '[{"code": "G0260", "modifiers": ["50"]}]'),
	('pair', '[{"code": "27096", "modifiers": ["50", "LT"]}]'),
	('pair asks', '[{"code": "27096", "modifiers": ["XE", "XS"]}]'),
	('pair informs', '[{"code": "27096", "modifiers": ["LT", "RT"]}]'),
	('add-on', '[{"code": "64495"}]'),
	('add-on asks', '[{"code": "64445", "units": 2}, {"code": "77002"}]'),
	('ptp', '[{"code": "64451"}, {"code": "64493", "modifiers": ["59"]}]'),
	('ptp asks', '[{"code": "64454"}, {"code": "76942", "modifiers": ["59"]}]'),
	('mue', '[{"code": "27096", "units": 2}]'),
	('mue asks', '[{"code": "64445", "units": 2}]'),
	('sides', '[{"code": "27096", "modifiers": ["LT"], "place_of_service": "24"},
		{"code": "27096", "modifiers": ["RT"], "place_of_service": "24"}]'),
	('place', '[{"code": "27096", "place_of_service": "28"}]');
CREATE TEMP TABLE verdict AS
	SELECT kind, NULL::text AS edit, NULL::text AS severity, pg_temp.verdicts(lines) FROM finding;

-- every edit at once, then each alone
DO $$
DECLARE
	setting record;
BEGIN
	FOR setting IN SELECT e.edit, s.severity
		FROM unnest('{*,CODE.DATE,MODIFIER.UNKNOWN,MODIFIER.CODE,MODIFIER.PAIR,NCCI.ADD_ON,NCCI.PTP,NCCI.MUE,PLACE}'::text[])
			AS e (edit), unnest('{deny,review,off}'::text[]) AS s (severity)
	LOOP
		DELETE FROM cptpolicy.edit_setting;
		INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES (setting.edit, setting.severity);
		INSERT INTO verdict SELECT kind, setting.edit, setting.severity, pg_temp.verdicts(lines) FROM finding;
	END LOOP;
	DELETE FROM cptpolicy.edit_setting;
END
$$;
SELECT kind, verdicts FROM verdict WHERE edit IS NULL ORDER BY kind;
SELECT kind, max(verdicts) FILTER (WHERE severity = 'deny') AS deny,
	max(verdicts) FILTER (WHERE severity = 'review') AS review, max(verdicts) FILTER (WHERE severity = 'off') AS off
FROM verdict WHERE edit = '*' GROUP BY kind ORDER BY kind;
-- a single setting changes the findings of its edit, and add-ons with their primaries; no others
SELECT v.edit, v.severity, v.kind, v.verdicts
FROM verdict AS v JOIN verdict AS plain ON plain.kind = v.kind AND plain.edit IS NULL
WHERE v.edit <> '*' AND v.verdicts IS DISTINCT FROM plain.verdicts
ORDER BY v.edit, v.severity, v.kind;

-- which of several rows counts: the payer's, then the line of business's, then the edit's
CREATE TEMP TABLE setting (number int, payer text, business text, edit text, severity text);
INSERT INTO setting VALUES
	(1, 'centene', '*', '*', 'review'), (1, '*', 'medicaid', 'NCCI.MUE', 'off'),
	(2, '*', 'medicaid', '*', 'off'), (2, '*', '*', 'NCCI.MUE', 'review'),
	(3, '*', '*', '*', 'off'), (3, '*', '*', 'NCCI.MUE', 'review'),
	(4, 'centene', '*', 'NCCI.MUE', 'off'), (4, 'centene', 'medicaid', '*', 'review'),
	(5, 'Centene Corporation', '*', '*', 'off'),
	(6, 'CENTENE', 'marketplace', 'NCCI.MUE', 'off'),
	(7, 'Blue Sky Health', '*', '*', 'off');
CREATE FUNCTION pg_temp.under_settings(of_number int, claim jsonb) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	DELETE FROM cptpolicy.edit_setting;
	INSERT INTO cptpolicy.edit_setting (payer, line_of_business, edit, severity)
		SELECT payer, business, edit, severity FROM setting WHERE number = of_number;
	result := pg_temp.verdicts('[{"code": "64445", "units": 2, "modifiers": ["26"]}]', claim);
	DELETE FROM cptpolicy.edit_setting;
	RETURN result;
END
$$;
SELECT number, pg_temp.under_settings(number, '{}') AS no_payer,
	pg_temp.under_settings(number, '{"line_of_business": "medicaid"}') AS medicaid,
	pg_temp.under_settings(number, '{"payer": "Centene"}') AS centene,
	pg_temp.under_settings(number, '{"payer": "centene corporation", "line_of_business": "medicaid"}') AS centene_medicaid,
	pg_temp.under_settings(number, '{"payer": "centene", "line_of_business": "marketplace"}') AS centene_marketplace
FROM generate_series(0, 6) AS number;
-- a payer without policies, which only the setting names; once it has a row it goes by its id too
SELECT pg_temp.under_settings(7, '{"payer": "blue sky health"}') AS by_name, pg_temp.under_settings(7, '{"payer": "bsh"}') AS by_id;
BEGIN;
INSERT INTO cptpolicy.payer (payer, name) VALUES ('bsh', 'Blue Sky Health');
SELECT pg_temp.under_settings(7, '{"payer": "blue sky health"}') AS by_name, pg_temp.under_settings(7, '{"payer": "bsh"}') AS by_id,
	pg_temp.under_settings(7, '{"payer": "centene"}') AS of_another;
ROLLBACK;

-- by date of service of the line: both days included, the latest row that has begun and not ended
BEGIN;
INSERT INTO cptpolicy.edit_setting (payer, edit, severity, effective_from, effective_to) VALUES
	('*', 'NCCI.MUE', 'off', '2024-07-10', '2024-09-10'), ('*', 'NCCI.MUE', 'review', '2024-08-01', '2024-08-31'),
	('centene', 'NCCI.MUE', 'deny', '2024-08-15', '2024-08-15');
SELECT to_char(day, 'YYYY-MM-DD') AS day, pg_temp.verdicts(lines, claim) AS no_payer,
	pg_temp.verdicts(lines, claim || '{"payer": "centene"}') AS centene
FROM unnest('{2024-07-09,2024-07-10,2024-07-31,2024-08-01,2024-08-15,2024-08-16,2024-08-31,2024-09-01,2024-09-10,
		2024-09-11}'::date[]) AS day, jsonb_build_object('date_of_service', day) AS claim,
	(VALUES ('[{"code": "64490", "units": 2}]')) AS v (lines);
SELECT pg_temp.verdicts('[{"code": "27096", "units": 2, "date_of_service": "2024-09-11"}, {"code": "27096", "units": 2},
	{"code": "27096", "units": 2, "date_of_service": "2024-09-10"}]') AS each_line_its_own;
ROLLBACK;

-- a primary that a setting lets through, holds up or rejects takes its add-ons along
BEGIN;
CREATE TEMP TABLE chain AS SELECT '[{"code": "64490", "modifiers": ["26"]}, {"code": "64491"}, {"code": "64492"}]' AS lines;
SELECT pg_temp.verdicts(lines) AS plain FROM chain;
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('MODIFIER.CODE', 'review');
SELECT pg_temp.verdicts(lines) AS code_in_review FROM chain;
UPDATE cptpolicy.edit_setting SET severity = 'off';
SELECT pg_temp.verdicts(lines) AS code_off FROM chain;
UPDATE cptpolicy.edit_setting SET edit = 'NCCI.ADD_ON';
SELECT pg_temp.verdicts(lines) AS add_on_off FROM chain;
UPDATE cptpolicy.edit_setting SET severity = 'review';
SELECT pg_temp.verdicts(lines) AS add_on_in_review FROM chain;
ROLLBACK;

-- beside a policy: settings change what edits say, and nothing of what the policy says
BEGIN;
SELECT pg_temp.verdicts('[{"code": "64451", "units": 2}]', '{"payer": "centene"}') AS plain;
INSERT INTO cptpolicy.edit_setting (payer, severity) VALUES ('centene', 'review');
SELECT pg_temp.verdicts('[{"code": "64451", "units": 2}]', '{"payer": "centene"}') AS in_review;
UPDATE cptpolicy.edit_setting SET severity = 'off';
SELECT pg_temp.verdicts('[{"code": "64451", "units": 2}]', '{"payer": "centene"}') AS off;
ROLLBACK;

--
-- Rows of one's own
--

-- MAI 1: each line is counted by itself
BEGIN;
INSERT INTO cptpolicy.mue (code, setting, units, adjudication_indicator, rationale, effective_from, file)
	VALUES ('20610', 'practitioner', 2, 1, 'ours', '2024-01-01', 1);
SELECT pg_temp.verdicts('[{"code": "20610", "units": 2}, {"code": "20610", "units": 2}]') AS at_the_limit,
	pg_temp.verdicts('[{"code": "20610", "units": 2}, {"code": "20610", "units": 2.5}]') AS one_over,
	pg_temp.verdicts('[{"code": "20610", "units": 3, "modifiers": ["LT"]}, {"code": "20610", "modifiers": ["RT"]}]',
		'{"place_of_service": "24"}') AS sides,
	pg_temp.verdicts('[{"code": "20610", "units": 3}]', '{"claim_type": "institutional"}') AS institutional;
ROLLBACK;

-- add-ons of types 2 and 3, in a circle, and whose primary a policy judges
BEGIN;
INSERT INTO cptpolicy.add_on (add_on_code, primary_code, type, effective_from, effective_to, file) VALUES
	('0054T', 'CCCCC', 2, '2024-01-01', 'infinity', 1),
	('20700', '20610', 3, '2024-01-01', 'infinity', 1),
	('20701', '20610', 1, '2024-01-01', 'infinity', 1), ('20701', '64490', 3, '2024-01-01', '2024-06-30', 1),
	('20702', '20703', 1, '2024-01-01', 'infinity', 1), ('20703', '20702', 1, '2024-01-01', 'infinity', 1),
	('20703', '64490', 1, '2024-01-01', 'infinity', 1),
	('20704', '27096', 1, '2024-01-01', 'infinity', 1);
SELECT pg_temp.verdicts('[{"code": "0054T"}]') AS type_2, pg_temp.verdicts('[{"code": "0054T"}, {"code": "20610"}]') AS beside_any;
SELECT pg_temp.verdicts('[{"code": "20700"}]') AS type_3, pg_temp.verdicts('[{"code": "20700"}, {"code": "20610"}]') AS with_primary,
	pg_temp.verdicts('[{"code": "20700"}, {"code": "20610", "modifiers": ["11"]}]') AS with_a_rejected_one;
SELECT day, pg_temp.verdicts('[{"code": "20701"}]', jsonb_build_object('date_of_service', day)) AS alone,
	pg_temp.verdicts('[{"code": "20701"}, {"code": "64490"}]', jsonb_build_object('date_of_service', day)) AS with_the_other
FROM unnest('{2024-06-30,2024-07-01}'::text[]) AS day;
SELECT pg_temp.verdicts('[{"code": "20702"}, {"code": "20703"}]') AS circle,
	pg_temp.verdicts('[{"code": "20702"}, {"code": "20703"}, {"code": "64490"}]') AS with_a_base;
SELECT pg_temp.verdicts('[{"code": "20704"}]') AS alone, pg_temp.verdicts('[{"code": "27096"}, {"code": "20704"}]') AS no_policy,
	pg_temp.verdicts('[{"code": "27096"}, {"code": "20704"}]',
		'{"payer": "centene", "line_of_business": "medicare"}') AS policy_waits;
SELECT request, pg_temp.verdicts('[{"code": "27096", "modifiers": ["LT"]}, {"code": "20704"}]', jsonb_build_object(
	'payer', 'centene', 'facts', jsonb_build_object('performed_by_physician', true, 'invasive_pain_procedures_this_visit', 1,
		'request_kind', request), 'history', '[{"code": "27096", "date": "2024-07-01", "side": "left", "kind": "diagnostic",
		"relief_percent": 80}]'::jsonb))
FROM unnest('{second_diagnostic,third_diagnostic,never}'::text[]) AS request;
ROLLBACK;
SELECT count(*) AS settings_left FROM cptpolicy.edit_setting;
