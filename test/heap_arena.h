/*
 * heap_arena.h
 *	  An arena over malloc, for programs of the engine outside a server.
 */
#ifndef HEAP_ARENA_H
#define HEAP_ARENA_H

#include <stdlib.h>

#include "engine/arena.h"

static inline void *
heap_allocate(void *context, size_t size)
{
	void	   *memory = malloc(size > 0 ? size : 1);

	(void) context;
	if (memory == NULL)
		abort();
	return memory;
}

static inline void
heap_release(void *context, void *memory)
{
	(void) context;
	free(memory);
}

/* An empty arena, to be freed by its user. */
static inline arena
heap_arena(void)
{
	arena		memory;

	arena_init(&memory, heap_allocate, heap_release, NULL);
	return memory;
}

#endif							/* HEAP_ARENA_H */
