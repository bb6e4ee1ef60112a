-- Soft errors came with PostgreSQL 16.
SELECT current_setting('server_version_num')::int < 160000 AS too_old \gset
\if :too_old
\echo skipped: this server has no soft input errors
\quit
\endif
SELECT type, input, pg_input_is_valid(input, type) AS valid, e.message, e.sql_error_code AS code
FROM (VALUES ('cpt_code', '99213'), ('cpt_code', '0042t '), ('cpt_code', ''), ('cpt_code', '6445X'),
	('cpt_code', 'CCCCC'), ('cpt_code[]', '{99213,G0260}'), ('cpt_code[]', '{99213,6445X}'),
	('cpt_modifier', 'lt'), ('cpt_modifier', 'L-'), ('cpt_modifier', ''),
	('cpt_code_range', '[64490,64495]'), ('cpt_code_range', '[64490,6449X]'), ('cpt_code_range', '[64490,G0260]'),
	('cpt_code_range', '[64495,64490]'), ('cpt_code_range', '[64490'),
	('cpt_code_multirange', '{[64490,64495],[G0260,G0260]}'),
	('cpt_code_multirange', '{[64490,G0260]}')) AS literal (type, input),
	LATERAL pg_input_error_info(input, type) AS e;
SELECT detail FROM pg_input_error_info('6445X', 'cpt_code');
SELECT detail FROM pg_input_error_info('L-', 'cpt_modifier');
SELECT detail, hint FROM pg_input_error_info('[64490,G0260]', 'cpt_code_range');
