/*
 * cms_load_names.c
 *	  What the names of files and the arguments of a load say; cms_file_name().
 */
#include "pg/cms_load_names.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "pg/compat.h"
#include "pg/engine_glue.h"

PG_FUNCTION_INFO_V1(cms_file_name_row);

static bool
kind_has_setting(cms_file_kind kind)
{
	return kind == CMS_PTP || kind == CMS_MUE;
}

/* ---- arguments ---- */

static void
read_setting_argument(cms_load *load, const char *given)
{
	load->setting_known = service_setting_of_name((text_span) {given, (uint32_t) strlen(given)}, &load->setting);
	if (!load->setting_known || (load->kind == CMS_PTP && load->setting >= PTP_SETTING_COUNT))
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("invalid setting: \"%s\"", given),
				load->kind == CMS_PTP ? errhint("PTP edits are of practitioner or outpatient.") :
				errhint("Unit limits are of practitioner, outpatient or dme."));
}

static void
read_quarter_argument(cms_load *load, const char *given)
{
	if (!cms_quarter_parse((text_span) {given, (uint32_t) strlen(given)}, &load->quarter))
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("invalid quarter: \"%s\"", given),
				errhint("Write a quarter as 2026Q3, or as its first day, 2026-07-01."));
}

/* ---- names ---- */

/* Arguments decide, then the first name that says it; all others must agree. */
static void
refuse_name(const cms_source *source, const char *of_name, const char *of_load)
{
	ereport(ERROR,
			errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			errmsg(CMS_REFUSED "its name does not fit", source->name),
			errdetail("The name says \"%s\", and \"%s\" is expected.", of_name, of_load),
			errhint(CMS_NOTHING_LOADED " Give a file that was renamed its own name again, or one that says nothing."));
}

static void
agree_on_setting(cms_load *load, const cms_source *source, const cms_file_name *name)
{
	if (load->setting_known && load->setting != name->setting)
		refuse_name(source, service_setting_name(name->setting).bytes, service_setting_name(load->setting).bytes);
	load->setting = name->setting;
	load->setting_known = true;
}

static void
agree_on_quarter(cms_load *load, const cms_source *source, const cms_file_name *name)
{
	if (load->quarter != CALENDAR_DATE_UNKNOWN && load->quarter != name->quarter)
		refuse_name(source, cms_quarter_name(name->quarter), cms_quarter_name(load->quarter));
	load->quarter = name->quarter;
}

static void
agree_on_name(cms_load *load, const cms_source *source, const cms_file_name *name)
{
	if (name->kind_known && name->kind != load->kind)
		refuse_name(source, cms_file_kind_name(name->kind).bytes, cms_file_kind_name(load->kind).bytes);
	if (name->setting_known && kind_has_setting(load->kind))
		agree_on_setting(load, source, name);
	if (name->quarter != CALENDAR_DATE_UNKNOWN)
		agree_on_quarter(load, source, name);
}

/* ---- parts ---- */

static bool
is_same_file(const cms_source *left, const cms_source *right)
{
	if (left->is_object || right->is_object)
		return left->is_object && right->is_object && left->content == right->content;
	return strcmp(left->path, right->path) == 0;
}

static void
refuse_twice(const cms_load *load, int index, const cms_file_name *names)
{
	for (int i = 0; i < index; i++)
	{
		bool		is_same_part = names[i].part > 0 && names[i].part == names[index].part;

		if (is_same_part || is_same_file(&load->sources[i], &load->sources[index]))
			ereport(ERROR,
					errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg(CMS_REFUSED "it is given twice", load->sources[index].name),
					is_same_part ? errdetail("\"%s\" is part %d too.", load->sources[i].name, names[i].part) : 0,
					errhint(CMS_NOTHING_LOADED));
	}
}

/* Parts are numbered from 1. Whether the last one is there, no name tells. */
static void
require_earlier_parts(const cms_load *load, const cms_file_name *names)
{
	for (int i = 0; i < load->source_count; i++)
	{
		bool		found = names[i].part <= 1;

		for (int j = 0; j < load->source_count && !found; j++)
			found = names[j].part == names[i].part - 1;
		if (!found)
			ereport(ERROR,
					errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg(CMS_REFUSED "an earlier part is missing", load->sources[i].name),
					errdetail("It is part %d, and part %d is not given.", names[i].part, names[i].part - 1),
					errhint(CMS_NOTHING_LOADED " Give all parts of the quarter at once."));
	}
}

void
cms_load_names_read(cms_load *load, FunctionCallInfo fcinfo, int setting_argument, int quarter_argument)
{
	cms_file_name *names = palloc0(load->source_count * sizeof(cms_file_name));

	load->quarter = CALENDAR_DATE_UNKNOWN;
	if (setting_argument != CMS_NO_ARGUMENT && !PG_ARGISNULL(setting_argument))
		read_setting_argument(load, text_to_cstring(PG_GETARG_TEXT_PP(setting_argument)));
	if (!PG_ARGISNULL(quarter_argument))
		read_quarter_argument(load, text_to_cstring(PG_GETARG_TEXT_PP(quarter_argument)));
	for (int i = 0; i < load->source_count; i++)
	{
		const char *path = load->sources[i].path;

		cms_file_name_read((text_span) {path, (uint32_t) strlen(path)}, &names[i]);
		agree_on_name(load, &load->sources[i], &names[i]);
		refuse_twice(load, i, names);
	}
	require_earlier_parts(load, names);
}

static void
require(bool known, const cms_load *load, const char *what, const char *argument)
{
	if (!known)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg(CMS_REFUSED "its %s is not known", load->sources[0].name, what),
				errdetail("Neither its name nor its heading tells the %s.", what),
				errhint(CMS_NOTHING_LOADED " Say it: %s.", argument));
}

void
cms_load_names_require(const cms_load *load)
{
	require(load->setting_known || !kind_has_setting(load->kind), load, "setting", "setting => 'practitioner'");
	require(load->quarter != CALENDAR_DATE_UNKNOWN, load, "quarter", "quarter => '2026Q3'");
}

/* cms_file_name(name text, OUT kind text, OUT setting text, OUT quarter date, OUT part integer) */
Datum
cms_file_name_row(PG_FUNCTION_ARGS)
{
	cms_file_name content;
	TupleDesc	description;
	Datum		values[4] = {0};
	bool		nulls[4];

	if (get_call_result_type(fcinfo, NULL, &description) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "cms_file_name() must return a row");
	cms_file_name_read(text_span_of(PG_GETARG_TEXT_PP(0)), &content);
	nulls[0] = !content.kind_known;
	nulls[1] = !content.setting_known;
	nulls[2] = content.quarter == CALENDAR_DATE_UNKNOWN;
	nulls[3] = content.part == 0;
	if (!nulls[0])
		values[0] = PointerGetDatum(text_of_span(cms_file_kind_name(content.kind)));
	if (!nulls[1])
		values[1] = CStringGetTextDatum(service_setting_name(content.setting).bytes);
	values[2] = DateADTGetDatum(content.quarter);
	values[3] = Int32GetDatum(content.part);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(description), values, nulls)));
}
