/*
 * cms_add_on_reader_test.c
 *	  Add-on code files in the format of AOC_V2026Q2-MCR.xlsx, saved as CSV; right and wrong.
 */
#include "cms_reading.h"

#define NOTICE "\"CPT only copyright 2025, all rights\nreserved.\",,,,,,,\n"
#define COLUMNS "AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT," \
	"Special_Instruction_Notes\n"
#define HEADING NOTICE COLUMNS

#define EXPECTED_HEADING "the heading of an add-on code file: AOC_Edit_Type, Add-On_Code, AOC_DelDT, Primary_Code, " \
	"Primary_Code_DelDT, AOC_Edit_EffDT, AOC_Edit_DelDT"

#define FAULT_OF_ROW(fields, fault) CHECK_FAULT(CMS_ADD_ON, TEXT_LITERAL(HEADING fields "\n"), "4:" fault)

static void
test_rows(void)
{
	cms_reading reading = CHECK_ROWS(CMS_ADD_ON, TEXT_LITERAL(HEADING
		"1,64491,,64490,,2013091,,\n"
		"1,64492,,64490,,2013091,2020366,\n"
		"2,0054T,,CCCCC,,2013091,,\"Contractor, \xE9\ndefined\"\n"
		"3,99292,2015001,99291,,2013091,,x\n"),
		"64491|64490|1|2013-04-01|-\n"
		"64492|64490|1|2013-04-01|2020-12-31\n"
		"0054T|CCCCC|2|2013-04-01|-\n"
		"99292|99291|3|2013-04-01|2015-01-01\n");

	CHECK_EQ_INT((long long) reading.row_count, 4);
	CHECK_EQ_INT(reading.latest_start, 4839);	/* 2013-04-01 */
	CHECK(!reading.setting_known);
	CHECK_EQ_INT(reading.quarter, CALENDAR_DATE_UNKNOWN);
}

/* The edit ends on the earliest day of the three. */
static void
test_ends(void)
{
	CHECK_ROWS(CMS_ADD_ON, TEXT_LITERAL(HEADING
		"1,64491,2020001,64490,2021001,2013091,2022001,\n"
		"1,64491,2021001,64490,2020001,2013091,2022001,\n"
		"1,64491,2022001,64490,2021001,2013091,2020001,\n"
		"1,64491,2022001,64490,2021001,2013091,,\n"
		"1,64491,,64490,2021001,,,\n"
		"1,64491,,64490,,,2021001,\n"
		"1,64491,,64490,2012001,2013091,,\n"),
		"64491|64490|1|2013-04-01|2020-01-01\n"
		"64491|64490|1|2013-04-01|2020-01-01\n"
		"64491|64490|1|2013-04-01|2020-01-01\n"
		"64491|64490|1|2013-04-01|2021-01-01\n"
		"64491|64490|1|-|2021-01-01\n"
		"64491|64490|1|-|2021-01-01\n"
		"64491|64490|1|2013-04-01|2012-01-01\n");
}

/* As a spreadsheet may save it: numbers with ".0", columns in another order, days at the ends of years. */
static void
test_other_forms(void)
{
	CHECK_ROWS(CMS_ADD_ON, TEXT_LITERAL("\xEF\xBB\xBF" "Add-on code,AOC Edit Type,Primary_Code,"
										"\"Primary_Code_\nDelDT\",AOC_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT\r\n"
										"64491.0,1.0,ccccc,2026001.0,2025365.0,2024366.0,\r\n"
										" 0054t , 2 , 64490.0 ,,,2024060\r\n"
										"0054T,2,64490,,,2023060,,,,,\r\n,,,,,,,,,,\r\n"),
			   "64491|CCCCC|1|2024-12-31|2025-12-31\n"
			   "0054T|64490|2|2024-02-29|-\n"
			   "0054T|64490|2|2023-03-01|-\n");
}

static void
test_wrong_codes(void)
{
	FAULT_OF_ROW("4,64491,,64490,,2013091,,", "1: 1, 2 or 3 in AOC_Edit_Type [4]");
	FAULT_OF_ROW(",64491,,64490,,2013091,,", "1: 1, 2 or 3 in AOC_Edit_Type []");
	FAULT_OF_ROW("12,64491,,64490,,2013091,,", "1: 1, 2 or 3 in AOC_Edit_Type [12]");
	FAULT_OF_ROW("1,CCCCC,,64490,,2013091,,", "2: a procedure code in Add-On_Code [CCCCC]");
	FAULT_OF_ROW("1,6449,,64490,,2013091,,", "2: a procedure code in Add-On_Code [6449]");
	FAULT_OF_ROW("1,64491.00,,64490,,2013091,,", "2: a procedure code in Add-On_Code [64491.00]");
	FAULT_OF_ROW("1,64491,,,,2013091,,", "4: a procedure code or CCCCC in Primary_Code []");
	FAULT_OF_ROW("1,64491,,CCCC,,2013091,,", "4: a procedure code or CCCCC in Primary_Code [CCCC]");
	FAULT_OF_ROW("1,64491,,CCDCC,,2013091,,", "4: a procedure code or CCCCC in Primary_Code [CCDCC]");
	FAULT_OF_ROW("1,64491,,6449\xB0,,2013091,,", "4: a procedure code or CCCCC in Primary_Code [6449\\xB0]");
	FAULT_OF_ROW("1,64491", "4: a procedure code or CCCCC in Primary_Code [-]");
}

static void
test_wrong_days(void)
{
	FAULT_OF_ROW("1,64491,,64490,,2013000,,", "6: a day YYYYDDD or nothing in AOC_Edit_EffDT [2013000]");
	FAULT_OF_ROW("1,64491,,64490,,2013366,,", "6: a day YYYYDDD or nothing in AOC_Edit_EffDT [2013366]");
	FAULT_OF_ROW("1,64491,,64490,,2012367,,", "6: a day YYYYDDD or nothing in AOC_Edit_EffDT [2012367]");
	FAULT_OF_ROW("1,64491,,64490,,2012999,,", "6: a day YYYYDDD or nothing in AOC_Edit_EffDT [2012999]");
	FAULT_OF_ROW("1,64491,,64490,,0000001,,", "6: a day YYYYDDD or nothing in AOC_Edit_EffDT [0000001]");
	FAULT_OF_ROW("1,64491,,64490,,20130401,,", "6: a day YYYYDDD or nothing in AOC_Edit_EffDT [20130401]");
	FAULT_OF_ROW("1,64491,,64490,,4/1/2013,,", "6: a day YYYYDDD or nothing in AOC_Edit_EffDT [4/1/2013]");
	FAULT_OF_ROW("1,64491,,64490,,*,,", "6: a day YYYYDDD or nothing in AOC_Edit_EffDT [*]");
	FAULT_OF_ROW("1,64491,,64490,,2013091,201309,", "7: a day YYYYDDD or nothing in AOC_Edit_DelDT [201309]");
	FAULT_OF_ROW("1,64491,,64490,,2013091,2013090,",
				 "7: a day in AOC_Edit_DelDT that is not before AOC_Edit_EffDT [2013090]");
	FAULT_OF_ROW("1,64491,x,64490,,2013091,,", "3: a day YYYYDDD or nothing in AOC_DelDT [x]");
	FAULT_OF_ROW("1,64491,,64490,x,2013091,,", "5: a day YYYYDDD or nothing in Primary_Code_DelDT [x]");
}

static void
test_wrong_files(void)
{
	CHECK_FAULT(CMS_ADD_ON, TEXT_LITERAL(""), "1:0: " EXPECTED_HEADING " [-]");
	CHECK_FAULT(CMS_ADD_ON, TEXT_LITERAL(HEADING), "4:0: a row below the heading [-]");
	CHECK_FAULT(CMS_ADD_ON, TEXT_LITERAL(HEADING "1,64491,,64490,,2013091,,x"),
				"4:0: a line end behind the last line (the file may be cut off) [1,64491,,64490,,2013091,,x]");
	/* a column is missing: the heading that comes nearest is shown */
	CHECK_FAULT(CMS_ADD_ON, TEXT_LITERAL("primary_code,add_on_code,aoc_edit_type\nCCCCC,0054T,2\n"),
				"1:0: " EXPECTED_HEADING " [primary_code,add_on_code,aoc_edit_type]");
	CHECK_FAULT(CMS_ADD_ON, TEXT_LITERAL(NOTICE "\"HCPCS/\nCPT Code\",DME Supplier Services MUE Values\n"),
				"3:0: " EXPECTED_HEADING " (this looks like an MUE file) "
				"[\"HCPCS/\\nCPT Code\",DME Supplier Services...]");
}

int
main(void)
{
	test_rows();
	test_ends();
	test_other_forms();
	test_wrong_codes();
	test_wrong_days();
	test_wrong_files();
	return test_report();
}
