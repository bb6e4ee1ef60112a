/*
 * ordered_copy.h
 *	  Rows of a query kept in their order in a temporary table, for a source that cannot be read in order piece by piece.
 */
#ifndef CPTPOLICY_ORDERED_COPY_H
#define CPTPOLICY_ORDERED_COPY_H

#include "postgres.h"

/* Of what, and how. */
typedef struct ordered_copy
{
	const char *name;			/* of the table, in pg_temp */
	const char *source;			/* for messages */
	const char *query;			/* with an ORDER BY of the first column */
	const char *order_column;
	int			parameter_count;
	Oid		   *types;
	Datum	   *values;
} ordered_copy;

/*
 * Run the query into the table, which gets an index on the column of its order; what an earlier call that failed has
 * left of it is dropped before. Returns how many rows there are. Raises 42501 if the caller may create no temporary
 * table. SPI must be connected.
 */
extern uint64 ordered_copy_create(const ordered_copy *copy);

/* Drop a copy of this name, if there is one. */
extern void ordered_copy_drop(const char *name);

#endif							/* CPTPOLICY_ORDERED_COPY_H */
