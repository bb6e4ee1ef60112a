/* The type cpt_code: one CPT or HCPCS Level II procedure code, 4 bytes by value. */

CREATE TYPE @extschema@.cpt_code;

CREATE FUNCTION @extschema@.cpt_code_in(cstring) RETURNS @extschema@.cpt_code
	AS 'MODULE_PATHNAME', 'cpt_code_in' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_in(cstring) IS 'I/O';

CREATE FUNCTION @extschema@.cpt_code_out(@extschema@.cpt_code) RETURNS cstring
	AS 'MODULE_PATHNAME', 'cpt_code_out' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_out(@extschema@.cpt_code) IS 'I/O';

CREATE FUNCTION @extschema@.cpt_code_recv(internal) RETURNS @extschema@.cpt_code
	AS 'MODULE_PATHNAME', 'cpt_code_recv' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_recv(internal) IS 'I/O';

CREATE FUNCTION @extschema@.cpt_code_send(@extschema@.cpt_code) RETURNS bytea
	AS 'MODULE_PATHNAME', 'cpt_code_send' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_send(@extschema@.cpt_code) IS 'I/O';

CREATE TYPE @extschema@.cpt_code (
	INPUT = @extschema@.cpt_code_in,
	OUTPUT = @extschema@.cpt_code_out,
	RECEIVE = @extschema@.cpt_code_recv,
	SEND = @extschema@.cpt_code_send,
	LIKE = pg_catalog.int4
);

COMMENT ON TYPE @extschema@.cpt_code IS 'CPT or HCPCS Level II procedure code';

/* casts */

CREATE FUNCTION @extschema@.cpt_code(text) RETURNS @extschema@.cpt_code
	AS 'MODULE_PATHNAME', 'cpt_code_from_text' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code(text) IS 'convert text to cpt_code';

CREATE FUNCTION @extschema@.cpt_code(bpchar) RETURNS @extschema@.cpt_code
	AS 'MODULE_PATHNAME', 'cpt_code_from_text' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code(bpchar) IS 'convert char(n) to cpt_code';

CREATE FUNCTION @extschema@.text(@extschema@.cpt_code) RETURNS text
	AS 'MODULE_PATHNAME', 'cpt_code_to_text' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.text(@extschema@.cpt_code) IS 'convert cpt_code to text';

CREATE FUNCTION @extschema@.cpt_code_try(text) RETURNS @extschema@.cpt_code
	AS 'MODULE_PATHNAME', 'cpt_code_try' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_try(text) IS 'convert text to cpt_code, null for what is none';

CREATE CAST (text AS @extschema@.cpt_code) WITH FUNCTION @extschema@.cpt_code(text) AS IMPLICIT;
COMMENT ON CAST (text AS @extschema@.cpt_code) IS 'convert text to cpt_code';

CREATE CAST (varchar AS @extschema@.cpt_code) WITH FUNCTION @extschema@.cpt_code(text) AS IMPLICIT;
COMMENT ON CAST (varchar AS @extschema@.cpt_code) IS 'convert varchar to cpt_code';

CREATE CAST (bpchar AS @extschema@.cpt_code) WITH FUNCTION @extschema@.cpt_code(bpchar) AS IMPLICIT;
COMMENT ON CAST (bpchar AS @extschema@.cpt_code) IS 'convert char(n) to cpt_code';

CREATE CAST (@extschema@.cpt_code AS text) WITH FUNCTION @extschema@.text(@extschema@.cpt_code) AS ASSIGNMENT;
COMMENT ON CAST (@extschema@.cpt_code AS text) IS 'convert cpt_code to text';

CREATE CAST (@extschema@.cpt_code AS varchar) WITH FUNCTION @extschema@.text(@extschema@.cpt_code) AS ASSIGNMENT;
COMMENT ON CAST (@extschema@.cpt_code AS varchar) IS 'convert cpt_code to varchar';

/* comparison */

CREATE FUNCTION @extschema@.cpt_code_eq(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS boolean
	AS 'int4eq' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_code_eq(@extschema@.cpt_code, @extschema@.cpt_code)
	IS 'implementation of = operator';

CREATE FUNCTION @extschema@.cpt_code_ne(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS boolean
	AS 'int4ne' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_code_ne(@extschema@.cpt_code, @extschema@.cpt_code)
	IS 'implementation of <> operator';

CREATE FUNCTION @extschema@.cpt_code_lt(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS boolean
	AS 'int4lt' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_code_lt(@extschema@.cpt_code, @extschema@.cpt_code)
	IS 'implementation of < operator';

CREATE FUNCTION @extschema@.cpt_code_le(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS boolean
	AS 'int4le' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_code_le(@extschema@.cpt_code, @extschema@.cpt_code)
	IS 'implementation of <= operator';

CREATE FUNCTION @extschema@.cpt_code_gt(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS boolean
	AS 'int4gt' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_code_gt(@extschema@.cpt_code, @extschema@.cpt_code)
	IS 'implementation of > operator';

CREATE FUNCTION @extschema@.cpt_code_ge(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS boolean
	AS 'int4ge' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_code_ge(@extschema@.cpt_code, @extschema@.cpt_code)
	IS 'implementation of >= operator';

CREATE FUNCTION @extschema@.cpt_code_cmp(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS integer
	AS 'btint4cmp' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_code_cmp(@extschema@.cpt_code, @extschema@.cpt_code) IS 'less-equal-greater';

CREATE FUNCTION @extschema@.cpt_code_hash(@extschema@.cpt_code) RETURNS integer
	AS 'hashint4' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_code_hash(@extschema@.cpt_code) IS 'hash';

CREATE FUNCTION @extschema@.cpt_code_hash_extended(@extschema@.cpt_code, bigint) RETURNS bigint
	AS 'hashint4extended' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_code_hash_extended(@extschema@.cpt_code, bigint) IS 'hash';

CREATE FUNCTION @extschema@.cpt_code_larger(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS @extschema@.cpt_code
	AS 'int4larger' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_larger(@extschema@.cpt_code, @extschema@.cpt_code) IS 'larger of two';

CREATE FUNCTION @extschema@.cpt_code_smaller(@extschema@.cpt_code, @extschema@.cpt_code) RETURNS @extschema@.cpt_code
	AS 'int4smaller' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_smaller(@extschema@.cpt_code, @extschema@.cpt_code) IS 'smaller of two';

CREATE OPERATOR @extschema@.= (
	LEFTARG = @extschema@.cpt_code,
	RIGHTARG = @extschema@.cpt_code,
	FUNCTION = @extschema@.cpt_code_eq,
	COMMUTATOR = OPERATOR(@extschema@.=),
	NEGATOR = OPERATOR(@extschema@.<>),
	RESTRICT = eqsel,
	JOIN = eqjoinsel,
	HASHES,
	MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.cpt_code, @extschema@.cpt_code) IS 'equal';

CREATE OPERATOR @extschema@.<> (
	LEFTARG = @extschema@.cpt_code,
	RIGHTARG = @extschema@.cpt_code,
	FUNCTION = @extschema@.cpt_code_ne,
	COMMUTATOR = OPERATOR(@extschema@.<>),
	NEGATOR = OPERATOR(@extschema@.=),
	RESTRICT = neqsel,
	JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.cpt_code, @extschema@.cpt_code) IS 'not equal';

CREATE OPERATOR @extschema@.< (
	LEFTARG = @extschema@.cpt_code,
	RIGHTARG = @extschema@.cpt_code,
	FUNCTION = @extschema@.cpt_code_lt,
	COMMUTATOR = OPERATOR(@extschema@.>),
	NEGATOR = OPERATOR(@extschema@.>=),
	RESTRICT = scalarltsel,
	JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.cpt_code, @extschema@.cpt_code) IS 'less than';

CREATE OPERATOR @extschema@.<= (
	LEFTARG = @extschema@.cpt_code,
	RIGHTARG = @extschema@.cpt_code,
	FUNCTION = @extschema@.cpt_code_le,
	COMMUTATOR = OPERATOR(@extschema@.>=),
	NEGATOR = OPERATOR(@extschema@.>),
	RESTRICT = scalarlesel,
	JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.cpt_code, @extschema@.cpt_code) IS 'less than or equal';

CREATE OPERATOR @extschema@.> (
	LEFTARG = @extschema@.cpt_code,
	RIGHTARG = @extschema@.cpt_code,
	FUNCTION = @extschema@.cpt_code_gt,
	COMMUTATOR = OPERATOR(@extschema@.<),
	NEGATOR = OPERATOR(@extschema@.<=),
	RESTRICT = scalargtsel,
	JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.cpt_code, @extschema@.cpt_code) IS 'greater than';

CREATE OPERATOR @extschema@.>= (
	LEFTARG = @extschema@.cpt_code,
	RIGHTARG = @extschema@.cpt_code,
	FUNCTION = @extschema@.cpt_code_ge,
	COMMUTATOR = OPERATOR(@extschema@.<=),
	NEGATOR = OPERATOR(@extschema@.<),
	RESTRICT = scalargesel,
	JOIN = scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.cpt_code, @extschema@.cpt_code) IS 'greater than or equal';

/* operator classes */

CREATE OPERATOR CLASS @extschema@.cpt_code_ops
	DEFAULT FOR TYPE @extschema@.cpt_code USING btree AS
	OPERATOR 1 @extschema@.< (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 2 @extschema@.<= (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 3 @extschema@.= (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 4 @extschema@.>= (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 5 @extschema@.> (@extschema@.cpt_code, @extschema@.cpt_code),
	FUNCTION 1 @extschema@.cpt_code_cmp(@extschema@.cpt_code, @extschema@.cpt_code),
	FUNCTION 2 pg_catalog.btint4sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.cpt_code_ops USING btree IS 'B-tree over cpt_code';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_code_ops USING btree IS 'B-tree over cpt_code';

CREATE OPERATOR CLASS @extschema@.cpt_code_ops
	DEFAULT FOR TYPE @extschema@.cpt_code USING hash AS
	OPERATOR 1 @extschema@.= (@extschema@.cpt_code, @extschema@.cpt_code),
	FUNCTION 1 @extschema@.cpt_code_hash(@extschema@.cpt_code),
	FUNCTION 2 @extschema@.cpt_code_hash_extended(@extschema@.cpt_code, bigint);
COMMENT ON OPERATOR CLASS @extschema@.cpt_code_ops USING hash IS 'hashing of cpt_code';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_code_ops USING hash IS 'hashing of cpt_code';

CREATE OPERATOR CLASS @extschema@.cpt_code_minmax_ops
	DEFAULT FOR TYPE @extschema@.cpt_code USING brin AS
	OPERATOR 1 @extschema@.< (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 2 @extschema@.<= (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 3 @extschema@.= (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 4 @extschema@.>= (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 5 @extschema@.> (@extschema@.cpt_code, @extschema@.cpt_code),
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS @extschema@.cpt_code_minmax_ops USING brin IS 'BRIN minimum and maximum of cpt_code';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_code_minmax_ops USING brin IS 'BRIN minimum and maximum of cpt_code';

CREATE OPERATOR CLASS @extschema@.cpt_code_minmax_multi_ops
	FOR TYPE @extschema@.cpt_code USING brin AS
	OPERATOR 1 @extschema@.< (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 2 @extschema@.<= (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 3 @extschema@.= (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 4 @extschema@.>= (@extschema@.cpt_code, @extschema@.cpt_code),
	OPERATOR 5 @extschema@.> (@extschema@.cpt_code, @extschema@.cpt_code),
	FUNCTION 1 pg_catalog.brin_minmax_multi_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_multi_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_multi_consistent(internal, internal, internal, integer),
	FUNCTION 4 pg_catalog.brin_minmax_multi_union(internal, internal, internal),
	FUNCTION 5 pg_catalog.brin_minmax_multi_options(internal),
	FUNCTION 11 pg_catalog.brin_minmax_multi_distance_int4(internal, internal);
COMMENT ON OPERATOR CLASS @extschema@.cpt_code_minmax_multi_ops USING brin IS 'BRIN several intervals of cpt_code';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_code_minmax_multi_ops USING brin IS 'BRIN several intervals of cpt_code';

CREATE OPERATOR CLASS @extschema@.cpt_code_bloom_ops
	FOR TYPE @extschema@.cpt_code USING brin AS
	OPERATOR 1 @extschema@.= (@extschema@.cpt_code, @extschema@.cpt_code),
	FUNCTION 1 pg_catalog.brin_bloom_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_bloom_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_bloom_consistent(internal, internal, internal, integer),
	FUNCTION 4 pg_catalog.brin_bloom_union(internal, internal, internal),
	FUNCTION 5 pg_catalog.brin_bloom_options(internal),
	FUNCTION 11 @extschema@.cpt_code_hash(@extschema@.cpt_code);
COMMENT ON OPERATOR CLASS @extschema@.cpt_code_bloom_ops USING brin IS 'BRIN Bloom filter of cpt_code';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_code_bloom_ops USING brin IS 'BRIN Bloom filter of cpt_code';

/* aggregates */

CREATE AGGREGATE @extschema@.max(@extschema@.cpt_code) (
	SFUNC = @extschema@.cpt_code_larger,
	STYPE = @extschema@.cpt_code,
	COMBINEFUNC = @extschema@.cpt_code_larger,
	SORTOP = OPERATOR(@extschema@.>),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.max(@extschema@.cpt_code) IS 'maximum cpt_code of all input values';

CREATE AGGREGATE @extschema@.min(@extschema@.cpt_code) (
	SFUNC = @extschema@.cpt_code_smaller,
	STYPE = @extschema@.cpt_code,
	COMBINEFUNC = @extschema@.cpt_code_smaller,
	SORTOP = OPERATOR(@extschema@.<),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.min(@extschema@.cpt_code) IS 'minimum cpt_code of all input values';

/* categories and prefixes */

CREATE FUNCTION @extschema@.cpt_category(@extschema@.cpt_code) RETURNS text
	AS 'MODULE_PATHNAME', 'cpt_category' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_category(@extschema@.cpt_code)
	IS 'category of a code: I, II, III, PLA, MAAA or HCPCS';

CREATE FUNCTION @extschema@.cpt_code_prefix_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'cpt_code_prefix_support' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_prefix_support(internal) IS 'planner support for cpt_code_starts_with';

CREATE FUNCTION @extschema@.cpt_code_starts_with(@extschema@.cpt_code, text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'cpt_code_prefix_match' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF
	SUPPORT @extschema@.cpt_code_prefix_support;
COMMENT ON FUNCTION @extschema@.cpt_code_starts_with(@extschema@.cpt_code, text)
	IS 'implementation of ^@ operator';

CREATE FUNCTION @extschema@.cpt_code_prefixsel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME', 'cpt_code_prefixsel' LANGUAGE C
	STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_code_prefixsel(internal, oid, internal, integer)
	IS 'restriction selectivity of ^@ operator';

CREATE OPERATOR @extschema@.^@ (
	LEFTARG = @extschema@.cpt_code,
	RIGHTARG = text,
	FUNCTION = @extschema@.cpt_code_starts_with,
	RESTRICT = @extschema@.cpt_code_prefixsel,
	JOIN = matchingjoinsel
);
COMMENT ON OPERATOR @extschema@.^@ (@extschema@.cpt_code, text) IS 'starts with';
