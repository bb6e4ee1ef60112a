--
-- Which rows of coding data count when claims are judged: those that the views *_in_force show
--
-- what the edits say of lines of these codes
CREATE FUNCTION edits(codes text[], on_date text, extra jsonb DEFAULT '{}', line jsonb DEFAULT '{}') RETURNS text STABLE
BEGIN ATOMIC
	SELECT string_agg(DISTINCT concat_ws(' ', e.code || ':', e.criterion, CASE e.status WHEN 'unknown' THEN 'pends' END),
		', ')
	FROM evaluate_lines(jsonb_build_object('date_of_service', on_date,
		'lines', (SELECT jsonb_agg(jsonb_build_object('code', c) || line) FROM unnest(codes) c)) || extra) e
	WHERE e.criterion ~ '^(CODE|MODIFIER|NCCI|PLACE)';
END;

-- PTP: a loaded file takes the place of shipped rows of its setting, on all dates
SELECT edits('{64451,64493}', '2024-08-01') AS professional,
	edits('{64451,64493}', '2024-08-01', '{"claim_type": "institutional"}') AS institutional;
BEGIN;
INSERT INTO cptpolicy.reference_file (kind, setting, name, covers_from)
	VALUES ('ptp', 'outpatient', 'edits', '2024-07-01') RETURNING file AS our_file \gset
INSERT INTO cptpolicy.ptp
	(column_one, column_two, setting, effective_from, effective_to, file, modifier_indicator, rationale)
	VALUES ('64493', '64451', 'outpatient', '2020-01-01', '2023-12-31', :our_file, 1, 1),
		('64493', '64451', 'outpatient', '2024-04-01', 'infinity', :our_file, 0, 1),
		('64493', '64451', 'outpatient', '2024-02-01', 'infinity', :our_file, 9, 1),
		('64493', '99213', 'outpatient', '2024-07-01', '2024-03-31', :our_file, 0, 1),
		('64493', '64445', 'dme', '2020-01-01', 'infinity', :our_file, 0, 1);
SELECT on_date, edits('{64451,64493}', on_date, '{"claim_type": "institutional"}') AS institutional,
	edits('{64451,64493}', on_date, '{"claim_type": "institutional"}', '{"modifiers": ["59"]}') AS with_59
FROM unnest('{2019-12-31,2020-01-01,2023-12-31,2024-01-01,2024-02-01,2024-04-01}'::text[]) on_date;
-- the setting of the other claims is untouched, a row that ended before it began was never in force, nor was one of DME
SELECT edits('{64451,64493}', '2024-08-01') AS professional,
	edits('{64493,99213,64445}', '2024-03-15', '{"claim_type": "institutional"}') AS never;
ROLLBACK;

-- MUE: a loaded file takes the place of shipped rows from its first day on; a row of one's own wins on its days
SELECT edits('{64451}', '2024-08-01', line => '{"units": 3}') AS shipped;
BEGIN;
INSERT INTO cptpolicy.mue (code, setting, units, adjudication_indicator, rationale, effective_from, effective_to, file)
	VALUES ('64451', 'practitioner', 3, 2, 'ours', '2024-08-01', '2024-08-31', 1),
		('64451', 'practitioner', 4, 1, 'ours', '2024-08-15', '2024-08-31', 1);
SELECT on_date, edits('{64451}', on_date, line => '{"units": 3}') AS three,
	edits('{64451}', on_date, line => '{"units": 4}') AS four, edits('{64451}', on_date, line => '{"units": 5}') AS five
FROM unnest('{2024-07-31,2024-08-01,2024-08-14,2024-08-15,2024-08-31,2024-09-01}'::text[]) on_date;
INSERT INTO cptpolicy.reference_file (kind, setting, name, covers_from) VALUES
	('mue', 'practitioner', 'limits', '2024-10-01'), ('mue', 'practitioner', 'later limits', '2025-01-01'),
	('mue', 'dme', 'other limits', '2024-08-01'), ('mue', 'outpatient', 'without a day', NULL);
SELECT on_date, edits('{64451}', on_date, line => '{"units": 3}') AS three
FROM unnest('{2024-09-30,2024-10-01,2025-06-01}'::text[]) on_date;
SELECT edits('{64451}', '2024-12-01', '{"claim_type": "institutional"}', '{"units": 3}') AS institutional;
ROLLBACK;

-- fee schedule: the same, by code
SELECT edits('{64451}', '2024-08-01', line => '{"modifiers": ["26"]}') AS shipped;
BEGIN;
INSERT INTO cptpolicy.fee_schedule (code, component, status, pctc, effective_from, effective_to, file)
	VALUES ('64451', 'whole', 'A', '1', '2024-08-01', '2024-08-31', 1),
		('64451', '26', 'A', '0', '2024-08-01', 'infinity', 1);
SELECT on_date, edits('{64451}', on_date, line => '{"modifiers": ["26"]}') AS with_26
FROM unnest('{2024-07-31,2024-08-01,2024-08-31,2024-09-01}'::text[]) on_date;
INSERT INTO cptpolicy.reference_file (kind, name, covers_from) VALUES ('fee_schedule', 'indicators', '2024-10-01');
SELECT on_date, edits('{64451}', on_date, line => '{"modifiers": ["26"]}') AS with_26,
	edits('{64625}', on_date, line => '{"modifiers": ["26"]}') AS of_another_code
FROM unnest('{2024-09-30,2024-10-01}'::text[]) on_date;
ROLLBACK;

-- add-ons: a loaded file takes the place of all shipped rows
SELECT edits('{64494}', '2024-08-01') AS shipped;
BEGIN;
INSERT INTO cptpolicy.add_on (add_on_code, primary_code, type, effective_from, file) VALUES
	('99100', '99101', 1, '2024-01-01', 1), ('99102', 'CCCCC', 2, '2024-01-01', 1);
SELECT edits('{64494,99100,99102}', '2024-08-01') AS with_shipped, edits('{99100,99102}', '2023-12-31') AS before,
	edits('{99100,99101}', '2024-08-01') AS with_primary;
INSERT INTO cptpolicy.reference_file (kind, name) VALUES ('add_on', 'add-ons');
SELECT edits('{64494,99100}', '2024-08-01') AS loaded;
ROLLBACK;

-- codes, places, modifiers: a row of one's own hides the shipped ones of the same code, place or modifier
BEGIN;
INSERT INTO cptpolicy.procedure_code (code, effective_from, effective_to, file)
	VALUES ('64451', '2024-01-01', '2024-06-30', 1), ('64451', '2024-09-01', 'infinity', 1),
		('99213', '2024-01-01', 'infinity', 1);
INSERT INTO cptpolicy.place_of_service (place_of_service, name, facility, effective_from, file)
	VALUES ('24', 'ours', true, '2024-07-01', 1), ('98', 'ours too', false, '-infinity', 1);
SELECT on_date, edits('{64451}', on_date) AS code, edits('{99214}', on_date, '{"place_of_service": "24"}') AS place_24,
	edits('{99214}', on_date, '{"place_of_service": "98"}') AS place_98
FROM unnest('{2023-12-31,2024-01-01,2024-06-30,2024-07-01,2024-08-31,2024-09-01}'::text[]) on_date;
ROLLBACK;
SELECT edits('{64451}', '2024-08-01', '{"place_of_service": "24"}') AS place_24,
	edits('{99214}', '2024-08-01', '{"place_of_service": "98"}') AS place_98;

-- reasons: more than there is room for, none at all, and code definitions first
BEGIN;
INSERT INTO cptpolicy.ptp_rationale SELECT 1000 + i, 'reason ' || i, i = 100, false FROM generate_series(1, 100) i;
INSERT INTO cptpolicy.ptp (column_one, column_two, setting, effective_from, file, modifier_indicator, rationale) VALUES
	('99201', '99211', 'practitioner', '2024-01-01', 1, 1, 1099),
	('99201', '99212', 'practitioner', '2024-01-01', 1, 1, 1100),
	('99201', '99215', 'practitioner', '2024-01-01', 1, 1, 999),
	('99201', '99217', 'practitioner', '2024-01-01', 1, 1, -5),
	('99202', '99212', 'practitioner', '2024-01-01', 1, 1, 1001),
	('99202', '99212', 'practitioner', '2024-02-01', 1, 1, 1100);
SELECT edits('{99201,99211,99212,99215,99217}', '2024-03-01', line => '{"modifiers": ["59"]}') AS bypassed;
SELECT edits('{99202,99212}', '2024-01-15', line => '{"modifiers": ["25"]}') AS one_row,
	edits('{99202,99212}', '2024-03-01', line => '{"modifiers": ["25"]}') AS both_rows;
SELECT edits('{99201,99211,99212,99215,99217}', '2024-03-01') AS not_bypassed;
ROLLBACK;

--
-- Triggers
--
CREATE FUNCTION generation() RETURNS bigint STABLE RETURN (SELECT generation FROM cptpolicy.reference_generation);
SELECT generation() AS before \gset
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('PLACE', 'off');
SELECT generation() - :before AS changes;
-- once a transaction
BEGIN;
UPDATE cptpolicy.edit_setting SET severity = 'review';
UPDATE cptpolicy.edit_setting SET severity = 'deny';
DELETE FROM cptpolicy.edit_setting;
SELECT generation() - :before AS changes;
ROLLBACK;
TRUNCATE cptpolicy.edit_setting;
SELECT generation() - :before AS changes;
-- a statement that changes nothing is a change
DELETE FROM cptpolicy.edit_setting;
SELECT generation() - :before AS changes;
SELECT cptpolicy.announce_reference_change();
-- any search_path
BEGIN;
CREATE SCHEMA regress_trap;
CREATE FUNCTION regress_trap.trap(bigint, int) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR regress_trap.+ (LEFTARG = bigint, RIGHTARG = int, FUNCTION = regress_trap.trap);
CREATE FUNCTION regress_trap.trap(cpt_code, cpt_code) RETURNS boolean LANGUAGE plpgsql
	AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR regress_trap.= (LEFTARG = cpt_code, RIGHTARG = cpt_code, FUNCTION = regress_trap.trap);
SET LOCAL search_path = regress_trap, pg_catalog, public;
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('MODIFIER.UNKNOWN', 'off');
SELECT public.modifiers_valid('64453', '{LT}', '2024-03-01');
ROLLBACK;

--
-- Version 1.0.0 has no coding data: policies alone judge, until the update
--
CREATE DATABASE regression_old TEMPLATE template0;
SELECT current_database() AS database \gset
\c regression_old
CREATE EXTENSION cptpolicy VERSION '1.0.0';
SELECT policy_decision('{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}'),
	policy_decision('{"date_of_service": "2024-03-01", "lines": [{"code": "64451", "modifiers": ["ZZ"]}]}');
ALTER EXTENSION cptpolicy UPDATE;
SELECT policy_decision('{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}'),
	policy_decision('{"date_of_service": "2024-03-01", "lines": [{"code": "64451", "modifiers": ["ZZ"]}]}');
DROP EXTENSION cptpolicy;
CREATE EXTENSION cptpolicy VERSION '1.0.0';
SELECT policy_decision('{"date_of_service": "2024-03-01", "lines": [{"code": "64451", "modifiers": ["ZZ"]}]}');
\c :database
DROP DATABASE regression_old;
DROP FUNCTION edits;
DROP FUNCTION generation;
