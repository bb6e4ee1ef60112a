--
-- ptp_conflicts(): the edits over a table of lines
--
SET datestyle = ISO;
SET extra_float_digits = 0;

CREATE TABLE service_line (
	claim_id text, line int, code cpt_code, date_of_service date, modifiers cpt_modifier[], charge numeric);
INSERT INTO service_line VALUES
	-- a visit on the day of an injection, and on another day
	('a', 1, '27096', '2024-08-01', '{LT}', 800), ('a', 2, '99213', '2024-08-01', NULL, 90),
	('a', 3, '99213', '2024-08-02', NULL, 90),
	-- the modifier counts on the column-two line only
	('b', 1, '27096', '2024-08-01', '{59}', 800), ('b', 2, '77003', '2024-08-01', '{}', 60),
	('c', 1, '27096', '2024-08-01', NULL, 800), ('c', 2, '77003', '2024-08-01', '{NULL,26,59}', 60),
	-- no modifier bypasses indicator 0
	('d', 1, '64451', '2024-08-01', NULL, 500), ('d', 2, '64493', '2024-08-01', '{59}', 500),
	-- two lines of each code: four pairs
	('e', 1, '64454', '2024-08-01', NULL, 500), ('e', 2, '64454', '2024-08-01', NULL, 500),
	('e', 3, '76942', '2024-08-01', NULL, 60), ('e', 4, '76942', '2024-08-01', '{XS}', 60),
	-- nothing: no edit, a day before the file's quarter, one line, no claim, no code, no date
	('f', 1, '27096', '2024-08-01', NULL, 800), ('f', 2, '99203', '2024-08-01', NULL, 90),
	('g', 1, '27096', '2024-06-30', NULL, 800), ('g', 2, '77003', '2024-06-30', NULL, 60),
	('h', 1, '77003', '2024-08-01', NULL, 60),
	(NULL, 1, '27096', '2024-08-01', NULL, 800), (NULL, 2, '77003', '2024-08-01', NULL, 60),
	('i', 1, '27096', '2024-08-01', NULL, 800), ('i', 2, NULL, '2024-08-01', NULL, 60),
	('j', 1, '27096', NULL, NULL, 800), ('j', 2, '77003', NULL, NULL, 60);

SELECT * FROM ptp_conflicts('service_line') ORDER BY claim_id, column_one_line, column_two_line;

-- the same as the join that it takes the place of, on many lines
CREATE TABLE many_lines AS
SELECT i / 4 AS claim_id, i % 4 + 1 AS line, date '2024-07-01' + (i / 4) % 40 AS date_of_service,
	('{27096,64451,64454,64493,64494,64495,64625,64635,64636,G0260,76942,77002,77003,99213,99214,99203}'::cpt_code[])
		[1 + (i * 7919 + i / 16) % 16] AS code
FROM generate_series(0, 3999) AS i;
CREATE VIEW self_join AS
SELECT one.claim_id::text, one.date_of_service, one.line AS column_one_line, two.line AS column_two_line,
	one.code AS column_one, two.code AS column_two, p.modifier_indicator, false AS bypassed, p.rationale_text
FROM many_lines AS one
	JOIN many_lines AS two ON two.claim_id = one.claim_id AND two.date_of_service = one.date_of_service
	JOIN cptpolicy.ptp_in_force AS p ON p.column_one = one.code AND p.column_two = two.code
WHERE p.setting = 'practitioner' AND p.modifier_indicator <> 9
	AND one.date_of_service BETWEEN p.effective_from AND p.effective_to;
SELECT count(*), count(DISTINCT claim_id), count(DISTINCT (column_one, column_two)) FROM ptp_conflicts('many_lines');
(TABLE self_join EXCEPT ALL SELECT * FROM ptp_conflicts('many_lines'))
UNION ALL
(SELECT * FROM ptp_conflicts('many_lines') EXCEPT ALL TABLE self_join);

-- a view gives other columns the names that are read; the setting picks the table of edits
CREATE VIEW renamed AS
SELECT claim_id || '-1' AS claim_id, line::bigint AS line, code, date_of_service FROM service_line WHERE claim_id = 'b';
SELECT * FROM ptp_conflicts('renamed');
SELECT * FROM ptp_conflicts('renamed', 'outpatient');

-- what cannot be read
SELECT * FROM ptp_conflicts('service_line', 'hospital');
SELECT * FROM ptp_conflicts('no_such_table');
CREATE TABLE without_date (claim_id text, line int, code cpt_code);
SELECT * FROM ptp_conflicts('without_date');
CREATE TABLE text_code (claim_id text, line int, code text, date_of_service date);
SELECT * FROM ptp_conflicts('text_code');
CREATE VIEW without_line AS SELECT claim_id, NULL::int AS line, code, date_of_service FROM service_line;
SELECT * FROM ptp_conflicts('without_line');
SELECT count(*) FROM ptp_conflicts(NULL);

CREATE VIEW fractional_line AS SELECT claim_id, 1.5 AS line, code, date_of_service FROM service_line;
SELECT * FROM ptp_conflicts('fractional_line');

-- the aggregate behind it takes what anybody gives it
SELECT cptpolicy.line_conflicts('27096'::cpt_code, 1, NULL, '2024-08-01', setting) FROM unnest('{100000000}'::int[]) AS setting;
SELECT cptpolicy.line_conflicts('27096'::cpt_code, 1, NULL, '2024-08-01', -1);
SELECT cptpolicy.line_conflicts(NULL, 1, NULL, '2024-08-01', 0);
SELECT cptpolicy.line_conflicts('27096'::cpt_code, 1, NULL, NULL, 0);
SELECT cptpolicy.line_conflicts('27096'::cpt_code, 1, NULL, 'infinity', 0);

-- a role that may not read the table may not read it here
CREATE ROLE regress_ptp_reader;
SET ROLE regress_ptp_reader;
SELECT * FROM ptp_conflicts('service_line');
RESET ROLE;
DROP ROLE regress_ptp_reader;
DROP VIEW self_join, renamed, without_line, fractional_line;
DROP TABLE service_line, many_lines, without_date, text_code;
