/*
 * hard_coded.h
 *	  CP.MP.166 written in C by hand, for comparison: what the generic engine is measured against.
 *
 *	  hard_coded_claim.c    jsonb → hc_claim, in one pass over the keys
 *	  hard_coded_line.c, hard_coded_entry.c, hard_coded_facts.c   its lines, history and facts
 *	  hard_coded_day.c      days
 *	  hard_coded_history.c  questions to the earlier procedures
 *	  hard_coded_rules.c    the policy: hc_claim → status of each criterion of a line, and its decision
 *	  hard_coded_findings.c what denies, what the answer rests on
 *	  hard_coded_asks.c     what is missing
 *	  hard_coded_texts.c    all words
 *	  hard_coded.c          the SQL functions, and the result as jsonb bytes
 *
 * It knows this one policy and nothing else: names, thresholds, messages and codes are in its source.
 */
#ifndef CPTPOLICY_BENCH_HARD_CODED_H
#define CPTPOLICY_BENCH_HARD_CODED_H

#include "postgres.h"

#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "engine/decimal.h"
#include "engine/tristate.h"

/* A day as (year * 12 + month - 1) * 32 + day: in order, and a month apart is 32 apart. 0 is unknown. */
typedef int32 hc_day;

#define HC_DAY_UNKNOWN 0
#define HC_MONTHS(count) ((count) * 32)

/* How many days a month has. */
extern int	hc_last_day(int year, int month);

/* The day so many months later, clamped to the end of the month. */
extern hc_day hc_clamp_day(hc_day day);
static inline hc_day
hc_add_months(hc_day day, int months)
{
	hc_day		sum = day + HC_MONTHS(months);

	return (sum & 31) > 28 ? hc_clamp_day(sum) : sum;
}

/* Days since some day long ago, to count days. */
extern int	hc_day_number(hc_day day);

/* YYYY-MM-DD into 10 bytes. */
extern void hc_format_day(hc_day day, char *out);

/* Facts, in jsonb's order of keys. */
typedef enum hc_fact
{
	HC_PREGNANT,
	HC_NSAID_WEEKS,
	HC_PROVOCATION,
	HC_STAND_ALONE,
	HC_REQUEST_KIND,
	HC_PAIN_BELOW_L5,
	HC_PAIN_RECURRED,
	HC_SI_TENDERNESS,
	HC_INTERFERES_ADLS,
	HC_PAIN_ONSET_DATE,
	HC_IMAGING_AVAILABLE,
	HC_PAIN_NONRADICULAR,
	HC_CHIROPRACTIC_WEEKS,
	HC_FAILED_CONSERVATIVE,
	HC_NSAID_NOT_TOLERATED,
	HC_OTHER_DX_MORE_LIKELY,
	HC_IMAGING_DISC_OR_FACET,
	HC_NSAID_CONTRAINDICATED,
	HC_PERFORMED_BY_PHYSICIAN,
	HC_PHYSICAL_THERAPY_WEEKS,
	HC_MEDICAID_STATE_CONFLICT,
	HC_CONNECTIVE_TISSUE_DISORDER,
	HC_ACTIVITY_MODIFICATION_WEEKS,
	HC_HOME_EXERCISE_WEEKS,
	HC_CLINICAL_FINDINGS,
	HC_CONCURRENT_TREATMENT,
	HC_BENEFIT_MONTHS,
	HC_RELIEF_PERCENT,
	HC_INVASIVE_PROCEDURES,
	HC_FUNCTIONAL_IMPROVEMENT,
	HC_DEFINITIVE_THERAPY,
	HC_FACT_COUNT
} hc_fact;

typedef enum hc_request_kind
{
	HC_KIND_UNKNOWN,
	HC_INITIAL_DIAGNOSTIC,
	HC_SECOND_DIAGNOSTIC,
	HC_THIRD_DIAGNOSTIC,
	HC_INITIAL_THERAPEUTIC,
	HC_SUBSEQUENT_THERAPEUTIC
} hc_request_kind;

typedef struct hc_facts
{
	uint8		truth[HC_FACT_COUNT];	/* tristate of a boolean; of others MET where known, else UNKNOWN */
	uint8		request_kind;
	uint8		positive;		/* provocation tests, one bit each */
	uint8		negative;
	hc_day		onset;
	decimal		number[HC_FACT_COUNT];	/* only those of known numbers are set */
} hc_facts;

/* What the policy makes of a code. */
typedef enum hc_code
{
	HC_CODE_OTHER,
	HC_CODE_INJECTION,
	HC_CODE_NERVE_BLOCK,
	HC_CODE_NEUROTOMY
} hc_code;

/* Sides as bits; bilateral is both, unknown neither. */
#define HC_LEFT 1
#define HC_RIGHT 2
#define HC_BILATERAL 3

typedef struct hc_line
{
	int			number;
	char		code_text[5];
	uint8		code;			/* hc_code */
	bool		other_invasive;
	uint8		side;
	bool		contradictory;	/* "side" and modifiers differ; then side is unknown */
	bool		invalid;
	hc_day		date;
	decimal		units;
	const JsonbContainer *facts;	/* or NULL */
} hc_line;

typedef enum hc_procedure
{
	HC_PROCEDURE_UNKNOWN,
	HC_DIAGNOSTIC,
	HC_THERAPEUTIC
} hc_procedure;

/* An earlier injection of a sacroiliac joint; other history is not kept. */
typedef struct hc_entry
{
	hc_day		date;
	uint8		side;
	uint8		kind;			/* hc_procedure */
	bool		relief_known;
	decimal		relief;
} hc_entry;

typedef enum hc_business
{
	HC_COMMERCIAL,
	HC_MEDICARE,
	HC_MEDICAID,
	HC_MARKETPLACE
} hc_business;

typedef struct hc_span
{
	const char *bytes;
	int			length;
} hc_span;

/* Something in the claim that cannot be read. */
typedef struct hc_fault
{
	int			line;			/* from 0; -1: of the claim */
	const char *key;
	const char *rarc;
} hc_fault;

#define HC_INLINE_LINES 8
#define HC_INLINE_ENTRIES 16
#define HC_FAULTS_MAX 16
#define HC_UNUSED_MAX 32

typedef struct hc_claim
{
	JEntry		id_type;		/* JENTRY_ISNULL when there is none */
	hc_span		id;				/* string, or Numeric */
	bool		centene;
	uint8		business;		/* hc_business */
	hc_day		date;
	int			diagnosis_count;
	int			line_count;
	hc_line    *lines;
	hc_facts	facts;
	int			entry_count;
	hc_entry   *entries;		/* by date, oldest first */
	int			fault_count;
	hc_fault	faults[HC_FAULTS_MAX];
	int			unused_count;
	hc_span		unused[HC_UNUSED_MAX];
	hc_line		line_space[HC_INLINE_LINES];
	hc_entry	entry_space[HC_INLINE_ENTRIES];
} hc_claim;

/* Read a claim; what cannot be read is among its faults. It points into the document. */
extern void hc_read_claim(const JsonbContainer *document, hc_claim *claim);

/* Note what cannot be read. The line is -1 for the claim as a whole. */
extern void hc_add_fault(hc_claim *claim, int line, const char *key, const char *rarc);

/* Lay the facts of a container over those there. */
extern void hc_read_facts(hc_claim *claim, int line, const void *container, hc_facts *facts);

/* The facts of a line: the claim's with the line's own laid over. */
extern void hc_read_line_facts(hc_claim *claim, int line, hc_facts *facts);

#endif
