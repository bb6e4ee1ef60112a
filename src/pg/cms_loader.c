/*
 * cms_loader.c
 *	  load_ptp(), load_mue(), load_add_on(), load_fee_schedule(), load_hcpcs(): files of CMS into the tables.
 *
 * Files are read into a temporary table first, and then compared with what is loaded: cptpolicy.staged_problem() says
 * what speaks against them, cptpolicy.merge_staged() makes the changes. All of it is one statement of the caller's
 * transaction, so that any fault leaves everything as it was.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/guc.h"

#include "pg/cms_load_names.h"
#include "pg/cms_staging.h"
#include "pg/compat.h"
#include "pg/engine_glue.h"
#include "pg/spi_reader.h"

PG_FUNCTION_INFO_V1(load_ptp);
PG_FUNCTION_INFO_V1(load_mue);
PG_FUNCTION_INFO_V1(load_add_on);
PG_FUNCTION_INFO_V1(load_fee_schedule);
PG_FUNCTION_INFO_V1(load_hcpcs);

/* ---- arguments ---- */

static void
add_source(cms_load *load, Datum path, bool no_path, Datum content, bool no_content)
{
	cms_source *source = &load->sources[load->source_count++];

	if (no_path || VARSIZE_ANY_EXHDR(DatumGetTextPP(path)) == 0)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("the name of a file to load is missing"));
	source->path = TextDatumGetCString(path);
	source->name = cms_source_name(source->path);
	source->is_object = !no_content;
	source->content = DatumGetObjectId(content);
}

/* The elements of an array of one dimension. */
static int
elements_of(Datum array, Oid type, Datum **values, bool **nulls)
{
	ArrayType  *elements = DatumGetArrayTypeP(array);
	int			count;

	if (ARR_NDIM(elements) > 1)
		ereport(ERROR,
				errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				errmsg("an array of files to load must have one dimension"));
	deconstruct_array(elements, type, type == TEXTOID ? -1 : sizeof(Oid), type != TEXTOID, TYPALIGN_INT,
					  values, nulls, &count);
	return count;
}

static void
read_many_sources(cms_load *load, FunctionCallInfo fcinfo, int files, int contents)
{
	Datum	   *paths;
	Datum	   *objects = NULL;
	bool	   *no_path;
	bool	   *no_object = NULL;
	int			count = PG_ARGISNULL(files) ? 0 : elements_of(PG_GETARG_DATUM(files), TEXTOID, &paths, &no_path);
	int			object_count = count;

	if (!PG_ARGISNULL(contents))
		object_count = elements_of(PG_GETARG_DATUM(contents), OIDOID, &objects, &no_object);
	if (count == 0 || object_count != count)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				count == 0 ? errmsg("no file to load is given") :
				errmsg("%d files are named, and %d contents given", count, object_count));
	load->sources = palloc0(count * sizeof(cms_source));
	for (int i = 0; i < count; i++)
		add_source(load, paths[i], no_path[i], objects == NULL ? (Datum) 0 : objects[i],
				   objects == NULL || no_object[i]);
}

static void
read_one_source(cms_load *load, FunctionCallInfo fcinfo, int file, int content)
{
	load->sources = palloc0(sizeof(cms_source));
	add_source(load, PG_GETARG_DATUM(file), PG_ARGISNULL(file), PG_GETARG_DATUM(content), PG_ARGISNULL(content));
}

/* ---- statements ---- */

/*
 * Nobody else changes the table until this transaction ends; everyone may read it. Two loads side by side would both
 * find the same rows missing, and rows written by hand could come between comparing and changing.
 */
static void
lock_tables(cms_file_kind kind)
{
	const char *tables = kind == CMS_HCPCS ? "procedure_code, cptpolicy.modifier" : cms_file_kind_name(kind).bytes;

	spi_run(psprintf("LOCK TABLE cptpolicy.%s IN SHARE ROW EXCLUSIVE MODE", tables), SPI_OK_UTILITY);
}

static char *
joined_names(const cms_load *load)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < load->source_count; i++)
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", load->sources[i].name);
	return names.data;
}

/*
 * Run a query on what is staged: $1 kind, $2 setting, $3 quarter, $4 names, $5 allow_fewer, $6 latest first day, $7 are
 * the keys known to be distinct.
 */
static void
query_staged(const char *query, const cms_load *load)
{
	Oid			types[] = {TEXTOID, TEXTOID, DATEOID, TEXTOID, BOOLOID, DATEOID, BOOLOID};
	char		nulls[] = "       ";
	Datum		values[] = {
		PointerGetDatum(text_of_span(cms_file_kind_name(load->kind))),
		load->setting_known ? CStringGetTextDatum(service_setting_name(load->setting).bytes) : (Datum) 0,
		DateADTGetDatum(load->quarter),
		CStringGetTextDatum(joined_names(load)),
		BoolGetDatum(load->allow_fewer),
		DateADTGetDatum(load->latest_start),
		BoolGetDatum(load->is_distinct),
	};

	nulls[1] = load->setting_known ? ' ' : 'n';
	nulls[5] = load->latest_start == CALENDAR_DATE_UNKNOWN ? 'n' : ' ';
	spi_run_with(query, 7, types, values, nulls, SPI_OK_SELECT);
}

static char *
problem_text(int column)
{
	return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column);
}

/* What only the rows as a whole and the tables show. */
static void
refuse_staged_problem(const cms_load *load)
{
	char	   *state;

	query_staged("SELECT p.state, p.reason, p.detail, p.hint FROM cptpolicy.staged_problem("
				 "$1, $2::cptpolicy.service_setting, $3, $5, $6, $7) p", load);
	if (SPI_processed == 0)
		return;
	state = problem_text(1);
	ereport(ERROR,
			errcode(MAKE_SQLSTATE(state[0], state[1], state[2], state[3], state[4])),
			errmsg(CMS_REFUSED "%s", joined_names(load), problem_text(2)),
			errdetail("%s", problem_text(3)),
			errhint("%s", problem_text(4)));
}

/* The result row, a load_result in the caller's memory. */
static Datum
merge(const cms_load *load)
{
	bool		is_null;

	query_staged("SELECT cptpolicy.merge_staged($1, $2::cptpolicy.service_setting, $3, $4)", load);
	return SPI_datumTransfer(spi_column(0, 1, &is_null), false, -1);
}

/* ---- loading ---- */

/* Comparing a file with a table is like building an index: it may take as much memory, until the level is left. */
static int
enter_memory_level(void)
{
	int			level = NewGUCNestLevel();

	if (maintenance_work_mem > work_mem)
		(void) set_config_option("work_mem", psprintf("%dkB", maintenance_work_mem), PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
	return level;
}

static Datum
load_files(cms_load *load)
{
	Datum		result;
	int			level;

	PreventCommandIfReadOnly(psprintf("load_%s()", cms_file_kind_name(load->kind).bytes));
	for (int i = 0; i < load->source_count; i++)
		cms_source_check_rights(&load->sources[i]);
	SPI_connect();
	level = enter_memory_level();
	lock_tables(load->kind);
	cms_stage(load);
	cms_load_names_require(load);
	refuse_staged_problem(load);
	result = merge(load);
	cms_unstage();
	AtEOXact_GUC(true, level);
	SPI_finish();
	return result;
}

/* load_ptp(files text[], setting text, quarter text, allow_fewer boolean, contents oid[]) */
Datum
load_ptp(PG_FUNCTION_ARGS)
{
	cms_load	load = {.kind = CMS_PTP};

	read_many_sources(&load, fcinfo, 0, 4);
	load.allow_fewer = !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	cms_load_names_read(&load, fcinfo, 1, 2);
	return load_files(&load);
}

/* load_mue(file text, setting text, quarter text, allow_fewer boolean, content oid) */
Datum
load_mue(PG_FUNCTION_ARGS)
{
	cms_load	load = {.kind = CMS_MUE};

	read_one_source(&load, fcinfo, 0, 4);
	load.allow_fewer = !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	cms_load_names_read(&load, fcinfo, 1, 2);
	return load_files(&load);
}

/* The others: (file text, quarter text, allow_fewer boolean, content oid) */
static Datum
load_without_setting(cms_file_kind kind, FunctionCallInfo fcinfo)
{
	cms_load	load = {.kind = kind};

	read_one_source(&load, fcinfo, 0, 3);
	load.allow_fewer = !PG_ARGISNULL(2) && PG_GETARG_BOOL(2);
	cms_load_names_read(&load, fcinfo, CMS_NO_ARGUMENT, 1);
	return load_files(&load);
}

Datum
load_add_on(PG_FUNCTION_ARGS)
{
	return load_without_setting(CMS_ADD_ON, fcinfo);
}

Datum
load_fee_schedule(PG_FUNCTION_ARGS)
{
	return load_without_setting(CMS_FEE_SCHEDULE, fcinfo);
}

Datum
load_hcpcs(PG_FUNCTION_ARGS)
{
	return load_without_setting(CMS_HCPCS, fcinfo);
}
