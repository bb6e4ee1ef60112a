--
-- evaluate_lines: the answer as rows
--
CREATE TEMP TABLE claims (id int, claim jsonb);
INSERT INTO claims VALUES
	(1, '{"payer": "centene", "date_of_service": "2024-03-01", "lines": [
		{"code": "64451"},
		{"code": "99213"},
		{"line": 30, "code": "27096", "modifiers": ["LT"], "facts": {"performed_by_physician": true,
			"invasive_pain_procedures_this_visit": 2, "request_kind": "initial_therapeutic"}},
		{"code": "g0260", "modifiers": ["RT"], "date_of_service": "2020-01-01"}]}'),
	(2, '{"payer": "centene", "line_of_business": "medicare", "date_of_service": "2024-03-01",
		"lines": [{"code": "27096"}]}'),
	(3, '{"date_of_service": "2024-03-01", "lines": [{"code": "27096"}, {"code": "x", "units": 0}, {"code": 5}, null]}'),
	(4, '{"date_of_service": "2024-02-30", "payer": 1, "lines": [{"code": "27096"}]}'),
	(5, '{"date_of_service": "2024-02-30", "claim_id": [], "lines": []}'),
	(6, '17'),
	(7, NULL);

SELECT DISTINCT id, line, code, decision, policy, version, branch FROM claims, evaluate_lines(claim) ORDER BY id, line;
SELECT id, line, criterion, status, grp, carc, rarc, message FROM claims, evaluate_lines(claim) WHERE id <= 2;
SELECT id, line, criterion, status, grp, carc, rarc, message FROM claims, evaluate_lines(claim) WHERE id > 2;

-- as many rows as the answer has findings
SELECT count(*) AS rows, sum(findings) FILTER (WHERE first) AS findings
FROM (SELECT row_number() OVER (PARTITION BY id) = 1 AS first,
		(SELECT sum(greatest(1, jsonb_array_length(l->'reasons') + jsonb_array_length(l->'missing')))
		FROM jsonb_array_elements(evaluate_policy(claim)->'lines') AS l) AS findings
	FROM claims, evaluate_lines(claim) WHERE id <= 2) AS r;

-- in the target list, and several at once
SELECT (evaluate_lines(claim)).* FROM claims WHERE id = 3;
SELECT a.line, b.line AS other_line
FROM evaluate_lines('{"lines": []}') AS a,
	evaluate_lines('{"date_of_service": "2024-01-01", "lines": [{"code": "99213"}]}') AS b;
SELECT count(*), count(DISTINCT l.line) AS lines
FROM generate_series(1, 1000) AS i,
	evaluate_lines(jsonb_build_object('date_of_service', '2024-01-01',
		'lines', jsonb_build_array(jsonb_build_object('code', '99213', 'line', i)))) AS l;
