/*
 * explanation.c
 *	  The decision as a page that a person reads.
 */
#include "engine/explanation.h"

#include "engine/excerpt.h"
#include "engine/page.h"
#include "engine/problem_index.h"

static const char *
business_name(line_of_business business)
{
	static const char *const names[] = {
		[BUSINESS_COMMERCIAL] = "commercial",
		[BUSINESS_MEDICARE] = "Medicare",
		[BUSINESS_MEDICAID] = "Medicaid",
		[BUSINESS_MARKETPLACE] = "marketplace",
	};

	return names[business];
}

/* A value that the claim gave, made fit to be quoted. */
static text_span
given_text(json_value value, const json_source *source, arena *memory)
{
	if (value.kind == JSON_STRING)
		return excerpt(memory, json_string(value));
	if (value.kind == JSON_NUMBER)
		return excerpt(memory, source->number_text(source, value, memory));
	return TEXT_ABSENT;
}

static void
write_heading(page *page, const claim_result *result, const json_source *source)
{
	text_span	claim_id = given_text(result->claim.claim_id, source, page->memory);
	text_span	payer = result->claim.payer;
	text_span	decision = decision_name(result->decision);

	page_write(page, "Claim%s%.*s: %.*s\n", claim_id.bytes != NULL ? " " : "", TEXT_ARGUMENTS(claim_id),
			   TEXT_ARGUMENTS(decision));
	if (payer.bytes != NULL)
	{
		payer = excerpt(page->memory, payer);
		page_write(page, "  payer %.*s,", TEXT_ARGUMENTS(payer));
	}
	else
		page_write(page, "  no payer named,");
	page_write(page, " %s, %s claim", business_name(result->claim.line_of_business),
			   result->claim.claim_type == CLAIM_INSTITUTIONAL ? "institutional" : "professional");
}

static void
write_code(page *page, const claim_line *line, const json_source *source)
{
	char		code[CPT_CODE_LENGTH + 1];
	text_span	given;

	if (line->has_code)
	{
		cpt_code_format(line->code, code);
		page_words(page, "%s", code);
		return;
	}
	given = given_text(line->code_given, source, page->memory);
	if (given.bytes != NULL)
		page_words(page, "\"%.*s\"", TEXT_ARGUMENTS(given));
	else
		page_words(page, "no readable code");
}

/* "27096 LT, 1 unit, on 2024-03-01, place of service 24" */
static void
write_asked(page *page, const claim_line *line, const json_source *source)
{
	char		modifier[CPT_MODIFIER_LENGTH + 1];
	char		units[DECIMAL_TEXT_MAX];
	char		date[CALENDAR_DATE_TEXT_MAX];

	page_paragraph(page, "Asked");
	write_code(page, line, source);
	for (uint32_t i = 0; i < line->modifier_count; i++)
	{
		cpt_modifier_format(line->modifiers[i], modifier);
		page_words(page, "%s", modifier);
	}
	decimal_format(line->units, units);
	page_write(page, ",");
	page_words(page, "%s unit%s", units, strcmp(units, "1") == 0 ? "" : "s");
	if (line->date != CALENDAR_DATE_UNKNOWN)
	{
		calendar_format(line->date, date);
		page_write(page, ",");
		page_words(page, "on %s", date);
	}
	if (line->place_of_service != PLACE_OF_SERVICE_UNKNOWN)
	{
		page_write(page, ",");
		page_words(page, "place of service %02d", (int) line->place_of_service);
	}
}

static void
write_decider(page *page, const line_result *line)
{
	if (line->version == NULL)
	{
		if (line->decision == DECISION_NO_POLICY)
		{
			page_paragraph(page, "Decided");
			page_words(page, "by no policy: none speaks of this code for this payer on this date");
		}
		return;
	}
	page_paragraph(page, "Decided");
	page_words(page, "by %.*s, version %.*s", TEXT_ARGUMENTS(line->version->policy),
			   TEXT_ARGUMENTS(line->version->version));
	if (line->branch.bytes != NULL)
		page_words(page, "(%.*s)", TEXT_ARGUMENTS(line->branch));
}

/* "CO 50, N130" as far as they are there, behind what was said before. */
static void
write_codes(page *page, text_span group, text_span carc, text_span rarc)
{
	if (carc.bytes == NULL)
		return;
	page_words(page, "(%s%.*s%s%.*s%s%.*s)",
			   group.bytes != NULL ? "" : "CARC ", TEXT_ARGUMENTS(group), group.bytes != NULL ? " " : "",
			   TEXT_ARGUMENTS(carc), rarc.bytes != NULL ? ", " : "", TEXT_ARGUMENTS(rarc));
}

static void
write_reasons(page *page, const line_result *line)
{
	for (uint32_t i = 0; i < line->reason_count; i++)
	{
		const reason *reason = &line->reasons[i];

		page_paragraph(page, i == 0 ? "Against" : "");
		page_words(page, "%.*s: %.*s", TEXT_ARGUMENTS(reason->criterion), TEXT_ARGUMENTS(reason->message));
		write_codes(page, reason->group, reason->carc, reason->rarc);
	}
}

/* The criteria of one status, in the policy's order; the heading only when there are any. Returns how many. */
static uint32_t
write_statuses(page *page, const line_result *line, const char *label, const char *heading, criterion_status status)
{
	uint32_t	count = 0;

	for (uint32_t i = 0; i < line->program->criterion_count; i++)
	{
		if (line->statuses[i] != status)
			continue;
		if (count++ == 0)
		{
			page_paragraph(page, label);
			page_words(page, "%s:", heading);
		}
		else
			page_write(page, ",");
		page_words(page, "%.*s", TEXT_ARGUMENTS(line->program->criteria[i].id));
	}
	return count;
}

static void
write_trace(page *page, const line_result *line)
{
	uint32_t	count;

	if (line->program == NULL)
		return;
	count = write_statuses(page, line, "Found", "met", STATUS_MET);
	count += write_statuses(page, line, count == 0 ? "Found" : "", "not met", STATUS_NOT_MET);
	write_statuses(page, line, count == 0 ? "Found" : "", "unknown", STATUS_UNKNOWN);
}

static void
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

static void
write_notes(page *page, const line_result *line)
{
	for (uint32_t i = 0; i < line->note_count; i++)
	{
		page_paragraph(page, i == 0 ? "Note" : "");
		page_words(page, "%.*s: %.*s", TEXT_ARGUMENTS(line->notes[i].criterion), TEXT_ARGUMENTS(line->notes[i].message));
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

/* Was the fact of this missing item, or the lack of one, listed before? */
static bool
is_repeated(const line_result *line, uint32_t item)
{
	for (uint32_t i = 0; i < item; i++)
		if (text_equals(line->missing[i].fact, line->missing[item].fact))
			return true;
	return false;
}

static void
write_missing_facts(page *page, const line_result *line)
{
	bool		first = true;

	for (uint32_t i = 0; i < line->missing_count; i++)
	{
		const program_fact *fact = declared_fact(line->program, line->missing[i].fact);

		if (is_repeated(line, i))
			continue;
		page_paragraph(page, first ? "Send" : "");
		first = false;
		if (fact != NULL)
			write_fact(page, fact);
		else if (line->missing[i].fact.bytes != NULL)
			page_words(page, "%.*s", TEXT_ARGUMENTS(line->missing[i].fact));
		else
			page_words(page, "the record that answers what no fact does, for a person to judge");
	}
}

static void
write_send(page *page, const line_result *line)
{
	if (line->missing_count > 0)
	{
		write_missing_facts(page, line);
		return;
	}
	page_paragraph(page, "Send");
	if (line->decision == DECISION_INVALID)
		page_words(page, "the line again, corrected");
	else if (line->reason_count > 0)
		page_words(page, "nothing is missing; only a record that shows otherwise can change this");
	else
		page_words(page, "nothing");
}

static void
write_problems(page *page, const problem_list *problems, const problem_index *index, uint32_t line)
{
	const char *label = "Wrong";

	for (uint32_t i = index->first[line]; i != NO_PROBLEM; i = index->next[i])
	{
		text_span	sentence = problem_sentence(&problems->problems[i], page->memory);

		page_paragraph(page, label);
		page_words(page, "%.*s", TEXT_ARGUMENTS(sentence));
		write_codes(page, TEXT_ABSENT, problems->problems[i].carc, problems->problems[i].rarc);
		label = "";
	}
}

static void
write_line(page *page, const line_result *line, const json_source *source)
{
	text_span	decision = decision_name(line->decision);

	page_write(page, "\n\nLine %d: %.*s\n", (int) line->line->number, TEXT_ARGUMENTS(decision));
	page->column = 0;
	write_asked(page, line->line, source);
	write_decider(page, line);
}

static void
write_findings(page *page, const line_result *line)
{
	write_reasons(page, line);
	write_trace(page, line);
	write_missing(page, line);
	write_notes(page, line);
	write_send(page, line);
}

static void
write_unused_facts(page *page, const claim_result *result)
{
	for (uint32_t i = 0; i < result->unused_fact_count; i++)
	{
		const unused_fact *unused = &result->unused_facts[i];
		text_span	name = excerpt(page->memory, unused->fact);

		page_write(page, i == 0 ? "\n\nFacts that no policy asks for\n" : "\n");
		page_write(page, "  %.*s", TEXT_ARGUMENTS(name));
		if (unused->did_you_mean.bytes != NULL)
			page_write(page, ": perhaps %.*s is meant", TEXT_ARGUMENTS(unused->did_you_mean));
	}
}

text_span
explanation_write(const claim_result *result, const json_source *source, arena *memory)
{
	problem_index index = problem_index_create(&result->problems, result->line_count, memory);
	page		page;

	page_init(&page, memory);
	write_heading(&page, result, source);
	write_problems(&page, &result->problems, &index, result->line_count);
	for (uint32_t i = 0; i < result->line_count; i++)
	{
		write_line(&page, &result->lines[i], source);
		write_problems(&page, &result->problems, &index, i);
		write_findings(&page, &result->lines[i]);
	}
	write_unused_facts(&page, result);
	return page_text(&page);
}
