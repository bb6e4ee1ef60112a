/*
 * adjudication.h
 *	  A claim judged: the decision of each line with its reasons, what is missing and the whole trace.
 */
#ifndef CPTPOLICY_ADJUDICATION_H
#define CPTPOLICY_ADJUDICATION_H

#include "engine/claim.h"
#include "engine/directory.h"
#include "engine/finding.h"
#include "engine/reference.h"

/* Worst last: a claim's decision is its worst line's. */
typedef enum decision
{
	DECISION_NO_POLICY,
	DECISION_APPROVE,
	DECISION_PEND,
	DECISION_DENY,
	DECISION_INVALID
} decision;

/* Status of a criterion in the trace. */
typedef enum criterion_status
{
	STATUS_NOT_MET = NOT_MET,	/* "not_met"; of an exclusion "excluded" */
	STATUS_UNKNOWN = UNKNOWN,	/* "unknown" */
	STATUS_MET = MET,			/* "met"; of an exclusion: it does not apply */
	STATUS_NOT_ASKED = 3		/* not in the trace */
} criterion_status;

typedef struct reason
{
	text_span	criterion;
	text_span	status;			/* "not_met" or "excluded" */
	text_span	group, carc, rarc;
	text_span	message;
	finding		required;
	finding		found;
	uint32_t	detail_count;	/* of a coding edit; 0: of a policy, which has none */
	const named_finding *details;
} reason;

typedef struct missing_item
{
	text_span	criterion;
	text_span	fact;			/* absent: no fact would settle it, or it lies in the history */
	text_span	question;
	text_span	carc, rarc;
	uint32_t	detail_count;	/* of a coding edit; 0: of a policy, which has none */
	const named_finding *details;
} missing_item;

typedef struct note
{
	text_span	criterion;
	text_span	message;
} note;

typedef struct line_result
{
	const claim_line *line;
	decision	decision;
	decision	by_policies;	/* without coding edits: better than the decision where those alone decided */
	const policy_version *version;	/* that decided; NULL: none speaks of the line */
	text_span	branch;			/* or absent */
	const program *program;		/* of the trace; NULL: no trace */
	const uint8_t *statuses;	/* criterion_status of each of its criteria */
	uint32_t	reason_count;
	reason	   *reasons;
	uint32_t	missing_count;
	missing_item *missing;
	uint32_t	note_count;
	note	   *notes;
} line_result;

typedef struct unused_fact
{
	text_span	fact;
	text_span	did_you_mean;	/* or absent */
} unused_fact;

typedef struct claim_result
{
	claim		claim;
	decision	decision;
	uint32_t	line_count;
	line_result *lines;
	problem_list problems;
	uint32_t	unused_fact_count;
	unused_fact *unused_facts;
} claim_result;

/*
 * Judge a claim of any content, by policies and by coding edits (reference NULL: by policies alone). Everything of the
 * result lives in memory, in the document, or in the reference, which the caller trims between claims. With
 * only_decision, just the decisions are computed, and they are the same.
 */
extern void adjudicate(directory *directory, reference *reference, const json_source *source, json_value document,
					   bool only_decision, arena *memory, claim_result *result);

/* "approve", "deny", "pend", "no_policy", "invalid". */
extern text_span decision_name(decision decision);

/* "met", "not_met", "unknown", or "excluded" for an exclusion that applies. */
extern text_span criterion_status_name(const program_criterion *criterion, criterion_status status);

#endif
