--
-- PTP edits from files of CMS: the history of each quarter replaces that of the one before
--
SET datestyle = 'ISO';
\getenv source_dir PG_ABS_SRCDIR
\set cms :source_dir '/test/data/cms/'
-- files of the client come in as large objects, as cptpolicy-load does it
CREATE FUNCTION content(file text) RETURNS oid LANGUAGE sql RETURN lo_from_bytea(0, convert_to(file, 'UTF8'));
CREATE FUNCTION ptp_file(edits text) RETURNS oid LANGUAGE sql
	RETURN content(E'A notice\t\t\t\t\t\t\nColumn1/Column2 Edits\t\t\t\t\t\t\n'
		'Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\n'
		'\t\tprior to 1996\tDate\tDate\t0=not allowed\t\n' || translate(edits, ' _', E'\t '));
CREATE VIEW edit AS
SELECT p.setting, p.column_one, p.column_two, p.modifier_indicator AS mi, p.start_known AS known, p.effective_from,
	p.effective_to, r.text AS rationale, r.code_definition AS definition, f.name
FROM cptpolicy.ptp p
	JOIN cptpolicy.reference_file f ON f.file = p.file AND NOT f.shipped
	JOIN cptpolicy.ptp_rationale r ON r.rationale = p.rationale
WHERE NOT p.shipped;

-- ---- the samples ----

\set path :cms ccipra-v302r0-f1.TXT
\lo_import :path
\set f1 :LASTOID
\set path :cms ccipra-v302r0-f2.txt
\lo_import :path
\set f2 :LASTOID
\set path :cms ccipra-v303r0-f1.TXT
\lo_import :path
\set g1 :LASTOID
\set path :cms ccipra-v303r0-f2.txt
\lo_import :path
\set g2 :LASTOID
\set path :cms ccioph-v302r0-f1.TXT
\lo_import :path
\set hospital :LASTOID

SELECT count(*) FILTER (WHERE shipped) > 0 AS shipped, count(*) FILTER (WHERE NOT shipped) AS loaded
FROM cptpolicy.ptp_in_force WHERE setting = 'practitioner';
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT,ccipra-v302r0-f2.txt}', contents => ARRAY[:f1, :f2]::oid[]);
SELECT kind, setting, name, quarter, covers_from, rows, loaded_at = now() AS just_now, note
FROM cptpolicy.reference_file WHERE NOT shipped;
-- shipped rows stand back
SELECT setting, shipped, count(*) > 0 AS in_force FROM cptpolicy.ptp_in_force GROUP BY 1, 2 ORDER BY 1, 2;
SELECT * FROM edit WHERE column_one IN ('0001A', '0001U', '64451') ORDER BY 2, 3, 6, 7;

-- the same files again change nothing but the name
SELECT * FROM load_ptp('{CCIPRA-V302R0-F2.TXT,ccipra-v302r0-f1.TXT}', contents => ARRAY[:f2, :f1]::oid[]);
SELECT name, rows FROM cptpolicy.reference_file WHERE NOT shipped;
-- and if that is the same too, no session needs to read its data anew
SELECT generation FROM cptpolicy.reference_generation \gset
SELECT * FROM load_ptp('{CCIPRA-V302R0-F2.TXT,ccipra-v302r0-f1.TXT}', contents => ARRAY[:f2, :f1]::oid[]);
SELECT generation - :generation AS changes_announced FROM cptpolicy.reference_generation;

-- the next quarter
SELECT * FROM load_ptp('{ccipra-v303r0-f1.TXT,ccipra-v303r0-f2.txt}', contents => ARRAY[:g1, :g2]::oid[]);
SELECT * FROM edit WHERE name LIKE 'ccipra-v303%' OR effective_to = '2024-09-30' ORDER BY 2, 3, 6, 7;
SELECT * FROM load_ptp('{ccipra-v303r0-f1.TXT,ccipra-v303r0-f2.txt}', contents => ARRAY[:g1, :g2]::oid[]);
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT,ccipra-v302r0-f2.txt}', contents => ARRAY[:f1, :f2]::oid[]);

-- each setting for itself, and an older quarter of the other one
SELECT * FROM load_ptp('{ccioph-v302r0-f1.TXT}', contents => ARRAY[:hospital]::oid[]);
SELECT setting, shipped, count(*) FROM cptpolicy.ptp_in_force GROUP BY 1, 2 ORDER BY 1, 2;

-- rolled back without a trace
DELETE FROM cptpolicy.ptp WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
BEGIN;
SELECT opened FROM load_ptp('{ccioph-v302r0-f1.TXT}', contents => ARRAY[:hospital]::oid[]);
SELECT opened FROM load_ptp('{ccipra-v302r0-f1.TXT,ccipra-v302r0-f2.txt}', contents => ARRAY[:f1, :f2]::oid[]);
ROLLBACK;
SELECT count(*) FROM edit;
SELECT count(*) FROM pg_class WHERE relname LIKE 'cptpolicy\_%' AND relpersistence = 't';

-- ---- how rows are compared ----

SELECT load_ptp('{a}', 'practitioner', '2024Q1', contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Stays
11111 22222  20200101 * 1 Ends
11111 22223  20200101 20231231 1 Comes_again
11111 22224  20200101 20231231 1 Ended_otherwise
11111 22225  20200101 * 1 Another_rationale
11111 22226  20200101 * 1 Is_gone
11111 22227  20240101 * 1 Is_new_and_gone
11111 22228  20100101 20151231 1 Is_history
11111 22229  20200101 * 0 Another_indicator
22221 11111  * * 1 Unknown_start_stays
22222 11111  * * 1 Unknown_start_ends
22223 11111  * 20201231 1 Unknown_start_is_history
22224 11111  * * 1 Unknown_start_becomes_known
22225 11111  * 20201231 1 Unknown_start_of_two
22225 11111  * 20211231 1 Unknown_start_of_two
22225 11111  * * 1 Unknown_start_of_two
22226 11111  * * 1 Unknown_start_is_gone
')]);
SELECT column_one, column_two, mi, known, effective_from, effective_to, rationale FROM edit ORDER BY 1, 2, 5, 6;
SELECT load_ptp('{b}', 'practitioner', '2024-04-01', contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Stays
11111 22222  20200101 20240331 1 Ends
11111 22223  20200101 * 1 Comes_again
11111 22224  20200101 20221231 1 Ended_otherwise
11111 22225  20200101 * 1 New_rationale
11111 22228  20100101 20151231 1 Is_history
11111 22229  20200101 20240331 0 Another_indicator
11111 22229  20240401 * 1 Another_indicator
22221 11111  * * 1 Unknown_start_stays
22222 11111  * 20240331 1 Unknown_start_ends
22223 11111  * 20201231 1 Unknown_start_is_history
22224 11111  20100101 * 1 Unknown_start_becomes_known
22225 11111  20200101 20201231 1 Unknown_start_of_two
22225 11111  20210401 20211231 1 Unknown_start_of_two
22225 11111  20220401 20240331 1 Unknown_start_of_two
22227 11111  * * 1 Unknown_start_is_new
22228 11111  * 20200101 9 Unknown_start_never_in_force
')]);
SELECT column_one, column_two, mi, known, effective_from, effective_to, rationale, name FROM edit ORDER BY 1, 2, 5, 6;
-- another release of the same quarter: what had begun in it and is gone was never there
SELECT load_ptp('{c}', 'practitioner', '2024 q2', contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Stays
11111 22222  20200101 20240331 1 Ends
11111 22223  20200101 20231231 1 Comes_again
11111 22224  20200101 20221231 1 Ended_otherwise
11111 22225  20200101 * 1 New_rationale
11111 22228  20100101 20151231 1 Is_history
11111 22229  20200101 * 0 Another_indicator
22221 11111  * * 1 Unknown_start_stays
22222 11111  * 20240331 1 Unknown_start_ends
22223 11111  * 20201231 1 Unknown_start_is_history
22224 11111  20100101 * 1 Unknown_start_becomes_known
22225 11111  20200101 20201231 1 Unknown_start_of_two
22225 11111  20210401 20211231 1 Unknown_start_of_two
22225 11111  20220401 20240331 1 Unknown_start_of_two
22228 11111  * 20200101 9 Unknown_start_never_in_force
')]);
SELECT column_one, column_two, mi, known, effective_from, effective_to, rationale, name FROM edit
WHERE name IN ('c') OR effective_to > '2024-01-01' ORDER BY 1, 2, 5, 6;

-- ---- rows that stand there twice ----

DELETE FROM cptpolicy.ptp WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
DELETE FROM cptpolicy.ptp_rationale WHERE NOT shipped;
-- side by side, and out of order
SELECT load_ptp('{a}', 'practitioner', '2024Q1', contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Twice
11111 22221  20200101 * 1 Twice
11111 22222  * * 1 Twice_without_a_first_day
11111 22222  * * 1 And_for_another_reason
')]);
SELECT load_ptp('{a}', 'practitioner', '2024Q1', contents => ARRAY[ptp_file('
11111 22222  * * 1 Twice_without_a_first_day
11111 22221  20200101 * 1 Twice
11111 22222  * * 1 And_for_another_reason
11111 22221  20200101 * 1 Twice
11111 22222  * * 1 And_once_more
')]);
SELECT column_one, column_two, rationale FROM edit ORDER BY 1, 2;
-- other days or another indicator make another edit; another rationale does not
SELECT load_ptp('{b}', 'practitioner', '2024Q2', contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Twice
11111 22221  20200101 20201231 1 Twice
11111 22221  20200101 * 0 Twice
')]);
SELECT load_ptp('{c}', 'practitioner', '2024Q3', contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Twice
11111 22221  20200101 * 1 Contradicts
')]);
SELECT load_ptp('{c,d}', 'practitioner', '2024Q3', contents => ARRAY[ptp_file('
11111 22222  20200101 * 1 Twice
'), ptp_file('
11111 22221  20200101 * 1 Once
11111 22222  20200101 * 1 Contradicts
')]);

-- ---- rationales ----

DELETE FROM cptpolicy.ptp WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
DELETE FROM cptpolicy.ptp_rationale WHERE NOT shipped;
SELECT load_ptp('{a}', 'practitioner', '2024Q1', contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Misuse_of_Column_Two_code_with_Column_One_code
11111 22222  20200101 * 1 Something_new
11111 22223  20200101 * 1 HCPCS/CPT_procedure_code_definition
11111 22224  20200101 * 1 Another_code_definition
')]);
SELECT column_two, rationale, definition FROM edit ORDER BY 1;
SELECT rationale, text, code_definition FROM cptpolicy.ptp_rationale WHERE NOT shipped ORDER BY 1;
-- more than a record of a code can tell apart
SELECT load_ptp('{b}', 'practitioner', '2024Q1', contents => ARRAY[ptp_file((
	SELECT string_agg(format(E'11111 %s  20200101 * 1 Reason_%s\n', 22200 + n, n), '')
	FROM generate_series(1, 64) n))]);
SELECT count(*) FROM cptpolicy.ptp_rationale WHERE NOT shipped;

-- ---- far fewer rows ----

SELECT load_ptp('{b}', 'practitioner', '2024Q2', contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Something_new
')]);
SELECT load_ptp('{b}', 'practitioner', '2024Q2', allow_fewer => true, contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Something_new
')]);

-- of a large file a tenth may be missing, not more: a part that was forgotten ends nothing
CREATE FUNCTION large_file(edits int) RETURNS oid LANGUAGE sql
	RETURN ptp_file((SELECT string_agg('11111 ' || code || '  20200101 * 1 Many', E'\n') || E'\n'
		FROM generate_series(22001, 22000 + edits) AS code));
SELECT load_ptp('{many}', 'practitioner', '2024Q3', contents => ARRAY[large_file(1000)]);
SELECT load_ptp('{cut}', 'practitioner', '2024Q4', contents => ARRAY[large_file(899)]);
SELECT load_ptp('{fewer}', 'practitioner', '2024Q4', contents => ARRAY[large_file(900)]);
DELETE FROM cptpolicy.ptp WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
DROP FUNCTION large_file;

-- ---- rows from elsewhere are not touched ----

INSERT INTO cptpolicy.reference_file (kind, setting, name) VALUES ('ptp', 'practitioner', 'by hand')
RETURNING file \gset
INSERT INTO cptpolicy.ptp (column_one, column_two, setting, effective_from, file, modifier_indicator, rationale)
	VALUES ('11111', '33333', 'practitioner', '2020-01-01', :file, 1, 1000);
SELECT load_ptp('{b}', 'practitioner', '2024Q3', contents => ARRAY[ptp_file('
11111 22221  20200101 * 1 Something_new
')]);
SELECT column_two, effective_to, name FROM edit WHERE effective_to = 'infinity' ORDER BY 1;

SELECT count(lo_unlink(oid)) > 0 AS unlinked FROM pg_largeobject_metadata;
DELETE FROM cptpolicy.ptp WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
DELETE FROM cptpolicy.ptp_rationale WHERE NOT shipped;
DROP VIEW edit;
DROP FUNCTION ptp_file, content;
