/*
 * fuzz_cms_hcpcs.c
 *	  Arbitrary bytes as a HCPCS Level II file: every row that comes out fits the tables, its description is UTF-8.
 */
#include "fuzz_cms.h"

static void
require_modifier(text_span field)
{
	cpt_modifier modifier = 0;
	char		text[CPT_MODIFIER_LENGTH + 1];

	require(field.bytes != NULL && cpt_modifier_parse(field.bytes, field.length, &modifier));
	cpt_modifier_format(modifier, text);
	require(field.length == CPT_MODIFIER_LENGTH && memcmp(field.bytes, text, CPT_MODIFIER_LENGTH) == 0);
}

/* The number of a UTF-8 character, which moves *at behind it. */
static uint32_t
read_character(text_span text, uint32_t *at)
{
	unsigned char lead = (unsigned char) text.bytes[(*at)++];
	uint32_t	more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
	uint32_t	character = more == 0 ? lead : lead & (0x3F >> more);

	require(lead < 0x80 || (lead >= 0xC0 && lead < 0xF8));
	for (uint32_t i = 0; i < more; i++)
	{
		require(*at < text.length && ((unsigned char) text.bytes[*at] & 0xC0) == 0x80);
		character = character << 6 | ((unsigned char) text.bytes[(*at)++] & 0x3F);
	}
	require(more == 0 || character >= (more == 1 ? 0x80u : more == 2 ? 0x800u : 0x10000u));
	return character;
}

static void
require_description(text_span field)
{
	require(field.bytes == NULL || field.length > 0);
	for (uint32_t at = 0; at < field.length;)
	{
		uint32_t	character = read_character(field, &at);

		require(character >= 0x20 && character != 0x7F && character <= 0x10FFFF);
		require(character < 0xD800 || character > 0xDFFF);
	}
}

static void
check_row(const text_span *fields)
{
	calendar_date first = require_day_or_absent(fields[3]);
	calendar_date last = require_day_or_absent(fields[4]);

	require(text_is(fields[0], "code") || text_is(fields[0], "modifier"));
	if (text_is(fields[0], "code"))
		require_code(fields[1]);
	else
		require_modifier(fields[1]);
	require_description(fields[2]);
	require(first == CALENDAR_DATE_UNKNOWN || last == CALENDAR_DATE_UNKNOWN || first <= last);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_cms_file(CMS_HCPCS, check_row, data, size);
	return 0;
}
