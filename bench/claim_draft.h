/*
 * claim_draft.h
 *	  A claim on its way to JSON: what the generator decides, and what the writer prints.
 *
 *	  claim_generator.c   draws a draft that satisfies CP.MP.166, then spoils some of them
 *	  claim_writer.c      prints a draft
 */
#ifndef CPTPOLICY_BENCH_CLAIM_DRAFT_H
#define CPTPOLICY_BENCH_CLAIM_DRAFT_H

#include "postgres.h"

#include "lib/stringinfo.h"

#define DRAFT_LINES_MAX 4
#define DRAFT_HISTORY_MAX 6
#define DRAFT_FACT_TEXT_MAX 28

typedef enum request_kind
{
	INITIAL_DIAGNOSTIC,
	SECOND_DIAGNOSTIC,
	THIRD_DIAGNOSTIC,
	INITIAL_THERAPEUTIC,
	SUBSEQUENT_THERAPEUTIC
} request_kind;

typedef enum draft_fact
{
	FACT_PERFORMED_BY_PHYSICIAN,
	FACT_INVASIVE_PROCEDURES,
	FACT_REQUEST_KIND,
	FACT_PAIN_NONRADICULAR,
	FACT_PAIN_BELOW_L5,
	FACT_INTERFERES_ADLS,
	FACT_PAIN_ONSET_DATE,
	FACT_SI_TENDERNESS,
	FACT_PREGNANT,
	FACT_CONNECTIVE_TISSUE_DISORDER,
	FACT_FAILED_CONSERVATIVE,
	FACT_PHYSICAL_THERAPY_WEEKS,
	FACT_CHIROPRACTIC_WEEKS,
	FACT_HOME_EXERCISE_WEEKS,
	FACT_NSAID_WEEKS,
	FACT_NSAID_CONTRAINDICATED,
	FACT_NSAID_NOT_TOLERATED,
	FACT_ACTIVITY_MODIFICATION_WEEKS,
	FACT_CLINICAL_FINDINGS,
	FACT_IMAGING_AVAILABLE,
	FACT_IMAGING_DISC_OR_FACET,
	FACT_OTHER_DX_MORE_LIKELY,
	FACT_PAIN_RECURRED,
	FACT_INITIAL_RELIEF_PERCENT,
	FACT_INITIAL_FUNCTION,
	FACT_INITIAL_BENEFIT_MONTHS,
	FACT_CONCURRENT_TREATMENT,
	FACT_STAND_ALONE,
	FACT_DEFINITIVE_THERAPY,
	FACT_MEDICAID_CONFLICT,
	FACT_UNDECLARED,
	FACT_COUNT
} draft_fact;

/* What a provocation test gave: absent, negative, positive. */
#define PROVOCATION_TESTS 6

typedef struct draft_history
{
	const char *code;
	int			date;			/* Julian day, as everywhere in the draft */
	const char *side;			/* NULL: not recorded */
	const char *kind;			/* NULL: not recorded */
	const char *relief;			/* NULL: not recorded */
} draft_history;

typedef struct draft_line
{
	const char *code;
	const char *modifier;		/* or NULL */
	int			units;
	int			date;			/* 0: the claim's */
	const char *facts;			/* or NULL */
	int			charge_cents;
} draft_line;

typedef struct claim_draft
{
	int64		number;
	const char *payer;
	const char *line_of_business;
	const char *claim_type;
	int			birth_date;
	const char *sex;
	int			date_of_service;
	const char *place_of_service;
	int			diagnosis_count;
	const char *diagnoses[3];
	int			line_count;
	draft_line	lines[DRAFT_LINES_MAX];
	char		facts[FACT_COUNT][DRAFT_FACT_TEXT_MAX];	/* JSON; empty: not recorded */
	bool		provocation_recorded;
	int			provocation[PROVOCATION_TESTS];	/* -1 absent, 0 negative, 1 positive */
	int			history_count;
	draft_history history[DRAFT_HISTORY_MAX];
} claim_draft;

/* Print the draft as JSON. */
extern void claim_draft_write(const claim_draft *draft, StringInfo out);

/* Draw claim number "number"; always the same for the same number. */
extern void claim_draft_draw(int64 number, claim_draft *draft);

#endif
