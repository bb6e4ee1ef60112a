/*
 * cms_staging.c
 *	  Files of one load, read into a temporary table.
 *
 *	file ---- pieces ----> cms_reader ---- rows ----> lines of COPY's text format ----> COPY ----> staged table
 *
 * COPY asks for bytes, and gets those of the rows that the next piece of the file holds: no file is held in memory,
 * and rows are inserted as fast as COPY can.
 */
#include "pg/cms_staging.h"

#include "access/table.h"
#include "access/xact.h"
#include "commands/copy.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "parser/parse_node.h"
#include "parser/parse_relation.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "pg/cms_rationales.h"
#include "pg/cms_repeats.h"
#include "pg/compat.h"
#include "pg/engine_glue.h"
#include "pg/spi_reader.h"

#define PIECE_SIZE 65536
#define PROGRESS_MILLISECONDS 5000

/* The staged columns are those of the tables, so that nothing here depends on the schema of our types. */
static const char *const staged_columns[CMS_FILE_KIND_COUNT] = {
	[CMS_PTP] = "column_one, column_two, effective_from, effective_to, modifier_indicator, rationale "
	"FROM cptpolicy.ptp",
	[CMS_MUE] = "code, units, adjudication_indicator, rationale FROM cptpolicy.mue",
	[CMS_ADD_ON] = "add_on_code, primary_code, type, effective_from, effective_to FROM cptpolicy.add_on",
	[CMS_FEE_SCHEDULE] = "code, component, status, pctc, global_days, multiple, bilateral, assistant, co_surgeon, "
	"team_surgeon, preoperative_percent, intraoperative_percent, postoperative_percent, paid_outside_facility, "
	"paid_in_facility FROM cptpolicy.fee_schedule",
	[CMS_HCPCS] = "''::pg_catalog.text AS level_two, ''::pg_catalog.text AS code, description, effective_from, "
	"effective_to FROM cptpolicy.procedure_code",
};

typedef struct staging
{
	cms_load   *load;
	int			current;		/* of the load's sources */
	cms_reader *reader;			/* of the current source, NULL between sources */
	MemoryContext reader_context;
	arena		reader_memory;
	cms_rationales *rationales; /* of PTP edits, else NULL */
	uint32_t	rationale_field;
	cms_repeats *repeats;
	const char *absent[CMS_FIELDS_MAX]; /* what COPY reads where a file says nothing */
	StringInfoData rows;		/* lines for COPY */
	int			taken;			/* bytes of them that COPY has */
	char	   *piece;
	TimestampTz started;
	TimestampTz reported;
	ErrorContextCallback *context;	/* of the caller */
} staging;

/*
 * COPY calls its source without an argument, so the running load must be found here. It is set before COPY starts and
 * used only while COPY runs; COPY into a temporary table without triggers runs nothing that could load another file.
 */
static staging *running;

/* ---- rows to lines ---- */

/* What stands for a byte in COPY's text format, '\0' for itself. */
static char
escape_of(char byte)
{
	return byte == '\\' ? '\\' : byte == '\t' ? 't' : byte == '\n' ? 'n' : byte == '\r' ? 'r' : '\0';
}

static void
append_escaped(StringInfo line, text_span field)
{
	uint32_t	plain = 0;		/* from here on nothing was escaped */

	for (uint32_t i = 0; i < field.length; i++)
	{
		char		escape = escape_of(field.bytes[i]);

		if (escape == '\0')
			continue;
		appendBinaryStringInfo(line, field.bytes + plain, i - plain);
		appendStringInfoChar(line, '\\');
		appendStringInfoChar(line, escape);
		plain = i + 1;
	}
	appendBinaryStringInfo(line, field.bytes + plain, field.length - plain);
}

static void
append_number(StringInfo line, int number)
{
	char		digits[12];

	appendBinaryStringInfo(line, digits, pg_ltoa(number, digits));
}

static void
take_row(void *context, const text_span *fields, uint32_t count)
{
	staging    *stage = context;
	int			rationale = 0;

	if (stage->rationales != NULL)
	{
		rationale = cms_rationale_number(stage->rationales, fields[stage->rationale_field]);
		if (cms_repeats_find(stage->repeats, fields, rationale))
			return;
	}
	for (uint32_t i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoChar(&stage->rows, '\t');
		if (fields[i].bytes == NULL)
			appendStringInfoString(&stage->rows, stage->absent[i]);
		else if (stage->rationales != NULL && i == stage->rationale_field)
			append_number(&stage->rows, rationale);
		else
			append_escaped(&stage->rows, fields[i]);
	}
	appendStringInfoChar(&stage->rows, '\n');
}

/* ---- faults and progress ---- */

static void
raise_fault(const cms_source *source, const cms_fault *fault)
{
	char	   *expected = server_text(fault->expected);

	ereport(ERROR,
			errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
			fault->column > 0 ?
			errmsg(CMS_REFUSED "line " UINT64_FORMAT ", column %u", source->name, fault->line, fault->column) :
			errmsg(CMS_REFUSED "line " UINT64_FORMAT, source->name, fault->line),
			fault->found.bytes == NULL ?
			errdetail("Expected %s, found the end of the file.", expected) :
			errdetail("Expected %s, found \"%s\".", expected, server_text(fault->found)),
			errhint(CMS_NOTHING_LOADED));
}

static void
report_progress(staging *stage)
{
	TimestampTz now = GetCurrentTimestamp();
	uint64		lines = cms_reader_line(stage->reader);
	long		elapsed;

	if (!TimestampDifferenceExceeds(stage->reported, now, PROGRESS_MILLISECONDS))
		return;
	stage->reported = now;
	elapsed = Max(TimestampDifferenceMilliseconds(stage->started, now), 1);
	ereport(NOTICE,
			errmsg("file \"%s\": " UINT64_FORMAT " lines so far, " UINT64_FORMAT " a second",
				   stage->load->sources[stage->current].name, lines, lines * 1000 / (uint64) elapsed));
}

static void
report_end(const staging *stage)
{
	uint64		rows = cms_reader_row_count(stage->reader);

	ereport(NOTICE,
			errmsg_plural("file \"%s\": " UINT64_FORMAT " lines, " UINT64_FORMAT " row",
						  "file \"%s\": " UINT64_FORMAT " lines, " UINT64_FORMAT " rows", rows,
						  stage->load->sources[stage->current].name, cms_reader_line(stage->reader), rows));
}

/* ---- what a file says of itself ---- */

static void
settle_setting(cms_load *load, const cms_source *source, service_setting setting)
{
	if (load->setting_known && load->setting != setting)
		ereport(ERROR,
				errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				errmsg(CMS_REFUSED "its heading is of another setting", source->name),
				errdetail("Expected \"%s\", found \"%s\".", service_setting_name(load->setting).bytes,
						  service_setting_name(setting).bytes),
				errhint(CMS_NOTHING_LOADED));
	load->setting = setting;
	load->setting_known = true;
}

static void
settle_quarter(cms_load *load, const cms_source *source, calendar_date quarter)
{
	if (load->quarter != CALENDAR_DATE_UNKNOWN && load->quarter != quarter)
		ereport(ERROR,
				errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				errmsg(CMS_REFUSED "its heading is of another quarter", source->name),
				errdetail("Expected %s, found %s.", cms_quarter_name(load->quarter), cms_quarter_name(quarter)),
				errhint(CMS_NOTHING_LOADED));
	load->quarter = quarter;
}

static void
settle(staging *stage)
{
	cms_load   *load = stage->load;
	service_setting setting;
	calendar_date quarter;

	if (cms_reader_setting(stage->reader, &setting))
		settle_setting(load, &load->sources[stage->current], setting);
	if (cms_reader_quarter(stage->reader, &quarter))
		settle_quarter(load, &load->sources[stage->current], quarter);
	load->latest_start = Max(load->latest_start, cms_reader_latest_start(stage->reader));
}

/* ---- reading ---- */

static void
begin_source(staging *stage)
{
	cms_source_open(&stage->load->sources[stage->current]);
	MemoryContextReset(stage->reader_context);
	arena_init_in_context(&stage->reader_memory, stage->reader_context);
	stage->reader = cms_reader_create(stage->load->kind, &stage->reader_memory, take_row, stage);
	stage->started = stage->reported = GetCurrentTimestamp();
}

static void
end_source(staging *stage)
{
	cms_source_close(&stage->load->sources[stage->current]);
	settle(stage);
	report_end(stage);
	stage->reader = NULL;
	stage->current++;
}

/* Read the next piece of the files; the rows in it are appended to stage->rows. */
static void
read_piece(staging *stage)
{
	cms_source *source = &stage->load->sources[stage->current];
	int			length;
	bool		is_good;

	CHECK_FOR_INTERRUPTS();
	if (stage->reader == NULL)
		begin_source(stage);
	length = cms_source_read(source, stage->piece, PIECE_SIZE);
	is_good = length > 0 ? cms_reader_take(stage->reader, stage->piece, length) : cms_reader_finish(stage->reader);
	if (!is_good)
		raise_fault(source, cms_reader_fault(stage->reader));
	if (length == 0)
		end_source(stage);
	else
		report_progress(stage);
}

static int
take_bytes(staging *stage, char *buffer, int size)
{
	int			length = Min(size, stage->rows.len - stage->taken);

	memcpy(buffer, stage->rows.data + stage->taken, length);
	stage->taken += length;
	if (stage->taken == stage->rows.len)
	{
		resetStringInfo(&stage->rows);
		stage->taken = 0;
	}
	return length;
}

/*
 * COPY's source: up to maxread bytes, at least minread unless the files end. What is reported here is about a line of
 * the file; COPY's own context would name a line of what it gets from here.
 */
static int
read_rows(void *buffer, int minread, int maxread)
{
	staging    *stage = running;
	ErrorContextCallback *context_of_copy = error_context_stack;
	int			length = 0;

	error_context_stack = stage->context;
	while (length < minread)
	{
		while (stage->rows.len == 0 && stage->current < stage->load->source_count)
			read_piece(stage);
		if (stage->rows.len == 0)
			break;
		length += take_bytes(stage, (char *) buffer + length, maxread - length);
	}
	error_context_stack = context_of_copy;
	return length;
}

/* ---- COPY ---- */

static void
copy_rows(staging *stage)
{
	Relation	table = table_openrv(makeRangeVar("pg_temp", "cptpolicy_staged", -1), RowExclusiveLock);
	ParseState *parse = make_parsestate(NULL);
	List	   *options = list_make1(makeDefElem("encoding", (Node *) makeString("UTF8"), -1));
	CopyFromState copy;

	(void) addRangeTableEntryForRelation(parse, table, RowExclusiveLock, NULL, false, false);
	running = stage;
	copy = BeginCopyFrom(parse, table, NULL, NULL, false, read_rows, NIL, options);
	(void) CopyFrom(copy);
	EndCopyFrom(copy);
	running = NULL;
	free_parsestate(parse);
	table_close(table, NoLock);
	CommandCounterIncrement();
}

/* Columns by the names of their fields. */
static void
describe_fields(staging *stage)
{
	const char *const *names;
	uint32_t	count = cms_file_fields(stage->load->kind, &names);

	for (uint32_t i = 0; i < count; i++)
	{
		stage->absent[i] = strcmp(names[i], "effective_from") == 0 ? "-infinity" :
			strcmp(names[i], "effective_to") == 0 ? "infinity" : "\\N";
		if (strcmp(names[i], "rationale") == 0)
			stage->rationale_field = i;
	}
}

void
cms_stage(cms_load *load)
{
	staging    *stage = palloc0(sizeof(staging));
	arena		memory;

	arena_init_in_context(&memory, CurrentMemoryContext);
	stage->load = load;
	stage->context = error_context_stack;
	stage->reader_context = AllocSetContextCreate(CurrentMemoryContext, "cptpolicy reader", ALLOCSET_DEFAULT_SIZES);
	stage->piece = palloc(PIECE_SIZE);
	initStringInfo(&stage->rows);
	if (load->kind == CMS_PTP)
	{
		stage->rationales = cms_rationales_read(&memory);
		stage->repeats = cms_repeats_create();
	}
	describe_fields(stage);
	load->latest_start = CALENDAR_DATE_UNKNOWN;
	spi_run(psprintf("CREATE TEMPORARY TABLE " CMS_STAGED_TABLE " ON COMMIT DROP AS SELECT %s WITH NO DATA",
					 staged_columns[load->kind]), SPI_OK_UTILITY);
	copy_rows(stage);
	if (load->kind == CMS_PTP)
	{
		cms_rationales_store(stage->rationales);
		load->is_distinct = cms_repeats_are_excluded(stage->repeats);
	}
}

void
cms_unstage(void)
{
	spi_run("DROP TABLE " CMS_STAGED_TABLE, SPI_OK_UTILITY);
}

const char *
cms_quarter_name(calendar_date quarter)
{
	char		text[CALENDAR_DATE_TEXT_MAX];

	calendar_format(quarter, text);
	return psprintf("%.4s Q%d", text, ((text[5] - '0') * 10 + text[6] - '0' + 2) / 3);
}
