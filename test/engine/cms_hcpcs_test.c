/*
 * cms_hcpcs_test.c
 *	  The HCPCS Level II file: fixed width and CSV, its records, and what is wrong with a file.
 */
#include "cms_file_made.h"
#include "cms_reading.h"

#define RECORD_LENGTH 320

/* Put a text into a record, from a position that counts from 1. */
static void
put(char *record, int position, const char *text)
{
	memcpy(record + position - 1, text, strlen(text));
}

/* A record of fixed width; code is five characters with the sequence number and the identification behind them. */
static void
add_record(const char *code, const char *description, const char *added, const char *terminated)
{
	char		record[RECORD_LENGTH + 2];

	memset(record, ' ', RECORD_LENGTH);
	put(record, 1, code);
	put(record, 12, "More words than the short description");
	put(record, 92, description);
	put(record, 269, added);
	put(record, 277, "19970101");
	put(record, 285, terminated);
	put(record, 293, "N");
	record[RECORD_LENGTH] = '\r';
	record[RECORD_LENGTH + 1] = '\n';
	add_bytes(record, sizeof(record));
}

static text_span
file_of_one(const char *code, const char *description, const char *added, const char *terminated)
{
	begin_file();
	add_record(code, description, added, terminated);
	return file_made();
}

static const char disclaimers[] =
	"***Disclaimers\t\t\t\t\r\n\t\t\t\t\r\n*Nothing is promised.\xA0\t\t\r\n\r\n";

/* ---- fixed width ---- */

static void
check_records(void)
{
	cms_reading reading;

	begin_file();
	add_text(disclaimers);
	add_record("   A1001007", "Dressing for one wound", "20020701", "        ");
	add_record("   AD001007", "Md supervision, >4 anes proc", "19840101", "");
	add_record("   AD002008", "", "", "");
	add_record("   CP001007", "C-apc adjunctive service", "20160101", "20171231");
	add_record("G0260001003", "Inj for sacroiliac jt anesth", "20030101", "");
	add_record("G0260002004", "", "", "");
	add_record("G0260003004", "", "", "");
	add_record("D0120001003", "", "", "");
	reading = CHECK_ROWS(CMS_HCPCS, file_made(),
						 "modifier|A1|Dressing for one wound|2002-07-01|-\n"
						 "modifier|AD|Md supervision, >4 anes proc|1984-01-01|-\n"
						 "modifier|CP|C-apc adjunctive service|2016-01-01|2017-12-31\n"
						 "code|G0260|Inj for sacroiliac jt anesth|2003-01-01|-\n"
						 "code|D0120|-|-|-\n");
	CHECK_EQ_INT((long long) reading.row_count, 5);
	CHECK(!reading.setting_known);
	CHECK_EQ_INT(reading.quarter, CALENDAR_DATE_UNKNOWN);
	CHECK_EQ_INT(reading.latest_start, 5844);	/* 2016-01-01 */
}

/* What an editor does to a file: blanks at line ends are gone, and carriage returns; codes are in lower case. */
static void
check_edited_records(void)
{
	text_span	file = file_of_one("g0260001003", "Inj for sacroiliac jt anesth", "20030101", "");

	file.length = 276;
	file_bytes[file.length++] = '\n';
	CHECK_ROWS(CMS_HCPCS, file, "code|G0260|Inj for sacroiliac jt anesth|2003-01-01|-\n");
	CHECK_ROWS(CMS_HCPCS, file_of_one("   xe001007", "S", "20150101", ""), "modifier|XE|S|2015-01-01|-\n");
	CHECK_ROWS(CMS_HCPCS, file_of_one("A1   001007", "S", "20020701", ""), "modifier|A1|S|2002-07-01|-\n");
}

/* A damaged line must not pass for one with blanks. */
static void
check_short_records(void)
{
	text_span	file = file_of_one("G0260001003", "Inj for sacroiliac jt anesth", "20030101", "");

	file.length = 275;
	file_bytes[file.length++] = '\n';
	CHECK_FAULT(CMS_HCPCS, file, "1:0: a record up to the last day of its code "
				"[G0260001003More words than the short des...]");
	file.length = 91;
	file_bytes[file.length++] = '\n';
	CHECK_FAULT(CMS_HCPCS, file, "1:0: a record up to the last day of its code "
				"[G0260001003More words than the short des...]");
	file = file_of_one("G0260001003", "", "20030101", "20041231");
	file.length = 288;
	file_bytes[file.length++] = '\n';
	CHECK_FAULT(CMS_HCPCS, file, "1:285: the last day of the code as YYYYMMDD, or nothing [2004]");
}

/* One record repeated is one row; a code that ended and came again has two; one that ended before it began has none. */
static void
check_repeated_records(void)
{
	begin_file();
	add_record("C9290001003", "Inj", "20120101", "20131231");
	add_record("C9290001003", "Inj", "20120101", "20131231");
	add_record("C9290001003", "Inj", "20150101", "");
	add_record("C9290001003", "Inj", "20160101", "");
	add_record("C9290001003", "Inj", "20160101", "20171231");
	add_record("C9291001003", "Inj", "20150101", "");
	add_record("C9292001003", "Never", "20150101", "20141231");
	add_record("C9292002004", "", "", "");
	add_record("   ZA001007", "One day", "20150101", "20150101");
	CHECK_ROWS(CMS_HCPCS, file_made(),
			   "code|C9290|Inj|2012-01-01|2013-12-31\n"
			   "code|C9290|Inj|2015-01-01|-\n"
			   "code|C9290|Inj|2016-01-01|-\n"
			   "code|C9290|Inj|2016-01-01|2017-12-31\n"
			   "code|C9291|Inj|2015-01-01|-\n"
			   "modifier|ZA|One day|2015-01-01|2015-01-01\n");
}

typedef struct wrong_record
{
	const char *code;
	const char *description;
	const char *added;
	const char *terminated;
	const char *fault;
} wrong_record;

static const wrong_record wrong_records[] = {
	{"CCCCC001003", "", "20030101", "", "1:1: a procedure code [CCCCC]"},
	{"G026 001003", "", "20030101", "", "1:1: a procedure code [G026]"},
	{"G025\xB9" "001003", "", "20030101", "", "1:1: a procedure code [G025\\xB9]"},
	{"     001003", "", "20030101", "", "1:1: a procedure code []"},
	{"   A1001003", "", "20030101", "", "1:1: a procedure code [A1]"},
	{"G0260001007", "", "20030101", "", "1:1: a modifier [G0260]"},
	{"    A001007", "", "20030101", "", "1:1: a modifier [A]"},
	{"   A\xC1" "001007", "", "20030101", "", "1:1: a modifier [A\\xC1]"},
	{"G0260001003", "", "20030230", "", "1:269: the day the code was added as YYYYMMDD, or nothing [20030230]"},
	{"G0260001003", "", "2003-1-1", "", "1:269: the day the code was added as YYYYMMDD, or nothing [2003-1-1]"},
	{"G0260001003", "", "2003010", "", "1:269: the day the code was added as YYYYMMDD, or nothing [2003010]"},
	{"G0260001003", "", "00000000", "", "1:269: the day the code was added as YYYYMMDD, or nothing [00000000]"},
	{"G0260001003", "", "20030101", "20231331", "1:285: the last day of the code as YYYYMMDD, or nothing [20231331]"},
	{"G0260001003", "", "20030101", "99999999", "1:285: the last day of the code as YYYYMMDD, or nothing [99999999]"},
	{"G0260001004", "", "", "", "1:1: the code of the record before, which this one goes on with [G0260]"},
	{"G0260001005", "", "20030101", "", "2:0: a record of a HCPCS file (ANWEB), or the heading of one in CSV, "
	 "with HCPC and RECID [-]"}
};

static void
check_wrong_records(void)
{
	for (size_t i = 0; i < sizeof(wrong_records) / sizeof(wrong_records[0]); i++)
	{
		const wrong_record *wrong = &wrong_records[i];

		CHECK_FAULT(CMS_HCPCS, file_of_one(wrong->code, wrong->description, wrong->added, wrong->terminated),
					wrong->fault);
	}
}

/* What is wrong below the first record. */
static void
check_disorder(void)
{
	begin_file();
	add_record("G0260001003", "", "20030101", "");
	add_record("G0259002004", "", "", "");
	CHECK_FAULT(CMS_HCPCS, file_made(), "2:1: the code of the record before, which this one goes on with [G0259]");
	begin_file();
	add_record("   A1001007", "", "20030101", "");
	add_record("   A2002008", "", "", "");
	CHECK_FAULT(CMS_HCPCS, file_made(), "2:1: the code of the record before, which this one goes on with [A2]");
	begin_file();
	add_record("G0260001003", "", "20030101", "");
	add_text("Total\t1\n");
	CHECK_FAULT(CMS_HCPCS, file_made(),
				"2:0: a record with a sequence number in 6-10 and 3, 4, 7 or 8 in 11 [Total\\t1]");
	begin_file();
	add_record("G0260001003", "", "20030101", "");
	add_record("G026100100X", "", "20030101", "");
	CHECK_FAULT(CMS_HCPCS, file_made(), "2:0: a record with a sequence number in 6-10 and 3, 4, 7 or 8 in 11 "
				"[G026100100XMore words than the short des...]");
}

/* ---- descriptions ---- */

static void
check_description(const char *description, const char *expected)
{
	char		rows[300];

	snprintf(rows, sizeof(rows), "modifier|A1|%s|2002-07-01|-\n", expected);
	CHECK_ROWS(CMS_HCPCS, file_of_one("   A1001007", description, "20020701", ""), rows);
}

/* UTF-8 stays, other bytes are windows-1252, and nothing that is no text comes through. */
static void
check_descriptions(void)
{
	check_description("  Left side  ", "Left side");
	check_description("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80", "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80");
	check_description("caf\xE9", "caf\xC3\xA9");
	check_description("\x80 \x93quoted\x94 \x99", "\xE2\x82\xAC \xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x84\xA2");
	check_description("\x81\x8D\x8F\x90\x9D", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	check_description("\xC0\xAF", "\xC3\x80\xC2\xAF");	/* overlong */
	check_description("\xE0\x80\xAF", "\xC3\xA0\xE2\x82\xAC\xC2\xAF");
	check_description("\xED\xA0\x80", "\xC3\xAD\xC2\xA0\xE2\x82\xAC");	/* a surrogate */
	check_description("\xF4\x90\x80\x80", "\xC3\xB4\xEF\xBF\xBD\xE2\x82\xAC\xE2\x82\xAC");	/* beyond U+10FFFF */
	check_description("\xF0\x80\x80\xAF", "\xC3\xB0\xE2\x82\xAC\xE2\x82\xAC\xC2\xAF");
	check_description("\xF5\x80\x80\x80", "\xC3\xB5\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC");
	check_description("x\xE2\x82", "x\xC3\xA2\xE2\x80\x9A");	/* cut */
	check_description("\x83\x9F\xFF", "\xC6\x92\xC5\xB8\xC3\xBF");
	check_description("a\tb\x01" "c\x1F" "d\x7F" "e", "a b c d e");
}

/* ---- CSV ---- */

#define HEADING "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,ACT EFF DT,TERM DT,ACTION CD\n"

static void
check_csv(void)
{
	static const char rows[] = HEADING
		"   A1,0010,7,Dressing for one wound,Dressing for one wound,20020701,20020701,,N\n"
		"   GD,0010,7,\"Units, many\",\"Unit of \"\"service\"\"\",20080101,20200101,20191231,N\n"
		"G0260,0010,3,\"Injection,\nlong\",\"Inj, jt\",20030101,20041001,,N\n"
		"G0260,0020,4,and more,,,,,\n"
		"D0120,0010,3,,,,,,\n";
	/* a character that is cut off does not go on in the next field */
	static const char cut_character[] =
		"HCPC,RECID,SHORT DESCRIPTION,LONG DESCRIPTION,ADD DT,TERM DT\nA1,7,\"x\xE2\x82\",\"\xAC\",20020701,\n";
	static const char other_order[] =
		"\xEF\xBB\xBFhcpc,recid,Term Dt,Add Dt,Short Description\r\nA1,7,,20020701,S\r\n";

	CHECK_ROWS(CMS_HCPCS, TEXT_LITERAL(rows),
			   "modifier|A1|Dressing for one wound|2002-07-01|-\n"
			   "modifier|GD|Unit of \"service\"|2008-01-01|2019-12-31\n"
			   "code|G0260|Inj, jt|2003-01-01|-\n"
			   "code|D0120|-|-|-\n");
	CHECK_ROWS(CMS_HCPCS, TEXT_LITERAL(cut_character), "modifier|A1|x\xC3\xA2\xE2\x80\x9A|2002-07-01|-\n");
	CHECK_ROWS(CMS_HCPCS, TEXT_LITERAL(other_order), "modifier|A1|S|2002-07-01|-\n");
}

/* Disclaimers may stand above the heading; that they are CSV is seen by the number of commas. */
static void
check_csv_preamble(void)
{
	begin_file();
	add_text("***Disclaimers");
	for (int i = 0; i < 47; i++)
		add_text(",");
	add_text("\n\"*Nothing, and\nnothing more\"\n" HEADING "A1,0010,7,,S,20020701,,,N\n");
	CHECK_ROWS(CMS_HCPCS, file_made(), "modifier|A1|S|2002-07-01|-\n");
}

static void
check_csv_faults(void)
{
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL(HEADING), "2:0: a row below the heading [-]");
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL("HCPC,SEQNUM,RECID,SHORT DESCRIPTION,ADD DT\n"),
				"1:0: a column TERM DT [HCPC,SEQNUM,RECID,SHORT DESCRIPTION,ADD ...]");
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL("HCPC,SHORT DESCRIPTION\n"), "1:0: a column RECID [HCPC,SHORT DESCRIPTION]");
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL(HEADING "A1,0010,5,,S,20020701,,,N\n"),
				"2:3: a record identification 3, 4, 7 or 8 [5]");
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL(HEADING "A1,0010,37,,S,20020701,,,N\n"),
				"2:3: a record identification 3, 4, 7 or 8 [37]");
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL(HEADING "A1,0010,,,S,20020701,,,N\n"),
				"2:3: a record identification 3, 4, 7 or 8 []");
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL(HEADING "A1,0010,7,,S,20020701,20020701\n"),
				"2:0: a record up to the last day of its code [A1,0010,7,,S,20020701,20020701]");
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL(HEADING "A1,0010,7,,S,20020701,,20021301,N\n"),
				"2:8: the last day of the code as YYYYMMDD, or nothing [20021301]");
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL(HEADING "A1,0010,7,,S,7/1/2002,,,N\n"),
				"2:6: the day the code was added as YYYYMMDD, or nothing [7/1/2002]");
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL(HEADING "A1,0010,7,,S,20020701,,,N"),
				"2:0: a line end behind the last line (the file may be cut off) [A1,0010,7,,S,20020701,,,N]");
}

/* A description is bounded, because a row is kept whole. */
static void
check_description_length(void)
{
	char		rows[300] = "modifier|A1|";

	begin_file();
	add_text(HEADING "A1,0010,7,,");
	for (int i = 0; i < 200; i++)
		add_text("d");
	add_text(",20020701,,,N\n");
	memset(rows + strlen(rows), 'd', 200);
	strcat(rows, "|2002-07-01|-\n");
	CHECK_ROWS(CMS_HCPCS, file_made(), rows);
	begin_file();
	add_text(HEADING "A1,0010,7,,");
	for (int i = 0; i < 201; i++)
		add_text("d");
	add_text(",20020701,,,N\n");
	CHECK_FAULT(CMS_HCPCS, file_made(), "2:5: a short description of at most 200 bytes "
				"[dddddddddddddddddddddddddddddddddddddddd...]");
}

/* ---- other files ---- */

static void
check_other_files(void)
{
	static const char expected[] =
		": a record of a HCPCS file (ANWEB), or the heading of one in CSV, with HCPC and RECID";
	char		fault[300];

	snprintf(fault, sizeof(fault), "1:0%s [-]", expected);
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL(""), fault);
	snprintf(fault, sizeof(fault), "2:0%s (this looks like a PTP file) [Column1/Column2 Edits\\t\\t]", expected);
	CHECK_FAULT(CMS_HCPCS, TEXT_LITERAL("Notice\t\t\nColumn1/Column2 Edits\t\t\n"), fault);
	snprintf(fault, sizeof(fault), "101:0%s [A1 Dressing]", expected);
	begin_file();
	for (int i = 0; i < 102; i++)
		add_text("A1 Dressing\n");
	CHECK_FAULT(CMS_HCPCS, file_made(), fault);
}

/* The samples: both layouts, with the disclaimers as CMS writes them. */
static void
check_samples(void)
{
	static const struct
	{
		const char *path;
		long long	row_count;
		const char *first_row;
	}			samples[] = {
		{"test/data/cms/HCPC2019_CONTR_ANWEB.txt", 38, "modifier|A1|Dressing for one wound|2002-07-01|-\n"},
		{"test/data/cms/lf/HCPC2019_CONTR_ANWEB.txt", 38, "modifier|A1|Dressing for one wound|2002-07-01|-\n"},
		{"test/data/cms/HCPC2026_OCT_ANWEB.csv", 39, "modifier|A1|Dressing for one wound|2002-07-01|-\n"}
	};
	static char bytes[65536];

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
	{
		FILE	   *file = fopen(samples[i].path, "rb");
		uint32_t	length;
		cms_reading reading;

		if (!CHECK(file != NULL))
			continue;
		length = (uint32_t) fread(bytes, 1, sizeof(bytes), file);
		fclose(file);
		reading = cms_reading_in_pieces(CMS_HCPCS, (text_span) {bytes, length});
		CHECK_EQ_STR(reading.fault, "");
		CHECK_EQ_INT((long long) reading.row_count, samples[i].row_count);
		CHECK(strncmp(reading.rows, samples[i].first_row, strlen(samples[i].first_row)) == 0);
	}
}

int
main(void)
{
	check_records();
	check_edited_records();
	check_short_records();
	check_repeated_records();
	check_wrong_records();
	check_disorder();
	check_descriptions();
	check_csv();
	check_csv_preamble();
	check_csv_faults();
	check_description_length();
	check_other_files();
	check_samples();
	return test_report();
}
