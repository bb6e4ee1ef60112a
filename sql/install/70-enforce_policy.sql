/*
 * The trigger that keeps claims out which are invalid or denied. What stops a row is said by cptpolicy.enforcement, a
 * parameter of the library.
 */

CREATE FUNCTION @extschema@.enforce_policy() RETURNS trigger
	AS 'MODULE_PATHNAME', 'enforce_policy' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.enforce_policy() IS
	'trigger BEFORE INSERT OR UPDATE FOR EACH ROW: judge the claim in the jsonb column named first, refuse it when it is invalid or denied, write the result to the column named second';
