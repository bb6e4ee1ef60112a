/*
 * findings.h
 *	  What the collectors of a line's findings share: reasons.c, missing.c and findings.c.
 */
#ifndef CPTPOLICY_FINDINGS_H
#define CPTPOLICY_FINDINGS_H

#include "engine/evaluation.h"

typedef struct collector
{
	evaluation *evaluation;
	line_result *result;
	int32_t		rank;			/* of the clause that decides so far */
	bool		with_conditions;	/* collect criteria whose condition is unknown, too */
	uint32_t	fact_count;		/* facts already asked for, of the criterion at hand */
	uint32_t   *facts;
} collector;

/* A criterion of the program by its index. */
extern const program_criterion *criterion_of(const collector *collector, uint32_t index);

/* Of the clauses that decide, the policy's ranking names one: take this criterion's if it ranks before those so far. */
extern void rank_branch(collector *collector, const program_criterion *criterion);

/*
 * Evaluate only for those sides of a bilateral line on which a criterion with this condition is asked: what is not
 * asked of a side says nothing about it. Returns what restores the passes.
 */
extern uint8_t keep_asked_passes(evaluation *evaluation, uint32_t when);
extern void restore_passes(evaluation *evaluation, uint8_t pass_count);

/* The status of a criterion's own test, without what lies below it. */
extern tristate own_status(collector *collector, const program_criterion *criterion);

/* Collect the lowest criteria that decided against the line, from one criterion down. */
extern void collect_reasons(collector *collector, uint32_t index);

/* Collect what is unknown and would matter if the failed criteria were met, from one criterion down. */
extern void collect_missing(collector *collector, uint32_t index);

/* Add one item that is missing; without a question, the criterion's text asks. */
extern void add_missing(collector *collector, const program_criterion *criterion, text_span fact, text_span question);

#endif
