/*
 * query_plan.h
 *	  What the planner makes of a prepared query.
 */
#ifndef CPTPOLICY_QUERY_PLAN_H
#define CPTPOLICY_QUERY_PLAN_H

#include "postgres.h"

#include "executor/spi.h"

typedef struct query_plan
{
	bool		sorts;			/* rows, all that it reads; not what belongs to a single row */
	double		startup_cost;	/* until the first row comes, in the planner's units */
	double		cost;			/* of all rows */
} query_plan;

/* Plan a kept query for parameters of any value. Its tables are locked until the transaction ends. */
extern query_plan query_plan_of(SPIPlanPtr prepared);

#endif							/* CPTPOLICY_QUERY_PLAN_H */
