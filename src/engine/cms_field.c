/*
 * cms_field.c
 *	  Values and headings in CMS files, and faults that quote them.
 */
#include "engine/cms_field.h"

#include "engine/ascii.h"
#include "engine/excerpt.h"

/* ---- values ---- */

text_span
cms_trimmed(text_span field)
{
	size_t		length = field.length;

	ascii_trim(&field.bytes, &length);
	field.length = (uint32_t) length;
	return field;
}

bool
cms_read_code(text_span field, char out[CPT_CODE_LENGTH + 1], cpt_code *code)
{
	cpt_code	parsed;

	field = cms_trimmed(field);
	if (!cpt_code_parse(field.bytes, field.length, &parsed))
		return false;
	for (int i = 0; i < CPT_CODE_LENGTH; i++)
		out[i] = ascii_upper(field.bytes[i]);
	out[CPT_CODE_LENGTH] = '\0';
	if (code != NULL)
		*code = parsed;
	return true;
}

bool
cms_read_day(text_span field, calendar_date *date, char out[CALENDAR_DATE_TEXT_MAX])
{
	char		text[CALENDAR_DATE_TEXT_MAX];

	field = cms_trimmed(field);
	if (field.length != 8)
		return false;
	memcpy(text, field.bytes, 4);
	text[4] = '-';
	memcpy(text + 5, field.bytes + 4, 2);
	text[7] = '-';
	memcpy(text + 8, field.bytes + 6, 2);
	text[10] = '\0';
	if (!calendar_parse(text, 10, date))
		return false;
	memcpy(out, text, sizeof(text));
	return true;
}

/* Decimal digits, and nothing else, as a number below 10^9. */
static bool
read_digits(text_span field, uint32_t *number)
{
	uint32_t	value = 0;

	if (field.length == 0 || field.length > 9)
		return false;
	for (uint32_t i = 0; i < field.length; i++)
	{
		if (!ascii_is_digit(field.bytes[i]))
			return false;
		value = value * 10 + (uint32_t) (field.bytes[i] - '0');
	}
	*number = value;
	return true;
}

bool
cms_read_number(text_span field, uint32_t greatest, uint32_t *number)
{
	uint32_t	value;

	if (!read_digits(cms_trimmed(field), &value) || value > greatest)
		return false;
	*number = value;
	return true;
}

text_span
cms_whole_number(text_span field)
{
	field = cms_trimmed(field);
	if (field.length > 2 && memcmp(field.bytes + field.length - 2, ".0", 2) == 0 &&
		ascii_is_digit(field.bytes[field.length - 3]))
		field.length -= 2;
	return field;
}

bool
cms_read_ordinal_day(text_span field, calendar_date *date, char out[CALENDAR_DATE_TEXT_MAX])
{
	char		text[CALENDAR_DATE_TEXT_MAX];
	uint32_t	number;
	calendar_date first;

	field = cms_whole_number(field);
	if (field.length != 7 || !read_digits(field, &number) || number % 1000 == 0)
		return false;
	memcpy(text, field.bytes, 4);
	memcpy(text + 4, "-01-01", 7);
	if (!calendar_parse(text, 10, &first))
		return false;
	first += (calendar_date) (number % 1000) - 1;
	calendar_format(first, text);
	/* a year has no day 366, or 367, when that lies in the next year */
	if (memcmp(text, field.bytes, 4) != 0)
		return false;
	*date = first;
	memcpy(out, text, sizeof(text));
	return true;
}

/* ---- texts ---- */

bool
cms_is_blank(text_span field)
{
	for (uint32_t i = 0; i < field.length; i++)
		if (!ascii_is_space(field.bytes[i]))
			return false;
	return true;
}

static bool
is_plain_byte(char byte)
{
	return byte >= ' ' && byte <= '~';
}

bool
cms_is_plain(text_span field)
{
	for (uint32_t i = 0; i < field.length; i++)
		if (!is_plain_byte(field.bytes[i]))
			return false;
	return true;
}

static bool
is_word_byte(char byte)
{
	return ascii_is_digit(byte) || (byte >= 'a' && byte <= 'z');
}

/* Where the words end that begin at this place of a field, or UINT32_MAX where others stand there. */
static uint32_t
match_words(text_span field, uint32_t at, const char *words)
{
	for (; *words != '\0'; at++)
	{
		char		byte;

		if (at >= field.length)
			return UINT32_MAX;
		byte = ascii_lower(field.bytes[at]);
		if (byte == *words)
			words++;
		else if (is_word_byte(byte))
			return UINT32_MAX;
	}
	return at;
}

bool
cms_words_are(text_span field, const char *words)
{
	uint32_t	at = match_words(field, 0, words);

	for (; at < field.length; at++)
		if (is_word_byte(ascii_lower(field.bytes[at])))
			return false;
	return at != UINT32_MAX;
}

bool
cms_words_begin(text_span field, const char *words)
{
	return match_words(field, 0, words) != UINT32_MAX;
}

bool
cms_words_contain(text_span field, const char *words)
{
	for (uint32_t at = 0; at < field.length; at++)
		if (ascii_lower(field.bytes[at]) == *words && match_words(field, at, words) != UINT32_MAX)
			return true;
	return false;
}

/* ---- faults ---- */

/* One byte of an excerpt; returns the number of characters written, at most 4. */
static uint32_t
escape_byte(char *out, char byte)
{
	static const char digits[] = "0123456789ABCDEF";

	if (is_plain_byte(byte))
	{
		out[0] = byte;
		return 1;
	}
	out[0] = '\\';
	out[1] = byte == '\t' ? 't' : byte == '\n' ? 'n' : byte == '\r' ? 'r' : 'x';
	if (out[1] != 'x')
		return 2;
	out[2] = digits[(unsigned char) byte >> 4];
	out[3] = digits[(unsigned char) byte & 15];
	return 4;
}

text_span
cms_excerpt(arena *memory, text_span source)
{
	char	   *text = arena_allocate(memory, EXCERPT_BYTES + 4 + sizeof("..."));
	uint32_t	length = 0;
	uint32_t	at;

	for (at = 0; at < source.length && length < EXCERPT_BYTES; at++)
		length += escape_byte(text + length, source.bytes[at]);
	if (at < source.length)
	{
		memcpy(text + length, "...", 3);
		length += 3;
	}
	text[length] = '\0';
	return (text_span) {text, length};
}

bool
cms_fault_set(cms_fault *fault, arena *memory, uint64_t line, uint32_t column, const char *expected, text_span found)
{
	fault->line = line;
	fault->column = column;
	fault->expected = (text_span) {expected, (uint32_t) strlen(expected)};
	fault->found = found.bytes != NULL ? cms_excerpt(memory, found) : TEXT_ABSENT;
	return false;
}
