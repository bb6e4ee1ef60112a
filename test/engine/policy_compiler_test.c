/*
 * policy_compiler_test.c
 *	  Compiling policies: names, types and limits, a fault for each thing that is wrong; and the shape of the program.
 */
#include "policy_document.h"

/* A sound document in which everything is declared that the tests below name. */
static const char base[] =
	"{'policy': 'P.1', 'version': '2024', 'title': 'Title', 'source': 'Source', 'effective_from': '2024-01-01',"
	"'denial': {'group': 'CO', 'carc': '50'}, 'missing': {'carc': '252'},"
	"'codes': [{'role': 'injection', 'subject': true, 'codes': ['27096']}, {'role': 'block', "
	"'codes': ['64490-64495']}],"
	"'facts': [{'name': 'n', 'type': 'number', 'question': 'n?'}, {'name': 'm', 'type': 'number', 'question': 'm?'},"
	" {'name': 'b', 'type': 'boolean', 'question': 'b?'}, {'name': 'd', 'type': 'date', 'question': 'd?'},"
	" {'name': 'k', 'type': 'choice', 'values': ['x', 'y'], 'aliases': {'z': 'y'}, 'question': 'k?'},"
	" {'name': 'l', 'type': 'choice', 'values': ['y', 'x'], 'question': 'l?'},"
	" {'name': 'f', 'type': 'flags', 'flags': ['p', 'q'], 'question': 'f?'}],"
	"'precedence': [{'id': 'g', 'line_of_business': ['medicare'], 'text': 'gate', 'settled_by': false}],"
	"'criteria': [{'id': 'I', 'text': 'one', 'branch_order': 2, 'all': ["
	"  {'id': 'I.a', 'text': 'a', 'test': true, 'notes': [{'when': true, 'message': 'note'}]},"
	"  {'id': 'I.b', 'text': 'b', 'when': true, 'any': [{'id': 'I.b.1', 'kind': 'indication', 'branch_order': 1, "
	"'text': 'b1',"
	"   'test': {'all': [{'fact': 'b'}, {'not': {'fact': 'n', 'at_least': 1}}]}}]}]},"
	" {'id': 'II', 'kind': 'exclusion', 'text': 'two', 'test': {'fact': 'b'},"
	"  'exception': {'id': 'II.e', 'text': 'e', 'test': true}}]}";

/* ---- declarations ---- */

static const faulty_document declaration_faults[] = {
	{"codes/1/role", "'injection'", "$.codes[1]", NULL, "the role \"injection\" is listed twice"},
	{"codes/0/subject", "false", "$.codes", NULL, "expected a role with \"subject\": true"},
	{"facts/1/name", "'n'", "$.facts[1]", NULL, "the fact \"n\" is declared twice"},
	{"facts/4/values", "['x', 'y', 'x']", "$.facts[4]", NULL, "the name \"x\" is listed twice"},
	{"facts/6/flags", "['p', 'p']", "$.facts[6]", NULL, "the name \"p\" is listed twice"},
	{"facts/4/aliases", "{'z': 'w'}", "$.facts[4]", NULL, "the alias \"z\" stands for a name that is not listed"},
	{"facts/4/aliases", "{'x': 'y'}", "$.facts[4]", NULL, "the alias \"x\" is a name already"},
	{"criteria/0/all/0/id", "'II'", "$.criteria[1]", "II", "the criterion \"II\" stands twice"},
	{"criteria/0/all/0/id", "'g'", "$.criteria[0].all[0]", "g", "the criterion \"g\" stands twice"},
	{"criteria/0/all/0/id", "'II.e'", "$.criteria[1].exception", "II.e", "the criterion \"II.e\" stands twice"},
	{"criteria/0/all/0/test", NULL, "$.criteria[0].all[0]", "I.a", "expected a test, or criteria below it"},
	{"criteria/1/test", NULL, "$.criteria[1]", "II", "expected an exclusion to have a test"},
	{"criteria/1/all", "[{'id': 'II.a', 'text': 'a', 'test': true}]", "$.criteria[1]", "II",
		"expected nothing below an exclusion but its exception"},
	{"criteria/2",
	"{'id': 'III', 'kind': 'exclusion', 'text': 't', 'test': true, 'all': [{'id': 'x', 'text': 'x', 'test': true}]}",
		"$.criteria[2]", "III", "expected nothing below an exclusion but its exception"},
	{"precedence/0/line_of_business", "['medicare', 'Medicaid']", "$.precedence[0].line_of_business", "g",
		"\"Medicaid\" is not a value"},
	{"precedence/0/settled_by", "{'fact': 'unheard_of'}", "$.precedence[0].settled_by.fact", "g",
	"expected a declared fact"},
	{"criteria/0/all/0/notes/0/when", "{'fact': 'unheard_of'}", "$.criteria[0].all[0].notes[0].when.fact", "I.a",
		"expected a declared fact, found \"unheard_of\""},
	{"criteria/0/all/1/when", "{'code': 'blocks'}", "$.criteria[0].all[1].when", "I.b",
		"expected a role of the document's codes, found \"blocks\""}
};

/* ---- tests, each at $.criteria[0].all[0].test ---- */

#define TEST(json, ...) {"criteria/0/all/0/test", json, "$.criteria[0].all[0].test", "I.a", __VA_ARGS__}
#define TEST_AT(json, below, ...) {"criteria/0/all/0/test", json, "$.criteria[0].all[0].test" below, "I.a", __VA_ARGS__}
#define SOUND(json) {"criteria/0/all/0/test", json, NULL, NULL, NULL}

#define BOOLEAN_EXPECTED "expected \"is\" with true or false"
#define NUMBER_EXPECTED "\"more_than\" or \"less_than\" with a number"
#define DATE_EXPECTED "expected a comparison for dates"
#define CHOICE_EXPECTED "expected \"is\" or \"in\" with values of the fact"

/* Every comparison with every type that it does not fit. */
static const faulty_document type_faults[] = {
	TEST("{'fact': 'b', 'is': 1}", BOOLEAN_EXPECTED), TEST("{'fact': 'b', 'is': 'yes'}", BOOLEAN_EXPECTED),
	TEST("{'fact': 'b', 'in': ['true']}", BOOLEAN_EXPECTED), TEST("{'fact': 'b', 'at_least': 1}", BOOLEAN_EXPECTED),
	TEST("{'fact': 'b', 'before': '2024-01-01'}", BOOLEAN_EXPECTED),
	TEST("{'fact': 'b', 'at_most_ago': {'days': 1}}", BOOLEAN_EXPECTED),
	TEST("{'fact': 'n'}", NUMBER_EXPECTED), TEST("{'fact': 'n', 'is': true}", NUMBER_EXPECTED),
	TEST("{'fact': 'n', 'is': '4'}", NUMBER_EXPECTED), TEST("{'fact': 'n', 'in': ['4']}", NUMBER_EXPECTED),
	TEST("{'fact': 'n', 'after': '2024-01-01'}", NUMBER_EXPECTED),
	TEST("{'fact': 'n', 'more_than_ago': {'days': 1}}", NUMBER_EXPECTED),
	TEST("{'fact': 'd'}", DATE_EXPECTED), TEST("{'fact': 'd', 'is': 20240101}", DATE_EXPECTED),
	TEST("{'fact': 'd', 'in': ['2024-01-01']}", DATE_EXPECTED), TEST("{'fact': 'd', 'less_than': 5}", DATE_EXPECTED),
	TEST("{'fact': 'd', 'before': 'yesterday'}",
		 "expected a date as YYYY-MM-DD or \"date_of_service\", found \"yesterday\""),
	TEST("{'fact': 'd', 'is': '2023-02-29'}", "found \"2023-02-29\""),
	TEST("{'fact': 'k'}", CHOICE_EXPECTED), TEST("{'fact': 'k', 'is': 1}", CHOICE_EXPECTED),
	TEST("{'fact': 'k', 'at_most': 1}", CHOICE_EXPECTED), TEST("{'fact': 'k', 'on_or_after': '2024-01-01'}",
															   CHOICE_EXPECTED),
	TEST("{'fact': 'k', 'is': 'w'}", "expected a value of the fact \"k\", found \"w\""),
	TEST("{'fact': 'k', 'in': ['x', 'w']}", "expected a value of the fact \"k\", found \"w\""),
	TEST("{'flags': 'f'}", NUMBER_EXPECTED), TEST("{'flags': 'f', 'is': true}", NUMBER_EXPECTED),
	TEST("{'sum': ['n', 'm'], 'is': 'x'}", NUMBER_EXPECTED), TEST("{'units': true}", NUMBER_EXPECTED),
	TEST("{'age': true, 'in': ['18']}", NUMBER_EXPECTED), TEST("{'other_line': {'codes': 'block'}}", NUMBER_EXPECTED),
	TEST("{'history': {'codes': 'block', 'ask': 'exists'}, 'is': 1}", BOOLEAN_EXPECTED),
	TEST("{'history': {'codes': 'block', 'ask': 'count'}}", NUMBER_EXPECTED),
	TEST("{'history': {'codes': 'block', 'ask': 'best'}, 'before': '2024-01-01'}", NUMBER_EXPECTED),
	TEST("{'history': {'codes': 'block', 'ask': 'first', 'of': 'relief_percent'}, 'at_least_ago': {'days': 1}}",
		 NUMBER_EXPECTED),
	TEST("{'history': {'codes': 'block', 'ask': 'latest', 'of': 'date'}, 'at_least': 1}", DATE_EXPECTED),
	SOUND("{'fact': 'k', 'is': 'z'}"), SOUND("{'fact': 'd', 'on_or_before': 'date_of_service'}"),
	SOUND("{'fact': 'd', 'is': '2024-02-29'}"), SOUND("{'flags': 'f', 'at_most': 1}"),
	SOUND("{'other_line': {'codes': 'block', 'side': 'other'}, 'at_least': 1}"),
	SOUND("{'history': {'codes': 'block', 'ask': 'exists'}}")
};

static const faulty_document name_faults[] = {
	TEST_AT("{'fact': 'o', 'at_least': 1}", ".fact", "expected a declared fact, found \"o\""),
	TEST_AT("{'flags': 'o', 'at_least': 1}", ".flags", "expected a declared fact, found \"o\""),
	TEST_AT("{'flags': 'n', 'at_least': 1}", ".flags", "expected \"flags\" with a fact of the type flags"),
	TEST_AT("{'fact': 'f', 'at_least': 1}", ".fact", "expected \"flags\" with a fact of the type flags"),
	TEST_AT("{'sum': ['n', 'o'], 'at_least': 1}", ".sum", "expected a declared fact, found \"o\""),
	TEST_AT("{'sum': ['n', 'b'], 'at_least': 1}", ".sum", "expected facts that are numbers, but \"b\" is none"),
	TEST("{'recorded': 'o'}", "expected a declared fact, found \"o\""),
	TEST("{'code': 'o'}", "expected a role of the document's codes, found \"o\""),
	TEST_AT("{'other_line': {'codes': 'o'}, 'at_least': 1}", ".other_line", "expected a role of the document's codes"),
	TEST_AT("{'history': {'codes': 'o', 'ask': 'exists'}}", ".history", "expected a role of the document's codes"),
	TEST_AT("{'history': {'codes': 'block', 'ask': 'count', 'course_gap': {'days': 1}}, 'is': 1}", ".history",
			"expected \"course_gap\" only with"),
	TEST_AT("{'history': {'codes': 'block', 'ask': 'best', 'course_gap': {'days': 1}}, 'is': 1}", ".history",
			"expected \"course_gap\" only with"),
	TEST("{'either': [{'fact': 'n'}, {'fact': 'd'}], 'at_least': 1}", "expected all of \"either\" to have one type"),
	TEST("{'either': [{'fact': 'k'}, {'fact': 'l'}], 'is': 'x'}", "and choices the same values"),
	TEST("{'modifier': ['59', '5']}", "expected a modifier of two characters, found \"5\""),
	TEST("{'side': ['left', 'up']}", "\"up\" is not a value that a claim can have here"),
	TEST("{'place_of_service': ['11', '1']}", "expected a place of service of two digits, found \"1\""),
	TEST("{'place_of_service': ['1a']}", "expected a place of service of two digits, found \"1a\""),
	TEST("{'line_of_business': ['Medicare']}", "\"Medicare\" is not a value that a claim can have here"),
	TEST("{'claim_type': ['dental']}", "\"dental\" is not a value that a claim can have here"),
	TEST("{'diagnosis': ['M4']}", "expected an ICD-10-CM code, \"M46-\" or \"M45-M46\", found \"M4\""),
	TEST("{'diagnosis': ['4M6']}", "found \"4M6\""), TEST("{'diagnosis': ['M461.1']}", "found \"M461.1\""),
	TEST("{'diagnosis': ['M46.12345']}", "found \"M46.12345\""), TEST("{'diagnosis': ['-M46']}", "found \"-M46\""),
	TEST("{'diagnosis': ['M46-M45']}", "found \"M46-M45\""), TEST("{'diagnosis': ['M45-M46-']}", "found \"M45-M46-\"")
};

/* ---- limits ---- */

/* Append count times an element of which %d is the number. */
static void
append_many(cJSON *array, const char *element, int count)
{
	arena		memory = heap_arena();
	const char *format = fixture_json(element, &memory).bytes;
	char		text[200];

	for (int i = 0; i < count; i++)
	{
		snprintf(text, sizeof(text), format, i);
		cJSON_AddItemToArray(array, cJSON_Parse(text));
	}
	arena_free(&memory);
}

/* The faults of base with count more of one thing. */
static fault_list
faults_with_many(const char *place, const char *element, int count, arena *memory)
{
	cJSON	   *document = cJSON_Parse(fixture_json(base, memory).bytes);
	cJSON	   *criterion = cJSON_GetArrayItem(cJSON_GetObjectItem(document, "criteria"), 1);
	char	   *text;
	policy	   *result;
	program    *compiled;
	fault_list	faults;

	if (strcmp(place, "tests") == 0)
	{
		cJSON	   *when = cJSON_AddObjectToObject(criterion, "when");

		append_many(cJSON_AddArrayToObject(when, "all"), element, count);
	}
	else
		append_many(cJSON_GetObjectItem(document, place), element, count);
	text = cJSON_PrintUnformatted(document);
	faults = document_faults(text, strlen(text), memory, &result, &compiled);
	cJSON_free(text);
	cJSON_Delete(document);
	return faults;
}

#define CRITERION "{'id': 'c%d', 'text': 't', 'test': true}"
#define COMPARISON "{'fact': 'n', 'is': %d}"
#define DECLARATION "{'name': 'fact_%d', 'type': 'boolean', 'question': '?'}"
#define CODES "{'role': 'role_%d', 'codes': ['99213']}"

/* Base has 7 criteria, gate and exception included, 11 tests, 7 facts and 2 roles; tests are added below one more. */
static void
test_limits(void)
{
	static const struct
	{
		const char *place;
		const char *element;
		int			count;
		const char *message;	/* NULL: within the limits */
	}			rows[] = {
		{"criteria", CRITERION, CRITERIA_MAX - 7, NULL},
		{"criteria", CRITERION, CRITERIA_MAX - 6, "expected at most 2000 criteria, found 2001"},
		{"tests", "true", INSTRUCTIONS_MAX - 12, NULL},
		{"tests", "true", INSTRUCTIONS_MAX - 11, "expected at most 20000 tests, found 20001"},
		{"facts", DECLARATION, FACTS_MAX - 7, NULL},
		{"facts", DECLARATION, FACTS_MAX - 6, "expected at most 1000 facts, found 1001"},
		{"codes", CODES, ROLES_MAX - 2, NULL},
		{"codes", CODES, ROLES_MAX - 1, "expected at most 1000 roles of codes, found 1001"},
		/* far beyond them, nothing is begun that takes the square of their number */
		{"criteria", CRITERION, 300000, "expected at most 2000 criteria, found 300007"},
		{"tests", COMPARISON, 300000, "expected at most 20000 tests"},
		{"facts", DECLARATION, 300000, "expected at most 1000 facts, found 300007"},
		{"codes", CODES, 300000, "expected at most 1000 roles of codes, found 300002"}
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		arena		memory = heap_arena();
		fault_list	faults = faults_with_many(rows[i].place, rows[i].element, rows[i].count, &memory);

		if (rows[i].message == NULL)
			CHECK_EQ_INT(faults.total, 0);
		else if (!CHECK(faults.total > 0 && strstr(faults.faults[0].message.bytes, rows[i].message) != NULL))
			fprintf(stderr, "  %s\n", faults.total > 0 ? faults.faults[0].message.bytes : "no fault");
		arena_free(&memory);
	}
}

/* A test of depth opening brackets around one test. */
static const char *
nested_test(int depth, arena *memory)
{
	char	   *text = arena_allocate(memory, (size_t) depth * 16 + 16);

	*text = '\0';
	for (int i = 0; i < depth; i++)
		strcat(text, "{'not': ");
	strcat(text, "{'fact': 'b'}");
	for (int i = 0; i < depth; i++)
		strcat(text, "}");
	return text;
}

static const char *
nested_criteria(int depth, arena *memory)
{
	char	   *text = arena_allocate(memory, (size_t) depth * 60 + 100);

	*text = '\0';
	for (int i = 0; i < depth; i++)
		sprintf(text + strlen(text), "{'id': 'n%d', 'text': 't', 'all': [", i);
	strcat(text, "{'id': 'leaf', 'text': 't', 'test': true}");
	for (int i = 0; i < depth; i++)
		strcat(text, "]}");
	return text;
}

static void
test_nesting(void)
{
	arena		memory = heap_arena();
	char		path[2000] = "$.criteria[0].all[0].test";
	faulty_document row = {"criteria/0/all/0/test", nested_test(NESTING_MAX - 1, &memory), NULL, NULL, NULL};

	check_faulty(base, &row);
	row.json = nested_test(NESTING_MAX, &memory);
	for (int i = 0; i < NESTING_MAX; i++)
		strcat(path, ".not");
	row.path = path;
	row.criterion = "I.a";
	row.message = "expected a test nested at most 32 deep";
	check_faulty(base, &row);
	row.json = nested_test(80, &memory);
	check_faulty(base, &row);
	row = (faulty_document) {"criteria/2", nested_criteria(NESTING_MAX - 1, &memory), NULL, NULL, NULL};
	check_faulty(base, &row);
	row.json = nested_criteria(NESTING_MAX, &memory);
	strcpy(path, "$.criteria[2]");
	for (int i = 0; i < NESTING_MAX; i++)
		strcat(path, ".all[0]");
	row.path = path;
	row.criterion = "n31";
	row.message = "expected criteria nested at most 32 deep";
	check_faulty(base, &row);
	arena_free(&memory);
}

/* Choices and flags are bits of a set; aliases are looked up one after the other. */
static void
test_names_of_a_fact(void)
{
	arena		memory = heap_arena();
	char	   *names = arena_allocate(&memory, 2000000);
	faulty_document row = {"facts/6/flags", names, NULL, NULL, NULL};

	for (int count = FACT_NAMES_MAX; count <= 100000; count = count == FACT_NAMES_MAX
		 ? FACT_NAMES_MAX + 1 : count * 1000)
	{
		char	   *end = names + sprintf(names, "['p', 'q'");

		for (int i = 2; i < count; i++)
			end += sprintf(end, ", 'n%d'", i);
		strcpy(end, "]");
		row.path = count > FACT_NAMES_MAX ? "$.facts[6]" : NULL;
		row.message = "expected at most 64 names and 256 aliases of one fact";
		check_faulty(base, &row);
	}
	arena_free(&memory);
}

/* ---- the program ---- */

static program *
compile_base(arena *memory)
{
	text_span	json = fixture_json(base, memory);
	policy	   *result;
	program    *compiled;

	CHECK_EQ_INT(document_faults(json.bytes, json.length, memory, &result, &compiled).total, 0);
	return compiled;
}

/* Criteria in pre-order, gates first; each knows where its descendants end, and the clause it decides for. */
static void
test_order(void)
{
	static const struct
	{
		const char *id;
		uint32_t	end;
		const char *branch;
		criterion_kind kind;
	}			expected[] = {
		{"g", 1, "precedence", CRITERION_GATE}, {"I", 5, "I", CRITERION_REQUIREMENT},
		{"I.a", 3, "I", CRITERION_REQUIREMENT},
		{"I.b", 5, "I", CRITERION_REQUIREMENT}, {"I.b.1", 5, "I.b.1", CRITERION_INDICATION},
		{"II", 7, "II", CRITERION_EXCLUSION}, {"II.e", 7, "II", CRITERION_EXCEPTION}
	};
	arena		memory = heap_arena();
	const program *compiled = compile_base(&memory);

	CHECK_EQ_INT(compiled->gate_count, 1);
	CHECK_EQ_INT(compiled->criterion_count, 7);
	for (uint32_t i = 0; i < compiled->criterion_count && i < 7; i++)
	{
		CHECK_TEXT(compiled->criteria[i].id, expected[i].id);
		CHECK_EQ_INT(compiled->criteria[i].end, expected[i].end);
		CHECK_TEXT(compiled->criteria[i].branch, expected[i].branch);
		CHECK_EQ_INT(compiled->criteria[i].kind, expected[i].kind);
	}
	CHECK(compiled->criteria[4].branch_order < compiled->criteria[1].branch_order);
	CHECK(compiled->criteria[5].branch_order > compiled->criteria[1].branch_order);
	CHECK_EQ_INT(compiled->criteria[2].note_count, 1);
	arena_free(&memory);
}

/* Every index lies inside its array, children lie behind their parent, and no child has two parents. */
static void
check_instructions(const program *compiled)
{
	unsigned	parents[100] = {0};

	CHECK(compiled->instruction_count <= 100);
	for (uint32_t i = 0; i < compiled->instruction_count; i++)
	{
		const instruction *test = &compiled->instructions[i];

		if (test->kind == EXPRESSION_COMPARE)
		{
			CHECK(test->first + test->count <= compiled->operand_count);
			continue;
		}
		CHECK(test->count == 0 || (test->first > i && test->first + test->count <= compiled->instruction_count));
		for (uint32_t j = 0; j < test->count; j++)
			parents[test->first + j]++;
	}
	for (uint32_t i = 0; i < compiled->criterion_count; i++)
	{
		const program_criterion *criterion = &compiled->criteria[i];

		parents[criterion->when != NO_INSTRUCTION ? criterion->when : 99] += criterion->when != NO_INSTRUCTION;
		parents[criterion->test != NO_INSTRUCTION ? criterion->test : 99] += criterion->test != NO_INSTRUCTION;
		for (uint32_t j = 0; j < criterion->note_count; j++)
			parents[criterion->notes[j].when]++;
	}
	for (uint32_t i = 0; i < compiled->instruction_count; i++)
		CHECK_EQ_INT(parents[i], 1);
}

static void
test_instructions(void)
{
	arena		memory = heap_arena();

	check_instructions(compile_base(&memory));
	arena_free(&memory);
}

/* Both sides are evaluated only where they can differ. */
static void
test_by_side(void)
{
	static const struct
	{
		const char *test;
		bool		by_side;
	}			rows[] = {
		{"{'fact': 'b'}", false}, {"{'side': ['left']}", false},
		{"{'other_line': {'codes': 'block'}, 'at_least': 1}", false},
		{"{'other_line': {'codes': 'block', 'side': 'same'}, 'at_least': 1}", true},
		{"{'history': {'codes': 'block', 'ask': 'exists'}}", true},
		{"{'history': {'codes': 'block', 'side': 'other', 'ask': 'exists'}}", true}
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		arena		memory = heap_arena();
		text_span	json = fixture_json(base, &memory);
		cJSON	   *document = cJSON_Parse(json.bytes);
		char	   *text;
		policy	   *result;
		program    *compiled;

		document_change(document, "criteria/0/all/0/test", rows[i].test);
		text = cJSON_Print(document);
		CHECK_EQ_INT(document_faults(text, strlen(text), &memory, &result, &compiled).total, 0);
		CHECK_EQ_INT(compiled->by_side, rows[i].by_side);
		cJSON_free(text);
		cJSON_Delete(document);
		arena_free(&memory);
	}
}

/* The shipped policy is sound. */
static void
test_shipped_policy(void)
{
	arena		memory = heap_arena();
	text_span	json = fixture_read_file("policies/cp_mp_166.2023-08.json", &memory);
	policy	   *result;
	program    *compiled;
	fault_list	faults = document_faults(json.bytes, json.length, &memory, &result, &compiled);

	for (uint32_t i = 0; i < faults.count; i++)
		fprintf(stderr, "  %s: %s\n", faults.faults[i].path.bytes, faults.faults[i].message.bytes);
	CHECK_EQ_INT(faults.total, 0);
	arena_free(&memory);
}

int
main(void)
{
	CHECK_FAULTY(base, declaration_faults);
	CHECK_FAULTY(base, type_faults);
	CHECK_FAULTY(base, name_faults);
	test_limits();
	test_nesting();
	test_names_of_a_fact();
	test_order();
	test_instructions();
	test_by_side();
	test_shipped_policy();
	return test_report();
}
