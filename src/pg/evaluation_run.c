/*
 * evaluation_run.c
 *	  The row of a run in cptpolicy.evaluation_run, and delete_evaluation().
 */
#include "pg/evaluation_run.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/compat.h"
#include "pg/spi_reader.h"

PG_FUNCTION_INFO_V1(delete_evaluation);

#define MICROSECONDS_MIN 1
#define RATE_MAX 1e10			/* where the clock was set back */
#define EXPECTED_SECONDS_MAX 1e9

/* ---- the lock ---- */

static LOCKTAG
lock_of(int32 run_id)
{
	RangeVar   *table = makeRangeVar("cptpolicy", "evaluation_run", -1);
	LOCKTAG		tag;

	SET_LOCKTAG_OBJECT(tag, MyDatabaseId, RangeVarGetRelid(table, NoLock, false), (Oid) run_id, 0);
	return tag;
}

/*
 * A lock of the session outlives its transactions, but not one that is aborted: whatever error ends a call, the lock
 * goes with it.
 */
static void
lock_run(const LOCKTAG *lock, const char *name, bool for_session)
{
	if (LockAcquire(lock, ExclusiveLock, for_session, true) == LOCKACQUIRE_NOT_AVAIL)
		ereport(ERROR,
				errcode(ERRCODE_OBJECT_IN_USE),
				errmsg("another session works on evaluation run \"%s\"", name),
				errhint("See cptpolicy.evaluation_progress, or end it with stop_evaluation()."));
}

void
evaluation_run_end(const evaluation_run *run)
{
	(void) LockRelease(&run->lock, ExclusiveLock, true);
}

/* ---- beginning ---- */

static void
insert_run(const char *name, const char *source, int32 batch_size, bool clinical_facts)
{
	Oid			types[] = {TEXTOID, TEXTOID, INT4OID, BOOLOID};
	Datum		values[] = {
		CStringGetTextDatum(name),
		CStringGetTextDatum(source),
		Int32GetDatum(batch_size),
		BoolGetDatum(clinical_facts)
	};

	spi_run_with("INSERT INTO cptpolicy.evaluation_run (run_name, source, batch_size, clinical_facts, total) "
				 "VALUES ($1, $2, $3, $4, 0) ON CONFLICT (run_name) DO NOTHING", 4, types, values, NULL, SPI_OK_INSERT);
}

static void
select_run(const char *name)
{
	Oid			types[] = {TEXTOID};
	Datum		values[] = {CStringGetTextDatum(name)};

	spi_run_with("SELECT run_id, source, state, clinical_facts, done, last_claim_id, seconds_worked "
				 "FROM cptpolicy.evaluation_run WHERE run_name OPERATOR(pg_catalog.=) $1", 1, types, values, NULL,
				 SPI_OK_SELECT);
}

static int32
find_run(const char *name)
{
	select_run(name);
	if (SPI_processed == 0)
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_OBJECT),
				errmsg("evaluation run \"%s\" does not exist", name));
	return spi_integer(0, 1);
}

static char *
selected_text(int column)
{
	return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column);
}

static void
check_same_run(const evaluation_run *run, const char *source)
{
	const char *source_before = selected_text(2);

	if (strcmp(selected_text(3), "finished") == 0)
		ereport(ERROR,
				errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				errmsg("evaluation run \"%s\" is finished", run->name),
				errhint("Give the new run another name, or remove the old one with delete_evaluation()."));
	if (strcmp(source_before, source) != 0)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("evaluation run \"%s\" is of source \"%s\", not \"%s\"", run->name, source_before, source),
				errhint("Give the new run another name, or resume this one with its source."));
	if (spi_boolean(0, 4) != run->clinical_facts)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("evaluation run \"%s\" was begun with clinical_facts %s", run->name,
					   run->clinical_facts ? "false" : "true"),
				errhint("Give the new run another name, or resume this one as it was begun."));
}

evaluation_run *
evaluation_run_begin(const char *name, const char *source, int32 batch_size, bool clinical_facts)
{
	evaluation_run *run = palloc0(sizeof(evaluation_run));
	bool		is_null;

	run->name = name;
	run->batch_size = batch_size;
	run->clinical_facts = clinical_facts;
	run->started = GetCurrentTimestamp();
	insert_run(name, source, batch_size, clinical_facts);
	run->run_id = find_run(name);
	run->lock = lock_of(run->run_id);
	lock_run(&run->lock, name, true);
	(void) find_run(name);
	check_same_run(run, source);
	run->done = DatumGetInt64(spi_column(0, 5, &is_null));
	run->last_id = selected_text(6);
	run->seconds_before = DatumGetFloat8(spi_column(0, 7, &is_null));
	return run;
}

/* ---- going on ---- */

static void
check_row_is_there(const evaluation_run *run)
{
	if (SPI_processed != 1)
		ereport(ERROR,
				errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				errmsg("evaluation run \"%s\" was deleted", run->name));
}

void
evaluation_run_announce(evaluation_run *run)
{
	Oid			types[] = {INT4OID, INT4OID, INT4OID};
	Datum		values[] = {
		Int32GetDatum(run->run_id),
		Int32GetDatum(run->batch_size),
		Int32GetDatum(MyProcPid)
	};

	spi_run_with("UPDATE cptpolicy.evaluation_run SET state = 'running', stop_requested = false, batch_size = $2, "
				 "backend_pid = $3, expected_end = NULL, updated_at = pg_catalog.clock_timestamp() "
				 "WHERE run_id OPERATOR(pg_catalog.=) $1", 3, types, values, NULL, SPI_OK_UPDATE);
	check_row_is_there(run);
}

/* Microseconds of all calls. */
static double
time_worked(const evaluation_run *run, TimestampTz now)
{
	return run->seconds_before * USECS_PER_SEC + Max(now - run->started, MICROSECONDS_MIN);
}

/* When it will be done at this rate; false where that cannot be told, or is further away than anybody waits. */
static bool
expect_end(const evaluation_run *run, double rate, TimestampTz now, TimestampTz *end)
{
	double		seconds = rate > 0 ? (run->total - run->done) / rate : EXPECTED_SECONDS_MAX;

	*end = now + (int64) (Min(seconds, EXPECTED_SECONDS_MAX) * USECS_PER_SEC);
	return seconds < EXPECTED_SECONDS_MAX;
}

/*
 * stop_requested is asked for here and not before the next batch: this command waits for whoever is just setting it,
 * and sees what was set.
 */
bool
evaluation_run_advance(evaluation_run *run, int64 count, const char *last_id, bool is_last)
{
	TimestampTz now = GetCurrentTimestamp();
	double		worked = time_worked(run, now);
	double		rate;
	TimestampTz end;
	Oid			types[] = {INT4OID, INT8OID, INT8OID, TEXTOID, FLOAT8OID, FLOAT8OID, TIMESTAMPTZOID, TIMESTAMPTZOID,
	BOOLOID};
	char		nulls[] = "         ";
	bool		goes_on,
				is_null;

	run->done += count;
	run->total = is_last ? run->done : Max(run->total, run->done);
	rate = Min(run->done * (double) USECS_PER_SEC / worked, RATE_MAX);
	nulls[3] = last_id == NULL ? 'n' : ' ';
	nulls[7] = expect_end(run, rate, now, &end) ? ' ' : 'n';
	spi_run_with("UPDATE cptpolicy.evaluation_run SET done = $2, total = $3, last_claim_id = $4, seconds_worked = $5, "
				 "rate = $6::pg_catalog.numeric(12, 1), updated_at = $7, finished_at = CASE WHEN $9 THEN $7 END, "
				 "state = CASE WHEN $9 THEN 'finished' WHEN stop_requested THEN 'stopped' ELSE 'running' END, "
				 "expected_end = CASE WHEN NOT $9 AND NOT stop_requested THEN $8 END "
				 "WHERE run_id OPERATOR(pg_catalog.=) $1 RETURNING stop_requested", 9, types,
				 (Datum[]) {
				Int32GetDatum(run->run_id),
				Int64GetDatum(run->done),
				Int64GetDatum(run->total),
				last_id == NULL ? (Datum) 0 : CStringGetTextDatum(last_id),
				Float8GetDatum(worked / USECS_PER_SEC),
				Float8GetDatum(rate),
				TimestampTzGetDatum(now),
				TimestampTzGetDatum(end),
				BoolGetDatum(is_last)
				 }, nulls, SPI_OK_UPDATE_RETURNING);
	check_row_is_there(run);
	goes_on = !is_last && !DatumGetBool(spi_column(0, 1, &is_null));
	SPI_freetuptable(SPI_tuptable);
	return goes_on;
}

/* ---- removing ---- */

/* delete_evaluation(run_name text) returns bigint */
Datum
delete_evaluation(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	Oid			types[] = {INT4OID};
	Datum		values[1];
	LOCKTAG		lock;
	int64		done;
	bool		is_null;

	PreventCommandIfReadOnly("delete_evaluation()");
	SPI_connect();
	values[0] = Int32GetDatum(find_run(name));
	lock = lock_of(DatumGetInt32(values[0]));
	lock_run(&lock, name, false);
	spi_run_with("DELETE FROM cptpolicy.evaluation_reason WHERE run_id OPERATOR(pg_catalog.=) $1", 1, types, values,
				 NULL, SPI_OK_DELETE);
	spi_run_with("DELETE FROM cptpolicy.evaluation WHERE run_id OPERATOR(pg_catalog.=) $1", 1, types, values, NULL,
				 SPI_OK_DELETE);
	spi_run_with("DELETE FROM cptpolicy.evaluation_run WHERE run_id OPERATOR(pg_catalog.=) $1 RETURNING done", 1, types,
				 values, NULL, SPI_OK_DELETE_RETURNING);
	done = SPI_processed == 0 ? 0 : DatumGetInt64(spi_column(0, 1, &is_null));
	SPI_finish();
	PG_RETURN_INT64(done);
}
