/*
 * fuzz_engine.h
 *	  What fuzz targets of the engine share: an arena and the check of a promise.
 */
#ifndef FUZZ_ENGINE_H
#define FUZZ_ENGINE_H

#include <stdlib.h>

#include "engine/json_cjson.h"

#include "../heap_arena.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void
require(bool ok)
{
	if (!ok)
		abort();
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
