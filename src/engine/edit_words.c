/*
 * edit_words.c
 *	  Words and details that the findings of several edits are made of.
 */
#include "engine/edit_words.h"

#include "engine/text_builder.h"

#define WORDS_MAX 3				/* entries that a message names */
#define CALENDAR_DATE_FIRST ((calendar_date) -730119)	/* 0001-01-01 */
#define CALENDAR_DATE_LAST ((calendar_date) 2921939)	/* 9999-12-31 */

text_span
edit_code_text(cpt_code code, arena *memory)
{
	char	   *text = arena_allocate(memory, CPT_CODE_LENGTH + 1);

	cpt_code_format(code, text);
	return (text_span) {text, CPT_CODE_LENGTH};
}

text_span
edit_modifier_text(cpt_modifier modifier, arena *memory)
{
	char	   *text = arena_allocate(memory, CPT_MODIFIER_LENGTH + 1);

	cpt_modifier_format(modifier, text);
	return (text_span) {text, CPT_MODIFIER_LENGTH};
}

text_span
edit_date_text(calendar_date date, arena *memory)
{
	char	   *text;

	if (date < CALENDAR_DATE_FIRST || date > CALENDAR_DATE_LAST)
		return TEXT_ABSENT;
	text = arena_allocate(memory, CALENDAR_DATE_TEXT_MAX);
	calendar_format(date, text);
	return (text_span) {text, (uint32_t) strlen(text)};
}

named_finding
edit_detail(text_span name, finding value)
{
	return (named_finding) {name, value};
}

finding
edit_text(text_span text)
{
	return text.bytes != NULL ? FINDING_OF_TEXT(text) : (finding) {.type = FINDING_NONE};
}

static void
build_item(text_builder *words, const finding *item)
{
	char		number[DECIMAL_TEXT_MAX];

	if (item->type == FINDING_NUMBER)
	{
		decimal_format(item->number, number);
		build(words, "%s", number);
	}
	else
		build_text(words, item->text);
}

text_span
edit_list_words(const finding *list, uint32_t count, const char *conjunction, arena *memory)
{
	/* "and 1 more" is no shorter than the one */
	uint32_t	named = count > WORDS_MAX + 1 ? WORDS_MAX : count;
	text_builder words;

	named = named < list->item_count ? named : list->item_count;
	text_builder_init(&words, memory);
	for (uint32_t i = 0; i < named; i++)
	{
		if (i > 0)
			build(&words, i + 1 == count ? " %s " : ", ", conjunction);
		build_item(&words, &list->items[i]);
	}
	if (named < count)
		build(&words, " %s %u more", conjunction, (unsigned) (count - named));
	return text_built(&words);
}
