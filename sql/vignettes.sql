--
-- CP.MP.166 case by case: every vignette must get the decision, the branch, the failing and the missing criteria that
-- were settled for it by hand
--
\getenv source_dir PG_ABS_SRCDIR
\set vignettes `cat :'source_dir'/test/data/cp_mp_166_vignettes.jsonl`

CREATE TEMP TABLE vignette AS
SELECT doc->>'id' AS id, doc->'claim' AS claim, doc->'expect' AS expect
FROM (SELECT line::jsonb FROM regexp_split_to_table(:'vignettes', E'\n') AS line WHERE line <> '') AS v (doc);

CREATE TEMP VIEW answer AS
SELECT v.id, v.claim, r.result->>'decision' AS decision, branch,
	ARRAY(SELECT DISTINCT c #>> '{}' FROM jsonb_path_query(r.result, '$.lines[*].reasons[*].criterion') AS c
		ORDER BY 1) AS failing,
	ARRAY(SELECT DISTINCT c #>> '{}' FROM jsonb_path_query(r.result, '$.lines[*].missing[*].criterion') AS c
		ORDER BY 1) AS missing,
	ARRAY(SELECT DISTINCT c #>> '{}' FROM jsonb_path_query(r.result, '$.lines[*].*[*].carc') AS c
		ORDER BY 1) AS carc
FROM vignette AS v,
	LATERAL (SELECT evaluate_policy(v.claim)) AS r (result),
	LATERAL (SELECT l->>'branch' FROM jsonb_path_query(r.result, '$.lines[*]') AS l
		WHERE l->>'decision' = r.result->>'decision' LIMIT 1) AS b (branch);

-- what was expected, in the same columns
CREATE TEMP VIEW expectation AS
SELECT id, expect->>'decision' AS decision, expect->>'branch' AS branch,
	ARRAY(SELECT jsonb_array_elements_text(expect->'failing') ORDER BY 1) AS failing,
	ARRAY(SELECT jsonb_array_elements_text(expect->'missing') ORDER BY 1) AS missing,
	ARRAY(SELECT jsonb_array_elements_text(expect->'carc') ORDER BY 1) AS carc
FROM vignette;

SELECT a.id, a.decision, a.branch, a.failing, a.missing,
	e.decision AS should_be, e.branch AS should_branch, e.failing AS should_fail, e.missing AS should_miss,
	a.carc, e.carc AS should_carc
FROM answer AS a JOIN expectation AS e USING (id)
WHERE (a.decision, a.failing, a.missing) IS DISTINCT FROM (e.decision, e.failing, e.missing)
	OR a.branch IS DISTINCT FROM e.branch
	OR (e.carc <> '{}' AND a.carc IS DISTINCT FROM e.carc)
ORDER BY a.id;

SELECT id, decision, branch, failing, missing FROM answer ORDER BY id;

SELECT count(*), count(*) FILTER (WHERE policy_decision(claim) = decision) AS same_decision_alone FROM answer;
