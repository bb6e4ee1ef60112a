/*
 * cms_fee_schedule_reader.c
 *	  The relative value file of the physician fee schedule, PPRRVU: CSV of 31 columns, from 2026 on 32.
 *
 * The heading takes ten lines. The first says which release it is; the last begins with HCPCS,MOD; and the name of each
 * column is spread over the lines above that one ("NON-FAC", "NA", "INDICATOR"). Columns are found by what their names
 * end with once the lines are joined, because titles may stand above any of them.
 *
 * Of the values only indicators are taken: no amounts, and no descriptions, which are the AMA's.
 */
#include "engine/ascii.h"
#include "engine/cms_reader.h"

#define COLUMNS_MAX 40			/* that are looked for a name */
#define NAME_BYTES 32			/* kept of a name, from its end */
#define PERCENT_BYTES 8			/* "100.00" */

/* What may stand in a field. */
typedef enum fee_form
{
	FEE_LETTER,
	FEE_DIGIT,
	FEE_GLOBAL_DAYS,
	FEE_FRACTION,
	FEE_PAID
} fee_form;

typedef struct fee_column
{
	const char *words;			/* letters and digits of its name, in lower case */
	const char *missing;		/* what was expected when no column has it */
	fee_form	form;
} fee_column;

#define COLUMN(words, name, form) {(words), "a column headed " name, (form)}

/* As in a row, behind code and component. */
static const fee_column columns[] = {
	COLUMN("statuscode", "STATUS CODE", FEE_LETTER),
	COLUMN("pctcind", "PCTC IND", FEE_DIGIT),
	COLUMN("globdays", "GLOB DAYS", FEE_GLOBAL_DAYS),
	COLUMN("multproc", "MULT PROC", FEE_DIGIT),
	COLUMN("bilatsurg", "BILAT SURG", FEE_DIGIT),
	COLUMN("asstsurg", "ASST SURG", FEE_DIGIT),
	COLUMN("cosurg", "CO- SURG", FEE_DIGIT),
	COLUMN("teamsurg", "TEAM SURG", FEE_DIGIT),
	COLUMN("preop", "PRE OP", FEE_FRACTION),
	COLUMN("intraop", "INTRA OP", FEE_FRACTION),
	COLUMN("postop", "POST OP", FEE_FRACTION),
	COLUMN("nonfacnaindicator", "NON-FAC NA INDICATOR", FEE_PAID),
	COLUMN("facilitynaindicator", "FACILITY NA INDICATOR", FEE_PAID)
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))
#define FIRST_FIELD 2			/* of a row, that columns[] speaks of */
#define FRACTION_COUNT 3

typedef struct column_name
{
	uint32_t	length;
	char		bytes[NAME_BYTES];
} column_name;

typedef struct fee_state
{
	column_name names[COLUMNS_MAX];
	uint32_t	positions[COLUMN_COUNT];
} fee_state;

/* ---- heading ---- */

/* Append the letters and digits of one line's part of a name; of a long one the beginning is dropped. */
static void
add_to_name(column_name *name, text_span part)
{
	for (uint32_t i = 0; i < part.length; i++)
	{
		char		byte = ascii_lower(part.bytes[i]);

		if (!ascii_is_digit(byte) && (byte < 'a' || byte > 'z'))
			continue;
		if (name->length == NAME_BYTES)
			memmove(name->bytes, name->bytes + 1, --name->length);
		name->bytes[name->length++] = byte;
	}
}

static bool
name_ends_with(const column_name *name, const char *words)
{
	uint32_t	length = (uint32_t) strlen(words);

	return name->length >= length && memcmp(name->bytes + name->length - length, words, length) == 0;
}

/* "2026 National Physician Fee Schedule Relative Value File July Release" */
static void
note_release(cms_reader *reader, text_span title)
{
	static const char *const releases[] = {"januaryrelease", "aprilrelease", "julyrelease", "octoberrelease"};
	char		quarter[] = "2026Q1";

	title = cms_trimmed(title);
	if (!cms_words_contain(title, "relativevaluefile"))
		return;
	memcpy(quarter, title.bytes, 4);
	for (int i = 0; i < 4; i++)
	{
		quarter[5] = (char) ('1' + i);
		if (cms_words_contain(title, releases[i]))
			cms_quarter_parse((text_span) {quarter, 6}, &reader->quarter);
	}
}

/* "HCPCS,MOD,DESCRIPTION,..."; a file whose codes and modifiers stand elsewhere is none of CMS. */
static bool
is_last_of_heading(const cms_record *record)
{
	return record->count > 1 && cms_words_are(record->fields[0], "hcpcs") && cms_words_are(record->fields[1], "mod");
}

static bool
find_columns(cms_reader *reader, const cms_record *record)
{
	fee_state  *state = reader->state;

	for (uint32_t i = 0; i < COLUMN_COUNT; i++)
	{
		uint32_t	at = 0;

		while (at < COLUMNS_MAX && !name_ends_with(&state->names[at], columns[i].words))
			at++;
		if (at == COLUMNS_MAX)
			return cms_reader_fail(reader, record, 0, columns[i].missing);
		state->positions[i] = at;
	}
	return true;
}

static bool
fee_heading_is(cms_reader *reader, const cms_record *record)
{
	fee_state  *state = reader->state;

	for (uint32_t i = 0; i < record->count; i++)
	{
		if (i < COLUMNS_MAX)
			add_to_name(&state->names[i], record->fields[i]);
		note_release(reader, record->fields[i]);
	}
	if (!is_last_of_heading(record))
		return false;
	reader->failed = !find_columns(reader, record);
	return true;
}

/* ---- values ---- */

static bool
is_global_days(text_span field)
{
	static const char *const days[] = {"000", "010", "090", "MMM", "XXX", "YYY", "ZZZ"};

	for (size_t i = 0; field.length == 3 && i < sizeof(days) / sizeof(days[0]); i++)
		if (memcmp(field.bytes, days[i], 3) == 0)
			return true;
	return false;
}

/* A fraction of at most one with at most four decimals, "0.10", in ten-thousandths. */
static bool
read_fraction(text_span field, uint32_t *value)
{
	uint32_t	decimals = 0;
	bool		point = false;

	*value = 0;
	for (uint32_t i = 0; i < field.length; i++)
	{
		bool		is_point = field.bytes[i] == '.' && !point;

		point = point || is_point;
		if (is_point)
			continue;
		if (!ascii_is_digit(field.bytes[i]) || *value > 10000 || (point && ++decimals > 4))
			return false;
		*value = *value * 10 + (uint32_t) (field.bytes[i] - '0');
	}
	/* "1.00000" was refused above, so that this does not overflow */
	for (; decimals < 4 && *value <= 10000; decimals++)
		*value *= 10;
	return *value <= 10000 && field.length > (point ? 1 : 0);
}

/* "0.10" to "10.00". */
static bool
read_percent(text_span field, char out[PERCENT_BYTES], text_span *value)
{
	uint32_t	fraction;
	uint32_t	digits = 1;

	if (!read_fraction(field, &fraction))
		return false;
	for (uint32_t whole = fraction / 100; whole >= 10; whole /= 10)
		digits++;
	*value = (text_span) {out, digits + 3};
	for (uint32_t at = digits + 3; at-- > 0;)
	{
		out[at] = '.';
		if (at == digits)
			continue;
		out[at] = (char) ('0' + fraction % 10);
		fraction /= 10;
	}
	return true;
}

/* Read a field, of which blanks are trimmed; where nothing stands, the value is absent. */
static bool
read_value(fee_form form, text_span field, char percent[PERCENT_BYTES], text_span *value)
{
	*value = field.length > 0 ? field : TEXT_ABSENT;
	switch (form)
	{
		case FEE_LETTER:
			return field.length == 1 && *field.bytes >= 'A' && *field.bytes <= 'Z';
		case FEE_DIGIT:
			return field.length == 0 || (field.length == 1 && ascii_is_digit(*field.bytes));
		case FEE_GLOBAL_DAYS:
			return field.length == 0 || is_global_days(field);
		case FEE_FRACTION:
			return field.length == 0 || read_percent(field, percent, value);
		default:
			*value = field.length == 0 ? TEXT_LITERAL("true") : TEXT_LITERAL("false");
			return field.length == 0 || text_is(field, "NA");
	}
}

static const char *
expected_value(fee_form form)
{
	switch (form)
	{
		case FEE_LETTER:
			return "a status code of one letter";
		case FEE_DIGIT:
			return "an indicator of one digit, or nothing";
		case FEE_GLOBAL_DAYS:
			return "a global period 000, 010, 090, MMM, XXX, YYY or ZZZ, or nothing";
		case FEE_FRACTION:
			return "a fraction from 0 to 1 with at most four decimals, or nothing";
		default:
			return "NA or nothing";
	}
}

/* ---- rows ---- */

static bool
read_component(text_span modifier, text_span *component)
{
	*component = modifier.length > 0 ? modifier : TEXT_LITERAL("whole");
	return modifier.length == 0 || text_is(modifier, "26") || text_is(modifier, "TC") || text_is(modifier, "53");
}

static bool
fee_take(cms_reader *reader, const cms_record *record)
{
	const fee_state *state = reader->state;
	text_span	row[FIRST_FIELD + COLUMN_COUNT];
	char		code[CPT_CODE_LENGTH + 1];
	char		percents[FRACTION_COUNT][PERCENT_BYTES];
	uint32_t	fraction_count = 0;

	if (!cms_read_code(record->fields[0], code, NULL))
		return cms_reader_fail(reader, record, 1, "a procedure code");
	row[0] = (text_span) {code, CPT_CODE_LENGTH};
	if (!read_component(cms_record_field(record, 1), &row[1]))
		return cms_reader_fail(reader, record, 2, "a modifier 26, TC or 53, or nothing");
	for (uint32_t i = 0; i < COLUMN_COUNT; i++)
	{
		fee_form	form = columns[i].form;
		uint32_t	position = state->positions[i];
		char	   *percent = form == FEE_FRACTION ? percents[fraction_count++] : NULL;

		if (position >= record->count ||
			!read_value(form, cms_record_field(record, position), percent, &row[FIRST_FIELD + i]))
			return cms_reader_fail(reader, record, position + 1, expected_value(form));
	}
	cms_reader_row(reader, row, FIRST_FIELD + COLUMN_COUNT, CALENDAR_DATE_UNKNOWN);
	return true;
}

const cms_reader_kind cms_fee_schedule_kind = {
	.heading = "the heading of a fee schedule (PPRRVU), with a line that begins with HCPCS,MOD",
	.looks_like = "a fee schedule file",
	.layout = CMS_COMMAS,
	.state_size = sizeof(fee_state),
	.heading_is = fee_heading_is,
	.take = fee_take
};
