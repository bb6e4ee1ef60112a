/*
 * reason_rows.h
 *	  What decided about lines, as rows of cptpolicy.evaluation_reason.
 */
#ifndef CPTPOLICY_REASON_ROWS_H
#define CPTPOLICY_REASON_ROWS_H

#include "postgres.h"

#include "engine/adjudication.h"
#include "engine/problem_index.h"
#include "pg/copy_writer.h"

typedef struct reason_rows
{
	copy_writer	rows;
	int32		run_id;
	bool		clinical_facts; /* keep sentences, what is required and what was found */
	int64		claim_number;	/* of the line that the next rows are about */
	int32		line_position;	/* 0: of the claim as a whole */
	int32		reason_count;	/* of it, so far */
	StringInfoData text;		/* of a finding */
} reason_rows;

/* Start without rows, in the current context. */
extern void reason_rows_init(reason_rows *reasons, int32 run_id, bool clinical_facts);

/* What follows is about this line. */
extern void reason_rows_start(reason_rows *reasons, int64 claim_number, int32 line_position);

/* Add the reasons of a line, then what is missing. */
extern void reason_rows_add_line(reason_rows *reasons, const line_result *line);

/* Add one problem, or those of a list of the index. */
extern void reason_rows_add_problem(reason_rows *reasons, const claim_problem *problem);
extern void reason_rows_add_problems(reason_rows *reasons, const problem_list *problems, const problem_index *index,
									 uint32 list);

#endif							/* CPTPOLICY_REASON_ROWS_H */
