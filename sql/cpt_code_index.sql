-- 30,000 rows over every group.
CREATE TABLE claim_line (id int, code cpt_code, code_text text);
INSERT INTO claim_line
SELECT id, code, code
FROM (SELECT id, CASE id % 10
				WHEN 0 THEN lpad((id * 7 % 10000)::text, 4, '0') || substr('AFTUM', 1 + id / 10 % 5, 1)
				WHEN 1 THEN substr('ABCDEGHJKLMPQRSTUV', 1 + id / 10 % 18, 1) || lpad((id * 7 % 10000)::text, 4, '0')
				ELSE lpad((id * 7919 % 100000)::text, 5, '0') END AS code
	  FROM generate_series(1, 30000) AS id) AS made;

-- B-tree: equality, ranges, order, extremes, lists.
CREATE INDEX claim_line_code ON claim_line (code);
ANALYZE claim_line;
-- Whether rows are known to be visible to all must not choose the plan.
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SET max_parallel_workers_per_gather = 0;
EXPLAIN (COSTS OFF) SELECT id FROM claim_line WHERE code = '99213';
EXPLAIN (COSTS OFF) SELECT code FROM claim_line WHERE code BETWEEN '00100' AND '01999' ORDER BY code;
EXPLAIN (COSTS OFF) SELECT code FROM claim_line WHERE code IN ('64490', '64491', 'G0260');
EXPLAIN (COSTS OFF) SELECT code FROM claim_line ORDER BY code DESC LIMIT 1;
CREATE FUNCTION plan_has(pattern text, query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		IF line ~ pattern THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
END
$$;
SELECT plan_has('Index Only Scan using', 'SELECT min(code) FROM claim_line') AS min_by_index,
	plan_has('Index Only Scan Backward', 'SELECT max(code) FROM claim_line') AS max_by_index;
SELECT min(code), max(code) FROM claim_line;
SELECT count(*), min(code), max(code) FROM claim_line WHERE code BETWEEN '00100' AND '01999';
SET enable_indexscan = off;
SET enable_indexonlyscan = off;
SELECT count(*), min(code), max(code) FROM claim_line WHERE code BETWEEN '00100' AND '01999';
RESET enable_indexscan;
RESET enable_indexonlyscan;

-- Starts with: one range, a list, a range that spans the families, nothing.
EXPLAIN (COSTS OFF) SELECT code FROM claim_line WHERE code ^@ '64490';
EXPLAIN (COSTS OFF) SELECT code FROM claim_line WHERE code ^@ 'j01';
EXPLAIN (COSTS OFF) SELECT code FROM claim_line WHERE code ^@ '0042';
EXPLAIN (COSTS OFF) SELECT code FROM claim_line WHERE code ^@ '6';
EXPLAIN (COSTS OFF) SELECT code FROM claim_line WHERE code ^@ 'X';
EXPLAIN (COSTS OFF) SELECT code FROM claim_line WHERE cpt_code_starts_with(code, 'J01');
EXPLAIN (COSTS OFF) SELECT code FROM claim_line WHERE code ^@ NULL;
SELECT plan_has('Index Cond', 'SELECT code FROM claim_line WHERE code ^@ code_text') AS prefix_of_the_row;
DO $$
DECLARE
	prefix text;
	by_index bigint;
	by_scan bigint;
BEGIN
	FOREACH prefix IN ARRAY '{"",0,6,9,00,64,99,004,644,0042,00420,0042T,A,J0,J01,J012,V,X,0A}'::text[] LOOP
		EXECUTE format('SELECT count(*) FROM claim_line WHERE code ^@ %L', prefix) INTO by_index;
		SELECT count(*) INTO by_scan FROM claim_line WHERE code_text ^@ prefix;
		RAISE NOTICE 'prefix "%": % rows%', prefix, by_index,
			CASE WHEN by_index <> by_scan THEN ', but ' || by_scan || ' by text' ELSE '' END;
	END LOOP;
END
$$;

-- The estimate for a prefix is near the truth, between the bounds of a histogram's bin too.
CREATE FUNCTION estimated_rows(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
	RETURN plan #>> '{0,Plan,Plan Rows}';
END
$$;
SELECT prefix, estimate BETWEEN actual / 2.0 AND actual * 2.0 + 10 AS near
FROM unnest('{0,6,64,644,0042,00420,A,J01,99213,X}'::text[]) WITH ORDINALITY AS p (prefix, n),
	LATERAL estimated_rows(format('SELECT FROM claim_line WHERE code ^@ %L', prefix)) AS estimate,
	LATERAL (SELECT count(*) FROM claim_line WHERE code_text ^@ prefix) AS counted (actual)
ORDER BY n;
CREATE TABLE without_statistics (code cpt_code);
INSERT INTO without_statistics SELECT code FROM claim_line;
SELECT estimated_rows($$SELECT FROM without_statistics WHERE code ^@ ''$$) >
	estimated_rows($$SELECT FROM without_statistics WHERE code ^@ '64'$$) AS by_share_of_all_codes;
DROP TABLE without_statistics;

-- Equal codes share an index entry: the index is as small as one over int4.
CREATE TABLE repeated AS
SELECT (20000 + id % 200)::text::cpt_code AS code, id % 200 AS number
FROM generate_series(1, 20000) AS id;
CREATE INDEX repeated_code ON repeated (code);
CREATE INDEX repeated_code_plain ON repeated (code) WITH (deduplicate_items = off);
CREATE INDEX repeated_number ON repeated (number);
SELECT pg_relation_size('repeated_code') = pg_relation_size('repeated_number') AS as_small_as_int4,
	pg_relation_size('repeated_code') * 2 < pg_relation_size('repeated_code_plain') AS deduplicated;
DROP TABLE repeated;

-- Hash index, hash join, merge join, hashed aggregation.
CREATE INDEX claim_line_code_hash ON claim_line USING hash (code);
DROP INDEX claim_line_code;
EXPLAIN (COSTS OFF) SELECT id FROM claim_line WHERE code = '99213';
SELECT count(*) FROM claim_line WHERE code = (SELECT code FROM claim_line WHERE id = 77);
DROP INDEX claim_line_code_hash;
RESET enable_seqscan;
RESET enable_bitmapscan;
CREATE TABLE fee AS SELECT DISTINCT code, 1.5::numeric AS amount FROM claim_line;
ANALYZE fee;
SET enable_mergejoin = off;
EXPLAIN (COSTS OFF) SELECT sum(amount) FROM claim_line JOIN fee USING (code);
SELECT sum(amount) FROM claim_line JOIN fee USING (code);
RESET enable_mergejoin;
SET enable_hashjoin = off;
SET enable_nestloop = off;
EXPLAIN (COSTS OFF) SELECT sum(amount) FROM claim_line JOIN fee USING (code);
SELECT sum(amount) FROM claim_line JOIN fee USING (code);
RESET enable_hashjoin;
RESET enable_nestloop;
EXPLAIN (COSTS OFF) SELECT code, count(*) FROM claim_line GROUP BY code;
SELECT count(*) = (SELECT count(DISTINCT code_text) FROM claim_line) AS groups_agree
FROM (SELECT code FROM claim_line GROUP BY code) AS grouped;
DROP TABLE fee;

-- BRIN: minimum and maximum, several intervals, Bloom filter.
CREATE TABLE sorted AS SELECT id, code FROM claim_line ORDER BY code;
CREATE INDEX sorted_minmax ON sorted USING brin (code) WITH (pages_per_range = 4);
ANALYZE sorted;
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM sorted WHERE code BETWEEN '64490' AND '64495';
EXPLAIN (COSTS OFF) SELECT count(*) FROM sorted WHERE code ^@ '0042';
SELECT count(*) FROM sorted WHERE code ^@ '0042';
SELECT count(*) FROM sorted WHERE code BETWEEN '00100' AND '01999';
DROP INDEX sorted_minmax;
CREATE INDEX sorted_minmax_multi ON sorted USING brin (code cpt_code_minmax_multi_ops) WITH (pages_per_range = 4);
EXPLAIN (COSTS OFF) SELECT count(*) FROM sorted WHERE code BETWEEN '64490' AND '64495';
SELECT count(*) FROM sorted WHERE code BETWEEN '00100' AND '01999';
DROP INDEX sorted_minmax_multi;
CREATE INDEX sorted_bloom ON sorted USING brin (code cpt_code_bloom_ops) WITH (pages_per_range = 4);
EXPLAIN (COSTS OFF) SELECT count(*) FROM sorted WHERE code = '00100';
SELECT count(*) = (SELECT count(*) FROM claim_line WHERE code_text = '00100') AS agree FROM sorted WHERE code = '00100';
SELECT plan_has('Index Cond', $$SELECT count(*) FROM sorted WHERE code ^@ '0042'$$) AS prefix_by_bloom;
DROP TABLE sorted;
RESET enable_seqscan;

-- Arrays with GIN.
CREATE TABLE encounter (id int, codes cpt_code[]);
INSERT INTO encounter SELECT id / 5, array_agg(code) FROM claim_line GROUP BY id / 5;
CREATE INDEX encounter_codes ON encounter USING gin (codes);
ANALYZE encounter;
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT id FROM encounter WHERE codes @> '{64498,G0260}';
SELECT count(*) FROM encounter WHERE codes && (SELECT array_agg(code) FROM claim_line WHERE id IN (55, 5555));
SELECT count(*) FROM encounter WHERE codes @> (SELECT codes FROM encounter WHERE id = 1000);
RESET enable_seqscan;
DROP TABLE encounter;

-- Partitions by hash and by range, with pruning.
CREATE TABLE by_hash (code cpt_code, id int) PARTITION BY HASH (code);
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_hash SELECT code, id FROM claim_line;
SELECT count(*) BETWEEN 10000 AND 20000 AS balanced FROM by_hash_0;
SELECT count(*) = (SELECT count(*) FROM claim_line WHERE code_text = '07919') AS found
FROM by_hash WHERE code = '07919';
EXPLAIN (COSTS OFF) SELECT id FROM by_hash WHERE code = '99213';
DROP TABLE by_hash;
CREATE TABLE by_range (code cpt_code, id int) PARTITION BY RANGE (code);
CREATE TABLE by_range_anesthesia PARTITION OF by_range FOR VALUES FROM ('00100') TO ('02000');
CREATE TABLE by_range_hcpcs PARTITION OF by_range FOR VALUES FROM ('A0000') TO (MAXVALUE);
CREATE TABLE by_range_others PARTITION OF by_range DEFAULT;
INSERT INTO by_range SELECT code, id FROM claim_line;
SELECT tableoid::regclass, count(*), min(code), max(code)
FROM by_range GROUP BY tableoid ORDER BY tableoid::regclass::text;
EXPLAIN (COSTS OFF) SELECT id FROM by_range WHERE code = 'G0260';
DROP TABLE by_range;

-- Keys: unique, foreign, ON CONFLICT.
CREATE TABLE procedure_code (code cpt_code PRIMARY KEY, note text);
INSERT INTO procedure_code VALUES ('99213'), ('0042T');
INSERT INTO procedure_code VALUES ('99213', 'seen') ON CONFLICT (code) DO UPDATE SET note = excluded.note;
INSERT INTO procedure_code VALUES ('0042t');
CREATE TABLE performed (code cpt_code REFERENCES procedure_code);
INSERT INTO performed VALUES ('99213'), ('0042t'), (NULL);
INSERT INTO performed VALUES ('99214');
DELETE FROM procedure_code WHERE code = '0042T';
UPDATE procedure_code SET code = '99215' WHERE code = '99213';
TABLE procedure_code ORDER BY code;
DROP TABLE performed, procedure_code;

DROP FUNCTION estimated_rows(text), plan_has(text, text);
DROP TABLE claim_line;
