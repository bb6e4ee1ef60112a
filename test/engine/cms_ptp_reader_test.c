/*
 * cms_ptp_reader_test.c
 *	  PTP files in the format of ccipra-v322r0-f1.TXT, right and wrong.
 */
#include "cms_reading.h"

#define NOTICE "CPT only copyright 2025 American Medical Association.  All rights reserved.\t\t\t\t\t\t\r\n"
#define TITLE "Column1/Column2 Edits\t\t\t\t\t\t\r\n"
#define COLUMNS "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n"
#define FURTHER "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n" \
	"\t\t\t\t*=no data\t1=allowed\t\r\n" \
	"\t\t\t\t\t9=not applicable\t\r\n"
#define HEADING NOTICE TITLE COLUMNS FURTHER

#define EXPECTED_HEADING "the heading of a PTP file, with Column 1 and Column 2 and tabs between them"

#define ROW(fields) TEXT_LITERAL(HEADING fields "\r\n")
#define FAULT_OF_ROW(fields, fault) CHECK_FAULT(CMS_PTP, ROW(fields), "7:" fault)

static void
test_rows(void)
{
	cms_reading reading = CHECK_ROWS(CMS_PTP, TEXT_LITERAL(HEADING
		"0001A\t0591T\t\t20220101\t20231231\t1\tCPT Manual or CMS manual coding instruction\r\n"
		"0001A\tG0008\t\t20220101\t20220101\t9\tMutually exclusive procedures\r\n"
		"0001U\t0030U\t\t20180701\t*\t1\tMisuse of Column Two code with Column One code\r\n"
		"10060\t11720\t*\t19960101\t*\t0\tStandards of medical/surgical practice\r\n"
		"10060\t11721\t*\t\t*\t0\tMore extensive procedure\r\n"
		"10060\t11722\t*\t*\t20000229\t0\tMore extensive procedure\r\n"),
		"0001A|0591T|2022-01-01|2023-12-31|1|CPT Manual or CMS manual coding instruction\n"
		"0001A|G0008|2022-01-01|2022-01-01|9|Mutually exclusive procedures\n"
		"0001U|0030U|2018-07-01|-|1|Misuse of Column Two code with Column One code\n"
		"10060|11720|1996-01-01|-|0|Standards of medical/surgical practice\n"
		"10060|11721|-|-|0|More extensive procedure\n"
		"10060|11722|-|2000-02-29|0|More extensive procedure\n");

	CHECK_EQ_INT((long long) reading.row_count, 6);
	CHECK_EQ_INT(reading.latest_start, 8036);	/* 2022-01-01 */
	CHECK(!reading.setting_known);
	CHECK_EQ_INT(reading.quarter, CALENDAR_DATE_UNKNOWN);
}

/* The same edits, as other programs and other years write them. */
static void
test_other_forms(void)
{
#define EDIT "0001A\t0591T\t\t20220101\t*\t1\tSequential procedure"
#define EDIT_ROW "0001A|0591T|2022-01-01|-|1|Sequential procedure\n"
	CHECK_ROWS(CMS_PTP, TEXT_LITERAL(COLUMNS EDIT "\n"), EDIT_ROW);
	CHECK_ROWS(CMS_PTP, TEXT_LITERAL("\xEF\xBB\xBF" COLUMNS EDIT "\n"), EDIT_ROW);
	CHECK_ROWS(CMS_PTP, TEXT_LITERAL(NOTICE "\xA9 2025 \"\x85\t\t\n\n" TITLE "\t\t\t\t\t\t\r\n"
									 COLUMNS EDIT "\n"), EDIT_ROW);
	CHECK_ROWS(CMS_PTP, ROW(EDIT "\t\t \t"), EDIT_ROW);
	CHECK_ROWS(CMS_PTP, ROW("\r\n" EDIT "\r\n\t\t\t\t\t\t\r\n \r\n\r\n"), EDIT_ROW);
	CHECK_ROWS(CMS_PTP, TEXT_LITERAL(HEADING EDIT "\r\n\x1A"), EDIT_ROW);
	CHECK_ROWS(CMS_PTP, ROW("0001a \t 0591t\t \t 20220101 \t * \t 1\t Sequential procedure "), EDIT_ROW);
	CHECK_ROWS(CMS_PTP, TEXT_LITERAL("COLUMN 1\tcolumn2\t\tEffective Date\tDeletion Date\tModifier\t"
									 "PTP Edit  Rationale\n" EDIT "\n"), EDIT_ROW);
}

/* Rows need no order: the latest start is the latest of all, and rows that are none of later ones do not hide it. */
static void
test_latest_start(void)
{
	cms_reading reading = cms_reading_in_pieces(CMS_PTP, TEXT_LITERAL(HEADING
		"99213\t0591T\t\t20220101\t*\t1\tSequential procedure\n"
		"0001A\t0591T\t\t20260701\t*\t1\tSequential procedure\n"
		"0001A\t0591T\t\t*\t20270101\t1\tSequential procedure\n"
		"0002A\t0591T\t\t19990101\t*\t1\tSequential procedure\n"));

	CHECK(reading.ok);
	CHECK_EQ_INT(reading.latest_start, 9678);	/* 2026-07-01 */
	reading = cms_reading_in_pieces(CMS_PTP, ROW("99213\t0591T\t*\t\t*\t1\tSequential procedure"));
	CHECK(reading.ok);
	CHECK_EQ_INT(reading.latest_start, CALENDAR_DATE_UNKNOWN);
}

static void
test_wrong_codes(void)
{
	FAULT_OF_ROW("0001\t0591T\t\t20220101\t*\t1\tx", "1: a procedure code in Column 1 [0001]");
	FAULT_OF_ROW("CCCCC\t0591T\t\t20220101\t*\t1\tx", "1: a procedure code in Column 1 [CCCCC]");
	FAULT_OF_ROW("\xE9""0001\t0591T\t\t20220101\t*\t1\tx", "1: a procedure code in Column 1 [\\xE90001]");
	FAULT_OF_ROW("0001A\t\t\t20220101\t*\t1\tx", "2: a procedure code in Column 2 []");
	FAULT_OF_ROW("0001A\tX0001\t\t20220101\t*\t1\tx", "2: a procedure code in Column 2 [X0001]");
	FAULT_OF_ROW("0001A\t0591T0591T0591T0591T0591T0591T0591T0591T0591T\t\t20220101\t*\t1\tx",
				 "2: a procedure code in Column 2 [0591T0591T0591T0591T0591T0591T0591T0591T...]");
	FAULT_OF_ROW("0001A\t0591T\ty\t20220101\t*\t1\tx",
				 "3: nothing or * in the third column, in existence prior to 1996 [y]");
}

static void
test_wrong_dates(void)
{
	static const char *const days[] = {
		"20220230", "20230229", "00000000", "2022010", "202201011", "2022-01-01", "01012022", "2022010A", "**", "-",
		"20221301"
	};
	char		text[1024];
	char		fault[256];

	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
	{
		snprintf(text, sizeof(text), "%s0001A\t0591T\t\t%s\t*\t1\tx\r\n", HEADING, days[i]);
		snprintf(fault, sizeof(fault), "7:4: an Effective Date, YYYYMMDD, * or nothing [%s]", days[i]);
		CHECK_FAULT(CMS_PTP, text_of(text), fault);
		snprintf(text, sizeof(text), "%s0001A\t0591T\t\t20220101\t%s\t1\tx\r\n", HEADING, days[i]);
		snprintf(fault, sizeof(fault), "7:5: a Deletion Date, YYYYMMDD or * [%s]", days[i]);
		CHECK_FAULT(CMS_PTP, text_of(text), fault);
	}
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t\t1\tx", "5: a Deletion Date, YYYYMMDD or * []");
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t20211231\t1\tx",
				 "5: a Deletion Date that is not before the Effective Date [20211231]");
}

static void
test_wrong_reasons(void)
{
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t*\t2\tx", "6: a Modifier indicator 0, 1 or 9 [2]");
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t*\t\tx", "6: a Modifier indicator 0, 1 or 9 []");
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t*\t10\tx", "6: a Modifier indicator 0, 1 or 9 [10]");
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t*\t1\t ", "7: a PTP Edit Rationale in plain ASCII [ ]");
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t*\t1\tpr\xC3\xA9""cis",
				 "7: a PTP Edit Rationale in plain ASCII [pr\\xC3\\xA9cis]");
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t*\t1\tx\x01", "7: a PTP Edit Rationale in plain ASCII [x\\x01]");
}

static void
test_wrong_columns(void)
{
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t*\t1",
				 "0: seven columns with tabs between them [0001A\\t0591T\\t\\t20220101\\t*\\t1]");
	FAULT_OF_ROW("0001A", "0: seven columns with tabs between them [0001A]");
	FAULT_OF_ROW("0001A,0591T,,20220101,*,1,x",
				 "0: seven columns with tabs between them [0001A,0591T,,20220101,*,1,x]");
	FAULT_OF_ROW("0001A\t0591T\t\t20220101\t*\t1\tx\t\t8",
				 "9: nothing behind the seventh column, PTP Edit Rationale [8]");
	/* further lines of the heading stand only before the edits */
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL(HEADING EDIT "\r\n" FURTHER), "8:1: a procedure code in Column 1 []");
}

/* The file is cut off somewhere: in the preamble, in the heading, in the last row. */
static void
test_cut_off(void)
{
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL(""), "1:0: " EXPECTED_HEADING " [-]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL(NOTICE), "2:0: " EXPECTED_HEADING " [-]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL(NOTICE TITLE),
				"2:0: " EXPECTED_HEADING " [Column1/Column2 Edits\\t\\t\\t\\t\\t\\t]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL(HEADING), "7:0: a row below the heading [-]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL(HEADING EDIT "\r\n0001A\t05"),
				"8:0: a line end behind the last line (the file may be cut off) [0001A\\t05]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL(HEADING EDIT),
				"7:0: a line end behind the last line (the file may be cut off) "
				"[0001A\\t0591T\\t\\t20220101\\t*\\t1\\tSequenti...]");
}

/* Every beginning of a file but the ones that end with a row is refused. */
static void
test_every_beginning(void)
{
	const text_span file = ROW(EDIT "\r\n" EDIT);

	for (text_span part = {file.bytes, 0}; part.length <= file.length; part.length++)
	{
		cms_reading reading = cms_reading_of(CMS_PTP, part, 64);
		bool		ends_with_row = part.length > sizeof(HEADING) && part.bytes[part.length - 1] == '\n';

		CHECK_EQ_INT(reading.ok, ends_with_row);
	}
}

static void
test_other_files(void)
{
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL("\"HCPCS/\nCPT Code\",Practitioner Services MUE Values,"
									  "MUE Adjudication Indicator\n"),
				"2:0: " EXPECTED_HEADING " (this looks like an MUE file) "
				"[CPT Code\",Practitioner Services MUE Valu...]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL("AOC_Edit_Type,Add-On_Code,AOC_DelDT\n"),
				"1:0: " EXPECTED_HEADING " (this looks like an add-on code file) "
				"[AOC_Edit_Type,Add-On_Code,AOC_DelDT]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL("Column 1,Column 2,*=in existence,Effective,Deletion,Modifier,"
									  "PTP Edit Rationale\n"),
				"1:0: " EXPECTED_HEADING " [Column 1,Column 2,*=in existence,Effecti...]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL("PK\x03\x04\x14\0\n"),
				"1:0: a text file (this looks like a zip archive or an xlsx workbook) [PK\\x03\\x04\\x14\\x00]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL("<!DOCTYPE html>\n<html>\n"),
				"1:0: a file of data (this looks like a web page) [<!DOCTYPE html>]");
	CHECK_FAULT(CMS_PTP, TEXT_LITERAL("\xFF\xFE" "C\0P\0T\0\n\0"),
				"1:0: text in ASCII or UTF-8 (this looks like UTF-16) [\\xFF\\xFE""C\\x00P\\x00T\\x00]");
	CHECK_FAULT(CMS_PTP, ROW("0001A\t0591T\t\t2022\0\t*\t1\tx"),
				"7:0: text without bytes of value zero (this may be UTF-16) "
				"[0001A\\t0591T\\t\\t2022\\x00\\t*\\t1\\tx]");
}

/* A file of something else is not read to its end. */
static void
test_long_preamble(void)
{
	char		text[8192] = "";
	size_t		length = 0;

	for (int i = 1; i <= 100; i++)
		length += (size_t) snprintf(text + length, sizeof(text) - length, "preamble %d\n", i);
	snprintf(text + length, sizeof(text) - length, "%s", COLUMNS EDIT "\n");
	CHECK_ROWS(CMS_PTP, text_of(text), EDIT_ROW);
	snprintf(text + length, sizeof(text) - length, "line 101\n%s", COLUMNS EDIT "\n");
	CHECK_FAULT(CMS_PTP, text_of(text), "101:0: " EXPECTED_HEADING " [line 101]");
}

int
main(void)
{
	test_rows();
	test_other_forms();
	test_latest_start();
	test_wrong_codes();
	test_wrong_dates();
	test_wrong_reasons();
	test_wrong_columns();
	test_cut_off();
	test_every_beginning();
	test_other_files();
	test_long_preamble();
	return test_report();
}
