/*
 * token_walk.c
 *	  The floor: what any C function pays for being called, and for looking at every token of a claim.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/jsonb.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(bench_nothing);
PG_FUNCTION_INFO_V1(bench_token_walk);

/* bench_nothing(claim jsonb) → int: the call alone; a claim stored out of line is not fetched. */
Datum
bench_nothing(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(1);
}

/* bench_token_walk(claim jsonb) → int: how many tokens the claim has. */
Datum
bench_token_walk(PG_FUNCTION_ARGS)
{
	Jsonb	   *claim = PG_GETARG_JSONB_P(0);
	JsonbIterator *iterator = JsonbIteratorInit(&claim->root);
	JsonbValue	value;
	int			tokens = 0;

	while (JsonbIteratorNext(&iterator, &value, false) != WJB_DONE)
		tokens++;
	PG_FREE_IF_COPY(claim, 0);
	PG_RETURN_INT32(tokens);
}
