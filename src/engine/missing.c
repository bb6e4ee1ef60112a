/*
 * missing.c
 *	  What a line waits for: facts that are not there, and questions that only a person can answer.
 */
#include "engine/findings.h"

void
add_missing(collector *collector, const program_criterion *criterion, text_span fact, text_span question)
{
	line_result *result = collector->result;

	if (question.bytes == NULL)
		question = criterion->text;
	result->missing[result->missing_count++] = (missing_item) {
		.criterion = criterion->id,.fact = fact,.question = question,
		.carc = criterion->missing_carc,.rarc = criterion->missing_rarc
	};
	if (result->decision == DECISION_PEND)
		rank_branch(collector, criterion);
}

/* Ask for a fact that is not there, once a criterion. */
static void
add_missing_fact(collector *collector, const program_criterion *criterion, uint32_t fact)
{
	const program_fact *declaration = &collector->evaluation->program->facts[fact];

	for (uint32_t i = 0; i < collector->fact_count; i++)
	{
		if (collector->facts[i] == fact)
			return;
	}
	collector->facts[collector->fact_count++] = fact;
	add_missing(collector, criterion, declaration->name, declaration->question);
}

/* Is a fact of this operand without a value that would say more? */
static bool
fact_is_open(const evaluation *evaluation, uint32_t fact)
{
	const program_fact *declaration = &evaluation->program->facts[fact];
	const fact_value *value = &evaluation->facts[fact];

	if (!value->known || declaration->type != FACT_FLAGS)
		return !value->known;
	return declaration->name_count < FACT_NAMES_MAX
		? (value->flags.set | value->flags.cleared) != (UINT64_C(1) << declaration->name_count) - 1
		: (value->flags.set | value->flags.cleared) != UINT64_MAX;
}

static void
collect_operand_facts(collector *collector, const program_criterion *criterion, const program_operand *operand)
{
	if ((operand->kind == OPERAND_FACT || operand->kind == OPERAND_FLAGS) && fact_is_open(collector->evaluation, operand->fact))
		add_missing_fact(collector, criterion, operand->fact);
	for (uint32_t i = 0; operand->kind == OPERAND_SUM && i < operand->fact_count; i++)
	{
		if (fact_is_open(collector->evaluation, operand->facts[i]))
			add_missing_fact(collector, criterion, operand->facts[i]);
	}
}

/* The facts that leave a test unknown. */
static void
collect_open_facts(collector *collector, const program_criterion *criterion, uint32_t index)
{
	const program *program = collector->evaluation->program;
	const instruction *test = &program->instructions[index];

	if (test_evaluate(collector->evaluation, index, false) != UNKNOWN)
		return;
	switch (test->kind)
	{
		case EXPRESSION_ALL:
		case EXPRESSION_ANY:
		case EXPRESSION_AT_LEAST:
		case EXPRESSION_NOT:
		case EXPRESSION_JUDGEMENT:
			for (uint32_t i = 0; i < test->count; i++)
				collect_open_facts(collector, criterion, test->first + i);
			break;
		case EXPRESSION_COMPARE:
			for (uint32_t i = 0; i < test->count; i++)
				collect_operand_facts(collector, criterion, &program->operands[test->first + i]);
			break;
		default:
			break;
	}
}

/* The first fact below a test, whatever its value. */
static text_span
first_fact(const program *program, uint32_t index)
{
	const instruction *test = &program->instructions[index];
	text_span	fact = TEXT_ABSENT;

	if (test->kind == EXPRESSION_COMPARE)
	{
		const program_operand *operand = &program->operands[test->first];

		if (operand->kind == OPERAND_FACT || operand->kind == OPERAND_FLAGS)
			return program->facts[operand->fact].name;
		return operand->kind == OPERAND_SUM ? program->facts[operand->facts[0]].name : TEXT_ABSENT;
	}
	if (test->kind > EXPRESSION_JUDGEMENT)
		return TEXT_ABSENT;
	for (uint32_t i = 0; i < test->count && fact.bytes == NULL; i++)
		fact = first_fact(program, test->first + i);
	return fact;
}

/* The fact that raised a judgement, if one did. */
static text_span
judged_fact(evaluation *evaluation, uint32_t index)
{
	const instruction *test = &evaluation->program->instructions[index];
	text_span	fact = TEXT_ABSENT;

	if (test_evaluate(evaluation, index, false) != UNKNOWN || test->kind == EXPRESSION_CONSTANT || test->kind > EXPRESSION_JUDGEMENT)
		return TEXT_ABSENT;
	if (test->kind == EXPRESSION_JUDGEMENT && test_evaluate(evaluation, test->first, false) == MET)
		return first_fact(evaluation->program, test->first);
	for (uint32_t i = 0; i < test->count && fact.bytes == NULL; i++)
		fact = judged_fact(evaluation, test->first + i);
	return fact;
}

/* What would settle a test that is unknown: facts, or else an answer to the criterion's own question. */
static void
collect_unknown_test(collector *collector, const program_criterion *criterion, uint32_t test)
{
	uint32_t	before = collector->result->missing_count;

	collector->fact_count = 0;
	collect_open_facts(collector, criterion, test);
	if (collector->result->missing_count == before)
		add_missing(collector, criterion, judged_fact(collector->evaluation, test), criterion->question);
}

/* Is the criterion's own test unknown? A gate stays shut until its test is met. */
static bool
is_open(collector *collector, const program_criterion *criterion)
{
	if (criterion->test == NO_INSTRUCTION)
		return false;
	return criterion->kind == CRITERION_GATE || own_status(collector, criterion) == UNKNOWN;
}

static void collect_missing_children(collector *collector, uint32_t index);

/* What the criterion itself waits for; false when that includes its condition, so that what lies below is not asked. */
static bool
collect_own_missing(collector *collector, const program_criterion *criterion)
{
	if (test_evaluate(collector->evaluation, criterion->when, false) != MET)
	{
		/* another criterion asks for what the condition needs; see findings_collect */
		if (collector->with_conditions)
			collect_unknown_test(collector, criterion, criterion->when);
		return false;
	}
	if (is_open(collector, criterion))
		collect_unknown_test(collector, criterion, criterion->test);
	return true;
}

void
collect_missing(collector *collector, uint32_t index)
{
	const program_criterion *criterion = criterion_of(collector, index);
	uint8_t		status = collector->evaluation->statuses[index];
	uint8_t		passes;

	if (status == STATUS_MET || status == STATUS_NOT_ASKED)
		return;
	if (criterion->kind == CRITERION_EXCLUSION && status == STATUS_NOT_MET)
		return;
	passes = keep_asked_passes(collector->evaluation, criterion->when);
	if (collect_own_missing(collector, criterion))
		collect_missing_children(collector, index);
	restore_passes(collector->evaluation, passes);
}

static void
collect_missing_children(collector *collector, uint32_t index)
{
	const program_criterion *criterion = criterion_of(collector, index);
	const uint8_t *statuses = collector->evaluation->statuses;
	bool		still_open = criterion->combination != COMBINE_ALL && statuses[index] == STATUS_UNKNOWN;

	for (uint32_t child = index + 1; child < criterion->end; child = criterion_of(collector, child)->end)
	{
		/* an alternative that failed does not matter while another one is open */
		if (!still_open || statuses[child] != STATUS_NOT_MET)
			collect_missing(collector, child);
	}
}
