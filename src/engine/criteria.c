/*
 * criteria.c
 *	  Asking the criteria of a program: the status of each, and the decision that follows.
 */
#include "engine/evaluation.h"

static tristate ask_criterion(evaluation *evaluation, uint32_t index);

/* Unilateral lines and lines without anything to compare sides with need one pass only. */
void
evaluation_set_passes(evaluation *evaluation)
{
	body_side	side = evaluation->line->side;
	bool		sides_matter = evaluation->program->by_side &&
		(evaluation->claim->history_count > 0 || evaluation->claim->line_count > 1);

	evaluation->pass_count = 1;
	evaluation->passes[0] = side == SIDE_RIGHT ? SIDE_RIGHT : SIDE_LEFT;
	if (sides_matter && (side == SIDE_BILATERAL || side == SIDE_UNKNOWN))
	{
		evaluation->pass_count = 2;
		evaluation->passes[1] = SIDE_RIGHT;
	}
	evaluation->side = evaluation->passes[0];
}

/* A bilateral line must satisfy on both sides; of a line of unknown side only what both sides share is known. */
static tristate
merge_passes(const evaluation *evaluation, tristate left, tristate right)
{
	return evaluation->line->side == SIDE_BILATERAL ? tristate_and(left, right) : tristate_agree(left, right);
}

/* "all" asks each child that applies; a group of which none applies is not asked itself. */
static tristate
combine_children(evaluation *evaluation, const program_criterion *criterion, uint32_t index, uint32_t *asked)
{
	uint32_t	met = 0,
				possible = 0;

	*asked = 0;
	for (uint32_t child = index + 1; child < criterion->end; child = evaluation->program->criteria[child].end)
	{
		tristate	status = ask_criterion(evaluation, child);

		if (evaluation->statuses[child] == STATUS_NOT_ASKED)
			continue;
		(*asked)++;
		met += status == MET;
		possible += status != NOT_MET;
		if (evaluation->only_decision && criterion->combination == COMBINE_ALL && status == NOT_MET)
			return NOT_MET;
	}
	switch (criterion->combination)
	{
		case COMBINE_ANY:
			return met > 0 ? MET : possible > 0 ? UNKNOWN : NOT_MET;
		case COMBINE_AT_LEAST:
			return met >= criterion->threshold ? MET : possible < criterion->threshold ? NOT_MET : UNKNOWN;
		case COMBINE_ALL:
			break;
	}
	return met == *asked ? MET : possible == *asked ? UNKNOWN : NOT_MET;
}

/* An exclusion stands against the line where its test is met and no exception lifts it; the exception is asked only then. */
static tristate
ask_exclusion(evaluation *evaluation, const program_criterion *criterion, uint32_t index)
{
	tristate	applies = expression_evaluate(evaluation, criterion->test);

	if (applies == MET && criterion->end > index + 1)
	{
		tristate	exception = ask_criterion(evaluation, index + 1);

		if (evaluation->statuses[index + 1] != STATUS_NOT_ASKED)
			applies = tristate_and(applies, tristate_not(exception));
	}
	return tristate_not(applies);
}

static tristate
ask_requirement(evaluation *evaluation, const program_criterion *criterion, uint32_t index, bool *asked)
{
	tristate	own = criterion->test == NO_INSTRUCTION ? MET : expression_evaluate(evaluation, criterion->test);
	uint32_t	children_asked;
	tristate	children;

	*asked = true;
	if (criterion->end == index + 1)
		return own;
	children = combine_children(evaluation, criterion, index, &children_asked);
	if (children_asked == 0)
	{
		*asked = criterion->test != NO_INSTRUCTION;
		return own;
	}
	return tristate_and(own, children);
}

/* The status of a criterion on the side of this pass, and of all below it. One whose condition is unknown is itself unknown. */
static tristate
ask_criterion(evaluation *evaluation, uint32_t index)
{
	const program_criterion *criterion = &evaluation->program->criteria[index];
	tristate	condition = criterion->when == NO_INSTRUCTION ? MET : expression_evaluate(evaluation, criterion->when);
	tristate	status = UNKNOWN;
	bool		asked = condition != NOT_MET;

	if (condition == MET && criterion->kind == CRITERION_EXCLUSION)
		status = ask_exclusion(evaluation, criterion, index);
	else if (condition == MET)
		status = ask_requirement(evaluation, criterion, index, &asked);
	evaluation->statuses[index] = asked ? (uint8_t) status : STATUS_NOT_ASKED;
	return status;
}

static void
ask_top_level(evaluation *evaluation)
{
	const program *program = evaluation->program;

	for (uint32_t i = program->gate_count; i < program->criterion_count; i = program->criteria[i].end)
	{
		if (ask_criterion(evaluation, i) == NOT_MET && evaluation->statuses[i] != STATUS_NOT_ASKED && evaluation->only_decision)
			return;
	}
}

/* What is asked on one side only is as unknown on the other as a condition that is not settled. */
static uint8_t
merge_status(const evaluation *evaluation, uint8_t left, uint8_t right)
{
	if (left == right)
		return left;
	if (left == STATUS_NOT_ASKED || right == STATUS_NOT_ASKED)
	{
		uint8_t		asked = left == STATUS_NOT_ASKED ? right : left;

		return evaluation->line->side == SIDE_BILATERAL ? asked : STATUS_UNKNOWN;
	}
	return (uint8_t) merge_passes(evaluation, (tristate) left, (tristate) right);
}

static void
ask_other_side(evaluation *evaluation)
{
	uint32_t	count = evaluation->program->criterion_count;
	uint8_t    *left = evaluation->statuses;

	evaluation->statuses = arena_allocate(evaluation->memory, count);
	memset(evaluation->statuses, STATUS_NOT_ASKED, count);
	evaluation->side = evaluation->passes[1];
	ask_top_level(evaluation);
	for (uint32_t i = evaluation->program->gate_count; i < count; i++)
		left[i] = merge_status(evaluation, left[i], evaluation->statuses[i]);
	evaluation->statuses = left;
	evaluation->side = evaluation->passes[0];
}

tristate
test_evaluate(evaluation *evaluation, uint32_t index, bool against)
{
	tristate	values[2];

	if (index == NO_INSTRUCTION)
		return MET;
	for (int i = 0; i < evaluation->pass_count; i++)
	{
		evaluation->side = evaluation->passes[i];
		values[i] = expression_evaluate(evaluation, index);
		if (against)
			values[i] = tristate_not(values[i]);
	}
	evaluation->side = evaluation->passes[0];
	return evaluation->pass_count == 2 ? merge_passes(evaluation, values[0], values[1]) : values[0];
}

bool
criteria_ask_gates(evaluation *evaluation)
{
	bool		open = true;

	for (uint32_t i = 0; i < evaluation->program->gate_count; i++)
	{
		const program_criterion *gate = &evaluation->program->criteria[i];

		if (test_evaluate(evaluation, gate->when, false) == NOT_MET)
			continue;
		evaluation->statuses[i] = test_evaluate(evaluation, gate->test, false) == MET ? STATUS_MET : STATUS_UNKNOWN;
		open &= evaluation->statuses[i] == STATUS_MET;
	}
	return open;
}

decision
criteria_ask(evaluation *evaluation)
{
	const program *program = evaluation->program;
	decision	result = DECISION_PEND;
	bool		unknown = false;

	ask_top_level(evaluation);
	if (evaluation->pass_count == 2)
		ask_other_side(evaluation);
	for (uint32_t i = program->gate_count; i < program->criterion_count; i = program->criteria[i].end)
	{
		uint8_t		status = evaluation->statuses[i];

		if (status == STATUS_NOT_MET)
			return DECISION_DENY;
		unknown |= status == STATUS_UNKNOWN;
		/* only a requirement that is met approves: that no exclusion applies is not enough */
		if (status == STATUS_MET && program->criteria[i].kind != CRITERION_EXCLUSION)
			result = DECISION_APPROVE;
	}
	return unknown ? DECISION_PEND : result;
}
