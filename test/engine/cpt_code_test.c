/*
 * cpt_code_test.c
 *	  Every code of the domain, every shape that is none, and the order.
 */
#include "engine/cpt_code.h"

#include "test.h"

/* The domain as the specification lists it, independent of the packing. */
static const char suffixes[] = "AFTUM";
static const char letters[] = "ABCDEGHJKLMPQRSTUV";

#define DOMAIN_SIZE (100000 + 5 * 10000 + 18 * 10000)

/* Wider than a code, so that the compiler sees snprintf() cannot truncate. */
static char domain[DOMAIN_SIZE][16];

static void
build_domain(void)
{
	int			n = 0;

	for (int i = 0; i < 100000; i++)
		snprintf(domain[n++], sizeof(domain[0]), "%05d", i);
	for (const char *s = suffixes; *s; s++)
		for (int i = 0; i < 10000; i++)
			snprintf(domain[n++], sizeof(domain[0]), "%04d%c", i, *s);
	for (const char *l = letters; *l; l++)
		for (int i = 0; i < 10000; i++)
			snprintf(domain[n++], sizeof(domain[0]), "%c%04d", *l, i);
	CHECK_EQ_INT(n, DOMAIN_SIZE);
	CHECK_EQ_INT(n, CPT_CODE_COUNT);
}

static cpt_code
code_of(const char *text)
{
	cpt_code	code = 0;

	if (!cpt_code_parse(text, strlen(text), &code))
		CHECK_EQ_STR(text, "(a code)");
	return code;
}

static bool
is_code(const char *text)
{
	cpt_code	code;

	return cpt_code_parse(text, strlen(text), &code);
}

/* Every code reads, prints as it was read, and stands after the one before. */
static void
test_round_trip_and_order(void)
{
	cpt_code	before = 0;

	for (int i = 0; i < DOMAIN_SIZE; i++)
	{
		char		out[6];
		cpt_code	code = code_of(domain[i]);

		CHECK(cpt_code_is_valid(code));
		CHECK(code < 0x80000000u);
		CHECK_EQ_INT(cpt_code_ordinal(code), i);
		cpt_code_format(code, out);
		CHECK_EQ_STR(out, domain[i]);
		CHECK(i == 0 || code > before);
		before = code;
	}
	CHECK_EQ_INT(code_of(domain[0]), CPT_CODE_FIRST);
	CHECK_EQ_INT(before, CPT_CODE_LAST);
}

/* Exactly the codes of the domain are valid integers. */
static void
test_valid_integers(void)
{
	long		valid = 0;

	for (cpt_code code = 0; code <= CPT_CODE_LAST + 1000000; code++)
		valid += cpt_code_is_valid(code);
	CHECK_EQ_INT(valid, DOMAIN_SIZE);
	CHECK(!cpt_code_is_valid(0x7fffffffu));
	CHECK(!cpt_code_is_valid(0xffffffffu));
}

static void
test_neighbours(void)
{
	cpt_code	code = CPT_CODE_FIRST;
	cpt_code	back;

	CHECK(!cpt_code_previous(CPT_CODE_FIRST, &back));
	for (int i = 1; i < DOMAIN_SIZE; i++)
	{
		cpt_code	next = 0;

		CHECK(cpt_code_next(code, &next));
		CHECK_EQ_INT(next, code_of(domain[i]));
		CHECK(cpt_code_previous(next, &back));
		CHECK_EQ_INT(back, code);
		code = next;
	}
	CHECK(!cpt_code_next(code, &back));
}

static void
test_group_and_category(void)
{
	static const struct
	{
		const char *text;
		int			group;
		const char *category;
	}			cases[] = {
		{"00000", 0, "I"}, {"99999", 0, "I"}, {"0001A", 1, "I"}, {"9999F", 2, "II"},
		{"0042T", 3, "III"}, {"0001U", 4, "PLA"}, {"0002M", 5, "MAAA"}, {"A0000", 16, "HCPCS"},
		{"G0260", 22, "HCPCS"}, {"M0001", 28, "HCPCS"}, {"T1000", 35, "HCPCS"}, {"V9999", 37, "HCPCS"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		CHECK_EQ_INT(cpt_code_group(code_of(cases[i].text)), cases[i].group);
		CHECK_EQ_STR(cpt_code_category(code_of(cases[i].text)), cases[i].category);
	}
}

/* Anesthesia codes never hold a code of another category, as they would over text. */
static void
test_category_boundaries(void)
{
	cpt_code	first = code_of("00100");
	cpt_code	last = code_of("01999");
	int			inside = 0;

	for (int i = 0; i < DOMAIN_SIZE; i++)
	{
		cpt_code	code = code_of(domain[i]);

		inside += first <= code && code <= last;
	}
	CHECK_EQ_INT(inside, 1900);
	CHECK(code_of("0042T") > last && code_of("0001U") > last && code_of("0100A") > last);
}

static void
test_case_and_white_space(void)
{
	CHECK_EQ_INT(code_of("0042t"), code_of("0042T"));
	CHECK_EQ_INT(code_of("g0260"), code_of("G0260"));
	CHECK_EQ_INT(code_of("  99213"), code_of("99213"));
	CHECK_EQ_INT(code_of("99213   "), code_of("99213"));
	CHECK_EQ_INT(code_of("\t99213\r\n"), code_of("99213"));
}

/* Is this five-character text in the domain?  By the shapes alone. */
static bool
has_legal_shape(const char *text)
{
	bool		digit[5];

	for (int i = 0; i < 5; i++)
		digit[i] = text[i] >= '0' && text[i] <= '9';
	if (!digit[1] || !digit[2] || !digit[3])
		return false;
	if (digit[0])
		return digit[4] || (text[4] != '\0' && strchr("AFTUMaftum", text[4]) != NULL);
	return digit[4] && text[0] != '\0' && strchr("ABCDEGHJKLMPQRSTUVabcdeghjklmpqrstuv", text[0]) != NULL;
}

/* Every byte at every place of a code: accepted exactly when the shape is legal. */
static void
test_every_byte_at_every_place(void)
{
	static const char *const bases[] = {"99213", "0042T", "G0260", "00000"};

	for (size_t b = 0; b < sizeof(bases) / sizeof(bases[0]); b++)
		for (int place = 0; place < 5; place++)
			for (int byte = 0; byte < 256; byte++)
			{
				char		text[5];
				cpt_code	code = 0xdeadbeef;
				bool		read;

				memcpy(text, bases[b], 5);
				text[place] = (char) byte;
				read = cpt_code_parse(text, 5, &code);
				CHECK_EQ_INT(read, has_legal_shape(text));
				CHECK(read || code == 0xdeadbeef);
			}
}

static void
test_illegal_texts(void)
{
	static const char *const texts[] = {
		"", " ", "9", "9921", "992133", "6445X", "CCCCC", "F0001", "I0001", "N0001", "O0001", "W0001",
		"X0001", "Y0001", "Z0001", "0001B", "0001H", "00A01", "AA001", "A000A", "99 13", "9921 3",
		"+9921", "-9921", "9921.", "0x123", "1e003", "99213-", "\xc3\x84" "001", "9921\xd9\xa3",
		"\xc2\xa0" "99213",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!CHECK(!is_code(texts[i])))
			fprintf(stderr, "  read as a code: \"%s\"\n", texts[i]);
	CHECK(!cpt_code_parse("99\0" "13", 5, &(cpt_code) {0}));
	CHECK(cpt_code_parse("99213garbage", 5, &(cpt_code) {0}));
}

/* The families of a prefix hold exactly the codes that start with it. */
static void
check_prefix(const char *prefix)
{
	cpt_code_family families[CPT_CODE_MAX_FAMILIES];
	size_t		length = strlen(prefix);
	int			count = cpt_code_prefix_families(prefix, length, families);
	long		in_families = 0;
	long		starting = 0;

	for (int i = 0; i < DOMAIN_SIZE; i++)
	{
		cpt_code	code = code_of(domain[i]);
		bool		starts = strncmp(domain[i], prefix, length) == 0;
		bool		inside = false;

		for (int f = 0; f < count; f++)
			inside |= families[f].first <= code && code <= families[f].last;
		if (inside != starts || cpt_code_starts_with(code, prefix, length) != starts)
			CHECK_EQ_STR(domain[i], prefix);
		in_families += inside;
		starting += starts;
	}
	CHECK_EQ_INT(in_families, starting);
	for (int f = 0; f < count; f++)
	{
		CHECK(cpt_code_is_valid(families[f].first) && cpt_code_is_valid(families[f].last));
		CHECK(families[f].first <= families[f].last);
		CHECK(f == 0 || families[f].first > families[f - 1].last);
	}
}

static void
test_prefixes(void)
{
	static const char *const prefixes[] = {
		"", "0", "9", "00", "64", "004", "644", "0042", "9999", "99213", "0042T", "G0260", "G", "V",
		"J0", "J01", "J012", "F", "X", "0042Z", "64A", "6A", "JA", "J0A", "992134", "G02600",
	};
	cpt_code_family families[CPT_CODE_MAX_FAMILIES];

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		check_prefix(prefixes[i]);

	CHECK_EQ_INT(cpt_code_prefix_families("644", 3, families), 6);
	CHECK_EQ_INT(families[0].first, code_of("64400"));
	CHECK_EQ_INT(families[0].last, code_of("64499"));
	CHECK_EQ_INT(families[3].first, code_of("6440T"));
	CHECK_EQ_INT(cpt_code_prefix_families(" j0 ", 4, families), 1);
	CHECK_EQ_INT(families[0].last, code_of("J0999"));
	CHECK(cpt_code_starts_with(code_of("J0120"), "j01", 3));
	CHECK_EQ_INT(cpt_code_prefix_families("6\xc3\xa4", 3, families), 0);
}

int
main(void)
{
	build_domain();
	test_round_trip_and_order();
	test_valid_integers();
	test_neighbours();
	test_group_and_category();
	test_category_boundaries();
	test_case_and_white_space();
	test_every_byte_at_every_place();
	test_illegal_texts();
	test_prefixes();
	return test_report();
}
