/*
 * findings.c
 *	  Why a line was decided as it was: the clause that decided, reasons, what is missing, and notes.
 */
#include "engine/findings.h"

#define NO_RANK INT32_MAX

const program_criterion *
criterion_of(const collector *collector, uint32_t index)
{
	return &collector->evaluation->program->criteria[index];
}

void
rank_branch(collector *collector, const program_criterion *criterion)
{
	if (criterion->branch_order >= collector->rank)
		return;
	collector->rank = criterion->branch_order;
	collector->result->branch = criterion->branch;
}

uint8_t
keep_asked_passes(evaluation *evaluation, uint32_t when)
{
	uint8_t		before = evaluation->pass_count;
	tristate	values[2];

	if (when == NO_INSTRUCTION || before == 1 || evaluation->line->side != SIDE_BILATERAL)
		return before;
	for (int i = 0; i < 2; i++)
	{
		evaluation->side = evaluation->passes[i];
		values[i] = expression_evaluate(evaluation, when);
	}
	if (values[0] != values[1])
	{
		evaluation->passes[0] = values[0] > values[1] ? SIDE_LEFT : SIDE_RIGHT;
		evaluation->pass_count = 1;
	}
	evaluation->side = evaluation->passes[0];
	return before;
}

void
restore_passes(evaluation *evaluation, uint8_t pass_count)
{
	evaluation->pass_count = pass_count;
	if (pass_count == 2)
		evaluation->side = evaluation->passes[0] = SIDE_LEFT;
}

tristate
own_status(collector *collector, const program_criterion *criterion)
{
	return test_evaluate(collector->evaluation, criterion->test, criterion->kind == CRITERION_EXCLUSION);
}

static void
collect_notes(collector *collector)
{
	const program *program = collector->evaluation->program;
	line_result *result = collector->result;

	for (uint32_t i = 0; i < program->criterion_count; i++)
	{
		const program_criterion *criterion = &program->criteria[i];

		if (collector->evaluation->statuses[i] == STATUS_NOT_ASKED)
			continue;
		for (uint32_t j = 0; j < criterion->note_count; j++)
		{
			if (criterion->notes[j].when != NO_INSTRUCTION &&
				test_evaluate(collector->evaluation, criterion->notes[j].when, false) != MET)
				continue;
			result->notes = result->notes != NULL ? result->notes : ARENA_ARRAY(collector->evaluation->memory, note, program->note_count);
			result->notes[result->note_count++] = (note) {criterion->id, criterion->notes[j].message};
		}
	}
}

/* An approval names the indication that is met, or else the first clause that is. */
static void
name_approving_branch(collector *collector)
{
	const program *program = collector->evaluation->program;

	for (uint32_t i = program->criterion_count; i > 0; i--)
	{
		const program_criterion *criterion = &program->criteria[i - 1];

		if (collector->evaluation->statuses[i - 1] == STATUS_MET && criterion->kind == CRITERION_INDICATION)
			collector->result->branch = criterion->branch;
	}
	if (collector->result->branch.bytes != NULL)
		return;
	for (uint32_t i = program->gate_count; i < program->criterion_count; i = program->criteria[i].end)
	{
		if (collector->evaluation->statuses[i] == STATUS_MET && program->criteria[i].kind == CRITERION_REQUIREMENT)
			rank_branch(collector, &program->criteria[i]);
	}
}

static void
collect_top_level(collector *collector, void (*collect) (struct collector *, uint32_t))
{
	const program *program = collector->evaluation->program;

	for (uint32_t i = 0; i < program->criterion_count; i = program->criteria[i].end)
		collect(collector, i);
}

/* No clause of the policy approves or denies: say so, rather than pend without a word. */
static void
add_silence(collector *collector)
{
	const program *program = collector->evaluation->program;
	program_criterion silence = {
		.id = program->policy,.missing_carc = TEXT_LITERAL("252"),.missing_rarc = TEXT_LITERAL("N706")
	};

	add_missing(collector, &silence, TEXT_ABSENT,
				TEXT_LITERAL("Which clause of the policy covers this service? None of its criteria applies."));
}

void
findings_collect(evaluation *evaluation, line_result *result)
{
	const program *program = evaluation->program;
	collector	collector = {.evaluation = evaluation,.result = result,.rank = NO_RANK};

	if (program->note_count > 0)
		collect_notes(&collector);
	if (result->decision == DECISION_APPROVE)
	{
		name_approving_branch(&collector);
		return;
	}
	/* a criterion asks for each fact at most once, and for its own question and condition */
	collector.facts = ARENA_ARRAY(evaluation->memory, uint32_t, program->fact_count);
	result->reasons = arena_allocate(evaluation->memory, program->criterion_count * sizeof(reason));
	result->missing = arena_allocate(evaluation->memory, program->missing_capacity * sizeof(missing_item));
	if (result->decision == DECISION_DENY)
		collect_top_level(&collector, collect_reasons);
	collect_top_level(&collector, collect_missing);
	if (result->decision != DECISION_PEND || result->missing_count > 0)
		return;
	collector.with_conditions = true;
	collect_top_level(&collector, collect_missing);
	if (result->missing_count == 0)
		add_silence(&collector);
}
