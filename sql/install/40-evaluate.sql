/* Judging claims. A claim costs about as much as a hundred simple operators: enough to make parallel plans worthwhile. */

CREATE FUNCTION @extschema@.evaluate_policy(claim jsonb) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'evaluate_policy' LANGUAGE C
	STABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION @extschema@.evaluate_policy(jsonb) IS
	'judge a claim against the policies in force: decision, reasons, what is missing, every criterion';

CREATE FUNCTION @extschema@.policy_decision(claim jsonb) RETURNS text
	AS 'MODULE_PATHNAME', 'policy_decision' LANGUAGE C
	STABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION @extschema@.policy_decision(jsonb) IS
	'the decision of evaluate_policy alone: approve, deny, pend, no_policy or invalid';

CREATE FUNCTION @extschema@.evaluate_lines(claim jsonb)
	RETURNS TABLE (line int, code text, decision text, policy text, version text, branch text, criterion text,
		status text, grp text, carc text, rarc text, message text)
	AS 'MODULE_PATHNAME', 'evaluate_lines' LANGUAGE C
	STABLE STRICT PARALLEL SAFE COST 200 ROWS 3;
COMMENT ON FUNCTION @extschema@.evaluate_lines(jsonb) IS
	'the answer of evaluate_policy as rows: one for each reason and each missing item, or one for a line without';

CREATE FUNCTION @extschema@.explain_evaluation(claim jsonb) RETURNS text
	AS 'MODULE_PATHNAME', 'explain_evaluation' LANGUAGE C
	STABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION @extschema@.explain_evaluation(jsonb) IS
	'the answer of evaluate_policy as a page for people: what was asked, what was found, what is missing, what to send';
