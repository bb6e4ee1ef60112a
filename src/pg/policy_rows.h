/*
 * policy_rows.h
 *	  The rows of a policy's version as the document that they stand for.
 */
#ifndef CPTPOLICY_POLICY_ROWS_H
#define CPTPOLICY_POLICY_ROWS_H

#include "postgres.h"

#include "engine/fault.h"
#include "engine/json.h"

/*
 * The document of a version, as the active snapshot sees its rows; raises when there is no such version. What the rows
 * say and no document can (a parent that does not exist, a payer without a row) is added to faults. Everything lives
 * in memory; assembled_json_source reads it.
 */
extern json_value policy_rows_read(text_span policy, text_span version, bool shipped, arena *memory,
								   fault_list *faults);

#endif							/* CPTPOLICY_POLICY_ROWS_H */
