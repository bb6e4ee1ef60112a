/*
 * coding_edits.h
 *	  The coding edits of a claim: what national data says against each of its lines.
 */
#ifndef CPTPOLICY_CODING_EDITS_H
#define CPTPOLICY_CODING_EDITS_H

#include "engine/adjudication.h"
#include "engine/modifier_book.h"

#define PLACE_SURGICAL_CENTER 24

/* Does a modifier of the line bypass PTP edits? Asked once a line, and only where an edit needs to know. */
typedef enum ptp_bypass
{
	BYPASS_NOT_ASKED,
	BYPASS_ABSENT,
	BYPASS_PRESENT
} ptp_bypass;

/* What the edits know of one line. */
typedef struct edited_line
{
	const claim_line *line;		/* NULL: it cannot be read, and is not edited */
	const code_record *record;
	const edit_mode *modes;		/* of each edit, on the line's date */
	ptp_bypass	bypass;
	uint32_t	ptp_count;		/* findings of the PTP edit */
	edit_finding_list findings;
} edited_line;

/* One code on one day, and the lines that bill it: what the edits of a day compare. */
typedef struct day_service
{
	calendar_date date;
	const code_record *record;
	const edit_mode *modes;
	uint32_t	line_count;
	const uint32_t *lines;		/* their indexes in the claim, ascending */
} day_service;

typedef struct edited_claim
{
	reference  *reference;
	const claim *claim;
	const json_source *source;	/* for its interrupts */
	service_setting setting;
	bool		only_decision;	/* set no texts */
	arena	   *memory;
	uint32_t	line_count;
	edited_line *lines;			/* as those of the claim */
	uint32_t	service_count;
	day_service *services;		/* by date, then code; of the lines that can be read */
} edited_claim;

/* Run every edit but the add-on edit, which needs the decisions of the lines. */
extern void coding_edits_run(edited_claim *edited, reference *reference, const claim *claim, uint32_t payer,
							 const json_source *source, bool only_decision, arena *memory);

/*
 * Run the add-on edit: decisions holds what is decided of each line without it, and is made worse where an add-on has
 * no primary that is paid.
 */
extern void add_on_edit_run(edited_claim *edited, decision *decisions);

/* The single edits, each on all lines. */
extern void code_date_edit_run(edited_claim *edited);
extern void ptp_edit_run(edited_claim *edited);
extern void mue_edit_run(edited_claim *edited);
extern void place_edit_run(edited_claim *edited);

/* The decision that a severity comes to: deny, pend or no_policy. */
extern decision edit_severity_decision(edit_severity severity);

/* Put a line's findings before the reasons and missing items of its policies. */
extern void edited_line_report(const edited_line *line, line_result *result, arena *memory);

/* ---- what the edits share ---- */

/*
 * Count a finding against a line, under the payer's modes; the edit must not be off. Returns it with its codes, for the
 * edit to add what was compared, or NULL where no texts are wanted.
 */
extern edit_finding *edited_line_add(edited_claim *edited, edited_line *line, coding_edit edit,
									 edit_severity severity);

/* The numbers of lines, EDIT_LIST_MAX of them at most. */
extern finding edit_line_list(const edited_claim *edited, const uint32_t *lines, uint32_t count);

/* "line 1", "lines 1 and 2", "lines 1, 2, 3 and 14 more" */
extern text_span edit_line_words(const edited_claim *edited, const uint32_t *lines, uint32_t count);

#endif
