/*
 * code_sheet_bundles.c
 *	  PTP edits on the page of a code: thousands of partners told in a few lines.
 *
 * Partners are gathered by what it takes to be paid beside them, then by section, and told as runs of codes.
 */
#include "engine/code_sheet_codes.h"

/* What it takes to be paid for both codes. */
typedef enum bundle_terms
{
	BUNDLE_NEVER,				/* nothing does */
	BUNDLE_REVIEWED,			/* a modifier, and a person, because one includes the other by definition */
	BUNDLE_BYPASSED,			/* a modifier */
	BUNDLE_TERMS_COUNT
} bundle_terms;

typedef struct bundle_section
{
	const char *section;		/* as in the document */
	const char *name;
	uint32_t	runs_max;		/* named at most */
} bundle_section;

static const bundle_section sections[] = {
	{"evaluation_and_management", "visits", 30},
	{"surgery", "surgery", 14},
	{"radiology", "imaging", 14},
	{"medicine", "medicine", 10},
	{"anesthesia", "anesthesia", 6},
	{"laboratory", "laboratory", 6},
	{"hcpcs", "HCPCS", 10},
	{"new_technology", "category III", 6},
	{"performance_measure", "category II", 6},
};

#define SECTION_COUNT (sizeof(sections) / sizeof(sections[0]))
#define VISITS 0

/* The edits of one direction. */
typedef struct bundle_list
{
	sheet_list	groups;
	code_list	codes[BUNDLE_TERMS_COUNT][SECTION_COUNT];
} bundle_list;

static bundle_terms
terms_of(const code_sheet *sheet, json_value group)
{
	if (text_is(sheet_text(sheet, group, "modifier_indicator"), "0"))
		return BUNDLE_NEVER;
	return sheet_is_true(sheet, group, "code_definition") ? BUNDLE_REVIEWED : BUNDLE_BYPASSED;
}

static bool
is_of_section(const code_sheet *sheet, json_value group, const char *section)
{
	text_span	name = sheet_text(sheet, group, "section");

	return name.bytes != NULL && text_equals(name, (text_span) {section, (uint32_t) strlen(section)});
}

/* ---- gathering ---- */

/* Adds the codes of a group. */
static void
add_codes(const code_sheet *sheet, code_list *list, json_value group)
{
	sheet_list	codes = sheet_elements(sheet, group, "codes");

	code_list_reserve(list, codes.count, sheet->memory);
	for (uint32_t i = 0; i < codes.count; i++)
	{
		if (codes.items[i].value.kind == JSON_STRING)
			code_list_add(list, json_string(codes.items[i].value));
	}
}

static void
read_bundles(const code_sheet *sheet, const char *direction, bundle_list *list)
{
	memset(list, 0, sizeof(*list));
	list->groups = sheet_elements(sheet, sheet_member(sheet, sheet->root, "bundles"), direction);
	for (uint32_t i = 0; i < list->groups.count; i++)
	{
		json_value	group = list->groups.items[i].value;

		for (size_t section = 0; section < SECTION_COUNT; section++)
		{
			if (is_of_section(sheet, group, sections[section].section))
				add_codes(sheet, &list->codes[terms_of(sheet, group)][section], group);
		}
	}
	for (int terms = 0; terms < BUNDLE_TERMS_COUNT; terms++)
		for (size_t section = 0; section < SECTION_COUNT; section++)
			code_list_sort(&list->codes[terms][section]);
}

/* ---- the page ---- */

/* Cites the sources of all groups. */
static void
cite_groups(code_sheet *sheet, const sheet_list *groups)
{
	for (uint32_t i = 0; i < groups->count; i++)
	{
		sheet_list	names = sheet_elements(sheet, groups->items[i].value, "sources");

		for (uint32_t j = 0; j < names.count; j++)
		{
			if (names.items[j].value.kind == JSON_STRING)
				sheet_cite(sheet, json_string(names.items[j].value));
		}
	}
}

/* "surgery 64445, 64491, 64492; imaging 77002" */
static void
write_sections(code_sheet *sheet, const code_list *codes, size_t first)
{
	bool		empty = true;

	for (size_t i = first; i < SECTION_COUNT; i++)
	{
		if (codes[i].count == 0)
			continue;
		if (!empty)
			page_write(&sheet->page, ";");
		page_words(&sheet->page, "%s", sections[i].name);
		sheet_write_codes(sheet, &codes[i], sections[i].runs_max);
		empty = false;
	}
}

static bool
is_empty(const code_list *codes, size_t first)
{
	for (size_t i = first; i < SECTION_COUNT; i++)
	{
		if (codes[i].count > 0)
			return false;
	}
	return true;
}

/* The modifiers that separate the two: those of the code itself are known, those of the others are not. */
static void
write_bypass(code_sheet *sheet, bool code_is_paid)
{
	page_paragraph(&sheet->page, "");
	if (code_is_paid)
		page_words(&sheet->page, "with 59, XE, XP, XS, XU or another NCCI-associated modifier:");
	else
	{
		page_words(&sheet->page, "with one of");
		sheet_write_bypass_names(sheet);
		page_write(&sheet->page, ":");
	}
}

static void
write_bypassed(code_sheet *sheet, const bundle_list *list, bool code_is_paid)
{
	const code_list *codes = list->codes[BUNDLE_BYPASSED];
	size_t		first = 0;

	if (code_is_paid && codes[VISITS].count > 0)
	{
		page_paragraph(&sheet->page, "");
		page_words(&sheet->page, "visits with 25:");
		sheet_write_codes(sheet, &codes[VISITS], sections[VISITS].runs_max);
		first = VISITS + 1;
	}
	if (!is_empty(codes, first))
	{
		write_bypass(sheet, code_is_paid);
		write_sections(sheet, codes, first);
	}
}

/* Terms that do not depend on the direction. */
static void
write_strict(code_sheet *sheet, const bundle_list *list, bundle_terms terms, const char *sentence)
{
	if (is_empty(list->codes[terms], 0))
		return;
	page_paragraph(&sheet->page, "");
	page_words(&sheet->page, "%s", sentence);
	write_sections(sheet, list->codes[terms], 0);
}

static void
write_direction(code_sheet *sheet, const bundle_list *list, bool code_is_paid)
{
	if (list->groups.count == 0)
		return;
	page_paragraph(&sheet->page, code_is_paid ? "Paid" : "Not paid");
	page_words(&sheet->page,
			   code_is_paid ? "%.*s is paid and these are not, unless their line shows that they are separate:"
			   : "%.*s is not paid beside these, unless its line shows that it is separate:",
			   TEXT_ARGUMENTS(sheet->code));
	write_bypassed(sheet, list, code_is_paid);
	write_strict(sheet, list, BUNDLE_REVIEWED,
				 "with such a modifier, after a look at the records, because one includes the other by definition:");
	write_strict(sheet, list, BUNDLE_NEVER, "no modifier helps:");
}

/* What is on file of edits on claims of one kind, where that is not all. */
static bool
write_coverage(code_sheet *sheet, const char *setting, const char *claims, bool begun)
{
	text_span	from = TEXT_ABSENT;
	coverage	covered = sheet_coverage(sheet, "ptp", setting, &from);

	if (covered == COVERAGE_COMPLETE)
		return false;
	if (begun)
		page_write(&sheet->page, ";");
	else
		page_paragraph(&sheet->page, "On file");
	if (covered == COVERAGE_PARTIAL)
		page_words(&sheet->page, "%s claims: few codes, from %.*s on", claims, TEXT_ARGUMENTS(from));
	else
		page_words(&sheet->page, "%s claims: none", claims);
	return true;
}

static void
write_coverages(code_sheet *sheet)
{
	bool		lacking = write_coverage(sheet, "practitioner", "professional", false);

	if (write_coverage(sheet, "outpatient", "hospital", lacking) || lacking)
		page_words(&sheet->page, "(load_ptp() brings all)");
}

void
sheet_write_bundles(code_sheet *sheet)
{
	bundle_list paid;
	bundle_list unpaid;

	read_bundles(sheet, "column_one", &paid);
	read_bundles(sheet, "column_two", &unpaid);
	sheet_heading(sheet, "Bundled with it on the same day (NCCI PTP edits)");
	cite_groups(sheet, &paid.groups);
	cite_groups(sheet, &unpaid.groups);
	write_direction(sheet, &paid, true);
	write_direction(sheet, &unpaid, false);
	if (paid.groups.count + unpaid.groups.count == 0)
	{
		page_paragraph(&sheet->page, "");
		page_words(&sheet->page, "no edit on file names %.*s on this date", TEXT_ARGUMENTS(sheet->code));
	}
	write_coverages(sheet);
}
