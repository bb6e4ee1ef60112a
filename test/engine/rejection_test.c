/*
 * rejection_test.c
 *	  Why a claim is stopped: message, details, and what would satisfy them.
 */
#include "edit_judge.h"

#include "engine/rejection.h"

#define LAST_ROW "explain_evaluation() gives the whole page about a claim."
#define REMEDIES "If the record bears them out, these may let the claim pass:\n"
#define CORRECT "Correct what stands at the paths named.\n"

#define FACTS \
	"{'name': 'weeks', 'type': 'number', 'question': 'How many weeks?'}," \
	"{'name': 'months', 'type': 'number', 'question': 'How many months?'}," \
	"{'name': 'tests', 'type': 'flags', 'flags': ['a', 'b'], 'question': 'Which tests?'}," \
	"{'name': 'since', 'type': 'date', 'question': 'Since when?'}," \
	"{'name': 'kind', 'type': 'choice', 'values': ['x', 'y'], 'question': 'Which kind?'}," \
	"{'name': 'odd', 'type': 'boolean', 'question': 'Is it odd?'}"

static rejection
reject(fixture *self, const claim_result *result, decision stops_from)
{
	return rejection_write(result, &json_cjson_source, stops_from, &self->claim_memory);
}

/* Judge a claim and compare all three texts. */
static void
check_rejection(fixture *self, const char *claim, decision stops_from, const char *message, const char *detail,
				const char *hint)
{
	rejection	found = reject(self, judge(self, claim), stops_from);

	CHECK_TEXT(found.message, message);
	CHECK_TEXT(found.detail, detail);
	CHECK_TEXT(found.hint, hint);
	CHECK_EQ_INT(found.message.bytes[found.message.length], '\0');
	CHECK(memchr(found.message.bytes, '\n', found.message.length) == NULL);
}

#define CLAIM_OF(id, rest) "{" id "'date_of_service': '2024-03-01', 'lines': [{'code': '27096'}]" rest "}"

static void
test_policy(void)
{
	fixture		self;

	fixture_with(&self, FACTS,
				 "{'id': '1', 'text': 'Six weeks', 'test': {'fact': 'weeks', 'at_least': 6},"
				 " 'message': '{found} weeks; {required} are needed'},"
				 "{'id': '2', 'text': 'Odd', 'test': {'fact': 'odd', 'is': true}}");
	/* a denied line's question is what stops it only where pending does, but a message names what denies */
	check_rejection(&self, CLAIM_OF("'claim_id': 'c1', ", ", 'facts': {'weeks': 5.5}"), DECISION_DENY,
					"claim \"c1\" is denied: line 1 (27096), 1: 5.5 weeks; 6 are needed",
					"line 1 (27096), 1 of P.1: 5.5 weeks; 6 are needed (CO 50, N130)",
					REMEDIES "line 1 (27096), 1: correct weeks\n" LAST_ROW);
	check_rejection(&self, CLAIM_OF("'claim_id': 17, ", ", 'facts': {'weeks': 5.5}"), DECISION_PEND,
					"claim 17 is denied: line 1 (27096), 1: 5.5 weeks; 6 are needed",
					"line 1 (27096), 1 of P.1: 5.5 weeks; 6 are needed (CO 50, N130)\n"
					"line 1 (27096), 2 of P.1: Is it odd? (CARC 252, N706)",
					REMEDIES "line 1 (27096), 1: correct weeks\n"
					"line 1 (27096), 2: send odd: true or false\n" LAST_ROW);
	check_rejection(&self, CLAIM_OF("", ", 'facts': {'weeks': 6}"), DECISION_PEND,
					"claim without claim_id is pending: line 1 (27096), 2: Is it odd?",
					"line 1 (27096), 2 of P.1: Is it odd? (CARC 252, N706)",
					REMEDIES "line 1 (27096), 2: send odd: true or false\n" LAST_ROW);
	/* a boolean that is not met is no sentence's worth of finding */
	check_rejection(&self, CLAIM_OF("'claim_id': '', ", ", 'facts': {'weeks': 6, 'odd': false}"), DECISION_DENY,
					"claim \"\" is denied: line 1 (27096), 2: not met: Odd",
					"line 1 (27096), 2 of P.1: not met: Odd (CO 50, N130)",
					REMEDIES "line 1 (27096), 2: correct odd\n" LAST_ROW);
	fixture_end(&self);
}

/* What a criterion looks at is what may be corrected. */
static void
check_remedy(const char *criteria, const char *facts, const char *claim_rest, const char *remedy)
{
	fixture		self;
	char		expected[400];
	rejection	found;

	fixture_with(&self, FACTS, criteria);
	judge_line_of(&self, "'modifiers': ['RT']", facts, claim_rest);
	found = reject(&self, &self.result, DECISION_DENY);
	snprintf(expected, sizeof(expected), REMEDIES "line 1 (27096), A: %s\n" LAST_ROW, remedy);
	CHECK_TEXT(found.hint, expected);
	fixture_end(&self);
}

#define CRITERION(test) "{'id': 'A', 'text': 'T', 'test': " test "}"

static void
test_remedies(void)
{
	check_remedy(CRITERION("{'sum': ['weeks', 'months'], 'at_least': 6}"), "'weeks': 1, 'months': 2", "",
				 "correct weeks or months");
	check_remedy(CRITERION("{'flags': 'tests', 'at_least': 2}"), "'tests': {'a': true, 'b': false}", "",
				 "correct tests");
	check_remedy(CRITERION("{'all': [{'not': {'fact': 'kind', 'is': 'x'}}, {'recorded': 'odd'}]}"), "'kind': 'x'", "",
				 "correct odd or kind");
	check_remedy(CRITERION("{'history': {'codes': 'injection', 'ask': 'count'}, 'less_than': 1}"), "",
				 "'history': [{'code': '27096', 'date': '2024-01-01'}]", "correct the history");
	check_remedy(CRITERION("{'code': 'block'}"), "", "", "correct the code");
	check_remedy(CRITERION("{'modifier': ['XE']}"), "", "", "correct the modifiers");
	check_remedy(CRITERION("{'units': true, 'at_least': 2}"), "", "", "correct the units");
	check_remedy(CRITERION("{'place_of_service': ['24']}"), "", "'place_of_service': '11'",
				 "correct the place of service");
	check_remedy(CRITERION("{'diagnosis': ['M54']}"), "", "'diagnoses': ['M461']", "correct the diagnoses");
	check_remedy(CRITERION("{'any': [{'sex': ['F']}, {'age': true, 'less_than': 18}]}"), "",
				 "'member': {'sex': 'M', 'birth_date': '1970-01-01'}", "correct what is said of the member");
	check_remedy(CRITERION("{'line_of_business': ['medicare']}"), "", "", "correct the line of business");
	check_remedy(CRITERION("{'claim_type': ['institutional']}"), "", "", "correct the claim type");
	check_remedy(CRITERION("{'side': ['left']}"), "", "", "correct the side");
	check_remedy("{'id': 'A', 'kind': 'exclusion', 'text': 'T', 'when': {'code': 'injection'}, 'test': true}", "", "",
				 "correct the code");
	check_remedy("{'id': 'A', 'kind': 'exclusion', 'text': 'T', 'test': true}", "", "", "correct the line");
	/* a group that fails as a whole: what its parts look at */
	check_remedy("{'id': 'A', 'text': 'T', 'at_least': 2, 'of': ["
				 "{'id': 'A.1', 'text': 'T', 'test': {'fact': 'weeks', 'at_least': 6}},"
				 "{'id': 'A.2', 'text': 'T', 'when': {'sex': ['F']}, 'test': {'fact': 'odd', 'is': true}}]}",
				 "'weeks': 6, 'odd': true", "'member': {'sex': 'M'}",
				 "correct odd or weeks");
}

#define WRONG_CODE \
	"$.lines[0].code: expected a CPT or HCPCS Level II code such as \"27096\" or \"G0260\", found \"x y\""

static void
test_problems(void)
{
	fixture		self;

	fixture_with(&self, FACTS, CRITERION("{'fact': 'weeks', 'at_least': 6}"));
	check_rejection(&self, "[]", DECISION_DENY,
					"claim without claim_id is invalid: $: expected a claim as an object, found an empty array",
					"$: expected a claim as an object, found an empty array (CARC 16, N706)", CORRECT LAST_ROW);
	/* every problem, then the reasons of lines that can be read */
	check_rejection(&self, "{'claim_id': 'c', 'date_of_service': '2024-03-01', 'facts': {'weeks': 0}, 'lines':"
					" [{'code': 'x\\ny', 'units': 0}, {'line': 9, 'code': '27096'}]}", DECISION_DENY,
					"claim \"c\" is invalid: " WRONG_CODE, WRONG_CODE " (CARC 16, M51)\n"
					"$.lines[0].units: expected a number greater than 0, found 0 (CARC 16, M53)\n"
					"line 9 (27096), A of P.1: not met: T; found 0 (CO 50, N130)",
					CORRECT REMEDIES "line 9 (27096), A: correct weeks\n" LAST_ROW);
	fixture_end(&self);
}

static const char *const edit_rows[] = {
	"code 64451 2020-01-01 -",
	"mue 64493 p - - 1 2",
	"rationale other",
	"ptp 27096 77003 p - - 1 0",
	"ptp 27096 64445 p - - 0 0",
	"add_on 64494 64493 - - 1",
	"modifier 59 - - ncci", "modifier LT - - ncci", "modifier RT - - ncci",
	"exclusion LT RT deny",
	"place 11 - -",
};

/* Remedies of edits; several pairs that one modifier satisfies are one thing to do. */
static void
test_edits(void)
{
	fixture		self;
	rejection	found;

	EDITS_START(&self, edit_rows);
	found = reject(&self, judge_lines_of(&self, "27096; 77003; 64445; 64493 x2; 64494 #99; 27096 LT RT; 99213 ZZ", ""),
				   DECISION_DENY);
	CHECK_TEXT(found.hint, REMEDIES
			   "line 2 (77003), NCCI.PTP: send an NCCI-associated modifier\n"
			   "line 3 (64445), NCCI.PTP: leave the line out, or code it otherwise\n"
			   "line 4 (64493), NCCI.MUE: send at most 1 unit\n"
			   "line 5 (64494), NCCI.ADD_ON: send a primary procedure of the same date that is itself paid\n"
			   "line 5 (64494), PLACE: send a place of service that is in use on the date\n"
			   "line 6 (27096), MODIFIER.PAIR: send modifiers that go together\n"
			   "line 7 (99213), MODIFIER.UNKNOWN: send a modifier that is on a list, or none\n" LAST_ROW);
	/* an edit is no policy's */
	CHECK(strstr(found.detail.bytes, "line 3 (64445), NCCI.PTP: ") != NULL);
	found = reject(&self, judge_lines_of(&self, "64451 @2019-01-01", ""), DECISION_DENY);
	CHECK_TEXT(found.hint, REMEDIES
			   "line 1 (64451), CODE.DATE: send a code that is valid on the date, or correct the date\n" LAST_ROW);
	edits_end(&self);
}

/* Claim ids of any content and length. */
static void
test_claim_ids(void)
{
	fixture		self;
	char		claim[1000];
	char		id[201];
	rejection	found;

	fixture_with(&self, FACTS, CRITERION("false"));
	memset(id, 'i', sizeof(id) - 1);
	id[sizeof(id) - 1] = '\0';
	snprintf(claim, sizeof(claim), CLAIM_OF("'claim_id': '%s', ", ""), id);
	found = reject(&self, judge(&self, claim), DECISION_DENY);
	CHECK_EQ_INT(strspn(found.message.bytes + strlen("claim \""), "i"), REJECTION_ID_BYTES);
	CHECK(strstr(found.message.bytes, "i...\" is denied: line 1 (27096), A: not met: T") != NULL);
	found = reject(&self, judge(&self, CLAIM_OF("'claim_id': 'a\\tb', ", "")), DECISION_DENY);
	CHECK_TEXT(found.message, "claim \"a b\" is denied: line 1 (27096), A: not met: T");
	found = reject(&self, judge(&self, CLAIM_OF("'claim_id': -1.50, ", "")), DECISION_DENY);
	CHECK(strstr(found.message.bytes, "claim -1.5") == found.message.bytes);
	fixture_end(&self);
}

int
main(void)
{
	test_policy();
	test_remedies();
	test_problems();
	test_edits();
	test_claim_ids();
	return test_report();
}
