/*
 * criterion_reader.c
 *	  Reading the criteria of a policy document.
 */
#include "engine/criterion_reader.h"

#include "engine/expression_reader.h"
#include "engine/program.h"

static text_span
text_or(text_span text, text_span otherwise)
{
	return text.bytes == NULL ? otherwise : text;
}

static void
read_codes_and_words(document_object *object, const denial_defaults *defaults, criterion *result)
{
	result->text = take_text(object, "text", true);
	result->message = take_text(object, "message", false);
	result->question = take_text(object, "question", false);
	result->group = text_or(take_text(object, "group", false), defaults->group);
	result->carc = text_or(take_text(object, "carc", false), defaults->carc);
	result->rarc = text_or(take_text(object, "rarc", false), defaults->rarc);
	result->missing_carc = text_or(take_text(object, "missing_carc", false), defaults->missing_carc);
	result->missing_rarc = text_or(take_text(object, "missing_rarc", false), defaults->missing_rarc);
}

static void
read_notes(document_object *object, criterion *result)
{
	document_node *nodes = take_array(object, "notes", false, &result->note_count);

	result->notes = ARENA_ARRAY(object->reader->memory, criterion_note, result->note_count);
	for (uint32_t i = 0; i < result->note_count; i++)
	{
		document_object inner;

		result->notes[i].path = nodes[i].path;
		if (!document_open(object->reader, nodes[i], &inner))
			continue;
		result->notes[i].when = take_expression(&inner, "when");
		result->notes[i].message = take_text(&inner, "message", true);
		document_close(&inner);
	}
}

/* Append one child; there is always room, see read_children. */
static void
add_child(criterion *parent, criterion *child)
{
	parent->children[parent->child_count++] = child;
}

static void
read_exception(document_object *object, const denial_defaults *defaults, int depth, criterion *result)
{
	document_node node = take_node(object, "exception");
	criterion  *exception;

	if (node.value.kind == JSON_ABSENT)
		return;
	if (result->kind != CRITERION_EXCLUSION)
		document_fault(object->reader, node.path, "expected an exception below an exclusion only");
	exception = criterion_read(object->reader, node, defaults, depth + 1);
	if (exception->kind != CRITERION_REQUIREMENT)
		fault_add(object->reader->faults, node.path, exception->id, "expected an exception without a kind of its own");
	exception->kind = CRITERION_EXCEPTION;
	add_child(result, exception);
}

static void
read_children(document_object *object, const denial_defaults *defaults, int depth, criterion *result)
{
	static const char *const keys[] = {[COMBINE_ALL] = "all",[COMBINE_ANY] = "any",[COMBINE_AT_LEAST] = "of"};
	document_node *nodes = NULL;
	uint32_t	count = 0;

	for (int i = COMBINE_ALL; i <= COMBINE_AT_LEAST; i++)
	{
		if (!document_has(object, keys[i]))
			continue;
		if (nodes != NULL)
			document_fault(object->reader, object->path, "expected one of \"all\", \"any\" and \"of\", found several");
		nodes = take_array(object, keys[i], true, &count);
		result->combination = (criterion_combination) i;
	}
	if (result->combination == COMBINE_AT_LEAST)
		result->threshold = take_threshold(object, count);
	result->children = ARENA_ARRAY(object->reader->memory, criterion *, count + 1);
	for (uint32_t i = 0; i < count; i++)
		add_child(result, criterion_read(object->reader, nodes[i], defaults, depth + 1));
	read_exception(object, defaults, depth, result);
}

static void
read_body(document_object *object, const denial_defaults *defaults, int depth, criterion *result)
{
	static const char *const kinds[] = {"requirement", "exclusion", "indication", NULL};

	result->kind = (criterion_kind) take_word(object, "kind", kinds, CRITERION_REQUIREMENT);
	result->branch_order = take_integer(object, "branch_order", 1, 1000, 0);
	read_codes_and_words(object, defaults, result);
	result->when = take_expression(object, "when");
	result->test = take_expression(object, "test");
	read_notes(object, result);
	read_children(object, defaults, depth, result);
}

/* Open a criterion's object and take its id, so that faults name it. */
static bool
open_criterion(document_reader *reader, document_node node, document_object *object, criterion *result)
{
	result->path = node.path;
	result->id = TEXT_LITERAL("");
	if (!document_open(reader, node, object))
		return false;
	result->id = text_or(take_name(object, "id"), TEXT_LITERAL(""));
	reader->criterion = result->id;
	return true;
}

criterion *
criterion_read(document_reader *reader, document_node node, const denial_defaults *defaults, int depth)
{
	uint32_t	faults_before = reader->faults->total;
	criterion  *result = ARENA_NEW(reader->memory, criterion);
	text_span	parent = reader->criterion;
	document_object object;

	if (depth > NESTING_MAX)
	{
		result->path = node.path;
		result->faulty = true;
		document_fault(reader, node.path, "expected criteria nested at most %d deep", NESTING_MAX);
		return result;
	}
	if (!open_criterion(reader, node, &object, result))
	{
		result->faulty = true;
		return result;
	}
	read_body(&object, defaults, depth, result);
	document_close(&object);
	result->faulty = reader->faults->total > faults_before;
	reader->criterion = parent;
	return result;
}

/* The lines of business of a gate, as the test of when it is asked. */
static expression *
read_business_condition(document_object *object)
{
	expression *when = ARENA_NEW(object->reader->memory, expression);

	when->path = path_member(object->reader, object->path, "line_of_business");
	when->kind = EXPRESSION_LINE_OF_BUSINESS;
	when->texts = take_texts(object, "line_of_business", true, &when->text_count);
	return when;
}

criterion *
gate_read(document_reader *reader, document_node node, const denial_defaults *defaults)
{
	criterion  *result = ARENA_NEW(reader->memory, criterion);
	document_object object;

	result->kind = CRITERION_GATE;
	if (!open_criterion(reader, node, &object, result))
		return result;
	read_codes_and_words(&object, defaults, result);
	result->when = read_business_condition(&object);
	result->test = take_expression(&object, "settled_by");
	if (result->test == NULL)
		document_fault(reader, object.path, "expected the key \"settled_by\" with a test, or false where only a person can settle it");
	document_close(&object);
	reader->criterion = TEXT_ABSENT;
	return result;
}
