/*
 * decimal_test.c
 *	  Numbers of any length: order, sums and text.
 */
#include "engine/decimal.h"

#include <stdlib.h>
#include <time.h>

#include "test.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static decimal
number_of(const char *text)
{
	decimal		number = {0, 0};

	if (!decimal_parse(text, strlen(text), &number))
		CHECK_EQ_STR(text, "(a number)");
	return number;
}

static const char *
formatted(decimal number)
{
	static char text[DECIMAL_TEXT_MAX];
	size_t		length = decimal_format(number, text);

	CHECK_EQ_INT(length, strlen(text));
	return text;
}

/* Ascending; what stands in one row is equal. */
static const char *const order[][4] = {
	{"-1e999999999", "-1e400", "-9223372036854775808", "-99999999999999999999"},
	{"-9223372036854775806"},
	{"-1000000.5"},
	{"-75.1", "-7.51e1", "-751e-1"},
	{"-75.00000000000000000001"},
	{"-75", "-75.000", "-0.75E+2"},
	{"-74.99999999999999999999"},
	{"-74.999999999999999999"},
	{"-1"},
	{"-0.5"},
	{"-0.000000000000000001", "-1e-18"},
	{"-1e-19", "-1e-999999999"},
	{"0", "-0", "0.000", "0e999999999"},
	{"1e-19", "1e-999999999", "0.0000000000000000009"},
	{"0.000000000000000001", "1e-18", "1E-18"},
	{"0.5", "5e-1", "0.05e1", "500e-3"},
	{"1", "1e0", "10e-1", "0.1e1"},
	{"74.9"},
	{"74.999999999999999999"},
	{"74.99999999999999999999"},
	{"75", "75.0", "075", "+75"},
	{"75.00000000000000000001"},
	{"75.000000000000000001"},
	{"100"},
	{"999999999999999", "0.999999999999999e15"},
	{"9223372036854775806"},
	{"9223372036854775807", "9223372036854775808", "1e400", "1e999999999"},
};

static void
test_order(void)
{
	for (size_t i = 0; i < LENGTH(order); i++)
		for (size_t j = 0; j < LENGTH(order); j++)
			for (size_t k = 0; k < 4 && order[j][k] != NULL; k++)
			{
				int			expected = i < j ? -1 : i > j ? 1 : 0;

				if (!CHECK_EQ_INT(decimal_compare(number_of(order[i][0]), number_of(order[j][k])), expected))
					fprintf(stderr, "  %s and %s\n", order[i][0], order[j][k]);
			}
}

static void
test_exactness(void)
{
	CHECK(decimal_is_exact(number_of("74.999999999999999999")));
	CHECK(!decimal_is_exact(number_of("74.9999999999999999999")));
	CHECK(!decimal_is_exact(number_of("-1e-30")));
	CHECK(!decimal_is_exact(number_of("1e19")));
	CHECK(!decimal_is_exact(number_of("-1e19")));
	/* The floor of a negative number. */
	CHECK_EQ_INT(number_of("-0.25").whole, -1);
	CHECK(number_of("-0.25").fraction == DECIMAL_FRACTION_UNITS / 4 * 3);
}

static void
test_not_numbers(void)
{
	static const char *const texts[] = {
		"", " ", "-", "+", ".", ".5", "5.", "1.e5", "1e", "1e+", "e5", "--1", "+-1", "1 ", " 1", "1,5", "0x10", "NaN",
		"Infinity", "-Infinity", "1e5.5", "1.2.3", "1e5e5", "\xd9\xa1"
	};
	decimal		number;

	for (size_t i = 0; i < LENGTH(texts); i++)
		if (!CHECK(!decimal_parse(texts[i], strlen(texts[i]), &number)))
			fprintf(stderr, "  %s\n", texts[i]);
	CHECK(!decimal_parse("1\0", 2, &number));
	/* Nothing behind the length is read. */
	CHECK(decimal_parse("12345", 2, &number) && number.whole == 12);
}

/* A number of a million digits, and exponents that make up for them. */
static void
test_long_numbers(void)
{
	enum
	{
		COUNT = 1000000
	};
	char	   *text = malloc(COUNT + 32);
	clock_t		start = clock();
	decimal		number;

	memset(text, '9', COUNT);
	memcpy(text, "74.", 3);
	CHECK(decimal_parse(text, COUNT, &number));
	CHECK(decimal_compare(number, DECIMAL_OF(75)) < 0);
	CHECK(decimal_compare(number, number_of("74.999999999999999")) > 0);

	memset(text, '0', COUNT);
	memcpy(text, "0.", 2);
	CHECK(decimal_parse(text, COUNT, &number) && decimal_compare(number, DECIMAL_OF(0)) == 0);
	text[COUNT - 1] = '1';
	CHECK(decimal_parse(text, COUNT, &number) && decimal_compare(number, DECIMAL_OF(0)) > 0);
	memcpy(text + COUNT, "e999998", 7);
	CHECK(decimal_parse(text, COUNT + 7, &number) && decimal_compare(number, DECIMAL_OF(1)) == 0);

	memset(text, '0', COUNT);
	text[0] = '7';
	memcpy(text + COUNT, "e-999999", 8);
	CHECK(decimal_parse(text, COUNT, &number) && decimal_compare(number, DECIMAL_MAXIMUM) == 0);
	CHECK(decimal_parse(text, COUNT + 8, &number) && decimal_compare(number, DECIMAL_OF(7)) == 0);
	CHECK((clock() - start) / CLOCKS_PER_SEC < 2);
	free(text);
}

/* ---- against an independent comparison of digit strings ---- */

#define PLACES 64				/* on either side of the point */

/* The digits of a number without exponent, by place. */
static void
spread_digits(const char *text, char places[2 * PLACES])
{
	const char *digits = text + (text[0] == '-' ? 1 : 0);
	size_t		before = strcspn(digits, ".");
	size_t		place = PLACES - before;

	memset(places, '0', 2 * PLACES);
	for (; *digits != '\0'; digits++)
		if (*digits != '.')
			places[place++] = *digits;
}

static int
compare_texts(const char *left, const char *right)
{
	char		left_places[2 * PLACES];
	char		right_places[2 * PLACES];
	char		zero[2 * PLACES];
	int			left_sign;
	int			right_sign;
	int			order_of_sizes;

	spread_digits("0", zero);
	spread_digits(left, left_places);
	spread_digits(right, right_places);
	left_sign = memcmp(left_places, zero, sizeof(zero)) == 0 ? 0 : left[0] == '-' ? -1 : 1;
	right_sign = memcmp(right_places, zero, sizeof(zero)) == 0 ? 0 : right[0] == '-' ? -1 : 1;
	if (left_sign != right_sign)
		return left_sign < right_sign ? -1 : 1;
	order_of_sizes = memcmp(left_places, right_places, sizeof(zero)) * left_sign;
	return order_of_sizes < 0 ? -1 : order_of_sizes > 0 ? 1 : 0;
}

static uint32_t random_state = 20240301;

static uint32_t
random_below(uint32_t limit)
{
	random_state = random_state * 1664525 + 1013904223;
	return (random_state >> 8) % limit;
}

/* Digits that are mostly 0 and 9, so that numbers lie close to each other. */
static void
random_number(char *out, uint32_t most_before, uint32_t most_behind)
{
	uint32_t	before = 1 + random_below(most_before);
	uint32_t	behind = random_below(most_behind + 1);
	static const char digits[] = "0000999123456789";

	if (random_below(2) == 0)
		*out++ = '-';
	while (before-- > 0)
		*out++ = digits[random_below(16)];
	if (behind > 0)
		*out++ = '.';
	while (behind-- > 0)
		*out++ = digits[random_below(16)];
	*out = '\0';
}

/* Any number keeps its order against a constant of up to 15 digits. */
static void
test_order_against_constants(void)
{
	for (int i = 0; i < 200000; i++)
	{
		static const char rest[] = "00000000000000000000000000001";
		char		number[128];
		char		constant[80];

		random_number(number, i % 3 == 0 ? 30 : 3, 40);
		random_number(constant, i % 3 == 0 ? 15 : 3, i % 3 == 0 ? 0 : 12);
		if (i % 5 == 0)
			snprintf(number, sizeof(number), "%s%s%s", constant, strchr(constant, '.') ? "" : ".",
					 &rest[random_below(20)]);
		if (!CHECK_EQ_INT(decimal_compare(number_of(number), number_of(constant)), compare_texts(number, constant)))
			fprintf(stderr, "  %s and %s\n", number, constant);
	}
}

static void
test_add(void)
{
	static const char *const sums[][3] = {
		{"1", "2", "3"},
		{"0.5", "0.5", "1"},
		{"0.999999999999999999", "0.000000000000000001", "1"},
		{"2.7", "2.7", "5.4"},
		{"-0.5", "0.25", "-0.25"},
		{"-1.5", "-1.5", "-3"},
		{"-0.1", "0.1", "0"},
		{"9223372036854775806", "1", "9223372036854775807"},
		{"9223372036854775806", "0.5", "9223372036854775806.5"},
		{"9223372036854775806.5", "0.5", "1e30"},
		{"9223372036854775806", "9223372036854775806", "1e30"},
		{"-9223372036854775806", "-9223372036854775806", "-1e30"},
		{"-9223372036854775807", "-0.5", "-1e30"},
		{"9223372036854775806", "-9223372036854775806", "0"},
		{"1e30", "-5", "1e30"},
		{"-5", "-1e30", "-1e30"},
	};

	for (size_t i = 0; i < LENGTH(sums); i++)
		for (size_t j = 0; j < 2; j++)
		{
			decimal		sum = decimal_add(number_of(sums[i][j]), number_of(sums[i][1 - j]));

			if (!CHECK_EQ_INT(decimal_compare(sum, number_of(sums[i][2])), 0))
				fprintf(stderr, "  %s + %s\n", sums[i][j], sums[i][1 - j]);
		}
	CHECK(decimal_is_exact(decimal_add(number_of("1.1"), number_of("2.2"))));
	CHECK(!decimal_is_exact(decimal_add(number_of("1e-30"), number_of("2.2"))));
	CHECK(!decimal_is_exact(decimal_add(number_of("1e-30"), number_of("1e-30"))));
}

static void
test_format(void)
{
	static const char *const texts[][2] = {
		{"0", "0"},
		{"-0", "0"},
		{"74.90", "74.9"},
		{"-0.5", "-0.5"},
		{"-1", "-1"},
		{"-1.25", "-1.25"},
		{"1e3", "1000"},
		{"0.000000000000000001", "0.000000000000000001"},
		{"-0.000000000000000001", "-0.000000000000000001"},
		{"74.99999999999999999999", "74.9999999999999999995"},
		{"999999999999999.999", "999999999999999.999"},
		{"9223372036854775806", "9223372036854775806"},
		{"-1e50", "-9223372036854775808"},
	};

	for (size_t i = 0; i < LENGTH(texts); i++)
		CHECK_EQ_STR(formatted(number_of(texts[i][0])), texts[i][1]);
}

/* What is exact prints as something that reads the same. */
static void
test_round_trip(void)
{
	for (int i = 0; i < 20000; i++)
	{
		char		text[80];
		decimal		number;

		random_number(text, 18, 18);
		number = number_of(text);
		CHECK(decimal_is_exact(number));
		CHECK_EQ_INT(decimal_compare(number_of(formatted(number)), number), 0);
	}
}

int
main(void)
{
	test_order();
	test_exactness();
	test_not_numbers();
	test_long_numbers();
	test_order_against_constants();
	test_add();
	test_format();
	test_round_trip();
	return test_report();
}
