/*
 * code_map.h
 *	  Which items (small numbers) cover a code: disjoint segments of codes, found by binary search.
 */
#ifndef CPTPOLICY_CODE_MAP_H
#define CPTPOLICY_CODE_MAP_H

#include "engine/arena.h"
#include "engine/cpt_code.h"

typedef struct code_span
{
	cpt_code	first;
	cpt_code	last;
	uint32_t	item;
} code_span;

typedef struct code_segment
{
	cpt_code	first;
	cpt_code	last;
	uint32_t	count;
	const uint32_t *items;		/* ascending, each once */
} code_segment;

typedef struct code_map
{
	uint32_t	count;
	code_segment *segments;		/* by code */
} code_map;

/* Build a map from spans in any order, which may overlap; items are less than item_count. */
extern void code_map_build(code_map *map, const code_span *spans, uint32_t span_count, uint32_t item_count,
						   arena *memory);

/* The items that cover a code; NULL and a count of 0 where none does. */
extern const uint32_t *code_map_find(const code_map *map, cpt_code code, uint32_t *count);

#endif
