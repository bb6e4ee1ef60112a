/*
 * cms_record.c
 *	  Cutting files into records.
 *
 * The bytes that came last are looked at where they are; only a record that goes on in the next piece is copied. What
 * is wrong with a record is found once it is complete, so that the answer does not depend on how the file was cut into
 * pieces.
 */
#include "engine/cms_record.h"

#include "engine/ascii.h"
#include "engine/cms_field.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define BYTE_ORDER_MARK_BYTES 3
#define END_OF_TEXT '\x1A'		/* what DOS programs leave at the end of a file */

/* Where a byte of CMS_COMMAS stands. */
enum
{
	QUOTE_FIELD_BEGINS,
	QUOTE_NONE,
	QUOTE_OPEN,
	QUOTE_CLOSED				/* or the first of two */
};

void
cms_splitter_init(cms_splitter *splitter, arena *memory, cms_layout layout, cms_layout_chooser choose,
				  cms_record_receiver receive, void *context, cms_fault *fault)
{
	memset(splitter, 0, sizeof(*splitter));
	splitter->memory = memory;
	splitter->choose = choose;
	splitter->layout = choose == NULL ? layout : CMS_LINES;
	splitter->receive = receive;
	splitter->context = context;
	splitter->fault = fault;
	splitter->line = 1;
	splitter->held = arena_allocate(memory, CMS_RECORD_BYTES_MAX);
	splitter->unquoted = arena_allocate(memory, CMS_RECORD_BYTES_MAX);
}

/* ---- what is no text ---- */

typedef struct file_beginning
{
	const char *bytes;
	uint32_t	length;
	const char *expected;
} file_beginning;

#define BEGINNING(literal, expected) {(literal), sizeof(literal) - 1, (expected)}

/* Files that are easily taken for the one wanted: as downloaded, or from the other side of CMS's page of consent. */
static const file_beginning beginnings[] = {
	BEGINNING("\xFF\xFE", "text in ASCII or UTF-8 (this looks like UTF-16)"),
	BEGINNING("\xFE\xFF", "text in ASCII or UTF-8 (this looks like UTF-16)"),
	BEGINNING("PK\x03\x04", "a text file (this looks like a zip archive or an xlsx workbook)"),
	BEGINNING("\xD0\xCF\x11\xE0", "a text file (this looks like an xls workbook)"),
	BEGINNING("\x1F\x8B", "a text file (this looks like a gzip archive)"),
	BEGINNING("%PDF", "a text file (this looks like a PDF document)"),
	BEGINNING("<!doctype", "a file of data (this looks like a web page)"),
	BEGINNING("<html", "a file of data (this looks like a web page)"),
};

static bool
begins_with(text_span text, const char *bytes, uint32_t length)
{
	if (text.length < length)
		return false;
	for (uint32_t i = 0; i < length; i++)
		if (ascii_lower(text.bytes[i]) != ascii_lower(bytes[i]))
			return false;
	return true;
}

/* What was expected instead of this, or NULL where it may be text. */
static const char *
other_than_text(const cms_splitter *splitter, text_span whole)
{
	for (size_t i = 0; splitter->line == 1 && i < sizeof(beginnings) / sizeof(beginnings[0]); i++)
		if (begins_with(whole, beginnings[i].bytes, beginnings[i].length))
			return beginnings[i].expected;
	if (whole.length > 0 && memchr(whole.bytes, '\0', whole.length) != NULL)
		return "text without bytes of value zero (this may be UTF-16)";
	return NULL;
}

/* The record at hand is not as expected. */
static bool
refuse(cms_splitter *splitter, uint32_t column, const char *expected, text_span found)
{
	return cms_fault_set(splitter->fault, splitter->memory, splitter->line, column, expected, found);
}

/* The record at hand does not end where it should; if it is no text at all, that is to be said. */
static bool
refuse_unended(cms_splitter *splitter, const char *expected, text_span found)
{
	const char *other = other_than_text(splitter, found);

	return refuse(splitter, 0, other != NULL ? other : expected, found);
}

/* ---- fields of a record ---- */

static bool
add_field(cms_splitter *splitter, text_span field)
{
	cms_record *record = &splitter->record;

	if (record->count == CMS_COLUMNS_MAX)
		return refuse(splitter, CMS_COLUMNS_MAX + 1, "no more than 256 columns", field);
	record->fields[record->count++] = field;
	return true;
}

static bool
split_at_tabs(cms_splitter *splitter, text_span whole)
{
	const char *begin = whole.bytes;
	const char *end = whole.bytes + whole.length;

	for (const char *at = begin; at < end; at++)
	{
		if (*at != '\t')
			continue;
		if (!add_field(splitter, (text_span) {begin, (uint32_t) (at - begin)}))
			return false;
		begin = at + 1;
	}
	return add_field(splitter, (text_span) {begin, (uint32_t) (end - begin)});
}

/* A field in quotes that begins at *at, copied to *unquoted; both move behind it. */
static text_span
read_quoted(text_span whole, uint32_t *at, char **unquoted)
{
	text_span	field = {*unquoted, 0};
	char	   *out = *unquoted;
	uint32_t	i = *at + 1;

	for (; i < whole.length; i++)
	{
		if (whole.bytes[i] == '"' && (++i == whole.length || whole.bytes[i] != '"'))
			break;
		*out++ = whole.bytes[i];
	}
	*at = i;
	field.length = (uint32_t) (out - *unquoted);
	*unquoted = out;
	return field;
}

static text_span
read_unquoted(text_span whole, uint32_t *at)
{
	const char *begin = whole.bytes + *at;
	const char *comma = memchr(begin, ',', whole.length - *at);
	text_span	field = {begin, comma != NULL ? (uint32_t) (comma - begin) : whole.length - *at};

	*at += field.length;
	return field;
}

static bool
split_at_commas(cms_splitter *splitter, text_span whole)
{
	char	   *unquoted = splitter->unquoted;
	uint32_t	at = 0;

	for (;;)
	{
		bool		is_quoted = at < whole.length && whole.bytes[at] == '"';
		text_span	field = is_quoted ? read_quoted(whole, &at, &unquoted) : read_unquoted(whole, &at);

		if (!add_field(splitter, field))
			return false;
		if (at == whole.length)
			return true;
		if (whole.bytes[at] != ',')
			return refuse(splitter, splitter->record.count, "a comma or the end of the line behind the closing quote",
						  (text_span) {whole.bytes + at, whole.length - at});
		at++;
	}
}

static bool
split(cms_splitter *splitter, text_span whole)
{
	switch (splitter->layout)
	{
		case CMS_LINES:
			return add_field(splitter, whole);
		case CMS_TABS:
			return split_at_tabs(splitter, whole);
		case CMS_COMMAS:
			return split_at_commas(splitter, whole);
	}
	return false;
}

static bool
is_blank_record(const cms_record *record)
{
	for (uint32_t i = 0; i < record->count; i++)
		if (!cms_is_blank(record->fields[i]))
			return false;
	return true;
}

static uint64_t
count_line_ends(text_span text)
{
	uint64_t	count = 0;
	const char *end = text.bytes + text.length;

	for (const char *at = text.bytes; (at = memchr(at, '\n', (size_t) (end - at))) != NULL; at++)
		count++;
	return count;
}

/* Hand out a complete record, which ends in a line feed. */
static bool
deliver(cms_splitter *splitter, text_span whole)
{
	cms_record *record = &splitter->record;
	uint64_t	lines = splitter->layout == CMS_COMMAS ? count_line_ends(whole) : 1;
	const char *other;

	whole.length--;
	if (whole.length > 0 && whole.bytes[whole.length - 1] == '\r')
		whole.length--;
	other = other_than_text(splitter, whole);
	if (other != NULL)
		return refuse(splitter, 0, other, whole);
	record->line = splitter->line;
	record->whole = whole;
	record->count = 0;
	if (!split(splitter, whole))
		return false;
	if (!is_blank_record(record) && !splitter->receive(splitter->context, record))
		return false;
	splitter->line += lines;
	return true;
}

/* ---- records in pieces ---- */

static int
next_quote_state(int state, char byte)
{
	if (state == QUOTE_OPEN)
		return byte == '"' ? QUOTE_CLOSED : QUOTE_OPEN;
	if (byte == '"' && state != QUOTE_NONE)
		return QUOTE_OPEN;
	return byte == ',' ? QUOTE_FIELD_BEGINS : QUOTE_NONE;
}

/* How many of the bytes belong to the record at hand; *complete if its end is among them. */
static size_t
scan_quoted(cms_splitter *splitter, const char *bytes, size_t length, bool *complete)
{
	int			state = splitter->quote_state;
	size_t		at;

	for (at = 0; at < length; at++)
	{
		if (bytes[at] == '\n' && state != QUOTE_OPEN)
		{
			splitter->quote_state = QUOTE_FIELD_BEGINS;
			*complete = true;
			return at + 1;
		}
		state = next_quote_state(state, bytes[at]);
	}
	splitter->quote_state = state;
	*complete = false;
	return at;
}

static size_t
scan(cms_splitter *splitter, const char *bytes, size_t length, bool *complete)
{
	const char *line_end;

	if (splitter->layout == CMS_COMMAS)
		return scan_quoted(splitter, bytes, length, complete);
	line_end = memchr(bytes, '\n', length);
	*complete = line_end != NULL;
	return line_end != NULL ? (size_t) (line_end - bytes) + 1 : length;
}

/* Keep more bytes of the record at hand; how many it may have at most is checked before. */
static void
hold(cms_splitter *splitter, const char *bytes, size_t length)
{
	memcpy(splitter->held + splitter->held_length, bytes, length);
	splitter->held_length += (uint32_t) length;
}

static bool
refuse_long(cms_splitter *splitter, const char *bytes)
{
	hold(splitter, bytes, CMS_RECORD_BYTES_MAX - splitter->held_length);
	return refuse_unended(splitter, splitter->layout == CMS_COMMAS
						  ? "a record of at most 65536 bytes (a closing quote may be missing)"
						  : "a line of at most 65536 bytes",
						  (text_span) {splitter->held, splitter->held_length});
}

/* Take the record at hand as far as it goes; *used is the number of bytes that were taken. */
static bool
take_record(cms_splitter *splitter, const char *bytes, size_t length, size_t *used)
{
	size_t		room = CMS_RECORD_BYTES_MAX - splitter->held_length;
	bool		complete;
	text_span	whole = {bytes, 0};

	*used = scan(splitter, bytes, length <= room ? length : room + 1, &complete);
	if (*used > room)
		return refuse_long(splitter, bytes);
	if (!complete || splitter->held_length > 0)
	{
		hold(splitter, bytes, *used);
		whole.bytes = splitter->held;
	}
	if (!complete)
		return true;
	whole.length = splitter->held_length > 0 ? splitter->held_length : (uint32_t) *used;
	splitter->held_length = 0;
	return deliver(splitter, whole);
}

/*
 * Once the end of the first line is among the bytes, it decides about the layout, and what is held of the line is
 * looked at again for quotes. Until then, and where the line is too long, the layout is CMS_LINES.
 */
static void
settle_layout(cms_splitter *splitter, const char *bytes, size_t length)
{
	const char *line_end = memchr(bytes, '\n', length);
	size_t		part = line_end != NULL ? (size_t) (line_end - bytes) : 0;
	text_span	line = {splitter->held, splitter->held_length + (uint32_t) part};
	bool		complete;

	if (line_end == NULL || part > CMS_RECORD_BYTES_MAX - splitter->held_length)
		return;
	memcpy(splitter->held + splitter->held_length, bytes, part);
	if (line.length > 0 && line.bytes[line.length - 1] == '\r')
		line.length--;
	splitter->layout = splitter->choose(line);
	splitter->choose = NULL;
	scan(splitter, splitter->held, splitter->held_length, &complete);
}

static bool
take_records(cms_splitter *splitter, const char *bytes, size_t length)
{
	while (length > 0)
	{
		size_t		used;

		if (splitter->choose != NULL)
			settle_layout(splitter, bytes, length);
		if (!take_record(splitter, bytes, length, &used))
			return false;
		bytes += used;
		length -= used;
	}
	return true;
}

/* Skip a byte order mark, whose bytes may come in several pieces; what only begins like one is part of the file. */
static bool
pass_byte_order_mark(cms_splitter *splitter, const char **bytes, size_t *length)
{
	while (*length > 0 && splitter->mark_bytes < BYTE_ORDER_MARK_BYTES &&
		   **bytes == BYTE_ORDER_MARK[splitter->mark_bytes])
	{
		splitter->mark_bytes++;
		(*bytes)++;
		(*length)--;
	}
	splitter->begun = *length > 0 || splitter->mark_bytes == BYTE_ORDER_MARK_BYTES;
	if (!splitter->begun || splitter->mark_bytes == BYTE_ORDER_MARK_BYTES)
		return true;
	return take_records(splitter, BYTE_ORDER_MARK, splitter->mark_bytes);
}

bool
cms_splitter_take(cms_splitter *splitter, const char *bytes, size_t length)
{
	if (!splitter->begun && !pass_byte_order_mark(splitter, &bytes, &length))
		return false;
	return take_records(splitter, bytes, length);
}

/* Nothing, or what some programs put behind the last line. */
static bool
is_end_of_file(text_span rest)
{
	if (rest.length > 0 && rest.bytes[rest.length - 1] == END_OF_TEXT)
		rest.length--;
	return cms_is_blank(rest);
}

bool
cms_splitter_finish(cms_splitter *splitter)
{
	text_span	rest = {splitter->held, splitter->held_length};

	if (!splitter->begun && splitter->mark_bytes < BYTE_ORDER_MARK_BYTES)
		rest = (text_span) {BYTE_ORDER_MARK, splitter->mark_bytes};
	if (is_end_of_file(rest))
		return true;
	return refuse_unended(splitter, splitter->layout == CMS_COMMAS && splitter->quote_state == QUOTE_OPEN
						  ? "a closing quote before the end of the file (the file may be cut off)"
						  : "a line end behind the last line (the file may be cut off)", rest);
}
