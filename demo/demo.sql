-- Judges the claims of test/data in an empty database, and shows what comes out.
--
--   make demo                                       in a private cluster that is removed afterwards
--   psql -X -q -d empty_database -f demo/demo.sql   from the source directory, with cptpolicy installed
--
-- source_dir is where the sources are; without it, the current directory.

\set ON_ERROR_STOP on
\if :{?source_dir}
\else
  \set source_dir .
\endif
\pset pager off
\pset footer off
\pset format aligned
\pset linestyle ascii
\pset border 1
\pset null ''

\ir prepare.sql

\echo 'cptpolicy' :extension_version 'on PostgreSQL' :server_version
\echo
\echo 'A coverage policy says when a payer pays for a procedure; national coding edits say what can be billed at all.'
\echo 'cptpolicy keeps both as rows, and judges claims against them in SQL. Here it judges' :claims 'invented claims'
\echo '(test/data/sample_claims.jsonl). One policy is there: CP.MP.166 of the payer Centene, on the treatment of pain'
\echo 'from the joint between spine and pelvis. The edits are those of its codes and their neighbours.'
\echo
\echo
\echo '1. Every claim gets a decision, and the criteria that decided it'
\echo
\echo '     SELECT claim_id, line.* FROM claim, evaluate_lines(claim) AS line;'
\echo
\echo '   approve    every criterion is met'
\echo '   deny       a criterion is known not to be met, whatever else is missing; or a coding edit rejects the line'
\echo '   pend       the answer depends on something that nobody has said, or that the policy leaves to a person'
\echo '   no_policy  no policy speaks of the code, and no edit rejects the line'
\echo '   invalid    the claim cannot be read'
\echo
\echo '   Criteria have the policy''s own numbers; CODE, MODIFIER, NCCI and PLACE begin the names of coding edits. Of each'
\echo '   claim, the first finding of its worst line, cut to fit:'
\echo

SELECT claim_id AS claim, decision, criterion, pg_temp.cut(finding, 74) AS finding
FROM worst
ORDER BY claim_id;

\echo
\echo '2. How many of each, with the codes that go to the provider, and the money'
\echo

SELECT decision, concat_ws(' ', grp, carc) AS carc, rarc, string_agg(DISTINCT branch, ', ') AS clauses,
	count(*) AS claims, sum(charge) AS charges
FROM worst
GROUP BY decision, grp, carc, rarc
ORDER BY array_position('{approve,deny,pend,no_policy,invalid}', decision), claims DESC, rarc;

\echo
\echo '3. What the pending claims wait for, and how much money waits with them: the first eight'
\echo

SELECT criterion, coalesce(fact, '(a person judges)') AS fact, count(*) AS claims, sum(charge) AS charges
FROM missing
GROUP BY criterion, fact
ORDER BY sum(charge) DESC, criterion, fact
LIMIT 8;

\echo
\echo '4. Coding edits look at every line, whether a policy speaks of its code or not: valid codes and modifiers, what is'
\echo '   part of something else, units, add-ons without what they add to. They are dated rows, from files of CMS'
\echo

SELECT claim_id || '/' || line AS "line", array_to_string(code || modifiers, ' ') || ' x' || units AS billed, decision,
	criterion, pg_temp.cut(message, 56) AS message
FROM edited
ORDER BY claim_id, place;

\t on
\pset format unaligned

\echo
\echo '5. One answer in full: a denial that is certain, although a fact is missing'
\echo
\echo '     SELECT evaluate_policy(claim) FROM claim WHERE claim_id = ''C-1013'';'
\echo

SELECT pg_temp.pretty(evaluate_policy(claim)) FROM claim WHERE claim_id = 'C-1013';

\echo
\echo
\echo '6. Answers as people read them: a denied claim, and a pending one whose biller mistyped a fact'
\echo
\echo '     SELECT explain_evaluation(claim) FROM claim WHERE claim_id IN (''C-1010'', ''C-1023'');'
\echo

SELECT explain_evaluation(claim) FROM claim WHERE claim_id IN ('C-1010', 'C-1023') ORDER BY claim_id;

\echo
\echo '7. All that is known of a code, on a page: how the sheet of 64454 begins, and what it says of modifiers to leave off'
\echo
\echo '     SELECT code_sheet_text(''64454'', ''2024-08-06'');'
\echo

SELECT pg_temp.excerpt(sheet, '64454 on', 'Modifiers that it can carry')
	|| E'\n' || pg_temp.excerpt(sheet, 'Modifiers to leave off', 'Policy ')
FROM code_sheet_text('64454', '2024-08-06') AS sheet;

\echo
\echo '8. The policy is data too: it can be read, changed and replaced. A few lines of it'
\echo
\echo '     SELECT explain_policy(''CP.MP.166'', ''2023-08'');'
\echo

SELECT pg_temp.excerpt(explain_policy('CP.MP.166', '2023-08'), 'I.A.1.d.ii ', 'I.A.1.e ');

\t off
\pset format aligned

\echo
\echo
\echo '9. Is it right? The answers of' :vignettes 'more claims were settled by hand beforehand, and must come out the same: in'
\echo '   decision, clause, and every failing and missing criterion.'
\echo

SELECT about, decision, count(*) AS claims, count(*) FILTER (WHERE agrees) AS agree,
	string_agg(id, ' ' ORDER BY id) AS "which"
FROM settled
GROUP BY about, decision
ORDER BY about DESC, array_position('{approve,deny,pend,no_policy,invalid}', decision);

\echo
\echo
\echo '10. Runs over whole tables go into a log, where they stay: what do coding edits deny, in lines and their charges,'
\echo '    that a person would look at otherwise?'
\echo
\echo '     INSERT INTO cptpolicy.edit_setting (severity) VALUES (''review'');'
\echo '     CALL evaluate_claims(''claim'', ''edits to review'');'
\echo '     DELETE FROM cptpolicy.edit_setting;'
\echo '     CALL evaluate_claims(''claim'', ''edits deny'');'
\echo '     SELECT * FROM evaluation_change(''edits to review'', ''edits deny'');'
\echo

INSERT INTO cptpolicy.edit_setting (severity) VALUES ('review');
CALL evaluate_claims('claim', 'edits to review');
DELETE FROM cptpolicy.edit_setting;
CALL evaluate_claims('claim', 'edits deny');

SELECT old_decision, new_decision, new_criterion AS criterion, count(*) AS lines, sum(charge) AS charges
FROM evaluation_change('edits to review', 'edits deny')
GROUP BY old_decision, new_decision, new_criterion
ORDER BY old_decision, new_decision, new_criterion;

\echo
\echo 'scripts/render-report makes a page with charts of such a run. README.md goes on from here: a tour, how to write a'
\echo 'policy of your own, and what each function does.'
