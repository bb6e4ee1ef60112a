/*
 * ptp_conflicts.c
 *	  ptp_conflicts(): the PTP edits that the lines of a table run into.
 *
 * A self-join of the lines probes the edits once for each pair of lines, in their index. Here an aggregate brings the
 * lines of a claim and date together, and searches what is in memory of their codes: most claims leave nothing, and no
 * row at all.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/tuplestore.h"

#include "engine/modifier_book.h"
#include "pg/compat.h"
#include "pg/cptpolicy.h"
#include "pg/engine_glue.h"
#include "pg/modifier_array.h"
#include "pg/policy_cache.h"
#include "pg/relation_name.h"

#define ROWS_AT_ONCE 1000
#define LINES_FIRST 4			/* most claims have fewer lines than this */

PG_FUNCTION_INFO_V1(ptp_conflicts);
PG_FUNCTION_INFO_V1(collect_line);
PG_FUNCTION_INFO_V1(find_conflicts);

/* ---- the aggregate: what the lines of one claim and date run into ---- */

typedef struct collected_line
{
	cpt_code	code;
	int32		number;
	ArrayType  *modifiers;		/* NULL: none */
	const code_record *record;	/* of the code, set when all lines are there */
} collected_line;

typedef struct line_collection
{
	service_setting setting;
	calendar_date date;
	uint32		count;
	uint32		capacity;
	collected_line *lines;
} line_collection;

/* One pair of lines in the aggregate's result. */
typedef struct conflict
{
	cpt_code	column_one;
	cpt_code	column_two;
	int32		line_one;
	int32		line_two;
	int16		modifier_indicator;
	bool		bypassed;
	uint8		rationale;		/* its place among the reference's */
} conflict;

/* Anyone may call the aggregate, with any arguments. */
static void
check_line(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(4) || PG_ARGISNULL(5))
		ereport(ERROR,
				errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				errmsg("column \"%s\" must not be null", PG_ARGISNULL(1) ? "code" : PG_ARGISNULL(2) ? "line" :
					   PG_ARGISNULL(4) ? "date_of_service" : "setting"));
	if (PG_GETARG_INT32(5) < 0 || PG_GETARG_INT32(5) >= PTP_SETTING_COUNT)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("there are no PTP edits of setting %d", PG_GETARG_INT32(5)));
}

static line_collection *
start_collection(FunctionCallInfo fcinfo, MemoryContext context)
{
	line_collection *lines = MemoryContextAlloc(context, sizeof(line_collection));

	lines->date = PG_GETARG_DATEADT(4);
	lines->setting = PG_GETARG_INT32(5);
	lines->count = 0;
	lines->capacity = LINES_FIRST;
	lines->lines = MemoryContextAlloc(context, LINES_FIRST * sizeof(collected_line));
	return lines;
}

static void
add_line(line_collection *lines, collected_line line)
{
	if (lines->count == lines->capacity)
	{
		lines->capacity *= 2;
		lines->lines = repalloc_huge(lines->lines, lines->capacity * sizeof(collected_line));
	}
	lines->lines[lines->count++] = line;
}

/* The modifiers are copied as they are, and looked at only where an edit asks for them. */
static ArrayType *
copy_modifiers(FunctionCallInfo fcinfo, int argument, MemoryContext context)
{
	MemoryContext caller;
	ArrayType  *modifiers;

	if (PG_ARGISNULL(argument))
		return NULL;
	caller = MemoryContextSwitchTo(context);
	modifiers = PG_GETARG_ARRAYTYPE_P_COPY(argument);
	MemoryContextSwitchTo(caller);
	return modifiers;
}

/* collect_line(state internal, code, line, modifiers, date_of_service, setting) */
Datum
collect_line(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	line_collection *lines;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "collect_line called outside an aggregate");
	check_line(fcinfo);
	lines = PG_ARGISNULL(0) ? start_collection(fcinfo, context) : (line_collection *) PG_GETARG_POINTER(0);
	add_line(lines, (collected_line) {
		DatumGetCptCode(PG_GETARG_DATUM(1)), PG_GETARG_INT32(2), copy_modifiers(fcinfo, 3, context)
	});
	PG_RETURN_POINTER(lines);
}

static bool
line_bypasses(const reference *reference, const collected_line *line, calendar_date date)
{
	uint32		count = 0;
	const cpt_modifier *modifiers = line->modifiers != NULL ? modifier_array(line->modifiers, &count) : NULL;

	for (uint32 i = 0; i < count; i++)
	{
		if (modifier_is_ncci_associated(reference->modifiers, modifiers[i], date))
			return true;
	}
	return false;
}

/* All codes first: their records lie anywhere in memory, and so the processor waits for several of them at once. */
static void
find_records(reference *reference, const line_collection *lines)
{
	for (uint32 i = 0; i < lines->count; i++)
		lines->lines[i].record = reference_code(reference, lines->lines[i].code);
}

static void
append_conflict(StringInfo found, const reference *reference, const line_collection *lines, uint32 one, uint32 two,
				const ptp_partner *partner)
{
	bool		modifier_allowed = ptp_partner_allows_modifier(partner);
	conflict	conflict = {
		.column_one = lines->lines[one].code,
		.column_two = lines->lines[two].code,
		.line_one = lines->lines[one].number,
		.line_two = lines->lines[two].number,
		.modifier_indicator = modifier_allowed ? 1 : 0,
		.bypassed = modifier_allowed && line_bypasses(reference, &lines->lines[two], lines->date),
		.rationale = ptp_partner_rationale(partner)
	};

	if (found->data == NULL)
	{
		initStringInfo(found);
		found->len = VARHDRSZ;
	}
	appendBinaryStringInfo(found, (const char *) &conflict, sizeof(conflict));
}

/* One line as column one beside all others. */
static void
search_column_one(StringInfo found, const reference *reference, const line_collection *lines, uint32 one)
{
	const code_record *record = lines->lines[one].record;

	if (record->partner_count[lines->setting] == 0)
		return;
	for (uint32 two = 0; two < lines->count; two++)
	{
		const ptp_partner *partner;

		if (lines->lines[two].code == record->code ||
			!code_may_be_ptp_partner(record, lines->setting, lines->lines[two].code))
			continue;
		partner = code_ptp_partner(record, lines->setting, lines->lines[two].code, lines->date);
		if (partner != NULL)
			append_conflict(found, reference, lines, one, two, partner);
	}
}

/* The final function: an array of conflicts as bytes, null when there is none. */
Datum
find_conflicts(PG_FUNCTION_ARGS)
{
	reference  *reference = policy_cache_rules().coding_data;
	const line_collection *lines;
	StringInfoData found = {0};

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "find_conflicts called outside an aggregate");
	if (PG_ARGISNULL(0) || reference == NULL)
		PG_RETURN_NULL();
	lines = (const line_collection *) PG_GETARG_POINTER(0);
	if (lines->count == 1)
		PG_RETURN_NULL();
	find_records(reference, lines);
	for (uint32 one = 0; one < lines->count; one++)
	{
		CHECK_FOR_INTERRUPTS();
		search_column_one(&found, reference, lines, one);
	}
	if (found.data == NULL)
		PG_RETURN_NULL();
	SET_VARSIZE(found.data, found.len);
	PG_RETURN_BYTEA_P(found.data);
}

/* ---- the query ---- */

typedef enum conflict_column
{
	COLUMN_CLAIM_ID,
	COLUMN_DATE_OF_SERVICE,
	COLUMN_LINE_ONE,
	COLUMN_LINE_TWO,
	COLUMN_ONE,
	COLUMN_TWO,
	COLUMN_MODIFIER_INDICATOR,
	COLUMN_BYPASSED,
	COLUMN_RATIONALE,
	COLUMN_COUNT
} conflict_column;

static void
refuse_type(Oid lines, AttrNumber column, Oid type)
{
	ereport(ERROR,
			errcode(ERRCODE_DATATYPE_MISMATCH),
			errmsg("column \"%s\" of \"%s\" has type %s, not %s", get_attname(lines, column, false), get_rel_name(lines),
				   format_type_be(get_atttype(lines, column)), format_type_be(type)));
}

/* A type of InvalidOid is any. */
static bool
has_column(Oid lines, const char *name, Oid type)
{
	AttrNumber	column = get_attnum(lines, name);

	if (column == InvalidAttrNumber)
		return false;
	if (OidIsValid(type) && getBaseType(get_atttype(lines, column)) != type)
		refuse_type(lines, column, type);
	return true;
}

static void
check_column(Oid lines, const char *name, Oid type)
{
	if (!has_column(lines, name, type))
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_COLUMN),
				errmsg("column \"%s\" of \"%s\" does not exist", name, get_rel_name(lines)),
				errhint("ptp_conflicts() reads the columns claim_id, line, code, date_of_service and, where there is one, "
						"modifiers. A view can give columns these names."));
}

/* A number of another type would be rounded. */
static void
check_line_number(Oid lines)
{
	Oid			type;

	check_column(lines, "line", InvalidOid);
	type = getBaseType(get_atttype(lines, get_attnum(lines, "line")));
	if (type != INT2OID && type != INT4OID && type != INT8OID)
		refuse_type(lines, get_attnum(lines, "line"), INT4OID);
}

/* The caller's search_path is in force: every name is qualified, and types of ours are found by what is returned. */
static char *
lines_query(TupleDesc result, Oid lines, service_setting setting)
{
	char	   *name = relation_name(lines);
	Oid			code_type = TupleDescAttr(result, COLUMN_ONE)->atttypid;

	check_column(lines, "claim_id", InvalidOid);
	check_line_number(lines);
	check_column(lines, "code", code_type);
	check_column(lines, "date_of_service", DATEOID);
	return psprintf("SELECT c.claim_id::pg_catalog.text, c.date_of_service, c.conflicts FROM ("
					"SELECT l.claim_id, l.date_of_service, cptpolicy.line_conflicts(l.code, l.line::pg_catalog.int4, %s, "
					"l.date_of_service, %d) AS conflicts FROM %s l "
					"WHERE l.claim_id IS NOT NULL AND l.date_of_service IS NOT NULL AND l.code IS NOT NULL "
					"GROUP BY l.claim_id, l.date_of_service) c WHERE c.conflicts IS NOT NULL",
					has_column(lines, "modifiers", InvalidOid) ? "l.modifiers" : "NULL", setting, name);
}

/* ---- the rows ---- */

static void
put_conflict(ReturnSetInfo *target, const reference *reference, Datum claim_id, Datum date, const conflict *found)
{
	bool		known = reference != NULL && found->rationale < reference->rationale_count;
	bool		nulls[COLUMN_COUNT] = {[COLUMN_RATIONALE] = !known};
	Datum		values[COLUMN_COUNT] = {
		[COLUMN_CLAIM_ID] = claim_id,
		[COLUMN_DATE_OF_SERVICE] = date,
		[COLUMN_LINE_ONE] = Int32GetDatum(found->line_one),
		[COLUMN_LINE_TWO] = Int32GetDatum(found->line_two),
		[COLUMN_ONE] = CptCodeGetDatum(found->column_one),
		[COLUMN_TWO] = CptCodeGetDatum(found->column_two),
		[COLUMN_MODIFIER_INDICATOR] = Int16GetDatum(found->modifier_indicator),
		[COLUMN_BYPASSED] = BoolGetDatum(found->bypassed)
	};

	if (known)
		values[COLUMN_RATIONALE] = PointerGetDatum(text_of_span(reference->rationales[found->rationale].text));
	tuplestore_putvalues(target->setResult, target->setDesc, values, nulls);
}

static void
put_claim(ReturnSetInfo *target, const reference *reference, uint64 row)
{
	HeapTuple	tuple = SPI_tuptable->vals[row];
	TupleDesc	columns = SPI_tuptable->tupdesc;
	bool		is_null;
	Datum		claim_id = SPI_getbinval(tuple, columns, 1, &is_null);
	Datum		date = SPI_getbinval(tuple, columns, 2, &is_null);
	bytea	   *found = DatumGetByteaP(SPI_getbinval(tuple, columns, 3, &is_null));
	uint32		count = (VARSIZE(found) - VARHDRSZ) / sizeof(conflict);

	for (uint32 i = 0; i < count; i++)
	{
		conflict	conflict;

		memcpy(&conflict, VARDATA(found) + i * sizeof(conflict), sizeof(conflict));
		put_conflict(target, reference, claim_id, date, &conflict);
	}
}

static service_setting
read_setting(const text *name)
{
	service_setting setting = SETTING_PRACTITIONER;

	if (!service_setting_of_name(text_span_of(name), &setting) || setting >= PTP_SETTING_COUNT)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("there are no PTP edits of setting \"%.*s\"", TEXT_ARGUMENTS(text_span_of(name))),
				errhint("The settings are practitioner and outpatient."));
	return setting;
}

Datum
ptp_conflicts(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *target = (ReturnSetInfo *) fcinfo->resultinfo;
	service_setting setting = read_setting(PG_GETARG_TEXT_PP(1));
	char	   *query;
	Portal		claims;

	InitMaterializedSRF(fcinfo, 0);
	query = lines_query(target->setDesc, PG_GETARG_OID(0), setting);
	SPI_connect();
	claims = SPI_cursor_open_with_args(NULL, query, 0, NULL, NULL, NULL, true, 0);
	for (;;)
	{
		const reference *reference;

		SPI_cursor_fetch(claims, true, ROWS_AT_ONCE);
		if (SPI_processed == 0)
			break;
		/* asked for anew each time: the query may have met a change, and what was known before is gone then */
		reference = policy_cache_rules().coding_data;
		for (uint64 row = 0; row < SPI_processed; row++)
			put_claim(target, reference, row);
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_cursor_close(claims);
	SPI_finish();
	return (Datum) 0;
}
