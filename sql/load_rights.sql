--
-- Rights of loaders: files of the server take pg_read_server_files, large objects the caller's rights on them, and rows
-- rights on the tables; nobody gains any
--
SET datestyle = 'ISO';
CREATE ROLE regress_reader;
CREATE ROLE regress_loader;
CREATE FUNCTION mue_file(limits text) RETURNS oid LANGUAGE sql
	RETURN lo_from_bytea(0, convert_to(E'"HCPCS/\nCPT Code",DME Supplier Services MUE Values,'
		'MUE Adjudication Indicator,MUE Rationale' || limits, 'UTF8'));
SELECT mue_file('
A4206,0,3 Date of Service Edit: Clinical,CMS Policy
') AS object \gset

-- nothing of the loaders runs with more than the caller's rights
SELECT p.oid::regprocedure FROM pg_proc p
WHERE p.prosecdef AND (p.proname LIKE 'load\_%' OR p.proname LIKE 'merge\_%' OR p.proname LIKE '%staged%');

SET ROLE regress_reader;
SELECT load_mue('/file', 'dme', '2024Q3');
SELECT load_ptp('{/file}', 'practitioner', '2024Q3');
SELECT load_files('{/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv}');
SELECT load_mue('file', 'dme', '2024Q3', content => :object);
SELECT load_mue('file', 'dme', '2024Q3', content => mue_file('
A4206,0,3 Date of Service Edit: Clinical,CMS Policy
'));
SELECT * FROM cptpolicy.cms_file_name('ccipra-v322r0-f1.TXT');
RESET ROLE;

GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA cptpolicy TO regress_loader;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA cptpolicy TO regress_loader;
SET ROLE regress_loader;
-- somebody else's object, whose number is in the message
\set VERBOSITY sqlstate
SELECT load_mue('file', 'dme', '2024Q3', content => :object);
\set VERBOSITY default
SELECT load_mue('/file', 'dme', '2024Q3');
SELECT load_mue('file', 'dme', '2024Q3', content => mue_file('
A4206,0,3 Date of Service Edit: Clinical,CMS Policy
'));
SELECT load_mue('file', 'dme', '2024Q4', content => mue_file('
A4206,1,3 Date of Service Edit: Clinical,CMS Policy
'));
SELECT code, units, effective_from, effective_to FROM cptpolicy.mue WHERE NOT shipped ORDER BY 3;
RESET ROLE;
GRANT pg_read_server_files TO regress_loader;
SET ROLE regress_loader;
SELECT load_mue('/nonexistent/file', 'dme', '2024Q3');
RESET ROLE;
SELECT c.relname, c.relpersistence FROM pg_class c WHERE c.relname LIKE 'cptpolicy\_%';

-- what stands in the caller's search_path has no say
CREATE SCHEMA regress_trap;
GRANT ALL ON SCHEMA regress_trap TO regress_reader;
SET ROLE regress_reader;
CREATE FUNCTION regress_trap.equals(date, date) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR regress_trap.= (LEFTARG = date, RIGHTARG = date, FUNCTION = regress_trap.equals);
CREATE OPERATOR regress_trap.< (LEFTARG = date, RIGHTARG = date, FUNCTION = regress_trap.equals);
CREATE FUNCTION regress_trap.equals(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR regress_trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = regress_trap.equals);
CREATE FUNCTION regress_trap.format(text, VARIADIC text[]) RETURNS text LANGUAGE plpgsql
	AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION regress_trap.concat(text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR regress_trap.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = regress_trap.concat);
CREATE TABLE regress_trap.cptpolicy_staged (code text);
RESET ROLE;
SELECT mue_file('
A4206,2,3 Date of Service Edit: Clinical,CMS Policy
A4206,2,3 Date of Service Edit: Clinical,CMS Policy
') AS object \gset
SELECT lo_from_bytea(0, E'AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,'
	'AOC_Edit_DelDT,Special_Instruction_Notes\n1,11111,,22221,,,,\n') AS add_on \gset
SET search_path = regress_trap, pg_catalog, public;
SELECT 'a' = 'a'::text AS trapped;
SELECT public.load_mue('file', 'dme', '2025Q1', content => :object);
SELECT public.load_add_on('file', '2024Q3', content => :add_on);
SELECT public.load_add_on('file', '2024Q4', content => :add_on);
SELECT public.load_files('{MCR_MUE_DMESupplierServices_Eff_04-01-2025.csv}',
	contents => ARRAY[:object]::pg_catalog.oid[]);
RESET search_path;

SET client_min_messages = warning;
DROP SCHEMA regress_trap CASCADE;
RESET client_min_messages;
REVOKE ALL ON ALL TABLES IN SCHEMA cptpolicy FROM regress_loader;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA cptpolicy FROM regress_loader;
SELECT count(lo_unlink(oid)) > 0 AS unlinked FROM pg_largeobject_metadata;
DROP FUNCTION mue_file;
DROP ROLE regress_reader;
DROP ROLE regress_loader;
DELETE FROM cptpolicy.mue WHERE NOT shipped;
DELETE FROM cptpolicy.add_on WHERE NOT shipped;
DELETE FROM cptpolicy.reference_file WHERE NOT shipped;
