/*
 * expression.c
 *	  Evaluating compiled tests, in Kleene's logic.
 */
#include "engine/evaluation.h"

bool
role_has_code(const code_role *role, cpt_code code)
{
	for (uint32_t i = 0; i < role->range_count; i++)
	{
		if (code >= role->ranges[i].first && code <= role->ranges[i].last)
			return true;
	}
	return false;
}

/* Is the value that is being compared to be noted? */
static inline bool
wants_found(const evaluation *evaluation)
{
	return evaluation->found != NULL && evaluation->found->type == FINDING_NONE;
}

static void
note_date(const evaluation *evaluation, calendar_date date)
{
	char		text[CALENDAR_DATE_TEXT_MAX];

	calendar_format(date, text);
	*evaluation->found = (finding) {.type = FINDING_TEXT,.text = arena_format(evaluation->memory, "%s", text)};
}

/* A number that is not quite known is shown as its range. */
static void
note_number(const evaluation *evaluation, decimal lowest, decimal highest)
{
	char		from[DECIMAL_TEXT_MAX],
				to[DECIMAL_TEXT_MAX];
	bool		bounded_below = decimal_compare(lowest, DECIMAL_MINIMUM) > 0;
	bool		bounded_above = decimal_compare(highest, DECIMAL_MAXIMUM) < 0;

	if (decimal_compare(lowest, highest) == 0)
	{
		*evaluation->found = (finding) {.type = FINDING_NUMBER,.number = lowest};
		return;
	}
	decimal_format(lowest, from);
	decimal_format(highest, to);
	evaluation->found->type = FINDING_TEXT;
	if (bounded_below && bounded_above)
		evaluation->found->text = arena_format(evaluation->memory, "%s to %s", from, to);
	else if (bounded_below || bounded_above)
		evaluation->found->text = arena_format(evaluation->memory, bounded_below ? "%s or more" : "%s or less",
											   bounded_below ? from : to);
	else
		evaluation->found->type = FINDING_NONE;
}

static tristate
number_at_least(decimal constant, decimal lowest, decimal highest)
{
	if (decimal_compare(lowest, constant) >= 0)
		return MET;
	return decimal_compare(highest, constant) < 0 ? NOT_MET : UNKNOWN;
}

static tristate
number_more_than(decimal constant, decimal lowest, decimal highest)
{
	if (decimal_compare(lowest, constant) > 0)
		return MET;
	return decimal_compare(highest, constant) <= 0 ? NOT_MET : UNKNOWN;
}

tristate
compare_number(const evaluation *evaluation, const instruction *comparison, decimal lowest, decimal highest)
{
	decimal		constant = comparison->number;

	if (wants_found(evaluation))
		note_number(evaluation, lowest, highest);
	switch ((comparator) comparison->comparator)
	{
		case COMPARE_AT_LEAST:
			return number_at_least(constant, lowest, highest);
		case COMPARE_LESS_THAN:
			return tristate_not(number_at_least(constant, lowest, highest));
		case COMPARE_MORE_THAN:
			return number_more_than(constant, lowest, highest);
		case COMPARE_AT_MOST:
			return tristate_not(number_more_than(constant, lowest, highest));
		default:				/* is */
			return tristate_and(number_at_least(constant, lowest, highest),
								tristate_not(number_more_than(constant, lowest, highest)));
	}
}

tristate
compare_date(const evaluation *evaluation, const instruction *comparison, calendar_date date)
{
	calendar_date service = evaluation->line->date;
	calendar_date constant = comparison->against_service ? service : comparison->date;

	if (wants_found(evaluation))
		note_date(evaluation, date);
	switch ((comparator) comparison->comparator)
	{
		case COMPARE_AT_LEAST_AGO:
			return tristate_of(calendar_add(date, comparison->interval) <= service);
		case COMPARE_MORE_THAN_AGO:
			return tristate_of(calendar_add(date, comparison->interval) < service);
		case COMPARE_AT_MOST_AGO:
			return tristate_of(calendar_add(date, comparison->interval) >= service);
		case COMPARE_LESS_THAN_AGO:
			return tristate_of(calendar_add(date, comparison->interval) > service);
		case COMPARE_BEFORE:
			return tristate_of(date < constant);
		case COMPARE_ON_OR_BEFORE:
			return tristate_of(date <= constant);
		case COMPARE_AFTER:
			return tristate_of(date > constant);
		case COMPARE_ON_OR_AFTER:
			return tristate_of(date >= constant);
		default:				/* is */
			return tristate_of(date == constant);
	}
}

tristate
compare_boolean(const evaluation *evaluation, const instruction *comparison, bool value)
{
	if (wants_found(evaluation))
		*evaluation->found = (finding) {.type = FINDING_BOOLEAN,.boolean = value};
	return tristate_of(value == comparison->boolean);
}

static tristate
compare_choice(const evaluation *evaluation, const instruction *comparison, const program_fact *fact, uint32_t choice)
{
	if (wants_found(evaluation))
		*evaluation->found = (finding) {.type = FINDING_TEXT,.text = fact->names[choice]};
	return tristate_of((comparison->set >> choice) & 1);
}

static tristate
compare_fact(const evaluation *evaluation, const instruction *comparison, uint32_t fact)
{
	const fact_value *value = &evaluation->facts[fact];

	switch ((value_type) comparison->type)
	{
		case VALUE_BOOLEAN:
			return compare_boolean(evaluation, comparison, value->boolean);
		case VALUE_NUMBER:
			return compare_number(evaluation, comparison, value->number, value->number);
		case VALUE_DATE:
			return compare_date(evaluation, comparison, value->date);
		case VALUE_CHOICE:
			return compare_choice(evaluation, comparison, &evaluation->program->facts[fact], value->choice);
	}
	return UNKNOWN;
}

static int
count_bits(uint64_t set)
{
	int			count = 0;

	for (; set != 0; set &= set - 1)
		count++;
	return count;
}

/* How many flags are true: a flag that is not there may be. */
static tristate
compare_flags(const evaluation *evaluation, const instruction *comparison, uint32_t fact)
{
	const fact_value *value = &evaluation->facts[fact];
	int64_t		names = evaluation->program->facts[fact].name_count;
	int64_t		set = value->known ? count_bits(value->flags.set) : 0;
	int64_t		cleared = value->known ? count_bits(value->flags.cleared) : 0;

	return compare_number(evaluation, comparison, DECIMAL_OF(set), DECIMAL_OF(names - cleared));
}

/* A sum of numbers: one that is not there can be anything that its declaration allows. */
static tristate
compare_sum(const evaluation *evaluation, const instruction *comparison, const program_operand *operand)
{
	decimal		lowest = DECIMAL_OF(0);
	decimal		highest = DECIMAL_OF(0);

	for (uint32_t i = 0; i < operand->fact_count; i++)
	{
		const program_fact *fact = &evaluation->program->facts[operand->facts[i]];
		const fact_value *value = &evaluation->facts[operand->facts[i]];

		if (value->known)
		{
			lowest = decimal_add(lowest, value->number);
			highest = decimal_add(highest, value->number);
			continue;
		}
		lowest = decimal_add(lowest, fact->has_minimum ? fact->minimum : DECIMAL_MINIMUM);
		highest = decimal_add(highest, fact->has_maximum ? fact->maximum : DECIMAL_MAXIMUM);
	}
	return compare_number(evaluation, comparison, lowest, highest);
}

static tristate
other_line_side(const evaluation *evaluation, history_side wanted, body_side side)
{
	body_side	needed = wanted == HISTORY_SIDE_SAME ? evaluation->side : (body_side) (SIDE_BILATERAL - evaluation->side);

	if (wanted == HISTORY_SIDE_ANY)
		return MET;
	return side == SIDE_UNKNOWN ? UNKNOWN : tristate_of((side & needed) != 0);
}

static tristate
compare_other_lines(const evaluation *evaluation, const instruction *comparison, const program_operand *operand)
{
	const claim *claim = evaluation->claim;
	int64_t		lowest = 0,
				highest = 0;

	for (uint32_t i = 0; i < claim->line_count; i++)
	{
		const claim_line *line = &claim->lines[i];
		tristate	matches;

		if (line == evaluation->line || !line->has_code || line->date != evaluation->line->date ||
			!role_has_code(&evaluation->program->roles[operand->role], line->code))
			continue;
		matches = other_line_side(evaluation, operand->side, line->side);
		lowest += matches == MET;
		highest += matches != NOT_MET;
	}
	return compare_number(evaluation, comparison, DECIMAL_OF(lowest), DECIMAL_OF(highest));
}

static tristate
compare_age(const evaluation *evaluation, const instruction *comparison)
{
	decimal		age;

	if (evaluation->claim->birth_date == CALENDAR_DATE_UNKNOWN)
		return UNKNOWN;
	age = DECIMAL_OF(calendar_age(evaluation->claim->birth_date, evaluation->line->date));
	return compare_number(evaluation, comparison, age, age);
}

/* The outcome when no entry answers: of "exists", if_none is the answer, which is still to be compared. */
static tristate
outcome_of_none(const instruction *comparison, const program_question *question)
{
	return question->ask == ASK_EXISTS && !comparison->boolean ? tristate_not(question->if_none) : question->if_none;
}

/* The first of count operands that is there, against the constant. */
static tristate
compare_operands(const evaluation *evaluation, const instruction *comparison, uint32_t first, uint32_t count)
{
	const program_operand *operand = &evaluation->program->operands[first];
	const program_question *question;

	switch (operand->kind)
	{
		case OPERAND_FACT:
			if (evaluation->facts[operand->fact].known)
				return compare_fact(evaluation, comparison, operand->fact);
			return count > 1 ? compare_operands(evaluation, comparison, first + 1, count - 1) : UNKNOWN;
		case OPERAND_HISTORY:
			question = &evaluation->program->questions[operand->question];
			return history_compare(evaluation, comparison, question,
								   count > 1 ? compare_operands(evaluation, comparison, first + 1, count - 1)
								   : outcome_of_none(comparison, question));
		case OPERAND_FLAGS:
			return compare_flags(evaluation, comparison, operand->fact);
		case OPERAND_SUM:
			return compare_sum(evaluation, comparison, operand);
		case OPERAND_UNITS:
			return compare_number(evaluation, comparison, evaluation->line->units, evaluation->line->units);
		case OPERAND_AGE:
			return compare_age(evaluation, comparison);
		case OPERAND_OTHER_LINES:
			return compare_other_lines(evaluation, comparison, operand);
	}
	return UNKNOWN;
}

/* The commonest comparisons, without a detour. */
static inline tristate
compare_shortcut(const evaluation *evaluation, const instruction *comparison)
{
	const fact_value *value = &evaluation->facts[comparison->fact];
	int			order;

	if (!value->known)
		return UNKNOWN;
	switch ((instruction_shortcut) comparison->shortcut)
	{
		case SHORTCUT_BOOLEAN_FACT:
			return tristate_of(value->boolean == comparison->boolean);
		case SHORTCUT_CHOICE_FACT:
			return tristate_of(comparison->set >> value->choice & 1);
		case SHORTCUT_NUMBER_FACT:
		case SHORTCUT_NONE:
			break;
	}
	order = decimal_compare(value->number, comparison->number);
	switch ((comparator) comparison->comparator)
	{
		case COMPARE_AT_LEAST:
			return tristate_of(order >= 0);
		case COMPARE_LESS_THAN:
			return tristate_of(order < 0);
		case COMPARE_MORE_THAN:
			return tristate_of(order > 0);
		case COMPARE_AT_MOST:
			return tristate_of(order <= 0);
		default:				/* is */
			return tristate_of(order == 0);
	}
}

static tristate
evaluate_all(const evaluation *evaluation, const instruction *test)
{
	tristate	result = MET;

	for (uint32_t i = 0; i < test->count && result != NOT_MET; i++)
		result = tristate_and(result, expression_evaluate(evaluation, test->first + i));
	return result;
}

static tristate
evaluate_any(const evaluation *evaluation, const instruction *test)
{
	tristate	result = NOT_MET;

	for (uint32_t i = 0; i < test->count && result != MET; i++)
		result = tristate_or(result, expression_evaluate(evaluation, test->first + i));
	return result;
}

static tristate
evaluate_at_least(const evaluation *evaluation, const instruction *test)
{
	uint32_t	met = 0,
				possible = 0;

	for (uint32_t i = 0; i < test->count; i++)
	{
		tristate	child = expression_evaluate(evaluation, test->first + i);

		met += child == MET;
		possible += child != NOT_MET;
	}
	return met >= test->threshold ? MET : possible < test->threshold ? NOT_MET : UNKNOWN;
}

static tristate
evaluate_modifier(const evaluation *evaluation, const instruction *test)
{
	const claim_line *line = evaluation->line;

	for (uint32_t i = 0; i < line->modifier_count; i++)
	{
		for (uint32_t j = 0; j < test->list->count; j++)
		{
			if (line->modifiers[i] == test->list->modifiers[j])
				return MET;
		}
	}
	return NOT_MET;
}

/* A line that states no side is of one side, we do not know which: it is not bilateral, unless it contradicts itself. */
static tristate
evaluate_side(const evaluation *evaluation, const instruction *test)
{
	uint64_t	one_side = UINT64_C(1) << SIDE_LEFT | UINT64_C(1) << SIDE_RIGHT;
	uint64_t	possible = evaluation->line->side_contradictory ? one_side | UINT64_C(1) << SIDE_BILATERAL : one_side;

	if (evaluation->line->side_contradictory && (test->set >> SIDE_CONTRADICTORY & 1))
		return MET;
	if (evaluation->line->side != SIDE_UNKNOWN || (test->set >> SIDE_UNKNOWN & 1))
		return tristate_of(test->set >> evaluation->line->side & 1);
	if ((test->set & possible) == possible)
		return MET;
	return (test->set & possible) != 0 ? UNKNOWN : NOT_MET;
}

static tristate
evaluate_place_of_service(const evaluation *evaluation, const instruction *test)
{
	if (evaluation->line->place_of_service == PLACE_OF_SERVICE_UNKNOWN)
		return UNKNOWN;
	for (uint32_t i = 0; i < test->list->count; i++)
	{
		if (test->list->places[i] == evaluation->line->place_of_service)
			return MET;
	}
	return NOT_MET;
}

static int
text_order(text_span left, text_span right)
{
	uint32_t	shorter = left.length < right.length ? left.length : right.length;
	int			order = memcmp(left.bytes, right.bytes, shorter);

	return order != 0 ? order : (left.length > right.length) - (left.length < right.length);
}

static bool
diagnosis_in_range(text_span diagnosis, const diagnosis_range *range)
{
	if (text_order(diagnosis, range->first) < 0)
		return false;
	if (text_order(diagnosis, range->last) <= 0)
		return true;
	return range->with_subdivisions && diagnosis.length > range->last.length &&
		memcmp(diagnosis.bytes, range->last.bytes, range->last.length) == 0;
}

static tristate
diagnosis_matches(const evaluation *evaluation, const instruction *test, uint32_t diagnosis)
{
	for (uint32_t i = 0; i < test->list->count; i++)
	{
		if (diagnosis_in_range(evaluation->claim->diagnoses[diagnosis], &test->list->diagnoses[i]))
			return MET;
	}
	return NOT_MET;
}

/* The diagnoses that the line points to, or all of the claim where it points to none. */
static tristate
evaluate_diagnosis(const evaluation *evaluation, const instruction *test)
{
	const claim_line *line = evaluation->line;
	uint32_t	count = line->pointer_count > 0 ? line->pointer_count : evaluation->claim->diagnosis_count;
	tristate	result = count == 0 ? UNKNOWN : NOT_MET;

	for (uint32_t i = 0; i < count && result != MET; i++)
		result = diagnosis_matches(evaluation, test, line->pointer_count > 0 ? line->pointers[i] : i);
	return result;
}

static tristate
evaluate_sex(const evaluation *evaluation, const instruction *test)
{
	if (evaluation->claim->sex.bytes == NULL)
		return UNKNOWN;
	for (uint32_t i = 0; i < test->list->count; i++)
	{
		if (text_equals(test->list->texts[i], evaluation->claim->sex))
			return MET;
	}
	return NOT_MET;
}

tristate
expression_evaluate(const evaluation *evaluation, uint32_t index)
{
	const instruction *test = &evaluation->program->instructions[index];

	switch ((expression_kind) test->kind)
	{
		case EXPRESSION_CONSTANT:
			return tristate_of(test->boolean);
		case EXPRESSION_ALL:
			return evaluate_all(evaluation, test);
		case EXPRESSION_ANY:
			return evaluate_any(evaluation, test);
		case EXPRESSION_NOT:
			return tristate_not(expression_evaluate(evaluation, test->first));
		case EXPRESSION_AT_LEAST:
			return evaluate_at_least(evaluation, test);
		case EXPRESSION_JUDGEMENT:
			return tristate_judgement(expression_evaluate(evaluation, test->first));
		case EXPRESSION_RECORDED:
			return tristate_of(evaluation->facts[test->fact].known);
		case EXPRESSION_COMPARE:
			if (test->shortcut != SHORTCUT_NONE && evaluation->found == NULL)
				return compare_shortcut(evaluation, test);
			return compare_operands(evaluation, test, test->first, test->count);
		case EXPRESSION_CODE:
			return tristate_of(role_has_code(&evaluation->program->roles[test->role], evaluation->line->code));
		case EXPRESSION_MODIFIER:
			return evaluate_modifier(evaluation, test);
		case EXPRESSION_SIDE:
			return evaluate_side(evaluation, test);
		case EXPRESSION_PLACE_OF_SERVICE:
			return evaluate_place_of_service(evaluation, test);
		case EXPRESSION_DIAGNOSIS:
			return evaluate_diagnosis(evaluation, test);
		case EXPRESSION_SEX:
			return evaluate_sex(evaluation, test);
		case EXPRESSION_LINE_OF_BUSINESS:
			return tristate_of(test->set >> evaluation->claim->line_of_business & 1);
		case EXPRESSION_CLAIM_TYPE:
			return tristate_of(test->set >> evaluation->claim->claim_type & 1);
	}
	return UNKNOWN;
}
