/* See odbc_values.h. */
#include "odbc_values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_VALUE (1 << 20)

typedef struct Parameter
{
	SQLLEN		length;
	SQLWCHAR	wide[MAX_BATCH_VALUE];
	SQL_DATE_STRUCT date;
	SQL_TIMESTAMP_STRUCT time;
	SQLBIGINT	integer;
	unsigned char bit;
} Parameter;

static Parameter parameters[MAX_FIELDS];
static char value[MAX_VALUE];

/* ---- answers ---- */

static void
print_text(const char *text)
{
	for (; *text != '\0'; text++)
	{
		if (*text == '\t')
			fputs("\\t", stdout);
		else if (*text == '\n')
			fputs("\\n", stdout);
		else if (*text == '\\')
			fputs("\\\\", stdout);
		else
			putchar(*text);
	}
}

/* The first diagnostic is the server's. */
void
print_diagnostic(const char *severity, SQLSMALLINT kind, SQLHANDLE handle)
{
	SQLCHAR		state[6] = "";
	SQLCHAR		message[4000] = "no diagnostic";
	SQLINTEGER	native;
	SQLSMALLINT length;

	SQLGetDiagRec(kind, handle, 1, state, &native, message, sizeof(message), &length);
	printf("%s\t%s\t", severity, (char *) state);
	print_text((char *) message);
	putchar('\n');
}

bool
print_error(SQLSMALLINT kind, SQLHANDLE handle)
{
	print_diagnostic("error", kind, handle);
	return false;
}

bool
succeeded(SQLRETURN result, SQLHSTMT statement)
{
	return SQL_SUCCEEDED(result) || result == SQL_NO_DATA || print_error(SQL_HANDLE_STMT, statement);
}

/* ---- values ---- */

static size_t
count_characters(const char *text)
{
	size_t		count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char) *text & 0xC0) != 0x80;
	return count;
}

/* As the server writes it: without a fraction of zero, and without zeros at its end. */
static void
format_timestamp(const SQL_TIMESTAMP_STRUCT *time)
{
	int			length = sprintf(value, "%04d-%02d-%02d %02d:%02d:%02d", time->year, time->month, time->day,
								 time->hour, time->minute, time->second);

	if (time->fraction == 0)
		return;
	length += sprintf(value + length, ".%09u", (unsigned) time->fraction);
	while (value[length - 1] == '0')
		value[--length] = '\0';
}

static SQLRETURN
get_text(SQLHSTMT statement, SQLUSMALLINT number, const Column *column, SQLLEN *length)
{
	SQLRETURN	result = SQLGetData(statement, number, SQL_C_CHAR, value, sizeof(value), length);
	bool		is_limited = column->type == SQL_VARCHAR || column->type == SQL_WVARCHAR || column->type == SQL_CHAR;

	if (SQL_SUCCEEDED(result) && *length >= 0 && is_limited && count_characters(value) > column->size)
		printf("error\tlength\tcolumn %s: %s\n", column->name, value);
	return result;
}

/* Reads a value the way that its column's reported type asks for. */
static SQLRETURN
get_value(SQLHSTMT statement, SQLUSMALLINT number, const Column *column, SQLLEN *length)
{
	SQL_DATE_STRUCT date = {0};
	SQL_TIMESTAMP_STRUCT time = {0};
	SQLBIGINT	integer = 0;
	unsigned char bit = 0;
	SQLRETURN	result;

	switch (column->type)
	{
		case SQL_TYPE_DATE:
			result = SQLGetData(statement, number, SQL_C_TYPE_DATE, &date, sizeof(date), length);
			sprintf(value, "%04d-%02d-%02d", date.year, date.month, date.day);
			return result;
		case SQL_TYPE_TIMESTAMP:
			result = SQLGetData(statement, number, SQL_C_TYPE_TIMESTAMP, &time, sizeof(time), length);
			format_timestamp(&time);
			return result;
		case SQL_SMALLINT:
		case SQL_INTEGER:
		case SQL_BIGINT:
			result = SQLGetData(statement, number, SQL_C_SBIGINT, &integer, sizeof(integer), length);
			sprintf(value, "%lld", (long long) integer);
			return result;
		case SQL_BIT:
			result = SQLGetData(statement, number, SQL_C_BIT, &bit, sizeof(bit), length);
			sprintf(value, "%d", bit);
			return result;
		default:
			return get_text(statement, number, column, length);
	}
}

bool
describe_column(SQLHSTMT statement, SQLUSMALLINT number, Column *column)
{
	SQLSMALLINT length;

	return succeeded(SQLDescribeCol(statement, number, (SQLCHAR *) column->name, sizeof(column->name), &length,
									&column->type, &column->size, &column->digits, &column->nullable), statement);
}

static bool
print_value(SQLHSTMT statement, SQLUSMALLINT number, const Column *column)
{
	SQLLEN		length = 0;

	if (!succeeded(get_value(statement, number, column, &length), statement))
		return false;
	if (length == SQL_NULL_DATA)
		fputs("\\N", stdout);
	else
		print_text(value);
	return true;
}

bool
print_rows(SQLHSTMT statement, const int *numbers, int number_count)
{
	Column		columns[MAX_FIELDS];
	SQLSMALLINT count = 0;

	SQLNumResultCols(statement, &count);
	for (int i = 0; i < count; i++)
		if (!describe_column(statement, i + 1, &columns[i]))
			return false;
	if (number_count == 0)
		number_count = count;
	for (;;)
	{
		SQLRETURN	result = SQLFetch(statement);

		if (result == SQL_NO_DATA)
			return true;
		if (!succeeded(result, statement))
			return false;
		for (int i = 0; i < number_count; i++)
		{
			int			number = numbers == NULL ? i + 1 : numbers[i];

			if (i > 0)
				putchar('\t');
			if (!print_value(statement, number, &columns[number - 1]))
				return false;
		}
		putchar('\n');
	}
}

/* ---- parameters ---- */

void
widen(SQLWCHAR *wide, const char *text, size_t room)
{
	for (; *text != '\0' && room > 1; room--)
		*wide++ = (unsigned char) *text++;
	*wide = 0;
}

static SQLRETURN
bind_text(SQLHSTMT statement, SQLUSMALLINT number, SQLSMALLINT type, char *text)
{
	SQLULEN		size = type == SQL_NUMERIC ? 14 : text[0] == '\0' ? 1 : strlen(text);

	return SQLBindParameter(statement, number, SQL_PARAM_INPUT, SQL_C_CHAR, type, size, type == SQL_NUMERIC ? 2 : 0,
							text, 0, &parameters[number].length);
}

static SQLRETURN
bind_other(SQLHSTMT statement, SQLUSMALLINT number, SQLSMALLINT c_type, SQLSMALLINT type, SQLULEN size, void *data)
{
	SQLSMALLINT digits = c_type == SQL_C_TYPE_TIMESTAMP ? 6 : 0;

	return SQLBindParameter(statement, number, SQL_PARAM_INPUT, c_type, type, size, digits, data, 0,
							&parameters[number].length);
}

static bool
scan_date(Parameter *parameter, const char *text)
{
	return sscanf(text, "%hd-%hu-%hu", &parameter->date.year, &parameter->date.month, &parameter->date.day) == 3;
}

static bool
scan_time(Parameter *parameter, const char *text)
{
	SQL_TIMESTAMP_STRUCT *time = &parameter->time;
	char		fraction[10] = "";
	int			count = sscanf(text, "%hd-%hu-%hu %hu:%hu:%hu.%9[0-9]", &time->year, &time->month, &time->day,
							   &time->hour, &time->minute, &time->second, fraction);

	while (strlen(fraction) < 9)
		strcat(fraction, "0");
	time->fraction = atol(fraction);
	return count >= 6;
}

SQLRETURN
bind_parameter(SQLHSTMT statement, SQLUSMALLINT number, char *field)
{
	Parameter  *parameter = &parameters[number];
	char	   *text = field + 2;

	parameter->length = field[0] == 'N' ? SQL_NULL_DATA : SQL_NTS;
	switch (field[0])
	{
		case 'w':
			widen(parameter->wide, text, MAX_BATCH_VALUE);
			return bind_other(statement, number, SQL_C_WCHAR, SQL_WVARCHAR, strlen(text), parameter->wide);
		case 'd':
			if (!scan_date(parameter, text))
				return SQL_ERROR;
			return bind_other(statement, number, SQL_C_TYPE_DATE, SQL_TYPE_DATE, 10, &parameter->date);
		case 't':
			if (!scan_time(parameter, text))
				return SQL_ERROR;
			return bind_other(statement, number, SQL_C_TYPE_TIMESTAMP, SQL_TYPE_TIMESTAMP, 26, &parameter->time);
		case 'i':
			parameter->integer = atoll(text);
			return bind_other(statement, number, SQL_C_SBIGINT, SQL_BIGINT, 19, &parameter->integer);
		case 'b':
			parameter->bit = text[0] == 't';
			return bind_other(statement, number, SQL_C_BIT, SQL_BIT, 1, &parameter->bit);
		case 'n':
			return bind_text(statement, number, SQL_NUMERIC, text);
		case 'c':
			return bind_text(statement, number, SQL_CHAR, text);
		case 'l':
			return bind_text(statement, number, SQL_LONGVARCHAR, text);
		default:
			return bind_text(statement, number, SQL_VARCHAR, text);
	}
}
