/*
 * fuzz_cms_fee_schedule.c
 *	  Arbitrary bytes as a fee schedule: every row that comes out fits the table.
 */
#include "fuzz_cms.h"

static void
require_digit_or_absent(text_span field)
{
	require(field.bytes == NULL || (field.length == 1 && *field.bytes >= '0' && *field.bytes <= '9'));
}

static void
require_global_days(text_span field)
{
	require(field.bytes == NULL || text_is(field, "000") || text_is(field, "010") || text_is(field, "090") ||
			text_is(field, "MMM") || text_is(field, "XXX") || text_is(field, "YYY") || text_is(field, "ZZZ"));
}

/* "0.00" to "100.00", with two decimals. */
static void
require_percent_or_absent(text_span field)
{
	if (field.bytes == NULL)
		return;
	require(field.length >= 4 && field.length <= 6 && field.bytes[field.length - 3] == '.');
	require(field.length == 4 || *field.bytes != '0');
	require(field.length < 6 || memcmp(field.bytes, "100.00", 6) == 0);
	for (uint32_t i = 0; i < field.length; i++)
		require(i == field.length - 3 || (field.bytes[i] >= '0' && field.bytes[i] <= '9'));
}

static void
check_row(const text_span *fields)
{
	require_code(fields[0]);
	require(text_is(fields[1], "whole") || text_is(fields[1], "26") || text_is(fields[1], "TC") ||
			text_is(fields[1], "53"));
	require(fields[2].length == 1 && *fields[2].bytes >= 'A' && *fields[2].bytes <= 'Z');
	require_digit_or_absent(fields[3]);
	require_global_days(fields[4]);
	for (int i = 5; i < 10; i++)
		require_digit_or_absent(fields[i]);
	for (int i = 10; i < 13; i++)
		require_percent_or_absent(fields[i]);
	for (int i = 13; i < 15; i++)
		require(text_is(fields[i], "true") || text_is(fields[i], "false"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_cms_file(CMS_FEE_SCHEDULE, check_row, data, size);
	return 0;
}
