/*
 * add_on_edit_test.c
 *	  NCCI.ADD_ON: add-ons beside primaries that are paid, pended, denied or missing, in chains and circles.
 */
#include "edit_judge.h"

/* The best listed primary of the same day decides. */
static void
test_primaries(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "64491", "deny -NCCI.ADD_ON");
	CHECK_LINES(&self, "64490; 64491", "no_policy; no_policy");
	CHECK_LINES(&self, "64491; 64490", "no_policy; no_policy");
	CHECK_LINES(&self, "64490; 64491 @2024-08-02", "no_policy; deny -NCCI.ADD_ON");
	CHECK_LINES(&self, "64493; 64491", "no_policy; deny -NCCI.ADD_ON");
	/* every line of the add-on */
	CHECK_LINES(&self, "64494; 64494", "deny -NCCI.ADD_ON; deny -NCCI.ADD_ON");
	/* either of two, even where the other is rejected */
	CHECK_LINES(&self, "64490 x2; 64493; 64494", "deny -NCCI.MUE; no_policy; no_policy");
	CHECK_LINES(&self, "64490 x2; 64494", "deny -NCCI.MUE; deny -NCCI.ADD_ON");
	/* rows hold on their dates */
	CHECK_LINES(&self, "64491 @2018-12-31", "no_policy");
	CHECK_LINES(&self, "64491 @2019-01-01", "deny -NCCI.ADD_ON");
	edits_end(&self);
}

/* 64492 to 64491 to 64490: a chain is as good as its base. */
static void
test_chains(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "64490; 64491; 64492", "no_policy; no_policy; no_policy");
	CHECK_LINES(&self, "64492; 64491; 64490", "no_policy; no_policy; no_policy");
	CHECK_LINES(&self, "64491; 64492", "deny -NCCI.ADD_ON; deny -NCCI.ADD_ON");
	CHECK_LINES(&self, "64490 x2; 64491; 64492", "deny -NCCI.MUE; deny -NCCI.ADD_ON; deny -NCCI.ADD_ON");
	/* its link has another fault, its base has none */
	CHECK_LINES(&self, "64490; 64491 x2; 64492", "no_policy; deny -NCCI.MUE; no_policy");
	CHECK_LINES(&self, "64493; 64494; 64495", "no_policy; no_policy; no_policy");
	CHECK_LINES(&self, "64494; 64495", "deny -NCCI.ADD_ON; deny -NCCI.ADD_ON");
	edits_end(&self);
}

/* Codes that only name each other stay rejected, until one of them has a base. */
static void
test_circles(void)
{
	static const char *const rows[] = {
		"add_on 10001 10002 - - 1", "add_on 10002 10003 - - 1", "add_on 10003 10001 - - 1",
		"add_on 10003 10009 - - 1", "add_on 10004 10004 - - 1"
	};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10001; 10002; 10003", "deny -NCCI.ADD_ON; deny -NCCI.ADD_ON; deny -NCCI.ADD_ON");
	CHECK_LINES(&self, "10001; 10002; 10003; 10009", "no_policy; no_policy; no_policy; no_policy");
	CHECK_LINES(&self, "10001; 10002; 10009", "deny -NCCI.ADD_ON; deny -NCCI.ADD_ON; no_policy");
	CHECK_LINES(&self, "10004; 10004", "deny -NCCI.ADD_ON; deny -NCCI.ADD_ON");
	edits_end(&self);
}

/* A chain as long as a claim may be, in the worst order of codes. */
static void
test_long_chain(void)
{
	static char rows[CLAIM_LINES_MAX][40];
	static const char *pointers[CLAIM_LINES_MAX];
	static char lines[20000];
	fixture		self;
	char	   *end = lines;

	for (int i = 0; i < CLAIM_LINES_MAX; i++)
	{
		sprintf(rows[i], "add_on %d %d - - 1", 20000 + i, 20001 + i);
		pointers[i] = rows[i];
		end += sprintf(end, "%s%d", i > 0 ? "; " : "", 20001 + i);
	}
	edits_start(&self, pointers, CLAIM_LINES_MAX);
	CHECK_DECISION(judge_lines_of(&self, lines, "")->decision, DECISION_NO_POLICY);
	lines[strlen(lines) - strlen("; 21000")] = '\0';
	for (uint32_t i = 0; i < judge_lines_of(&self, lines, "")->line_count; i += 99)
		CHECK_DECISION(self.result.lines[i].decision, DECISION_DENY);
	edits_end(&self);
}

/* What the primary waits for, the add-on waits for as well. */
static void
test_pended_primary(void)
{
	static const char *const rows[] = {
		"add_on 64491 64490 - - 1", "add_on 64492 64491 - - 1", "mue 64490 p - - 1 3", "mue 64491 p - - 1 3"
	};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "64490 x2; 64491; 64492", "pend ?NCCI.MUE; pend ?NCCI.ADD_ON; pend ?NCCI.ADD_ON");
	CHECK_LINES(&self, "64490; 64491 x2; 64492", "no_policy; pend ?NCCI.MUE; pend ?NCCI.ADD_ON");
	CHECK_TEXT(self.result.lines[2].missing[0].question,
			   "Is a primary of the add-on 64492 paid (line 2)? That is not decided yet.");
	edits_end(&self);
}

/* A line that cannot be read may be the primary. */
static void
test_unreadable_primary(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "- ; 64491", "invalid; pend ?NCCI.ADD_ON");
	CHECK_LINES(&self, "64490 bad; 64491", "invalid; pend ?NCCI.ADD_ON");
	CHECK_LINES(&self, "64490 @2024-02-30; 64491", "invalid; pend ?NCCI.ADD_ON");
	CHECK_DETAIL(&self.result.lines[1].missing[0], "primary_lines", "[1]");
	CHECK_LINES(&self, "64493 bad; 64491", "invalid; deny -NCCI.ADD_ON");
	CHECK_LINES(&self, "64490 bad @2024-08-02; 64491", "invalid; deny -NCCI.ADD_ON");
	CHECK_LINES(&self, "- @2024-08-02; 64491", "invalid; deny -NCCI.ADD_ON");
	CHECK_LINES(&self, "-; 64490; 64491", "invalid; no_policy; no_policy");
	CHECK_LINES(&self, "64490 bad; 64491; 64492", "invalid; pend ?NCCI.ADD_ON; pend ?NCCI.ADD_ON");
	edits_end(&self);
}

/* Types 2 and 3 leave room for what a contractor accepts. */
static void
test_types(void)
{
	static const char *const rows[] = {
		"add_on 10001 10009 - - 2", "add_on 10002 10009 - - 3", "add_on 10003 CCCCC - - 2", "add_on 10004 CCCCC - - 1",
		"add_on 10005 10009 - - 1", "add_on 10005 10008 - - 3", "add_on 10006 10009 - - 1",
		"add_on 10006 10008 - 2024-07-31 3", "add_on 10007 10001 - - 1", "mue 10009 p - - 1 2"
	};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10001", "pend ?NCCI.ADD_ON");
	CHECK_LINES(&self, "10002", "pend ?NCCI.ADD_ON");
	CHECK_LINES(&self, "10003", "pend ?NCCI.ADD_ON");
	CHECK_TEXT(self.result.lines[0].missing[0].question,
			   "Which primary was the add-on 10003 done with on 2024-08-01? Contractors decide which they accept.");
	CHECK_DETAIL(&self.result.lines[0].missing[0], "primaries", "[]");
	CHECK_LINES(&self, "10004", "pend ?NCCI.ADD_ON");
	CHECK_LINES(&self, "10005", "pend ?NCCI.ADD_ON");
	CHECK_DETAIL(&self.result.lines[0].missing[0], "type", "3");
	CHECK_LINES(&self, "10006", "deny -NCCI.ADD_ON");
	CHECK_LINES(&self, "10006 @2024-07-31", "pend ?NCCI.ADD_ON");
	CHECK_LINES(&self, "10009; 10001; 10002; 10005", "no_policy; no_policy; no_policy; no_policy");
	/* a listed primary that is rejected */
	CHECK_LINES(&self, "10009 x2; 10002; 10006", "deny -NCCI.MUE; pend ?NCCI.ADD_ON; deny -NCCI.ADD_ON");
	CHECK_TEXT(self.result.lines[1].missing[0].question,
			   "Which primary was the add-on 10002 done with on 2024-08-01? What is billed as one (line 1) is "
			   "rejected. Contractors may accept primaries that are not listed.");
	/* and what waits for such an add-on waits, too */
	CHECK_LINES(&self, "10001; 10007", "pend ?NCCI.ADD_ON; pend ?NCCI.ADD_ON");
	/* a code that is contractor-defined as primary of all does not become a code */
	CHECK_LINES(&self, "00000; 10003", "no_policy; pend ?NCCI.ADD_ON");
	edits_end(&self);
}

static void
test_modes(void)
{
	static const char *const rows[] = {
		"add_on 64491 64490 - - 1", "add_on 64492 64491 - - 1", "add_on 10003 CCCCC - - 2",
		"setting 0 * NCCI.ADD_ON review - -", "setting 1 * NCCI.ADD_ON off - -", "setting * 1 NCCI.ADD_ON deny - -"
	};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES_OF(&self, "64491; 64492", ", 'payer': 'centene'", "pend ?NCCI.ADD_ON; pend ?NCCI.ADD_ON");
	CHECK_TEXT(self.result.lines[0].missing[0].question,
			   "Which primary was the add-on 64491 done with on 2024-08-01? None that is listed (64490) is billed.");
	CHECK_LINES_OF(&self, "64491; 64492", ", 'payer': 'other'", "no_policy; no_policy");
	CHECK_LINES_OF(&self, "64491; 64492", "", "deny -NCCI.ADD_ON; deny -NCCI.ADD_ON");
	CHECK_LINES_OF(&self, "10003", ", 'line_of_business': 'medicare'", "deny -NCCI.ADD_ON");
	CHECK_TEXT(self.result.lines[0].reasons[0].message, "10003 is an add-on without a primary on 2024-08-01");
	CHECK_LINES_OF(&self, "-; 64491", ", 'line_of_business': 'medicare'", "invalid; deny -NCCI.ADD_ON");
	edits_end(&self);
}

/* Other faults of the line do not hide this one. */
static void
test_beside_other_edits(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "64451; 64494", "no_policy; deny -NCCI.ADD_ON -NCCI.PTP");
	CHECK_LINES(&self, "64491 x2", "deny -NCCI.ADD_ON -NCCI.MUE");
	CHECK_LINES(&self, "64491 26", "deny -MODIFIER.CODE -NCCI.ADD_ON");
	CHECK_LINES(&self, "77003", "pend ?NCCI.ADD_ON");
	edits_end(&self);
}

static void
test_texts(void)
{
	static const char *const rows[] = {
		"add_on 77002 20610 - - 1", "add_on 77002 20600 - - 1", "add_on 77002 20605 - - 1", "add_on 77002 64445 - - 1",
		"add_on 77002 27093 - - 1", "add_on 77002 27095 - 2020-12-31 1", "mue 20600 p - - 1 2", "mue 20605 p - - 1 2"
	};
	fixture		self;
	const reason *reason;

	EDITS_START(&self, pain_rows);
	reason = &judge_lines_of(&self, "64494", "")->lines[0].reasons[0];
	CHECK_TEXT(reason->message, "64494 is an add-on to 64490 or 64493, which are not billed on 2024-08-01");
	CHECK_TEXT(reason->carc, "107");
	CHECK_TEXT(reason->rarc, "N122");
	CHECK_FINDING(reason->required, "[64490, 64493]");
	CHECK_EQ_INT(reason->detail_count, 3);
	CHECK_DETAIL(reason, "type", "1");
	CHECK_DETAIL(reason, "primaries", "[64490, 64493]");
	CHECK_DETAIL(reason, "primary_lines", "[]");
	reason = &judge_lines_of(&self, "64634", "")->lines[0].reasons[0];
	CHECK_TEXT(reason->message, "64634 is an add-on to 64633, which is not billed on 2024-08-01");
	edits_end(&self);

	EDITS_START(&self, rows);
	reason = &judge_lines_of(&self, "77002", "")->lines[0].reasons[0];
	CHECK_TEXT(reason->message,
			   "77002 is an add-on to 20610, 20600, 20605 or 2 more, which are not billed on 2024-08-01");
	reason = &judge_lines_of(&self, "20600 x2; 77002; 20605 x2; 77002", "")->lines[3].reasons[0];
	CHECK_TEXT(reason->message, "77002 is an add-on, and no primary of it on the same date (lines 1 and 3) is paid");
	CHECK_DETAIL(reason, "primary_lines", "[1, 3]");
	edits_end(&self);
}

int
main(void)
{
	test_primaries();
	test_chains();
	test_circles();
	test_long_chain();
	test_pended_primary();
	test_unreadable_primary();
	test_types();
	test_modes();
	test_beside_other_edits();
	test_texts();
	return test_report();
}
