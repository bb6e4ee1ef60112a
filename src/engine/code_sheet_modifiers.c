/*
 * code_sheet_modifiers.c
 *	  Modifiers on the page of a code: those that it can carry, and the names of all.
 */
#include "engine/code_sheet_modifiers.h"
#include "engine/text_builder.h"

text_span
sheet_modifier(const code_sheet *sheet, json_value entry)
{
	return sheet_text(sheet, entry, "modifier");
}

bool
sheet_has_verdict(const code_sheet *sheet, json_value entry, text_span verdict)
{
	return text_equals(sheet_text(sheet, entry, "verdict"), verdict);
}

bool
sheet_modifier_is_remote(const code_sheet *sheet, json_value entry)
{
	text_span	class = sheet_text(sheet, sheet_member(sheet, entry, "list"), "class");

	return text_is(class, "cat2") || text_is(class, "physical_status") || text_is(class, "lab");
}

/* ---- those that it can carry: one paragraph a purpose ---- */

typedef struct modifier_purpose
{
	const char *label;
	const char *classes[3];		/* of the list of modifiers */
} modifier_purpose;

/* In the order of a page; what is of no class here is told last. */
static const modifier_purpose purposes[] = {
	{"Sides", {"anatomical"}},
	{"Separate", {"ncci", "em_only"}},
	{"Payment", {"payment", "component", "surgical_split"}},
	{"Later", {"global", "repeat", "lab"}},
	{"Surgeons", {"surgical_team"}},
	{"Facility", {"facility"}},
	{"Trips", {"ambulance_pair"}},
	{"Other", {NULL}},
};

#define EXPLAINED_MAX 20		/* of more than these, meanings are left out */
#define PURPOSE_COUNT (sizeof(purposes) / sizeof(purposes[0]))
#define PURPOSE_SIDES 0
#define PURPOSE_OTHER (PURPOSE_COUNT - 1)

/* Does a rule about this property look at the modifier? */
static bool
has_rule_about(const code_sheet *sheet, json_value entry, text_span subject)
{
	sheet_list	rules = sheet_elements(sheet, entry, "rules");

	for (uint32_t i = 0; i < rules.count; i++)
	{
		if (text_equals(sheet_text(sheet, rules.items[i].value, "subject"), subject))
			return true;
	}
	return false;
}

static size_t
purpose_of(const code_sheet *sheet, json_value entry)
{
	text_span	class = sheet_text(sheet, sheet_member(sheet, entry, "list"), "class");

	if (has_rule_about(sheet, entry, TEXT_LITERAL("bilateral")))
		return PURPOSE_SIDES;
	for (size_t i = 0; i < PURPOSE_COUNT; i++)
	{
		for (size_t j = 0; j < 3 && purposes[i].classes[j] != NULL; j++)
		{
			if (class.bytes != NULL &&
				text_equals(class, (text_span) {purposes[i].classes[j], (uint32_t) strlen(purposes[i].classes[j])}))
				return i;
		}
	}
	return PURPOSE_OTHER;
}

static bool
is_repeated_condition(const code_sheet *sheet, sheet_list rules, uint32_t rule, text_span condition)
{
	for (uint32_t i = 0; i < rule; i++)
	{
		if (text_equals(sheet_text(sheet, rules.items[i].value, "condition"), condition))
			return true;
	}
	return false;
}

static void
separate(text_builder *remarks, const char *separator)
{
	if (remarks->length > 0)
		build(remarks, "%s", separator);
}

/* "bilateral indicator is 1", "not on institutional claims": what rules found, or ask of the claim. */
static void
build_conditions(const code_sheet *sheet, json_value entry, text_builder *remarks)
{
	sheet_list	rules = sheet_elements(sheet, entry, "rules");

	for (uint32_t i = 0; i < rules.count; i++)
	{
		json_value	rule = rules.items[i].value;
		text_span	condition = sheet_text(sheet, rule, "condition");

		if (condition.bytes == NULL || text_is(sheet_text(sheet, rule, "subject"), "code_group") ||
			is_repeated_condition(sheet, rules, i, condition))
			continue;
		separate(remarks, "; ");
		build_text(remarks, condition);
	}
}

/* Is a modifier denied on this code anyway? */
static bool
is_denied(const code_sheet *sheet, text_span modifier)
{
	sheet_list	entries = sheet_elements(sheet, sheet->root, "modifiers");

	for (uint32_t i = 0; i < entries.count; i++)
	{
		if (text_equals(sheet_modifier(sheet, entries.items[i].value), modifier))
			return sheet_has_verdict(sheet, entries.items[i].value, TEXT_LITERAL("not_allowed"));
	}
	return false;
}

/* "not with LT, RT" */
static void
build_exclusions(const code_sheet *sheet, json_value entry, text_builder *remarks)
{
	sheet_list	exclusions = sheet_elements(sheet, entry, "not_with");
	bool		empty = true;

	for (uint32_t i = 0; i < exclusions.count; i++)
	{
		json_value	exclusion = exclusions.items[i].value;
		text_span	other = sheet_text(sheet, exclusion, "modifier");

		if (!text_is(sheet_text(sheet, exclusion, "severity"), "deny") || is_denied(sheet, other))
			continue;
		separate(remarks, empty ? "; " : ", ");
		build(remarks, "%s", empty ? "not with " : "");
		build_text(remarks, other);
		empty = false;
	}
}

/* What is said in brackets behind a modifier; empty where nothing is. */
static text_span
remarks_on(const code_sheet *sheet, json_value entry)
{
	text_builder remarks;

	text_builder_init(&remarks, sheet->memory);
	build_conditions(sheet, entry, &remarks);
	build_exclusions(sheet, entry, &remarks);
	return text_built(&remarks);
}

/* A source for each thing that kept rules found; of a modifier without a rule, the list that holds it. */
static void
cite_allowed(code_sheet *sheet, json_value entry)
{
	sheet_list	rules = sheet_elements(sheet, entry, "rules");
	bool		cited = false;

	for (uint32_t i = 0; i < rules.count; i++)
	{
		json_value	rule = rules.items[i].value;
		text_span	finding = sheet_text(sheet, rule, "finding");
		text_span	condition = sheet_text(sheet, rule, "condition");

		if ((text_is(finding, "kept") || text_is(finding, "depends_on_claim")) &&
			(condition.bytes == NULL || !is_repeated_condition(sheet, rules, i, condition)))
		{
			sheet_cite(sheet, sheet_text(sheet, rule, "source"));
			cited = true;
		}
	}
	if (!cited)
		sheet_cite(sheet, sheet_text(sheet, entry, "source"));
}

/* The allowed modifiers of one purpose, in order. */
static sheet_list
allowed_for(const code_sheet *sheet, sheet_list entries, size_t purpose)
{
	json_member *items = ARENA_ARRAY(sheet->memory, json_member, entries.count);
	sheet_list	list = {0, items};

	for (uint32_t i = 0; i < entries.count; i++)
	{
		json_value	entry = entries.items[i].value;

		if (sheet_has_verdict(sheet, entry, TEXT_LITERAL("allowed")) && purpose_of(sheet, entry) == purpose)
			items[list.count++] = entries.items[i];
	}
	return list;
}

/* Is the same to be said of two modifiers, but for their meaning? */
static bool
is_alike(const code_sheet *sheet, json_value entry, json_value other)
{
	return text_equals(remarks_on(sheet, entry), remarks_on(sheet, other)) &&
		text_equals(sheet_text(sheet, entry, "source"), sheet_text(sheet, other, "source"));
}

/* "LT: left side; RT: right side (bilateral indicator is 1; not with 50) [8]" */
static void
write_purpose(code_sheet *sheet, sheet_list entries, size_t purpose)
{
	sheet_list	list = allowed_for(sheet, entries, purpose);

	for (uint32_t i = 0; i < list.count; i++)
	{
		json_value	entry = list.items[i].value;
		text_span	modifier = sheet_modifier(sheet, entry);
		text_span	summary = sheet_text(sheet, entry, "summary");
		text_span	remarks = remarks_on(sheet, entry);

		if (i == 0)
			page_paragraph(&sheet->page, purposes[purpose].label);
		else
			page_write(&sheet->page, list.count <= EXPLAINED_MAX ? ";" : ",");
		page_words(&sheet->page, "%.*s", TEXT_ARGUMENTS(modifier));
		if (summary.bytes != NULL && list.count <= EXPLAINED_MAX)
		{
			page_write(&sheet->page, ":");
			page_words(&sheet->page, "%.*s", TEXT_ARGUMENTS(summary));
		}
		if (i + 1 < list.count && is_alike(sheet, entry, list.items[i + 1].value))
			continue;
		if (remarks.length > 0)
			page_words(&sheet->page, "(%.*s)", TEXT_ARGUMENTS(remarks));
		cite_allowed(sheet, entry);
	}
}

void
sheet_write_modifiers(code_sheet *sheet)
{
	sheet_list	entries = sheet_elements(sheet, sheet->root, "modifiers");

	sheet_heading(sheet, "Modifiers that it can carry");
	for (size_t i = 0; i < PURPOSE_COUNT; i++)
		write_purpose(sheet, entries, i);
	sheet_heading(sheet, "Modifiers to leave off, or to look at first");
	sheet_write_refused_modifiers(sheet);
}

/* ---- what to do first ---- */

/* Those of ambulance trips are too many to be named twice. */
static bool
is_named_first(const code_sheet *sheet, json_value entry, text_span verdict)
{
	text_span	class = sheet_text(sheet, sheet_member(sheet, entry, "list"), "class");

	return sheet_has_verdict(sheet, entry, verdict) && !text_is(class, "ambulance_pair") &&
		!(text_is(verdict, "not_allowed") && sheet_modifier_is_remote(sheet, entry));
}

/* On a visit, those that are made for visits. */
static bool
is_bypass(const code_sheet *sheet, json_value entry)
{
	text_span	class = sheet_text(sheet, sheet_member(sheet, entry, "list"), "class");

	return sheet_is_true(sheet, entry, "ncci_associated") &&
		(text_is(class, "em_only") ||
		 !text_is(sheet_text(sheet, sheet->root, "section"), "evaluation_and_management"));
}

/* Names of the modifiers of a verdict, or of those that bypass bundles; false, and nothing, where there are none. */
static bool
write_modifier_names(code_sheet *sheet, text_span verdict, bool only_bypass)
{
	sheet_list	entries = sheet_elements(sheet, sheet->root, "modifiers");
	bool		empty = true;

	for (uint32_t i = 0; i < entries.count; i++)
	{
		json_value	entry = entries.items[i].value;
		text_span	modifier = sheet_modifier(sheet, entry);

		if (!is_named_first(sheet, entry, verdict) || (only_bypass && !is_bypass(sheet, entry)))
			continue;
		if (!empty)
			page_write(&sheet->page, ",");
		page_words(&sheet->page, "%.*s", TEXT_ARGUMENTS(modifier));
		empty = false;
	}
	return !empty;
}

void
sheet_write_bypass_names(code_sheet *sheet)
{
	if (!write_modifier_names(sheet, TEXT_LITERAL("allowed"), true))
		page_words(&sheet->page, "an NCCI-associated modifier");
}

void
sheet_write_first_modifiers(code_sheet *sheet)
{
	page_paragraph(&sheet->page, "Modifier");
	page_words(&sheet->page, "may carry:");
	if (!write_modifier_names(sheet, TEXT_LITERAL("allowed"), false))
		page_words(&sheet->page, "none of those that rules speak of");
	page_paragraph(&sheet->page, "");
	page_words(&sheet->page, "denied with:");
	if (!write_modifier_names(sheet, TEXT_LITERAL("not_allowed"), false))
		page_words(&sheet->page, "none of those that rules speak of");
}
