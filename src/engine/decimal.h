/*
 * decimal.h
 *	  Exact decimal numbers for comparison with the constants of a policy.
 *
 * whole is the floor of the number; fraction counts halves of 10^-18: an even fraction is exact, an odd one says that
 * the number lies strictly between its two even neighbours ("round to odd"). So a number of any length keeps its
 * order against every constant of at most 17 decimals: 74.99999999999999999 stays below 75, whatever follows.
 * Magnitudes beyond 9.2e18 saturate and keep their order too, because a policy constant has at most 15 digits.
 */
#ifndef CPTPOLICY_DECIMAL_H
#define CPTPOLICY_DECIMAL_H

#include "engine/text.h"

#define DECIMAL_FRACTION_UNITS INT64_C(2000000000000000000)	/* halves of 10^-18 in one */
#define DECIMAL_TEXT_MAX 48

typedef struct decimal
{
	int64_t		whole;
	int64_t		fraction;		/* 0 .. DECIMAL_FRACTION_UNITS - 1 */
} decimal;

#define DECIMAL_OF(integer) ((decimal) {(integer), 0})
#define DECIMAL_MINIMUM ((decimal) {INT64_MIN, 0})
#define DECIMAL_MAXIMUM ((decimal) {INT64_MAX, 0})

/* Negative, zero or positive as left is below, equal to or above right. */
static inline int
decimal_compare(decimal left, decimal right)
{
	if (left.whole != right.whole)
		return left.whole < right.whole ? -1 : 1;
	if (left.fraction != right.fraction)
		return left.fraction < right.fraction ? -1 : 1;
	return 0;
}

/* Is nothing of the number lost? */
static inline bool
decimal_is_exact(decimal number)
{
	return (number.fraction & 1) == 0 && number.whole != INT64_MIN && number.whole != INT64_MAX;
}

/* The sum, saturating; exact where both are. */
extern decimal decimal_add(decimal left, decimal right);

/* Reads [-+]digits[.digits][e[-+]digits] of any length, as JSON writes numbers; false for anything else. */
extern bool decimal_parse(const char *text, size_t length, decimal *number);

/* Plain notation without trailing zeros ("74.9", "-0.5"); returns the length, NUL-terminated. */
extern size_t decimal_format(decimal number, char out[DECIMAL_TEXT_MAX]);

#endif
