/*
 * claim_problems_test.c
 *	  Every problem of a claim: its path, its remark code and its message.
 */
#include "test_claim.h"

typedef struct wrong_claim
{
	const char *text;
	bool		claim_invalid;
	bool		line_invalid;	/* the first line */
	const char *problems;		/* "path rarc message", one a line */
} wrong_claim;

#define CLAIM(rest) "{'date_of_service': '2024-03-01', 'lines': [{'code': '27096'}]" rest "}"
#define LINE(rest) "{'date_of_service': '2024-03-01', 'diagnoses': ['M461'], 'lines': [{'code': '27096'" rest "}]}"
#define HISTORY(entry) CLAIM(", 'history': [" entry "]")
#define EXPECTED_CODE "expected a CPT or HCPCS Level II code such as \"27096\" or \"G0260\", found "
#define EXPECTED_DATE "expected a date of the calendar as \"YYYY-MM-DD\", found "
#define EXPECTED_MODIFIER "expected a modifier of two letters or digits such as \"LT\" or \"59\", found "
#define EXPECTED_ICD "expected an ICD-10-CM code such as \"M53.3\" or \"M533\", found "
#define EXPECTED_PLACE "expected a place of service as a string of two digits, found "
#define EXPECTED_POINTER "expected the place of a diagnosis in the claim's list, 1 to 1, found "

static const wrong_claim wrong_claims[] = {
	/* documents */
	{"null", true, false, "$ N706 expected a claim as an object, found null\n"},
	{"[]", true, false, "$ N706 expected a claim as an object, found an empty array\n"},
	{"'x'", true, false, "$ N706 expected a claim as an object, found \"x\"\n"},
	{"{}", true, false, "$.lines N706 expected an array of one line or more, found nothing\n"},
	{"{'lines': null}", true, false, "$.lines N706 expected an array of one line or more, found null\n"},
	{"{'lines': {}}", true, false, "$.lines N706 expected an array of one line or more, found an object\n"},
	{"{'lines': []}", true, false, "$.lines N706 expected an array of one line or more, found an empty array\n"},

	/* the claim */
	{CLAIM(", 'claim_id': true"), true, false, "$.claim_id N706 expected a string or a number, found true\n"},
	{CLAIM(", 'claim_id': ['c1']"), true, false, "$.claim_id N706 expected a string or a number, found an array\n"},
	{CLAIM(", 'payer': 5"), true, false, "$.payer N706 expected a string, found 5\n"},
	{CLAIM(", 'line_of_business': 'medicare advantage'"), true, false,
	"$.line_of_business N706 expected one of \"commercial\", \"medicare\", \"medicaid\", \"marketplace\","
	" found \"medicare advantage\"\n"},
	{CLAIM(", 'line_of_business': 1"), true, false,
	"$.line_of_business N706 expected one of \"commercial\", \"medicare\", \"medicaid\", \"marketplace\", found 1\n"},
	{CLAIM(", 'claim_type': ''"), true, false,
	"$.claim_type N706 expected one of \"professional\", \"institutional\", found \"\"\n"},
	{CLAIM(", 'member': 'm1'"), true, false, "$.member N706 expected an object, found \"m1\"\n"},
	{CLAIM(", 'member': {'birth_date': '1976-02-30', 'sex': 1}"), true, false,
	"$.member.birth_date M52 " EXPECTED_DATE "\"1976-02-30\"\n$.member.sex N706 expected a string, found 1\n"},
	{CLAIM(", 'place_of_service': 24"), true, false, "$.place_of_service M77 " EXPECTED_PLACE "24\n"},
	{CLAIM(", 'place_of_service': '240'"), true, false, "$.place_of_service M77 " EXPECTED_PLACE "\"240\"\n"},
	{CLAIM(", 'place_of_service': '2x'"), true, false, "$.place_of_service M77 " EXPECTED_PLACE "\"2x\"\n"},
	{CLAIM(", 'diagnoses': 'M46.1'"), true, false,
	"$.diagnoses M76 expected an array of ICD-10-CM codes, found \"M46.1\"\n"},
	{CLAIM(", 'diagnoses': ['M46.1', 'M4.61', '', 461, 'M461.', 'X', 'M46.12345', 'M4612345',"
		   " '1461', 'MM61', 'M46.1.', 'M46-1']"),
		true, false,
		"$.diagnoses[1] M76 " EXPECTED_ICD "\"M4.61\"\n"
		"$.diagnoses[2] M76 " EXPECTED_ICD "\"\"\n"
		"$.diagnoses[3] M76 " EXPECTED_ICD "461\n"
		"$.diagnoses[4] M76 " EXPECTED_ICD "\"M461.\"\n"
		"$.diagnoses[5] M76 " EXPECTED_ICD "\"X\"\n"
		"$.diagnoses[6] M76 " EXPECTED_ICD "\"M46.12345\"\n"
		"$.diagnoses[7] M76 " EXPECTED_ICD "\"M4612345\"\n"
		"$.diagnoses[8] M76 " EXPECTED_ICD "\"1461\"\n"
		"$.diagnoses[9] M76 " EXPECTED_ICD "\"MM61\"\n"
		"$.diagnoses[10] M76 " EXPECTED_ICD "\"M46.1.\"\n"
		"$.diagnoses[11] M76 " EXPECTED_ICD "\"M46-1\"\n"},
	{CLAIM(", 'facts': ['nsaid_weeks']"), true, false, "$.facts N706 expected an object, found an array\n"},
	{CLAIM(", 'history': {}"), true, false,
	"$.history N706 expected an array of earlier procedures, found an object\n"},

	/* dates of service */
	{"{'lines': [{'code': '27096'}]}", false, true,
	"$.lines[0].date_of_service M52"
	" expected a date of service here or on the claim, as \"YYYY-MM-DD\", found nothing\n"},
	{"{'date_of_service': '2023-02-29', 'lines': [{'code': '27096', 'date_of_service': '2024-02-29'}]}", true, false,
	"$.date_of_service M52 " EXPECTED_DATE "\"2023-02-29\"\n"},
	{"{'date_of_service': '2023-02-29', 'lines': [{'code': '27096'}]}", true, true,
	"$.date_of_service M52 " EXPECTED_DATE "\"2023-02-29\"\n"},
	{"{'date_of_service': 20240301, 'lines': [{'code': '27096'}]}", true, true,
	"$.date_of_service M52 " EXPECTED_DATE "20240301\n"},
	{LINE(", 'date_of_service': '2024-3-1'"), false, true,
	"$.lines[0].date_of_service M52 " EXPECTED_DATE "\"2024-3-1\"\n"},

	/* lines */
	{"{'date_of_service': '2024-03-01', 'lines': ['27096', null]}", false, true,
	"$.lines[0] N706 expected a line as an object, found \"27096\"\n"
	"$.lines[1] N706 expected a line as an object, found null\n"},
	{"{'date_of_service': '2024-03-01', 'lines': [{}]}", false, true, "$.lines[0].code M51 " EXPECTED_CODE "nothing\n"},
	{"{'date_of_service': '2024-03-01', 'lines': [{'code': null}, {'code': 27096}, {'code': '6445X'}]}", false, true,
		"$.lines[0].code M51 " EXPECTED_CODE "null\n"
		"$.lines[1].code M51 " EXPECTED_CODE "27096\n"
		"$.lines[2].code M51 " EXPECTED_CODE "\"6445X\"\n"},
	{LINE(", 'line': 0"), false, true, "$.lines[0].line N706 expected a whole number from 1, found 0\n"},
	{LINE(", 'line': 1.5"), false, true, "$.lines[0].line N706 expected a whole number from 1, found 1.5\n"},
	{LINE(", 'line': 2147483648"), false, true,
	"$.lines[0].line N706 expected a whole number from 1, found 2147483648\n"},
	{LINE(", 'line': '1'"), false, true, "$.lines[0].line N706 expected a whole number from 1, found \"1\"\n"},
	{LINE(", 'modifiers': 'LT'"), false, true,
	"$.lines[0].modifiers N822 expected an array of modifiers, found \"LT\"\n"},
	{LINE(", 'modifiers': ['LT', 'L', 'LTT', 59, ' ', '$$']"), false, true,
		"$.lines[0].modifiers[1] N822 " EXPECTED_MODIFIER "\"L\"\n"
		"$.lines[0].modifiers[2] N822 " EXPECTED_MODIFIER "\"LTT\"\n"
		"$.lines[0].modifiers[3] N822 " EXPECTED_MODIFIER "59\n"
		"$.lines[0].modifiers[5] N822 " EXPECTED_MODIFIER "\"$$\"\n"},
	{LINE(", 'units': 0"), false, true, "$.lines[0].units M53 expected a number greater than 0, found 0\n"},
	{LINE(", 'units': -1e-30"), false, true, "$.lines[0].units M53 expected a number greater than 0, found -1e-30\n"},
	{LINE(", 'units': '1'"), false, true, "$.lines[0].units M53 expected a number greater than 0, found \"1\"\n"},
	{LINE(", 'side': 'middle'"), false, true,
	"$.lines[0].side N706 expected one of \"left\", \"right\", \"bilateral\", found \"middle\"\n"},
	{LINE(", 'diagnosis_pointers': 1"), false, true,
	"$.lines[0].diagnosis_pointers M76 expected an array of numbers, found 1\n"},
	{LINE(", 'diagnosis_pointers': [1, 2, 0, -1, 1.5, 'A', null]"), false, true,
		"$.lines[0].diagnosis_pointers[1] M76 " EXPECTED_POINTER "2\n"
		"$.lines[0].diagnosis_pointers[2] M76 " EXPECTED_POINTER "0\n"
		"$.lines[0].diagnosis_pointers[3] M76 " EXPECTED_POINTER "-1\n"
		"$.lines[0].diagnosis_pointers[4] M76 " EXPECTED_POINTER "1.5\n"
		"$.lines[0].diagnosis_pointers[5] M76 " EXPECTED_POINTER "\"A\"\n"},
	{"{'date_of_service': '2024-03-01', 'lines': [{'code': '27096', 'diagnosis_pointers': [1]}]}", false, true,
	"$.lines[0].diagnosis_pointers[0] M76 expected no diagnosis pointer where the claim has no diagnoses, found 1\n"},
	{LINE(", 'place_of_service': '1'"), false, true, "$.lines[0].place_of_service M77 " EXPECTED_PLACE "\"1\"\n"},
	{LINE(", 'facts': 'none'"), false, true, "$.lines[0].facts N706 expected an object, found \"none\"\n"},

	/* history */
	{HISTORY("'27096'"), true, false,
	"$.history[0] N706 expected an earlier procedure as an object, found \"27096\"\n"},
	{HISTORY("{}"), true, false,
	"$.history[0].code M51 " EXPECTED_CODE "nothing\n$.history[0].date M52 " EXPECTED_DATE "nothing\n"},
	{HISTORY("{'code': '27096', 'date': '2024-01-15'}, {'code': '27', 'date': '2024-02-30', 'side': 'L', 'kind': 'x',"
			 " 'relief_percent': 101}"), true, false,
		"$.history[1].code M51 " EXPECTED_CODE "\"27\"\n"
		"$.history[1].date M52 " EXPECTED_DATE "\"2024-02-30\"\n"
		"$.history[1].side N706 expected one of \"left\", \"right\", \"bilateral\", found \"L\"\n"
		"$.history[1].kind N706 expected one of \"diagnostic\", \"therapeutic\", found \"x\"\n"
		"$.history[1].relief_percent N706 expected a number from 0 to 100, found 101\n"},
	{HISTORY("{'code': '27096', 'date': '2024-01-15', 'relief_percent': -1}"), true, false,
	"$.history[0].relief_percent N706 expected a number from 0 to 100, found -1\n"},
	{HISTORY("{'code': '27096', 'date': '2024-01-15', 'relief_percent': '60'}"), true, false,
	"$.history[0].relief_percent N706 expected a number from 0 to 100, found \"60\"\n"},

	/* what is quoted is made short and harmless */
	{LINE(", 'side': 'a\\tb\\u0001c 3456789 123456789 123456789 123456789'"), false, true,
		"$.lines[0].side N706 expected one of \"left\", \"right\", \"bilateral\","
		" found \"a b c 3456789 123456789 123456789 123456...\"\n"},
	{LINE(", 'side': '3456789 123456789 123456789 123456789\xe2\x82\xac\xe2\x82\xac'"), false, true,
		"$.lines[0].side N706 expected one of \"left\", \"right\", \"bilateral\","
		" found \"3456789 123456789 123456789 123456789\xe2\x82\xac...\"\n"},
	{LINE(", 'side': '13456789 123456789 123456789 123456789\xe2\x82\xac\xe2\x82\xac'"), false, true,
		"$.lines[0].side N706 expected one of \"left\", \"right\", \"bilateral\","
		" found \"13456789 123456789 123456789 123456789...\"\n"},
};

static text_span
list_problems(reading *result)
{
	text_span	list = TEXT_LITERAL("");

	for (uint32_t i = 0; i < result->problems.count; i++)
	{
		const claim_problem *problem = &result->problems.problems[i];

		CHECK_TEXT(problem->carc, "16");
		list = arena_format(&result->memory, "%s%.*s %.*s %.*s\n", list.bytes,
							(int) problem->path.length, problem->path.bytes,
							(int) problem->rarc.length, problem->rarc.bytes,
							(int) problem->message.length, problem->message.bytes);
	}
	return list;
}

static void
test_problems(void)
{
	for (size_t i = 0; i < LENGTH(wrong_claims); i++)
	{
		const wrong_claim *wrong = &wrong_claims[i];
		reading		result;
		bool		ok;

		read_claim(&result, wrong->text);
		ok = CHECK_TEXT(list_problems(&result), wrong->problems);
		ok &= CHECK_EQ_INT(result.claim.invalid, wrong->claim_invalid);
		if (result.claim.line_count > 0)
			ok &= CHECK_EQ_INT(result.claim.lines[0].invalid, wrong->line_invalid);
		if (!ok)
			fprintf(stderr, "  %s\n", wrong->text);
		end_reading(&result);
	}
}

int
main(void)
{
	test_problems();
	return test_report();
}
