/*
 * test_functions.c
 *	  Functions that no install script declares; the regression tests do, to look inside.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "pg/compat.h"
#include "pg/numeric_decimal.h"

PG_FUNCTION_INFO_V1(numeric_decimal_parts);

/* numeric -> text: a number's whole and fraction as decimal.h defines them; NULL for NaN and the infinities. */
Datum
numeric_decimal_parts(PG_FUNCTION_ARGS)
{
	decimal		number;

	if (!numeric_read_decimal(PG_GETARG_NUMERIC(0), &number))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(psprintf(INT64_FORMAT " " INT64_FORMAT, number.whole, number.fraction)));
}
