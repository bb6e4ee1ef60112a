/*
 * fuzz_cms_mue.c
 *	  Arbitrary bytes as an MUE file: every edit that comes out has a legal code, a number of units, an adjudication
 *	  indicator and a reason.
 */
#include "fuzz_cms.h"

#include "engine/cms_field.h"

static void
require_units(text_span field)
{
	uint64_t	units = 0;

	require(field.length >= 1 && field.length <= 9);
	for (uint32_t i = 0; i < field.length; i++)
	{
		require(field.bytes[i] >= '0' && field.bytes[i] <= '9');
		units = units * 10 + (uint64_t) (field.bytes[i] - '0');
	}
	require(units <= INT32_MAX);
}

static void
check_row(const text_span *fields)
{
	require_code(fields[0]);
	require_units(fields[1]);
	require(text_is(fields[2], "1") || text_is(fields[2], "2") || text_is(fields[2], "3"));
	require(fields[3].length > 0 && cms_is_plain(fields[3]));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_cms_file(CMS_MUE, check_row, data, size);
	return 0;
}
