-- Tables of :rows codes, the same codes in the same order for every type, and what measures an operation on them.
CREATE EXTENSION cptpolicy;
ALTER DATABASE :"DBNAME" SET max_parallel_workers_per_gather = 0;
ALTER DATABASE :"DBNAME" SET max_parallel_maintenance_workers = 0;
ALTER DATABASE :"DBNAME" SET jit = off;
ALTER DATABASE :"DBNAME" SET work_mem = '1GB';
ALTER DATABASE :"DBNAME" SET maintenance_work_mem = '1GB';
\connect

-- 10,000 codes: 8,500 of five digits, 500 with a suffix, 1,000 of HCPCS Level II.
CREATE TABLE code_list AS
SELECT row_number() OVER (ORDER BY code)::int4 AS as_int4, code AS as_cpt_code, code::text AS as_text,
	code::char(5) AS as_char
FROM (SELECT lpad((n * 11)::text, 5, '0')::cpt_code FROM generate_series(1, 8500) AS n
	  UNION ALL
	  SELECT (lpad((n * 17)::text, 4, '0') || substr('AFTUM', n % 5 + 1, 1))::cpt_code FROM generate_series(1, 500) AS n
	  UNION ALL
	  SELECT (substr('ABCDEGHJKLMPQRSTUV', n % 18 + 1, 1) || lpad((n * 9)::text, 4, '0'))::cpt_code
	  FROM generate_series(1, 1000) AS n
	 ) AS code (code);

SELECT setseed(0.5) \gset
CREATE UNLOGGED TABLE picked AS SELECT 1 + floor(random() * 10000)::int4 AS as_int4 FROM generate_series(1, :rows);

CREATE TABLE measured_type (name text, column_name text, position int);
INSERT INTO measured_type
VALUES ('int4', 'as_int4', 0), ('cpt_code', 'as_cpt_code', 1), ('char(5)', 'as_char', 2), ('text', 'as_text', 3);
CREATE TABLE measurement (round int, operation text, type text, milliseconds numeric);

DO $$
DECLARE
	t record;
BEGIN
	FOR t IN SELECT * FROM measured_type LOOP
		EXECUTE format('CREATE UNLOGGED TABLE rows_%s AS SELECT l.%1$s AS code
			FROM picked p JOIN code_list l USING (as_int4)', t.column_name);
		EXECUTE format('CREATE UNLOGGED TABLE loaded_%s (LIKE rows_%1$s)', t.column_name);
		EXECUTE format('CREATE TABLE list_%s AS SELECT %1$s AS code FROM code_list', t.column_name);
		EXECUTE format('COPY rows_%s TO %L', t.column_name,
			current_setting('data_directory') || '/bench_' || t.column_name || '.copy');
		EXECUTE format('ANALYZE rows_%s, list_%1$s', t.column_name);
	END LOOP;
END
$$;

-- What this backend has used so far: CPU time where the kernel tells it, else the clock.
CREATE FUNCTION milliseconds_used() RETURNS numeric LANGUAGE sql VOLATILE AS $$
	SELECT COALESCE(split_part(pg_read_file('/proc/self/schedstat', 0, 100, true), ' ', 1)::numeric / 1e6,
					extract(epoch FROM clock_timestamp()) * 1000)
$$;

CREATE TABLE operation (name text, position int, before text, statement text, after text);
INSERT INTO operation VALUES
	('COPY from text', 1, 'TRUNCATE loaded_%1$s',
	 format('COPY loaded_%%1$s FROM %L', current_setting('data_directory') || '/bench_%1$s.copy'), ''),
	('B-tree build', 2, '', 'CREATE INDEX built_%1$s ON rows_%1$s (code)', 'DROP INDEX built_%1$s'),
	('sort', 3, '', 'SELECT code FROM rows_%1$s ORDER BY code OFFSET 1000000000', ''),
	('hash join with 10,000 codes', 4, '', 'SELECT count(*) FROM rows_%1$s JOIN list_%1$s USING (code)', ''),
	('GROUP BY', 5, 'SET LOCAL enable_sort = off', 'SELECT code, count(*) FROM rows_%1$s GROUP BY code', '');

CREATE FUNCTION run_discarding(statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF statement <> '' THEN
		EXECUTE statement;
	END IF;
END
$$;

-- Round 0 warms up and is not counted.
CREATE PROCEDURE run_round(round int) LANGUAGE plpgsql AS $$
DECLARE
	o operation;
	t measured_type;
	used numeric;
BEGIN
	FOR o IN SELECT * FROM operation ORDER BY position LOOP
		FOR t IN SELECT * FROM measured_type ORDER BY (position + round) % 4 LOOP
			PERFORM run_discarding(format(o.before, t.column_name));
			used := milliseconds_used();
			PERFORM run_discarding(format(o.statement, t.column_name));
			used := milliseconds_used() - used;
			PERFORM run_discarding(format(o.after, t.column_name));
			INSERT INTO measurement VALUES (round, o.name, t.name, used);
			COMMIT;
		END LOOP;
	END LOOP;
END
$$;
