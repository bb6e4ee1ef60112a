/*
 * numeric_decimal.h
 *	  The server's numeric as the engine's decimal, without a text in between.
 */
#ifndef CPTPOLICY_NUMERIC_DECIMAL_H
#define CPTPOLICY_NUMERIC_DECIMAL_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/numeric.h"

#include "engine/decimal.h"
#include "pg/compat.h"

/* A stored numeric of at most one digit of base 10000, in the short form: numeric_decimal.c draws it. */
typedef struct small_numeric
{
	int32		vl_len_;
	uint16		header;
	uint16		digit;			/* absent in zero */
} small_numeric;

#define SMALL_NUMERIC_HEADER 0x8000		/* not negative, of weight 0 */
#define SMALL_NUMERIC_SCALE	 0x1F80		/* bits of the display scale, which does not change the value */

/* The number as decimal.h defines it; false for NaN and the infinities. The numeric has a header of four bytes. */
extern bool numeric_to_decimal(Numeric source, decimal *number);

/* The same, without a call for the whole numbers below 10000 that most numbers of a claim are. */
static inline bool
numeric_read_decimal(const void *source, decimal *number)
{
	const small_numeric *small = source;

	if (VARSIZE(source) == sizeof(small_numeric) && (small->header & ~SMALL_NUMERIC_SCALE) == SMALL_NUMERIC_HEADER)
	{
		*number = DECIMAL_OF(small->digit);
		return true;
	}
	return numeric_to_decimal((Numeric) source, number);
}

#endif							/* CPTPOLICY_NUMERIC_DECIMAL_H */
