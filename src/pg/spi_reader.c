/*
 * spi_reader.c
 *	  Rows of our tables as the engine's values, and commands that are run.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "pg/assembled_json.h"
#include "pg/compat.h"
#include "pg/cptpolicy.h"
#include "pg/engine_glue.h"
#include "pg/jsonb_source.h"
#include "pg/spi_reader.h"

#define PARAMETERS_MAX 4

/* Commands that write see what others have committed meanwhile; those that read keep to the active snapshot. */
static void
execute(const char *command, int count, Oid *types, Datum *values, const char *nulls, bool read_only, int expected)
{
	if (SPI_execute_with_args(command, count, types, values, nulls, read_only, 0) != expected)
		elog(ERROR, "could not execute: %s", command);
}

void
spi_read(const char *query, int parameter_count, const text_span *parameters)
{
	Oid			types[PARAMETERS_MAX] = {0};
	Datum		values[PARAMETERS_MAX] = {0};

	Assert(parameter_count <= PARAMETERS_MAX);
	for (int i = 0; i < parameter_count; i++)
	{
		types[i] = TEXTOID;
		values[i] = PointerGetDatum(text_of_span(parameters[i]));
	}
	execute(query, parameter_count, types, values, NULL, true, SPI_OK_SELECT);
}

void
spi_run(const char *command, int expected)
{
	execute(command, 0, NULL, NULL, NULL, false, expected);
}

void
spi_run_with(const char *command, int count, Oid *types, Datum *values, const char *nulls, int expected)
{
	execute(command, count, types, values, nulls, false, expected);
}

Datum
spi_column(uint64 row, int column, bool *is_null)
{
	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, is_null);
}

text_span
spi_text(uint64 row, int column, arena *memory)
{
	bool		is_null;
	Datum		value = spi_column(row, column, &is_null);

	return is_null ? TEXT_ABSENT : arena_copy_text(memory, text_span_of(DatumGetTextPP(value)));
}

bool
spi_boolean(uint64 row, int column)
{
	bool		is_null;
	Datum		value = spi_column(row, column, &is_null);

	return !is_null && DatumGetBool(value);
}

int32
spi_integer(uint64 row, int column)
{
	bool		is_null;
	Datum		value = spi_column(row, column, &is_null);

	return is_null ? 0 : DatumGetInt32(value);
}

int16
spi_smallint(uint64 row, int column)
{
	bool		is_null;
	Datum		value = spi_column(row, column, &is_null);

	return is_null ? 0 : DatumGetInt16(value);
}

cpt_code
spi_code(uint64 row, int column)
{
	bool		is_null;

	return DatumGetCptCode(spi_column(row, column, &is_null));
}

calendar_date
spi_date(uint64 row, int column)
{
	bool		is_null;

	return DatumGetDateADT(spi_column(row, column, &is_null));
}

date_span
spi_dates(uint64 row, int first_column)
{
	return (date_span) {spi_date(row, first_column), spi_date(row, first_column + 1)};
}

/* A value with a full header, copied where nothing frees it before the memory. */
static void *
copy_varlena(Datum value, arena *memory)
{
	struct varlena *source = PG_DETOAST_DATUM(value);
	void	   *copy = arena_allocate(memory, VARSIZE(source));

	return memcpy(copy, source, VARSIZE(source));
}

static json_value
number_value(Datum numeric, arena *memory)
{
	Numeric		copy = copy_varlena(numeric, memory);

	return (json_value) {JSON_NUMBER, VARSIZE(copy), copy};
}

/* As JSON documents write dates, whatever DateStyle says. */
static json_value
date_value(DateADT date, arena *memory)
{
	int			year,
				month,
				day;

	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	return string_value(arena_format(memory, "%04d-%02d-%02d", year, month, day));
}

static json_value
text_array_value(ArrayType *array, arena *memory)
{
	member_list list;
	Datum	   *elements;
	bool	   *nulls;
	int			count;

	member_list_init(&list, memory);
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &count);
	for (int i = 0; i < count; i++)
	{
		if (nulls[i])
			member_list_append(&list, (json_value) {JSON_NULL, 0, NULL});
		else
			member_list_append(&list, string_value(arena_copy_text(memory, text_span_of(DatumGetTextPP(elements[i])))));
	}
	return member_list_value(&list, JSON_ARRAY);
}

json_value
spi_json(uint64 row, int column, arena *memory)
{
	bool		is_null;
	Datum		value = spi_column(row, column, &is_null);

	if (is_null)
		return (json_value) {JSON_NULL, 0, NULL};
	switch (SPI_gettypeid(SPI_tuptable->tupdesc, column))
	{
		case TEXTOID:
			return string_value(spi_text(row, column, memory));
		case TEXTARRAYOID:
			return text_array_value(DatumGetArrayTypeP(value), memory);
		case JSONBOID:
			return jsonb_root(copy_varlena(value, memory));
		case BOOLOID:
			return (json_value) {DatumGetBool(value) ? JSON_TRUE : JSON_FALSE, 0, NULL};
		case DATEOID:
			return date_value(DatumGetDateADT(value), memory);
		case INT4OID:
			return number_value(DirectFunctionCall1(int4_numeric, value), memory);
		case NUMERICOID:
			return number_value(value, memory);
		default:
			elog(ERROR, "column %d has a type that no policy table has", column);
	}
}
