/*
 * cms_file_name_test.c
 *	  What the names of CMS files say, and how quarters are written.
 */
#include "test_engine.h"

#include "engine/cms_file.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static calendar_date
date_of(const char *text)
{
	calendar_date date = CALENDAR_DATE_UNKNOWN;

	if (*text != '\0')
		CHECK(calendar_parse(text, strlen(text), &date));
	return date;
}

/* A copy without anything behind it, so that a byte read beyond the end is seen. */
static text_span
bare_copy(const char *text)
{
	uint32_t	length = (uint32_t) strlen(text);
	char	   *copy = malloc(length > 0 ? length : 1);

	if (copy == NULL)
		abort();
	memcpy(copy, text, length);
	return (text_span) {copy, length};
}

/* kind and setting are -1 where the name does not say, quarter is empty. */
static void
check_name(const char *name, int kind, int setting, const char *quarter, int part)
{
	text_span	copy = bare_copy(name);
	cms_file_name result;

	cms_file_name_read(copy, &result);
	if (!CHECK_EQ_INT(result.kind_known ? (int) result.kind : -1, kind) ||
		!CHECK_EQ_INT(result.setting_known ? (int) result.setting : -1, setting) ||
		!CHECK_EQ_INT(result.quarter, date_of(quarter)) || !CHECK_EQ_INT(result.part, part))
		fprintf(stderr, "  %s\n", name);
	free((char *) copy.bytes);
}

static void
test_ptp_names(void)
{
	check_name("ccipra-v322r0-f1.TXT", CMS_PTP, SETTING_PRACTITIONER, "2026-07-01", 1);
	check_name("ccipra-v323r0-f4.txt", CMS_PTP, SETTING_PRACTITIONER, "2026-10-01", 4);
	check_name("/data/ncci/CCIOPH-V322R0-F2.TXT", CMS_PTP, SETTING_OUTPATIENT, "2026-07-01", 2);
	check_name("C:\\ncci\\ccioph-v320r1-f3.txt", CMS_PTP, SETTING_OUTPATIENT, "2026-01-01", 3);
	check_name("ccipra-v301r0-f1.txt", CMS_PTP, SETTING_PRACTITIONER, "2024-04-01", 1);
	check_name("ccipra-v300r0.txt", CMS_PTP, SETTING_PRACTITIONER, "2024-01-01", 0);
	check_name("ccipra-v324r0-f1.txt", CMS_PTP, SETTING_PRACTITIONER, "", 1);
	check_name("ccipra-v3220r0-f12.txt", CMS_PTP, SETTING_PRACTITIONER, "", 0);
	check_name("ccipra-v32", CMS_PTP, SETTING_PRACTITIONER, "", 0);
	check_name("ccipra-f", CMS_PTP, SETTING_PRACTITIONER, "", 0);
	check_name("2026_ccipra", CMS_PTP, SETTING_PRACTITIONER, "", 0);
	check_name("ccipra-v322r0-f1/other.txt", -1, -1, "", 0);
}

static void
test_mue_names(void)
{
	check_name("MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", CMS_MUE, SETTING_PRACTITIONER, "2026-07-01", 0);
	check_name("mcr_mue_outpatienthospitalservices_eff_10-01-2026.CSV", CMS_MUE, SETTING_OUTPATIENT, "2026-10-01", 0);
	check_name("./MCR_MUE_DMESupplierServices_Eff_01-01-2025.csv", CMS_MUE, SETTING_DME, "2025-01-01", 0);
	check_name("MUE-DME-05_31_2024.csv", CMS_MUE, SETTING_DME, "2024-04-01", 0);
	check_name("MCR_MUE_Laboratory_Eff_13-01-2026.csv", CMS_MUE, -1, "", 0);
	check_name("MCR_MUE_PractitionerServices_Eff_07-01-20", CMS_MUE, SETTING_PRACTITIONER, "", 0);
	check_name("samuel.csv", -1, -1, "", 0);
	check_name("muesli.csv", -1, -1, "", 0);
}

static void
test_add_on_names(void)
{
	check_name("AOC_V2026Q2-MCR.csv", CMS_ADD_ON, -1, "2026-04-01", 0);
	check_name("aoc_v2026q4-mcr.XLSX", CMS_ADD_ON, -1, "2026-10-01", 0);
	check_name("AOC_V2026Q5-MCR.csv", CMS_ADD_ON, -1, "", 0);
	check_name("AOC_V2026Q", CMS_ADD_ON, -1, "", 0);
	check_name("aoc", CMS_ADD_ON, -1, "", 0);
	check_name("xaoc_v2026q2.csv", -1, -1, "", 0);
	check_name("aoct.csv", -1, -1, "", 0);
}

static void
test_fee_schedule_names(void)
{
	check_name("PPRRVU2026_Jul_nonQPP.csv", CMS_FEE_SCHEDULE, -1, "2026-07-01", 0);
	check_name("PPRRVU2026_Oct_QPP.csv", CMS_FEE_SCHEDULE, -1, "2026-10-01", 0);
	check_name("PPRRVU24_OCT.csv", CMS_FEE_SCHEDULE, -1, "2024-10-01", 0);
	check_name("PPRRVU23_JAN.csv", CMS_FEE_SCHEDULE, -1, "2023-01-01", 0);
	check_name("pprrvu2022_april.csv", CMS_FEE_SCHEDULE, -1, "2022-04-01", 0);
	check_name("RVU24C.zip", CMS_FEE_SCHEDULE, -1, "2024-07-01", 0);
	check_name("PPRRVU24_D.csv", CMS_FEE_SCHEDULE, -1, "2024-10-01", 0);
	check_name("RVU24AR.csv", CMS_FEE_SCHEDULE, -1, "2024-01-01", 0);
	check_name("RVU24B", CMS_FEE_SCHEDULE, -1, "2024-04-01", 0);
	check_name("RVU24E.csv", CMS_FEE_SCHEDULE, -1, "", 0);
	check_name("PPRRVU24_conv.csv", CMS_FEE_SCHEDULE, -1, "", 0);
	check_name("PPRRVU24.csv", CMS_FEE_SCHEDULE, -1, "", 0);
	check_name("PPRRVU.csv", CMS_FEE_SCHEDULE, -1, "", 0);
	check_name("PPRRVU20261_Jul.csv", CMS_FEE_SCHEDULE, -1, "", 0);
}

static void
test_hcpcs_names(void)
{
	check_name("HCPC2026_OCT_ANWEB.csv", CMS_HCPCS, -1, "2026-10-01", 0);
	check_name("HCPC2019_CONTR_ANWEB.txt", CMS_HCPCS, -1, "2019-01-01", 0);
	check_name("hcpc2026_jan_anweb.TXT", CMS_HCPCS, -1, "2026-01-01", 0);
	check_name("HCPC2024_JUL_ANWEB_v3.txt", CMS_HCPCS, -1, "2024-07-01", 0);
	check_name("HCPCS_2026.csv", CMS_HCPCS, -1, "", 0);
	check_name("HCPC", CMS_HCPCS, -1, "", 0);
}

static void
test_other_names(void)
{
	check_name("", -1, -1, "", 0);
	check_name("/", -1, -1, "", 0);
	check_name("ccipra-v322r0-f1.TXT/", -1, -1, "", 0);
	check_name("claims.csv", -1, -1, "", 0);
	check_name("\xFF\xFE\x00", -1, -1, "", 0);
}

/* ---- quarters ---- */

static const struct
{
	const char *text;
	const char *quarter;
}			quarters[] = {
	{"2026-07-01", "2026-07-01"}, {"2026-01-01", "2026-01-01"}, {"2026-10-01", "2026-10-01"},
	{"2026Q3", "2026-07-01"}, {"2026 Q3", "2026-07-01"}, {"2026q1", "2026-01-01"}, {"2024 q4", "2024-10-01"},
};

static const char *const no_quarters[] = {
	"", "2026", "2026Q", "2026Q0", "2026Q5", "2026Q33", "2026  Q3", "2026-Q3", "Q3 2026", "26Q3", "2026Q3 ", " 2026Q3",
	"2026-07-02", "2026-08-01", "2026-07-31", "2026-13-01", "2026-7-1", "20260701", "0000Q1", "2026 Q", "2026 3"
};

static void
test_quarters(void)
{
	calendar_date quarter;

	for (size_t i = 0; i < LENGTH(quarters); i++)
	{
		text_span	copy = bare_copy(quarters[i].text);

		quarter = CALENDAR_DATE_UNKNOWN;
		CHECK(cms_quarter_parse(copy, &quarter));
		CHECK_EQ_INT(quarter, date_of(quarters[i].quarter));
		free((char *) copy.bytes);
	}
	for (size_t i = 0; i < LENGTH(no_quarters); i++)
	{
		text_span	copy = bare_copy(no_quarters[i]);

		quarter = 17;
		if (!CHECK(!cms_quarter_parse(copy, &quarter)) || !CHECK_EQ_INT(quarter, 17))
			fprintf(stderr, "  %s\n", no_quarters[i]);
		free((char *) copy.bytes);
	}
}

/* ---- kinds ---- */

static void
test_kinds(void)
{
	static const char *const names[CMS_FILE_KIND_COUNT] = {"ptp", "mue", "add_on", "fee_schedule", "hcpcs"};
	static const uint32_t counts[CMS_FILE_KIND_COUNT] = {6, 4, 5, 15, 5};
	const char *const *fields;

	for (int kind = 0; kind < CMS_FILE_KIND_COUNT; kind++)
	{
		CHECK_TEXT(cms_file_kind_name((cms_file_kind) kind), names[kind]);
		CHECK_EQ_INT(cms_file_fields((cms_file_kind) kind, &fields), counts[kind]);
	}
	cms_file_fields(CMS_PTP, &fields);
	CHECK_EQ_STR(fields[0], "column_one");
	CHECK_EQ_STR(fields[5], "rationale");
	cms_file_fields(CMS_FEE_SCHEDULE, &fields);
	CHECK_EQ_STR(fields[14], "paid_in_facility");
}

int
main(void)
{
	test_ptp_names();
	test_mue_names();
	test_add_on_names();
	test_fee_schedule_names();
	test_hcpcs_names();
	test_other_names();
	test_quarters();
	test_kinds();
	return test_report();
}
