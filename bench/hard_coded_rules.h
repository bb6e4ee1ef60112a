/*
 * hard_coded_rules.h
 *	  CP.MP.166 itself: one line of a claim, and what each criterion says of it.
 */
#ifndef CPTPOLICY_BENCH_HARD_CODED_RULES_H
#define CPTPOLICY_BENCH_HARD_CODED_RULES_H

#include "hard_coded_history.h"

/* In the policy's order. */
typedef enum hc_criterion
{
	HC_MEDICARE_FIRST,
	HC_MEDICAID_FIRST,
	HC_I,
	HC_I_PHYSICIAN,
	HC_I_ONE_PROCEDURE,
	HC_I_BILATERAL,
	HC_I_REQUEST_KIND,
	HC_I_A,
	HC_I_A_1,
	HC_1_A,
	HC_1_A_NONRADICULAR,
	HC_1_A_LOCATION,
	HC_1_A_ADL,
	HC_1_A_DURATION,
	HC_1_B,
	HC_1_C,
	HC_1_D,
	HC_1_D_I,
	HC_1_D_II,
	HC_1_D_III,
	HC_1_E,
	HC_1_F,
	HC_1_AFTER_FIRST,
	HC_I_A_2,
	HC_2_FIRST,
	HC_2_SIDE,
	HC_2_RELIEF,
	HC_2_INTERVAL,
	HC_2_THIRD,
	HC_I_A_3,
	HC_3_FIRST,
	HC_3_RECURRENCE,
	HC_3_A,
	HC_3_A_RELIEF,
	HC_3_A_FUNCTION,
	HC_3_A_DURATION,
	HC_3_B,
	HC_3_C,
	HC_3_C_SIDE,
	HC_3_D,
	HC_II,
	HC_III,
	HC_III_EXCEPTION,
	HC_IV,
	HC_V,
	HC_CRITERION_COUNT
} hc_criterion;

#define HC_NOT_ASKED 3

/* The decision of a line, worst last. */
typedef enum hc_decision
{
	HC_NO_POLICY,
	HC_APPROVE,
	HC_PEND,
	HC_DENY,
	HC_INVALID
} hc_decision;

/* Which sides of the line are asked: one; both where it is bilateral or its side unknown. */
typedef struct hc_case
{
	const hc_claim *claim;
	const hc_line *line;
	const hc_facts *facts;
	int			side_count;
	uint8		sides[2];
	hc_history	same[2];		/* earlier injections of that side */
	uint8		status[HC_CRITERION_COUNT];	/* tristate, or HC_NOT_ASKED */
} hc_case;

/* Judge an injection, a nerve block or a neurotomy: fills in statuses, gives the decision. */
extern hc_decision hc_judge(const hc_claim *claim, const hc_line *line, const hc_facts *facts, hc_case *result);

/* Is it settled that no other rule comes before the policy? */
static inline bool
hc_precedence_settled(const hc_case *c)
{
	return c->status[HC_MEDICARE_FIRST] != UNKNOWN && c->status[HC_MEDICAID_FIRST] != UNKNOWN;
}

/* Lines of the same day that are another invasive procedure, at least one. */
extern bool hc_other_procedure(const hc_case *c);

#endif
