-- In a new backend: the library is loaded, the policy read and compiled, one claim judged.
DO $$
DECLARE
	first jsonb;
	start timestamptz;
BEGIN
	SELECT claim INTO first FROM bench.claims LIMIT 1;
	start := clock_timestamp();
	PERFORM evaluate_policy(first);
	INSERT INTO bench.first_call VALUES (extract(epoch FROM clock_timestamp() - start) * 1000);
END
$$;
