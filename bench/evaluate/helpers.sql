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
	SELECT ('[{"status": "met", "criterion": "' || replace(criteria, ',', '"}, {"status": "met", "criterion": "')
		|| '"}]')::jsonb
$$;

-- Something that is missing; in an array, to be appended.
CREATE FUNCTION bench.ask(criterion text, fact text, question text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
	SELECT ('[{"carc": "252", "fact": ' || coalesce('"' || fact || '"', 'null') || ', "rarc": "N706", "question": "'
		|| question ||
		'", "criterion": "' || criterion || '"}]')::jsonb
$$;

-- A reason that is always the same.
CREATE FUNCTION bench.reason(criterion text, found text, required text, message text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
	SELECT ('[{"carc": "50", "rarc": "N130", "found": ' || found
		|| ', "group": "CO", "status": "not_met", "message": "' || message ||
		'", "required": ' || required || ', "criterion": "' || criterion || '"}]')::jsonb
$$;

-- A reason that tells what was found; %s stands for it.
CREATE FUNCTION bench.finding(criterion text, status text, found jsonb, required jsonb, message text, carc text,
	rarc text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
	SELECT jsonb_build_array(jsonb_build_object('carc', carc, 'rarc', rarc, 'found', found, 'group', 'CO', 'status',
		status,
		'message', replace(message, '%s', found #>> '{}'), 'required', required, 'criterion', criterion))
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

-- Is there a diagnostic injection of either side? For histories with several reports of one day, which are merged side
-- by side; a report without a side is surely of one of them.
CREATE FUNCTION bench.diagnostic_of_any_side(day_of date[], side_of int[], kind_of int[], service date, side int,
	line_side int)
RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	result int := 0;
	kind int;
	stated boolean;
	conflict boolean;
	own boolean;
BEGIN
	FOR i IN 1 .. cardinality(day_of) LOOP
		EXIT WHEN day_of[i] > service;
		CONTINUE WHEN day_of[i] = day_of[i - 1];
		FOR joint IN 1 .. 2 LOOP
			own := day_of[i] = service AND (line_side = 3 OR joint = side);
			kind := NULL;
			stated := false;
			conflict := false;
			FOR j IN i .. cardinality(day_of) LOOP
				EXIT WHEN day_of[j] <> day_of[i];
				CONTINUE WHEN side_of[j] <> 0 AND side_of[j] & joint = 0;
				stated := stated OR side_of[j] <> 0;
				IF kind IS NULL THEN
					kind := kind_of[j];
				ELSIF NOT stated THEN
					kind := CASE WHEN kind = kind_of[j] THEN kind ELSE 0 END;
				ELSIF kind_of[j] <> 0 AND NOT conflict THEN
					kind := CASE WHEN kind = 0 AND side_of[j] <> 0 THEN kind_of[j] ELSE kind END;
					conflict := kind <> 0 AND kind <> kind_of[j];
					kind := CASE WHEN conflict THEN 0 ELSE kind END;
				END IF;
			END LOOP;
			CONTINUE WHEN own OR kind IS NULL OR kind = 2;
			-- reports that state no side are of one of the two, unless they may be the line itself
			stated := stated OR (day_of[i] <> service AND
				NOT EXISTS (SELECT FROM generate_subscripts(day_of, 1) AS j WHERE day_of[j] = day_of[i]
					AND side_of[j] <> 0));
			result := greatest(result, CASE WHEN kind = 1 AND stated THEN 2 ELSE 1 END);
		END LOOP;
	END LOOP;
	RETURN result;
END
$$;
