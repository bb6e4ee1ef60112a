/*
 * adjudication.c
 *	  A claim judged line by line: what coding edits find, which policies speak of a line, what each of them says, and
 *	  the worst of it.
 */
#include "engine/coding_edits.h"
#include "engine/evaluation.h"
#include "engine/fact_reader.h"
#include "engine/unused_facts.h"

typedef struct adjudicator
{
	directory  *directory;
	const json_source *source;
	arena	   *memory;
	bool		only_decision;
	uint32_t	payer;
	claim_result *result;
	fact_context facts;
	fact_container claim_facts;
	unused_fact_list unused;
	history_scratch *history;
} adjudicator;

text_span
decision_name(decision decision)
{
	switch (decision)
	{
		case DECISION_NO_POLICY:
			return TEXT_LITERAL("no_policy");
		case DECISION_APPROVE:
			return TEXT_LITERAL("approve");
		case DECISION_PEND:
			return TEXT_LITERAL("pend");
		case DECISION_DENY:
			return TEXT_LITERAL("deny");
		case DECISION_INVALID:
			break;
	}
	return TEXT_LITERAL("invalid");
}

text_span
criterion_status_name(const program_criterion *criterion, criterion_status status)
{
	switch (status)
	{
		case STATUS_MET:
			return TEXT_LITERAL("met");
		case STATUS_NOT_MET:
			return criterion->kind == CRITERION_EXCLUSION ? TEXT_LITERAL("excluded") : TEXT_LITERAL("not_met");
		case STATUS_UNKNOWN:
		case STATUS_NOT_ASKED:
			break;
	}
	return TEXT_LITERAL("unknown");
}

/* The line pends because nobody knows which version of the policy was in force. */
static void
pend_for_version(adjudicator *judge, const policy_version *version, line_result *result)
{
	missing_item *missing;
	policy_version *unknown;
	char		date[CALENDAR_DATE_TEXT_MAX];

	result->decision = DECISION_PEND;
	result->program = NULL;
	if (judge->only_decision)
		return;
	/* the version on file is not the one that decides */
	unknown = ARENA_NEW(judge->memory, policy_version);
	unknown->policy = version->policy;
	result->version = unknown;
	calendar_format(result->line->date, date);
	missing = ARENA_NEW(judge->memory, missing_item);
	missing->criterion = TEXT_LITERAL("version");
	missing->question = arena_format(judge->memory, "Which version of %.*s was in force on %s? None of those on file was.",
									 (int) version->policy.length, version->policy.bytes, date);
	missing->carc = TEXT_LITERAL("252");
	missing->rarc = TEXT_LITERAL("N706");
	result->missing = missing;
	result->missing_count = 1;
	result->branch = TEXT_LITERAL("version");
}

/* Precedence that is not settled gates: it alone is missing. */
static void
pend_for_precedence(adjudicator *judge, evaluation *evaluation, line_result *result)
{
	result->decision = DECISION_PEND;
	if (judge->only_decision)
		return;
	findings_collect(evaluation, result);
	result->branch = TEXT_LITERAL("precedence");
}

static void
evaluate_program(adjudicator *judge, const applicable_version *applicable, const fact_value *facts, line_result *result)
{
	evaluation	evaluation = {
		.program = result->program,.claim = &judge->result->claim,.line = result->line,.facts = facts,
		.history = judge->history,.memory = judge->memory
	};

	evaluation.statuses = arena_allocate(judge->memory, evaluation.program->criterion_count);
	memset(evaluation.statuses, STATUS_NOT_ASKED, evaluation.program->criterion_count);
	result->statuses = evaluation.statuses;
	evaluation_set_passes(&evaluation);
	/* two passes are put together criterion by criterion, so that both must have asked the same */
	evaluation.only_decision = judge->only_decision && evaluation.pass_count == 1;
	if (evaluation.claim->history_count > 0)
		history_scratch_reset(judge->history, evaluation.program, judge->memory);
	if (!criteria_ask_gates(&evaluation))
		pend_for_precedence(judge, &evaluation, result);
	else if (!applicable->in_force)
		pend_for_version(judge, applicable->version, result);
	else
	{
		result->decision = criteria_ask(&evaluation);
		if (!judge->only_decision)
			findings_collect(&evaluation, result);
	}
}

/* What one policy says of a line. */
static void
judge_by_policy(adjudicator *judge, const claim_line *line, const applicable_version *applicable,
				fact_container *line_facts, line_result *result)
{
	const program *program = directory_program(judge->directory, applicable->version);
	const fact_value *facts;
	bool		readable;

	/* rows that do not compile must not pass for silence, so that the program was asked for before */
	*result = (line_result) {.line = line,.decision = DECISION_NO_POLICY};
	if (applicable->silent)
		return;
	result->version = applicable->version;
	result->program = program;
	readable = facts_read(&judge->facts, result->program, &judge->claim_facts, line_facts, &facts);
	if (!judge->only_decision)
		unused_flags_add(&judge->unused, result->program, facts, &judge->claim_facts, line_facts);
	if (readable)
		evaluate_program(judge, applicable, facts, result);
	else
		*result = (line_result) {.line = line,.decision = DECISION_INVALID};
}

static fact_container
line_facts_of(adjudicator *judge, const claim_line *line)
{
	fact_container facts = {.object = line->facts};

	if (line->facts.kind == JSON_OBJECT)
		facts.path = arena_format(judge->memory, "$.lines[%u].facts", (unsigned int) (line - judge->result->claim.lines));
	return facts;
}

/* Each policy that speaks of the line is asked; the worst answer decides, the first of several that are as bad. */
static void
judge_by_policies(adjudicator *judge, const claim_line *line, fact_container *line_facts, line_result *worst)
{
	applicable_version *versions;
	line_result other;
	uint32_t	count;

	*worst = (line_result) {.line = line,.decision = DECISION_NO_POLICY};
	count = directory_find(judge->directory, judge->payer, line->code, line->date, judge->memory, &versions);
	if (count > 0)
		judge_by_policy(judge, line, &versions[0], line_facts, worst);
	for (uint32_t i = 1; i < count; i++)
	{
		judge_by_policy(judge, line, &versions[i], line_facts, &other);
		if (other.decision > worst->decision)
			*worst = other;
	}
}

static void
judge_line(adjudicator *judge, const claim_line *line, line_result *result)
{
	fact_container facts = line_facts_of(judge, line);

	if (line->invalid)
		*result = (line_result) {.line = line,.decision = DECISION_INVALID};
	else
		judge_by_policies(judge, line, &facts, result);
	if (!judge->only_decision)
		unused_facts_add(&judge->unused, &facts);
}

static void
judge_lines(adjudicator *judge)
{
	claim_result *result = judge->result;

	result->line_count = result->claim.line_count;
	result->lines = arena_allocate(judge->memory, result->line_count * sizeof(line_result));
	for (uint32_t i = 0; i < result->line_count; i++)
	{
		judge->source->check_interrupts(judge->source);
		judge_line(judge, &result->claim.lines[i], &result->lines[i]);
		result->lines[i].by_policies = result->lines[i].decision;
	}
}

/* ---- coding edits beside the policies ---- */

/* A line that a policy cannot read is invalid, whatever edits say. No clause decided where edits alone did. */
static void
apply_edits_to_line(adjudicator *judge, const edited_line *edited, decision decision, line_result *result)
{
	if (result->decision == DECISION_INVALID)
		return;
	if (decision > result->decision)
		result->branch = TEXT_ABSENT;
	result->decision = decision;
	if (!judge->only_decision)
		edited_line_report(edited, result, judge->memory);
}

/* The add-on edit comes last, because it asks what has become of the primaries. */
static void
apply_edits(adjudicator *judge, edited_claim *edited)
{
	claim_result *result = judge->result;
	decision   *decisions = arena_allocate(judge->memory, result->line_count * sizeof(*decisions));

	for (uint32_t i = 0; i < result->line_count; i++)
	{
		decision	by_edits = edit_severity_decision(edited->lines[i].findings.worst);

		decisions[i] = by_edits > result->lines[i].decision ? by_edits : result->lines[i].decision;
	}
	add_on_edit_run(edited, decisions);
	for (uint32_t i = 0; i < result->line_count; i++)
		apply_edits_to_line(judge, &edited->lines[i], decisions[i], &result->lines[i]);
}

static void
settle_claim(claim_result *result)
{
	for (uint32_t i = 0; i < result->line_count; i++)
	{
		if (result->lines[i].decision > result->decision)
			result->decision = result->lines[i].decision;
	}
	if (result->problems.count > 0 || result->claim.invalid)
		result->decision = DECISION_INVALID;
}

void
adjudicate(directory *directory, reference *reference, const json_source *source, json_value document,
		   bool only_decision, arena *memory, claim_result *result)
{
	adjudicator judge = {
		.directory = directory,.source = source,.memory = memory,.only_decision = only_decision,.result = result
	};
	edited_claim edited;

	*result = (claim_result) {.decision = DECISION_NO_POLICY};
	problem_list_init(&result->problems, memory);
	claim_read(source, document, memory, &result->claim, &result->problems);
	judge.facts = (fact_context) {directory, source, memory, &result->problems, NULL};
	judge.payer = result->claim.payer.bytes == NULL ? NO_PAYER : directory_payer(directory, result->claim.payer);
	judge.history = history_scratch_create(&result->claim, memory);
	unused_facts_init(&judge.unused, &judge.facts);
	judge.claim_facts = (fact_container) {TEXT_LITERAL("$.facts"), result->claim.facts, false};
	if (reference != NULL)
		coding_edits_run(&edited, reference, &result->claim, judge.payer, source, only_decision, memory);
	judge_lines(&judge);
	if (reference != NULL)
		apply_edits(&judge, &edited);
	if (!only_decision)
		unused_facts_add(&judge.unused, &judge.claim_facts);
	settle_claim(result);
	result->unused_facts = judge.unused.facts;
	result->unused_fact_count = judge.unused.count;
}
