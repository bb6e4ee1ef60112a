/*
 * code_record_reader.c
 *	  What the tables of coding data know of one code.
 *
 * A code is read while a claim waits, so the queries are planned once a session, without regard to the code, and kept.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "nodes/parsenodes.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "pg/code_record_reader.h"
#include "pg/compat.h"
#include "pg/cptpolicy.h"
#include "pg/engine_glue.h"
#include "pg/spi_reader.h"

typedef enum code_query
{
	QUERY_VALIDITY,
	QUERY_FEES,
	QUERY_LIMITS,
	QUERY_PRIMARIES,
	QUERY_PARTNERS
} code_query;

#define QUERY_COUNT 5

/* The first columns of all queries. What follows is the operator of cpt_code, by its schema, and the code. */
#define COMMON_COLUMNS "SELECT effective_from, effective_to, shipped"

static const char *const queries[QUERY_COUNT] = {
	[QUERY_VALIDITY] =
	COMMON_COLUMNS " FROM cptpolicy.procedure_code WHERE code",
	[QUERY_FEES] =
	COMMON_COLUMNS ", status, pctc, global_days, multiple, bilateral, assistant, co_surgeon, team_surgeon "
	"FROM cptpolicy.fee_schedule WHERE component OPERATOR(pg_catalog.=) 'whole' AND code",
	[QUERY_LIMITS] =
	COMMON_COLUMNS ", setting, adjudication_indicator, units FROM cptpolicy.mue WHERE code",
	[QUERY_PRIMARIES] =
	COMMON_COLUMNS ", type, primary_code FROM cptpolicy.add_on WHERE add_on_code",
	[QUERY_PARTNERS] =
	COMMON_COLUMNS ", setting, column_two, modifier_indicator, rationale FROM cptpolicy.ptp "
	"WHERE modifier_indicator OPERATOR(pg_catalog.<>) 9 AND column_one"
};

/* Kept by the session; anything of them may be missing. */
static struct
{
	SPIPlanPtr	plans[QUERY_COUNT];
	Oid			settings[SERVICE_SETTING_COUNT];	/* of the values of cptpolicy.service_setting */
}			kept;

/* ---- plans ---- */

void
code_record_reader_forget_plans(void)
{
	for (int i = 0; i < QUERY_COUNT; i++)
	{
		SPIPlanPtr	plan = kept.plans[i];

		kept.plans[i] = NULL;
		if (plan != NULL)
			SPI_freeplan(plan);
	}
	memset(kept.settings, 0, sizeof(kept.settings));
}

/* The type of a column of ours, whose own name depends on where the extension was created. */
static Oid
type_of_column(const char *table, const char *column)
{
	Oid			relation = get_relname_relid(table, get_namespace_oid("cptpolicy", false));
	AttrNumber	number = OidIsValid(relation) ? get_attnum(relation, column) : InvalidAttrNumber;

	if (number == InvalidAttrNumber)
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_COLUMN),
				errmsg("column \"%s\" of table \"cptpolicy.%s\" does not exist", column, table));
	return get_atttype(relation, number);
}

static char *
schema_of_type(Oid type)
{
	HeapTuple	row = SearchSysCache1(TYPEOID, ObjectIdGetDatum(type));
	char	   *schema;

	if (!HeapTupleIsValid(row))
		elog(ERROR, "cache lookup failed for type %u", type);
	schema = get_namespace_name(((Form_pg_type) GETSTRUCT(row))->typnamespace);
	ReleaseSysCache(row);
	return schema;
}

static SPIPlanPtr
prepare(code_query query, Oid code_type)
{
	StringInfoData text;
	SPIPlanPtr	plan;

	initStringInfo(&text);
	appendStringInfo(&text, "%s OPERATOR(%s.=) $1", queries[query], quote_identifier(schema_of_type(code_type)));
	plan = SPI_prepare_cursor(text.data, 1, &code_type, CURSOR_OPT_GENERIC_PLAN);
	if (plan == NULL)
		elog(ERROR, "could not prepare: %s", text.data);
	return plan;
}

static void
make_plans(void)
{
	Oid			code_type = type_of_column("procedure_code", "code");

	/* those of an attempt that ended in an error */
	code_record_reader_forget_plans();
	for (int i = 0; i < QUERY_COUNT; i++)
	{
		SPIPlanPtr	plan = prepare(i, code_type);

		SPI_keepplan(plan);
		kept.plans[i] = plan;
	}
}

/* The rows are in SPI_tuptable. */
static void
run(code_query query, cpt_code code)
{
	Datum		parameter = CptCodeGetDatum(code);

	if (SPI_execute_plan(kept.plans[query], &parameter, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not read coding data: %s", queries[query]);
}

/* ---- columns ---- */

service_setting
service_setting_of_value(Oid value)
{
	Oid			type = InvalidOid;

	for (int i = 0; i < SERVICE_SETTING_COUNT; i++)
	{
		if (kept.settings[i] == value)
			return i;
	}
	type = type_of_column("mue", "setting");
	for (int i = 0; i < SERVICE_SETTING_COUNT; i++)
	{
		kept.settings[i] = GetSysCacheOid2(ENUMTYPOIDNAME, Anum_pg_enum_oid, ObjectIdGetDatum(type),
										   CStringGetDatum(service_setting_name(i).bytes));
		if (kept.settings[i] == value)
			return i;
	}
	elog(ERROR, "setting %u is not known", value);
}

/* In all queries the first columns. */
static date_span
dates_of(uint64 row)
{
	return spi_dates(row, 1);
}

static bool
is_shipped(uint64 row)
{
	return spi_boolean(row, 3);
}

static service_setting
setting_column(uint64 row, int column)
{
	bool		is_null;

	return service_setting_of_value(DatumGetObjectId(spi_column(row, column, &is_null)));
}

/* The only character of a text, '\0' for null. */
static char
character_column(uint64 row, int column)
{
	bool		is_null;
	Datum		value = spi_column(row, column, &is_null);

	return is_null ? '\0' : *VARDATA_ANY(DatumGetTextPP(value));
}

/* ---- which rows count, and in which order ---- */

typedef struct ranked_row
{
	uint64		row;
	bool		shipped;
	DateADT		effective_from;
} ranked_row;

/* One's own rows before shipped ones, later ones before earlier: the first that is in force counts. */
static int
compare_ranks(const void *left, const void *right)
{
	const ranked_row *a = left;
	const ranked_row *b = right;

	if (a->shipped != b->shipped)
		return a->shipped ? 1 : -1;
	return (a->effective_from < b->effective_from) - (a->effective_from > b->effective_from);
}

static ranked_row *
rank_rows(void)
{
	ranked_row *rows = palloc(sizeof(ranked_row) * SPI_processed);

	for (uint64 i = 0; i < SPI_processed; i++)
		rows[i] = (ranked_row) {i, is_shipped(i), dates_of(i).first};
	qsort(rows, SPI_processed, sizeof(ranked_row), compare_ranks);
	return rows;
}

/* The days on which a row counts; a shipped one ends before loaded files begin, and may so end before it begins. */
static date_span
counting_dates(uint64 row, calendar_date shipped_end)
{
	date_span	dates = dates_of(row);

	if (is_shipped(row))
		dates.last = Min(dates.last, shipped_end);
	return dates;
}

/* ---- what is known ---- */

/* One row of one's own hides all shipped ones of the code. */
static void
read_validity(code_record *record, arena *memory)
{
	ranked_row *rows;

	run(QUERY_VALIDITY, record->code);
	rows = rank_rows();
	record->validity = ARENA_ARRAY(memory, date_span, SPI_processed);
	for (uint64 i = 0; i < SPI_processed && rows[i].shipped == rows[0].shipped; i++)
		record->validity[record->validity_count++] = dates_of(rows[i].row);
}

static void
read_fee(const code_sources *sources, fee_indicators *fee, uint64 row)
{
	bool		is_null;
	Datum		global_days = spi_column(row, 6, &is_null);

	fee->dates = counting_dates(row, sources->shipped_fees_end);
	fee->status = character_column(row, 4);
	fee->pctc = character_column(row, 5);
	if (!is_null)
		text_to_cstring_buffer(DatumGetTextPP(global_days), fee->global_days, sizeof(fee->global_days));
	fee->multiple = character_column(row, 7);
	fee->bilateral = character_column(row, 8);
	fee->assistant = character_column(row, 9);
	fee->co_surgeon = character_column(row, 10);
	fee->team_surgeon = character_column(row, 11);
}

static void
read_fees(const code_sources *sources, code_record *record, arena *memory)
{
	ranked_row *rows;

	run(QUERY_FEES, record->code);
	rows = rank_rows();
	record->fee_count = SPI_processed;
	record->fees = ARENA_ARRAY(memory, fee_indicators, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
		read_fee(sources, &record->fees[i], rows[i].row);
}

static void
read_limit(const code_sources *sources, unit_limit *limit, uint64 row)
{
	limit->setting = setting_column(row, 4);
	limit->dates = counting_dates(row, sources->shipped_limits_end[limit->setting]);
	limit->adjudication_indicator = spi_smallint(row, 5);
	limit->units = spi_integer(row, 6);
}

static void
read_limits(const code_sources *sources, code_record *record, arena *memory)
{
	ranked_row *rows;

	run(QUERY_LIMITS, record->code);
	rows = rank_rows();
	record->limit_count = SPI_processed;
	record->limits = ARENA_ARRAY(memory, unit_limit, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
		read_limit(sources, &record->limits[i], rows[i].row);
}

static void
add_primary(code_record *record, uint64 row)
{
	primary_code *primary = &record->primaries[record->primary_count++];
	bool		is_null;
	text_span	code = text_span_of(DatumGetTextPP(spi_column(row, 5, &is_null)));

	primary->dates = dates_of(row);
	primary->type = spi_smallint(row, 4);
	primary->contractor_defined = text_is(code, "CCCCC");
	if (!primary->contractor_defined && !cpt_code_parse(code.bytes, code.length, &primary->code))
		elog(ERROR, "primary code \"%.*s\" is none", TEXT_ARGUMENTS(code));
}

static void
read_primaries(const code_sources *sources, code_record *record, arena *memory)
{
	run(QUERY_PRIMARIES, record->code);
	record->primaries = ARENA_ARRAY(memory, primary_code, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		if (!is_shipped(i) || !sources->add_ons_are_loaded)
			add_primary(record, i);
	}
}

static uint8
rationale_place(const code_sources *sources, int16 number)
{
	return number >= 0 && number < sources->rationale_count ? sources->rationales[number] : sources->no_rationale;
}

/* Rows that were never in force, because they ended before they began, are not kept. */
static void
add_partner(const code_sources *sources, code_record *record, uint64 row)
{
	service_setting setting = setting_column(row, 4);
	cpt_code	column_two = spi_code(row, 5);
	bool		modifier_allowed = spi_smallint(row, 6) == 1;
	uint8		rationale = rationale_place(sources, spi_smallint(row, 7));

	if (setting >= PTP_SETTING_COUNT || (is_shipped(row) && sources->ptp_is_loaded[setting]))
		return;
	if (ptp_partner_make(&record->partners[setting][record->partner_count[setting]], column_two, modifier_allowed,
						 rationale, dates_of(row)))
		record->partner_count[setting]++;
}

static void
allocate_partners(code_record *record, arena *memory)
{
	uint32		counts[SERVICE_SETTING_COUNT] = {0};

	for (uint64 i = 0; i < SPI_processed; i++)
		counts[setting_column(i, 4)]++;
	for (int i = 0; i < PTP_SETTING_COUNT; i++)
		record->partners[i] = arena_allocate(memory, counts[i] * sizeof(ptp_partner));
}

static void
read_partners(const code_sources *sources, code_record *record, arena *memory)
{
	run(QUERY_PARTNERS, record->code);
	allocate_partners(record, memory);
	for (uint64 i = 0; i < SPI_processed; i++)
		add_partner(sources, record, i);
	code_record_sort_partners(record);
	code_record_make_filters(record, memory);
}

static uint64
groups_of(const code_map *groups, cpt_code code)
{
	uint32		count;
	const uint32 *numbers = code_map_find(groups, code, &count);
	uint64		bits = 0;

	for (uint32 i = 0; i < count; i++)
		bits |= UINT64CONST(1) << numbers[i];
	return bits;
}

void
code_record_read(void *context, reference *reference, code_record *record, arena *memory)
{
	const code_sources *sources = context;

	SPI_connect();
	if (kept.plans[QUERY_COUNT - 1] == NULL)
		make_plans();
	record->groups = groups_of(&reference->groups, record->code);
	read_validity(record, memory);
	read_fees(sources, record, memory);
	read_limits(sources, record, memory);
	read_primaries(sources, record, memory);
	read_partners(sources, record, memory);
	SPI_finish();
}
