/*
 * coding_edits_test.c
 *	  The coding edits of whole claims: dates of codes, places, modifiers, settings, beside policies, and random claims.
 */
#include "edit_judge.h"

/* ---- CODE.DATE ---- */

static void
test_code_dates(void)
{
	static const char *const rows[] = {
		"code 10001 2020-01-01 -", "code 10002 - 2019-12-31", "code 10003 2015-01-01 2016-12-31",
		"code 10003 2020-01-01 2021-12-31", "code 10004 - -",
		"setting 0 * CODE.DATE review - -", "setting 1 * CODE.DATE off - -"
	};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10001 @2019-12-31; 10001 @2020-01-01", "deny -CODE.DATE; no_policy");
	CHECK_TEXT(self.result.lines[0].reasons[0].message, "10001 is not valid on 2019-12-31; it begins on 2020-01-01");
	CHECK_DETAIL(&self.result.lines[0].reasons[0], "effective_from", "2020-01-01");
	CHECK_DETAIL(&self.result.lines[0].reasons[0], "effective_to", "null");
	CHECK_DETAIL(&self.result.lines[0].reasons[0], "date_of_service", "2019-12-31");
	CHECK_FINDING(self.result.lines[0].reasons[0].required, "2020-01-01");
	CHECK_TEXT(self.result.lines[0].reasons[0].carc, "181");
	CHECK_TEXT(self.result.lines[0].reasons[0].rarc, "N56");
	CHECK_LINES(&self, "10002 @2019-12-31; 10002", "no_policy; deny -CODE.DATE");
	CHECK_TEXT(self.result.lines[1].reasons[0].message, "10002 is not valid on 2024-08-01; it ended on 2019-12-31");
	/* of several spans the nearest is named */
	CHECK_LINES(&self, "10003 @2017-06-01; 10003 @2019-06-01; 10003 @2022-01-01; 10003 @2016-12-31",
				"deny -CODE.DATE; deny -CODE.DATE; deny -CODE.DATE; no_policy");
	CHECK_DETAIL(&self.result.lines[0].reasons[0], "effective_to", "2016-12-31");
	CHECK_DETAIL(&self.result.lines[1].reasons[0], "effective_from", "2020-01-01");
	CHECK_DETAIL(&self.result.lines[2].reasons[0], "effective_to", "2021-12-31");
	/* a code of all dates, and one in no table */
	CHECK_LINES(&self, "10004 @0001-01-01; 10005 @9999-12-31", "no_policy; no_policy");
	CHECK_LINES_OF(&self, "10002", ", 'payer': 'centene'", "pend ?CODE.DATE");
	CHECK_TEXT(self.result.lines[0].missing[0].question,
			   "Is 10002 on 2024-08-01 the right code and date? The code ended on 2019-12-31.");
	CHECK_LINES_OF(&self, "10002", ", 'payer': 'other'", "no_policy");
	edits_end(&self);
}

/* A table may hold dates beyond those of claims; they are no dates of an answer. */
static void
test_distant_dates(void)
{
	static const char *const rows[] = {"code 10001 - -"};
	fixture		self;
	code_record *record;

	EDITS_START(&self, rows);
	record = (code_record *) reference_code(self.reference, row_code("10001"));
	record->validity[0] = (date_span) {5000000, DATE_EVER_AFTER};
	CHECK_LINES(&self, "10001", "deny -CODE.DATE");
	CHECK_TEXT(self.result.lines[0].reasons[0].message, "10001 is not valid on 2024-08-01; it begins later");
	CHECK_DETAIL(&self.result.lines[0].reasons[0], "effective_from", "null");
	edits_end(&self);
}

/* ---- PLACE ---- */

static void
test_places(void)
{
	static const char *const rows[] = {
		"place 01 - -", "place 11 - -", "place 27 2021-10-01 2023-12-31", "place 27 2024-06-01 -",
		"setting 0 * PLACE review - -", "setting 1 * PLACE off - -"
	};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10001; 10001 #11; 10001 #01; 10001 #12; 10001 #00",
				"no_policy; no_policy; no_policy; deny -PLACE; deny -PLACE");
	CHECK_LINES(&self, "10001 #27; 10001 #27 @2021-09-30; 10001 #27 @2024-01-01; 10001 #27 @2023-12-31",
				"no_policy; deny -PLACE; deny -PLACE; no_policy");
	CHECK_LINES_OF(&self, "10001; 10001 #11", ", 'place_of_service': '02'", "deny -PLACE; no_policy");
	CHECK_TEXT(self.result.lines[0].reasons[0].message, "02 is no place of service in use on 2024-08-01");
	CHECK_TEXT(self.result.lines[0].reasons[0].carc, "5");
	CHECK_TEXT(self.result.lines[0].reasons[0].rarc, "M77");
	CHECK_FINDING(self.result.lines[0].reasons[0].found, "02");
	CHECK_DETAIL(&self.result.lines[0].reasons[0], "place_of_service", "02");
	CHECK_LINES_OF(&self, "10001 #12", ", 'payer': 'centene'", "pend ?PLACE");
	CHECK_TEXT(self.result.lines[0].missing[0].question,
			   "Where was the service done? 12 is no place of service in use on 2024-08-01.");
	CHECK_LINES_OF(&self, "10001 #12", ", 'payer': 'other'", "no_policy");
	edits_end(&self);
}

/* While no place is known, none is judged. */
static void
test_no_places(void)
{
	static const char *const rows[] = {"rationale other"};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10001 #12", "no_policy");
	edits_end(&self);
}

/* ---- modifiers ---- */

static void
test_modifiers(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "27096 11; 27096 @2024-09-01; 27096 @2024-09-02 CP",
				"deny -MODIFIER.UNKNOWN; no_policy; deny -MODIFIER.UNKNOWN");
	CHECK_LINES(&self, "64451 26; 64490 80; 27096 80",
				"deny -MODIFIER.CODE -NCCI.PTP; no_policy; deny -MODIFIER.CODE");
	CHECK_TEXT(self.result.lines[2].reasons[0].carc, "54");
	CHECK_LINES(&self, "27096 50 LT; 64490 LT LT", "deny -MODIFIER.PAIR; deny -MODIFIER.PAIR");
	/* an information costs nothing and is not shown; a review asks */
	CHECK_LINES(&self, "27096 KX; 99213 50 @2024-08-02", "no_policy; pend ?MODIFIER.CODE");
	CHECK_TEXT(self.result.lines[1].missing[0].question, "Is this as it should be: 99213 cannot carry 50?");
	/* several, in the order of the edits */
	CHECK_LINES(&self, "64451 @2019-08-01 #99 26 TC ZZ x2",
				"deny -CODE.DATE -MODIFIER.UNKNOWN -MODIFIER.PAIR -PLACE");
	CHECK_LINES(&self, "64451 #99 26 26 ZZ x2",
				"deny -MODIFIER.UNKNOWN -MODIFIER.CODE -MODIFIER.PAIR -NCCI.MUE -PLACE");
	edits_end(&self);
}

/* A thousand odd modifiers on one line give no thousand reasons. */
static void
test_many_modifiers(void)
{
	static char claim[40000];
	fixture		self;
	char	   *end = claim;

	end += sprintf(end, "{'date_of_service': '2024-08-01', 'lines': [{'code': '27096', 'modifiers': ['Z0'");
	for (int i = 0; i < 36 * 36; i++)
		end += sprintf(end, ", '%c%c'", i / 36 < 10 ? '0' + i / 36 : 'A' + i / 36 - 10,
					   i % 36 < 10 ? '0' + i % 36 : 'A' + i % 36 - 10);
	sprintf(end, "]}]}");
	EDITS_START(&self, pain_rows);
	CHECK_EQ_INT(judge(&self, claim)->lines[0].reason_count, 100);
	edits_end(&self);
}

/* ---- settings ---- */

/* Modes are by payer, line of business and date of the line; "off" for all edits turns all off. */
static void
test_settings(void)
{
	static const char *const rows[] = {
		"mue 10001 p - - 1 2", "place 11 - -", "add_on 10002 10003 - - 1",
		"setting 0 * * review - 2024-08-01", "setting 0 * NCCI.MUE deny - -", "setting * 2 * off - -"
	};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10001 x2 #12; 10002", "deny -NCCI.MUE -PLACE; deny -NCCI.ADD_ON");
	CHECK_LINES_OF(&self, "10001 x2 #12; 10002; 10002 @2024-08-02", ", 'payer': 'CENTENE '",
				   "deny -NCCI.MUE ?PLACE; pend ?NCCI.ADD_ON; deny -NCCI.ADD_ON");
	CHECK_LINES_OF(&self, "10001 x2 #12; 10002", ", 'line_of_business': 'medicaid'", "no_policy; no_policy");
	CHECK_LINES_OF(&self, "10001 x2 #12; 10002", ", 'payer': 'nobody', 'line_of_business': 'marketplace'",
				   "deny -NCCI.MUE -PLACE; deny -NCCI.ADD_ON");
	edits_end(&self);
}

/* ---- beside policies ---- */

/* A policy about 27096 and G0260 that decides by one fact. */
static void
policies_start(fixture *self)
{
	fixture_with(self, "{'name': 'a', 'type': 'boolean', 'question': 'a?'}",
				 "{'id': 'I', 'text': 't', 'test': {'fact': 'a'}}");
	self->reference = reference_fixture(&self->memory, pain_rows, PAIN_ROW_COUNT);
}

static void
check_combination(fixture *self, const char *lines, const char *facts, const char *expected, const char *branch)
{
	char		rest[100];

	snprintf(rest, sizeof(rest), ", 'facts': {%s}", facts);
	CHECK_LINES_OF(self, lines, rest, expected);
	CHECK_TEXT(self->result.lines[0].branch, branch);
	CHECK(self->result.lines[0].version != NULL);
	CHECK(self->result.lines[0].program != NULL);
}

/* The worse of both decides; entries of edits stand first; the branch is the policy's only while it decides. */
static void
test_beside_policies(void)
{
	fixture		self;

	policies_start(&self);
	check_combination(&self, "27096", "'a': true", "approve", "I");
	check_combination(&self, "27096", "'a': false", "deny -I", "I");
	check_combination(&self, "27096", "", "pend ?I", "I");
	check_combination(&self, "27096 x2", "'a': true", "deny -NCCI.MUE", NULL);
	CHECK_DECISION(self.result.lines[0].by_policies, DECISION_APPROVE);
	check_combination(&self, "27096 x2", "'a': false", "deny -NCCI.MUE -I", "I");
	check_combination(&self, "27096 x2", "", "deny -NCCI.MUE ?I", NULL);
	check_combination(&self, "G0260 x3", "'a': true", "pend ?NCCI.MUE", NULL);
	check_combination(&self, "G0260 x3", "'a': false", "deny -I ?NCCI.MUE", "I");
	check_combination(&self, "G0260 x3", "", "pend ?NCCI.MUE ?I", "I");
	/* a fact that cannot be read makes the line invalid, and edits say no more of it */
	CHECK_LINES_OF(&self, "27096 x2; 99213", ", 'facts': {'a': 5}", "invalid; deny -NCCI.PTP");
	CHECK(self.result.lines[0].branch.bytes == NULL);
	reference_fixture_end(self.reference);
	fixture_end(&self);
}

/* An add-on goes with what policies say of its primary: 77003 to 27096 here. */
static void
test_primary_before_policies(void)
{
	static const char *const rows[] = {"add_on 77003 27096 - - 1", "add_on 77003 G0260 - - 1"};
	fixture		self;

	fixture_with(&self, "{'name': 'a', 'type': 'boolean', 'question': 'a?'}",
				 "{'id': 'I', 'text': 't', 'test': {'fact': 'a'}}");
	self.reference = reference_fixture(&self.memory, rows, 2);
	CHECK_LINES_OF(&self, "27096; 77003", ", 'facts': {'a': true}", "approve; no_policy");
	CHECK_LINES_OF(&self, "27096; 77003", ", 'facts': {'a': false}", "deny -I; deny -NCCI.ADD_ON");
	CHECK_LINES_OF(&self, "77003; 27096", "", "pend ?NCCI.ADD_ON; pend ?I");
	CHECK_LINES_OF(&self, "27096; 77003", ", 'facts': {'a': 5}", "invalid; pend ?NCCI.ADD_ON");
	reference_fixture_end(self.reference);
	fixture_end(&self);
}

/* Without a reference there are no edits; with one that knows nothing, none find anything. */
static void
test_no_reference(void)
{
	fixture		self;

	fixture_start(&self);
	fixture_finish(&self);
	CHECK_LINES(&self, "27096 ZZ ZZ x99 #99; 99213; 64491", "no_policy; no_policy; no_policy");
	self.reference = reference_fixture(&self.memory, NULL, 0);
	CHECK_LINES(&self, "27096 ZZ x99 #99; 99213; 64491", "no_policy; no_policy; no_policy");
	self.reference->modifiers = NULL;
	CHECK_LINES(&self, "27096 ZZ ZZ x99 #99; 99213; 64491", "no_policy; no_policy; no_policy");
	reference_fixture_end(self.reference);
	fixture_end(&self);
}

/* Claims that cannot be read are no matter for edits. */
static void
test_unreadable_claims(void)
{
	static const char *const claims[] = {
		"[]", "{}", "{'lines': [null, 5, {}]}", "{'date_of_service': '2024-08-01', 'lines': []}",
		"{'date_of_service': 'x', 'lines': [{'code': '27096', 'units': 2}, {'code': '99213'}]}",
		"{'date_of_service': '2024-08-01', 'lines': [{'code': '27096', 'units': -2}, {'code': '64491'}, {'code': 5}]}"
	};
	fixture		self;

	EDITS_START(&self, pain_rows);
	for (size_t i = 0; i < sizeof(claims) / sizeof(claims[0]); i++)
		CHECK_DECISION(judge(&self, claims[i])->decision, DECISION_INVALID);
	/* a fault of the claim leaves its readable lines to be edited */
	CHECK_LINES_OF(&self, "27096 x2; 99213", ", 'history': 5, 'claim_type': 'dental'",
				   "deny -NCCI.MUE; deny -NCCI.PTP");
	CHECK_DECISION(self.result.decision, DECISION_INVALID);
	edits_end(&self);
}

/* Codes are loaded once, whatever the number of lines and claims. */
static void
test_loading(void)
{
	fixture		self;
	reference_rows *rows;

	EDITS_START(&self, pain_rows);
	rows = self.reference->context;
	for (int i = 0; i < 5; i++)
		judge_lines_of(&self, "27096; 99213; 27096; 99213 @2024-08-02; 99213", "");
	CHECK_EQ_INT(rows->load_count, 2);
	judge_lines_of(&self, "27096 bad; - ; 64491 bad", "");
	CHECK_EQ_INT(rows->load_count, 2);
	edits_end(&self);
}

/* ---- random claims: judge() checks that the decision alone is the same, and what holds of every result ---- */

static uint64_t random_state = 20240801;

static uint32_t
pick(uint32_t count)
{
	random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t) (random_state >> 33) % count;
}

static char *
add_random_line(char *end)
{
	static const char *const codes[] = {
		"27096", "64451", "64490", "64491", "64492", "64493", "64494", "64495", "77003", "99213", "64454", "76942",
		"G0260", "64625", "64634", "99417", "97110", "-"
	};
	static const char *const words[] = {
		"59", "25", "LT", "RT", "50", "26", "80", "KX", "XS", "ZZ", "x2", "x0.5", "x5", "@2020-03-02", "@2019-06-01",
		"@2024-08-02", "#24", "#11", "#99", "bad"
	};

	end += sprintf(end, "%s", codes[pick(sizeof(codes) / sizeof(codes[0]))]);
	for (uint32_t count = pick(4) * pick(2); count > 0; count--)
		end += sprintf(end, " %s", words[pick(sizeof(words) / sizeof(words[0]))]);
	return end;
}

static void
test_random_claims(void)
{
	static const char *const rests[] = {
		"", ", 'facts': {'a': true}", ", 'facts': {'a': false}", ", 'facts': {'a': 5}",
		", 'claim_type': 'institutional'",
		", 'place_of_service': '24', 'facts': {'a': true}", ", 'line_of_business': 'medicare', 'facts': {'a': true}"
	};
	fixture		self;
	int			decisions[DECISION_INVALID + 1] = {0};

	policies_start(&self);
	for (int i = 0; i < 20000; i++)
	{
		char		lines[2000];
		char	   *end = add_random_line(lines);

		for (uint32_t count = pick(8); count > 0; count--)
		{
			end += sprintf(end, "; ");
			end = add_random_line(end);
		}
		decisions[judge_lines_of(&self, lines, rests[pick(sizeof(rests) / sizeof(rests[0]))])->decision]++;
	}
	/* not all of one kind */
	for (int decision = DECISION_PEND; decision <= DECISION_INVALID; decision++)
		CHECK(decisions[decision] > 500);
	reference_fixture_end(self.reference);
	fixture_end(&self);
}

int
main(void)
{
	test_code_dates();
	test_distant_dates();
	test_places();
	test_no_places();
	test_modifiers();
	test_many_modifiers();
	test_settings();
	test_beside_policies();
	test_primary_before_policies();
	test_no_reference();
	test_unreadable_claims();
	test_loading();
	test_random_claims();
	return test_report();
}
