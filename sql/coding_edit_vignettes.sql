--
-- Coding edits case by case: every vignette must get the decision, the failing and the missing criteria, and the codes
-- that were settled for it by hand, from the shipped rows alone
--
\getenv source_dir PG_ABS_SRCDIR
\set vignettes `cat :'source_dir'/test/data/coding_edit_vignettes.jsonl`

CREATE TEMP TABLE vignette AS
SELECT doc->>'id' AS id, doc->'claim' AS claim, doc->'expect' AS expect, doc->>'note' AS note
FROM (SELECT line::jsonb FROM regexp_split_to_table(:'vignettes', E'\n') AS line WHERE line <> '') AS v (doc);

-- the texts that a path finds, each once
CREATE FUNCTION pg_temp.texts(result jsonb, path jsonpath) RETURNS text[]
LANGUAGE sql STABLE
RETURN ARRAY(SELECT DISTINCT t #>> '{}' FROM jsonb_path_query(result, path) AS t WHERE t <> 'null' ORDER BY 1);

CREATE TEMP VIEW answer AS
SELECT v.id, r.result->>'decision' AS decision,
	pg_temp.texts(r.result, '$.lines[*].reasons[*].criterion') AS failing,
	pg_temp.texts(r.result, '$.lines[*].missing[*].criterion') AS missing,
	pg_temp.texts(r.result, '$.lines[*].*[*].carc') AS carc,
	pg_temp.texts(r.result, '$.lines[*].*[*].rarc') AS rarc
FROM vignette AS v, evaluate_policy(v.claim) AS r (result);

CREATE TEMP VIEW expectation AS
SELECT id, expect->>'decision' AS decision,
	pg_temp.texts(expect, '$.failing[*]') AS failing,
	pg_temp.texts(expect, '$.missing[*]') AS missing,
	pg_temp.texts(expect, '$.carc[*]') AS carc,
	pg_temp.texts(expect, '$.rarc[*]') AS rarc
FROM vignette;

SELECT a.*, e.decision AS should_be, e.failing AS should_fail, e.missing AS should_miss, e.carc AS should_carc
FROM answer AS a JOIN expectation AS e USING (id)
WHERE (a.*) IS DISTINCT FROM (e.*)
ORDER BY a.id;

SELECT a.*, v.note FROM answer AS a JOIN vignette AS v USING (id) ORDER BY id;

SELECT count(*), count(*) FILTER (WHERE policy_decision(v.claim) = a.decision) AS same_decision_alone
FROM answer AS a JOIN vignette AS v USING (id);
