/*
 * Policies as documents.
 *
 * How columns of the tables become keys of a document is in src/pg/policy_rows.c, and how keys become columns is in
 * store_policy_document(). The bodies of SQL functions are parsed here, so no caller's search_path has a say in them.
 */

/* Replaces a version of the same name. The document must be one that the engine has read, without nulls. */
CREATE FUNCTION cptpolicy.store_policy_document(document jsonb, as_shipped boolean) RETURNS void
	LANGUAGE sql
BEGIN ATOMIC
	DELETE FROM cptpolicy.policy_criterion o
	WHERE o.policy = document ->> 'policy' AND o.version = document ->> 'version' AND o.shipped = as_shipped;
	DELETE FROM cptpolicy.policy_precedence o
	WHERE o.policy = document ->> 'policy' AND o.version = document ->> 'version' AND o.shipped = as_shipped;
	DELETE FROM cptpolicy.policy_fact o
	WHERE o.policy = document ->> 'policy' AND o.version = document ->> 'version' AND o.shipped = as_shipped;
	DELETE FROM cptpolicy.policy_code o
	WHERE o.policy = document ->> 'policy' AND o.version = document ->> 'version' AND o.shipped = as_shipped;
	DELETE FROM cptpolicy.policy_version o
	WHERE o.policy = document ->> 'policy' AND o.version = document ->> 'version' AND o.shipped = as_shipped;

	INSERT INTO cptpolicy.policy AS old (policy, payer, shipped)
	VALUES (document ->> 'policy', document ->> 'payer', as_shipped)
	ON CONFLICT (policy, shipped) DO UPDATE SET payer = excluded.payer
	WHERE old.payer IS DISTINCT FROM excluded.payer;

	INSERT INTO cptpolicy.policy_version (policy, version, title, source, effective_from, effective_to,
		denial_group, denial_carc, denial_rarc, missing_carc, missing_rarc, shipped)
	VALUES (document ->> 'policy', document ->> 'version', document ->> 'title', document ->> 'source',
		(document ->> 'effective_from')::date, (document ->> 'effective_to')::date,
		document -> 'denial' ->> 'group', document -> 'denial' ->> 'carc', document -> 'denial' ->> 'rarc',
		document -> 'missing' ->> 'carc', document -> 'missing' ->> 'rarc', as_shipped);

	INSERT INTO cptpolicy.policy_code (policy, version, role, position, first_code, last_code, subject, shipped)
	SELECT document ->> 'policy', document ->> 'version', r.value ->> 'role',
		row_number() OVER (ORDER BY r.ordinality, c.ordinality),
		split_part(c.value, '-', 1)::@extschema@.cpt_code,
		nullif(split_part(c.value, '-', 2), '')::@extschema@.cpt_code,
		(r.value -> 'subject')::boolean, as_shipped
	FROM jsonb_array_elements(document -> 'codes') WITH ORDINALITY r,
		jsonb_array_elements_text(r.value -> 'codes') WITH ORDINALITY c;

	INSERT INTO cptpolicy.policy_fact (policy, version, name, position, type, unit, minimum, maximum, values, aliases,
		question, shipped)
	SELECT document ->> 'policy', document ->> 'version',
		f.value ->> 'name', f.ordinality, f.value ->> 'type', f.value ->> 'unit',
		(f.value -> 'minimum')::numeric, (f.value -> 'maximum')::numeric,
		CASE WHEN f.value ?| '{values,flags}' THEN
			ARRAY(SELECT jsonb_array_elements_text(coalesce(f.value -> 'values', f.value -> 'flags'))) END,
		f.value -> 'aliases', f.value ->> 'question', as_shipped
	FROM jsonb_array_elements(document -> 'facts') WITH ORDINALITY f;

	INSERT INTO cptpolicy.policy_precedence (policy, version, criterion, position, line_of_business, text, settled_by,
		message, question, denial_group, denial_carc, denial_rarc, missing_carc, missing_rarc, shipped)
	SELECT document ->> 'policy', document ->> 'version', p.value ->> 'id', p.ordinality,
		ARRAY(SELECT jsonb_array_elements_text(p.value -> 'line_of_business')),
		p.value ->> 'text', p.value -> 'settled_by', p.value ->> 'message', p.value ->> 'question',
		p.value ->> 'group', p.value ->> 'carc', p.value ->> 'rarc',
		p.value ->> 'missing_carc', p.value ->> 'missing_rarc', as_shipped
	FROM jsonb_array_elements(document -> 'precedence') WITH ORDINALITY p;

	INSERT INTO cptpolicy.policy_criterion (policy, version, criterion, parent, position, kind, branch_order,
		asked_when, text, test, combination, at_least, message, question,
		denial_group, denial_carc, denial_rarc, missing_carc, missing_rarc, notes, shipped)
	WITH RECURSIVE tree AS (
		SELECT c.value AS criterion, NULL::text AS parent, c.ordinality AS position, false AS is_exception
		FROM jsonb_array_elements(document -> 'criteria') WITH ORDINALITY c
		UNION ALL
		SELECT child.criterion, t.criterion ->> 'id', child.position, child.is_exception
		FROM tree t,
			LATERAL (
				SELECT c.value AS criterion, c.ordinality AS position, false AS is_exception
				FROM jsonb_array_elements(
					coalesce(t.criterion -> 'all', t.criterion -> 'any', t.criterion -> 'of')) WITH ORDINALITY c
				UNION ALL
				SELECT t.criterion -> 'exception', 1, true
				WHERE t.criterion ? 'exception') child)
	SELECT document ->> 'policy', document ->> 'version', t.criterion ->> 'id', t.parent, t.position,
		CASE WHEN t.is_exception THEN 'exception' ELSE t.criterion ->> 'kind' END,
		(t.criterion -> 'branch_order')::integer,
		t.criterion -> 'when', t.criterion ->> 'text', t.criterion -> 'test',
		CASE
			WHEN t.criterion ? 'all' THEN 'all'
			WHEN t.criterion ? 'any' THEN 'any'
			WHEN t.criterion ? 'of' THEN 'at_least'
		END,
		(t.criterion -> 'at_least')::integer, t.criterion ->> 'message', t.criterion ->> 'question',
		t.criterion ->> 'group', t.criterion ->> 'carc', t.criterion ->> 'rarc',
		t.criterion ->> 'missing_carc', t.criterion ->> 'missing_rarc', t.criterion -> 'notes', as_shipped
	FROM tree t;
END;
COMMENT ON FUNCTION cptpolicy.store_policy_document(jsonb, boolean) IS
	'internal: turn a checked policy document into rows, in place of a version of the same name';

/* What a document cannot know of itself. One's own versions and shipped ones do not stand in each other's way. */
CREATE FUNCTION cptpolicy.document_conflicts(of_policy text, of_version text, of_payer text,
		from_date date, to_date date, as_shipped boolean) RETURNS TABLE (path text, message text)
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT '$.version',
		format('expected a version name of your own, because the extension ships version "%s"', of_version)
	WHERE NOT as_shipped AND EXISTS (
		SELECT FROM cptpolicy.policy_version v WHERE v.policy = of_policy AND v.version = of_version AND v.shipped)
	UNION ALL
	SELECT '$.payer',
		format('expected the id of a payer in cptpolicy.payer, found "%s"; insert a new payer there first', of_payer)
	WHERE of_payer IS NOT NULL AND NOT EXISTS (SELECT FROM cptpolicy.payer p WHERE p.payer = of_payer)
	UNION ALL
	SELECT '$.payer',
		format('expected the payer of the other versions of the policy, %s', coalesce('"' || p.payer || '"', 'null'))
	FROM cptpolicy.policy p
	WHERE p.policy = of_policy AND p.shipped = as_shipped AND p.payer IS DISTINCT FROM of_payer AND EXISTS (
		SELECT FROM cptpolicy.policy_version v
		WHERE v.policy = of_policy AND v.version <> of_version AND v.shipped = as_shipped)
	UNION ALL
	SELECT '$.effective_from',
		format('expected dates outside those of version "%s", which is in force from %s %s', v.version,
			to_char(v.effective_from, 'YYYY-MM-DD'),
			coalesce('to ' || to_char(v.effective_to, 'YYYY-MM-DD'), 'without an end'))
	FROM cptpolicy.policy_version v
	WHERE v.policy = of_policy AND v.version <> of_version AND v.shipped = as_shipped AND
		daterange(v.effective_from, v.effective_to, '[]') && daterange(from_date, to_date, '[]')
	ORDER BY 1, 2;
END;
COMMENT ON FUNCTION cptpolicy.document_conflicts(text, text, text, date, date, boolean) IS
	'internal: faults of a policy document that only the tables show';

CREATE FUNCTION @extschema@.load_policy(document text) RETURNS text
	AS 'MODULE_PATHNAME', 'load_policy' LANGUAGE C STRICT;
COMMENT ON FUNCTION @extschema@.load_policy(text) IS
	'check a policy document and store it as rows, in place of a version of the same name; returns policy and version';

CREATE FUNCTION @extschema@.policy_document(policy text, version text) RETURNS text
	AS 'MODULE_PATHNAME', 'policy_document' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION @extschema@.policy_document(text, text) IS
	'a version of a policy as a document, as load_policy reads it';

CREATE FUNCTION @extschema@.explain_policy(policy text, version text) RETURNS text
	AS 'MODULE_PATHNAME', 'explain_policy' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION @extschema@.explain_policy(text, text) IS 'a version of a policy as a numbered outline for people';

CREATE FUNCTION cptpolicy.policy_version_faults(policy text, version text, shipped boolean)
	RETURNS TABLE (criterion text, path text, message text)
	AS 'MODULE_PATHNAME', 'policy_version_faults' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 1000 ROWS 1;
COMMENT ON FUNCTION cptpolicy.policy_version_faults(text, text, boolean) IS
	'internal: what keeps the rows of a version from being used';

CREATE FUNCTION @extschema@.check_policies()
	RETURNS TABLE (policy text, version text, criterion text, path text, message text)
	LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 10
BEGIN ATOMIC
	SELECT v.policy, v.version, f.criterion, f.path, f.message
	FROM cptpolicy.policy_version v, cptpolicy.policy_version_faults(v.policy, v.version, v.shipped) f
	UNION ALL
	SELECT r.policy, r.version, r.criterion, NULL,
		format('the row "%s" of cptpolicy.%s is of a version that does not exist', r.name, r.of_table)
	FROM (
		SELECT DISTINCT c.policy, c.version, NULL::text AS criterion, 'policy_code' AS of_table, c.role AS name
		FROM cptpolicy.policy_code c
		UNION ALL
		SELECT f.policy, f.version, NULL, 'policy_fact', f.name FROM cptpolicy.policy_fact f
		UNION ALL
		SELECT p.policy, p.version, p.criterion, 'policy_precedence', p.criterion FROM cptpolicy.policy_precedence p
		UNION ALL
		SELECT c.policy, c.version, c.criterion, 'policy_criterion', c.criterion FROM cptpolicy.policy_criterion c) r
	WHERE NOT EXISTS (SELECT FROM cptpolicy.policy_version v WHERE v.policy = r.policy AND v.version = r.version)
	UNION ALL
	SELECT NULL, NULL, NULL, NULL,
		format('the alias "%s" is of payer "%s", who has no row in cptpolicy.payer', a.alias, a.payer)
	FROM cptpolicy.payer_alias a
	WHERE NOT EXISTS (SELECT FROM cptpolicy.payer p WHERE p.payer = a.payer)
	UNION ALL
	SELECT NULL, NULL, NULL, NULL,
		format('the name "%s" is that of several payers: %s', n.name, string_agg(DISTINCT n.payer, ', '))
	FROM (
		SELECT lower(btrim(p.payer)) AS name, p.payer FROM cptpolicy.payer p
		UNION
		SELECT lower(btrim(p.name)), p.payer FROM cptpolicy.payer p
		UNION
		SELECT lower(btrim(a.alias)), a.payer FROM cptpolicy.payer_alias a) n
	GROUP BY n.name
	HAVING count(DISTINCT n.payer) > 1
	ORDER BY 1, 2, 3, 4, 5;
END;
COMMENT ON FUNCTION @extschema@.check_policies() IS
	'what is wrong with the rows of the policy tables; nothing when all versions can be used';
