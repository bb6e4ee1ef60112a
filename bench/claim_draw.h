/*
 * claim_draw.h
 *	  A draft while it is drawn: what claim_generator.c and claim_spoilers.c share.
 */
#ifndef CPTPOLICY_BENCH_CLAIM_DRAW_H
#define CPTPOLICY_BENCH_CLAIM_DRAW_H

#include "claim_draft.h"
#include "random.h"

typedef struct draw
{
	random_source random;
	claim_draft *draft;
	request_kind kind;
	const char *side;			/* of the joint in question */
	const char *other_side;
} draw;

/* The day that lies so many months before, clamped to the end of the month, then moved by days. */
extern int	months_before(int day, int months, int days);

/* Change what the draft says. */
extern void set_fact(draw *d, draft_fact fact, const char *json);
extern void set_onset(draw *d, int day);
extern void draw_provocation(draw *d, int positive);
extern void add_history(draw *d, const char *code, int date, const char *side, const char *kind, const char *relief);

/* One line more, or NULL when there is no room. */
extern draft_line *add_line(draw *d, const char *code, const char *modifier);

/* Break one thing or two so that a criterion fails; or so that something is missing or for a person to judge. */
extern void spoil_to_fail(draw *d);
extern void spoil_to_pend(draw *d);

#endif
