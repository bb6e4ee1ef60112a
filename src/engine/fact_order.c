/*
 * fact_order.c
 *	  The facts of a program in the order in which jsonb keeps keys, so that one walk along a claim's facts finds all.
 */
#include "engine/policy_compiler.h"

#include <stdlib.h>

typedef struct named_flag
{
	text_span	name;
	uint32_t	flag;			/* index into the fact's names */
} named_flag;

static int
compare_facts(const void *left, const void *right)
{
	return json_name_order(((const program_fact *) left)->name, ((const program_fact *) right)->name);
}

static int
compare_flags(const void *left, const void *right)
{
	return json_name_order(((const named_flag *) left)->name, ((const named_flag *) right)->name);
}

/* The names and aliases of a set of flags, sorted. */
static void
list_members(program_fact *fact, arena *memory)
{
	uint32_t	count = fact->name_count + fact->alias_count;
	named_flag *flags = ARENA_ARRAY(memory, named_flag, count);
	text_span  *names = ARENA_ARRAY(memory, text_span, count);

	for (uint32_t i = 0; i < fact->name_count; i++)
		flags[i] = (named_flag) {fact->names[i], i};
	for (uint32_t i = 0; i < fact->alias_count; i++)
		flags[fact->name_count + i] = (named_flag) {fact->aliases[i], fact->alias_names[i]};
	qsort(flags, count, sizeof(named_flag), compare_flags);
	fact->member_names = ARENA_ARRAY(memory, uint32_t, count);
	for (uint32_t i = 0; i < count; i++)
	{
		names[i] = flags[i].name;
		fact->member_names[i] = flags[i].flag;
	}
	fact->members = (json_names) {count, names};
}

void
program_sort_facts(program *program, arena *memory)
{
	text_span  *names = ARENA_ARRAY(memory, text_span, program->fact_count);

	if (program->fact_count > 1)
		qsort(program->facts, program->fact_count, sizeof(program_fact), compare_facts);
	for (uint32_t i = 0; i < program->fact_count; i++)
	{
		names[i] = program->facts[i].name;
		if (program->facts[i].type == FACT_FLAGS)
			list_members(&program->facts[i], memory);
	}
	program->fact_names = (json_names) {program->fact_count, names};
}
