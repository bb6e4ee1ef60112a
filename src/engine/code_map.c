/*
 * code_map.c
 *	  Overlapping spans cut into disjoint segments by a sweep over their ends.
 */
#include "engine/code_map.h"

#include <stdlib.h>

/* Where an item begins to cover codes, or the first code behind it. */
typedef struct span_end
{
	cpt_code	code;
	uint32_t	item;
	bool		begins;
} span_end;

typedef struct sweep
{
	code_map   *map;
	arena	   *memory;
	uint32_t   *depth;			/* of each item: how many of its spans cover the present code */
	uint32_t	active_count;
	uint32_t   *active;			/* the items with any, ascending */
} sweep;

static int
compare_ends(const void *left, const void *right)
{
	const span_end *a = left;
	const span_end *b = right;

	return a->code < b->code ? -1 : a->code > b->code ? 1 : 0;
}

/* Where an item stands among the active ones, or should stand. */
static uint32_t
active_place(const sweep *state, uint32_t item)
{
	uint32_t	low = 0;
	uint32_t	high = state->active_count;

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;

		if (state->active[middle] < item)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
pass_end(sweep *state, const span_end *end)
{
	uint32_t	place = active_place(state, end->item);
	uint32_t   *here = state->active + place;
	size_t		behind = (state->active_count - place) * sizeof(*here);

	if (end->begins && state->depth[end->item]++ == 0)
	{
		memmove(here + 1, here, behind);
		*here = end->item;
		state->active_count++;
	}
	else if (!end->begins && --state->depth[end->item] == 0)
	{
		memmove(here, here + 1, behind - sizeof(*here));
		state->active_count--;
	}
}

/* The codes first .. last have the active items; a segment that goes on unchanged is made longer. */
static void
add_segment(sweep *state, cpt_code first, cpt_code last)
{
	size_t		size = state->active_count * sizeof(uint32_t);
	code_segment *previous = state->map->count > 0 ? &state->map->segments[state->map->count - 1] : NULL;
	uint32_t   *items;

	if (state->active_count == 0)
		return;
	if (previous != NULL && previous->last + 1 == first && previous->count == state->active_count &&
		memcmp(previous->items, state->active, size) == 0)
	{
		previous->last = last;
		return;
	}
	items = arena_allocate(state->memory, size);
	memcpy(items, state->active, size);
	state->map->segments[state->map->count++] = (code_segment) {first, last, state->active_count, items};
}

static span_end *
sorted_ends(const code_span *spans, uint32_t span_count, arena *memory)
{
	span_end   *ends = ARENA_ARRAY(memory, span_end, (size_t) span_count * 2);

	for (uint32_t i = 0; i < span_count; i++)
	{
		ends[2 * i] = (span_end) {spans[i].first, spans[i].item, true};
		ends[2 * i + 1] = (span_end) {spans[i].last + 1, spans[i].item, false};
	}
	qsort(ends, (size_t) span_count * 2, sizeof(*ends), compare_ends);
	return ends;
}

void
code_map_build(code_map *map, const code_span *spans, uint32_t span_count, uint32_t item_count, arena *memory)
{
	uint32_t	end_count = span_count * 2;
	span_end   *ends = sorted_ends(spans, span_count, memory);
	sweep		state = {.map = map, .memory = memory};

	*map = (code_map) {.segments = ARENA_ARRAY(memory, code_segment, (size_t) end_count)};
	state.depth = ARENA_ARRAY(memory, uint32_t, item_count);
	state.active = ARENA_ARRAY(memory, uint32_t, item_count);
	for (uint32_t i = 0; i < end_count; i++)
	{
		pass_end(&state, &ends[i]);
		if (i + 1 < end_count && ends[i + 1].code > ends[i].code)
			add_segment(&state, ends[i].code, ends[i + 1].code - 1);
	}
}

const uint32_t *
code_map_find(const code_map *map, cpt_code code, uint32_t *count)
{
	uint32_t	low = 0;
	uint32_t	high = map->count;

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;

		if (map->segments[middle].last < code)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == map->count || map->segments[low].first > code)
	{
		*count = 0;
		return NULL;
	}
	*count = map->segments[low].count;
	return map->segments[low].items;
}
