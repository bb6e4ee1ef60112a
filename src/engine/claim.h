/*
 * claim.h
 *	  A claim, read and checked, and what was wrong with it.
 */
#ifndef CPTPOLICY_CLAIM_H
#define CPTPOLICY_CLAIM_H

#include "engine/arena.h"
#include "engine/calendar.h"
#include "engine/cpt_code.h"
#include "engine/cpt_modifier.h"
#include "engine/decimal.h"
#include "engine/json.h"

/* A set of sides; bilateral is both. */
typedef enum body_side
{
	SIDE_UNKNOWN = 0,
	SIDE_LEFT = 1,
	SIDE_RIGHT = 2,
	SIDE_BILATERAL = 3
} body_side;

#define SIDE_CONTRADICTORY 4		/* as a word of tests: "side" says another side than the modifiers do */

typedef enum line_of_business
{
	BUSINESS_COMMERCIAL,
	BUSINESS_MEDICARE,
	BUSINESS_MEDICAID,
	BUSINESS_MARKETPLACE
} line_of_business;

typedef enum claim_type
{
	CLAIM_PROFESSIONAL,
	CLAIM_INSTITUTIONAL
} claim_type;

#define LINE_OF_BUSINESS_COUNT 4
#define CLAIM_TYPE_COUNT 2

/* As claims write them. */
extern const text_span line_of_business_names[LINE_OF_BUSINESS_COUNT];
extern const text_span claim_type_names[CLAIM_TYPE_COUNT];

typedef enum procedure_kind
{
	PROCEDURE_UNKNOWN,
	PROCEDURE_DIAGNOSTIC,
	PROCEDURE_THERAPEUTIC
} procedure_kind;

#define PLACE_OF_SERVICE_UNKNOWN (-1)
#define CLAIM_LINES_MAX 1000		/* X12 837 allows 999 lines a claim; lines are compared with each other */
#define CLAIM_HISTORY_MAX 10000	/* each line asks for itself */
#define PROBLEMS_MAX 10000		/* further ones are not listed, so that a hostile claim cannot take all memory */

/* One fault of the claim: an entry of the result's "problems". */
typedef struct claim_problem
{
	text_span	path;			/* "$.lines[0].code" */
	text_span	message;
	text_span	carc;			/* always 16 */
	text_span	rarc;			/* M51 code, M52 date, M53 units, N822 modifier, M76 diagnosis, M77 place, else N706 */
} claim_problem;

typedef struct problem_list
{
	arena	   *memory;
	uint32_t	count;
	uint32_t	capacity;
	claim_problem *problems;
} problem_list;

typedef struct claim_line
{
	int32_t		number;			/* "line", or its position from 1 */
	bool		invalid;		/* a problem of this line is in the list, or it has but the claim's unreadable date */
	bool		has_code;
	cpt_code	code;
	json_value	code_given;		/* for the echo when there is no code */
	uint32_t	modifier_count;
	cpt_modifier *modifiers;
	decimal		units;
	json_value	charge_given;	/* no judgement asks for it: of any kind, or absent */
	body_side	side;
	bool		side_contradictory;	/* "side" and modifiers differ; then side is unknown */
	calendar_date date;			/* its own or the claim's; CALENDAR_DATE_UNKNOWN only when invalid */
	int32_t		place_of_service;	/* 0 .. 99 or PLACE_OF_SERVICE_UNKNOWN; its own or the claim's */
	uint32_t	pointer_count;
	uint32_t   *pointers;		/* indexes into the claim's diagnoses, from 0 */
	json_value	facts;			/* JSON_OBJECT or absent */
} claim_line;

typedef struct history_entry
{
	calendar_date date;
	cpt_code	code;
	body_side	side;
	procedure_kind kind;
	bool		relief_known;
	decimal		relief_percent;
} history_entry;

typedef struct claim
{
	json_value	claim_id;		/* JSON_STRING, JSON_NUMBER or absent */
	text_span	payer;			/* as given, or absent */
	line_of_business line_of_business;
	claim_type	claim_type;
	calendar_date birth_date;	/* or CALENDAR_DATE_UNKNOWN */
	text_span	sex;			/* as given, or absent */
	uint32_t	diagnosis_count;
	text_span  *diagnoses;		/* upper case, without the dot; empty where null or unreadable, so that pointers hold */
	uint32_t	line_count;
	claim_line *lines;
	json_value	facts;			/* JSON_OBJECT or absent */
	uint32_t	history_count;
	history_entry *history;		/* by date, oldest first */
	bool		invalid;		/* a problem of the claim as a whole is in the list */
} claim;

/* Start an empty list whose texts live in memory. */
extern void problem_list_init(problem_list *list, arena *memory);

/* Is the list so long that a problem more would not be listed? */
extern bool problem_list_is_full(const problem_list *list);

/* Add one problem; path and message must outlive the list. */
extern void problem_add(problem_list *list, text_span path, text_span message, const char *rarc);

/*
 * Read a claim of any content. Nothing is fatal: what cannot be read is a problem, the rest is still there.
 * Everything lives in memory; strings may point into the document.
 */
extern void claim_read(const json_source *source, json_value document, arena *memory, claim *result,
					   problem_list *problems);

#endif
