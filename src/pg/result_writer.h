/*
 * result_writer.h
 *	  A judged claim as the jsonb that evaluate_policy() returns.
 */
#ifndef CPTPOLICY_RESULT_WRITER_H
#define CPTPOLICY_RESULT_WRITER_H

#include "postgres.h"

#include "utils/jsonb.h"

#include "engine/adjudication.h"

/*
 * The prepared output of a program, for program->rendering: an entry of the trace for each criterion and status. To be
 * made once, when the program is compiled; it lives in memory, as the program does.
 */
extern void *result_rendering_create(const program *program, arena *memory);

/* The result as jsonb in the current memory context; memory is for scratch. The claim must come from jsonb_source. */
extern Jsonb *result_to_jsonb(const claim_result *result, arena *memory);

#endif							/* CPTPOLICY_RESULT_WRITER_H */
