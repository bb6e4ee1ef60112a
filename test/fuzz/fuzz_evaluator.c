/*
 * fuzz_evaluator.c
 *	  Claims of any bytes, and valid claims with parts changed, judged by CP.MP.166 and by coding edits.
 *
 * Besides memory errors it looks for broken promises: the decision alone is that of the whole result, a result is what
 * result_invariants.h says of all of them, the order of the history does not matter, and coding edits make no decision
 * better.
 */
#include <cjson/cJSON.h>

#include "../engine/reference_fixture.h"
#include "../engine/result_invariants.h"
#include "engine/explanation.h"
#include "engine/rejection.h"
#include "fuzz_engine.h"

extern int	LLVMFuzzerInitialize(int *argc, char ***argv);

#define POLICY "/../../policies/cp_mp_166.2023-08.json"

static const char *const json_mutator_words[] = {
	"null", "true", "false", "0", "1", "2", "3", "4", "5", "49.9", "50", "74.9", "75", "100", "-1", "1e9", "0.5", "[]",
	"{}", "\"\"",
	"\"27096\"", "\"G0260\"", "\"64451\"", "\"64625\"", "\"64493\"", "\"20610\"", "\"99213\"", "\"LT\"", "\"RT\"",
	"\"50\"", "\"59\"", "\"64490\"", "\"64491\"", "\"64492\"", "\"64494\"", "\"64495\"", "\"64454\"",
	"\"76942\"", "\"77003\"",
	"\"99417\"", "\"97110\"", "\"25\"", "\"26\"", "\"80\"", "\"KX\"", "\"XS\"", "\"ZZ\"", "\"11\"",
	"\"99\"", "\"place_of_service\"", "\"claim_type\"", "\"2020-03-02\"", "\"2019-06-01\"",
	"{\"code\": \"64491\"}", "{\"code\": \"77003\", \"modifiers\": [\"59\"]}",
	"{\"code\": \"99213\", \"units\": 2}",
	"\"left\"", "\"right\"", "\"bilateral\"", "\"diagnostic\"", "\"therapeutic\"", "\"commercial\"", "\"medicare\"",
	"\"medicaid\"",
	"\"2024-03-01\"", "\"2024-02-29\"", "\"2024-01-01\"", "\"2023-12-31\"", "\"2023-09-01\"", "\"2023-03-01\"",
	"\"2023-02-28\"",
	"\"2022-06-01\"", "\"2021-01-31\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"24\"", "\"centene\"",
	"\"institutional\"",
	"\"initial_diagnostic\"", "\"second_diagnostic\"", "\"third_diagnostic\"", "\"initial_therapeutic\"",
	"\"subsequent_therapeutic\"",
	"\"facts\"", "\"history\"", "\"lines\"", "\"code\"", "\"date\"", "\"side\"", "\"kind\"", "\"relief_percent\"",
	"\"units\"",
	"\"modifiers\"", "\"date_of_service\"", "\"request_kind\"", "\"provocation\"", "\"patrick\"", "\"faber\"",
	"\"distraction\"",
	"\"payer\"", "\"line_of_business\"", "\"medicaid_state_conflict\"", "\"invasive_pain_procedures_this_visit\"",
	"\"performed_by_physician\"", "\"pain_onset_date\"", "\"nsaid_weeks\"", "\"physical_therapy_weeks\"",
	"\"imaging_available\"",
	"\"imaging_disc_or_facet\"", "\"initial_therapeutic_relief_percent\"", "\"pain_recurred\"", "\"stand_alone\"",
	"\"definitive_therapy_not_tolerated_or_not_available\"",
	"{\"code\": \"27096\", \"date\": \"2024-01-15\", \"side\": \"left\", \"kind\": \"therapeutic\"}",
	"{\"code\": \"27096\", \"date\": \"2023-10-01\"}",
	"{\"code\": \"G0260\", \"date\": \"2024-01-15\", \"kind\": \"diagnostic\"}",
	"{\"code\": \"27096\", \"modifiers\": [\"RT\"]}"
};
static const size_t json_mutator_word_count = sizeof(json_mutator_words) / sizeof(json_mutator_words[0]);

/* Any claim is judged. */
static void
json_mutator_mend(cJSON *claim)
{
	(void) claim;
}

#include "json_mutator.h"

static fixture self;
static reference *edits;

/* The policy lies beside the source, wherever the target runs. */
int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *slash = strrchr(__FILE__, '/');
	text_span	path;

	(void) argc;
	(void) argv;
	fixture_start(&self);
	path = arena_format(&self.memory, "%.*s%s", slash != NULL ? (int) (slash - __FILE__) : 1, slash != NULL
						? __FILE__ : ".", POLICY);
	directory_add_payer(self.directory, TEXT_LITERAL("centene"));
	require(fixture_add_policy(&self, fixture_read_file(path.bytes, &self.memory), 0, true));
	fixture_finish(&self);
	edits = reference_fixture(&self.memory, pain_rows, PAIN_ROW_COUNT);
	self.reference = edits;
	return 0;
}

/* Says what is broken before the end. */
static void
require_sound(const char *broken)
{
	if (broken != NULL)
		fprintf(stderr, "broken: %s\n", broken);
	require(broken == NULL);
}

static void
reverse_children(cJSON *array)
{
	cJSON	   *reversed = cJSON_CreateArray();

	while (array->child != NULL)
		cJSON_InsertItemInArray(reversed, 0, cJSON_DetachItemFromArray(array, 0));
	while (reversed->child != NULL)
		cJSON_AddItemToArray(array, cJSON_DetachItemFromArray(reversed, 0));
	cJSON_Delete(reversed);
}

/* Entries of the history are put in order by their dates; those of one day have none. */
static void
check_reversed_history(decision expected)
{
	cJSON	   *history = cJSON_GetObjectItemCaseSensitive(self.claim_document.tree, "history");

	if (!cJSON_IsArray(history))
		return;
	reverse_children(history);
	arena_reset(&self.claim_memory);
	require(fixture_judge_value(&self, self.claim_document.document, false)->decision == expected);
	require_sound(broken_result(&self.result));
}

/* Without edits a line is what its policies say of it. */
static void
check_without_edits(decision expected)
{
	arena_reset(&self.claim_memory);
	self.reference = NULL;
	require(fixture_judge_value(&self, self.claim_document.document, false)->decision <= expected);
	require_sound(broken_result(&self.result));
	self.reference = edits;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	text_span	json = {(const char *) data, (uint32_t) size};
	const claim_result *result = fixture_judge(&self, json, true);
	decision	alone;

	if (result == NULL)
		return 0;
	alone = result->decision;
	arena_reset(&self.claim_memory);
	result = fixture_judge_value(&self, self.claim_document.document, false);
	require(result->decision == alone);
	require_sound(broken_result(result));
	require(explanation_write(result, &json_cjson_source, &self.claim_memory).length > 0);
	require(rejection_write(result, &json_cjson_source, DECISION_PEND, &self.claim_memory).message.length > 0);
	check_without_edits(alone);
	check_reversed_history(alone);
	return 0;
}
