INSERT INTO bench.figure
SELECT format('%s %s', part, relation), bytes
FROM unnest('{evaluation,evaluation_reason}'::text[]) AS relation,
	LATERAL (VALUES ('rows of', pg_table_size('cptpolicy.' || relation)),
		('indexes of', pg_indexes_size('cptpolicy.' || relation))) AS sizes (part, bytes)
UNION ALL SELECT 'bytes of answers', pg_total_relation_size('bench.answer')
UNION ALL SELECT 'bytes of answer lines', pg_total_relation_size('bench.answer_line')
UNION ALL SELECT 'logged lines', count(*) FROM cptpolicy.evaluation
UNION ALL SELECT 'logged reasons', count(*) FROM cptpolicy.evaluation_reason;
