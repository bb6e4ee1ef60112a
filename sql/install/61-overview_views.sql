/* What overviews say of modifiers, beside what the lists and rules say of the same modifier alone on the code today. */
CREATE VIEW cptpolicy.overview_modifier_verdict WITH (security_invoker = true) AS
SELECT o.code, o.modifier, o.statement, verdict.rule IS NOT NULL AS contradicted, verdict.rule, verdict.rule_name,
	verdict.message, verdict.source, o.file, o.shipped
FROM cptpolicy.overview_modifier o
	LEFT JOIN LATERAL (
		SELECT finding.rule, finding.rule_name, finding.message, finding.source
		FROM cptpolicy.modifier_findings(o.code, ARRAY[o.modifier], CURRENT_DATE) WITH ORDINALITY
			finding (modifier, rule, severity, carc, rarc, message, rule_name, source, position)
		WHERE finding.severity OPERATOR(pg_catalog.=) 'deny'
		ORDER BY finding.position
		LIMIT 1) verdict ON true;
COMMENT ON VIEW cptpolicy.overview_modifier_verdict IS
	'modifiers that overviews list for a code, and whether national data contradicts them today';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.code IS 'the code';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.modifier IS 'the modifier';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.statement IS 'what the overview says of it, in our words';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.contradicted IS
	'would the modifier have the line rejected: it is on no list, or the code cannot carry it';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.rule IS
	'the edit that rejects: MODIFIER.UNKNOWN or MODIFIER.CODE';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.rule_name IS 'name of the rule, in modifier_rule';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.message IS 'why';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.source IS 'who says so';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.file IS 'the overview, in reference_file';
COMMENT ON COLUMN cptpolicy.overview_modifier_verdict.shipped IS 'is the row of the overview part of the extension';
GRANT SELECT ON cptpolicy.overview_modifier_verdict TO PUBLIC;
