/*
 * policy_cache.c
 *	  The policies of the tables, compiled once a backend, and the coding data.
 *
 * A "generation" is what was read of the tables under one snapshot: the directory and the lists of coding data, at
 * once, the program of each version and the record of each code when a claim first needs it.
 *
 * A change of any row reaches every backend as a relcache invalidation of its table (see policy_triggers.c), or of
 * reference_generation, which stands for all tables of coding data (see reference_triggers.c). The callback only
 * counts. A generation is out of date when the count is not the one at which reading began; then it is read again,
 * under the active snapshot.
 *
 * The active snapshot may be older than what was invalidated last: that of a REPEATABLE READ transaction, of a cursor,
 * of an outer query. What is read under it must serve nobody else. So after reading it is compared with the latest
 * snapshot: when both see the same row versions of all tables, every change that this generation lacks commits later,
 * and its invalidation is yet to come, because a transaction becomes visible before it sends its invalidations. The
 * generation is then "settled" and serves every snapshot that is not older than its own. Otherwise it is "passing":
 * it serves only snapshots equal to its own, and the settled one stays out of date.
 *
 * A transaction writes reference_generation once, and its later changes of coding data leave no other trace there. So
 * in a transaction that has written anything, a snapshot of an earlier command is not compared but taken for older.
 *
 * In parallel mode no new snapshot can be taken: what is read there is passing. A worker's snapshot never changes, so
 * it reads once.
 *
 * A program may be compiled later than the directory was read, under a newer snapshot. A change that this snapshot
 * sees has been announced, and then everything was read again before, unless the statement began in the moment between
 * the commit of the change and its announcement. Such a program is the right one for its statement, and goes with its
 * generation when the announcement comes; only a version that is gone, or that asks for facts which the directory does
 * not know, cannot be had at this moment, and is an error.
 *
 * Memory: one context a generation, built below the caller's context and moved below CacheMemoryContext when it is
 * complete, so that an error leaves nothing behind. A generation is released when the next of its kind is complete.
 * Backends that judge no claim register no callback.
 */
#include "postgres.h"

#include "access/parallel.h"
#include "access/xact.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "pg/compat.h"
#include "pg/directory_reader.h"
#include "pg/engine_glue.h"
#include "pg/policy_cache.h"
#include "pg/policy_store.h"
#include "pg/reference_reader.h"
#include "pg/result_writer.h"
#include "pg/table_state.h"

#define IDLE_BYTES_MAX (REFERENCE_BYTES_MAX / 8)

typedef struct generation
{
	MemoryContext context;
	arena		memory;			/* of the rules */
	judging_rules rules;
	uint64		invalidations;	/* count when reading began */
	snapshot_mark mark;			/* of the snapshot that it was read under */
	bool		settled;
} generation;

static bool callback_is_registered = false;
static uint64 invalidations = 0;
static policy_tables tables;

static generation *settled_generation = NULL;
static generation *passing_generation = NULL;

/* The generation that the last call gave, and the snapshot of that call. */
static generation *last_generation = NULL;
static snapshot_mark last_mark;

/*
 * Must do nothing but count: it may be called at any place, in any state. InvalidOid stands for all relations. While
 * there is no coding data, any relation may be the table that the extension's update has just made.
 */
static void
count_invalidation(Datum argument, Oid relation)
{
	if (!OidIsValid(relation) || policy_tables_contain(&tables, relation) || !policy_tables_have_reference(&tables))
		invalidations++;
}

/* ---- reading ---- */

/* Does the directory know all facts of the program? Otherwise it was read before a change that the program has seen. */
static void
check_facts(const program *program)
{
	for (uint32 i = 0; i < program->fact_count; i++)
	{
		if (program->facts[i].entry == NO_FACT)
			ereport(ERROR,
					errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
					errmsg("policy \"%.*s\" was changed just when it was needed first",
						   TEXT_ARGUMENTS(program->policy)),
					errhint("Run the statement again."));
	}
}

/* program_loader */
static const program *
load_program(void *context, directory *directory, policy_version *version)
{
	generation *generation = context;
	MemoryContext program_context;
	arena		memory;
	program    *program;

	program_context = AllocSetContextCreate(CurrentMemoryContext, "cptpolicy program", ALLOCSET_DEFAULT_SIZES);
	arena_init_in_context(&memory, program_context);
	policy_store_compile(version->policy, version->version, version->shipped, &memory, &program);
	directory_attach(directory, program);
	check_facts(program);
	program->rendering = result_rendering_create(program, &memory);
	MemoryContextSetParent(program_context, generation->context);
	return program;
}

/* Does the latest snapshot see the same rows? Not to be asked in parallel mode. */
static bool
sees_latest_rows(Snapshot snapshot)
{
	Snapshot	latest = GetLatestSnapshot();
	uint64		fingerprint;

	if (snapshot_marks_equal(snapshot_mark_of(latest), snapshot_mark_of(snapshot)))
		return true;
	if (TransactionIdIsValid(GetTopTransactionIdIfAny()) && snapshot->curcid != latest->curcid)
		return false;
	latest = RegisterSnapshot(latest);
	fingerprint = policy_tables_fingerprint(&tables, latest);
	UnregisterSnapshot(latest);
	return fingerprint == policy_tables_fingerprint(&tables, snapshot);
}

static void
replace_generation(generation **place, generation *replacement)
{
	generation *old = *place;

	*place = replacement;
	if (old != NULL)
		MemoryContextDelete(old->context);
}

static void
read_rules(generation *generation)
{
	judging_rules *rules = &generation->rules;
	MemoryContext codes;

	rules->policies = directory_create(&generation->memory, load_program, generation);
	directory_read(rules->policies);
	if (!policy_tables_have_reference(&tables))
		return;
	codes = AllocSetContextCreate(generation->context, "cptpolicy codes", ALLOCSET_DEFAULT_SIZES);
	rules->coding_data = reference_read(rules->policies, &generation->memory, codes);
}

/* Read everything under the active snapshot; complete when it returns, otherwise gone with the caller's context. */
static generation *
read_generation(Snapshot snapshot)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cptpolicy policies", ALLOCSET_DEFAULT_SIZES);
	generation *created = MemoryContextAllocZero(context, sizeof(generation));

	created->context = context;
	created->invalidations = invalidations;
	created->mark = snapshot_mark_of(snapshot);
	arena_init_in_context(&created->memory, context);
	policy_tables_find(&tables);
	read_rules(created);
	created->settled = !IsInParallelMode() && sees_latest_rows(snapshot);
	MemoryContextSetParent(context, CacheMemoryContext);
	return created;
}

/* ---- choosing ---- */

static bool
is_up_to_date(const generation *generation)
{
	return generation != NULL && generation->invalidations == invalidations;
}

/* The generation for a snapshot, read now if there is none. */
static generation *
find_generation(Snapshot snapshot)
{
	snapshot_mark mark = snapshot_mark_of(snapshot);
	generation *found;

	if (is_up_to_date(settled_generation) && !snapshot_mark_precedes(mark, settled_generation->mark))
		return settled_generation;
	if (is_up_to_date(passing_generation) && snapshot_marks_equal(mark, passing_generation->mark))
		return passing_generation;
	found = read_generation(snapshot);
	replace_generation(found->settled ? &settled_generation : &passing_generation, found);
	return found;
}

/* A generation that is not in use, and may never be again, is not to hold as much as one that is. */
static void
shrink(generation *idle)
{
	reference  *coding_data = idle != NULL ? idle->rules.coding_data : NULL;

	if (coding_data != NULL && coding_data->code_bytes > IDLE_BYTES_MAX)
		reference_forget(coding_data);
}

/* What the transactions that the snapshot sees have changed is told here, unless some lock was taken since. */
static generation *
choose_generation(Snapshot snapshot)
{
	if (!callback_is_registered)
	{
		CacheRegisterRelcacheCallback(count_invalidation, (Datum) 0);
		callback_is_registered = true;
	}
	AcceptInvalidationMessages();
	last_generation = NULL;
	last_generation = find_generation(snapshot);
	last_mark = snapshot_mark_of(snapshot);
	shrink(last_generation == settled_generation ? passing_generation : settled_generation);
	return last_generation;
}

judging_rules
policy_cache_rules(void)
{
	Snapshot	snapshot = GetActiveSnapshot();
	generation *generation = last_generation;

	if (unlikely(!is_up_to_date(generation) || !snapshot_marks_equal(snapshot_mark_of(snapshot), last_mark)))
		generation = choose_generation(snapshot);
	if (generation->rules.coding_data != NULL)
		reference_trim(generation->rules.coding_data);
	return generation->rules;
}
