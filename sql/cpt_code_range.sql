-- Every form of a range becomes the closed one.
SELECT s AS input, s::cpt_code_range AS range, isempty(s::cpt_code_range) AS empty
FROM (VALUES ('[64490,64495]'), ('[64490,64496)'), ('(64489,64495]'), ('(64489,64496)'), ('[g0260,g0260]'),
	('[0001a, 0009a]'),
	('(64490,64491)'), ('[64490,64490)'), ('(64490,64490]'), ('empty'),
	('[64490,)'), ('(64490,)'), ('(,64490]'), ('(,64490)'), ('(,)'),
	('(99998,99999]'), ('(99999,)'), ('(,0000A)'), ('[99990,0000A)'), ('(99999,0005A]'),
	('(,00000)'), ('(V9999,)'), ('[V9999,V9999]'), ('(V9998,V9999]')) AS input (s);
SELECT cpt_code_range('64490', '64496'), cpt_code_range('64490', '64495', '[]'), cpt_code_range(NULL, '64495'),
	cpt_code_range('64490', '64490');
SELECT lower(r), upper(r), lower_inc(r), upper_inc(r), lower_inf(r), upper_inf(r)
FROM (VALUES ('[64490,64496)'::cpt_code_range)) AS v (r);
SELECT '[64490,64496)'::cpt_code_range = '(64489,64495]' AS equal,
	'[64490,64495]'::cpt_code_range < '[64490,64496]' AS less,
	hash_range('[64490,64496)'::cpt_code_range) = hash_range('[64490,64495]'::cpt_code_range) AS hash;

-- Both bounds are of one shape.
SELECT '[64490,G0260]'::cpt_code_range;
SELECT '[64490,0042T)'::cpt_code_range;
SELECT '(0001F,0001T]'::cpt_code_range;
SELECT cpt_code_range('A0001', 'B0001');
SELECT cpt_code_range('A0001', 'B0001', '[]');
SELECT range_merge('[64490,64495]'::cpt_code_range, '[G0260,G0260]');
SELECT '[99213,)'::cpt_code_range * '(,A0010]';
\set VERBOSITY sqlstate
SELECT '[64490,G0260]'::cpt_code_range;
\set VERBOSITY default
-- The exception: the server itself builds this form, to ask what lies between two ranges.
SELECT '(64490,G0260)'::cpt_code_range;
SELECT '[64495,64490]'::cpt_code_range;
SELECT '[64490,6449X]'::cpt_code_range;

-- Operators.
SELECT r @> '64493'::cpt_code AS contains, r @> '6449T'::cpt_code AS other_shape, '64495'::cpt_code <@ r AS contained,
	r && '[64495,64499]' AS overlaps, r -|- '[64496,64499]' AS adjacent, r << '[0001A,0002A]' AS left_of,
	r * '[64494,64499]' AS intersection, r + '[64496,64499]' AS union, r - '[64494,64499]' AS difference
FROM (VALUES ('[64490,64495]'::cpt_code_range)) AS v (r);
SELECT '[99990,99999]'::cpt_code_range -|- '[0000A,0009A]' AS neighbouring_groups_adjacent,
	'[64490,64495]'::cpt_code_range -|- '[G0260,G0260]' AS apart;
SELECT '[99990,99999]'::cpt_code_range + '[0000A,0009A]';
SELECT '[64490,64495]'::cpt_code_range - '[64492,64493]';

-- A member of a range is not a member of text that looks alike.
SELECT count(*) FROM unnest('{64490,64493,64495,64496,6449T,G0260}'::cpt_code[]) AS code
WHERE code <@ '[64490,64495]'::cpt_code_range;

-- Multiranges hold families of several shapes.
SELECT s AS input, s::cpt_code_multirange AS multirange
FROM (VALUES ('{}'), ('{[64490,64495],[G0260,G0260]}'), ('{[G0260,G0260],[64490,64495]}'),
	('{[64490,64492],[64493,64495]}'),
	('{[64490,64493],[64492,64495]}'), ('{[00100,99999],[0000A,9999A],[0000F,0009F]}'), ('{(64489,64496),empty}'),
	('{(,)}')) AS input (s);
SELECT '{[64490,G0260]}'::cpt_code_multirange;
SELECT m @> 'G0260'::cpt_code AS contains, m && '[64495,64499]'::cpt_code_range AS overlaps,
	m @> '[64491,64492]'::cpt_code_range AS contains_range,
	m + '{[64496,64496]}' AS union, m - '{[64492,64493]}' AS difference,
	m * '{[64494,64499],[G0001,G9999]}' AS intersection,
	lower(m), upper(m)
FROM (VALUES ('{[64490,64495],[G0260,G0260]}'::cpt_code_multirange)) AS v (m);
SELECT range_agg(r) AS aggregate, range_intersect_agg(r) AS intersection
FROM unnest('{"[64490,64493]","[64492,64495]","[64493,64493]"}'::cpt_code_range[]) AS r;
SELECT range_agg(r) AS aggregate
FROM unnest('{"[64490,64493]","[G0260,G0260]","[64494,64495]"}'::cpt_code_range[]) AS r;
SELECT unnest('{[64490,64495],[G0260,G0260]}'::cpt_code_multirange) AS range;

-- GiST and SP-GiST answer as a scan does, for every operator, over ranges of every group.
CREATE TABLE code AS
SELECT row_number() OVER (ORDER BY code) AS n, code
FROM (SELECT lpad(n::text, 5, '0')::cpt_code FROM generate_series(0, 99999, 53) AS n
	  UNION ALL
	  SELECT (lpad(n::text, 4, '0') || suffix)::cpt_code
	  FROM generate_series(0, 9999, 97) AS n, unnest('{A,F,T,U,M}'::text[]) AS suffix
	  UNION ALL
	  SELECT (letter || lpad(n::text, 4, '0'))::cpt_code
	  FROM generate_series(0, 9999, 97) AS n,
			unnest(string_to_array('A B C D E G H J K L M P Q R S T U V', ' ')) AS letter
	 ) AS every (code);
CREATE TABLE family AS
SELECT a.n, cpt_code_range(a.code, b.code, '[]') AS codes
FROM code a JOIN code b ON b.n = a.n + a.n * 31 % 9
WHERE translate(a.code::text, '0123456789', 'NNNNNNNNNN') = translate(b.code::text, '0123456789', 'NNNNNNNNNN');
INSERT INTO family VALUES (-1, 'empty'), (-2, '(,00100]'), (-3, '[G0260,)'), (-4, '(,)'), (-5, NULL);
CREATE TABLE families AS
SELECT min(n) AS n, range_agg(codes) AS codes FROM family WHERE n > 0 GROUP BY n * 7919 % 1000
UNION ALL
SELECT 10000 + n, cpt_code_multirange(codes) FROM family WHERE n > 0;
INSERT INTO families VALUES (-1, '{}'), (-2, '{(,00100],[A0001,A0002]}'), (-3, '{[G0260,)}'), (-4, '{(,)}'), (-5, NULL);
CREATE INDEX family_gist ON family USING gist (codes);
CREATE INDEX families_gist ON families USING gist (codes);
ANALYZE family;
ANALYZE families;
CREATE FUNCTION matches(relation regclass, operator text, argument text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	result bigint;
BEGIN
	EXECUTE format('SELECT count(*) FROM %s WHERE codes %s %s', relation, operator, argument) INTO result;
	RETURN result;
END
$$;
CREATE TABLE question AS
SELECT relation::regclass, operator, argument, 0::bigint AS by_scan
FROM unnest('{family,families}'::text[]) AS relation,
	unnest('{<<,&<,&&,&>,>>,-|-,@>,<@}'::text[]) AS operator,
	(SELECT quote_literal(codes) || '::cpt_code_range' FROM family WHERE n % 500 = 0 OR n BETWEEN -4 AND -1
	 UNION ALL
	 SELECT quote_literal(codes) || '::cpt_code_multirange' FROM families WHERE n % 250 = 0 OR n BETWEEN -4 AND -1
	 UNION ALL
	 SELECT format('''(%s,%s]''::cpt_code_range', upper(codes), upper(codes)::text::int + 5)
	 FROM family WHERE n IN (500, 1000, 1001)) AS ranges (argument)
UNION ALL
SELECT relation::regclass, '@>', quote_literal(code) || '::cpt_code', 0
FROM unnest('{family,families}'::text[]) AS relation, code WHERE n % 500 = 0
UNION ALL
SELECT 'family'::regclass, '=', quote_literal(codes) || '::cpt_code_range', 0
FROM family WHERE n % 500 = 0 OR n BETWEEN -4 AND -1
UNION ALL
SELECT 'families'::regclass, '=', quote_literal(codes) || '::cpt_code_multirange', 0
FROM families WHERE n % 250 = 0 OR n BETWEEN -4 AND -1;
SET enable_indexscan = off;
SET enable_bitmapscan = off;
UPDATE question SET by_scan = matches(relation, operator, argument);
RESET enable_indexscan;
RESET enable_bitmapscan;
SET enable_seqscan = off;
SELECT relation, operator, count(*) AS questions, sum(by_scan) > 0 AS some_match,
	count(*) FILTER (WHERE matches(relation, operator, argument) <> by_scan) AS differences
FROM question GROUP BY relation, operator ORDER BY relation::text, operator COLLATE "C";
EXPLAIN (COSTS OFF) SELECT n FROM family WHERE codes @> '64493'::cpt_code;
EXPLAIN (COSTS OFF) SELECT n FROM families WHERE codes && '[64490,64495]'::cpt_code_range;
DROP INDEX family_gist;
CREATE INDEX family_spgist ON family USING spgist (codes);
EXPLAIN (COSTS OFF) SELECT n FROM family WHERE codes @> '64493'::cpt_code;
SELECT count(*) FILTER (WHERE matches(relation, operator, argument) <> by_scan) AS differences
FROM question WHERE relation = 'family'::regclass;
RESET enable_seqscan;

-- No two policies for one code.
CREATE TABLE coverage (codes cpt_code_range, EXCLUDE USING gist (codes WITH &&));
INSERT INTO coverage VALUES ('[64490,64495]'), ('[G0260,G0260]'), ('[64496,64499]');
INSERT INTO coverage VALUES ('[64495,64496]');
CREATE TABLE coverages (codes cpt_code_multirange, EXCLUDE USING gist (codes WITH &&));
INSERT INTO coverages VALUES ('{[64490,64495],[G0260,G0260]}'), ('{[64496,64499],[A0001,A0009]}');
INSERT INTO coverages VALUES ('{[27096,27096],[G0260,G0261]}');

DROP FUNCTION matches(regclass, text, text);
DROP TABLE code, family, families, question, coverage, coverages;
