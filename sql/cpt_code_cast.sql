-- A code meets text in four ways: a bound parameter, an assignment, a join, an explicit cast.
CREATE TABLE claim_line (id int, code cpt_code, modifier cpt_modifier);
INSERT INTO claim_line
SELECT id, lpad((id % 100000)::text, 5, '0'), lpad((id % 100)::text, 2, '0') FROM generate_series(1, 5000) AS id;
CREATE INDEX claim_line_code ON claim_line (code);
CREATE INDEX claim_line_modifier ON claim_line (modifier);
ANALYZE claim_line;
SET enable_seqscan = off;
SET enable_bitmapscan = off;

-- Parameters as JDBC (varchar) and ODBC (text, unknown) bind them use the index, in a generic plan too.
PREPARE by_text(text) AS SELECT id FROM claim_line WHERE code = $1;
PREPARE by_varchar(varchar) AS SELECT id FROM claim_line WHERE code = $1;
PREPARE by_char(char(5)) AS SELECT id FROM claim_line WHERE code = $1;
PREPARE by_unknown AS SELECT id FROM claim_line WHERE code = $1;
PREPARE by_range(varchar, text) AS SELECT count(*) FROM claim_line WHERE code BETWEEN $1 AND $2;
PREPARE by_list(varchar, varchar) AS SELECT count(*) FROM claim_line WHERE code IN ($1, $2);
PREPARE by_array(text[]) AS SELECT count(*) FROM claim_line WHERE code = ANY ($1::cpt_code[]);
PREPARE by_prefix(varchar) AS SELECT count(*) FROM claim_line WHERE code ^@ $1;
PREPARE by_modifier(varchar) AS SELECT count(*) FROM claim_line WHERE modifier = $1;
SET plan_cache_mode = force_generic_plan;
EXPLAIN (COSTS OFF) EXECUTE by_text('00099');
EXPLAIN (COSTS OFF) EXECUTE by_varchar('00099');
EXPLAIN (COSTS OFF) EXECUTE by_char('00099');
EXPLAIN (COSTS OFF) EXECUTE by_unknown('00099');
EXPLAIN (COSTS OFF) EXECUTE by_range('00010', '00019');
EXPLAIN (COSTS OFF) EXECUTE by_array('{00010,00019}');
EXPLAIN (COSTS OFF) EXECUTE by_modifier('lt');
EXECUTE by_text('00099');
EXECUTE by_varchar(' 00099 ');
EXECUTE by_char('00099');
EXECUTE by_unknown('00099');
EXECUTE by_range('00010', '00019');
EXECUTE by_list('00010', '00019');
EXECUTE by_array('{00010,00019}');
EXECUTE by_prefix('0001');
EXECUTE by_modifier('07');
EXECUTE by_varchar('junk');
SET plan_cache_mode = force_custom_plan;
EXPLAIN (COSTS OFF) EXECUTE by_varchar('00099');
EXPLAIN (COSTS OFF) EXECUTE by_prefix('0001');
RESET plan_cache_mode;
DEALLOCATE ALL;

-- Joins with columns of text, varchar and char.
CREATE TABLE staged (t text, v varchar(10), c char(8));
INSERT INTO staged VALUES ('00001', '00002', '00003'), (' 00004', '00005 ', '00006');
ANALYZE staged;
SELECT t, v, c FROM staged JOIN claim_line ON code = t;
SELECT t, v, c FROM staged JOIN claim_line ON v = code;
SELECT t, v, c FROM staged JOIN claim_line ON code = c;
RESET enable_seqscan;
EXPLAIN (COSTS OFF) SELECT id FROM staged JOIN claim_line ON code = v;
RESET enable_bitmapscan;
SELECT id FROM claim_line WHERE code IN (SELECT t FROM staged) ORDER BY id;
INSERT INTO staged VALUES ('junk', 'junk', 'junk');
SELECT count(*) FROM staged JOIN claim_line ON code = t;
SELECT count(*) FROM staged JOIN claim_line ON code = cpt_code_try(t);

-- Assignment, both ways.
PREPARE insert_varchar(varchar, text) AS INSERT INTO claim_line VALUES (9999, $1, $2) RETURNING *;
EXECUTE insert_varchar('g0260', 'lt');
DEALLOCATE insert_varchar;
TRUNCATE staged;
INSERT INTO staged SELECT code, code, code FROM claim_line WHERE id = 9999 RETURNING *;
UPDATE staged SET t = '99213'::cpt_code, v = 'RT'::cpt_modifier;
UPDATE claim_line SET code = t, modifier = v FROM staged WHERE id = 9999 RETURNING id, claim_line.code, modifier;

-- Explicit casts, in either notation, and from integers none.
SELECT '99213'::text::cpt_code, cpt_code('99213'::text), cpt_code('99213'::varchar), cpt_code('99213'::char(6)),
	cpt_code '99213', CAST('99213'::varchar AS cpt_code);
SELECT '0042T'::cpt_code::text, '0042T'::cpt_code::varchar, '0042T'::cpt_code::varchar(3),
	'0042T'::cpt_code::char(7) || '|',
	'25'::cpt_modifier::text;
SELECT 99213::cpt_code;
SELECT 25::cpt_modifier;
SELECT '99213'::cpt_code::int;
SELECT '99213'::cpt_code = '25'::cpt_modifier;
SELECT '99213'::cpt_code = 99213;

-- Expressions over plain strings mean what they meant without the extension.
CREATE TABLE string (t text, v varchar(9), c char(9), n name, x "char");
INSERT INTO string VALUES ('99213', '99213', '99213', '99213', 'y');
SELECT pg_typeof('a' || 'b') AS literals, pg_typeof(t || 'b') AS text, pg_typeof(v || 'b') AS varchar,
	pg_typeof(c || 'b') AS char, pg_typeof(v || c) AS mixed, pg_typeof(n || v) AS name
FROM string;
SELECT t = v AS tv, v = v AS vv, v = c AS vc, c = c AS cc, t = c AS tc, n = v AS nv, n = t AS nt,
	v = '99213' AS v_literal,
	'a' = 'a' AS literals, t = 'x' AS t_literal, x = 'y' AS char_literal
FROM string;
SELECT t < v AS tv, v < 'a' AS v_literal, c >= v AS cv, v <> v AS vv, 'a' < 'b' AS literals, n <= v AS nv FROM string;
-- 99213 is before 0042T as a code, after it as text.
SELECT v < '0042T' AS as_text, '99213' < '0042T' AS literals, v < '0042T'::cpt_code AS as_code,
	v BETWEEN '0' AND '0042T' AS between_as_text, greatest(v, '0042T') AS greatest
FROM string;
SELECT 'x' = ANY ('{x,y}'::text[]) AS any_text, v = ANY ('{99213}'::varchar[]) AS any_varchar,
	v IN ('99213', 'b') AS in_list,
	'x' = ANY (ARRAY['x', 'y']) AS any_literal, v NOT IN (SELECT t FROM string) AS not_in,
	ARRAY[v] = ARRAY[v] AS arrays,
	ARRAY['a'] @> ARRAY['a'] AS contains
FROM string;
SELECT length(v), length(c), length('abc'), upper(v), substr(v, 2, 2), left(c, 2), lpad('1', 3, '0'),
	position('2' IN v),
	replace(v, '9', '-'), concat(v, c), md5(v) = md5(t) AS md5, trim(c), v::int, to_number(v, '99999')
FROM string;
SELECT t LIKE '99%' AS t_like, v LIKE '99%' AS v_like, c LIKE '99%' AS c_like, v ~ '^99' AS v_matches,
	v ILIKE '99%' AS v_ilike,
	t ^@ '99' AS t_starts, v ^@ '99' AS v_starts, '99213' ^@ '99' AS literal_starts, v ^@ v AS vv_starts,
	c ^@ '99' AS c_starts
FROM string;
SELECT CASE v WHEN '99213' THEN 'yes' ELSE t END, CASE 'a' WHEN 'a' THEN 'b' END, COALESCE(v, 'x'), COALESCE(NULL, 'x'),
	NULLIF(v, '99213') IS NULL AS nullif, greatest('a', v, t), pg_typeof(COALESCE(v, t)) AS coalesced,
	pg_typeof('a' || NULL) AS of_null
FROM string;
SELECT min(v), max(t), min(c), max('a'), string_agg(v, ','), count(DISTINCT v), array_agg(v),
	mode() WITHIN GROUP (ORDER BY v)
FROM string;
SELECT pg_typeof(u), count(*)
FROM (SELECT t FROM string UNION ALL SELECT v FROM string UNION ALL SELECT c FROM string
	  UNION ALL SELECT 'a') AS united (u)
GROUP BY 1;
SELECT a.t FROM string a JOIN string b ON a.t = b.v JOIN string d ON b.v = d.c GROUP BY a.t ORDER BY a.t;
SELECT v FROM string a JOIN string b USING (v);
CREATE FUNCTION of_text(text) RETURNS text LANGUAGE sql AS $$ SELECT 'text' $$;
SELECT of_text('a'), of_text(v), of_text(c), of_text(n), text(v), text(c), text(n), text(x), text('a'), text(1)
FROM string;

-- Codes among the branches of one expression: a literal becomes a code, text does not, in whichever order.
SELECT CASE code WHEN '99213' THEN 'visit' ELSE 'other' END, COALESCE(code, '99214'), NULLIF(code, '99213'),
	greatest(code, 'A0001'),
	code IN ('99213', 'G0260') AS in_list, code = ANY ('{99213,G0260}') AS any_literal
FROM claim_line WHERE id = 9999;
SELECT code FROM claim_line WHERE id = 9999 UNION SELECT 'g0260' ORDER BY 1;
SELECT COALESCE(code, t) FROM claim_line, string;
SELECT COALESCE(t, code) FROM claim_line, string;
SELECT t FROM string UNION SELECT code FROM claim_line;
SELECT code FROM claim_line UNION SELECT t FROM string;
SELECT count(*) FROM (SELECT t FROM string UNION SELECT code::text FROM claim_line WHERE id = 9999) AS united;
SELECT code LIKE '99%' FROM claim_line;
SELECT count(*) FROM claim_line WHERE code::text LIKE '000%';

DROP FUNCTION of_text(text);
DROP TABLE claim_line, staged, string;
