/*
 * evaluation_source.h
 *	  The claims that evaluate_claims() reads: batch by batch, in the order of their ids.
 *
 *	open -> (skip) -> prepare -> for each batch: lock, begin, fetch until nothing comes, end -> close
 *
 * SPI must be connected, and a snapshot be active for each call but those that only look at what was fetched.
 */
#ifndef CPTPOLICY_EVALUATION_SOURCE_H
#define CPTPOLICY_EVALUATION_SOURCE_H

#include "postgres.h"

#include "utils/jsonb.h"

typedef struct evaluation_source evaluation_source;

/* One row of what was fetched. */
typedef struct source_claim
{
	const char *id;				/* as text, or NULL */
	int32		occurrence;		/* among the rows with this id, from 1 */
	const Jsonb *claim;			/* detoasted, or NULL */
} source_claim;

/* In the current context. Raises 42809, 42703 or 42804 for what has no claims, 42501 for what may not be read. */
extern evaluation_source *evaluation_source_open(Oid relation, int batch_size);

/* "schema.name", quoted where need be. */
extern const char *evaluation_source_name(const evaluation_source *source);

/* Go on after this id. */
extern void evaluation_source_skip(evaluation_source *source, const char *last_id);

/*
 * Settle how the rows are read, which may mean to copy them. Returns how many rows there are, those before the place to
 * go on from included: they were done so far.
 */
extern int64 evaluation_source_prepare(evaluation_source *source, int64 done);

/*
 * Lock the tables that are read, until the transaction ends: to be called before the snapshot that they are read with
 * is taken. Raises 42P01, 42703 or 42804 if the source is not any more what it was.
 */
extern void evaluation_source_lock(evaluation_source *source);

/* Begin with the rows after those of the batch before, as the active snapshot sees them. */
extern void evaluation_source_begin_batch(evaluation_source *source);

/* Get some more rows of the batch; 0 when it is complete. They live until the next call. */
extern uint64 evaluation_source_fetch(evaluation_source *source);

/* One of the rows that were fetched, to be asked for in their order; the claim lives until the next is asked for. */
extern source_claim evaluation_source_claim(evaluation_source *source, uint64 row);

/* Finish the batch; is there another one? */
extern bool evaluation_source_end_batch(evaluation_source *source);

/* The id of the last row that had one, as text that every session reads alike; NULL when there was none so far. */
extern const char *evaluation_source_last_id(const evaluation_source *source);

/* Drop what was made. */
extern void evaluation_source_close(evaluation_source *source);

#endif							/* CPTPOLICY_EVALUATION_SOURCE_H */
