/*
 * table_state.h
 *	  Which rows of the policy tables a snapshot sees, and how snapshots of one process follow each other.
 */
#ifndef CPTPOLICY_TABLE_STATE_H
#define CPTPOLICY_TABLE_STATE_H

#include "postgres.h"

#include "utils/snapshot.h"

#define POLICY_TABLE_COUNT 8

typedef struct policy_tables
{
	Oid			oids[POLICY_TABLE_COUNT];
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

extern bool policy_tables_contain(const policy_tables *tables, Oid relation);

/* A hash of which row versions of the tables a snapshot sees; locks the tables for reading. */
extern uint64 policy_tables_fingerprint(const policy_tables *tables, Snapshot snapshot);

#endif							/* CPTPOLICY_TABLE_STATE_H */
