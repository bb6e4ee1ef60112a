/*
 * Modifiers of a code, without a claim. An array that is null, and elements that are null, are no modifiers; where the
 * code or the date is null there is no answer.
 */

CREATE FUNCTION @extschema@.modifier_valid(modifier @extschema@.cpt_modifier, on_date date DEFAULT CURRENT_DATE)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'modifier_valid' LANGUAGE C
	STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.modifier_valid(@extschema@.cpt_modifier, date) IS
	'is the modifier on a national list on that date';

CREATE FUNCTION @extschema@.modifiers_valid(code @extschema@.cpt_code, modifiers @extschema@.cpt_modifier[],
		on_date date DEFAULT CURRENT_DATE)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'modifiers_valid' LANGUAGE C
	STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.modifiers_valid(@extschema@.cpt_code, @extschema@.cpt_modifier[], date) IS
	'can the code carry these modifiers together on that date; false only where modifier_problems has a deny';

CREATE FUNCTION @extschema@.modifier_problems(code @extschema@.cpt_code, modifiers @extschema@.cpt_modifier[],
		on_date date DEFAULT CURRENT_DATE)
	RETURNS TABLE (modifier text, rule text, severity text, carc text, rarc text, message text)
	AS 'MODULE_PATHNAME', 'modifier_problems' LANGUAGE C
	STABLE PARALLEL SAFE COST 20 ROWS 1;
COMMENT ON FUNCTION @extschema@.modifier_problems(@extschema@.cpt_code, @extschema@.cpt_modifier[], date) IS
	'what is wrong with modifiers of a code on that date, one row a problem: deny, review or info';

CREATE FUNCTION cptpolicy.modifier_findings(code @extschema@.cpt_code, modifiers @extschema@.cpt_modifier[], on_date date)
	RETURNS TABLE (modifier text, rule text, severity text, carc text, rarc text, message text, rule_name text,
		source text)
	AS 'MODULE_PATHNAME', 'modifier_findings' LANGUAGE C
	STABLE PARALLEL SAFE COST 20 ROWS 1;
COMMENT ON FUNCTION cptpolicy.modifier_findings(@extschema@.cpt_code, @extschema@.cpt_modifier[], date) IS
	'internal: modifier_problems with the name of the rule and its source';
