/*
 * cpt_code_range.c
 *	  Canonical form and subtype difference of cpt_code_range; its GiST classes.
 *
 * The server builds ranges of its own: GiST a union of its keys, a multirange
 * the gap between two of its ranges.  Such a range may well run from one group
 * of codes into another, which is an error in a value.  So
 *
 * - GiST keys are kept as int4range over the packed integers, where every union
 *   is legal.  The two types are laid out alike: conversion is a change of type
 *   (and the keys of leaves stay closed, as the queries are).
 * - the gap, which has both bounds exclusive, is let through (see below).
 */
#include "postgres.h"

#include "access/gist.h"
#include "access/stratnum.h"
#include "catalog/pg_type.h"
#include "utils/fmgrprotos.h"
#include "utils/multirangetypes.h"
#include "utils/rangetypes.h"

#include "pg/compat.h"
#include "pg/cptpolicy.h"

PG_FUNCTION_INFO_V1(cpt_code_range_canonical);
PG_FUNCTION_INFO_V1(cpt_code_range_subdiff);
PG_FUNCTION_INFO_V1(cpt_code_range_gist_compress);
PG_FUNCTION_INFO_V1(cpt_code_range_gist_consistent);
PG_FUNCTION_INFO_V1(cpt_code_multirange_gist_compress);
PG_FUNCTION_INFO_V1(cpt_code_multirange_gist_consistent);

static bool
in_one_group(const RangeBound *lower, const RangeBound *upper)
{
	return lower->infinite || upper->infinite ||
		cpt_code_group(DatumGetCptCode(lower->val)) == cpt_code_group(DatumGetCptCode(upper->val));
}

/* Makes a lower bound inclusive; false if no code is left above it. */
static bool
close_lower(RangeBound *lower)
{
	cpt_code	code;

	if (lower->infinite || lower->inclusive)
		return true;
	if (!cpt_code_next(DatumGetCptCode(lower->val), &code))
		return false;
	lower->val = CptCodeGetDatum(code);
	lower->inclusive = true;
	return true;
}

/* Makes an upper bound inclusive; false if no code is left below it. */
static bool
close_upper(RangeBound *upper)
{
	cpt_code	code;

	if (upper->infinite || upper->inclusive)
		return true;
	if (!cpt_code_previous(DatumGetCptCode(upper->val), &code))
		return false;
	upper->val = CptCodeGetDatum(code);
	upper->inclusive = true;
	return true;
}

static bool
is_reversed(const RangeBound *lower, const RangeBound *upper)
{
	return !lower->infinite && !upper->infinite &&
		DatumGetCptCode(lower->val) > DatumGetCptCode(upper->val);
}

/* The shape of a code, as the documentation writes it: 0042T is NNNNT. */
static void
shape_of(const char *code, char shape[CPT_CODE_LENGTH + 1])
{
	for (int i = 0; i <= CPT_CODE_LENGTH; i++)
		shape[i] = code[i] >= '0' && code[i] <= '9' ? 'N' : code[i];
}

static Datum
groups_differ(Node *escontext, const RangeBound *lower, const RangeBound *upper)
{
	char		first[CPT_CODE_LENGTH + 1];
	char		last[CPT_CODE_LENGTH + 1];
	char		first_shape[CPT_CODE_LENGTH + 1];
	char		last_shape[CPT_CODE_LENGTH + 1];

	cpt_code_format(DatumGetCptCode(lower->val), first);
	cpt_code_format(DatumGetCptCode(upper->val), last);
	shape_of(first, first_shape);
	shape_of(last, last_shape);
	ereturn(escontext, (Datum) 0,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("range of codes cannot run from \"%s\" to \"%s\"", first, last),
			 errdetail("Both bounds must be of one shape, but one is %s and the other %s.", first_shape, last_shape),
			 errhint("Use a multirange with one range for each shape.")));
}

/*
 * The closed form.  With both bounds exclusive and in two groups a range stays
 * as it is: that is how the server asks whether anything lies between two
 * ranges of a multirange, and an error would forbid {[64490,64495],[G0260,G0260]}.
 * It must not be empty either, or ranges of neighbouring groups would be joined.
 */
Datum
cpt_code_range_canonical(PG_FUNCTION_ARGS)
{
	RangeType  *range = PG_GETARG_RANGE_P(0);
	TypeCacheEntry *typcache = range_get_typcache(fcinfo, RangeTypeGetOid(range));
	RangeBound	lower;
	RangeBound	upper;
	RangeBound	first;
	RangeBound	last;
	bool		empty;

	range_deserialize(typcache, range, &lower, &upper, &empty);
	if (empty || (!lower.inclusive && !upper.inclusive && !in_one_group(&lower, &upper)))
		PG_RETURN_RANGE_P(range);
	first = lower;
	last = upper;
	if (!close_lower(&first) || !close_upper(&last) || is_reversed(&first, &last))
		PG_RETURN_RANGE_P(make_empty_range(typcache));
	if (!in_one_group(&first, &last))
		return groups_differ(fcinfo->context, &lower, &upper);
	PG_RETURN_RANGE_P(compat_range_serialize(typcache, &first, &last, false));
}

Datum
cpt_code_range_subdiff(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8((float8) PG_GETARG_CPT_CODE(0) - (float8) PG_GETARG_CPT_CODE(1));
}

/* A copy of the range as one of int4. */
static Datum
range_as_int4(Datum value)
{
	RangeType  *range = DatumGetRangeTypeP(value);
	RangeType  *copy = palloc(VARSIZE(range));

	memcpy(copy, range, VARSIZE(range));
	copy->rangetypid = INT4RANGEOID;
	return RangeTypePGetDatum(copy);
}

/* A copy of the multirange as one of int4. */
static Datum
multirange_as_int4(Datum value)
{
	MultirangeType *multirange = DatumGetMultirangeTypeP(value);
	MultirangeType *copy = palloc(VARSIZE(multirange));

	memcpy(copy, multirange, VARSIZE(multirange));
	copy->multirangetypid = INT4MULTIRANGEOID;
	return MultirangeTypePGetDatum(copy);
}

/* The right side of an indexed operator as its int4 twin; a single code is one already. */
static Datum
query_as_int4(Datum query, Oid type)
{
	if (type == ANYRANGEOID)
		return range_as_int4(query);
	if (type == ANYMULTIRANGEOID)
		return multirange_as_int4(query);
	return query;
}

Datum
cpt_code_range_gist_compress(PG_FUNCTION_ARGS)
{
	GISTENTRY  *entry = (GISTENTRY *) PG_GETARG_POINTER(0);
	GISTENTRY  *compressed;

	if (!entry->leafkey)
		PG_RETURN_POINTER(entry);
	compressed = palloc(sizeof(GISTENTRY));
	gistentryinit(*compressed, range_as_int4(entry->key), entry->rel, entry->page, entry->offset, false);
	PG_RETURN_POINTER(compressed);
}

/*
 * The closed range of int4 from the first to the last code of a multirange.
 * It is not made canonical, which for int4 is half-open: the leaf keys must
 * have the form of the queries that they are compared with.
 */
static RangeType *
bounding_range(TypeCacheEntry *int4range, MultirangeType *multirange)
{
	RangeBound	lower;
	RangeBound	upper;
	RangeBound	inner;

	if (MultirangeIsEmpty(multirange))
		return make_empty_range(int4range);
	multirange_get_bounds(int4range, multirange, 0, &lower, &inner);
	multirange_get_bounds(int4range, multirange, multirange->rangeCount - 1, &inner, &upper);
	return compat_range_serialize(int4range, &lower, &upper, false);
}

Datum
cpt_code_multirange_gist_compress(PG_FUNCTION_ARGS)
{
	GISTENTRY  *entry = (GISTENTRY *) PG_GETARG_POINTER(0);
	GISTENTRY  *compressed;
	RangeType  *key;

	if (!entry->leafkey)
		PG_RETURN_POINTER(entry);
	key = bounding_range(range_get_typcache(fcinfo, INT4RANGEOID), DatumGetMultirangeTypeP(entry->key));
	compressed = palloc(sizeof(GISTENTRY));
	gistentryinit(*compressed, RangeTypePGetDatum(key), entry->rel, entry->page, entry->offset, false);
	PG_RETURN_POINTER(compressed);
}

/* Without a type (exclusion constraints) the query is of the indexed type. */
Datum
cpt_code_range_gist_consistent(PG_FUNCTION_ARGS)
{
	Oid			subtype = PG_GETARG_OID(3);

	fcinfo->args[1].value = query_as_int4(PG_GETARG_DATUM(1), OidIsValid(subtype) ? subtype : ANYRANGEOID);
	return range_gist_consistent(fcinfo);
}

/*
 * multirange <@ multirange is asked as key <@ bounding range: a key spans the
 * gaps of its multirange, so it is seldom inside the ranges of the query.
 */
Datum
cpt_code_multirange_gist_consistent(PG_FUNCTION_ARGS)
{
	StrategyNumber strategy = PG_GETARG_UINT16(2);
	Oid			subtype = OidIsValid(PG_GETARG_OID(3)) ? PG_GETARG_OID(3) : ANYMULTIRANGEOID;
	Datum		query = PG_GETARG_DATUM(1);

	if (strategy == RANGESTRAT_CONTAINED_BY && subtype == ANYMULTIRANGEOID)
	{
		TypeCacheEntry *int4range = lookup_type_cache(INT4RANGEOID, TYPECACHE_RANGE_INFO);

		fcinfo->args[1].value = RangeTypePGetDatum(bounding_range(int4range, DatumGetMultirangeTypeP(query)));
		fcinfo->args[3].value = ObjectIdGetDatum(ANYRANGEOID);
	}
	else
		fcinfo->args[1].value = query_as_int4(query, subtype);
	return multirange_gist_consistent(fcinfo);
}
