/*
 * mue_edit_test.c
 *	  NCCI.MUE: units by line and by day, exact, and both sides at a surgical center.
 */
#include "edit_judge.h"

static const char *const rows[] = {
	"mue 10001 p 2024-01-01 - 2 1", "mue 10002 p 2024-01-01 - 2 2", "mue 10003 p 2024-01-01 - 2 3",
	"mue 10004 p 2024-01-01 - 0 2", "mue 10005 p 2024-01-01 2024-06-30 1 2", "mue 10005 p 2024-07-01 - 3 2",
	"mue 10005 o 2024-01-01 - 2 2", "mue 10006 p 2024-01-01 - 0 3",
	"modifier LT - - ncci", "modifier RT - - ncci", "modifier 50 - - plain"
};

/* MAI 1 looks at each line alone. */
static void
test_lines(void)
{
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10001 x2", "no_policy");
	CHECK_LINES(&self, "10001 x3", "deny -NCCI.MUE");
	CHECK_LINES(&self, "10001 x2; 10001 x2; 10001 x2.5", "no_policy; no_policy; deny -NCCI.MUE");
	CHECK_TEXT(self.result.lines[2].reasons[0].message, "2.5 units of 10001 on 2024-08-01; at most 2 a line");
	CHECK_DETAIL(&self.result.lines[2].reasons[0], "lines", "[3]");
	CHECK_DETAIL(&self.result.lines[2].reasons[0], "units", "2.5");
	CHECK_DETAIL(&self.result.lines[2].reasons[0], "adjudication_indicator", "1");
	edits_end(&self);
}

/* MAI 2 and 3 add up a day, and speak to every line of the code. */
static void
test_days(void)
{
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10002; 10002", "no_policy; no_policy");
	CHECK_LINES(&self, "10002; 10002; 10001; 10002", "deny -NCCI.MUE; deny -NCCI.MUE; no_policy; deny -NCCI.MUE");
	CHECK_LINES(&self, "10002 x2; 10002 x2 @2024-08-02", "no_policy; no_policy");
	CHECK_LINES(&self, "10002 x2; 10003 x2", "no_policy; no_policy");
	CHECK_LINES(&self, "10003 x3", "pend ?NCCI.MUE");
	CHECK_LINES(&self, "10003 x2; 10003", "pend ?NCCI.MUE; pend ?NCCI.MUE");
	/* nothing is ever at most zero */
	CHECK_LINES(&self, "10004", "deny -NCCI.MUE");
	CHECK_LINES(&self, "10004 x0.001", "deny -NCCI.MUE");
	/* a line that cannot be read is not counted */
	CHECK_LINES(&self, "10002 x2; 10002 bad", "no_policy; invalid");
	edits_end(&self);
}

/* Units are exact: what is a trace over the limit is over it, and sums lose nothing. */
static void
test_fractions(void)
{
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10002 x2.0000000001", "deny -NCCI.MUE");
	CHECK_LINES(&self, "10002 x1.9999999999", "no_policy");
	CHECK_LINES(&self, "10002 x0.1; 10002 x0.2; 10002 x1.7", "no_policy; no_policy; no_policy");
	CHECK_LINES(&self, "10002 x0.1; 10002 x0.2; 10002 x1.7000001", "deny -NCCI.MUE; deny -NCCI.MUE; deny -NCCI.MUE");
	CHECK_LINES(&self, "10002 x1e300; 10002 x1e300", "deny -NCCI.MUE; deny -NCCI.MUE");
	edits_end(&self);
}

static void
test_dates_and_settings(void)
{
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10005 x2 @2023-12-31", "no_policy");
	CHECK_LINES(&self, "10005 x2 @2024-01-01", "deny -NCCI.MUE");
	CHECK_LINES(&self, "10005 x2 @2024-06-30", "deny -NCCI.MUE");
	CHECK_LINES(&self, "10005 x2 @2024-07-01", "no_policy");
	CHECK_LINES(&self, "10005 x4", "deny -NCCI.MUE");
	CHECK_LINES_OF(&self, "10005 x3", ", 'claim_type': 'institutional'", "deny -NCCI.MUE");
	CHECK_LINES_OF(&self, "10005 x2", ", 'claim_type': 'institutional'", "no_policy");
	CHECK_LINES_OF(&self, "10002 x9", ", 'claim_type': 'institutional'", "no_policy");
	edits_end(&self);
}

/* At place 24 a bilateral procedure stands on two lines; only together they are over the limit. */
static void
test_sides(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "27096 LT #24; 27096 RT #24", "pend ?NCCI.MUE; pend ?NCCI.MUE");
	CHECK_TEXT(self.result.lines[0].missing[0].question,
			   "Are 2 units of 27096 on 2024-08-01 (lines 1 and 2) one procedure on both sides? At most 1 a day is "
			   "expected, and neither side alone has more.");
	/* elsewhere, in part elsewhere, or at no known place */
	CHECK_LINES(&self, "27096 LT #11; 27096 RT #11", "deny -NCCI.MUE; deny -NCCI.MUE");
	CHECK_LINES(&self, "27096 LT #24; 27096 RT #11", "deny -NCCI.MUE; deny -NCCI.MUE");
	CHECK_LINES(&self, "27096 LT; 27096 RT", "deny -NCCI.MUE; deny -NCCI.MUE");
	/* one side is over the limit by itself */
	CHECK_LINES(&self, "27096 LT x2 #24; 27096 RT #24", "deny -NCCI.MUE; deny -NCCI.MUE");
	CHECK_LINES(&self, "27096 LT #24; 27096 LT #24", "deny -NCCI.MUE; deny -NCCI.MUE");
	CHECK_LINES(&self, "27096 LT #24; 27096 RT #24; 27096 LT #24",
				"deny -NCCI.MUE; deny -NCCI.MUE; deny -NCCI.MUE");
	CHECK_LINES(&self, "27096 LT x0.5 #24; 27096 RT #24; 27096 LT x0.5 #24",
				"pend ?NCCI.MUE; pend ?NCCI.MUE; pend ?NCCI.MUE");
	/* a side that is not said, or both */
	CHECK_LINES(&self, "27096 LT #24; 27096 #24", "deny -NCCI.MUE; deny -NCCI.MUE");
	CHECK_LINES(&self, "27096 LT RT #24; 27096 RT #24", "deny -NCCI.MUE; deny -NCCI.MUE");
	CHECK_LINES(&self, "27096 50 x2 #24", "deny -NCCI.MUE");
	/* a code that is not bilateral, or of which the fee schedule says nothing */
	CHECK_LINES(&self, "77003 LT x2 #24", "pend ?NCCI.ADD_ON ?NCCI.MUE");
	CHECK_LINES(&self, "G0260 LT x2 #24; G0260 RT x1 #24", "pend ?NCCI.MUE; pend ?NCCI.MUE");
	CHECK(strstr(self.result.lines[0].missing[0].question.bytes, "Why were 3 units") != NULL);
	edits_end(&self);
}

static void
test_modes(void)
{
	static const char *const moded[] = {
		"mue 10001 p 2024-01-01 - 2 1", "mue 10002 p 2024-01-01 - 2 2", "mue 10003 p 2024-01-01 - 2 3",
		"setting 0 * NCCI.MUE review - -", "setting 1 * NCCI.MUE deny - -", "setting * 2 NCCI.MUE off - -"
	};
	fixture		self;

	EDITS_START(&self, moded);
	CHECK_LINES_OF(&self, "10001 x3; 10002 x3; 10003 x3", ", 'payer': 'centene'",
				   "pend ?NCCI.MUE; pend ?NCCI.MUE; pend ?NCCI.MUE");
	CHECK_TEXT(self.result.lines[0].missing[0].question,
			   "Why were 3 units of 10001 on 2024-08-01 needed? At most 2 a line is expected.");
	CHECK_LINES_OF(&self, "10001 x3; 10002 x3; 10003 x3", ", 'payer': 'other'",
				   "deny -NCCI.MUE; deny -NCCI.MUE; deny -NCCI.MUE");
	CHECK_LINES_OF(&self, "10001 x3; 10002 x3; 10003 x3", ", 'line_of_business': 'medicaid'",
				   "no_policy; no_policy; no_policy");
	edits_end(&self);
}

static void
test_texts(void)
{
	fixture		self;
	const reason *reason;

	EDITS_START(&self, rows);
	reason = &judge_lines_of(&self, "10002 x3", "")->lines[0].reasons[0];
	CHECK_TEXT(reason->message, "3 units of 10002 on 2024-08-01; at most 2 a day");
	CHECK_TEXT(reason->carc, "151");
	CHECK_TEXT(reason->rarc, "N362");
	CHECK_FINDING(reason->required, "2");
	CHECK_FINDING(reason->found, "3");
	CHECK_EQ_INT(reason->detail_count, 4);
	CHECK_DETAIL(reason, "limit", "2");
	CHECK_DETAIL(reason, "units", "3");
	CHECK_DETAIL(reason, "lines", "[1]");
	CHECK_DETAIL(reason, "adjudication_indicator", "2");
	reason = &judge_lines_of(&self, "10004", "")->lines[0].reasons[0];
	CHECK_TEXT(reason->message, "1 unit of 10004 on 2024-08-01; none is expected");
	judge_lines_of(&self, "10003; 10003; 10001; 10003", "");
	CHECK_TEXT(self.result.lines[3].missing[0].question,
			   "Why were 3 units of 10003 on 2024-08-01 (lines 1, 2 and 4) needed? At most 2 a day is expected.");
	CHECK_DETAIL(&self.result.lines[3].missing[0], "lines", "[1, 2, 4]");
	judge_lines_of(&self, "10006", "");
	CHECK_TEXT(self.result.lines[0].missing[0].question,
			   "Why was 1 unit of 10006 on 2024-08-01 needed? None is expected.");
	edits_end(&self);
}

/* A thousand lines of one code, newest first: all are found, and each has one short reason. */
static void
test_many_lines(void)
{
	static char lines[20000];
	fixture		self;
	const claim_result *result;
	char	   *end = lines;

	for (int i = 0; i < CLAIM_LINES_MAX; i++)
		end += sprintf(end, "%s10002 @2024-08-%02d", i > 0 ? "; " : "", 31 - i / 50);
	EDITS_START(&self, rows);
	result = judge_lines_of(&self, lines, "");
	for (uint32_t i = 0; i < CLAIM_LINES_MAX; i++)
	{
		CHECK_EQ_INT(result->lines[i].reason_count, 1);
		CHECK_FINDING(result->lines[i].reasons[0].found, "50");
	}
	CHECK(strstr(result->lines[999].reasons[0].message.bytes, "(lines 951, 952, 953 and 47 more)") != NULL);
	edits_end(&self);
}

int
main(void)
{
	test_lines();
	test_days();
	test_fractions();
	test_dates_and_settings();
	test_sides();
	test_modes();
	test_texts();
	test_many_lines();
	return test_report();
}
