/*
 * ordered_copy.h
 *	  Rows of a query kept in their order in a temporary table, for a source that cannot be read in order piece by piece.
 */
#ifndef CPTPOLICY_ORDERED_COPY_H
#define CPTPOLICY_ORDERED_COPY_H

#include "postgres.h"

#define ORDERED_COPY_TABLE "cptpolicy_ordered_copy"
#define ORDERED_COPY "pg_temp." ORDERED_COPY_TABLE

/* Of what, and how. */
typedef struct ordered_copy
{
	const char *source;			/* a qualified name */
	const char *columns;		/* the first is that of the order, the others tell apart rows of one value */
	const char *order_column;
	const char *condition;		/* "WHERE ...", or "" */
	int			parameter_count;
	Oid		   *types;
	Datum	   *values;
} ordered_copy;

/*
 * Fill the session's one copy, after dropping what an earlier call that failed has left of it. Its rows have one more
 * column, number: from 1, one for each value of the order, nulls last; with an index on it, and not on values, which
 * may be of any length. Returns how many rows there are. Raises 42501 if the caller may create no temporary table. SPI
 * must be connected.
 */
extern uint64 ordered_copy_create(const ordered_copy *copy);

/* Drop the copy, if there is one. */
extern void ordered_copy_drop(void);

#endif							/* CPTPOLICY_ORDERED_COPY_H */
