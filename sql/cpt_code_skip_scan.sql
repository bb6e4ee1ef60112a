-- Skip scans came with PostgreSQL 18.
SELECT current_setting('server_version_num')::int < 180000 AS too_old \gset
\if :too_old
\echo skipped: this server has no skip scan
\quit
\endif
SELECT amprocnum, amproc::regprocedure FROM pg_amproc
WHERE amproclefttype IN ('cpt_code'::regtype, 'cpt_modifier'::regtype) AND amprocnum = 6
ORDER BY amproc::regprocedure::text;

-- Few codes, among them the last and the first of a group, each with many ids: an id alone finds its rows by skipping.
CREATE TABLE claim_line (code cpt_code, modifier cpt_modifier, id int);
INSERT INTO claim_line
SELECT (ARRAY['00000', '99213', '99214', '99999', '0000A', '9999M', 'A0000', 'G0260', 'V9999'])[1 + id % 9]::cpt_code,
	(ARRAY['00', '25', 'LT', 'ZZ'])[1 + id % 4], id
FROM generate_series(1, 90000) AS id;
INSERT INTO claim_line VALUES (NULL, NULL, 5);
CREATE INDEX claim_line_code_id ON claim_line (code, id);
VACUUM ANALYZE claim_line;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT code, id FROM claim_line WHERE id = 5 ORDER BY code;
SELECT code, id FROM claim_line WHERE id = 5 ORDER BY code;
SELECT code, id FROM claim_line WHERE id BETWEEN 20 AND 28 ORDER BY code;
SELECT code, id FROM claim_line WHERE id BETWEEN 20 AND 28 ORDER BY code DESC;
SELECT code, id FROM claim_line WHERE code > '99213' AND id BETWEEN 20 AND 28 ORDER BY code;
SELECT code, id FROM claim_line WHERE code BETWEEN '99214' AND 'A0000' AND id BETWEEN 20 AND 28 ORDER BY code DESC;

-- One row of each code by 10 descents, not by a walk through the index.
CREATE FUNCTION pages_read(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ' || query INTO plan;
	RETURN (plan #>> '{0,Plan,Shared Hit Blocks}')::bigint + (plan #>> '{0,Plan,Shared Read Blocks}')::bigint;
END
$$;
SELECT pages_read('SELECT code, id FROM claim_line WHERE id = 5') < 50 AS skipped;

DROP INDEX claim_line_code_id;
CREATE INDEX claim_line_modifier_id ON claim_line (modifier, id);
EXPLAIN (COSTS OFF) SELECT modifier, id FROM claim_line WHERE id = 5 ORDER BY modifier;
SELECT modifier, id FROM claim_line WHERE id BETWEEN 20 AND 23 ORDER BY modifier;
SELECT modifier, id FROM claim_line WHERE modifier > '25' AND id BETWEEN 20 AND 23 ORDER BY modifier DESC;
SELECT pages_read('SELECT modifier, id FROM claim_line WHERE id = 5') < 50 AS skipped;

DROP FUNCTION pages_read(text);
DROP TABLE claim_line;
