/*
 * explanation.h
 *	  The decision as a page that a person reads: what was asked, what was found, what is missing, what to send.
 */
#ifndef CPTPOLICY_EXPLANATION_H
#define CPTPOLICY_EXPLANATION_H

#include "engine/adjudication.h"

/* The page about a judged claim, NUL-terminated, in memory; source is the one that the claim was read from. */
extern text_span explanation_write(const claim_result *result, const json_source *source, arena *memory);

#endif
