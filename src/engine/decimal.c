/*
 * decimal.c
 *	  Decimal numbers of any length, rounded to odd.
 */
#include "engine/decimal.h"

#include "engine/ascii.h"

#define FRACTION_DIGITS 18		/* decimals that are kept exactly */
#define WHOLE_DIGITS 19			/* most digits that fit an int64_t */
#define EXPONENT_LIMIT INT64_C(1000000000000000)	/* far beyond any text's length */

/* The parts of a number's text: digits before and behind the point, and the exponent. */
typedef struct numeral
{
	bool		negative;
	const char *before;
	size_t		before_count;
	const char *behind;
	size_t		behind_count;
	int64_t		exponent;
} numeral;

/* Moves past a run of digits; returns how many. */
static size_t
scan_digits(const char **text, const char *end)
{
	const char *start = *text;

	while (*text < end && ascii_is_digit(**text))
		(*text)++;
	return (size_t) (*text - start);
}

/* Moves past a sign if there is one; is it a minus? */
static bool
scan_sign(const char **text, const char *end)
{
	if (*text < end && (**text == '-' || **text == '+'))
		return *(*text)++ == '-';
	return false;
}

/* Reads what follows "e"; huge exponents stop at a limit that no text can make up for. */
static bool
scan_exponent(const char **text, const char *end, int64_t *exponent)
{
	bool		negative = scan_sign(text, end);
	const char *digits = *text;
	size_t		count = scan_digits(text, end);
	int64_t		value = 0;

	for (size_t i = 0; i < count && value < EXPONENT_LIMIT; i++)
		value = value * 10 + (digits[i] - '0');
	*exponent = negative ? -value : value;
	return count > 0;
}

static bool
scan_numeral(const char *text, size_t length, numeral *result)
{
	const char *end = text + length;

	*result = (numeral) {.negative = scan_sign(&text, end)};
	result->before = text;
	result->before_count = scan_digits(&text, end);
	if (result->before_count == 0)
		return false;
	if (text < end && *text == '.')
	{
		result->behind = ++text;
		result->behind_count = scan_digits(&text, end);
		if (result->behind_count == 0)
			return false;
	}
	if (text < end && (*text == 'e' || *text == 'E'))
	{
		text++;
		if (!scan_exponent(&text, end, &result->exponent))
			return false;
	}
	return text == end;
}

/* The digit at a place of the digit string, 0 where the string has ended. */
static uint64_t
digit_at(const numeral *text, size_t place)
{
	if (place < text->before_count)
		return (uint64_t) (text->before[place] - '0');
	place -= text->before_count;
	return place < text->behind_count ? (uint64_t) (text->behind[place] - '0') : 0;
}

/* Is any digit from this place on other than zero? */
static bool
has_rest(const numeral *text, size_t place)
{
	size_t		count = text->before_count + text->behind_count;

	for (; place < count; place++)
		if (digit_at(text, place) != 0)
			return true;
	return false;
}

/* With the sign: floor and what is above it. */
static decimal
signed_decimal(bool negative, uint64_t whole, uint64_t fraction)
{
	if (whole >= INT64_MAX)
		return negative ? DECIMAL_MINIMUM : DECIMAL_MAXIMUM;
	if (!negative)
		return (decimal) {(int64_t) whole, (int64_t) fraction};
	if (fraction == 0)
		return DECIMAL_OF(-(int64_t) whole);
	return (decimal) {-(int64_t) whole - 1, DECIMAL_FRACTION_UNITS - (int64_t) fraction};
}

/* The number 0.d1d2d3... * 10^point, where d1 is the digit at place first and is not zero. */
static decimal
numeral_value(const numeral *text, size_t first, int64_t point)
{
	uint64_t	whole = 0;
	uint64_t	fraction = 0;
	size_t		place = first;

	if (point > WHOLE_DIGITS)
		return text->negative ? DECIMAL_MINIMUM : DECIMAL_MAXIMUM;
	for (int64_t i = 0; i < point; i++)
		whole = whole * 10 + digit_at(text, place++);
	for (int64_t i = 0; i < FRACTION_DIGITS; i++)
		fraction = fraction * 10 + (i < -point ? 0 : digit_at(text, place++));
	fraction *= 2;
	if (has_rest(text, place))
		fraction |= 1;
	return signed_decimal(text->negative, whole, fraction);
}

bool
decimal_parse(const char *text, size_t length, decimal *number)
{
	numeral		parts;
	size_t		first = 0;
	size_t		count;

	if (!scan_numeral(text, length, &parts))
		return false;
	count = parts.before_count + parts.behind_count;
	while (first < count && digit_at(&parts, first) == 0)
		first++;
	if (first == count)
		*number = DECIMAL_OF(0);
	else
		*number = numeral_value(&parts, first, (int64_t) parts.before_count - (int64_t) first + parts.exponent);
	return true;
}

static bool
is_saturated(decimal number)
{
	return number.whole == INT64_MIN || number.whole == INT64_MAX;
}

decimal
decimal_add(decimal left, decimal right)
{
	int64_t		fraction = left.fraction + right.fraction;
	int64_t		carry = fraction >= DECIMAL_FRACTION_UNITS ? 1 : 0;

	if (is_saturated(left))
		return left;
	if (is_saturated(right))
		return right;
	if (right.whole >= 0 && left.whole >= INT64_MAX - right.whole - carry)
		return DECIMAL_MAXIMUM;
	if (right.whole < 0 && left.whole <= INT64_MIN - right.whole - carry)
		return DECIMAL_MINIMUM;
	fraction -= carry * DECIMAL_FRACTION_UNITS;
	/* Two numbers that are not exact do not make one that is. */
	return (decimal) {left.whole + right.whole + carry, fraction | (left.fraction & 1) | (right.fraction & 1)};
}

/* Writes the decimal digits of a number, at least `width` of them; returns how many. */
static size_t
format_digits(uint64_t number, size_t width, char *out)
{
	char		reversed[20];
	size_t		count = 0;

	while (number > 0 || count < width)
	{
		reversed[count++] = (char) ('0' + number % 10);
		number /= 10;
	}
	for (size_t i = 0; i < count; i++)
		out[i] = reversed[count - 1 - i];
	return count;
}

size_t
decimal_format(decimal number, char out[DECIMAL_TEXT_MAX])
{
	bool		negative = number.whole < 0;
	uint64_t	whole = negative ? 0 - (uint64_t) number.whole : (uint64_t) number.whole;
	uint64_t	fraction = (uint64_t) number.fraction;
	size_t		length = 0;

	if (negative && fraction > 0)
	{
		whole--;
		fraction = (uint64_t) DECIMAL_FRACTION_UNITS - fraction;
	}
	if (negative)
		out[length++] = '-';
	length += format_digits(whole, 1, out + length);
	if (fraction > 0)
	{
		out[length++] = '.';
		/* A half of 10^-18 is 5 * 10^-19, so that an inexact number prints in its right order, too. */
		length += format_digits(fraction * 5, FRACTION_DIGITS + 1, out + length);
		while (out[length - 1] == '0')
			length--;
	}
	out[length] = '\0';
	return length;
}
