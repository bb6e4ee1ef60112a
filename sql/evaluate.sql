--
-- evaluate_policy and policy_decision: the five decisions and the shape of the answer
--

-- A claim that CP.MP.166 approves; facts, keys of the line and keys of the claim can be replaced.
CREATE FUNCTION pg_temp.claim(facts jsonb DEFAULT '{}', line jsonb DEFAULT '{}', top jsonb DEFAULT '{}')
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
	SELECT jsonb_build_object(
		'claim_id', 'c1', 'payer', 'centene', 'line_of_business', 'commercial',
		'date_of_service', '2024-03-01', 'place_of_service', '24',
		'lines', jsonb_build_array('{"line": 1, "code": "27096", "modifiers": ["LT"], "units": 1}'::jsonb || line),
		'facts', '{"performed_by_physician": true, "invasive_pain_procedures_this_visit": 1,
			"request_kind": "initial_diagnostic", "pain_nonradicular": true, "pain_below_l5": true,
			"interferes_adls": true, "pain_onset_date": "2023-10-01", "si_tenderness": true,
			"provocation": {"distraction": true, "compression": true, "thigh_thrust": true, "gaenslen": false,
				"faber": false, "sacral_thrust": false},
			"failed_conservative": true, "physical_therapy_weeks": 6, "chiropractic_weeks": 0,
			"home_exercise_prescribed_weeks": 0, "nsaid_weeks": 4, "nsaid_contraindicated": false,
			"nsaid_not_tolerated": false, "activity_modification_weeks": 6, "clinical_findings_disc_or_facet": false,
			"imaging_available": true, "imaging_disc_or_facet": false, "other_dx_more_likely": false}'::jsonb || facts)
		|| top
$$;

-- one of each decision, without the trace
\pset tuples_only
\pset format unaligned
SELECT jsonb_pretty(evaluate_policy(pg_temp.claim()) #- '{lines,0,criteria}');
SELECT jsonb_pretty(evaluate_policy(pg_temp.claim(
	'{"provocation": {"distraction": true, "compression": true, "thigh_thrust": false, "gaenslen": false,
		"faber": false, "sacral_thrust": false},
	"nsaid_weeks": null, "nsaid_week": 3, "shoe_size": 43}')) #- '{lines,0,criteria}');
SELECT jsonb_pretty(evaluate_policy(pg_temp.claim('{"si_tenderness": null}')) #- '{lines,0,criteria}');
SELECT jsonb_pretty(evaluate_policy(pg_temp.claim(line => '{"code": "99213"}')));
SELECT jsonb_pretty(evaluate_policy(pg_temp.claim(line => '{"code": "2709"}')));
\pset format aligned
\pset tuples_only

-- keys that an answer always has, in jsonb's order
SELECT result->>'decision' AS decision, array(SELECT jsonb_object_keys(result)) AS keys,
	array(SELECT jsonb_object_keys(l) FROM jsonb_array_elements(result->'lines') AS l) AS line_keys
FROM unnest(ARRAY[pg_temp.claim(), pg_temp.claim(line => '{"code": "64451"}'),
		pg_temp.claim('{"si_tenderness": null}'), pg_temp.claim(line => '{"code": "99213"}'),
		pg_temp.claim(line => '{"code": null}'), '[]', '7']) WITH ORDINALITY AS c (claim, place),
	LATERAL (SELECT evaluate_policy(claim)) AS e (result)
ORDER BY place;

-- values of their natural type
SELECT r->'criterion' AS criterion, r->'required' AS required, r->'found' AS found, r->'message' AS message
FROM unnest(ARRAY[
		pg_temp.claim('{"si_tenderness": false}'),
		pg_temp.claim('{"activity_modification_weeks": 3.9}'),
		pg_temp.claim('{"activity_modification_weeks": 3.99999999999999999999}'),
		pg_temp.claim('{"pain_onset_date": "2024-01-15"}'),
		pg_temp.claim('{"request_kind": "third_diagnostic"}'),
		pg_temp.claim(line => '{"code": "64625"}')]) WITH ORDINALITY AS c (claim, place),
	LATERAL jsonb_array_elements(evaluate_policy(claim) #> '{lines,0,reasons}') AS r
ORDER BY place;

-- claim_id is echoed as it is, or null
SELECT evaluate_policy(pg_temp.claim(top => jsonb_build_object('claim_id', id)))->'claim_id' AS claim_id
FROM unnest(ARRAY['"c 17"', '17', '17.50', '123456789012345678901234567890', '""', 'null']::jsonb[]) AS id;
SELECT evaluate_policy(pg_temp.claim() - 'claim_id')->'claim_id' AS claim_id;

-- payers by id, name and alias, whatever the case; without one, national policies alone
SELECT payer, policy_decision(pg_temp.claim(top => jsonb_build_object('payer', payer)))
FROM unnest(ARRAY['centene', 'Centene', 'CENTENE', 'unknown payer', NULL]) AS payer;
SELECT policy_decision(pg_temp.claim() - 'payer');

-- dates: before the first version, from its first day, a line's own, none
SELECT day, l->>'decision' AS decision, l->>'branch' AS branch, l->>'version' AS version,
	l #>> '{missing,0,question}' AS question
FROM unnest(ARRAY['2023-07-31', '2023-08-01', '2024-02-29', '9999-12-31']) AS day,
	LATERAL (SELECT evaluate_policy(pg_temp.claim('{"pain_onset_date": "2023-01-01"}',
		top => jsonb_build_object('date_of_service', day))) #> '{lines,0}') AS e (l);
SELECT policy_decision(pg_temp.claim(line => '{"date_of_service": "2023-12-31"}')) AS too_early,
	policy_decision(pg_temp.claim(line => '{"date_of_service": "2024-01-01"}',
		top => '{"date_of_service": null}')) AS own_date,
	policy_decision(pg_temp.claim(top => '{"date_of_service": null}')) AS no_date;

-- precedence gates: it alone is missing, and nothing of the policy denies
SELECT business, code, l->>'decision' AS decision, l->>'branch' AS branch,
	jsonb_path_query_array(l, '$.reasons[*].criterion') AS reasons,
	jsonb_path_query_array(l, '$.missing[*].criterion') AS missing
FROM unnest(ARRAY['medicare', 'medicaid', 'marketplace']) AS business, unnest(ARRAY['27096', '64451']) AS code,
	LATERAL (SELECT evaluate_policy(pg_temp.claim(line => jsonb_build_object('code', code),
		top => jsonb_build_object('line_of_business', business))) #> '{lines,0}') AS e (l)
ORDER BY business, code;
SELECT conflict, policy_decision(pg_temp.claim(jsonb_build_object('medicaid_state_conflict', conflict),
	top => '{"line_of_business": "medicaid"}'))
FROM unnest(ARRAY[true, false]) AS conflict;

-- several lines: the worst decides
SELECT codes, policy_decision(pg_temp.claim(top => jsonb_build_object('lines',
	(SELECT jsonb_agg(jsonb_build_object('code', code, 'modifiers', '["LT"]'::jsonb)) FROM unnest(codes) AS code))))
FROM (VALUES (ARRAY['99213', '27096']), (ARRAY['27096', '64625']), (ARRAY['64625', '1']),
	(ARRAY['99213', '99214'])) AS v (codes);

-- a line's fact replaces the claim's whole, objects included; a null one falls back to it
SELECT l->>'line' AS line, l->>'code' AS code, l->>'decision' AS decision, l->>'branch' AS branch,
	jsonb_path_query_array(l, '$.reasons[*].criterion') AS reasons,
	jsonb_path_query_array(l, '$.missing[*].criterion') AS missing
FROM jsonb_array_elements(evaluate_policy(pg_temp.claim(top => '{"lines": [
	{"code": "27096", "modifiers": ["LT"]},
	{"code": "G0260", "modifiers": ["lt"], "facts": {"nsaid_weeks": 2}},
	{"line": 7, "code": "27096", "modifiers": ["LT", "", null], "facts": {"nsaid_weeks": null}},
	{"code": "27096", "modifiers": ["LT"], "facts": {"provocation": {"distraction": true}}},
	{"code": "27096", "modifiers": ["LT"], "facts": {}},
	{"code": "99213"},
	{"code": "x"}]}'))->'lines') AS l;

-- facts that no policy declares
SELECT u->>'fact' AS fact, u->'did_you_mean' AS did_you_mean
FROM jsonb_array_elements(evaluate_policy(pg_temp.claim('{"nsaid_week": 1, "Pregnant": true, "colour": 1, "": 1}',
	'{"facts": {"nsaid_weeks": 4, "si_tendernes": true}}'))->'unused_facts') AS u
ORDER BY u->>'fact' COLLATE "C";

-- more lines than a JEntry stride, all written as the server itself would
SELECT n, result->>'decision' AS decision, jsonb_array_length(result->'lines') AS lines,
	result #>> ARRAY['lines', (n - 1)::text, 'line'] AS last_line,
	record_image_eq(ROW (result), ROW (result::text::jsonb)) AS same_bytes
FROM unnest(ARRAY[1, 31, 32, 33, 64, 65, 200]) AS n,
	LATERAL (SELECT evaluate_policy(pg_temp.claim(top => jsonb_build_object('lines',
		(SELECT jsonb_agg(jsonb_build_object('code', (ARRAY['27096', '99213', 'bad', '64451'])[i % 4 + 1]))
		FROM generate_series(1, n) AS i))))) AS e (result);

-- claims stored inline, compressed and out of line
CREATE TEMP TABLE stored (id int, claim jsonb);
INSERT INTO stored
SELECT i, pg_temp.claim('{"nsaid_weeks": 2}', top => jsonb_build_object('note',
	(SELECT string_agg(md5(j::text), '') FROM generate_series(1, 2000 * i) AS j)))
FROM generate_series(0, 2) AS i;
SELECT id, pg_column_size(claim) > 2000 AS large, policy_decision(claim),
	evaluate_policy(claim) #>> '{lines,0,reasons,0,criterion}' AS reason
FROM stored ORDER BY id;

-- the decision alone is always the decision
SELECT count(*) AS claims,
	count(*) FILTER (WHERE policy_decision(claim) IS DISTINCT FROM evaluate_policy(claim)->>'decision') AS differ,
	count(*) FILTER (WHERE NOT record_image_eq(ROW (evaluate_policy(claim)),
		ROW (evaluate_policy(claim)::text::jsonb))) AS other_bytes
FROM (SELECT pg_temp.claim(facts, line, top)
	FROM unnest(ARRAY['{}', '{"nsaid_weeks": 2}', '{"nsaid_weeks": null}', '{"nsaid_weeks": "six"}',
			'{"activity_modification_weeks": 2.5, "si_tenderness": null}']::jsonb[]) AS facts,
		unnest(ARRAY['{}', '{"code": "64451"}', '{"code": "99213"}', '{"code": 5}', '{"code": [1, "x", {"a": 2}]}',
			'{"modifiers": ["50"]}', '{"units": 0}', '{"line": 123456789}']::jsonb[]) AS line,
		unnest(ARRAY['{}', '{"line_of_business": "medicaid"}', '{"payer": null}', '{"claim_id": 12.5}', '{"facts": []}',
			'{"history": [{"code": "27096", "date": "2024-01-01"}]}']::jsonb[]) AS top) AS c (claim);

-- NULL in, NULL out; in WHERE, prepared, in parallel
SELECT evaluate_policy(NULL) IS NULL AS evaluated, policy_decision(NULL) IS NULL AS decided;
SELECT id FROM stored WHERE policy_decision(claim) = 'deny' ORDER BY id;
PREPARE decide (jsonb) AS SELECT policy_decision($1);
EXECUTE decide ('{}');
DEALLOCATE decide;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
CREATE TABLE claims_in_parallel AS SELECT id, claim FROM stored;
EXPLAIN (VERBOSE, COSTS OFF) SELECT id, policy_decision(claim) FROM claims_in_parallel;
SELECT policy_decision(claim), count(*) FROM claims_in_parallel GROUP BY 1;
DROP TABLE claims_in_parallel;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
