/*
 * expression_text.c
 *	  A test in words, for the outline of a policy.
 */
#include "engine/expression_text.h"

static void
build_name(text_builder *builder, text_span name)
{
	build_text(builder, name);
}

static void
build_names(text_builder *builder, const text_span *names, uint32_t count, const char *conjunction)
{
	for (uint32_t i = 0; i < count; i++)
	{
		if (i > 0)
			build(builder, i + 1 == count ? " %s " : ", ", conjunction);
		build_name(builder, names[i]);
	}
}

static void
build_interval(text_builder *builder, calendar_interval interval)
{
	char		text[32];

	build(builder, "%s", calendar_interval_format(interval, text));
}

static void
build_number(text_builder *builder, decimal number)
{
	char		text[DECIMAL_TEXT_MAX];

	decimal_format(number, text);
	build(builder, "%s", text);
}

static void
build_constant(text_builder *builder, const comparison *comparison)
{
	switch (comparison->kind)
	{
		case JSON_NUMBER:
			build_number(builder, comparison->number);
			break;
		case JSON_OBJECT:
			build_interval(builder, comparison->interval);
			break;
		case JSON_ARRAY:
			build_names(builder, comparison->texts, comparison->text_count, "or");
			break;
		case JSON_STRING:
			if (text_is(comparison->text, "date_of_service"))
				build(builder, "the date of service");
			else
				build_text(builder, comparison->text);
			break;
		default:
			build(builder, comparison->kind == JSON_TRUE ? "true" : "false");
			break;
	}
}

static void
build_comparison(text_builder *builder, const comparison *comparison)
{
	static const char *const words[] = {
		[COMPARE_IS] = "is",[COMPARE_IN] = "is",[COMPARE_AT_LEAST] = "is at least",[COMPARE_AT_MOST] = "is at most",
		[COMPARE_MORE_THAN] = "is more than",[COMPARE_LESS_THAN] = "is less than",
		[COMPARE_AT_LEAST_AGO] = "is at least",[COMPARE_MORE_THAN_AGO] = "is more than",
		[COMPARE_AT_MOST_AGO] = "is at most",[COMPARE_LESS_THAN_AGO] = "is less than",
		[COMPARE_BEFORE] = "is before",[COMPARE_ON_OR_BEFORE] = "is on or before",
		[COMPARE_AFTER] = "is after",[COMPARE_ON_OR_AFTER] = "is on or after"
	};

	build(builder, " %s ", words[comparison->comparator]);
	build_constant(builder, comparison);
	if (comparison->comparator >= COMPARE_AT_LEAST_AGO && comparison->comparator <= COMPARE_LESS_THAN_AGO)
		build(builder, " before the date of service");
}

/* "therapeutic injection of the same side within 12 months" */
static void
build_procedures(text_builder *builder, const history_question *question)
{
	static const char *const sides[] = {"", " of the same side", " of the other side"};

	build_text(builder, question->kind);
	build(builder, question->kind.length > 0 ? " " : "");
	build_name(builder, question->codes);
	build(builder, "%s", sides[question->side]);
	if (question->has_window)
	{
		build(builder, " within ");
		build_interval(builder, question->window);
		build(builder, question->including_anniversary ? " (the anniversary counts)" : "");
	}
	if (question->has_course_gap)
	{
		build(builder, " of the current course (a gap of more than ");
		build_interval(builder, question->course_gap);
		build(builder, " may begin a new one)");
	}
}

static void
build_history(text_builder *builder, const history_question *question)
{
	static const char *const asks[] = {
		[ASK_COUNT] = "the count of earlier ",[ASK_EXISTS] = "an earlier ",[ASK_FIRST] = "the first earlier ",
		[ASK_LATEST] = "the latest earlier ",[ASK_BEST] = "any earlier "
	};

	if (question->ask != ASK_COUNT && question->ask != ASK_EXISTS)
		build(builder, question->of_date ? "the date of " : question->ask == ASK_BEST ? "the best relief from " : "the relief percent of ");
	if (question->ask == ASK_NTH)
		build(builder, question->nth == 2 ? "the second earlier " : "the third earlier ");
	else
		build(builder, "%s", asks[question->ask]);
	build_procedures(builder, question);
}

static void
build_operand(text_builder *builder, const operand_model *operand)
{
	static const char *const sides[] = {"", " of the same side", " of the other side"};

	switch (operand->kind)
	{
		case OPERAND_FACT:
			build_name(builder, operand->names[0]);
			break;
		case OPERAND_FLAGS:
			build(builder, "the count of true flags in ");
			build_name(builder, operand->names[0]);
			break;
		case OPERAND_SUM:
			build(builder, "the sum of ");
			build_names(builder, operand->names, operand->name_count, "and");
			break;
		case OPERAND_HISTORY:
			build_history(builder, operand->question);
			break;
		case OPERAND_UNITS:
			build(builder, "the line's units");
			break;
		case OPERAND_AGE:
			build(builder, "the member's age in years");
			break;
		case OPERAND_OTHER_LINES:
			build(builder, "the count of other lines with ");
			build_name(builder, operand->names[0]);
			build(builder, "%s on that date", sides[operand->side]);
			break;
	}
}

static void
build_compared(text_builder *builder, const expression *test)
{
	const history_question *question = test->operand_count > 0 ? test->operands[0].question : NULL;

	for (uint32_t i = 0; i < test->operand_count; i++)
	{
		build(builder, i > 0 ? " (or else " : "");
		build_operand(builder, &test->operands[i]);
		build(builder, i > 0 ? ")" : "");
	}
	if (question != NULL && question->ask == ASK_EXISTS)
		build(builder, test->comparison.kind == JSON_FALSE ? " is not there" : " is there");
	else
		build_comparison(builder, &test->comparison);
	if (question != NULL && question->if_none == 1 && test->operand_count == 1 && question->ask != ASK_COUNT)
		build(builder, " (unknown where none is on file)");
}

static bool
is_group(const expression *test)
{
	return test->child_count > 1;
}

static void
build_children(text_builder *builder, const expression *test, const char *conjunction)
{
	for (uint32_t i = 0; i < test->child_count; i++)
	{
		if (i > 0)
			build(builder, " %s ", conjunction);
		build(builder, is_group(test->children[i]) ? "(" : "");
		build_expression(builder, test->children[i]);
		build(builder, is_group(test->children[i]) ? ")" : "");
	}
}

static void
build_wrapped(text_builder *builder, const char *before, const expression *test)
{
	build(builder, "%s (", before);
	build_expression(builder, test->children[0]);
	build(builder, ")");
}

static void
build_list(text_builder *builder, const char *subject, const expression *test)
{
	build(builder, "%s", subject);
	build_names(builder, test->texts, test->text_count, "or");
}

void
build_expression(text_builder *builder, const expression *test)
{
	static const char *const subjects[] = {
		[EXPRESSION_CODE] = "the code is of the role ",[EXPRESSION_MODIFIER] = "the line has a modifier ",
		[EXPRESSION_SIDE] = "the line's side is ",[EXPRESSION_PLACE_OF_SERVICE] = "the place of service is ",
		[EXPRESSION_DIAGNOSIS] = "a diagnosis is ",[EXPRESSION_SEX] = "the member's sex is ",
		[EXPRESSION_LINE_OF_BUSINESS] = "the line of business is ",[EXPRESSION_CLAIM_TYPE] = "the claim is "
	};

	switch (test->kind)
	{
		case EXPRESSION_CONSTANT:
			build(builder, test->constant ? "always" : "never");
			break;
		case EXPRESSION_ALL:
			build_children(builder, test, "and");
			break;
		case EXPRESSION_ANY:
			build_children(builder, test, "or");
			break;
		case EXPRESSION_AT_LEAST:
			build(builder, "at least %u of: ", (unsigned int) test->threshold);
			build_children(builder, test, ";");
			break;
		case EXPRESSION_NOT:
			build_wrapped(builder, "not", test);
			break;
		case EXPRESSION_JUDGEMENT:
			build_wrapped(builder, "for a person to judge:", test);
			break;
		case EXPRESSION_RECORDED:
			build_list(builder, "there is a value of ", test);
			break;
		case EXPRESSION_COMPARE:
			build_compared(builder, test);
			break;
		default:
			build_list(builder, subjects[test->kind], test);
			break;
	}
}
