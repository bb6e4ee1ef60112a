/* What older servers lack. No other part of the script looks at the server's version. */

DO $version_gated$
BEGIN
	IF pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= 180000 THEN
		CREATE FUNCTION @extschema@.cpt_code_skipsupport(internal) RETURNS void
			AS 'MODULE_PATHNAME', 'cpt_code_skipsupport' LANGUAGE C
			IMMUTABLE STRICT PARALLEL SAFE;
		COMMENT ON FUNCTION @extschema@.cpt_code_skipsupport(internal) IS 'skip support';

		ALTER OPERATOR FAMILY @extschema@.cpt_code_ops USING btree ADD
			FUNCTION 6 (@extschema@.cpt_code, @extschema@.cpt_code)
				@extschema@.cpt_code_skipsupport(internal);
		ALTER OPERATOR FAMILY @extschema@.cpt_modifier_ops USING btree ADD
			FUNCTION 6 (@extschema@.cpt_modifier, @extschema@.cpt_modifier)
				pg_catalog.btint2skipsupport(internal);
	END IF;
END
$version_gated$;
