/*
 * explanation.c
 *	  The decision as a page that a person reads.
 */
#include "engine/explanation.h"

#include "engine/excerpt.h"
#include "engine/page.h"
#include "engine/problem_index.h"

typedef struct explainer
{
	page		page;
	arena	   *memory;
	const claim_result *result;
	const json_source *source;
} explainer;

/* What a list of criteria holds: those of one status, requirements or exclusions. */
typedef struct trace_list
{
	const char *heading;
	criterion_status status;
	bool		exclusions;
} trace_list;

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
given_text(const explainer *explainer, json_value value)
{
	if (value.kind == JSON_STRING)
		return excerpt(explainer->memory, json_string(value));
	if (value.kind == JSON_NUMBER)
		return excerpt(explainer->memory, explainer->source->number_text(explainer->source, value, explainer->memory));
	return TEXT_ABSENT;
}

static void
write_heading(explainer *explainer)
{
	const claim *claim = &explainer->result->claim;
	text_span	claim_id = given_text(explainer, claim->claim_id);
	text_span	decision = decision_name(explainer->result->decision);

	page_write(&explainer->page, "Claim%s%.*s: %.*s\n", claim_id.bytes != NULL ? " " : "", TEXT_ARGUMENTS(claim_id),
			   TEXT_ARGUMENTS(decision));
	if (claim->payer.bytes != NULL)
	{
		text_span	payer = excerpt(explainer->memory, claim->payer);

		page_write(&explainer->page, "  payer %.*s,", TEXT_ARGUMENTS(payer));
	}
	else
		page_write(&explainer->page, "  no payer named,");
	page_write(&explainer->page, " %s, %s claim", business_name(claim->line_of_business),
			   claim->claim_type == CLAIM_INSTITUTIONAL ? "institutional" : "professional");
}

/* ---- what was asked ---- */

static void
write_code(explainer *explainer, const claim_line *line)
{
	char		code[CPT_CODE_LENGTH + 1];
	text_span	given = given_text(explainer, line->code_given);

	if (line->has_code)
	{
		cpt_code_format(line->code, code);
		page_words(&explainer->page, "%s", code);
	}
	else if (given.bytes != NULL)
		page_words(&explainer->page, "\"%.*s\"", TEXT_ARGUMENTS(given));
	else
		page_words(&explainer->page, "no readable code");
}

static void
write_modifiers(page *page, const claim_line *line)
{
	char		modifier[CPT_MODIFIER_LENGTH + 1];

	for (uint32_t i = 0; i < line->modifier_count; i++)
	{
		cpt_modifier_format(line->modifiers[i], modifier);
		page_words(page, "%s", modifier);
	}
}

/* ", 1 unit, on 2024-03-01, place of service 24" */
static void
write_service(page *page, const claim_line *line)
{
	char		units[DECIMAL_TEXT_MAX];
	char		date[CALENDAR_DATE_TEXT_MAX];

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
write_asked(explainer *explainer, const claim_line *line)
{
	page_paragraph(&explainer->page, "Asked");
	write_code(explainer, line);
	write_modifiers(&explainer->page, line);
	write_service(&explainer->page, line);
}

/* ---- what was found ---- */

static void
write_decider(page *page, const line_result *line)
{
	const policy_version *version = line->version;

	if (version == NULL && line->decision != DECISION_NO_POLICY)
		return;
	page_paragraph(page, "Decided");
	if (version == NULL)
	{
		page_words(page, "by no policy: none speaks of this code for this payer on this date");
		return;
	}
	if (version->version.bytes == NULL)
		page_words(page, "by no version of %.*s: none was in force on this date", TEXT_ARGUMENTS(version->policy));
	else
		page_words(page, "by %.*s, version %.*s", TEXT_ARGUMENTS(version->policy), TEXT_ARGUMENTS(version->version));
	if (line->branch.bytes != NULL)
		page_words(page, "(%.*s)", TEXT_ARGUMENTS(line->branch));
}

/* "(CO 50, N130)" or, without a group, "(CARC 252, N706)". */
static void
write_codes(page *page, text_span group, text_span carc, text_span rarc)
{
	if (carc.bytes == NULL)
		return;
	if (group.bytes == NULL)
		group = TEXT_LITERAL("CARC");
	page_words(page, "(%.*s %.*s%s%.*s)", TEXT_ARGUMENTS(group), TEXT_ARGUMENTS(carc),
			   rarc.bytes != NULL ? ", " : "", TEXT_ARGUMENTS(rarc));
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

static bool
is_listed(const line_result *line, uint32_t criterion, const trace_list *list)
{
	return line->statuses[criterion] == list->status &&
		(line->program->criteria[criterion].kind == CRITERION_EXCLUSION) == list->exclusions;
}

/* The criteria of a list in the policy's order, with its heading; false, and nothing, when there are none. */
static bool
write_list(page *page, const line_result *line, const trace_list *list, const char *label)
{
	bool		empty = true;

	for (uint32_t i = 0; i < line->program->criterion_count; i++)
	{
		if (!is_listed(line, i, list))
			continue;
		if (empty)
		{
			page_paragraph(page, label);
			page_words(page, "%s:", list->heading);
		}
		else
			page_write(page, ",");
		page_words(page, "%.*s", TEXT_ARGUMENTS(line->program->criteria[i].id));
		empty = false;
	}
	return !empty;
}

static void
write_trace(page *page, const line_result *line)
{
	static const trace_list lists[] = {
		{"met", STATUS_MET, false},
		{"not met", STATUS_NOT_MET, false},
		{"unknown", STATUS_UNKNOWN, false},
		{"exclusions that apply", STATUS_NOT_MET, true},
		{"exclusions that may apply", STATUS_UNKNOWN, true},
		{"exclusions that do not apply", STATUS_MET, true},
	};
	const char *label = "Found";

	for (size_t i = 0; line->program != NULL && i < sizeof(lists) / sizeof(lists[0]); i++)
		if (write_list(page, line, &lists[i], label))
			label = "";
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

/* What is wrong with a line or, by the number behind the last line, with the claim. */
static void
write_problems(explainer *explainer, const problem_index *index, uint32_t line)
{
	const claim_problem *problems = explainer->result->problems.problems;

	for (uint32_t i = index->first[line]; i != NO_PROBLEM; i = index->next[i])
	{
		text_span	sentence = problem_sentence(&problems[i], explainer->memory);

		page_paragraph(&explainer->page, i == index->first[line] ? "Wrong" : "");
		page_words(&explainer->page, "%.*s", TEXT_ARGUMENTS(sentence));
		write_codes(&explainer->page, TEXT_ABSENT, problems[i].carc, problems[i].rarc);
	}
}

/* ---- what is missing, and what to send ---- */

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
write_send(explainer *explainer, const line_result *line)
{
	page_paragraph(&explainer->page, "Send");
	for (uint32_t i = 0; i < line->missing_count; i++)
	{
		if (is_repeated(line, i))
			continue;
		if (i > 0)
			page_paragraph(&explainer->page, "");
		write_missing_fact(explainer, line, line->missing[i].fact);
	}
	if (line->missing_count > 0)
		return;
	if (line->decision == DECISION_INVALID)
		page_words(&explainer->page, "the line again, corrected");
	else if (line->reason_count > 0)
		page_words(&explainer->page, "nothing is missing; only a record that shows otherwise can change this");
	else
		page_words(&explainer->page, "nothing");
}

static void
write_line(explainer *explainer, uint32_t number, const problem_index *index)
{
	page	   *page = &explainer->page;
	const line_result *line = &explainer->result->lines[number];
	text_span	decision = decision_name(line->decision);

	page_write(page, "\n\nLine %d: %.*s", (int) line->line->number, TEXT_ARGUMENTS(decision));
	write_asked(explainer, line->line);
	write_decider(page, line);
	write_problems(explainer, index, number);
	write_reasons(page, line);
	write_trace(page, line);
	write_missing(page, line);
	write_notes(page, line);
	write_send(explainer, line);
}

static void
write_unused_facts(explainer *explainer)
{
	const claim_result *result = explainer->result;

	for (uint32_t i = 0; i < result->unused_fact_count; i++)
	{
		const unused_fact *unused = &result->unused_facts[i];
		text_span	name = excerpt(explainer->memory, unused->fact);

		page_write(&explainer->page, i == 0 ? "\n\nFacts that no policy asks for\n" : "\n");
		page_write(&explainer->page, "  %.*s", TEXT_ARGUMENTS(name));
		if (unused->did_you_mean.bytes != NULL)
			page_write(&explainer->page, ": perhaps %.*s is meant", TEXT_ARGUMENTS(unused->did_you_mean));
	}
}

text_span
explanation_write(const claim_result *result, const json_source *source, arena *memory)
{
	explainer	explainer = {.memory = memory, .result = result, .source = source};
	problem_index index = problem_index_create(&result->problems, result->line_count, memory);

	page_init(&explainer.page, memory);
	write_heading(&explainer);
	write_problems(&explainer, &index, result->line_count);
	if (index.first[result->line_count] != NO_PROBLEM)
	{
		page_paragraph(&explainer.page, "Send");
		page_words(&explainer.page, "the claim again, corrected");
	}
	for (uint32_t i = 0; i < result->line_count; i++)
		write_line(&explainer, i, &index);
	write_unused_facts(&explainer);
	return page_text(&explainer.page);
}
