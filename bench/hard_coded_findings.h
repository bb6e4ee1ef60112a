/*
 * hard_coded_findings.h
 *	  Why a line was decided as it was: reasons, what is missing, notes, and the clause that decided.
 */
#ifndef CPTPOLICY_BENCH_HARD_CODED_FINDINGS_H
#define CPTPOLICY_BENCH_HARD_CODED_FINDINGS_H

#include "hard_coded_rules.h"

#define HC_REASONS_MAX 24
#define HC_ASKS_MAX 48

/* What is asked for: a fact that is not there, or a judgement. */
typedef enum hc_ask
{
	HC_ASK_MEDICARE,
	HC_ASK_MEDICAID_CONFLICT,
	HC_ASK_MEDICAID,
	HC_ASK_PHYSICIAN,
	HC_ASK_PHYSICIAN_JUDGED,
	HC_ASK_PROCEDURES,
	HC_ASK_PROCEDURES_JUDGED,
	HC_ASK_OTHER_PROCEDURE,
	HC_ASK_BILATERAL,
	HC_ASK_REQUEST_KIND,
	HC_ASK_NONRADICULAR,
	HC_ASK_BELOW_L5,
	HC_ASK_ADLS,
	HC_ASK_ONSET,
	HC_ASK_ONSET_JUDGED,
	HC_ASK_TENDERNESS,
	HC_ASK_PROVOCATION,
	HC_ASK_FAILED_CONSERVATIVE,
	HC_ASK_PHYSICAL_THERAPY,
	HC_ASK_CHIROPRACTIC,
	HC_ASK_HOME_EXERCISE,
	HC_ASK_SUM_JUDGED,
	HC_ASK_NSAID_WEEKS,
	HC_ASK_NSAID_CONTRAINDICATED,
	HC_ASK_NSAID_NOT_TOLERATED,
	HC_ASK_ACTIVITY,
	HC_ASK_CLINICAL_FINDINGS,
	HC_ASK_IMAGING_EVIDENCE,
	HC_ASK_IMAGING_AVAILABLE,
	HC_ASK_IMAGING_JUDGED,
	HC_ASK_OTHER_DX,
	HC_ASK_AFTER_FIRST,
	HC_ASK_2_FIRST,
	HC_ASK_2_SIDE,
	HC_ASK_2_RELIEF,
	HC_ASK_2_INTERVAL,
	HC_ASK_2_THIRD,
	HC_ASK_3_FIRST,
	HC_ASK_RECURRED,
	HC_ASK_RELIEF,
	HC_ASK_FUNCTION,
	HC_ASK_BENEFIT,
	HC_ASK_CONCURRENT,
	HC_ASK_STAND_ALONE,
	HC_ASK_3_INTERVAL,
	HC_ASK_3_SIDE,
	HC_ASK_3_COUNT,
	HC_ASK_II,
	HC_ASK_III,
	HC_ASK_DEFINITIVE,
	HC_ASK_DEFINITIVE_JUDGED,
	HC_ASK_COUNT
} hc_ask;

typedef enum hc_note
{
	HC_NOTE_THRUST_TESTS,
	HC_NOTE_AFTER_DIAGNOSTIC,
	HC_NOTE_COUNT_ANNIVERSARY,
	HC_NOTE_COURSE_ANNIVERSARY,
	HC_NOTE_COUNT
} hc_note;

/* What a reason found, for those that tell. */
typedef enum hc_found_type
{
	HC_FOUND_CONSTANT,			/* the whole reason is constant; variant tells which */
	HC_FOUND_NUMBER,
	HC_FOUND_DAY,
	HC_FOUND_RANGE				/* as many as least to most */
} hc_found_type;

typedef struct hc_reason
{
	uint8		criterion;		/* hc_criterion */
	uint8		type;			/* hc_found_type */
	uint8		variant;
	hc_day		day;
	int			least;
	int			most;
	decimal		number;
} hc_reason;

typedef struct hc_findings
{
	const char *branch;			/* NULL: none */
	int			reason_count;
	int			ask_count;
	int			note_count;
	hc_reason	reasons[HC_REASONS_MAX];
	uint8		asks[HC_ASKS_MAX];	/* hc_ask */
	uint8		notes[HC_NOTE_COUNT];	/* hc_note */
} hc_findings;

/* Explain a judged case. */
extern void hc_explain(const hc_case *c, hc_decision decision, hc_findings *findings);

/* List what is missing. */
extern void hc_collect_asks(const hc_case *c, hc_findings *findings);

#endif
