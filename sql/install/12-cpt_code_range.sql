/* The range type over cpt_code: discrete, and closed at both ends. */

CREATE TYPE @extschema@.cpt_code_range;

CREATE FUNCTION @extschema@.cpt_code_range_canonical(@extschema@.cpt_code_range) RETURNS @extschema@.cpt_code_range
	AS 'MODULE_PATHNAME', 'cpt_code_range_canonical' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_range_canonical(@extschema@.cpt_code_range)
	IS 'convert a range of codes to its closed form';

CREATE FUNCTION @extschema@.cpt_code_range_subdiff(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS double precision
	AS 'MODULE_PATHNAME', 'cpt_code_range_subdiff' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_range_subdiff(@extschema@.cpt_code, @extschema@.cpt_code)
	IS 'distance between two codes';

CREATE TYPE @extschema@.cpt_code_range AS RANGE (
	SUBTYPE = @extschema@.cpt_code,
	SUBTYPE_OPCLASS = @extschema@.cpt_code_ops,
	SUBTYPE_DIFF = @extschema@.cpt_code_range_subdiff,
	CANONICAL = @extschema@.cpt_code_range_canonical,
	MULTIRANGE_TYPE_NAME = @extschema@.cpt_code_multirange
);
COMMENT ON TYPE @extschema@.cpt_code_range IS 'range of procedure codes of one shape';
COMMENT ON TYPE @extschema@.cpt_code_multirange IS 'ranges of procedure codes, each of one shape';

/* What the server made with the types. */
COMMENT ON FUNCTION @extschema@.cpt_code_range(@extschema@.cpt_code, @extschema@.cpt_code)
	IS 'cpt_code_range constructor';
COMMENT ON FUNCTION @extschema@.cpt_code_range(@extschema@.cpt_code, @extschema@.cpt_code, text)
	IS 'cpt_code_range constructor';
COMMENT ON FUNCTION @extschema@.cpt_code_multirange() IS 'cpt_code_multirange constructor';
COMMENT ON FUNCTION @extschema@.cpt_code_multirange(@extschema@.cpt_code_range) IS 'cpt_code_multirange constructor';
COMMENT ON FUNCTION @extschema@.cpt_code_multirange(@extschema@.cpt_code_range[]) IS 'cpt_code_multirange constructor';
COMMENT ON CAST (@extschema@.cpt_code_range AS @extschema@.cpt_code_multirange) IS 'convert range to multirange';

/*
 * GiST.  Keys are int4range over the packed integers: a page's key is the union
 * of ranges of several shapes, which cpt_code_range does not allow.
 */

CREATE FUNCTION @extschema@.cpt_code_range_gist_union(internal, internal) RETURNS pg_catalog.int4range
	AS 'range_gist_union' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_range_gist_union(internal, internal) IS 'GiST support';

CREATE FUNCTION @extschema@.cpt_code_range_gist_consistent(
		internal, @extschema@.cpt_code_range, smallint, oid, internal) RETURNS boolean
	AS 'MODULE_PATHNAME', 'cpt_code_range_gist_consistent' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_range_gist_consistent(
		internal, @extschema@.cpt_code_range, smallint, oid, internal) IS 'GiST support';

CREATE FUNCTION @extschema@.cpt_code_range_gist_compress(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'cpt_code_range_gist_compress' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_range_gist_compress(internal) IS 'GiST support';

CREATE OPERATOR CLASS @extschema@.cpt_code_range_ops
	DEFAULT FOR TYPE @extschema@.cpt_code_range USING gist AS
	OPERATOR 1 pg_catalog.<< (anyrange, anyrange),
	OPERATOR 1 pg_catalog.<< (anyrange, anymultirange),
	OPERATOR 2 pg_catalog.&< (anyrange, anyrange),
	OPERATOR 2 pg_catalog.&< (anyrange, anymultirange),
	OPERATOR 3 pg_catalog.&& (anyrange, anyrange),
	OPERATOR 3 pg_catalog.&& (anyrange, anymultirange),
	OPERATOR 4 pg_catalog.&> (anyrange, anyrange),
	OPERATOR 4 pg_catalog.&> (anyrange, anymultirange),
	OPERATOR 5 pg_catalog.>> (anyrange, anyrange),
	OPERATOR 5 pg_catalog.>> (anyrange, anymultirange),
	OPERATOR 6 pg_catalog.-|- (anyrange, anyrange),
	OPERATOR 6 pg_catalog.-|- (anyrange, anymultirange),
	OPERATOR 7 pg_catalog.@> (anyrange, anyrange),
	OPERATOR 7 pg_catalog.@> (anyrange, anymultirange),
	OPERATOR 8 pg_catalog.<@ (anyrange, anyrange),
	OPERATOR 8 pg_catalog.<@ (anyrange, anymultirange),
	OPERATOR 16 pg_catalog.@> (anyrange, anyelement),
	OPERATOR 18 pg_catalog.= (anyrange, anyrange),
	FUNCTION 1 @extschema@.cpt_code_range_gist_consistent(
		internal, @extschema@.cpt_code_range, smallint, oid, internal),
	FUNCTION 2 @extschema@.cpt_code_range_gist_union(internal, internal),
	FUNCTION 3 @extschema@.cpt_code_range_gist_compress(internal),
	FUNCTION 5 pg_catalog.range_gist_penalty(internal, internal, internal),
	FUNCTION 6 pg_catalog.range_gist_picksplit(internal, internal),
	FUNCTION 7 pg_catalog.range_gist_same(anyrange, anyrange, internal),
	STORAGE pg_catalog.int4range;
COMMENT ON OPERATOR CLASS @extschema@.cpt_code_range_ops USING gist IS 'GiST over cpt_code_range';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_code_range_ops USING gist IS 'GiST over cpt_code_range';

CREATE FUNCTION @extschema@.cpt_code_multirange_gist_consistent(
		internal, @extschema@.cpt_code_multirange, smallint, oid, internal) RETURNS boolean
	AS 'MODULE_PATHNAME', 'cpt_code_multirange_gist_consistent' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_multirange_gist_consistent(
		internal, @extschema@.cpt_code_multirange, smallint, oid, internal) IS 'GiST support';

CREATE FUNCTION @extschema@.cpt_code_multirange_gist_compress(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'cpt_code_multirange_gist_compress' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_multirange_gist_compress(internal) IS 'GiST support';

CREATE OPERATOR CLASS @extschema@.cpt_code_multirange_ops
	DEFAULT FOR TYPE @extschema@.cpt_code_multirange USING gist AS
	OPERATOR 1 pg_catalog.<< (anymultirange, anymultirange),
	OPERATOR 1 pg_catalog.<< (anymultirange, anyrange),
	OPERATOR 2 pg_catalog.&< (anymultirange, anymultirange),
	OPERATOR 2 pg_catalog.&< (anymultirange, anyrange),
	OPERATOR 3 pg_catalog.&& (anymultirange, anymultirange),
	OPERATOR 3 pg_catalog.&& (anymultirange, anyrange),
	OPERATOR 4 pg_catalog.&> (anymultirange, anymultirange),
	OPERATOR 4 pg_catalog.&> (anymultirange, anyrange),
	OPERATOR 5 pg_catalog.>> (anymultirange, anymultirange),
	OPERATOR 5 pg_catalog.>> (anymultirange, anyrange),
	OPERATOR 6 pg_catalog.-|- (anymultirange, anymultirange),
	OPERATOR 6 pg_catalog.-|- (anymultirange, anyrange),
	OPERATOR 7 pg_catalog.@> (anymultirange, anymultirange),
	OPERATOR 7 pg_catalog.@> (anymultirange, anyrange),
	OPERATOR 8 pg_catalog.<@ (anymultirange, anymultirange),
	OPERATOR 8 pg_catalog.<@ (anymultirange, anyrange),
	OPERATOR 16 pg_catalog.@> (anymultirange, anyelement),
	OPERATOR 18 pg_catalog.= (anymultirange, anymultirange),
	FUNCTION 1 @extschema@.cpt_code_multirange_gist_consistent(
		internal, @extschema@.cpt_code_multirange, smallint, oid, internal),
	FUNCTION 2 @extschema@.cpt_code_range_gist_union(internal, internal),
	FUNCTION 3 @extschema@.cpt_code_multirange_gist_compress(internal),
	FUNCTION 5 pg_catalog.range_gist_penalty(internal, internal, internal),
	FUNCTION 6 pg_catalog.range_gist_picksplit(internal, internal),
	FUNCTION 7 pg_catalog.range_gist_same(anyrange, anyrange, internal),
	STORAGE pg_catalog.int4range;
COMMENT ON OPERATOR CLASS @extschema@.cpt_code_multirange_ops USING gist IS 'GiST over cpt_code_multirange';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_code_multirange_ops USING gist IS 'GiST over cpt_code_multirange';
