/*
 * coding_edit.h
 *	  The national coding edits: their names, what they find, and how payers turn them up, down or off.
 */
#ifndef CPTPOLICY_CODING_EDIT_H
#define CPTPOLICY_CODING_EDIT_H

#include "engine/arena.h"
#include "engine/calendar.h"
#include "engine/decimal.h"
#include "engine/finding.h"

/* In the order in which they are listed in an answer. */
typedef enum coding_edit
{
	EDIT_CODE_DATE,
	EDIT_MODIFIER_UNKNOWN,
	EDIT_MODIFIER_CODE,
	EDIT_MODIFIER_PAIR,
	EDIT_ADD_ON,
	EDIT_PTP,
	EDIT_MUE,
	EDIT_PLACE
} coding_edit;

#define CODING_EDIT_COUNT 8

/* What a finding costs the line. */
typedef enum edit_severity
{
	SEVERITY_INFO,				/* nothing */
	SEVERITY_REVIEW,			/* it pends */
	SEVERITY_DENY				/* it is rejected */
} edit_severity;

/* "NCCI.PTP" */
extern text_span coding_edit_name(coding_edit edit);
extern bool coding_edit_of_name(text_span name, coding_edit *edit);

/* "deny", "review", "info" */
extern text_span edit_severity_name(edit_severity severity);
extern bool edit_severity_of_name(text_span name, edit_severity *severity);

/* One thing that an edit found on a line. Texts are absent where only decisions are asked for. */
typedef struct edit_finding
{
	struct edit_finding *next;
	coding_edit edit;
	edit_severity severity;
	text_span	carc, rarc;		/* rarc may be absent */
	text_span	message;		/* why it rejects, or what a person is to look at */
	finding		required;
	finding		found;
	uint32_t	detail_count;
	named_finding *details;		/* what was compared; names by length, then bytes, as jsonb orders keys */
	text_span	modifier;		/* of the MODIFIER edits: the one that is at fault */
	text_span	rule;			/* of the MODIFIER edits: name of the rule */
	text_span	source;			/* of the MODIFIER edits: who says so */
} edit_finding;

/* The findings of one line, in the order in which they were added. */
typedef struct edit_finding_list
{
	edit_finding *first;
	edit_finding *last;
	uint32_t	count;
	edit_severity worst;		/* SEVERITY_INFO where there is none */
} edit_finding_list;

/* Add a finding; it must outlive the list. */
extern void edit_finding_add(edit_finding_list *list, edit_finding *finding);

/* ---- settings ---- */

typedef enum edit_mode
{
	MODE_AS_IS,					/* no setting: what the edit itself says */
	MODE_DENY,
	MODE_REVIEW,
	MODE_OFF
} edit_mode;

#define ANY_LINE_OF_BUSINESS (-1)
#define ANY_EDIT (-1)

/* One row of the settings. */
typedef struct edit_setting
{
	bool		any_payer;
	uint32_t	payer;			/* index in the directory; NO_PAYER: a payer that no claim can have */
	int			line_of_business;	/* or ANY_LINE_OF_BUSINESS */
	int			edit;			/* or ANY_EDIT */
	edit_mode	mode;
	calendar_date first;
	calendar_date last;
} edit_setting;

typedef struct edit_setting_list
{
	uint32_t	count;
	edit_setting *settings;
} edit_setting_list;

/*
 * The mode of each edit for a claim of this payer (NO_PAYER: none known) and line of business on a date: the setting
 * that names the payer wins, then the one that names the line of business, then the edit, then the latest.
 */
extern void edit_modes_find(const edit_setting_list *list, uint32_t payer, int line_of_business, calendar_date date,
							edit_mode modes[CODING_EDIT_COUNT]);

/* The severity of a finding under a mode; MODE_OFF must not be asked. An information stays one. */
extern edit_severity edit_severity_under(edit_mode mode, edit_severity severity);

#endif
