/*
 * code_sheet_policies.c
 *	  What payers say of a code, and how they turn coding edits, on its page.
 */
#include "engine/code_sheet_reader.h"

/* "Centene", or what stands for a policy of no payer. */
static text_span
payer_name(const code_sheet *sheet, json_value policy)
{
	text_span	name = sheet_text(sheet, policy, "payer_name");

	if (name.bytes == NULL)
		name = sheet_text(sheet, policy, "payer");
	return name.bytes != NULL ? name : TEXT_LITERAL("national");
}

void
sheet_write_first_policies(code_sheet *sheet)
{
	sheet_list	policies = sheet_elements(sheet, sheet->root, "policies");
	bool		empty = true;

	for (uint32_t i = 0; i < policies.count; i++)
	{
		json_value	policy = policies.items[i].value;
		json_value	denial = sheet_member(sheet, policy, "always_denied");
		text_span	payer = payer_name(sheet, policy);
		text_span	name = sheet_text(sheet, policy, "policy");
		text_span	criterion = sheet_text(sheet, denial, "criterion");

		if (denial.kind != JSON_OBJECT)
			continue;
		page_paragraph(&sheet->page, empty ? "Payers" : "");
		page_words(&sheet->page, "%.*s always denies it (%.*s, %.*s)", TEXT_ARGUMENTS(payer), TEXT_ARGUMENTS(name),
				   TEXT_ARGUMENTS(criterion));
		empty = false;
	}
}

/* "indications: I.A.1 ...; I.A.2 ..." */
static void
write_branches(code_sheet *sheet, sheet_list branches, const char *kind, const char *heading)
{
	bool		empty = true;

	for (uint32_t i = 0; i < branches.count; i++)
	{
		json_value	branch = branches.items[i].value;
		text_span	branch_kind = sheet_text(sheet, branch, "kind");
		text_span	criterion = sheet_text(sheet, branch, "criterion");
		text_span	text = sheet_text(sheet, branch, "text");

		if (!text_equals(branch_kind, (text_span) {kind, (uint32_t) strlen(kind)}))
			continue;
		if (empty)
		{
			page_paragraph(&sheet->page, "");
			page_words(&sheet->page, "%s:", heading);
		}
		else
			page_write(&sheet->page, ";");
		page_words(&sheet->page, "%.*s %.*s", TEXT_ARGUMENTS(criterion), TEXT_ARGUMENTS(text));
		empty = false;
	}
}

static void
write_denial(code_sheet *sheet, json_value denial)
{
	text_span	criterion = sheet_text(sheet, denial, "criterion");
	text_span	message = sheet_text(sheet, denial, "message");
	text_span	group = sheet_text(sheet, denial, "group");
	text_span	carc = sheet_text(sheet, denial, "carc");
	text_span	rarc = sheet_text(sheet, denial, "rarc");

	page_paragraph(&sheet->page, "");
	page_words(&sheet->page, "always denied by %.*s: %.*s (%.*s %.*s%s%.*s)", TEXT_ARGUMENTS(criterion),
			   TEXT_ARGUMENTS(message), TEXT_ARGUMENTS(group), TEXT_ARGUMENTS(carc), rarc.bytes != NULL ? ", " : "",
			   TEXT_ARGUMENTS(rarc));
}

static void
write_policy(code_sheet *sheet, json_value policy)
{
	sheet_list	branches = sheet_elements(sheet, policy, "branches");
	sheet_list	precedences = sheet_elements(sheet, policy, "comes_after");
	json_value	denial = sheet_member(sheet, policy, "always_denied");
	text_span	payer = payer_name(sheet, policy);
	text_span	name = sheet_text(sheet, policy, "policy");
	text_span	version = sheet_text(sheet, policy, "version");
	text_span	from = sheet_text(sheet, policy, "effective_from");
	text_span	to = sheet_text(sheet, policy, "effective_to");

	page_paragraph(&sheet->page, "Policy");
	page_words(&sheet->page, "%.*s %.*s, version %.*s, from %.*s%s%.*s", TEXT_ARGUMENTS(payer), TEXT_ARGUMENTS(name),
			   TEXT_ARGUMENTS(version), TEXT_ARGUMENTS(from), to.bytes != NULL ? " to " : " on", TEXT_ARGUMENTS(to));
	sheet_cite(sheet, sheet_text(sheet, policy, "source"));
	if (denial.kind == JSON_OBJECT)
		write_denial(sheet, denial);
	else
	{
		write_branches(sheet, branches, "indication", "covered for");
		write_branches(sheet, branches, "exclusion", "not covered when");
	}
	for (uint32_t i = 0; i < precedences.count; i++)
	{
		text_span	text = sheet_text(sheet, precedences.items[i].value, "text");

		if (i == 0)
			page_paragraph(&sheet->page, "");
		else
			page_write(&sheet->page, ";");
		page_words(&sheet->page, "%.*s", TEXT_ARGUMENTS(text));
	}
}

/* Payers that an overview names: their own rules are to be asked for. */
static void
write_payers(code_sheet *sheet)
{
	sheet_list	payers = sheet_elements(sheet, sheet->root, "payers");

	for (uint32_t i = 0; i < payers.count; i++)
	{
		text_span	payer = sheet_text(sheet, payers.items[i].value, "payer");

		if (i == 0)
		{
			page_paragraph(&sheet->page, "Ask");
			page_words(&sheet->page, "payers that an overview looks at, whose own rules may differ:");
		}
		else
			page_write(&sheet->page, ",");
		page_words(&sheet->page, "%.*s", TEXT_ARGUMENTS(payer));
		if (i + 1 == payers.count)
			sheet_cite(sheet, sheet_text(sheet, payers.items[i].value, "source"));
	}
}

/* The name in a setting, or what "*" stands for. */
static text_span
name_or_all(text_span name, text_span all)
{
	return text_is(name, "*") ? all : name;
}

static void
write_settings(code_sheet *sheet)
{
	sheet_list	settings = sheet_elements(sheet, sheet->root, "edit_settings");

	for (uint32_t i = 0; i < settings.count; i++)
	{
		json_value	setting = settings.items[i].value;
		text_span	edit = name_or_all(sheet_text(sheet, setting, "edit"), TEXT_LITERAL("all"));
		text_span	severity = sheet_text(sheet, setting, "severity");
		text_span	payer = name_or_all(sheet_text(sheet, setting, "payer"), TEXT_LITERAL("every payer"));
		text_span	business = name_or_all(sheet_text(sheet, setting, "line_of_business"),
										   TEXT_LITERAL("all business"));

		page_paragraph(&sheet->page, i == 0 ? "Edits" : "");
		page_words(&sheet->page, "%.*s: %.*s, for %.*s, %.*s", TEXT_ARGUMENTS(edit), TEXT_ARGUMENTS(severity),
				   TEXT_ARGUMENTS(payer), TEXT_ARGUMENTS(business));
	}
}

void
sheet_write_policies(code_sheet *sheet)
{
	sheet_list	policies = sheet_elements(sheet, sheet->root, "policies");

	page_write(&sheet->page, "\n\n");
	if (policies.count == 0)
	{
		page_paragraph(&sheet->page, "Policy");
		page_words(&sheet->page, "no policy on file speaks of it on this date");
	}
	for (uint32_t i = 0; i < policies.count; i++)
		write_policy(sheet, policies.items[i].value);
	write_payers(sheet);
	write_settings(sheet);
}
