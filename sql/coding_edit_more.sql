--
-- Coding edits, further cases: every edit at its boundaries, what several of them say of one line and in which order,
-- and what becomes of a line that a policy judges too. All from the shipped rows.
--
\getenv source_dir PG_ABS_SRCDIR
\set cases `cat :'source_dir'/test/data/coding_edit_more.jsonl`

CREATE TEMP TABLE edit_case AS
SELECT doc->>'id' AS id, doc->'claim' AS claim, doc->'expect' AS expect, evaluate_policy(doc->'claim') AS result
FROM (SELECT line::jsonb FROM regexp_split_to_table(:'cases', E'\n') AS line WHERE line <> '') AS c (doc);

-- the texts that a path finds, each once
CREATE FUNCTION pg_temp.texts(result jsonb, path jsonpath) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_agg(DISTINCT t ORDER BY t), '[]') FROM jsonb_path_query(result, path) AS t
	WHERE t <> 'null');

-- what was answered, in the shape of what was expected: of each line, its criteria in their order
CREATE TEMP VIEW answer AS
SELECT id, expect, jsonb_build_object(
	'decision', result->'decision',
	'failing', pg_temp.texts(result, '$.lines[*].reasons[*].criterion'),
	'missing', pg_temp.texts(result, '$.lines[*].missing[*].criterion'),
	'carc', pg_temp.texts(result, '$.lines[*].*[*].carc'),
	'rarc', pg_temp.texts(result, '$.lines[*].*[*].rarc'),
	'problems', (SELECT coalesce(jsonb_agg(p - 'message'), '[]') FROM jsonb_array_elements(result->'problems') AS p),
	'lines', (SELECT jsonb_agg(jsonb_build_object('line', l->'line', 'decision', l->'decision', 'branch', l->'branch',
		'failing', jsonb_path_query_array(l, '$.reasons[*].criterion'),
		'missing', jsonb_path_query_array(l, '$.missing[*].criterion'))) FROM jsonb_array_elements(result->'lines') AS l)
	) AS answer
FROM edit_case;

SELECT id, key, expected, answer->key AS answered
FROM answer, jsonb_each('{"problems": []}' || expect) AS e (key, expected)
WHERE expected IS DISTINCT FROM answer->key
ORDER BY id, key;

SELECT id FROM edit_case WHERE policy_decision(claim) IS DISTINCT FROM result->>'decision' ORDER BY id;

-- rows: as many of each line as it has reasons and missing items, with the same codes; one where it has neither
SELECT c.id, c.line
FROM (SELECT id, (l->>'line')::int AS line, (SELECT jsonb_agg(jsonb_build_array(e->'criterion', e->'carc', e->'rarc')
			ORDER BY place, n)
		FROM (VALUES (1, l->'reasons'), (2, l->'missing')) AS v (place, list), jsonb_array_elements(list)
			WITH ORDINALITY AS i (e, n)) AS entries
	FROM edit_case, jsonb_array_elements(result->'lines') AS l WHERE l->>'decision' <> 'invalid') AS c
WHERE entries IS DISTINCT FROM (SELECT jsonb_agg(jsonb_build_array(criterion, carc, rarc) ORDER BY r.ordinality)
		FILTER (WHERE criterion IS NOT NULL)
	FROM edit_case AS e, evaluate_lines(claim) WITH ORDINALITY AS r WHERE e.id = c.id AND r.line = c.line);

-- every reason of an edit is the provider's obligation; every entry of an edit, and no other, shows what was compared
SELECT DISTINCT e->>'criterion' ~ '^(CODE\.DATE|MODIFIER\.\w+|NCCI\.\w+|PLACE)$' AS of_edit, e->>'status' AS status,
	e->>'group' AS grp, e ? 'fact' AS asked, e->>'fact' IS NOT NULL AS of_fact, e ? 'detail' AS detail
FROM edit_case, jsonb_array_elements(result->'lines') AS l, jsonb_array_elements((l->'reasons') || (l->'missing')) AS e
ORDER BY 1, 2, 3, 5;

SELECT c.criterion, count(*) FILTER (WHERE c.place = 'reasons') AS rejects, count(*) FILTER (WHERE c.place = 'missing') AS asks,
	string_agg(DISTINCT concat_ws(' ', carc, rarc), ', ') AS codes,
	string_agg(DISTINCT (SELECT string_agg(k, ' ') FROM jsonb_object_keys(c.detail) AS k), ', ') AS detail
FROM edit_case, jsonb_array_elements(result->'lines') AS l,
	(VALUES ('reasons'), ('missing')) AS p (place),
	LATERAL (SELECT e->>'criterion' AS criterion, p.place, e->>'carc' AS carc, e->>'rarc' AS rarc, e->'detail' AS detail
		FROM jsonb_array_elements(l->p.place) AS e) AS c
GROUP BY 1
ORDER BY 1;

SELECT expect->>'decision' AS decision, count(*) FROM edit_case GROUP BY 1 ORDER BY 1;
