/*
 * directory_test.c
 *	  Which version applies, by payer, code and date.
 */
#include "engine/directory.h"

#include "engine/code_map.h"
#include "test_engine.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static arena memory;
static int	loads;

static const program *
load(void *context, directory *directory, policy_version *version)
{
	(void) directory;
	(void) version;
	loads++;
	return context;
}

static directory *
empty_directory(void)
{
	static const program nothing;

	arena_free(&memory);
	memory = heap_arena();
	return directory_create(&memory, load, (void *) &nothing);
}

static cpt_code
code_of(const char *text)
{
	cpt_code	code = 0;

	CHECK(cpt_code_parse(text, strlen(text), &code));
	return code;
}

/* "" is no date: no end. */
static calendar_date
date_of(const char *text)
{
	calendar_date date = CALENDAR_DATE_UNKNOWN;

	CHECK(text[0] == '\0' || calendar_parse(text, strlen(text), &date));
	return date;
}

/* Adds a version that speaks of one range of codes, "27096" or "64490-64495", or of none: "". */
static policy_version *
add_version(directory *directory, uint32_t payer, const char *policy, const char *version, const char *from,
			const char *to, bool shipped, const char *codes)
{
	policy_version *added = directory_add_version(directory, text_of(policy), text_of(version), payer, date_of(from),
												  date_of(to), shipped);

	if (codes[0] != '\0')
	{
		char		first[6] = {0};

		memcpy(first, codes, 5);
		directory_add_codes(directory, added, code_of(first), code_of(codes[5] == '-' ? codes + 6 : first));
	}
	return added;
}

/* What is found, as "policy version" with "?" where it is not in force and "!" where it is silent, separated by commas. */
static const char *
found(const directory *directory, uint32_t payer, const char *code, const char *date)
{
	applicable_version *versions;
	uint32_t	count = directory_find(directory, payer, code_of(code), date_of(date), &memory, &versions);
	text_span	text = TEXT_LITERAL("");

	for (uint32_t i = 0; i < count; i++)
		text = arena_format(&memory, "%s%s%s %s%s", text.bytes, i > 0 ? ", " : "", versions[i].version->policy.bytes,
							versions[i].version->version.bytes, versions[i].silent ? "!" : versions[i].in_force ? "" : "?");
	return text.bytes;
}

static void
test_dates(void)
{
	directory  *directory = empty_directory();

	add_version(directory, NO_PAYER, "P", "1", "2020-01-01", "2020-12-31", true, "27096");
	add_version(directory, NO_PAYER, "P", "2", "2022-01-01", "2022-06-30", true, "27096");
	add_version(directory, NO_PAYER, "P", "3", "2022-07-01", "", true, "27096");
	directory_finish(directory);
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2020-01-01"), "P 1");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2020-12-31"), "P 1");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2022-01-01"), "P 2");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2022-06-30"), "P 2");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2022-07-01"), "P 3");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "9999-12-31"), "P 3");
	/* Before the first one; and in a gap the next later one, although the earlier one is nearer. */
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2019-12-31"), "P 1?");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2021-01-01"), "P 2?");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2021-12-31"), "P 2?");
	/* Codes that none speaks of. */
	CHECK_EQ_STR(found(directory, NO_PAYER, "27095", "2022-07-01"), "");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27097", "2022-07-01"), "");
	CHECK_EQ_STR(found(directory, NO_PAYER, "G0260", "2022-07-01"), "");
}

static void
test_after_the_last(void)
{
	directory  *directory = empty_directory();

	add_version(directory, NO_PAYER, "P", "1", "2020-01-01", "2020-12-31", true, "27096");
	add_version(directory, NO_PAYER, "P", "2", "2021-01-01", "2021-12-31", true, "27096");
	directory_finish(directory);
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2024-01-01"), "P 2?");
}

/* A payer's policies hide national ones, but only of the codes that they ever speak of. */
static void
test_payers_and_national(void)
{
	directory  *directory = empty_directory();
	uint32_t	centene = directory_add_payer(directory, text_of("centene"));
	uint32_t	other = directory_add_payer(directory, text_of("other"));

	add_version(directory, NO_PAYER, "N", "1", "2020-01-01", "", true, "27096");
	add_version(directory, NO_PAYER, "M", "1", "2020-01-01", "", true, "64490-64495");
	add_version(directory, centene, "C", "1", "2023-01-01", "2023-12-31", true, "27096");
	add_version(directory, other, "O", "1", "2020-01-01", "", true, "99213");
	directory_finish(directory);
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2023-05-01"), "N 1");
	CHECK_EQ_STR(found(directory, centene, "27096", "2023-05-01"), "C 1");
	/* Also on dates when the payer's own is not in force. */
	CHECK_EQ_STR(found(directory, centene, "27096", "2021-05-01"), "C 1?");
	CHECK_EQ_STR(found(directory, centene, "64492", "2023-05-01"), "M 1");
	CHECK_EQ_STR(found(directory, other, "27096", "2023-05-01"), "N 1");
	CHECK_EQ_STR(found(directory, other, "99213", "2023-05-01"), "O 1");
	CHECK_EQ_STR(found(directory, centene, "99213", "2023-05-01"), "");
	CHECK_EQ_STR(found(directory, NO_PAYER, "99213", "2023-05-01"), "");
	CHECK_EQ_STR(found(directory, 77, "27096", "2023-05-01"), "N 1");
}

/* A version in force that does not speak of a code makes its policy silent. */
static void
test_silent_versions(void)
{
	directory  *directory = empty_directory();
	uint32_t	payer = directory_add_payer(directory, text_of("payer"));

	add_version(directory, payer, "P", "1", "2020-01-01", "2020-12-31", true, "27096");
	add_version(directory, payer, "P", "2", "2021-01-01", "2021-12-31", true, "99213");
	add_version(directory, payer, "P", "3", "2023-01-01", "", true, "99213");
	add_version(directory, NO_PAYER, "N", "1", "2020-01-01", "", true, "27096");
	directory_finish(directory);
	CHECK_EQ_STR(found(directory, payer, "27096", "2020-05-01"), "P 1");
	CHECK_EQ_STR(found(directory, payer, "27096", "2021-05-01"), "P 2!");
	CHECK_EQ_STR(found(directory, payer, "99213", "2021-05-01"), "P 2");
	CHECK_EQ_STR(found(directory, payer, "99213", "2020-05-01"), "P 1!");
	/* In the gap, the nearest of those that speak of the code. */
	CHECK_EQ_STR(found(directory, payer, "27096", "2022-05-01"), "P 1?");
	CHECK_EQ_STR(found(directory, payer, "99213", "2022-05-01"), "P 3?");
}

/* A version of the user's own hides a shipped one on its dates. */
static void
test_own_versions(void)
{
	directory  *directory = empty_directory();

	add_version(directory, NO_PAYER, "P", "shipped", "2020-01-01", "", true, "27096");
	add_version(directory, NO_PAYER, "P", "own", "2021-01-01", "2021-12-31", false, "27096-27098");
	add_version(directory, NO_PAYER, "P", "own2", "2022-03-01", "2022-03-31", false, "99213");
	directory_finish(directory);
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2020-12-31"), "P shipped");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2021-01-01"), "P own");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2021-12-31"), "P own");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2022-01-01"), "P shipped");
	/* The own one is silent: so is the policy. */
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2022-03-15"), "P own2!");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27098", "2021-06-01"), "P own");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27098", "2020-06-01"), "P shipped!");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27098", "2019-06-01"), "P own?");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2019-06-01"), "P shipped?");

	/* Whichever comes first in the table. */
	for (int own_first = 0; own_first <= 1; own_first++)
	{
		directory = empty_directory();
		add_version(directory, NO_PAYER, "P", own_first ? "own" : "shipped", "2021-01-01", "2021-12-31", !own_first,
					"27096");
		add_version(directory, NO_PAYER, "P", own_first ? "shipped" : "own", "2021-01-01", "2021-12-31", own_first,
					"27096");
		directory_finish(directory);
		CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2021-06-01"), "P own");
		CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2020-06-01"), "P own?");
		CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2022-06-01"), "P own?");
	}
}

/* Several policies speak of a code: in the order in which they were added. */
static void
test_several_policies(void)
{
	directory  *directory = empty_directory();
	uint32_t	payer = directory_add_payer(directory, text_of("payer"));

	add_version(directory, payer, "B", "1", "2020-01-01", "", true, "27096");
	add_version(directory, payer, "A", "1", "2020-01-01", "2020-12-31", true, "27000-28000");
	add_version(directory, payer, "A", "2", "2021-01-01", "", true, "27000-28000");
	add_version(directory, NO_PAYER, "A", "1", "2020-01-01", "", true, "27096");
	add_version(directory, NO_PAYER, "N", "1", "2020-01-01", "", true, "27096");
	directory_finish(directory);
	CHECK_EQ_STR(found(directory, payer, "27096", "2021-05-01"), "B 1, A 2");
	CHECK_EQ_STR(found(directory, payer, "27095", "2021-05-01"), "A 2");
	CHECK_EQ_STR(found(directory, payer, "27096", "2019-05-01"), "B 1?, A 1?");
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2021-05-01"), "A 1, N 1");
}

static void
test_empty(void)
{
	directory  *directory = empty_directory();

	directory_finish(directory);
	CHECK_EQ_STR(found(directory, NO_PAYER, "27096", "2021-05-01"), "");
	CHECK_EQ_INT(directory_payer(directory, text_of("x")), NO_PAYER);
	CHECK_EQ_INT(directory_fact(directory, text_of("x")), NO_FACT);
	CHECK_TEXT(directory_nearest_fact(directory, text_of("nsaid_weeks")), NULL);
}

static void
test_program(void)
{
	directory  *directory = empty_directory();
	policy_version *version = add_version(directory, NO_PAYER, "P", "1", "2020-01-01", "", true, "");
	const program *first;

	directory_finish(directory);
	loads = 0;
	first = directory_program(directory, version);
	CHECK(first != NULL && first == version->program);
	CHECK(directory_program(directory, version) == first);
	CHECK_EQ_INT(loads, 1);
}

/* ---- the code map against a table of every code ---- */

static uint32_t random_state = 27096;

static uint32_t
random_below(uint32_t limit)
{
	random_state = random_state * 1664525 + 1013904223;
	return (random_state >> 8) % limit;
}

static void
test_code_map(void)
{
	enum
	{
		CODES = 300,
		ITEMS = 12
	};

	for (int turn = 0; turn < 200; turn++)
	{
		bool		covered[CODES][ITEMS] = {{false}};
		code_span	spans[40];
		uint32_t	span_count = random_below(LENGTH(spans));
		code_map	map;

		arena_free(&memory);
		memory = heap_arena();
		for (uint32_t i = 0; i < span_count; i++)
		{
			spans[i].first = random_below(CODES);
			spans[i].last = spans[i].first + random_below(turn % 2 == 0 ? 3 : CODES - spans[i].first);
			if (spans[i].last >= CODES)
				spans[i].last = CODES - 1;
			spans[i].item = random_below(ITEMS);
			for (cpt_code code = spans[i].first; code <= spans[i].last; code++)
				covered[code][spans[i].item] = true;
		}
		code_map_build(&map, spans, span_count, ITEMS, &memory);
		for (cpt_code code = 0; code < CODES; code++)
		{
			uint32_t	count;
			const uint32_t *items = code_map_find(&map, code, &count);
			uint32_t	next = 0;

			for (uint32_t item = 0; item < ITEMS; item++)
				if (covered[code][item])
					CHECK(next < count && items[next++] == item);
			CHECK_EQ_INT(next, count);
		}
		for (uint32_t i = 1; i < map.count; i++)
			CHECK(map.segments[i - 1].last < map.segments[i].first);
	}
}

int
main(void)
{
	memory = heap_arena();
	test_dates();
	test_after_the_last();
	test_payers_and_national();
	test_silent_versions();
	test_own_versions();
	test_several_policies();
	test_empty();
	test_program();
	test_code_map();
	arena_free(&memory);
	return test_report();
}
