/* PTP edits over a table of lines, many claims at once. */

CREATE FUNCTION cptpolicy.collect_line(state internal, code @extschema@.cpt_code, line integer,
		modifiers @extschema@.cpt_modifier[], on_date date, setting integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'collect_line' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cptpolicy.collect_line(internal, @extschema@.cpt_code, integer, @extschema@.cpt_modifier[], date,
	integer) IS 'internal: keep a line of a claim and date';

CREATE FUNCTION cptpolicy.find_conflicts(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'find_conflicts' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION cptpolicy.find_conflicts(internal) IS 'internal: what the lines of a claim and date run into';

CREATE AGGREGATE cptpolicy.line_conflicts(@extschema@.cpt_code, integer, @extschema@.cpt_modifier[], date, integer) (
	SFUNC = cptpolicy.collect_line, STYPE = internal, SSPACE = 128, FINALFUNC = cptpolicy.find_conflicts,
	FINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cptpolicy.line_conflicts(@extschema@.cpt_code, integer, @extschema@.cpt_modifier[], date, integer)
	IS 'internal: the PTP edits that the lines of one claim and date run into, as ptp_conflicts() reads them';

CREATE FUNCTION @extschema@.ptp_conflicts(lines regclass, setting text DEFAULT 'practitioner')
	RETURNS TABLE (claim_id text, date_of_service date, column_one_line integer, column_two_line integer,
		column_one @extschema@.cpt_code, column_two @extschema@.cpt_code, modifier_indicator smallint,
		bypassed boolean, rationale text)
	AS 'MODULE_PATHNAME', 'ptp_conflicts' LANGUAGE C STABLE STRICT PARALLEL RESTRICTED COST 100000 ROWS 10000;
COMMENT ON FUNCTION @extschema@.ptp_conflicts(regclass, text) IS
	'the PTP edits that lines of one claim and date run into, a row for each pair of lines; bypassed: an NCCI-associated '
	'modifier stands on the column-two line and the edit allows one. The table or view has claim_id, line, code, '
	'date_of_service and perhaps modifiers';
