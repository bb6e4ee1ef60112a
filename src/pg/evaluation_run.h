/*
 * evaluation_run.h
 *	  The row of a run in cptpolicy.evaluation_run: how far it is, and who works on it.
 *
 * A session that works on a run holds a lock on the object (cptpolicy.evaluation_run, run_id) from the beginning to the
 * end, across its transactions: so everybody can tell a run that goes on from one whose session died.
 */
#ifndef CPTPOLICY_EVALUATION_RUN_H
#define CPTPOLICY_EVALUATION_RUN_H

#include "postgres.h"

#include "datatype/timestamp.h"
#include "storage/lock.h"

#define RUN_NAME_LENGTH_MAX 100

typedef struct evaluation_run
{
	int32		run_id;
	LOCKTAG		lock;			/* that is held */
	const char *name;
	bool		clinical_facts;
	int32		batch_size;
	int64		total;
	int64		done;
	char	   *last_id;		/* of the claims done, or NULL */
	double		seconds_before; /* that earlier calls took */
	TimestampTz started;		/* this call */
} evaluation_run;

/*
 * Find the run of this name, or make one, and lock it for this session. Raises 55006 if another session works on it,
 * 55000 if it is finished, 22023 if it is of another source or keeps other facts. SPI must be connected.
 */
extern evaluation_run *evaluation_run_begin(const char *name, const char *source, int32 batch_size,
											bool clinical_facts);

/* It is under way now; how many claims there are is not known yet. */
extern void evaluation_run_announce(evaluation_run *run);

/* So many more claims are done, of the run's total; is_last: all are. False if the run is not to go on. */
extern bool evaluation_run_advance(evaluation_run *run, int64 count, const char *last_id, bool is_last);

/* Release the lock, which an error does of itself. */
extern void evaluation_run_end(const evaluation_run *run);

#endif							/* CPTPOLICY_EVALUATION_RUN_H */
