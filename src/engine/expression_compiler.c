/*
 * expression_compiler.c
 *	  Compiling tests: each becomes one instruction, its children a run of instructions behind it.
 */
#include "engine/policy_compiler.h"

#include "engine/ascii.h"
#include "engine/diagnosis.h"

/* Questions about the same role and side are about the same procedures. */
static uint32_t
question_family(compiler *compiler, const program_question *question)
{
	for (const program_question *other = compiler->program->questions; other < question; other++)
	{
		if (other->role == question->role && other->side == question->side)
			return other->family;
	}
	return compiler->program->family_count++;
}

static void
compile_question(compiler *compiler, const history_question *source, program_operand *operand)
{
	program_question *question = &compiler->program->questions[compiler->program->question_count];

	operand->question = compiler->program->question_count++;
	question->role = compiler_role(compiler, source->path, source->codes);
	if (source->kind.bytes != NULL)
		question->kind = text_is(source->kind, "diagnostic") ? PROCEDURE_DIAGNOSTIC : PROCEDURE_THERAPEUTIC;
	question->side = source->side;
	question->family = question_family(compiler, question);
	question->has_window = source->has_window;
	question->window = source->window;
	question->including_anniversary = source->including_anniversary;
	question->has_course_gap = source->has_course_gap;
	question->course_gap = source->course_gap;
	question->ask = source->ask;
	question->nth = source->nth;
	question->of_date = source->of_date;
	question->if_none = (tristate) source->if_none;
	if (source->has_course_gap && (source->ask == ASK_COUNT || source->ask == ASK_BEST))
		compiler_fault(compiler, source->path,
					   "expected \"course_gap\" only with exists, first, second, third or latest");
	/* even where any side will do: what is done on the line's own day and side is no earlier procedure */
	compiler->program->by_side = true;
}

static value_type
question_type(const program_question *question)
{
	if (question->ask == ASK_EXISTS)
		return VALUE_BOOLEAN;
	if (question->ask == ASK_COUNT || question->ask == ASK_BEST)
		return VALUE_NUMBER;
	return question->of_date ? VALUE_DATE : VALUE_NUMBER;
}

static void
compile_sum(compiler *compiler, const operand_model *source, program_operand *operand)
{
	if (source->name_count > FACTS_MAX)
	{
		compiler_fault(compiler, source->path, "expected a sum of at most %d facts", FACTS_MAX);
		return;
	}
	operand->fact_count = source->name_count;
	operand->facts = ARENA_ARRAY(compiler->memory, uint32_t, source->name_count);
	for (uint32_t i = 0; i < source->name_count; i++)
	{
		uint32_t	fact = compiler_fact(compiler, source->path, source->names[i]);

		operand->facts[i] = fact;
		if (fact != NO_NAME && compiler->program->facts[fact].type != FACT_NUMBER)
			compiler_fault(compiler, source->path, "expected facts that are numbers, but \"%s\" is none",
						   compiler_quote(compiler, source->names[i]));
	}
}

/* A single fact or set of flags; its type. */
static value_type
compile_fact_operand(compiler *compiler, const operand_model *source, program_operand *operand)
{
	static const value_type types[] = {
		[FACT_BOOLEAN] = VALUE_BOOLEAN,[FACT_NUMBER] = VALUE_NUMBER,[FACT_DATE] = VALUE_DATE,
		[FACT_CHOICE] = VALUE_CHOICE,[FACT_FLAGS] = VALUE_NUMBER
	};
	fact_type	type;

	operand->fact = compiler_fact(compiler, source->path, source->names[0]);
	if (operand->fact == NO_NAME)
		return VALUE_BOOLEAN;
	type = compiler->program->facts[operand->fact].type;
	if ((type == FACT_FLAGS) != (source->kind == OPERAND_FLAGS))
		compiler_fault(compiler, source->path,
					   "expected \"flags\" with a fact of the type flags, and \"fact\" with any other");
	return types[type];
}

static value_type
compile_operand(compiler *compiler, const operand_model *source, program_operand *operand)
{
	operand->kind = source->kind;
	operand->side = source->side;
	switch (source->kind)
	{
		case OPERAND_FACT:
		case OPERAND_FLAGS:
			return compile_fact_operand(compiler, source, operand);
		case OPERAND_SUM:
			compile_sum(compiler, source, operand);
			return VALUE_NUMBER;
		case OPERAND_HISTORY:
			compile_question(compiler, source->question, operand);
			return question_type(&compiler->program->questions[operand->question]);
		case OPERAND_OTHER_LINES:
			operand->role = compiler_role(compiler, source->path, source->names[0]);
			compiler->program->by_side |= source->side != HISTORY_SIDE_ANY;
			return VALUE_NUMBER;
		case OPERAND_UNITS:
		case OPERAND_AGE:
			break;
	}
	return VALUE_NUMBER;
}

static void
compile_choices(compiler *compiler, const expression *test, const program_operand *operand, instruction *target)
{
	const program_fact *fact = &compiler->program->facts[operand->fact];
	const comparison *comparison = &test->comparison;
	uint32_t	count = comparison->comparator == COMPARE_IN ? comparison->text_count : 1;
	const text_span *texts = comparison->comparator == COMPARE_IN ? comparison->texts : &comparison->text;

	for (uint32_t i = 0; i < count; i++)
	{
		uint32_t	name = program_fact_name(fact, texts[i]);

		if (name == NO_NAME)
			compiler_fault(compiler, test->path, "expected a value of the fact \"%s\", found \"%s\"",
						   compiler_quote(compiler, fact->name), compiler_quote(compiler, texts[i]));
		else
			target->set |= UINT64_C(1) << (name % FACT_NAMES_MAX);
	}
}

static bool
is_interval_comparator(comparator comparator)
{
	return comparator >= COMPARE_AT_LEAST_AGO && comparator <= COMPARE_LESS_THAN_AGO;
}

static bool
comparison_fits(const comparison *comparison, value_type type)
{
	switch (type)
	{
		case VALUE_BOOLEAN:
			return comparison->comparator == COMPARE_IS && (comparison->kind == JSON_TRUE ||
															comparison->kind == JSON_FALSE);
		case VALUE_NUMBER:
			return comparison->comparator <= COMPARE_LESS_THAN && comparison->kind == JSON_NUMBER;
		case VALUE_DATE:
			return comparison->comparator >= COMPARE_AT_LEAST_AGO ||
				(comparison->comparator == COMPARE_IS && comparison->kind == JSON_STRING);
		case VALUE_CHOICE:
			return comparison->comparator == COMPARE_IN ||
				(comparison->comparator == COMPARE_IS && comparison->kind == JSON_STRING);
	}
	return false;
}

static void
compile_date_constant(compiler *compiler, const expression *test, instruction *target)
{
	const comparison *comparison = &test->comparison;

	target->interval = comparison->interval;
	if (is_interval_comparator(comparison->comparator))
		return;
	target->against_service = text_is(comparison->text, "date_of_service");
	if (!target->against_service && !calendar_parse(comparison->text.bytes, comparison->text.length, &target->date))
		compiler_fault(compiler, test->path, "expected a date as YYYY-MM-DD or \"date_of_service\", found \"%s\"",
					   compiler_quote(compiler, comparison->text));
}

static void
compile_constant(compiler *compiler, const expression *test, const program_operand *operand, instruction *target)
{
	static const char *const expected[] = {
		[VALUE_BOOLEAN] = "\"is\" with true or false",
		[VALUE_NUMBER] = "\"is\", \"at_least\", \"at_most\", \"more_than\" or \"less_than\" with a number",
		[VALUE_DATE] = "a comparison for dates, such as \"at_least_ago\" or \"before\"",
		[VALUE_CHOICE] = "\"is\" or \"in\" with values of the fact"
	};

	target->comparator = (uint8_t) test->comparison.comparator;
	target->boolean = test->comparison.kind == JSON_TRUE;
	if (!comparison_fits(&test->comparison, (value_type) target->type))
		compiler_fault(compiler, test->path, "expected %s", expected[target->type]);
	else if (target->type == VALUE_NUMBER)
		target->number = test->comparison.number;
	else if (target->type == VALUE_DATE)
		compile_date_constant(compiler, test, target);
	else if (target->type == VALUE_CHOICE)
		compile_choices(compiler, test, operand, target);
}

static void
set_shortcut(const program *program, instruction *target)
{
	static const uint8_t shortcuts[] = {
		[VALUE_BOOLEAN] = SHORTCUT_BOOLEAN_FACT,[VALUE_NUMBER] = SHORTCUT_NUMBER_FACT,[VALUE_DATE] = SHORTCUT_NONE,
		[VALUE_CHOICE] = SHORTCUT_CHOICE_FACT
	};
	const program_operand *operand = &program->operands[target->first];

	if (target->count != 1 || operand->kind != OPERAND_FACT)
		return;
	target->shortcut = shortcuts[target->type];
	target->fact = operand->fact;
}

/* Do two facts to choose from list the same values in the same order? A comparison holds their places. */
static bool
same_values(const program *program, uint32_t first, uint32_t other)
{
	const program_fact *left = &program->facts[program->operands[first].fact];
	const program_fact *right = &program->facts[program->operands[first + other].fact];

	if (left->name_count != right->name_count)
		return false;
	for (uint32_t i = 0; i < left->name_count; i++)
	{
		if (!text_equals(left->names[i], right->names[i]))
			return false;
	}
	return true;
}

/* Is every fact declared? A fact without a name is the reader's fault and has no type to compare with. */
static bool
facts_are_declared(const program *program, const instruction *comparison)
{
	for (uint32_t i = 0; i < comparison->count; i++)
	{
		const program_operand *operand = &program->operands[comparison->first + i];

		if ((operand->kind == OPERAND_FACT || operand->kind == OPERAND_FLAGS) && operand->fact == NO_NAME)
			return false;
	}
	return comparison->count > 0;
}

static void
compile_comparison(compiler *compiler, const expression *test, instruction *target)
{
	uint32_t	faults_before = compiler->faults->total;

	target->first = compiler->program->operand_count;
	target->count = test->operand_count;
	compiler->program->operand_count += test->operand_count;
	for (uint32_t i = 0; i < test->operand_count; i++)
	{
		value_type	type = compile_operand(compiler, &test->operands[i],
										   &compiler->program->operands[target->first + i]);

		if (i > 0 && compiler->faults->total == faults_before &&
			(type != target->type || (type == VALUE_CHOICE && !same_values(compiler->program, target->first, i))))
			compiler_fault(compiler, test->path,
						   "expected all of \"either\" to have one type, and choices the same values");
		target->type = (uint8_t) type;
	}
	if (compiler->faults->total == faults_before && facts_are_declared(compiler->program, target))
	{
		compile_constant(compiler, test, &compiler->program->operands[target->first], target);
		set_shortcut(compiler->program, target);
	}
}

static void
compile_children(compiler *compiler, const expression *test, instruction *target)
{
	target->threshold = test->threshold;
	target->first = compiler->program->instruction_count;
	target->count = test->child_count;
	compiler->program->instruction_count += test->child_count;
	for (uint32_t i = 0; i < test->child_count; i++)
		expression_compile(compiler, test->children[i], target->first + i);
}

/* A list of words as bits by their place among the words. */
static void
compile_words(compiler *compiler, const expression *test, const text_span *words, uint32_t word_count,
			  instruction *target)
{
	for (uint32_t i = 0; i < test->text_count; i++)
	{
		int			word = text_place(test->texts[i], words, word_count);

		if (word < 0)
			compiler_fault(compiler, test->path, "\"%s\" is not a value that a claim can have here",
						   compiler_quote(compiler, test->texts[i]));
		else
			target->set |= UINT64_C(1) << word;
	}
}

static instruction_list *
new_list(compiler *compiler, const expression *test, instruction *target)
{
	target->list = ARENA_NEW(compiler->memory, instruction_list);
	target->list->count = test->text_count;
	return target->list;
}

static void
compile_modifiers(compiler *compiler, const expression *test, instruction *target)
{
	instruction_list *list = new_list(compiler, test, target);

	list->modifiers = ARENA_ARRAY(compiler->memory, cpt_modifier, test->text_count);
	for (uint32_t i = 0; i < test->text_count; i++)
	{
		if (!cpt_modifier_parse(test->texts[i].bytes, test->texts[i].length, &list->modifiers[i]))
			compiler_fault(compiler, test->path, "expected a modifier of two characters, found \"%s\"",
						   compiler_quote(compiler, test->texts[i]));
	}
}

static void
compile_places(compiler *compiler, const expression *test, instruction *target)
{
	instruction_list *list = new_list(compiler, test, target);

	list->places = ARENA_ARRAY(compiler->memory, int32_t, test->text_count);
	for (uint32_t i = 0; i < test->text_count; i++)
	{
		const char *text = test->texts[i].bytes;

		if (test->texts[i].length == 2 && ascii_is_digit(text[0]) && ascii_is_digit(text[1]))
			list->places[i] = (text[0] - '0') * 10 + (text[1] - '0');
		else
			compiler_fault(compiler, test->path, "expected a place of service of two digits, found \"%s\"",
						   compiler_quote(compiler, test->texts[i]));
	}
}

/* A code as claims hold it, NUL-terminated; false when it has another shape. */
static bool
fold_diagnosis(arena *memory, const char *text, size_t length, text_span *folded)
{
	char		code[DIAGNOSIS_LENGTH_MAX];

	*folded = arena_copy_text(memory, (text_span) {code, diagnosis_fold(text, length, code)});
	return folded->length > 0;
}

/* "M46.1": that code; "M46-": it and all below it; "M45-M46": from the first to all below the last. */
static bool
compile_diagnosis(arena *memory, text_span text, diagnosis_range *range)
{
	const char *dash = memchr(text.bytes, '-', text.length);
	size_t		first = dash == NULL ? text.length : (size_t) (dash - text.bytes);

	range->with_subdivisions = dash != NULL;
	if (!fold_diagnosis(memory, text.bytes, first, &range->first))
		return false;
	range->last = range->first;
	if (dash == NULL || first + 1 == text.length)
		return true;
	return fold_diagnosis(memory, dash + 1, text.length - first - 1, &range->last) &&
		strcmp(range->first.bytes, range->last.bytes) <= 0;
}

static void
compile_diagnoses(compiler *compiler, const expression *test, instruction *target)
{
	instruction_list *list = new_list(compiler, test, target);

	list->diagnoses = ARENA_ARRAY(compiler->memory, diagnosis_range, test->text_count);
	for (uint32_t i = 0; i < test->text_count; i++)
	{
		if (!compile_diagnosis(compiler->memory, test->texts[i], &list->diagnoses[i]))
			compiler_fault(compiler, test->path, "expected an ICD-10-CM code, \"M46-\" or \"M45-M46\", found \"%s\"",
						   compiler_quote(compiler, test->texts[i]));
	}
}

static void
compile_recorded(compiler *compiler, const expression *test, instruction *target)
{
	target->fact = compiler_fact(compiler, test->path, test->texts[0]);
}

void
expression_compile(compiler *compiler, const expression *test, uint32_t index)
{
	/* by place in the list: body_side, and what contradicts itself */
	static const text_span sides[] = {
		TEXT_LITERAL("unknown"), TEXT_LITERAL("left"), TEXT_LITERAL("right"), TEXT_LITERAL("bilateral"),
		TEXT_LITERAL("contradictory")
	};
	instruction *target = &compiler->program->instructions[index];

	target->kind = (uint8_t) test->kind;
	if (test->faulty && test->child_count == 0)
		return;
	switch (test->kind)
	{
		case EXPRESSION_CONSTANT:
			target->boolean = test->constant;
			break;
		case EXPRESSION_ALL:
		case EXPRESSION_ANY:
		case EXPRESSION_NOT:
		case EXPRESSION_AT_LEAST:
		case EXPRESSION_JUDGEMENT:
			compile_children(compiler, test, target);
			break;
		case EXPRESSION_RECORDED:
			compile_recorded(compiler, test, target);
			break;
		case EXPRESSION_COMPARE:
			compile_comparison(compiler, test, target);
			break;
		case EXPRESSION_CODE:
			target->role = compiler_role(compiler, test->path, test->texts[0]);
			break;
		case EXPRESSION_MODIFIER:
			compile_modifiers(compiler, test, target);
			break;
		case EXPRESSION_SIDE:
			compile_words(compiler, test, sides, sizeof(sides) / sizeof(sides[0]), target);
			break;
		case EXPRESSION_PLACE_OF_SERVICE:
			compile_places(compiler, test, target);
			break;
		case EXPRESSION_DIAGNOSIS:
			compile_diagnoses(compiler, test, target);
			break;
		case EXPRESSION_SEX:
			new_list(compiler, test, target)->texts = test->texts;
			break;
		case EXPRESSION_LINE_OF_BUSINESS:
			compile_words(compiler, test, line_of_business_names, LINE_OF_BUSINESS_COUNT, target);
			break;
		case EXPRESSION_CLAIM_TYPE:
			compile_words(compiler, test, claim_type_names, CLAIM_TYPE_COUNT, target);
			break;
	}
}
