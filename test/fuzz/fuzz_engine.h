/*
 * fuzz_engine.h
 *	  What fuzz targets of the engine share: an arena over malloc and the check of a promise.
 */
#ifndef FUZZ_ENGINE_H
#define FUZZ_ENGINE_H

#include <stdlib.h>

#include "engine/json_cjson.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void
require(bool ok)
{
	if (!ok)
		abort();
}

static inline void *
fuzz_allocate(void *context, size_t size)
{
	void	   *memory = malloc(size);

	(void) context;
	require(memory != NULL);
	return memory;
}

static inline void
fuzz_release(void *context, void *memory)
{
	(void) context;
	free(memory);
}

/* An empty arena, to be freed by the target. */
static inline arena
fuzz_arena(void)
{
	arena		memory;

	arena_init(&memory, fuzz_allocate, fuzz_release, NULL);
	return memory;
}

/* Is a text that people will read free of control characters? */
static inline bool
is_printable(text_span text)
{
	for (uint32_t i = 0; i < text.length; i++)
		if ((unsigned char) text.bytes[i] < 0x20 || text.bytes[i] == 0x7F)
			return false;
	return text.bytes != NULL;
}

#endif							/* FUZZ_ENGINE_H */
