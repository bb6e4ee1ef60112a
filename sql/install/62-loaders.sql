/*
 * Loaders of the files of national coding data, one for each kind. How rows are compared is in 62-loader_merges.sql.
 */

/* ---- by kind ---- */

CREATE FUNCTION cptpolicy.merge_ptp(of_files integer[], of_file integer, INOUT result @extschema@.load_result)
	LANGUAGE sql
BEGIN ATOMIC
	SELECT cptpolicy.merge_history('ptp', 'pg_temp.cptpolicy_staged', '{column_one,column_two,modifier_indicator}',
		's.column_one OPERATOR(@extschema@.=) o.column_one AND s.column_two OPERATOR(@extschema@.=) o.column_two '
			|| 'AND s.modifier_indicator = o.modifier_indicator',
		'{rationale}', result.quarter, of_files, of_file, result);
END;
COMMENT ON FUNCTION cptpolicy.merge_ptp(integer[], integer, @extschema@.load_result) IS
	'internal: merge staged PTP edits';

CREATE FUNCTION cptpolicy.merge_add_on(of_files integer[], of_file integer, INOUT result @extschema@.load_result)
	LANGUAGE sql
BEGIN ATOMIC
	SELECT cptpolicy.merge_history('add_on', 'pg_temp.cptpolicy_staged', '{add_on_code,primary_code}',
		's.add_on_code OPERATOR(@extschema@.=) o.add_on_code AND s.primary_code = o.primary_code',
		'{type}', result.quarter, of_files, of_file, result);
END;
COMMENT ON FUNCTION cptpolicy.merge_add_on(integer[], integer, @extschema@.load_result) IS
	'internal: merge staged add-on codes';

CREATE FUNCTION cptpolicy.merge_mue(of_files integer[], of_file integer, INOUT result @extschema@.load_result)
	LANGUAGE sql
BEGIN ATOMIC
	SELECT cptpolicy.merge_present('mue', '{code}', 's.code OPERATOR(@extschema@.=) o.code',
		'{units,adjudication_indicator,rationale}', of_files, of_file, result);
END;
COMMENT ON FUNCTION cptpolicy.merge_mue(integer[], integer, @extschema@.load_result) IS
	'internal: merge staged unit limits';

CREATE FUNCTION cptpolicy.merge_fee_schedule(of_files integer[], of_file integer, INOUT result @extschema@.load_result)
	LANGUAGE sql
BEGIN ATOMIC
	SELECT cptpolicy.merge_present('fee_schedule', '{code,component}',
		's.code OPERATOR(@extschema@.=) o.code AND s.component = o.component',
		'{status,pctc,global_days,multiple,bilateral,assistant,co_surgeon,team_surgeon,preoperative_percent,
			intraoperative_percent,postoperative_percent,paid_outside_facility,paid_in_facility}',
		of_files, of_file, result);
END;
COMMENT ON FUNCTION cptpolicy.merge_fee_schedule(integer[], integer, @extschema@.load_result) IS
	'internal: merge a staged fee schedule';

/*
 * A modifier whose shipped row comes from a newer file is left to that row: it may have ended since.
 *
 * The file does not say what kind of modifier one is: that is taken from the shipped row, but not from one that is
 * listed for some codes only, as an ambulance trip that is written alike.
 */
CREATE FUNCTION cptpolicy.merge_hcpcs(of_files integer[], of_file integer, INOUT result @extschema@.load_result)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	result := cptpolicy.merge_history('procedure_code', $staged$(
		SELECT h.code::@extschema@.cpt_code AS code, h.description, h.effective_from, h.effective_to
		FROM pg_temp.cptpolicy_staged h
		WHERE h.level_two = 'code')$staged$,
		'{code}', 's.code OPERATOR(@extschema@.=) o.code', '{description}', '-infinity', of_files, of_file, result);
	result := cptpolicy.merge_history('modifier', $staged$(
		SELECT h.code::@extschema@.cpt_modifier AS modifier, COALESCE(known.level, 'HCPCS') AS level,
			COALESCE(known.class, 'informational') AS class, COALESCE(known.ncci_associated, false) AS ncci_associated,
			COALESCE(known.summary, h.description) AS summary, h.effective_from, h.effective_to
		FROM pg_temp.cptpolicy_staged h
			LEFT JOIN LATERAL (
				SELECT m.level, m.class, m.ncci_associated, m.summary
				FROM cptpolicy.modifier m
				WHERE m.modifier OPERATOR(@extschema@.=) h.code::@extschema@.cpt_modifier AND m.shipped
					AND m.code_group IS NULL
				ORDER BY m.effective_from DESC
				LIMIT 1) known ON true
		WHERE h.level_two = 'modifier' AND NOT EXISTS (
			SELECT FROM cptpolicy.modifier m JOIN cptpolicy.reference_file f ON f.file = m.file AND f.shipped
			WHERE m.modifier OPERATOR(@extschema@.=) h.code::@extschema@.cpt_modifier AND m.shipped
				AND m.code_group IS NULL AND f.quarter > '$staged$ || result.quarter || $staged$'::date))$staged$,
		'{modifier}', 's.modifier OPERATOR(@extschema@.=) o.modifier', '{level,class,ncci_associated,summary}',
		'-infinity', of_files, of_file, result);
END
$function$;
COMMENT ON FUNCTION cptpolicy.merge_hcpcs(integer[], integer, @extschema@.load_result) IS
	'internal: merge staged codes and modifiers of HCPCS Level II';

/* Plans follow the new size at once. Whoever may not analyze the table leaves that to autovacuum. */
CREATE FUNCTION cptpolicy.analyze_loaded(target text) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	IF pg_has_role((SELECT c.relowner FROM pg_class c WHERE c.oid = format('cptpolicy.%I', target)::regclass), 'USAGE')
	THEN
		EXECUTE format('ANALYZE cptpolicy.%I', target);
	END IF;
END
$function$;
COMMENT ON FUNCTION cptpolicy.analyze_loaded(text) IS 'internal: analyze a table if its owner asks';

/*
 * A quarter has one row in reference_file, with the name and the size of what was loaded last. A load that finds
 * nothing new changes no row, so that no session reads its data anew.
 */
CREATE FUNCTION cptpolicy.merge_staged(of_kind text, of_setting cptpolicy.service_setting, of_quarter date, names text)
	RETURNS @extschema@.load_result
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	result @extschema@.load_result := (of_kind, of_setting, of_quarter,
		(SELECT count(*) FROM pg_temp.cptpolicy_staged), 0, 0, 0, 0);
	of_files integer[] := ARRAY(
		SELECT f.file
		FROM cptpolicy.reference_file f
		WHERE f.kind = of_kind AND f.setting IS NOT DISTINCT FROM of_setting AND f.loaded_at IS NOT NULL
			AND NOT f.shipped);
	of_file integer := (
		SELECT f.file
		FROM cptpolicy.reference_file f
		WHERE f.file = ANY (of_files) AND f.quarter = of_quarter AND NOT f.shipped);
BEGIN
	result.unchanged := result.rows_read;
	IF of_file IS NULL THEN
		INSERT INTO cptpolicy.reference_file (kind, setting, name, quarter, covers_from, rows, loaded_at)
		VALUES (of_kind, of_setting, names, of_quarter,
			CASE WHEN of_kind IN ('mue', 'fee_schedule') THEN of_quarter ELSE '-infinity' END, result.rows_read, now())
		RETURNING file INTO of_file;
	END IF;

	CASE of_kind
		WHEN 'ptp' THEN result := cptpolicy.merge_ptp(of_files, of_file, result);
		WHEN 'mue' THEN result := cptpolicy.merge_mue(of_files, of_file, result);
		WHEN 'add_on' THEN result := cptpolicy.merge_add_on(of_files, of_file, result);
		WHEN 'fee_schedule' THEN result := cptpolicy.merge_fee_schedule(of_files, of_file, result);
		WHEN 'hcpcs' THEN result := cptpolicy.merge_hcpcs(of_files, of_file, result);
	END CASE;

	IF (SELECT (f.name, f.rows) IS DISTINCT FROM (names, result.rows_read)
			FROM cptpolicy.reference_file f
			WHERE f.file = of_file AND NOT f.shipped)
	THEN
		UPDATE cptpolicy.reference_file f
		SET name = names, rows = result.rows_read, loaded_at = now()
		WHERE f.file = of_file AND NOT f.shipped;
	END IF;
	IF result.opened + result.closed + result.changed > 0 THEN
		PERFORM cptpolicy.analyze_loaded(t)
		FROM unnest(CASE of_kind WHEN 'hcpcs' THEN '{procedure_code,modifier}'::text[] ELSE ARRAY[of_kind] END) t;
	END IF;
	RETURN result;
END
$function$;
COMMENT ON FUNCTION cptpolicy.merge_staged(text, cptpolicy.service_setting, date, text) IS
	'internal: bring the tables of a kind up to date with staged rows';

/* ---- commands ---- */

CREATE FUNCTION @extschema@.load_ptp(files text[], setting text DEFAULT NULL, quarter text DEFAULT NULL,
		allow_fewer boolean DEFAULT false, contents oid[] DEFAULT NULL) RETURNS @extschema@.load_result
	AS 'MODULE_PATHNAME', 'load_ptp' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.load_ptp(text[], text, text, boolean, oid[]) IS
	'load the PTP edits of a quarter and setting: all parts, as files of the server, or as the names of large objects';

CREATE FUNCTION @extschema@.load_mue(file text, setting text DEFAULT NULL, quarter text DEFAULT NULL,
		allow_fewer boolean DEFAULT false, content oid DEFAULT NULL) RETURNS @extschema@.load_result
	AS 'MODULE_PATHNAME', 'load_mue' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.load_mue(text, text, text, boolean, oid) IS
	'load the unit limits of a quarter and setting from a file of the server, or from a large object';

CREATE FUNCTION @extschema@.load_add_on(file text, quarter text DEFAULT NULL, allow_fewer boolean DEFAULT false,
		content oid DEFAULT NULL) RETURNS @extschema@.load_result
	AS 'MODULE_PATHNAME', 'load_add_on' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.load_add_on(text, text, boolean, oid) IS
	'load the add-on codes of a quarter from a file of the server, or from a large object';

CREATE FUNCTION @extschema@.load_fee_schedule(file text, quarter text DEFAULT NULL, allow_fewer boolean DEFAULT false,
		content oid DEFAULT NULL) RETURNS @extschema@.load_result
	AS 'MODULE_PATHNAME', 'load_fee_schedule' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.load_fee_schedule(text, text, boolean, oid) IS
	'load the fee schedule of a quarter from a file of the server, or from a large object';

CREATE FUNCTION @extschema@.load_hcpcs(file text, quarter text DEFAULT NULL, allow_fewer boolean DEFAULT false,
		content oid DEFAULT NULL) RETURNS @extschema@.load_result
	AS 'MODULE_PATHNAME', 'load_hcpcs' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.load_hcpcs(text, text, boolean, oid) IS
	'load codes and modifiers of HCPCS Level II of a quarter from a file of the server, or from a large object';

CREATE FUNCTION @extschema@.load_files(files text[], allow_fewer boolean DEFAULT false, contents oid[] DEFAULT NULL)
	RETURNS SETOF @extschema@.load_result
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	batch record;
BEGIN
	FOR batch IN
		SELECT n.kind, n.quarter, array_agg(f.name ORDER BY n.part, f.number) AS names,
			array_agg(f.content ORDER BY n.part, f.number) AS objects
		FROM ROWS FROM (unnest(files), unnest(contents)) WITH ORDINALITY f (name, content, number)
			LEFT JOIN LATERAL cptpolicy.cms_file_name(f.name) n ON true
		GROUP BY n.kind, n.setting, n.quarter
		ORDER BY n.kind NULLS FIRST, n.setting, n.quarter
	LOOP
		IF batch.kind IS NULL THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('the name of file "%s" does not tell what it is', batch.names[1]),
				HINT = 'Nothing was loaded. Give it the name that CMS gave it, or call load_ptp, load_mue, '
					|| 'load_add_on, load_fee_schedule or load_hcpcs.';
		ELSIF batch.kind <> 'ptp' AND cardinality(batch.names) > 1 THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('files "%s" and "%s" are of the same kind and quarter', batch.names[1],
					batch.names[2]),
				HINT = 'Nothing was loaded. Only PTP edits come in parts.';
		END IF;
		CASE batch.kind
			WHEN 'ptp' THEN
				RETURN NEXT @extschema@.load_ptp(batch.names, NULL, NULL, allow_fewer, batch.objects);
			WHEN 'mue' THEN
				RETURN NEXT @extschema@.load_mue(batch.names[1], NULL, NULL, allow_fewer, batch.objects[1]);
			WHEN 'add_on' THEN
				RETURN NEXT @extschema@.load_add_on(batch.names[1], NULL, allow_fewer, batch.objects[1]);
			WHEN 'fee_schedule' THEN
				RETURN NEXT @extschema@.load_fee_schedule(batch.names[1], NULL, allow_fewer, batch.objects[1]);
			WHEN 'hcpcs' THEN
				RETURN NEXT @extschema@.load_hcpcs(batch.names[1], NULL, allow_fewer, batch.objects[1]);
		END CASE;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION @extschema@.load_files(text[], boolean, oid[]) IS
	'load CMS files of any kinds, as their names tell, quarter by quarter; one row for each kind, setting and quarter';
