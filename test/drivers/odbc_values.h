/*
 * Values of columns and parameters, read and bound by their kinds, and the rows of answers.
 */
#ifndef ODBC_VALUES_H
#define ODBC_VALUES_H

#include <sql.h>
#include <sqlext.h>
#include <stdbool.h>
#include <stddef.h>

#define MAX_FIELDS 400
#define MAX_BATCH_VALUE 200

typedef struct Column
{
	char		name[100];
	SQLSMALLINT type;
	SQLULEN		size;
	SQLSMALLINT digits;
	SQLSMALLINT nullable;
} Column;

/* A row "warning" or "error" of what the driver has to say. */
void		print_diagnostic(const char *severity, SQLSMALLINT kind, SQLHANDLE handle);

/* False, so that callers can end with it. */
bool		print_error(SQLSMALLINT kind, SQLHANDLE handle);

/* Prints an error unless the call went well. */
bool		succeeded(SQLRETURN result, SQLHSTMT statement);

bool		describe_column(SQLHSTMT statement, SQLUSMALLINT number, Column *column);

/* Prints the columns with these numbers of each row, or all where there are none. */
bool		print_rows(SQLHSTMT statement, const int *numbers, int number_count);

/* ASCII as UTF-16, cut to what there is room for. */
void		widen(SQLWCHAR *wide, const char *text, size_t room);

/* A field is a letter for the kind, a colon, and the value; it must stay until the statement is executed. */
SQLRETURN	bind_parameter(SQLHSTMT statement, SQLUSMALLINT number, char *field);

#endif
