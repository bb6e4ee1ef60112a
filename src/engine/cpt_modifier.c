/*
 * cpt_modifier.c
 *	  Reading and writing of modifiers; cpt_modifier.h tells the packing.
 */
#include "engine/cpt_modifier.h"

#include "engine/ascii.h"

#define BASE 36

/* The base-36 value of a character, -1 if it has none. */
static int
character_value(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_upper(c);
	return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

static char
value_character(int value)
{
	return (char) (value < 10 ? '0' + value : 'A' + value - 10);
}

bool
cpt_modifier_parse(const char *text, size_t length, cpt_modifier *modifier)
{
	int			first;
	int			second;

	ascii_trim(&text, &length);
	if (length != CPT_MODIFIER_LENGTH)
		return false;
	first = character_value(text[0]);
	second = character_value(text[1]);
	if (first < 0 || second < 0)
		return false;
	*modifier = (cpt_modifier) (first * BASE + second);
	return true;
}

void
cpt_modifier_format(cpt_modifier modifier, char out[CPT_MODIFIER_LENGTH + 1])
{
	out[0] = value_character(modifier / BASE);
	out[1] = value_character(modifier % BASE);
	out[CPT_MODIFIER_LENGTH] = '\0';
}

bool
cpt_modifier_is_valid(cpt_modifier modifier)
{
	return modifier <= CPT_MODIFIER_LAST;
}
