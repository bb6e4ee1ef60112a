/*
 * program.h
 *	  A compiled policy: flat arrays that refer to each other by index, read-only while claims are evaluated.
 *
 *	  criteria      pre-order; the descendants of i are i+1 .. criteria[i].end - 1
 *	  instructions  the children of an instruction are instructions[first .. first + count - 1]
 *	  operands      of a comparison: operands[first .. first + count - 1]
 *	  questions     to the history
 */
#ifndef CPTPOLICY_PROGRAM_H
#define CPTPOLICY_PROGRAM_H

#include "engine/claim.h"
#include "engine/policy.h"
#include "engine/tristate.h"

#define NO_INSTRUCTION UINT32_MAX
#define CRITERIA_MAX 2000
#define INSTRUCTIONS_MAX 20000
#define OPERANDS_MAX 20000		/* facts, questions to the history and other values that tests look at */
#define FACTS_MAX 1000
#define ROLES_MAX 1000
#define FACT_NAMES_MAX 64		/* choices or flags of one fact: a bit set */
#define FACT_ALIASES_MAX 256
#define NESTING_MAX 32			/* of criteria, and of tests */

typedef struct program_fact
{
	text_span	name;
	fact_type	type;
	text_span	question;
	bool		has_minimum;
	bool		has_maximum;
	decimal		minimum;
	decimal		maximum;
	uint32_t	name_count;
	text_span  *names;
	uint32_t	alias_count;
	text_span  *aliases;
	uint32_t   *alias_names;	/* index into names */
	json_names	members;		/* names and aliases, sorted */
	uint32_t   *member_names;	/* for each of members its index into names */
	uint32_t	entry;			/* index into the directory's fact dictionary, set by directory_attach */
} program_fact;

#define NO_NAME UINT32_MAX

/* The index of a choice or a flag by name or alias, or NO_NAME. */
extern uint32_t program_fact_name(const program_fact *fact, text_span name);

/* What a claim says of one fact. */
typedef struct fact_value
{
	bool		known;
	bool		wrong;			/* there, but not of the declared type */
	bool		unlisted;		/* flags with names that are not declared */
	bool		boolean;
	union
	{
		decimal		number;
		calendar_date date;
		uint32_t	choice;		/* index into names */
		struct
		{
			uint64_t	set;	/* names known to be true */
			uint64_t	cleared;	/* names known to be false */
		}			flags;
	};
} fact_value;

typedef struct program_question
{
	uint32_t	role;			/* index into roles */
	procedure_kind kind;		/* PROCEDURE_UNKNOWN: any */
	history_side side;
	bool		has_window;
	bool		including_anniversary;
	bool		has_course_gap;
	bool		of_date;
	calendar_interval window;
	calendar_interval course_gap;
	history_ask ask;
	uint32_t	nth;
	tristate	if_none;
	uint32_t	family;			/* questions about the same role and side share their procedures */
} program_question;

typedef struct program_operand
{
	operand_kind kind;
	uint32_t	fact;			/* of FACT and FLAGS */
	uint32_t	question;		/* of HISTORY */
	uint32_t	role;			/* of OTHER_LINES */
	history_side side;
	uint32_t	fact_count;		/* of SUM */
	uint32_t   *facts;
} program_operand;

typedef enum value_type
{
	VALUE_BOOLEAN,
	VALUE_NUMBER,
	VALUE_DATE,
	VALUE_CHOICE
} value_type;

typedef struct diagnosis_range
{
	text_span	first;			/* upper case, without the dot */
	text_span	last;
	bool		with_subdivisions;	/* do codes that begin with last match as well */
} diagnosis_range;

/* Comparisons that most criteria are made of: one fact against a constant. */
typedef enum instruction_shortcut
{
	SHORTCUT_NONE,
	SHORTCUT_BOOLEAN_FACT,
	SHORTCUT_NUMBER_FACT,
	SHORTCUT_CHOICE_FACT
} instruction_shortcut;

/* What a test looks for in the line or the claim. */
typedef struct instruction_list
{
	uint32_t	count;
	cpt_modifier *modifiers;
	int32_t    *places;
	text_span  *texts;
	diagnosis_range *diagnoses;
} instruction_list;

/* Kept small: a claim runs through most of a program. */
typedef struct instruction
{
	uint8_t		kind;			/* expression_kind */
	uint8_t		comparator;
	uint8_t		type;			/* value_type of a comparison */
	uint8_t		shortcut;		/* instruction_shortcut of a comparison, then fact says which */
	bool		boolean;		/* of a constant or a boolean comparison */
	bool		against_service;	/* compare with the date of service */
	uint32_t	first;
	uint32_t	count;
	union
	{
		uint32_t	threshold;	/* of AT_LEAST */
		uint32_t	fact;		/* of RECORDED and of a shortcut */
		uint32_t	role;		/* of CODE */
	};
	union
	{
		uint64_t	set;		/* choices, sides, lines of business, claim types as bits */
		decimal		number;
		struct
		{
			calendar_date date;
			calendar_interval interval;
		};
		instruction_list *list;
	};
} instruction;

typedef struct program_note
{
	uint32_t	when;			/* instruction */
	text_span	message;
} program_note;

typedef struct program_criterion
{
	criterion_kind kind;
	criterion_combination combination;
	uint32_t	threshold;
	uint32_t	end;			/* index behind the last descendant */
	uint32_t	when;			/* instruction or NO_INSTRUCTION */
	uint32_t	test;			/* instruction or NO_INSTRUCTION */
	int32_t		branch_order;	/* rank of the branch: the lowest of those that decide is named */
	text_span	branch;			/* id of the clause that decides when this one does */
	text_span	id;
	text_span	text;
	text_span	message;
	text_span	question;
	text_span	group, carc, rarc;
	text_span	missing_carc, missing_rarc;
	uint32_t	note_count;
	program_note *notes;
} program_criterion;

typedef struct program
{
	text_span	policy;
	text_span	version;
	uint32_t	criterion_count;
	uint32_t	gate_count;		/* the first criteria, without children */
	program_criterion *criteria;
	uint32_t	instruction_count;
	instruction *instructions;
	uint32_t	operand_count;
	program_operand *operands;
	uint32_t	question_count;
	program_question *questions;
	uint32_t	family_count;
	uint32_t	fact_count;
	program_fact *facts;		/* in the order of fact_names */
	json_names	fact_names;
	uint32_t	role_count;
	code_role  *roles;
	uint32_t	note_count;		/* of all criteria */
	uint32_t	missing_capacity;	/* the most items that can be missing of one line */
	bool		by_side;		/* does any answer depend on the side of the line */
	void	   *rendering;		/* the caller's prepared output, if any */
} program;

/*
 * Compile a policy. Adds a fault for every name that is not declared, every comparison
 * that does not fit its type and every limit exceeded; returns NULL if there was any, from the reader
 * as well (what was read with faults is compiled nevertheless, so that all faults are found). Everything lives in memory;
 * texts are shared with the policy.
 */
extern program *policy_compile(const policy *policy, arena *memory, fault_list *faults);

#endif
