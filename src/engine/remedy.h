/*
 * remedy.h
 *	  What can be done about an answer: what settles a question, and what would lift a denial.
 */
#ifndef CPTPOLICY_REMEDY_H
#define CPTPOLICY_REMEDY_H

#include "engine/adjudication.h"

/* A judged claim, the source that it was read from, and memory for texts about it. */
typedef struct told_claim
{
	const claim_result *result;
	const json_source *source;
	arena	   *memory;
} told_claim;

/* "(CO 50, N130)" or, without a group, "(CARC 252, N706)"; empty where there is no CARC. */
extern text_span denial_codes(text_span group, text_span carc, text_span rarc, arena *memory);

/* A value that the claim gave, fit to be quoted in at most so many bytes; absent for what is no string or number. */
extern text_span given_text(const told_claim *claim, json_value value, uint32_t bytes_max);

/* Was the same asked for before? Of policies, the same fact or the lack of one; of edits, the same edit. */
extern bool missing_is_repeated(const line_result *line, uint32_t item);

/* What settles a missing item: "nsaid_weeks: a number". */
extern text_span missing_remedy(const told_claim *claim, const line_result *line, const missing_item *item);

/* What would lift a reason, if it is so: "correct provocation", "send an NCCI-associated modifier". */
extern text_span reason_remedy(const line_result *line, const reason *reason, arena *memory);

#endif
