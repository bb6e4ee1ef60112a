-- What reports are made of: medians, and numbers as text.
CREATE TEMP VIEW median AS
SELECT subject, percentile_cont(0.5) WITHIN GROUP (ORDER BY cpu_ms) AS cpu_ms,
	percentile_cont(0.5) WITHIN GROUP (ORDER BY elapsed_ms) AS elapsed_ms, count(*) AS rounds
FROM bench.measurement GROUP BY subject;
CREATE FUNCTION pg_temp.cpu_ms(of_subject text) RETURNS float8 LANGUAGE sql AS $$
	SELECT cpu_ms FROM median WHERE subject = of_subject
$$;
CREATE FUNCTION pg_temp.figure(of_name text) RETURNS float8 LANGUAGE sql AS $$
	SELECT value FROM bench.figure WHERE name = of_name
$$;
CREATE FUNCTION pg_temp.whole(value float8) RETURNS text LANGUAGE sql AS $$
	SELECT to_char(value, 'FM999,999,999')
$$;
CREATE FUNCTION pg_temp.whole(of_name text) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.whole(pg_temp.figure(of_name))
$$;
CREATE FUNCTION pg_temp.decimal(value float8) RETURNS text LANGUAGE sql AS $$
	SELECT to_char(value, 'FM999,990.00')
$$;
CREATE FUNCTION pg_temp.percent(part text, total text) RETURNS numeric LANGUAGE sql AS $$
	SELECT round((100 * pg_temp.figure(part) / pg_temp.figure(total))::numeric, 1)
$$;
CREATE FUNCTION pg_temp.ratio(subject text, to_subject text, less text DEFAULT '') RETURNS float8 LANGUAGE sql AS $$
	SELECT (pg_temp.cpu_ms(subject) - coalesce(pg_temp.cpu_ms(less), 0))
		/ (pg_temp.cpu_ms(to_subject) - coalesce(pg_temp.cpu_ms(less), 0))
$$;

-- What is asked for, and whether it is reached.
CREATE TEMP TABLE target (
	position int, title text, value float8, unit text, bound float8, at_most boolean, bound_text text);
CREATE TEMP VIEW target_row AS
SELECT position, format('| %s | %s | %s | %s |', title,
	coalesce(pg_temp.decimal(value) || unit, 'not measured'), bound_text,
	CASE WHEN value IS NULL THEN ''
		WHEN CASE WHEN at_most THEN value <= bound ELSE value >= bound END THEN 'reached'
		ELSE '**missed**' END) AS row
FROM target;
