/*
 * directory_names_test.c
 *	  Payers and facts by name, and what a mistyped fact was meant to be.
 */
#include <time.h>

#include "engine/directory.h"
#include "engine/nearest_name.h"
#include "test_engine.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static arena memory;

static directory *
empty_directory(void)
{
	arena_free(&memory);
	memory = heap_arena();
	return directory_create(&memory, NULL, NULL);
}

static uint32_t random_state = 27096;

static uint32_t
random_below(uint32_t limit)
{
	random_state = random_state * 1664525 + 1013904223;
	return (random_state >> 8) % limit;
}

static void
test_payers(void)
{
	directory  *directory = empty_directory();
	uint32_t	centene = directory_add_payer(directory, text_of("centene"));
	uint32_t	other = directory_add_payer(directory, text_of("OTHER"));
	char		name[300];

	memset(name, 'x', sizeof(name));
	directory_add_payer_name(directory, centene, text_of("Centene Corporation"));
	directory_add_payer_name(directory, centene, text_of("  Fidelis Care\t"));
	directory_add_payer_name(directory, other, text_of("CENTENE"));
	directory_add_payer_name(directory, other, text_of(""));
	directory_add_payer_name(directory, other, (text_span) {name, 300});
	directory_add_payer_name(directory, other, (text_span) {name, 255});
	for (int i = 0; i < 500; i++)
		directory_add_payer_name(directory, other, arena_format(&memory, "alias %d", i));
	directory_finish(directory);
	CHECK(centene != other);
	CHECK_EQ_INT(directory_payer(directory, text_of("centene")), centene);
	CHECK_EQ_INT(directory_payer(directory, text_of(" CenTene ")), centene);
	CHECK_EQ_INT(directory_payer(directory, text_of("CENTENE CORPORATION")), centene);
	CHECK_EQ_INT(directory_payer(directory, text_of("fidelis care")), centene);
	CHECK_EQ_INT(directory_payer(directory, text_of("other")), other);
	CHECK_EQ_INT(directory_payer(directory, text_of("Alias 499")), other);
	CHECK_EQ_INT(directory_payer(directory, text_of("alias 500")), NO_PAYER);
	CHECK_EQ_INT(directory_payer(directory, text_of("centen")), NO_PAYER);
	CHECK_EQ_INT(directory_payer(directory, text_of("")), NO_PAYER);
	CHECK_EQ_INT(directory_payer(directory, TEXT_ABSENT), NO_PAYER);
	CHECK_EQ_INT(directory_payer(directory, (text_span) {name, 255}), other);
	CHECK_EQ_INT(directory_payer(directory, (text_span) {name, 300}), NO_PAYER);
}

static void
test_facts(void)
{
	enum
	{
		COUNT = 5000
	};
	directory  *directory = empty_directory();
	program_fact facts[2] = {{.name = TEXT_LITERAL("home_exercise_prescribed_weeks")}, {.name = TEXT_LITERAL("a")}};
	program		program = {.fact_count = 2, .facts = facts};

	for (int turn = 0; turn < 2; turn++)
		for (int i = 0; i < COUNT; i++)
			{
			text_span	name = arena_format(&memory, "a_rather_long_name_of_fact_%d_in_weeks", i);

			CHECK_EQ_INT(directory_add_fact(directory, name), i);
		}
	CHECK_EQ_INT(directory_add_fact(directory, text_of("a")), COUNT);
	CHECK_EQ_INT(directory_add_fact(directory, text_of("b")), COUNT + 1);
	CHECK_EQ_INT(directory_add_fact(directory, text_of("home_exercise_prescribed_weeks")), COUNT + 2);
	directory_finish(directory);
	CHECK_EQ_INT(directory_fact_count(directory), COUNT + 3);
	CHECK_TEXT(directory_fact_name(directory, COUNT), "a");
	CHECK_TEXT(directory_fact_name(directory, 17), "a_rather_long_name_of_fact_17_in_weeks");
	for (int i = 0; i < COUNT; i++)
		CHECK_EQ_INT(directory_fact(directory, directory_fact_name(directory, (uint32_t) i)), i);
	CHECK_EQ_INT(directory_fact(directory, text_of("a_rather_long_name_of_fact_5000_in_weeks")), NO_FACT);
	CHECK_EQ_INT(directory_fact(directory, text_of("A")), NO_FACT);
	CHECK_EQ_INT(directory_fact(directory, text_of("")), NO_FACT);
	directory_attach(directory, &program);
	CHECK_EQ_INT(facts[0].entry, COUNT + 2);
	CHECK_EQ_INT(facts[1].entry, COUNT);
}

static void
test_nearest_fact(void)
{
	static const char *const declared[] = {
		"performed_by_physician", "nsaid_weeks", "physical_therapy_weeks", "chiropractic_weeks", "pregnant",
		"pain_recurred", "imaging_available", "age", "side", "ab", "weeks_b", "weeks_a",
		"a_name_that_has_more_than_sixty_three_characters_is_near_to_nothing"
	};
	static const char *const expected[][2] = {
		{"nsaid_week", "nsaid_weeks"},	/* left out */
		{"nsaid_weekss", "nsaid_weeks"},	/* put in */
		{"nsaif_weeks", "nsaid_weeks"}, /* replaced */
		{"nsadi_weeks", "nsaid_weeks"}, /* exchanged */
		{"snaid_weesk", "nsaid_weeks"}, /* twice */
		{"NSAIDWeeks", "nsaid_weeks"},
		{"nsaid-weeks", "nsaid_weeks"},
		{"nsaid.weeks", "nsaid_weeks"},
		{"NSAID Week", "nsaid_weeks"},
		{"performedByPhysician", "performed_by_physician"},
		{"performed_by_phisicain", "performed_by_physician"},
		{"pregnnat", "pregnant"},
		{"nsaid_w", NULL},
		{"nsxxd_wexks", NULL},
		{"weeks", "weeks_a"},	/* one character from two: the first by name */
		{"weeks_c", "weeks_a"},
		{"agee", "age"},
		{"aeg", "age"},
		{"ageee", NULL},		/* short names: one change only */
		{"sied", "side"},
		{"sdie_", "side"},
		{"syyde", NULL},
		{"AB", "ab"},			/* very short ones: none */
		{"ac", NULL},
		{"a", NULL},
		{"", NULL},
		{"___", NULL},
		{"zzzzzz", NULL},
		{"a_name_that_has_more_than_sixty_three_characters_is_near_to_nothin", NULL},
		{"unrelated_fact_of_somebody", NULL},
	};
	directory  *directory = empty_directory();

	for (size_t i = 0; i < LENGTH(declared); i++)
		directory_add_fact(directory, text_of(declared[i]));
	directory_finish(directory);
	for (size_t i = 0; i < LENGTH(expected); i++)
		if (!CHECK_TEXT(directory_nearest_fact(directory, text_of(expected[i][0])), expected[i][1]))
			fprintf(stderr, "  for %s\n", expected[i][0]);
}

/* The distance from its definition (optimal string alignment), for short names. */
static uint32_t
defined_distance(const char *left, uint32_t i, const char *right, uint32_t j)
{
	uint32_t	best;
	uint32_t	other;

	if (i == 0 || j == 0)
		return i + j;
	best = defined_distance(left, i - 1, right, j - 1) + (left[i - 1] != right[j - 1] ? 1 : 0);
	other = defined_distance(left, i - 1, right, j) + 1;
	best = other < best ? other : best;
	other = defined_distance(left, i, right, j - 1) + 1;
	best = other < best ? other : best;
	if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
	{
		other = defined_distance(left, i - 2, right, j - 2) + 1;
		best = other < best ? other : best;
	}
	return best;
}

static void
random_name(char name[8])
{
	uint32_t	length = 1 + random_below(7);

	for (uint32_t i = 0; i < length; i++)
		name[i] = (char) ('a' + random_below(3));
	name[length] = '\0';
}

static void
test_distances(void)
{
	for (int i = 0; i < 3000; i++)
	{
		char		left[8];
		char		right[8];
		name_shape	shapes[2];
		uint32_t	shorter;
		uint32_t	expected;

		random_name(left);
		random_name(right);
		name_shape_of(text_of(left), &shapes[0]);
		name_shape_of(text_of(right), &shapes[1]);
		shorter = strlen(left) < strlen(right) ? (uint32_t) strlen(left) : (uint32_t) strlen(right);
		expected = defined_distance(left, (uint32_t) strlen(left), right, (uint32_t) strlen(right));
		if (expected > (shorter < 3 ? 0 : shorter < 5 ? 1 : 2))
			expected = NOT_NEAR;
		if (!CHECK_EQ_INT(name_distance(&shapes[0], &shapes[1]), expected))
			fprintf(stderr, "  %s and %s\n", left, right);
	}
}

/* Thousands of junk facts, of which many look like declared ones, cost little. */
static void
test_nearest_fact_is_cheap(void)
{
	directory  *directory = empty_directory();
	clock_t		start;

	for (int i = 0; i < 1000; i++)
		directory_add_fact(directory, arena_format(&memory, "declared_fact_number_%d_%d", i, i * 7919 % 1000));
	directory_finish(directory);
	start = clock();
	for (int i = 0; i < 1000; i++)
		directory_nearest_fact(directory, arena_format(&memory, "junk_%d_of_somebody_else", i));
	CHECK((clock() - start) / (double) CLOCKS_PER_SEC < 2);
	start = clock();
	for (int i = 0; i < 200; i++)
		directory_nearest_fact(directory, arena_format(&memory, "declared_fact_nubmer_%d_%d", i, i));
	CHECK((clock() - start) / (double) CLOCKS_PER_SEC < 2);
}

int
main(void)
{
	memory = heap_arena();
	test_payers();
	test_facts();
	test_nearest_fact();
	test_distances();
	test_nearest_fact_is_cheap();
	arena_free(&memory);
	return test_report();
}
