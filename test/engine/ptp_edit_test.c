/*
 * ptp_edit_test.c
 *	  NCCI.PTP: pairs of a day in either order, on their dates, bypassed on the right line, and in bounds.
 */
#include "edit_judge.h"

/* Column two is rejected, never column one, in either order of lines, and only on the same day. */
static void
test_pairs(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "27096; 99213", "no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "99213; 27096", "deny -NCCI.PTP; no_policy");
	CHECK_LINES(&self, "99213", "no_policy");
	CHECK_LINES(&self, "99213; 99214", "no_policy; no_policy");
	CHECK_LINES(&self, "27096; 99213 @2024-08-02", "no_policy; no_policy");
	CHECK_LINES(&self, "27096; 99213 @2024-08-02; 27096 @2024-08-02", "no_policy; deny -NCCI.PTP; no_policy");
	/* every line of the code */
	CHECK_LINES(&self, "99213; 27096; 99213", "deny -NCCI.PTP; no_policy; deny -NCCI.PTP");
	/* several column-one codes */
	CHECK_LINES(&self, "64451; 64625; 64493", "no_policy; no_policy; deny -NCCI.PTP -NCCI.PTP");
	/* the first of a chain is not spared for being column two itself */
	CHECK_LINES(&self, "64490; 64451; 64493", "no_policy; deny -NCCI.PTP; deny -NCCI.PTP");
	edits_end(&self);
}

/* A modifier counts on the column-two line alone, and only where the pair allows one. */
static void
test_bypass(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "27096; 99213 25", "no_policy; no_policy");
	CHECK_LINES(&self, "27096 25; 99213", "no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "27096 LT; 99213 KX", "no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "27096; 99213 KX 59", "no_policy; no_policy");
	CHECK_LINES(&self, "27096; 99213 25; 99213", "no_policy; no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "64451; 64493 59", "no_policy; deny -NCCI.PTP");
	/* 50 does not bypass, XS does from 2015 on */
	CHECK_LINES(&self, "64454; 64493 50", "no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "64454; 64493 XS", "no_policy; no_policy");
	/* where the definition includes the service, a modifier leaves it to a person */
	CHECK_LINES(&self, "64454; 76942", "no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "64454; 76942 59", "no_policy; pend ?NCCI.PTP");
	edits_end(&self);
}

/* Rows hold on their dates, the last included; indicator 9 never; between two rows lies a gap. */
static void
test_dates(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "27096 @2018-12-31; 99213 @2018-12-31", "no_policy; no_policy");
	CHECK_LINES(&self, "27096 @2019-01-01; 99213 @2019-01-01", "no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "27096 @2019-12-31; 99213 @2019-12-31", "no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "27096 @2020-01-01; 99213 @2020-01-01", "no_policy; no_policy");
	CHECK_LINES(&self, "27096 @2020-09-30; 99213 @2020-09-30", "no_policy; no_policy");
	CHECK_LINES(&self, "27096 @2020-10-01; 99213 @2020-10-01", "no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "64451 @2020-01-01; 99213 @2020-01-01", "no_policy; no_policy");
	CHECK_LINES(&self, "27096 @0001-01-01; 99213 @0001-01-01", "no_policy; no_policy");
	CHECK_LINES(&self, "27096 @9999-12-31; 99213 @9999-12-31", "no_policy; deny -NCCI.PTP");
	edits_end(&self);
}

/* Of several rows in force the strictest counts; a pair may stand in both orders. */
static void
test_rows_of_a_pair(void)
{
	static const char *const rows[] = {
		"rationale other", "rationale definition", "modifier 59 - - ncci",
		"ptp 10060 10061 p 2020-01-01 - 1 0", "ptp 10060 10061 p 2022-01-01 2022-12-31 0 0",
		"ptp 11042 11043 p 2020-01-01 - 1 0", "ptp 11043 11042 p 2023-01-01 - 0 0",
		"ptp 12001 12002 p 2020-01-01 - 1 7"
	};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES(&self, "10060 @2021-12-31; 10061 59 @2021-12-31", "no_policy; no_policy");
	CHECK_LINES(&self, "10060 @2022-06-01; 10061 59 @2022-06-01", "no_policy; deny -NCCI.PTP");
	CHECK_LINES(&self, "10060 @2023-01-01; 10061 59 @2023-01-01", "no_policy; no_policy");
	CHECK_LINES(&self, "11042 59; 11043", "deny -NCCI.PTP; deny -NCCI.PTP");
	CHECK_LINES(&self, "11042 59; 11043 59", "deny -NCCI.PTP; no_policy");
	/* a rationale that is in no table */
	CHECK_LINES(&self, "12001; 12002", "no_policy; deny -NCCI.PTP");
	CHECK_FINDING(detail_of(self.result.lines[1].reasons[0].details, 4, "rationale"), "null");
	CHECK_LINES(&self, "12001; 12002 59", "no_policy; no_policy");
	edits_end(&self);
}

/* Each setting has its own table. */
static void
test_settings(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES_OF(&self, "27096; 99213", ", 'claim_type': 'institutional'", "no_policy; no_policy");
	CHECK_LINES_OF(&self, "27096; G0260", ", 'claim_type': 'institutional'", "deny -NCCI.PTP; no_policy");
	CHECK_LINES_OF(&self, "27096; G0260", ", 'claim_type': 'professional'", "no_policy; no_policy");
	edits_end(&self);
}

/* Lines that cannot be read are not edited, and reject no other. */
static void
test_unreadable(void)
{
	fixture		self;

	EDITS_START(&self, pain_rows);
	CHECK_LINES(&self, "27096 bad; 99213", "invalid; no_policy");
	CHECK_LINES(&self, "27096; 99213 bad", "no_policy; invalid");
	CHECK_LINES(&self, "-; 27096; 99213", "invalid; no_policy; deny -NCCI.PTP");
	edits_end(&self);
}

static void
test_modes(void)
{
	static const char *const rows[] = {
		"rationale other", "rationale definition", "modifier 59 - - ncci",
		"ptp 64454 76942 p 2020-01-01 - 1 1", "ptp 27096 99213 p 2020-01-01 - 1 0",
		"ptp 27096 99214 p 2020-01-01 - 0 0",
		"setting 0 * NCCI.PTP review - -", "setting 1 * NCCI.PTP deny - -", "setting 1 1 * off - 2024-08-01"
	};
	fixture		self;

	EDITS_START(&self, rows);
	CHECK_LINES_OF(&self, "27096; 99213; 99214", ", 'payer': 'centene'", "no_policy; pend ?NCCI.PTP; pend ?NCCI.PTP");
	CHECK_TEXT(self.result.lines[1].missing[0].question,
			   "Was 99213 done apart from 27096 on the same date (line 1)? No modifier on the line says so.");
	CHECK_TEXT(self.result.lines[2].missing[0].question,
			   "Can 99214 be paid beside 27096 on the same date (line 1)? No modifier changes that edit.");
	CHECK_LINES_OF(&self, "64454; 76942 59", ", 'payer': 'other'", "no_policy; deny -NCCI.PTP");
	CHECK_TEXT(self.result.lines[1].reasons[0].message,
			   "76942 is part of 64454 by definition (same date, line 1); a modifier alone does not make it payable");
	CHECK_LINES_OF(&self, "27096; 99213", ", 'payer': 'other', 'line_of_business': 'medicare'", "no_policy; no_policy");
	CHECK_LINES_OF(&self, "27096 @2024-08-02; 99213 @2024-08-02", ", 'payer': 'other', 'line_of_business': 'medicare'",
				   "no_policy; deny -NCCI.PTP");
	edits_end(&self);
}

static void
test_texts(void)
{
	fixture		self;
	const reason *reason;

	EDITS_START(&self, pain_rows);
	reason = &judge_lines_of(&self, "27096 LT; 77003 KX 26; 27096 RT", "")->lines[1].reasons[0];
	CHECK_TEXT(reason->message,
			   "77003 is not paid beside 27096 on the same date (lines 1 and 3); a modifier such as 59 or XS would be "
			   "needed");
	CHECK_TEXT(reason->carc, "236");
	CHECK_TEXT(reason->rarc, "M80");
	CHECK_FINDING(reason->required, "an NCCI-associated modifier");
	CHECK_FINDING(reason->found, "[KX, 26]");
	CHECK_EQ_INT(reason->detail_count, 4);
	CHECK_DETAIL(reason, "column_one", "27096");
	CHECK_DETAIL(reason, "column_one_lines", "[1, 3]");
	CHECK_DETAIL(reason, "modifier_indicator", "1");
	CHECK_DETAIL(reason, "rationale", "other");
	reason = &judge_lines_of(&self, "64451; 64493", "")->lines[1].reasons[0];
	CHECK_TEXT(reason->message, "64493 is not paid beside 64451 on the same date (line 1); no modifier changes that");
	CHECK_FINDING(reason->required, "null");
	CHECK_DETAIL(reason, "modifier_indicator", "0");
	judge_lines_of(&self, "64454; 76942 59", "");
	CHECK_TEXT(self.result.lines[1].missing[0].question,
			   "Was 76942 done apart from 64454 on the same date (line 1)? By definition 64454 includes it, so that "
			   "the modifier alone does not settle it.");
	CHECK_DETAIL(&self.result.lines[1].missing[0], "column_one", "64454");
	edits_end(&self);
}

/* Visits are advised 25, whatever section their code is of, and other services 59. */
static void
test_fitting_modifiers(void)
{
	static const char *const rows[] = {
		"rationale other", "group surgery 10004 69990", "group visit 99202 99380", "group eye_visit 92002 92014",
		"group hcpcs_visit G0463 G0463", "ptp 27096 99213 p - - 1 0", "ptp 27096 92012 p - - 1 0",
		"ptp 27096 G0463 p - - 1 0", "ptp 27096 64445 p - - 1 0", "ptp 27096 92015 p - - 1 0"
	};
	static const char *const advice[] = {"25", "25", "25", "59 or XS", "59 or XS"};
	fixture		self;
	const claim_result *judged;

	EDITS_START(&self, rows);
	judged = judge_lines_of(&self, "99213; 92012; G0463; 64445; 92015; 27096", "");
	for (int i = 0; i < 5; i++)
	{
		char		words[64];

		snprintf(words, sizeof(words), "a modifier such as %s would", advice[i]);
		CHECK(strstr(judged->lines[i].reasons[0].message.bytes, words) != NULL);
	}
	edits_end(&self);
}

/* ---- bounds ---- */

/* A thousand lines of one pair: each line of column two has one finding, whose lists stay short. */
static void
test_many_lines_of_a_pair(void)
{
	static char lines[20000];
	fixture		self;
	const claim_result *result;
	char	   *end = lines;

	for (int i = 0; i < CLAIM_LINES_MAX; i++)
		end += sprintf(end, "%s%s", i > 0 ? "; " : "", i % 2 == 0 ? "64451" : "64493");
	EDITS_START(&self, pain_rows);
	result = judge_lines_of(&self, lines, "");
	CHECK_EQ_INT(result->line_count, CLAIM_LINES_MAX);
	for (uint32_t i = 1; i < CLAIM_LINES_MAX; i += 2)
	{
		const reason *reason = &result->lines[i].reasons[result->lines[i].reason_count - 1];

		CHECK_EQ_INT(result->lines[i].reason_count, 1);
		CHECK_EQ_INT(detail_of(reason->details, reason->detail_count, "column_one_lines").item_count, 50);
		CHECK(strstr(reason->message.bytes, "(lines 1, 3, 5 and 497 more)") != NULL);
	}
	edits_end(&self);
}

/* Very many column-one codes before one line: the list stops, but what rejects is never left out. */
static void
test_many_column_ones(void)
{
	static char rows[201][40];
	static const char *pointers[203] = {"rationale definition", "modifier 59 - - ncci"};
	static char lines[4000];
	fixture		self;
	char	   *end = lines;

	for (int i = 0; i < 201; i++)
	{
		sprintf(rows[i], "ptp %d 99213 p 2020-01-01 - %d 0", 20000 + i, i == 200 ? 0 : 1);
		pointers[i + 2] = rows[i];
	}
	edits_start(&self, pointers, 203);
	for (int i = 0; i < 200; i++)
		end += sprintf(end, "%d; ", 20000 + i);
	sprintf(end, "99213 59");
	CHECK_EQ_INT(judge_lines_of(&self, lines, "")->lines[200].missing_count, 20);
	CHECK_DECISION(self.result.lines[200].decision, DECISION_PEND);
	sprintf(end, "20200; 99213 59");
	CHECK_EQ_INT(judge_lines_of(&self, lines, "")->lines[201].missing_count, 20);
	CHECK_EQ_INT(self.result.lines[201].reason_count, 1);
	CHECK_DETAIL(&self.result.lines[201].reasons[0], "column_one", "20200");
	sprintf(end, "99213");
	CHECK_EQ_INT(judge_lines_of(&self, lines, "")->lines[200].reason_count, 20);
	edits_end(&self);
}

int
main(void)
{
	test_pairs();
	test_bypass();
	test_dates();
	test_rows_of_a_pair();
	test_settings();
	test_unreadable();
	test_modes();
	test_texts();
	test_fitting_modifiers();
	test_many_lines_of_a_pair();
	test_many_column_ones();
	return test_report();
}
