/*
 * enforce_policy.c
 *	  enforce_policy(): the trigger that keeps claims out which are invalid or denied.
 *
 * Which columns it works on is looked up and checked once for each table and statement; an UPDATE that leaves the claim
 * as it is costs two comparisons.  Without a result column only the decision is computed, and the reasons only of a
 * claim that is turned down.
 */
#include "pg/evaluate.h"

#include "access/htup_details.h"
#include "access/sysattr.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "engine/rejection.h"
#include "pg/compat.h"
#include "pg/engine_glue.h"
#include "pg/jsonb_source.h"
#include "pg/result_writer.h"
#include "pg/settings.h"

PG_FUNCTION_INFO_V1(enforce_policy);

#define HINT_TRIGGER \
	"Say CREATE TRIGGER name BEFORE INSERT OR UPDATE ON table FOR EACH ROW EXECUTE FUNCTION " \
	"enforce_policy('claim_column'), with 'result_column' as second argument where the result is wanted."

/* The columns of one table that a trigger works on; kept in fn_extra for a statement. */
typedef struct enforced_columns
{
	AttrNumber	claim;
	AttrNumber	result;			/* InvalidAttrNumber: there is none */
} enforced_columns;

/* A row on its way into the table. */
typedef struct enforced_row
{
	const TriggerData *trigger;
	const enforced_columns *columns;
	HeapTuple	row;			/* as it is to be written */
	HeapTuple	old;			/* of an UPDATE, else NULL */
} enforced_row;

/* What the client is told of a claim that is turned down, in the server's encoding. */
typedef struct turn_down
{
	char	   *message;
	char	   *detail;
	char	   *hint;
} turn_down;

/* ---- how the trigger is defined ---- */

static void
protocol_violated(const char *expected)
{
	ereport(ERROR,
			errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
			errmsg("function \"enforce_policy\" must be fired %s", expected),
			errhint("%s", HINT_TRIGGER));
}

static const TriggerData *
check_event(FunctionCallInfo fcinfo)
{
	const TriggerData *trigger = (const TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				errmsg("function \"enforce_policy\" was not called by the trigger manager"),
				errhint("%s", HINT_TRIGGER));
	if (!TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		protocol_violated("FOR EACH ROW");
	if (!TRIGGER_FIRED_BEFORE(trigger->tg_event))
		protocol_violated("BEFORE INSERT OR UPDATE");
	if (!TRIGGER_FIRED_BY_INSERT(trigger->tg_event) && !TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
		protocol_violated("for INSERT or UPDATE");
	return trigger;
}

static void
check_argument_count(const Trigger *trigger)
{
	if (trigger->tgnargs < 1 || trigger->tgnargs > 2)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("trigger \"%s\" passes %d arguments to \"enforce_policy\", which takes one or two",
					   trigger->tgname, trigger->tgnargs),
				errhint("%s", HINT_TRIGGER));
}

static AttrNumber
find_column(const TriggerData *trigger, const char *name)
{
	int			column = SPI_fnumber(RelationGetDescr(trigger->tg_relation), name);

	if (column <= 0)
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_COLUMN),
				errmsg("column \"%s\" of relation \"%s\" does not exist",
					   name, RelationGetRelationName(trigger->tg_relation)),
				errdetail("Trigger \"%s\" names it as an argument of \"enforce_policy\".", trigger->tg_trigger->tgname),
				errhint("Names are compared as they are written, upper and lower case too."),
				errtable(trigger->tg_relation));
	return (AttrNumber) column;
}

static void
wrong_type(const TriggerData *trigger, AttrNumber column, const char *detail)
{
	Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(trigger->tg_relation), column - 1);

	ereport(ERROR,
			errcode(ERRCODE_DATATYPE_MISMATCH),
			errmsg("column \"%s\" of relation \"%s\" is of type %s, not jsonb", NameStr(attribute->attname),
				   RelationGetRelationName(trigger->tg_relation), format_type_be(attribute->atttypid)),
			errdetail("%s", detail),
			errtablecol(trigger->tg_relation, column));
}

/*
 * The trigger is at fault, not the row: so the state is the one that the server has for a WHEN condition of a BEFORE
 * trigger that looks at a generated column.
 */
static void
check_not_generated(const TriggerData *trigger, AttrNumber column, const char *detail)
{
	Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(trigger->tg_relation), column - 1);

	if (attribute->attgenerated != '\0')
		ereport(ERROR,
				errcode(ERRCODE_INVALID_OBJECT_DEFINITION),
				errmsg("trigger \"%s\" cannot use generated column \"%s\"",
					   trigger->tg_trigger->tgname, NameStr(attribute->attname)),
				errdetail("%s", detail),
				errtablecol(trigger->tg_relation, column));
}

static AttrNumber
find_claim_column(const TriggerData *trigger, const char *name)
{
	AttrNumber	column = find_column(trigger, name);

	if (getBaseType(SPI_gettypeid(RelationGetDescr(trigger->tg_relation), column)) != JSONBOID)
		wrong_type(trigger, column, "The column with the claim must be jsonb or a domain over it.");
	check_not_generated(trigger, column, "It is computed after BEFORE triggers, so its claims would not be judged.");
	return column;
}

static AttrNumber
find_result_column(const TriggerData *trigger, const char *name)
{
	AttrNumber	column = find_column(trigger, name);

	if (SPI_gettypeid(RelationGetDescr(trigger->tg_relation), column) != JSONBOID)
		wrong_type(trigger, column,
				   "The column for the result must be jsonb itself: constraints of a domain would not be checked.");
	check_not_generated(trigger, column, "It is computed after BEFORE triggers, so the result would be overwritten.");
	return column;
}

static void
check_two_columns(const TriggerData *trigger, const enforced_columns *columns)
{
	if (columns->claim == columns->result)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("trigger \"%s\" names column \"%s\" both for the claim and for the result",
					   trigger->tg_trigger->tgname, trigger->tg_trigger->tgargs[0]),
				errhint("The result needs a jsonb column of its own; without a second argument none is written."),
				errtablecol(trigger->tg_relation, columns->claim));
}

static enforced_columns *
find_columns(const TriggerData *trigger, MemoryContext context)
{
	enforced_columns *columns = MemoryContextAllocZero(context, sizeof(*columns));

	check_argument_count(trigger->tg_trigger);
	columns->claim = find_claim_column(trigger, trigger->tg_trigger->tgargs[0]);
	if (trigger->tg_trigger->tgnargs > 1)
		columns->result = find_result_column(trigger, trigger->tg_trigger->tgargs[1]);
	check_two_columns(trigger, columns);
	return columns;
}

/* ---- what an UPDATE touches ---- */

static Datum
get_column(const enforced_row *row, HeapTuple tuple, AttrNumber column, bool *is_null)
{
	return heap_getattr(tuple, column, RelationGetDescr(row->trigger->tg_relation), is_null);
}

/* Neither compressed nor toasted. */
static bool
is_plain(const char *value)
{
	return VARATT_IS_SHORT(value) || !VARATT_IS_EXTENDED(value);
}

/*
 * Are these the same as they are stored? A value that an UPDATE leaves alone is the same compressed data or the same
 * pointer to it; a short one may get another header, when it was the default of a column added later.
 */
static bool
is_stored_alike(const char *left, const char *right)
{
	if (is_plain(left) && is_plain(right))
		return VARSIZE_ANY_EXHDR(left) == VARSIZE_ANY_EXHDR(right) &&
			memcmp(VARDATA_ANY(left), VARDATA_ANY(right), VARSIZE_ANY_EXHDR(left)) == 0;
	return VARSIZE_ANY(left) == VARSIZE_ANY(right) && memcmp(left, right, VARSIZE_ANY(left)) == 0;
}

static bool
has_same_bytes(const enforced_row *row, AttrNumber column)
{
	bool		is_null,
				was_null;
	Datum		now = get_column(row, row->row, column, &is_null);
	Datum		before = get_column(row, row->old, column, &was_null);

	if (is_null || was_null)
		return is_null && was_null;
	return is_stored_alike(DatumGetPointer(now), DatumGetPointer(before));
}

/* Does the statement set the column, or has a trigger before this one changed it? */
static bool
is_touched(const enforced_row *row, AttrNumber column)
{
	return row->old == NULL ||
		bms_is_member(column - FirstLowInvalidHeapAttributeNumber, row->trigger->tg_updatedcols) ||
		!has_same_bytes(row, column);
}

/* ---- the result column ---- */

/* The row with this result, NULL for none. */
static HeapTuple
with_result(const enforced_row *row, Jsonb *result)
{
	TupleDesc	description = RelationGetDescr(row->trigger->tg_relation);
	int			column = row->columns->result;
	Datum		value = PointerGetDatum(result);
	bool		is_null = result == NULL;

	if (column == InvalidAttrNumber)
		return row->row;
	return heap_modify_tuple_by_cols(row->row, description, 1, &column, &value, &is_null);
}

/* The row unjudged: an answer that was about another claim must not stand beside this one. */
static HeapTuple
without_stale_result(const enforced_row *row)
{
	bool		sets_result = row->old == NULL || row->columns->result == InvalidAttrNumber ||
		is_touched(row, row->columns->result);

	return sets_result ? row->row : with_result(row, NULL);
}

/* ---- judging ---- */

/* The lightest decision that stops a row, or is warned of. */
static decision
stops_from(void)
{
	return enforcement_setting() == ENFORCEMENT_REJECT_PEND ? DECISION_PEND : DECISION_DENY;
}

static char *
message_text(text_span source)
{
	text_span	text = valid_text(source);

	return pnstrdup(text.bytes, text.length);
}

/* Must be called while the judgement is there. */
static turn_down
write_turn_down(const judged_claim *judged)
{
	rejection	words = rejection_write(&judged->result, &jsonb_source, stops_from(), judged->memory);

	return (turn_down) {
		.message = message_text(words.message),
		.detail = message_text(words.detail),
		.hint = message_text(words.hint)
	};
}

/* An error, or a warning. */
static void
report_turn_down(const enforced_row *row, const turn_down *words)
{
	ereport(enforcement_setting() == ENFORCEMENT_WARN ? WARNING : ERROR,
			errcode(ERRCODE_CHECK_VIOLATION),
			errmsg("%s", words->message),
			errdetail("%s", words->detail),
			errhint("%s", words->hint),
			errtablecol(row->trigger->tg_relation, row->columns->claim),
			err_generic_string(PG_DIAG_CONSTRAINT_NAME, row->trigger->tg_trigger->tgname));
}

/* Judge the claim in full: its result where it is wanted, and an error or a warning where it is not fit. */
static Jsonb *
judge_in_full(const enforced_row *row, const Jsonb *claim)
{
	judged_claim judged;
	turn_down	words;
	bool		stopped;
	Jsonb	   *result = NULL;

	judge_claim(claim, false, &judged);
	stopped = judged.result.decision >= stops_from();
	if (stopped)
		words = write_turn_down(&judged);
	if (row->columns->result != InvalidAttrNumber)
		result = result_to_jsonb(&judged.result, judged.memory);
	judged_claim_release(&judged);
	if (stopped)
		report_turn_down(row, &words);
	return result;
}

static bool
is_fit(const Jsonb *claim)
{
	judged_claim judged;

	judge_claim(claim, true, &judged);
	judged_claim_release(&judged);
	return judged.result.decision < stops_from();
}

/* The row as it is to be written. A claim that is null is no claim, and has no answer. */
static HeapTuple
judge_row(const enforced_row *row)
{
	bool		is_null;
	Datum		value = get_column(row, row->row, row->columns->claim, &is_null);
	Jsonb	   *claim;

	if (is_null)
		return with_result(row, NULL);
	claim = DatumGetJsonbP(value);
	if (row->columns->result == InvalidAttrNumber && is_fit(claim))
		return row->row;
	return with_result(row, judge_in_full(row, claim));
}

/* BEFORE INSERT OR UPDATE FOR EACH ROW; the arguments name the claim's column and, if wanted, one for the result. */
Datum
enforce_policy(PG_FUNCTION_ARGS)
{
	const TriggerData *trigger = check_event(fcinfo);
	bool		is_update = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event);
	enforced_row row = {.trigger = trigger};

	if (fcinfo->flinfo->fn_extra == NULL)
		fcinfo->flinfo->fn_extra = find_columns(trigger, fcinfo->flinfo->fn_mcxt);
	row.columns = fcinfo->flinfo->fn_extra;
	row.row = is_update ? trigger->tg_newtuple : trigger->tg_trigtuple;
	row.old = is_update ? trigger->tg_trigtuple : NULL;
	if (!is_touched(&row, row.columns->claim))
		return PointerGetDatum(row.row);
	if (enforcement_setting() == ENFORCEMENT_OFF)
		return PointerGetDatum(without_stale_result(&row));
	return PointerGetDatum(judge_row(&row));
}
