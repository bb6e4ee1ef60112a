/*
 * evaluate.c
 *	  evaluate_policy() and policy_decision().
 */
#include "pg/evaluate.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "pg/compat.h"
#include "pg/engine_glue.h"
#include "pg/jsonb_source.h"
#include "pg/policy_cache.h"
#include "pg/result_writer.h"

PG_FUNCTION_INFO_V1(evaluate_policy);
PG_FUNCTION_INFO_V1(policy_decision);

/*
 * The backend's memory for evaluations, empty. What an evaluation that ended in an error has left there is forgotten
 * here, and the arena keeps a chunk, so that steady work allocates nothing.
 */
static arena *
scratch_memory(void)
{
	static arena scratch;

	if (scratch.context == NULL)
		arena_init_in_context(&scratch, AllocSetContextCreate(TopMemoryContext, "cptpolicy evaluation",
															  ALLOCSET_DEFAULT_SIZES));
	arena_reset(&scratch);
	return &scratch;
}

void
judge_argument(FunctionCallInfo fcinfo, bool only_decision, judged_claim *judged)
{
	const Jsonb *claim = PG_GETARG_JSONB_P(0);
	directory  *policies = policy_cache_directory();

	CHECK_FOR_INTERRUPTS();
	judged->memory = scratch_memory();
	adjudicate(policies, &jsonb_source, jsonb_root(claim), only_decision, judged->memory, &judged->result);
}

Datum
evaluate_policy(PG_FUNCTION_ARGS)
{
	judged_claim judged;

	judge_argument(fcinfo, false, &judged);
	PG_RETURN_JSONB_P(result_to_jsonb(&judged.result, judged.memory));
}

Datum
policy_decision(PG_FUNCTION_ARGS)
{
	judged_claim judged;

	judge_argument(fcinfo, true, &judged);
	PG_RETURN_TEXT_P(text_of_span(decision_name(judged.result.decision)));
}
