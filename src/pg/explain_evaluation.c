/*
 * explain_evaluation.c
 *	  explain_evaluation(): the answer as a page for people.
 */
#include "pg/evaluate.h"

#include "engine/explanation.h"
#include "pg/compat.h"
#include "pg/engine_glue.h"
#include "pg/jsonb_source.h"

PG_FUNCTION_INFO_V1(explain_evaluation);

Datum
explain_evaluation(PG_FUNCTION_ARGS)
{
	judged_claim judged;
	text	   *page;

	judge_argument(fcinfo, false, &judged);
	page = text_of_span(explanation_write(&judged.result, &jsonb_source, judged.memory));
	judged_claim_release(&judged);
	PG_RETURN_TEXT_P(page);
}
