CREATE TABLE bench.claims AS
SELECT number, bench.claim(number) AS claim FROM generate_series(1, :claims) AS number;
VACUUM (FREEZE, ANALYZE) bench.claims;
