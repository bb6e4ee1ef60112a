--
-- policy documents with faults: all of them in one error, the tables as before
--
CREATE FUNCTION document(facts text, criteria text, header text DEFAULT '') RETURNS text
	RETURN format('{"policy": "T.9", "version": "1", "title": "T", "source": "test", "effective_from": "2023-01-01",
		"denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252"},
		"codes": [{"role": "visit", "subject": true, "codes": ["99213"]}], %s "facts": [%s], "criteria": [%s]}',
		header, facts, criteria);
SELECT load_policy(document('', '{"id": "A", "text": "T", "test": true}'));
CREATE TEMP TABLE before AS SELECT policy_document('T.9', '1') AS document;

-- syntax, by line and column
SELECT load_policy('');
SELECT load_policy('policy');
SELECT load_policy('{"policy": "T.9",
	"version": "2",,}');
SELECT load_policy('{"policy": "T.9"} {}');
SELECT load_policy('{"policy": "T.9", "version": 1.2.3}');
SELECT load_policy('{"policy": "T.9", "version": "\u12"}');
SELECT load_policy(repeat('[', 100000));
SELECT load_policy('{"policy": "T.9", "minimum": ' || repeat('9', 1000) || '}');
DO $$
DECLARE
	state text;
BEGIN
	PERFORM load_policy('{"policy"');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE;
	RAISE NOTICE '%', state;
END
$$;

-- shape
SELECT load_policy('[]');
SELECT load_policy('{"policy": "T.9", "policy": "T.9", "criteria": [{"id": "A", "id": "B"}]}');
SELECT load_policy('{"policy": 9, "version": "", "effective_from": "2023-02-29", "effective_to": "soon",
	"codes": [{"role": "r", "codes": ["1"]}],
	"denial": {"group": "CO"}, "missing": [], "facts": {}, "criteria": [], "criterion": []}');

-- meaning
SELECT load_policy(document(
	'{"name": "weeks", "type": "number", "question": "Weeks?"},
	 {"name": "weeks", "type": "number", "question": "Weeks?"},
	 {"name": "kind", "type": "choice", "values": ["new", "new"], "aliases": {"x": "y"}, "question": "Kind?"},
	 {"name": "signs", "type": "flag", "question": "Signs?"}',
	'{"id": "A", "text": "T", "all": [
		{"id": "A.1", "text": "T", "test": {"fact": "week", "at_least": 3}},
		{"id": "A.1", "text": "T", "test": {"fact": "weeks", "at_leest": 3}},
		{"id": "A.2", "text": "T", "test": {"fact": "weeks", "is": "new"}},
		{"id": "A.3", "text": "T", "test": {"fact": "kind", "is": "newer"}},
		{"id": "A.4", "text": "T", "test": {"code": "visits"}, "kind": "rule"},
		{"id": "A.5", "text": "T", "any": []},
		{"id": "A.6", "test": true}]},
	 {"id": "B", "text": "T", "test": true, "exception": {"id": "B.x", "text": "T", "test": true}}'));

-- what only the tables show, together with what the document shows
SELECT load_policy(document('', '{"id": "A", "text": "T", "test": tr}'));
SELECT load_policy(replace(document('', '{"id": "A", "text": "T"}', '"payer": "nobody",'),
	'"version": "1"', '"version": "2"'));
SELECT load_policy(replace(document('', '{"id": "A", "text": "T", "test": true}'),
	'"T.9", "version": "1"', '"CP.MP.166", "version": "2023-08"'));

-- more faults than are listed
DO $$
DECLARE
	message text;
	lines int;
	last_line text;
BEGIN
	PERFORM load_policy(document('', (SELECT string_agg(format('{"id": "A.%s"}', n), ',') FROM generate_series(1, 200) n)));
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, last_line = PG_EXCEPTION_DETAIL;
	lines := array_length(string_to_array(last_line, E'\n'), 1);
	RAISE NOTICE '%, % lines, %', message, lines, split_part(last_line, E'\n', lines);
END
$$;

-- nothing of all this was stored
SELECT policy_document('T.9', '1') = document AS as_before FROM before;
SELECT policy, version FROM cptpolicy.policy_version WHERE NOT shipped;
SELECT * FROM check_policies();

DELETE FROM cptpolicy.policy_criterion WHERE NOT shipped;
DELETE FROM cptpolicy.policy_code WHERE NOT shipped;
DELETE FROM cptpolicy.policy_version WHERE NOT shipped;
DELETE FROM cptpolicy.policy WHERE NOT shipped;
DROP FUNCTION document;
