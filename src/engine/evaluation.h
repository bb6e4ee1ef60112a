/*
 * evaluation.h
 *	  One line of a claim before one compiled policy: what every part of the evaluation looks at.
 */
#ifndef CPTPOLICY_EVALUATION_H
#define CPTPOLICY_EVALUATION_H

#include "engine/adjudication.h"

typedef struct procedure procedure;

/* The procedures that questions about one role and side are about, on the side of one pass. */
typedef struct history_family
{
	body_side	side;			/* of the pass that they were gathered in, SIDE_UNKNOWN: not yet */
	uint32_t	count;
	procedure  *procedures;
} history_family;

/* Room for the answers, as large as the claim's history needs; made once a claim and used again for each line. */
typedef struct history_scratch
{
	uint32_t	family_count;
	history_family *families;
	const history_entry **day;
} history_scratch;

/*
 * History is asked side by side: a line is evaluated for the left, for the right, or for both. What a bilateral line
 * asks must hold on both sides; what a line of unknown side asks is known only where both sides agree.
 */
typedef struct evaluation
{
	const program *program;
	const claim *claim;
	const claim_line *line;
	const fact_value *facts;	/* one for each of the program's facts */
	history_scratch *history;
	arena	   *memory;
	body_side	side;			/* of this pass: SIDE_LEFT or SIDE_RIGHT */
	uint8_t		pass_count;
	body_side	passes[2];
	bool		only_decision;	/* stop asking where the decision is clear; then not all statuses are set */
	uint8_t    *statuses;		/* criterion_status of each criterion, all passes together */
	finding    *found;			/* where set, the first value compared is noted here */
} evaluation;

/* The value of a test on the side of the current pass. */
extern tristate expression_evaluate(const evaluation *evaluation, uint32_t index);

/* The value of a test over all passes, turned round where it speaks against the line; met when there is none. */
extern tristate test_evaluate(evaluation *evaluation, uint32_t index, bool against);

/* Compare one value with the constant of a comparison. The number is known to lie between lowest and highest. */
extern tristate compare_number(const evaluation *evaluation, const instruction *comparison, decimal lowest, decimal highest);
extern tristate compare_date(const evaluation *evaluation, const instruction *comparison, calendar_date date);
extern tristate compare_boolean(const evaluation *evaluation, const instruction *comparison, bool value);

/* Ask the history and compare the answer; none is the outcome when there is no such entry. */
extern tristate history_compare(const evaluation *evaluation, const instruction *comparison,
								const program_question *question, tristate none);

/* Make room for the questions to a claim's history. */
extern history_scratch *history_scratch_create(const claim *claim, arena *memory);

/* Forget the procedures of the line or the policy before. */
extern void history_scratch_reset(history_scratch *scratch, const program *program, arena *memory);

/* Does a code have a role? */
extern bool role_has_code(const code_role *role, cpt_code code);

/* Settle which passes the line needs. */
extern void evaluation_set_passes(evaluation *evaluation);

/* Ask the gates; true when all that are asked are met. */
extern bool criteria_ask_gates(evaluation *evaluation);

/* Ask all other criteria and give the decision. */
extern decision criteria_ask(evaluation *evaluation);

/* Fill in branch, reasons, missing items and notes of a line whose statuses are known. */
extern void findings_collect(evaluation *evaluation, line_result *result);

#endif
