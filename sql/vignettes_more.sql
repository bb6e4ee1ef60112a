--
-- CP.MP.166, further cases: every boundary, what is unknown or contradicts itself, other sides, precedence, versions,
-- several lines, and every kind of claim that cannot be read
--
\getenv source_dir PG_ABS_SRCDIR
\set vignettes `cat :'source_dir'/test/data/cp_mp_166_more.jsonl`

CREATE TEMP TABLE vignette AS
SELECT doc->>'id' AS id, doc->'claim' AS claim, doc->'expect' AS expect, evaluate_policy(doc->'claim') AS result
FROM (SELECT line::jsonb FROM regexp_split_to_table(:'vignettes', E'\n') AS line WHERE line <> '') AS v (doc);

-- the texts that a path finds, each once
CREATE FUNCTION pg_temp.texts(result jsonb, path jsonpath) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT coalesce(jsonb_agg(DISTINCT t ORDER BY t), '[]') FROM jsonb_path_query(result, path) AS t);

-- what was answered, in the shape of what was expected
CREATE TEMP VIEW answer AS
SELECT id, expect, jsonb_build_object(
	'decision', result->'decision',
	'branch', jsonb_path_query_first(result, '$.lines[*] ? (@.decision == $d).branch',
		jsonb_build_object('d', result->'decision')),
	'failing', pg_temp.texts(result, '$.lines[*].reasons[*].criterion'),
	'missing', pg_temp.texts(result, '$.lines[*].missing[*].criterion'),
	'notes', pg_temp.texts(result, '$.lines[*].notes[*].criterion'),
	'carc', pg_temp.texts(result, '$.lines[*].*[*].carc'),
	'rarc', pg_temp.texts(result, '$.lines[*].*[*].rarc'),
	'problems', result->'problems',
	'unused_facts', result->'unused_facts',
	'lines', result->'lines') AS answer
FROM vignette;

-- Lists of texts are compared as sets; of lines and problems only what the case states is.
CREATE FUNCTION pg_temp.differs(key text, expected jsonb, answered jsonb) RETURNS boolean
LANGUAGE sql STABLE
RETURN CASE
	WHEN key IN ('lines', 'problems')
		THEN NOT answered @> expected OR jsonb_array_length(answered) <> jsonb_array_length(expected)
	WHEN key IN ('failing', 'missing', 'notes', 'carc', 'rarc') THEN pg_temp.texts(expected, '$[*]') <> answered
	ELSE expected IS DISTINCT FROM answered
END;

SELECT id, key, expected, answer->key AS answered
FROM answer, jsonb_each('{"unused_facts": []}' || expect) AS e (key, expected)
WHERE pg_temp.differs(key, expected, answer->key)
ORDER BY id, key;

SELECT id FROM vignette WHERE policy_decision(claim) IS DISTINCT FROM result->>'decision' ORDER BY id;

-- where nothing is expected to be wrong with the claim, nothing is
SELECT id, result->'problems' AS problems
FROM vignette
WHERE NOT expect ? 'problems' AND result->'problems' <> '[]'
ORDER BY id;

SELECT expect->>'decision' AS decision, expect->>'branch' AS branch, count(*)
FROM vignette
GROUP BY 1, 2
ORDER BY 1, 2;
