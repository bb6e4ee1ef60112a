/*
 * policy.h
 *	  A coverage policy as its document says it: the model between document and program.
 *
 * document (JSON) --policy_reader--> policy --policy_compiler--> program --adjudication--> decision
 *
 * The reader takes care of shape, the compiler of meaning (names, types, limits).
 */
#ifndef CPTPOLICY_POLICY_H
#define CPTPOLICY_POLICY_H

#include "engine/arena.h"
#include "engine/calendar.h"
#include "engine/cpt_code.h"
#include "engine/decimal.h"
#include "engine/fault.h"
#include "engine/json.h"

typedef enum fact_type
{
	FACT_BOOLEAN,
	FACT_NUMBER,
	FACT_DATE,
	FACT_CHOICE,				/* one of names */
	FACT_FLAGS					/* an object of booleans, one for each of names */
} fact_type;

typedef struct fact_alias
{
	text_span	alias;
	text_span	name;
} fact_alias;

typedef struct fact_declaration
{
	text_span	path;
	text_span	name;
	fact_type	type;
	text_span	unit;			/* "week", "percent", "month", ... or absent */
	text_span	question;		/* what to ask for when the fact is missing */
	bool		has_minimum;
	bool		has_maximum;
	decimal		minimum;
	decimal		maximum;
	uint32_t	name_count;
	text_span  *names;			/* choices or flags */
	uint32_t	alias_count;
	fact_alias *aliases;
} fact_declaration;

typedef struct code_range
{
	cpt_code	first;
	cpt_code	last;
} code_range;

typedef struct code_role
{
	text_span	path;
	text_span	role;
	bool		subject;		/* does the policy speak of these codes, or only mention them */
	uint32_t	range_count;
	code_range *ranges;
} code_role;

typedef enum comparator
{
	COMPARE_IS,					/* boolean, choice, number, date */
	COMPARE_IN,					/* choice */
	COMPARE_AT_LEAST,			/* number */
	COMPARE_AT_MOST,
	COMPARE_MORE_THAN,
	COMPARE_LESS_THAN,
	COMPARE_AT_LEAST_AGO,		/* date and interval: date + interval <= date of service */
	COMPARE_MORE_THAN_AGO,		/* date + interval < date of service */
	COMPARE_AT_MOST_AGO,		/* date + interval >= date of service */
	COMPARE_LESS_THAN_AGO,		/* date + interval > date of service */
	COMPARE_BEFORE,				/* date and date */
	COMPARE_ON_OR_BEFORE,
	COMPARE_AFTER,
	COMPARE_ON_OR_AFTER
} comparator;

typedef struct comparison
{
	comparator	comparator;
	json_kind	kind;			/* of the constant: JSON_TRUE, JSON_FALSE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, or JSON_OBJECT (an interval) */
	decimal		number;
	text_span	text;			/* a choice, a date, or "date_of_service" */
	uint32_t	text_count;		/* of "in" */
	text_span  *texts;
	calendar_interval interval;
} comparison;

typedef enum history_ask
{
	ASK_COUNT,
	ASK_EXISTS,
	ASK_FIRST,
	ASK_NTH,
	ASK_LATEST,
	ASK_BEST					/* the highest relief */
} history_ask;

typedef enum history_side
{
	HISTORY_SIDE_ANY,
	HISTORY_SIDE_SAME,
	HISTORY_SIDE_OTHER
} history_side;

/*
 * A question to the member's earlier procedures. An entry of unknown kind or side may match; the answer then holds
 * only if it is the same whether it does or not.
 */
typedef struct history_question
{
	text_span	path;
	text_span	codes;			/* a role: one family; the same family, day and side is one procedure */
	text_span	kind;			/* "diagnostic", "therapeutic" or absent: either */
	history_side side;
	bool		has_window;
	calendar_interval window;	/* (date of service - window, date of service), half-open: the anniversary is outside */
	bool		including_anniversary;
	bool		has_course_gap;
	calendar_interval course_gap;	/* a longer gap may have started a new course of treatment */
	history_ask ask;
	uint32_t	nth;			/* of ASK_NTH, from 1 */
	bool		of_date;		/* else of the relief percent */
	uint8_t		if_none;		/* tristate when there is no such entry */
} history_question;

typedef enum operand_kind
{
	OPERAND_FACT,
	OPERAND_FLAGS,				/* how many of the flags are true */
	OPERAND_SUM,				/* of number facts */
	OPERAND_HISTORY,
	OPERAND_UNITS,
	OPERAND_AGE,				/* whole years on the date of service */
	OPERAND_OTHER_LINES			/* how many other lines of the claim, same date, have a code of the role */
} operand_kind;

typedef struct operand_model
{
	text_span	path;
	operand_kind kind;
	uint32_t	name_count;
	text_span  *names;			/* facts, or the role of other lines */
	history_side side;			/* of other lines */
	history_question *question;
} operand_model;

typedef enum expression_kind
{
	EXPRESSION_CONSTANT,
	EXPRESSION_ALL,
	EXPRESSION_ANY,
	EXPRESSION_NOT,
	EXPRESSION_AT_LEAST,		/* threshold of children */
	EXPRESSION_JUDGEMENT,		/* what would be met is for a person to judge */
	EXPRESSION_RECORDED,		/* is the fact there */
	EXPRESSION_COMPARE,			/* operands (the first that is there) against a constant */
	EXPRESSION_CODE,			/* the line's code has the role */
	EXPRESSION_MODIFIER,
	EXPRESSION_SIDE,
	EXPRESSION_PLACE_OF_SERVICE,
	EXPRESSION_DIAGNOSIS,
	EXPRESSION_SEX,
	EXPRESSION_LINE_OF_BUSINESS,
	EXPRESSION_CLAIM_TYPE
} expression_kind;

typedef struct expression expression;

struct expression
{
	text_span	path;
	expression_kind kind;
	bool		faulty;			/* could not be read as a whole, apart from the children */
	bool		constant;
	uint32_t	threshold;
	uint32_t	child_count;
	expression **children;
	uint32_t	operand_count;
	operand_model *operands;
	comparison	comparison;
	uint32_t	text_count;
	text_span  *texts;			/* role, fact, or the list of modifiers, sides, places, diagnoses, ... */
};

typedef enum criterion_kind
{
	CRITERION_REQUIREMENT,
	CRITERION_EXCLUSION,		/* denies where its test is met */
	CRITERION_INDICATION,		/* a requirement that names the branch of an approval */
	CRITERION_EXCEPTION,		/* child of an exclusion, asked when its test is met; lifts it when met itself */
	CRITERION_GATE				/* precedence: until met, the policy is not applied */
} criterion_kind;

typedef enum criterion_combination
{
	COMBINE_ALL,
	COMBINE_ANY,
	COMBINE_AT_LEAST
} criterion_combination;

typedef struct criterion_note
{
	text_span	path;
	expression *when;
	text_span	message;
} criterion_note;

typedef struct criterion criterion;

struct criterion
{
	text_span	path;
	bool		faulty;			/* could not be read as a whole */
	text_span	id;				/* the policy's own number */
	criterion_kind kind;
	int32_t		branch_order;	/* rank among the clauses that can decide, 0: this is no such clause */
	text_span	text;			/* what it asks, in our words: for the outline */
	expression *when;			/* NULL: always asked */
	expression *test;			/* NULL: its children alone decide */
	criterion_combination combination;
	uint32_t	threshold;		/* of COMBINE_AT_LEAST */
	uint32_t	child_count;
	criterion **children;
	text_span	message;		/* why it denies; {found} and {required} are filled in */
	text_span	question;		/* what to ask when it is unknown and no fact's own question fits */
	text_span	group, carc, rarc;	/* of the denial */
	text_span	missing_carc, missing_rarc; /* of the request for what is missing */
	uint32_t	note_count;
	criterion_note *notes;
};

typedef struct policy
{
	text_span	policy;
	text_span	version;
	text_span	payer;			/* absent: national */
	text_span	title;
	text_span	source;
	calendar_date effective_from;
	calendar_date effective_to; /* last day, CALENDAR_DATE_UNKNOWN: no end */
	bool		faulty_codes;	/* could not be read as a whole */
	uint32_t	role_count;
	code_role  *roles;
	uint32_t	fact_count;
	fact_declaration *facts;
	uint32_t	criterion_count;	/* top level; gates (document key "precedence") first */
	criterion **criteria;
} policy;

/*
 * Read a document. Every fault is added to faults; returns NULL only when the document is not an object, otherwise
 * what could be read, which may be compiled to find further faults. Everything lives in memory.
 */
extern policy *policy_read(const json_source *source, json_value document, arena *memory, fault_list *faults);

/* A numbered outline of the policy that can be held beside the printed one. */
extern text_span policy_outline(const policy *policy, arena *memory);

#endif
