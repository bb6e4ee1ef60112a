/*
 * numeric_decimal.c
 *	  The server's numeric as the engine's decimal, without a text in between.
 *
 * The layout of a stored numeric is private to the server's numeric.c, but it is an on-disk format, the same since
 * PostgreSQL 9.1: a header of 16 bits, in the long form followed by a weight of 16 bits, then digits of base 10000.
 *
 *	 15 14 13 12         7 6 5            0
 *	 1  0  s   scale       w  weight           short form
 *	 0  s  scale (14 bits)                     long form, s = 1: negative
 *	 1  1  kind                                NaN and the infinities
 *
 * The number is the sum of digit[i] * 10000^(weight - i).
 */
#include "pg/numeric_decimal.h"

#include "utils/builtins.h"

#define FORM_MASK			0xC000
#define FORM_LONG_NEGATIVE	0x4000
#define FORM_SHORT			0x8000
#define FORM_SPECIAL		0xC000
#define SHORT_NEGATIVE		0x2000
#define SHORT_WEIGHT_SIGN	0x0040
#define SHORT_WEIGHT_MASK	0x003F

#define BASE				10000
#define WHOLE_DIGITS_MAX	4		/* 10000^4 is the highest power that always fits */
#define FRACTION_DIGITS		5		/* four whole ones hold 16 decimals, half of the fifth the other two */

typedef struct numeric_view
{
	const uint16 *digits;
	int			count;
	int			weight;
	bool		negative;
} numeric_view;

static numeric_view
view_of(Numeric source, uint16 header)
{
	const uint16 *words = (const uint16 *) VARDATA_ANY(source);
	int			count = VARSIZE_ANY_EXHDR(source) / sizeof(uint16);

	if ((header & FORM_MASK) == FORM_SHORT)
		return (numeric_view) {
			.digits = words + 1,
			.count = count - 1,
			.weight = (header & SHORT_WEIGHT_SIGN ? ~SHORT_WEIGHT_MASK : 0) | (header & SHORT_WEIGHT_MASK),
			.negative = (header & SHORT_NEGATIVE) != 0,
		};
	return (numeric_view) {
		.digits = words + 2,
		.count = count - 2,
		.weight = (int16) words[1],
		.negative = (header & FORM_MASK) == FORM_LONG_NEGATIVE,
	};
}

/* The fraction in halves of 10^-18, odd when digits are left over. */
static int64
fraction_of(const numeric_view *view)
{
	static const int64 unit[FRACTION_DIGITS] = {
		INT64CONST(200000000000000), INT64CONST(20000000000), INT64CONST(2000000), 200, 0
	};
	int64		fraction = 0;

	for (int i = view->weight < 0 ? 0 : view->weight + 1; i < view->count; i++)
	{
		int			place = i - view->weight - 1;
		int			digit = view->digits[i];

		if (place < FRACTION_DIGITS - 1)
			fraction += digit * unit[place];
		else if (place == FRACTION_DIGITS - 1)
			fraction += digit / 100 * 2 + (digit % 100 != 0);
		else if (digit != 0)
			return fraction | 1;
	}
	return fraction;
}

/* Numbers of 10^16 and more are rare, and the engine knows how to saturate them. */
static bool
decimal_of_text(Numeric source, decimal *number)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(source)));
	bool		parsed = decimal_parse(text, strlen(text), number);

	pfree(text);
	return parsed;
}

bool
numeric_to_decimal(Numeric source, decimal *number)
{
	uint16		header = *(const uint16 *) VARDATA_ANY(source);
	numeric_view view;
	int64		whole = 0;
	int64		fraction;

	if ((header & FORM_MASK) == FORM_SPECIAL)
		return false;
	view = view_of(source, header);
	if (view.weight >= WHOLE_DIGITS_MAX)
		return decimal_of_text(source, number);
	for (int i = 0; i <= view.weight; i++)
		whole = whole * BASE + (i < view.count ? view.digits[i] : 0);
	fraction = view.count > view.weight + 1 ? fraction_of(&view) : 0;
	if (view.negative)
	{
		whole = -whole - (fraction != 0);
		fraction = fraction != 0 ? DECIMAL_FRACTION_UNITS - fraction : 0;
	}
	*number = (decimal) {whole, fraction};
	return true;
}
