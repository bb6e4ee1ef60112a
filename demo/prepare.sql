-- Loads the claims for demo.sql, and defines what its queries read.

CREATE EXTENSION cptpolicy;

SELECT extversion AS extension_version, split_part(current_setting('server_version'), ' ', 1) AS server_version
FROM pg_extension
WHERE extname = 'cptpolicy' \gset

-- The files hold one JSON document a line.
\set sample_claims `cat :'source_dir'/test/data/sample_claims.jsonl`
\set vignettes `cat :'source_dir'/test/data/cp_mp_166_vignettes.jsonl :'source_dir'/test/data/coding_edit_vignettes.jsonl`

-- Not temporary, because runs over it are kept in the log.
CREATE TABLE claim AS
SELECT line::jsonb ->> 'claim_id' AS claim_id, line::jsonb AS claim
FROM string_to_table(:'sample_claims', E'\n') AS line
WHERE line <> '';

CREATE TEMPORARY TABLE vignette AS
SELECT line::jsonb ->> 'id' AS id, line::jsonb -> 'claim' AS claim, line::jsonb -> 'expect' AS expect
FROM string_to_table(:'vignettes', E'\n') AS line
WHERE line <> '';

SELECT (SELECT count(*) FROM claim) AS claims, (SELECT count(*) FROM vignette) AS vignettes \gset

-- The worst line of each claim with the first thing found there, and the charges of the whole claim.
CREATE TEMPORARY VIEW worst AS
SELECT DISTINCT ON (c.claim_id) c.claim_id, line.decision, line.branch,
	coalesce(line.criterion, line.branch) AS criterion, line.grp, line.carc, line.rarc,
	coalesce(line.message, CASE line.decision
		WHEN 'approve' THEN 'every criterion is met'
		ELSE 'no policy of ' || (c.claim ->> 'payer') || ' speaks of this code' END) AS finding,
	(SELECT sum((item ->> 'charge')::numeric(12, 2)) FROM jsonb_array_elements(c.claim -> 'lines') AS item) AS charge
FROM claim AS c, evaluate_lines(c.claim) WITH ORDINALITY AS line
WHERE line.decision = policy_decision(c.claim)
ORDER BY c.claim_id, line.ordinality;

-- What coding edits say of the lines of the claims that are there for them, which are the last ones.
CREATE TEMPORARY VIEW edited AS
SELECT claim_id, line.line, line.code, billed.modifiers, billed.units, line.decision, line.criterion, line.message,
	line.ordinality AS place
FROM claim,
	evaluate_lines(claim) WITH ORDINALITY AS line,
	LATERAL (SELECT ARRAY(SELECT jsonb_array_elements_text(item -> 'modifiers')) AS modifiers, item ->> 'units' AS units
		FROM jsonb_array_elements(claim -> 'lines') AS item
		WHERE (item ->> 'line')::integer = line.line) AS billed
WHERE claim_id >= 'C-1042';

CREATE TEMPORARY VIEW missing AS
SELECT DISTINCT claim_id, item ->> 'criterion' AS criterion, item ->> 'fact' AS fact, charge
FROM claim
	JOIN worst USING (claim_id),
	jsonb_path_query(evaluate_policy(claim), '$.lines[*].missing[*]') AS item
WHERE decision = 'pend';

CREATE TEMPORARY VIEW settled AS
SELECT id, CASE WHEN starts_with(id, 'X') THEN 'coding edits' ELSE 'the policy' END AS about,
	answer ->> 'decision' AS decision,
	answer ->> 'decision' = expect ->> 'decision'
		AND (NOT expect ? 'branch' OR answer #>> '{lines,0,branch}' IS NOT DISTINCT FROM expect ->> 'branch')
		AND ARRAY(SELECT DISTINCT jsonb_path_query(answer, '$.lines[*].reasons[*].criterion') #>> '{}' ORDER BY 1)
			= ARRAY(SELECT jsonb_array_elements_text(expect -> 'failing') ORDER BY 1)
		AND ARRAY(SELECT DISTINCT jsonb_path_query(answer, '$.lines[*].missing[*].criterion') #>> '{}' ORDER BY 1)
			= ARRAY(SELECT jsonb_array_elements_text(expect -> 'missing') ORDER BY 1) AS agrees
FROM vignette, evaluate_policy(claim) AS answer;

-- A text of at most so many characters, cut between words.
CREATE FUNCTION pg_temp.cut(whole text, width integer) RETURNS text
	LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN length(whole) <= width THEN whole
		ELSE substring(whole FROM format('^.{1,%s}(?= )', width - 4)) || ' ...' END;

-- jsonb_pretty with half its indentation, each criterion of the trace on one line, and [] for an empty array.
CREATE FUNCTION pg_temp.pretty(answer jsonb) RETURNS text
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	WITH one_line AS (
		SELECT regexp_replace(jsonb_pretty(answer), '\{\s+("status": "\w+",)\s+("criterion": "[^"]+")\s+\}', '{\1 \2}', 'g') AS text)
	SELECT regexp_replace(regexp_replace(text, '\[\s+\]', '[]', 'g'), '^( *)\1', '\1', 'gn') FROM one_line;
END;

-- The lines of a text from the one that begins with first, blanks aside, to the one before that which begins with last.
CREATE FUNCTION pg_temp.excerpt(whole text, first text, last text) RETURNS text
	LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	WITH lines AS (
		SELECT line, place,
			min(place) FILTER (WHERE starts_with(ltrim(line), first)) OVER () AS begins,
			min(place) FILTER (WHERE starts_with(ltrim(line), last)) OVER () AS ends
		FROM string_to_table(whole, E'\n') WITH ORDINALITY AS t (line, place))
	SELECT string_agg(line, E'\n' ORDER BY place) FROM lines WHERE place >= begins AND place < ends;
END;
