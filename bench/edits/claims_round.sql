-- Claims with all edits, and with none. A change of the settings has a session forget what it holds, so each is run
-- once before it counts.
CREATE PROCEDURE pg_temp.measure_claims(data text, edits text, round int) LANGUAGE plpgsql AS $$
DECLARE
	of_claims text;
	function text;
BEGIN
	FOREACH of_claims IN ARRAY '{claims,long_claims}'::text[] LOOP
		FOREACH function IN ARRAY '{evaluate_policy,policy_decision}'::text[] LOOP
			EXECUTE format('SELECT count(%I(claim)) FROM bench.%I', function, of_claims);
			CALL bench.measure(format('%s: %s, %s, edits %s', data, function, of_claims, edits), round,
				format('SELECT count(%I(claim)) FROM bench.%I', function, of_claims));
		END LOOP;
	END LOOP;
END
$$;
CALL pg_temp.measure_claims(:'data', 'on', :round);
INSERT INTO cptpolicy.edit_setting (severity) VALUES ('off');
CALL pg_temp.measure_claims(:'data', 'off', :round);
DELETE FROM cptpolicy.edit_setting;
