/*
 * code_sheet_text.c
 *	  The sheet of a code as a page that a person reads.
 */
#include "engine/code_sheet_text.h"

#include "engine/code_sheet_codes.h"

#define RELATED_RUNS_MAX 20

/* ---- the head: what code it is ---- */

static void
write_title(code_sheet *sheet)
{
	json_value	overview = sheet_member(sheet, sheet->root, "overview");
	text_span	title = sheet_text(sheet, overview, "title");

	if (title.bytes == NULL)
		title = sheet_text(sheet, sheet_member(sheet, sheet->root, "validity"), "description");
	page_write(&sheet->page, "%.*s on %.*s", TEXT_ARGUMENTS(sheet->code), TEXT_ARGUMENTS(sheet->date));
	if (title.bytes != NULL)
		page_write(&sheet->page, ": %.*s", TEXT_ARGUMENTS(title));
}

/* "valid from 2020-01-01 to 2024-12-31" */
static void
write_period(code_sheet *sheet, json_value period)
{
	text_span	from = sheet_text(sheet, period, "effective_from");
	text_span	to = sheet_text(sheet, period, "effective_to");

	if (from.bytes != NULL && sheet_is_true(sheet, period, "start_known"))
		page_words(&sheet->page, "from %.*s", TEXT_ARGUMENTS(from));
	if (to.bytes != NULL)
		page_words(&sheet->page, "to %.*s", TEXT_ARGUMENTS(to));
	else
		page_words(&sheet->page, "on");
	sheet_cite(sheet, sheet_text(sheet, period, "source"));
}

static void
write_validity(code_sheet *sheet)
{
	json_value	validity = sheet_member(sheet, sheet->root, "validity");
	sheet_list	periods = sheet_elements(sheet, validity, "periods");
	text_span	category = sheet_text(sheet, sheet->root, "category");

	page_paragraph(&sheet->page, "Code");
	page_words(&sheet->page, text_is(category, "HCPCS") ? "HCPCS Level II," : "CPT category %.*s,",
			   TEXT_ARGUMENTS(category));
	if (periods.count == 0)
		page_words(&sheet->page, "its dates are not on file");
	else if (sheet_is_true(sheet, validity, "valid"))
		page_words(&sheet->page, "valid");
	else
		page_words(&sheet->page, "NOT VALID on this date: a line is denied with CARC 181, N56; valid");
	for (uint32_t i = 0; i < periods.count; i++)
	{
		if (i > 0)
			page_write(&sheet->page, ",");
		write_period(sheet, periods.items[i].value);
	}
}

static void
write_overview(code_sheet *sheet)
{
	json_value	overview = sheet_member(sheet, sheet->root, "overview");
	text_span	summary = sheet_text(sheet, overview, "summary");

	if (summary.bytes == NULL)
		return;
	page_paragraph(&sheet->page, "About");
	page_words(&sheet->page, "%.*s", TEXT_ARGUMENTS(summary));
	sheet_cite(sheet, sheet_text(sheet, overview, "source"));
}

static bool
same_remark(const code_sheet *sheet, json_value site, json_value other)
{
	text_span	left = sheet_text(sheet, site, "remark");
	text_span	right = sheet_text(sheet, other, "remark");

	return (left.bytes == NULL) == (right.bytes == NULL) && text_equals(left, right);
}

/* Places with the same remark are named together. */
static void
write_sites(code_sheet *sheet)
{
	sheet_list	sites = sheet_elements(sheet, sheet->root, "sites");

	for (uint32_t i = 0; i < sites.count; i++)
	{
		json_value	site = sites.items[i].value;
		text_span	place = sheet_text(sheet, site, "place_of_service");
		text_span	name = sheet_text(sheet, site, "name");
		text_span	remark = sheet_text(sheet, site, "remark");

		if (i == 0)
			page_paragraph(&sheet->page, "Places");
		page_words(&sheet->page, "%.*s %.*s", TEXT_ARGUMENTS(place), TEXT_ARGUMENTS(name));
		if (remark.bytes != NULL && (i + 1 == sites.count || !same_remark(sheet, site, sites.items[i + 1].value)))
			page_words(&sheet->page, "(%.*s)", TEXT_ARGUMENTS(remark));
		if (i + 1 < sites.count)
			page_write(&sheet->page, ";");
		else
			sheet_cite(sheet, sheet_text(sheet, site, "source"));
	}
}

static void
write_head(code_sheet *sheet)
{
	write_title(sheet);
	write_validity(sheet);
	write_overview(sheet);
	write_sites(sheet);
	if (!sheet_is_true(sheet, sheet->root, "on_file"))
	{
		page_paragraph(&sheet->page, "");
		page_words(&sheet->page, "NOTHING IS ON FILE about this code: load the files of CMS and ask again; what"
				   " stands below is what rules about modifiers say of its number");
	}
}

/* ---- what to do first ---- */

static const char *
setting_name(text_span setting)
{
	if (text_is(setting, "practitioner"))
		return "professional claim";
	if (text_is(setting, "outpatient"))
		return "hospital outpatient";
	return "equipment supplier";
}

static bool
same_limit(const code_sheet *sheet, json_value left, json_value right)
{
	return text_equals(sheet_text(sheet, left, "units"), sheet_text(sheet, right, "units")) &&
		text_equals(sheet_text(sheet, left, "meaning"), sheet_text(sheet, right, "meaning")) &&
		text_equals(sheet_text(sheet, left, "rationale"), sheet_text(sheet, right, "rationale"));
}

/* Where the whole file is not loaded for the date, a limit may be missing. */
static void
write_units_coverage(code_sheet *sheet)
{
	text_span	from = TEXT_ABSENT;

	if (sheet_coverage(sheet, "mue", "practitioner", &from) != COVERAGE_PARTIAL)
		return;
	page_write(&sheet->page, ";");
	page_words(&sheet->page, "those of few codes are, from %.*s on (load_mue() brings all)", TEXT_ARGUMENTS(from));
}

/* "professional claim: 1 a day, all lines together: absolute ... [2]" */
static void
write_unit_limits(code_sheet *sheet)
{
	sheet_list	limits = sheet_elements(sheet, sheet->root, "unit_limits");

	for (uint32_t i = 0; i < limits.count; i++)
	{
		json_value	limit = limits.items[i].value;
		bool		repeated = i > 0 && same_limit(sheet, limit, limits.items[i - 1].value);
		text_span	units = sheet_text(sheet, limit, "units");
		text_span	meaning = sheet_text(sheet, limit, "meaning");
		text_span	rationale = sheet_text(sheet, limit, "rationale");

		if (repeated)
		{
			page_write(&sheet->page, ";");
			page_words(&sheet->page, "%s the same", setting_name(sheet_text(sheet, limit, "setting")));
		}
		else
		{
			page_paragraph(&sheet->page, i == 0 ? "Units" : "");
			page_words(&sheet->page, "%s: %.*s %.*s (MUE, %.*s)", setting_name(sheet_text(sheet, limit, "setting")),
					   TEXT_ARGUMENTS(units), TEXT_ARGUMENTS(meaning), TEXT_ARGUMENTS(rationale));
		}
		sheet_cite(sheet, sheet_text(sheet, limit, "source"));
	}
	if (limits.count == 0)
	{
		page_paragraph(&sheet->page, "Units");
		page_words(&sheet->page, "no unit limit is on file for this date");
		write_units_coverage(sheet);
	}
}

/* The row of the fee schedule that rules look at; JSON_ABSENT where none is on file. */
static json_value
whole_fee_row(const code_sheet *sheet)
{
	sheet_list	rows = sheet_elements(sheet, sheet->root, "fee_schedule");

	for (uint32_t i = 0; i < rows.count; i++)
	{
		if (text_is(sheet_text(sheet, rows.items[i].value, "component"), "whole"))
			return rows.items[i].value;
	}
	return (json_value) {.kind = JSON_ABSENT};
}

/* The codes of relations, and whether one of them has none: each contractor decides then. */
static code_list
related_codes(const code_sheet *sheet, sheet_list relations, bool *contractor_decides)
{
	code_list	list = {0, NULL};

	*contractor_decides = false;
	code_list_reserve(&list, relations.count, sheet->memory);
	for (uint32_t i = 0; i < relations.count; i++)
	{
		text_span	code = sheet_text(sheet, relations.items[i].value, "code");

		if (code.bytes != NULL)
			code_list_add(&list, code);
		else
			*contractor_decides = true;
	}
	code_list_sort(&list);
	return list;
}

static void
write_relations(code_sheet *sheet, sheet_list relations)
{
	bool		contractor_decides;
	code_list	list = related_codes(sheet, relations, &contractor_decides);

	if (list.count > 0)
		sheet_write_codes(sheet, &list, RELATED_RUNS_MAX);
	if (list.count > 0 && contractor_decides)
		page_words(&sheet->page, "or");
	if (contractor_decides)
		page_words(&sheet->page, "what the contractor allows");
	sheet_cite(sheet, sheet_text(sheet, relations.items[0].value, "source"));
}

/* What an add-on needs beside it, and what may stand beside the code. */
static void
write_add_on(code_sheet *sheet)
{
	json_value	add_on = sheet_member(sheet, sheet->root, "add_on");
	sheet_list	primaries = sheet_elements(sheet, add_on, "added_to");
	sheet_list	additions = sheet_elements(sheet, add_on, "may_be_added");
	text_span	days = sheet_text(sheet, sheet_member(sheet, whole_fee_row(sheet), "global_days"), "value");

	if (primaries.count > 0)
	{
		text_span	meaning = sheet_text(sheet, primaries.items[0].value, "meaning");

		page_paragraph(&sheet->page, "Add-on");
		if (meaning.bytes != NULL && meaning.length > 0)
			page_words(&sheet->page, "paid %.*s, itself paid on the same date:", TEXT_ARGUMENTS(meaning));
		else
			page_words(&sheet->page, "paid only with a primary code, itself paid on the same date:");
		write_relations(sheet, primaries);
	}
	else if (text_is(days, "ZZZ"))
	{
		page_paragraph(&sheet->page, "Add-on");
		page_words(&sheet->page, "never billed alone (global period ZZZ); its primary codes are not on file for this"
				   " date");
	}
	if (additions.count > 0)
	{
		page_paragraph(&sheet->page, "Add-ons");
		page_words(&sheet->page, "that may be added to it:");
		write_relations(sheet, additions);
	}
}

/* ---- the fee schedule, as far as modifiers do not tell it ---- */

/* "; global period 000: covers the day of the procedure" */
static void
write_indicator(code_sheet *sheet, json_value row, const char *key, const char *name)
{
	json_value	indicator = sheet_member(sheet, row, key);
	text_span	value = sheet_text(sheet, indicator, "value");
	text_span	meaning = sheet_text(sheet, indicator, "meaning");

	if (value.bytes == NULL || text_is(value, "9"))
		return;
	page_write(&sheet->page, ";");
	page_words(&sheet->page, "%s %.*s%s%.*s", name, TEXT_ARGUMENTS(value), meaning.bytes != NULL ? ": " : "",
			   TEXT_ARGUMENTS(meaning));
}

/* "0.00" and the like: a percentage that says nothing. */
static bool
is_zero(text_span number)
{
	for (uint32_t i = 0; i < number.length; i++)
	{
		if (number.bytes[i] != '0' && number.bytes[i] != '.')
			return false;
	}
	return true;
}

static void
write_percents(code_sheet *sheet, json_value row)
{
	text_span	before = sheet_text(sheet, row, "preoperative_percent");
	text_span	during = sheet_text(sheet, row, "intraoperative_percent");
	text_span	after = sheet_text(sheet, row, "postoperative_percent");

	if (is_zero(before) && is_zero(during) && is_zero(after))
		return;
	page_write(&sheet->page, ";");
	page_words(&sheet->page, "before, during and after surgery %.*s, %.*s and %.*s percent", TEXT_ARGUMENTS(before),
			   TEXT_ARGUMENTS(during), TEXT_ARGUMENTS(after));
}

static void
write_unpaid_places(code_sheet *sheet, json_value row)
{
	bool		outside = sheet_member(sheet, row, "paid_outside_facility").kind == JSON_FALSE;
	bool		inside = sheet_member(sheet, row, "paid_in_facility").kind == JSON_FALSE;

	if (!outside && !inside)
		return;
	page_write(&sheet->page, ";");
	page_words(&sheet->page, "no rate %s", outside && inside ? "anywhere" : outside ? "outside of facilities"
			   : "in facilities");
}

static void
write_fee_schedule(code_sheet *sheet)
{
	json_value	row = whole_fee_row(sheet);
	json_value	status = sheet_member(sheet, row, "status");
	text_span	value = sheet_text(sheet, status, "value");
	text_span	meaning = sheet_text(sheet, status, "meaning");

	if (row.kind != JSON_OBJECT)
		return;
	page_paragraph(&sheet->page, "Medicare");
	page_words(&sheet->page, "status %.*s: %.*s", TEXT_ARGUMENTS(value), TEXT_ARGUMENTS(meaning));
	write_indicator(sheet, row, "global_days", "global period");
	write_indicator(sheet, row, "multiple", "multiple");
	write_indicator(sheet, row, "bilateral", "bilateral");
	write_percents(sheet, row);
	write_unpaid_places(sheet, row);
	sheet_cite(sheet, sheet_text(sheet, row, "source"));
}

static void
write_first(code_sheet *sheet)
{
	sheet_heading(sheet, "What to do first");
	write_unit_limits(sheet);
	write_add_on(sheet);
	sheet_write_first_modifiers(sheet);
	write_fee_schedule(sheet);
	sheet_write_first_policies(sheet);
}

/* ---- the page ---- */

/* In one run: they are many and short. */
static void
write_sources(code_sheet *sheet)
{
	if (sheet->source_count == 0)
		return;
	page_write(&sheet->page, "\n\n");
	page_paragraph(&sheet->page, "Sources");
	for (uint32_t i = 0; i < sheet->source_count; i++)
	{
		if (i > 0)
			page_write(&sheet->page, ";");
		page_words(&sheet->page, "[%u] %.*s", (unsigned int) i + 1, TEXT_ARGUMENTS(sheet->sources[i]));
	}
}

text_span
code_sheet_write(json_value document, const json_source *source, arena *memory)
{
	code_sheet	sheet = {.source = source, .memory = memory, .root = document};

	page_init(&sheet.page, memory);
	sheet.code = sheet_text(&sheet, document, "code");
	sheet.date = sheet_text(&sheet, document, "on_date");
	write_head(&sheet);
	write_first(&sheet);
	sheet_write_bundles(&sheet);
	sheet_write_modifiers(&sheet);
	sheet_write_policies(&sheet);
	write_sources(&sheet);
	return page_text(&sheet.page);
}
