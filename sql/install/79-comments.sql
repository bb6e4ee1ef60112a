/* Comments of 1.1.0 that were wrong, or said too little. */
COMMENT ON COLUMN cptpolicy.modifier.class IS 'what kind of modifier; rules speak of single modifiers, not of a class';
COMMENT ON COLUMN @extschema@.load_result.unchanged IS
	'rows that were there already, and modifiers of HCPCS that are left to a newer shipped row';
