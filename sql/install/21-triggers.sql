/*
 * Triggers of the policy tables.
 *
 * guard_shipped_row() keeps what the extension ships as it is. announce_change() tells every session at commit that
 * its compiled policies may be out of date; it is ENABLE ALWAYS, so that rows which logical replication brings count.
 */

CREATE FUNCTION cptpolicy.guard_shipped_row() RETURNS trigger
	AS 'MODULE_PATHNAME', 'guard_shipped_row' LANGUAGE C;
COMMENT ON FUNCTION cptpolicy.guard_shipped_row() IS 'trigger: refuse a change of shipped rows';

CREATE FUNCTION cptpolicy.announce_change() RETURNS trigger
	AS 'MODULE_PATHNAME', 'announce_change' LANGUAGE C;
COMMENT ON FUNCTION cptpolicy.announce_change() IS 'trigger: have every session read the policies again';

REVOKE ALL ON FUNCTION cptpolicy.guard_shipped_row() FROM PUBLIC;
REVOKE ALL ON FUNCTION cptpolicy.announce_change() FROM PUBLIC;

CREATE TRIGGER guard_shipped BEFORE INSERT OR UPDATE OR DELETE ON cptpolicy.payer
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER guard_shipped_truncate BEFORE TRUNCATE ON cptpolicy.payer
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.payer
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_change();
CREATE TRIGGER announce_truncate AFTER TRUNCATE ON cptpolicy.payer
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_change();
ALTER TABLE cptpolicy.payer ENABLE ALWAYS TRIGGER announce_change;
ALTER TABLE cptpolicy.payer ENABLE ALWAYS TRIGGER announce_truncate;

CREATE TRIGGER guard_shipped BEFORE INSERT OR UPDATE OR DELETE ON cptpolicy.payer_alias
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER guard_shipped_truncate BEFORE TRUNCATE ON cptpolicy.payer_alias
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.payer_alias
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_change();
CREATE TRIGGER announce_truncate AFTER TRUNCATE ON cptpolicy.payer_alias
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_change();
ALTER TABLE cptpolicy.payer_alias ENABLE ALWAYS TRIGGER announce_change;
ALTER TABLE cptpolicy.payer_alias ENABLE ALWAYS TRIGGER announce_truncate;

CREATE TRIGGER guard_shipped BEFORE INSERT OR UPDATE OR DELETE ON cptpolicy.policy
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER guard_shipped_truncate BEFORE TRUNCATE ON cptpolicy.policy
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.policy
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_change();
CREATE TRIGGER announce_truncate AFTER TRUNCATE ON cptpolicy.policy
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_change();
ALTER TABLE cptpolicy.policy ENABLE ALWAYS TRIGGER announce_change;
ALTER TABLE cptpolicy.policy ENABLE ALWAYS TRIGGER announce_truncate;

CREATE TRIGGER guard_shipped BEFORE INSERT OR UPDATE OR DELETE ON cptpolicy.policy_version
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER guard_shipped_truncate BEFORE TRUNCATE ON cptpolicy.policy_version
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.policy_version
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_change();
CREATE TRIGGER announce_truncate AFTER TRUNCATE ON cptpolicy.policy_version
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_change();
ALTER TABLE cptpolicy.policy_version ENABLE ALWAYS TRIGGER announce_change;
ALTER TABLE cptpolicy.policy_version ENABLE ALWAYS TRIGGER announce_truncate;

CREATE TRIGGER guard_shipped BEFORE INSERT OR UPDATE OR DELETE ON cptpolicy.policy_code
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER guard_shipped_truncate BEFORE TRUNCATE ON cptpolicy.policy_code
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.policy_code
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_change();
CREATE TRIGGER announce_truncate AFTER TRUNCATE ON cptpolicy.policy_code
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_change();
ALTER TABLE cptpolicy.policy_code ENABLE ALWAYS TRIGGER announce_change;
ALTER TABLE cptpolicy.policy_code ENABLE ALWAYS TRIGGER announce_truncate;

CREATE TRIGGER guard_shipped BEFORE INSERT OR UPDATE OR DELETE ON cptpolicy.policy_fact
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER guard_shipped_truncate BEFORE TRUNCATE ON cptpolicy.policy_fact
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.policy_fact
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_change();
CREATE TRIGGER announce_truncate AFTER TRUNCATE ON cptpolicy.policy_fact
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_change();
ALTER TABLE cptpolicy.policy_fact ENABLE ALWAYS TRIGGER announce_change;
ALTER TABLE cptpolicy.policy_fact ENABLE ALWAYS TRIGGER announce_truncate;

CREATE TRIGGER guard_shipped BEFORE INSERT OR UPDATE OR DELETE ON cptpolicy.policy_precedence
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER guard_shipped_truncate BEFORE TRUNCATE ON cptpolicy.policy_precedence
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.policy_precedence
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_change();
CREATE TRIGGER announce_truncate AFTER TRUNCATE ON cptpolicy.policy_precedence
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_change();
ALTER TABLE cptpolicy.policy_precedence ENABLE ALWAYS TRIGGER announce_change;
ALTER TABLE cptpolicy.policy_precedence ENABLE ALWAYS TRIGGER announce_truncate;

CREATE TRIGGER guard_shipped BEFORE INSERT OR UPDATE OR DELETE ON cptpolicy.policy_criterion
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER guard_shipped_truncate BEFORE TRUNCATE ON cptpolicy.policy_criterion
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.guard_shipped_row();
CREATE TRIGGER announce_change AFTER INSERT OR UPDATE OR DELETE ON cptpolicy.policy_criterion
	FOR EACH ROW EXECUTE FUNCTION cptpolicy.announce_change();
CREATE TRIGGER announce_truncate AFTER TRUNCATE ON cptpolicy.policy_criterion
	FOR EACH STATEMENT EXECUTE FUNCTION cptpolicy.announce_change();
ALTER TABLE cptpolicy.policy_criterion ENABLE ALWAYS TRIGGER announce_change;
ALTER TABLE cptpolicy.policy_criterion ENABLE ALWAYS TRIGGER announce_truncate;
