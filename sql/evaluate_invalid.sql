--
-- Claims that cannot be read: never an error, always the decision invalid, every problem listed
--

-- A claim that nothing is wrong with; keys of the line and keys of the claim can be replaced.
CREATE FUNCTION pg_temp.claim(line jsonb DEFAULT '{}', top jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
	SELECT jsonb_build_object('claim_id', 'c1', 'payer', 'centene', 'date_of_service', '2024-03-01',
		'lines', jsonb_build_array('{"code": "27096", "modifiers": ["LT"]}'::jsonb || line)) || top
$$;
SELECT policy_decision(pg_temp.claim());

CREATE FUNCTION pg_temp.problems(claim jsonb)
RETURNS TABLE (decision text, path text, rarc text, message text) LANGUAGE sql STABLE AS $$
	SELECT r->>'decision', p->>'path', p->>'rarc', p->>'message'
	FROM evaluate_policy(claim) AS r LEFT JOIN LATERAL jsonb_array_elements(r->'problems') AS p ON true
$$;

-- documents that are no claim
SELECT document, p.*
FROM unnest(ARRAY[
		'null', 'true', '17', '"claim"', '[]', '[{}]', '{}',
		'{"lines": []}', '{"lines": {}}', '{"lines": null}', '{"lines": [null]}', '{"lines": ["27096"]}', '{"lines": [[]]}'
	]::jsonb[]) WITH ORDINALITY AS d (document, place),
	LATERAL pg_temp.problems(document) AS p
ORDER BY place, p.path COLLATE "C";

-- keys of the claim
SELECT replaced, p.*
FROM unnest(ARRAY[
		'{"claim_id": {}}', '{"claim_id": true}',
		'{"payer": 7}',
		'{"line_of_business": "dental"}', '{"line_of_business": 1}',
		'{"claim_type": "professional "}', '{"claim_type": "institutional"}',
		'{"date_of_service": "2024-02-30"}', '{"date_of_service": "2023-02-29"}', '{"date_of_service": "2024-02-29"}',
		'{"date_of_service": "01/03/2024"}', '{"date_of_service": "2024-3-1"}',
		'{"date_of_service": "2024-03-01T00:00:00"}', '{"date_of_service": 20240301}', '{"date_of_service": ""}',
		'{"place_of_service": 24}', '{"place_of_service": "4"}', '{"place_of_service": "2A"}',
		'{"diagnoses": "M46.1"}', '{"diagnoses": ["M46.1", "m533", "XX", 5, "M46.1234567"]}',
		'{"member": []}', '{"member": {"birth_date": "1976-02-31", "sex": 1}}', '{"member": {"birth_date": null}}',
		'{"facts": []}', '{"facts": "none"}',
		'{"history": {}}',
		'{"unknown_key": {"a": []}}'
	]::jsonb[]) WITH ORDINALITY AS v (replaced, place),
	LATERAL pg_temp.problems(pg_temp.claim(top => replaced)) AS p
ORDER BY place, p.path COLLATE "C";

-- keys of a line
SELECT left(replaced::text, 60) AS replaced, p.*
FROM unnest(ARRAY[
		'{"code": null}', '{"code": "CCCCC"}', '{"code": " g0260 "}', '{"code": 27096}', '{"code": "2709"}',
		'{"code": "270966"}', '{"code": ["27096"]}',
		'{"line": 0}', '{"line": 1.5}', '{"line": "1"}', '{"line": 99999999999}',
		'{"modifiers": "LT"}', '{"modifiers": ["LT", "", " ", null, "rt"]}', '{"modifiers": ["L", "LTT", "L-", 50]}',
		'{"units": 0}', '{"units": -1}', '{"units": "1"}', '{"units": 0.5}', '{"units": 1e-30}', '{"units": 1e300}',
		'{"units": []}',
		'{"side": "both"}', '{"side": 1}', '{"side": "right"}',
		'{"date_of_service": "2024-04-31"}',
		'{"place_of_service": "240"}',
		'{"diagnosis_pointers": [1]}', '{"diagnosis_pointers": 1}',
		'{"facts": 1}'
	]::jsonb[]) WITH ORDINALITY AS v (replaced, place),
	LATERAL pg_temp.problems(pg_temp.claim(replaced)) AS p
ORDER BY place, p.path COLLATE "C";

-- pointers into the diagnoses
SELECT pointers, p.*
FROM unnest(ARRAY['[1, 2]', '[0]', '[3]', '[1.5]', '["1"]', '[null, 2]', '[-1, 4294967297]']::jsonb[])
		WITH ORDINALITY AS v (pointers, place),
	LATERAL pg_temp.problems(pg_temp.claim(jsonb_build_object('diagnosis_pointers', pointers),
		'{"diagnoses": ["M46.1", "M53.3"]}')) AS p
ORDER BY place, p.path COLLATE "C";

-- facts that the policy declares, of another type; a fact of no policy is only unused
SELECT facts, p.*
FROM unnest(ARRAY[
		'{"nsaid_weeks": "six"}', '{"nsaid_weeks": "6"}', '{"nsaid_weeks": true}', '{"nsaid_weeks": -1}',
		'{"nsaid_weeks": null}', '{"nsaid_week": "six"}',
		'{"initial_therapeutic_relief_percent": 101}',
		'{"si_tenderness": "true"}', '{"si_tenderness": 1}',
		'{"pain_onset_date": "2023-02-29"}', '{"pain_onset_date": 2023}',
		'{"request_kind": "initial"}', '{"request_kind": 1}',
		'{"provocation": true}', '{"provocation": ["faber"]}', '{"provocation": {"faber": "positive"}}',
		'{"provocation": {"yeoman": "positive"}}'
	]::jsonb[]) WITH ORDINALITY AS v (facts, place),
	LATERAL pg_temp.problems(pg_temp.claim(top => jsonb_build_object('facts', facts))) AS p
ORDER BY place, p.path COLLATE "C";

-- of a line: the line alone; where no policy speaks of the line, nobody minds
SELECT l->>'line' AS line, l->>'decision' AS decision
FROM jsonb_array_elements(evaluate_policy(pg_temp.claim(top => '{"lines": [
	{"code": "27096", "facts": {"nsaid_weeks": []}},
	{"code": "64451"},
	{"code": "99213", "facts": {"nsaid_weeks": []}}]}'))->'lines') AS l;

-- entries of the history
SELECT entry, p.*
FROM unnest(ARRAY[
		'5', 'null', '{}', '{"code": "27096"}', '{"code": "27096", "date": "2024-01-32"}',
		'{"code": "x", "date": "2024-01-01", "side": "up", "kind": "other"}',
		'{"code": "27096", "date": "2024-01-01", "relief_percent": "60"}',
		'{"code": "27096", "date": "2024-01-01", "relief_percent": 101}',
		'{"code": "27096", "date": "2024-01-01", "relief_percent": null, "side": null, "kind": null}'
	]::jsonb[]) WITH ORDINALITY AS v (entry, place),
	LATERAL pg_temp.problems(pg_temp.claim(top => jsonb_build_object('history', jsonb_build_array(entry)))) AS p
ORDER BY place, p.path COLLATE "C";

-- all problems at once, and the readable line is still judged
CREATE TEMP TABLE faulty AS SELECT '{
	"payer": "centene", "claim_id": [], "date_of_service": "2024-02-30", "place_of_service": "x",
	"lines": [
		{"code": "64451", "date_of_service": "2024-03-01", "place_of_service": "11"},
		{"code": "1", "units": 0, "modifiers": [1, "x"]},
		3],
	"history": [{"code": 1}]}'::jsonb AS claim;
SELECT p.* FROM faulty, pg_temp.problems(claim) AS p ORDER BY p.path COLLATE "C";
SELECT l->>'line' AS line, l->'code' AS code, l->>'decision' AS decision, l->>'branch' AS branch
FROM faulty, jsonb_array_elements(evaluate_policy(claim)->'lines') AS l;

-- a fault of the claim makes the claim invalid, not its lines
SELECT r->>'decision' AS decision, r #>> '{lines,0,decision}' AS line_decision
FROM evaluate_policy(pg_temp.claim('{"code": "64451"}', '{"history": 1}')) AS r;

-- long, strange and deep content is quoted in part, or not at all
SELECT message FROM pg_temp.problems(pg_temp.claim(jsonb_build_object('code', repeat('x', 100000))));
SELECT message FROM pg_temp.problems(pg_temp.claim(jsonb_build_object('code', E'a\n\tb"\\')));
SELECT message FROM pg_temp.problems(pg_temp.claim(
	jsonb_build_object('code', (repeat('[', 1000) || repeat(']', 1000))::jsonb)));
SELECT p.*
FROM unnest(ARRAY['', '-']) AS sign,
	pg_temp.problems(pg_temp.claim(('{"units": ' || sign || '1' || repeat('0', 2000) || '.5}')::jsonb)) AS p;
SELECT policy_decision((repeat('{"lines": [', 1000) || '1' || repeat(']}', 1000))::jsonb);

-- a bounded list of problems, however many there are
SELECT r->>'decision' AS decision, jsonb_array_length(r->'lines') AS lines,
	jsonb_array_length(r->'problems') AS problems, r->'problems'->-1 AS last
FROM evaluate_policy(pg_temp.claim(top => jsonb_build_object('lines',
	(SELECT jsonb_agg('{"code": 1, "units": -1, "side": 3, "modifiers": [1, 2, 3, 4, 5, 6, 7, 8, 9]}'::jsonb)
	 FROM generate_series(1, 1000))))) AS r;

-- a bounded history, and a bounded number of lines
SELECT count, r->>'decision' AS decision, jsonb_array_length(r->'lines') AS lines, r->'problems' AS problems
FROM unnest(ARRAY[1000, 1001]) AS count,
	evaluate_policy(pg_temp.claim(top => jsonb_build_object('lines',
		(SELECT jsonb_agg('{"code": "99213"}'::jsonb) FROM generate_series(1, count))))) AS r;
SELECT count, r->>'decision' AS decision, r->'problems' AS problems
FROM unnest(ARRAY[10000, 10001]) AS count,
	evaluate_policy(pg_temp.claim(top => jsonb_build_object('history',
		(SELECT jsonb_agg('{"code": "99213", "date": "2024-01-01"}'::jsonb) FROM generate_series(1, count))))) AS r;
