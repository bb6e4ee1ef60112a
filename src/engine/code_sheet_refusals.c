/*
 * code_sheet_refusals.c
 *	  Modifiers on the page of a code that it cannot carry, or only after a look, and why.
 */
#include "engine/code_sheet_modifiers.h"
#include "engine/text_builder.h"

/* A paragraph that speaks of all modifiers of which the same is to be said. */
typedef struct modifier_group
{
	text_span	reason;			/* without the modifier's name */
	bool	   *told;			/* of all modifiers, by their place: was it told already? */
} modifier_group;

/* Does the text say "modifier 26" here, of this modifier? */
static bool
names_modifier(const char *text, const char *end, text_span modifier)
{
	static const char word[] = "modifier ";
	size_t		length = sizeof(word) - 1;

	return (size_t) (end - text) >= length + modifier.length && memcmp(text, word, length) == 0 &&
		memcmp(text + length, modifier.bytes, modifier.length) == 0;
}

/* The reason with "the modifier" in place of "modifier 26", so that it can be said of several. */
static text_span
without_name(const code_sheet *sheet, text_span reason, text_span modifier)
{
	const char *end = reason.bytes + reason.length;
	text_builder builder;

	text_builder_init(&builder, sheet->memory);
	for (const char *next = reason.bytes; next < end;)
	{
		if (names_modifier(next, end, modifier))
		{
			build_text(&builder, TEXT_LITERAL("the modifier"));
			next += strlen("modifier ") + modifier.length;
		}
		else
			build_text(&builder, (text_span) {next++, 1});
	}
	return text_built(&builder);
}

/* The rule that was violated and gave the reason; JSON_ABSENT where there is none. */
static json_value
deciding_rule(const code_sheet *sheet, json_value entry)
{
	sheet_list	rules = sheet_elements(sheet, entry, "rules");
	text_span	reason = sheet_text(sheet, entry, "reason");

	for (uint32_t i = 0; i < rules.count; i++)
	{
		text_span	message = sheet_text(sheet, rules.items[i].value, "message");

		if (message.bytes != NULL && text_equals(message, reason))
			return rules.items[i].value;
	}
	return (json_value) {.kind = JSON_ABSENT};
}

/*
 * "PC/TC indicator is 0: a physician service that does not split", of a rule that an indicator violates, whose meaning
 * says all; else absent.
 */
static text_span
indicator_reason(const code_sheet *sheet, json_value rule)
{
	sheet_list	rows = sheet_elements(sheet, sheet->root, "fee_schedule");
	text_span	condition = sheet_text(sheet, rule, "condition");
	text_span	subject = sheet_text(sheet, rule, "subject");
	text_span	meaning = TEXT_ABSENT;

	if (rows.count == 0 || condition.bytes == NULL || subject.bytes == NULL || text_is(subject, "global_days") ||
		!text_is(sheet_text(sheet, rule, "severity"), "deny"))
		return TEXT_ABSENT;
	subject = arena_copy_text(sheet->memory, subject);
	meaning = sheet_text(sheet, sheet_member(sheet, rows.items[0].value, subject.bytes), "meaning");
	if (meaning.bytes == NULL)
		return TEXT_ABSENT;
	return arena_format(sheet->memory, "%.*s: %.*s", TEXT_ARGUMENTS(condition), TEXT_ARGUMENTS(meaning));
}

/* Why a modifier has its verdict, in words that can be said of several. */
static text_span
common_reason(const code_sheet *sheet, json_value entry)
{
	text_span	reason = sheet_text(sheet, entry, "reason");
	text_span	modifier = sheet_modifier(sheet, entry);
	text_span	of_indicator = indicator_reason(sheet, deciding_rule(sheet, entry));

	if (of_indicator.bytes != NULL)
		return of_indicator;
	if (sheet_modifier_is_remote(sheet, entry))
		return TEXT_LITERAL("for codes of another kind");
	if (reason.bytes == NULL || modifier.bytes == NULL)
		return TEXT_LITERAL("");
	return without_name(sheet, reason, modifier);
}

/* ---- those that it cannot carry, or only after a look: one paragraph a reason ---- */

/* "26, TC" */
static void
write_names(code_sheet *sheet, sheet_list entries, text_span verdict, const modifier_group *group)
{
	bool		empty = true;

	for (uint32_t i = 0; i < entries.count; i++)
	{
		json_value	entry = entries.items[i].value;
		text_span	modifier = sheet_modifier(sheet, entry);

		if (!sheet_has_verdict(sheet, entry, verdict) || !text_equals(common_reason(sheet, entry), group->reason))
			continue;
		if (!empty)
			page_write(&sheet->page, ",");
		page_words(&sheet->page, "%.*s", TEXT_ARGUMENTS(modifier));
		group->told[i] = true;
		empty = false;
	}
}

/* The source of each; many share one. */
static void
cite_group(code_sheet *sheet, sheet_list entries, text_span verdict, text_span reason)
{
	for (uint32_t i = 0; i < entries.count; i++)
	{
		json_value	entry = entries.items[i].value;

		if (sheet_has_verdict(sheet, entry, verdict) && text_equals(common_reason(sheet, entry), reason))
			sheet_cite(sheet, sheet_text(sheet, entry, "source"));
	}
}

static void
write_refused(code_sheet *sheet, text_span verdict, const char *label)
{
	sheet_list	entries = sheet_elements(sheet, sheet->root, "modifiers");
	bool	   *told = ARENA_ARRAY(sheet->memory, bool, entries.count);
	bool		empty = true;

	for (uint32_t i = 0; i < entries.count; i++)
	{
		json_value	entry = entries.items[i].value;
		modifier_group group = {TEXT_ABSENT, told};

		if (told[i] || !sheet_has_verdict(sheet, entry, verdict))
			continue;
		group.reason = common_reason(sheet, entry);
		page_paragraph(&sheet->page, empty ? label : "");
		write_names(sheet, entries, verdict, &group);
		page_write(&sheet->page, ":");
		page_words(&sheet->page, "%.*s", TEXT_ARGUMENTS(group.reason));
		cite_group(sheet, entries, verdict, group.reason);
		empty = false;
	}
}

/* ---- what overviews say ---- */

static void
write_contradictions(code_sheet *sheet)
{
	sheet_list	entries = sheet_elements(sheet, sheet->root, "modifiers");
	bool		empty = true;

	for (uint32_t i = 0; i < entries.count; i++)
	{
		json_value	entry = entries.items[i].value;
		json_value	overview = sheet_member(sheet, entry, "overview");
		text_span	modifier = sheet_modifier(sheet, entry);
		text_span	statement = sheet_text(sheet, overview, "statement");

		if (!sheet_is_true(sheet, overview, "contradicted"))
			continue;
		page_paragraph(&sheet->page, empty ? "Wrong" : "");
		page_words(&sheet->page, "an overview lists %.*s (%.*s)", TEXT_ARGUMENTS(modifier), TEXT_ARGUMENTS(statement));
		sheet_cite(sheet, sheet_text(sheet, overview, "source"));
		page_write(&sheet->page, ";");
		page_words(&sheet->page, "contradicted: a line with it is denied, as above");
		empty = false;
	}
}

void
sheet_write_refused_modifiers(code_sheet *sheet)
{
	write_refused(sheet, TEXT_LITERAL("not_allowed"), "Denied");
	write_refused(sheet, TEXT_LITERAL("review"), "Look at");
	write_contradictions(sheet);
}
