/*
 * policy_store.c
 *	  Versions of policies, from rows to models and programs.
 */
#include "postgres.h"

#include "commands/extension.h"

#include "pg/assembled_json.h"
#include "pg/engine_glue.h"
#include "pg/policy_rows.h"
#include "pg/policy_store.h"

#define EXTENSION_NAME "cptpolicy"

bool
policy_store_is_installing(void)
{
	return creating_extension && CurrentExtensionObject == get_extension_oid(EXTENSION_NAME, true);
}

policy *
policy_store_read(text_span name, text_span version, bool shipped, arena *memory, fault_list *faults, program **program)
{
	json_value	document = policy_rows_read(name, version, shipped, memory, faults);
	policy	   *model = policy_read(&assembled_json_source, document, memory, faults);

	*program = NULL;
	if (model != NULL)
		*program = policy_compile(model, memory, faults);
	return model;
}

policy *
policy_store_compile(text_span name, text_span version, bool shipped, arena *memory, program **program)
{
	fault_list	faults;
	policy	   *model;

	fault_list_init(&faults, memory);
	model = policy_store_read(name, version, shipped, memory, &faults, program);
	if (*program == NULL)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg_plural("the rows of policy \"%.*s\", version \"%.*s\" have %u fault",
							  "the rows of policy \"%.*s\", version \"%.*s\" have %u faults", faults.total,
							  TEXT_ARGUMENTS(name), TEXT_ARGUMENTS(version), faults.total),
				errdetail("%s", fault_lines(&faults)),
				errhint("Paths are those of the document that policy_document() gives; "
						"check_policies() lists the faults of all versions."));
	return model;
}
