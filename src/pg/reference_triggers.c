/*
 * reference_triggers.c
 *	  Trigger of the tables of coding data: every session learns of a change.
 *
 * A loaded file has millions of rows, and a relcache invalidation for each row, as the tables of policies send, would
 * flood every session. So a change touches the one row of reference_generation, whose own trigger announces that the
 * table has changed.
 *
 * One update in a transaction is enough for all other sessions, and more would leave a dead row version each, which the
 * next statement has to pass. Later changes of the transaction are only announced, to itself.
 */
#include "postgres.h"

#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "pg/compat.h"
#include "pg/spi_reader.h"
#include "pg/table_state.h"

PG_FUNCTION_INFO_V1(announce_reference_change);

/* The caller's search_path is in force: every name is qualified. */
#define COUNT_GENERATION \
	"UPDATE cptpolicy.reference_generation SET generation = generation OPERATOR(pg_catalog.+) 1"
#define START_GENERATION \
	"INSERT INTO cptpolicy.reference_generation (generation) VALUES (1)"

typedef enum generation_row
{
	ROW_IS_MISSING,				/* somebody deleted it */
	ROW_IS_OLD,
	ROW_IS_OURS					/* written by this transaction */
} generation_row;

/* What the latest snapshot sees: that of a row trigger's statement does not see what the rows before have done. */
static generation_row
look_at_row(Relation generation)
{
	TupleTableSlot *slot = table_slot_create(generation, NULL);
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());
	TableScanDesc scan = compat_table_beginscan(generation, snapshot);
	generation_row found = ROW_IS_MISSING;

	if (table_scan_getnextslot(scan, ForwardScanDirection, slot))
		found = TransactionIdIsCurrentTransactionId(row_version_writer(slot)) ? ROW_IS_OURS : ROW_IS_OLD;
	table_endscan(scan);
	UnregisterSnapshot(snapshot);
	ExecDropSingleTupleTableSlot(slot);
	return found;
}

/* The statement itself would say the same, but not why it is asked for. */
static void
check_rights(Relation generation)
{
	if (pg_class_aclcheck(RelationGetRelid(generation), GetUserId(), ACL_UPDATE) != ACLCHECK_OK)
		ereport(ERROR,
				errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				errmsg("permission denied for table %s", RelationGetRelationName(generation)),
				errhint("Every change of coding data is counted there, so that sessions learn of it: "
						"GRANT UPDATE ON cptpolicy.reference_generation to the role."));
}

/*
 * AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE FOR EACH STATEMENT, or FOR EACH ROW. Who changes coding data needs the
 * right to update reference_generation: nothing here has more rights than its caller.
 */
Datum
announce_reference_change(PG_FUNCTION_ARGS)
{
	Relation	generation;
	generation_row row;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				errmsg("function was not called by the trigger manager"));
	generation = table_open(reference_generation_find(), RowExclusiveLock);
	row = look_at_row(generation);
	if (row == ROW_IS_OURS)
		CacheInvalidateRelcache(generation);
	else
		check_rights(generation);
	table_close(generation, NoLock);
	SPI_connect();
	if (row == ROW_IS_MISSING)
		spi_run(START_GENERATION, SPI_OK_INSERT);
	else if (row == ROW_IS_OLD)
		spi_run(COUNT_GENERATION, SPI_OK_UPDATE);
	SPI_finish();
	return PointerGetDatum(NULL);
}
