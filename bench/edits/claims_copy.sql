-- The same claims in the database without files of CMS.
CREATE TABLE bench.claims (claim jsonb);
CREATE TABLE bench.long_claims (claim jsonb);
SELECT current_setting('data_directory') AS data \gset
SELECT format('COPY bench.%1$I FROM %2$L', name, :'data' || '/cptpolicy_bench_' || name || '.copy')
FROM unnest('{claims,long_claims}'::text[]) AS name \gexec
VACUUM (FREEZE, ANALYZE) bench.claims, bench.long_claims;
