/*
 * cms_add_on_reader.c
 *	  NCCI add-on code edits, AOC_V*.xlsx saved as CSV.
 *
 * Below a notice stands the heading. Dates are days of a year, YYYYDDD. An edit ends with its own deletion or that of
 * either code. What makes a number of "2026001" may write "2026001.0".
 */
#include "engine/cms_reader.h"

#include "engine/ascii.h"

enum
{
	ADD_ON_TYPE,
	ADD_ON_CODE,
	ADD_ON_CODE_DELETION,
	ADD_ON_PRIMARY,
	ADD_ON_PRIMARY_DELETION,
	ADD_ON_EFFECTIVE,
	ADD_ON_DELETION,
	ADD_ON_COLUMNS
};

static const cms_column columns[ADD_ON_COLUMNS] = {
	[ADD_ON_TYPE] = {"aocedittype", true},
	[ADD_ON_CODE] = {"addoncode", true},
	[ADD_ON_CODE_DELETION] = {"aocdeldt", true},
	[ADD_ON_PRIMARY] = {"primarycode", true},
	[ADD_ON_PRIMARY_DELETION] = {"primarycodedeldt", true},
	[ADD_ON_EFFECTIVE] = {"aocediteffdt", true},
	[ADD_ON_DELETION] = {"aoceditdeldt", true},
};

typedef struct add_on_state
{
	uint32_t	positions[ADD_ON_COLUMNS];
} add_on_state;

static bool
add_on_heading_is(cms_reader *reader, const cms_record *record)
{
	add_on_state *state = reader->state;

	return cms_columns_find(record, columns, ADD_ON_COLUMNS, state->positions);
}

static text_span
field_of(cms_reader *reader, const cms_record *record, int column)
{
	const add_on_state *state = reader->state;

	return cms_whole_number(cms_record_field(record, state->positions[column]));
}

static bool
fail(cms_reader *reader, const cms_record *record, int column, const char *expected)
{
	const add_on_state *state = reader->state;

	return cms_reader_fail(reader, record, state->positions[column] + 1, expected);
}

/* A day, or nothing: then *date stays as it is. */
static bool
read_day(cms_reader *reader, const cms_record *record, int column, calendar_date *date,
		 char out[CALENDAR_DATE_TEXT_MAX])
{
	text_span	field = field_of(reader, record, column);

	return field.length == 0 || cms_read_ordinal_day(field, date, out);
}

typedef struct add_on_dates
{
	calendar_date starts;		/* CALENDAR_DATE_UNKNOWN: not given */
	calendar_date ends;
	char		effective[CALENDAR_DATE_TEXT_MAX];
	char		deletion[CALENDAR_DATE_TEXT_MAX];
} add_on_dates;

/* One of the days that end the edit; the earliest counts. */
static bool
read_end(cms_reader *reader, const cms_record *record, int column, add_on_dates *dates)
{
	calendar_date date = CALENDAR_DATE_UNKNOWN;
	char		text[CALENDAR_DATE_TEXT_MAX];

	if (!read_day(reader, record, column, &date, text))
		return false;
	if (date != CALENDAR_DATE_UNKNOWN && (dates->ends == CALENDAR_DATE_UNKNOWN || date < dates->ends))
	{
		dates->ends = date;
		memcpy(dates->deletion, text, sizeof(text));
	}
	return true;
}

static bool
read_dates(cms_reader *reader, const cms_record *record, add_on_dates *dates)
{
	dates->starts = dates->ends = CALENDAR_DATE_UNKNOWN;
	if (!read_day(reader, record, ADD_ON_EFFECTIVE, &dates->starts, dates->effective))
		return fail(reader, record, ADD_ON_EFFECTIVE, "a day YYYYDDD or nothing in AOC_Edit_EffDT");
	if (!read_end(reader, record, ADD_ON_DELETION, dates))
		return fail(reader, record, ADD_ON_DELETION, "a day YYYYDDD or nothing in AOC_Edit_DelDT");
	if (dates->ends != CALENDAR_DATE_UNKNOWN && dates->ends < dates->starts)
		return fail(reader, record, ADD_ON_DELETION, "a day in AOC_Edit_DelDT that is not before AOC_Edit_EffDT");
	if (!read_end(reader, record, ADD_ON_CODE_DELETION, dates))
		return fail(reader, record, ADD_ON_CODE_DELETION, "a day YYYYDDD or nothing in AOC_DelDT");
	if (!read_end(reader, record, ADD_ON_PRIMARY_DELETION, dates))
		return fail(reader, record, ADD_ON_PRIMARY_DELETION, "a day YYYYDDD or nothing in Primary_Code_DelDT");
	return true;
}

/* A procedure code, or CCCCC: each contractor defines the primary codes. */
static bool
read_primary(text_span field, char out[CPT_CODE_LENGTH + 1])
{
	if (cms_read_code(field, out, NULL))
		return true;
	if (field.length != CPT_CODE_LENGTH)
		return false;
	for (int i = 0; i < CPT_CODE_LENGTH; i++)
		if (ascii_upper(field.bytes[i]) != 'C')
			return false;
	memcpy(out, "CCCCC", CPT_CODE_LENGTH + 1);
	return true;
}

static bool
add_on_take(cms_reader *reader, const cms_record *record)
{
	text_span	type = field_of(reader, record, ADD_ON_TYPE);
	char		code[CPT_CODE_LENGTH + 1];
	char		primary[CPT_CODE_LENGTH + 1];
	add_on_dates dates;

	if (type.length != 1 || *type.bytes < '1' || *type.bytes > '3')
		return fail(reader, record, ADD_ON_TYPE, "1, 2 or 3 in AOC_Edit_Type");
	if (!cms_read_code(field_of(reader, record, ADD_ON_CODE), code, NULL))
		return fail(reader, record, ADD_ON_CODE, "a procedure code in Add-On_Code");
	if (!read_primary(field_of(reader, record, ADD_ON_PRIMARY), primary))
		return fail(reader, record, ADD_ON_PRIMARY, "a procedure code or CCCCC in Primary_Code");
	if (!read_dates(reader, record, &dates))
		return false;
	cms_reader_row(reader, (text_span[]) {
		{code, CPT_CODE_LENGTH}, {primary, CPT_CODE_LENGTH}, type,
		cms_day_text(dates.starts, dates.effective), cms_day_text(dates.ends, dates.deletion)
	}, 5, dates.starts);
	return true;
}

const cms_reader_kind cms_add_on_kind = {
	.heading = "the heading of an add-on code file: AOC_Edit_Type, Add-On_Code, AOC_DelDT, Primary_Code, "
	"Primary_Code_DelDT, AOC_Edit_EffDT, AOC_Edit_DelDT",
	.looks_like = "an add-on code file",
	.layout = CMS_COMMAS,
	.state_size = sizeof(add_on_state),
	.heading_is = add_on_heading_is,
	.take = add_on_take,
};
