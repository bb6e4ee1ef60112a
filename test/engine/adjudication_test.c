/*
 * adjudication_test.c
 *	  Claims judged line by line: which policies are asked, in which version, and whose answer decides.
 */
#include "judge.h"

/* A policy that decides by the fact "answer": "yes" approves, "no" denies, none pends. */
typedef struct small_version
{
	const char *policy;
	const char *version;
	const char *from;
	const char *to;				/* NULL: no end */
	const char *codes;
	const char *fact;
	uint32_t	payer;
	bool		owned;			/* the user's own, not shipped */
} small_version;

static void
add_version(fixture *self, const small_version *version)
{
	char		json[1500];

	snprintf(json, sizeof(json),
			 "{'policy': '%s', 'version': '%s', 'title': 't', 'source': 's', 'effective_from': '%s', "
			 "'effective_to': %s%s%s,"
			 "'denial': {'group': 'CO', 'carc': '50'}, 'missing': {'carc': '252'},"
			 "'codes': [{'role': 'subject', 'subject': true, 'codes': [%s]}, {'role': 'other', 'codes': ['99215']}],"
			 "'facts': [{'name': '%s', 'type': 'boolean', 'question': 'q?'}],"
			 "'precedence': [{'id': 'gate', 'line_of_business': ['medicare'], 'text': 't', 'settled_by': false}],"
			 "'criteria': [{'id': 'c', 'text': 't', 'test': {'fact': '%s'}}]}",
			 version->policy, version->version, version->from, version->to != NULL ? "'" : "",
			 version->to != NULL ? version->to : "null", version->to != NULL ? "'" : "", version->codes, version->fact,
			 version->fact);
	if (!CHECK(fixture_add_policy(self, fixture_json(json, &self->memory), version->payer, !version->owned)))
		print_faults(&self->faults);
}

static void
fixture_of(fixture *self, const small_version *versions, size_t count)
{
	fixture_start(self);
	directory_add_payer(self->directory, text_of("centene"));
	directory_add_payer_name(self->directory, 0, text_of("Centene Corporation"));
	directory_add_payer_name(self->directory, 0, text_of("Ambetter"));
	directory_add_payer(self->directory, text_of("other"));
	for (size_t i = 0; i < count; i++)
		add_version(self, &versions[i]);
	fixture_finish(self);
}

#define FIXTURE_OF(self, versions) fixture_of((self), (versions), sizeof(versions) / sizeof((versions)[0]))

/* "decision policy version branch" of a line. */
static void
check_line(const line_result *line, const char *expected)
{
	char		found[200];

	snprintf(found, sizeof(found), "%s %.*s %.*s %.*s", decision_name(line->decision).bytes,
			 line->version != NULL ? (int) line->version->policy.length : 1, line->version != NULL
				 ? line->version->policy.bytes : "-",
			 line->version != NULL && line->version->version.bytes != NULL ? (int) line->version->version.length : 1,
			 line->version != NULL && line->version->version.bytes != NULL ? line->version->version.bytes : "-",
			 line->branch.bytes != NULL ? (int) line->branch.length : 1, line->branch.bytes != NULL
				 ? line->branch.bytes : "-");
	CHECK_EQ_STR(found, expected);
}

/* ---- versions ---- */

static const small_version two_versions[] = {
	{"A", "1", "2022-01-01", "2022-12-31", "'99213', '99214'", "a", NO_PAYER, false},
	{"A", "2", "2023-03-01", NULL, "'99213'", "a", NO_PAYER, false}
};

static void
check_on_date(fixture *self, const char *code, const char *date, const char *facts, const char *expected)
{
	char		claim[300];

	snprintf(claim, sizeof(claim), "{'date_of_service': '%s', 'lines': [{'code': '%s'}], 'facts': {%s}}", date, code,
			 facts);
	check_line(&judge(self, claim)->lines[0], expected);
}

/* First and last day are in force; between and outside of the versions none is, which pends. */
static void
test_versions(void)
{
	fixture		self;
	const line_result *line;

	FIXTURE_OF(&self, two_versions);
	check_on_date(&self, "99213", "2022-01-01", "'a': true", "approve A 1 c");
	check_on_date(&self, "99213", "2022-12-31", "'a': true", "approve A 1 c");
	check_on_date(&self, "99213", "2023-03-01", "'a': false", "deny A 2 c");
	check_on_date(&self, "99213", "2099-01-01", "", "pend A 2 c");
	check_on_date(&self, "99213", "2021-12-31", "'a': true", "pend A - version");
	check_on_date(&self, "99213", "2023-01-01", "'a': true", "pend A - version");
	check_on_date(&self, "99213", "2023-02-28", "'a': false", "pend A - version");
	line = &self.result.lines[0];
	CHECK(line->program == NULL);
	CHECK_EQ_INT(line->missing_count, 1);
	CHECK_TEXT(line->missing[0].criterion, "version");
	CHECK(line->missing[0].fact.bytes == NULL);
	CHECK(strstr(line->missing[0].question.bytes, "2023-02-28") != NULL);
	CHECK_TEXT(line->missing[0].carc, "252");
	fixture_end(&self);
}

/* A code that the version in force says nothing of is nobody's; one that no version in force could speak of pends. */
static void
test_codes_of_versions(void)
{
	fixture		self;

	FIXTURE_OF(&self, two_versions);
	check_on_date(&self, "99214", "2022-06-01", "'a': true", "approve A 1 c");
	check_on_date(&self, "99214", "2023-06-01", "'a': true", "no_policy - - -");
	check_on_date(&self, "99214", "2023-01-15", "'a': true", "pend A - version");
	check_on_date(&self, "99214", "2021-06-01", "'a': true", "pend A - version");
	/* only mentioned, or not at all */
	check_on_date(&self, "99215", "2022-06-01", "'a': true", "no_policy - - -");
	check_on_date(&self, "99216", "2022-06-01", "'a': true", "no_policy - - -");
	fixture_end(&self);
}

/* Precedence comes before the question for the version. */
static void
test_precedence_before_version(void)
{
	fixture		self;
	const line_result *line;

	FIXTURE_OF(&self, two_versions);
	line = &judge(&self,
				  "{'line_of_business': 'medicare', 'lines': [{'code': '99213', 'date_of_service': '2023-01-01'},"
				  "{'code': '99213', 'date_of_service': '2022-06-01'}]}")->lines[0];
	CHECK_TEXT(line->branch, "precedence");
	CHECK_TEXT(line->missing[0].criterion, "gate");
	CHECK_EQ_INT(line->missing_count, 1);
	CHECK_TEXT(self.result.lines[1].branch, "precedence");
	fixture_end(&self);
}

/* Each line has its own date. */
static void
test_dates_of_lines(void)
{
	fixture		self;
	const claim_result *result;

	FIXTURE_OF(&self, two_versions);
	result = judge(&self, "{'date_of_service': '2022-06-01', 'facts': {'a': true}, 'lines': [{'code': '99213'},"
				   "{'code': '99213', 'date_of_service': '2023-06-01'}, {'code': '99213', "
				   "'date_of_service': '2023-01-15'}]}");
	check_line(&result->lines[0], "approve A 1 c");
	check_line(&result->lines[1], "approve A 2 c");
	check_line(&result->lines[2], "pend A - version");
	CHECK_DECISION(result->decision, DECISION_PEND);
	fixture_end(&self);
}

/* A version of the user's own hides a shipped one on its dates. */
static void
test_own_versions(void)
{
	static const small_version versions[] = {
		{"A", "shipped", "2022-01-01", NULL, "'99213'", "a", NO_PAYER, false},
		{"A", "own", "2023-01-01", "2023-12-31", "'99213'", "b", NO_PAYER, true}
	};
	fixture		self;

	FIXTURE_OF(&self, versions);
	check_on_date(&self, "99213", "2022-12-31", "'a': true, 'b': false", "approve A shipped c");
	check_on_date(&self, "99213", "2023-01-01", "'a': true, 'b': false", "deny A own c");
	check_on_date(&self, "99213", "2024-01-01", "'a': true, 'b': false", "approve A shipped c");
	fixture_end(&self);
}

/* ---- payers ---- */

static const small_version of_payers[] = {
	{"National", "1", "2022-01-01", NULL, "'99213', '99214'", "n", NO_PAYER, false},
	{"Centene", "1", "2022-01-01", "2022-12-31", "'99213'", "c", 0, false}
};

static void
check_payer(fixture *self, const char *payer, const char *code, const char *date, const char *expected)
{
	char		claim[300];

	snprintf(claim, sizeof(claim),
			 "{%s 'date_of_service': '%s', 'lines': [{'code': '%s'}], 'facts': {'n': true, 'c': true}}",
			 payer, date, code);
	check_line(&judge(self, claim)->lines[0], expected);
}

/* A payer's policies hide national ones for the same code; others see the national ones. */
static void
test_payers(void)
{
	fixture		self;

	FIXTURE_OF(&self, of_payers);
	check_payer(&self, "", "99213", "2022-06-01", "approve National 1 c");
	check_payer(&self, "'payer': null,", "99213", "2022-06-01", "approve National 1 c");
	check_payer(&self, "'payer': 'centene',", "99213", "2022-06-01", "approve Centene 1 c");
	check_payer(&self, "'payer': 'other',", "99213", "2022-06-01", "approve National 1 c");
	check_payer(&self, "'payer': 'unheard of',", "99213", "2022-06-01", "approve National 1 c");
	check_payer(&self, "'payer': 'centene',", "99214", "2022-06-01", "approve National 1 c");
	/* it hides them on dates when no version of it is in force, too */
	check_payer(&self, "'payer': 'centene',", "99213", "2023-06-01", "pend Centene - version");
	/* by id, name or alias, without case or blanks around it */
	check_payer(&self, "'payer': 'CENTENE',", "99213", "2022-06-01", "approve Centene 1 c");
	check_payer(&self, "'payer': ' centene corporation ',", "99213", "2022-06-01", "approve Centene 1 c");
	check_payer(&self, "'payer': 'ambetter',", "99213", "2022-06-01", "approve Centene 1 c");
	fixture_end(&self);
}

/* ---- several policies and lines ---- */

static const small_version three_policies[] = {
	{"A", "1", "2022-01-01", NULL, "'99213'", "a", NO_PAYER, false},
	{"B", "1", "2022-01-01", NULL, "'99213', '99214'", "b", NO_PAYER, false},
	{"C", "1", "2022-01-01", "2022-12-31", "'99213'", "c", NO_PAYER, false}
};

/* Each policy is asked; the worst answer decides, the first of several as bad. */
static void
test_several_policies(void)
{
	static const char *const rows[][2] = {
		{"'a': true, 'b': true, 'c': true", "approve A 1 c"}, {"'a': true, 'b': false, 'c': true", "deny B 1 c"},
		{"'a': true, 'c': false", "deny C 1 c"}, {"'b': true, 'c': true", "pend A 1 c"},
		{"'a': true, 'b': true", "pend C 1 c"}, {"'a': false, 'b': false", "deny A 1 c"}, {"", "pend A 1 c"}
	};
	fixture		self;

	FIXTURE_OF(&self, three_policies);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_on_date(&self, "99213", "2022-06-01", rows[i][0], rows[i][1]);
	check_on_date(&self, "99214", "2022-06-01", "'a': false, 'b': true, 'c': false", "approve B 1 c");
	check_on_date(&self, "99213", "2023-06-01", "'a': true, 'b': true, 'c': false", "pend C - version");
	check_on_date(&self, "99213", "2023-06-01", "'a': true, 'b': false, 'c': false", "deny B 1 c");
	fixture_end(&self);
}

/* The claim's decision is its worst line's: invalid > deny > pend > approve > no_policy. */
static void
test_worst_line(void)
{
	static const char *const lines[] = {
		[DECISION_NO_POLICY] = "{'code': '99499'}",[DECISION_APPROVE] = "{'code': '99214', 'facts': {'b': true}}",
		[DECISION_PEND] = "{'code': '99214'}",[DECISION_DENY] = "{'code': '99214', 'facts': {'b': false}}",
		[DECISION_INVALID] = "{'code': 'never'}"
	};
	fixture		self;
	char		claim[500];

	FIXTURE_OF(&self, three_policies);
	for (int i = 0; i < 125; i++)
	{
		const int	decisions[] = {i % 5, i / 5 % 5, i / 25};
		int			worst = 0;
		const claim_result *result;

		snprintf(claim, sizeof(claim), "{'date_of_service': '2022-06-01', 'lines': [%s, %s, %s]}", lines[decisions[0]],
				 lines[decisions[1]], lines[decisions[2]]);
		result = judge(&self, claim);
		CHECK_EQ_INT(result->line_count, 3);
		for (int j = 0; j < 3; j++)
		{
			CHECK_DECISION(result->lines[j].decision, (decision) decisions[j]);
			worst = decisions[j] > worst ? decisions[j] : worst;
		}
		CHECK_DECISION(result->decision, (decision) worst);
	}
	fixture_end(&self);
}

/* ---- claims that cannot be read ---- */

static void
test_unreadable(void)
{
	static const char *const documents[] = {
		"[]", "null", "17", "'claim'", "true", "{}", "{'lines': []}", "{'lines': {}}", "{'lines': null}",
		"{'lines': [null]}",
		"{'date_of_service': '2022-06-01', 'lines': [[]]}", "{'date_of_service': '2022-06-01'}",
		"{'lines': [{'code': '99214'}]}", "{'date_of_service': '2022-02-30', 'lines': [{'code': '99214'}]}",
		"{'date_of_service': '2022-06-01', 'lines': [{}]}"
	};
	fixture		self;

	FIXTURE_OF(&self, three_policies);
	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
	{
		const claim_result *result = judge(&self, documents[i]);

		CHECK_DECISION(result->decision, DECISION_INVALID);
		CHECK(result->problems.count > 0);
		CHECK_TEXT(result->problems.problems[0].carc, "16");
	}
	fixture_end(&self);
}

/* A fault of the claim makes the claim invalid, but lines that can be read are judged and shown. */
static void
test_fault_of_claim(void)
{
	fixture		self;
	const claim_result *result;

	FIXTURE_OF(&self, three_policies);
	result = judge(&self,
				   "{'date_of_service': '2022-06-01', 'history': 5, 'claim_type': 'dental', 'facts': {'b': true},"
				   "'lines': [{'code': '99214'}, {'code': '99214', 'facts': {'b': false}}]}");
	CHECK_DECISION(result->decision, DECISION_INVALID);
	CHECK_EQ_INT(result->problems.count, 2);
	check_line(&result->lines[0], "approve B 1 c");
	check_line(&result->lines[1], "deny B 1 c");
	fixture_end(&self);
}

static void
test_names(void)
{
	program_criterion criterion = {.kind = CRITERION_REQUIREMENT};

	CHECK_TEXT(decision_name(DECISION_APPROVE), "approve");
	CHECK_TEXT(decision_name(DECISION_DENY), "deny");
	CHECK_TEXT(decision_name(DECISION_PEND), "pend");
	CHECK_TEXT(decision_name(DECISION_NO_POLICY), "no_policy");
	CHECK_TEXT(decision_name(DECISION_INVALID), "invalid");
	CHECK_TEXT(criterion_status_name(&criterion, STATUS_MET), "met");
	CHECK_TEXT(criterion_status_name(&criterion, STATUS_NOT_MET), "not_met");
	CHECK_TEXT(criterion_status_name(&criterion, STATUS_UNKNOWN), "unknown");
	criterion.kind = CRITERION_EXCLUSION;
	CHECK_TEXT(criterion_status_name(&criterion, STATUS_NOT_MET), "excluded");
	CHECK_TEXT(criterion_status_name(&criterion, STATUS_MET), "met");
}

int
main(void)
{
	test_versions();
	test_codes_of_versions();
	test_precedence_before_version();
	test_dates_of_lines();
	test_own_versions();
	test_payers();
	test_several_policies();
	test_worst_line();
	test_unreadable();
	test_fault_of_claim();
	test_names();
	return test_report();
}
