/*
 * policy_loader.c
 *	  load_policy(): a document checked as a whole, then stored as rows.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "engine/json_cjson.h"
#include "engine/program.h"
#include "pg/compat.h"
#include "pg/engine_glue.h"
#include "pg/policy_store.h"
#include "pg/spi_reader.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

PG_FUNCTION_INFO_V1(load_policy);

/* Parse and read; the tree is the caller's to free, also when this is left by an error. */
static policy *
parse_document(const char *text, json_cjson *parsed, arena *memory, fault_list *faults)
{
	if (!json_cjson_parse(text, strlen(text), memory, parsed, faults))
		return NULL;
	return policy_read(&json_cjson_source, parsed->document, memory, faults);
}

/* The model of a text, NULL when it is not JSON, with all faults that the document alone shows. */
static policy *
read_document(const char *text, arena *memory, fault_list *faults)
{
	json_cjson *parsed = palloc0(sizeof(json_cjson));
	policy	   *volatile model = NULL;

	PG_TRY();
	{
		model = parse_document(text, parsed, memory, faults);
	}
	PG_FINALLY();
	{
		json_cjson_free(parsed);
	}
	PG_END_TRY();
	if (model != NULL)
		policy_compile(model, memory, faults);
	return model;
}

/* The other way round from server_text(). */
static text_span
engine_text(text_span source)
{
	const char *text = pg_server_to_any(source.bytes, source.length, PG_UTF8);

	return (text_span) {text, (uint32_t) strlen(text)};
}

static Datum
optional_date(calendar_date date, char *null)
{
	*null = date == CALENDAR_DATE_UNKNOWN ? 'n' : ' ';
	return DateADTGetDatum(date);
}

/* Faults that only the tables show: another version in force, an unknown payer, a shipped version of the same name. */
static void
find_conflicts(const policy *model, bool shipped, arena *memory, fault_list *faults)
{
	Oid			types[] = {TEXTOID, TEXTOID, TEXTOID, DATEOID, DATEOID, BOOLOID};
	char		nulls[] = "      ";
	Datum		values[6];

	if (model->policy.length == 0 || model->version.length == 0 || model->effective_from == CALENDAR_DATE_UNKNOWN)
		return;
	values[0] = CStringGetTextDatum(server_text(model->policy));
	values[1] = CStringGetTextDatum(server_text(model->version));
	nulls[2] = model->payer.bytes == NULL ? 'n' : ' ';
	values[2] = model->payer.bytes == NULL ? (Datum) 0 : CStringGetTextDatum(server_text(model->payer));
	values[3] = optional_date(model->effective_from, &nulls[3]);
	values[4] = optional_date(model->effective_to, &nulls[4]);
	values[5] = BoolGetDatum(shipped);
	spi_run_with("SELECT path, message FROM cptpolicy.document_conflicts($1, $2, $3, $4, $5, $6)", 6, types, values,
				 nulls, SPI_OK_SELECT);
	for (uint64 i = 0; i < SPI_processed; i++)
		fault_add(faults, spi_text(i, 1, memory), TEXT_ABSENT, "%s", engine_text(spi_text(i, 2, memory)).bytes);
}

/* Faults of syntax have a place in the text, those of meaning a JSON path. */
static int
faults_errcode(const fault_list *faults)
{
	if (faults->faults[0].path.bytes[0] == '$')
		return ERRCODE_INVALID_PARAMETER_VALUE;
	return ERRCODE_INVALID_TEXT_REPRESENTATION;
}

static void
raise_faults(const fault_list *faults)
{
	char	   *lines = fault_lines(faults);

	ereport(ERROR,
			errcode(faults_errcode(faults)),
			errmsg_plural("policy document has %u fault", "policy document has %u faults",
						  faults->total, faults->total),
			errdetail("%s", pg_any_to_server(lines, strlen(lines), PG_UTF8)),
			errhint("Nothing was stored. policy_document() shows how a document is written."));
}

static void
store_document(const char *document, bool shipped)
{
	Oid			types[] = {TEXTOID, BOOLOID};
	Datum		values[] = {CStringGetTextDatum(document), BoolGetDatum(shipped)};

	spi_run_with("SELECT cptpolicy.store_policy_document(pg_catalog.jsonb_strip_nulls($1::pg_catalog.jsonb), $2)", 2,
				 types, values, NULL, SPI_OK_SELECT);
}

/* load_policy(document text) returns text */
Datum
load_policy(PG_FUNCTION_ARGS)
{
	char	   *given = text_to_cstring(PG_GETARG_TEXT_PP(0));
	bool		shipped = policy_store_is_installing();
	arena		memory;
	fault_list	faults;
	policy	   *model;

	if (strncmp(given, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0)
		given += strlen(BYTE_ORDER_MARK);
	arena_init_in_context(&memory, CurrentMemoryContext);
	fault_list_init(&faults, &memory);
	model = read_document(pg_server_to_any(given, strlen(given), PG_UTF8), &memory, &faults);
	SPI_connect();
	if (model != NULL)
		find_conflicts(model, shipped, &memory, &faults);
	if (faults.total > 0)
		raise_faults(&faults);
	store_document(given, shipped);
	SPI_finish();
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("%s %s", server_text(model->policy), server_text(model->version))));
}
