/*
 * cms_file.c
 *	  The kinds of files, and what their readers share: the search for the heading, rows and faults.
 */
#include "engine/cms_file.h"

#include "engine/cms_reader.h"

#define COUNT_OF(array) ((uint32_t) (sizeof(array) / sizeof((array)[0])))

typedef struct kind_entry
{
	const char *name;
	const cms_reader_kind *reader;
	uint32_t	field_count;
	const char *const *fields;
} kind_entry;

static const char *const ptp_fields[] = {
	"column_one", "column_two", "effective_from", "effective_to", "modifier_indicator", "rationale"
};

static const char *const mue_fields[] = {"code", "units", "adjudication_indicator", "rationale"};

static const char *const add_on_fields[] = {"add_on_code", "primary_code", "type", "effective_from", "effective_to"};

static const char *const fee_schedule_fields[] = {
	"code", "component", "status", "pctc", "global_days", "multiple", "bilateral", "assistant", "co_surgeon",
	"team_surgeon", "preoperative_percent", "intraoperative_percent", "postoperative_percent", "paid_outside_facility",
	"paid_in_facility"
};

static const char *const hcpcs_fields[] = {"level_two", "code", "description", "effective_from", "effective_to"};

/* In the order of cms_file_kind. */
static const kind_entry kinds[CMS_FILE_KIND_COUNT] = {
	{"ptp", &cms_ptp_kind, COUNT_OF(ptp_fields), ptp_fields},
	{"mue", &cms_mue_kind, COUNT_OF(mue_fields), mue_fields},
	{"add_on", &cms_add_on_kind, COUNT_OF(add_on_fields), add_on_fields},
	{"fee_schedule", &cms_fee_schedule_kind, COUNT_OF(fee_schedule_fields), fee_schedule_fields},
	{"hcpcs", &cms_hcpcs_kind, COUNT_OF(hcpcs_fields), hcpcs_fields},
};

text_span
cms_file_kind_name(cms_file_kind kind)
{
	return (text_span) {kinds[kind].name, (uint32_t) strlen(kinds[kind].name)};
}

uint32_t
cms_file_fields(cms_file_kind kind, const char *const **names)
{
	*names = kinds[kind].fields;
	return kinds[kind].field_count;
}

/* ---- headings ---- */

/* Words that only the heading of one kind has; those of another kind show that the wrong file was given. */
typedef struct heading_sign
{
	const char *words;
	cms_file_kind kind;
} heading_sign;

static const heading_sign heading_signs[] = {
	{"column1column2", CMS_PTP},
	{"muevalues", CMS_MUE},
	{"addoncode", CMS_ADD_ON},
	{"physicianfeescheduler", CMS_FEE_SCHEDULE},
	{"hcpcsmoddescription", CMS_FEE_SCHEDULE},
	{"hcpcseqnumrecid", CMS_HCPCS},
};

static const cms_reader_kind *
kind_shown(text_span whole)
{
	for (uint32_t i = 0; i < COUNT_OF(heading_signs); i++)
		if (cms_words_contain(whole, heading_signs[i].words))
			return kinds[heading_signs[i].kind].reader;
	return NULL;
}

bool
cms_reader_fail(cms_reader *reader, const cms_record *record, uint32_t column, const char *expected)
{
	text_span	found = column == 0 ? record->whole
		: column <= record->count ? record->fields[column - 1] : TEXT_ABSENT;

	return cms_fault_set(&reader->fault, reader->memory, record->line, column, expected, found);
}

bool
cms_reader_refuse(cms_reader *reader, const cms_record *record)
{
	const cms_reader_kind *shown = kind_shown(record->whole);
	const char *expected = reader->kind->heading;

	if (shown != NULL && shown != reader->kind)
		expected = arena_format(reader->memory, "%s (this looks like %s)", expected, shown->looks_like).bytes;
	return cms_reader_fail(reader, record, 0, expected);
}

/* No heading was found: the line that comes nearest to one says more than the place where the search ended. */
static bool
refuse_without_heading(cms_reader *reader)
{
	if (reader->near_heading.line > 0)
		reader->fault = reader->near_heading;
	else
		cms_fault_set(&reader->fault, reader->memory, reader->splitter.line, 0, reader->kind->heading, TEXT_ABSENT);
	return false;
}

/* A record before the heading: the heading, preamble, or a sign that this is no file of the kind. */
static bool
take_preamble(cms_reader *reader, const cms_record *record)
{
	const cms_reader_kind *shown;

	if (reader->kind->heading_is(reader, record))
	{
		reader->heading_seen = true;
		return !reader->failed;
	}
	shown = kind_shown(record->whole);
	if (shown != NULL && shown != reader->kind)
		return cms_reader_refuse(reader, record);
	if (shown != NULL)
		cms_fault_set(&reader->near_heading, reader->memory, record->line, 0, reader->kind->heading, record->whole);
	if (++reader->preamble_count <= CMS_PREAMBLE_MAX)
		return true;
	return reader->near_heading.line > 0 ? refuse_without_heading(reader) : cms_reader_refuse(reader, record);
}

bool
cms_columns_find(const cms_record *heading, const cms_column *columns, uint32_t count, uint32_t *positions)
{
	bool		complete = true;

	for (uint32_t i = 0; i < count; i++)
	{
		positions[i] = CMS_COLUMN_NONE;
		for (uint32_t at = heading->count; at-- > 0;)
			if (cms_words_are(heading->fields[at], columns[i].words))
				positions[i] = at;
		complete = complete && (positions[i] != CMS_COLUMN_NONE || !columns[i].required);
	}
	return complete;
}

/* ---- reading ---- */

static bool
take_record(void *context, const cms_record *record)
{
	cms_reader *reader = context;

	if (reader->heading_seen)
		return reader->kind->take(reader, record);
	return take_preamble(reader, record);
}

cms_reader *
cms_reader_create(cms_file_kind kind, arena *memory, cms_row_receiver row, void *context)
{
	cms_reader *reader = ARENA_NEW(memory, cms_reader);

	reader->kind = kinds[kind].reader;
	reader->memory = memory;
	reader->row = row;
	reader->context = context;
	reader->heading_seen = reader->kind->heading_is == NULL;
	reader->quarter = CALENDAR_DATE_UNKNOWN;
	reader->latest_start = CALENDAR_DATE_UNKNOWN;
	reader->state = arena_allocate_zero(memory, reader->kind->state_size);
	cms_splitter_init(&reader->splitter, memory, reader->kind->layout, reader->kind->choose, take_record, reader,
					  &reader->fault);
	return reader;
}

bool
cms_reader_take(cms_reader *reader, const char *bytes, size_t length)
{
	if (!reader->failed)
		reader->failed = !cms_splitter_take(&reader->splitter, bytes, length);
	return !reader->failed;
}

bool
cms_reader_finish(cms_reader *reader)
{
	if (reader->failed)
		return false;
	if (!cms_splitter_finish(&reader->splitter))
		reader->failed = true;
	else if (!reader->heading_seen)
		reader->failed = !refuse_without_heading(reader);
	else if (reader->row_count == 0)
		reader->failed = !cms_fault_set(&reader->fault, reader->memory, reader->splitter.line, 0,
										"a row below the heading", TEXT_ABSENT);
	return !reader->failed;
}

const cms_fault *
cms_reader_fault(const cms_reader *reader)
{
	return reader->failed ? &reader->fault : NULL;
}

uint64_t
cms_reader_row_count(const cms_reader *reader)
{
	return reader->row_count;
}

uint64_t
cms_reader_line(const cms_reader *reader)
{
	return reader->splitter.line - 1;
}

bool
cms_reader_setting(const cms_reader *reader, service_setting *setting)
{
	if (reader->setting_known)
		*setting = reader->setting;
	return reader->setting_known;
}

bool
cms_reader_quarter(const cms_reader *reader, calendar_date *quarter)
{
	if (reader->quarter == CALENDAR_DATE_UNKNOWN)
		return false;
	*quarter = reader->quarter;
	return true;
}

calendar_date
cms_reader_latest_start(const cms_reader *reader)
{
	return reader->latest_start;
}
