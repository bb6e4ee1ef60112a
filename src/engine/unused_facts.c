/*
 * unused_facts.c
 *	  Facts of a claim that no policy declares.
 */
#include "engine/unused_facts.h"

#include "engine/nearest_name.h"

#define UNUSED_FACTS_MAX 1000	/* further ones are not listed, so that a hostile claim cannot take all time */

void
unused_facts_init(unused_fact_list *list, const fact_context *context)
{
	*list = (unused_fact_list) {.context = context};
}

static bool
is_listed(const unused_fact_list *list, text_span fact)
{
	for (uint32_t i = 0; i < list->count; i++)
	{
		if (text_equals(list->facts[i].fact, fact))
			return true;
	}
	return false;
}

/* Room for one more; NULL when the fact is listed already or the list is full. */
static unused_fact *
list_fact(unused_fact_list *list, text_span fact)
{
	if (list->count == UNUSED_FACTS_MAX || is_listed(list, fact))
		return NULL;
	if (list->count == list->capacity)
	{
		unused_fact *larger;

		list->capacity = list->capacity == 0 ? 8 : 2 * list->capacity;
		larger = arena_allocate(list->context->memory, list->capacity * sizeof(unused_fact));
		if (list->count > 0)
			memcpy(larger, list->facts, list->count * sizeof(unused_fact));
		list->facts = larger;
	}
	list->facts[list->count] = (unused_fact) {fact, TEXT_ABSENT};
	return &list->facts[list->count++];
}

void
unused_facts_add(unused_fact_list *list, const fact_container *container)
{
	const fact_context *context = list->context;
	const json_member *members;
	uint32_t	count;

	if (container->all_declared || container->object.kind != JSON_OBJECT)
		return;
	members = context->source->members(context->source, container->object, context->memory, &count);
	for (uint32_t i = 0; i < count; i++)
	{
		unused_fact *unused = NULL;

		if (json_is_present(members[i].value) && directory_fact(context->directory, members[i].key) == NO_FACT)
			unused = list_fact(list, members[i].key);
		if (unused != NULL)
			unused->did_you_mean = directory_nearest_fact(context->directory, members[i].key);
	}
}

static text_span
nearest_flag(const program_fact *fact, text_span flag)
{
	name_shape	given,
				listed;
	text_span	nearest = TEXT_ABSENT;
	uint32_t	best = NOT_NEAR;

	name_shape_of(flag, &given);
	for (uint32_t i = 0; i < fact->name_count; i++)
	{
		uint32_t	distance;

		name_shape_of(fact->names[i], &listed);
		distance = name_distance(&given, &listed);
		if (distance < best)
		{
			best = distance;
			nearest = fact->names[i];
		}
	}
	return nearest;
}

static text_span
dotted(arena *memory, text_span fact, text_span flag)
{
	return arena_format(memory, "%.*s.%.*s", (int) fact.length, fact.bytes, (int) flag.length, flag.bytes);
}

static void
add_flags(unused_fact_list *list, const program_fact *fact, json_value flags)
{
	const fact_context *context = list->context;
	uint32_t	count;
	const json_member *members = context->source->members(context->source, flags, context->memory, &count);

	for (uint32_t i = 0; i < count; i++)
	{
		unused_fact *unused;
		text_span	nearest;

		if (program_fact_name(fact, members[i].key) != NO_NAME || !json_is_present(members[i].value))
			continue;
		unused = list_fact(list, dotted(context->memory, fact->name, members[i].key));
		if (unused == NULL)
			continue;
		nearest = nearest_flag(fact, members[i].key);
		if (nearest.bytes != NULL)
			unused->did_you_mean = dotted(context->memory, fact->name, nearest);
	}
}

/* The object that a fact's value was read from. */
static json_value
fact_object(const fact_context *context, text_span name, const fact_container *claim_facts, const fact_container *line_facts)
{
	json_names	names = {1, &name};
	json_value	value = {.kind = JSON_ABSENT};

	if (line_facts->object.kind == JSON_OBJECT)
		context->source->select(context->source, line_facts->object, &names, &value);
	if (!json_is_present(value) && claim_facts->object.kind == JSON_OBJECT)
		context->source->select(context->source, claim_facts->object, &names, &value);
	return value;
}

void
unused_flags_add(unused_fact_list *list, const program *program, const fact_value *values,
				 const fact_container *claim_facts, const fact_container *line_facts)
{
	for (uint32_t i = 0; i < program->fact_count; i++)
	{
		if (values[i].unlisted)
			add_flags(list, &program->facts[i], fact_object(list->context, program->facts[i].name, claim_facts, line_facts));
	}
}
