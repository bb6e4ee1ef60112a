/*
 * criteria_test.c
 *	  The status of criteria and the decision that follows: groups, exclusions and their exceptions, gates, both sides.
 *
 * A criterion's own state is set by two facts, one for its condition and one for its test, and all combinations of
 * states are tried.
 */
#include "judge.h"

/* What a criterion is by itself. The first three are tristates. */
enum
{
	NOT_ASKED = 3,				/* its condition does not hold */
	CONDITION_UNKNOWN,
	STATES
};

#define FACT(name) "{'name': '" name "', 'type': 'boolean', 'question': '" name "?'}"
#define FACTS_OF(name) FACT("asked_" name) ", " FACT(name)

static const char declarations[] =
	FACTS_OF("a") "," FACTS_OF("b") "," FACTS_OF("c") "," FACTS_OF("own") "," FACTS_OF("exclusion") ","
	FACTS_OF("exception") "," FACT("settled");

#define CHILD(name) \
	"{'id': '" name "', 'text': '" name "', 'when': {'fact': 'asked_" name "'}, 'test': {'fact': '" name "'}}"
#define CHILDREN CHILD("a") ", " CHILD("b") ", " CHILD("c")

/* Append the facts that put a criterion into a state. */
static void
append_state(char *facts, const char *name, int state)
{
	static const char *const asked[STATES] = {"true", "true", "true", "false", "null"};
	static const char *const value[STATES] = {"false", "null", "true", "false", "true"};

	sprintf(facts + strlen(facts), "%s'asked_%s': %s, '%s': %s", *facts ? ", " : "", name, asked[state], name,
			value[state]);
}

/* The status of a criterion in a state: -1 when it is not in the trace. */
static int
status_in_state(int state)
{
	return state == NOT_ASKED ? -1 : state == CONDITION_UNKNOWN ? UNKNOWN : state;
}

static decision
decision_of_status(int status)
{
	return status == MET ? DECISION_APPROVE : status == NOT_MET ? DECISION_DENY : DECISION_PEND;
}

/* ---- groups ---- */

typedef struct group
{
	const char *json;			/* the key of the children and the threshold */
	int			threshold;		/* of three; 0: all that are asked */
} group;

static const group groups[] = {
	{"'all'", 0}, {"'any'", 1}, {"'at_least': 1, 'of'", 1}, {"'at_least': 2, 'of'", 2}, {"'at_least': 3, 'of'", 3}
};

/* What children in these states make of their group, -1: none of them is asked. */
static int
status_of_children(const group *group, const int *states)
{
	int			met = 0,
				open = 0,
				asked = 0;

	for (int i = 0; i < 3; i++)
	{
		met += states[i] == MET;
		open += states[i] == UNKNOWN || states[i] == CONDITION_UNKNOWN;
		asked += states[i] != NOT_ASKED;
	}
	if (asked == 0)
		return -1;
	if (group->threshold == 0)
		return met == asked ? MET : met + open == asked ? UNKNOWN : NOT_MET;
	return met >= group->threshold ? MET : met + open >= group->threshold ? UNKNOWN : NOT_MET;
}

/* A group is met when its own test and its children are; own -1: it has no test. */
static int
status_of_group(int own, int children)
{
	if (own < 0 || children < 0)
		return own < 0 ? children : own;
	if (own == NOT_MET || children == NOT_MET)
		return NOT_MET;
	return own == MET && children == MET ? MET : UNKNOWN;
}

static void
check_group(fixture *self, const group *group, int own)
{
	for (int i = 0; i < STATES * STATES * STATES; i++)
	{
		const int	states[] = {i % STATES, i / STATES % STATES, i / STATES / STATES};
		int			expected = status_of_group(own, status_of_children(group, states));
		char		facts[500] = "";
		const line_result *line;

		append_state(facts, "a", states[0]);
		append_state(facts, "b", states[1]);
		append_state(facts, "c", states[2]);
		if (own >= 0)
			append_state(facts, "own", own);
		line = judge_line_of(self, "", facts, "");
		if (!CHECK_STATUS(line, "g", expected))
			fprintf(stderr, "  %s, own %d, children %d %d %d\n", group->json, own, states[0], states[1], states[2]);
		CHECK_STATUS(line, "a", status_in_state(states[0]));
		CHECK_STATUS(line, "b", status_in_state(states[1]));
		CHECK_STATUS(line, "c", status_in_state(states[2]));
		CHECK_DECISION(line->decision, decision_of_status(expected));
	}
}

static void
test_groups(void)
{
	char		criterion[1024];

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
	{
		for (int own = -1; own <= MET; own++)
		{
			fixture		self;

			snprintf(criterion, sizeof(criterion), "{'id': 'g', 'text': 'the group', %s %s: [" CHILDREN "]}",
					 own < 0 ? "" : "'test': {'fact': 'own'},", groups[i].json);
			fixture_with(&self, declarations, criterion);
			check_group(&self, &groups[i], own);
			fixture_end(&self);
		}
	}
}

/* A group in a group that is not asked is no child that counts. */
static void
test_nested_groups(void)
{
	fixture		self;
	const line_result *line;

	fixture_with(&self, declarations,
				 "{'id': 'g', 'text': 'g', 'all': [{'id': 'inner', 'text': 'i', 'any': [" CHILD("a") ", " CHILD("b")
				 "]}, "
				 CHILD("c") "]}");
	line = judge_line_of(&self, "", "'asked_a': false, 'asked_b': false, 'asked_c': true, 'c': true", "");
	CHECK_STATUS(line, "inner", -1);
	CHECK_STATUS(line, "g", MET);
	line = judge_line_of(&self, "", "'asked_a': false, 'asked_b': true, 'b': false, 'asked_c': true, 'c': true", "");
	CHECK_STATUS(line, "inner", NOT_MET);
	CHECK_STATUS(line, "g", NOT_MET);
	line = judge_line_of(&self, "", "'asked_a': true, 'a': true, 'asked_b': true, 'b': false, 'asked_c': false", "");
	CHECK_STATUS(line, "inner", MET);
	CHECK_STATUS(line, "g", MET);
	CHECK_STATUS(line, "c", -1);
	fixture_end(&self);
}

/* ---- exclusions ---- */

/* An exclusion and its exception (-1: none), each in a state: met means that it does not stand against the line. */
static int
status_of_exclusion(int test, int exception)
{
	if (test == NOT_ASKED)
		return -1;
	if (test == UNKNOWN || test == CONDITION_UNKNOWN)
		return UNKNOWN;
	if (test == NOT_MET)
		return MET;
	switch (exception)
	{
		case MET:
			return MET;
		case UNKNOWN:
		case CONDITION_UNKNOWN:
			return UNKNOWN;
		default:
			return NOT_MET;
	}
}

static void
check_exclusion(fixture *self, int test, int exception)
{
	int			expected = status_of_exclusion(test, exception);
	char		facts[500] = "'own': true";
	const line_result *line;

	append_state(facts, "exclusion", test);
	if (exception >= 0)
		append_state(facts, "exception", exception);
	line = judge_line_of(self, "", facts, "");
	if (!CHECK_STATUS(line, "x", expected))
		fprintf(stderr, "  exclusion %d, exception %d\n", test, exception);
	CHECK_DECISION(line->decision, expected < 0 ? DECISION_APPROVE : decision_of_status(expected));
	/* the exception is asked only where the exclusion applies */
	if (exception >= 0)
		CHECK_STATUS(line, "e", test == MET ? status_in_state(exception) : -1);
}

static void
test_exclusions(void)
{
	fixture		plain,
				with_exception;

	fixture_with(&plain, declarations,
				 "{'id': 'r', 'text': 'r', 'test': {'fact': 'own'}}, {'id': 'x', 'text': 'x', 'kind': 'exclusion',"
				 " 'when': {'fact': 'asked_exclusion'}, 'test': {'fact': 'exclusion'}}");
	fixture_with(&with_exception, declarations,
				 "{'id': 'r', 'text': 'r', 'test': {'fact': 'own'}}, {'id': 'x', 'text': 'x', 'kind': 'exclusion',"
				 " 'when': {'fact': 'asked_exclusion'}, 'test': {'fact': 'exclusion'},"
				 " 'exception': {'id': 'e', 'text': 'e', 'when': {'fact': 'asked_exception'}, "
				 "'test': {'fact': 'exception'}}}");
	for (int test = 0; test < STATES; test++)
	{
		check_exclusion(&plain, test, -1);
		for (int exception = 0; exception < STATES; exception++)
			check_exclusion(&with_exception, test, exception);
	}
	fixture_end(&plain);
	fixture_end(&with_exception);
}

/* ---- the decision ---- */

/* Two requirements and an exclusion: any definite failure denies, else anything unknown pends, else they approve. */
static void
test_decisions(void)
{
	fixture		self;

	fixture_with(&self, declarations,
				 CHILD("a") ", " CHILD("b") ", {'id': 'x', 'text': 'x', 'kind': 'exclusion', 'test': {'fact': 'c'}}");
	for (int i = 0; i < STATES * STATES * 3; i++)
	{
		const int	a = i % STATES,
					b = i / STATES % STATES,
					excluded = i / STATES / STATES;
		bool		fails = a == NOT_MET || b == NOT_MET || excluded == MET;
		bool		open = a == UNKNOWN || a == CONDITION_UNKNOWN || b == UNKNOWN || b == CONDITION_UNKNOWN ||
			excluded == UNKNOWN;
		bool		approves = a == MET || b == MET;	/* that nothing excludes is not enough */
		char		facts[500] = "";

		append_state(facts, "a", a);
		append_state(facts, "b", b);
		append_state(facts, "c", excluded);
		CHECK_DECISION(judge_line_of(&self, "", facts, "")->decision,
					   fails ? DECISION_DENY : open || !approves ? DECISION_PEND : DECISION_APPROVE);
	}
	CHECK_DECISION(judge_line_of(&self, "", "", "")->decision, DECISION_PEND);
	fixture_end(&self);
}

/* ---- precedence ---- */

/* A policy with a gate for Medicaid and one for Medicare that only a person can settle. */
static void
fixture_with_gates(fixture *self)
{
	text_span	json;

	fixture_start(self);
	json = small_policy(&self->memory, declarations,
						"{'id': 'r', 'text': 'r', 'test': {'fact': 'own'}}], 'precedence': ["
						"{'id': 'p.medicaid', 'text': 'm', 'line_of_business': ['medicaid'], "
						"'settled_by': {'fact': 'settled'}},"
						"{'id': 'p.medicare', 'text': 'm', 'line_of_business': ['medicare'], 'settled_by': false}");
	if (!CHECK(fixture_add_policy(self, json, NO_PAYER, true)))
		print_faults(&self->faults);
	fixture_finish(self);
}

/* Precedence that is not settled gates: it alone is missing, nothing of the policy denies. */
static void
check_shut(const line_result *line, const char *gate)
{
	CHECK_DECISION(line->decision, DECISION_PEND);
	CHECK_TEXT(line->branch, "precedence");
	CHECK_STATUS(line, gate, UNKNOWN);
	CHECK_STATUS(line, "r", -1);
	CHECK_EQ_INT(line->missing_count, 1);
	CHECK_TEXT(line->missing[0].criterion, gate);
}

static void
test_gates(void)
{
	fixture		self;
	const line_result *line;

	fixture_with_gates(&self);
	CHECK_EQ_INT(self.versions[0].program->gate_count, 2);
	line = judge_line_of(&self, "", "'own': false", "");
	CHECK_DECISION(line->decision, DECISION_DENY);
	CHECK_STATUS(line, "p.medicaid", -1);
	check_shut(judge_line_of(&self, "", "'own': false", "'line_of_business': 'medicaid'"), "p.medicaid");
	check_shut(judge_line_of(&self, "", "'own': false, 'settled': false", "'line_of_business': 'medicaid'"),
			   "p.medicaid");
	line = judge_line_of(&self, "", "'own': false, 'settled': true", "'line_of_business': 'medicaid'");
	CHECK_DECISION(line->decision, DECISION_DENY);
	CHECK_STATUS(line, "p.medicaid", MET);
	CHECK_STATUS(line, "p.medicare", -1);
	CHECK_DECISION(judge_line_of(&self, "", "'own': true, 'settled': true", "'line_of_business': 'medicaid'")->decision,
				   DECISION_APPROVE);
	check_shut(judge_line_of(&self, "", "'own': true, 'settled': true", "'line_of_business': 'medicare'"),
			   "p.medicare");
	fixture_end(&self);
}

/* ---- both sides ---- */

#define RELIEF_AT_LEAST(percent) \
	"{'history': {'codes': 'injection', 'side': 'same', 'ask': 'first', 'of': 'relief_percent'}," \
	" 'at_least': " #percent "}"
#define EXISTS "{'history': {'codes': 'injection', 'side': 'same', 'ask': 'exists'}}"

/* The relief on the left and on the right as a history; -1: no injection there. */
static void
print_reliefs(int left, int right, char *out)
{
	out += sprintf(out, "'history': [");
	if (left >= 0)
		out += sprintf(out, "{'code': '27096', 'date': '2024-01-01', 'side': 'left', 'relief_percent': %d}%s", left,
					   right < 0 ? "" : ", ");
	if (right >= 0)
		out += sprintf(out, "{'code': '27096', 'date': '2024-01-01', 'side': 'right', 'relief_percent': %d}", right);
	strcpy(out, "]");
}

/* Everything must hold on both sides of a bilateral line; of a line without a side only what both share is known. */
static void
test_sides(void)
{
	static const char *const lines[] = {"'side': 'left'", "'side': 'right'", "'side': 'bilateral'", ""};
	static const struct
	{
		int			left,
					right;
		int			requirement[4]; /* relief of at least 50, of the four lines */
		int			exclusion[4];	/* where there was an injection with at least 80 */
	}			rows[] = {
		{60, 60, {MET, MET, MET, MET}, {MET, MET, MET, MET}},
		{60, 40, {MET, NOT_MET, NOT_MET, UNKNOWN}, {MET, MET, MET, MET}},
		{40, 30, {NOT_MET, NOT_MET, NOT_MET, NOT_MET}, {MET, MET, MET, MET}},
		{60, -1, {MET, UNKNOWN, UNKNOWN, UNKNOWN}, {MET, -1, MET, UNKNOWN}},
		{40, -1, {NOT_MET, UNKNOWN, NOT_MET, UNKNOWN}, {MET, -1, MET, UNKNOWN}},
		{80, 60, {MET, MET, MET, MET}, {NOT_MET, MET, NOT_MET, UNKNOWN}},
		{80, 90, {MET, MET, MET, MET}, {NOT_MET, NOT_MET, NOT_MET, NOT_MET}},
		{90, -1, {MET, UNKNOWN, UNKNOWN, UNKNOWN}, {NOT_MET, -1, NOT_MET, UNKNOWN}},
		{-1, -1, {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN}, {-1, -1, -1, -1}}
	};
	fixture		self;
	char		history[300];

	fixture_with(&self, declarations,
				 "{'id': 'r', 'text': 'r', 'test': " RELIEF_AT_LEAST(50) "},"
				 "{'id': 'x', 'text': 'x', 'kind': 'exclusion', 'when': " EXISTS ", 'test': " RELIEF_AT_LEAST(80) "}");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		print_reliefs(rows[i].left, rows[i].right, history);
		for (int side = 0; side < 4; side++)
		{
			const line_result *line = judge_line_of(&self, lines[side], "", history);
			int			requirement = rows[i].requirement[side],
						exclusion = rows[i].exclusion[side];

			if (!CHECK_STATUS(line, "r", requirement) || !CHECK_STATUS(line, "x", exclusion))
				fprintf(stderr, "  reliefs %d and %d, line %d\n", rows[i].left, rows[i].right, side);
			CHECK_DECISION(line->decision, requirement == NOT_MET || exclusion == NOT_MET ? DECISION_DENY
						   : requirement == UNKNOWN || exclusion == UNKNOWN ? DECISION_PEND : DECISION_APPROVE);
		}
	}
	fixture_end(&self);
}

int
main(void)
{
	test_groups();
	test_nested_groups();
	test_exclusions();
	test_decisions();
	test_gates();
	test_sides();
	return test_report();
}
