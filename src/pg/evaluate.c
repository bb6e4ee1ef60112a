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

#define CACHE_LINE_BYTES 64
#define PREFETCH_BYTES_MAX 4096

#ifdef __GNUC__
#define pg_prefetch(address) __builtin_prefetch(address)
#else
#define pg_prefetch(address) ((void) (address))
#endif

PG_FUNCTION_INFO_V1(evaluate_policy);
PG_FUNCTION_INFO_V1(policy_decision);

/* The arena keeps a chunk, so that steady work allocates nothing. */
arena *
evaluation_memory(void)
{
	static arena scratch;

	if (scratch.context == NULL)
		arena_init_in_context(&scratch, AllocSetContextCreate(TopMemoryContext, "cptpolicy evaluation",
															  ALLOCSET_DEFAULT_SIZES));
	arena_reset(&scratch);
	return &scratch;
}

/*
 * Ask for a claim's memory ahead: its parts are read in an order that the processor cannot foresee, and in a scan over
 * a warehouse none of it is in the cache.
 */
static void
prefetch_claim(const Jsonb *claim)
{
	const char *end = (const char *) claim + Min(VARSIZE(claim), PREFETCH_BYTES_MAX);

	for (const char *line = (const char *) claim; line < end; line += CACHE_LINE_BYTES)
		pg_prefetch(line);
}

void
judge_claim(const Jsonb *claim, bool only_decision, judged_claim *judged)
{
	judging_rules rules;

	prefetch_claim(claim);
	rules = policy_cache_rules();
	CHECK_FOR_INTERRUPTS();
	judged->memory = evaluation_memory();
	judged->policies = rules.policies;
	adjudicate(rules.policies, rules.coding_data, &jsonb_source, jsonb_root(claim), only_decision, judged->memory,
			   &judged->result);
}

void
judge_argument(FunctionCallInfo fcinfo, bool only_decision, judged_claim *judged)
{
	judge_claim(PG_GETARG_JSONB_P(0), only_decision, judged);
}

void
judged_claim_release(judged_claim *judged)
{
	arena_reset(judged->memory);
}

Datum
evaluate_policy(PG_FUNCTION_ARGS)
{
	judged_claim judged;
	Jsonb	   *result;

	judge_argument(fcinfo, false, &judged);
	result = result_to_jsonb(&judged.result, judged.memory);
	judged_claim_release(&judged);
	PG_RETURN_JSONB_P(result);
}

Datum
policy_decision(PG_FUNCTION_ARGS)
{
	judged_claim judged;

	judge_argument(fcinfo, true, &judged);
	judged_claim_release(&judged);
	PG_RETURN_TEXT_P(text_of_span(decision_name(judged.result.decision)));
}
