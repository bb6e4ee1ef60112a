/*
 * policy_functions.c
 *	  Policies given back as documents, explained, and checked.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "pg/assembled_json.h"
#include "pg/compat.h"
#include "pg/engine_glue.h"
#include "pg/policy_printer.h"
#include "pg/policy_rows.h"
#include "pg/policy_store.h"
#include "pg/spi_reader.h"

PG_FUNCTION_INFO_V1(policy_document);
PG_FUNCTION_INFO_V1(explain_policy);
PG_FUNCTION_INFO_V1(policy_version_faults);

/* Is the version only a shipped one? One's own comes before a shipped one of the same name. */
static bool
is_shipped_only(text_span policy, text_span version)
{
	text_span	parameters[] = {policy, version};
	bool		shipped;

	SPI_connect();
	spi_read("SELECT FROM cptpolicy.policy_version WHERE policy OPERATOR(pg_catalog.=) $1 "
			 "AND version OPERATOR(pg_catalog.=) $2 AND NOT shipped", 2, parameters);
	shipped = SPI_processed == 0;
	SPI_finish();
	return shipped;
}

/* policy_document(policy text, version text) returns text */
Datum
policy_document(PG_FUNCTION_ARGS)
{
	text_span	policy = text_span_of(PG_GETARG_TEXT_PP(0));
	text_span	version = text_span_of(PG_GETARG_TEXT_PP(1));
	arena		memory;
	fault_list	faults;
	json_value	document;
	StringInfoData out;

	arena_init_in_context(&memory, CurrentMemoryContext);
	fault_list_init(&faults, &memory);
	document = policy_rows_read(policy, version, is_shipped_only(policy, version), &memory, &faults);
	if (faults.total > 0)
		ereport(WARNING,
				errmsg("the document lacks what some rows say"),
				errdetail("%s", fault_lines(&faults)));
	initStringInfo(&out);
	policy_print(&assembled_json_source, document, &memory, &out);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}

/* explain_policy(policy text, version text) returns text */
Datum
explain_policy(PG_FUNCTION_ARGS)
{
	text_span	policy_name = text_span_of(PG_GETARG_TEXT_PP(0));
	text_span	version = text_span_of(PG_GETARG_TEXT_PP(1));
	arena		memory;
	program    *program;
	policy	   *model;

	arena_init_in_context(&memory, CurrentMemoryContext);
	model = policy_store_compile(policy_name, version, is_shipped_only(policy_name, version), &memory, &program);
	PG_RETURN_TEXT_P(text_of_span(policy_outline(model, &memory)));
}

static void
put_fault(ReturnSetInfo *result, const fault *fault)
{
	Datum		values[3] = {0};
	bool		nulls[3] = {fault->criterion.length == 0, false, false};

	if (!nulls[0])
		values[0] = PointerGetDatum(text_of_span(fault->criterion));
	values[1] = PointerGetDatum(text_of_span(fault->path));
	values[2] = PointerGetDatum(text_of_span(fault->message));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * policy_version_faults(policy text, version text, shipped boolean)
 *	  returns table (criterion text, path text, message text)
 */
Datum
policy_version_faults(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	arena		memory;
	fault_list	faults;
	program    *program;

	InitMaterializedSRF(fcinfo, 0);
	arena_init_in_context(&memory, CurrentMemoryContext);
	fault_list_init(&faults, &memory);
	policy_store_read(text_span_of(PG_GETARG_TEXT_PP(0)), text_span_of(PG_GETARG_TEXT_PP(1)), PG_GETARG_BOOL(2),
					  &memory, &faults, &program);
	for (uint32 i = 0; i < faults.count; i++)
		put_fault(result, &faults.faults[i]);
	arena_free(&memory);
	return (Datum) 0;
}
