/*
 * Views for BI tools, live over the log: a row for each line, a row for each finding, and sums of them. Here are the
 * labels that they share.
 *
 * Columns are of types that every driver knows, and never null: what is not known is "unknown", what there is none of
 * is "none", beside a date or an amount stands whether it is known. Texts of any length are cut by their cast.
 *
 * Where a view sums up, it does so run by run, so that a filter on the run decides what is read; by the columns of the
 * log as they are; and makes labels of the few groups that come out, those of one label one. Names of functions and
 * operators are the server's, because the server has them for exactly these types, or say so.
 */

/* Eight edits, and what policies ask before any of their own criteria, in the manner of the texts of criteria. */
CREATE FUNCTION cptpolicy.edit_text(criterion text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE criterion
	WHEN 'CODE.DATE' THEN 'The code is valid on the date of service'
	WHEN 'MODIFIER.UNKNOWN' THEN 'Each modifier is on a national list on the date of service'
	WHEN 'MODIFIER.CODE' THEN 'The code can carry each of its modifiers'
	WHEN 'MODIFIER.PAIR' THEN 'No two modifiers of the line exclude each other'
	WHEN 'NCCI.ADD_ON' THEN 'A primary procedure of the add-on is payable on the same day'
	WHEN 'NCCI.PTP' THEN 'No other code of the day includes this one'
	WHEN 'NCCI.MUE' THEN 'Units are within the limit of the code'
	WHEN 'PLACE' THEN 'The place of service is in use on the date of service'
	WHEN 'version' THEN 'A version of the policy is in force on the date of service'
END;
COMMENT ON FUNCTION cptpolicy.edit_text(text) IS
	'internal: what a coding edit asks, for people; null for the id of a policy''s criterion';

/* What the questions of findings have in common that name codes, units and dates of one claim. */
CREATE FUNCTION cptpolicy.edit_question(criterion text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE criterion
	WHEN 'CODE.DATE' THEN 'Are the code and the date of service right?'
	WHEN 'MODIFIER.UNKNOWN' THEN 'Which modifier is meant by the one that is on no national list on the date of service?'
	WHEN 'MODIFIER.CODE' THEN 'Is the modifier right that does not go with the code?'
	WHEN 'MODIFIER.PAIR' THEN 'Which modifier is right, of two that exclude each other or one that stands twice?'
	WHEN 'NCCI.ADD_ON' THEN 'Which primary procedure was the add-on done with on the same day, and is that paid?'
	WHEN 'NCCI.PTP' THEN 'Was the procedure done apart from the other one of the same day that includes it?'
	WHEN 'NCCI.MUE' THEN 'Why were more units needed than are expected of the code?'
	WHEN 'PLACE' THEN 'Where was the service done?'
	WHEN 'version' THEN 'Which version of the policy was in force on the date of service?'
END;
COMMENT ON FUNCTION cptpolicy.edit_question(text) IS
	'internal: what to answer where a coding edit holds a line up; null for the id of a policy''s criterion';

/*
 * Finished runs of a source follow each other by finished_at, runs of one moment by run_id: that says which is the
 * latest, and which was before.
 *
 * OFFSET 0 has runs filtered before anything is read of them: the planner takes reading a run again for free.
 */
CREATE VIEW cptpolicy.evaluation_run_label AS
SELECT r.run_id, r.run_name::varchar(100) AS run_name, COALESCE(finished.latest, false) AS latest_run, r.source,
	finished.previous_run
FROM cptpolicy.evaluation_run r
	LEFT JOIN (
		SELECT f.run_id, pg_catalog.lag(f.run_name) OVER earlier_first AS previous_run,
			pg_catalog.lead(f.run_id) OVER earlier_first IS NULL AS latest
		FROM cptpolicy.evaluation_run f
		WHERE f.state = 'finished'
		WINDOW earlier_first AS (PARTITION BY f.source ORDER BY f.finished_at NULLS FIRST, f.run_id)) finished
		ON finished.run_id = r.run_id
OFFSET 0;
COMMENT ON VIEW cptpolicy.evaluation_run_label IS 'names of runs as report views show them';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.run_id IS 'the run';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.run_name IS 'its name';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.latest_run IS 'is it the latest finished run of its source';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.source IS 'its source';
COMMENT ON COLUMN cptpolicy.evaluation_run_label.previous_run IS
	'name of the finished run of its source before it; null where there is none, or it is not finished itself';

/* What users wrote hides what is shipped. Grouped, a key has one row for sure: a join nobody asks for is left out. */
CREATE VIEW cptpolicy.evaluation_payer_label AS
SELECT p.payer, (pg_catalog.array_agg(p.name ORDER BY p.shipped))[1] AS name
FROM cptpolicy.payer p
GROUP BY p.payer;
COMMENT ON VIEW cptpolicy.evaluation_payer_label IS 'names of payers as report views show them';
COMMENT ON COLUMN cptpolicy.evaluation_payer_label.payer IS 'id of the payer';
COMMENT ON COLUMN cptpolicy.evaluation_payer_label.name IS 'name of the payer';

/* A line that none of a policy's clauses applies to waits for one, under the id of the policy. */
CREATE VIEW cptpolicy.evaluation_criterion_label AS
SELECT c.policy, c.version, c.criterion, (pg_catalog.array_agg(c.text ORDER BY c.shipped, c.place))[1] AS text,
	(pg_catalog.array_agg(c.question ORDER BY c.shipped, c.place))[1] AS question
FROM (
	SELECT o.policy, o.version, o.criterion, o.text, o.question, o.shipped, 1 AS place FROM cptpolicy.policy_criterion o
	UNION ALL
	SELECT p.policy, p.version, p.criterion, p.text, p.question, p.shipped, 2 FROM cptpolicy.policy_precedence p
	UNION ALL
	SELECT v.policy, v.version, v.policy, 'A clause of the policy applies', 'Which clause of the policy applies?',
		v.shipped, 3
	FROM cptpolicy.policy_version v) c
GROUP BY c.policy, c.version, c.criterion;
COMMENT ON VIEW cptpolicy.evaluation_criterion_label IS 'texts of criteria as report views show them';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.policy IS 'the policy';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.version IS 'its version';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.criterion IS
	'id of the criterion, or of the policy where none of its clauses applies';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.text IS 'what it asks, for people';
COMMENT ON COLUMN cptpolicy.evaluation_criterion_label.question IS
	'what to ask where it is unknown, null where a fact''s question fits';

CREATE VIEW cptpolicy.evaluation_fact_label AS
SELECT f.policy, f.version, f.name AS fact, (pg_catalog.array_agg(f.question ORDER BY f.shipped))[1] AS question
FROM cptpolicy.policy_fact f
GROUP BY f.policy, f.version, f.name;
COMMENT ON VIEW cptpolicy.evaluation_fact_label IS 'questions for facts as report views show them';
COMMENT ON COLUMN cptpolicy.evaluation_fact_label.policy IS 'the policy';
COMMENT ON COLUMN cptpolicy.evaluation_fact_label.version IS 'its version';
COMMENT ON COLUMN cptpolicy.evaluation_fact_label.fact IS 'the fact';
COMMENT ON COLUMN cptpolicy.evaluation_fact_label.question IS 'what to ask where it is missing';
