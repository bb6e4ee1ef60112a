/*
 * claim_field.c
 *	  Single values of a claim.
 */
#include "engine/claim_field.h"

#include <stdio.h>

#include "engine/ascii.h"
#include "engine/excerpt.h"

#define INDEX_TEXT_MAX 16
#define TURNS_BETWEEN_CHECKS 1000

/* ---- problems ---- */

/* "[3]", or nothing. */
static const char *
format_index(uint32_t index, char out[INDEX_TEXT_MAX])
{
	out[0] = '\0';
	if (index != NO_INDEX)
		snprintf(out, INDEX_TEXT_MAX, "[%lu]", (unsigned long) index);
	return out;
}

static text_span
path_of(const claim_reader *reader, const char *key, uint32_t element)
{
	char		index_text[INDEX_TEXT_MAX];
	char		element_text[INDEX_TEXT_MAX];

	return arena_format(reader->memory, "$%s%s%s%s%s%s",
						reader->container != NULL ? "." : "",
						reader->container != NULL ? reader->container : "",
						format_index(reader->container != NULL ? reader->index : NO_INDEX, index_text),
						key != NULL ? "." : "",
						key != NULL ? key : "",
						format_index(element, element_text));
}

static bool
is_empty_array(const claim_reader *reader, json_value value)
{
	uint32_t	count;

	reader->source->members(reader->source, value, reader->memory, &count);
	return count == 0;
}

/* A value as a message quotes it. */
static const char *
describe(const claim_reader *reader, json_value value)
{
	switch (value.kind)
	{
		case JSON_TRUE:
			return "true";
		case JSON_FALSE:
			return "false";
		case JSON_NUMBER:
			return excerpt(reader->memory, reader->source->number_text(reader->source, value, reader->memory)).bytes;
		case JSON_STRING:
			return arena_format(reader->memory, "\"%s\"", excerpt(reader->memory, json_string(value)).bytes).bytes;
		case JSON_ARRAY:
			return is_empty_array(reader, value) ? "an empty array" : "an array";
		default:
			return json_kind_name(value.kind);
	}
}

void
claim_unexpected(claim_reader *reader, const char *key, uint32_t element, json_value found, const char *rarc,
				 const char *expected)
{
	*reader->invalid = true;
	if (problem_list_is_full(reader->problems))
		return;
	problem_add(reader->problems, path_of(reader, key, element),
				arena_format(reader->memory, "expected %s, found %s", expected, describe(reader, found)), rarc);
}

void
claim_too_many(claim_reader *reader, const char *key, uint32_t maximum, uint32_t found)
{
	*reader->invalid = true;
	problem_add(reader->problems, path_of(reader, key, NO_INDEX),
				arena_format(reader->memory, "expected at most %lu elements, found %lu",
							 (unsigned long) maximum, (unsigned long) found), RARC_OTHER);
}

/* ---- values ---- */

void
claim_check_interrupts(const claim_reader *reader, uint32_t turn)
{
	if (turn % TURNS_BETWEEN_CHECKS == TURNS_BETWEEN_CHECKS - 1)
		reader->source->check_interrupts(reader->source);
}

const json_member *
claim_read_array(claim_reader *reader, const char *key, json_value value, const char *rarc, const char *expected,
				 uint32_t *count)
{
	*count = 0;
	if (value.kind == JSON_ARRAY)
		return reader->source->members(reader->source, value, reader->memory, count);
	if (json_is_present(value))
		claim_unexpected(reader, key, NO_INDEX, value, rarc, expected);
	return NULL;
}

bool
claim_read_text(claim_reader *reader, const char *key, json_value value, text_span *text)
{
	if (value.kind != JSON_STRING)
	{
		claim_unexpected(reader, key, NO_INDEX, value, RARC_OTHER, "a string");
		return false;
	}
	*text = json_string(value);
	return true;
}

bool
claim_read_date(claim_reader *reader, const char *key, json_value value, calendar_date *date)
{
	if (value.kind == JSON_STRING && calendar_parse(value.data, value.length, date))
		return true;
	claim_unexpected(reader, key, NO_INDEX, value, RARC_DATE, "a date of the calendar as \"YYYY-MM-DD\"");
	return false;
}

bool
claim_read_code(claim_reader *reader, const char *key, json_value value, cpt_code *code)
{
	if (value.kind == JSON_STRING && cpt_code_parse(value.data, value.length, code))
		return true;
	claim_unexpected(reader, key, NO_INDEX, value, RARC_CODE,
					 "a CPT or HCPCS Level II code such as \"27096\" or \"G0260\"");
	return false;
}

int32_t
claim_read_place(claim_reader *reader, const char *key, json_value value)
{
	const char *digits = value.data;

	if (value.kind == JSON_STRING && value.length == 2 && ascii_is_digit(digits[0]) && ascii_is_digit(digits[1]))
		return (digits[0] - '0') * 10 + (digits[1] - '0');
	claim_unexpected(reader, key, NO_INDEX, value, RARC_PLACE, "a place of service as a string of two digits");
	return PLACE_OF_SERVICE_UNKNOWN;
}

bool
claim_read_integer(const claim_reader *reader, json_value value, int32_t minimum, int32_t maximum, int32_t *integer)
{
	decimal		number;

	if (value.kind != JSON_NUMBER || !reader->source->number(reader->source, value, &number))
		return false;
	if (number.fraction != 0 || number.whole < minimum || number.whole > maximum)
		return false;
	*integer = (int32_t) number.whole;
	return true;
}

static const char *
list_names(const claim_reader *reader, const text_span *names, uint32_t name_count)
{
	text_span	list = arena_format(reader->memory, "one of \"%s\"", names[0].bytes);

	for (uint32_t i = 1; i < name_count; i++)
		list = arena_format(reader->memory, "%s, \"%s\"", list.bytes, names[i].bytes);
	return list.bytes;
}

bool
claim_read_choice(claim_reader *reader, const char *key, json_value value, const text_span *names, uint32_t name_count,
				  uint32_t *choice)
{
	int			place = value.kind == JSON_STRING ? text_place(json_string(value), names, name_count) : -1;

	if (place >= 0)
	{
		*choice = (uint32_t) place;
		return true;
	}
	claim_unexpected(reader, key, NO_INDEX, value, RARC_OTHER,
					 problem_list_is_full(reader->problems) ? "" : list_names(reader, names, name_count));
	return false;
}

body_side
claim_read_side(claim_reader *reader, json_value value)
{
	static const text_span names[] = {{"left", 4}, {"right", 5}, {"bilateral", 9}};
	static const body_side sides[] = {SIDE_LEFT, SIDE_RIGHT, SIDE_BILATERAL};
	uint32_t	choice;

	return claim_read_choice(reader, "side", value, names, 3, &choice) ? sides[choice] : SIDE_UNKNOWN;
}

json_value
claim_read_object(claim_reader *reader, const char *key, json_value value)
{
	if (value.kind == JSON_OBJECT)
		return value;
	if (json_is_present(value))
		claim_unexpected(reader, key, NO_INDEX, value, RARC_OTHER, "an object");
	return (json_value) {.kind = JSON_ABSENT};
}
