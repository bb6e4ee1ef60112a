/*
 * findings.c
 *	  Why a line was decided as it was: reasons, what is missing, notes, and the clause that decided.
 */
#include "engine/evaluation.h"

#define NO_RANK INT32_MAX

typedef struct collector
{
	evaluation *evaluation;
	line_result *result;
	int32_t		rank;			/* of the clause that decides so far */
	bool		with_conditions;	/* collect criteria whose condition is unknown, too */
	uint32_t	fact_count;		/* facts already asked for, of the criterion at hand */
	uint32_t   *facts;
} collector;

static const program_criterion *
criterion_of(const collector *collector, uint32_t index)
{
	return &collector->evaluation->program->criteria[index];
}

/* Of the clauses that decide, the policy's ranking names one. */
static void
rank_branch(collector *collector, const program_criterion *criterion)
{
	if (criterion->branch_order >= collector->rank)
		return;
	collector->rank = criterion->branch_order;
	collector->result->branch = criterion->branch;
}

/* The status of a criterion's own test, without what lies below it. */
static tristate
own_status(collector *collector, const program_criterion *criterion)
{
	return test_evaluate(collector->evaluation, criterion->test, criterion->kind == CRITERION_EXCLUSION);
}

/* Turn the evaluation to a pass in which a test has the value, so that what is found there explains it. */
static void
turn_to_pass(evaluation *evaluation, uint32_t test, tristate value)
{
	for (int i = 0; i < evaluation->pass_count; i++)
	{
		evaluation->side = evaluation->passes[i];
		if (expression_evaluate(evaluation, test) == value)
			return;
	}
	evaluation->side = evaluation->passes[0];
}

/* The comparison that made a test what it is. */
static const instruction *
deciding_comparison(const evaluation *evaluation, uint32_t index)
{
	const instruction *test = &evaluation->program->instructions[index];
	tristate	value = expression_evaluate(evaluation, index);
	uint32_t	deciding = test->first;

	if (test->kind == EXPRESSION_COMPARE)
		return test;
	if (test->count == 0 || test->kind == EXPRESSION_RECORDED)
		return NULL;
	if (test->kind == EXPRESSION_ALL || test->kind == EXPRESSION_ANY || test->kind == EXPRESSION_AT_LEAST)
	{
		for (uint32_t i = test->count; i > 0; i--)
		{
			if (expression_evaluate(evaluation, test->first + i - 1) == value)
				deciding = test->first + i - 1;
		}
	}
	return deciding_comparison(evaluation, deciding);
}

static text_span
choice_names(const evaluation *evaluation, const instruction *comparison)
{
	const program_operand *operand = &evaluation->program->operands[comparison->first];
	const program_fact *fact = &evaluation->program->facts[operand->fact];
	text_span	list = TEXT_LITERAL("");

	for (uint32_t i = 0; i < fact->name_count; i++)
	{
		if (comparison->set >> i & 1)
			list = arena_format(evaluation->memory, "%s%s%s", list.bytes, list.length > 0 ? ", " : "", fact->names[i].bytes);
	}
	return list;
}

static text_span
required_date(const evaluation *evaluation, const instruction *comparison)
{
	char		text[CALENDAR_DATE_TEXT_MAX];
	char		interval[32];

	if (comparison->comparator >= COMPARE_AT_LEAST_AGO && comparison->comparator <= COMPARE_LESS_THAN_AGO)
		return arena_format(evaluation->memory, "%s", calendar_interval_format(comparison->interval, interval));
	calendar_format(comparison->against_service ? evaluation->line->date : comparison->date, text);
	return arena_format(evaluation->memory, "%s", text);
}

static finding
required_of(const evaluation *evaluation, const instruction *comparison)
{
	switch (comparison->type)
	{
		case VALUE_BOOLEAN:
			return (finding) {.type = FINDING_BOOLEAN,.boolean = comparison->boolean};
		case VALUE_NUMBER:
			return (finding) {.type = FINDING_NUMBER,.number = comparison->number};
		case VALUE_DATE:
			return (finding) {.type = FINDING_TEXT,.text = required_date(evaluation, comparison)};
		case VALUE_CHOICE:
			return (finding) {.type = FINDING_TEXT,.text = choice_names(evaluation, comparison)};
	}
	return (finding) {.type = FINDING_NONE};
}

/* What the deciding comparison found and required. */
static void
compare_again(evaluation *evaluation, uint32_t test, tristate value, finding *found, finding *required)
{
	const instruction *comparison;

	turn_to_pass(evaluation, test, value);
	comparison = deciding_comparison(evaluation, test);
	if (comparison != NULL)
	{
		*required = required_of(evaluation, comparison);
		evaluation->found = found;
		expression_evaluate(evaluation, (uint32_t) (comparison - evaluation->program->instructions));
		evaluation->found = NULL;
	}
	evaluation->side = evaluation->passes[0];
}

static text_span
finding_text(arena *memory, const finding *value)
{
	char		number[DECIMAL_TEXT_MAX];

	switch (value->type)
	{
		case FINDING_BOOLEAN:
			return value->boolean ? TEXT_LITERAL("true") : TEXT_LITERAL("false");
		case FINDING_NUMBER:
			decimal_format(value->number, number);
			return arena_format(memory, "%s", number);
		case FINDING_TEXT:
			return value->text;
		case FINDING_NONE:
			break;
	}
	return TEXT_LITERAL("an unknown value");
}

static size_t
append(char *out, size_t length, text_span text)
{
	memcpy(out + length, text.bytes, text.length);
	return length + text.length;
}

static bool
starts_with(const char *at, const char *end, const char *word)
{
	size_t		length = strlen(word);

	return (size_t) (end - at) >= length && memcmp(at, word, length) == 0;
}

/* A message with {found} and {required} filled in; where there is none, the text of the criterion says what is not met. */
static text_span
render_message(arena *memory, const program_criterion *criterion, const finding *found, const finding *required)
{
	text_span	message = criterion->message;
	text_span	found_text,
				required_text;
	const char *end = message.bytes + message.length;
	char	   *out;
	size_t		length = 0;

	if (message.bytes == NULL)
		return arena_format(memory, "not met: %.*s", (int) criterion->text.length, criterion->text.bytes);
	if (memchr(message.bytes, '{', message.length) == NULL)
		return message;
	found_text = finding_text(memory, found);
	required_text = finding_text(memory, required);
	/* each placeholder is at least seven bytes long, so there are at most this many */
	out = arena_allocate(memory, message.length + (message.length / 7 + 1) * ((size_t) found_text.length + required_text.length));
	for (const char *at = message.bytes; at < end;)
	{
		if (starts_with(at, end, "{found}"))
		{
			length = append(out, length, found_text);
			at += sizeof("{found}") - 1;
		}
		else if (starts_with(at, end, "{required}"))
		{
			length = append(out, length, required_text);
			at += sizeof("{required}") - 1;
		}
		else
			out[length++] = *at++;
	}
	return (text_span) {out, (uint32_t) length};
}

static void
add_reason(collector *collector, uint32_t index)
{
	const program_criterion *criterion = criterion_of(collector, index);
	reason	   *reason = &collector->result->reasons[collector->result->reason_count++];
	bool		exclusion = criterion->kind == CRITERION_EXCLUSION;

	*reason = (struct reason) {
		.criterion = criterion->id,
		.status = criterion_status_name(criterion, STATUS_NOT_MET),
		.group = criterion->group,.carc = criterion->carc,.rarc = criterion->rarc
	};
	compare_again(collector->evaluation, criterion->test, exclusion ? MET : NOT_MET, &reason->found, &reason->required);
	reason->message = render_message(collector->evaluation->memory, criterion, &reason->found, &reason->required);
	rank_branch(collector, criterion);
}

/* The lowest criteria that decided against the line. */
static void
collect_reasons(collector *collector, uint32_t index)
{
	const program_criterion *criterion = criterion_of(collector, index);

	if (collector->evaluation->statuses[index] != STATUS_NOT_MET)
		return;
	if (criterion->kind == CRITERION_EXCLUSION)
	{
		add_reason(collector, index);
		return;
	}
	if (criterion->test != NO_INSTRUCTION && own_status(collector, criterion) == NOT_MET)
		add_reason(collector, index);
	for (uint32_t child = index + 1; child < criterion->end; child = criterion_of(collector, child)->end)
		collect_reasons(collector, child);
}

static void
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

/* What is unknown and would matter if the failed criteria were met. */
static void
collect_missing(collector *collector, uint32_t index)
{
	const program_criterion *criterion = criterion_of(collector, index);
	uint8_t		status = collector->evaluation->statuses[index];

	if (status == STATUS_MET || status == STATUS_NOT_ASKED)
		return;
	if (criterion->kind == CRITERION_EXCLUSION && status == STATUS_NOT_MET)
		return;
	if (test_evaluate(collector->evaluation, criterion->when, false) != MET)
	{
		/* another criterion asks for what the condition needs; see findings_collect */
		if (collector->with_conditions)
			collect_unknown_test(collector, criterion, criterion->when);
		return;
	}
	if (is_open(collector, criterion))
		collect_unknown_test(collector, criterion, criterion->test);
	collect_missing_children(collector, index);
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
	program_criterion silence = {.id = program->policy};

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
