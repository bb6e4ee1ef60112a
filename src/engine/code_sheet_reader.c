/*
 * code_sheet_reader.c
 *	  Reading the document that code_sheet() makes.
 */
#include "engine/code_sheet_reader.h"

json_value
sheet_member(const code_sheet *sheet, json_value object, const char *key)
{
	text_span	name = {key, (uint32_t) strlen(key)};
	json_names	names = {1, &name};
	json_value	value;

	if (object.kind != JSON_OBJECT)
		return (json_value) {.kind = JSON_ABSENT};
	sheet->source->select(sheet->source, object, &names, &value);
	return value;
}

text_span
sheet_text(const code_sheet *sheet, json_value object, const char *key)
{
	json_value	value = sheet_member(sheet, object, key);

	if (value.kind == JSON_STRING)
		return json_string(value);
	if (value.kind == JSON_NUMBER)
		return sheet->source->number_text(sheet->source, value, sheet->memory);
	return TEXT_ABSENT;
}

bool
sheet_is_true(const code_sheet *sheet, json_value object, const char *key)
{
	return sheet_member(sheet, object, key).kind == JSON_TRUE;
}

sheet_list
sheet_elements(const code_sheet *sheet, json_value object, const char *key)
{
	json_value	value = sheet_member(sheet, object, key);
	sheet_list	list = {0, NULL};

	if (value.kind == JSON_ARRAY)
		list.items = sheet->source->members(sheet->source, value, sheet->memory, &list.count);
	return list;
}

coverage
sheet_coverage(const code_sheet *sheet, const char *kind, const char *setting, text_span *from)
{
	sheet_list	list = sheet_elements(sheet, sheet->root, "coverage");

	for (uint32_t i = 0; i < list.count; i++)
	{
		json_value	item = list.items[i].value;
		text_span	of_kind = sheet_text(sheet, item, "kind");
		text_span	of_setting = sheet_text(sheet, item, "setting");

		if (!text_equals(of_kind, (text_span) {kind, (uint32_t) strlen(kind)}) ||
			!text_equals(of_setting, (text_span) {setting, (uint32_t) strlen(setting)}))
			continue;
		*from = sheet_text(sheet, item, "from");
		if (sheet_is_true(sheet, item, "complete"))
			return COVERAGE_COMPLETE;
		return from->bytes != NULL ? COVERAGE_PARTIAL : COVERAGE_NONE;
	}
	return COVERAGE_NONE;
}

/* The number of a source, from 1; 0 when there are too many. */
static uint32_t
source_number(code_sheet *sheet, text_span source)
{
	for (uint32_t i = 0; i < sheet->source_count; i++)
	{
		if (text_equals(sheet->sources[i], source))
			return i + 1;
	}
	if (sheet->source_count == CODE_SHEET_SOURCES_MAX)
		return 0;
	sheet->sources[sheet->source_count++] = source;
	return sheet->source_count;
}

/* The length up to a text in the source, or all of it. */
static uint32_t
length_before(text_span source, const char *text)
{
	uint32_t	length = (uint32_t) strlen(text);

	for (uint32_t i = 0; i + length <= source.length; i++)
	{
		if (memcmp(source.bytes + i, text, length) == 0)
			return i;
	}
	return source.length;
}

/* A source up to the first bracket or semicolon; what is said of single modifiers at one place is one source. */
static text_span
short_source(const code_sheet *sheet, text_span source)
{
	uint32_t	before_modifier;

	source.length = length_before(source, " (");
	source.length = length_before(source, ";");
	before_modifier = length_before(source, " of modifier ");
	if (before_modifier == source.length)
		before_modifier = length_before(source, " of the modifiers");
	if (before_modifier == source.length)
		return source;
	return arena_format(sheet->memory, "%.*s of each modifier", (int) before_modifier, source.bytes);
}

/* Does a source stand among the citations that the page ends with? */
static bool
is_cited_here(code_sheet *sheet, uint32_t number)
{
	if (sheet->cited_until != sheet->page.text.length)
		sheet->run_count = 0;
	for (uint32_t i = 0; i < sheet->run_count; i++)
	{
		if (sheet->run[i] == number)
			return true;
	}
	return false;
}

void
sheet_cite(code_sheet *sheet, text_span source)
{
	uint32_t	number = source.bytes != NULL ? source_number(sheet, short_source(sheet, source)) : 0;

	if (number == 0 || is_cited_here(sheet, number))
		return;
	page_words(&sheet->page, "[%u]", (unsigned int) number);
	sheet->cited_until = sheet->page.text.length;
	sheet->run[sheet->run_count++] = number;
}

void
sheet_heading(code_sheet *sheet, const char *heading)
{
	page_write(&sheet->page, "\n\n%s", heading);
}
