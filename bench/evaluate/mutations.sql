-- Claims as nobody bills them, for the comparison of answers only: facts dropped or turned round, histories with
-- several reports of one day, without side or kind, on the edges of every interval, lines of any side and code.
SELECT setseed(0.166) \g /dev/null

CREATE FUNCTION bench.one_of(choices text[]) RETURNS text LANGUAGE sql VOLATILE AS $$
	SELECT choices[1 + floor(random() * cardinality(choices))::int]
$$;

CREATE FUNCTION bench.mutate_facts(facts jsonb, service date) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	fact text;
BEGIN
	FOR fact IN SELECT jsonb_object_keys(facts) LOOP
		IF random() < 0.06 THEN
			facts := facts - fact;
		ELSIF random() < 0.05 AND jsonb_typeof(facts -> fact) = 'boolean' THEN
			facts := jsonb_set(facts, ARRAY[fact], to_jsonb(NOT (facts -> fact)::boolean));
		ELSIF random() < 0.15 AND jsonb_typeof(facts -> fact) = 'number' THEN
			facts := jsonb_set(facts, ARRAY[fact], to_jsonb(round((random() * 8)::numeric, 1)));
		END IF;
	END LOOP;
	facts := facts || jsonb_build_object('request_kind',
		bench.one_of('{initial_diagnostic,second_diagnostic,second_diagnostic,
		third_diagnostic,initial_therapeutic,subsequent_therapeutic,subsequent_therapeutic}'));
	IF random() < 0.2 THEN
		facts := facts || jsonb_build_object('pain_onset_date', service + 10 - (random() * 120)::int);
	END IF;
	IF random() < 0.2 THEN
		facts := facts || jsonb_build_object('definitive_therapy_not_tolerated_or_not_available', random() < 0.5);
	END IF;
	IF random() < 0.5 THEN
		facts := facts
			|| '{"pain_recurred": true, "initial_therapeutic_functional_improvement": true, "stand_alone": false,
			"initial_therapeutic_benefit_months": 3, "concurrent_noninvasive_treatment": true}';
	END IF;
	RETURN facts;
END
$$;

CREATE FUNCTION bench.mutated_history(service date) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	history jsonb := '[]';
	entry jsonb;
	days date[];
BEGIN
	FOR i IN 1 .. floor(random() * 7)::int LOOP
		days[i] := CASE
			WHEN random() < 0.35 AND i > 1 THEN days[1 + floor(random() * (i - 1))::int]
			WHEN random() < 0.1 THEN service
			WHEN random() < 0.3 THEN (service - make_interval(months => bench.one_of('{2,3,12,13,14,24}')::int,
															  days => floor(random() * 3)::int - 1))::date
			ELSE service + 30 - (random() * 900)::int
		END;
		entry := jsonb_build_object('code', bench.one_of('{27096,27096,G0260,64493}'), 'date', days[i]);
		IF random() < 0.75 THEN
			entry := entry || jsonb_build_object('side', bench.one_of('{left,left,right,right,bilateral}'));
		END IF;
		IF random() < 0.75 THEN
			entry := entry || jsonb_build_object('kind', bench.one_of('{diagnostic,therapeutic}'));
		END IF;
		IF random() < 0.7 THEN
			entry := entry || jsonb_build_object('relief_percent', bench.one_of('{40,50,60,74.9,75,80}')::numeric);
		END IF;
		history := history || entry;
	END LOOP;
	RETURN history;
END
$$;

CREATE FUNCTION bench.mutated_line(line jsonb, service date) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	IF random() < 0.15 THEN
		line := line || jsonb_build_object('code', bench.one_of('{27096,G0260,64493,64451,64625}'));
	END IF;
	IF random() < 0.2 THEN
		line := line - 'modifiers';
	ELSIF random() < 0.3 THEN
		line := line || jsonb_build_object('modifiers', jsonb_build_array(bench.one_of('{LT,RT,50,59}')));
	END IF;
	IF random() < 0.05 THEN
		line := line || jsonb_build_object('side', bench.one_of('{left,right,bilateral}'));
	END IF;
	IF random() < 0.05 THEN
		line := line || jsonb_build_object('units', 1 + floor(random() * 2));
	END IF;
	IF random() < 0.1 THEN
		line := line || jsonb_build_object('date_of_service', service + floor(random() * 3)::int);
	END IF;
	RETURN line;
END
$$;

CREATE FUNCTION bench.mutated(claim jsonb) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
	SELECT claim || jsonb_build_object(
		'facts', bench.mutate_facts(claim -> 'facts', service),
		'history', bench.mutated_history(service),
		'lines', (SELECT jsonb_agg(bench.mutated_line(line, service))
			FROM jsonb_array_elements(claim -> 'lines') AS line))
	FROM CAST(claim ->> 'date_of_service' AS date) AS service
$$;

CREATE TABLE bench.mutations AS
SELECT number, bench.mutated(bench.claim(number)) AS claim FROM generate_series(1, least(:claims, 10000)) AS number;
