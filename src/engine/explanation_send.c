/*
 * explanation_send.c
 *	  The end of an explained line: what is missing, and what to send.
 */
#include "engine/explainer.h"

/* "(CO 50, N130)" or, without a group, "(CARC 252, N706)". */
void
write_codes(page *page, text_span group, text_span carc, text_span rarc)
{
	if (carc.bytes == NULL)
		return;
	if (group.bytes == NULL)
		group = TEXT_LITERAL("CARC");
	page_words(page, "(%.*s %.*s%s%.*s)", TEXT_ARGUMENTS(group), TEXT_ARGUMENTS(carc),
			   rarc.bytes != NULL ? ", " : "", TEXT_ARGUMENTS(rarc));
}

void
write_missing(page *page, const line_result *line)
{
	for (uint32_t i = 0; i < line->missing_count; i++)
	{
		const missing_item *item = &line->missing[i];

		page_paragraph(page, i == 0 ? "Missing" : "");
		page_words(page, "%.*s: %.*s", TEXT_ARGUMENTS(item->criterion), TEXT_ARGUMENTS(item->question));
		write_codes(page, TEXT_ABSENT, item->carc, item->rarc);
	}
}

static const program_fact *
declared_fact(const program *program, text_span name)
{
	for (uint32_t i = 0; program != NULL && i < program->fact_count; i++)
		if (text_equals(program->facts[i].name, name))
			return &program->facts[i];
	return NULL;
}

static void
write_names(page *page, const program_fact *fact)
{
	for (uint32_t i = 0; i < fact->name_count; i++)
	{
		if (i > 0)
			page_write(page, ",");
		page_words(page, "%.*s", TEXT_ARGUMENTS(fact->names[i]));
	}
}

/* "nsaid_weeks: a number" */
static void
write_fact(page *page, const program_fact *fact)
{
	page_words(page, "%.*s:", TEXT_ARGUMENTS(fact->name));
	switch (fact->type)
	{
		case FACT_BOOLEAN:
			page_words(page, "true or false");
			break;
		case FACT_NUMBER:
			page_words(page, "a number");
			break;
		case FACT_DATE:
			page_words(page, "a date, YYYY-MM-DD");
			break;
		case FACT_CHOICE:
			page_words(page, "one of");
			write_names(page, fact);
			break;
		case FACT_FLAGS:
			page_words(page, "true or false for each of");
			write_names(page, fact);
			break;
	}
}

/* Is the fact in this object, and not null? */
static bool
has_fact(const explainer *explainer, json_value facts, text_span name)
{
	uint32_t	count = 0;
	const json_member *members = NULL;

	if (facts.kind == JSON_OBJECT)
		members = explainer->source->members(explainer->source, facts, explainer->memory, &count);
	for (uint32_t i = 0; i < count; i++)
		if (text_equals(members[i].key, name))
			return json_is_present(members[i].value);
	return false;
}

/* A fact that is there, and yet not enough, is one for a person to judge; but flags may be there in part. */
static void
write_missing_fact(explainer *explainer, const line_result *line, text_span name)
{
	const program_fact *fact = declared_fact(line->program, name);
	bool		given = has_fact(explainer, line->line->facts, name) ||
		has_fact(explainer, explainer->result->claim.facts, name);

	if (name.bytes == NULL)
		page_words(&explainer->page, "a record that settles the question above, for a person to judge");
	else if (fact == NULL || (given && fact->type != FACT_FLAGS))
		page_words(&explainer->page, "a record about %.*s, for a person to judge", TEXT_ARGUMENTS(name));
	else
		write_fact(&explainer->page, fact);
}

/* What settles a question of a coding edit. */
static const char *
edit_record(coding_edit edit)
{
	switch (edit)
	{
		case EDIT_CODE_DATE:
			return "the code that was valid on the date, or a record of the date";
		case EDIT_MODIFIER_UNKNOWN:
		case EDIT_MODIFIER_CODE:
		case EDIT_MODIFIER_PAIR:
			return "the line with modifiers that fit, or a record that bears them out";
		case EDIT_ADD_ON:
			return "the line of the primary procedure, or its record";
		case EDIT_PTP:
			return "the record of both services, to show whether they were separate";
		case EDIT_MUE:
			return "the record of every unit, to show why it was needed";
		case EDIT_PLACE:
			break;
	}
	return "the place of service";
}

/* Was the same asked for before? Of policies, the same fact or the lack of one; of edits, the same edit. */
static bool
is_repeated(const line_result *line, uint32_t item)
{
	const missing_item *asked = &line->missing[item];

	for (uint32_t i = 0; i < item; i++)
	{
		const missing_item *before = &line->missing[i];
		bool		edits = asked->detail_count > 0 || before->detail_count > 0;

		if (edits ? text_equals(before->criterion, asked->criterion) : text_equals(before->fact, asked->fact))
			return true;
	}
	return false;
}

static void
write_missing_item(explainer *explainer, const line_result *line, const missing_item *item)
{
	coding_edit edit;

	if (item->detail_count > 0 && coding_edit_of_name(item->criterion, &edit))
		page_words(&explainer->page, "%s", edit_record(edit));
	else
		write_missing_fact(explainer, line, item->fact);
}

static void
write_nothing_missing(page *page, const line_result *line)
{
	if (line->decision == DECISION_INVALID)
		page_words(page, "the line again, corrected");
	else if (line->reason_count == 0)
		page_words(page, "nothing");
	else if (is_decided_by_edits(line))
		page_words(page, "nothing is missing; only the line coded otherwise, as the record bears out, can change this");
	else
		page_words(page, "nothing is missing; only a record that shows otherwise can change this");
}

void
write_send(explainer *explainer, const line_result *line)
{
	page_paragraph(&explainer->page, "Send");
	for (uint32_t i = 0; i < line->missing_count; i++)
	{
		if (is_repeated(line, i))
			continue;
		if (i > 0)
			page_paragraph(&explainer->page, "");
		write_missing_item(explainer, line, &line->missing[i]);
	}
	if (line->missing_count == 0)
		write_nothing_missing(&explainer->page, line);
}
