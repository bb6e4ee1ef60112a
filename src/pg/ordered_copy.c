/*
 * ordered_copy.c
 *	  Rows of a query kept in their order in a temporary table.
 */
#include "pg/ordered_copy.h"

#include "catalog/namespace.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"

#include "pg/compat.h"
#include "pg/local_settings.h"
#include "pg/spi_reader.h"

static void
check_is_allowed(const ordered_copy *copy)
{
	spi_read("SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY')", 0, NULL);
	if (spi_boolean(0, 1))
		return;
	ereport(ERROR,
			errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			errmsg("permission denied to copy \"%s\" to a temporary table", copy->source),
			errdetail("It is copied because it cannot be read in the order of \"%s\" piece by piece.",
					  copy->order_column),
			errhint("Create an index on \"%s\", or get the privilege TEMPORARY on the database.", copy->order_column));
}

void
ordered_copy_drop(void)
{
	RangeVar   *table = makeRangeVar(pstrdup("pg_temp"), pstrdup(ORDERED_COPY_TABLE), -1);

	if (OidIsValid(RangeVarGetRelid(table, NoLock, true)))
		spi_run("DROP TABLE " ORDERED_COPY, SPI_OK_UTILITY);
}

/*
 * Sorted as for an index: in as much memory, and by parallel workers where the server finds them worthwhile. And sorted
 * before they are numbered: numbering sorts by the first column only, and the others would take a second sort.
 */
static uint64
fill(const ordered_copy *copy)
{
	const char *query = psprintf("CREATE TEMPORARY TABLE " ORDERED_COPY " AS SELECT %s, "
								 "pg_catalog.dense_rank() OVER (ORDER BY %s) AS number "
								 "FROM (SELECT %s FROM %s %s ORDER BY %s) s ORDER BY %s", copy->columns,
								 copy->order_column, copy->columns, copy->source, copy->condition, copy->columns,
								 copy->columns);
	int			level = local_settings_large_sort();
	uint64		count;

	spi_run_with(query, copy->parameter_count, copy->types, copy->values, NULL, SPI_OK_UTILITY);
	count = SPI_processed;
	local_settings_leave(level);
	return count;
}

uint64
ordered_copy_create(const ordered_copy *copy)
{
	uint64		count;

	check_is_allowed(copy);
	ordered_copy_drop();
	count = fill(copy);
	spi_run("CREATE INDEX ON " ORDERED_COPY " (number)", SPI_OK_UTILITY);
	return count;
}
