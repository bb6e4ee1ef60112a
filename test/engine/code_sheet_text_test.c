/*
 * code_sheet_text_test.c
 *	  The page of a code: what it says of a document, how it tells thousands of codes, and documents of odd shapes.
 */
#include "engine/code_sheet_text.h"
#include "engine/page.h"
#include "engine/text_builder.h"
#include "test_engine.h"

/* The page of a document, in memory. */
static const char *
page_of(const char *document, arena *memory)
{
	json_cjson	json = test_json(document, memory);
	text_span	page = code_sheet_write(json.document, &json_cjson_source, memory);

	CHECK(page.bytes[page.length] == '\0' && page.length > 0 && page.bytes[page.length - 1] == '\n');
	json_cjson_free(&json);
	return page.bytes;
}

#define CHECK_SAYS(page, words) CHECK(says((page), (words)))

/* Does the page say this, wherever its lines are broken? */
static bool
says(const char *page, const char *words)
{
	for (; *page != '\0'; page++)
	{
		const char *at = page;
		const char *word = words;

		while (*word != '\0' && (*word == *at || (*word == ' ' && *at == '\n')))
		{
			at++;
			if (*word++ == ' ')
				at += strspn(at, " ");
		}
		if (*word == '\0')
			return true;
	}
	return false;
}

static void
test_head(void)
{
	arena		memory = heap_arena();
	const char *page = page_of("{'code': 'G0260', 'on_date': '2024-08-01', 'on_file': true, 'category': 'HCPCS',"
							   " 'validity': {'valid': false, 'description': 'a short one', 'periods': ["
							   "{'effective_from': '2003-01-01', 'effective_to': '2003-12-31', 'start_known': true},"
							   "{'effective_from': '2010-01-01', 'effective_to': null, 'start_known': false,"
							   " 'source': 'a list (of ours); others'}]}}", &memory);

	CHECK(strncmp(page, "G0260 on 2024-08-01: a short one\n", 33) == 0);
	CHECK_SAYS(page, "HCPCS Level II, NOT VALID on this date: a line is denied with CARC 181, N56;"
			   " valid from 2003-01-01 to 2003-12-31, on [1]");
	CHECK_SAYS(page, "[1] a list\n");
	CHECK(!says(page, "NOTHING IS ON FILE"));
	CHECK_SAYS(page_of("{'on_file': false}", &memory), "NOTHING IS ON FILE");
	arena_free(&memory);
}

/* An add-on relation whose type means nothing is still told in a whole sentence. */
static void
test_add_ons(void)
{
	arena		memory = heap_arena();

	CHECK_SAYS(page_of("{'add_on': {'added_to': [{'code': '64490', 'meaning': 'only with a friend'}]}}", &memory),
			   "paid only with a friend, itself paid on the same date: 64490\n");
	CHECK_SAYS(page_of("{'add_on': {'added_to': [{'code': '64490'}]}}", &memory),
			   "paid only with a primary code, itself paid on the same date: 64490\n");
	arena_free(&memory);
}

static void
test_limits(void)
{
	static const char limits[] =
		"{'unit_limits': [{'setting': 'practitioner', 'units': 2, 'meaning': 'a day', 'rationale': 'r'},"
		"{'setting': 'outpatient', 'units': 2, 'meaning': 'a day', 'rationale': 'r'},"
		"{'setting': 'dme', 'units': 3, 'meaning': 'a day', 'rationale': 'r'}]}";
	arena		memory = heap_arena();
	const char *page = page_of(limits, &memory);

	CHECK_SAYS(page, "professional claim: 2 a day (MUE, r); hospital outpatient the same\n");
	CHECK_SAYS(page, "equipment supplier: 3 a day (MUE, r)\n");
	page = page_of("{'coverage': [{'kind': 'mue', 'setting': 'practitioner', 'complete': false,"
				   " 'from': '2024-07-01'}]}", &memory);
	CHECK_SAYS(page, "no unit limit is on file for this date; those of few codes are, from 2024-07-01 on");
	page = page_of("{'coverage': [{'kind': 'mue', 'setting': 'practitioner', 'complete': true,"
				   " 'from': '2024-07-01'}]}", &memory);
	CHECK_SAYS(page, "no unit limit is on file for this date\n");
	arena_free(&memory);
}

/* ---- bundles ---- */

/* A document with one group of count codes from first on, every step'th. */
static const char *
bundles_of(const char *direction, const char *terms, int first, int count, int step, arena *memory)
{
	text_builder document;

	text_builder_init(&document, memory);
	build(&document, "{'code': '64451', 'bundles': {'%s': [{%s, 'sources': ['s'], 'codes': [", direction, terms);
	for (int i = count; i-- > 0;)
		build(&document, "%s'%05d'", i + 1 < count ? ", " : "", first + i * step);
	build(&document, ", '%05d', 'no code', 7]}]}}", first);
	return text_built(&document).bytes;
}

static void
test_runs(void)
{
	static const char never[] = "'section': 'surgery', 'modifier_indicator': 0";
	arena		memory = heap_arena();

	CHECK_SAYS(page_of(bundles_of("column_one", never, 64490, 6, 1, &memory), &memory),
			   "no modifier helps: surgery 64490-64495\n");
	CHECK_SAYS(page_of(bundles_of("column_one", never, 64490, 2, 1, &memory), &memory), "surgery 64490, 64491\n");
	CHECK_SAYS(page_of(bundles_of("column_one", never, 64490, 3, 5, &memory), &memory),
			   "surgery 64490, 64495, 64500\n");
	/* too many runs: those near the code, and a count of the others */
	CHECK_SAYS(page_of(bundles_of("column_two", never, 64496, 5000, 2, &memory), &memory),
			   "surgery 64496, 64498 and 4998 more from 64496 to 74494\n");
	CHECK_SAYS(page_of(bundles_of("column_two", never, 20000, 3000, 2, &memory), &memory),
			   "surgery 3000 codes from 20000 to 25998\n");
	CHECK_SAYS(page_of(bundles_of("column_two", never, 20000, 3000, 1, &memory), &memory), "surgery 20000-22999\n");
	arena_free(&memory);
}

static void
test_terms(void)
{
	arena		memory = heap_arena();
	const char *visits = "'section': 'evaluation_and_management', 'modifier_indicator': 1";
	const char *page = page_of(bundles_of("column_one", visits, 99212, 4, 1, &memory), &memory);

	CHECK_SAYS(page, "visits with 25: 99212-99215\n");
	page = page_of(bundles_of("column_one", "'section': 'radiology', 'modifier_indicator': 1, 'code_definition': true",
							  76942, 1, 1, &memory), &memory);
	CHECK_SAYS(page, "with such a modifier, after a look at the records, because one includes the other by definition:"
			   " imaging 76942\n");
	page = page_of(bundles_of("column_two", "'section': 'surgery', 'modifier_indicator': 1", 64490, 1, 1, &memory),
				   &memory);
	CHECK_SAYS(page, "with one of an NCCI-associated modifier: surgery 64490\n");
	CHECK(!says(page, "is paid and these are not"));
	arena_free(&memory);
}

/* ---- modifiers ---- */

static void
test_modifiers(void)
{
	static const char document[] =
		"{'section': 'surgery', 'fee_schedule': [{'pctc': {'meaning': 'it does not split'}}], 'modifiers': ["
		"{'modifier': '26', 'verdict': 'not_allowed', 'reason': 'm', 'source': 'a', 'rules': ["
		"{'subject': 'pctc', 'severity': 'deny', 'message': 'm', 'condition': 'PC/TC is 0'}],"
		" 'overview': {'contradicted': true, 'statement': 'yes', 'source': 'o'}},"
		"{'modifier': '24', 'verdict': 'not_allowed', 'reason': 'modifier 24 is for visits', 'source': 'a'},"
		"{'modifier': '25', 'verdict': 'not_allowed', 'reason': 'modifier 25 is for visits', 'source': 'b'},"
		"{'modifier': '50', 'verdict': 'allowed', 'summary': 'both', 'list': {'class': 'payment'}, 'rules': ["
		"{'subject': 'bilateral', 'finding': 'kept', 'condition': 'bilateral is 1', 'source': 'c'},"
		"{'subject': 'bilateral', 'finding': 'kept', 'condition': 'bilateral is 1', 'source': 'c'}],"
		" 'not_with': [{'modifier': 'LT', 'severity': 'deny'}, {'modifier': '26', 'severity': 'deny'},"
		" {'modifier': 'GY', 'severity': 'info'}]},"
		"{'modifier': '59', 'verdict': 'allowed', 'summary': 'distinct', 'source': 'd',"
		" 'ncci_associated': true, 'list': {'class': 'ncci'}},"
		"{'modifier': 'XE', 'verdict': 'allowed', 'summary': 'encounter', 'source': 'd',"
		" 'ncci_associated': true, 'list': {'class': 'ncci'}},"
		"{'modifier': '80', 'verdict': 'review', 'reason': 'look', 'source': 'b'}]}";
	arena		memory = heap_arena();
	const char *page = page_of(document, &memory);

	CHECK_SAYS(page, "may carry: 50, 59, XE\n");
	CHECK_SAYS(page, "denied with: 26, 24, 25\n");
	CHECK_SAYS(page, "Sides 50: both (bilateral is 1; not with LT) [1]\n");
	CHECK_SAYS(page, "Separate 59: distinct; XE: encounter [2]\n");
	CHECK_SAYS(page, "26: PC/TC is 0: it does not split [3]\n");
	CHECK_SAYS(page, "24, 25: the modifier is for visits [3] [4]\n");
	CHECK_SAYS(page, "Look at 80: look [4]\n");
	CHECK_SAYS(page, "an overview lists 26 (yes) [5]; contradicted");
	arena_free(&memory);
}

/* ---- documents that code_sheet() did not make ---- */

static void
test_odd_documents(void)
{
	static const char *const documents[] = {
		"null", "3", "'x'", "[]", "[{}]", "{}", "{'code': [], 'on_date': {}, 'modifiers': {}, 'bundles': [1]}",
		"{'modifiers': [null, 1, 'x', [], {}, {'verdict': 'allowed'}, {'verdict': 'not_allowed'},"
		" {'verdict': 'not_allowed', 'modifier': ''}, {'verdict': 'review', 'reason': '', 'modifier': '26'}]}",
		"{'bundles': {'column_one': [null, {'section': 'surgery'}, {'section': 'surgery', 'codes': [null]}],"
		" 'column_two': [{'section': 'surgery', 'modifier_indicator': 1, 'codes': ['64451'], 'sources': [1]}]}}",
		"{'unit_limits': [{}, {}], 'add_on': {'added_to': [{}], 'may_be_added': [1]}, 'fee_schedule': [{}, 1],"
		" 'policies': [{}, 3, {'always_denied': {}, 'branches': [{}], 'comes_after': [{}]}], 'payers': [{}],"
		" 'sites': [{}, {}], 'edit_settings': [{}], 'coverage': [{}], 'overview': {}, 'validity': {'periods': [{}]}}",
		"{'fee_schedule': [{'component': 'whole', 'status': 3, 'global_days': {'value': 'ZZZ'}}]}",
	};
	arena		memory = heap_arena();

	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
		CHECK_SAYS(page_of(documents[i], &memory), "What to do first\n");
	arena_free(&memory);
}

/* More sources than a page counts. */
static void
test_many_sources(void)
{
	arena		memory = heap_arena();
	text_builder document;
	const char *page;

	text_builder_init(&document, &memory);
	build(&document, "{'modifiers': [");
	for (int i = 0; i < 300; i++)
		build(&document, "%s{'modifier': '%02d', 'verdict': 'review', 'reason': 'r', 'source': 'source %d'}",
			  i > 0 ? ", " : "", i % 100, i);
	build(&document, "]}");
	page = page_of(text_built(&document).bytes, &memory);
	CHECK_SAYS(page, "[100] source 99\n");
	CHECK(!says(page, "[101]"));
	arena_free(&memory);
}

int
main(void)
{
	test_head();
	test_add_ons();
	test_limits();
	test_runs();
	test_terms();
	test_modifiers();
	test_odd_documents();
	test_many_sources();
	return test_report();
}
