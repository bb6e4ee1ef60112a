/*
 * fuzz_cms_ptp.c
 *	  Arbitrary bytes as a PTP file: every edit that comes out has legal codes, days in order, a modifier indicator and a
 *	  reason.
 */
#include "fuzz_cms.h"

#include "engine/cms_field.h"

static void
check_row(const text_span *fields)
{
	calendar_date first = require_day_or_absent(fields[2]);
	calendar_date last = require_day_or_absent(fields[3]);

	require_code(fields[0]);
	require_code(fields[1]);
	require(first == CALENDAR_DATE_UNKNOWN || last == CALENDAR_DATE_UNKNOWN || first <= last);
	require(text_is(fields[4], "0") || text_is(fields[4], "1") || text_is(fields[4], "9"));
	require(fields[5].length > 0 && cms_is_plain(fields[5]));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_cms_file(CMS_PTP, check_row, data, size);
	return 0;
}
