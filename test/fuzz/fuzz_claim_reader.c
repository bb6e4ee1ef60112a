/*
 * fuzz_claim_reader.c
 *	  Claims from arbitrary JSON.
 *
 * Besides memory errors it looks for broken promises: problems and the marks of what is invalid go together, and what
 * was read is of the shape that claim.h tells, whatever else is wrong.
 */
#include "fuzz_engine.h"

#include "engine/claim.h"

static const json_source *const source = &json_cjson_source;

static void
check_line(const claim *claim, const claim_line *line)
{
	require(line->number >= 1);
	require(line->has_code ? cpt_code_is_valid(line->code) : line->invalid);
	for (uint32_t i = 0; i < line->modifier_count; i++)
		require(cpt_modifier_is_valid(line->modifiers[i]));
	for (uint32_t i = 0; i < line->pointer_count; i++)
		require(line->pointers[i] < claim->diagnosis_count);
	require(decimal_compare(line->units, DECIMAL_OF(0)) > 0);
	require(line->side >= SIDE_UNKNOWN && line->side <= SIDE_BILATERAL);
	require(line->date != CALENDAR_DATE_UNKNOWN || line->invalid);
	require(line->place_of_service >= PLACE_OF_SERVICE_UNKNOWN && line->place_of_service <= 99);
	require(line->facts.kind == JSON_ABSENT || line->facts.kind == JSON_OBJECT);
}

static void
check_diagnosis(text_span diagnosis)
{
	require(diagnosis.length == 0 || (diagnosis.length >= 3 && diagnosis.length <= 7));
	for (uint32_t i = 0; i < diagnosis.length; i++)
		require((diagnosis.bytes[i] >= '0' && diagnosis.bytes[i] <= '9') ||
				(diagnosis.bytes[i] >= 'A' && diagnosis.bytes[i] <= 'Z'));
}

static void
check_history(const claim *claim)
{
	for (uint32_t i = 0; i < claim->history_count; i++)
	{
		const history_entry *entry = &claim->history[i];

		require(cpt_code_is_valid(entry->code));
		require(entry->date != CALENDAR_DATE_UNKNOWN);
		require(i == 0 || claim->history[i - 1].date <= entry->date);
		require(entry->side >= SIDE_UNKNOWN && entry->side <= SIDE_BILATERAL);
		require(!entry->relief_known || (decimal_compare(entry->relief_percent, DECIMAL_OF(0)) >= 0 &&
										 decimal_compare(entry->relief_percent, DECIMAL_OF(100)) <= 0));
	}
}

static void
check_problems(const claim *claim, const problem_list *problems)
{
	bool		invalid = claim->invalid;

	for (uint32_t i = 0; i < claim->line_count; i++)
		invalid |= claim->lines[i].invalid;
	require(invalid == (problems->count > 0));
	require(problems->count <= PROBLEMS_MAX);
	for (uint32_t i = 0; i < problems->count; i++)
	{
		require(is_printable(problems->problems[i].path) && problems->problems[i].path.bytes[0] == '$');
		require(is_printable(problems->problems[i].message));
		require(problems->problems[i].rarc.length >= 3);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena		memory = heap_arena();
	fault_list	faults;
	problem_list problems;
	json_cjson	json = {0};
	claim		claim;

	fault_list_init(&faults, &memory);
	if (json_cjson_parse((const char *) data, size, &memory, &json, &faults))
	{
		problem_list_init(&problems, &memory);
		claim_read(source, json.document, &memory, &claim, &problems);
		require(claim.invalid || claim.line_count > 0);
		for (uint32_t i = 0; i < claim.line_count; i++)
			check_line(&claim, &claim.lines[i]);
		for (uint32_t i = 0; i < claim.diagnosis_count; i++)
			check_diagnosis(claim.diagnoses[i]);
		check_history(&claim);
		check_problems(&claim, &problems);
	}
	json_cjson_free(&json);
	arena_free(&memory);
	return 0;
}
