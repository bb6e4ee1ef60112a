/*
 * fuzz_policy_document.c
 *	  Policy documents of any bytes, and sound ones with parts changed: read, compiled, printed, and claims judged.
 *
 * Besides memory errors it looks for broken promises: faults are printable and have a path, there is a program exactly
 * when there are none, every index of a program lies inside its array, and whatever a policy says, a result is what
 * result_invariants.h tells of all results.
 */
#include <cjson/cJSON.h>

#include "../engine/result_invariants.h"
#include "engine/explanation.h"
#include "engine/rejection.h"
#include "fuzz_engine.h"

static const char *const json_mutator_words[] = {
	"null", "true", "false", "0", "1", "2", "3", "4.5", "75", "-1", "1e15", "[]", "{}", "\"\"", "\"n\"", "\"b\"",
	"\"d\"", "\"k\"",
	"\"f\"", "\"x\"", "\"y\"", "\"p\"", "\"q\"", "\"injection\"", "\"block\"", "\"27096\"", "\"64490-64495\"",
	"\"G0260\"",
	"\"2024-01-01\"", "\"2024-02-29\"", "\"date_of_service\"", "\"id\"", "\"text\"", "\"test\"", "\"when\"", "\"kind\"",
	"\"exclusion\"", "\"indication\"", "\"requirement\"", "\"exception\"", "\"branch_order\"", "\"message\"",
	"\"question\"",
	"\"{found} of {required}\"", "\"notes\"", "\"all\"", "\"any\"", "\"of\"", "\"at_least\"", "\"not\"",
	"\"judgement\"",
	"\"recorded\"", "\"fact\"", "\"flags\"", "\"sum\"", "\"either\"", "\"history\"", "\"units\"", "\"age\"",
	"\"other_line\"",
	"\"code\"", "\"modifier\"", "\"side\"", "\"place_of_service\"", "\"diagnosis\"", "\"sex\"", "\"line_of_business\"",
	"\"claim_type\"", "\"is\"", "\"in\"", "\"at_most\"", "\"more_than\"", "\"less_than\"", "\"at_least_ago\"",
	"\"before\"",
	"\"on_or_after\"", "\"ask\"", "\"count\"", "\"exists\"", "\"first\"", "\"second\"", "\"latest\"", "\"best\"",
	"\"relief_percent\"",
	"\"date\"", "\"within\"", "\"including_anniversary\"", "\"course_gap\"", "\"if_none\"", "\"met\"", "\"not_met\"",
	"\"unknown\"",
	"\"same\"", "\"other\"", "\"left\"", "\"bilateral\"", "\"therapeutic\"", "\"months\"", "\"days\"", "\"minimum\"",
	"\"maximum\"",
	"\"aliases\"", "\"subject\"", "\"settled_by\"", "\"M46.1\"", "\"M45-M54\"", "\"LT\"", "\"24\"", "\"medicare\"",
	"{\"fact\": \"b\"}", "{\"fact\": \"n\", \"at_least\": 4}", "{\"judgement\": {\"fact\": \"b\"}}",
	"{\"flags\": \"f\", \"at_least\": 2}",
	"{\"not\": {\"fact\": \"b\"}}", "{\"fact\": \"d\", \"at_least_ago\": {\"months\": 3}}",
	"{\"fact\": \"k\", \"in\": [\"x\", \"y\"]}",
	"{\"history\": {\"codes\": \"block\", \"ask\": \"first\", \"of\": \"relief_percent\"}, \"at_least\": 50}",
	"{\"history\": {\"codes\": \"injection\", \"ask\": \"count\", \"within\": {\"months\": 12}}, \"less_than\": 4}",
	"{\"history\": {\"codes\": \"injection\", \"side\": \"other\", \"ask\": \"exists\"}}", "{\"months\": 3}",
	"{\"id\": \"c1\", \"text\": \"t\", \"test\": true}",
	"{\"id\": \"c2\", \"text\": \"t\", \"test\": {\"fact\": \"b\"}}"
};
static const size_t json_mutator_word_count = sizeof(json_mutator_words) / sizeof(json_mutator_words[0]);

/* ---- mending: what is at fault is taken away ---- */

/* The part of a document with a path such as $.criteria[0].test, or what is left of the way to it; and its parent. */
static cJSON *
find_path(cJSON *document, const char *path, cJSON **parent)
{
	cJSON	   *part = document;

	for (path += path[0] == '$'; *path != '\0' && part != NULL;)
	{
		char		key[100];
		size_t		length = strcspn(path + 1, ".[]");
		cJSON	   *next;

		snprintf(key, sizeof(key), "%.*s", (int) length, path + 1);
		next = *path == '[' ? cJSON_GetArrayItem(part, atoi(key)) : cJSON_GetObjectItemCaseSensitive(part, key);
		if (next == NULL)
			break;
		path += 1 + length + (*path == '[');
		*parent = part;
		part = next;
	}
	return part;
}

/* Take away the places of all faults, from the last to the first; false when there is none. */
static bool
mend_once(cJSON *document)
{
	fixture		self;
	char	   *text = cJSON_PrintUnformatted(document);
	bool		faulty;

	fixture_start(&self);
	faulty = !fixture_add_policy(&self, (text_span) {text, (uint32_t) strlen(text)}, NO_PAYER, true);
	for (uint32_t i = self.faults.count; i > 0; i--)
	{
		cJSON	   *parent = NULL;
		cJSON	   *part = find_path(document, self.faults.faults[i - 1].path.bytes, &parent);

		if (parent != NULL)
			cJSON_Delete(cJSON_DetachItemViaPointer(parent, part));
	}
	fixture_end(&self);
	cJSON_free(text);
	return faulty;
}

static void
json_mutator_mend(cJSON *document)
{
	for (int i = 0; i < 4 && mend_once(document); i++)
		continue;
}

#include "json_mutator.h"

/* ---- faults ---- */

static void
check_faults(const fault_list *faults)
{
	require(faults->count == (faults->total < FAULTS_MAX ? faults->total : FAULTS_MAX));
	for (uint32_t i = 0; i < faults->count; i++)
	{
		const fault *fault = &faults->faults[i];

		require(is_printable(fault->path) && (fault->path.bytes[0] == '$' ||
											  memcmp(fault->path.bytes, "line ", 5) == 0));
		require(is_printable(fault->message) && fault->message.length > 0 && fault->message.length < 500);
	}
}

/* ---- programs ---- */

static void
check_comparison(const program *program, const instruction *test)
{
	require(test->count > 0 && test->first + test->count <= program->operand_count);
	for (uint32_t i = 0; i < test->count; i++)
	{
		const program_operand *operand = &program->operands[test->first + i];

		if (operand->kind == OPERAND_FACT || operand->kind == OPERAND_FLAGS)
			require(operand->fact < program->fact_count);
		if (operand->kind == OPERAND_OTHER_LINES)
			require(operand->role < program->role_count);
		if (operand->kind == OPERAND_HISTORY)
			require(operand->question < program->question_count &&
					program->questions[operand->question].role < program->role_count);
		for (uint32_t j = 0; operand->kind == OPERAND_SUM && j < operand->fact_count; j++)
			require(operand->facts[j] < program->fact_count);
	}
}

static void
check_program(const program *program)
{
	for (uint32_t i = 0; i < program->instruction_count; i++)
	{
		const instruction *test = &program->instructions[i];

		if (test->kind == EXPRESSION_COMPARE)
			check_comparison(program, test);
		else
			require(test->count == 0 || (test->first > i && test->first + test->count <= program->instruction_count));
	}
	for (uint32_t i = 0; i < program->criterion_count; i++)
	{
		const program_criterion *criterion = &program->criteria[i];

		require(criterion->end > i && criterion->end <= program->criterion_count);
		require(criterion->when == NO_INSTRUCTION || criterion->when < program->instruction_count);
		require(criterion->test == NO_INSTRUCTION
				? criterion->end > i + 1 : criterion->test < program->instruction_count);
		require(criterion->kind != CRITERION_EXCLUSION || criterion->end == i + 1 ||
				program->criteria[i + 1].kind == CRITERION_EXCEPTION);
	}
}

/* ---- claims ---- */

/* A value of a fact, one of several. */
static cJSON *
make_value(const program_fact *fact, int variant)
{
	cJSON	   *flags;

	switch (fact->type)
	{
		case FACT_BOOLEAN:
			return cJSON_CreateBool(variant % 2);
		case FACT_NUMBER:
			return cJSON_CreateNumber(variant % 2 ? 4 : 0);
		case FACT_DATE:
			return cJSON_CreateString(variant % 2 ? "2024-02-29" : "2023-11-30");
		case FACT_CHOICE:
			return cJSON_CreateString(fact->names[(uint32_t) variant % fact->name_count].bytes);
		case FACT_FLAGS:
			break;
	}
	flags = cJSON_CreateObject();
	for (uint32_t i = 0; i < fact->name_count; i++)
	{
		if ((i + (uint32_t) variant) % 3 > 0)
			cJSON_AddBoolToObject(flags, fact->names[i].bytes, (i + (uint32_t) variant) % 3 == 1);
	}
	return flags;
}

/* A claim about a code that the policy speaks of; variant 0 states no facts, others all or some of them. */
static cJSON *
make_claim(const program *program, cpt_code code, int variant)
{
	static const char *const lines[] = {
		"[{}]", "[{\"side\": \"left\", \"units\": 2}]",
		"[{\"modifiers\": [\"50\"]}, {\"code\": \"64490\", \"side\": \"right\"}]",
		"[{\"modifiers\": [\"RT\"], \"place_of_service\": \"24\", \"diagnosis_pointers\": [1]}, {\"code\": \"27096\"}]"
	};
	static const char *const claims[] = {
		"{\"date_of_service\": \"2024-03-01\"}",
		"{\"date_of_service\": \"2024-03-01\", \"diagnoses\": [\"M46.1\"],"
		" \"member\": {\"birth_date\": \"1976-02-29\", \"sex\": \"F\"}}",
		"{\"date_of_service\": \"2024-02-29\", \"history\": [{\"code\": \"27096\", \"date\": \"2024-01-01\"}]}",
		"{\"date_of_service\": \"2024-03-01\", \"line_of_business\": \"medicare\", \"diagnoses\": [\"M54.5\"], "
		"\"history\": ["
		"{\"code\": \"27096\", \"date\": \"2024-01-01\", \"side\": \"right\", \"kind\": \"therapeutic\", "
		"\"relief_percent\": 60},"
		"{\"code\": \"G0260\", \"date\": \"2022-02-28\", \"side\": \"bilateral\", \"kind\": \"diagnostic\"},"
		"{\"code\": \"27096\", \"date\": \"2024-02-29\", \"side\": \"left\", \"relief_percent\": 40}]}"
	};
	cJSON	   *claim = cJSON_Parse(claims[variant]);
	cJSON	   *facts = cJSON_AddObjectToObject(claim, "facts");
	char		text[CPT_CODE_LENGTH + 1];

	cJSON_AddItemToObject(claim, "lines", cJSON_Parse(lines[variant]));
	cpt_code_format(code, text);
	cJSON_AddStringToObject(cJSON_GetObjectItem(claim, "lines")->child, "code", text);
	for (uint32_t i = 0; variant > 0 && i < program->fact_count; i++)
	{
		if ((i + (uint32_t) variant) % 4 > 0)
			cJSON_AddItemToObject(facts, program->facts[i].name.bytes, make_value(&program->facts[i], variant));
	}
	return claim;
}

static void
judge_claim(fixture *self, cpt_code code, int variant)
{
	cJSON	   *claim = make_claim(self->versions[0].program, code, variant);
	char	   *text = cJSON_PrintUnformatted(claim);
	text_span	json = {text, (uint32_t) strlen(text)};
	const claim_result *result = fixture_judge(self, json, true);
	decision	alone;
	const char *broken;

	require(result != NULL);
	alone = result->decision;
	arena_reset(&self->claim_memory);
	result = fixture_judge_value(self, self->claim_document.document, false);
	broken = result->decision == alone ? broken_result(result) : "the decision alone is another one";
	if (broken != NULL)
		fprintf(stderr, "broken: %s\n%s\n", broken, text);
	require(broken == NULL);
	require(explanation_write(result, &json_cjson_source, &self->claim_memory).length > 0);
	require(rejection_write(result, &json_cjson_source, DECISION_PEND, &self->claim_memory).message.length > 0);
	cJSON_free(text);
	cJSON_Delete(claim);
}

/* The first code that the policy speaks of. */
static cpt_code
subject_code(const policy *policy)
{
	for (uint32_t i = 0; i < policy->role_count; i++)
	{
		if (policy->roles[i].subject)
			return policy->roles[i].ranges[0].first;
	}
	abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fixture		self;
	const policy *policy;

	fixture_start(&self);
	if (fixture_add_policy(&self, (text_span) {(const char *) data, (uint32_t) size}, NO_PAYER, true))
	{
		policy = self.versions[0].policy;
		require(self.faults.total == 0);
		check_program(self.versions[0].program);
		require(policy_outline(policy, &self.memory).length > 0);
		fixture_finish(&self);
		for (int variant = 0; variant < 4; variant++)
			judge_claim(&self, subject_code(policy), variant);
	}
	else
		require(self.faults.total > 0);
	check_faults(&self.faults);
	fixture_end(&self);
	return 0;
}
