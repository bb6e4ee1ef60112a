-- Another schema first: nothing may depend on the name of the schema.
CREATE SCHEMA "Claims & Codes";
CREATE EXTENSION cptpolicy SCHEMA "Claims & Codes";
SELECT '99213'::"Claims & Codes".cpt_code OPERATOR("Claims & Codes".<) '0001A' AS ordered,
	'[64490,64495]'::"Claims & Codes".cpt_code_range @> '64493'::"Claims & Codes".cpt_code AS contains;
DROP EXTENSION cptpolicy;
DROP SCHEMA "Claims & Codes";

CREATE EXTENSION cptpolicy;

-- Every object of the extension, for the checks below.
CREATE VIEW member AS
SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS description
FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'cptpolicy';

-- Every operator class is complete and consistent.
SELECT c.opcname, a.amname, c.opcdefault AS by_default, amvalidate(c.oid) AS valid
FROM pg_opclass c JOIN pg_am a ON a.oid = c.opcmethod
	JOIN member m ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid
ORDER BY a.amname, c.opcname COLLATE "C";

-- Objects without a comment; arrays and row types, which newer servers count as members, need none.
SELECT description
FROM member
WHERE obj_description(objid, classid::regclass::name) IS NULL
	AND NOT (classid = 'pg_type'::regclass AND objid IN
		(SELECT t.oid FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
		 WHERE t.typcategory = 'A' OR c.relkind <> 'c'))
ORDER BY description COLLATE "C";

-- Functions that nobody marked for parallel query. What writes may be unsafe, and says so by being volatile.
SELECT p.oid::regprocedure AS not_marked
FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
WHERE p.proparallel = 'u' AND p.provolatile <> 'v'
ORDER BY p.oid::regprocedure::text COLLATE "C";

-- Functions that run with more than the caller's rights.
SELECT p.oid::regprocedure AS security_definer
FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
WHERE p.prosecdef
ORDER BY p.oid::regprocedure::text COLLATE "C";

-- Leakproof functions that are neither an operator's nor an operator class's.
SELECT p.oid::regprocedure AS leakproof
FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
WHERE p.proleakproof
	AND NOT EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid)
	AND NOT EXISTS (SELECT FROM pg_amproc a WHERE a.amproc = p.oid)
ORDER BY p.oid::regprocedure::text COLLATE "C";

-- Comparisons lack nothing that the planner can use.
SELECT o.oid::regoperator AS incomplete
FROM pg_operator o JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
WHERE o.oprleft = o.oprright
	AND (o.oprcom = 0 OR o.oprnegate = 0 OR o.oprrest = 0 OR o.oprjoin = 0
		 OR o.oprname = '=' AND NOT (o.oprcanmerge AND o.oprcanhash))
ORDER BY o.oid::regoperator::text COLLATE "C";

-- Relations stand in the extension's own schema, types where callers find them; an enum, which only columns of tables
-- have and which needs no operator of ours, stands with them, and so do row types, which newer servers count as
-- members.
SELECT m.description AS misplaced
FROM member m
WHERE m.classid = 'pg_class'::regclass
		AND (SELECT relnamespace <> 'cptpolicy'::regnamespace FROM pg_class WHERE oid = m.objid)
	OR m.classid IN ('pg_type'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_opfamily'::regclass)
		AND m.description LIKE '%cptpolicy.%'
		AND NOT (m.classid = 'pg_type'::regclass AND EXISTS
			(SELECT FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem
			 WHERE t.oid = m.objid AND 'e' IN (t.typtype, e.typtype)))
		AND NOT (m.classid = 'pg_type'::regclass AND EXISTS
			(SELECT FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem
				JOIN pg_class c ON c.oid IN (t.typrelid, e.typrelid)
			 WHERE t.oid = m.objid AND c.relkind <> 'c'))
ORDER BY m.description COLLATE "C";

-- The types as drivers see them.
SELECT typname, typlen, typbyval, typalign, typcategory, typispreferred,
	typreceive <> 0 AND typsend <> 0 AS has_binary_form
FROM pg_type t JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
WHERE typname LIKE 'cpt\_%' AND typtype IN ('b', 'r', 'm')
ORDER BY typname COLLATE "C";

DROP VIEW member;
