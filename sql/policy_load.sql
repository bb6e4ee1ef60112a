--
-- policy documents in and out
--
\getenv source_dir PG_ABS_SRCDIR
\set shipped `cat :'source_dir'/policies/cp_mp_166.2023-08.json`
\set VERBOSITY default

-- what is shipped comes back as it was written
SELECT policy_document('CP.MP.166', '2023-08')::jsonb = :'shipped'::jsonb AS equal;
SELECT left(policy_document('CP.MP.166', '2023-08'), 400);
SELECT left(explain_policy('CP.MP.166', '2023-08'), 400);
SELECT * FROM check_policies();

-- a small policy with every key that a document may have
CREATE FUNCTION claim(on_date date, facts jsonb DEFAULT '{}', payer text DEFAULT NULL) RETURNS jsonb IMMUTABLE
	RETURN jsonb_build_object('date_of_service', on_date, 'facts', facts, 'payer', payer,
		'lines', '[{"code": "99213"}]'::jsonb);
CREATE FUNCTION every_key() RETURNS text RETURN '{
  "policy": "T.1", "version": "2023", "payer": null, "title": "Visits", "source": "test",
  "effective_from": "2023-01-01", "effective_to": "2023-12-31",
  "denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252", "rarc": "N706"},
  "codes": [
    {"role": "visit", "subject": true, "codes": ["99213", "99202-99205"]},
    {"role": "other", "codes": ["G0260"]}],
  "facts": [
    {"name": "weeks", "type": "number", "unit": "week", "minimum": 0.50, "maximum": 1e2, "question": "Weeks?"},
    {"name": "kind", "type": "choice", "values": ["new", "old"], "aliases": {"known": "old"}, "question": "Kind?"},
    {"name": "signs", "type": "flags", "flags": ["a", "b", "c"], "question": "Signs?"},
    {"name": "ready", "type": "boolean", "question": "Ready?"},
    {"name": "since", "type": "date", "question": "Since?"}],
  "precedence": [{"id": "precedence.x", "line_of_business": ["medicare", "medicaid"], "text": "Others first",
    "settled_by": {"fact": "ready", "is": true}, "message": "m", "question": "q",
    "group": "PR", "carc": "1", "rarc": "N1",
    "missing_carc": "2", "missing_rarc": "N2"}],
  "criteria": [
    {"id": "A", "kind": "requirement", "branch_order": 2, "when": {"code": "visit"}, "text": "All of it",
     "test": {"fact": "ready", "is": true}, "message": "not ready", "question": "Ready?",
     "group": "PR", "carc": "1", "rarc": "N1",
     "missing_carc": "2", "missing_rarc": "N2",
     "notes": [{"when": {"fact": "weeks", "at_least": 99}, "message": "long"}],
     "all": [
       {"id": "A.1", "kind": "indication", "text": "Two of three", "at_least": 2, "of": [
         {"id": "A.1.a", "text": "Weeks", "test": {"fact": "weeks", "at_least": 1.5}},
         {"id": "A.1.b", "text": "Old", "test": {"fact": "kind", "is": "old"}},
         {"id": "A.1.c", "text": "Signs", "test": {"flags": "signs", "at_least": 2}}]},
       {"id": "A.2", "text": "One of two", "any": [
         {"id": "A.2.a", "text": "Old", "test": {"fact": "kind", "in": ["old"]}},
         {"id": "A.2.b", "text": "Since", "test": {"fact": "since", "at_least_ago": {"weeks": 1}}, "notes": []}]}]},
    {"id": "B", "kind": "exclusion", "branch_order": 1, "text": "Not when too long",
     "test": {"fact": "weeks", "more_than": 99},
     "message": "{found} weeks; at most {required}",
     "exception": {"id": "B.x", "text": "Unless judged", "test": {"judgement": {"fact": "ready", "is": true}}}}]}';
SELECT load_policy(every_key());
SELECT policy_document('T.1', '2023')::jsonb = every_key()::jsonb AS equal;
SELECT load_policy(policy_document('T.1', '2023'));
SELECT policy_document('T.1', '2023')::jsonb = every_key()::jsonb AS still_equal;
SELECT policy_document('T.1', '2023');
SELECT criterion, parent, position, kind, combination, at_least FROM cptpolicy.policy_criterion WHERE policy = 'T.1'
ORDER BY criterion;
SELECT policy_decision(claim('2023-06-01')) AS pend,
	policy_decision(claim('2023-06-01', '{"ready": true, "kind": "known", "weeks": 2}')) AS approve,
	policy_decision(claim('2023-06-01', '{"ready": true, "kind": "new", "weeks": 1}')) AS deny,
	policy_decision(claim('2024-01-01')) AS version_is_over;

-- null is as good as absent, an empty list of facts or precedence too; a payer and an end are always printed
CREATE FUNCTION shortest() RETURNS text RETURN '{
  "policy": "T.2", "version": "1", "title": "T", "source": "test", "effective_from": "2023-01-01",
  "denial": {"group": "CO", "carc": "50", "rarc": null}, "missing": {"carc": "252"}, "facts": [], "precedence": null,
  "codes": [{"role": "r", "subject": true, "codes": ["99213"]}],
  "criteria": [{"id": "A", "kind": null, "text": "T", "test": true, "when": null, "notes": null}]}';
SELECT load_policy(shortest());
SELECT policy_document('T.2', '1');

-- a version is replaced as a whole, other versions stay
SELECT load_policy(replace(replace(every_key(), '"version": "2023"', '"version": "2024"'), '"2023-', '"2024-'));
SELECT load_policy(replace(replace(every_key(), 'Weeks?', 'How many weeks?'), ', "notes": []', ''));
SELECT version, question FROM cptpolicy.policy_fact WHERE policy = 'T.1' AND name = 'weeks' ORDER BY version;
SELECT version, count(*) FROM cptpolicy.policy_criterion WHERE policy = 'T.1' GROUP BY version ORDER BY version;
SELECT policy_decision(claim('2024-06-01', '{"ready": true, "kind": "known", "weeks": 2}'));

-- a version of one's own takes the place of a shipped one on its dates, and only there
CREATE FUNCTION own_version(shipped text) RETURNS text
	RETURN replace(replace(replace(shipped, '"version": "2023-08"', '"version": "ours"'),
		'"2023-08-01"', '"2024-07-01"'), '"effective_to": null', '"effective_to": "2024-12-31"');
SELECT load_policy(own_version(:'shipped'));
SELECT d AS date_of_service,
	evaluate_policy(claim(d, '{}', 'centene') || '{"lines": [{"code": "64451"}]}') #>> '{lines,0,version}' AS version
FROM unnest('{2024-06-30,2024-07-01,2024-12-31,2025-01-01}'::date[]) d;

-- what does not fit to what is there
SELECT load_policy(:'shipped');
SELECT load_policy(replace(shortest(), '"T.2", "version": "1"', '"T.2", "version": "2"'));
SELECT load_policy(replace(replace(every_key(), '"version": "2023"', '"version": "2025"'),
	'"2023-12-31"', '"2025-12-31"'));
SELECT load_policy(replace(shortest(), '"title"', '"payer": "nobody", "title"'));
SELECT load_policy(replace(replace(replace(every_key(), '"version": "2023"', '"version": "2025"'), '"2023-', '"2025-'),
	'"payer": null', '"payer": "centene"'));
-- the last version may change the payer
SELECT load_policy(replace(shortest(), '"title"', '"payer": "centene", "title"'));
SELECT payer FROM cptpolicy.policy WHERE policy = 'T.2';

-- no such version
SELECT policy_document('T.1', '1999');
SELECT explain_policy('T.3', '2023');
SELECT load_policy(NULL) IS NULL AND policy_document('T.1', NULL) IS NULL AS strict;

-- a document is loaded or not, whatever else the transaction does
BEGIN;
SELECT load_policy(replace(shortest(), '"T.2"', '"T.3"'));
SELECT policy_decision(claim('2022-01-01')) AS t3_is_seen;
ROLLBACK;
SELECT count(*) FROM cptpolicy.policy_version WHERE policy = 'T.3';

-- several in one statement
SELECT load_policy(replace(shortest(), '"T.2"', format('"T.%s"', n))) FROM generate_series(4, 6) n;
SELECT * FROM check_policies();

DELETE FROM cptpolicy.policy_criterion WHERE NOT shipped;
DELETE FROM cptpolicy.policy_precedence WHERE NOT shipped;
DELETE FROM cptpolicy.policy_fact WHERE NOT shipped;
DELETE FROM cptpolicy.policy_code WHERE NOT shipped;
DELETE FROM cptpolicy.policy_version WHERE NOT shipped;
DELETE FROM cptpolicy.policy WHERE NOT shipped;
DROP FUNCTION claim, every_key, shortest, own_version;
