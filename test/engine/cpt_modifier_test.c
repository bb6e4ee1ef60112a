/*
 * cpt_modifier_test.c
 *	  Every modifier, every pair of bytes that is none, and the order.
 */
#include "engine/cpt_modifier.h"

#include "test.h"

static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* Every modifier reads, prints as it was read, and follows the one before without a gap. */
static void
test_round_trip_and_order(void)
{
	int			expected = 0;

	for (int i = 0; i < 36; i++)
		for (int j = 0; j < 36; j++)
		{
			char		text[3] = {characters[i], characters[j], '\0'};
			char		out[3];
			cpt_modifier modifier = 0;

			CHECK(cpt_modifier_parse(text, 2, &modifier));
			CHECK_EQ_INT(modifier, expected++);
			CHECK(cpt_modifier_is_valid(modifier));
			cpt_modifier_format(modifier, out);
			CHECK_EQ_STR(out, text);
		}
	CHECK_EQ_INT(expected - 1, CPT_MODIFIER_LAST);
	CHECK(!cpt_modifier_is_valid(CPT_MODIFIER_LAST + 1));
}

static bool
is_modifier_byte(int byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static void
test_every_pair_of_bytes(void)
{
	for (int first = 0; first < 256; first++)
		for (int second = 0; second < 256; second++)
		{
			char		text[2] = {(char) first, (char) second};
			cpt_modifier modifier = 0xbeef;
			bool		read = cpt_modifier_parse(text, 2, &modifier);

			CHECK_EQ_INT(read, is_modifier_byte(first) && is_modifier_byte(second));
			CHECK(read || modifier == 0xbeef);
		}
}

static void
test_texts(void)
{
	static const char *const illegal[] = {"", " ", "  ", "2", "259", "L T", "\xc3\x84", "2\xc3\x84"};
	cpt_modifier modifier = 0;
	cpt_modifier upper = 0;

	for (size_t i = 0; i < sizeof(illegal) / sizeof(illegal[0]); i++)
		CHECK(!cpt_modifier_parse(illegal[i], strlen(illegal[i]), &modifier));
	CHECK(cpt_modifier_parse(" lt\r\n", 5, &modifier));
	CHECK(cpt_modifier_parse("LT", 2, &upper));
	CHECK_EQ_INT(modifier, upper);
}

static void
test_sides(void)
{
	cpt_modifier modifier = 0;

	CHECK(cpt_modifier_parse("LT", 2, &modifier));
	CHECK_EQ_INT(modifier, CPT_MODIFIER_LT);
	CHECK(cpt_modifier_parse("RT", 2, &modifier));
	CHECK_EQ_INT(modifier, CPT_MODIFIER_RT);
	CHECK(cpt_modifier_parse("50", 2, &modifier));
	CHECK_EQ_INT(modifier, CPT_MODIFIER_50);
}

int
main(void)
{
	test_round_trip_and_order();
	test_every_pair_of_bytes();
	test_texts();
	test_sides();
	return test_report();
}
