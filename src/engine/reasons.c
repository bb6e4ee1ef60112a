/*
 * reasons.c
 *	  Why a line is denied: the criteria that decided against it, with what was found and what is required.
 */
#include "engine/findings.h"

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

static text_span
describe_not_met(arena *memory, const program_criterion *criterion)
{
	return arena_format(memory, "not met: %.*s", (int) criterion->text.length, criterion->text.bytes);
}

/* A message with {found} and {required} filled in; where there is none, the text of the criterion says what is not met. */
static text_span
render_message(arena *memory, const program_criterion *criterion, const finding *found, const finding *required)
{
	text_span	message = criterion->message;
	text_span	found_text,
				required_text;
	const char *end;
	char	   *out;
	size_t		length = 0;

	if (message.bytes == NULL)
		return describe_not_met(memory, criterion);
	if (memchr(message.bytes, '{', message.length) == NULL)
		return message;
	end = message.bytes + message.length;
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

static reason *
append_reason(collector *collector, const program_criterion *criterion)
{
	reason	   *reason = &collector->result->reasons[collector->result->reason_count++];

	*reason = (struct reason) {
		.criterion = criterion->id,
		.status = criterion_status_name(criterion, STATUS_NOT_MET),
		.group = criterion->group,.carc = criterion->carc,.rarc = criterion->rarc
	};
	rank_branch(collector, criterion);
	return reason;
}

/* The criterion's own test decided against the line. */
static void
add_reason(collector *collector, const program_criterion *criterion)
{
	evaluation *evaluation = collector->evaluation;
	reason	   *reason = append_reason(collector, criterion);
	bool		exclusion = criterion->kind == CRITERION_EXCLUSION;

	compare_again(evaluation, criterion->test, exclusion ? MET : NOT_MET, &reason->found, &reason->required);
	reason->message = render_message(evaluation->memory, criterion, &reason->found, &reason->required);
}

/* Neither the own test nor one thing below it decided: too few apply, or something else fails on each side. */
static void
add_group_reason(collector *collector, const program_criterion *criterion)
{
	reason	   *reason = append_reason(collector, criterion);

	reason->message = describe_not_met(collector->evaluation->memory, criterion);
}

/* The criterion itself where its own test fails, and whatever fails below it. */
static void
collect_own_and_lower(collector *collector, uint32_t index)
{
	const program_criterion *criterion = criterion_of(collector, index);

	if (criterion->kind == CRITERION_EXCLUSION)
	{
		add_reason(collector, criterion);
		return;
	}
	if (criterion->test != NO_INSTRUCTION && own_status(collector, criterion) == NOT_MET)
		add_reason(collector, criterion);
	for (uint32_t child = index + 1; child < criterion->end; child = criterion_of(collector, child)->end)
		collect_reasons(collector, child);
}

void
collect_reasons(collector *collector, uint32_t index)
{
	const program_criterion *criterion = criterion_of(collector, index);
	uint32_t	before = collector->result->reason_count;
	uint8_t		passes;

	if (collector->evaluation->statuses[index] != STATUS_NOT_MET)
		return;
	passes = keep_asked_passes(collector->evaluation, criterion->when);
	collect_own_and_lower(collector, index);
	restore_passes(collector->evaluation, passes);
	if (collector->result->reason_count == before)
		add_group_reason(collector, criterion);
}
