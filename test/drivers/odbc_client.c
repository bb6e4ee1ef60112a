/*
 * Does through ODBC what a BI tool does: see DriverClient.pm for the requests it takes and the answers it gives.
 *
 * usage: odbc_client CONNECTION-STRING
 */
#include "odbc_values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *base_string;
static SQLHENV environment;
static SQLHDBC connection;

/* ---- statements ---- */

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
