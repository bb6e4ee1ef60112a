/*
 * evaluate.h
 *	  Judging a claim: what the SQL functions about claims share.
 */
#ifndef CPTPOLICY_EVALUATE_H
#define CPTPOLICY_EVALUATE_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/jsonb.h"

#include "engine/adjudication.h"

/* The backend's memory for evaluations, empty: what one that ended in an error has left there is forgotten here. */
extern arena *evaluation_memory(void);

/* A claim judged, and the memory that the judgement lives in. */
typedef struct judged_claim
{
	arena	   *memory;
	const directory *policies;	/* that it was judged by */
	claim_result result;
} judged_claim;

/*
 * Judge a claim, which must be detoasted. The result points into the claim and into memory that the next judgement in
 * the backend uses again.
 */
extern void judge_claim(const Jsonb *claim, bool only_decision, judged_claim *judged);

/* Judge the claim that is the first argument of the call, in the same way. */
extern void judge_argument(FunctionCallInfo fcinfo, bool only_decision, judged_claim *judged);

/* Give back what a large claim took; the judgement is gone. */
extern void judged_claim_release(judged_claim *judged);

#endif							/* CPTPOLICY_EVALUATE_H */
