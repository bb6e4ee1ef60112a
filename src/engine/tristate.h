/*
 * tristate.h
 *	  Kleene's three values and their connectives.
 *
 * The numbers are ordered not_met < unknown < met, so that "and" is the minimum and "or" the maximum: the truth
 * tables hold by construction, and the unit tests spell all of them out.
 */
#ifndef CPTPOLICY_TRISTATE_H
#define CPTPOLICY_TRISTATE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum tristate
{
	NOT_MET = 0,
	UNKNOWN = 1,
	MET = 2
} tristate;

static inline tristate
tristate_and(tristate left, tristate right)
{
	return left < right ? left : right;
}

static inline tristate
tristate_or(tristate left, tristate right)
{
	return left > right ? left : right;
}

static inline tristate
tristate_not(tristate value)
{
	return (tristate) (MET - value);
}

static inline tristate
tristate_of(bool value)
{
	return value ? MET : NOT_MET;
}

/* A judgement that the policy leaves to a person: what would be met is unknown. */
static inline tristate
tristate_judgement(tristate value)
{
	return value == MET ? UNKNOWN : value;
}

/* The answer that holds in every possible world: both the same, else unknown. */
static inline tristate
tristate_agree(tristate left, tristate right)
{
	return left == right ? left : UNKNOWN;
}

#endif
