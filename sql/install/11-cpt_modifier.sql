/* The type cpt_modifier: one CPT or HCPCS modifier, 2 bytes by value. */

CREATE TYPE @extschema@.cpt_modifier;

CREATE FUNCTION @extschema@.cpt_modifier_in(cstring) RETURNS @extschema@.cpt_modifier
	AS 'MODULE_PATHNAME', 'cpt_modifier_in' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_modifier_in(cstring) IS 'I/O';

CREATE FUNCTION @extschema@.cpt_modifier_out(@extschema@.cpt_modifier) RETURNS cstring
	AS 'MODULE_PATHNAME', 'cpt_modifier_out' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_modifier_out(@extschema@.cpt_modifier) IS 'I/O';

CREATE FUNCTION @extschema@.cpt_modifier_recv(internal) RETURNS @extschema@.cpt_modifier
	AS 'MODULE_PATHNAME', 'cpt_modifier_recv' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_modifier_recv(internal) IS 'I/O';

CREATE FUNCTION @extschema@.cpt_modifier_send(@extschema@.cpt_modifier) RETURNS bytea
	AS 'MODULE_PATHNAME', 'cpt_modifier_send' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_modifier_send(@extschema@.cpt_modifier) IS 'I/O';

CREATE TYPE @extschema@.cpt_modifier (
	INPUT = @extschema@.cpt_modifier_in,
	OUTPUT = @extschema@.cpt_modifier_out,
	RECEIVE = @extschema@.cpt_modifier_recv,
	SEND = @extschema@.cpt_modifier_send,
	LIKE = pg_catalog.int2
);

COMMENT ON TYPE @extschema@.cpt_modifier IS 'two-character CPT or HCPCS modifier';

/* casts */

CREATE FUNCTION @extschema@.cpt_modifier(text) RETURNS @extschema@.cpt_modifier
	AS 'MODULE_PATHNAME', 'cpt_modifier_from_text' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_modifier(text) IS 'convert text to cpt_modifier';

CREATE FUNCTION @extschema@.cpt_modifier(bpchar) RETURNS @extschema@.cpt_modifier
	AS 'MODULE_PATHNAME', 'cpt_modifier_from_text' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_modifier(bpchar) IS 'convert char(n) to cpt_modifier';

CREATE FUNCTION @extschema@.text(@extschema@.cpt_modifier) RETURNS text
	AS 'MODULE_PATHNAME', 'cpt_modifier_to_text' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.text(@extschema@.cpt_modifier) IS 'convert cpt_modifier to text';

CREATE FUNCTION @extschema@.cpt_modifier_try(text) RETURNS @extschema@.cpt_modifier
	AS 'MODULE_PATHNAME', 'cpt_modifier_try' LANGUAGE C
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_modifier_try(text) IS 'convert text to cpt_modifier, null for what is none';

CREATE CAST (text AS @extschema@.cpt_modifier) WITH FUNCTION @extschema@.cpt_modifier(text) AS IMPLICIT;
COMMENT ON CAST (text AS @extschema@.cpt_modifier) IS 'convert text to cpt_modifier';

CREATE CAST (varchar AS @extschema@.cpt_modifier) WITH FUNCTION @extschema@.cpt_modifier(text) AS IMPLICIT;
COMMENT ON CAST (varchar AS @extschema@.cpt_modifier) IS 'convert varchar to cpt_modifier';

CREATE CAST (bpchar AS @extschema@.cpt_modifier) WITH FUNCTION @extschema@.cpt_modifier(bpchar) AS IMPLICIT;
COMMENT ON CAST (bpchar AS @extschema@.cpt_modifier) IS 'convert char(n) to cpt_modifier';

CREATE CAST (@extschema@.cpt_modifier AS text) WITH FUNCTION @extschema@.text(@extschema@.cpt_modifier) AS ASSIGNMENT;
COMMENT ON CAST (@extschema@.cpt_modifier AS text) IS 'convert cpt_modifier to text';

CREATE CAST (@extschema@.cpt_modifier AS varchar)
	WITH FUNCTION @extschema@.text(@extschema@.cpt_modifier) AS ASSIGNMENT;
COMMENT ON CAST (@extschema@.cpt_modifier AS varchar) IS 'convert cpt_modifier to varchar';

/* comparison */

CREATE FUNCTION @extschema@.cpt_modifier_eq(@extschema@.cpt_modifier, @extschema@.cpt_modifier) RETURNS boolean
	AS 'int2eq' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_modifier_eq(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	IS 'implementation of = operator';

CREATE FUNCTION @extschema@.cpt_modifier_ne(@extschema@.cpt_modifier, @extschema@.cpt_modifier) RETURNS boolean
	AS 'int2ne' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_modifier_ne(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	IS 'implementation of <> operator';

CREATE FUNCTION @extschema@.cpt_modifier_lt(@extschema@.cpt_modifier, @extschema@.cpt_modifier) RETURNS boolean
	AS 'int2lt' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_modifier_lt(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	IS 'implementation of < operator';

CREATE FUNCTION @extschema@.cpt_modifier_le(@extschema@.cpt_modifier, @extschema@.cpt_modifier) RETURNS boolean
	AS 'int2le' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_modifier_le(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	IS 'implementation of <= operator';

CREATE FUNCTION @extschema@.cpt_modifier_gt(@extschema@.cpt_modifier, @extschema@.cpt_modifier) RETURNS boolean
	AS 'int2gt' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_modifier_gt(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	IS 'implementation of > operator';

CREATE FUNCTION @extschema@.cpt_modifier_ge(@extschema@.cpt_modifier, @extschema@.cpt_modifier) RETURNS boolean
	AS 'int2ge' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_modifier_ge(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	IS 'implementation of >= operator';

CREATE FUNCTION @extschema@.cpt_modifier_cmp(@extschema@.cpt_modifier, @extschema@.cpt_modifier) RETURNS integer
	AS 'btint2cmp' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_modifier_cmp(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	IS 'less-equal-greater';

CREATE FUNCTION @extschema@.cpt_modifier_hash(@extschema@.cpt_modifier) RETURNS integer
	AS 'hashint2' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_modifier_hash(@extschema@.cpt_modifier) IS 'hash';

CREATE FUNCTION @extschema@.cpt_modifier_hash_extended(@extschema@.cpt_modifier, bigint) RETURNS bigint
	AS 'hashint2extended' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.cpt_modifier_hash_extended(@extschema@.cpt_modifier, bigint) IS 'hash';

CREATE FUNCTION @extschema@.cpt_modifier_larger(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	RETURNS @extschema@.cpt_modifier
	AS 'int2larger' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_modifier_larger(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	IS 'larger of two';

CREATE FUNCTION @extschema@.cpt_modifier_smaller(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	RETURNS @extschema@.cpt_modifier
	AS 'int2smaller' LANGUAGE internal
	IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cpt_modifier_smaller(@extschema@.cpt_modifier, @extschema@.cpt_modifier)
	IS 'smaller of two';

CREATE OPERATOR @extschema@.= (
	LEFTARG = @extschema@.cpt_modifier,
	RIGHTARG = @extschema@.cpt_modifier,
	FUNCTION = @extschema@.cpt_modifier_eq,
	COMMUTATOR = OPERATOR(@extschema@.=),
	NEGATOR = OPERATOR(@extschema@.<>),
	RESTRICT = eqsel,
	JOIN = eqjoinsel,
	HASHES,
	MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.cpt_modifier, @extschema@.cpt_modifier) IS 'equal';

CREATE OPERATOR @extschema@.<> (
	LEFTARG = @extschema@.cpt_modifier,
	RIGHTARG = @extschema@.cpt_modifier,
	FUNCTION = @extschema@.cpt_modifier_ne,
	COMMUTATOR = OPERATOR(@extschema@.<>),
	NEGATOR = OPERATOR(@extschema@.=),
	RESTRICT = neqsel,
	JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.cpt_modifier, @extschema@.cpt_modifier) IS 'not equal';

CREATE OPERATOR @extschema@.< (
	LEFTARG = @extschema@.cpt_modifier,
	RIGHTARG = @extschema@.cpt_modifier,
	FUNCTION = @extschema@.cpt_modifier_lt,
	COMMUTATOR = OPERATOR(@extschema@.>),
	NEGATOR = OPERATOR(@extschema@.>=),
	RESTRICT = scalarltsel,
	JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.cpt_modifier, @extschema@.cpt_modifier) IS 'less than';

CREATE OPERATOR @extschema@.<= (
	LEFTARG = @extschema@.cpt_modifier,
	RIGHTARG = @extschema@.cpt_modifier,
	FUNCTION = @extschema@.cpt_modifier_le,
	COMMUTATOR = OPERATOR(@extschema@.>=),
	NEGATOR = OPERATOR(@extschema@.>),
	RESTRICT = scalarlesel,
	JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.cpt_modifier, @extschema@.cpt_modifier) IS 'less than or equal';

CREATE OPERATOR @extschema@.> (
	LEFTARG = @extschema@.cpt_modifier,
	RIGHTARG = @extschema@.cpt_modifier,
	FUNCTION = @extschema@.cpt_modifier_gt,
	COMMUTATOR = OPERATOR(@extschema@.<),
	NEGATOR = OPERATOR(@extschema@.<=),
	RESTRICT = scalargtsel,
	JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.cpt_modifier, @extschema@.cpt_modifier) IS 'greater than';

CREATE OPERATOR @extschema@.>= (
	LEFTARG = @extschema@.cpt_modifier,
	RIGHTARG = @extschema@.cpt_modifier,
	FUNCTION = @extschema@.cpt_modifier_ge,
	COMMUTATOR = OPERATOR(@extschema@.<=),
	NEGATOR = OPERATOR(@extschema@.<),
	RESTRICT = scalargesel,
	JOIN = scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.cpt_modifier, @extschema@.cpt_modifier) IS 'greater than or equal';

/* operator classes */

CREATE OPERATOR CLASS @extschema@.cpt_modifier_ops
	DEFAULT FOR TYPE @extschema@.cpt_modifier USING btree AS
	OPERATOR 1 @extschema@.< (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 2 @extschema@.<= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 3 @extschema@.= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 4 @extschema@.>= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 5 @extschema@.> (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	FUNCTION 1 @extschema@.cpt_modifier_cmp(@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	FUNCTION 2 pg_catalog.btint2sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.cpt_modifier_ops USING btree IS 'B-tree over cpt_modifier';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_modifier_ops USING btree IS 'B-tree over cpt_modifier';

CREATE OPERATOR CLASS @extschema@.cpt_modifier_ops
	DEFAULT FOR TYPE @extschema@.cpt_modifier USING hash AS
	OPERATOR 1 @extschema@.= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	FUNCTION 1 @extschema@.cpt_modifier_hash(@extschema@.cpt_modifier),
	FUNCTION 2 @extschema@.cpt_modifier_hash_extended(@extschema@.cpt_modifier, bigint);
COMMENT ON OPERATOR CLASS @extschema@.cpt_modifier_ops USING hash IS 'hashing of cpt_modifier';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_modifier_ops USING hash IS 'hashing of cpt_modifier';

CREATE OPERATOR CLASS @extschema@.cpt_modifier_minmax_ops
	DEFAULT FOR TYPE @extschema@.cpt_modifier USING brin AS
	OPERATOR 1 @extschema@.< (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 2 @extschema@.<= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 3 @extschema@.= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 4 @extschema@.>= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 5 @extschema@.> (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS @extschema@.cpt_modifier_minmax_ops USING brin IS 'BRIN minimum and maximum of cpt_modifier';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_modifier_minmax_ops USING brin IS 'BRIN minimum and maximum of cpt_modifier';

CREATE OPERATOR CLASS @extschema@.cpt_modifier_minmax_multi_ops
	FOR TYPE @extschema@.cpt_modifier USING brin AS
	OPERATOR 1 @extschema@.< (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 2 @extschema@.<= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 3 @extschema@.= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 4 @extschema@.>= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	OPERATOR 5 @extschema@.> (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	FUNCTION 1 pg_catalog.brin_minmax_multi_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_multi_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_multi_consistent(internal, internal, internal, integer),
	FUNCTION 4 pg_catalog.brin_minmax_multi_union(internal, internal, internal),
	FUNCTION 5 pg_catalog.brin_minmax_multi_options(internal),
	FUNCTION 11 pg_catalog.brin_minmax_multi_distance_int2(internal, internal);
COMMENT ON OPERATOR CLASS @extschema@.cpt_modifier_minmax_multi_ops USING brin
	IS 'BRIN several intervals of cpt_modifier';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_modifier_minmax_multi_ops USING brin
	IS 'BRIN several intervals of cpt_modifier';

CREATE OPERATOR CLASS @extschema@.cpt_modifier_bloom_ops
	FOR TYPE @extschema@.cpt_modifier USING brin AS
	OPERATOR 1 @extschema@.= (@extschema@.cpt_modifier, @extschema@.cpt_modifier),
	FUNCTION 1 pg_catalog.brin_bloom_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_bloom_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_bloom_consistent(internal, internal, internal, integer),
	FUNCTION 4 pg_catalog.brin_bloom_union(internal, internal, internal),
	FUNCTION 5 pg_catalog.brin_bloom_options(internal),
	FUNCTION 11 @extschema@.cpt_modifier_hash(@extschema@.cpt_modifier);
COMMENT ON OPERATOR CLASS @extschema@.cpt_modifier_bloom_ops USING brin IS 'BRIN Bloom filter of cpt_modifier';
COMMENT ON OPERATOR FAMILY @extschema@.cpt_modifier_bloom_ops USING brin IS 'BRIN Bloom filter of cpt_modifier';

/* aggregates */

CREATE AGGREGATE @extschema@.max(@extschema@.cpt_modifier) (
	SFUNC = @extschema@.cpt_modifier_larger,
	STYPE = @extschema@.cpt_modifier,
	COMBINEFUNC = @extschema@.cpt_modifier_larger,
	SORTOP = OPERATOR(@extschema@.>),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.max(@extschema@.cpt_modifier) IS 'maximum cpt_modifier of all input values';

CREATE AGGREGATE @extschema@.min(@extschema@.cpt_modifier) (
	SFUNC = @extschema@.cpt_modifier_smaller,
	STYPE = @extschema@.cpt_modifier,
	COMBINEFUNC = @extschema@.cpt_modifier_smaller,
	SORTOP = OPERATOR(@extschema@.<),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.min(@extschema@.cpt_modifier) IS 'minimum cpt_modifier of all input values';
