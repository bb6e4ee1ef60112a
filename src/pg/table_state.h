/*
 * table_state.h
 *	  Which rows of our tables a snapshot sees, and how snapshots of one process follow each other.
 */
#ifndef CPTPOLICY_TABLE_STATE_H
#define CPTPOLICY_TABLE_STATE_H

#include "postgres.h"

#include "executor/tuptable.h"
#include "utils/snapshot.h"

#define POLICY_TABLE_COUNT 9
#define REFERENCE_TABLE 8		/* the last of them */

/* The tables of policies, and reference_generation, which stands for all tables of coding data. */
typedef struct policy_tables
{
	Oid			oids[POLICY_TABLE_COUNT];	/* reference_generation: InvalidOid where the extension is at 1.0.0 */
} policy_tables;

/* What identifies a snapshot among those that one process takes. */
typedef struct snapshot_mark
{
	TransactionId xmax;
	uint32		running;		/* transactions in progress below xmax */
	CommandId	curcid;
} snapshot_mark;

static inline snapshot_mark
snapshot_mark_of(Snapshot snapshot)
{
	return (snapshot_mark) {
		snapshot->xmax,
		snapshot->takenDuringRecovery ? (uint32) snapshot->subxcnt : snapshot->xcnt,
		snapshot->curcid
	};
}

static inline bool
snapshot_marks_equal(snapshot_mark left, snapshot_mark right)
{
	return left.xmax == right.xmax && left.running == right.running && left.curcid == right.curcid;
}

/* Was the left snapshot taken before the right one? */
extern bool snapshot_mark_precedes(snapshot_mark left, snapshot_mark right);

/* Find the tables by name: their OIDs change with DROP and CREATE EXTENSION. */
extern void policy_tables_find(policy_tables *tables);

/* The table that every change of coding data updates; must be there. */
extern Oid	reference_generation_find(void);

/* Is there coding data at all? */
static inline bool
policy_tables_have_reference(const policy_tables *tables)
{
	return OidIsValid(tables->oids[REFERENCE_TABLE]);
}

extern bool policy_tables_contain(const policy_tables *tables, Oid relation);

/* The transaction that wrote the row version of a slot. */
extern TransactionId row_version_writer(TupleTableSlot *slot);

/* A hash of which row versions of the tables a snapshot sees; locks the tables for reading. */
extern uint64 policy_tables_fingerprint(const policy_tables *tables, Snapshot snapshot);

#endif							/* CPTPOLICY_TABLE_STATE_H */
