/*
 * expression_test.c
 *	  Tests of a policy: the connectives against an enumeration of possible worlds, comparisons at every boundary.
 *
 * What is not known may be either way. A connective over facts that stand in it once is known exactly when all worlds
 * agree; that is worked out here from the definite connectives alone.
 */
#include "judge.h"

#define FACT_A "{'fact': 'a'}"
#define FACT_B "{'fact': 'b'}"
#define FACT_C "{'fact': 'c'}"

static const char booleans[] =
	"{'name': 'a', 'type': 'boolean', 'question': 'a?'}, {'name': 'b', 'type': 'boolean', 'question': 'b?'},"
	"{'name': 'c', 'type': 'boolean', 'question': 'c?'}";

/* A policy of one criterion, "t", that has the test. */
static void
fixture_for_test(fixture *self, const char *facts, const char *test)
{
	char		criterion[2048];

	snprintf(criterion, sizeof(criterion), "{'id': 't', 'text': 'the test', 'test': %s}", test);
	fixture_with(self, facts, criterion);
}

/* The value of a test for a claim with these facts. */
static int
value_of(const char *declarations, const char *test, const char *facts)
{
	fixture		self;
	int			status;

	fixture_for_test(&self, declarations, test);
	status = status_of(judge_line_of(&self, "", facts, ""), "t");
	fixture_end(&self);
	return status;
}

#define CHECK_VALUE(declarations, test, facts, expected) \
	do \
	{ \
		if (!CHECK_EQ_INT(value_of((declarations), (test), (facts)), (expected))) \
			fprintf(stderr, "  test %s\n  facts %s\n", (test), (facts)); \
	} while (0)

/* ---- connectives ---- */

/* The eight worlds of three facts as bits: those in which a, b and c hold; "&", "|" and "~" are the connectives. */
#define A 0xAAu
#define B 0xCCu
#define C 0xF0u
#define TWO_OF_THREE ((A & B) | (A & C) | (B & C))

typedef struct connective
{
	const char *json;
	unsigned	worlds;			/* in which it holds */
} connective;

static const connective connectives[] = {
	{"true", 0xFF}, {"false", 0}, {FACT_A, A}, {"{'not': " FACT_A "}", ~A},
	{"{'all': [" FACT_A "]}", A}, {"{'any': [" FACT_A "]}", A}, {"{'at_least': 1, 'of': [" FACT_A "]}", A},
	{"{'all': [" FACT_A ", " FACT_B "]}", A & B}, {"{'any': [" FACT_A ", " FACT_B "]}", A | B},
	{"{'at_least': 1, 'of': [" FACT_A ", " FACT_B "]}", A | B},
	{"{'at_least': 2, 'of': [" FACT_A ", " FACT_B "]}", A & B},
	{"{'all': [" FACT_A ", " FACT_B ", " FACT_C "]}", A & B & C},
	{"{'any': [" FACT_A ", " FACT_B ", " FACT_C "]}", A | B | C},
	{"{'at_least': 1, 'of': [" FACT_A ", " FACT_B ", " FACT_C "]}", A | B | C},
	{"{'at_least': 2, 'of': [" FACT_A ", " FACT_B ", " FACT_C "]}", TWO_OF_THREE},
	{"{'at_least': 3, 'of': [" FACT_A ", " FACT_B ", " FACT_C "]}", A & B & C},
	{"{'not': {'any': [" FACT_A ", " FACT_B "]}}", ~(A | B)}, {"{'not': {'all': [" FACT_A ", " FACT_B "]}}", ~(A & B)},
	{"{'all': [{'any': [" FACT_A ", " FACT_B "]}, {'not': " FACT_C "}]}", (A | B) & ~C},
	{"{'any': [{'all': [" FACT_A ", " FACT_B "]}, " FACT_C "]}", (A & B) | C},
	{"{'not': {'at_least': 2, 'of': [" FACT_A ", " FACT_B ", " FACT_C "]}}", ~TWO_OF_THREE},
	{"{'at_least': 1, 'of': [{'all': [" FACT_A ", " FACT_B "]}, {'not': " FACT_C "}]}", (A & B) | ~C},
	{"{'at_least': 2, 'of': [{'any': [" FACT_A ", " FACT_B "]}, {'not': " FACT_C "}]}", (A | B) & ~C},
	{"{'all': [true, " FACT_A "]}", A}, {"{'all': [" FACT_A ", false]}", 0},
	{"{'any': [false, " FACT_A "]}", A}, {"{'any': [" FACT_A ", true]}", 0xFF}
};

#define CONNECTIVE_COUNT (sizeof(connectives) / sizeof(connectives[0]))

/* What all worlds say: the facts that are unknown take both values. */
static tristate
value_in_all_worlds(const connective *connective, const tristate *facts)
{
	bool		seen[2] = {false, false};

	for (unsigned world = 0; world < 8; world++)
	{
		bool		possible = true;

		for (int i = 0; i < 3; i++)
			possible &= facts[i] == UNKNOWN || (facts[i] == MET) == (world >> i & 1);
		if (possible)
			seen[connective->worlds >> world & 1] = true;
	}
	return seen[0] && seen[1] ? UNKNOWN : tristate_of(seen[1]);
}

/* 'a': true, ...; a fact that is unknown is absent, or null, which is the same. */
static const char *
facts_text(const tristate *facts, bool with_null, char out[100])
{
	static const char *const words[] = {"false", "null", "true"};
	const char *comma = "";

	out[0] = '\0';
	for (int i = 0; i < 3; i++)
	{
		if (facts[i] == UNKNOWN && !with_null)
			continue;
		sprintf(out + strlen(out), "%s'%c': %s", comma, 'a' + i, words[facts[i]]);
		comma = ", ";
	}
	return out;
}

/* Every combination of three facts, each false, unknown or true. */
static void
check_connective(const connective *connective, const char *json, tristate (*wrap) (tristate))
{
	fixture		self;
	char		facts_json[100];

	fixture_for_test(&self, booleans, json);
	for (int i = 0; i < 2 * 27; i++)
	{
		tristate	facts[3] = {(tristate) (i % 3), (tristate) (i / 3 % 3), (tristate) (i / 9 % 3)};
		tristate	expected = wrap(value_in_all_worlds(connective, facts));

		facts_text(facts, i >= 27, facts_json);
		if (!CHECK_STATUS(judge_line_of(&self, "", facts_json, ""), "t", expected))
			fprintf(stderr, "  test %s\n  facts %s\n", json, facts_json);
	}
	fixture_end(&self);
}

static tristate
as_it_is(tristate value)
{
	return value;
}

/* A judgement left to a person: what would be met is unknown. */
static tristate
judged(tristate value)
{
	static const tristate table[] = {[NOT_MET] = NOT_MET,[UNKNOWN] = UNKNOWN,[MET] = UNKNOWN};

	return table[value];
}

static tristate
not_judged(tristate value)
{
	static const tristate table[] = {[NOT_MET] = MET,[UNKNOWN] = UNKNOWN,[MET] = UNKNOWN};

	return table[value];
}

static void
test_connectives(void)
{
	char		json[1024];

	for (size_t i = 0; i < CONNECTIVE_COUNT; i++)
	{
		check_connective(&connectives[i], connectives[i].json, as_it_is);
		snprintf(json, sizeof(json), "{'judgement': %s}", connectives[i].json);
		check_connective(&connectives[i], json, judged);
		snprintf(json, sizeof(json), "{'not': {'judgement': %s}}", connectives[i].json);
		check_connective(&connectives[i], json, not_judged);
	}
}

/* ---- comparisons of numbers ---- */

static const char *const number_comparators[] = {"is", "at_least", "at_most", "more_than", "less_than"};

/* Does the comparison hold when the value is below (-1), equal to (0) or above (1) the constant? */
static bool
holds(int comparator, int order)
{
	static const bool table[][3] = {{0, 1, 0}, {0, 1, 1}, {1, 1, 0}, {0, 0, 1}, {1, 0, 0}};

	return table[comparator][order + 1];
}

static void
test_number_boundaries(void)
{
	static const char declaration[] = "{'name': 'n', 'type': 'number', 'question': 'n?'}";
	static const struct
	{
		const char *constant;
		const char *value;
		int			order;
	}			rows[] = {
		{"75", "74", -1}, {"75", "74.9", -1}, {"75", "74.9999999999999", -1}, {"75", "75", 0}, {"75", "75.0", 0},
		{"75", "7.5e1", 0}, {"75", "75.0000000000001", 1}, {"75", "76", 1}, {"75", "-75", -1}, {"75", "1e300", 1},
		{"75", "-1e300", -1}, {"0", "0", 0}, {"0", "-0", 0}, {"0", "1e-17", 1}, {"0", "-1e-17", -1}, {"0", "1e-30", 1},
		{"0", "-1e-30", -1}, {"-1.5", "-1.5", 0}, {"-1.5", "-1.49999999999999", 1}, {"-1.5", "-1.50000000000001", -1},
		{"0.1", "0.1", 0}, {"0.1", "0.100000000000001", 1}, {"0.3", "0.3", 0},
		{"999999999999999", "999999999999999", 0},
		{"999999999999999", "1e15", 1}
	};
	char		test[200],
				facts[100];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		for (int comparator = 0; comparator < 5; comparator++)
		{
			snprintf(test, sizeof(test), "{'fact': 'n', '%s': %s}", number_comparators[comparator], rows[i].constant);
			snprintf(facts, sizeof(facts), "'n': %s", rows[i].value);
			CHECK_VALUE(declaration, test, facts, tristate_of(holds(comparator, rows[i].order)));
			CHECK_VALUE(declaration, test, "", UNKNOWN);
		}
	}
}

/* What a comparison says of every whole number from lowest to highest. */
static tristate
value_in_interval(int comparator, int constant, int lowest, int highest)
{
	bool		seen[2] = {false, false};

	for (int value = lowest; value <= highest; value++)
		seen[holds(comparator, (value > constant) - (value < constant))] = true;
	return seen[0] && seen[1] ? UNKNOWN : tristate_of(seen[1]);
}

/* Four flags, each true, false or not there: the number of true ones lies between the true and the not false. */
static void
test_flags(void)
{
	static const char declaration[] =
		"{'name': 'f', 'type': 'flags', 'flags': ['p', 'q', 'r', 's'], 'aliases': {'t': 's'}, 'question': 'f?'}";
	char		test[100];

	for (int comparator = 0; comparator < 5; comparator++)
	{
		for (int constant = -1; constant <= 5; constant++)
		{
			fixture		self;

			snprintf(test, sizeof(test), "{'flags': 'f', '%s': %d}", number_comparators[comparator], constant);
			fixture_for_test(&self, declaration, test);
			for (int set = 0; set <= 4; set++)
			{
				for (int cleared = 0; set + cleared <= 4; cleared++)
				{
					char		facts[200] = "'f': {";

					for (int i = 0; i < set + cleared; i++)
						sprintf(facts + strlen(facts), "%s'%c': %s", i > 0 ? ", " : "", "pqrt"[i], i < set ? "true"
								: "false");
					strcat(facts, "}");
					CHECK_STATUS(judge_line_of(&self, "", facts, ""), "t",
								 value_in_interval(comparator, constant, set, 4 - cleared));
				}
			}
			CHECK_STATUS(judge_line_of(&self, "", "", ""), "t", value_in_interval(comparator, constant, 0, 4));
			fixture_end(&self);
		}
	}
}

/* A sum of x (0 to 3), y (from 0) and z (any), each known to be 2 or not there. */
static void
test_sums(void)
{
	static const char declarations[] =
		"{'name': 'x', 'type': 'number', 'minimum': 0, 'maximum': 3, 'question': 'x?'},"
		"{'name': 'y', 'type': 'number', 'minimum': 0, 'question': 'y?'}, {'name': 'z', 'type': 'number', "
		"'question': 'z?'}";
	static const char *const known[] = {"", "'x': 2", "'y': 2", "'x': 2, 'y': 2", "'z': 2", "'x': 2, 'z': 2",
	"'y': 2, 'z': 2", "'x': 2, 'y': 2, 'z': 2"};
	const int	far = 1000;
	char		test[100];

	for (int comparator = 0; comparator < 5; comparator++)
	{
		for (int constant = -1; constant <= 10; constant++)
		{
			fixture		self;

			snprintf(test, sizeof(test), "{'sum': ['x', 'y', 'z'], '%s': %d}", number_comparators[comparator],
					 constant);
			fixture_for_test(&self, declarations, test);
			for (int i = 0; i < 8; i++)
			{
				int			lowest = (i & 1 ? 2 : 0) + (i & 2 ? 2 : 0) + (i & 4 ? 2 : -far);
				int			highest = (i & 1 ? 2 : 3) + (i & 2 ? 2 : far) + (i & 4 ? 2 : far);

				CHECK_STATUS(judge_line_of(&self, "", known[i], ""), "t",
							 value_in_interval(comparator, constant, lowest, highest));
			}
			fixture_end(&self);
		}
	}
	/* weeks may be fractions, and add up exactly */
	CHECK_VALUE(declarations, "{'sum': ['x', 'y'], 'is': 0.3}", "'x': 0.1, 'y': 0.2", MET);
	CHECK_VALUE(declarations, "{'sum': ['x', 'y'], 'at_least': 4}", "'x': 1.9, 'y': 2.0999999999999", NOT_MET);
}

/* ---- comparisons of dates ---- */

static const char date_declarations[] =
	"{'name': 'd', 'type': 'date', 'question': 'd?'}, {'name': 'e', 'type': 'date', 'question': 'e?'}";

/* Intervals before the date of service, counted on a calendar by hand; order is that of date + interval and service. */
static void
test_intervals(void)
{
	static const char *const comparators[] = {"at_least_ago", "more_than_ago", "at_most_ago", "less_than_ago"};
	static const bool expected[][3] = {{1, 1, 0}, {1, 0, 0}, {0, 1, 1}, {0, 0, 1}};
	static const struct
	{
		const char *date;
		const char *interval;
		const char *service;
		int			order;
	}			rows[] = {
		{"2023-12-01", "'months': 3", "2024-03-01", 0}, {"2023-11-30", "'months': 3", "2024-03-01", -1},
		{"2023-12-02", "'months': 3", "2024-03-01", 1}, {"2023-11-30", "'months': 3", "2024-02-29", 0},
		{"2023-11-29", "'months': 3", "2024-02-29", 0}, {"2023-11-30", "'months': 3", "2024-02-28", 1},
		{"2024-01-31", "'months': 1", "2024-02-29", 0}, {"2023-01-31", "'months': 1", "2023-02-28", 0},
		{"2024-02-29", "'months': 1", "2024-03-29", 0}, {"2024-02-29", "'months': 12", "2025-02-28", 0},
		{"2024-02-29", "'years': 1", "2025-02-28", 0}, {"2024-02-29", "'years': 1", "2025-03-01", -1},
		{"2024-02-29", "'years': 4", "2028-02-29", 0}, {"2024-02-29", "'years': 4", "2028-02-28", 1},
		{"2024-12-31", "'months': 2", "2025-02-28", 0}, {"2024-12-28", "'months': 2", "2025-02-28", 0},
		{"2024-02-15", "'weeks': 2", "2024-02-29", 0}, {"2024-02-16", "'weeks': 2", "2024-02-29", 1},
		{"2024-02-16", "'weeks': 2", "2024-03-01", 0}, {"2024-02-16", "'days': 14", "2024-03-01", 0},
		{"2024-02-16", "'days': 13", "2024-03-01", -1}, {"2024-02-16", "'days': 15", "2024-03-01", 1},
		{"2024-03-01", "'days': 0", "2024-03-01", 0}, {"2024-03-02", "'days': 0", "2024-03-01", 1},
		{"0001-01-01", "'years': 9999", "2024-03-01", 1}, {"9999-12-31", "'years': 9999", "2024-03-01", 1},
		{"0001-01-01", "'days': 9999", "2024-03-01", -1}
	};
	char		test[200],
				line[200],
				facts[100];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		for (int comparator = 0; comparator < 4; comparator++)
		{
			fixture		self;

			snprintf(test, sizeof(test), "{'fact': 'd', '%s': {%s}}", comparators[comparator], rows[i].interval);
			snprintf(line, sizeof(line), "'date_of_service': '%s'", rows[i].service);
			snprintf(facts, sizeof(facts), "'d': '%s'", rows[i].date);
			fixture_for_test(&self, date_declarations, test);
			if (!CHECK_STATUS(judge_line_of(&self, line, facts, ""), "t",
							  tristate_of(expected[comparator][rows[i].order + 1])))
				fprintf(stderr, "  %s, %s, service %s\n", facts, test, rows[i].service);
			CHECK_STATUS(judge_line_of(&self, line, "", ""), "t", UNKNOWN);
			fixture_end(&self);
		}
	}
}

static void
test_date_order(void)
{
	static const char *const comparators[] = {"before", "on_or_before", "after", "on_or_after", "is"};
	static const bool expected[][3] = {{1, 0, 0}, {1, 1, 0}, {0, 0, 1}, {0, 1, 1}, {0, 1, 0}};
	static const char *const constants[] = {"2024-03-01", "date_of_service"};	/* the same day */
	static const char *const dates[] = {"'d': '2024-02-29'", "'d': '2024-03-01'", "'d': '2024-03-02'"};
	char		test[100];

	for (int comparator = 0; comparator < 5; comparator++)
	{
		for (int constant = 0; constant < 2; constant++)
		{
			snprintf(test, sizeof(test), "{'fact': 'd', '%s': '%s'}", comparators[comparator], constants[constant]);
			for (int order = 0; order < 3; order++)
				CHECK_VALUE(date_declarations, test, dates[order], tristate_of(expected[comparator][order]));
			CHECK_VALUE(date_declarations, test, "'e': '2024-03-01'", UNKNOWN);
		}
	}
}

/* ---- choices, booleans, what is recorded, the first of several ---- */

static const char various[] =
	"{'name': 'kind', 'type': 'choice', 'values': ['first', 'second', 'third'], 'aliases': {'1st': 'first'}, "
	"'question': 'k?'},"
	"{'name': 'other', 'type': 'choice', 'values': ['first', 'second', 'third'], 'aliases': {'1st': 'first'}, "
	"'question': 'o?'},"
	"{'name': 'b', 'type': 'boolean', 'question': 'b?'}, {'name': 'n', 'type': 'number', 'question': 'n?'},"
	"{'name': 'm', 'type': 'number', 'question': 'm?'}, {'name': 'f', 'type': 'flags', 'flags': ['p'], "
	"'question': 'f?'}";

static void
test_choices(void)
{
	CHECK_VALUE(various, "{'fact': 'kind', 'is': 'first'}", "'kind': 'first'", MET);
	CHECK_VALUE(various, "{'fact': 'kind', 'is': 'first'}", "'kind': 'second'", NOT_MET);
	CHECK_VALUE(various, "{'fact': 'kind', 'is': 'first'}", "'kind': '1st'", MET);
	CHECK_VALUE(various, "{'fact': 'kind', 'is': '1st'}", "'kind': 'first'", MET);
	CHECK_VALUE(various, "{'fact': 'kind', 'is': 'first'}", "", UNKNOWN);
	CHECK_VALUE(various, "{'fact': 'kind', 'in': ['first', 'third']}", "'kind': 'third'", MET);
	CHECK_VALUE(various, "{'fact': 'kind', 'in': ['first', 'third']}", "'kind': 'second'", NOT_MET);
	CHECK_VALUE(various, "{'fact': 'kind', 'in': ['first', 'second', 'third']}", "", UNKNOWN);
}

static void
test_booleans(void)
{
	CHECK_VALUE(various, "{'fact': 'b'}", "'b': true", MET);
	CHECK_VALUE(various, "{'fact': 'b', 'is': true}", "'b': false", NOT_MET);
	CHECK_VALUE(various, "{'fact': 'b', 'is': false}", "'b': false", MET);
	CHECK_VALUE(various, "{'fact': 'b', 'is': false}", "'b': true", NOT_MET);
	CHECK_VALUE(various, "{'fact': 'b', 'is': false}", "", UNKNOWN);
}

/* Whether a fact is there is always known. */
static void
test_recorded(void)
{
	CHECK_VALUE(various, "{'recorded': 'n'}", "'n': 0", MET);
	CHECK_VALUE(various, "{'recorded': 'b'}", "'b': false", MET);
	CHECK_VALUE(various, "{'recorded': 'n'}", "'n': null", NOT_MET);
	CHECK_VALUE(various, "{'recorded': 'n'}", "", NOT_MET);
	CHECK_VALUE(various, "{'not': {'recorded': 'n'}}", "", MET);
	CHECK_VALUE(various, "{'recorded': 'f'}", "'f': {}", MET);
}

static void
test_first_of_several(void)
{
	static const char numbers[] = "{'either': [{'fact': 'n'}, {'fact': 'm'}], 'at_least': 5}";
	static const char choices[] = "{'either': [{'fact': 'kind'}, {'fact': 'other'}], 'is': 'second'}";
	static const char history[] =
		"{'either': [{'fact': 'n'}, {'history': {'codes': 'injection', 'ask': 'first', 'of': 'relief_percent'}}, "
		"{'fact': 'm'}], 'at_least': 5}";

	CHECK_VALUE(various, numbers, "'n': 5", MET);
	CHECK_VALUE(various, numbers, "'n': 4, 'm': 6", NOT_MET);
	CHECK_VALUE(various, numbers, "'m': 6", MET);
	CHECK_VALUE(various, numbers, "'m': 4", NOT_MET);
	CHECK_VALUE(various, numbers, "", UNKNOWN);
	CHECK_VALUE(various, choices, "'kind': 'second', 'other': 'first'", MET);
	CHECK_VALUE(various, choices, "'other': 'second'", MET);
	CHECK_VALUE(various, choices, "'other': 'third'", NOT_MET);
	CHECK_VALUE(various, history, "'m': 6", MET);
	CHECK_VALUE(various, history, "'m': 4", NOT_MET);
	CHECK_VALUE(various, history, "", UNKNOWN);
}

int
main(void)
{
	test_connectives();
	test_number_boundaries();
	test_flags();
	test_sums();
	test_intervals();
	test_date_order();
	test_choices();
	test_booleans();
	test_recorded();
	test_first_of_several();
	return test_report();
}
