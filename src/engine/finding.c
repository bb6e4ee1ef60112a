/*
 * finding.c
 *	  What was found or required, as text.
 */
#include "engine/finding.h"

text_span
finding_text(arena *memory, const finding *value)
{
	char		number[DECIMAL_TEXT_MAX];

	switch (value->type)
	{
		case FINDING_BOOLEAN:
			return value->boolean ? TEXT_LITERAL("true") : TEXT_LITERAL("false");
		case FINDING_NUMBER:
			decimal_format(value->number, number);
			return arena_format(memory, "%s", number);
		case FINDING_TEXT:
			return value->text;
		case FINDING_NONE:
		case FINDING_LIST:
			break;
	}
	return TEXT_LITERAL("an unknown value");
}
