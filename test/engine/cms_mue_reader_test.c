/*
 * cms_mue_reader_test.c
 *	  MUE files in the format of MCR_MUE_PractitionerServices_Eff_07-01-2026.csv, right and wrong.
 */
#include "cms_reading.h"

#define NOTICE "\"Codes, descriptions and other data only are copyright 2025. All rights reserved. \n\n" \
	"A \"\"registered\"\" trademark\xAE.\n\nFee schedules, relative value units are not assigned.\",,,\n"
#define COLUMNS(setting) "\"HCPCS/\nCPT Code\"," setting " MUE Values,MUE Adjudication Indicator,MUE Rationale\n"
#define HEADING NOTICE COLUMNS("Practitioner Services")

#define EXPECTED_HEADING "the heading of an MUE file: HCPCS/CPT Code, MUE Values of a setting, " \
	"MUE Adjudication Indicator, MUE Rationale"

#define FAULT_OF_ROW(fields, fault) CHECK_FAULT(CMS_MUE, TEXT_LITERAL(HEADING fields "\n"), "8:" fault)

#define EDIT "0001U,1,2 Date of Service Edit: Policy,Nature of Analyte\n"
#define EDIT_ROW "0001U|1|2|Nature of Analyte\n"

static void
test_rows(void)
{
	cms_reading reading = CHECK_ROWS(CMS_MUE, TEXT_LITERAL(HEADING
		"0001U,1,2 Date of Service Edit: Policy,Code Descriptor / CPT Instruction\n"
		"0002M,1,3 Date of Service Edit: Clinical,Nature of Analyte\n"
		"11042,9999999,1 Line Edit,\"Prescribing, Information\"\n"
		"J0120,0,1,Drug discontinued\n"
		"G0008,003,3,\"Clinical:\"\" Data\"\n"),
		"0001U|1|2|Code Descriptor / CPT Instruction\n"
		"0002M|1|3|Nature of Analyte\n"
		"11042|9999999|1|Prescribing, Information\n"
		"J0120|0|1|Drug discontinued\n"
		"G0008|003|3|Clinical:\" Data\n");

	CHECK_EQ_INT((long long) reading.row_count, 5);
	CHECK_EQ_INT(reading.latest_start, CALENDAR_DATE_UNKNOWN);
	CHECK_EQ_INT(reading.quarter, CALENDAR_DATE_UNKNOWN);
}

static void
check_setting(text_span file, service_setting setting)
{
	cms_reading reading = CHECK_ROWS(CMS_MUE, file, EDIT_ROW);

	CHECK(reading.setting_known);
	CHECK_EQ_INT(reading.setting, setting);
}

static void
test_settings(void)
{
	check_setting(TEXT_LITERAL(HEADING EDIT), SETTING_PRACTITIONER);
	check_setting(TEXT_LITERAL(NOTICE COLUMNS("Outpatient Hospital Services") EDIT), SETTING_OUTPATIENT);
	check_setting(TEXT_LITERAL(NOTICE COLUMNS("DME Supplier Services") EDIT), SETTING_DME);
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL(NOTICE COLUMNS("Laboratory") EDIT),
				"6:0: " EXPECTED_HEADING " [\"HCPCS/\\nCPT Code\",Laboratory MUE Values...]");
}

/* The same edit, as other programs and other years write it. */
static void
test_other_forms(void)
{
	check_setting(TEXT_LITERAL(COLUMNS("Practitioner Services") EDIT), SETTING_PRACTITIONER);
	check_setting(TEXT_LITERAL("\xEF\xBB\xBF" COLUMNS("Practitioner Services") EDIT), SETTING_PRACTITIONER);
	check_setting(TEXT_LITERAL("\xEF\xBB\xBF\"x\n\",,\r\n"
							   "\"HCPCS/\r\nCPT Code\",\"Practitioner Services\r\nMUE Values\","
							   "MUE  Adjudication Indicator,MUE RATIONALE\r\n"
							   "\"0001u\",\" 1\",2, Nature of Analyte \r\n,,,\r\n\r\n,,,\r\n"), SETTING_PRACTITIONER);
	check_setting(TEXT_LITERAL("MUE Rationale,MUE Adjudication Indicator,More,Outpatient Hospital Services MUE Values,"
							   "HCPCS/CPT Code\nNature of Analyte,2,?,1.0,0001U\n"), SETTING_OUTPATIENT);
}

static void
test_wrong_fields(void)
{
	FAULT_OF_ROW("001U,1,2,x", "1: a procedure code in HCPCS/CPT Code [001U]");
	FAULT_OF_ROW("\"0001U\n\",1,2,\xC2\xA0x", "4: an MUE Rationale in plain ASCII [\\xC2\\xA0x]");
	FAULT_OF_ROW("0001U,,2,x", "2: a number of units, 0 to 9999999, in MUE Values []");
	FAULT_OF_ROW("0001U,-1,2,x", "2: a number of units, 0 to 9999999, in MUE Values [-1]");
	FAULT_OF_ROW("0001U,1.5,2,x", "2: a number of units, 0 to 9999999, in MUE Values [1.5]");
	FAULT_OF_ROW("0001U,10000000,2,x", "2: a number of units, 0 to 9999999, in MUE Values [10000000]");
	FAULT_OF_ROW("0001U,4294967297,2,x", "2: a number of units, 0 to 9999999, in MUE Values [4294967297]");
	FAULT_OF_ROW("0001U,1,4 Other Edit,x",
				 "3: an MUE Adjudication Indicator that begins with 1, 2 or 3 [4 Other Edit]");
	FAULT_OF_ROW("0001U,1,22,x", "3: an MUE Adjudication Indicator that begins with 1, 2 or 3 [22]");
	FAULT_OF_ROW("0001U,1,,x", "3: an MUE Adjudication Indicator that begins with 1, 2 or 3 []");
	FAULT_OF_ROW("0001U,1,2,", "4: an MUE Rationale in plain ASCII []");
	FAULT_OF_ROW("0001U,1,2", "4: an MUE Rationale in plain ASCII [-]");
	FAULT_OF_ROW("0001U,1", "3: an MUE Adjudication Indicator that begins with 1, 2 or 3 [-]");
	FAULT_OF_ROW("0001U", "2: a number of units, 0 to 9999999, in MUE Values [-]");
}

static void
test_wrong_quotes(void)
{
	FAULT_OF_ROW("0001U,1,2,\"x\"y", "4: a comma or the end of the line behind the closing quote [y]");
	FAULT_OF_ROW("0001U,1,2,\"x",
				 "0: a closing quote before the end of the file (the file may be cut off) [0001U,1,2,\"x\\n]");
	/* the line is the one where the record begins */
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL(HEADING EDIT "0001U,1,2,\"a\nb\nc\"\n" EDIT EDIT),
				"9:4: an MUE Rationale in plain ASCII [a\\nb\\nc]");
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL(HEADING EDIT "\"0001U\n\n\",1,2,x\n" EDIT "0001U,1,0,x\n"),
				"13:3: an MUE Adjudication Indicator that begins with 1, 2 or 3 [0]");
}

static void
test_cut_off(void)
{
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL("\"A notice\n\n"),
				"1:0: a closing quote before the end of the file (the file may be cut off) [\"A notice\\n\\n]");
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL(NOTICE), "6:0: " EXPECTED_HEADING " [-]");
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL(HEADING), "8:0: a row below the heading [-]");
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL(HEADING EDIT "0001U,1,2,Nature of"),
				"9:0: a line end behind the last line (the file may be cut off) [0001U,1,2,Nature of]");
}

static void
test_other_files(void)
{
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL("CPT only\t\t\nColumn1/Column2 Edits\t\t\t\t\t\t\r\n"),
				"2:0: " EXPECTED_HEADING " (this looks like a PTP file) [Column1/Column2 Edits\\t\\t\\t\\t\\t\\t]");
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL("hcpcs_code,mue_units,mue_mai,mue_rationale,mue_service\n"
									 "0001U,1,2,x,Practitioner\n"),
				"3:0: " EXPECTED_HEADING " [-]");
	CHECK_FAULT(CMS_MUE, TEXT_LITERAL("PK\x03\x04\"\n,"),
				"1:0: a text file (this looks like a zip archive or an xlsx workbook) [PK\\x03\\x04\"]");
}

int
main(void)
{
	test_rows();
	test_settings();
	test_other_forms();
	test_wrong_fields();
	test_wrong_quotes();
	test_cut_off();
	test_other_files();
	return test_report();
}
