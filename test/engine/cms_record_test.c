/*
 * cms_record_test.c
 *	  Bytes into records: line ends, quotes, limits, and files that are no text; in pieces of several sizes.
 */
#include "engine/cms_record.h"

#include "in_pieces.h"

#define DUMP_MAX 4096
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Records as "line:(field)(field)" with line ends behind them, then the fault as "line:column expected". */
typedef struct dump
{
	uint32_t	length;
	char		text[DUMP_MAX];
	uint64_t	records;
	uint64_t	stop_at;		/* the receiver stops at this record */
} dump;

static void
add(dump *out, const char *bytes, uint32_t length)
{
	for (uint32_t i = 0; i < length && out->length < DUMP_MAX - 1; i++)
		out->text[out->length++] = bytes[i];
}

static bool
receive(void *context, const cms_record *record)
{
	dump	   *out = context;
	char		line[32];

	add(out, line, (uint32_t) snprintf(line, sizeof(line), "%lu:", (unsigned long) record->line));
	for (uint32_t i = 0; i < record->count; i++)
	{
		add(out, "(", 1);
		add(out, record->fields[i].bytes, record->fields[i].length);
		add(out, ")", 1);
	}
	add(out, "\n", 1);
	return ++out->records != out->stop_at;
}

/* piece_taker */
static bool
take(void *splitter, const char *bytes, size_t length)
{
	return cms_splitter_take(splitter, bytes, length);
}

static dump
read_in(text_span file, cms_layout layout, cms_layout_chooser choose, uint64_t stop_at, uint32_t piece)
{
	dump		out = {.stop_at = stop_at};
	arena		memory = heap_arena();
	cms_fault	fault = {0};
	cms_splitter *splitter = ARENA_NEW(&memory, cms_splitter);
	char		head[32];

	cms_splitter_init(splitter, &memory, layout, choose, receive, &out, &fault);
	if (!(take_in_pieces(file, piece, take, splitter) && cms_splitter_finish(splitter)) && fault.line > 0)
	{
		add(&out, head, (uint32_t) snprintf(head, sizeof(head), "%lu:%u ", (unsigned long) fault.line,
											(unsigned) fault.column));
		add(&out, fault.expected.bytes, fault.expected.length);
	}
	arena_free(&memory);
	return out;
}

static void
check_stopped(text_span file, cms_layout layout, cms_layout_chooser choose, uint64_t stop_at, const char *expected,
			  int line)
{
	static const uint32_t pieces[] = {1, 2, 7, 4096, UINT32_MAX};

	for (size_t i = 0; i < LENGTH(pieces); i++)
	{
		dump		out = read_in(file, layout, choose, stop_at, pieces[i]);

		test_check_str(out.text, expected, __FILE__, line, "records");
	}
}

#define CHECK_RECORDS(layout, literal, expected) \
	check_stopped(TEXT_LITERAL(literal), (layout), NULL, 0, (expected), __LINE__)

static void
test_lines(void)
{
	CHECK_RECORDS(CMS_LINES, "", "");
	CHECK_RECORDS(CMS_LINES, "a\n", "1:(a)\n");
	CHECK_RECORDS(CMS_LINES, "a\tb,\"c\r\nd\r\n", "1:(a\tb,\"c)\n2:(d)\n");
	CHECK_RECORDS(CMS_LINES, "\n\n a\r\r\n\t\n\nb\n\r\n", "3:( a\r)\n6:(b)\n");
	CHECK_RECORDS(CMS_LINES, "a\n\x1A", "1:(a)\n");
	CHECK_RECORDS(CMS_LINES, "a\n \t\r", "1:(a)\n");
	CHECK_RECORDS(CMS_LINES, "a\nb", "1:(a)\n2:0 a line end behind the last line (the file may be cut off)");
	CHECK_RECORDS(CMS_LINES, "a\r", "1:0 a line end behind the last line (the file may be cut off)");
}

static void
test_tabs(void)
{
	CHECK_RECORDS(CMS_TABS, "a\tb\n\tc\t\r\n\"d\"\"\te,\n", "1:(a)(b)\n2:()(c)()\n3:(\"d\"\")(e,)\n");
	CHECK_RECORDS(CMS_TABS, "\t\t\n \t \r\nx\t\n", "3:(x)()\n");
}

static void
test_commas(void)
{
	CHECK_RECORDS(CMS_COMMAS, "a,b\n,c,\r\n", "1:(a)(b)\n2:()(c)()\n");
	CHECK_RECORDS(CMS_COMMAS, "\"a\",\"b,c\",\"\"\n\"\"\"\"\n", "1:(a)(b,c)()\n2:(\")\n");
	CHECK_RECORDS(CMS_COMMAS, "\"a\n\nb\"\nc\n\"d\r\n\",e\r\nf\n", "1:(a\n\nb)\n4:(c)\n5:(d\r\n)(e)\n7:(f)\n");
	CHECK_RECORDS(CMS_COMMAS, "a \"b\",c\"\nd\n", "1:(a \"b\")(c\")\n2:(d)\n");
	CHECK_RECORDS(CMS_COMMAS, "\"a\"\"b\"\"\",\"\"\"c\"\r\n", "1:(a\"b\")(\"c)\n");
	CHECK_RECORDS(CMS_COMMAS, "\"\n\"\n,\n\"\",\" \"\nx\n", "5:(x)\n");
	CHECK_RECORDS(CMS_COMMAS, "\"a\"b,c\n", "1:1 a comma or the end of the line behind the closing quote");
	CHECK_RECORDS(CMS_COMMAS, "x\ny,\"a\n\" \n", "1:(x)\n2:2 a comma or the end of the line behind the closing quote");
	CHECK_RECORDS(CMS_COMMAS, "x\ny,\"a\n",
				  "1:(x)\n2:0 a closing quote before the end of the file (the file may be cut off)");
	CHECK_RECORDS(CMS_COMMAS, "x\ny,\"a\"", "1:(x)\n2:0 a line end behind the last line (the file may be cut off)");
	CHECK_RECORDS(CMS_COMMAS, "x\ny,\"a\"\"",
				  "1:(x)\n2:0 a closing quote before the end of the file (the file may be cut off)");
}

static void
test_byte_order_mark(void)
{
	CHECK_RECORDS(CMS_COMMAS, "\xEF\xBB\xBF\"a\nb\"\n", "1:(a\nb)\n");
	CHECK_RECORDS(CMS_COMMAS, "\xEF\xBB\xBF", "");
	CHECK_RECORDS(CMS_COMMAS, "\xEF\xBB\xBF\xEF\xBB\xBF\n", "1:(\xEF\xBB\xBF)\n");
	CHECK_RECORDS(CMS_COMMAS, "\xEF\xBB\"a\nb\"\n", "1:(\xEF\xBB\"a)\n2:(b\")\n");
	CHECK_RECORDS(CMS_COMMAS, "\xEF\n", "1:(\xEF)\n");
	CHECK_RECORDS(CMS_LINES, "\xEF\xBB", "1:0 a line end behind the last line (the file may be cut off)");
	CHECK_RECORDS(CMS_LINES, "a\n\xEF\xBB\xBF\n", "1:(a)\n2:(\xEF\xBB\xBF)\n");
}

static void
test_no_text(void)
{
	CHECK_RECORDS(CMS_LINES, "\xFF\xFE" "a\0\n\0", "1:0 text in ASCII or UTF-8 (this looks like UTF-16)");
	CHECK_RECORDS(CMS_LINES, "\xFE\xFF\0a\0\n", "1:0 text in ASCII or UTF-8 (this looks like UTF-16)");
	CHECK_RECORDS(CMS_COMMAS, "PK\x03\x04", "1:0 a text file (this looks like a zip archive or an xlsx workbook)");
	CHECK_RECORDS(CMS_COMMAS, "\xD0\xCF\x11\xE0\xA1\n", "1:0 a text file (this looks like an xls workbook)");
	CHECK_RECORDS(CMS_TABS, "\x1F\x8B\x08\n", "1:0 a text file (this looks like a gzip archive)");
	CHECK_RECORDS(CMS_TABS, "%PDF-1.7\n", "1:0 a text file (this looks like a PDF document)");
	CHECK_RECORDS(CMS_TABS, "<!DocType html>\n", "1:0 a file of data (this looks like a web page)");
	CHECK_RECORDS(CMS_TABS, "<HTML>\n", "1:0 a file of data (this looks like a web page)");
	CHECK_RECORDS(CMS_TABS, "a\nPK\x03\x04\n", "1:(a)\n2:(PK\x03\x04)\n");
	CHECK_RECORDS(CMS_COMMAS, "a\n\"b\n\0\"\n", "1:(a)\n2:0 text without bytes of value zero (this may be UTF-16)");
	CHECK_RECORDS(CMS_TABS, "a\0\tb\n", "1:0 text without bytes of value zero (this may be UTF-16)");
	CHECK_RECORDS(CMS_TABS, "a\nb\0", "1:(a)\n2:0 text without bytes of value zero (this may be UTF-16)");
}

/* ---- limits ---- */

/* A line of a length, with its line feed; the rest of the file stands behind it. */
static text_span
long_line(uint32_t length, char fill, const char *rest)
{
	uint32_t	rest_length = (uint32_t) strlen(rest);
	char	   *bytes = malloc(length + rest_length);

	if (bytes == NULL)
		abort();
	memset(bytes, fill, length);
	bytes[length - 1] = '\n';
	memcpy(bytes + length, rest, rest_length);
	return (text_span) {bytes, length + rest_length};
}

static void
check_long(uint32_t length, char fill, cms_layout layout, const char *expected_end)
{
	static const uint32_t pieces[] = {1, 7, 65535, 65536, 65537, UINT32_MAX};
	text_span	file = long_line(length, fill, "b\n");

	for (size_t i = 0; i < LENGTH(pieces); i++)
	{
		dump		out = read_in(file, layout, NULL, 0, pieces[i]);

		CHECK_EQ_INT((long long) out.records, strcmp(expected_end, "") == 0 ? 2 : 0);
		if (*expected_end != '\0')
			CHECK_EQ_STR(out.text, expected_end);
	}
	free((char *) file.bytes);
}

static void
test_long_records(void)
{
	check_long(CMS_RECORD_BYTES_MAX, 'a', CMS_LINES, "");
	check_long(CMS_RECORD_BYTES_MAX, 'a', CMS_COMMAS, "");
	check_long(CMS_RECORD_BYTES_MAX + 1, 'a', CMS_TABS, "1:0 a line of at most 65536 bytes");
	check_long(CMS_RECORD_BYTES_MAX * 3, 'a', CMS_LINES, "1:0 a line of at most 65536 bytes");
	check_long(CMS_RECORD_BYTES_MAX + 1, 'a', CMS_COMMAS,
			   "1:0 a record of at most 65536 bytes (a closing quote may be missing)");
	check_long(CMS_RECORD_BYTES_MAX * 2, '\0', CMS_COMMAS, "1:0 text without bytes of value zero (this may be UTF-16)");
}

static void
test_many_columns(void)
{
	check_long(CMS_COLUMNS_MAX + 1, ',', CMS_COMMAS, "1:257 no more than 256 columns");
	check_long(CMS_COLUMNS_MAX + 1, '\t', CMS_TABS, "1:257 no more than 256 columns");
	check_long(CMS_COLUMNS_MAX * 2, ',', CMS_COMMAS, "1:257 no more than 256 columns");
}

/* ---- layouts that the first line decides ---- */

static cms_layout
by_first_line(text_span first_line)
{
	return first_line.length >= 4 && memcmp(first_line.bytes, "HCPC", 4) == 0 ? CMS_COMMAS : CMS_LINES;
}

#define CHECK_CHOSEN(literal, expected) \
	check_stopped(TEXT_LITERAL(literal), CMS_TABS, by_first_line, 0, (expected), __LINE__)

static void
test_layout_chosen(void)
{
	CHECK_CHOSEN("", "");
	CHECK_CHOSEN("HCPC,a\nb,c\r\n", "1:(HCPC)(a)\n2:(b)(c)\n");
	CHECK_CHOSEN("HCPC,\"a\nb\",c\nd\n", "1:(HCPC)(a\nb)(c)\n3:(d)\n");
	CHECK_CHOSEN("\xEF\xBB\xBFHCPC,\"a\"\"\nb\",c\n", "1:(HCPC)(a\"\nb)(c)\n");
	CHECK_CHOSEN("A0001,\"a\nHCPC,b\n", "1:(A0001,\"a)\n2:(HCPC,b)\n");
	CHECK_CHOSEN("HCPC", "1:0 a line end behind the last line (the file may be cut off)");
	CHECK_CHOSEN("HCPC,\"\n", "1:0 a closing quote before the end of the file (the file may be cut off)");
	CHECK_CHOSEN("\r\nHCPC,a\n", "2:(HCPC,a)\n");
	for (uint32_t length = CMS_RECORD_BYTES_MAX - 1; length <= CMS_RECORD_BYTES_MAX + 1; length++)
	{
		text_span	file = long_line(length, 'x', "y\n");
		bool		fits = length <= CMS_RECORD_BYTES_MAX;

		for (uint32_t piece = 1; piece < 70000; piece *= 16)
			CHECK_EQ_INT((long long) read_in(file, CMS_TABS, by_first_line, 0, piece).records, fits ? 2 : 0);
		free((char *) file.bytes);
	}
}

/* A receiver that says no ends the reading, without a fault of the splitter's own. */
static void
test_receiver_stops(void)
{
	check_stopped(TEXT_LITERAL("a\nb\nc\n\0"), CMS_LINES, NULL, 2, "1:(a)\n2:(b)\n", __LINE__);
}

int
main(void)
{
	test_lines();
	test_tabs();
	test_commas();
	test_byte_order_mark();
	test_no_text();
	test_long_records();
	test_many_columns();
	test_layout_chosen();
	test_receiver_stops();
	return test_report();
}
