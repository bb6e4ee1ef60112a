/*
 * Loaders of the files of national coding data that CMS publishes.
 *
 * A load reads its files through COPY into the temporary table pg_temp.cptpolicy_staged (src/pg/cms_staging.c). Here
 * the staged rows are checked as a whole, compared with the rows that came from earlier files of the same kind and
 * setting, and only what differs is changed. Shipped rows, and rows that came from elsewhere, are never touched.
 *
 * PTP, add-on and HCPCS files tell the whole history, and a row of them is known by its key and its first day. Files
 * of unit limits and of the fee schedule tell only the present: what changes, ends on the day before the quarter and
 * begins anew on its first day.
 *
 * Statements are put together, because one way of comparing serves all tables. In them "s" is what is staged and "o"
 * what is there. The functions fix their search_path: operators of our types are qualified.
 */

CREATE TYPE @extschema@.load_result AS (
	kind text,
	setting cptpolicy.service_setting,
	quarter date,
	rows_read bigint,
	opened bigint,
	closed bigint,
	changed bigint,
	unchanged bigint
);
COMMENT ON TYPE @extschema@.load_result IS 'what a load did';
COMMENT ON COLUMN @extschema@.load_result.kind IS 'what was loaded: ptp, mue, add_on, fee_schedule or hcpcs';
COMMENT ON COLUMN @extschema@.load_result.setting IS 'whose edits, for ptp and mue';
COMMENT ON COLUMN @extschema@.load_result.quarter IS 'first day of the quarter of the files';
COMMENT ON COLUMN @extschema@.load_result.rows_read IS 'rows of the files, those that stand there twice counted once';
COMMENT ON COLUMN @extschema@.load_result.opened IS
	'rows that were added, with the end that the file gives, or that have no end any more';
COMMENT ON COLUMN @extschema@.load_result.closed IS 'rows that had no end and have one now';
COMMENT ON COLUMN @extschema@.load_result.changed IS 'rows that were corrected otherwise';
COMMENT ON COLUMN @extschema@.load_result.unchanged IS 'rows that were there already';

CREATE FUNCTION cptpolicy.cms_file_name(name text, OUT kind text, OUT setting text, OUT quarter date, OUT part integer)
	AS 'MODULE_PATHNAME', 'cms_file_name_row' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cptpolicy.cms_file_name(text) IS
	'what the name of a CMS file says: kind, setting, first day of the quarter, number of the part';

/* ---- pieces of statements ---- */

/* "s.a, s.b"; "a = d.a, b = d.b" */
CREATE FUNCTION cptpolicy.columns_of(alias text, names text[]) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT string_agg(format('%I.%I', alias, n.name), ', ' ORDER BY n.ordinality)
	FROM unnest(names) WITH ORDINALITY n (name);
END;
COMMENT ON FUNCTION cptpolicy.columns_of(text, text[]) IS 'internal: a list of columns for a statement';

CREATE FUNCTION cptpolicy.columns_set_from(alias text, names text[]) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT string_agg(format('%1$I = %2$I.%1$I', n.name, alias), ', ' ORDER BY n.ordinality)
	FROM unnest(names) WITH ORDINALITY n (name);
END;
COMMENT ON FUNCTION cptpolicy.columns_set_from(text, text[]) IS 'internal: a list of assignments for a statement';

/* ---- what is staged, as a whole ---- */

/*
 * A row that stands in the files twice counts once; of a row that stands there more often, one copy goes in each round.
 * PTP edits without a first day that differ in the rationale alone are one edit: their days, which would tell them
 * apart, are not given.
 */
CREATE FUNCTION cptpolicy.unify_staged(of_kind text) RETURNS text
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO'
AS $function$
DECLARE
	keys text[] := CASE of_kind
		WHEN 'ptp' THEN '{column_one,column_two,modifier_indicator,effective_from,effective_to}'
		WHEN 'add_on' THEN '{add_on_code,primary_code,effective_from}'
		WHEN 'hcpcs' THEN '{level_two,code,effective_from}'
		WHEN 'fee_schedule' THEN '{code,component}'
		ELSE '{code}'
	END;
	copies bigint;
	contradiction text;
BEGIN
	LOOP
		EXECUTE format($statement$
			CREATE TEMPORARY TABLE pg_temp.cptpolicy_repeated ON COMMIT DROP AS
			SELECT min(s.ctid) AS one, max(s.ctid) AS other, count(*) AS copies
			FROM pg_temp.cptpolicy_staged s
			GROUP BY %s
			HAVING count(*) > 1
			$statement$, cptpolicy.columns_of('s', keys));
		EXECUTE format($statement$
			SELECT max(r.copies), min(concat_ws(', ', %s)) FILTER (WHERE a IS DISTINCT FROM b AND %s)
			FROM pg_temp.cptpolicy_repeated r
				JOIN pg_temp.cptpolicy_staged a ON a.ctid = r.one
				JOIN pg_temp.cptpolicy_staged b ON b.ctid = r.other
			$statement$,
			cptpolicy.columns_of('a', keys),
			CASE of_kind WHEN 'ptp' THEN $$a.effective_from <> '-infinity'$$ ELSE 'true' END)
		INTO copies, contradiction;
		DELETE FROM pg_temp.cptpolicy_staged s USING pg_temp.cptpolicy_repeated r WHERE s.ctid = r.other;
		DROP TABLE pg_temp.cptpolicy_repeated;
		EXIT WHEN COALESCE(copies, 0) <= 2 OR contradiction IS NOT NULL;
	END LOOP;
	RETURN contradiction;
END
$function$;
COMMENT ON FUNCTION cptpolicy.unify_staged(text) IS
	'internal: delete staged rows that stand there twice, and name one that contradicts another';

CREATE FUNCTION cptpolicy.staged_problem(of_kind text, of_setting cptpolicy.service_setting, of_quarter date,
		allow_fewer boolean, latest_start date, is_distinct boolean)
	RETURNS TABLE (state text, reason text, detail text, hint text)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	quarter_form CONSTANT text := 'YYYY "Q"Q';
	newest cptpolicy.reference_file;
	contradiction text;
	row_count bigint;
BEGIN
	SELECT f.* INTO newest
	FROM cptpolicy.reference_file f
	WHERE f.kind = of_kind AND f.setting IS NOT DISTINCT FROM of_setting AND f.loaded_at IS NOT NULL AND NOT f.shipped
	ORDER BY f.quarter DESC
	LIMIT 1;
	IF newest.quarter > of_quarter THEN
		RETURN QUERY VALUES ('55000', 'it is older than what is loaded',
			format('It is of %s, and "%s" of %s is loaded.', to_char(of_quarter, quarter_form), newest.name,
				to_char(newest.quarter, quarter_form)),
			'Nothing was loaded. Load quarters in their order.');
		RETURN;
	END IF;

	IF of_kind = 'ptp' AND latest_start >= of_quarter + interval '3 months' THEN
		RETURN QUERY VALUES ('22P04', 'it is of a later quarter than it says',
			format('It is said to be of %s, and a row begins on %s.', to_char(of_quarter, quarter_form),
				to_char(latest_start, 'YYYY-MM-DD')),
			'Nothing was loaded. If the name is wrong, give the file its own name again.');
		RETURN;
	END IF;

	IF NOT is_distinct THEN
		contradiction := cptpolicy.unify_staged(of_kind);
	END IF;
	IF contradiction IS NOT NULL THEN
		RETURN QUERY VALUES ('22P04', 'two of its rows contradict each other',
			format('The row %s stands there twice with different content.', contradiction), 'Nothing was loaded.');
		RETURN;
	END IF;

	SELECT count(*) INTO row_count FROM pg_temp.cptpolicy_staged;
	-- a part that was forgotten, or a file cut at a line end, would end all edits that it lacks
	IF row_count * 10 < newest.rows * (CASE WHEN newest.rows < 1000 THEN 5 ELSE 9 END) AND NOT allow_fewer THEN
		RETURN QUERY VALUES ('22P04', 'it has far fewer rows than the one before',
			format('It has %s, and "%s" of %s had %s.', row_count, newest.name, to_char(newest.quarter, quarter_form),
				newest.rows),
			'Nothing was loaded, because rows that are missing would end. '
				'If the file is complete, say allow_fewer => true.');
	END IF;
END
$function$;
COMMENT ON FUNCTION cptpolicy.staged_problem(text, cptpolicy.service_setting, date, boolean, date, boolean) IS
	'internal: why staged rows are refused, as SQLSTATE, message, detail and hint; nothing when they are not';

/* ---- what changes ---- */

/*
 * Rows that differ, of a kind that tells the history: staged ones have effective_to, those that are there old_row. A
 * row whose start is not known is compared as if it began at -infinity.
 */
CREATE FUNCTION cptpolicy.find_history_difference(target text, staged text, keys text[], keys_equal text,
		contents text[], of_files integer[]) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	EXECUTE format($statement$
		CREATE TEMPORARY TABLE pg_temp.cptpolicy_difference ON COMMIT DROP AS
		SELECT %1$s, %2$s, COALESCE(s.effective_from, o.effective_from) AS effective_from, s.effective_to,
			o.old_row, o.old_from, o.effective_to AS old_to
		FROM %3$s s
			FULL JOIN (
				SELECT t.ctid AS old_row, t.effective_from AS old_from, t.effective_to, %4$s, %5$s,
					CASE WHEN t.start_known THEN t.effective_from ELSE '-infinity' END AS effective_from
				FROM cptpolicy.%6$I t
				WHERE t.file = ANY (%7$L::integer[]) AND NOT t.shipped) o
				ON %8$s AND s.effective_from = o.effective_from AND s.effective_to = o.effective_to
		WHERE s.effective_to IS NULL OR o.effective_to IS NULL OR ROW(%2$s) IS DISTINCT FROM ROW(%9$s)
		$statement$,
		(SELECT string_agg(format('COALESCE(s.%1$I, o.%1$I) AS %1$I', k), ', ') FROM unnest(keys) k),
		cptpolicy.columns_of('s', contents), staged, cptpolicy.columns_of('t', keys),
		cptpolicy.columns_of('t', contents), target, of_files, keys_equal, cptpolicy.columns_of('o', contents));
END
$function$;
COMMENT ON FUNCTION cptpolicy.find_history_difference(text, text, text[], text, text[], integer[]) IS
	'internal: list the rows in which staged ones and those of earlier files differ';

/*
 * A new row and one that is gone are the same row if it has another end now, or if its start has become known. Where
 * several rows of a key could be meant, they are taken in the order of their ends.
 */
CREATE FUNCTION cptpolicy.match_history_difference(keys text[], keys_equal text) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	likeness text;
BEGIN
	FOREACH likeness IN ARRAY ARRAY['r.effective_from', 'COALESCE(r.effective_to, r.old_to)', 'true'] LOOP
		EXECUTE format($statement$
			WITH ranked AS (
				SELECT r.*, r.ctid AS place, %2$s AS likeness, row_number() OVER (
					PARTITION BY r.effective_to IS NULL, %1$s, %2$s
					ORDER BY COALESCE(r.effective_to, r.old_to), r.effective_from) AS rank
				FROM pg_temp.cptpolicy_difference r
				WHERE r.effective_to IS NULL OR r.old_row IS NULL),
			matched AS MATERIALIZED (
				SELECT s.place AS new_place, o.place AS gone_place, o.old_row, o.old_from, o.old_to
				FROM ranked s JOIN ranked o ON %3$s AND s.likeness = o.likeness AND s.rank = o.rank
				WHERE s.effective_to IS NOT NULL AND o.effective_to IS NULL
					AND (s.effective_from = o.effective_from OR '-infinity' IN (s.effective_from, o.effective_from))
					AND (%4$L <> 'true' OR o.old_to = 'infinity')),
			kept AS (
				UPDATE pg_temp.cptpolicy_difference d
				SET old_row = m.old_row, old_from = m.old_from, old_to = m.old_to
				FROM matched m
				WHERE d.ctid = m.new_place)
			DELETE FROM pg_temp.cptpolicy_difference d USING matched m WHERE d.ctid = m.gone_place
			$statement$, cptpolicy.columns_of('r', keys), likeness, keys_equal, likeness);
	END LOOP;
END
$function$;
COMMENT ON FUNCTION cptpolicy.match_history_difference(text[], text) IS
	'internal: find rows that are the same with another first or last day';

/* Counts what apply_history_difference() is going to change. */
CREATE FUNCTION cptpolicy.count_history_difference(INOUT result @extschema@.load_result)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	found record;
BEGIN
	SELECT count(*) FILTER (WHERE d.effective_to IS NOT NULL) AS staged,
		count(*) FILTER (WHERE d.old_row IS NULL OR d.old_to < 'infinity' AND d.effective_to = 'infinity') AS opened,
		count(*) FILTER (WHERE d.old_to = 'infinity' AND d.effective_to < 'infinity') AS closed,
		count(*) FILTER (WHERE d.old_to = 'infinity' AND d.effective_to IS NULL) AS gone
	INTO found
	FROM pg_temp.cptpolicy_difference d;
	result.opened := result.opened + found.opened;
	result.closed := result.closed + found.closed + found.gone;
	result.changed := result.changed + found.staged - found.opened - found.closed;
	result.unchanged := result.unchanged - found.staged;
END
$function$;
COMMENT ON FUNCTION cptpolicy.count_history_difference(@extschema@.load_result) IS
	'internal: count what is going to change';

CREATE FUNCTION cptpolicy.insert_history(target text, staged text, of_columns text[], unknown_start date,
		of_file integer, of_setting cptpolicy.service_setting) RETURNS bigint
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	inserted bigint;
BEGIN
	-- in the order of the files, which is that of the primary key, but for the kinds of codes
	EXECUTE format($statement$
		INSERT INTO cptpolicy.%1$I (%2$s, effective_from, effective_to, start_known, file%3$s)
		SELECT %4$s, CASE s.effective_from WHEN '-infinity' THEN $1 ELSE s.effective_from END, s.effective_to,
			s.effective_from <> '-infinity', $2%5$s
		FROM %6$s s
		$statement$,
		target, (SELECT string_agg(quote_ident(c), ', ') FROM unnest(of_columns) c),
		CASE WHEN of_setting IS NOT NULL THEN ', setting' END, cptpolicy.columns_of('s', of_columns),
		CASE WHEN of_setting IS NOT NULL THEN ', $3' END, staged)
	USING unknown_start, of_file, of_setting;
	GET DIAGNOSTICS inserted = ROW_COUNT;
	RETURN inserted;
END
$function$;
COMMENT ON FUNCTION cptpolicy.insert_history(text, text, text[], date, integer, cptpolicy.service_setting) IS
	'internal: insert rows of a kind that tells the history';

/* In this order no two rows of one key meet: rows that go, that end, that change, that come. */
CREATE FUNCTION cptpolicy.apply_history_difference(target text, keys text[], contents text[], unknown_start date,
		of_quarter date, of_file integer, of_setting cptpolicy.service_setting) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	EXECUTE format($statement$
		DELETE FROM cptpolicy.%I t USING pg_temp.cptpolicy_difference d
		WHERE t.ctid = d.old_row AND d.effective_to IS NULL AND d.old_to = 'infinity' AND d.old_from >= $1
		$statement$, target) USING of_quarter;
	EXECUTE format($statement$
		UPDATE cptpolicy.%I t SET effective_to = $1 - 1 FROM pg_temp.cptpolicy_difference d
		WHERE t.ctid = d.old_row AND d.effective_to IS NULL AND d.old_to = 'infinity' AND d.old_from < $1
		$statement$, target) USING of_quarter;
	EXECUTE format($statement$
		UPDATE cptpolicy.%I t
		SET %s, effective_to = d.effective_to, file = $1,
			effective_from = CASE d.effective_from WHEN '-infinity' THEN t.effective_from ELSE d.effective_from END,
			start_known = t.start_known OR d.effective_from <> '-infinity'
		FROM pg_temp.cptpolicy_difference d
		WHERE t.ctid = d.old_row AND d.effective_to IS NOT NULL
		$statement$, target, cptpolicy.columns_set_from('d', contents)) USING of_file;
	PERFORM cptpolicy.insert_history(target, '(SELECT * FROM pg_temp.cptpolicy_difference WHERE old_row IS NULL)',
		keys || contents, unknown_start, of_file, of_setting);
END
$function$;
COMMENT ON FUNCTION cptpolicy.apply_history_difference(text, text[], text[], date, date, integer,
	cptpolicy.service_setting) IS
	'internal: make the changes';

/* A kind that tells the history. of_files are the earlier ones, and this one if it is loaded again. */
CREATE FUNCTION cptpolicy.merge_history(target text, staged text, keys text[], keys_equal text, contents text[],
		unknown_start date, of_files integer[], of_file integer, INOUT result @extschema@.load_result)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	inserted bigint;
	before @extschema@.load_result := result;
BEGIN
	IF of_files = '{}' THEN
		inserted := cptpolicy.insert_history(target, staged, keys || contents, unknown_start, of_file, result.setting);
		result.opened := result.opened + inserted;
		result.unchanged := result.unchanged - inserted;
		RETURN;
	END IF;
	PERFORM cptpolicy.find_history_difference(target, staged, keys, keys_equal, contents, of_files);
	PERFORM cptpolicy.match_history_difference(keys, keys_equal);
	result := cptpolicy.count_history_difference(result);
	IF result IS DISTINCT FROM before THEN
		PERFORM cptpolicy.apply_history_difference(target, keys, contents, unknown_start, result.quarter, of_file,
			result.setting);
	END IF;
	DROP TABLE pg_temp.cptpolicy_difference;
END
$function$;
COMMENT ON FUNCTION cptpolicy.merge_history(text, text, text[], text, text[], date, integer[], integer,
	@extschema@.load_result) IS
	'internal: bring a table that tells the history up to date with staged rows';

/* A kind that tells only the present: its rows are compared with those that have no end. */
CREATE FUNCTION cptpolicy.find_present_difference(target text, keys text[], keys_equal text, contents text[],
		of_files integer[]) RETURNS void
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	EXECUTE format($statement$
		CREATE TEMPORARY TABLE pg_temp.cptpolicy_difference ON COMMIT DROP AS
		SELECT s.*, s.%1$I IS NOT NULL AS is_staged, o.ctid AS old_row, o.effective_from AS old_from
		FROM pg_temp.cptpolicy_staged s
			FULL JOIN (
				SELECT t.ctid, t.*
				FROM cptpolicy.%2$I t
				WHERE t.file = ANY (%3$L::integer[]) AND NOT t.shipped AND t.effective_to = 'infinity') o ON %4$s
		WHERE s.%1$I IS NULL OR o.%1$I IS NULL OR ROW(%5$s) IS DISTINCT FROM ROW(%6$s)
		$statement$,
		keys[1], target, of_files, keys_equal, cptpolicy.columns_of('s', contents),
		cptpolicy.columns_of('o', contents));
END
$function$;
COMMENT ON FUNCTION cptpolicy.find_present_difference(text, text[], text, text[], integer[]) IS
	'internal: list the rows in which staged ones and those in force differ';

/* What began in this very quarter was never otherwise: it is corrected or deleted, and not ended. */
CREATE FUNCTION cptpolicy.apply_present_difference(target text, of_columns text[], of_file integer,
		INOUT result @extschema@.load_result)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	deleted bigint;
BEGIN
	EXECUTE format($statement$
		DELETE FROM cptpolicy.%I t USING pg_temp.cptpolicy_difference d
		WHERE t.ctid = d.old_row AND NOT d.is_staged AND d.old_from >= $1
		$statement$, target) USING result.quarter;
	GET DIAGNOSTICS deleted = ROW_COUNT;
	EXECUTE format($statement$
		UPDATE cptpolicy.%I t SET effective_to = $1 - 1 FROM pg_temp.cptpolicy_difference d
		WHERE t.ctid = d.old_row AND d.old_from < $1
		$statement$, target) USING result.quarter;
	GET DIAGNOSTICS result.closed = ROW_COUNT;
	EXECUTE format($statement$
		UPDATE cptpolicy.%I t SET %s, file = $2 FROM pg_temp.cptpolicy_difference d
		WHERE t.ctid = d.old_row AND d.is_staged AND d.old_from >= $1
		$statement$, target, cptpolicy.columns_set_from('d', of_columns)) USING result.quarter, of_file;
	GET DIAGNOSTICS result.changed = ROW_COUNT;
	EXECUTE format($statement$
		INSERT INTO cptpolicy.%1$I (%2$s, effective_from, file%3$s)
		SELECT %4$s, $1, $2%5$s FROM pg_temp.cptpolicy_difference d
		WHERE d.is_staged AND (d.old_row IS NULL OR d.old_from < $1)
		$statement$,
		target, (SELECT string_agg(quote_ident(c), ', ') FROM unnest(of_columns) c),
		CASE WHEN result.setting IS NOT NULL THEN ', setting' END, cptpolicy.columns_of('d', of_columns),
		CASE WHEN result.setting IS NOT NULL THEN ', $3' END)
	USING result.quarter, of_file, result.setting;
	GET DIAGNOSTICS result.opened = ROW_COUNT;
	result.closed := result.closed + deleted;
	result.unchanged := result.rows_read - result.opened - result.changed;
END
$function$;
COMMENT ON FUNCTION cptpolicy.apply_present_difference(text, text[], integer, @extschema@.load_result) IS
	'internal: make the changes, and count them';

CREATE FUNCTION cptpolicy.merge_present(target text, keys text[], keys_equal text, contents text[], of_files integer[],
		of_file integer, INOUT result @extschema@.load_result)
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	PERFORM cptpolicy.find_present_difference(target, keys, keys_equal, contents, of_files);
	IF EXISTS (SELECT FROM pg_temp.cptpolicy_difference) THEN
		result := cptpolicy.apply_present_difference(target, keys || contents, of_file, result);
	END IF;
	DROP TABLE pg_temp.cptpolicy_difference;
END
$function$;
COMMENT ON FUNCTION cptpolicy.merge_present(text, text[], text, text[], integer[], integer, @extschema@.load_result) IS
	'internal: bring a table that tells the present up to date with staged rows';

