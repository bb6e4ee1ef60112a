/*
 * explainer.h
 *	  What the parts of an explanation share.
 */
#ifndef CPTPOLICY_EXPLAINER_H
#define CPTPOLICY_EXPLAINER_H

#include "engine/page.h"
#include "engine/remedy.h"

typedef struct explainer
{
	page		page;
	told_claim	claim;
} explainer;

/* Did coding edits decide against what the policies say, or where none does? */
static inline bool
is_decided_by_edits(const line_result *line)
{
	return line->by_policies < line->decision;
}

/* Add "(CO 50, N130)" or, without a group, "(CARC 252, N706)". */
extern void write_codes(page *page, text_span group, text_span carc, text_span rarc);

/* Add a line's questions, and what answers them. */
extern void write_missing(page *page, const line_result *line);
extern void write_send(explainer *explainer, const line_result *line);

#endif
