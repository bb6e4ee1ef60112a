/*
 * code_record_reader.h
 *	  What the tables of coding data know of one code.
 */
#ifndef CPTPOLICY_CODE_RECORD_READER_H
#define CPTPOLICY_CODE_RECORD_READER_H

#include "postgres.h"

#include "engine/reference.h"

/* Numbers of reasons in the tables and in the engine. */
typedef struct rationale_numbers
{
	uint32		count;
	const uint8 *indexes;		/* of each number below count, in the engine's list */
	uint8		none;			/* the index for numbers that are in no table */
} rationale_numbers;

/* code_loader; the context is the reference's rationale_numbers. Reads under the active snapshot. */
extern void code_record_read(void *context, reference *reference, code_record *record, arena *memory);

/*
 * Plan the queries anew when they are needed next: what was best for the few shipped rows is not for a loaded file.
 */
extern void code_record_reader_forget_plans(void);

#endif							/* CPTPOLICY_CODE_RECORD_READER_H */
