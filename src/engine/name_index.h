/*
 * name_index.h
 *	  Names numbered from 0 in the order in which they were added, found again by hashing.
 */
#ifndef CPTPOLICY_NAME_INDEX_H
#define CPTPOLICY_NAME_INDEX_H

#include "engine/arena.h"

#define NO_NAME UINT32_MAX

typedef struct name_slot
{
	uint32_t	hash;
	uint32_t	number;			/* of the name, plus 1; 0: free */
} name_slot;

typedef struct name_index
{
	arena	   *memory;
	uint32_t	count;
	uint32_t	capacity;		/* of names; a power of two */
	text_span  *names;
	name_slot  *slots;			/* twice the capacity: at least half of them are free */
} name_index;

/* Start an empty index in memory. */
extern void name_index_init(name_index *index, arena *memory);

/* The number of a name; a new one is copied and gets the next number. */
extern uint32_t name_index_add(name_index *index, text_span name);

/* The number of a name, or NO_NAME. */
extern uint32_t name_index_find(const name_index *index, text_span name);

#endif
