/*
 * modifier_set.h
 *	  Sets of modifiers: one bit for each that there can be.
 */
#ifndef CPTPOLICY_MODIFIER_SET_H
#define CPTPOLICY_MODIFIER_SET_H

#include "engine/cpt_modifier.h"

#define MODIFIER_SET_WORDS (CPT_MODIFIER_LAST / 64 + 1)

typedef struct modifier_set
{
	uint64_t	words[MODIFIER_SET_WORDS];
} modifier_set;

static inline bool
modifier_set_contains(const modifier_set *set, cpt_modifier modifier)
{
	return (set->words[modifier / 64] >> modifier % 64 & 1) != 0;
}

static inline void
modifier_set_add(modifier_set *set, cpt_modifier modifier)
{
	set->words[modifier / 64] |= UINT64_C(1) << modifier % 64;
}

static inline void
modifier_set_remove(modifier_set *set, cpt_modifier modifier)
{
	set->words[modifier / 64] &= ~(UINT64_C(1) << modifier % 64);
}

#endif
