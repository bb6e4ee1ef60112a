/*
 * claim_condition_test.c
 *	  Tests of a policy that look at the claim and the line themselves: code, modifiers, side, place, diagnoses, ...
 */
#include "judge.h"

/* The value of a test for a line and a claim. */
static int
value_of(const char *test, const char *line_rest, const char *claim_rest)
{
	fixture		self;
	char		criterion[1024];
	int			status;

	snprintf(criterion, sizeof(criterion), "{'id': 't', 'text': 'the test', 'test': %s}", test);
	fixture_with(&self, "", criterion);
	status = status_of(judge_line_of(&self, line_rest, "", claim_rest), "t");
	fixture_end(&self);
	return status;
}

#define CHECK_VALUE(test, line_rest, claim_rest, expected) \
	do \
	{ \
		if (!CHECK_EQ_INT(value_of((test), (line_rest), (claim_rest)), (expected))) \
			fprintf(stderr, "  test %s\n  line %s\n  claim %s\n", (test), (line_rest), (claim_rest)); \
	} while (0)

static void
test_modifiers(void)
{
	CHECK_VALUE("{'modifier': ['59', 'XS']}", "'modifiers': ['LT', '59']", "", MET);
	CHECK_VALUE("{'modifier': ['59', 'XS']}", "'modifiers': ['xs']", "", MET);
	CHECK_VALUE("{'modifier': ['xs']}", "'modifiers': ['XS']", "", MET);
	CHECK_VALUE("{'modifier': ['59']}", "'modifiers': ['LT', 'XS']", "", NOT_MET);
	/* a claim states all of its modifiers */
	CHECK_VALUE("{'modifier': ['59']}", "", "", NOT_MET);
	CHECK_VALUE("{'not': {'modifier': ['59']}}", "'modifiers': ['', null]", "", MET);
}

/* Sides as sets: each of the lists against each side that a line can have. */
static void
test_sides(void)
{
	static const char *const lines[] = {"", "'modifiers': ['LT']", "'side': 'right'", "'modifiers': ['50']"};
	static const struct
	{
		const char *test;
		tristate	expected[4];	/* of a line without a side, left, right, bilateral */
	}			rows[] = {
		{"{'side': ['left']}", {UNKNOWN, MET, NOT_MET, NOT_MET}},
		{"{'side': ['right']}", {UNKNOWN, NOT_MET, MET, NOT_MET}},
		{"{'side': ['bilateral']}", {NOT_MET, NOT_MET, NOT_MET, MET}},
		{"{'side': ['left', 'right']}", {MET, MET, MET, NOT_MET}},
		{"{'side': ['left', 'bilateral']}", {UNKNOWN, MET, NOT_MET, MET}},
		{"{'side': ['left', 'right', 'bilateral']}", {MET, MET, MET, MET}},
		{"{'side': ['unknown']}", {MET, NOT_MET, NOT_MET, NOT_MET}},
		{"{'side': ['unknown', 'left']}", {MET, MET, NOT_MET, NOT_MET}}
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (int side = 0; side < 4; side++)
			CHECK_VALUE(rows[i].test, lines[side], "", rows[i].expected[side]);
}

static void
test_place_of_service(void)
{
	CHECK_VALUE("{'place_of_service': ['11', '24']}", "'place_of_service': '24'", "", MET);
	CHECK_VALUE("{'place_of_service': ['11', '24']}", "", "'place_of_service': '11'", MET);
	CHECK_VALUE("{'place_of_service': ['11', '24']}", "'place_of_service': '22'", "'place_of_service': '11'", NOT_MET);
	CHECK_VALUE("{'place_of_service': ['02']}", "'place_of_service': '02'", "", MET);
	CHECK_VALUE("{'place_of_service': ['11', '24']}", "", "", UNKNOWN);
}

static void
test_diagnoses(void)
{
	static const char claim[] = "'diagnoses': ['M46.1', 'm533', 'S33.6XXA']";

	/* one code, with or without its dot, and not what lies below it */
	CHECK_VALUE("{'diagnosis': ['M46.1']}", "", claim, MET);
	CHECK_VALUE("{'diagnosis': ['m461']}", "", claim, MET);
	CHECK_VALUE("{'diagnosis': ['M53.3']}", "", claim, MET);
	CHECK_VALUE("{'diagnosis': ['M46']}", "", claim, NOT_MET);
	CHECK_VALUE("{'diagnosis': ['M46.10']}", "", claim, NOT_MET);
	/* a code and all below it */
	CHECK_VALUE("{'diagnosis': ['M46-']}", "", claim, MET);
	CHECK_VALUE("{'diagnosis': ['M46.1-']}", "", claim, MET);
	CHECK_VALUE("{'diagnosis': ['M47-']}", "", claim, NOT_MET);
	CHECK_VALUE("{'diagnosis': ['M4A-']}", "", claim, NOT_MET);
	/* from the first to all below the last */
	CHECK_VALUE("{'diagnosis': ['M45-M46']}", "", claim, MET);
	CHECK_VALUE("{'diagnosis': ['M45-M45']}", "", claim, NOT_MET);
	CHECK_VALUE("{'diagnosis': ['M46.2-M53.2']}", "", claim, NOT_MET);
	CHECK_VALUE("{'diagnosis': ['S33.6XXA-S33.6XXD']}", "", claim, MET);
	CHECK_VALUE("{'diagnosis': ['A00-B99', 'S33-S34']}", "", claim, MET);
	/* a line's pointers choose among the claim's */
	CHECK_VALUE("{'diagnosis': ['M46.1']}", "'diagnosis_pointers': [2, 3]", claim, NOT_MET);
	CHECK_VALUE("{'diagnosis': ['M46.1']}", "'diagnosis_pointers': [3, 1]", claim, MET);
	CHECK_VALUE("{'diagnosis': ['M46.1']}", "", "", UNKNOWN);
	CHECK_VALUE("{'diagnosis': ['M46.1']}", "", "'diagnoses': []", UNKNOWN);
}

static void
test_member(void)
{
	CHECK_VALUE("{'sex': ['F']}", "", "'member': {'sex': 'F'}", MET);
	CHECK_VALUE("{'sex': ['F', 'X']}", "", "'member': {'sex': 'M'}", NOT_MET);
	CHECK_VALUE("{'sex': ['F']}", "", "'member': {}", UNKNOWN);
	/* whole years on the date of service, 2024-03-01 */
	CHECK_VALUE("{'age': true, 'is': 48}", "", "'member': {'birth_date': '1976-03-01'}", MET);
	CHECK_VALUE("{'age': true, 'is': 47}", "", "'member': {'birth_date': '1976-03-02'}", MET);
	CHECK_VALUE("{'age': true, 'at_least': 18}", "'date_of_service': '2024-02-29'",
				"'member': {'birth_date': '2006-02-28'}", MET);
	CHECK_VALUE("{'age': true, 'at_least': 18}", "'date_of_service': '2026-02-28'",
				"'member': {'birth_date': '2008-02-29'}", NOT_MET);
	CHECK_VALUE("{'age': true, 'at_least': 18}", "'date_of_service': '2026-03-01'",
				"'member': {'birth_date': '2008-02-29'}", MET);
	CHECK_VALUE("{'age': true, 'at_least': 18}", "", "", UNKNOWN);
}

static void
test_claim(void)
{
	static const char *const businesses[] = {"commercial", "medicare", "medicaid", "marketplace"};
	char		test[100],
				claim[100];

	for (int listed = 0; listed < 4; listed++)
	{
		for (int given = 0; given < 4; given++)
		{
			snprintf(test, sizeof(test), "{'line_of_business': ['%s']}", businesses[listed]);
			snprintf(claim, sizeof(claim), "'line_of_business': '%s'", businesses[given]);
			CHECK_VALUE(test, "", claim, tristate_of(listed == given));
		}
	}
	CHECK_VALUE("{'line_of_business': ['commercial']}", "", "", MET);
	CHECK_VALUE("{'line_of_business': ['medicare', 'medicaid']}", "", "", NOT_MET);
	CHECK_VALUE("{'claim_type': ['professional']}", "", "", MET);
	CHECK_VALUE("{'claim_type': ['professional']}", "", "'claim_type': 'institutional'", NOT_MET);
	CHECK_VALUE("{'claim_type': ['institutional']}", "", "'claim_type': 'institutional'", MET);
}

static void
test_code_and_units(void)
{
	CHECK_VALUE("{'code': 'injection'}", "", "", MET);
	CHECK_VALUE("{'code': 'block'}", "", "", NOT_MET);
	CHECK_VALUE("{'units': true, 'more_than': 1}", "", "", NOT_MET);
	CHECK_VALUE("{'units': true, 'is': 1}", "", "", MET);
	CHECK_VALUE("{'units': true, 'more_than': 1}", "'units': 1.5", "", MET);
	CHECK_VALUE("{'units': true, 'at_most': 2}", "'units': 2", "", MET);
}

/* Other lines of the claim on the same date with a code of the role. The line that is judged comes first. */
static void
test_other_lines(void)
{
	static const struct
	{
		const char *others;
		const char *side;		/* of the question */
		const char *line;		/* the line that is judged */
		tristate	expected;
	}			rows[] = {
		{"", "any", "", NOT_MET},
		{", {'code': '64490'}", "any", "", MET},
		{", {'code': '64495'}", "any", "", MET},
		{", {'code': '64496'}", "any", "", NOT_MET},
		{", {'code': '27096'}", "any", "", NOT_MET},
		{", {'code': '64490', 'date_of_service': '2024-03-02'}", "any", "", NOT_MET},
		{", {'code': '64490', 'side': 'left'}", "same", "'side': 'left'", MET},
		{", {'code': '64490', 'side': 'right'}", "same", "'side': 'left'", NOT_MET},
		{", {'code': '64490', 'side': 'bilateral'}", "same", "'side': 'left'", MET},
		{", {'code': '64490'}", "same", "'side': 'left'", UNKNOWN},
		{", {'code': '64490', 'side': 'left'}", "other", "'side': 'left'", NOT_MET},
		{", {'code': '64490', 'side': 'right'}", "other", "'side': 'left'", MET},
		{", {'code': '64490', 'side': 'left'}", "other", "'side': 'right'", MET},
		{", {'code': '64490'}", "other", "'side': 'left'", UNKNOWN},
		{", {'code': '64490'}, {'code': '64491', 'side': 'right'}", "other", "'side': 'left'", MET},
		/* a line of unknown side is of the left or of the right */
		{", {'code': '64490', 'side': 'left'}", "same", "", UNKNOWN},
		{", {'code': '64490', 'side': 'bilateral'}", "same", "", MET},
		{", {'code': '64490', 'side': 'left'}, {'code': '64490', 'side': 'right'}", "other", "", MET}
	};
	char		claim[500],
				test[200];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		fixture		self;

		snprintf(test, sizeof(test),
				 "{'id': 't', 'text': 't', 'test': {'other_line': {'codes': 'block', 'side': '%s'}, 'at_least': 1}}",
				 rows[i].side);
		snprintf(claim, sizeof(claim), "{'date_of_service': '2024-03-01', 'lines': [{'code': '27096'%s%s}%s]}",
				 *rows[i].line ? ", " : "", rows[i].line, rows[i].others);
		fixture_with(&self, "", test);
		if (!CHECK_STATUS(&judge(&self, claim)->lines[0], "t", rows[i].expected))
			fprintf(stderr, "  row %zu: %s\n", i, claim);
		fixture_end(&self);
	}
}

/* How many other lines there are, when the side of some is not known. */
static void
test_count_of_other_lines(void)
{
	static const char lines[] =
		"{'date_of_service': '2024-03-01', 'lines': [{'code': '27096', 'side': 'left'}, {'code': '64490', "
		"'side': 'left'},"
		" {'code': '64491'}, {'code': '64492', 'side': 'right'}]}";
	static const struct
	{
		const char *comparison;
		tristate	expected;	/* one or two lines are of the same side */
	}			rows[] = {
		{"'at_least': 1", MET}, {"'at_least': 2", UNKNOWN}, {"'at_least': 3", NOT_MET}, {"'is': 1", UNKNOWN},
		{"'is': 3", NOT_MET}, {"'less_than': 3", MET}, {"'at_most': 1", UNKNOWN}, {"'more_than': 0", MET}
	};
	char		test[200];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		fixture		self;

		snprintf(test, sizeof(test),
				 "{'id': 't', 'text': 't', 'test': {'other_line': {'codes': 'block', 'side': 'same'}, %s}}",
				 rows[i].comparison);
		fixture_with(&self, "", test);
		CHECK_STATUS(&judge(&self, lines)->lines[0], "t", rows[i].expected);
		fixture_end(&self);
	}
}

int
main(void)
{
	test_modifiers();
	test_sides();
	test_place_of_service();
	test_diagnoses();
	test_member();
	test_claim();
	test_code_and_units();
	test_other_lines();
	test_count_of_other_lines();
	return test_report();
}
