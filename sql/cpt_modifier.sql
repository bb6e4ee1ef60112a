-- Two characters, each a digit or a letter; case is folded, blanks around it are trimmed.
SELECT s AS input, s::cpt_modifier AS modifier
FROM (VALUES ('25'), ('lt'), ('RT'), (' 50'), ('50  '), ('1P'), ('p1'), ('00'), ('ZZ'), ('A1'), ('XE')) AS input (s);
SELECT ''::cpt_modifier;
SELECT '  '::cpt_modifier;
SELECT '2'::cpt_modifier;
SELECT '259'::cpt_modifier;
SELECT 'L-'::cpt_modifier;
SELECT 'L T'::cpt_modifier;
SELECT 'é'::cpt_modifier;
SELECT 'éé'::cpt_modifier;
SELECT 'L-'::varchar::cpt_modifier;
\set VERBOSITY sqlstate
SELECT 'L-'::cpt_modifier;
\set VERBOSITY default
SELECT s AS staged, cpt_modifier_try(s) AS modifier
FROM (VALUES ('lt'), (''), (' '), ('259'), ('59 '), (NULL)) AS staging (s);

-- All 1,296 in the order of ASCII.
CREATE TABLE every AS
SELECT (a || b)::cpt_modifier AS modifier, a || b AS text
FROM unnest(string_to_array('0 1 2 3 4 5 6 7 8 9 A B C D E F G H I J K L M N O P Q R S T U V W X Y Z', ' ')) AS a,
	unnest(string_to_array('0 1 2 3 4 5 6 7 8 9 A B C D E F G H I J K L M N O P Q R S T U V W X Y Z', ' ')) AS b;
SELECT count(*), count(DISTINCT modifier), min(modifier), max(modifier),
	bool_and(modifier::text = text) AS printed_as_read,
	array_agg(text ORDER BY modifier) = array_agg(text ORDER BY text COLLATE "C") AS sorted_as_ascii
FROM every;
SELECT a, b, a < b AS lt, a <= b AS le, a = b AS eq, a <> b AS ne, a >= b AS ge, a > b AS gt,
	cpt_modifier_cmp(a, b) AS cmp
FROM (VALUES ('25'::cpt_modifier, '25'::cpt_modifier), ('99', 'A0'), ('ZZ', '0Z')) AS pair (a, b);
SELECT cpt_modifier_hash('lt') = cpt_modifier_hash('LT') AS hash,
	cpt_modifier_hash_extended('lt', 3) = cpt_modifier_hash_extended('LT', 3) AS hash_extended,
	pg_column_size('LT'::cpt_modifier) AS bytes;

-- Indexes of every kind, arrays, partitions.
CREATE TABLE modified AS
SELECT id, lpad(upper(to_hex(id % 256)), 2, '0')::cpt_modifier AS modifier
FROM generate_series(1, 10000) AS id ORDER BY id % 256;
CREATE INDEX modified_btree ON modified (modifier);
ANALYZE modified;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT modifier FROM modified WHERE modifier = '7F';
EXPLAIN (COSTS OFF) SELECT modifier FROM modified WHERE modifier > 'F0' ORDER BY modifier;
SELECT count(*) FROM modified WHERE modifier BETWEEN '7E' AND '81';
SELECT count(*) FROM modified WHERE modifier >= 'F0';
DROP INDEX modified_btree;
CREATE INDEX modified_hash ON modified USING hash (modifier);
EXPLAIN (COSTS OFF) SELECT count(*) FROM modified WHERE modifier = '7F';
SELECT count(*) FROM modified WHERE modifier = '7F';
DROP INDEX modified_hash;
RESET enable_bitmapscan;
CREATE INDEX modified_brin ON modified USING brin (modifier) WITH (pages_per_range = 2);
EXPLAIN (COSTS OFF) SELECT count(*) FROM modified WHERE modifier < '02';
SELECT count(*) FROM modified WHERE modifier < '02';
DROP INDEX modified_brin;
CREATE INDEX modified_multi ON modified USING brin (modifier cpt_modifier_minmax_multi_ops) WITH (pages_per_range = 2);
SELECT count(*) FROM modified WHERE modifier < '02';
DROP INDEX modified_multi;
CREATE INDEX modified_bloom ON modified USING brin (modifier cpt_modifier_bloom_ops) WITH (pages_per_range = 2);
EXPLAIN (COSTS OFF) SELECT count(*) FROM modified WHERE modifier = '7F';
SELECT count(*) FROM modified WHERE modifier = '7F';
DROP INDEX modified_bloom;
CREATE TABLE line_modifiers AS
SELECT id / 4 AS id, array_agg(modifier ORDER BY modifier) AS modifiers FROM modified GROUP BY id / 4;
CREATE INDEX line_modifiers_gin ON line_modifiers USING gin (modifiers);
EXPLAIN (COSTS OFF) SELECT count(*) FROM line_modifiers WHERE modifiers @> '{7C,7D}';
SELECT count(*) FROM line_modifiers WHERE modifiers @> '{7C,7D}';
RESET enable_seqscan;
SELECT '{25,lt}'::cpt_modifier[] && '{LT}' AS overlap, 'lt' = ANY ('{25,LT}'::cpt_modifier[]) AS among,
	'{25,59}'::text[]::cpt_modifier[] AS from_text;
CREATE TABLE by_hash (modifier cpt_modifier) PARTITION BY HASH (modifier);
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_hash SELECT modifier FROM every;
SELECT count(*) BETWEEN 400 AND 900 AS balanced FROM by_hash_0;
SELECT count(*) FROM by_hash WHERE modifier = 'LT';

DROP TABLE every, modified, line_modifiers, by_hash;
