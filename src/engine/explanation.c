/*
 * explanation.c
 *	  The decision as a page that a person reads.
 */
#include "engine/explanation.h"

#include "engine/excerpt.h"
#include "engine/explainer.h"
#include "engine/problem_index.h"

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

static void
write_heading(explainer *explainer)
{
	const claim *claim = &explainer->claim.result->claim;
	text_span	claim_id = given_text(&explainer->claim, claim->claim_id, EXCERPT_BYTES);
	text_span	decision = decision_name(explainer->claim.result->decision);

	page_write(&explainer->page, "Claim%s%.*s: %.*s\n", claim_id.bytes != NULL ? " " : "", TEXT_ARGUMENTS(claim_id),
			   TEXT_ARGUMENTS(decision));
	if (claim->payer.bytes != NULL)
	{
		text_span	payer = excerpt(explainer->claim.memory, claim->payer);

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
	text_span	given = given_text(&explainer->claim, line->code_given, EXCERPT_BYTES);

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

/* "CP.MP.166, version 2023-08 (I.A.1)" */
static void
write_policy(page *page, const line_result *line)
{
	const policy_version *version = line->version;

	if (version->version.bytes == NULL)
		page_words(page, "no version of %.*s: none was in force on this date", TEXT_ARGUMENTS(version->policy));
	else
		page_words(page, "%.*s, version %.*s", TEXT_ARGUMENTS(version->policy), TEXT_ARGUMENTS(version->version));
	if (line->branch.bytes != NULL)
		page_words(page, "(%.*s)", TEXT_ARGUMENTS(line->branch));
}

/* What decided against a policy, or in its place. */
static void
write_deciding_edits(page *page, const line_result *line)
{
	text_span	alone = decision_name(line->by_policies);

	page_words(page, "by national coding edits;");
	if (line->version == NULL)
		page_words(page, "no policy speaks of this code for this payer on this date");
	else
	{
		page_words(page, "without them: %.*s, by", TEXT_ARGUMENTS(alone));
		write_policy(page, line);
	}
}

static void
write_decider(page *page, const line_result *line)
{
	if (line->decision == DECISION_INVALID)
		return;
	page_paragraph(page, "Decided");
	if (is_decided_by_edits(line))
		write_deciding_edits(page, line);
	else if (line->version == NULL)
		page_words(page, "by no policy: none speaks of this code for this payer on this date");
	else
	{
		page_words(page, "by");
		write_policy(page, line);
	}
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
	const claim_problem *problems = explainer->claim.result->problems.problems;

	for (uint32_t i = index->first[line]; i != NO_PROBLEM; i = index->next[i])
	{
		text_span	sentence = problem_sentence(&problems[i], explainer->claim.memory);

		page_paragraph(&explainer->page, i == index->first[line] ? "Wrong" : "");
		page_words(&explainer->page, "%.*s", TEXT_ARGUMENTS(sentence));
		write_codes(&explainer->page, TEXT_ABSENT, problems[i].carc, problems[i].rarc);
	}
}

static void
write_line(explainer *explainer, uint32_t number, const problem_index *index)
{
	page	   *page = &explainer->page;
	const line_result *line = &explainer->claim.result->lines[number];
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
	const claim_result *result = explainer->claim.result;

	for (uint32_t i = 0; i < result->unused_fact_count; i++)
	{
		const unused_fact *unused = &result->unused_facts[i];
		text_span	name = excerpt(explainer->claim.memory, unused->fact);

		page_write(&explainer->page, i == 0 ? "\n\nFacts that no policy asks for\n" : "\n");
		page_write(&explainer->page, "  %.*s", TEXT_ARGUMENTS(name));
		if (unused->did_you_mean.bytes != NULL)
			page_write(&explainer->page, ": perhaps %.*s is meant", TEXT_ARGUMENTS(unused->did_you_mean));
	}
}

text_span
explanation_write(const claim_result *result, const json_source *source, arena *memory)
{
	explainer	explainer = {.claim = {.result = result,.source = source,.memory = memory}};
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
