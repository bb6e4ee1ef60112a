/*
 * problem_index.c
 *	  The problems of a claim, line by line.
 */
#include "engine/problem_index.h"

#include "engine/ascii.h"

#define LINE_PATH "$.lines["

/* The line that a path names, or otherwise: its position from 0. */
static uint32_t
line_of_path(text_span path, uint32_t otherwise)
{
	size_t		place = sizeof(LINE_PATH) - 1;
	uint32_t	line = 0;

	if (path.length <= place || memcmp(path.bytes, LINE_PATH, place) != 0)
		return otherwise;
	for (; place < path.length && ascii_is_digit(path.bytes[place]) && line < otherwise; place++)
		line = line * 10 + (uint32_t) (path.bytes[place] - '0');
	return line < otherwise ? line : otherwise;
}

problem_index
problem_index_create(const problem_list *problems, uint32_t line_count, arena *memory)
{
	problem_index index;

	index.first = ARENA_ARRAY(memory, uint32_t, (size_t) line_count + 1);
	index.next = ARENA_ARRAY(memory, uint32_t, problems->count);
	for (uint32_t i = 0; i <= line_count; i++)
		index.first[i] = NO_PROBLEM;
	for (uint32_t i = problems->count; i-- > 0;)
	{
		uint32_t	line = line_of_path(problems->problems[i].path, line_count);

		index.next[i] = index.first[line];
		index.first[line] = i;
	}
	return index;
}

text_span
problem_sentence(const claim_problem *problem, arena *memory)
{
	return arena_format(memory, "%.*s: %.*s", (int) problem->path.length, problem->path.bytes,
						(int) problem->message.length, problem->message.bytes);
}
