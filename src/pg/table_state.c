/*
 * table_state.c
 *	  Which rows of our tables a snapshot sees, and how snapshots of one process follow each other.
 */
#include "postgres.h"

#include "access/sysattr.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/transam.h"
#include "catalog/namespace.h"
#include "common/hashfn.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "pg/compat.h"
#include "pg/table_state.h"

#define POLICY_SCHEMA "cptpolicy"

static const char *const table_names[POLICY_TABLE_COUNT] = {
	"payer", "payer_alias", "policy", "policy_version",
	"policy_code", "policy_fact", "policy_precedence", "policy_criterion",
	[REFERENCE_TABLE] = "reference_generation"
};

/*
 * xmax only grows. While it stands still, transactions below it end and none can begin: the number of those that run
 * shrinks whenever something becomes visible. The command counter tells apart the snapshots of one transaction.
 */
bool
snapshot_mark_precedes(snapshot_mark left, snapshot_mark right)
{
	if (left.xmax != right.xmax)
		return TransactionIdPrecedes(left.xmax, right.xmax);
	if (left.running != right.running)
		return left.running > right.running;
	return left.curcid < right.curcid;
}

static Oid
find_table(int table, bool missing_ok)
{
	Oid			found = get_relname_relid(table_names[table], get_namespace_oid(POLICY_SCHEMA, false));

	if (!OidIsValid(found) && !missing_ok)
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_TABLE),
				errmsg("table \"%s.%s\" does not exist", POLICY_SCHEMA, table_names[table]));
	return found;
}

void
policy_tables_find(policy_tables *tables)
{
	for (int i = 0; i < POLICY_TABLE_COUNT; i++)
		tables->oids[i] = find_table(i, i == REFERENCE_TABLE);
}

Oid
reference_generation_find(void)
{
	return find_table(REFERENCE_TABLE, false);
}

bool
policy_tables_contain(const policy_tables *tables, Oid relation)
{
	for (int i = 0; i < POLICY_TABLE_COUNT; i++)
	{
		if (tables->oids[i] == relation)
			return true;
	}
	return false;
}

TransactionId
row_version_writer(TupleTableSlot *slot)
{
	bool		is_null;

	return DatumGetTransactionId(slot_getsysattr(slot, MinTransactionIdAttributeNumber, &is_null));
}

/* A row version is known by its place and the transaction that wrote it: the place alone may be used again. */
static uint64
hash_row(int table, TupleTableSlot *slot)
{
	struct
	{
		uint32		table;
		uint32		block;
		uint32		offset;
		TransactionId xmin;
	}			key = {
		table,
		ItemPointerGetBlockNumber(&slot->tts_tid),
		ItemPointerGetOffsetNumber(&slot->tts_tid),
		row_version_writer(slot)
	};

	return hash_bytes_extended((const unsigned char *) &key, sizeof(key), 0);
}

/* A sum, so that the order of rows does not matter. */
static uint64
hash_table(int table, Relation relation, Snapshot snapshot)
{
	TupleTableSlot *slot = table_slot_create(relation, NULL);
	TableScanDesc scan = compat_table_beginscan(relation, snapshot);
	uint64		sum = 0;

	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		CHECK_FOR_INTERRUPTS();
		sum += hash_row(table, slot);
	}
	table_endscan(scan);
	ExecDropSingleTupleTableSlot(slot);
	return sum;
}

uint64
policy_tables_fingerprint(const policy_tables *tables, Snapshot snapshot)
{
	uint64		sum = 0;

	for (int i = 0; i < POLICY_TABLE_COUNT; i++)
	{
		Relation	relation;

		if (!OidIsValid(tables->oids[i]))
			continue;
		relation = table_open(tables->oids[i], AccessShareLock);
		sum += hash_table(i, relation, snapshot);
		table_close(relation, NoLock);
	}
	return sum;
}
