--
-- Views for BI tools: their types, what unknown looks like, and that their numbers are those of the log
--
\set VERBOSITY terse
-- Keys hold the number of the run, which must not hang on the runs of other tests.
ALTER TABLE cptpolicy.evaluation_run ALTER run_id RESTART WITH 601;
CREATE VIEW report_column AS
SELECT c.relname AS view, a.attname AS name, a.attnum AS position, format_type(a.atttypid, a.atttypmod) AS type
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'cptpolicy'::regnamespace AND c.relkind = 'v' AND c.relname LIKE 'report\_%';

-- nothing but these types; each column has a comment; labels of the run come first in each view
SELECT shape, count(DISTINCT view) AS views, count(*) AS columns
FROM (SELECT view, regexp_replace(type, '\(\d+', '(n') AS shape FROM report_column) c
GROUP BY shape ORDER BY shape COLLATE "C";
SELECT max(substring(type, 'varying\((\d+)')::int) AS longest_string FROM report_column;
SELECT view, name FROM report_column
WHERE col_description(format('cptpolicy.%I', view)::regclass, position) IS NULL;
SELECT view, count(*) AS columns, string_agg(name, ' ' ORDER BY position) FILTER (WHERE position <= 2) AS first_columns
FROM report_column GROUP BY view ORDER BY view COLLATE "C";

-- nobody but the owner reads them until told so, and they read the log with their owner's rights
SELECT c.relname, c.relacl, c.reloptions
FROM pg_class c JOIN report_column r ON r.view = c.relname AND r.position = 1
WHERE c.relnamespace = 'cptpolicy'::regnamespace AND c.reloptions IS NOT NULL
	OR EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee <> c.relowner);

-- rows of each view, and columns of it that are null somewhere
SELECT string_agg(format('SELECT %L AS view, count(*) AS rows, %s AS null_columns FROM cptpolicy.%I', view,
	nulls, view), ' UNION ALL ') || ' ORDER BY 1' AS census
FROM (SELECT view, string_agg(format('max((%I IS NULL)::int)', name), ' + ') AS nulls
	FROM report_column GROUP BY view) v
\gset

-- an empty log
:census;

-- Two runs of claims of all sorts, with a setting of edits changed between them, and a run of another source.
CREATE TABLE reported (claim_id text, claim jsonb);
INSERT INTO reported VALUES
	('R1', '{"payer": "Centene", "date_of_service": "2024-03-01", "place_of_service": "24", "lines": [
		{"code": "64451", "charge": 100.10}, {"code": "64451", "charge": 50}, {"code": "99213"}]}'),
	('R2', '{"payer": "centene", "date_of_service": "2024-03-31", "lines": [
		{"code": "27096", "modifiers": ["LT"], "charge": 812.50}]}'),
	('R3', '{"payer": "Nobody Mutual", "line_of_business": "medicaid", "claim_type": "institutional", "lines": [
		{"line": 7, "code": "99213", "date_of_service": "2023-12-31", "charge": 75},
		{"line": 8, "code": "64491", "date_of_service": "2024-08-05", "charge": 25}]}'),
	('R4', '{"payer": "centene", "date_of_service": "2019-01-01", "lines": [{"code": "27096", "charge": 1}]}'),
	-- what cannot be read: a line, the claim with and without lines, everything
	('R5', '{"date_of_service": "2024-03-01", "lines": [
		{"code": "junk", "charge": 10}, {"code": "99213", "charge": 20}]}'),
	('R6', '{"line_of_business": "tricare", "date_of_service": "2024-03-01", "lines": [
		{"code": "99213", "charge": 5}, {"code": "99214", "charge": 6}]}'),
	('R7', '{"lines": []}'), ('R8', NULL), (NULL, '{"lines": [{"code": 1}]}'), (NULL, '17'),
	('R9', '{"date_of_service": "2024-02-30", "payer": "", "lines": [{"code": "99213", "charge": -4.5}]}');
CALL evaluate_claims('reported', 'first');
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('NCCI.ADD_ON', 'off');
DELETE FROM reported WHERE claim_id = 'R4';
CALL evaluate_claims('reported', 'second');
DELETE FROM cptpolicy.edit_setting;
CREATE VIEW reported_part AS SELECT * FROM reported WHERE claim_id < 'R3';
CALL evaluate_claims('reported_part', 'part');

:census;

SELECT run_name, latest_run, source, state, total_claims, done_claims, percent_done, finished, expected_end,
	expected_end_known, lines, charge
FROM cptpolicy.report_run ORDER BY run_name;
SELECT run_name, approve_claims, deny_claims, pend_claims, no_policy_claims, invalid_claims, approve_lines, deny_lines,
	pend_lines, no_policy_lines, invalid_lines, deny_charge, pend_charge, invalid_charge
FROM cptpolicy.report_run ORDER BY run_name;
SELECT claim_number AS no, line_position AS pos, claim_id, line, code, code_category AS category, decision,
	decision_order AS place, claim_decision, policy, policy_version, branch, criterion, charge, charge_known AS known,
	line_count AS lines, claim_count AS claims
FROM cptpolicy.report_line WHERE run_name = 'first' ORDER BY 1, 2;
SELECT DISTINCT claim_id, payer, payer_name, line_of_business, claim_type, place_of_service, date_of_service,
	date_known, service_month
FROM cptpolicy.report_line WHERE run_name = 'first' AND claim_id > 'R' ORDER BY claim_id, date_of_service, payer;
SELECT DISTINCT criterion, criterion_text FROM cptpolicy.report_line WHERE run_name = 'first' ORDER BY criterion;
SELECT claim_id, line_position AS pos, reason_number AS nr, decision, finding, origin, status, policy, criterion, fact,
	group_code, carc, rarc, path, line_charge
FROM cptpolicy.report_reason WHERE run_name = 'first' ORDER BY claim_number, line_position, reason_number;
SELECT DISTINCT criterion, criterion_text, fact, question
FROM cptpolicy.report_reason WHERE run_name = 'first' ORDER BY criterion, fact;
SELECT claim_number AS no, line_position AS pos, decision, decided_by, policy, branch
FROM cptpolicy.report_line WHERE run_name = 'first' ORDER BY 1, 2;
SELECT claim_id, line_position AS pos, reason_number AS nr, line_charge, charge, reason_count AS count, payer_name,
	claim_type, code_category AS category, place_of_service AS place
FROM cptpolicy.report_reason WHERE run_name = 'first' ORDER BY claim_number, line_position, reason_number;
SELECT service_month, month_known, decision, decision_order AS place, lines, claims, charge
FROM cptpolicy.report_decision_by_month WHERE run_name = 'first' ORDER BY service_month, decision_order;
SELECT payer, payer_name, line_of_business, claims, lines, charge, deny_claims, deny_lines, deny_charge, invalid_claims
FROM cptpolicy.report_payer WHERE run_name = 'first' ORDER BY payer COLLATE "C", line_of_business COLLATE "C";
SELECT payer, policy, policy_version, lines, charge, deny_lines, pend_lines, no_policy_lines, deny_charge
FROM cptpolicy.report_policy WHERE run_name = 'first' ORDER BY payer COLLATE "C", policy, policy_version;
SELECT origin, policy, policy_version, criterion, deny_lines, deny_claims, deny_charge, pend_lines, pend_claims,
	pend_charge
FROM cptpolicy.report_criterion WHERE run_name = 'first' ORDER BY criterion COLLATE "C";
SELECT origin, policy, fact, criterion, left(question, 60) AS question, lines, claims, charge, deny_lines
FROM cptpolicy.report_missing WHERE run_name = 'first' ORDER BY fact COLLATE "C", criterion COLLATE "C";
SELECT finding, group_code, carc, rarc, reasons, lines, claims, charge
FROM cptpolicy.report_denial_code WHERE run_name = 'first' ORDER BY 1, 2, 3, 4;
SELECT run_name, latest_run, old_run_name, claim_number AS no, old_claim_number AS old_no, claim_id, line, code, charge,
	old_decision, new_decision, old_criterion, new_criterion, new_policy
FROM cptpolicy.report_change ORDER BY claim_id, line_position;

-- The latest run is the one of a source that finished last, whatever its number, and never one that has not finished.
INSERT INTO cptpolicy.evaluation_run (run_id, run_name, source, state, batch_size, total, done, finished_at) VALUES
	(9001, 'under way', 'public.reported', 'running', 10, 9, 0, NULL),
	(9002, 'of old', 'public.reported', 'finished', 10, 9, 0, '2020-01-01'),
	(9003, 'stopped', 'public.stopped', 'stopped', 10, 9, 0, NULL);
SELECT run_name, latest_run, state, finished_at > '2000-01-01' AS has_time, percent_done
FROM cptpolicy.report_run ORDER BY run_name COLLATE "C";
SELECT old_run_name, run_name, count(*) FROM cptpolicy.report_change GROUP BY 1, 2 ORDER BY 1, 2;

-- Of runs that finished in one moment the one with the greater number is the later; a time that is not there is earliest.
INSERT INTO cptpolicy.evaluation_run (run_id, run_name, source, state, batch_size, total, done, finished_at) VALUES
	(9013, 'tie, third', 'public.tie', 'finished', 10, 0, 0, '2026-01-01'),
	(9011, 'tie, first', 'public.tie', 'finished', 10, 0, 0, '2026-01-01'),
	(9012, 'tie, second', 'public.tie', 'finished', 10, 0, 0, '2026-01-01'),
	(9014, 'tie, no time', 'public.tie', 'finished', 10, 0, 0, NULL),
	(9015, 'tie, stopped', 'public.tie', 'stopped', 10, 0, 0, NULL);
INSERT INTO cptpolicy.evaluation (run_id, claim_number, occurrence, line_position, is_first, decision, claim_decision,
	evaluated_at, extension_version)
SELECT run_id, 1, 1, 1, true, CASE run_id WHEN 9012 THEN 'deny' ELSE 'pend' END, 'pend', '2026-01-01', '1.2.0'
FROM generate_series(9011, 9015) run_id;
SELECT run_name, previous_run_name, latest_run FROM cptpolicy.report_run ORDER BY run_name COLLATE "C";
SELECT run_name, old_run_name, old_decision, new_decision, latest_run FROM cptpolicy.report_change
WHERE run_name LIKE 'tie%' ORDER BY run_name COLLATE "C";
DELETE FROM cptpolicy.evaluation WHERE run_id BETWEEN 9011 AND 9015;
DELETE FROM cptpolicy.evaluation_run WHERE run_id BETWEEN 9011 AND 9015;

-- What is not there has the label of what is named like that, or begins like that: one row, in which a line counts once.
-- Questions that no fact would settle are a row each.
INSERT INTO cptpolicy.evaluation_run (run_id, run_name, source, state, batch_size, total, done) VALUES
	(9006, 'labels', 'public.labels', 'stopped', 10, 9, 9);
INSERT INTO cptpolicy.evaluation (run_id, claim_number, occurrence, line_position, is_first, charge, date_of_service,
	decision, claim_decision, criterion, branch, policy, policy_version, payer, line_of_business, evaluated_at, extension_version)
SELECT 9006, n, 1, 1, true, charge, date_of_service, decision, decision, criterion, branch, policy, policy, payer, lob,
	'2024-06-30', '1.2.0'
FROM (VALUES
	(1, 100.00, '2024-01-31'::date, 'deny', 'NCCI.MUE', NULL, 'P', 'unknown', NULL),
	(2, -30.25, '2024-01-01', 'deny', 'A', 'B', 'P', NULL, 'unknown'),
	(3, -50, '2024-02-01', 'pend', 'NCCI.MUE', NULL, NULL, '', NULL),
	(4, 1, '2024-01-15', 'pend', 'A', 'B', 'none', 'unknown', NULL),
	(5, NULL, NULL, 'deny', 'NCCI.PTP', NULL, NULL, NULL, NULL),
	(6, 7, NULL, 'approve', NULL, 'B', repeat('p', 101), repeat('q', 100) || '1', 'medicaid'),
	(7, -8, NULL, 'approve', NULL, 'B', repeat('p', 102), repeat('q', 100) || '2', 'medicaid'),
	(8, -2, '1900-01-31', 'no_policy', NULL, NULL, NULL, 'unknown', NULL),
	(9, 16, '2024-03-01', 'pend', 'C', 'B', 'P', 'two', NULL))
	v (n, charge, date_of_service, decision, criterion, branch, policy, payer, lob);
INSERT INTO cptpolicy.evaluation_reason (run_id, claim_number, line_position, reason_number, origin, criterion, status,
	fact, grp, carc, rarc) VALUES
	(9006, 1, 1, 1, 'edit', 'NCCI.MUE', 'not_met', NULL, 'CO', '151', NULL),
	(9006, 1, 1, 2, 'edit', 'NCCI.MUE', 'not_met', NULL, 'CO', '151', 'none'),
	(9006, 2, 1, 1, 'policy', 'A', 'not_met', NULL, 'CO', '50', NULL),
	(9006, 2, 1, 2, 'edit', 'NCCI.MUE', 'not_met', NULL, 'CO', '151', 'none'),
	(9006, 3, 1, 1, 'edit', 'NCCI.MUE', 'unknown', NULL, NULL, '252', NULL),
	(9006, 4, 1, 1, 'policy', 'none', 'unknown', NULL, NULL, '252', NULL),
	(9006, 4, 1, 2, 'policy', 'none', 'unknown', 'none', 'none', '252', NULL),
	(9006, 5, 1, 1, 'edit', 'NCCI.PTP', 'not_met', NULL, 'CO', '236', NULL),
	(9006, 9, 1, 1, 'policy', 'C', 'unknown', NULL, NULL, '252', NULL),
	(9006, 9, 1, 2, 'policy', 'D', 'unknown', NULL, NULL, '252', NULL);
SELECT left(payer, 9) AS payer, length(payer_name) AS name, line_of_business, claims, lines, charge, approve_charge,
	deny_charge, pend_charge, no_policy_charge
FROM cptpolicy.report_payer WHERE run_name = 'labels' ORDER BY payer COLLATE "C", line_of_business COLLATE "C";
SELECT left(payer, 9) AS payer, left(policy, 9) AS policy, lines, charge, deny_lines, deny_charge, edit_deny_lines,
	edit_deny_charge, pend_lines, pend_charge
FROM cptpolicy.report_policy WHERE run_name = 'labels' ORDER BY payer COLLATE "C", policy COLLATE "C";
SELECT service_month, month_known, decision, lines, claims, charge
FROM cptpolicy.report_decision_by_month WHERE run_name = 'labels' ORDER BY 1, 2, 3;
SELECT origin, policy, fact, criterion, question, lines, claims, charge
FROM cptpolicy.report_missing WHERE run_name = 'labels' ORDER BY 1, 2, 3, 4;
SELECT finding, group_code, carc, rarc, reasons, lines, claims, charge
FROM cptpolicy.report_denial_code WHERE run_name = 'labels' ORDER BY 1, 2, 3, 4;
SELECT claim_number, decision, decided_by, left(policy, 9) AS policy
FROM cptpolicy.report_line WHERE run_name = 'labels' ORDER BY 1;
INSERT INTO cptpolicy.payer (payer, name) VALUES ('unknown', 'Unknown & Sons');
SELECT DISTINCT payer, payer_name FROM (
	SELECT payer, payer_name FROM cptpolicy.report_line WHERE run_name = 'labels'
	UNION ALL SELECT payer, payer_name FROM cptpolicy.report_reason WHERE run_name = 'labels'
	UNION ALL SELECT payer, payer_name FROM cptpolicy.report_payer WHERE run_name = 'labels'
	UNION ALL SELECT payer, payer_name FROM cptpolicy.report_policy WHERE run_name = 'labels') p
WHERE payer = 'unknown';
DELETE FROM cptpolicy.payer WHERE NOT shipped;

-- The questions of edits are questions, one for each edit.
SELECT edit, cptpolicy.edit_question(edit) AS question
FROM unnest(ARRAY['CODE.DATE', 'MODIFIER.UNKNOWN', 'MODIFIER.CODE', 'MODIFIER.PAIR', 'NCCI.ADD_ON', 'NCCI.PTP', 'NCCI.MUE',
	'PLACE', 'version', 'I.physician']) edit;

-- What the views say of a run while its session works on it: its end is expected until it is finished.
CREATE TABLE watch (number int GENERATED ALWAYS AS IDENTITY, state text, done bigint, total bigint, expected boolean,
	expected_end timestamp);
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO watch (state, done, total, expected, expected_end)
	SELECT state, done_claims, total_claims, expected_end_known, expected_end
	FROM cptpolicy.report_run WHERE run_name = new.run_name;
	RETURN NULL;
END
$$;
CREATE TRIGGER watch AFTER UPDATE ON cptpolicy.evaluation_run FOR EACH ROW EXECUTE FUNCTION watch();
CALL evaluate_claims('reported_part', 'watched', batch_size => 1);
DROP TRIGGER watch ON cptpolicy.evaluation_run;
SELECT state, done, total, expected, expected_end > '2000-01-01' AS has_time FROM watch ORDER BY number;
SELECT state, done_claims, total_claims, expected_end_known, expected_end
FROM cptpolicy.report_run WHERE run_name = 'watched';
SELECT delete_evaluation('watched');
DROP TABLE watch;
DROP FUNCTION watch;

-- Values that nobody expects. What is too long is cut, in characters.
INSERT INTO cptpolicy.evaluation_run (run_id, run_name, source, state, batch_size, total, done, rate, started_by,
	expected_end) VALUES
	(9004, repeat('ü', 100), repeat('s', 1000), 'running', 1, 0, 0, 99999999999.9, repeat('r', 64),
		'2030-01-01 02:00:00+02'),
	(9005, 'more than all', 'public.s', 'stopped', 1, 1, 9000000000000000000, NULL, '', NULL);
INSERT INTO cptpolicy.evaluation (run_id, claim_number, claim_id, occurrence, line_position, is_first, line, code,
	charge, date_of_service, decision, claim_decision, criterion, branch, policy, policy_version, payer, line_of_business,
	claim_type, place_of_service, evaluated_at, extension_version)
SELECT 9004, n, repeat('é', 101), 2147483647, 1, true, -2147483648, 'V5364', 9999999999.99, '9999-12-31', 'deny', 'deny',
	repeat('c', 501), repeat('b', 501), repeat('p', 501), repeat('v', 501), repeat('q', 501), repeat('l', 501),
	repeat('t', 501), repeat('0', 501), '2024-06-30 23:59:59.6+00', repeat('9', 501)
FROM generate_series(9223372036854775000, 9223372036854775001) n;
INSERT INTO cptpolicy.evaluation_reason (run_id, claim_number, line_position, reason_number, origin, criterion, status,
	fact, grp, carc, rarc, path)
SELECT 9004, 9223372036854775000, 1, n, repeat('o', 501), repeat('c', 501), status, repeat('f', 501), repeat('g', 501),
	repeat('1', 501), repeat('N', 501), repeat('/', 501)
FROM (VALUES (1, 'not_met'), (2, 'unknown')) s (n, status);
:census;
SELECT length(claim_id) AS claim_id, length(policy) AS policy, length(criterion) AS criterion, criterion_text,
	length(payer_name) AS payer_name, place_of_service, date_of_service, service_month, charge, evaluated_at
FROM cptpolicy.report_line WHERE run_name = repeat('ü', 100);
SELECT length(run_name) AS run_name, length(source) AS source, length(started_by) AS started_by, claims_per_second,
	percent_done, expected_end, expected_end_known, lines, charge, deny_charge
FROM cptpolicy.report_run WHERE run_name IN (repeat('ü', 100), 'more than all') ORDER BY run_name COLLATE "C";
SELECT finding, group_code, carc, rarc, reasons, lines, claims, charge
FROM cptpolicy.report_denial_code WHERE carc ~ '111' ORDER BY finding;

-- Sums of more money than a column has room for, either way, are the most and the least that it has room for. A million
-- of the dearest lines have such a sum; here one line has, in a log that has room for it until the end of the transaction.
SELECT string_agg(format('SELECT %L AS view, run_name, count(*) AS rows, least(%s) AS least, greatest(%s) AS greatest
	FROM cptpolicy.%I WHERE run_name LIKE ''too %%'' GROUP BY run_name', view, least, greatest, view), ' UNION ALL ')
	|| ' ORDER BY 1, 2' AS extremes
FROM (SELECT view, string_agg(format('min(%I)', name), ', ') AS least, string_agg(format('max(%I)', name), ', ') AS greatest
	FROM report_column WHERE type = 'numeric(18,2)' GROUP BY view) v
\gset
BEGIN;
UPDATE pg_attribute SET atttypmod = -1 WHERE attrelid = 'cptpolicy.evaluation'::regclass AND attname = 'charge';
INSERT INTO cptpolicy.evaluation_run (run_id, run_name, source, state, batch_size, total, done) VALUES
	(9031, 'too much', 'public.rich', 'stopped', 10, 5, 5), (9032, 'too little', 'public.rich', 'stopped', 10, 5, 5);
INSERT INTO cptpolicy.evaluation (run_id, claim_number, occurrence, line_position, is_first, charge, decision,
	claim_decision, criterion, policy, policy_version, evaluated_at, extension_version)
SELECT run_id, n, 1, 1, true, charge, decision, decision, 'A', 'P', '1', '2024-06-30', '1.2.0'
FROM (VALUES (9031, 10000000000000000), (9032, -10000000000000000)) run (run_id, charge),
	unnest('{approve,deny,pend,no_policy,invalid}'::text[]) WITH ORDINALITY d (decision, n);
INSERT INTO cptpolicy.evaluation_reason (run_id, claim_number, line_position, reason_number, origin, criterion, status)
SELECT run_id, n, 1, 1, 'policy', 'A', CASE n WHEN 2 THEN 'not_met' ELSE 'unknown' END
FROM unnest('{9031,9032}'::int[]) run_id, unnest('{2,3}'::int[]) n;
:extremes;
ROLLBACK;

-- Sums are those of the log, counted here in other ways: lines, claims and charges of each run by each view.
WITH log AS (
	SELECT run_name, 'log' AS source, count(*) FILTER (WHERE line_position > 0) AS lines,
		count(DISTINCT claim_number) AS claims, coalesce(sum(charge), 0) AS charge
	FROM cptpolicy.evaluation JOIN cptpolicy.evaluation_run USING (run_id) GROUP BY run_name),
shown AS (
	SELECT run_name, 'report_line' AS source, sum(line_count) AS lines, sum(claim_count) AS claims,
		sum(charge) AS charge
	FROM cptpolicy.report_line GROUP BY run_name
	UNION ALL
	SELECT run_name, 'report_decision_by_month', sum(lines), sum(claims), sum(charge)
	FROM cptpolicy.report_decision_by_month GROUP BY run_name
	UNION ALL
	SELECT run_name, 'report_payer', sum(lines), sum(claims), sum(charge) FROM cptpolicy.report_payer GROUP BY run_name
	UNION ALL
	SELECT run_name, 'report_payer by decision',
		sum(approve_lines + deny_lines + pend_lines + no_policy_lines + invalid_lines),
		sum(approve_claims + deny_claims + pend_claims + no_policy_claims + invalid_claims),
		sum(approve_charge + deny_charge + pend_charge + no_policy_charge + invalid_charge)
	FROM cptpolicy.report_payer GROUP BY run_name
	UNION ALL
	SELECT run_name, 'report_policy', sum(lines), NULL, sum(charge) FROM cptpolicy.report_policy GROUP BY run_name
	UNION ALL
	SELECT run_name, 'report_policy by decision',
		sum(approve_lines + deny_lines + pend_lines + no_policy_lines + invalid_lines), NULL,
		sum(approve_charge + deny_charge + pend_charge + no_policy_charge + invalid_charge)
	FROM cptpolicy.report_policy GROUP BY run_name
	UNION ALL
	SELECT run_name, 'report_run', lines, NULL, charge FROM cptpolicy.report_run
	UNION ALL
	SELECT run_name, 'report_run by decision',
		approve_lines + deny_lines + pend_lines + no_policy_lines + invalid_lines,
		approve_claims + deny_claims + pend_claims + no_policy_claims + invalid_claims,
		approve_charge + deny_charge + pend_charge + no_policy_charge + invalid_charge
	FROM cptpolicy.report_run)
SELECT shown.source, count(*) AS runs, bool_and(shown.lines = log.lines) AS lines,
	bool_and(coalesce(shown.claims, log.claims) = log.claims) AS claims, bool_and(shown.charge = log.charge) AS charge
FROM log JOIN shown USING (run_name)
GROUP BY shown.source ORDER BY shown.source;
SELECT count(*) AS groups, bool_and(m.charge = l.charge) AS charge, min(m.charge) < 0 AS negative
FROM cptpolicy.report_decision_by_month m
	JOIN LATERAL (SELECT coalesce(sum(e.charge), 0) AS charge
		FROM cptpolicy.evaluation e JOIN cptpolicy.evaluation_run run USING (run_id)
		WHERE run.run_name = m.run_name AND e.decision = m.decision AND CASE WHEN m.month_known
			THEN to_char(e.date_of_service, 'YYYY-MM') = to_char(m.service_month, 'YYYY-MM')
			ELSE e.date_of_service IS NULL END) l ON true;
SELECT count(*) AS runs, bool_and(r.charge = l.charge) AS charge, bool_and(r.reasons = l.reasons) AS reasons
FROM (SELECT run_name, sum(charge) AS charge, sum(reason_count) AS reasons
		FROM cptpolicy.report_reason GROUP BY run_name) r
	JOIN (SELECT run_name, coalesce(sum(charge), 0) AS charge, sum(findings) AS reasons
		FROM cptpolicy.evaluation_run JOIN cptpolicy.evaluation e USING (run_id), LATERAL (
			SELECT count(*) AS findings FROM cptpolicy.evaluation_reason s
			WHERE (s.run_id, s.claim_number, s.line_position) = (e.run_id, e.claim_number, e.line_position)) f
		WHERE findings > 0 GROUP BY run_name) l USING (run_name);
SELECT count(*) AS groups, bool_and(p.edit_deny_lines = l.lines AND p.edit_deny_charge = l.charge) AS equal,
	sum(p.edit_deny_lines) AS edit_deny_lines, sum(p.deny_lines) AS deny_lines
FROM cptpolicy.report_policy p
	JOIN LATERAL (SELECT count(*) AS lines, coalesce(sum(charge), 0) AS charge FROM cptpolicy.report_line l
		WHERE (l.run_name, l.payer, l.policy, l.policy_version) = (p.run_name, p.payer, p.policy, p.policy_version)
			AND l.decision = 'deny' AND l.decided_by = 'edit' AND l.line_count = 1) l ON true;

-- Each key is there once; keys of one column are those of several.
SELECT 'report_line' AS view, count(*) - count(DISTINCT line_key) AS twice,
	count(DISTINCT (run_name, claim_number)) - count(DISTINCT claim_key) AS other FROM cptpolicy.report_line
UNION ALL SELECT 'report_reason', count(*) - count(DISTINCT (line_key, reason_number)),
	count(*) FILTER (WHERE NOT EXISTS (SELECT FROM cptpolicy.report_line l
		WHERE (l.line_key, l.claim_key, l.run_name, l.claim_number, l.line_position)
			= (r.line_key, r.claim_key, r.run_name, r.claim_number, r.line_position))) FROM cptpolicy.report_reason r
UNION ALL SELECT 'report_decision_by_month', count(*) - count(DISTINCT (run_name, service_month, month_known, decision)), 0
FROM cptpolicy.report_decision_by_month
UNION ALL SELECT 'report_payer', count(*) - count(DISTINCT (run_name, payer, line_of_business)), 0
FROM cptpolicy.report_payer
UNION ALL SELECT 'report_policy', count(*) - count(DISTINCT (run_name, payer, policy, policy_version)), 0
FROM cptpolicy.report_policy
UNION ALL SELECT 'report_criterion', count(*) - count(DISTINCT (run_name, origin, policy, policy_version, criterion)), 0
FROM cptpolicy.report_criterion
UNION ALL SELECT 'report_missing',
	count(*) - count(DISTINCT (run_name, origin, policy, policy_version, fact, criterion)), 0
FROM cptpolicy.report_missing
UNION ALL SELECT 'report_denial_code', count(*) - count(DISTINCT (run_name, finding, group_code, carc, rarc)), 0
FROM cptpolicy.report_denial_code;
SELECT count(*) AS groups, bool_and(m.lines = l.lines) AS lines, bool_and(m.claims = l.claims) AS claims
FROM cptpolicy.report_decision_by_month m
	JOIN LATERAL (SELECT count(*) FILTER (WHERE decision = m.decision AND line_position > 0) AS lines,
			count(DISTINCT claim_number) FILTER (WHERE claim_decision = m.decision AND claim_count = 1) AS claims
		FROM cptpolicy.report_line WHERE run_name = m.run_name AND service_month = m.service_month) l ON true;
SELECT count(*) AS groups, bool_and(d.reasons = r.reasons AND d.lines = r.lines AND d.claims = r.claims
	AND d.charge = r.charge) AS equal
FROM cptpolicy.report_denial_code d
	JOIN LATERAL (SELECT sum(n) AS reasons, count(*) FILTER (WHERE line_position > 0) AS lines,
			count(DISTINCT claim_number) AS claims, sum(charge) AS charge
		FROM (SELECT claim_number, line_position, count(*) AS n, min(line_charge) AS charge
			FROM cptpolicy.report_reason s
			WHERE (s.run_name, s.finding, s.group_code, s.carc, s.rarc)
				= (d.run_name, d.finding, d.group_code, d.carc, d.rarc)
			GROUP BY claim_number, line_position) line) r ON true;
SELECT count(*) AS groups, bool_and(d.deny_lines = r.lines AND d.deny_claims = r.claims AND d.deny_charge = r.charge)
	AS equal
FROM cptpolicy.report_criterion d
	JOIN LATERAL (SELECT count(*) AS lines, count(DISTINCT claim_number) AS claims, coalesce(sum(charge), 0) AS charge
		FROM (SELECT claim_number, line_position, min(line_charge) AS charge FROM cptpolicy.report_reason s
			WHERE (s.run_name, s.origin, s.policy, s.policy_version, s.criterion)
				= (d.run_name, d.origin, d.policy, d.policy_version, d.criterion)
				AND s.finding = 'denial' AND s.decision = 'deny'
			GROUP BY claim_number, line_position) line) r ON true;
SELECT count(*) AS groups, bool_and(d.lines = r.lines AND d.claims = r.claims AND d.charge = r.charge) AS equal
FROM cptpolicy.report_missing d
	JOIN LATERAL (SELECT count(*) AS lines, count(DISTINCT claim_number) AS claims, coalesce(sum(charge), 0) AS charge
		FROM (SELECT claim_number, line_position, min(line_charge) AS charge FROM cptpolicy.report_reason s
			WHERE (s.run_name, s.origin, s.policy, s.policy_version, s.fact) = (d.run_name, d.origin, d.policy,
				d.policy_version, d.fact) AND d.criterion IN ('none', s.criterion)
				AND s.finding = 'missing' AND s.decision = 'pend'
			GROUP BY claim_number, line_position) line) r ON true;

-- The index finds claims by what the views show, for a literal as for a parameter of any string type.
CREATE FUNCTION index_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	node text;
	indexes text[];
BEGIN
	FOR node IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		indexes := indexes
			|| substring(node, 'Index Scan (?:on|using) (evaluation_(?:shown_claim_id|pkey|reason_pkey))');
	END LOOP;
	RETURN (SELECT string_agg(i, ', ' ORDER BY i) FROM unnest(indexes) i);
END
$$;
SET enable_seqscan = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET plan_cache_mode = force_generic_plan;
PREPARE by_varchar(varchar) AS SELECT * FROM cptpolicy.report_line WHERE claim_id = $1;
PREPARE by_text(text) AS SELECT * FROM cptpolicy.report_line WHERE claim_id = $1;
PREPARE by_number(varchar, bigint) AS SELECT * FROM cptpolicy.report_reason WHERE run_name = $1 AND claim_number = $2;
SELECT index_of($$SELECT * FROM cptpolicy.report_line WHERE claim_id = 'R1'$$) AS literal,
	index_of($$EXECUTE by_varchar('R1')$$) AS of_varchar, index_of($$EXECUTE by_text('R1')$$) AS of_text;
-- Of tables this small, a scan of a run's block ranges costs the same: which is taken hangs on what tests before left.
SET enable_bitmapscan = off;
SELECT index_of($$EXECUTE by_number('first', 1)$$) AS of_number;
EXECUTE by_number('part', 2);
RESET enable_bitmapscan;
RESET enable_seqscan;
RESET enable_hashjoin;
RESET enable_mergejoin;
RESET plan_cache_mode;
DEALLOCATE ALL;

-- Texts of a version that is no longer there are unknown, and no row is lost.
SELECT load_policy(jsonb_set(jsonb_set(policy_document('CP.MP.166', '2023-08')::jsonb, '{version}', '"own"'),
	'{effective_to}', '"2030-12-31"')::text);
CALL evaluate_claims('reported_part', 'own');
CREATE TEMP TABLE before AS
SELECT (SELECT count(*) FROM cptpolicy.report_line WHERE run_name = 'own') AS lines,
	(SELECT count(*) FROM cptpolicy.report_reason WHERE run_name = 'own') AS reasons,
	(SELECT count(*) FROM cptpolicy.report_missing WHERE run_name = 'own') AS missing;
SELECT criterion, criterion_text FROM cptpolicy.report_criterion WHERE run_name = 'own' AND deny_lines > 0;
DELETE FROM cptpolicy.policy_criterion WHERE version = 'own';
DELETE FROM cptpolicy.policy_fact WHERE version = 'own';
DELETE FROM cptpolicy.policy_precedence WHERE version = 'own';
DELETE FROM cptpolicy.policy_code WHERE version = 'own';
DELETE FROM cptpolicy.policy_version WHERE version = 'own';
DELETE FROM cptpolicy.policy WHERE NOT shipped;
SELECT criterion, criterion_text FROM cptpolicy.report_criterion WHERE run_name = 'own' AND deny_lines > 0;
SELECT DISTINCT question, criterion_text FROM cptpolicy.report_reason WHERE run_name = 'own' ORDER BY 1;
SELECT DISTINCT question FROM cptpolicy.report_missing WHERE run_name = 'own';
SELECT lines = (SELECT count(*) FROM cptpolicy.report_line WHERE run_name = 'own') AS lines,
	reasons = (SELECT count(*) FROM cptpolicy.report_reason WHERE run_name = 'own') AS reasons,
	missing = (SELECT count(*) FROM cptpolicy.report_missing WHERE run_name = 'own') AS missing
FROM before;
:census;

-- Rows of a user hide shipped ones of the same name, as they do where a release ships a version that was written before,
-- and do not double rows.
INSERT INTO cptpolicy.policy_criterion (policy, version, criterion, position, text, question)
SELECT policy, version, criterion, position, criterion || ', as we read it', 'What of ' || criterion || '?'
FROM cptpolicy.policy_criterion;
INSERT INTO cptpolicy.policy_fact (policy, version, name, position, type, question)
SELECT policy, version, name, position, type, 'What of ' || name || '?' FROM cptpolicy.policy_fact;
SELECT text, question FROM cptpolicy.evaluation_criterion_label
WHERE policy = 'CP.MP.166' AND version = '2023-08' AND criterion = 'IV';
SELECT criterion, criterion_text FROM cptpolicy.report_criterion WHERE run_name = 'first' ORDER BY criterion COLLATE "C";
SELECT fact, criterion, question FROM cptpolicy.report_missing WHERE run_name = 'first'
ORDER BY fact COLLATE "C", criterion COLLATE "C";
CREATE PROCEDURE forget_own_policies() LANGUAGE sql AS $$
	DELETE FROM cptpolicy.policy_criterion WHERE NOT shipped;
	DELETE FROM cptpolicy.policy_fact WHERE NOT shipped;
	DELETE FROM cptpolicy.policy_precedence WHERE NOT shipped;
	DELETE FROM cptpolicy.policy_code WHERE NOT shipped;
	DELETE FROM cptpolicy.policy_version WHERE NOT shipped;
	DELETE FROM cptpolicy.policy WHERE NOT shipped;
$$;
CALL forget_own_policies();

-- Criteria that are named like an edit, or like one of another policy: each has its own texts. Where no clause of a policy
-- applies, the policy itself says so, and no edit.
SELECT load_policy('{"policy": "T.PLACE", "version": "1", "title": "T", "source": "test", "effective_from": "2023-01-01",
	"denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252", "rarc": "N706"},
	"codes": [{"role": "visit", "subject": true, "codes": ["99213"]}],
	"facts": [{"name": "outside", "type": "boolean", "question": "Outside?"},
		{"name": "parked", "type": "boolean", "question": "Parked?"}],
	"criteria": [{"id": "PLACE", "text": "Parked, where it is outside", "when": {"fact": "outside", "is": true},
		"test": {"fact": "parked", "is": true}}]}');
SELECT load_policy(replace(replace(replace(policy_document('T.PLACE', '1'), 'T.PLACE', 'T.OTHER'), 'Parked', 'Kept'),
	'99213', '99214'));
INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('PLACE', 'review');
CREATE TABLE placed (claim_id text, claim jsonb);
INSERT INTO placed
SELECT claim_id, jsonb_build_object('date_of_service', '2024-01-01', 'place_of_service', place, 'facts', facts,
	'lines', '[{"code": "99213"}]'::jsonb)
FROM (VALUES ('edit', '98', '{"outside": true, "parked": true}'::jsonb), ('policy', '11', '{"outside": true, "parked": false}'),
	('both', '98', '{"outside": true, "parked": false}'), ('silent', '11', '{"outside": false}'),
	('unknown', '11', '{"outside": true}')) v (claim_id, place, facts);
CALL evaluate_claims('placed', 'placed');
SELECT claim_id, decision, decided_by, branch, criterion, criterion_text
FROM cptpolicy.report_line WHERE run_name = 'placed' ORDER BY claim_number;
SELECT claim_id, origin, criterion, criterion_text, question
FROM cptpolicy.report_reason WHERE run_name = 'placed' ORDER BY claim_number, reason_number;
SELECT origin, policy, criterion, criterion_text, deny_lines, pend_lines
FROM cptpolicy.report_criterion WHERE run_name = 'placed' ORDER BY origin, criterion COLLATE "C";
SELECT origin, policy, fact, criterion, question, lines, deny_lines
FROM cptpolicy.report_missing WHERE run_name = 'placed' ORDER BY origin, criterion COLLATE "C";
SELECT delete_evaluation('placed');
DROP TABLE placed;
DELETE FROM cptpolicy.edit_setting;
CALL forget_own_policies();
DROP PROCEDURE forget_own_policies;

-- A name that users give a payer goes before the shipped one, and does not double rows.
INSERT INTO cptpolicy.payer (payer, name) VALUES ('centene', 'Our Centene'), ('nobody mutual', 'not its id');
SELECT DISTINCT payer, payer_name FROM cptpolicy.report_line WHERE run_name = 'first' ORDER BY 1;
SELECT payer_name, sum(claims) AS claims FROM cptpolicy.report_payer WHERE run_name = 'first' GROUP BY 1 ORDER BY 1;
DELETE FROM cptpolicy.payer WHERE NOT shipped;

-- A role that may read the views and nothing beneath them
CREATE ROLE regress_reports;
SELECT format('GRANT SELECT ON %s TO regress_reports', string_agg(format('cptpolicy.%I', view), ', '))
FROM report_column WHERE position = 1
\gexec
GRANT SELECT ON report_column TO regress_reports;
SET ROLE regress_reports;
:census;
SELECT count(*) FROM cptpolicy.evaluation;
SELECT count(*) FROM cptpolicy.evaluation_change;
DELETE FROM cptpolicy.report_run;
RESET ROLE;
DROP OWNED BY regress_reports;
DROP ROLE regress_reports;

DROP VIEW reported_part;
DROP TABLE reported;
DROP VIEW report_column;
DROP FUNCTION index_of;
DELETE FROM cptpolicy.evaluation_reason;
DELETE FROM cptpolicy.evaluation;
DELETE FROM cptpolicy.evaluation_run;
