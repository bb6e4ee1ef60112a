/*
 * findings_test.c
 *	  Why a line was decided: reasons with what was found and required, what is missing, notes, and the deciding clause.
 */
#include "judge.h"

static const char declarations[] =
	"{'name': 'n', 'type': 'number', 'question': 'How many n?'}, {'name': 'm', 'type': 'number', "
	"'question': 'How many m?'},"
	"{'name': 'o', 'type': 'number', 'question': 'How many o?'}, {'name': 'q', 'type': 'number', "
	"'question': 'How many q?'},"
	"{'name': 'b', 'type': 'boolean', 'question': 'Is it b?'}, {'name': 'c', 'type': 'boolean', "
	"'question': 'Is it c?'},"
	"{'name': 'd', 'type': 'date', 'question': 'When d?'},"
	"{'name': 'k', 'type': 'choice', 'values': ['first', 'second', 'third'], 'question': 'Which k?'},"
	"{'name': 'f', 'type': 'flags', 'flags': ['p', 'q', 'r'], 'question': 'Which of f?'}";

#define HISTORY_RELIEF "'history': {'codes': 'injection', 'side': 'same', 'ask': 'first', 'of': 'relief_percent'}"
#define FOUND_AND_REQUIRED "'message': '{found} found, {required} required'"

/* A criterion without children. */
#define LEAF(id, test) "{'id': '" id "', 'text': 'text of " id "', 'test': " test ", " FOUND_AND_REQUIRED "}"

/* ---- reasons ---- */

/* What the deciding comparison found and required, in the message and as values. */
static void
test_found_and_required(void)
{
	static const struct
	{
		const char *test;
		const char *facts;
		const char *message;
		finding_type found,
					required;
	}			rows[] = {
		{"{'fact': 'n', 'at_least': 4}", "'n': 2.50", "2.5 found, 4 required", FINDING_NUMBER, FINDING_NUMBER},
		{"{'fact': 'b'}", "'b': false", "false found, true required", FINDING_BOOLEAN, FINDING_BOOLEAN},
		{"{'fact': 'd', 'at_least_ago': {'months': 3}}", "'d': '2024-02-01'", "2024-02-01 found, 3 months required",
			FINDING_TEXT, FINDING_TEXT},
		{"{'fact': 'd', 'less_than_ago': {'days': 1}}", "'d': '2024-02-01'", "2024-02-01 found, 1 day required",
		FINDING_TEXT, FINDING_TEXT},
		{"{'fact': 'd', 'before': '2020-01-01'}", "'d': '2024-02-01'", "2024-02-01 found, 2020-01-01 required",
			FINDING_TEXT, FINDING_TEXT},
		{"{'fact': 'd', 'on_or_after': 'date_of_service'}", "'d': '2024-02-01'",
			"2024-02-01 found, 2024-03-01 required", FINDING_TEXT, FINDING_TEXT},
		{"{'fact': 'k', 'in': ['first', 'third']}", "'k': 'second'", "second found, first, third required",
			FINDING_TEXT, FINDING_TEXT},
		{"{'flags': 'f', 'at_least': 3}", "'f': {'p': true, 'q': false, 'r': true}", "2 found, 3 required",
			FINDING_NUMBER, FINDING_NUMBER},
		{"{'sum': ['n', 'm'], 'at_least': 4}", "'n': 1.5, 'm': 2", "3.5 found, 4 required",
			FINDING_NUMBER, FINDING_NUMBER},
		{"{'units': true, 'more_than': 1}", "", "1 found, 1 required", FINDING_NUMBER, FINDING_NUMBER},
		/* of several comparisons the one that decided: all that fail in "any", the first that fails in "all" */
		{"{'all': [{'fact': 'b'}, {'fact': 'n', 'at_least': 4}]}", "'b': true, 'n': 3", "3 found, 4 required",
			FINDING_NUMBER, FINDING_NUMBER},
		{"{'any': [{'fact': 'n', 'at_least': 4}, {'fact': 'b'}]}", "'b': false, 'n': 3", "3 found, 4 required",
			FINDING_NUMBER, FINDING_NUMBER},
		{"{'not': {'any': [{'fact': 'b'}, {'fact': 'n', 'more_than': 2}]}}", "'b': false, 'n': 3",
			"3 found, 2 required", FINDING_NUMBER, FINDING_NUMBER},
		{"{'either': [{'fact': 'n'}, {'fact': 'm'}], 'at_least': 4}", "'m': 3", "3 found, 4 required",
			FINDING_NUMBER, FINDING_NUMBER}
	};
	char		criterion[1024];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		fixture		self;
		const reason *reason;

		snprintf(criterion, sizeof(criterion), LEAF("r", "%s"), rows[i].test);
		fixture_with(&self, declarations, criterion);
		reason = reason_of(judge_line_of(&self, "", rows[i].facts, ""), "r");
		if (CHECK(reason != NULL))
		{
			CHECK_TEXT(reason->message, rows[i].message);
			CHECK_EQ_INT(reason->found.type, rows[i].found);
			CHECK_EQ_INT(reason->required.type, rows[i].required);
		}
		fixture_end(&self);
	}
}

/* What is found in the history is that of the side on which it decides. */
static void
test_found_on_a_side(void)
{
	static const char history[] =
		"'history': [{'code': '27096', 'date': '2024-01-01', 'side': 'left', 'relief_percent': 80},"
		"{'code': '27096', 'date': '2024-01-01', 'side': 'right', 'relief_percent': 40}]";
	fixture		self;

	fixture_with(&self, declarations, LEAF("r", "{" HISTORY_RELIEF ", 'at_least': 50}"));
	CHECK_TEXT(reason_of(judge_line_of(&self, "'side': 'right'", "", history), "r")->message, "40 found, 50 required");
	CHECK_TEXT(reason_of(judge_line_of(&self, "'side': 'bilateral'", "", history), "r")->message,
			   "40 found, 50 required");
	fixture_end(&self);
}

static void
test_messages(void)
{
	static const struct
	{
		const char *message;
		const char *expected;
	}			rows[] = {
		{"'message': 'plain'", "plain"},
		{"'message': '{found}'", "2"},
		{"'message': '{required}{found}{required}'", "424"},
		{"'message': 'a {brace} and {foun'", "a {brace} and {foun"},
		{"'message': '{found'", "{found"},
		{"'message': '{{found}}'", "{2}"},
		{"'message': null", "not met: text of r"}
	};
	char		criterion[500];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		fixture		self;

		snprintf(criterion, sizeof(criterion),
				 "{'id': 'r', 'text': 'text of r', 'test': {'fact': 'n', 'at_least': 4}, %s}",
				 rows[i].message);
		fixture_with(&self, declarations, criterion);
		CHECK_TEXT(reason_of(judge_line_of(&self, "", "'n': 2", ""), "r")->message, rows[i].expected);
		fixture_end(&self);
	}
}

/* The lowest criteria that decided, in the policy's order, with their own denial codes or the document's. */
static void
test_reasons(void)
{
	fixture		self;
	const line_result *line;

	fixture_with(&self, declarations,
				 "{'id': 'g', 'text': 'g', 'test': {'fact': 'b'}, 'all': [" LEAF("g.1", "{'fact': 'n', 'at_least': 4}")
				 ","
				 "{'id': 'g.2', 'text': 'g.2', 'any': [" LEAF("g.2.a", "{'fact': 'c'}") ", "
				 "{'id': 'g.2.b', 'text': 't', 'test': {'fact': 'm', 'is': 1}, 'group': 'PR', 'carc': '151', "
				 "'rarc': 'N640'}]}]},"
				 "{'id': 'x', 'text': 'x', 'kind': 'exclusion', 'test': {'fact': 'm', 'more_than': 5}, "
				 "'message': 'too many'}");
	line = judge_line_of(&self, "", "'b': false, 'n': 3, 'c': false, 'm': 6", "");
	CHECK_DECISION(line->decision, DECISION_DENY);
	CHECK_EQ_INT(line->reason_count, 5);
	CHECK_TEXT(line->reasons[0].criterion, "g");
	CHECK_TEXT(line->reasons[1].criterion, "g.1");
	CHECK_TEXT(line->reasons[2].criterion, "g.2.a");
	CHECK_TEXT(line->reasons[3].criterion, "g.2.b");
	CHECK_TEXT(line->reasons[4].criterion, "x");
	CHECK_TEXT(line->reasons[0].status, "not_met");
	CHECK_TEXT(line->reasons[4].status, "excluded");
	CHECK_TEXT(line->reasons[1].group, "CO");
	CHECK_TEXT(line->reasons[1].carc, "50");
	CHECK_TEXT(line->reasons[1].rarc, "N130");
	CHECK_TEXT(line->reasons[3].group, "PR");
	CHECK_TEXT(line->reasons[3].carc, "151");
	CHECK_TEXT(line->reasons[3].rarc, "N640");
	/* an alternative that fails beside one that is met decides nothing */
	line = judge_line_of(&self, "", "'b': true, 'n': 3, 'c': false, 'm': 1", "");
	CHECK_EQ_INT(line->reason_count, 1);
	CHECK_TEXT(line->reasons[0].criterion, "g.1");
	fixture_end(&self);
}

/* A group that too few apply of, or of which something else fails on each side, is a reason itself. */
static void
test_group_reasons(void)
{
	fixture		self;
	const line_result *line;

	fixture_with(&self, declarations,
				 "{'id': 'g', 'text': 'two of them', 'at_least': 2, 'of': [" LEAF("g.1", "{'fact': 'n', 'at_least': 4}")
				 ","
				 "{'id': 'g.2', 'text': 't', 'when': {'fact': 'b'}, 'test': true}]}");
	line = judge_line_of(&self, "", "'n': 4, 'b': false", "");
	CHECK_DECISION(line->decision, DECISION_DENY);
	CHECK_EQ_INT(line->reason_count, 1);
	CHECK_TEXT(line->reasons[0].criterion, "g");
	CHECK_TEXT(line->reasons[0].message, "not met: two of them");
	CHECK_EQ_INT(line->reasons[0].found.type, FINDING_NONE);
	fixture_end(&self);

	fixture_with(&self, declarations,
				 "{'id': 'g', 'text': 'both', 'all': [" LEAF("g.1", "{" HISTORY_RELIEF ", 'at_least': 50}") ","
				 LEAF("g.2", "{'history': {'codes': 'injection', 'side': 'same', 'ask': 'first', 'of': 'date'},"
					  " 'at_least_ago': {'months': 2}}") "]}");
	line = judge_line_of(&self, "", "",
						 "'history': [{'code': '27096', 'date': '2024-02-01', 'side': 'left', 'relief_percent': 80},"
						 "{'code': '27096', 'date': '2023-02-01', 'side': 'right', 'relief_percent': 40}]");
	CHECK_DECISION(line->decision, DECISION_DENY);
	CHECK_STATUS(line, "g.1", UNKNOWN);
	CHECK_STATUS(line, "g.2", UNKNOWN);
	CHECK_TEXT(line->reasons[0].criterion, "g");
	fixture_end(&self);
}

/* ---- what is missing ---- */

static void
check_missing(const char *criteria, const char *facts, const char *expected)
{
	fixture		self;
	const line_result *line;
	char		found[500] = "";

	fixture_with(&self, declarations, criteria);
	line = judge_line_of(&self, "'side': 'left'", facts, "");
	for (uint32_t i = 0; i < line->missing_count; i++)
	{
		const missing_item *item = &line->missing[i];

		snprintf(found + strlen(found), sizeof(found) - strlen(found), "%s%.*s %.*s: %.*s", i > 0 ? "; " : "",
				 (int) item->criterion.length, item->criterion.bytes, item->fact.bytes != NULL
					 ? (int) item->fact.length : 1,
				 item->fact.bytes != NULL ? item->fact.bytes : "-", (int) item->question.length, item->question.bytes);
	}
	CHECK_EQ_STR(found, expected);
	fixture_end(&self);
}

#define QUESTION ", 'question': 'Why?'}"

static void
test_missing(void)
{
	/* each fact that leaves the test open, with its own question */
	check_missing(LEAF("r", "{'fact': 'n', 'at_least': 4}"), "", "r n: How many n?");
	check_missing(LEAF("r", "{'all': [{'fact': 'n', 'at_least': 4}, {'fact': 'b'}]}"), "",
				  "r n: How many n?; r b: Is it b?");
	check_missing(LEAF("r", "{'all': [{'fact': 'n', 'at_least': 4}, {'fact': 'b'}]}"), "'n': 5", "r b: Is it b?");
	check_missing(LEAF("r", "{'any': [{'fact': 'n', 'at_least': 4}, {'fact': 'b'}]}"), "'n': 3", "r b: Is it b?");
	check_missing(LEAF("r", "{'any': [{'fact': 'n', 'at_least': 4}, {'fact': 'n', 'less_than': 1}]}"), "",
				  "r n: How many n?");
	check_missing(LEAF("r", "{'sum': ['n', 'm'], 'at_least': 4}"), "'n': 1", "r m: How many m?");
	check_missing(LEAF("r",
					   "{'all': [{'sum': ['n', 'm', 'o'], 'at_least': 4}, {'sum': ['o', 'q', 'n'], 'at_least': 4}]}"),
					   "",
				  "r n: How many n?; r m: How many m?; r o: How many o?; r q: How many q?");
	check_missing(LEAF("r", "{'flags': 'f', 'at_least': 2}"), "'f': {'p': true}", "r f: Which of f?");
	check_missing(LEAF("r", "{'either': [{'fact': 'n'}, {'fact': 'm'}], 'at_least': 4}"), "",
				  "r n: How many n?; r m: How many m?");
	/* what no fact would settle: the criterion's question, or its text */
	check_missing("{'id': 'r', 'text': 'text of r', 'test': {" HISTORY_RELIEF ", 'at_least': 50}" QUESTION, "",
				  "r -: Why?");
	check_missing(LEAF("r", "{" HISTORY_RELIEF ", 'at_least': 50}"), "", "r -: text of r");
	check_missing(LEAF("r", "{'place_of_service': ['11']}"), "", "r -: text of r");
	/* a judgement: the fact that raised it */
	check_missing("{'id': 'r', 'text': 't', 'test': {'any': [{'fact': 'b'}, {'judgement': {'fact': 'b', 'is': false}}]}"
				  QUESTION,
				  "'b': false", "r b: Why?");
	check_missing("{'id': 'r', 'text': 't', 'test': {'not': {'judgement': {'units': true, 'is': 1}}}" QUESTION, "",
				  "r -: Why?");
	check_missing("{'id': 'r', 'text': 't', 'test': {'judgement': true}" QUESTION, "", "r -: Why?");
	check_missing("{'id': 'r', 'text': 't', 'test': {'any': [{'fact': 'b'}, {'judgement': {'fact': 'b', 'is': false}}]}"
				  QUESTION,
				  "", "r b: Is it b?");
}

static void
test_missing_in_groups(void)
{
	static const char any[] = "{'id': 'g', 'text': 'g', 'any': [" LEAF("g.1", "{'fact': 'b'}") ", "
		LEAF("g.2", "{'fact': 'c'}") "]}";
	static const char all[] = "{'id': 'g', 'text': 'g', 'all': [" LEAF("g.1", "{'fact': 'b'}") ", "
		LEAF("g.2", "{'fact': 'c'}") "]}";
	static const char condition[] =
		"{'id': 'r', 'text': 'text of r', 'when': {'fact': 'b'}, 'test': {'fact': 'c'}}, "
		LEAF("s", "{'fact': 'n', 'is': 1}");
	static const char exclusion[] =
		LEAF("r", "true") ", {'id': 'x', 'text': 'x', 'kind': 'exclusion', 'test': {'fact': 'b'}, 'exception': "
		LEAF("e", "{'fact': 'c'}") "}";

	check_missing(any, "", "g.1 b: Is it b?; g.2 c: Is it c?");
	check_missing(any, "'b': false", "g.2 c: Is it c?");
	check_missing(any, "'b': true", "");
	check_missing(all, "'b': true", "g.2 c: Is it c?");
	/* beside what failed, what would matter if it were met */
	check_missing(all, "'b': false", "g.2 c: Is it c?");
	/* another criterion asks for the fact of a condition; only when none does, the condition itself */
	check_missing(condition, "", "s n: How many n?");
	check_missing(condition, "'n': 1", "r b: Is it b?");
	check_missing(condition, "'n': 1, 'b': true", "r c: Is it c?");
	check_missing(condition, "'n': 1, 'b': false", "");
	/* of an exclusion that applies, the exception; of one that may, itself */
	check_missing(exclusion, "'b': true", "e c: Is it c?");
	check_missing(exclusion, "", "x b: Is it b?");
	check_missing(exclusion, "'b': false", "");
}

/* A set of flags is missing as long as any of them is, be they as many as there can be. */
static void
test_missing_flags(void)
{
	for (int count = FACT_NAMES_MAX - 1; count <= FACT_NAMES_MAX; count++)
	{
		fixture		self;
		char		declaration[2000] = "{'name': 'f', 'type': 'flags', 'question': 'f?', 'flags': ['f0'";
		char		facts[2000] = "'f': {'f0': true";
		char		criterion[300];
		const line_result *line;

		for (int i = 1; i < count; i++)
			sprintf(declaration + strlen(declaration), ", 'f%d'", i);
		for (int i = 1; i < count - 1; i++)
			sprintf(facts + strlen(facts), ", 'f%d': %s", i, i % 2 ? "false" : "true");
		strcat(declaration, "]}");
		/* all but the last are known, and every other one is true */
		snprintf(criterion, sizeof(criterion),
				 LEAF("r", "{'all': [{'flags': 'f', 'at_least': %d}, {'judgement': true}]}"), count / 2 + 1);
		fixture_with(&self, declaration, criterion);
		strcat(facts, "}");
		line = judge_line_of(&self, "", facts, "");
		CHECK(misses(line, "r", "f"));
		facts[strlen(facts) - 1] = '\0';
		sprintf(facts + strlen(facts), ", 'f%d': true}", count - 1);
		line = judge_line_of(&self, "", facts, "");
		CHECK(!misses(line, "r", "f"));
		fixture_end(&self);
	}
}

/* A policy that says neither yes nor no is silent, which a person has to settle. */
static void
test_silence(void)
{
	fixture		self;
	const line_result *line;

	fixture_with(&self, declarations, "{'id': 'r', 'text': 'r', 'when': {'fact': 'b'}, 'test': {'fact': 'c'}}");
	line = judge_line_of(&self, "", "'b': false", "");
	CHECK_DECISION(line->decision, DECISION_PEND);
	CHECK_EQ_INT(line->missing_count, 1);
	CHECK_TEXT(line->missing[0].criterion, "P.1");
	CHECK_TEXT(line->missing[0].carc, "252");
	CHECK_TEXT(line->missing[0].rarc, "N706");
	fixture_end(&self);
}

static void
test_missing_codes(void)
{
	fixture		self;
	const line_result *line;

	fixture_with(&self, declarations,
				 LEAF("r", "{'fact': 'b'}")
					 ", {'id': 's', 'text': 't', 'test': {'fact': 'c'}, 'missing_carc': '16', 'missing_rarc': 'M76'}");
	line = judge_line_of(&self, "", "", "");
	CHECK_TEXT(line->missing[0].carc, "252");
	CHECK_TEXT(line->missing[0].rarc, "N706");
	CHECK_TEXT(line->missing[1].carc, "16");
	CHECK_TEXT(line->missing[1].rarc, "M76");
	fixture_end(&self);
}

/* What is asked of one side of a bilateral line only is missing for that side. */
static void
test_missing_on_a_side(void)
{
	fixture		self;
	const line_result *line;

	fixture_with(&self, declarations,
				 LEAF("r", "{'fact': 'b'}")
					 ", {'id': 's', 'text': 't', 'when': {'history': {'codes': 'injection', 'side': 'same', "
					 "'ask': 'exists'}},"
				 " 'test': {'history': {'codes': 'injection', 'side': 'same', 'ask': 'first', 'of': 'relief_percent', "
				 "'if_none': 'not_met'}, 'at_least': 50}}");
	line = judge_line_of(&self, "'side': 'bilateral'", "",
						 "'history': [{'code': '27096', 'date': '2024-01-01', 'side': 'left'}]");
	CHECK_DECISION(line->decision, DECISION_PEND);
	CHECK_STATUS(line, "s", UNKNOWN);
	CHECK(misses(line, "r", "b"));
	CHECK(misses(line, "s", NULL));
	CHECK_EQ_INT(line->missing_count, 2);
	fixture_end(&self);
}

/* ---- notes and the clause that decides ---- */

static void
test_notes(void)
{
	fixture		self;
	const line_result *line;

	fixture_with(&self, declarations,
				 "{'id': 'r', 'text': 'r', 'when': {'fact': 'b'}, 'test': {'fact': 'n', 'at_least': 1}, 'notes': ["
				 "{'when': {'fact': 'n', 'is': 5}, 'message': 'five'}, {'message': 'always'},"
				 " {'when': {'fact': 'n', 'is': 1}, 'message': 'at the limit'}]},"
				 LEAF("s", "{'fact': 'c'}"));
	line = judge_line_of(&self, "", "'b': true, 'n': 1, 'c': true", "");
	CHECK_EQ_INT(line->note_count, 2);
	CHECK_TEXT(line->notes[0].criterion, "r");
	CHECK_TEXT(line->notes[0].message, "always");
	CHECK_TEXT(line->notes[1].message, "at the limit");
	CHECK_EQ_INT(judge_line_of(&self, "", "'b': true, 'n': 2, 'c': true", "")->note_count, 1);
	/* a condition that is not known makes no note, and neither does a criterion that is not asked */
	CHECK_EQ_INT(judge_line_of(&self, "", "'b': true", "")->note_count, 1);
	CHECK_EQ_INT(judge_line_of(&self, "", "'b': false, 'n': 1, 'c': true", "")->note_count, 0);
	fixture_end(&self);
}

/* Clauses are ranked; what has no rank of its own decides for the clause above it. */
static void
test_branches(void)
{
	static const char criteria[] =
		"{'id': 'I', 'branch_order': 3, 'text': 't', 'all': [" LEAF("I.p", "{'fact': 'b'}") ","
		"{'id': 'I.A', 'text': 't', 'any': ["
		"{'id': 'I.A.1', 'kind': 'indication', 'branch_order': 6, 'when': {'fact': 'k', 'is': 'first'}, 'text': 't', "
		"'all': ["
		LEAF("I.A.1.a", "{'fact': 'n', 'at_least': 1}") "]},"
		"{'id': 'I.A.2', 'kind': 'indication', 'branch_order': 7, 'when': {'fact': 'k', 'is': 'second'}, 'text': 't', "
		"'all': ["
		LEAF("I.A.2.a", "{'fact': 'n', 'at_least': 2}") "]}]}]},"
		"{'id': 'II', 'kind': 'exclusion', 'branch_order': 4, 'text': 't', 'test': {'fact': 'c'}},"
		"{'id': 'IV', 'kind': 'exclusion', 'branch_order': 1, 'text': 't', 'test': {'fact': 'm', 'is': 1}}";
	static const struct
	{
		const char *facts;
		decision	decision;
		const char *branch;
	}			rows[] = {
		{"'b': true, 'c': false, 'm': 0, 'k': 'first', 'n': 1", DECISION_APPROVE, "I.A.1"},
		{"'b': true, 'c': false, 'm': 0, 'k': 'second', 'n': 2", DECISION_APPROVE, "I.A.2"},
		{"'b': true, 'c': false, 'm': 0, 'k': 'first', 'n': 0", DECISION_DENY, "I.A.1"},
		{"'b': true, 'c': false, 'm': 0, 'k': 'second', 'n': 1", DECISION_DENY, "I.A.2"},
		{"'b': false, 'c': false, 'm': 0, 'k': 'first', 'n': 0", DECISION_DENY, "I"},
		{"'b': true, 'c': true, 'm': 0, 'k': 'first', 'n': 0", DECISION_DENY, "II"},
		{"'b': false, 'c': true, 'm': 1, 'k': 'first', 'n': 0", DECISION_DENY, "IV"},
		/* a denying clause before a pending one, however they rank */
		{"'c': false, 'k': 'first', 'n': 0", DECISION_DENY, "I.A.1"},
		{"'b': true, 'c': false, 'm': 0, 'k': 'first'", DECISION_PEND, "I.A.1"},
		{"'b': true, 'm': 0, 'k': 'first'", DECISION_PEND, "II"},
		{"'c': false, 'm': 0, 'k': 'first'", DECISION_PEND, "I"},
		{"'k': 'first'", DECISION_PEND, "IV"},
		{"'b': true, 'c': false, 'm': 0, 'n': 1", DECISION_PEND, "I.A.1"}
	};
	fixture		self;

	fixture_with(&self, declarations, criteria);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const line_result *line = judge_line_of(&self, "", rows[i].facts, "");

		if (!CHECK_DECISION(line->decision, rows[i].decision) || !CHECK_TEXT(line->branch, rows[i].branch))
			fprintf(stderr, "  facts %s\n", rows[i].facts);
	}
	fixture_end(&self);
}

int
main(void)
{
	test_found_and_required();
	test_found_on_a_side();
	test_messages();
	test_reasons();
	test_group_reasons();
	test_missing();
	test_missing_in_groups();
	test_missing_flags();
	test_silence();
	test_missing_codes();
	test_missing_on_a_side();
	test_notes();
	test_branches();
	return test_report();
}
