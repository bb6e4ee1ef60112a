/*
 * query_plan.c
 *	  What the planner makes of a prepared query.
 */
#include "pg/query_plan.h"

#include "fmgr.h"
#include "nodes/plannodes.h"
#include "utils/plancache.h"
#include "utils/resowner.h"

#include "pg/compat.h"

static bool any_sorts(List *plans);

static bool
sorts(const Plan *plan)
{
	if (plan == NULL)
		return false;
	switch (nodeTag(plan))
	{
		case T_Sort:
		case T_IncrementalSort:
			return true;
		case T_Append:
			return any_sorts(((const Append *) plan)->appendplans);
		case T_MergeAppend:
			return any_sorts(((const MergeAppend *) plan)->mergeplans);
		case T_SubqueryScan:
			return sorts(((const SubqueryScan *) plan)->subplan);
		case T_CustomScan:
			return any_sorts(((const CustomScan *) plan)->custom_plans);
		default:
			return sorts(plan->lefttree) || sorts(plan->righttree);
	}
}

static bool
any_sorts(List *plans)
{
	ListCell   *cell;

	foreach(cell, plans)
	{
		if (sorts(lfirst(cell)))
			return true;
	}
	return false;
}

query_plan
query_plan_of(SPIPlanPtr prepared)
{
	CachedPlan *cached = SPI_plan_get_cached_plan(prepared);
	const Plan *plan;
	query_plan	result;

	if (cached == NULL)
		elog(ERROR, "a query was not planned as one statement");
	plan = linitial_node(PlannedStmt, cached->stmt_list)->planTree;
	result = (query_plan) {sorts(plan), plan->startup_cost, plan->total_cost};
	ReleaseCachedPlan(cached, CurrentResourceOwner);
	return result;
}
