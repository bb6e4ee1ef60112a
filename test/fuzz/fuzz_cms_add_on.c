/*
 * fuzz_cms_add_on.c
 *	  Arbitrary bytes as an add-on code file: every edit that comes out has legal codes,
 *	  a type and days that exist.
 */
#include "fuzz_cms.h"

static void
check_row(const text_span *fields)
{
	require_code(fields[0]);
	if (!text_is(fields[1], "CCCCC"))
		require_code(fields[1]);
	require(text_is(fields[2], "1") || text_is(fields[2], "2") || text_is(fields[2], "3"));
	require_day_or_absent(fields[3]);
	require_day_or_absent(fields[4]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_cms_file(CMS_ADD_ON, check_row, data, size);
	return 0;
}
