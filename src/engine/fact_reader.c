/*
 * fact_reader.c
 *	  The facts of a claim, typed by the declarations of a policy.
 */
#include "engine/fact_reader.h"

#include "engine/excerpt.h"

/* The value as a message quotes it. */
static text_span
quote_value(const fact_context *context, json_value value)
{
	if (value.kind == JSON_STRING)
		return arena_format(context->memory, "\"%s\"", excerpt(context->memory, json_string(value)).bytes);
	if (value.kind == JSON_NUMBER)
		return excerpt(context->memory, context->source->number_text(context->source, value, context->memory));
	if (value.kind == JSON_TRUE || value.kind == JSON_FALSE)
		return value.kind == JSON_TRUE ? TEXT_LITERAL("true") : TEXT_LITERAL("false");
	return arena_format(context->memory, "%s", json_kind_name(value.kind));
}

static bool
same_problem(const problem_list *problems, text_span path)
{
	for (uint32_t i = 0; i < problems->count; i++)
	{
		if (text_equals(problems->problems[i].path, path))
			return true;
	}
	return false;
}

/* A fact that several policies declare is read for each of them, but is one problem. */
static bool
add_problem(const fact_context *context, const fact_container *container, text_span fact, text_span flag,
			json_value value, const char *expected)
{
	text_span	path = arena_format(context->memory, "%.*s.%.*s%s%.*s", (int) container->path.length, container->path.bytes,
									(int) fact.length, fact.bytes, flag.length > 0 ? "." : "", (int) flag.length, flag.bytes);

	if (!same_problem(context->problems, path))
		problem_add(context->problems, path,
					arena_format(context->memory, "expected %s, found %s", expected, quote_value(context, value).bytes), "N706");
	return false;
}

static const char *
describe_range(const fact_context *context, const program_fact *fact)
{
	char		minimum[DECIMAL_TEXT_MAX],
				maximum[DECIMAL_TEXT_MAX];

	decimal_format(fact->minimum, minimum);
	decimal_format(fact->maximum, maximum);
	if (fact->has_minimum && fact->has_maximum)
		return arena_format(context->memory, "a number from %s to %s", minimum, maximum).bytes;
	if (fact->has_minimum)
		return arena_format(context->memory, "a number of at least %s", minimum).bytes;
	return arena_format(context->memory, "a number of at most %s", maximum).bytes;
}

static bool
read_number(const fact_context *context, const fact_container *container, const program_fact *fact, json_value value,
			fact_value *result)
{
	if (value.kind != JSON_NUMBER || !context->source->number(context->source, value, &result->number))
		return add_problem(context, container, fact->name, TEXT_ABSENT, value, "a number");
	if ((fact->has_minimum && decimal_compare(result->number, fact->minimum) < 0) ||
		(fact->has_maximum && decimal_compare(result->number, fact->maximum) > 0))
		return add_problem(context, container, fact->name, TEXT_ABSENT, value, describe_range(context, fact));
	return true;
}

static const char *
describe_choices(const fact_context *context, const program_fact *fact)
{
	text_span	list = TEXT_LITERAL("one of");

	for (uint32_t i = 0; i < fact->name_count; i++)
		list = arena_format(context->memory, "%s%s %s", list.bytes, i > 0 ? "," : "", fact->names[i].bytes);
	return list.bytes;
}

static bool
read_choice(const fact_context *context, const fact_container *container, const program_fact *fact, json_value value,
			fact_value *result)
{
	result->choice = value.kind == JSON_STRING ? program_fact_name(fact, json_string(value)) : NO_NAME;
	if (result->choice == NO_NAME)
		return add_problem(context, container, fact->name, TEXT_ABSENT, value, describe_choices(context, fact));
	return true;
}

static bool
read_flag(const fact_context *context, const fact_container *container, const program_fact *fact, uint32_t member,
		  json_value value, fact_value *result)
{
	uint64_t	flag = UINT64_C(1) << fact->member_names[member];

	if (value.kind == JSON_TRUE)
		result->flags.set |= flag;
	else if (value.kind == JSON_FALSE)
		result->flags.cleared |= flag;
	else if (json_is_present(value))
		return add_problem(context, container, fact->name, fact->members.names[member], value, "true or false");
	return true;
}

/* Flags that two names of one test state differently are not known. */
static bool
read_flags(const fact_context *context, const fact_container *container, const program_fact *fact, json_value value,
		   fact_value *result)
{
	json_value	values[FACT_NAMES_MAX + FACT_ALIASES_MAX];
	uint64_t	contradicted;
	bool		valid = true;

	if (value.kind != JSON_OBJECT)
		return add_problem(context, container, fact->name, TEXT_ABSENT, value, "an object of true and false");
	result->unlisted = context->source->select(context->source, value, &fact->members, values) > 0;
	for (uint32_t i = 0; i < fact->members.count; i++)
		valid &= read_flag(context, container, fact, i, values[i], result);
	contradicted = result->flags.set & result->flags.cleared;
	result->flags.set &= ~contradicted;
	result->flags.cleared &= ~contradicted;
	return valid;
}

static bool
read_value(const fact_context *context, const fact_container *container, const program_fact *fact, json_value value,
		   fact_value *result)
{
	switch (fact->type)
	{
		case FACT_BOOLEAN:
			result->boolean = value.kind == JSON_TRUE;
			if (result->boolean || value.kind == JSON_FALSE)
				return true;
			return add_problem(context, container, fact->name, TEXT_ABSENT, value, "true or false");
		case FACT_NUMBER:
			return read_number(context, container, fact, value, result);
		case FACT_DATE:
			if (value.kind == JSON_STRING && calendar_parse(value.data, value.length, &result->date))
				return true;
			return add_problem(context, container, fact->name, TEXT_ABSENT, value, "a date as YYYY-MM-DD");
		case FACT_CHOICE:
			return read_choice(context, container, fact, value, result);
		case FACT_FLAGS:
			return read_flags(context, container, fact, value, result);
	}
	return false;
}

/* Type the facts that a container has; those it has not keep their value. */
static void
read_container(const fact_context *context, const program *program, fact_container *container, fact_value *values)
{
	json_value *members;

	if (container->object.kind != JSON_OBJECT)
		return;
	members = arena_allocate(context->memory, program->fact_count * sizeof(json_value));
	if (context->source->select(context->source, container->object, &program->fact_names, members) == 0)
		container->all_declared = true;
	for (uint32_t i = 0; i < program->fact_count; i++)
	{
		if (!json_is_present(members[i]))
			continue;
		values[i] = (fact_value) {0};
		values[i].known = read_value(context, container, &program->facts[i], members[i], &values[i]);
		values[i].wrong = !values[i].known;
	}
}

static const fact_value *
claim_values(fact_context *context, const program *program, fact_container *claim_facts)
{
	typed_facts *typed = context->typed;

	while (typed != NULL && typed->program != program)
		typed = typed->next;
	if (typed != NULL)
		return typed->values;
	typed = ARENA_NEW(context->memory, typed_facts);
	*typed = (typed_facts) {context->typed, program, ARENA_ARRAY(context->memory, fact_value, program->fact_count)};
	read_container(context, program, claim_facts, typed->values);
	context->typed = typed;
	return typed->values;
}

bool
facts_read(fact_context *context, const program *program, fact_container *claim_facts,
		   fact_container *line_facts, const fact_value **values)
{
	const fact_value *result = claim_values(context, program, claim_facts);

	if (line_facts->object.kind == JSON_OBJECT)
	{
		fact_value *own = arena_allocate(context->memory, program->fact_count * sizeof(fact_value));

		memcpy(own, result, program->fact_count * sizeof(fact_value));
		read_container(context, program, line_facts, own);
		result = own;
	}
	*values = result;
	for (uint32_t i = 0; i < program->fact_count; i++)
	{
		if (result[i].wrong)
			return false;
	}
	return true;
}
