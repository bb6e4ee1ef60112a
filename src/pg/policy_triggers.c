/*
 * policy_triggers.c
 *	  Triggers of the policy tables: shipped rows stay as they are, and every session learns of a change. The tables of
 *	  coding data have the first kind too.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "access/tableam.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "pg/compat.h"
#include "pg/policy_store.h"

PG_FUNCTION_INFO_V1(guard_shipped_row);
PG_FUNCTION_INFO_V1(announce_change);

static TriggerData *
get_trigger_data(FunctionCallInfo fcinfo)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				errmsg("function was not called by the trigger manager"));
	return (TriggerData *) fcinfo->context;
}

static int
shipped_column(Relation table)
{
	int			column = SPI_fnumber(RelationGetDescr(table), "shipped");

	if (column <= 0)
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_COLUMN),
				errmsg("table \"%s\" has no column \"shipped\"", RelationGetRelationName(table)));
	return column;
}

static bool
is_shipped(Relation table, HeapTuple row)
{
	bool		is_null;
	Datum		shipped = heap_getattr(row, shipped_column(table), RelationGetDescr(table), &is_null);

	return !is_null && DatumGetBool(shipped);
}

static bool
has_shipped_rows(Relation table)
{
	TupleTableSlot *slot = table_slot_create(table, NULL);
	TableScanDesc scan = compat_table_beginscan(table, GetActiveSnapshot());
	int			column = shipped_column(table);
	bool		found = false;

	while (!found && table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		bool		is_null;
		Datum		shipped = slot_getattr(slot, column, &is_null);

		found = !is_null && DatumGetBool(shipped);
	}
	table_endscan(scan);
	ExecDropSingleTupleTableSlot(slot);
	return found;
}

static bool
has_column(Relation table, const char *name)
{
	return SPI_fnumber(RelationGetDescr(table), name) > 0;
}

/* What to do instead. Rows of a version name it; coding data names its file or source, policies' tables do not. */
static int
hint_at_own_rows(Relation table)
{
	if (has_column(table, "version"))
		return errhint("Copy the version to one of your own, which then takes its place: change \"version\", and what "
					   "you want otherwise, in what policy_document() gives, and pass that to load_policy().");
	if (has_column(table, "file") || has_column(table, "source") || has_column(table, "code_definition"))
		return errhint("Insert rows of your own, with \"shipped\" false; views named \"..._in_force\" show which rows "
					   "count then. Rows of \"cptpolicy.edit_setting\" turn an edit up, down or off.");
	return errhint("Insert rows of your own beside them.");
}

/* Shipped rows are written by the install and upgrade scripts only. */
static void
refuse_change(Relation table)
{
	ereport(ERROR,
			errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			errmsg("shipped rows of table \"%s\" cannot be changed", RelationGetRelationName(table)),
			errdetail("They are part of the extension, and no part of a dump."),
			hint_at_own_rows(table),
			errtable(table));
}

/* BEFORE (or AFTER) INSERT OR UPDATE OR DELETE FOR EACH ROW, BEFORE TRUNCATE FOR EACH STATEMENT */
Datum
guard_shipped_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = get_trigger_data(fcinfo);
	TriggerEvent event = trigger->tg_event;
	Relation	table = trigger->tg_relation;
	bool		refused;

	if (TRIGGER_FIRED_BY_TRUNCATE(event))
		refused = has_shipped_rows(table);
	else
		refused = is_shipped(table, trigger->tg_trigtuple) ||
			(TRIGGER_FIRED_BY_UPDATE(event) && is_shipped(table, trigger->tg_newtuple));
	if (refused && !policy_store_is_installing())
		refuse_change(table);
	return PointerGetDatum(TRIGGER_FIRED_BY_UPDATE(event) ? trigger->tg_newtuple : trigger->tg_trigtuple);
}

/*
 * AFTER INSERT OR UPDATE OR DELETE FOR EACH ROW, AFTER TRUNCATE FOR EACH STATEMENT.
 *
 * The message reaches other sessions when this transaction commits, this session at the next command, and nobody when
 * it is rolled back except this session, which then reads the old rows again.
 */
Datum
announce_change(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = get_trigger_data(fcinfo);

	CacheInvalidateRelcache(trigger->tg_relation);
	return PointerGetDatum(NULL);
}
