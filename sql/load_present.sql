--
-- Unit limits and the fee schedule from files of CMS, which tell the present: what changes ends on the day before the
-- quarter and begins anew
--
SET datestyle = 'ISO';
\getenv source_dir PG_ABS_SRCDIR
\set cms :source_dir '/test/data/cms/'

-- ---- unit limits ----

\set path :cms MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
SELECT kind, setting, name, quarter, covers_from, rows FROM cptpolicy.reference_file WHERE NOT shipped;
-- shipped rows stand back from this day on
SELECT shipped, min(effective_from), max(effective_to), count(*) > 0 AS in_force
FROM cptpolicy.mue_in_force WHERE setting = 'practitioner' GROUP BY shipped ORDER BY shipped;
-- the same file again
SELECT generation FROM cptpolicy.reference_generation \gset
\set path :cms MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
SELECT generation - :generation AS changes_announced FROM cptpolicy.reference_generation;
-- the next quarter
\set path :cms MCR_MUE_PractitionerServices_Eff_10-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_10-01-2024.csv', content => :LASTOID);
SELECT code, units, adjudication_indicator AS mai, m.rationale, effective_from, effective_to, start_known, f.name
FROM cptpolicy.mue m JOIN cptpolicy.reference_file f USING (file)
WHERE m.setting = 'practitioner' AND NOT m.shipped AND code IN (
	SELECT code FROM cptpolicy.mue WHERE NOT shipped AND setting = 'practitioner'
		AND ('2024-10-01' = effective_from OR effective_to < 'infinity'))
ORDER BY code, effective_from;
\set path :cms MCR_MUE_PractitionerServices_Eff_10-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_10-01-2024.csv', content => :LASTOID);
\set path :cms MCR_MUE_PractitionerServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', content => :LASTOID);
-- other settings for themselves
\set path :cms MCR_MUE_OutpatientHospitalServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_OutpatientHospitalServices_Eff_07-01-2024.csv', content => :LASTOID);
\set path :cms MCR_MUE_DMESupplierServices_Eff_07-01-2024.csv
\lo_import :path
SELECT * FROM load_mue('MCR_MUE_DMESupplierServices_Eff_07-01-2024.csv', content => :LASTOID);
SELECT setting, count(*), count(*) FILTER (WHERE effective_to = 'infinity') AS open
FROM cptpolicy.mue WHERE NOT shipped GROUP BY setting ORDER BY setting;

-- another release of the same quarter: what began in it is corrected, or goes
CREATE FUNCTION mue_file(limits text) RETURNS oid LANGUAGE sql
	RETURN lo_from_bytea(0, convert_to(E'"HCPCS/\nCPT Code",DME Supplier Services MUE Values,'
		'MUE Adjudication Indicator,MUE Rationale' || limits, 'UTF8'));
SELECT load_mue('a', 'dme', '2024Q4', true, mue_file('
A4206,0,3 Date of Service Edit: Clinical,CMS Policy
A4653,1,3 Date of Service Edit: Clinical,CMS Policy
A0001,7,1 Line Edit,New
A0002,8,1 Line Edit,New
'));
SELECT load_mue('b', 'dme', '2024Q4', true, mue_file('
A4206,0,3 Date of Service Edit: Clinical,CMS Policy
A4653,2,3 Date of Service Edit: Clinical,CMS Policy
A0001,9,1 Line Edit,New
'));
SELECT code, units, adjudication_indicator AS mai, effective_from, effective_to FROM cptpolicy.mue
WHERE NOT shipped AND setting = 'dme' AND code IN ('A4206', 'A4653', 'A0001', 'A0002') ORDER BY 1, 4;
-- a row that stands there twice counts once, three times too; one that contradicts another is refused
SELECT load_mue('c', 'dme', '2024Q4', true, mue_file('
A4206,0,3 Date of Service Edit: Clinical,CMS Policy
A4653,2,3 Date of Service Edit: Clinical,CMS Policy
A0001,9,1 Line Edit,New
A4653,2,3 Date of Service Edit: Clinical,CMS Policy
A4653,2,3 Date of Service Edit: Clinical,CMS Policy
A4206,0,3 Date of Service Edit: Clinical,CMS Policy
'));
SELECT load_mue('c', 'dme', '2024Q4', true, mue_file('
A4206,0,3 Date of Service Edit: Clinical,CMS Policy
A4653,2,3 Date of Service Edit: Clinical,CMS Policy
A4206,0,3 Date of Service Edit: Clinical,CMS Policy
A4206,1,3 Date of Service Edit: Clinical,CMS Policy
'));
DROP FUNCTION mue_file;

-- ---- the fee schedule ----

\set path :cms PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);
SELECT count(*) FILTER (WHERE shipped) AS shipped, count(*) FILTER (WHERE NOT shipped) AS loaded
FROM cptpolicy.fee_schedule_in_force WHERE effective_to = 'infinity';
SELECT * FROM (
	SELECT code, component, status, pctc, global_days, multiple, bilateral, assistant, co_surgeon, team_surgeon,
		preoperative_percent AS pre, intraoperative_percent AS intra, postoperative_percent AS post,
		paid_outside_facility AS outside, paid_in_facility AS facility, effective_from, effective_to, start_known
	FROM cptpolicy.fee_schedule WHERE NOT shipped) fee
WHERE code IN ('64451', '64625', '76942', 'G0260') ORDER BY code, component;
SELECT generation FROM cptpolicy.reference_generation \gset
\set path :cms PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);
SELECT generation - :generation AS changes_announced FROM cptpolicy.reference_generation;
\set path :cms PPRRVU24_OCT.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_OCT.csv', content => :LASTOID);
SELECT code, component, status, bilateral, effective_from, effective_to FROM cptpolicy.fee_schedule
WHERE NOT shipped AND (effective_from = '2024-10-01' OR effective_to < 'infinity')
ORDER BY code, component, effective_from;
\set path :cms PPRRVU24_JUL.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU24_JUL.csv', content => :LASTOID);
-- 32 columns
\set path :cms PPRRVU2026_Jul_nonQPP.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU2026_Jul_nonQPP.csv', content => :LASTOID);
\set path :cms PPRRVU2026_Jul_nonQPP.csv
\lo_import :path
SELECT * FROM load_fee_schedule('PPRRVU2026_Jul_nonQPP.csv', allow_fewer => true, content => :LASTOID);
SELECT count(*) AS open FROM cptpolicy.fee_schedule WHERE NOT shipped AND effective_to = 'infinity';

SELECT count(lo_unlink(oid)) > 0 AS unlinked FROM pg_largeobject_metadata;
DELETE FROM cptpolicy.mue WHERE NOT shipped;
DELETE FROM cptpolicy.fee_schedule WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
