/*
 * criterion_reader.h
 *	  Reading the criteria of a policy document.
 */
#ifndef CPTPOLICY_CRITERION_READER_H
#define CPTPOLICY_CRITERION_READER_H

#include "engine/document_object.h"
#include "engine/policy.h"

/* Codes of a denial and of a request for information, for criteria without their own. */
typedef struct denial_defaults
{
	text_span	group, carc, rarc;
	text_span	missing_carc, missing_rarc;
} denial_defaults;

/* Read a criterion with all below it; depth counts from 1. Never NULL. */
extern criterion *criterion_read(document_reader *reader, document_node node, const denial_defaults *defaults, int depth);

/* Read an entry of "precedence" as a gate: asked of its lines of business, open once "settled_by" is met. */
extern criterion *gate_read(document_reader *reader, document_node node, const denial_defaults *defaults);

#endif
