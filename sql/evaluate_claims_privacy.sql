--
-- The log keeps nothing of a patient unless a run is asked to: marks in every place of a claim, of every type
--
SET client_min_messages = warning;

-- A claim with all that one can have, and no mark at first. What the log keeps by design is not marked: the payer, and
-- of a line its number, charge and code, dates and places of service in their proper form.
CREATE TABLE base AS SELECT '{
	"claim_id": "c1", "line_of_business": "commercial", "claim_type": "professional",
	"member": {"id": "m1", "birth_date": "1976-02-03", "sex": "F"}, "note": "x",
	"date_of_service": "2024-03-01", "place_of_service": "24", "diagnoses": ["M46.1", "M53.3"],
	"lines": [{"line": 1, "code": "27096", "modifiers": ["LT", "59"], "units": 1, "side": "left",
		"diagnosis_pointers": [1, 2], "date_of_service": "2024-03-01", "place_of_service": "24", "charge": 812.50,
		"note": "x", "facts": {"request_kind": "initial_diagnostic", "other": "x"}},
		{"line": 2, "code": "64491"}, {"line": 3, "code": "77003", "units": 9}],
	"facts": {"other": "x"},
	"history": [{"code": "27096", "date": "2024-01-15", "side": "left", "kind": "therapeutic", "relief_percent": 60,
		"note": "x"},
		{"code": "27096", "date": "2023-01-15"}]}'::jsonb
	|| jsonb_build_object('payer', 'centene') AS claim;
-- every fact that the policy declares, with a value of its type
UPDATE base SET claim = jsonb_set(claim, '{facts}', claim -> 'facts' || (
	SELECT jsonb_object_agg(name, CASE type
		WHEN 'boolean' THEN 'true' WHEN 'number' THEN '6' WHEN 'date' THEN '"2023-09-15"'
		WHEN 'choice' THEN to_jsonb('initial_diagnostic'::text)
		ELSE '{"distraction": true, "compression": true, "thigh_thrust": false}' END::jsonb)
	FROM cptpolicy.policy_fact WHERE policy = 'CP.MP.166'));

CREATE TABLE place AS
WITH RECURSIVE place(path, value) AS (
	SELECT '{}'::text[], claim FROM base
	UNION ALL
	SELECT path || e.key, e.value FROM place, LATERAL (
		SELECT key, value FROM jsonb_each(CASE WHEN jsonb_typeof(place.value) = 'object' THEN place.value ELSE '{}' END)
		UNION ALL
		SELECT (number - 1)::text, value
		FROM jsonb_array_elements(CASE WHEN jsonb_typeof(place.value) = 'array' THEN place.value ELSE '[]' END)
			WITH ORDINALITY AS a (value, number)) AS e
)
SELECT path, value, coalesce(path[cardinality(path)], '') AS name FROM place;
CREATE TABLE mark (value) AS
VALUES ('"ZQMARK"'::jsonb), ('"79191"'), ('79191'), ('0.79191'), ('-79191'), ('7919179191e9'), ('true'),
	('"1931-07-19"'), ('"1931-07-32"'), ('["ZQMARK"]'), ('{"ZQMARK": "ZQMARK", "zqmark": 79191}'),
	(to_jsonb(repeat('ZQMARK', 50)));

CREATE TABLE filed (claim_id serial PRIMARY KEY, place text, claim jsonb);
-- in the place of each value, and beside it in each object and list; alone, and together with no facts at all
INSERT INTO filed (place, claim)
SELECT path::text || ' ' || mark.value, CASE WHEN without_facts THEN marked.claim - 'facts' ELSE marked.claim END
FROM place, mark, base, unnest('{true,false}'::boolean[]) AS without_facts,
	LATERAL (
		SELECT CASE WHEN path = '{}' THEN mark.value ELSE jsonb_set(base.claim, path, mark.value) END
		WHERE (path <> '{}' OR NOT without_facts) AND name <> 'payer' AND NOT (
			name = 'code' AND path[1] = 'lines' AND mark.value = '"79191"'
			OR name IN ('line', 'charge') AND jsonb_typeof(mark.value) = 'number'
			OR name = 'date_of_service' AND mark.value = '"1931-07-19"')
		UNION ALL
		SELECT jsonb_insert(base.claim, path || 'ZQMARK'::text, mark.value) WHERE jsonb_typeof(place.value) = 'object'
		UNION ALL
		SELECT jsonb_insert(base.claim, path || '0'::text, mark.value) WHERE jsonb_typeof(place.value) = 'array'
	) AS marked (claim);
-- and all over at once
INSERT INTO filed (place, claim)
SELECT 'all', replace(replace(replace(claim::text, '"x"', '"ZQMARK"'), 'M46.1', 'ZQ.MARK'), 'm1', 'ZQMARK')::jsonb
FROM base;
SELECT count(*) > 1000 AS many, count(*) FILTER (WHERE claim::text ~ 'ZQMARK|79191|1931') > 1000 AS marks FROM filed;

CALL evaluate_claims('filed', 'without facts');
CALL evaluate_claims('filed', 'with facts', clinical_facts => true);

-- texts of the log in which a mark, or what has become of one, is found
CREATE VIEW told AS
SELECT run_name, relation, text.key AS column, claim_number, text.value
FROM (
	SELECT 'evaluation_run', run_id, NULL::bigint, to_jsonb(r)
	FROM cptpolicy.evaluation_run r
	UNION ALL
	SELECT 'evaluation', run_id, claim_number, to_jsonb(e) FROM cptpolicy.evaluation e
	UNION ALL
	SELECT 'evaluation_reason', run_id, claim_number, to_jsonb(r) FROM cptpolicy.evaluation_reason r
	) AS log (relation, run_id, claim_number, row)
	JOIN cptpolicy.evaluation_run USING (run_id), jsonb_each_text(row) AS text
WHERE text.key !~ '_at$|^expected_end$|^seconds_worked$|^rate$|^charge$' AND text.value ~* 'zq|mark|79191|1931-?07';

SELECT DISTINCT told.relation, told.column, place, told.value
FROM told LEFT JOIN filed ON claim_id = claim_number
WHERE run_name = 'without facts'
ORDER BY 1, 2, 3 LIMIT 20;
SELECT count(*) AS rows, count(message) AS messages, count(required) AS required, count(found) AS found
FROM cptpolicy.evaluation_reason JOIN cptpolicy.evaluation_run USING (run_id)
WHERE run_name = 'without facts' AND (message, required, found) IS DISTINCT FROM (NULL, NULL, NULL);

-- asked to, it does
SELECT DISTINCT told.relation, told.column FROM told WHERE run_name = 'with facts' ORDER BY 1, 2;
SELECT state, done = (SELECT count(*) FROM filed) AS all_done,
	(SELECT string_agg(DISTINCT decision, ' ' ORDER BY decision) FROM cptpolicy.evaluation e
	WHERE e.run_id = r.run_id) AS decisions
FROM cptpolicy.evaluation_run r ORDER BY run_id;

SELECT delete_evaluation(run_name) = done AS deleted FROM cptpolicy.evaluation_run ORDER BY run_id;
DROP VIEW told;
DROP TABLE base, place, mark, filed;
