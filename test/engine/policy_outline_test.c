/*
 * policy_outline_test.c
 *	  A policy as an outline: everything that it says is there, in the policy's order and numbering, in narrow lines.
 */
#include <cjson/cJSON.h>

#include "judge.h"

#define WIDTH 110
#define WORDS_MAX 8

static const char declarations[] =
	"{'name': 'n', 'type': 'number', 'unit': 'week', 'question': 'How many n?'}, {'name': 'm', 'type': 'number', "
	"'question': 'm?'},"
	"{'name': 'b', 'type': 'boolean', 'question': 'Is it b?'}, {'name': 'd', 'type': 'date', 'question': 'When d?'},"
	"{'name': 'k', 'type': 'choice', 'values': ['first', 'second', 'third'], 'question': 'Which k?'},"
	"{'name': 'f', 'type': 'flags', 'flags': ['pear', 'quince'], 'question': 'Which f?'}";

/* Does a line of the outline begin with these words at this indent? Returns what follows the line, or NULL. */
static const char *
find_line(const char *outline, int indent, text_span words)
{
	for (const char *line = outline; *line != '\0'; line += strcspn(line, "\n") + 1)
	{
		size_t		blanks = strspn(line, " ");

		if ((int) blanks == indent && strncmp(line + blanks, words.bytes, words.length) == 0)
			return line + strcspn(line, "\n") + 1;
	}
	return NULL;
}

/* ---- the shipped policy ---- */

/* Each criterion stands below the one before it, indented by its depth; returns where the last one ended. */
static const char *
check_criterion(const char *outline, const criterion *criterion, int indent)
{
	char		heading[100];
	const char *rest;

	snprintf(heading, sizeof(heading), "%.*s  %.20s", (int) criterion->id.length, criterion->id.bytes,
			 criterion->text.bytes);
	rest = find_line(outline, indent, text_of(heading));
	if (!CHECK(rest != NULL))
	{
		fprintf(stderr, "  not in its place: %s\n", heading);
		return outline;
	}
	for (uint32_t i = 0; i < criterion->child_count; i++)
		rest = check_criterion(rest, criterion->children[i], indent + 4);
	return rest;
}

static void
check_lines(const char *outline)
{
	for (const char *line = outline; *line != '\0'; line += strcspn(line, "\n") + 1)
	{
		size_t		length = strcspn(line, "\n");

		CHECK(length <= WIDTH);
		CHECK(length == 0 || line[length - 1] != ' ');
		if (line[length] == '\0')
			break;
	}
	CHECK(strstr(outline, "(null)") == NULL);
	CHECK(strstr(outline, "{found}") == NULL);
}

static void
test_shipped_policy(void)
{
	fixture		self;
	const policy *policy;
	const char *outline;
	const char *rest;

	fixture_start(&self);
	CHECK(fixture_add_policy(&self, fixture_read_file("policies/cp_mp_166.2023-08.json", &self.memory), NO_PAYER,
							 true));
	policy = self.versions[0].policy;
	outline = policy_outline(policy, &self.memory).bytes;
	rest = find_line(outline, 0, text_of("CP.MP.166, version 2023-08"));
	CHECK(rest != NULL && strstr(rest, "centene") != NULL && strstr(rest, "2023-08-01") != NULL);
	rest = find_line(outline, 0, text_of("Criteria"));
	for (uint32_t i = 0; rest != NULL && i < policy->criterion_count; i++)
		rest = check_criterion(rest, policy->criteria[i], 4);
	CHECK(rest != NULL && (rest = find_line(rest, 0, text_of("Facts"))) != NULL);
	for (uint32_t i = 0; rest != NULL && i < policy->fact_count; i++)
	{
		rest = find_line(rest, 4, policy->facts[i].name);
		CHECK(rest != NULL);
	}
	check_lines(outline);
	fixture_end(&self);
}

/* ---- each form of a test names all that it is about ---- */

static const struct
{
	const char *test;
	const char *words[WORDS_MAX];
}			forms[] = {
	{"true", {"always"}}, {"false", {"never"}},
	{"{'all': [{'fact': 'b'}, {'fact': 'n', 'at_least': 4}]}", {"b is true", " and ", "n is at least 4"}},
	{"{'any': [{'fact': 'b'}, {'fact': 'n', 'at_most': 4}]}", {"b is true", " or ", "n is at most 4"}},
	{"{'at_least': 2, 'of': [{'fact': 'b'}, {'fact': 'n', 'is': 1}, {'fact': 'm', 'is': 2}]}",
		{"at least 2 of", "b is true", "n is 1", "m is 2"}},
	{"{'not': {'fact': 'b'}}", {"not", "b is true"}},
	{"{'judgement': {'fact': 'b', 'is': false}}", {"judge", "b is false"}},
	{"{'recorded': 'n'}", {"value", "n"}},
	{"{'fact': 'n', 'more_than': 2.50}", {"n is more than 2.5"}},
	{"{'fact': 'n', 'less_than': -1}", {"n is less than -1"}},
	{"{'fact': 'k', 'in': ['first', 'second', 'third']}", {"k is first, second or third"}},
	{"{'fact': 'k', 'is': 'second'}", {"k is second"}},
	{"{'fact': 'd', 'at_least_ago': {'months': 3}}", {"d is at least 3 months before the date of service"}},
	{"{'fact': 'd', 'more_than_ago': {'weeks': 1}}", {"d is more than 1 week before the date of service"}},
	{"{'fact': 'd', 'at_most_ago': {'days': 14}}", {"d is at most 14 days before the date of service"}},
	{"{'fact': 'd', 'less_than_ago': {'years': 2}}", {"d is less than 2 years before the date of service"}},
	{"{'fact': 'd', 'before': '2024-02-29'}", {"d is before 2024-02-29"}},
	{"{'fact': 'd', 'on_or_after': 'date_of_service'}", {"d is on or after the date of service"}},
	{"{'flags': 'f', 'at_least': 2}", {"true", "f", "is at least 2"}},
	{"{'sum': ['n', 'm'], 'at_least': 4}", {"sum of n and m is at least 4"}},
	{"{'either': [{'fact': 'n'}, {'fact': 'm'}], 'is': 7}", {"n", "m", "is 7"}},
	{"{'units': true, 'more_than': 1}", {"units", "more than 1"}},
	{"{'age': true, 'at_least': 18}", {"age", "at least 18"}},
	{"{'other_line': {'codes': 'block', 'side': 'other'}, 'at_least': 1}",
	{"other lines", "block", "other side", "at least 1"}},
	{"{'code': 'block'}", {"code", "block"}}, {"{'modifier': ['LT', '59']}", {"modifier", "LT or 59"}},
	{"{'side': ['left', 'bilateral']}", {"side", "left or bilateral"}},
	{"{'place_of_service': ['11', '24']}", {"place of service", "11 or 24"}},
	{"{'diagnosis': ['M46.1', 'M50-M54']}", {"diagnosis", "M46.1 or M50-M54"}}, {"{'sex': ['F']}", {"sex", "F"}},
	{"{'line_of_business': ['medicare']}", {"line of business", "medicare"}},
	{"{'claim_type': ['institutional']}", {"institutional"}},
	{"{'history': {'codes': 'injection', 'kind': 'therapeutic', 'side': 'same', 'within': {'months': 12}, "
	"'ask': 'count'}, 'less_than': 4}",
		{"therapeutic", "injection", "same side", "within 12 months", "is less than 4"}},
	{"{'history': {'codes': 'injection', 'ask': 'exists'}}", {"earlier", "injection", "is there"}},
	{"{'history': {'codes': 'injection', 'ask': 'exists'}, 'is': false}", {"earlier", "injection", "is not there"}},
	{"{'history': {'codes': 'injection', 'kind': 'diagnostic', 'ask': 'first', 'of': 'relief_percent'}, "
	"'at_least': 75}",
		{"relief", "first", "diagnostic", "is at least 75", "unknown where none"}},
	{"{'history': {'codes': 'injection', 'ask': 'second', 'of': 'date', 'if_none': 'not_met'}, "
	"'at_least_ago': {'weeks': 2}}",
		{"date", "second", "at least 2 weeks"}},
	{"{'history': {'codes': 'injection', 'ask': 'third', 'of': 'date'}, 'is': '2024-01-01'}", {"third", "2024-01-01"}},
	{"{'history': {'codes': 'injection', 'side': 'other', 'ask': 'latest', 'of': 'date',"
	" 'course_gap': {'months': 12}}, "
	"'more_than_ago': {'months': 6}}",
		{"latest", "other side", "gap of more than 12 months", "more than 6 months"}},
	{"{'history': {'codes': 'injection', 'ask': 'best', 'within': {'days': 90}, 'including_anniversary': true}, "
	"'at_least': 50}",
		{"best", "within 90 days", "anniversary", "at least 50"}}
};

/* The outline of a criterion with the test, its lines put together again. */
static const char *
outline_of(fixture *self, const char *test)
{
	char		criterion[1024];
	char	   *outline;

	snprintf(criterion, sizeof(criterion), "{'id': 'I', 'text': 'text', 'test': %s}", test);
	fixture_with(self, declarations, criterion);
	outline = (char *) policy_outline(self->versions[0].policy, &self->memory).bytes;
	check_lines(outline);
	outline = strstr(outline, "\nCriteria\n");
	*strstr(outline, "\nFacts\n") = '\0';
	for (char *line = outline; (line = strchr(line, '\n')) != NULL;)
	{
		size_t		blanks = strspn(line + 1, " ");

		*line = ' ';
		memmove(line + 1, line + 1 + blanks, strlen(line + 1 + blanks) + 1);
	}
	return outline;
}

static void
test_forms(void)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
	{
		fixture		self;
		const char *outline = outline_of(&self, forms[i].test);

		for (int j = 0; j < WORDS_MAX && forms[i].words[j] != NULL; j++)
		{
			if (!CHECK(strstr(outline, forms[i].words[j]) != NULL))
				fprintf(stderr, "  \"%s\" is not in\n  %s\n", forms[i].words[j], outline);
		}
		fixture_end(&self);
	}
}

/* Groups in groups are told apart. */
static void
test_brackets(void)
{
	fixture		self;

	CHECK(strstr(outline_of(&self,
							"{'all': [{'fact': 'b'}, {'any': [{'fact': 'n', 'is': 1}, {'fact': 'm', 'is': 2}]}]}"),
				 "b is true and (n is 1 or m is 2)") != NULL);
	fixture_end(&self);
	CHECK(strstr(outline_of(&self,
							"{'any': [{'all': [{'fact': 'b'}, {'fact': 'n', 'is': 1}]}, {'fact': 'm', 'is': 2}]}"),
				 "(b is true and n is 1) or m is 2") != NULL);
	fixture_end(&self);
}

/* ---- the parts of a criterion and of the document ---- */

static void
check_contains(const char *outline, const char *words)
{
	if (!CHECK(strstr(outline, words) != NULL))
		fprintf(stderr, "  \"%s\" is not in\n%s\n", words, outline);
}

static void
test_parts(void)
{
	fixture		self;
	const char *outline;

	fixture_with(&self, declarations,
				 "{'id': 'I', 'text': 'The first clause', 'at_least': 2, 'of': ["
				 "{'id': 'I.a', 'kind': 'indication', 'text': 'An indication', 'when': {'fact': 'b'}, "
				 "'test': {'fact': 'n', 'is': 1},"
				 " 'group': 'PR', 'carc': '151', 'rarc': 'N640', 'notes': [{'message': 'A convention'}]},"
				 "{'id': 'I.b', 'text': 'Alternatives', 'any': [{'id': 'I.b.1', 'text': 'x', 'test': true}, "
				 "{'id': 'I.b.2', 'text': 'x', 'test': true}]}]},"
				 "{'id': 'II', 'kind': 'exclusion', 'text': 'An exclusion', 'test': {'fact': 'b'},"
				 " 'exception': {'id': 'II.e', 'text': 'An exception', 'test': {'fact': 'm', 'is': 3}}}");
	outline = policy_outline(self.versions[0].policy, &self.memory).bytes;
	check_contains(outline, "P.1, version 2020\n");
	check_contains(outline, "A small policy\n");
	check_contains(outline, "national");
	check_contains(outline, "from 2020-01-01");
	check_contains(outline, "injection: 27096, G0260\n");
	check_contains(outline, "64490-64495\n");
	check_contains(outline, "\n    I  The first clause (at least 2 of)\n");
	check_contains(outline,
				   "\n        I.a  An indication [indication]\n            asked when b is true\n"
				   "            met when n is 1\n");
	check_contains(outline, "PR-151, N640\n");
	check_contains(outline, "A convention\n");
	check_contains(outline, "\n        I.b  Alternatives (any of)\n");
	check_contains(outline, "\n    II  An exclusion [exclusion]\n        denies when b is true\n");
	check_contains(outline, "\n        II.e  An exception [exception]\n            met when m is 3\n");
	check_contains(outline, "n (number, week): How many n?\n");
	check_contains(outline, "b (true or false): Is it b?\n");
	check_contains(outline, "d (date): When d?\n");
	check_contains(outline, "k (one of first, second, third): Which k?\n");
	check_contains(outline, "f (flags pear, quince): Which f?\n");
	check_lines(outline);
	fixture_end(&self);
}

/* A version with an end says so. */
static void
test_end(void)
{
	fixture		self;
	text_span	json;

	fixture_start(&self);
	json = small_policy(&self.memory, declarations,
						"{'id': 'I', 'text': 't', 'test': true}], 'effective_to': '2024-12-31', 'precedence': ["
						"{'id': 'g', 'line_of_business': ['medicaid'], 'text': 'A gate', 'settled_by': {'fact': 'b'}}");
	CHECK(fixture_add_policy(&self, json, NO_PAYER, true));
	json = policy_outline(self.versions[0].policy, &self.memory);
	check_contains(json.bytes, "from 2020-01-01 to 2024-12-31\n");
	check_contains(json.bytes,
				   "\n    g  A gate [precedence]\n        asked when the line of business is medicaid\n"
				   "        settled by b is true\n");
	CHECK(strstr(json.bytes, "    g  ") < strstr(json.bytes, "    I  "));
	fixture_end(&self);
}

int
main(void)
{
	test_shipped_policy();
	test_forms();
	test_brackets();
	test_parts();
	test_end();
	return test_report();
}
