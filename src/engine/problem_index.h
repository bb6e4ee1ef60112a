/*
 * problem_index.h
 *	  The problems of a claim, line by line, for people who read the answer by lines.
 */
#ifndef CPTPOLICY_PROBLEM_INDEX_H
#define CPTPOLICY_PROBLEM_INDEX_H

#include "engine/claim.h"

#define NO_PROBLEM UINT32_MAX

/* Lists of indexes into the problems, each in the order in which they were found and ended by NO_PROBLEM. */
typedef struct problem_index
{
	uint32_t   *first;			/* of each line; behind them, of the claim as a whole */
	uint32_t   *next;			/* of each problem */
} problem_index;

/* Sort the problems by the lines that their paths name; everything lives in memory. */
extern problem_index problem_index_create(const problem_list *problems, uint32_t line_count, arena *memory);

/* "$.lines[0].code: not a procedure code": a problem with its place. */
extern text_span problem_sentence(const claim_problem *problem, arena *memory);

#endif
