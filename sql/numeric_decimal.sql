--
-- The numeric of a claim as the engine's exact decimal: whole, and fraction in halves of 10^-18, odd when inexact
--
CREATE FUNCTION numeric_decimal_parts(numeric) RETURNS text
	AS '$libdir/cptpolicy', 'numeric_decimal_parts' LANGUAGE C IMMUTABLE STRICT;

-- what it should be, by the server's own arithmetic
CREATE FUNCTION expected_parts(n numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE
		WHEN n >= 9223372036854775807 THEN '9223372036854775807 0'
		WHEN n <= -9223372036854775807 THEN '-9223372036854775808 0'
		ELSE floor(n)::text || ' ' || (2 * floor((n - floor(n)) * 1e18) +
			CASE WHEN (n - floor(n)) * 1e18 = floor((n - floor(n)) * 1e18) THEN 0 ELSE 1 END)::text
	END
$$;

SELECT n, numeric_decimal_parts(n::numeric) FROM unnest(ARRAY[
	'0.0', '1', '-1', '75', '74.9', '-0.5', '10000', '99990000', '9999999999999999', '10000000000000000',
	'74.99999999999999999999', '75.00000000000000000001', '-74.99999999999999999999',
	'1e-18', '1e-19', '-1e-19', '1e-100', '-1e-1000', '1e30', '-1e1000',
	'9223372036854775806.5', '9223372036854775807', 'NaN', 'Infinity', '-Infinity']) AS n;

-- every length, scale and sign
WITH candidate AS (
	SELECT sign * round(digits * power(10::numeric, -scale), 30) AS n
	FROM (VALUES (1), (-1)) AS s (sign),
		generate_series(0, 29) AS scale,
		(VALUES (0::numeric), (1), (5), (10), (99), (10000), (100000000), (123456789), (74999999999999999999),
			(100000000000000000000001), (99999999999999999999999999999)) AS d (digits)
)
SELECT count(*), count(*) FILTER (WHERE numeric_decimal_parts(n) IS DISTINCT FROM expected_parts(n)) AS wrong
FROM candidate;

WITH candidate AS (
	SELECT CASE WHEN i % 2 = 0 THEN 1 ELSE -1 END *
		trunc(((i::numeric * 7919 * 104729) % 1000003) / 1000003 * power(10::numeric, i % 22), i % 27) AS n
	FROM generate_series(1, 20000) AS i
)
SELECT count(*), count(*) FILTER (WHERE numeric_decimal_parts(n) IS DISTINCT FROM expected_parts(n)) AS wrong
FROM candidate;

-- order is kept, whatever the length
SELECT count(*) FILTER (WHERE numeric_decimal_parts(n) = numeric_decimal_parts(75)) AS equal_to_75
FROM (VALUES (74.99999999999999999), (74.9999999999999999999999999999999999999999), (75.0000000000000000000000000001),
	(75.00), (75)) AS v (n);

DROP FUNCTION expected_parts, numeric_decimal_parts;
