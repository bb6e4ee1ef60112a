/*
 * fact_reader_test.c
 *	  The facts of claims and lines: types, ranges, names, which of them wins, and those that nobody asked for.
 */
#include "judge.h"

static const char declarations[] =
	"{'name': 'n', 'type': 'number', 'minimum': 0, 'maximum': 100, 'question': 'n?'},"
	"{'name': 'low', 'type': 'number', 'minimum': -1.5, 'question': 'low?'},"
	"{'name': 'high', 'type': 'number', 'maximum': 5, 'question': 'high?'},"
	"{'name': 'b', 'type': 'boolean', 'question': 'b?'}, {'name': 'd', 'type': 'date', 'question': 'd?'},"
	"{'name': 'k', 'type': 'choice', 'values': ['first', 'second'], 'aliases': {'1st': 'first'}, 'question': 'k?'},"
	"{'name': 'f', 'type': 'flags', 'flags': ['distraction', 'compression', 'faber'], 'aliases': {'patrick': 'faber'},"
	" 'question': 'f?'}";

static const char always[] = "{'id': 'r', 'text': 'r', 'test': true}";

/* ---- types ---- */

typedef struct typed_value
{
	const char *fact;
	const char *value;
	const char *problem;		/* NULL: it is a value; "" is none, and no problem either */
} typed_value;

static const typed_value values[] = {
	{"b", "true", NULL}, {"b", "false", NULL}, {"b", "null", ""},
	{"b", "1", "expected true or false, found 1"}, {"b", "'true'", "expected true or false, found \"true\""},
	{"b", "{}", "expected true or false, found an object"}, {"b", "[]", "expected true or false, found an array"},
	{"n", "0", NULL}, {"n", "100", NULL}, {"n", "74.9", NULL}, {"n", "1e2", NULL}, {"n", "null", ""},
	{"n", "-0.1", "expected a number from 0 to 100, found -0.1"},
	{"n", "100.000000000001", "expected a number from 0 to 100, found 100.000000000001"},
	{"n", "'4'", "expected a number, found \"4\""}, {"n", "true", "expected a number, found true"},
	{"low", "-1.5", NULL}, {"low", "1e300", NULL}, {"low", "-1.6", "expected a number of at least -1.5, found -1.6"},
	{"high", "5", NULL}, {"high", "-1e300", NULL}, {"high", "5.1", "expected a number of at most 5, found 5.1"},
	{"d", "'2024-02-29'", NULL}, {"d", "'2023-02-29'", "expected a date as YYYY-MM-DD, found \"2023-02-29\""},
	{"d", "'2024-2-9'", "expected a date as YYYY-MM-DD, found \"2024-2-9\""},
	{"d", "'2024-02-29T00:00:00'", "expected a date as YYYY-MM-DD, found \"2024-02-29T00:00:00\""},
	{"d", "20240229", "expected a date as YYYY-MM-DD, found 20240229"},
	{"d", "''", "expected a date as YYYY-MM-DD, found \"\""},
	{"k", "'first'", NULL}, {"k", "'1st'", NULL}, {"k", "'First'", "expected one of first, second, found \"First\""},
	{"k", "'third'", "expected one of first, second, found \"third\""},
	{"k", "1", "expected one of first, second, found 1"},
	{"k", "['first']", "expected one of first, second, found an array"},
	{"f", "{}", NULL}, {"f", "{'faber': true}", NULL}, {"f", "{'faber': null}", NULL}, {"f", "null", ""},
	{"f", "{'yeoman': 5}", NULL}, {"f", "['faber']", "expected an object of true and false, found an array"},
	{"f", "3", "expected an object of true and false, found 3"}
};

static void
check_value(fixture *self, const typed_value *row)
{
	char		facts[200],
				path[50];
	const claim_result *result;

	snprintf(facts, sizeof(facts), "'%s': %s", row->fact, row->value);
	snprintf(path, sizeof(path), "$.facts.%s", row->fact);
	judge_line_of(self, "", facts, "");
	result = &self->result;
	CHECK_EQ_INT(result->problems.count, row->problem != NULL && *row->problem != '\0');
	CHECK_DECISION(result->decision, result->problems.count > 0 ? DECISION_INVALID
				   : row->problem == NULL ? DECISION_APPROVE : DECISION_PEND);
	if (result->problems.count != 1)
		return;
	CHECK_TEXT(result->problems.problems[0].path, path);
	CHECK_TEXT(result->problems.problems[0].message, row->problem);
	CHECK_TEXT(result->problems.problems[0].carc, "16");
	CHECK_TEXT(result->problems.problems[0].rarc, "N706");
}

/* A criterion that asks whether the fact is there is met, not met or never reached. */
static void
test_types(void)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
	{
		fixture		self;
		char		criterion[200];

		snprintf(criterion, sizeof(criterion),
				 "{'id': 'r', 'text': 'r', 'test': {'any': [{'recorded': '%s'}, {'judgement': true}]}}",
				 values[i].fact);
		fixture_with(&self, declarations, criterion);
		check_value(&self, &values[i]);
		fixture_end(&self);
	}
}

/* ---- problems ---- */

/* The paths of all problems, in order. */
static const char *
problem_paths(const claim_result *result, char out[1000])
{
	out[0] = '\0';
	for (uint32_t i = 0; i < result->problems.count; i++)
		sprintf(out + strlen(out), "%s%.*s", i > 0 ? " " : "", (int) result->problems.problems[i].path.length,
				result->problems.problems[i].path.bytes);
	return out;
}

/* All wrong values are listed, each once however many lines there are; flags by their names. */
static void
test_all_problems(void)
{
	fixture		self;
	char		paths[1000];
	const claim_result *result;

	fixture_with(&self, declarations, always);
	result = judge(&self,
				   "{'date_of_service': '2024-03-01', 'facts': {'n': 'x', 'b': 1, 'f': {'faber': 1, 'patrick': 'no'}},"
				   "'lines': [{'code': '27096'}, {'code': 'G0260', 'facts': {'d': 'never', 'f': {'compression': {}}}}, "
				   "{'code': '99213'}]}");
	CHECK_DECISION(result->decision, DECISION_INVALID);
	CHECK_DECISION(result->lines[0].decision, DECISION_INVALID);
	CHECK_DECISION(result->lines[1].decision, DECISION_INVALID);
	CHECK_DECISION(result->lines[2].decision, DECISION_NO_POLICY);
	CHECK_EQ_STR(problem_paths(result, paths),
				 "$.facts.b $.facts.f.faber $.facts.f.patrick $.facts.n "
				 "$.lines[1].facts.d $.lines[1].facts.f.compression");
	CHECK_TEXT(result->problems.problems[1].message, "expected true or false, found 1");
	CHECK_TEXT(result->problems.problems[2].message, "expected true or false, found \"no\"");
	fixture_end(&self);
}

/* Only the policy that applies to a line says what its facts are. */
static void
test_no_policy(void)
{
	fixture		self;
	const claim_result *result;

	fixture_with(&self, declarations, always);
	result = judge(&self, "{'date_of_service': '2024-03-01', 'facts': {'n': 'x'}, 'lines': [{'code': '99213'}]}");
	CHECK_EQ_INT(result->problems.count, 0);
	CHECK_DECISION(result->decision, DECISION_NO_POLICY);
	fixture_end(&self);
}

/* ---- the claim's facts and the line's ---- */

/* The status of a test on the one line of a claim. */
static int
status_with(const char *test, const char *claim_facts, const char *line_facts)
{
	fixture		self;
	char		criterion[300],
				claim[600];
	int			status;

	snprintf(criterion, sizeof(criterion), "{'id': 'r', 'text': 'r', 'test': %s}", test);
	snprintf(claim, sizeof(claim),
			 "{'date_of_service': '2024-03-01', 'facts': {%s}, 'lines': [{'code': '27096', 'facts': %s}]}",
			 claim_facts, line_facts);
	fixture_with(&self, declarations, criterion);
	status = status_of(&judge(&self, claim)->lines[0], "r");
	fixture_end(&self);
	return status;
}

static void
test_line_facts(void)
{
	static const char three[] = "{'flags': 'f', 'at_least': 2}";

	CHECK_EQ_INT(status_with("{'fact': 'n', 'is': 2}", "'n': 1", "{'n': 2}"), MET);
	CHECK_EQ_INT(status_with("{'fact': 'n', 'is': 1}", "'n': 1", "{}"), MET);
	CHECK_EQ_INT(status_with("{'fact': 'n', 'is': 1}", "'n': 1", "null"), MET);
	CHECK_EQ_INT(status_with("{'fact': 'n', 'is': 1}", "'n': 1", "{'n': null}"), MET);
	CHECK_EQ_INT(status_with("{'fact': 'n', 'is': 1}", "'n': 1", "{'b': true}"), MET);
	CHECK_EQ_INT(status_with("{'fact': 'b', 'is': false}", "'b': true", "{'b': false}"), MET);
	CHECK_EQ_INT(status_with("{'fact': 'n', 'is': 2}", "", "{'n': 2}"), MET);
	/* an object replaces the whole of the claim's */
	CHECK_EQ_INT(status_with(three, "'f': {'distraction': true, 'compression': true}", "{}"), MET);
	CHECK_EQ_INT(status_with(three, "'f': {'distraction': true}", "{'f': {'compression': true}}"), UNKNOWN);
	CHECK_EQ_INT(status_with(three, "'f': {'distraction': true, 'compression': true}",
							 "{'f': {'faber': true, 'compression': false}}"),
				 UNKNOWN);
	CHECK_EQ_INT(status_with(three, "'f': {'distraction': true, 'compression': true}", "{'f': {}}"), UNKNOWN);
}

/* A line's fact stands for itself: other lines keep the claim's. */
static void
test_lines_apart(void)
{
	fixture		self;
	const claim_result *result;

	fixture_with(&self, declarations, "{'id': 'r', 'text': 'r', 'test': {'fact': 'n', 'at_least': 5}}");
	result = judge(&self,
				   "{'date_of_service': '2024-03-01', 'facts': {'n': 5}, 'lines': [{'code': '27096', "
				   "'facts': {'n': 4}},"
				   " {'code': '27096'}, {'code': '27096', 'facts': {'n': 'x'}}, {'code': '27096', "
				   "'facts': {'n': 6}}]}");
	CHECK_DECISION(result->lines[0].decision, DECISION_DENY);
	CHECK_DECISION(result->lines[1].decision, DECISION_APPROVE);
	CHECK_DECISION(result->lines[2].decision, DECISION_INVALID);
	CHECK_DECISION(result->lines[3].decision, DECISION_APPROVE);
	CHECK_DECISION(result->decision, DECISION_INVALID);
	/* a right value replaces a wrong one: the line can be read, the claim has its problem */
	result = judge(&self,
				   "{'date_of_service': '2024-03-01', 'facts': {'n': 'x'}, 'lines': [{'code': '27096', "
				   "'facts': {'n': 6}},"
				   " {'code': '27096'}]}");
	CHECK_DECISION(result->lines[0].decision, DECISION_APPROVE);
	CHECK_DECISION(result->lines[1].decision, DECISION_INVALID);
	CHECK_DECISION(result->decision, DECISION_INVALID);
	CHECK_EQ_INT(result->problems.count, 1);
	fixture_end(&self);
}

/* ---- names ---- */

static void
test_flag_names(void)
{
	static const char one[] = "{'flags': 'f', 'at_least': 1}";
	static const char two[] = "{'flags': 'f', 'at_least': 2}";

	CHECK_EQ_INT(status_with(one, "'f': {'patrick': true}", "null"), MET);
	/* one test under two names counts once */
	CHECK_EQ_INT(status_with(two, "'f': {'patrick': true, 'faber': true, 'distraction': false, 'compression': false}",
							 "null"),
				 NOT_MET);
	/* two names that contradict each other: the test is not known */
	CHECK_EQ_INT(status_with(one, "'f': {'patrick': true, 'faber': false, 'distraction': false, 'compression': false}",
							 "null"),
				 UNKNOWN);
	CHECK_EQ_INT(status_with(one, "'f': {'patrick': false, 'faber': true, 'distraction': false, 'compression': false}",
							 "null"),
				 UNKNOWN);
	CHECK_EQ_INT(status_with(one, "'f': {'patrick': null, 'faber': true}", "null"), MET);
	/* a name that is not listed never counts */
	CHECK_EQ_INT(status_with(one, "'f': {'yeoman': true, 'faber': false, 'distraction': false, 'compression': false}",
							 "null"),
				 NOT_MET);
	CHECK_EQ_INT(status_with(one, "'f': {'Faber': true}", "null"), UNKNOWN);
}

/* ---- facts that no policy declares ---- */

static const char *
unused_text(const claim_result *result, char out[2000])
{
	out[0] = '\0';
	for (uint32_t i = 0; i < result->unused_fact_count; i++)
	{
		const unused_fact *unused = &result->unused_facts[i];

		sprintf(out + strlen(out), "%s%.*s", i > 0 ? " " : "", (int) unused->fact.length, unused->fact.bytes);
		if (unused->did_you_mean.bytes != NULL)
			sprintf(out + strlen(out), ">%.*s", (int) unused->did_you_mean.length, unused->did_you_mean.bytes);
	}
	return out;
}

static void
check_unused(const char *facts, const char *line_facts, const char *expected)
{
	fixture		self;
	char		claim[1000],
				found[2000];

	snprintf(claim, sizeof(claim),
			 "{'date_of_service': '2024-03-01', 'facts': %s, 'lines': [{'code': '27096', 'facts': %s}]}",
			 facts, line_facts);
	fixture_with(&self, "{'name': 'nsaid_weeks', 'type': 'number', 'question': 'n?'},"
				 "{'name': 'provocation', 'type': 'flags', 'flags': ['distraction', 'faber'], "
				 "'aliases': {'patrick': 'faber'}, 'question': 'p?'}",
				 always);
	CHECK_EQ_STR(unused_text(judge(&self, claim), found), expected);
	fixture_end(&self);
}

static void
test_unused(void)
{
	check_unused("{}", "null", "");
	check_unused("{'nsaid_weeks': 4}", "{'nsaid_weeks': 5}", "");
	check_unused("{'nsaid_week': 4}", "null", "nsaid_week>nsaid_weeks");
	check_unused("{'NSAID_weeks': 4}", "null", "NSAID_weeks>nsaid_weeks");
	check_unused("{'hobby': 'chess'}", "null", "hobby");
	check_unused("{'nsaid_week': null}", "null", "");
	check_unused("null", "{'nsaid_week': 4}", "nsaid_week>nsaid_weeks");
	/* each name once a claim, whatever its value */
	check_unused("{'nsaid_week': 4, 'hobby': {'a': [1]}}", "{'nsaid_week': [], 'hobby': 1}",
				 "nsaid_week>nsaid_weeks hobby");
	/* a set of flags lists its own */
	check_unused("{'provocation': {'faber': true, 'distration': true, 'yeoman': true, 'patrick': null, 'x': null}}",
				 "null",
				 "provocation.distration>provocation.distraction provocation.yeoman");
	check_unused("{'provocation': {'yeoman': true}}", "{'provocation': {'fortin': true}}", "provocation.fortin");
	check_unused("{'provocation': 5}", "null", "");
}

/* What a policy declares that does not apply to the claim is no mistake either. */
static void
test_unused_of_other_policies(void)
{
	fixture		self;
	text_span	other;
	char		found[2000];

	fixture_start(&self);
	other = fixture_json("{'policy': 'P.2', 'version': '1', 'title': 't', 'source': 's', "
						 "'effective_from': '2020-01-01',"
						 "'denial': {'group': 'CO', 'carc': '50'}, 'missing': {'carc': '252'},"
						 "'codes': [{'role': 'office', 'subject': true, 'codes': ['99213']}],"
						 "'facts': [{'name': 'minutes', 'type': 'number', 'question': 'm?'}],"
						 "'criteria': [{'id': 'r', 'text': 'r', 'test': true}]}", &self.memory);
	CHECK(fixture_add_policy(&self, small_policy(&self.memory, declarations, always), NO_PAYER, true));
	CHECK(fixture_add_policy(&self, other, NO_PAYER, true));
	fixture_finish(&self);
	CHECK_EQ_STR(unused_text(judge(&self, "{'date_of_service': '2024-03-01', 'facts': {'minutes': 'x', 'minute': 1},"
								   " 'lines': [{'code': '27096'}]}"), found), "minute>minutes");
	CHECK_EQ_INT(self.result.problems.count, 0);
	/* a line that cannot be read lists them as well */
	CHECK_EQ_STR(unused_text(judge(&self,
								   "{'date_of_service': '2024-03-01', 'lines': [{'code': 'x', "
								   "'facts': {'minute': 1}}]}"), found),
				 "minute>minutes");
	fixture_end(&self);
}

/* A hostile claim does not make the list as long as it likes. */
static void
test_many_unused(void)
{
	fixture		self;
	char	   *claim = malloc(200000);
	size_t		length = (size_t) sprintf(claim,
										  "{'date_of_service': '2024-03-01', 'lines': [{'code': '27096'}], "
										  "'facts': {'n': 1");

	for (int i = 0; i < 5000; i++)
		length += (size_t) sprintf(claim + length, ", 'fact_%d': %d", i, i);
	strcpy(claim + length, "}}");
	fixture_with(&self, declarations, always);
	CHECK_EQ_INT(judge(&self, claim)->unused_fact_count, 1000);
	CHECK_TEXT(self.result.unused_facts[999].fact, "fact_999");
	fixture_end(&self);
	free(claim);
}

int
main(void)
{
	test_types();
	test_all_problems();
	test_no_policy();
	test_line_facts();
	test_lines_apart();
	test_flag_names();
	test_unused();
	test_unused_of_other_policies();
	test_many_unused();
	return test_report();
}
