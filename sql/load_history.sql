--
-- Add-on codes, and codes and modifiers of HCPCS Level II, from files of CMS, which tell the history
--
SET datestyle = 'ISO';
\getenv source_dir PG_ABS_SRCDIR
\set cms :source_dir '/test/data/cms/'

-- ---- add-on codes ----

SELECT shipped, count(*) > 0 AS in_force FROM cptpolicy.add_on_in_force GROUP BY shipped;
\set path :cms AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q3-MCR.csv', content => :LASTOID);
SELECT kind, setting, name, quarter, covers_from, rows FROM cptpolicy.reference_file WHERE NOT shipped;
-- shipped rows stand back
SELECT shipped, count(*) FROM cptpolicy.add_on_in_force GROUP BY shipped;
SELECT add_on_code, primary_code, type, effective_from, effective_to, start_known FROM cptpolicy.add_on
WHERE NOT shipped AND add_on_code <= '64636' AND add_on_code >= '64491' OR NOT shipped AND primary_code = 'CCCCC'
ORDER BY 1, 2;
SELECT generation FROM cptpolicy.reference_generation \gset
\set path :cms AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q3-MCR.csv', content => :LASTOID);
SELECT generation - :generation AS changes_announced FROM cptpolicy.reference_generation;
\set path :cms AOC_V2024Q4-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q4-MCR.csv', content => :LASTOID);
SELECT add_on_code, primary_code, type, effective_from, effective_to, start_known, f.name
FROM cptpolicy.add_on a JOIN cptpolicy.reference_file f USING (file)
WHERE NOT a.shipped AND (effective_to < 'infinity' OR start_known) ORDER BY 1, 2;
\set path :cms AOC_V2024Q4-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q4-MCR.csv', content => :LASTOID);
\set path :cms AOC_V2024Q3-MCR.csv
\lo_import :path
SELECT * FROM load_add_on('AOC_V2024Q3-MCR.csv', content => :LASTOID);

CREATE FUNCTION add_on_file(rows text) RETURNS oid LANGUAGE sql
	RETURN lo_from_bytea(0, convert_to('AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,'
		'AOC_Edit_EffDT,AOC_Edit_DelDT,Special_Instruction_Notes' || rows, 'UTF8'));
-- what is gone ends; a row of another type is the same row; another first day makes another row
DELETE FROM cptpolicy.add_on WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
SELECT load_add_on('a', '2024Q1', content => add_on_file('
1,11111,,22221,,2020001,,
1,11111,,22222,,2020001,,
1,11111,,22223,,2020001,2021366,
1,11111,,22224,,,,
1,11111,,22225,,2024001,,
'));
SELECT load_add_on('a', '2024Q1', content => add_on_file('
1,11111,,22221,,2020001,,
1,11111,,22222,,2020001,,
1,11111,,22222,,2020001,,
1,11111,,22223,,2020001,2021365,
1,11111,,22224,,,,
1,11111,,22225,,2024001,,
'));
SELECT load_add_on('b', '2024Q2', content => add_on_file('
1,11111,,22221,,2020001,,
3,11111,,22222,,2020001,,
1,11111,,22223,,2020001,2021365,
1,11111,,22223,,2023001,,
1,11111,,22224,,2018001,2023365,
'));
SELECT add_on_code, primary_code, type, effective_from, effective_to, start_known FROM cptpolicy.add_on
WHERE NOT shipped ORDER BY 1, 2, 4;
SELECT load_add_on('c', '2024Q3', content => add_on_file('
1,11111,,22221,,2020001,,
3,11111,,22222,,2020001,,
1,11111,,22222,,2020001,,
'));
DROP FUNCTION add_on_file;

-- ---- HCPCS Level II ----

\set path :cms HCPC2019_CONTR_ANWEB.txt
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2019_CONTR_ANWEB.txt', content => :LASTOID);
SELECT kind, setting, name, quarter, covers_from, rows FROM cptpolicy.reference_file
WHERE kind = 'hcpcs' AND NOT shipped;
SELECT code, effective_from, effective_to, start_known, description FROM cptpolicy.procedure_code
WHERE NOT shipped ORDER BY code;
-- what a modifier is for comes from the shipped row
SELECT o.modifier, o.level, o.class, o.ncci_associated, o.summary = s.summary AS shipped_summary, o.effective_from,
	o.effective_to, o.start_known, (o.class, o.ncci_associated) = (s.class, s.ncci_associated) AS as_shipped
FROM cptpolicy.modifier o
	LEFT JOIN cptpolicy.modifier s ON s.modifier = o.modifier AND s.shipped AND s.class <> 'ambulance_pair'
WHERE NOT o.shipped ORDER BY o.modifier;
-- shipped rows of these modifiers stand back, but not those of ambulance trips that are written alike
BEGIN;
INSERT INTO cptpolicy.modifier (modifier, level, class, ncci_associated, effective_from, effective_to, file)
	VALUES ('DH', 'HCPCS', 'informational', false, '2008-01-01', '2019-12-31', 1);
SELECT modifier, class, shipped, effective_from, effective_to FROM cptpolicy.modifier_in_force
WHERE modifier IN ('LT', '26', 'GD', 'DH') ORDER BY 1, 2;
ROLLBACK;
SELECT generation FROM cptpolicy.reference_generation \gset
\set path :cms HCPC2019_CONTR_ANWEB.txt
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2019_CONTR_ANWEB.txt', content => :LASTOID);
SELECT generation - :generation AS changes_announced FROM cptpolicy.reference_generation;
\set path :cms HCPC2026_OCT_ANWEB.csv
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => :LASTOID);
SELECT modifier, effective_from, effective_to, summary, modifier_valid(modifier, '2024-03-01') AS valid
FROM cptpolicy.modifier m JOIN cptpolicy.reference_file f USING (file)
WHERE NOT m.shipped AND f.quarter = '2026-10-01' ORDER BY 1;
\set path :cms HCPC2026_OCT_ANWEB.csv
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2026_OCT_ANWEB.csv', content => :LASTOID);
\set path :cms HCPC2019_CONTR_ANWEB.txt
\lo_import :path
SELECT * FROM load_hcpcs('HCPC2019_CONTR_ANWEB.txt', content => :LASTOID);

CREATE FUNCTION hcpcs_file(rows text) RETURNS oid LANGUAGE sql
	RETURN lo_from_bytea(0, convert_to('HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,ACT EFF DT,TERM DT'
		|| rows, 'UTF8'));
DELETE FROM cptpolicy.procedure_code WHERE NOT shipped;
DELETE FROM cptpolicy.modifier WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
-- a code of one's own that no file brought stays as it is
INSERT INTO cptpolicy.reference_file (kind, name) VALUES ('hcpcs', 'by hand') RETURNING file \gset
INSERT INTO cptpolicy.procedure_code (code, effective_from, file) VALUES ('99999', '2020-01-01', :file);
SELECT load_hcpcs('a', '2024Q1', content => hcpcs_file('
A0001,00100,3,Long one,Stays,20200101,20200101,
A0002,00100,3,Long one,Ends,20200101,20200101,
A0003,00100,3,Long one,Has another description,20200101,20200101,
A0004,00100,3,Long one,Is gone,20200101,20200101,
A0005,00100,3,Long one,Is new and gone,20240101,20240101,
A0006,00100,3,Long one,Ended and gone,20200101,20200101,20231231
   A1,00100,7,Long one,Is gone,20200101,20200101,
   ZZ,00100,7,Long one,Is nowhere,,,
'));
SELECT load_hcpcs('b', '2024Q1', content => hcpcs_file('
A0001,00100,3,Long one,Stays,20200101,20200101,
A0002,00100,3,Long one,Ends,20200101,20200101,20240331
A0003,00100,3,Long one,Has “another” description: é\n,20200101,20200101,
A0004,00100,3,Long one,Is gone,20200101,20200101,
   A1,00100,7,Long one,Is gone,20200101,20200101,
   ZZ,00100,7,Long one,Is nowhere,,,
'));
SELECT load_hcpcs('c', '2024Q2', content => hcpcs_file('
A0001,00100,3,Long one,Stays,20200101,20200101,
A0002,00100,3,Long one,Ends,20200101,20200101,20240331
A0003,00100,3,Long one,Has “another” description: é\n,20200101,20200101,
A0007,00100,3,Long one,Is new,,,
   ZZ,00100,7,Long one,Is nowhere,,,
'));
SELECT code, description, effective_from, effective_to, start_known FROM cptpolicy.procedure_code
WHERE NOT shipped ORDER BY 1;
SELECT modifier, level, class, ncci_associated, effective_from, effective_to, start_known FROM cptpolicy.modifier
WHERE NOT shipped ORDER BY 1;
SELECT load_hcpcs('d', '2024Q2', content => hcpcs_file('
A0001,00100,3,Long one,Stays,20200101,20200101,
A0002,00100,3,Long one,Ends,20200101,20200101,20240331
A0001,00100,3,Long one,Contradicts,20200101,20200101,
'));
DROP FUNCTION hcpcs_file;

SELECT count(lo_unlink(oid)) > 0 AS unlinked FROM pg_largeobject_metadata;
DELETE FROM cptpolicy.add_on WHERE NOT shipped;
DELETE FROM cptpolicy.procedure_code WHERE NOT shipped;
DELETE FROM cptpolicy.modifier WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
