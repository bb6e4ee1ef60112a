/*
 * Triggers of the tables of coding data.
 *
 * Shipped rows are kept as they are, as in the tables of policies. Files of millions of rows are loaded here, so the
 * guard is called only for shipped rows, and after an INSERT: a trigger before it would make COPY insert row by row.
 *
 * A statement that changes a table announces that by updating reference_generation, whose own trigger tells every
 * session. Logical replication applies rows without statement triggers, so there each row announces itself. The
 * function has the rights of its caller, as all of ours: who may write a table needs UPDATE on reference_generation.
 */

CREATE FUNCTION cptpolicy.announce_reference_change() RETURNS trigger
	AS 'MODULE_PATHNAME', 'announce_reference_change' LANGUAGE C;
COMMENT ON FUNCTION cptpolicy.announce_reference_change() IS
	'trigger: have every session read the coding data again';
REVOKE ALL ON FUNCTION cptpolicy.announce_reference_change() FROM PUBLIC;

DO $triggers$
DECLARE
	reference_table pg_catalog.text;
BEGIN
	FOREACH reference_table IN ARRAY '{reference_file,modifier,modifier_exclusion,code_group,modifier_rule,
		procedure_code,fee_schedule,add_on,mue,ptp_rationale,ptp,place_of_service,code_overview,code_site,code_payer,
		overview_modifier,edit_setting}'::pg_catalog.text[]
	LOOP
		IF reference_table OPERATOR(pg_catalog.<>) 'edit_setting' THEN
			EXECUTE pg_catalog.format($statement$
				CREATE TRIGGER guard_shipped_insert AFTER INSERT ON cptpolicy.%1$I
					FOR EACH ROW WHEN (NEW.shipped) EXECUTE FUNCTION cptpolicy.guard_shipped_row();
				CREATE TRIGGER guard_shipped_update BEFORE UPDATE ON cptpolicy.%1$I
					FOR EACH ROW WHEN (OLD.shipped OR NEW.shipped) EXECUTE FUNCTION cptpolicy.guard_shipped_row();
				CREATE TRIGGER guard_shipped_delete BEFORE DELETE ON cptpolicy.%1$I
					FOR EACH ROW WHEN (OLD.shipped) EXECUTE FUNCTION cptpolicy.guard_shipped_row();
				CREATE TRIGGER guard_shipped_truncate BEFORE TRUNCATE ON cptpolicy.%1$I
					FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.guard_shipped_row()
				$statement$, reference_table);
		END IF;
		EXECUTE pg_catalog.format($statement$
			CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON cptpolicy.%1$I
				FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_reference_change();
			CREATE TRIGGER announce_replicated_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.%1$I
				FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_reference_change();
			ALTER TABLE cptpolicy.%1$I ENABLE ALWAYS TRIGGER announce_change;
			ALTER TABLE cptpolicy.%1$I ENABLE REPLICA TRIGGER announce_replicated_change
			$statement$, reference_table);
	END LOOP;
END
$triggers$;

CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.reference_generation
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_change();
CREATE TRIGGER announce_truncate AFTER TRUNCATE ON cptpolicy.reference_generation
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_change();
ALTER TABLE cptpolicy.reference_generation ENABLE ALWAYS TRIGGER announce_change;
ALTER TABLE cptpolicy.reference_generation ENABLE ALWAYS TRIGGER announce_truncate;
