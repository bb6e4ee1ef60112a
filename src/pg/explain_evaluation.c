/*
 * explain_evaluation.c
 *	  explain_evaluation(): the answer as a page for people.
 */
#include "pg/evaluate.h"

#include "utils/builtins.h"

#include "engine/explanation.h"
#include "pg/compat.h"
#include "pg/jsonb_source.h"

PG_FUNCTION_INFO_V1(explain_evaluation);

Datum
explain_evaluation(PG_FUNCTION_ARGS)
{
	judged_claim judged;
	text_span	page;

	judge_argument(fcinfo, false, &judged);
	page = explanation_write(&judged.result, &jsonb_source, judged.memory);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(page.bytes, page.length));
}
