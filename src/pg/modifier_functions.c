/*
 * modifier_functions.c
 *	  modifier_valid(), modifiers_valid() and modifier_problems(): modifiers of a code without a claim.
 *
 * A line without modifiers is as good as one whose array is null. Where the code or the date is null, nothing can be
 * said: null, and no problems.
 */
#include "pg/evaluate.h"

#include "funcapi.h"
#include "utils/date.h"
#include "utils/tuplestore.h"

#include "engine/modifier_book.h"
#include "pg/compat.h"
#include "pg/cptpolicy.h"
#include "pg/engine_glue.h"
#include "pg/modifier_array.h"
#include "pg/policy_cache.h"

PG_FUNCTION_INFO_V1(modifier_valid);
PG_FUNCTION_INFO_V1(modifiers_valid);
PG_FUNCTION_INFO_V1(modifier_problems);
PG_FUNCTION_INFO_V1(modifier_findings);

static reference *
present_coding_data(void)
{
	reference  *coding_data = policy_cache_rules().coding_data;

	if (coding_data == NULL)
		ereport(ERROR,
				errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				errmsg("there are no tables of coding data"),
				errhint("Run ALTER EXTENSION cptpolicy UPDATE."));
	return coding_data;
}

/*
 * Check the line that the arguments are: code, modifiers, date. Where it is billed from is not known, so rules about
 * that are silent. The findings live in the memory for evaluations.
 */
static void
check_arguments(FunctionCallInfo fcinfo, bool only_severity, edit_finding_list *findings)
{
	ArrayType  *array = PG_ARGISNULL(1) ? NULL : PG_GETARG_ARRAYTYPE_P(1);
	reference  *coding_data = present_coding_data();
	modifier_check check = {
		.book = coding_data->modifiers,
		.date = PG_GETARG_DATEADT(2),
		.setting = CLAIM_SETTING_UNKNOWN,
		.only_severity = only_severity
	};

	*findings = (edit_finding_list) {0};
	if (array != NULL)
		check.modifiers = modifier_array(array, &check.modifier_count);
	if (check.modifier_count == 0)
		return;
	check.code = reference_code(coding_data, PG_GETARG_CPT_CODE(0));
	check.memory = evaluation_memory();
	modifiers_check(&check, findings);
}

Datum
modifier_valid(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(modifier_is_listed(present_coding_data()->modifiers, PG_GETARG_CPT_MODIFIER(0),
									  PG_GETARG_DATEADT(1)));
}

Datum
modifiers_valid(PG_FUNCTION_ARGS)
{
	edit_finding_list findings;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	check_arguments(fcinfo, true, &findings);
	PG_RETURN_BOOL(findings.worst != SEVERITY_DENY);
}

/* ---- rows ---- */

typedef enum result_column
{
	COLUMN_MODIFIER,
	COLUMN_RULE,
	COLUMN_SEVERITY,
	COLUMN_CARC,
	COLUMN_RARC,
	COLUMN_MESSAGE,
	COLUMN_RULE_NAME,			/* of modifier_findings() only, as the next */
	COLUMN_SOURCE,
	COLUMN_COUNT
} result_column;

static void
put_finding(ReturnSetInfo *target, const edit_finding *finding)
{
	const text_span texts[COLUMN_COUNT] = {
		[COLUMN_MODIFIER] = finding->modifier,
		[COLUMN_RULE] = coding_edit_name(finding->edit),
		[COLUMN_SEVERITY] = edit_severity_name(finding->severity),
		[COLUMN_CARC] = finding->carc,
		[COLUMN_RARC] = finding->rarc,
		[COLUMN_MESSAGE] = finding->message,
		[COLUMN_RULE_NAME] = finding->rule,
		[COLUMN_SOURCE] = finding->source
	};
	Datum		values[COLUMN_COUNT] = {0};
	bool		nulls[COLUMN_COUNT];

	for (int column = 0; column < target->setDesc->natts; column++)
	{
		nulls[column] = texts[column].bytes == NULL;
		if (!nulls[column])
			values[column] = PointerGetDatum(text_of_span(texts[column]));
	}
	tuplestore_putvalues(target->setResult, target->setDesc, values, nulls);
}

Datum
modifier_problems(PG_FUNCTION_ARGS)
{
	edit_finding_list findings;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		return (Datum) 0;
	Assert(((ReturnSetInfo *) fcinfo->resultinfo)->setDesc->natts <= COLUMN_COUNT);
	check_arguments(fcinfo, false, &findings);
	for (const edit_finding *finding = findings.first; finding != NULL; finding = finding->next)
		put_finding((ReturnSetInfo *) fcinfo->resultinfo, finding);
	return (Datum) 0;
}

/* The same rows with two columns more. */
Datum
modifier_findings(PG_FUNCTION_ARGS)
{
	return modifier_problems(fcinfo);
}
