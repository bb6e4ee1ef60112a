/*
 * cms_field_test.c
 *	  Codes, days, numbers and headings of CMS files.
 */
#include "engine/cms_field.h"

#include "test_engine.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void
test_codes(void)
{
	static const char *const wrong[] = {"", " ", "9921", "992133", "X1234", "CCCCC", "9921\xB3", "99 13", "0001X"};
	char		out[CPT_CODE_LENGTH + 1] = "?";
	cpt_code	code = 7;

	CHECK(cms_read_code(text_of(" g0260\t"), out, &code));
	CHECK_EQ_STR(out, "G0260");
	CHECK(code != 7 && cpt_code_is_valid(code));
	CHECK(cms_read_code(text_of("0042t"), out, NULL));
	CHECK_EQ_STR(out, "0042T");
	for (size_t i = 0; i < LENGTH(wrong); i++)
		CHECK(!cms_read_code(text_of(wrong[i]), out, &code));
	CHECK_EQ_STR(out, "0042T");
}

/* Every day of two years and one month at the ends of the calendar, in both forms. */
static void
test_every_day(void)
{
	static const int32_t first_days[] = {7305, 8766, -730119, 2921909};	/* 2020, 2024, 0001-01-01, 9999-12-01 */
	char		expected[CALENDAR_DATE_TEXT_MAX];
	char		text[32];
	char		out[CALENDAR_DATE_TEXT_MAX];
	calendar_date date;

	for (size_t i = 0; i < LENGTH(first_days); i++)
		for (int32_t day = first_days[i]; day < first_days[i] + (i < 2 ? 731 : 31); day++)
		{
			calendar_date first_of_year;

			calendar_format(day, expected);
			snprintf(text, sizeof(text), "%.4s%.2s%.2s", expected, expected + 5, expected + 8);
			CHECK(cms_read_day(text_of(text), &date, out));
			CHECK_EQ_INT(date, day);
			CHECK_EQ_STR(out, expected);
			snprintf(text, sizeof(text), "%.4s-01-01", expected);
			calendar_parse(text, 10, &first_of_year);
			snprintf(text, sizeof(text), "%.4s%03d", expected, (int) (day - first_of_year + 1));
			CHECK(cms_read_ordinal_day(text_of(text), &date, out));
			CHECK_EQ_INT(date, day);
			CHECK_EQ_STR(out, expected);
		}
}

static void
test_no_days(void)
{
	static const char *const days[] = {
		"", "*", "2024-01-01", "20240100", "20241301", "20230229", "00000101", "2024010", "202401011", "2024 101",
		"2024010l", "\xB2""0240101"
	};
	static const char *const ordinal_days[] = {
		"", "2024000", "2024367", "2023366", "2024999", "0000001", "202400", "20240001", "9999366", "2024001.",
		"2024001.00", "2024001.5", ".0", "2024 01", "+024001", "2024-01"
	};
	char		out[CALENDAR_DATE_TEXT_MAX] = "?";
	calendar_date date = 17;

	for (size_t i = 0; i < LENGTH(days); i++)
		CHECK(!cms_read_day(text_of(days[i]), &date, out));
	for (size_t i = 0; i < LENGTH(ordinal_days); i++)
		CHECK(!cms_read_ordinal_day(text_of(ordinal_days[i]), &date, out));
	CHECK_EQ_INT(date, 17);
	CHECK_EQ_STR(out, "?");
	CHECK(cms_read_day(text_of(" 20000102\r"), &date, out));
	CHECK_EQ_INT(date, 1);
	CHECK(cms_read_ordinal_day(text_of(" 2000003.0 "), &date, out));
	CHECK_EQ_INT(date, 2);
	CHECK(cms_read_ordinal_day(text_of("9999365"), &date, out));
	CHECK_EQ_STR(out, "9999-12-31");
}

static void
test_numbers(void)
{
	static const char *const wrong[] = {"", " ", "-1", "+1", "1.0", "11", "1 0", "0x1", "4294967301", "0000000001"};
	uint32_t	number = 17;

	for (size_t i = 0; i < LENGTH(wrong); i++)
		CHECK(!cms_read_number(text_of(wrong[i]), 10, &number));
	CHECK_EQ_INT(number, 17);
	CHECK(cms_read_number(text_of(" 010 "), 10, &number));
	CHECK_EQ_INT(number, 10);
	CHECK(cms_read_number(text_of("999999999"), UINT32_MAX, &number));
	CHECK_EQ_INT(number, 999999999);
	CHECK_TEXT(cms_whole_number(text_of(" 12.0 ")), "12");
	CHECK_TEXT(cms_whole_number(text_of("12.00")), "12.00");
	CHECK_TEXT(cms_whole_number(text_of(".0")), ".0");
	CHECK_TEXT(cms_whole_number(text_of("x.0")), "x.0");
	CHECK_TEXT(cms_whole_number(text_of("")), "");
}

static void
test_texts(void)
{
	CHECK_TEXT(cms_trimmed(text_of("\t a b\r\n")), "a b");
	CHECK_TEXT(cms_trimmed(text_of(" \n ")), "");
	CHECK(cms_is_blank(text_of("")) && cms_is_blank(text_of(" \t\r\n")) && !cms_is_blank(text_of(" \xA0")));
	CHECK(cms_is_plain(text_of("")) && cms_is_plain(text_of(" ~")));
	CHECK(!cms_is_plain(text_of("\t")) && !cms_is_plain(text_of("\x7F")) && !cms_is_plain(text_of("\xC3\xA9")));
}

static void
test_words(void)
{
	CHECK(cms_words_are(text_of("HCPCS/\nCPT Code"), "hcpcscptcode"));
	CHECK(cms_words_are(text_of(" Add-On_Code\xA0"), "addoncode"));
	CHECK(!cms_words_are(text_of("Add-On_Codes"), "addoncode"));
	CHECK(!cms_words_are(text_of("Add-On_Cod"), "addoncode"));
	CHECK(!cms_words_are(text_of(""), "a") && cms_words_are(text_of("-"), ""));
	CHECK(cms_words_begin(text_of("Effective\nDate"), "effective"));
	CHECK(!cms_words_begin(text_of("In Effective"), "effective"));
	CHECK(!cms_words_begin(text_of("Effect"), "effective"));
	CHECK(cms_words_contain(text_of("PTP Edit Rationale"), "rationale"));
	CHECK(cms_words_contain(text_of("cocode"), "code"));
	CHECK(!cms_words_contain(text_of("coco de"), "codes"));
	CHECK(cms_words_contain(text_of("x Column 1/Column 2"), "column1column2"));
}

static void
test_excerpts(void)
{
	arena		memory = heap_arena();
	cms_fault	fault;

	CHECK_TEXT(cms_excerpt(&memory, text_of("")), "");
	CHECK_TEXT(cms_excerpt(&memory, text_of("a\tb\r\n\x01\x7F\xA0")), "a\\tb\\r\\n\\x01\\x7F\\xA0");
	CHECK_TEXT(cms_excerpt(&memory, text_of("0123456789012345678901234567890123456789")),
			   "0123456789012345678901234567890123456789");
	CHECK_TEXT(cms_excerpt(&memory, text_of("01234567890123456789012345678901234567890")),
			   "0123456789012345678901234567890123456789...");
	CHECK_TEXT(cms_excerpt(&memory, text_of("012345678901234567890123456789012345678\xFF""0")),
			   "012345678901234567890123456789012345678\\xFF...");
	CHECK(!cms_fault_set(&fault, &memory, 3, 2, "a code", TEXT_ABSENT));
	CHECK(fault.line == 3 && fault.column == 2 && fault.found.bytes == NULL);
	CHECK_TEXT(fault.expected, "a code");
	arena_free(&memory);
}

int
main(void)
{
	test_codes();
	test_every_day();
	test_no_days();
	test_numbers();
	test_texts();
	test_words();
	test_excerpts();
	return test_report();
}
