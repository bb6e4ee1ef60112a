/*
 * cpt_code_selectivity.c
 *	  The planner's estimate for code ^@ prefix.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_statistic.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"

#include "pg/compat.h"
#include "pg/cptpolicy.h"

PG_FUNCTION_INFO_V1(cpt_code_prefixsel);

/*
 * The share of a histogram's rows below a place in the order of all codes.
 * Places, not packed integers: a bin may span the gap between two groups.
 */
static double
share_below(const AttStatsSlot *histogram, double place)
{
	double		low = cpt_code_ordinal(DatumGetCptCode(histogram->values[0]));
	int			bins = histogram->nvalues - 1;

	if (place <= low)
		return 0;
	for (int i = 1; i <= bins; i++)
	{
		double		high = cpt_code_ordinal(DatumGetCptCode(histogram->values[i]));

		if (place <= high)
			return (i - 1 + (place - low) / (high - low)) / bins;
		low = high;
	}
	return 1;
}

/* The share of a histogram's rows within the families. */
static double
share_within(const AttStatsSlot *histogram, const cpt_code_family *families, int count)
{
	double		share = 0;

	for (int i = 0; i < count; i++)
		share += share_below(histogram, cpt_code_ordinal(families[i].last) + 1) -
			share_below(histogram, cpt_code_ordinal(families[i].first));
	return share;
}

/* The same for a column without a histogram: the families' share of all codes. */
static double
share_of_domain(const cpt_code_family *families, int count)
{
	double		codes = 0;

	for (int i = 0; i < count; i++)
		codes += cpt_code_ordinal(families[i].last) - cpt_code_ordinal(families[i].first) + 1;
	return codes / CPT_CODE_COUNT;
}

/* The share of the rows that are neither null nor among the most common values. */
static double
histogram_selectivity_of_prefix(VariableStatData *column, Oid match, const text *prefix)
{
	cpt_code_family families[CPT_CODE_MAX_FAMILIES];
	int			count = cpt_code_prefix_families(VARDATA_ANY(prefix), VARSIZE_ANY_EXHDR(prefix), families);
	double		share = share_of_domain(families, count);
	AttStatsSlot histogram;

	if (HeapTupleIsValid(column->statsTuple) && statistic_proc_security_check(column, match) &&
		get_attstatsslot(&histogram, column->statsTuple, STATISTIC_KIND_HISTOGRAM, InvalidOid, ATTSTATSSLOT_VALUES))
	{
		if (histogram.nvalues > 1)
			share = share_within(&histogram, families, count);
		free_attstatsslot(&histogram);
	}
	return share;
}

/* The share of a column's rows that match a constant prefix. */
static double
prefix_selectivity(VariableStatData *column, Oid match, Datum prefix)
{
	FmgrInfo	match_function;
	double		common;
	double		common_matching;
	double		rest = 1;

	fmgr_info(match, &match_function);
	common_matching = mcv_selectivity(column, &match_function, InvalidOid, prefix, true, &common);
	if (HeapTupleIsValid(column->statsTuple))
		rest -= ((Form_pg_statistic) GETSTRUCT(column->statsTuple))->stanullfrac;
	rest = Max(rest - common, 0);
	return common_matching + rest * histogram_selectivity_of_prefix(column, match, DatumGetTextPP(prefix));
}

Datum
cpt_code_prefixsel(PG_FUNCTION_ARGS)
{
	PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
	Oid			operator = PG_GETARG_OID(1);
	List	   *arguments = (List *) PG_GETARG_POINTER(2);
	VariableStatData column;
	Node	   *other;
	bool		column_on_left;
	double		selectivity = DEFAULT_MATCHING_SEL;

	if (!get_restriction_variable(root, arguments, PG_GETARG_INT32(3), &column, &other, &column_on_left))
		PG_RETURN_FLOAT8(selectivity);
	if (column_on_left && IsA(other, Const))
		selectivity = ((Const *) other)->constisnull ? 0 :
			prefix_selectivity(&column, get_opcode(operator), ((Const *) other)->constvalue);
	ReleaseVariableStats(column);
	CLAMP_PROBABILITY(selectivity);
	PG_RETURN_FLOAT8(selectivity);
}
