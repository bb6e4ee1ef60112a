-- Every shape, in either case, with blanks around it.
SELECT s AS input, s::cpt_code AS code, cpt_category(s::cpt_code) AS category
FROM (VALUES ('00000'), ('99213'), ('99999'), ('0001A'), ('0001a'), ('0500F'), ('0042T'), ('0042t'), ('0001U'),
	('0002M'), ('A0021'), ('B4034'), ('C1713'), ('D0120'), ('E0100'), ('G0260'), ('g0260'), ('H0001'), ('J0120'),
	('K0001'), ('L0112'), ('M0064'), ('P2028'), ('Q0035'), ('R0070'), ('S0012'), ('T1000'), ('U0001'), ('V2020'),
	('  99213'), ('99213   '), (E'\t99213\r\n')) AS input (s);

-- What is no code.
SELECT ''::cpt_code;
SELECT '   '::cpt_code;
SELECT '6445X'::cpt_code;
SELECT 'CCCCC'::cpt_code;
SELECT 'F0001'::cpt_code;
SELECT '9921'::cpt_code;
SELECT '992133'::cpt_code;
SELECT '99 13'::cpt_code;
SELECT 'A000A'::cpt_code;
SELECT '00A01'::cpt_code;
SELECT '-9921'::cpt_code;
SELECT '9921é'::cpt_code;
SELECT '٩٩٢١٣'::cpt_code;
SELECT repeat('9', 60)::text::cpt_code;
SELECT '6445X'::varchar::cpt_code;
SELECT '6445X'::char(5)::cpt_code;
\set VERBOSITY sqlstate
SELECT '6445X'::cpt_code;
\set VERBOSITY default

-- A column of unchecked text.
SELECT s AS staged, cpt_code_try(s) AS code
FROM (VALUES ('99213'), (' 0042t '), ('CCCCC'), (''), ('n/a'), ('9921'), (NULL)) AS staging (s);
SELECT cpt_code_try('99213'::varchar), cpt_code_try('99213'::char(10)), cpt_code_try('0042Z'::char(5));

-- The order: NNNNN, then NNNNA, F, T, U, M, then HCPCS by letter; by number inside each.
SELECT string_agg(code::text, ' ' ORDER BY code)
FROM unnest('{G0260,0001U,99999,0042T,V9999,0001A,00000,A0000,9999M,9999F}'::cpt_code[] ||
			'{0001F,0001M,99213,9999A,J0120,0100A,T0001,M0001}'::cpt_code[]) AS code;

-- Anesthesia codes, E/M visits, and nothing that text would put between them.
SELECT code, code BETWEEN '00100' AND '01999' AS anesthesia, code::text BETWEEN '00100' AND '01999' AS over_text
FROM unnest('{00099,00100,00120,01999,02000,0042T,0100A,0100T,0001U,0012M,0500F,0101U}'::cpt_code[]) AS code;
SELECT count(*)
FROM (SELECT (lpad(n::text, 4, '0') || suffix)::cpt_code
	  FROM generate_series(0, 9999) AS n, unnest('{A,F,T,U,M}'::text[]) AS suffix) AS letter (code)
WHERE code BETWEEN '00000' AND '99999';
SELECT first, last, first < last AS ascending
FROM (VALUES ('99999'::cpt_code, '0000A'::cpt_code), ('9999A', '0000F'), ('9999F', '0000T'), ('9999T', '0000U'),
	('9999U', '0000M'), ('9999M', 'A0000'), ('A9999', 'B0000'), ('E9999', 'G0000'), ('H9999', 'J0000'),
	('M9999', 'P0000'), ('U9999', 'V0000')) AS boundary (first, last);

-- Every comparison.
SELECT a, b, a < b AS lt, a <= b AS le, a = b AS eq, a <> b AS ne, a >= b AS ge, a > b AS gt,
	cpt_code_cmp(a, b) AS cmp
FROM (VALUES ('99213'::cpt_code, '99213'::cpt_code), ('99213', '0001A'), ('A0001', '9999M')) AS pair (a, b);
SELECT cpt_code_hash('99213') = cpt_code_hash(' 99213') AS hash,
	cpt_code_hash_extended('0042T', 7) = cpt_code_hash_extended('0042t', 7) AS hash_extended;

-- A sample of every group sorts as an independent reading of the order says.
CREATE TABLE sample AS
SELECT code, row_number() OVER (ORDER BY md5(code)) AS n
FROM (SELECT lpad(n::text, 5, '0') FROM generate_series(0, 99999, 37) AS n
	  UNION ALL
	  SELECT lpad(n::text, 4, '0') || suffix
	  FROM generate_series(0, 9999, 83) AS n, unnest('{A,F,T,U,M}'::text[]) AS suffix
	  UNION ALL
	  SELECT letter || lpad(n::text, 4, '0')
	  FROM generate_series(0, 9999, 83) AS n,
			unnest(string_to_array('A B C D E G H J K L M P Q R S T U V', ' ')) AS letter
	 ) AS shapes (code);
SELECT count(*), count(DISTINCT code::cpt_code), bool_and(code::cpt_code::text = code) AS printed_as_read FROM sample;
SELECT array_agg(code ORDER BY code::cpt_code) =
	array_agg(code ORDER BY
		CASE WHEN code ~ '^\d{5}$' THEN 0 WHEN code ~ '^\d' THEN strpos('AFTUM', right(code, 1)) ELSE 6 END,
		CASE WHEN code ~ '^\D' THEN left(code, 1) ELSE '' END COLLATE "C",
		regexp_replace(code, '\D', '')::int) AS sorted_as_the_oracle
FROM sample;

-- Aggregates, and what works through the output function.
SELECT min(code::cpt_code), max(code::cpt_code) FROM sample;
SELECT max(c) AS maximum_of_none FROM (VALUES ('99213'::cpt_code)) AS v (c) WHERE false;
SELECT to_jsonb('0042T'::cpt_code) AS jsonb, '99213'::cpt_code || '-25' AS joined,
	format('%s', 'g0260'::cpt_code) AS formatted;
CREATE TYPE claim_row AS (code cpt_code, units int);
SELECT * FROM jsonb_populate_recordset(NULL::claim_row, '[{"code": "g0260", "units": 1}, {"code": null, "units": 2}]');

-- Starts with; the prefix is read as a code is.
SELECT prefix, string_agg(code::text, ' ' ORDER BY code) FILTER (WHERE code ^@ prefix) AS matching
FROM unnest('{64400,64499,64500,6440T,6449F,6450A,00400,0040A,0042T,G0260,G0299,G1000,J0120}'::cpt_code[]) AS code,
	unnest('{"",6,64,644,"644 ",6440,64400,0040,0042t,G,g02,G0260,J012,X,64A,G0A,644000}'::text[])
		WITH ORDINALITY AS p (prefix, n)
GROUP BY n, prefix ORDER BY n;
SELECT count(*) FILTER (WHERE (code::cpt_code ^@ prefix) <> (code ^@ prefix)) AS differences,
	count(*) FILTER (WHERE code::cpt_code ^@ prefix) > 0 AS some_match
FROM sample, unnest('{0,9,00,99,004,0042,A,J1,V99,F,Z1,12A}'::text[]) AS prefix;

DROP TYPE claim_row;
DROP TABLE sample;
