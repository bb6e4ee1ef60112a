/*
 * coding_edits.h
 *	  The coding edits of a claim: what national data says against each of its lines.
 */
#ifndef CPTPOLICY_CODING_EDITS_H
#define CPTPOLICY_CODING_EDITS_H

#include "engine/adjudication.h"
#include "engine/modifier_book.h"

/* What the edits know of one line. */
typedef struct edited_line
{
	const claim_line *line;		/* NULL: it cannot be read, and is not edited */
	const code_record *record;
	edit_mode	modes[CODING_EDIT_COUNT];
	edit_finding_list findings;
} edited_line;

typedef struct edited_claim
{
	reference  *reference;
	const claim *claim;
	service_setting setting;
	bool		only_decision;	/* set no texts */
	arena	   *memory;
	uint32_t	line_count;
	edited_line *lines;			/* as those of the claim */
} edited_claim;

/* Run every edit but the add-on edit, which needs the decisions of the lines. */
extern void coding_edits_run(edited_claim *edited, reference *reference, const claim *claim, uint32_t payer,
							 bool only_decision, arena *memory);

/*
 * Run the add-on edit: decisions holds what is decided of each line without it, and is made worse where an add-on has
 * no primary that is paid.
 */
extern void add_on_edit_run(edited_claim *edited, decision *decisions);

/* The single edits, each on all lines. */
extern void code_date_edit_run(edited_claim *edited);
extern void modifier_edits_run(edited_claim *edited);
extern void ptp_edit_run(edited_claim *edited);
extern void mue_edit_run(edited_claim *edited);
extern void place_edit_run(edited_claim *edited);

/* The decision that a line's findings alone come to: deny, pend or no_policy. */
extern decision edited_line_decision(const edited_line *line);

/* Put a line's findings before the reasons and missing items of its policies. */
extern void edited_line_report(const edited_line *line, line_result *result, arena *memory);

#endif
