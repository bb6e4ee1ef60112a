/*
 * hard_coded_texts.h
 *	  What the hard-coded CP.MP.166 says: constant parts of a result, as JSON.
 */
#ifndef CPTPOLICY_BENCH_HARD_CODED_TEXTS_H
#define CPTPOLICY_BENCH_HARD_CODED_TEXTS_H

#include "hard_coded_findings.h"

/* The policy's own numbers. */
extern const char *const hc_ids[HC_CRITERION_COUNT];

/* What is asked for: the criterion, the fact or NULL, the question. */
typedef struct hc_ask_text
{
	hc_criterion criterion;
	const char *fact;
	const char *question;
} hc_ask_text;

extern const hc_ask_text hc_ask_texts[HC_ASK_COUNT];

typedef struct hc_note_text
{
	hc_criterion criterion;
	const char *message;
} hc_note_text;

extern const hc_note_text hc_note_texts[HC_NOTE_COUNT];

/* A reason: what was found stands between the two halves of its message, or there is no second half. */
typedef struct hc_reason_text
{
	hc_criterion criterion;
	const char *before;
	const char *after;
	const char *found;			/* JSON of a constant reason */
	const char *required;		/* JSON */
} hc_reason_text;

extern const hc_reason_text hc_reason_texts[];
extern const int hc_reason_text_count;

#endif
