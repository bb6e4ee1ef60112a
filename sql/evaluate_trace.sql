--
-- The trace: every criterion that was asked, in the policy's own order and numbering, and how it adds up
--

-- A claim that CP.MP.166 approves; facts, keys of the line and keys of the claim can be replaced.
CREATE FUNCTION pg_temp.claim(facts jsonb DEFAULT '{}', line jsonb DEFAULT '{}', top jsonb DEFAULT '{}')
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
	SELECT jsonb_build_object(
		'claim_id', 'c1', 'payer', 'centene', 'date_of_service', '2024-03-01', 'place_of_service', '24',
		'lines', jsonb_build_array('{"line": 1, "code": "27096", "modifiers": ["LT"], "units": 1}'::jsonb || line),
		'facts', '{"performed_by_physician": true, "invasive_pain_procedures_this_visit": 1,
			"request_kind": "initial_diagnostic", "pain_nonradicular": true, "pain_below_l5": true,
			"interferes_adls": true, "pain_onset_date": "2023-10-01", "si_tenderness": true,
			"provocation": {"distraction": true, "compression": true, "thigh_thrust": true, "gaenslen": false,
				"faber": false, "sacral_thrust": false},
			"failed_conservative": true, "physical_therapy_weeks": 6, "chiropractic_weeks": 0,
			"home_exercise_prescribed_weeks": 0, "nsaid_weeks": 4, "nsaid_contraindicated": false,
			"nsaid_not_tolerated": false, "activity_modification_weeks": 6, "clinical_findings_disc_or_facet": false,
			"imaging_available": true, "imaging_disc_or_facet": false, "other_dx_more_likely": false,
			"pain_recurred": true, "initial_therapeutic_relief_percent": 60,
			"initial_therapeutic_functional_improvement": true, "initial_therapeutic_benefit_months": 3,
			"concurrent_noninvasive_treatment": true, "stand_alone": false}'::jsonb || facts) || top
$$;

-- An earlier injection, so many days before the date of service
CREATE FUNCTION pg_temp.injection(kind text, days int, relief numeric DEFAULT NULL, side text DEFAULT 'left')
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
	SELECT jsonb_build_object('code', '27096', 'date', date '2024-03-01' - days, 'kind', kind, 'side', side,
		'relief_percent', relief)
$$;

CREATE FUNCTION pg_temp.trace(claim jsonb) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT string_agg(c->>'criterion' || ' ' || (c->>'status'), ', ' ORDER BY place)
	FROM jsonb_array_elements(evaluate_policy(claim) #> '{lines,0,criteria}') WITH ORDINALITY AS t (c, place)
$$;

-- what a line was decided by
CREATE FUNCTION pg_temp.finding(claim jsonb,
	OUT decision text, OUT branch text, OUT reasons text, OUT missing text, OUT notes text)
LANGUAGE sql STABLE AS $$
	SELECT l->>'decision', l->>'branch',
		(SELECT string_agg(r->>'criterion' || ': ' || (r->>'message'), '; ') FROM jsonb_array_elements(l->'reasons') AS r),
		(SELECT string_agg(m->>'criterion' || coalesce(' by ' || (m->>'fact'), ''), '; ')
		FROM jsonb_array_elements(l->'missing') AS m),
		(SELECT string_agg(n->>'criterion' || ': ' || (n->>'message'), '; ') FROM jsonb_array_elements(l->'notes') AS n)
	FROM (SELECT evaluate_policy(claim) #> '{lines,0}') AS e (l)
$$;

\pset format unaligned
-- the whole trace of each indication and exclusion: only what the line gives reason to ask
SELECT pg_temp.trace(pg_temp.claim()) AS first_diagnostic;
SELECT pg_temp.trace(pg_temp.claim('{"request_kind": "second_diagnostic"}', top => jsonb_build_object('history',
	jsonb_build_array(pg_temp.injection('diagnostic', 14, 75))))) AS second_diagnostic;
SELECT pg_temp.trace(pg_temp.claim('{"request_kind": "subsequent_therapeutic"}', top => jsonb_build_object('history',
	jsonb_build_array(pg_temp.injection('therapeutic', 100, 60))))) AS later_therapeutic;
SELECT pg_temp.trace(pg_temp.claim(line => '{"code": "64451"}')) AS nerve_block;
SELECT pg_temp.trace(pg_temp.claim(line => '{"code": "64625"}')) AS neurotomy;
SELECT pg_temp.trace(pg_temp.claim(top => '{"line_of_business": "medicaid"}')) AS gated;
SELECT pg_temp.trace(pg_temp.claim(top => '{"date_of_service": "2023-07-31"}')) AS no_version;
SELECT pg_temp.trace(pg_temp.claim(top => '{"facts": {}}')) AS no_facts;

-- a definite failure denies whatever else is missing; all failures and all that is missing are listed
SELECT * FROM pg_temp.finding(pg_temp.claim('{"si_tenderness": false, "other_dx_more_likely": true, "nsaid_weeks": null,
	"pain_onset_date": "2024-02-01"}'));
SELECT pg_temp.trace(pg_temp.claim('{"si_tenderness": false, "other_dx_more_likely": true, "nsaid_weeks": null,
	"pain_onset_date": "2024-02-01"}')) AS trace;

-- the clauses that decide have a rank: preamble before II before III before the indications, deny before pend
SELECT f.*
FROM unnest(ARRAY[
		pg_temp.claim('{"invasive_pain_procedures_this_visit": 2, "si_tenderness": false}'),
		pg_temp.claim('{"performed_by_physician": false, "si_tenderness": false}'),
		pg_temp.claim('{"si_tenderness": false}', top => jsonb_build_object('history', jsonb_build_array(
			pg_temp.injection('diagnostic', 60, 80), pg_temp.injection('diagnostic', 30, 74.9)))),
		pg_temp.claim('{"si_tenderness": false}', top => jsonb_build_object('history', jsonb_build_array(
			pg_temp.injection('diagnostic', 60, 80), pg_temp.injection('diagnostic', 30)))),
		pg_temp.claim('{"request_kind": "subsequent_therapeutic", "stand_alone": true,
			"definitive_therapy_not_tolerated_or_not_available": false}', top => jsonb_build_object('history',
			jsonb_build_array(pg_temp.injection('therapeutic', 367), pg_temp.injection('therapeutic', 300))))])
		WITH ORDINALITY AS c (claim, place),
	LATERAL pg_temp.finding(claim) AS f
ORDER BY place;

-- provocation tests are counted by name: what is not there may be positive, an alias is the same test
SELECT tests, f.decision, f.branch, f.missing
FROM unnest(ARRAY[
		'{}', '{"distraction": true, "compression": true}', '{"distraction": true, "compression": true, "patrick": true}',
		'{"distraction": true, "faber": true, "patrick": true}',
		'{"distraction": false, "compression": false, "thigh_thrust": false, "gaenslen": false}',
		'{"distraction": true, "compression": false, "thigh_thrust": false, "gaenslen": null, "faber": true,
			"sacral_thrust": false}',
		'{"distraction": true, "compression": true, "thigh_thrust": false, "gaenslen": false, "faber": false,
			"sacral_thrust": false, "yeoman": true}'
	]::jsonb[]) WITH ORDINALITY AS t (tests, place),
	LATERAL pg_temp.finding(pg_temp.claim(jsonb_build_object('provocation', tests))) AS f
ORDER BY place;

-- decimals are compared exactly
SELECT relief, f.*
FROM unnest(ARRAY[75, 74.9, 74.99999999999999999, 74.99999999999999999999999, 75.00000000000000000000001, 100])
		WITH ORDINALITY AS t (relief, place),
	LATERAL pg_temp.finding(pg_temp.claim('{"request_kind": "second_diagnostic"}', top => jsonb_build_object('history',
		jsonb_build_array(pg_temp.injection('diagnostic', 20, relief))))) AS f
ORDER BY place;

-- intervals are calendar intervals, their last day included; windows leave out the anniversary, and a note says so
SELECT days, f.*
FROM unnest(ARRAY[13, 14]) AS days,
	LATERAL pg_temp.finding(pg_temp.claim('{"request_kind": "second_diagnostic"}', top => jsonb_build_object('history',
		jsonb_build_array(pg_temp.injection('diagnostic', days, 80))))) AS f;
SELECT date_of_service, f.*
FROM unnest(ARRAY['2024-04-28', '2024-04-29']) AS date_of_service,
	LATERAL pg_temp.finding(pg_temp.claim('{"request_kind": "subsequent_therapeutic"}', top => jsonb_build_object(
		'date_of_service', date_of_service, 'history', jsonb_build_array(pg_temp.injection('therapeutic', 1))))) AS f;
SELECT first, f.decision, f.reasons, CASE first WHEN '2023-03-01' THEN f.notes END AS notes
FROM unnest(ARRAY['2023-03-01', '2023-03-02']) AS first,
	LATERAL pg_temp.finding(pg_temp.claim('{"request_kind": "subsequent_therapeutic"}', top => jsonb_build_object('history',
		jsonb_build_array(jsonb_build_object('code', '27096', 'date', first, 'kind', 'therapeutic', 'side', 'left'),
			pg_temp.injection('therapeutic', 250), pg_temp.injection('therapeutic', 200),
			pg_temp.injection('therapeutic', 150))))) AS f;

-- history: the other side, an unknown side or kind, the same day twice, the day of service itself, a later day
SELECT history, f.*
FROM (VALUES
		('none', '[]'::jsonb),
		('other side', jsonb_build_array(pg_temp.injection('diagnostic', 20, 80, 'right'))),
		('both sides', jsonb_build_array(pg_temp.injection('diagnostic', 20, 80, 'bilateral'))),
		('unknown side', jsonb_build_array(pg_temp.injection('diagnostic', 20, 80, NULL))),
		('unknown kind', jsonb_build_array(pg_temp.injection(NULL, 20, 80))),
		('once, both codes', jsonb_build_array(pg_temp.injection('diagnostic', 20, 80),
			pg_temp.injection('diagnostic', 20, 80) || '{"code": "G0260"}')),
		('two days', jsonb_build_array(pg_temp.injection('diagnostic', 20, 80), pg_temp.injection('diagnostic', 40, 80))),
		('later', jsonb_build_array(pg_temp.injection('diagnostic', -1, 80))),
		('another code', jsonb_build_array(pg_temp.injection('diagnostic', 20, 80) || '{"code": "64493"}')))
		AS v (history, entries),
	LATERAL pg_temp.finding(pg_temp.claim('{"request_kind": "second_diagnostic"}',
		top => jsonb_build_object('history', entries))) AS f;
