/*
 * cms_hcpcs_reader.c
 *	  The HCPCS Level II file, ANWEB: lines of fixed width, or the CSV of later years.
 *
 * A record of fixed width has 320 positions. These are read (from 1, as CMS's record layout counts):
 *
 *	  1-5    code; of a modifier "   A1"
 *	  6-10   sequence number
 *	 11      record identification: 3 first record of a procedure, 7 of a modifier; 4, 8 more of the long description
 *	 92-119  short description
 *	269-276  day the code was added, YYYYMMDD
 *	285-292  last day of service, or blanks
 *
 * Disclaimers stand before the first record, in windows-1252. The CSV has the same fields by name.
 *
 * A code that ended before it began was never valid. It gives no row, and so is not judged.
 */
#include "engine/ascii.h"
#include "engine/cms_reader.h"
#include "engine/cpt_modifier.h"

#define DESCRIPTION_BYTES_MAX 200	/* CMS writes 28 */
#define BYTES_OF_CHARACTER_MAX 3	/* that windows-1252 has, in UTF-8 */
#define COMMAS_OF_CSV 40		/* at least, in any line: there are 48 columns */

typedef enum hcpcs_field
{
	HCPCS_CODE,
	HCPCS_RECORD_IDENTIFICATION,
	HCPCS_DESCRIPTION,
	HCPCS_ADDED,
	HCPCS_TERMINATED,
	HCPCS_FIELD_COUNT
} hcpcs_field;

typedef struct hcpcs_place
{
	uint32_t	first;			/* position from 1 */
	uint32_t	length;
} hcpcs_place;

static const hcpcs_place places[HCPCS_FIELD_COUNT] = {{1, 5}, {11, 1}, {92, 28}, {269, 8}, {285, 8}};

#define SEQUENCE_FIRST 6
#define SEQUENCE_LENGTH 5

static const cms_column columns[HCPCS_FIELD_COUNT] = {
	{"hcpc", true},
	{"recid", true},
	{"shortdescription", true},
	{"adddt", true},
	{"termdt", true}
};

static const char *const column_missing[HCPCS_FIELD_COUNT] = {
	"a column HCPC", "a column RECID", "a column SHORT DESCRIPTION", "a column ADD DT", "a column TERM DT"
};

/* What a record says, as texts and as they are compared. */
typedef struct hcpcs_row
{
	bool		is_modifier;
	char		code[CPT_CODE_LENGTH + 1];
	calendar_date first;		/* or CALENDAR_DATE_UNKNOWN */
	calendar_date last;			/* the same */
	char		first_text[CALENDAR_DATE_TEXT_MAX];
	char		last_text[CALENDAR_DATE_TEXT_MAX];
} hcpcs_row;

typedef struct hcpcs_state
{
	uint32_t	positions[HCPCS_FIELD_COUNT];	/* of columns, in CSV */
	hcpcs_row	previous;		/* code is empty before the first record */
	char		description[DESCRIPTION_BYTES_MAX * BYTES_OF_CHARACTER_MAX];
} hcpcs_state;

/* ---- fields of either layout ---- */

static bool
is_fixed_width(const cms_reader *reader)
{
	return reader->splitter.layout == CMS_LINES;
}

static text_span
cut(text_span line, uint32_t first, uint32_t length)
{
	uint32_t	begin = first - 1 < line.length ? first - 1 : line.length;

	return (text_span) {line.bytes + begin, line.length - begin < length ? line.length - begin : length};
}

/* A field without the white space around it. */
static text_span
field_of(const cms_reader *reader, const cms_record *record, hcpcs_field field)
{
	const hcpcs_state *state = reader->state;

	if (is_fixed_width(reader))
		return cms_trimmed(cut(record->fields[0], places[field].first, places[field].length));
	return cms_record_field(record, state->positions[field]);
}

/* A field is not as expected. Of a line of fixed width the fault tells the position. */
static bool
fail_field(cms_reader *reader, const cms_record *record, hcpcs_field field, const char *expected)
{
	const hcpcs_state *state = reader->state;
	uint32_t	column = is_fixed_width(reader) ? places[field].first : state->positions[field] + 1;

	return cms_fault_set(&reader->fault, reader->memory, record->line, column, expected,
						 field_of(reader, record, field));
}

/* ---- where the records begin ---- */

/* A sequence number and a record identification stand at their places. */
static bool
is_fixed_record(text_span line)
{
	text_span	sequence = cut(line, SEQUENCE_FIRST, SEQUENCE_LENGTH + 1);

	if (sequence.length != SEQUENCE_LENGTH + 1)
		return false;
	for (uint32_t i = 0; i < SEQUENCE_LENGTH; i++)
		if (!ascii_is_digit(sequence.bytes[i]))
			return false;
	return memchr("3478", sequence.bytes[SEQUENCE_LENGTH], 4) != NULL;
}

static cms_layout
choose_layout(text_span first_line)
{
	uint32_t	commas = 0;

	for (uint32_t i = 0; i < first_line.length; i++)
		commas += first_line.bytes[i] == ',';
	return commas >= COMMAS_OF_CSV || cms_words_begin(first_line, "hcpc") ? CMS_COMMAS : CMS_LINES;
}

static bool
find_columns(cms_reader *reader, const cms_record *record)
{
	hcpcs_state *state = reader->state;
	uint32_t	field = 0;

	if (cms_columns_find(record, columns, HCPCS_FIELD_COUNT, state->positions))
		return true;
	while (state->positions[field] != CMS_COLUMN_NONE)
		field++;
	return cms_reader_fail(reader, record, 0, column_missing[field]);
}

/* ---- values ---- */

static bool
read_code(text_span field, bool is_modifier, char out[CPT_CODE_LENGTH + 1])
{
	cpt_modifier modifier;

	if (!is_modifier)
		return cms_read_code(field, out, NULL);
	if (!cpt_modifier_parse(field.bytes, field.length, &modifier))
		return false;
	cpt_modifier_format(modifier, out);
	return true;
}

/* A day, or none where nothing stands. */
static bool
read_day(text_span field, calendar_date *date, char out[CALENDAR_DATE_TEXT_MAX])
{
	*date = CALENDAR_DATE_UNKNOWN;
	return field.length == 0 || cms_read_day(field, date, out);
}

static text_span
day_text(calendar_date date, const char *text)
{
	return date == CALENDAR_DATE_UNKNOWN ? TEXT_ABSENT : (text_span) {text, CALENDAR_DATE_TEXT_MAX - 1};
}

/* Bytes of the UTF-8 character of two to four bytes that begins here, or 0 where none does. */
static uint32_t
character_length(text_span text, uint32_t at)
{
	unsigned char lead = (unsigned char) text.bytes[at];
	unsigned char second = at + 1 < text.length ? (unsigned char) text.bytes[at + 1] : 0;
	uint32_t	length = lead >= 0xC2 && lead <= 0xDF ? 2 : (lead & 0xF0) == 0xE0 ? 3
		: lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;

	/* no overlong form, no surrogate, nothing beyond U+10FFFF */
	if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
		(lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F) || at + length > text.length)
		return 0;
	for (uint32_t i = 1; i < length; i++)
		if (((unsigned char) text.bytes[at + i] & 0xC0) != 0x80)
			return 0;
	return length;
}

/* Write a byte of windows-1252 as UTF-8; the five that it does not use become the replacement character. */
static uint32_t
write_windows_1252(unsigned char byte, char *out)
{
	static const uint16_t from_80[32] = {
		0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
		0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
		0x0153, 0xFFFD, 0x017E, 0x0178
	};
	uint16_t	character = byte >= 0x80 && byte < 0xA0 ? from_80[byte - 0x80] : byte;

	if (character < 0x800)
	{
		out[0] = (char) (0xC0 | character >> 6);
		out[1] = (char) (0x80 | (character & 0x3F));
		return 2;
	}
	out[0] = (char) (0xE0 | character >> 12);
	out[1] = (char) (0x80 | (character >> 6 & 0x3F));
	out[2] = (char) (0x80 | (character & 0x3F));
	return 3;
}

/* The description in UTF-8 with blanks for control characters, written to out; absent where there is none. */
static text_span
read_description(text_span field, char *out)
{
	text_span	result = {out, 0};

	for (uint32_t at = 0; at < field.length;)
	{
		unsigned char byte = (unsigned char) field.bytes[at];
		uint32_t	length = byte < 0x80 ? 1 : character_length(field, at);

		if (length == 0)
		{
			result.length += write_windows_1252(byte, out + result.length);
			at++;
			continue;
		}
		memcpy(out + result.length, field.bytes + at, length);
		if (byte < 0x20 || byte == 0x7F)
			out[result.length] = ' ';
		result.length += length;
		at += length;
	}
	return result.length > 0 ? result : TEXT_ABSENT;
}

/* ---- rows ---- */

/* Codes and modifiers differ in length. */
static bool
rows_equal(const hcpcs_row *left, const hcpcs_row *right)
{
	return strcmp(left->code, right->code) == 0 && left->first == right->first && left->last == right->last;
}

static void
hand_out(cms_reader *reader, const hcpcs_row *row, text_span description)
{
	text_span	fields[5] = {
		row->is_modifier ? TEXT_LITERAL("modifier") : TEXT_LITERAL("code"),
		{row->code, (uint32_t) strlen(row->code)},
		description,
		day_text(row->first, row->first_text),
		day_text(row->last, row->last_text)
	};

	cms_reader_row(reader, fields, 5, row->first);
}

/* Does it go on up to its dates? What is missing of a damaged line would else be taken for blanks. */
static bool
is_whole(const cms_reader *reader, const cms_record *record)
{
	const hcpcs_state *state = reader->state;

	if (is_fixed_width(reader))
		return record->fields[0].length >= places[HCPCS_ADDED].first - 1 + places[HCPCS_ADDED].length;
	for (uint32_t field = 0; field < HCPCS_FIELD_COUNT; field++)
		if (state->positions[field] >= record->count)
			return false;
	return true;
}

/* The first record of a code, which has all that is read. One that repeats the record before it gives no row. */
static bool
take_first(cms_reader *reader, const cms_record *record, hcpcs_row *row)
{
	hcpcs_state *state = reader->state;
	text_span	description = field_of(reader, record, HCPCS_DESCRIPTION);
	bool		was_valid;

	if (!is_whole(reader, record))
		return cms_reader_fail(reader, record, 0, "a record up to the last day of its code");
	if (!read_day(field_of(reader, record, HCPCS_ADDED), &row->first, row->first_text))
		return fail_field(reader, record, HCPCS_ADDED, "the day the code was added as YYYYMMDD, or nothing");
	if (!read_day(field_of(reader, record, HCPCS_TERMINATED), &row->last, row->last_text))
		return fail_field(reader, record, HCPCS_TERMINATED, "the last day of the code as YYYYMMDD, or nothing");
	if (description.length > DESCRIPTION_BYTES_MAX)
		return fail_field(reader, record, HCPCS_DESCRIPTION, "a short description of at most 200 bytes");
	was_valid = row->first == CALENDAR_DATE_UNKNOWN || row->last == CALENDAR_DATE_UNKNOWN || row->first <= row->last;
	if (was_valid && !rows_equal(row, &state->previous))
		hand_out(reader, row, read_description(description, state->description));
	state->previous = *row;
	return true;
}

/* More of the long description, which is not read; but a file in disorder is not to be trusted. */
static bool
take_more(cms_reader *reader, const cms_record *record, const hcpcs_row *row)
{
	const hcpcs_state *state = reader->state;

	if (strcmp(row->code, state->previous.code) != 0)
		return fail_field(reader, record, HCPCS_CODE, "the code of the record before, which this one goes on with");
	return true;
}

static bool
hcpcs_take(cms_reader *reader, const cms_record *record)
{
	text_span	identification = field_of(reader, record, HCPCS_RECORD_IDENTIFICATION);
	hcpcs_row	row = {0};
	char		digit;

	if (is_fixed_width(reader) && !is_fixed_record(record->fields[0]))
		return cms_reader_fail(reader, record, 0, "a record with a sequence number in 6-10 and 3, 4, 7 or 8 in 11");
	if (identification.length != 1 || memchr("3478", *identification.bytes, 4) == NULL)
		return fail_field(reader, record, HCPCS_RECORD_IDENTIFICATION, "a record identification 3, 4, 7 or 8");
	digit = *identification.bytes;
	row.is_modifier = digit >= '7';
	if (!read_code(field_of(reader, record, HCPCS_CODE), row.is_modifier, row.code))
		return fail_field(reader, record, HCPCS_CODE, row.is_modifier ? "a modifier" : "a procedure code");
	return digit == '3' || digit == '7' ? take_first(reader, record, &row) : take_more(reader, record, &row);
}

/* The line of names of a CSV; lines of fixed width have none, and the first record, which shows the file, is taken. */
static bool
hcpcs_heading_is(cms_reader *reader, const cms_record *record)
{
	if (is_fixed_width(reader) ? !is_fixed_record(record->fields[0]) : !cms_words_are(record->fields[0], "hcpc"))
		return false;
	reader->failed = !(is_fixed_width(reader) ? hcpcs_take(reader, record) : find_columns(reader, record));
	return true;
}

const cms_reader_kind cms_hcpcs_kind = {
	.heading = "a record of a HCPCS file (ANWEB), or the heading of one in CSV, with HCPC and RECID",
	.looks_like = "a HCPCS file",
	.layout = CMS_LINES,
	.choose = choose_layout,
	.state_size = sizeof(hcpcs_state),
	.heading_is = hcpcs_heading_is,
	.take = hcpcs_take
};
