/*
 * problem_list.c
 *	  The problems of a claim.
 */
#include "engine/claim.h"

#define CAPACITY_FIRST 4

void
problem_list_init(problem_list *list, arena *memory)
{
	*list = (problem_list) {.memory = memory};
}

bool
problem_list_is_full(const problem_list *list)
{
	return list->count == PROBLEMS_MAX;
}

static void
grow(problem_list *list)
{
	claim_problem *problems = list->problems;

	list->capacity = list->capacity > 0 ? list->capacity * 2 : CAPACITY_FIRST;
	list->problems = ARENA_ARRAY(list->memory, claim_problem, list->capacity);
	if (list->count > 0)
		memcpy(list->problems, problems, list->count * sizeof(*problems));
}

static void
append(problem_list *list, text_span path, text_span message, const char *rarc)
{
	if (list->count == list->capacity)
		grow(list);
	list->problems[list->count++] = (claim_problem) {
		.path = path,
		.message = message,
		.carc = TEXT_LITERAL("16"),
		.rarc = {rarc, (uint32_t) strlen(rarc)}
	};
}

void
problem_add(problem_list *list, text_span path, text_span message, const char *rarc)
{
	if (list->count < PROBLEMS_MAX - 1)
		append(list, path, message, rarc);
	else if (list->count == PROBLEMS_MAX - 1)
		append(list, TEXT_LITERAL("$"), TEXT_LITERAL("there are more problems than are listed"), "N706");
}
