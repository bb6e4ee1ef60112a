-- What the PL/pgSQL peers share. These functions are inlined and folded to constants when an expression is planned:
-- they cost nothing at run time.

-- An entry of the trace; 0 not met, 1 unknown, 2 met.
CREATE FUNCTION bench.entry(status int, criterion text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE status
		WHEN 2 THEN ('{"status": "met", "criterion": "' || criterion || '"}')::jsonb
		WHEN 1 THEN ('{"status": "unknown", "criterion": "' || criterion || '"}')::jsonb
		ELSE ('{"status": "not_met", "criterion": "' || criterion || '"}')::jsonb
	END
$$;

CREATE FUNCTION bench.exclusion(status int, criterion text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE status
		WHEN 2 THEN ('{"status": "met", "criterion": "' || criterion || '"}')::jsonb
		WHEN 1 THEN ('{"status": "unknown", "criterion": "' || criterion || '"}')::jsonb
		ELSE ('{"status": "excluded", "criterion": "' || criterion || '"}')::jsonb
	END
$$;

-- A trace in which everything listed is met.
CREATE FUNCTION bench.met(criteria text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
	SELECT ('[{"status": "met", "criterion": "' || replace(criteria, ',', '"}, {"status": "met", "criterion": "') || '"}]')::jsonb
$$;

-- Something that is missing; in an array, to be appended.
CREATE FUNCTION bench.ask(criterion text, fact text, question text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
	SELECT ('[{"carc": "252", "fact": ' || coalesce('"' || fact || '"', 'null') || ', "rarc": "N706", "question": "' || question ||
		'", "criterion": "' || criterion || '"}]')::jsonb
$$;

-- A reason that is always the same.
CREATE FUNCTION bench.reason(criterion text, found text, required text, message text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
	SELECT ('[{"carc": "50", "rarc": "N130", "found": ' || found || ', "group": "CO", "status": "not_met", "message": "' || message ||
		'", "required": ' || required || ', "criterion": "' || criterion || '"}]')::jsonb
$$;

-- A reason that tells what was found; %s stands for it.
CREATE FUNCTION bench.finding(criterion text, status text, found jsonb, required jsonb, message text, carc text, rarc text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
	SELECT jsonb_build_array(jsonb_build_object('carc', carc, 'rarc', rarc, 'found', found, 'group', 'CO', 'status', status,
		'message', replace(message, '%s', coalesce(found #>> '{}', 'an unknown value')), 'required', required, 'criterion', criterion))
$$;

-- A boolean of the facts in three values: 0 false, 1 unknown, 2 true.
CREATE FUNCTION bench.truth(facts jsonb, fact text) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce((facts -> fact)::boolean::int * 2, 1)
$$;

-- The answer that holds whichever of two is true.
CREATE FUNCTION bench.agree(one int, other int) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN one IS NULL OR one = other THEN other ELSE 1 END
$$;
