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

#define RULE_SUBJECT_COUNT 11

/* A modifier's time on its list. */
typedef struct listed_modifier
{
	cpt_modifier modifier;
	bool		ncci_associated;
	date_span	dates;
	uint64_t	groups;			/* bits of the code groups that it is listed for; 0: all codes */
} listed_modifier;

typedef struct modifier_exclusion
{
	cpt_modifier modifier;
	bool		any_other;		/* excludes every other modifier; then other says nothing */
	cpt_modifier other;
	edit_severity severity;
	date_span	dates;
	text_span	message;		/* as of a rule; {found} is the other modifier */
	text_span	source;
} modifier_exclusion;

/* What decides stands first, in one line of the processor's cache. */
typedef struct modifier_rule
{
	uint64_t	value_bits;		/* set by the book: bits of groups, characters or words */
	date_span	dates;
	cpt_modifier modifier;
	bool		violated_when_is;
	rule_subject subject;
	edit_severity severity;
	uint32_t	value_count;
	text_span  *values;			/* as written; of SUBJECT_CODE_GROUP the names of groups */
	text_span	rule;
	text_span	carc, rarc;
	text_span	message;		/* with {code}, {modifier}, {found} */
	text_span	source;
} modifier_rule;

/* Where a line is billed from, for SUBJECT_CLAIM_SETTING. */
typedef enum claim_setting
{
	CLAIM_SETTING_UNKNOWN,		/* rules about it are silent */
	CLAIM_SETTING_PROFESSIONAL,
	CLAIM_SETTING_SURGICAL_CENTER,	/* on the professional form, at place 24 */
	CLAIM_SETTING_INSTITUTIONAL
} claim_setting;

/* "global_days", as in the table modifier_rule. */
extern text_span rule_subject_name(rule_subject subject);
extern bool rule_subject_of_name(text_span name, rule_subject *subject);

/* The bit of a property that is written as one digit or letter; 0 for '\0', a property that is not known. */
static inline uint64_t
character_bit(char c)
{
	if (c >= '0' && c <= '9')
		return UINT64_C(1) << (c - '0');
	return c >= 'A' && c <= 'Z' ? UINT64_C(1) << (10 + c - 'A') : 0;
}

/* The bit of a global period: 000, 010, 090, MMM, XXX, YYY and ZZZ differ in their first letter or second digit. */
static inline uint64_t
global_days_bit(const char *global_days)
{
	return character_bit(global_days[0] == '0' ? global_days[1] : global_days[0]);
}

#define ADD_ON_NO_BIT UINT64_C(1)
#define ADD_ON_YES_BIT UINT64_C(2)

/* The bit of a claim setting; 0 while it is not known. */
static inline uint64_t
claim_setting_bit(claim_setting setting)
{
	return setting == CLAIM_SETTING_UNKNOWN ? 0 : UINT64_C(1) << setting;
}

/*
 * Make a book of the rows given, in any order; they are copied (texts are not). Group names are those whose index is
 * the bit of code_record.groups. Returns NULL, with the fault of the first row that means nothing (an unknown value
 * or group) as *fault, a text in memory.
 */
extern modifier_book *modifier_book_create(arena *memory, const listed_modifier *listed, uint32_t listed_count,
										   const modifier_exclusion *exclusions, uint32_t exclusion_count,
										   const modifier_rule *rules, uint32_t rule_count,
										   const text_span *group_names, uint32_t group_count, text_span *fault);

/*
 * Is a modifier on a national list on a date? True while no list is known at all. One that is listed for some codes only
 * counts, unless one written alike stands on the list of all codes: then that one's dates decide.
 */
extern bool modifier_is_listed(const modifier_book *book, cpt_modifier modifier, calendar_date date);

/* The same for a code of these groups. */
extern bool modifier_is_listed_for(const modifier_book *book, cpt_modifier modifier, calendar_date date, uint64_t groups);

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
	bool		only_severity;	/* set no texts, leave informations out and stop at the first deny */
	arena	   *memory;
} modifier_check;

/*
 * Find what is wrong with the modifiers of a line: what the edits MODIFIER.UNKNOWN, .CODE and .PAIR find, in this
 * order, each in the order of the modifiers. A modifier on no list has no other finding; one that stands twice is
 * compared with the code once. Of several exclusions of one pair the severest counts, once.
 */
extern void modifiers_check(const modifier_check *check, edit_finding_list *findings);

/* ---- inside ---- */

#define CPT_MODIFIER_COUNT (CPT_MODIFIER_LAST + 1)

/* Where a modifier's rows begin; they end where those of the next one begin. */
typedef struct modifier_rows
{
	uint32_t	listed;
	uint32_t	rules;
	uint32_t	exclusions;
} modifier_rows;

/* One exclusion as seen from one of its two modifiers. */
typedef struct excluded_modifier
{
	cpt_modifier other;			/* ANY_MODIFIER where the row excludes every other one */
	const modifier_exclusion *row;
} excluded_modifier;

#define ANY_MODIFIER ((cpt_modifier) CPT_MODIFIER_COUNT)

struct modifier_book
{
	modifier_rows rows[CPT_MODIFIER_COUNT + 1];
	listed_modifier *listed;	/* by modifier, then first day */
	modifier_rule *rules;		/* by modifier, then name, then first day */
	excluded_modifier *exclusions;	/* by the modifier seen from, then the other, the severest first */
	uint32_t	listed_count;
	uint32_t	group_count;
	text_span  *group_names;
};

#endif
