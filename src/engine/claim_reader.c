/*
 * claim_reader.c
 *	  A claim from JSON: what is said of it as a whole.
 *
 * Keys come in the source's order, so the values are collected first and then read in
 * an order of ours: diagnoses before the pointers to them, the claim's date before those of its lines.
 */
#include "engine/claim_field.h"

#include "engine/ascii.h"
#include "engine/diagnosis.h"

/* In the order of claim_names. */
typedef struct claim_values
{
	json_value	facts;
	json_value	lines;
	json_value	payer;
	json_value	member;
	json_value	history;
	json_value	claim_id;
	json_value	diagnoses;
	json_value	claim_type;
	json_value	date_of_service;
	json_value	line_of_business;
	json_value	place_of_service;
} claim_values;

static const text_span claim_keys[] = {
	{"facts", 5}, {"lines", 5}, {"payer", 5}, {"member", 6}, {"history", 7}, {"claim_id", 8}, {"diagnoses", 9},
	{"claim_type", 10}, {"date_of_service", 15}, {"line_of_business", 16}, {"place_of_service", 16}
};
static const json_names claim_names = {sizeof(claim_values) / sizeof(json_value), claim_keys};

const text_span line_of_business_names[LINE_OF_BUSINESS_COUNT] = {
	[BUSINESS_COMMERCIAL] = TEXT_LITERAL("commercial"),
	[BUSINESS_MEDICARE] = TEXT_LITERAL("medicare"),
	[BUSINESS_MEDICAID] = TEXT_LITERAL("medicaid"),
	[BUSINESS_MARKETPLACE] = TEXT_LITERAL("marketplace")
};

const text_span claim_type_names[CLAIM_TYPE_COUNT] = {
	[CLAIM_PROFESSIONAL] = TEXT_LITERAL("professional"),
	[CLAIM_INSTITUTIONAL] = TEXT_LITERAL("institutional")
};

static void
read_identity(claim_reader *reader, const claim_values *values)
{
	claim	   *claim = reader->claim;
	uint32_t	choice;

	if (values->claim_id.kind == JSON_STRING || values->claim_id.kind == JSON_NUMBER)
		claim->claim_id = values->claim_id;
	else if (json_is_present(values->claim_id))
		claim_unexpected(reader, "claim_id", NO_INDEX, values->claim_id, RARC_OTHER, "a string or a number");
	if (json_is_present(values->payer))
		claim_read_text(reader, "payer", values->payer, &claim->payer);
	if (json_is_present(values->line_of_business) &&
		claim_read_choice(reader, "line_of_business", values->line_of_business, line_of_business_names,
						  LINE_OF_BUSINESS_COUNT, &choice))
		claim->line_of_business = (line_of_business) choice;
	if (json_is_present(values->claim_type) &&
		claim_read_choice(reader, "claim_type", values->claim_type, claim_type_names, CLAIM_TYPE_COUNT, &choice))
		claim->claim_type = (claim_type) choice;
}

static void
read_member(claim_reader *reader, json_value member)
{
	static const text_span keys[] = {{"sex", 3}, {"birth_date", 10}};
	static const json_names names = {2, keys};
	json_value	object = claim_read_object(reader, "member", member);
	json_value	values[2];

	if (object.kind != JSON_OBJECT)
		return;
	reader->source->select(reader->source, object, &names, values);
	reader->container = "member";
	reader->index = NO_INDEX;
	if (json_is_present(values[1]))
		claim_read_date(reader, "birth_date", values[1], &reader->claim->birth_date);
	if (json_is_present(values[0]))
		claim_read_text(reader, "sex", values[0], &reader->claim->sex);
	reader->container = NULL;
}

/* A code of a claim, blanks around it or not: its second character is a digit. Returns the length, 0 for what is none. */
static uint32_t
normalize_diagnosis(const char *text, size_t length, char out[DIAGNOSIS_LENGTH_MAX])
{
	uint32_t	written;

	ascii_trim(&text, &length);
	written = diagnosis_fold(text, length, out);
	return written > 0 && ascii_is_digit(out[1]) ? written : 0;
}

static void
read_diagnoses(claim_reader *reader, json_value value)
{
	uint32_t	count;
	const json_member *elements = claim_read_array(reader, "diagnoses", value, RARC_DIAGNOSIS,
												   "an array of ICD-10-CM codes", &count);
	char	   *texts = arena_allocate(reader->memory, (size_t) count * DIAGNOSIS_LENGTH_MAX);
	text_span  *diagnoses = ARENA_ARRAY(reader->memory, text_span, count);

	for (uint32_t i = 0; i < count; i++)
	{
		json_value	element = elements[i].value;

		diagnoses[i].bytes = texts + (size_t) i * DIAGNOSIS_LENGTH_MAX;
		if (element.kind == JSON_STRING)
			diagnoses[i].length = normalize_diagnosis(element.data, element.length,
													  texts + (size_t) i * DIAGNOSIS_LENGTH_MAX);
		if (diagnoses[i].length == 0 && json_is_present(element))
			claim_unexpected(reader, "diagnoses", i, element, RARC_DIAGNOSIS,
							 "an ICD-10-CM code such as \"M53.3\" or \"M533\"");
	}
	reader->claim->diagnosis_count = count;
	reader->claim->diagnoses = diagnoses;
}

/* What every line may fall back to. */
static void
read_service(claim_reader *reader, const claim_values *values)
{
	reader->date = CALENDAR_DATE_UNKNOWN;
	reader->date_given = json_is_present(values->date_of_service);
	reader->place_of_service = PLACE_OF_SERVICE_UNKNOWN;
	if (reader->date_given)
		claim_read_date(reader, "date_of_service", values->date_of_service, &reader->date);
	if (json_is_present(values->place_of_service))
		reader->place_of_service = claim_read_place(reader, "place_of_service", values->place_of_service);
}

void
claim_read(const json_source *source, json_value document, arena *memory, claim *result, problem_list *problems)
{
	claim_values values;
	claim_reader reader = {
		.source = source,
		.memory = memory,
		.claim = result,
		.problems = problems,
		.invalid = &result->invalid
	};

	*result = (claim) {.birth_date = CALENDAR_DATE_UNKNOWN};
	if (document.kind != JSON_OBJECT)
	{
		claim_unexpected(&reader, NULL, NO_INDEX, document, RARC_OTHER, "a claim as an object");
		return;
	}
	source->select(source, document, &claim_names, &values.facts);
	read_identity(&reader, &values);
	read_member(&reader, values.member);
	read_service(&reader, &values);
	read_diagnoses(&reader, values.diagnoses);
	result->facts = claim_read_object(&reader, "facts", values.facts);
	claim_read_lines(&reader, values.lines);
	claim_read_history(&reader, values.history);
}
