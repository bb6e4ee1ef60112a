/*
 * cp_mp_166_test.c
 *	  CP.MP.166 without a server: the cases settled by hand, and what must not change when more is known or less.
 */
#include <cjson/cJSON.h>

#include "judge.h"

#define NAMES_MAX 40

static const char *const case_files[] = {"test/data/cp_mp_166_vignettes.jsonl", "test/data/cp_mp_166_more.jsonl"};

static void
fixture_of_cp_mp_166(fixture *self)
{
	text_span	json;

	fixture_start(self);
	json = fixture_read_file("policies/cp_mp_166.2023-08.json", &self->memory);
	directory_add_payer(self->directory, text_of("centene"));
	if (!CHECK(fixture_add_policy(self, json, 0, true)))
		print_faults(&self->faults);
	fixture_finish(self);
}

/* Judge a claim of cJSON's. */
static const claim_result *
judge_tree(fixture *self, const cJSON *claim)
{
	char	   *text = cJSON_PrintUnformatted(claim);
	decision	alone = fixture_judge(self, text_of(text), true)->decision;
	const claim_result *result = fixture_judge(self, text_of(text), false);
	const char *broken = broken_result(result);

	if (!CHECK(result->decision == alone) || !CHECK(broken == NULL))
		fprintf(stderr, "  %s\n  %s\n", broken != NULL ? broken : "the decision alone is another one", text);
	cJSON_free(text);
	return result;
}

/* ---- the cases ---- */

/* A sorted set of names. */
typedef struct name_set
{
	int			count;
	char		names[NAMES_MAX][64];
} name_set;

static void
add_name(name_set *set, text_span name)
{
	int			place = 0;

	while (place < set->count && strncmp(set->names[place], name.bytes, name.length) < 0)
		place++;
	if (place < set->count && text_equals(text_of(set->names[place]), name))
		return;
	if (!CHECK(set->count < NAMES_MAX && name.length < sizeof(set->names[0])))
		return;
	memmove(set->names[place + 1], set->names[place], (size_t) (set->count - place) * sizeof(set->names[0]));
	snprintf(set->names[place], sizeof(set->names[0]), "%.*s", (int) name.length, name.bytes);
	set->count++;
}

static void
add_names(name_set *set, const cJSON *names)
{
	const cJSON *name;

	cJSON_ArrayForEach(name, names)
		add_name(set, text_of(name->valuestring));
}

static const char *
names_text(const name_set *set, char out[2500])
{
	out[0] = '\0';
	for (int i = 0; i < set->count; i++)
		sprintf(out + strlen(out), "%s%s", i > 0 ? " " : "", set->names[i]);
	return out;
}

static bool
check_names(const name_set *found, const name_set *expected)
{
	char		found_text[2500],
				expected_text[2500];

	return CHECK_EQ_STR(names_text(found, found_text), names_text(expected, expected_text));
}

/* The branch of the first line that is as bad as the claim. */
static text_span
deciding_branch(const claim_result *result)
{
	for (uint32_t i = 0; i < result->line_count; i++)
	{
		if (result->lines[i].decision == result->decision)
			return result->lines[i].branch;
	}
	return TEXT_ABSENT;
}

static bool
check_findings(const claim_result *result, const cJSON *expected)
{
	name_set	found[2] = {{0, {{0}}}, {0, {{0}}}};
	name_set	named[2] = {{0, {{0}}}, {0, {{0}}}};
	bool		ok;

	add_names(&named[0], cJSON_GetObjectItem(expected, "failing"));
	add_names(&named[1], cJSON_GetObjectItem(expected, "missing"));
	for (uint32_t i = 0; i < result->line_count; i++)
	{
		for (uint32_t j = 0; j < result->lines[i].reason_count; j++)
			add_name(&found[0], result->lines[i].reasons[j].criterion);
		for (uint32_t j = 0; j < result->lines[i].missing_count; j++)
			add_name(&found[1], result->lines[i].missing[j].criterion);
	}
	ok = check_names(&found[0], &named[0]);
	return check_names(&found[1], &named[1]) && ok;
}

static bool
check_expectation(const claim_result *result, const cJSON *expected)
{
	const char *branch = cJSON_GetStringValue(cJSON_GetObjectItem(expected, "branch"));
	bool		ok = CHECK_EQ_STR(decision_name(result->decision).bytes,
								  cJSON_GetObjectItem(expected, "decision")->valuestring);

	if (cJSON_HasObjectItem(expected, "branch"))
		ok &= CHECK_TEXT(deciding_branch(result), branch);
	if (cJSON_HasObjectItem(expected, "failing"))
		ok &= check_findings(result, expected);
	return ok;
}

/* ---- what is known more or less ---- */

/* Facts whose being there is asked for, or in whose stead the history is, so that their absence says something. */
static bool
absence_speaks(const char *fact)
{
	return strcmp(fact, "imaging_disc_or_facet") == 0 || strcmp(fact, "initial_therapeutic_relief_percent") == 0;
}

/* Without one of its facts a claim is decided as before, or waits for it. */
static void
check_with_less(fixture *self, cJSON *claim, decision decided)
{
	cJSON	   *facts = cJSON_GetObjectItem(claim, "facts");
	const int	count = cJSON_GetArraySize(facts);

	for (int i = 0; i < count; i++)
	{
		cJSON	   *fact = cJSON_DetachItemFromArray(facts, 0);
		decision	found = absence_speaks(fact->string) ? decided : judge_tree(self, claim)->decision;

		if (!CHECK(found == decided || found == DECISION_PEND))
			fprintf(stderr, "  without %s: %s\n", fact->string, decision_name(found).bytes);
		cJSON_AddItemToArray(facts, fact);
	}
}

/* What is denied or approved stays so whatever the facts are that nobody stated. */
static void
check_with_more(fixture *self, cJSON *claim, decision decided)
{
	const program *compiled = self->versions[0].program;
	cJSON	   *facts = cJSON_GetObjectItem(claim, "facts");

	for (uint32_t i = 0; i < 2 * compiled->fact_count; i++)
	{
		const program_fact *fact = &compiled->facts[i / 2];
		char		name[100];
		decision	found;

		snprintf(name, sizeof(name), "%.*s", (int) fact->name.length, fact->name.bytes);
		if (fact->type != FACT_BOOLEAN || absence_speaks(name) || cJSON_GetObjectItemCaseSensitive(facts, name) != NULL)
			continue;
		cJSON_AddBoolToObject(facts, name, i % 2);
		found = judge_tree(self, claim)->decision;
		if (!CHECK(found == decided))
			fprintf(stderr, "  with %s %s: %s\n", name, i % 2 ? "true" : "false", decision_name(found).bytes);
		cJSON_DeleteItemFromObjectCaseSensitive(facts, name);
	}
}

static void
check_case(fixture *self, const cJSON *row)
{
	cJSON	   *claim = cJSON_GetObjectItem(row, "claim");
	const claim_result *result = judge_tree(self, claim);
	decision	decided = result->decision;
	const char *id = cJSON_GetStringValue(cJSON_GetObjectItem(row, "id"));
	long		failed = test_failed;

	check_expectation(result, cJSON_GetObjectItem(row, "expect"));
	if (cJSON_IsObject(claim) && cJSON_IsObject(cJSON_GetObjectItem(claim, "facts")) && decided != DECISION_INVALID)
	{
		check_with_less(self, claim, decided);
		if (decided == DECISION_APPROVE || decided == DECISION_DENY)
			check_with_more(self, claim, decided);
	}
	if (test_failed > failed)
		fprintf(stderr, "  case %s\n", id);
}

/* One case a line. */
static void
check_file(fixture *self, const char *name)
{
	arena		memory = heap_arena();
	text_span	text = fixture_read_file(name, &memory);
	int			count = 0;

	for (const char *line = text.bytes; *line != '\0'; count++)
	{
		size_t		length = strcspn(line, "\n");
		cJSON	   *row = cJSON_ParseWithLength(line, length);

		if (CHECK(row != NULL))
			check_case(self, row);
		cJSON_Delete(row);
		line += length + (line[length] == '\n');
	}
	CHECK(count > 40);
	arena_free(&memory);
}

int
main(void)
{
	fixture		self;

	fixture_of_cp_mp_166(&self);
	for (size_t i = 0; i < sizeof(case_files) / sizeof(case_files[0]); i++)
		check_file(&self, case_files[i]);
	fixture_end(&self);
	return test_report();
}
