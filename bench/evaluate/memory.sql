-- Does a backend grow with the number of claims that it judges? A million of them, after ten thousand to warm up.
CREATE FUNCTION bench.note_memory(step text, claims int8) RETURNS void LANGUAGE sql AS $$
	INSERT INTO bench.memory
	SELECT step, claims, (regexp_match(pg_read_file('/proc/self/status', 0, 4000, true), 'RssAnon:\s*(\d+)'))[1]::int,
		(SELECT sum(total_bytes) FROM pg_backend_memory_contexts)
$$;

SELECT ceil(1000000.0 / count(*))::int AS passes FROM bench.claims \gset
SELECT count(evaluate_policy(claim)) AS claims FROM (SELECT claim FROM bench.claims LIMIT 10000) AS warm_up \gset
SELECT bench.note_memory('before', :claims) \g /dev/null
SELECT count(evaluate_policy(claim)) AS claims FROM bench.claims, generate_series(1, :passes) \gset
SELECT bench.note_memory('after', :claims) \g /dev/null
