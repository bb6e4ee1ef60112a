/*
 * evaluation_log.h
 *	  Judged claims as rows of cptpolicy.evaluation and cptpolicy.evaluation_reason.
 */
#ifndef CPTPOLICY_EVALUATION_LOG_H
#define CPTPOLICY_EVALUATION_LOG_H

#include "postgres.h"

#include "pg/evaluate.h"

/* Which claim of which run it is. */
typedef struct logged_claim
{
	int64		number;			/* in the run, from 1 */
	int32		occurrence;		/* among those with its id, from 1 */
	text_span	id;				/* or absent */
} logged_claim;

typedef struct evaluation_log evaluation_log;

/* A log for a run, in the current context. Raises 42501 or 0A000 where the caller may not write it. */
extern evaluation_log *evaluation_log_open(int32 run_id, bool clinical_facts);

/* What follows is judged by the transaction that has begun now. */
extern void evaluation_log_begin_batch(evaluation_log *log);

/* Add a judged claim, and what is no claim because it is null. */
extern void evaluation_log_add(evaluation_log *log, const logged_claim *claim, judged_claim *judged);
extern void evaluation_log_add_null(evaluation_log *log, const logged_claim *claim);

/* Write what was added; evaluation_log_add() does so itself when it becomes much. */
extern void evaluation_log_write(evaluation_log *log);

#endif							/* CPTPOLICY_EVALUATION_LOG_H */
