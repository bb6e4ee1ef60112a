/*
 * rejection.h
 *	  Why a claim is stopped, for the one who sent it: a message, the details and what would satisfy them.
 */
#ifndef CPTPOLICY_REJECTION_H
#define CPTPOLICY_REJECTION_H

#include "engine/adjudication.h"

#define REJECTION_ID_BYTES 100	/* of a claim id; X12 837 allows 38 characters */

/* Texts are NUL-terminated, in the encoding of the claim and the policies. */
typedef struct rejection
{
	text_span	message;		/* the claim, and what stands first against it; one line */
	text_span	detail;			/* one line for each problem, reason and, where pending stops, missing item */
	text_span	hint;			/* what would satisfy them, one line each */
} rejection;

/*
 * The texts about a claim whose decision is at least stops_from, DECISION_DENY or DECISION_PEND; lines with better
 * decisions are left out. Everything lives in memory; source is the one that the claim was read from.
 */
extern rejection rejection_write(const claim_result *result, const json_source *source, decision stops_from,
								 arena *memory);

#endif
