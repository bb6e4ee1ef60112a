-- The files into an empty database, each in a transaction of its own, and a bare COPY of the same PTP rows.
SET client_min_messages = warning;
SET max_parallel_maintenance_workers = 0;
SELECT format('%L', ARRAY(SELECT format('%s/ccipra-v302r0-f%s.TXT', :'directory', n) FROM generate_series(1, 4) n))
	AS ptp_files,
	current_setting('data_directory') || '/cptpolicy_bench_ptp.copy' AS copy_file \gset

CALL bench.measure('load_ptp', :round, format('SELECT load_ptp(%s)', :'ptp_files'));
SELECT :round = 1 AS first_round \gset
\if :first_round
SELECT format('COPY (SELECT * FROM cptpolicy.ptp WHERE NOT shipped) TO %L', :'copy_file') \gexec
\endif

CREATE TABLE bench.bare_ptp (LIKE cptpolicy.ptp);
CALL bench.measure('bare COPY', :round, format('COPY bench.bare_ptp FROM %L', :'copy_file'));
CALL bench.measure('bare index', :round, 'ALTER TABLE bench.bare_ptp ADD PRIMARY KEY (column_one, column_two, setting,
	effective_from, effective_to, modifier_indicator, shipped)');
ANALYZE bench.bare_ptp;

CALL bench.measure('load_ptp again', :round, format('SELECT load_ptp(%s)', :'ptp_files'));
CALL bench.measure('load_mue', :round,
	format('SELECT load_mue(%L)', :'directory' || '/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv'));
CALL bench.measure('load_fee_schedule', :round,
	format('SELECT load_fee_schedule(%L)', :'directory' || '/PPRRVU24_JUL.csv'));
CALL bench.measure('load_add_on', :round, format('SELECT load_add_on(%L)', :'directory' || '/AOC_V2024Q3-MCR.csv'));
SELECT (pg_stat_file(:'directory' || '/HCPC2019_CONTR_ANWEB.txt', true)).size IS NOT NULL AS has_hcpcs \gset
\if :has_hcpcs
CALL bench.measure('load_hcpcs', :round,
	format('SELECT load_hcpcs(%L, %L)', :'directory' || '/HCPC2019_CONTR_ANWEB.txt', '2019Q1'));
\endif
