/*
 * Does through ODBC what a BI tool does: see DriverClient.pm for the requests it takes and the answers it gives.
 *
 * usage: OdbcClient CONNECTION-STRING
 */
#include <sql.h>
#include <sqlext.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FIELDS 400
#define MAX_VALUE (1 << 20)
#define MAX_BATCH_VALUE 200

typedef struct Parameter
{
	SQLLEN		length;
	SQLWCHAR	wide[MAX_BATCH_VALUE];
	SQL_DATE_STRUCT date;
	SQL_TIMESTAMP_STRUCT time;
	SQLBIGINT	integer;
	unsigned char bit;
} Parameter;

typedef struct Column
{
	char		name[100];
	SQLSMALLINT type;
	SQLULEN		size;
	SQLSMALLINT digits;
	SQLSMALLINT nullable;
} Column;

static const char *base_string;
static SQLHENV environment;
static SQLHDBC connection;
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
static void
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

/* False, so that callers can end with it. */
static bool
print_error(SQLSMALLINT kind, SQLHANDLE handle)
{
	print_diagnostic("error", kind, handle);
	return false;
}

static bool
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

static bool
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

/* Prints the columns with these numbers of each row, or all where there are none. */
static bool
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

/* ---- parameters, each a letter for its kind, a colon, and the value ---- */

/* ASCII as UTF-16, cut to what there is room for. */
static void
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

static SQLRETURN
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

static SQLHSTMT
make_statement(void)
{
	SQLHSTMT	statement = SQL_NULL_HSTMT;

	if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, connection, &statement)))
		print_error(SQL_HANDLE_DBC, connection);
	return statement;
}

static void
drop_statement(SQLHSTMT statement)
{
	SQLFreeHandle(SQL_HANDLE_STMT, statement);
}

static bool
prepare(SQLHSTMT statement, int count, char **fields)
{
	if (!succeeded(SQLPrepare(statement, (SQLCHAR *) fields[1], SQL_NTS), statement))
		return false;
	for (int i = 2; i < count; i++)
		if (!succeeded(bind_parameter(statement, i - 1, fields[i]), statement))
			return false;
	return true;
}

static bool
prepare_and_execute(SQLHSTMT statement, int count, char **fields)
{
	return prepare(statement, count, fields) && succeeded(SQLExecute(statement), statement);
}

/* ---- requests ---- */

static void
disconnect(void)
{
	if (connection == SQL_NULL_HDBC)
		return;
	SQLDisconnect(connection);
	SQLFreeHandle(SQL_HANDLE_DBC, connection);
	connection = SQL_NULL_HDBC;
}

static void
make_connection(char *string, size_t size, int count, char **fields)
{
	disconnect();
	snprintf(string, size, "%s;%s", base_string, count > 1 ? fields[1] : "");
	SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection);
}

static void
print_connected(SQLRETURN result)
{
	if (SQL_SUCCEEDED(result))
		puts("ok");
	else
		print_error(SQL_HANDLE_DBC, connection);
}

static void
do_connect(int count, char **fields)
{
	char		string[1000];

	make_connection(string, sizeof(string), count, fields);
	print_connected(SQLDriverConnect(connection, NULL, (SQLCHAR *) string, SQL_NTS, NULL, 0, NULL,
									 SQL_DRIVER_NOPROMPT));
}

/* A driver tells programs of Unicode by how they connect, and shows them wide types. */
static void
do_connect_wide(int count, char **fields)
{
	char		string[1000];
	SQLWCHAR	wide[1000];

	make_connection(string, sizeof(string), count, fields);
	widen(wide, string, 1000);
	print_connected(SQLDriverConnectW(connection, NULL, wide, SQL_NTS, NULL, 0, NULL, SQL_DRIVER_NOPROMPT));
}

/* Twice with one statement, as applications use it: the first answer must not be the last good one. */
static void
do_query(int count, char **fields)
{
	SQLHSTMT	statement = make_statement();
	SQLLEN		rows = 0;

	if (prepare_and_execute(statement, count, fields) && succeeded(SQLRowCount(statement, &rows), statement))
	{
		SQLFreeStmt(statement, SQL_CLOSE);
		if (succeeded(SQLExecute(statement), statement))
			print_rows(statement, NULL, 0);
	}
	drop_statement(statement);
}

static void
do_update(int count, char **fields)
{
	SQLHSTMT	statement = make_statement();
	SQLRETURN	result;
	SQLLEN		rows = 0;

	if (prepare(statement, count, fields))
	{
		result = SQLExecute(statement);
		if (result == SQL_SUCCESS_WITH_INFO)
			print_diagnostic("warning", SQL_HANDLE_STMT, statement);
		if (succeeded(result, statement) && succeeded(SQLRowCount(statement, &rows), statement))
			printf("%ld\n", (long) rows);
	}
	drop_statement(statement);
}

/* A query whose statement stays open, with what the server keeps of it. */
static void
do_keep(int count, char **fields)
{
	SQLHSTMT	statement = make_statement();

	if (prepare_and_execute(statement, count, fields))
		print_rows(statement, NULL, 0);
	SQLFreeStmt(statement, SQL_CLOSE);
}

/* SQL, parameters a row, and the values of all rows: one execution with arrays of strings. */
static void
do_batch(int count, char **fields)
{
	static char values[MAX_FIELDS * MAX_BATCH_VALUE];
	static SQLLEN lengths[MAX_FIELDS];
	int			width = atoi(fields[2]);
	int			rows = (count - 3) / width;
	SQLHSTMT	statement = make_statement();
	SQLULEN		processed = 0;

	SQLSetStmtAttr(statement, SQL_ATTR_PARAMSET_SIZE, (SQLPOINTER) (size_t) rows, 0);
	SQLSetStmtAttr(statement, SQL_ATTR_PARAMS_PROCESSED_PTR, &processed, 0);
	for (int i = 0; i < width * rows; i++)
	{
		int			place = i % width * rows + i / width;

		snprintf(&values[place * MAX_BATCH_VALUE], MAX_BATCH_VALUE, "%s", fields[3 + i] + 2);
		lengths[place] = fields[3 + i][0] == 'N' ? SQL_NULL_DATA : SQL_NTS;
	}
	for (int i = 0; i < width; i++)
		SQLBindParameter(statement, i + 1, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_VARCHAR, MAX_BATCH_VALUE, 0,
						 &values[i * rows * MAX_BATCH_VALUE], MAX_BATCH_VALUE, &lengths[i * rows]);
	if (succeeded(SQLPrepare(statement, (SQLCHAR *) fields[1], SQL_NTS), statement) &&
		succeeded(SQLExecute(statement), statement))
		printf("%lu\n", (unsigned long) processed);
	drop_statement(statement);
}

static bool
print_description(SQLHSTMT statement)
{
	SQLSMALLINT count = 0;

	if (!succeeded(SQLNumResultCols(statement, &count), statement))
		return false;
	for (int i = 1; i <= count; i++)
	{
		Column		column;

		if (!describe_column(statement, i, &column))
			return false;
		printf("%s\t%d\t%lu\t%d\n", column.name, column.type, (unsigned long) column.size, column.digits);
	}
	return true;
}

/* The columns of a query as they are known before it is executed; do_describe_result: after. */
static void
do_describe(int count, char **fields)
{
	SQLHSTMT	statement = make_statement();

	if (prepare(statement, count, fields))
		print_description(statement);
	drop_statement(statement);
}

static void
do_describe_result(int count, char **fields)
{
	SQLHSTMT	statement = make_statement();

	if (prepare_and_execute(statement, count, fields))
		print_description(statement);
	drop_statement(statement);
}

/* Fields of both: schema, pattern of the table's name. */
static void
do_tables(int count, char **fields)
{
	static const int shown[] = {2, 3, 4, 5};	/* schema, name, type, remarks */
	SQLHSTMT	statement = make_statement();

	if (count == 3 && succeeded(SQLTables(statement, NULL, 0, (SQLCHAR *) fields[1], SQL_NTS, (SQLCHAR *) fields[2],
										  SQL_NTS, NULL, 0), statement))
		print_rows(statement, shown, 4);
	drop_statement(statement);
}

static void
do_columns(int count, char **fields)
{
	static const int shown[] = {3, 4, 5, 7, 9, 12}; /* table, column, type, size, digits, remarks */
	SQLHSTMT	statement = make_statement();

	if (count == 3 && succeeded(SQLColumns(statement, NULL, 0, (SQLCHAR *) fields[1], SQL_NTS, (SQLCHAR *) fields[2],
										   SQL_NTS, NULL, 0), statement))
		print_rows(statement, shown, 6);
	drop_statement(statement);
}

static const struct
{
	const char *verb;
	void		(*run) (int count, char **fields);
}			requests[] = {
	{"connect", do_connect},
	{"query", do_query},
	{"update", do_update},
	{"keep", do_keep},
	{"batch", do_batch},
	{"describe", do_describe},
	{"describe_result", do_describe_result},
	{"connect_wide", do_connect_wide},
	{"tables", do_tables},
	{"columns", do_columns},
};

/* ---- reading requests ---- */

static void
unescape(char *field)
{
	char	   *to = field;

	for (char *from = field; *from != '\0'; from++)
	{
		if (*from == '\\')
		{
			from++;
			*to++ = *from == 't' ? '\t' : *from == 'n' ? '\n' : *from;
		}
		else
			*to++ = *from;
	}
	*to = '\0';
}

static int
split(char *line, char **fields)
{
	int			count = 0;

	line[strcspn(line, "\n")] = '\0';
	for (char *field = strsep(&line, "\t"); field != NULL && count < MAX_FIELDS; field = strsep(&line, "\t"))
	{
		unescape(field);
		fields[count++] = field;
	}
	return count;
}

static void
run_request(int count, char **fields)
{
	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++)
	{
		if (strcmp(fields[0], requests[i].verb) == 0)
		{
			requests[i].run(count, fields);
			return;
		}
	}
	printf("error\trequest\tunknown request %s\n", fields[0]);
}

int
main(int argc, char **argv)
{
	char	   *line = NULL;
	size_t		size = 0;
	char	   *fields[MAX_FIELDS];

	if (argc != 2)
		return 2;
	base_string = argv[1];
	SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment);
	SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, (SQLPOINTER) SQL_OV_ODBC3, 0);
	while (getline(&line, &size, stdin) > 0)
	{
		run_request(split(line, fields), fields);
		puts("\\.");
		fflush(stdout);
	}
	disconnect();
	SQLFreeHandle(SQL_HANDLE_ENV, environment);
	return 0;
}
