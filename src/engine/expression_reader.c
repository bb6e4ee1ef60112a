/*
 * expression_reader.c
 *	  Reading the tests of a policy document.
 *
 * A test is true, false, or an object known by its leading key:
 *
 *	  {"all": [...]}  {"any": [...]}  {"not": t}  {"at_least": n, "of": [...]}  {"judgement": t}  {"recorded": fact}
 *	  {"fact": f, C}  {"flags": f, C}  {"sum": [f, ...], C}  {"history": {...}, C}  {"either": [...], C}
 *	  {"units": true, C}  {"age": true, C}  {"other_line": {...}, C}
 *	  {"code": role}  {"modifier": [...]}  {"side": [...]}  {"place_of_service": [...]}  {"diagnosis": [...]}
 *	  {"sex": [...]}  {"line_of_business": [...]}  {"claim_type": [...]}
 *
 * where C is one comparison: is, in, at_least, at_most, more_than, less_than; for dates at_least_ago, more_than_ago,
 * at_most_ago, less_than_ago with an interval, or before, on_or_before, after, on_or_after with a date.
 */
#include "engine/expression_reader.h"

#include "engine/program.h"
#include "engine/tristate.h"

typedef void (*expression_form) (document_object *object, const char *key, expression *result);

static const char *const side_words[] = {"any", "same", "other", NULL};

static expression *
new_expression(document_reader *reader, text_span path, expression_kind kind)
{
	expression *result = ARENA_NEW(reader->memory, expression);

	result->path = path;
	result->kind = kind;
	return result;
}

/* "is": a constant of whichever type; its fit is the compiler's business. */
static void
read_constant(document_object *object, const char *key, comparison *result)
{
	document_node node = take_node(object, key);

	result->kind = node.value.kind;
	if (node.value.kind == JSON_STRING)
		result->text = arena_copy_text(object->reader->memory, json_string(node.value));
	else if (node.value.kind == JSON_NUMBER)
		take_number(object, key, &result->number);
	else if (node.value.kind != JSON_TRUE && node.value.kind != JSON_FALSE)
		document_fault(object->reader, node.path, "expected true, false, a number or a string, found %s",
					   json_kind_name(node.value.kind));
}

static void
read_comparison_value(document_object *object, const char *key, comparison *result)
{
	switch (result->comparator)
	{
		case COMPARE_IS:
			read_constant(object, key, result);
			break;
		case COMPARE_IN:
			result->kind = JSON_ARRAY;
			result->texts = take_texts(object, key, true, &result->text_count);
			break;
		case COMPARE_AT_LEAST:
		case COMPARE_AT_MOST:
		case COMPARE_MORE_THAN:
		case COMPARE_LESS_THAN:
			result->kind = JSON_NUMBER;
			take_number(object, key, &result->number);
			break;
		case COMPARE_AT_LEAST_AGO:
		case COMPARE_MORE_THAN_AGO:
		case COMPARE_AT_MOST_AGO:
		case COMPARE_LESS_THAN_AGO:
			result->kind = JSON_OBJECT;
			result->interval = take_interval(object, key);
			break;
		case COMPARE_BEFORE:
		case COMPARE_ON_OR_BEFORE:
		case COMPARE_AFTER:
		case COMPARE_ON_OR_AFTER:
			result->kind = JSON_STRING;
			result->text = take_text(object, key, true);
			break;
	}
}

/* The one comparison of a test; {"fact": f} alone asks for true, and so does {"history": {"ask": "exists"}}. */
static void
read_comparison(document_object *object, comparison *result)
{
	static const char *const keys[] = {
		[COMPARE_IS] = "is",[COMPARE_IN] = "in",[COMPARE_AT_LEAST] = "at_least",[COMPARE_AT_MOST] = "at_most",
		[COMPARE_MORE_THAN] = "more_than",[COMPARE_LESS_THAN] = "less_than",
		[COMPARE_AT_LEAST_AGO] = "at_least_ago",[COMPARE_MORE_THAN_AGO] = "more_than_ago",
		[COMPARE_AT_MOST_AGO] = "at_most_ago",[COMPARE_LESS_THAN_AGO] = "less_than_ago",
		[COMPARE_BEFORE] = "before",[COMPARE_ON_OR_BEFORE] = "on_or_before",
		[COMPARE_AFTER] = "after",[COMPARE_ON_OR_AFTER] = "on_or_after"
	};
	bool		seen = false;

	*result = (comparison) {.comparator = COMPARE_IS,.kind = JSON_TRUE};
	for (int i = COMPARE_IS; i <= COMPARE_ON_OR_AFTER; i++)
	{
		if (!document_has(object, keys[i]))
			continue;
		if (seen)
			document_fault(object->reader, object->path, "expected one comparison, found another, \"%s\"", keys[i]);
		seen = true;
		result->comparator = (comparator) i;
		read_comparison_value(object, keys[i], result);
	}
}

static history_question *
read_history_question(document_object *object, const char *key)
{
	static const char *const kinds[] = {"diagnostic", "therapeutic", NULL};
	static const char *const asks[] = {"count", "exists", "first", "second", "third", "latest", "best", NULL};
	static const history_ask ask_of[] = {ASK_COUNT, ASK_EXISTS, ASK_FIRST, ASK_NTH, ASK_NTH, ASK_LATEST, ASK_BEST};
	static const char *const values[] = {"relief_percent", "date", NULL};
	static const char *const outcomes[] = {"not_met", "unknown", "met", NULL};
	document_reader *reader = object->reader;
	history_question *question = ARENA_NEW(reader->memory, history_question);
	document_object inner;
	int			word;

	if (!document_open(reader, take_node(object, key), &inner))
		return question;
	question->path = inner.path;
	question->codes = take_text(&inner, "codes", true);
	word = take_word(&inner, "kind", kinds, -1);
	question->kind = word < 0 ? TEXT_ABSENT : (text_span) {kinds[word], (uint32_t) strlen(kinds[word])};
	question->side = (history_side) take_word(&inner, "side", side_words, HISTORY_SIDE_ANY);
	if ((question->has_window = document_has(&inner, "within")))
		question->window = take_interval(&inner, "within");
	question->including_anniversary = take_boolean(&inner, "including_anniversary", false);
	if ((question->has_course_gap = document_has(&inner, "course_gap")))
		question->course_gap = take_interval(&inner, "course_gap");
	if (!document_has(&inner, "ask"))
		document_fault(reader, inner.path, "expected the key \"ask\"");
	word = take_word(&inner, "ask", asks, 0);
	question->ask = ask_of[word];
	question->nth = word == 4 ? 3 : 2;
	if ((question->ask == ASK_FIRST || question->ask == ASK_NTH || question->ask == ASK_LATEST) && !document_has(&inner, "of"))
		document_fault(reader, inner.path, "expected the key \"of\" with relief_percent or date");
	question->of_date = take_word(&inner, "of", values, 0) == 1;
	question->if_none = (uint8_t) take_word(&inner, "if_none", outcomes, question->ask == ASK_EXISTS ? NOT_MET : UNKNOWN);
	document_close(&inner);
	return question;
}

static void
read_other_line(document_object *object, const char *key, operand_model *operand)
{
	document_object inner;

	operand->kind = OPERAND_OTHER_LINES;
	operand->name_count = 1;
	operand->names = ARENA_NEW(object->reader->memory, text_span);
	if (!document_open(object->reader, take_node(object, key), &inner))
		return;
	operand->names[0] = take_text(&inner, "codes", true);
	operand->side = (history_side) take_word(&inner, "side", side_words, HISTORY_SIDE_ANY);
	document_close(&inner);
}

/* The operand that a key of a comparison names. */
static void
read_operand(document_object *object, const char *key, operand_model *operand)
{
	operand->path = path_member(object->reader, object->path, key);
	if (strcmp(key, "history") == 0)
	{
		operand->kind = OPERAND_HISTORY;
		operand->question = read_history_question(object, key);
	}
	else if (strcmp(key, "other_line") == 0)
		read_other_line(object, key, operand);
	else if (strcmp(key, "sum") == 0)
	{
		operand->kind = OPERAND_SUM;
		operand->names = take_texts(object, key, true, &operand->name_count);
	}
	else if (strcmp(key, "units") == 0 || strcmp(key, "age") == 0)
	{
		operand->kind = strcmp(key, "units") == 0 ? OPERAND_UNITS : OPERAND_AGE;
		if (!take_boolean(object, key, true))
			document_fault(object->reader, operand->path, "expected true");
	}
	else
	{
		operand->kind = strcmp(key, "flags") == 0 ? OPERAND_FLAGS : OPERAND_FACT;
		operand->name_count = 1;
		operand->names = ARENA_NEW(object->reader->memory, text_span);
		operand->names[0] = take_text(object, key, true);
	}
}

static void
read_compared(document_object *object, const char *key, expression *result)
{
	result->operand_count = 1;
	result->operands = ARENA_NEW(object->reader->memory, operand_model);
	read_operand(object, key, result->operands);
	read_comparison(object, &result->comparison);
}

/* {"either": [{"fact": f}, {"history": {...}}], C}: the first value that is there. */
static void
read_either(document_object *object, const char *key, expression *result)
{
	uint32_t	count;
	document_node *nodes = take_array(object, key, true, &count);

	result->operands = ARENA_ARRAY(object->reader->memory, operand_model, count);
	for (uint32_t i = 0; i < count; i++)
	{
		document_object inner;

		if (!document_open(object->reader, nodes[i], &inner))
			continue;
		if (document_has(&inner, "history"))
			read_operand(&inner, "history", &result->operands[result->operand_count++]);
		else
			read_operand(&inner, "fact", &result->operands[result->operand_count++]);
		document_close(&inner);
	}
	read_comparison(object, &result->comparison);
}

static void
read_children(document_object *object, const char *key, expression *result)
{
	document_node *nodes = take_array(object, key, true, &result->child_count);

	result->children = ARENA_ARRAY(object->reader->memory, expression *, result->child_count);
	for (uint32_t i = 0; i < result->child_count; i++)
		result->children[i] = expression_read(object->reader, nodes[i]);
}

static void
read_at_least(document_object *object, const char *key, expression *result)
{
	read_children(object, key, result);
	result->threshold = take_threshold(object, result->child_count);
}

static void
read_one_child(document_object *object, const char *key, expression *result)
{
	result->child_count = 1;
	result->children = ARENA_NEW(object->reader->memory, expression *);
	result->children[0] = expression_read(object->reader, take_node(object, key));
}

static void
read_name(document_object *object, const char *key, expression *result)
{
	result->text_count = 1;
	result->texts = ARENA_NEW(object->reader->memory, text_span);
	result->texts[0] = take_text(object, key, true);
}

static void
read_list(document_object *object, const char *key, expression *result)
{
	result->texts = take_texts(object, key, true, &result->text_count);
}

static const struct
{
	const char *key;
	expression_kind kind;
	expression_form read;
}			forms[] = {
	{"all", EXPRESSION_ALL, read_children},
	{"any", EXPRESSION_ANY, read_children},
	{"not", EXPRESSION_NOT, read_one_child},
	{"of", EXPRESSION_AT_LEAST, read_at_least},
	{"judgement", EXPRESSION_JUDGEMENT, read_one_child},
	{"recorded", EXPRESSION_RECORDED, read_name},
	{"fact", EXPRESSION_COMPARE, read_compared},
	{"flags", EXPRESSION_COMPARE, read_compared},
	{"sum", EXPRESSION_COMPARE, read_compared},
	{"history", EXPRESSION_COMPARE, read_compared},
	{"either", EXPRESSION_COMPARE, read_either},
	{"units", EXPRESSION_COMPARE, read_compared},
	{"age", EXPRESSION_COMPARE, read_compared},
	{"other_line", EXPRESSION_COMPARE, read_compared},
	{"code", EXPRESSION_CODE, read_name},
	{"modifier", EXPRESSION_MODIFIER, read_list},
	{"side", EXPRESSION_SIDE, read_list},
	{"place_of_service", EXPRESSION_PLACE_OF_SERVICE, read_list},
	{"diagnosis", EXPRESSION_DIAGNOSIS, read_list},
	{"sex", EXPRESSION_SEX, read_list},
	{"line_of_business", EXPRESSION_LINE_OF_BUSINESS, read_list},
	{"claim_type", EXPRESSION_CLAIM_TYPE, read_list}
};

#define FORM_COUNT (sizeof(forms) / sizeof(forms[0]))

static expression *
read_object(document_reader *reader, document_node node)
{
	expression *result = new_expression(reader, node.path, EXPRESSION_CONSTANT);
	document_object object;

	if (!document_open(reader, node, &object))
		return result;
	for (size_t i = 0; i < FORM_COUNT; i++)
	{
		if (!document_has(&object, forms[i].key))
			continue;
		result->kind = forms[i].kind;
		forms[i].read(&object, forms[i].key, result);
		document_close(&object);
		return result;
	}
	document_fault(reader, node.path, "expected a test: an object with a key such as \"all\", \"any\", \"fact\" or \"history\"");
	return result;
}

expression *
expression_read(document_reader *reader, document_node node)
{
	uint32_t	faults_before = reader->faults->total;
	uint32_t	outer_faults = reader->nested_faults;
	uint32_t	faults;
	expression *result;

	if (node.value.kind == JSON_TRUE || node.value.kind == JSON_FALSE)
	{
		result = new_expression(reader, node.path, EXPRESSION_CONSTANT);
		result->constant = node.value.kind == JSON_TRUE;
		return result;
	}
	if (reader->depth >= NESTING_MAX)
	{
		document_fault(reader, node.path, "expected a test nested at most %d deep", NESTING_MAX);
		return new_expression(reader, node.path, EXPRESSION_CONSTANT);
	}
	reader->depth++;
	reader->nested_faults = 0;
	result = read_object(reader, node);
	reader->depth--;
	faults = reader->faults->total - faults_before;
	result->faulty = faults > reader->nested_faults;
	reader->nested_faults = outer_faults + faults;
	return result;
}

expression *
take_expression(document_object *object, const char *key)
{
	document_node node = take_node(object, key);

	return node.value.kind == JSON_ABSENT ? NULL : expression_read(object->reader, node);
}
