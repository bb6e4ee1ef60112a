--
-- Coding edits in an answer: reasons and missing items with what was compared, rows, pages, settings, many lines
--
CREATE TEMP TABLE claims (id text, claim jsonb);
INSERT INTO claims VALUES
	('ptp', '{"date_of_service": "2024-08-01", "lines": [{"code": "27096"}, {"code": "77003", "modifiers": ["KX"]},
		{"code": "64454"}, {"code": "76942", "modifiers": ["59"]}]}'),
	('mue', '{"date_of_service": "2024-08-01", "lines": [{"code": "27096", "units": 1.5}, {"line": 7, "code": "27096"}]}'),
	('sides', '{"date_of_service": "2024-08-01", "place_of_service": "24", "lines": [
		{"code": "27096", "modifiers": ["LT"]}, {"code": "27096", "modifiers": ["RT"]}]}'),
	('add-on', '{"date_of_service": "2024-08-01", "lines": [{"code": "64495"}, {"code": "64494"}]}'),
	('unreadable', '{"date_of_service": "2024-08-01", "lines": [{"code": 5}, {"code": "64491"}]}'),
	('date', '{"date_of_service": "2019-12-31", "lines": [{"code": "64451"}]}'),
	('place', '{"date_of_service": "2024-08-01", "place_of_service": "29", "lines": [{"code": "99213"}]}'),
	('modifiers', '{"date_of_service": "2024-08-01", "lines": [{"code": "64451", "modifiers": ["26", "50", "LT", "11"]}]}'),
	('policy', '{"payer": "centene", "date_of_service": "2024-08-01", "lines": [{"code": "64451", "units": 2},
		{"code": "27096", "units": 2, "modifiers": ["LT"], "facts": {"performed_by_physician": true}}]}'),
	('outpatient', '{"claim_type": "institutional", "date_of_service": "2024-08-01", "lines": [{"code": "64495"}]}');

\pset format unaligned
SELECT id, l->'line' AS line, r - 'group' - 'status' AS reason
FROM claims, jsonb_array_elements(evaluate_policy(claim)->'lines') AS l, jsonb_array_elements(l->'reasons') AS r
WHERE id IN ('ptp', 'mue', 'add-on', 'date', 'place');
SELECT id, l->'line' AS line, m AS missing
FROM claims, jsonb_array_elements(evaluate_policy(claim)->'lines') AS l, jsonb_array_elements(l->'missing') AS m
WHERE id IN ('ptp', 'sides', 'unreadable');
\pset format aligned

-- entries of policies have no detail, all of edits have one
SELECT DISTINCT e->>'criterion' ~ '^(CODE\.DATE|MODIFIER\.\w+|NCCI\.\w+|PLACE)$' AS of_edit, e ? 'detail' AS detail
FROM claims, jsonb_array_elements(evaluate_policy(claim)->'lines') AS l,
	jsonb_array_elements((l->'reasons') || (l->'missing')) AS e
ORDER BY 1;

-- the bytes are those that the server itself would write, and the decision alone is the same
SELECT count(*) AS claims, count(*) FILTER (WHERE record_image_eq(ROW (result), ROW (result::text::jsonb))) AS same_bytes,
	count(*) FILTER (WHERE policy_decision(claim) = result->>'decision') AS same_decision
FROM claims, evaluate_policy(claim) AS result;

-- the branch is a policy's only while the policy decides; edits stand first
SELECT id, line, code, decision, policy, branch, criterion, status, grp, carc, rarc, message
FROM claims, evaluate_lines(claim) WHERE id IN ('policy', 'modifiers', 'outpatient');
SELECT l->'line' AS line, l->'decision' AS decision, jsonb_path_query_array(l, '$.reasons[*].criterion') AS reasons,
	jsonb_path_query_array(l, '$.missing[0 to 2].criterion') AS missing
FROM claims, jsonb_array_elements(evaluate_policy(claim)->'lines') AS l WHERE id = 'policy';

\pset format unaligned
\pset tuples_only on
SELECT explain_evaluation(claim) FROM claims WHERE id IN ('ptp', 'sides', 'add-on', 'unreadable');
SELECT explain_evaluation(claim) FROM claims WHERE id = 'policy';
\pset tuples_only off
\pset format aligned

-- settings: the payer before the line of business, that before the edit; by date of service
BEGIN;
INSERT INTO cptpolicy.edit_setting (payer, line_of_business, edit, severity, effective_from) VALUES
	('*', '*', 'NCCI.PTP', 'review', '2024-01-01'), ('*', 'medicaid', '*', 'off', '-infinity'),
	('Centene', '*', 'NCCI.MUE', 'off', '-infinity'), ('centene', 'medicaid', 'NCCI.PTP', 'deny', '-infinity');
SELECT business, payer, day, string_agg(line || ' ' || decision || coalesce(' ' || criterion, ''), ', ' ORDER BY line, criterion)
FROM (VALUES ('commercial', NULL, '2024-08-01'), ('commercial', NULL, '2020-11-01'), ('medicaid', NULL, '2024-08-01'),
		('commercial', 'centene', '2024-08-01'), ('medicaid', 'centene', '2024-08-01')) AS c (business, payer, day),
	evaluate_lines(jsonb_build_object('line_of_business', business, 'payer', payer, 'date_of_service', day,
		'lines', '[{"code": "64490"}, {"code": "99213", "units": 99}, {"code": "99213", "units": 99, "modifiers": ["25"]}]'::jsonb))
GROUP BY business, payer, day ORDER BY business, payer, day;
ROLLBACK;

-- a thousand lines that all contradict each other
SELECT result->>'decision' AS decision, jsonb_array_length(result->'lines') AS lines,
	(SELECT max(jsonb_array_length(l->'reasons')) FROM jsonb_array_elements(result->'lines') AS l) AS most_reasons,
	pg_column_size(result) < 5000000 AS size_is_bounded
FROM (SELECT evaluate_policy(jsonb_build_object('date_of_service', '2024-08-01', 'lines', jsonb_agg(
		jsonb_build_object('code', (ARRAY['64451', '64625', '64493', '64494', '77003'])[1 + i % 5])))) AS result
	FROM generate_series(1, 1000) AS i) AS r;
