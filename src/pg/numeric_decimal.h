/*
 * numeric_decimal.h
 *	  The server's numeric as the engine's decimal, without a text in between.
 */
#ifndef CPTPOLICY_NUMERIC_DECIMAL_H
#define CPTPOLICY_NUMERIC_DECIMAL_H

#include "postgres.h"

#include "utils/numeric.h"

#include "engine/decimal.h"

/* The number as decimal.h defines it; false for NaN and the infinities. The numeric must not be compressed. */
extern bool numeric_to_decimal(Numeric source, decimal *number);

#endif							/* CPTPOLICY_NUMERIC_DECIMAL_H */
