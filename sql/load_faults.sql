--
-- Files that are refused: which, where, what was expected; and everything stays as it was
--
SET datestyle = 'ISO';
\getenv source_dir PG_ABS_SRCDIR
\set cms :source_dir '/test/data/cms/'

-- something is loaded before
\set path :cms ccipra-v302r0-f1.TXT
\lo_import :path
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT}', contents => ARRAY[:LASTOID]::oid[]);
\set path :cms MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
\set path :cms AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q3-MCR.csv', content => :LASTOID);
\set path :cms PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);
CREATE VIEW state AS
SELECT count(*) AS rows, md5(string_agg(row, '|' ORDER BY row COLLATE "C")) FROM (
	SELECT p::text AS row FROM cptpolicy.ptp p WHERE NOT shipped
	UNION ALL SELECT r::text FROM cptpolicy.ptp_rationale r WHERE NOT shipped
	UNION ALL SELECT m::text FROM cptpolicy.mue m WHERE NOT shipped
	UNION ALL SELECT a::text FROM cptpolicy.add_on a WHERE NOT shipped
	UNION ALL SELECT f::text FROM cptpolicy.fee_schedule f WHERE NOT shipped
	UNION ALL SELECT c::text FROM cptpolicy.procedure_code c WHERE NOT shipped
	UNION ALL SELECT m::text FROM cptpolicy.modifier m WHERE NOT shipped
	UNION ALL SELECT f::text FROM cptpolicy.reference_file f WHERE NOT shipped
	UNION ALL SELECT g::text FROM cptpolicy.reference_generation g) rows;
CREATE TABLE before AS SELECT * FROM state;
SELECT rows FROM before;

-- ---- cut off ----

\set path :cms bad/truncated/AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q3-MCR.csv', content => :LASTOID);
\set path :cms bad/truncated/HCPC2019_CONTR_ANWEB.txt
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2019_CONTR_ANWEB.txt', content => :LASTOID);
\set path :cms bad/truncated/HCPC2026_OCT_ANWEB.csv
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => :LASTOID);
\set path :cms bad/truncated/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
\set path :cms bad/truncated/PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);
\set path :cms bad/truncated/ccipra-v302r0-f1.TXT
\lo_import :path
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT}', contents => ARRAY[:LASTOID]::oid[]);

-- ---- bytes that are no ASCII in a code ----

\set path :cms bad/not_ascii_code/HCPC2019_CONTR_ANWEB.txt
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2019_CONTR_ANWEB.txt', content => :LASTOID);
\set path :cms bad/not_ascii_code/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
\set path :cms bad/not_ascii_code/PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);
\set path :cms bad/not_ascii_code/ccipra-v302r0-f1.TXT
\lo_import :path
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT}', contents => ARRAY[:LASTOID]::oid[]);

-- ---- UTF-16 ----

\set path :cms bad/utf_16/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
\set path :cms bad/utf_16/PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);

-- ---- the name of one kind, the content of another ----

\set path :cms bad/wrong_kind/AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q3-MCR.csv', content => :LASTOID);
\set path :cms bad/wrong_kind/HCPC2019_CONTR_ANWEB.txt
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2019_CONTR_ANWEB.txt', content => :LASTOID);
\set path :cms bad/wrong_kind/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
\set path :cms bad/wrong_kind/PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);
\set path :cms bad/wrong_kind/ccipra-v302r0-f1.TXT
\lo_import :path
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT}', contents => ARRAY[:LASTOID]::oid[]);

-- ---- the name of one setting, the heading of another ----

\set path :cms bad/wrong_setting/MCR_MUE_OutpatientHospitalServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_OutpatientHospitalServices_Eff_07-01-2024.csv', content => :LASTOID);

-- ---- the name of one quarter, the content of another ----

\set path :cms bad/wrong_quarter/PPRRVU24_OCT.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_OCT.csv', content => :LASTOID);
\set path :cms bad/wrong_quarter/ccipra-v293r0-f1.TXT
\lo_import :path
\set object :LASTOID
SELECT * FROM load_ptp('{ccipra-v293r0-f1.TXT}', contents => ARRAY[:object]::oid[]);
-- and with nothing loaded before
BEGIN;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
SELECT * FROM load_ptp('{ccipra-v293r0-f1.TXT}', contents => ARRAY[:object]::oid[]);
ROLLBACK;

-- ---- a column is missing ----

\set path :cms bad/missing_column/AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q3-MCR.csv', content => :LASTOID);
\set path :cms bad/missing_column/HCPC2026_OCT_ANWEB.csv
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => :LASTOID);
\set path :cms bad/missing_column/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
\set path :cms bad/missing_column/PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);

-- ---- days that no calendar has ----

\set path :cms bad/impossible_date/AOC_V2024Q4-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q4-MCR.csv', content => :LASTOID);
\set path :cms bad/impossible_date/HCPC2019_CONTR_ANWEB.txt
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2019_CONTR_ANWEB.txt', content => :LASTOID);
\set path :cms bad/impossible_date/HCPC2026_OCT_ANWEB.csv
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => :LASTOID);
\set path :cms bad/impossible_date/ccipra-v302r0-f1.TXT
\lo_import :path
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT}', contents => ARRAY[:LASTOID]::oid[]);

-- ---- a heading alone ----

\set path :cms bad/no_rows/AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q3-MCR.csv', content => :LASTOID);
\set path :cms bad/no_rows/HCPC2026_OCT_ANWEB.csv
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => :LASTOID);
\set path :cms bad/no_rows/PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);
\set path :cms bad/no_rows/ccipra-v302r0-f1.TXT
\lo_import :path
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT}', contents => ARRAY[:LASTOID]::oid[]);

-- ---- nothing at all ----

\set path :cms bad/empty/ccipra-v302r0-f1.TXT
\lo_import :path
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT}', contents => ARRAY[:LASTOID]::oid[]);

-- ---- a web page ----

\set path :cms bad/web_page/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);

-- ---- an archive ----

\set path :cms bad/zip/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);

-- ---- the name, the arguments and the parts do not agree ----

SELECT load_mue('ccipra-v302r0-f1.TXT', content => 1);
SELECT load_ptp('{MCR_MUE_PractitionerServices_Eff_07-01-2024.csv}', contents => '{1}');
SELECT load_ptp('{ccipra-v302r0-f1.TXT}', 'outpatient', contents => '{1}');
SELECT load_ptp('{ccipra-v302r0-f1.TXT}', quarter => '2024Q4', contents => '{1}');
SELECT load_ptp('{ccipra-v302r0-f1.TXT,ccioph-v302r0-f2.TXT}', contents => '{1,2}');
SELECT load_ptp('{ccipra-v302r0-f1.TXT,ccipra-v303r0-f2.TXT}', contents => '{1,2}');
SELECT load_ptp('{ccipra-v302r0-f1.TXT,CCIPRA-V302R0-F1.txt}', contents => '{1,2}');
SELECT load_ptp('{ccipra-v302r0-f1.TXT,ccipra-v302r0-f3.TXT}', contents => '{1,2}');
SELECT load_ptp('{one,two}', 'practitioner', '2024Q3', contents => '{1,1}');
SELECT load_ptp('{/one/file,/one/file}', 'practitioner', '2024Q3');
SELECT load_ptp('{file}', 'dme', '2024Q3', contents => '{1}');
SELECT load_mue('file', 'hospital', '2024Q3', content => 1);
SELECT load_mue('file', 'dme', '2024-07-02', content => 1);
SELECT load_mue('file', 'dme', '2024Q5', content => 1);
-- names and headings that say nothing
\set path :cms ccipra-v302r0-f1.TXT
\lo_import :path
SELECT load_ptp('{file}', contents => ARRAY[:LASTOID]::oid[]);
SELECT load_ptp('{file}', 'practitioner', contents => ARRAY[:LASTOID]::oid[]);
\set path :cms MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT load_mue('file', content => :LASTOID);
-- ---- arguments ----

SELECT load_ptp(NULL);
SELECT load_ptp('{}');
SELECT load_ptp('{NULL}');
SELECT load_ptp('{{a},{b}}');
SELECT load_ptp('{a,b}', contents => '{1}');
SELECT load_mue(NULL);
SELECT load_mue('');
SELECT load_mue('file', 'dme', '2024Q3', content => 1);
SELECT load_mue('file', 'dme', '2024Q3', content => 0);
SELECT load_mue('/nonexistent/folder/file', 'dme', '2024Q3');
SELECT load_mue('/', 'dme', '2024Q3');
BEGIN TRANSACTION READ ONLY;
SELECT load_mue('file', 'dme', '2024Q3', content => 1);
ROLLBACK;

-- ---- names ----

SELECT name, n.* FROM unnest('{/data/ccipra-v322r0-f1.TXT,CCIOPH-V322R1-F2.txt,
	MCR_MUE_OutpatientHospitalServices_Eff_07-01-2026.csv,AOC_V2026Q2-MCR.csv,PPRRVU2026_Jul_nonQPP.csv,
	PPRRVU24_OCT.csv,HCPC2026_OCT_ANWEB.csv,HCPC2019_CONTR_ANWEB.txt,letter.txt}'::text[]) name,
	cptpolicy.cms_file_name(name) n;
SELECT load_files('{letter.txt}', contents => '{1}');
SELECT load_files('{PPRRVU24_OCT.csv,PPRRVU24_OCT_nonQPP.csv}', contents => '{1,2}');

SELECT (SELECT s FROM state s) = (SELECT b FROM before b) AS as_it_was;

-- ---- the same faults where no sample has them, made of good files ----

-- the first bytes of some text become others
CREATE FUNCTION spoiled(good oid, part text, bytes bytea) RETURNS oid LANGUAGE sql
	RETURN lo_from_bytea(0, overlay(lo_get(good) PLACING bytes FROM position(convert_to(part, 'UTF8') IN lo_get(good))));
\set path :cms AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT load_add_on('AOC_V2024Q3-MCR.csv', content => spoiled(:LASTOID, '0055T', '\xc9'));
\set path :cms HCPC2026_OCT_ANWEB.csv
\lo_import :path
SELECT load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => spoiled(:LASTOID, 'AS,0010', '\xc9'));
-- a file of another kind under this name
\set path :cms MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => :LASTOID);
-- a name of one quarter, an argument of another
SELECT load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', quarter => '2024Q4', content => :LASTOID);
SELECT load_add_on('AOC_V2024Q3-MCR.csv', '2024Q4', content => :LASTOID);
SELECT load_fee_schedule('PPRRVU24_JUL.csv', '2024Q4', content => :LASTOID);
SELECT load_hcpcs('HCPC2026_OCT_ANWEB.csv', '2026Q1', content => :LASTOID);
-- a quarter before the one that is loaded
SELECT load_mue('file', 'practitioner', '2024Q2', content => :LASTOID);
\set path :cms AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT load_add_on('AOC_V2024Q2-MCR.csv', content => :LASTOID);
DROP FUNCTION spoiled;

SELECT (SELECT s FROM state s) = (SELECT b FROM before b) AS as_it_was;

-- ---- no faults ----

-- a row that stands there twice
\set path :cms bad/duplicated_row/ccipra-v302r0-f1.TXT
\lo_import :path
SELECT * FROM load_ptp('{ccipra-v302r0-f1.TXT}', contents => ARRAY[:LASTOID]::oid[]);
\set path :cms bad/duplicated_row/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
\set path :cms bad/duplicated_row/AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q3-MCR.csv', content => :LASTOID);
\set path :cms bad/duplicated_row/PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);
SELECT (SELECT s FROM state s) = (SELECT b FROM before b) AS as_it_was;
BEGIN;
\set path :cms HCPC2026_OCT_ANWEB.csv
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => :LASTOID);
SELECT * FROM load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => lo_from_bytea(0, lo_get(:LASTOID) ||
	substring(lo_get(:LASTOID) FROM position('   AS,'::bytea IN lo_get(:LASTOID)) FOR 213)));
ROLLBACK;
-- what the name does not say, the heading may
\set path :cms MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('file', quarter => '2024Q3', content => :LASTOID);
\set path :cms PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('file', content => :LASTOID);
SELECT load_fee_schedule('file', '2024Q4', content => :LASTOID);

SELECT count(lo_unlink(oid)) > 0 AS unlinked FROM pg_largeobject_metadata;
DROP VIEW state;
DROP TABLE before;
DELETE FROM cptpolicy.ptp WHERE NOT shipped;
DELETE FROM cptpolicy.mue WHERE NOT shipped;
DELETE FROM cptpolicy.add_on WHERE NOT shipped;
DELETE FROM cptpolicy.fee_schedule WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
