/*
 * policy_reader_test.c
 *	  Reading policy documents: what each part may be, a fault for each thing that is wrong, and all of them in one go.
 */
#include "policy_document.h"

/* A sound document with every part that has keys of its own. */
static const char base[] =
	"{'policy': 'P.1', 'version': '2024', 'payer': 'centene', 'title': 'Title', 'source': 'Source',"
	"'effective_from': '2024-01-01', 'effective_to': '2024-12-31',"
	"'denial': {'group': 'CO', 'carc': '50', 'rarc': 'N130'}, 'missing': {'carc': '252', 'rarc': 'N706'},"
	"'codes': [{'role': 'injection', 'subject': true, 'codes': ['27096', 'G0260']}, {'role': 'block', "
	"'codes': ['64490-64495']}],"
	"'facts': [{'name': 'n', 'type': 'number', 'unit': 'week', 'minimum': 0, 'maximum': 99.5, 'question': 'n?'},"
	" {'name': 'b', 'type': 'boolean', 'question': 'b?'}, {'name': 'd', 'type': 'date', 'question': 'd?'},"
	" {'name': 'k', 'type': 'choice', 'values': ['x', 'y'], 'aliases': {'z': 'y'}, 'question': 'k?'},"
	" {'name': 'f', 'type': 'flags', 'flags': ['p', 'q'], 'question': 'f?'}],"
	"'precedence': [{'id': 'g', 'line_of_business': ['medicare'], 'text': 'gate', 'settled_by': false}],"
	"'criteria': [{'id': 'I', 'text': 'one', 'branch_order': 1, 'all': ["
	"  {'id': 'I.a', 'text': 'a', 'test': {'fact': 'n', 'at_least': 4}, 'notes': [{'when': {'fact': 'b'}, "
	"'message': 'note'}]},"
	"  {'id': 'I.b', 'text': 'b', 'at_least': 1, 'of': [{'id': 'I.b.1', 'text': 'b1', 'test': true}]}]},"
	" {'id': 'II', 'kind': 'exclusion', 'text': 'two', 'test': {'fact': 'b'},"
	"  'exception': {'id': 'II.e', 'text': 'e', 'test': {'judgement': {'fact': 'k', 'in': ['x']}}}}]}";

/* ---- faults of the header, codes and facts ---- */

static const faulty_document header_faults[] = {
	{"policy", NULL, "$.policy", NULL, "expected a string, found nothing"},
	{"policy", "null", "$.policy", NULL, "expected a string, found nothing"},
	{"policy", "''", "$.policy", NULL, "expected a string that is not empty"},
	{"policy", "166", "$.policy", NULL, "expected a string, found a number"},
	{"version", "true", "$.version", NULL, "expected a string, found"},
	{"version", NULL, "$.version", NULL, "expected a string, found nothing"},
	{"title", NULL, "$.title", NULL, "expected a string, found nothing"},
	{"source", "['a']", "$.source", NULL, "expected a string, found an array"},
	{"payer", "{}", "$.payer", NULL, "expected a string, found an object"},
	{"effective_from", NULL, "$.effective_from", NULL, "expected a date as YYYY-MM-DD, found nothing"},
	{"effective_from", "'2024-02-30'", "$.effective_from", NULL, "expected a date as YYYY-MM-DD, found \"2024-02-30\""},
	{"effective_from", "20240101", "$.effective_from", NULL, "expected a date as YYYY-MM-DD, found a number"},
	{"effective_to", "'1.1.2025'", "$.effective_to", NULL, "expected a date as YYYY-MM-DD, found \"1.1.2025\""},
	{"effective_to", "'2023-12-31'", "$.effective_to", NULL, "not before effective_from"},
	{"effective_form", "'2024-01-01'", "$", NULL, "unknown key \"effective_form\""},
	{"Policy", "'P.2'", "$", NULL, "unknown key \"Policy\""},
	{"denial", NULL, "$.denial", NULL, "expected an object, found nothing"},
	{"denial", "'50'", "$.denial", NULL, "expected an object, found \"50\""},
	{"denial/group", NULL, "$.denial.group", NULL, "expected a string, found nothing"},
	{"denial/carc", "50", "$.denial.carc", NULL, "expected a string, found a number"},
	{"denial/cacr", "'50'", "$.denial", NULL, "unknown key \"cacr\""},
	{"missing", NULL, "$.missing", NULL, "expected an object, found nothing"},
	{"missing/carc", NULL, "$.missing.carc", NULL, "expected a string, found nothing"},
	{"missing/group", "'CO'", "$.missing", NULL, "unknown key \"group\""},
	/* what may be absent or null */
	{"payer", NULL, NULL, NULL, NULL},
	{"payer", "null", NULL, NULL, NULL},
	{"effective_to", "null", NULL, NULL, NULL},
	{"effective_to", "'2024-01-01'", NULL, NULL, NULL},
	{"denial/rarc", NULL, NULL, NULL, NULL},
	{"precedence", NULL, NULL, NULL, NULL},
	{"precedence", "[]", NULL, NULL, NULL}
};

static const faulty_document code_faults[] = {
	{"codes", NULL, "$.codes", NULL, "expected an array, found nothing"},
	{"codes/0", "'27096'", "$.codes[0]", NULL, "expected an object, found \"27096\""},
	{"codes/1/role", NULL, "$.codes[1].role", NULL, "expected a string, found nothing"},
	{"codes", "[{'subject': true, 'codes': ['27096']}, {'codes': ['64490']}]", "$.codes[0].role", NULL,
		"expected a string, found nothing", 1},
	{"codes/0/subject", "'yes'", "$.codes[0].subject", NULL, "expected true or false, found \"yes\""},
	{"codes/1/codes", NULL, "$.codes[1].codes", NULL, "expected an array, found nothing"},
	{"codes/1/codes", "[]", "$.codes[1].codes", NULL, "expected an array that is not empty"},
	{"codes/1/codes", "'64490'", "$.codes[1].codes", NULL, "expected an array, found \"64490\""},
	{"codes/1/codes/0", "64490", "$.codes[1].codes[0]", NULL, "expected a code or a range of codes, found a number"},
	{"codes/1/codes/0", "'6449'", "$.codes[1].codes[0]", NULL, "expected a code such as"},
	{"codes/1/codes/0", "'CCCCC'", "$.codes[1].codes[0]", NULL, "found \"CCCCC\""},
	{"codes/1/codes/0", "'64495-64490'", "$.codes[1].codes[0]", NULL, "found \"64495-64490\""},
	{"codes/1/codes/0", "'64490-'", "$.codes[1].codes[0]", NULL, "found \"64490-\""},
	{"codes/1/codes/0", "'-64490'", "$.codes[1].codes[0]", NULL, "found \"-64490\""},
	{"codes/1/codes/0", "'64490-64495-64496'", "$.codes[1].codes[0]", NULL, "found \"64490-64495-64496\""},
	{"codes/1/codes/0", "'64490-0042T'", "$.codes[1].codes[0]", NULL, "found \"64490-0042T\""},
	{"codes/1/codes/0", "'G0260-J0001'", "$.codes[1].codes[0]", NULL, "found \"G0260-J0001\""},
	{"codes/1/codes/1", "'64999'", NULL, NULL, NULL},
	{"codes/1/codes/0", "'G0260-G0261'", NULL, NULL, NULL},
	{"codes/1/kind", "'x'", "$.codes[1]", NULL, "unknown key \"kind\""}
};

static const faulty_document fact_faults[] = {
	{"facts", "{}", "$.facts", NULL, "expected an array, found an object", 4},
	{"facts/1", "null", "$.facts[1]", NULL, "expected an object", 2},
	{"facts/4/name", NULL, "$.facts[4].name", NULL, "expected a string, found nothing"},
	{"facts/2/type", NULL, "$.facts[2]", NULL, "expected the key \"type\""},
	{"facts/2/type", "'day'", "$.facts[2].type", NULL,
	"expected boolean, number, date, choice or flags, found \"day\""},
	{"facts/2/type", "3", "$.facts[2].type", NULL, "expected boolean, number, date, choice or flags, found a number"},
	{"facts/2/question", NULL, "$.facts[2].question", NULL, "expected a string, found nothing"},
	{"facts/0/minimum", "'0'", "$.facts[0].minimum", NULL, "expected a number, found \"0\""},
	{"facts/0/minimum", "100", "$.facts[0]", NULL, "expected a minimum that is not above the maximum"},
	{"facts/2/minimum", "0", "$.facts[2]", NULL, "unknown key \"minimum\""},
	{"facts/1/values", "['x']", "$.facts[1]", NULL, "unknown key \"values\""},
	{"facts/4/values", "['x']", "$.facts[4]", NULL, "unknown key \"values\""},
	{"facts/4/flags", NULL, "$.facts[4].flags", NULL, "expected an array, found nothing"},
	{"facts/4/flags/0", "1", "$.facts[4].flags[0]", NULL, "expected a string that is not empty, found a number"},
	{"facts/4/flags/0", "''", "$.facts[4].flags[0]", NULL, "expected a string that is not empty"},
	{"facts/3/aliases", "['z']", "$.facts[3].aliases", NULL, "expected an object, found an array"},
	{"facts/3/aliases/z", "1", "$.facts[3].aliases", NULL, "expected the name that \"z\" stands for, found a number",
	1},
	{"facts/0/aliases", "{}", "$.facts[0]", NULL, "unknown key \"aliases\""},
	{"facts/0/units", "'weeks'", "$.facts[0]", NULL, "unknown key \"units\""},
	{"facts/3/aliases", NULL, NULL, NULL, NULL},
	{"facts/0/maximum", "0", NULL, NULL, NULL}
};

/* ---- faults of criteria ---- */

static const faulty_document criterion_faults[] = {
	{"criteria", NULL, "$.criteria", NULL, "expected an array, found nothing"},
	{"criteria", "[]", "$.criteria", NULL, "expected an array that is not empty"},
	{"criteria/2", "'III'", "$.criteria[2]", NULL, "expected an object, found \"III\""},
	{"criteria/0/all/0/id", NULL, "$.criteria[0].all[0].id", "I", "expected a string, found nothing"},
	{"criteria/0/all/0/text", NULL, "$.criteria[0].all[0].text", "I.a", "expected a string, found nothing"},
	{"criteria/0/all/0/txt", "'a'", "$.criteria[0].all[0]", "I.a", "unknown key \"txt\""},
	{"criteria/0/kind", "'exception'", "$.criteria[0].kind", "I", "expected requirement, exclusion or indication"},
	{"criteria/0/branch_order", "0", "$.criteria[0].branch_order", "I", "expected a whole number between 1 and 1000"},
	{"criteria/0/branch_order", "1.5", "$.criteria[0].branch_order", "I", "expected a whole number between 1 and 1000"},
	{"criteria/0/branch_order", "'1'", "$.criteria[0].branch_order", "I", "expected a whole number, found \"1\""},
	{"criteria/0/any", "[{'id': 'x', 'text': 'x', 'test': true}]", "$.criteria[0]", "I", "found several"},
	{"criteria/0/all", "[]", "$.criteria[0].all", "I", "expected an array that is not empty"},
	{"criteria/0/all/1/at_least", "2", "$.criteria[0].all[1].at_least", "I.b", "between 1 and 1"},
	{"criteria/0/all/1/at_least", "0", "$.criteria[0].all[1].at_least", "I.b", "between 1 and 1"},
	{"criteria/0/all/1/at_least", NULL, "$.criteria[0].all[1]", "I.b", "expected the key \"at_least\""},
	{"criteria/0/at_least", "1", "$.criteria[0]", "I", "unknown key \"at_least\""},
	{"criteria/0/all/0/notes", "{}", "$.criteria[0].all[0].notes", "I.a", "expected an array, found an object"},
	{"criteria/0/all/0/notes/0", "'note'", "$.criteria[0].all[0].notes[0]", "I.a",
	"expected an object, found \"note\""},
	{"criteria/0/all/0/notes/0/message", NULL, "$.criteria[0].all[0].notes[0].message", "I.a", "expected a string"},
	{"criteria/0/all/0/notes/0/text", "'x'", "$.criteria[0].all[0].notes[0]", "I.a", "unknown key \"text\""},
	{"criteria/0/all/0/message", "5", "$.criteria[0].all[0].message", "I.a", "expected a string, found a number"},
	{"criteria/0/all/0/carc", "50", "$.criteria[0].all[0].carc", "I.a", "expected a string, found a number"},
	{"criteria/0/exception", "{'id': 'I.e', 'text': 'e', 'test': true}", "$.criteria[0].exception", "I",
		"expected an exception below an exclusion only"},
	{"criteria/1/exception", "[]", "$.criteria[1].exception", "II", "expected an object, found an array"},
	{"criteria/1/exception/kind", "'exclusion'", "$.criteria[1].exception", "II.e",
	"expected an exception without a kind"},
	{"criteria/1/exception/test", NULL, "$.criteria[1].exception", "II.e", "expected a test, or criteria below it"},
	{"precedence/0/line_of_business", NULL, "$.precedence[0].line_of_business", "g",
	"expected an array, found nothing"},
	{"precedence/0/settled_by", NULL, "$.precedence[0]", "g", "expected the key \"settled_by\"", 1},
	{"precedence/0/kind", "'requirement'", "$.precedence[0]", "g", "unknown key \"kind\""},
	{"precedence/0/text", NULL, "$.precedence[0].text", "g", "expected a string, found nothing"},
	{"criteria/1/exception", NULL, NULL, NULL, NULL},
	{"criteria/0/all/0/notes/0/when", NULL, NULL, NULL, NULL},
	{"criteria/0/all/0/when", "null", NULL, NULL, NULL}
};

/* ---- faults of tests, each at $.criteria[0].all[0].test ---- */

#define TEST(json, ...) {"criteria/0/all/0/test", json, "$.criteria[0].all[0].test", "I.a", __VA_ARGS__}
#define TEST_AT(json, below, ...) {"criteria/0/all/0/test", json, "$.criteria[0].all[0].test" below, "I.a", __VA_ARGS__}
#define SOUND(json) {"criteria/0/all/0/test", json, NULL, NULL, NULL}

static const faulty_document test_faults[] = {
	TEST("'n'", "expected an object, found \"n\""),
	TEST("[]", "expected an object, found an array"),
	TEST("{}", "expected a test: an object with a key such as"),
	TEST("{'facts': 'n', 'at_least': 4}", "expected a test: an object with a key such as"),
	TEST("{'all': null}", "expected a test: an object with a key such as"),
	TEST("{'all': [true], 'any': [true]}", "unknown key \"any\""),
	TEST("{'all': [true], 'at_least': 1}", "unknown key \"at_least\""),
	TEST("{'fact': 'n', 'at_least': 4, 'less_than': 9}", "expected one comparison, found another, \"less_than\""),
	TEST("{'fact': 'n', 'atleast': 4}", "unknown key \"atleast\"", 0),
	TEST("{'fact': 'b', 'is': null}", "unknown key \"is\""),
	TEST("{'code': 'injection', 'is': true}", "unknown key \"is\""),
	TEST("{'of': [true]}", "expected the key \"at_least\""),
	TEST_AT("{'all': []}", ".all", "expected an array that is not empty"),
	TEST_AT("{'any': {}}", ".any", "expected an array, found an object"),
	TEST_AT("{'all': [true, 7]}", ".all[1]", "expected an object, found a number"),
	TEST_AT("{'not': 'n'}", ".not", "expected an object, found \"n\""),
	TEST_AT("{'at_least': 3, 'of': [true, true]}", ".at_least", "expected a whole number between 1 and 2"),
	TEST_AT("{'at_least': 0, 'of': [true, true]}", ".at_least", "expected a whole number between 1 and 2"),
	TEST_AT("{'at_least': '1', 'of': [true, true]}", ".at_least", "expected a whole number, found \"1\""),
	TEST_AT("{'recorded': 5}", ".recorded", "expected a string, found a number"),
	TEST_AT("{'fact': ['n'], 'at_least': 4}", ".fact", "expected a string, found an array"),
	TEST_AT("{'fact': '', 'at_least': 4}", ".fact", "expected a string that is not empty"),
	TEST_AT("{'fact': 'n', 'at_least': '4'}", ".at_least", "expected a number, found \"4\""),
	TEST_AT("{'fact': 'n', 'is': ['4']}", ".is", "expected true, false, a number or a string, found an array", 0),
	TEST_AT("{'fact': 'k', 'in': 'x'}", ".in", "expected an array, found \"x\""),
	TEST_AT("{'fact': 'k', 'in': []}", ".in", "expected an array that is not empty"),
	TEST_AT("{'fact': 'd', 'at_least_ago': {'days': 0, 'months': 1}}", ".at_least_ago", "found several"),
	TEST_AT("{'fact': 'd', 'before': 5}", ".before", "expected a string, found a number", 0),
	TEST_AT("{'fact': 'd', 'at_least_ago': '3 months'}", ".at_least_ago", "expected an object, found \"3 months\""),
	TEST_AT("{'fact': 'd', 'at_least_ago': {}}", ".at_least_ago", "expected an interval such as"),
	TEST_AT("{'fact': 'd', 'at_least_ago': {'months': 3, 'days': 1}}", ".at_least_ago", "found several"),
	TEST_AT("{'fact': 'd', 'at_least_ago': {'months': -1}}", ".at_least_ago.months", "between 0 and 9999"),
	TEST_AT("{'fact': 'd', 'at_least_ago': {'months': 1.5}}", ".at_least_ago.months", "between 0 and 9999"),
	TEST_AT("{'fact': 'd', 'at_least_ago': {'years': 10000}}", ".at_least_ago.years", "between 0 and 9999"),
	TEST_AT("{'sum': 'n', 'at_least': 4}", ".sum", "expected an array, found \"n\""),
	TEST_AT("{'sum': [], 'at_least': 4}", ".sum", "expected an array that is not empty"),
	TEST_AT("{'units': false, 'at_least': 4}", ".units", "expected true"),
	TEST_AT("{'units': 4, 'is': 1}", ".units", "expected true or false, found a number"),
	TEST_AT("{'either': [{'fact': 'n', 'at_least': 4}], 'at_least': 4}", ".either[0]", "unknown key \"at_least\""),
	TEST_AT("{'either': [], 'at_least': 4}", ".either", "expected an array that is not empty"),
	TEST_AT("{'other_line': 'block', 'at_least': 1}", ".other_line", "expected an object, found \"block\""),
	TEST_AT("{'other_line': {}, 'at_least': 1}", ".other_line.codes", "expected a string, found nothing"),
	TEST_AT("{'other_line': {'codes': 'block', 'side': 'left'}, 'at_least': 1}", ".other_line.side",
			"any, same or other"),
	TEST_AT("{'other_line': {'codes': 'block', 'kind': 'x'}, 'at_least': 1}", ".other_line", "unknown key \"kind\""),
	TEST_AT("{'code': ['injection']}", ".code", "expected a string, found an array"),
	TEST_AT("{'code': ''}", ".code", "expected a string that is not empty"),
	TEST_AT("{'recorded': ''}", ".recorded", "expected a string that is not empty"),
	TEST_AT("{'modifier': '59'}", ".modifier", "expected an array, found \"59\""),
	TEST_AT("{'side': []}", ".side", "expected an array that is not empty"),
	TEST_AT("{'diagnosis': [5]}", ".diagnosis[0]", "expected a string that is not empty, found a number", 0),
	SOUND("true"), SOUND("{'not': {'not': false}}"), SOUND("{'fact': 'b'}"),
		SOUND("{'at_least': 2, 'of': [true, true]}")
};

#define HISTORY(json) "{'history': {" json "}, 'is': 1}"

static const faulty_document question_faults[] = {
	TEST_AT("{'history': 'injection', 'is': true}", ".history", "expected an object, found \"injection\"", 0),
	TEST_AT(HISTORY("'codes': 'injection'"), ".history", "expected the key \"ask\""),
	TEST_AT(HISTORY("'ask': 'count'"), ".history.codes", "expected a string, found nothing"),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'fourth'"), ".history.ask", "first, second, third, latest or best"),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'first'"), ".history", "expected the key \"of\""),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'first', 'of': 'relief'"), ".history.of", "relief_percent or date"),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'count', 'kind': 'other'"), ".history.kind",
			"diagnostic or therapeutic"),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'count', 'side': 'left'"), ".history.side", "any, same or other"),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'count', 'within': 12"), ".history.within", "expected an object"),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'count', 'within': {'month': 12}"), ".history.within",
			"expected an interval", 1),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'best', 'if_none': 'false'"), ".history.if_none",
			"not_met, unknown or met"),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'count', 'including_anniversary': 1"),
			".history.including_anniversary",
			"expected true or false"),
	TEST_AT(HISTORY("'codes': 'injection', 'ask': 'count', 'window': 12"), ".history", "unknown key \"window\""),
	SOUND(HISTORY("'codes': 'injection', 'ask': 'count', 'within': {'days': 0}, 'including_anniversary': true")),
	SOUND(HISTORY("'codes': 'injection', 'ask': 'third', 'of': 'relief_percent', 'course_gap': {'years': 1}"))
};

/* ---- what is not a document at all ---- */

static void
test_other_documents(void)
{
	static const char *const documents[] = {"[]", "null", "true", "12", "\"CP.MP.166\""};
	arena		memory = heap_arena();
	policy	   *result;
	program    *compiled;

	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
	{
		fault_list	faults = document_faults(documents[i], strlen(documents[i]), &memory, &result, &compiled);

		CHECK_EQ_INT(faults.total, 1);
		CHECK_TEXT(faults.faults[0].path, "$");
		CHECK(result == NULL);
	}
	arena_free(&memory);
}

/* ---- all faults in one go ---- */

static const char wrong_all_over[] =
	"{'policy': 7, 'version': '', 'title': 'T', 'source': 'S', 'effective_from': '2024-13-01', 'valid': true,"
	"'denial': {'group': 'CO'}, 'missing': {'carc': '252'},"
	"'codes': [{'role': 'injection', 'subject': true, 'codes': ['2709', '64490-64495']}, {'role': 'injection', "
	"'codes': ['64490']}],"
	"'facts': [{'name': 'n', 'type': 'number', 'question': 'n?'}, {'name': 'n', 'type': 'boolean', 'question': 'n?'},"
	" {'name': 'k', 'type': 'choice', 'values': ['x', 'x'], 'aliases': {'z': 'w'}, 'question': 'k?'}],"
	"'precedence': [{'id': 'g', 'line_of_business': ['medicair'], 'text': 'gate'}],"
	"'criteria': [{'id': 'I', 'text': 'one', 'all': ["
	"  {'id': 'I.a', 'text': 'a', 'test': {'fact': 'm', 'at_least': 4}}, {'id': 'I.a', 'test': {'fact': 'n', "
	"'is': true}},"
	"  {'id': 'I.c', 'text': 'c'}, {'id': 'I.d', 'text': 'd', 'test': {'all': [{'code': 'injections'}, "
	"{'side': ['links']}, {}]}}]},"
	" {'id': 'II', 'kind': 'exclusion', 'text': 'two'}]}";

static const faulty_document all_faults[] = {
	{NULL, NULL, "$.policy", NULL, "found a number"},
	{NULL, NULL, "$.version", NULL, "not empty"},
	{NULL, NULL, "$.effective_from", NULL, "found \"2024-13-01\""},
	{NULL, NULL, "$", NULL, "unknown key \"valid\""},
	{NULL, NULL, "$.denial.carc", NULL, "found nothing"},
	{NULL, NULL, "$.codes[0].codes[0]", NULL, "found \"2709\""},
	{NULL, NULL, "$.codes[1]", NULL, "the role \"injection\" is listed twice"},
	{NULL, NULL, "$.facts[1]", NULL, "the fact \"n\" is declared twice"},
	{NULL, NULL, "$.facts[2]", NULL, "the name \"x\" is listed twice"},
	{NULL, NULL, "$.facts[2]", NULL, "the alias \"z\" stands for a name that is not listed"},
	{NULL, NULL, "$.precedence[0].line_of_business", "g", "\"medicair\" is not a value"},
	{NULL, NULL, "$.precedence[0]", "g", "expected the key \"settled_by\""},
	{NULL, NULL, "$.criteria[0].all[0].test.fact", "I.a", "expected a declared fact, found \"m\""},
	{NULL, NULL, "$.criteria[0].all[1].text", "I.a", "found nothing"},
	{NULL, NULL, "$.criteria[0].all[1]", "I.a", "the criterion \"I.a\" stands twice"},
	{NULL, NULL, "$.criteria[0].all[1].test", "I.a", "with a number"},
	{NULL, NULL, "$.criteria[0].all[2]", "I.c", "expected a test, or criteria below it"},
	{NULL, NULL, "$.criteria[0].all[3].test.all[0]", "I.d",
	"expected a role of the document's codes, found \"injections\""},
	{NULL, NULL, "$.criteria[0].all[3].test.all[1]", "I.d", "\"links\" is not a value"},
	{NULL, NULL, "$.criteria[0].all[3].test.all[2]", "I.d", "expected a test"},
	{NULL, NULL, "$.criteria[1]", "II", "expected a test, or criteria below it"},
	{NULL, NULL, "$.criteria[1]", "II", "expected an exclusion to have a test"},
	/* a gate that nothing settles has no test either */
	{NULL, NULL, "$.precedence[0]", "g", "expected a test, or criteria below it"}
};

static void
test_all_faults(void)
{
	arena		memory = heap_arena();
	text_span	json = fixture_json(wrong_all_over, &memory);
	policy	   *result;
	program    *compiled;
	fault_list	faults = document_faults(json.bytes, json.length, &memory, &result, &compiled);
	const size_t expected = sizeof(all_faults) / sizeof(all_faults[0]);

	CHECK_EQ_INT(faults.total, expected);
	for (size_t i = 0; i < expected; i++)
	{
		bool		found = false;

		for (uint32_t j = 0; j < faults.count; j++)
			found |= fault_is(&faults.faults[j], &all_faults[i]);
		if (!CHECK(found))
			fprintf(stderr, "  not found: %s %s\n", all_faults[i].path, all_faults[i].message);
	}
	arena_free(&memory);
}

/* More faults than are kept are counted. */
static void
test_many_faults(void)
{
	arena		memory = heap_arena();
	char		json[20000] = "{";
	policy	   *result;
	program    *compiled;
	fault_list	faults;

	for (int i = 0; i < 500; i++)
		sprintf(json + strlen(json), "%s\"key_%d\": null", i > 0 ? ", " : "", i);
	strcat(json, "}");
	faults = document_faults(json, strlen(json), &memory, &result, &compiled);
	CHECK_EQ_INT(faults.count, FAULTS_MAX);
	CHECK(faults.total > 500);
	arena_free(&memory);
}

#define TEN "0123456789"
#define TWO_HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

/* Names are keys of tables: not too long, and without blanks at their ends. */
static const faulty_document name_faults[] = {
	{"policy", "'" TWO_HUNDRED "'", NULL, NULL, NULL},
	{"policy", "'" TWO_HUNDRED "x'", "$.policy", NULL, "expected a name of at most 200 bytes, found 201"},
	{"version", "' 2024'", "$.version", NULL, "expected a name without blanks at its ends, found \" 2024\""},
	{"version", "'2024\\n'", "$.version", NULL, "without blanks at its ends, found \"2024 \""},
	{"codes/1/role", "'block\\t'", "$.codes[1].role", NULL, "without blanks at its ends"},
	{"facts/4/name", "'f '", "$.facts[4].name", NULL, "without blanks at its ends"},
	{"criteria/0/all/0/id", "' I.a'", "$.criteria[0].all[0].id", "I", "without blanks at its ends"},
	{"criteria/0/all/0/id", "'I.a and more'", NULL, NULL, NULL}
};

/* What a fault quotes is short and printable: cut between characters, and without control characters. */
static const faulty_document quoted_faults[] = {
	{"effective_from", "'0123456789012345678901234567890123456789xyz'", "$.effective_from", NULL,
		"found \"0123456789012345678901234567890123456789...\""},
	{"effective_from", "'012345678901234567890123456789012345678\xC3\xA4'", "$.effective_from", NULL,
		"found \"012345678901234567890123456789012345678...\""},
	{"effective_from", "'a\\nb\\tc\\u0001'", "$.effective_from", NULL, "found \"a b c \""},
	{"codes/1/codes/0", "'6449\\n0'", "$.codes[1].codes[0]", NULL, "found \"6449 0\""},
	{"criteria/0/all/0/test", "{'code': 'block\\u001b'}", "$.criteria[0].all[0].test", "I.a", "found \"block \""},
	{"criteria/0/all/0/test", "{'recorded': '0123456789012345678901234567890123456789xyz'}",
	"$.criteria[0].all[0].test", "I.a",
		"found \"0123456789012345678901234567890123456789...\""}
};

/* ---- what a document says, as the model holds it ---- */

static void
check_header(const policy *policy)
{
	CHECK_TEXT(policy->policy, "P.1");
	CHECK_TEXT(policy->version, "2024");
	CHECK_TEXT(policy->payer, "centene");
	CHECK_EQ_INT(policy->effective_to - policy->effective_from, 365);
	CHECK_EQ_INT(policy->role_count, 2);
	CHECK(policy->roles[0].subject && !policy->roles[1].subject);
	CHECK_EQ_INT(policy->roles[0].range_count, 2);
	CHECK(policy->roles[1].ranges[0].first < policy->roles[1].ranges[0].last);
	CHECK_EQ_INT(policy->fact_count, 5);
	CHECK(policy->facts[0].has_minimum && policy->facts[0].has_maximum);
	CHECK_EQ_INT(policy->facts[0].maximum.whole, 99);
	CHECK_TEXT(policy->facts[0].unit, "week");
	CHECK_TEXT(policy->facts[3].aliases[0].alias, "z");
	CHECK_TEXT(policy->facts[3].aliases[0].name, "y");
}

static void
check_criteria(const policy *policy)
{
	const criterion *first = policy->criteria[1];

	CHECK_EQ_INT(policy->criterion_count, 3);
	CHECK_EQ_INT(policy->criteria[0]->kind, CRITERION_GATE);
	CHECK_TEXT(policy->criteria[0]->path, "$.precedence[0]");
	CHECK_TEXT(first->id, "I");
	CHECK_EQ_INT(first->branch_order, 1);
	CHECK_EQ_INT(first->combination, COMBINE_ALL);
	CHECK_EQ_INT(first->child_count, 2);
	CHECK_TEXT(first->children[0]->carc, "50");
	CHECK_TEXT(first->children[0]->missing_carc, "252");
	CHECK_EQ_INT(first->children[0]->note_count, 1);
	CHECK_EQ_INT(first->children[1]->combination, COMBINE_AT_LEAST);
	CHECK_EQ_INT(first->children[1]->threshold, 1);
	CHECK_EQ_INT(policy->criteria[2]->kind, CRITERION_EXCLUSION);
	CHECK_EQ_INT(policy->criteria[2]->children[0]->kind, CRITERION_EXCEPTION);
	CHECK_TEXT(policy->criteria[2]->children[0]->test->children[0]->path, "$.criteria[1].exception.test.judgement");
}

static void
test_model(void)
{
	arena		memory = heap_arena();
	text_span	json = fixture_json(base, &memory);
	policy	   *result;
	program    *compiled;

	CHECK_EQ_INT(document_faults(json.bytes, json.length, &memory, &result, &compiled).total, 0);
	check_header(result);
	check_criteria(result);
	arena_free(&memory);
}

int
main(void)
{
	CHECK_FAULTY(base, header_faults);
	CHECK_FAULTY(base, code_faults);
	CHECK_FAULTY(base, fact_faults);
	CHECK_FAULTY(base, criterion_faults);
	CHECK_FAULTY(base, test_faults);
	CHECK_FAULTY(base, question_faults);
	CHECK_FAULTY(base, name_faults);
	CHECK_FAULTY(base, quoted_faults);
	test_other_documents();
	test_all_faults();
	test_many_faults();
	test_model();
	return test_report();
}
