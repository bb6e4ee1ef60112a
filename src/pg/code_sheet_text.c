/*
 * code_sheet_text.c
 *	  code_sheet_page(): the sheet of a code as a page for people.
 */
#include "postgres.h"

#include "fmgr.h"

#include "engine/code_sheet_text.h"
#include "pg/engine_glue.h"
#include "pg/jsonb_source.h"

PG_FUNCTION_INFO_V1(code_sheet_page);

Datum
code_sheet_page(PG_FUNCTION_ARGS)
{
	Jsonb	   *sheet = PG_GETARG_JSONB_P(0);
	arena		memory;

	arena_init_in_context(&memory, CurrentMemoryContext);
	PG_RETURN_TEXT_P(text_of_span(code_sheet_write(jsonb_root(sheet), &jsonb_source, &memory)));
}
