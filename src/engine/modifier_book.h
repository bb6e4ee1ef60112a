/*
 * modifier_book.h
 *	  The national lists of modifiers, which of them exclude each other, and which codes can carry them.
 */
#ifndef CPTPOLICY_MODIFIER_BOOK_H
#define CPTPOLICY_MODIFIER_BOOK_H

#include "engine/reference.h"

/* What a rule looks at: a property of the code on the date, or of the claim. */
typedef enum rule_subject
{
	SUBJECT_CODE_GROUP,
	SUBJECT_STATUS,
	SUBJECT_PCTC,
	SUBJECT_GLOBAL_DAYS,
	SUBJECT_MULTIPLE,
	SUBJECT_BILATERAL,
	SUBJECT_ASSISTANT,
	SUBJECT_CO_SURGEON,
	SUBJECT_TEAM_SURGEON,
	SUBJECT_ADD_ON,				/* yes, no */
	SUBJECT_CLAIM_SETTING		/* professional, surgical_center, institutional */
} rule_subject;

/* A modifier's time on its list. */
typedef struct listed_modifier
{
	cpt_modifier modifier;
	bool		ncci_associated;
	date_span	dates;
} listed_modifier;

typedef struct modifier_exclusion
{
	cpt_modifier modifier;
	bool		any_other;		/* excludes every other modifier; then other says nothing */
	cpt_modifier other;
	edit_severity severity;
	date_span	dates;
	text_span	message;
	text_span	source;
} modifier_exclusion;

typedef struct modifier_rule
{
	text_span	rule;
	cpt_modifier modifier;
	rule_subject subject;
	bool		violated_when_is;
	uint32_t	value_count;
	text_span  *values;			/* as written; of SUBJECT_CODE_GROUP the names of groups */
	uint64_t	value_bits;		/* set by the book: bits of groups, characters or words */
	edit_severity severity;
	text_span	carc, rarc;
	text_span	message;		/* with {code}, {modifier}, {found} */
	text_span	source;
	date_span	dates;
} modifier_rule;

/* Where a line is billed from, for SUBJECT_CLAIM_SETTING. */
typedef enum claim_setting
{
	CLAIM_SETTING_UNKNOWN,		/* rules about it are silent */
	CLAIM_SETTING_PROFESSIONAL,
	CLAIM_SETTING_SURGICAL_CENTER,	/* on the professional form, at place 24 */
	CLAIM_SETTING_INSTITUTIONAL
} claim_setting;

extern bool rule_subject_of_name(text_span name, rule_subject *subject);

/*
 * Make a book of the rows given, in any order; they are copied (texts are not). Group names are those whose index is
 * the bit of code_record.groups. Returns NULL, with the fault of the first row that means nothing (an unknown value
 * or group) as *fault, a text in memory.
 */
extern modifier_book *modifier_book_create(arena *memory, const listed_modifier *listed, uint32_t listed_count,
										   const modifier_exclusion *exclusions, uint32_t exclusion_count,
										   const modifier_rule *rules, uint32_t rule_count,
										   const text_span *group_names, uint32_t group_count, text_span *fault);

/* Is a modifier on a national list on a date? */
extern bool modifier_is_listed(const modifier_book *book, cpt_modifier modifier, calendar_date date);

/* Does a modifier bypass a PTP edit of indicator 1 on a date? */
extern bool modifier_is_ncci_associated(const modifier_book *book, cpt_modifier modifier, calendar_date date);

/* A line's modifiers before its code. */
typedef struct modifier_check
{
	const modifier_book *book;
	const code_record *code;
	const cpt_modifier *modifiers;
	uint32_t	modifier_count;
	calendar_date date;
	claim_setting setting;
	const edit_mode *modes;		/* of each edit; NULL: as they are */
	bool		only_severity;	/* set no texts and stop at the first deny */
	arena	   *memory;
} modifier_check;

/* Find what is wrong with the modifiers of a line: edits MODIFIER.UNKNOWN, .CODE, .PAIR, in the order of the modifiers. */
extern void modifiers_check(const modifier_check *check, edit_finding_list *findings);

#endif
