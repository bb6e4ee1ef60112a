/*
 * evaluate_claims.c
 *	  evaluate_claims(): every claim of a table or view judged into the log, batch by batch.
 *
 * A batch is a transaction: what the log has of it and how far the run is are committed together, so that a run that
 * ends in whatever way goes on after its last batch.
 */
#include "postgres.h"

#include "access/xact.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "pg/compat.h"
#include "pg/evaluate.h"
#include "pg/evaluation_log.h"
#include "pg/evaluation_run.h"
#include "pg/evaluation_source.h"

PG_FUNCTION_INFO_V1(evaluate_claims);

#define BATCH_SIZE_MAX 1000000

enum
{
	ARGUMENT_SOURCE,
	ARGUMENT_RUN_NAME,
	ARGUMENT_BATCH_SIZE,
	ARGUMENT_CLINICAL_FACTS,
	ARGUMENT_COUNT
};

typedef struct work
{
	evaluation_source *source;
	evaluation_run *run;
	evaluation_log *log;
	MemoryContext batch_context;
	MemoryContext fetched_context;	/* of the rows that were fetched together */
} work;

/* ---- the call ---- */

/* A procedure that is called in a transaction block, or below a function, cannot commit. */
static void
check_can_commit(FunctionCallInfo fcinfo)
{
	if (fcinfo->context == NULL || !IsA(fcinfo->context, CallContext) ||
		castNode(CallContext, fcinfo->context)->atomic)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_TRANSACTION_TERMINATION),
				errmsg("evaluate_claims() cannot run inside a transaction block or a function"),
				errdetail("It commits after each batch."),
				errhint("Call it by itself, or in a procedure or DO block without an exception handler."));
}

static void
check_arguments(FunctionCallInfo fcinfo)
{
	static const char *const names[] = {"source", "run_name", "batch_size", "clinical_facts"};

	for (int i = 0; i < ARGUMENT_COUNT; i++)
	{
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("argument \"%s\" of evaluate_claims() must not be null", names[i]));
	}
}

static int32
batch_size_of(FunctionCallInfo fcinfo)
{
	int32		size = PG_GETARG_INT32(ARGUMENT_BATCH_SIZE);

	if (size < 1 || size > BATCH_SIZE_MAX)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("batch_size %d is out of range", size),
				errdetail("A batch has 1 to %d claims.", BATCH_SIZE_MAX));
	return size;
}

static char *
run_name_of(FunctionCallInfo fcinfo)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(ARGUMENT_RUN_NAME));
	int			length = pg_mbstrlen(name);

	if (strspn(name, " \t\r\n") == strlen(name))
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("run_name must not be blank"));
	if (length > RUN_NAME_LENGTH_MAX)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("run_name \"%.*s...\" is too long",
					   pg_mbcharcliplen(name, (int) strlen(name), RUN_NAME_LENGTH_MAX), name),
				errdetail("The name of a run has at most %d characters.", RUN_NAME_LENGTH_MAX));
	return name;
}

/* ---- transactions ---- */

/*
 * READ COMMITTED whatever the session's default is: others change the run's row, to stop it. With a snapshot that was
 * taken when the source was locked.
 */
static void
begin_transaction(work *work)
{
	XactIsoLevel = XACT_READ_COMMITTED;
	PushActiveSnapshot(GetTransactionSnapshot());
	evaluation_source_lock(work->source);
	PopActiveSnapshot();
	PushActiveSnapshot(GetTransactionSnapshot());
}

/* Committing allocates something, too. */
static void
commit_transaction(work *work)
{
	PopActiveSnapshot();
	MemoryContextSwitchTo(work->batch_context);
	SPI_commit();
}

/* The first transaction: whose run it is, for all to see before its source is counted. */
static void
announce(work *work, FunctionCallInfo fcinfo)
{
	int32		batch_size = batch_size_of(fcinfo);
	bool		clinical_facts = PG_GETARG_BOOL(ARGUMENT_CLINICAL_FACTS);
	char	   *name = run_name_of(fcinfo);

	PushActiveSnapshot(GetTransactionSnapshot());
	work->source = evaluation_source_open(PG_GETARG_OID(ARGUMENT_SOURCE), batch_size);
	work->run = evaluation_run_begin(name, evaluation_source_name(work->source), batch_size, clinical_facts);
	work->log = evaluation_log_open(work->run->run_id, clinical_facts);
	if (work->run->last_id != NULL)
		evaluation_source_skip(work->source, work->run->last_id);
	evaluation_run_announce(work->run);
	commit_transaction(work);
}

/* The second one: how the source is read, and how much there is of it. False if the run was stopped meanwhile. */
static bool
prepare(work *work)
{
	evaluation_run *run = work->run;
	bool		goes_on;

	MemoryContextSwitchTo(work->batch_context);
	begin_transaction(work);
	run->total = evaluation_source_prepare(work->source, run->done);
	goes_on = evaluation_run_advance(run, 0, evaluation_source_last_id(work->source), false);
	commit_transaction(work);
	MemoryContextReset(work->batch_context);
	return goes_on;
}

static void
judge(work *work, int64 number, const source_claim *row)
{
	logged_claim claim = {
		.number = number,
		.occurrence = row->occurrence,
		.id = row->id != NULL ? (text_span) {row->id, (uint32) strlen(row->id)} : TEXT_ABSENT
	};
	judged_claim judged;

	if (row->claim == NULL)
	{
		evaluation_log_add_null(work->log, &claim);
		return;
	}
	judge_claim(row->claim, false, &judged);
	evaluation_log_add(work->log, &claim, &judged);
	judged_claim_release(&judged);
}

/* Judge the rows of a batch, some after the other; returns how many they were. */
static int64
judge_batch(work *work)
{
	int64		count = 0;
	uint64		fetched;

	while ((fetched = evaluation_source_fetch(work->source)) > 0)
	{
		MemoryContext before = MemoryContextSwitchTo(work->fetched_context);

		for (uint64 i = 0; i < fetched; i++)
		{
			source_claim row = evaluation_source_claim(work->source, i);

			judge(work, work->run->done + ++count, &row);
		}
		MemoryContextSwitchTo(before);
		MemoryContextReset(work->fetched_context);
	}
	return count;
}

/*
 * A transaction; is another one to follow? What it allocates goes with it. Functions of SPI leave the memory context of
 * the procedure behind them, hence the switching.
 */
static bool
evaluate_batch(work *work)
{
	int64		count;
	bool		is_last,
				goes_on;

	MemoryContextSwitchTo(work->batch_context);
	begin_transaction(work);
	evaluation_log_begin_batch(work->log);
	evaluation_source_begin_batch(work->source);
	count = judge_batch(work);
	MemoryContextSwitchTo(work->batch_context);
	evaluation_log_write(work->log);
	is_last = !evaluation_source_end_batch(work->source);
	goes_on = evaluation_run_advance(work->run, count, evaluation_source_last_id(work->source), is_last);
	commit_transaction(work);
	MemoryContextReset(work->batch_context);
	return goes_on;
}

/* The last transaction, which ends with the call. */
static void
finish(work *work)
{
	PushActiveSnapshot(GetTransactionSnapshot());
	evaluation_source_close(work->source);
	evaluation_run_end(work->run);
	PopActiveSnapshot();
}

/* CALL evaluate_claims(source regclass, run_name text, batch_size integer, clinical_facts boolean) */
Datum
evaluate_claims(PG_FUNCTION_ARGS)
{
	work		work = {0};

	check_can_commit(fcinfo);
	PreventCommandIfReadOnly("evaluate_claims()");
	check_arguments(fcinfo);
	SPI_connect_ext(SPI_OPT_NONATOMIC);
	work.batch_context = AllocSetContextCreate(CurrentMemoryContext, "cptpolicy batch", ALLOCSET_DEFAULT_SIZES);
	work.fetched_context = AllocSetContextCreate(CurrentMemoryContext, "cptpolicy fetched claims",
												 ALLOCSET_DEFAULT_SIZES);
	announce(&work, fcinfo);
	if (prepare(&work))
	{
		while (evaluate_batch(&work))
			CHECK_FOR_INTERRUPTS();
	}
	finish(&work);
	SPI_finish();
	PG_RETURN_VOID();
}
