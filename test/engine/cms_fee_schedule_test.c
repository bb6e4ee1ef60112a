/*
 * cms_fee_schedule_test.c
 *	  The fee schedule, PPRRVU: its heading of ten lines, its indicators, and what is wrong with a file.
 */
#include "cms_file_made.h"
#include "cms_reading.h"

/* ---- a small file: HCPCS, MOD, DESCRIPTION and the columns that are read ---- */

#define TITLE ",,2026 National Physician Fee Schedule Relative Value File July Release,,,,,,,,,,,,,\n"
#define NAMES ",,,,,,,,,,,,,,NON-FAC,FACILITY\n" \
	",,,STATUS,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,NA,NA\n" \
	"HCPCS,MOD,DESCRIPTION,CODE,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,INDICATOR,INDICATOR\n"

/* The file of one row. */
static text_span
file_of_row(const char *row)
{
	begin_file();
	add_text(TITLE NAMES);
	add_text(row);
	add_text("\n");
	return file_made();
}

static void
check_rows(void)
{
	cms_reading reading;

	begin_file();
	add_text(TITLE NAMES
			 "64625,,REDACTED,A,0,010,0.10,0.80,0.10,2,1,1,0,0,,\n"
			 "77003,26,\"Any \"\"words\"\",\nof several lines \xAE\",A,1,ZZZ,0.00,0.00,0.00,0,0,0,0,0,NA,\n"
			 "77003,TC,,A,1,ZZZ,0.00,0.00,0.00,0,0,0,0,0,,NA\n"
			 "45378,53,,A,0,000,0,0,0,2,0,1,0,0,,\n"
			 "g0260 , ,,E,9,XXX,0.00,0.00,0.00,9,9,9,9,9, NA ,NA\n"
			 "D0120,,,N,,,,,,,,,,,,\n"
			 "0042T,,,C,0,YYY,.1,1,1.0000,0,0,0,0,0,,\n");
	reading = CHECK_ROWS(CMS_FEE_SCHEDULE, file_made(),
						 "64625|whole|A|0|010|2|1|1|0|0|10.00|80.00|10.00|true|true\n"
						 "77003|26|A|1|ZZZ|0|0|0|0|0|0.00|0.00|0.00|false|true\n"
						 "77003|TC|A|1|ZZZ|0|0|0|0|0|0.00|0.00|0.00|true|false\n"
						 "45378|53|A|0|000|2|0|1|0|0|0.00|0.00|0.00|true|true\n"
						 "G0260|whole|E|9|XXX|9|9|9|9|9|0.00|0.00|0.00|false|false\n"
						 "D0120|whole|N|-|-|-|-|-|-|-|-|-|-|true|true\n"
						 "0042T|whole|C|0|YYY|0|0|0|0|0|10.00|100.00|100.00|true|true\n");
	CHECK_EQ_INT((long long) reading.row_count, 7);
	CHECK_EQ_INT(reading.quarter, 9678);	/* 2026-07-01 */
	CHECK_EQ_INT(reading.latest_start, CALENDAR_DATE_UNKNOWN);
	CHECK(!reading.setting_known);
}

/* ---- values ---- */

typedef struct fraction
{
	const char *text;
	const char *percent;		/* or NULL: refused */
} fraction;

static const fraction fractions[] = {
	{"0", "0.00"}, {"0.00", "0.00"}, {"0.1", "10.00"}, {".09", "9.00"}, {"0.0999", "9.99"}, {"0.0001", "0.01"},
	{"1", "100.00"}, {"1.", "100.00"}, {"01.0", "100.00"}, {"0.8", "80.00"}, {" 0.17 ", "17.00"},
	{"1.0001", NULL}, {"2", NULL}, {"10", NULL}, {"100", NULL}, {"-0.1", NULL}, {"+0.1", NULL}, {".", NULL},
	{"0.1.0", NULL}, {"0.00001", NULL}, {"0.07000000000000002", NULL}, {"10%", NULL}, {"1e-1", NULL}, {"NA", NULL},
	{"99999999999999999999", NULL}, {"0.99999", NULL}
};

static void
check_fractions(void)
{
	for (size_t i = 0; i < sizeof(fractions) / sizeof(fractions[0]); i++)
	{
		char		row[200];
		char		expected[200];
		text_span	file;

		snprintf(row, sizeof(row), "64625,,,A,0,010,0.10,%s,0.10,2,1,1,0,0,,", fractions[i].text);
		file = file_of_row(row);
		if (fractions[i].percent == NULL)
		{
			snprintf(expected, sizeof(expected),
					 "5:8: a fraction from 0 to 1 with at most four decimals, or nothing [%s]", fractions[i].text);
			CHECK_FAULT(CMS_FEE_SCHEDULE, file, expected);
			continue;
		}
		snprintf(expected, sizeof(expected), "64625|whole|A|0|010|2|1|1|0|0|10.00|%s|10.00|true|true\n",
				 fractions[i].percent);
		CHECK_ROWS(CMS_FEE_SCHEDULE, file, expected);
	}
}

typedef struct wrong_row
{
	const char *row;
	const char *fault;
} wrong_row;

static const wrong_row wrong_rows[] = {
	{"6462,,,A,0,010,0,0,0,2,1,1,0,0,,", "5:1: a procedure code [6462]"},
	{"CCCCC,,,A,0,010,0,0,0,2,1,1,0,0,,", "5:1: a procedure code [CCCCC]"},
	{",,,A,0,010,0,0,0,2,1,1,0,0,,", "5:1: a procedure code []"},
	{"6462\xB5,,,A,0,010,0,0,0,2,1,1,0,0,,", "5:1: a procedure code [6462\\xB5]"},
	{"64625,50,,A,0,010,0,0,0,2,1,1,0,0,,", "5:2: a modifier 26, TC or 53, or nothing [50]"},
	{"64625,tc,,A,0,010,0,0,0,2,1,1,0,0,,", "5:2: a modifier 26, TC or 53, or nothing [tc]"},
	{"64625,,,,0,010,0,0,0,2,1,1,0,0,,", "5:4: a status code of one letter []"},
	{"64625,,,AB,0,010,0,0,0,2,1,1,0,0,,", "5:4: a status code of one letter [AB]"},
	{"64625,,,1,0,010,0,0,0,2,1,1,0,0,,", "5:4: a status code of one letter [1]"},
	{"64625,,,a,0,010,0,0,0,2,1,1,0,0,,", "5:4: a status code of one letter [a]"},
	{"64625,,,A,10,010,0,0,0,2,1,1,0,0,,", "5:5: an indicator of one digit, or nothing [10]"},
	{"64625,,,A,0,10,0,0,0,2,1,1,0,0,,",
	"5:6: a global period 000, 010, 090, MMM, XXX, YYY or ZZZ, or nothing [10]"},
	{"64625,,,A,0,011,0,0,0,2,1,1,0,0,,",
	"5:6: a global period 000, 010, 090, MMM, XXX, YYY or ZZZ, or nothing [011]"},
	{"64625,,,A,0,0100,0,0,0,2,1,1,0,0,,",
	"5:6: a global period 000, 010, 090, MMM, XXX, YYY or ZZZ, or nothing [0100]"},
	{"64625,,,A,0,xxx,0,0,0,2,1,1,0,0,,",
	"5:6: a global period 000, 010, 090, MMM, XXX, YYY or ZZZ, or nothing [xxx]"},
	{"64625,,,A,0,010,0,0,0,X,1,1,0,0,,", "5:10: an indicator of one digit, or nothing [X]"},
	{"64625,,,A,0,010,0,0,0,2,-,1,0,0,,", "5:11: an indicator of one digit, or nothing [-]"},
	{"64625,,,A,0,010,0,0,0,2,1,1,0,0,N,", "5:15: NA or nothing [N]"},
	{"64625,,,A,0,010,0,0,0,2,1,1,0,0,,0.00", "5:16: NA or nothing [0.00]"},
	{"64625,,,A,0,010,0,0,0,2,1,1,0,0,", "5:16: NA or nothing [-]"},
	{"64625", "5:4: a status code of one letter [-]"},
	{"64625,,a description, unquoted,A,0,010,0,0,0,2,1,1,0,0,,", "5:4: a status code of one letter [ unquoted]"},
	{"Totals,,,,,,,,,,,,,,,", "5:1: a procedure code [Totals]"}
};

static void
check_wrong_rows(void)
{
	for (size_t i = 0; i < sizeof(wrong_rows) / sizeof(wrong_rows[0]); i++)
		CHECK_FAULT(CMS_FEE_SCHEDULE, file_of_row(wrong_rows[i].row), wrong_rows[i].fault);
}

/* ---- heading ---- */

#define ROW "64625,,,A,0,010,0.10,0.80,0.10,2,1,1,0,0,,\n"
#define ROW_READ "64625|whole|A|0|010|2|1|1|0|0|10.00|80.00|10.00|true|true\n"

/* The quarter is that of the release; a title that names none leaves it unknown. */
static void
check_release(const char *title, calendar_date quarter)
{
	begin_file();
	add_text(title);
	add_text(NAMES ROW);
	CHECK_EQ_INT(CHECK_ROWS(CMS_FEE_SCHEDULE, file_made(), ROW_READ).quarter, quarter);
}

static void
check_releases(void)
{
	check_release(",,2024 National Physician Fee Schedule Relative Value File January Release,,\n", 8766);
	check_release(",,2024 National Physician Fee Schedule Relative Value File April Release,,\n", 8857);
	check_release("2024 National Physician Fee Schedule Relative Value File July Release\n", 8948);
	check_release(",,\"  2024 NATIONAL PHYSICIAN FEE SCHEDULE RELATIVE VALUE FILE OCTOBER RELEASE \"\n", 9040);
	check_release(",,National Physician Fee Schedule Relative Value File July Release,,\n", CALENDAR_DATE_UNKNOWN);
	check_release(",,2024 National Physician Fee Schedule Relative Value File,,\n", CALENDAR_DATE_UNKNOWN);
	check_release(",,2024 July Release,,\n,,\xAE any\xFF" "bytes,,\n", CALENDAR_DATE_UNKNOWN);
}

/* Columns may stand in any order, in one line of names, under titles that take any column. */
static void
check_columns(void)
{
	static const char file[] =
		"A title above the codes,and one above,a title of more letters than are kept,and others\n"
		"HCPCS,MOD,STATUS CODE,FACILITY NA INDICATOR,NON-FAC NA INDICATOR,PRE OP,POST OP,INTRA OP,TEAM SURG,CO- SURG,"
		"ASST SURG,BILAT SURG,MULT PROC,GLOB DAYS,PRIC IND,PCTC IND\n"
		"64625,,A,,NA,0.10,0.20,0.70,4,3,2,1,0,010,8,9\n";

	CHECK_ROWS(CMS_FEE_SCHEDULE, TEXT_LITERAL(file),
			   "64625|whole|A|9|010|0|1|2|3|4|10.00|70.00|20.00|false|true\n");
}

typedef struct missing_column
{
	const char *names;
	const char *fault;
} missing_column;

static const missing_column missing_columns[] = {
	{"HCPCS,MOD,STATUS,PCTC IND", "1:0: a column headed STATUS CODE [HCPCS,MOD,STATUS,PCTC IND]"},
	{"HCPCS,MOD,STATUS CODE", "1:0: a column headed PCTC IND [HCPCS,MOD,STATUS CODE]"},
	{"HCPCS,MOD,STATUS CODE,PCTC IND,GLOB", "1:0: a column headed GLOB DAYS [HCPCS,MOD,STATUS CODE,PCTC IND,GLOB]"},
	{"HCPCS,STATUS CODE",
	"2:0: the heading of a fee schedule (PPRRVU), with a line that begins with HCPCS,MOD [-]"},
	{"CODE,MOD,STATUS CODE",
	"2:0: the heading of a fee schedule (PPRRVU), with a line that begins with HCPCS,MOD [-]"},
	{"A,MOD\nHCPCS", "3:0: the heading of a fee schedule (PPRRVU), with a line that begins with HCPCS,MOD [-]"},
	{"HCPCS", "2:0: the heading of a fee schedule (PPRRVU), with a line that begins with HCPCS,MOD [-]"}
};

static void
check_missing_columns(void)
{
	for (size_t i = 0; i < sizeof(missing_columns) / sizeof(missing_columns[0]); i++)
	{
		begin_file();
		add_text(missing_columns[i].names);
		add_text("\n");
		CHECK_FAULT(CMS_FEE_SCHEDULE, file_made(), missing_columns[i].fault);
	}
}

/* Columns beyond those that can have a name are no fault; a name that stands there is not found. */
static void
check_many_columns(void)
{
	begin_file();
	add_text(TITLE "HCPCS,MOD");
	for (int i = 0; i < 60; i++)
		add_text(",NOTHING");
	add_text(",STATUS CODE\n");
	CHECK_FAULT(CMS_FEE_SCHEDULE, file_made(),
				"2:0: a column headed STATUS CODE [HCPCS,MOD,NOTHING,NOTHING,NOTHING,NOTHIN...]");
}

/* ---- other files ---- */

static void
check_other_files(void)
{
	CHECK_FAULT(CMS_FEE_SCHEDULE, TEXT_LITERAL(""),
				"1:0: the heading of a fee schedule (PPRRVU), with a line that begins with HCPCS,MOD [-]");
	CHECK_FAULT(CMS_FEE_SCHEDULE, TEXT_LITERAL(TITLE NAMES), "5:0: a row below the heading [-]");
	CHECK_FAULT(CMS_FEE_SCHEDULE, TEXT_LITERAL(TITLE NAMES "64625,,,A,0,010"),
				"5:0: a line end behind the last line (the file may be cut off) [64625,,,A,0,010]");
	CHECK_FAULT(CMS_FEE_SCHEDULE, TEXT_LITERAL("HCPC,SEQNUM,RECID,LONG DESCRIPTION\n"),
				"1:0: the heading of a fee schedule (PPRRVU), with a line that begins with HCPCS,MOD "
				"(this looks like a HCPCS file) [HCPC,SEQNUM,RECID,LONG DESCRIPTION]");
}

/* ---- samples ---- */

static cms_reading
read_sample(const char *path)
{
	FILE	   *file = fopen(path, "rb");

	if (!CHECK(file != NULL))
		return (cms_reading) {.ok = false};
	file_length = fread(file_bytes, 1, FILE_BYTES, file);
	fclose(file);
	return cms_reading_in_pieces(CMS_FEE_SCHEDULE, file_made());
}

static void
check_sample(const char *path, long long row_count, calendar_date quarter, const char *row_read)
{
	cms_reading reading = read_sample(path);

	CHECK_EQ_STR(reading.fault, "");
	CHECK_EQ_INT((long long) reading.row_count, row_count);
	CHECK_EQ_INT(reading.quarter, quarter);
	CHECK(strstr(reading.rows, row_read) != NULL);
}

/* 31 columns in 2024, 32 in 2026; lines end in either way. */
static void
check_samples(void)
{
	static const char row[] = "\n64625|whole|A|0|010|2|1|1|0|0|10.00|80.00|10.00|true|true\n";

	check_sample("test/data/cms/PPRRVU24_JUL.csv", 50, 8948, row);
	check_sample("test/data/cms/crlf/PPRRVU24_JUL.csv", 50, 8948, row);
	check_sample("test/data/cms/PPRRVU24_OCT.csv", 50, 9040,
				 "\n64451|whole|A|0|000|2|2|1|0|0|0.00|0.00|0.00|true|true\n");
	check_sample("test/data/cms/PPRRVU2026_Jul_nonQPP.csv", 9, 9678, row);
	CHECK_EQ_STR(read_sample("test/data/cms/bad/missing_column/PPRRVU24_JUL.csv").fault,
				 "10:0: a column headed GLOB DAYS [HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,P...]");
	CHECK_EQ_STR(read_sample("test/data/cms/bad/not_ascii_code/PPRRVU24_JUL.csv").fault,
				 "30:1: a procedure code [6445\\xA0]");
}

int
main(void)
{
	check_rows();
	check_fractions();
	check_wrong_rows();
	check_releases();
	check_columns();
	check_missing_columns();
	check_many_columns();
	check_other_files();
	check_samples();
	return test_report();
}
