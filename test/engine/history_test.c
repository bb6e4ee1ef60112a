/*
 * history_test.c
 *	  Questions to the history, case by case: what one procedure is, windows, order, courses, both sides.
 */
#include "judge.h"

/* The start of a question about injections of the same side. */
#define SAME "{'history': {'codes': 'injection', 'side': 'same', "
#define ANY "{'history': {'codes': 'injection', 'side': 'any', "
#define OTHER "{'history': {'codes': 'injection', 'side': 'other', "
#define COUNT(n) "'ask': 'count'}, 'is': " #n "}"
#define RELIEF(which) "'ask': '" which "', 'of': 'relief_percent'}, "

typedef struct history_case
{
	const char *test;
	const char *line;			/* keys of the line besides its code and the claim's date, 2024-03-01 */
	const char *history;		/* "code date side kind relief; ..." where "-" is not stated */
	tristate	expected;
} history_case;

/* "27096 2024-01-15 left therapeutic 60; ..." as JSON. */
static void
print_history(const char *history, char *out)
{
	char		code[8],
				date[12],
				side[12],
				kind[12],
				relief[8];
	int			length;

	out += sprintf(out, "'history': [");
	for (const char *comma = "";
		 sscanf(history, " %7s %11s %11s %11s %7[0-9.-]%n", code, date, side, kind, relief, &length) == 5;
		 comma = ", ")
	{
		out += sprintf(out, "%s{'code': '%s', 'date': '%s'", comma, code, date);
		out += *side == '-' ? 0 : sprintf(out, ", 'side': '%s'", side);
		out += *kind == '-' ? 0 : sprintf(out, ", 'kind': '%s'", kind);
		out += sprintf(out, *relief == '-' ? "}" : ", 'relief_percent': %s}", relief);
		history += length;
		history += *history == ';';
	}
	strcpy(out, "]");
}

static void
check_cases(const history_case *cases, size_t count)
{
	char		criterion[1024],
				history[2048];

	for (size_t i = 0; i < count; i++)
	{
		fixture		self;

		snprintf(criterion, sizeof(criterion), "{'id': 't', 'text': 't', 'test': %s}", cases[i].test);
		print_history(cases[i].history, history);
		fixture_with(&self, "", criterion);
		if (!CHECK_STATUS(judge_line_of(&self, cases[i].line, "", history), "t", cases[i].expected))
			fprintf(stderr, "  test %s\n  line %s\n  %s\n", cases[i].test, cases[i].line, history);
		fixture_end(&self);
	}
}

#define CHECK_CASES(cases) check_cases((cases), sizeof(cases) / sizeof((cases)[0]))

/* The same family, day and side is one procedure. */
static void
test_one_procedure(void)
{
	static const history_case cases[] = {
		{SAME COUNT(0), "'side': 'left'", "", MET},
		{SAME COUNT(1), "'side': 'left'", "27096 2024-01-15 left therapeutic 60", MET},
		{SAME COUNT(1), "'side': 'left'", "27096 2024-01-15 left - -; G0260 2024-01-15 left - -", MET},
		{SAME COUNT(2), "'side': 'left'", "27096 2024-01-15 left - -; G0260 2024-01-16 left - -", MET},
		{SAME COUNT(1), "'side': 'left'", "27096 2024-01-15 left - -; 27096 2024-01-15 right - -", MET},
		{ANY COUNT(2), "'side': 'left'", "27096 2024-01-15 left - -; 27096 2024-01-15 right - -", MET},
		{OTHER COUNT(1), "'side': 'left'", "27096 2024-01-15 left - -; 27096 2024-01-15 right - -", MET},
		{SAME COUNT(1), "'side': 'right'", "27096 2024-01-15 bilateral - -", MET},
		{OTHER COUNT(1), "'side': 'right'", "27096 2024-01-15 bilateral - -", MET},
		{ANY COUNT(2), "'side': 'right'", "27096 2024-01-15 bilateral - -; G0260 2024-01-15 left - -", MET},
		/* another family is not asked about */
		{ANY COUNT(0), "'side': 'left'", "64490 2024-01-15 left - -; 20610 2024-01-15 left - -", MET},
		{"{'history': {'codes': 'block', 'ask': 'count'}, 'is': 2}", "'side': 'left'",
		"64490 2024-01-15 left - -; 27096 2024-01-15 left - -; 64493 2024-01-15 right - -", MET},
		/* what one report leaves open, another one of the procedure says */
		{SAME "'kind': 'therapeutic', " COUNT(1), "'side': 'left'",
		"27096 2024-01-15 left - -; G0260 2024-01-15 left therapeutic -", MET},
		{SAME RELIEF("first") "'is': 60}", "'side': 'left'", "27096 2024-01-15 left - -; G0260 2024-01-15 left - 60",
		MET},
		{SAME RELIEF("first") "'is': 60}", "'side': 'left'", "27096 2024-01-15 left - 60; G0260 2024-01-15 left - -",
		MET},
		/* what reports contradict each other in is unknown, however many there are */
		{SAME RELIEF("first") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-15 left - 60; G0260 2024-01-15 left - 40", UNKNOWN},
		{SAME RELIEF("first") "'is': 80}", "'side': 'left'",
		"27096 2024-01-15 left - 60; 27096 2024-01-15 left - 70; 27096 2024-01-15 left - 80", UNKNOWN},
		{SAME "'kind': 'diagnostic', " COUNT(1), "'side': 'left'",
		"27096 2024-01-15 left diagnostic -; 27096 2024-01-15 left therapeutic -; 27096 2024-01-15 left diagnostic -",
		UNKNOWN}
	};

	CHECK_CASES(cases);
}

/* What is not stated may be either way. */
static void
test_unstated(void)
{
	static const history_case cases[] = {
		{SAME COUNT(1), "'side': 'left'", "27096 2024-01-15 - - -", UNKNOWN},
		{SAME COUNT(2), "'side': 'left'", "27096 2024-01-15 - - -", NOT_MET},
		{ANY COUNT(1), "'side': 'left'", "27096 2024-01-15 - - -", MET},
		{ANY COUNT(1), "'side': 'left'", "27096 2024-01-15 - - -; 27096 2024-01-15 left - -", UNKNOWN},
		{SAME COUNT(1), "'side': 'left'", "27096 2024-01-15 - - -; 27096 2024-01-15 left - -", MET},
		{SAME COUNT(1), "'side': 'right'", "27096 2024-01-15 - - -; 27096 2024-01-15 left - -", UNKNOWN},
		{ANY "'ask': 'count'}, 'at_most': 2}", "'side': 'left'",
		"27096 2024-01-15 - - -; 27096 2024-01-15 - - -; G0260 2024-01-15 - - -", MET},
		{SAME "'kind': 'therapeutic', " COUNT(1), "'side': 'left'", "27096 2024-01-15 left - -", UNKNOWN},
		{SAME COUNT(1), "'side': 'left'", "27096 2024-01-15 left - -", MET},
		{SAME "'kind': 'therapeutic', 'ask': 'exists'}}", "'side': 'left'", "27096 2024-01-15 left - -", UNKNOWN},
		{SAME "'kind': 'therapeutic', 'ask': 'exists'}}", "'side': 'left'",
		"27096 2024-01-15 left - -; 27096 2024-01-16 left therapeutic -", MET},
		{SAME "'kind': 'therapeutic', 'ask': 'exists'}}", "'side': 'left'", "27096 2024-01-15 left diagnostic -",
		NOT_MET},
		/* the first may be the one of unknown kind: known only where both say the same */
		{SAME "'kind': 'therapeutic', " RELIEF("first") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-15 left - 60; 27096 2024-01-16 left therapeutic 40", UNKNOWN},
		{SAME "'kind': 'therapeutic', " RELIEF("first") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-15 left - 60; 27096 2024-01-16 left therapeutic 50", MET},
		{SAME "'kind': 'therapeutic', " RELIEF("latest") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-15 left therapeutic 40; 27096 2024-01-16 left - 49", NOT_MET},
		/* a report without a side may be of the procedure, and then contradicts it */
		{SAME RELIEF("first") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-15 left - 60; G0260 2024-01-15 - - 40", UNKNOWN},
		{SAME RELIEF("first") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-15 left - 60; G0260 2024-01-15 - - 60", MET},
		/* a relief is a percentage, known or not */
		{SAME RELIEF("first") "'at_most': 100}", "'side': 'left'", "27096 2024-01-15 left - -", MET}
	};

	CHECK_CASES(cases);
}

/* Half-open: an event exactly the interval ago is outside, unless the question includes it. */
static void
test_windows(void)
{
	static const history_case cases[] = {
		{SAME "'within': {'months': 12}, " COUNT(0), "'side': 'left'", "27096 2023-03-01 left - -", MET},
		{SAME "'within': {'months': 12}, " COUNT(1), "'side': 'left'", "27096 2023-03-02 left - -", MET},
		{SAME "'within': {'months': 12}, 'including_anniversary': true, " COUNT(1), "'side': 'left'",
		"27096 2023-03-01 left - -", MET},
		{SAME "'within': {'months': 12}, 'including_anniversary': true, " COUNT(0), "'side': 'left'",
		"27096 2023-02-28 left - -", MET},
		{SAME "'within': {'weeks': 2}, " COUNT(0), "'side': 'left'", "27096 2024-02-16 left - -", MET},
		{SAME "'within': {'weeks': 2}, " COUNT(1), "'side': 'left'", "27096 2024-02-17 left - -", MET},
		{SAME "'within': {'days': 14}, " COUNT(0), "'side': 'left'", "27096 2024-02-16 left - -", MET},
		/* counted back from the date of service, to the last day of a shorter month */
		{SAME "'within': {'months': 1}, " COUNT(0), "'side': 'left', 'date_of_service': '2024-03-31'",
		"27096 2024-02-29 left - -", MET},
		{SAME "'within': {'months': 1}, " COUNT(1), "'side': 'left', 'date_of_service': '2024-03-31'",
		"27096 2024-03-01 left - -", MET},
		{SAME "'within': {'years': 1}, " COUNT(0), "'side': 'left', 'date_of_service': '2024-02-29'",
		"27096 2023-02-28 left - -", MET},
		{SAME "'within': {'years': 1}, " COUNT(1), "'side': 'left', 'date_of_service': '2024-02-29'",
		"27096 2023-03-01 left - -", MET},
		/* what is later than the line is not there yet */
		{SAME COUNT(0), "'side': 'left'", "27096 2024-03-02 left - -", MET},
		{SAME COUNT(1), "'side': 'left', 'date_of_service': '2024-03-03'", "27096 2024-03-02 left - -", MET},
		{SAME "'within': {'months': 12}, " RELIEF("first") "'is': 60}", "'side': 'left'",
		"27096 2023-03-01 left - 80; 27096 2023-03-02 left - 60", MET}
	};

	CHECK_CASES(cases);
}

/* What is done to the same side on the same day is the line's own procedure on another claim. */
static void
test_own_day(void)
{
	static const history_case cases[] = {
		{SAME COUNT(0), "'side': 'left'", "27096 2024-03-01 left - -", MET},
		{SAME COUNT(0), "'side': 'left'", "G0260 2024-03-01 left - -", MET},
		{SAME COUNT(0), "'side': 'left'", "G0260 2024-03-01 - - -", MET},
		{OTHER COUNT(1), "'side': 'left'", "27096 2024-03-01 right - -", MET},
		{OTHER COUNT(1), "'side': 'left'", "27096 2024-03-01 - - -", UNKNOWN},
		{ANY COUNT(1), "'side': 'left'", "27096 2024-03-01 bilateral - -", MET},
		{ANY COUNT(0), "'side': 'bilateral'", "27096 2024-03-01 left - -", MET},
		{OTHER COUNT(0), "'side': 'bilateral'", "27096 2024-03-01 bilateral - -", MET},
		{ANY COUNT(0), "", "27096 2024-03-01 left - -", UNKNOWN},
		{"{'history': {'codes': 'block', 'ask': 'count'}, 'is': 1}", "'side': 'left'", "64490 2024-03-01 left - -", MET}
	};

	CHECK_CASES(cases);
}

#define THREE "27096 2024-01-03 left - 80; 27096 2024-01-01 left - 60; 27096 2024-01-02 left - 70"

/* By date, in whatever order the entries come. */
static void
test_order(void)
{
	static const history_case cases[] = {
		{SAME RELIEF("first") "'is': 60}", "'side': 'left'", THREE, MET},
		{SAME RELIEF("second") "'is': 70}", "'side': 'left'", THREE, MET},
		{SAME RELIEF("third") "'is': 80}", "'side': 'left'", THREE, MET},
		{SAME RELIEF("latest") "'is': 80}", "'side': 'left'", THREE, MET},
		{SAME "'ask': 'best'}, 'is': 80}", "'side': 'left'", THREE, MET},
		{SAME "'ask': 'first', 'of': 'date'}, 'is': '2024-01-01'}", "'side': 'left'", THREE, MET},
		{SAME "'ask': 'latest', 'of': 'date'}, 'is': '2024-01-03'}", "'side': 'left'", THREE, MET},
		{SAME "'ask': 'latest', 'of': 'date'}, 'at_least_ago': {'months': 2}}", "'side': 'left'",
		"27096 2024-01-01 left - -", MET},
		{SAME "'ask': 'latest', 'of': 'date'}, 'at_least_ago': {'months': 2}}", "'side': 'left'",
		"27096 2024-01-02 left - -", NOT_MET},
		{SAME "'ask': 'latest', 'of': 'date'}, 'at_least_ago': {'months': 2}}",
		"'side': 'left', 'date_of_service': '2024-02-29'",
		"27096 2023-12-31 left - -", MET},
		/* of two on one day, neither is the earlier one */
		{ANY RELIEF("first") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-01 left - 60; 27096 2024-01-01 right - 40", UNKNOWN},
		{ANY RELIEF("second") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-01 left - 60; 27096 2024-01-01 right - 40", UNKNOWN},
		{ANY RELIEF("third") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-01 left - 60; 27096 2024-01-01 right - 40; 27096 2024-01-02 left - 50", MET},
		{ANY RELIEF("latest") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-01 left - 60; 27096 2024-01-01 right - 40", UNKNOWN},
		/* the best: at least what is known, at most what may be */
		{SAME "'ask': 'best'}, 'at_least': 50}", "'side': 'left'",
		"27096 2024-01-01 left - 60; 27096 2024-01-02 left - -", MET},
		{SAME "'ask': 'best'}, 'at_least': 70}", "'side': 'left'",
		"27096 2024-01-01 left - 60; 27096 2024-01-02 left - -", UNKNOWN},
		{SAME "'ask': 'best'}, 'at_least': 70}", "'side': 'left'",
		"27096 2024-01-01 left - 60; 27096 2024-01-02 - - 65", NOT_MET}
	};

	CHECK_CASES(cases);
}

/* What follows when no entry answers. */
static void
test_none(void)
{
	static const history_case cases[] = {
		{SAME RELIEF("first") "'at_least': 50}", "'side': 'left'", "", UNKNOWN},
		{SAME "'if_none': 'not_met', " RELIEF("first") "'at_least': 50}", "'side': 'left'", "", NOT_MET},
		{SAME "'if_none': 'met', " RELIEF("first") "'at_least': 50}", "'side': 'left'", "", MET},
		{SAME "'if_none': 'met', " RELIEF("second") "'at_least': 50}", "'side': 'left'", "27096 2024-01-01 left - 40",
		MET},
		{SAME "'if_none': 'not_met', " RELIEF("first") "'less_than': 50}", "'side': 'left'",
		"27096 2024-01-01 left - -", UNKNOWN},
		{SAME "'ask': 'exists'}}", "'side': 'left'", "", NOT_MET},
		{SAME "'ask': 'exists'}, 'is': false}", "'side': 'left'", "", MET},
		{SAME "'ask': 'exists'}, 'is': false}", "'side': 'left'", "27096 2024-01-01 left - -", NOT_MET},
		{SAME "'ask': 'exists', 'if_none': 'unknown'}}", "'side': 'left'", "", UNKNOWN},
		{SAME "'ask': 'exists', 'if_none': 'unknown'}, 'is': false}", "'side': 'left'", "", UNKNOWN},
		{SAME "'if_none': 'not_met', 'ask': 'best'}, 'at_least': 0}", "'side': 'left'", "", NOT_MET},
		{SAME "'kind': 'therapeutic', 'if_none': 'met', " RELIEF("first") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-01 left - 40", UNKNOWN},
		{SAME "'kind': 'therapeutic', 'if_none': 'not_met', " RELIEF("first") "'at_least': 50}", "'side': 'left'",
		"27096 2024-01-01 left - 40", NOT_MET},
		{SAME COUNT(0), "'side': 'left'", "", MET}
	};

	CHECK_CASES(cases);
}

#define FIRST_OF_COURSE \
	SAME "'kind': 'therapeutic', 'course_gap': {'months': 12}, 'if_none': 'not_met', 'ask': 'first', 'of': 'date'}, " \
	"'more_than_ago': {'months': 12}}"

/* A gap longer than 12 months may have begun a new course, after which the answer counts anew. */
static void
test_courses(void)
{
	static const history_case cases[] = {
		{FIRST_OF_COURSE, "'side': 'left'", "", NOT_MET},
		{FIRST_OF_COURSE, "'side': 'left'", "27096 2023-03-01 left therapeutic -", NOT_MET},
		{FIRST_OF_COURSE, "'side': 'left'", "27096 2023-02-28 left therapeutic -; 27096 2023-12-01 left therapeutic -",
		MET},
		/* nothing since for more than 12 months */
		{FIRST_OF_COURSE, "'side': 'left'", "27096 2023-02-28 left therapeutic -", UNKNOWN},
		/* a gap of exactly 12 months begins no course, one day more may */
		{FIRST_OF_COURSE, "'side': 'left'", "27096 2022-06-01 left therapeutic -; 27096 2023-06-01 left therapeutic -",
		MET},
		{FIRST_OF_COURSE, "'side': 'left'", "27096 2022-06-01 left therapeutic -; 27096 2023-06-02 left therapeutic -",
		UNKNOWN},
		/* procedures of any kind continue a course */
		{FIRST_OF_COURSE, "'side': 'left'",
		"27096 2022-06-01 left therapeutic -; 27096 2023-01-01 left diagnostic -; 27096 2023-06-02 left therapeutic -",
		MET},
		/* those that are surely there: in some world neither of the two in the middle is of this side */
		{FIRST_OF_COURSE, "'side': 'left', 'date_of_service': '2023-11-15'",
		"27096 2022-01-01 left therapeutic -; 27096 2022-09-01 - therapeutic -; 27096 2022-12-01 - therapeutic -;"
		"27096 2023-09-01 left therapeutic -",
		UNKNOWN},
		{FIRST_OF_COURSE, "'side': 'left', 'date_of_service': '2023-11-15'",
		"27096 2022-01-01 left therapeutic -; 27096 2022-09-01 left therapeutic -; 27096 2022-12-01 - therapeutic -;"
		"27096 2023-09-01 left therapeutic -",
		MET}
	};

	CHECK_CASES(cases);
}

/* A bilateral line must satisfy on both sides; a line without a side is of one of them. */
static void
test_both_sides(void)
{
	static const history_case cases[] = {
		{SAME "'ask': 'exists'}}", "'side': 'bilateral'", "27096 2024-01-01 left - -", NOT_MET},
		{SAME "'ask': 'exists'}}", "'side': 'bilateral'", "27096 2024-01-01 bilateral - -", MET},
		{SAME "'ask': 'exists'}}", "'side': 'bilateral'", "27096 2024-01-01 left - -; 27096 2024-01-02 right - -", MET},
		{SAME "'ask': 'exists'}}", "", "27096 2024-01-01 left - -", UNKNOWN},
		{SAME "'ask': 'exists'}}", "", "27096 2024-01-01 bilateral - -", MET},
		{SAME "'ask': 'exists'}}", "", "", NOT_MET},
		{ANY "'ask': 'exists'}}", "", "27096 2024-01-01 left - -", MET},
		{SAME RELIEF("first") "'at_least': 50}", "'side': 'bilateral'",
		"27096 2024-01-01 left - 60; 27096 2024-01-01 right - 40", NOT_MET},
		{SAME RELIEF("first") "'at_least': 50}", "", "27096 2024-01-01 left - 60; 27096 2024-01-01 right - 40",
		UNKNOWN},
		{SAME RELIEF("first") "'at_least': 50}", "", "27096 2024-01-01 left - 30; 27096 2024-01-01 right - 40", NOT_MET}
	};

	CHECK_CASES(cases);
}

int
main(void)
{
	test_one_procedure();
	test_unstated();
	test_windows();
	test_own_day();
	test_order();
	test_none();
	test_courses();
	test_both_sides();
	return test_report();
}
