/*
 * evaluation_source.c
 *	  The claims that evaluate_claims() reads: batch by batch, in the order of their ids.
 *
 * A batch is the rows after the last id of the batch before, so it needs nothing but that id to go on, in another
 * transaction or another session. Rows of one id are never parted. Rows without an id are the last batch.
 *
 * That is cheap where the server can read the rows in order, as from a table with an index. Where it would sort all of
 * them for each batch, they are copied in order first, into a temporary table with an index.
 */
#include "pg/evaluation_source.h"

#include <math.h>

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "pg/claim_columns.h"
#include "pg/compat.h"
#include "pg/local_settings.h"
#include "pg/ordered_copy.h"
#include "pg/query_plan.h"
#include "pg/relation_name.h"
#include "pg/spi_reader.h"

#define CLAIM_COLUMNS ID_COLUMN ", " CLAIM_COLUMN
#define COST_OF_COPY 2.0		/* of the query and a sort, and as much for writing the rows and reading them again */
#define FETCHED_ROWS_MAX 250	/* few enough to stay in the processor's cache */

/* Where the next batch begins. */
typedef enum source_place
{
	PLACE_START,
	PLACE_AFTER_ID,
	PLACE_NULLS,
	PLACE_END,
	PLACE_COUNT
} source_place;

struct evaluation_source
{
	MemoryContext context;
	claim_columns columns;
	const char *name;
	bool		is_copied;		/* rows are read from the copy */
	bool		is_table;		/* with rows of its own, not a view or a foreign table */
	bool		in_order;		/* to be read without a sort */
	int			batch_size;

	source_place place;
	Datum		last_id;		/* after PLACE_START */
	char	   *last_id_text;
	bool		has_last;		/* of the batch: a row came before */
	int32		occurrence;		/* of that row */
	int64		id_count;		/* ids that were read: the number of the last one in the copy */

	SPIPlanPtr	plans[PLACE_COUNT];
	SPIPlanPtr	plan_of_all;	/* rows, in their order */
	MemoryContextCallback on_release;
	Portal		portal;
	uint64		batch_rows;
	SPITupleTable *fetched;
	MemoryContext fetched_context;	/* texts of ids, the claim at hand */
	char	  **ids;
	Jsonb	   *detoasted;		/* of the claim that was asked for last, or NULL */
};

/* ---- what the source is ---- */

static void
forget_plan(SPIPlanPtr *plan)
{
	if (*plan != NULL)
		SPI_freeplan(*plan);
	*plan = NULL;
}

/* Plans that are kept belong to the session: an error must not leave them there. */
static void
forget_plans(void *argument)
{
	evaluation_source *source = argument;

	for (int place = 0; place < PLACE_COUNT; place++)
		forget_plan(&source->plans[place]);
	forget_plan(&source->plan_of_all);
}

/* By asking for its columns and for no row: no run is begun for who may not read them. */
static void
check_is_readable(const evaluation_source *source)
{
	spi_read(psprintf("SELECT " CLAIM_COLUMNS " FROM %s LIMIT 0", source->name), 0, NULL);
}

evaluation_source *
evaluation_source_open(Oid relation, int batch_size)
{
	evaluation_source *source = palloc0(sizeof(evaluation_source));
	char		kind;

	LockRelationOid(relation, AccessShareLock);
	claim_columns_read(&source->columns, relation);
	kind = get_rel_relkind(relation);
	source->context = CurrentMemoryContext;
	source->fetched_context = AllocSetContextCreate(CurrentMemoryContext, "cptpolicy claim ids",
													ALLOCSET_DEFAULT_SIZES);
	source->name = relation_name(relation);
	source->is_table = kind != RELKIND_VIEW && kind != RELKIND_FOREIGN_TABLE;
	source->batch_size = batch_size;
	source->on_release = (MemoryContextCallback) {.func = forget_plans, .arg = source};
	MemoryContextRegisterResetCallback(source->context, &source->on_release);
	check_is_readable(source);
	return source;
}

const char *
evaluation_source_name(const evaluation_source *source)
{
	return source->name;
}

/* ---- where to go on ---- */

/* Remember a copy of the id. */
static void
set_last_id(evaluation_source *source, Datum id, const char *text)
{
	MemoryContext before = MemoryContextSwitchTo(source->context);
	Datum		copy = claim_id_copy(&source->columns, id);

	if (source->last_id_text != NULL)
	{
		if (!source->columns.id_by_value)
			pfree(DatumGetPointer(source->last_id));
		pfree(source->last_id_text);
	}
	source->last_id = copy;
	source->last_id_text = pstrdup(text);
	source->place = PLACE_AFTER_ID;
	MemoryContextSwitchTo(before);
}

void
evaluation_source_skip(evaluation_source *source, const char *last_id)
{
	int			level = local_settings_portable_texts();

	set_last_id(source, claim_id_of_text(&source->columns, last_id), last_id);
	local_settings_leave(level);
}

const char *
evaluation_source_last_id(const evaluation_source *source)
{
	return source->last_id_text;
}

/* ---- queries ---- */

/* The rows of the batch that begins at a place: after $1, the last id. */
static char *
source_query(const evaluation_source *source, source_place place)
{
	const char *columns = psprintf("SELECT " CLAIM_COLUMNS " FROM %s WHERE", source->name);

	switch (place)
	{
		case PLACE_START:
			return psprintf("%s " ID_COLUMN " IS NOT NULL ORDER BY " ID_COLUMN " FETCH FIRST %d ROWS WITH TIES",
							columns, source->batch_size);
		case PLACE_AFTER_ID:
			return psprintf("%s " ID_COLUMN " %s $1 ORDER BY " ID_COLUMN " FETCH FIRST %d ROWS WITH TIES",
							columns, source->columns.greater, source->batch_size);
		default:
			return psprintf("%s " ID_COLUMN " IS NULL", columns);
	}
}

/* The same of the copy, where $1 is the number of the last id. */
static char *
copy_query(const evaluation_source *source, source_place place)
{
	const char *rows = "SELECT " CLAIM_COLUMNS " FROM " ORDERED_COPY " WHERE number OPERATOR(pg_catalog.>) $1 AND "
		ID_COLUMN;

	if (place == PLACE_NULLS)
		return psprintf("%s IS NULL", rows);
	return psprintf("%s IS NOT NULL ORDER BY number FETCH FIRST %d ROWS WITH TIES", rows, source->batch_size);
}

static SPIPlanPtr
prepare(const char *query, int parameter_count, Oid *types)
{
	SPIPlanPtr	prepared = SPI_prepare(query, parameter_count, types);

	if (prepared == NULL)
		elog(ERROR, "could not prepare: %s", query);
	SPI_keepplan(prepared);
	return prepared;
}

static SPIPlanPtr
plan_of(evaluation_source *source, source_place place)
{
	static Oid	number_type = INT8OID;

	if (source->plans[place] != NULL)
		return source->plans[place];
	if (source->is_copied)
		source->plans[place] = prepare(copy_query(source, place), 1, &number_type);
	else
		source->plans[place] = prepare(source_query(source, place), place == PLACE_AFTER_ID ? 1 : 0,
									   &source->columns.id_type);
	return source->plans[place];
}

/* ---- how it is read ---- */

static int64
count_rows(const evaluation_source *source)
{
	bool		is_null;

	spi_run(psprintf("SELECT pg_catalog.count(*) FROM (SELECT " CLAIM_COLUMNS " FROM %s) s", source->name),
			SPI_OK_SELECT);
	return DatumGetInt64(spi_column(0, 1, &is_null));
}

static query_plan
plan_for(evaluation_source *source, source_place place)
{
	int			level = local_settings_in_order(source->in_order);
	query_plan	plan = query_plan_of(plan_of(source, place));

	local_settings_leave(level);
	return plan;
}

/* What all rows cost in one query, in their order. */
static double
cost_of_all(evaluation_source *source, bool in_order)
{
	int			level = local_settings_in_order(in_order);
	double		cost;

	source->plan_of_all = prepare(psprintf("SELECT " CLAIM_COLUMNS " FROM %s ORDER BY " ID_COLUMN, source->name), 0, NULL);
	cost = query_plan_of(source->plan_of_all).cost;
	forget_plan(&source->plan_of_all);
	local_settings_leave(level);
	return cost;
}

/*
 * Is it better to read the source batch by batch in order than to copy it? Of a table with an index this is taken for
 * granted, so that it does not depend on statistics. The query of a view may have to read most of its tables before it
 * gives the first row of each batch, or find rows in order in a way that nobody wants.
 */
static bool
is_to_be_read_in_order(evaluation_source *source, int64 total)
{
	query_plan	batch = plan_for(source, PLACE_AFTER_ID);
	double		batches = ceil((double) total / source->batch_size);

	if (batch.sorts || source->is_table)
		return !batch.sorts;
	return cost_of_all(source, true) + batches * batch.startup_cost < cost_of_all(source, false) * COST_OF_COPY;
}

/* The rows that are not done. Rows of one id are ordered by their claims, to keep their order in each copy. */
static int64
copy_source(evaluation_source *source)
{
	bool		goes_on = source->place == PLACE_AFTER_ID;
	const char *rest = psprintf("WHERE " ID_COLUMN " %s $1 OR " ID_COLUMN " IS NULL", source->columns.greater);
	ordered_copy copy = {
		.source = source->name,
		.columns = CLAIM_COLUMNS,
		.order_column = ID_COLUMN,
		.condition = goes_on ? rest : "",
		.parameter_count = goes_on ? 1 : 0,
		.types = &source->columns.id_type,
		.values = &source->last_id
	};

	forget_plans(source);
	source->is_copied = true;
	return (int64) ordered_copy_create(&copy);
}

int64
evaluation_source_prepare(evaluation_source *source, int64 done)
{
	int64		total = count_rows(source);

	if (total <= source->batch_size)
		return total;
	/* what locked it was planned before it was known how it is read */
	forget_plans(source);
	source->in_order = true;
	if (!is_to_be_read_in_order(source, total))
		total = copy_source(source) + done;
	return total;
}

void
evaluation_source_close(evaluation_source *source)
{
	forget_plans(source);
	if (source->is_copied)
		ordered_copy_drop();
}

/* ---- batches ---- */

/* The source may have been altered, renamed or dropped since the batch before. */
static void
check_unchanged(const evaluation_source *source)
{
	Oid			relation = source->columns.relation;

	LockRelationOid(relation, AccessShareLock);
	if (get_rel_relkind(relation) == '\0' || strcmp(relation_name(relation), source->name) != 0)
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_TABLE),
				errmsg("relation \"%s\" was dropped or renamed", source->name));
	claim_columns_check(&source->columns);
}

/*
 * All tables that a view reads are locked with its plan. To a snapshot that is older than its lock, a table that has
 * been rewritten or truncated meanwhile looks empty.
 */
void
evaluation_source_lock(evaluation_source *source)
{
	if (!source->is_copied)
		check_unchanged(source);
	(void) plan_for(source, source->place);
}

void
evaluation_source_begin_batch(evaluation_source *source)
{
	int			level = local_settings_in_order(source->in_order);
	Datum		after = source->is_copied ? Int64GetDatum(source->id_count) : source->last_id;

	source->portal = SPI_cursor_open(NULL, plan_of(source, source->place), &after, NULL, true);
	if (source->portal == NULL)
		elog(ERROR, "could not read claims");
	local_settings_leave(level);
	source->batch_rows = 0;
	source->has_last = false;
}

static void
forget_claim(evaluation_source *source)
{
	if (source->detoasted != NULL)
		pfree(source->detoasted);
	source->detoasted = NULL;
}

static Datum
fetched_id(const evaluation_source *source, uint64 row, bool *is_null)
{
	return SPI_getbinval(source->fetched->vals[row], source->fetched->tupdesc, 1, is_null);
}

static void
write_ids(evaluation_source *source, uint64 count)
{
	int			level = local_settings_portable_texts();
	MemoryContext before = MemoryContextSwitchTo(source->fetched_context);
	bool		is_null;

	source->ids = palloc(count * sizeof(char *));
	for (uint64 i = 0; i < count; i++)
	{
		Datum		id = fetched_id(source, i, &is_null);

		source->ids[i] = is_null ? NULL : claim_id_text(&source->columns, id);
	}
	MemoryContextSwitchTo(before);
	local_settings_leave(level);
}

/* The last of the rows, which the next ones are compared with. */
static void
keep_last(evaluation_source *source)
{
	uint64		row = source->fetched->numvals - 1;
	bool		is_null;
	Datum		id = fetched_id(source, row, &is_null);

	if (!is_null)
		set_last_id(source, id, source->ids[row]);
}

static void
forget_fetched(evaluation_source *source)
{
	if (source->fetched == NULL)
		return;
	forget_claim(source);
	keep_last(source);
	SPI_freetuptable(source->fetched);
	source->fetched = NULL;
	MemoryContextReset(source->fetched_context);
}

uint64
evaluation_source_fetch(evaluation_source *source)
{
	uint64		count;

	forget_fetched(source);
	SPI_cursor_fetch(source->portal, true, FETCHED_ROWS_MAX);
	count = SPI_processed;
	if (count == 0)
	{
		SPI_freetuptable(SPI_tuptable);
		return 0;
	}
	source->fetched = SPI_tuptable;
	claim_columns_check_types(&source->columns, SPI_gettypeid(source->fetched->tupdesc, 1),
							  SPI_gettypeid(source->fetched->tupdesc, 2));
	write_ids(source, count);
	source->batch_rows += count;
	return count;
}

/* Is the row's id that of the row before it? */
static bool
repeats_id(evaluation_source *source, uint64 row)
{
	bool		is_null,
				no_previous = false;
	Datum		id = fetched_id(source, row, &is_null);
	Datum		previous = row == 0 ? source->last_id : fetched_id(source, row - 1, &no_previous);

	if (!source->has_last || is_null || no_previous)
		return source->has_last;
	return claim_ids_equal(&source->columns, id, previous);
}

static void
count_id(evaluation_source *source, bool is_repeated)
{
	source->occurrence = is_repeated ? source->occurrence + 1 : 1;
	source->id_count += is_repeated ? 0 : 1;
	source->has_last = true;
}

source_claim
evaluation_source_claim(evaluation_source *source, uint64 row)
{
	bool		is_null;
	Datum		claim = SPI_getbinval(source->fetched->vals[row], source->fetched->tupdesc, 2, &is_null);
	MemoryContext before = MemoryContextSwitchTo(source->fetched_context);
	Jsonb	   *detoasted = is_null ? NULL : DatumGetJsonbP(claim);

	MemoryContextSwitchTo(before);
	forget_claim(source);
	if ((Pointer) detoasted != DatumGetPointer(claim))
		source->detoasted = detoasted;
	count_id(source, repeats_id(source, row));
	return (source_claim) {source->ids[row], source->occurrence, detoasted};
}

bool
evaluation_source_end_batch(evaluation_source *source)
{
	forget_fetched(source);
	SPI_cursor_close(source->portal);
	source->portal = NULL;
	if (source->place == PLACE_NULLS)
		source->place = PLACE_END;
	else if (source->batch_rows < (uint64) source->batch_size)
		source->place = PLACE_NULLS;
	return source->place != PLACE_END;
}
