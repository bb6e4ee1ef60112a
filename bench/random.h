/*
 * random.h
 *	  A small seeded generator (splitmix64), so that every run and every machine sees the same claims.
 */
#ifndef CPTPOLICY_BENCH_RANDOM_H
#define CPTPOLICY_BENCH_RANDOM_H

#include "postgres.h"

typedef struct random_source
{
	uint64		state;
} random_source;

/* The next 64 bits. */
static inline uint64
random_bits(random_source *source)
{
	uint64		bits = (source->state += UINT64CONST(0x9E3779B97F4A7C15));

	bits = (bits ^ (bits >> 30)) * UINT64CONST(0xBF58476D1CE4E5B9);
	bits = (bits ^ (bits >> 27)) * UINT64CONST(0x94D049BB133111EB);
	return bits ^ (bits >> 31);
}

/* A whole number from low to high, both included. */
static inline int
random_between(random_source *source, int low, int high)
{
	return low + (int) (random_bits(source) % (uint64) (high - low + 1));
}

/* True in so many of a hundred calls. */
static inline bool
random_percent(random_source *source, int percent)
{
	return random_between(source, 0, 99) < percent;
}

#define random_choice(source, array) ((array)[random_between((source), 0, (int) lengthof(array) - 1)])

#endif
