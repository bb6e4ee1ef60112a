/*
 * fuzz_cms_file_name.c
 *	  Arbitrary bytes as the name of a file and as a quarter: a quarter that comes out is the first day of one.
 */
#include "fuzz_cms.h"

static void
require_quarter(calendar_date quarter)
{
	char		text[CALENDAR_DATE_TEXT_MAX];
	calendar_date again;

	calendar_format(quarter, text);
	require(strcmp(text + 5, "01-01") == 0 || strcmp(text + 5, "04-01") == 0 || strcmp(text + 5, "07-01") == 0 ||
			strcmp(text + 5, "10-01") == 0);
	require(cms_quarter_parse((text_span) {text, 10}, &again) && again == quarter);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	text_span	text = {(const char *) data, (uint32_t) size};
	calendar_date quarter;
	cms_file_name name;

	if (cms_quarter_parse(text, &quarter))
		require_quarter(quarter);
	cms_file_name_read(text, &name);
	require(name.kind_known || (!name.setting_known && name.part == 0 && name.quarter == CALENDAR_DATE_UNKNOWN));
	require(name.part >= 0 && name.part <= 9);
	require(!name.kind_known || (name.kind >= CMS_PTP && name.kind <= CMS_HCPCS));
	if (name.quarter != CALENDAR_DATE_UNKNOWN)
		require_quarter(name.quarter);
	return 0;
}
