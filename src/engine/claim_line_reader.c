/*
 * claim_line_reader.c
 *	  The service lines of a claim.
 */
#include "engine/claim_field.h"

#include <stdio.h>

#include "engine/ascii.h"

/* In the order of line_names. */
typedef struct line_values
{
	json_value	code;
	json_value	line;
	json_value	side;
	json_value	facts;
	json_value	units;
	json_value	charge;
	json_value	modifiers;
	json_value	date_of_service;
	json_value	place_of_service;
	json_value	diagnosis_pointers;
} line_values;

static const text_span line_keys[] = {
	{"code", 4}, {"line", 4}, {"side", 4}, {"facts", 5}, {"units", 5}, {"charge", 6}, {"modifiers", 9}, {"date_of_service", 15},
	{"place_of_service", 16}, {"diagnosis_pointers", 18}
};
static const json_names line_names = {sizeof(line_values) / sizeof(json_value), line_keys};

static void
read_number(claim_reader *reader, json_value value, claim_line *line)
{
	if (json_is_present(value) && !claim_read_integer(reader, value, 1, INT32_MAX, &line->number))
		claim_unexpected(reader, "line", NO_INDEX, value, RARC_OTHER, "a whole number from 1");
}

static bool
is_blank(json_value string)
{
	const char *bytes = string.data;
	size_t		length = string.length;

	ascii_trim(&bytes, &length);
	return length == 0;
}

static void
read_modifiers(claim_reader *reader, json_value value, claim_line *line)
{
	uint32_t	count;
	const json_member *elements = claim_read_array(reader, "modifiers", value, RARC_MODIFIER,
												   "an array of modifiers", &count);

	line->modifiers = arena_allocate(reader->memory, count * sizeof(*line->modifiers));
	for (uint32_t i = 0; i < count; i++)
	{
		json_value	element = elements[i].value;
		cpt_modifier *next = &line->modifiers[line->modifier_count];

		if (element.kind == JSON_STRING && cpt_modifier_parse(element.data, element.length, next))
			line->modifier_count++;
		else if (json_is_present(element) && !(element.kind == JSON_STRING && is_blank(element)))
			claim_unexpected(reader, "modifiers", i, element, RARC_MODIFIER,
							 "a modifier of two letters or digits such as \"LT\" or \"59\"");
	}
}

static void
read_units(claim_reader *reader, json_value value, claim_line *line)
{
	decimal		units;

	if (!json_is_present(value))
		return;
	if (value.kind == JSON_NUMBER && reader->source->number(reader->source, value, &units) &&
		decimal_compare(units, DECIMAL_OF(0)) > 0)
		line->units = units;
	else
		claim_unexpected(reader, "units", NO_INDEX, value, RARC_UNITS, "a number greater than 0");
}

static body_side
side_of_modifiers(const claim_line *line)
{
	unsigned	side = SIDE_UNKNOWN;

	for (uint32_t i = 0; i < line->modifier_count; i++)
	{
		if (line->modifiers[i] == CPT_MODIFIER_LT)
			side |= SIDE_LEFT;
		else if (line->modifiers[i] == CPT_MODIFIER_RT)
			side |= SIDE_RIGHT;
		else if (line->modifiers[i] == CPT_MODIFIER_50)
			side |= SIDE_BILATERAL;
	}
	return (body_side) side;
}

/* What the line says; where that contradicts its modifiers, neither is believed. */
static void
read_side(claim_reader *reader, json_value value, claim_line *line)
{
	body_side	by_modifiers = side_of_modifiers(line);
	body_side	said = json_is_present(value) ? claim_read_side(reader, value) : SIDE_UNKNOWN;

	if (said == SIDE_UNKNOWN)
		line->side = by_modifiers;
	else if (by_modifiers == SIDE_UNKNOWN || by_modifiers == said)
		line->side = said;
	else
		line->side_contradictory = true;
}

static void
unexpected_pointer(claim_reader *reader, uint32_t index, json_value found)
{
	char		expected[80] = "no diagnosis pointer where the claim has no diagnoses";

	if (reader->claim->diagnosis_count > 0)
		snprintf(expected, sizeof(expected), "the place of a diagnosis in the claim's list, 1 to %lu",
				 (unsigned long) reader->claim->diagnosis_count);
	claim_unexpected(reader, "diagnosis_pointers", index, found, RARC_DIAGNOSIS, expected);
}

static void
read_pointers(claim_reader *reader, json_value value, claim_line *line)
{
	uint32_t	count;
	const json_member *elements = claim_read_array(reader, "diagnosis_pointers", value, RARC_DIAGNOSIS,
												   "an array of numbers", &count);
	uint32_t	diagnoses = reader->claim->diagnosis_count;
	int32_t		last = diagnoses < INT32_MAX ? (int32_t) diagnoses : INT32_MAX;
	int32_t		pointer;

	line->pointers = arena_allocate(reader->memory, count * sizeof(*line->pointers));
	for (uint32_t i = 0; i < count; i++)
	{
		if (claim_read_integer(reader, elements[i].value, 1, last, &pointer))
			line->pointers[line->pointer_count++] = (uint32_t) pointer - 1;
		else if (json_is_present(elements[i].value))
			unexpected_pointer(reader, i, elements[i].value);
	}
}

/* The line's own date and place, or the claim's. */
static void
read_service(claim_reader *reader, const line_values *values, claim_line *line)
{
	if (json_is_present(values->date_of_service))
		claim_read_date(reader, "date_of_service", values->date_of_service, &line->date);
	else if (reader->date_given)
	{
		line->date = reader->date;
		line->invalid |= reader->date == CALENDAR_DATE_UNKNOWN;
	}
	else
		claim_unexpected(reader, "date_of_service", NO_INDEX, values->date_of_service, RARC_DATE,
						 "a date of service here or on the claim, as \"YYYY-MM-DD\"");
	line->place_of_service = reader->place_of_service;
	if (json_is_present(values->place_of_service))
		line->place_of_service = claim_read_place(reader, "place_of_service", values->place_of_service);
}

static void
read_line(claim_reader *reader, json_value value, claim_line *line)
{
	line_values values;

	if (value.kind != JSON_OBJECT)
	{
		claim_unexpected(reader, NULL, NO_INDEX, value, RARC_OTHER, "a line as an object");
		return;
	}
	reader->source->select(reader->source, value, &line_names, &values.code);
	read_number(reader, values.line, line);
	line->code_given = values.code;
	line->has_code = claim_read_code(reader, "code", values.code, &line->code);
	read_modifiers(reader, values.modifiers, line);
	read_units(reader, values.units, line);
	line->charge_given = values.charge;
	read_side(reader, values.side, line);
	read_pointers(reader, values.diagnosis_pointers, line);
	read_service(reader, &values, line);
	line->facts = claim_read_object(reader, "facts", values.facts);
}

void
claim_read_lines(claim_reader *reader, json_value lines)
{
	uint32_t	count = 0;
	const json_member *elements = NULL;
	claim	   *claim = reader->claim;

	if (lines.kind == JSON_ARRAY)
		elements = reader->source->members(reader->source, lines, reader->memory, &count);
	if (count == 0)
	{
		claim_unexpected(reader, "lines", NO_INDEX, lines, RARC_OTHER, "an array of one line or more");
		return;
	}
	if (count > CLAIM_LINES_MAX)
	{
		claim_too_many(reader, "lines", CLAIM_LINES_MAX, count);
		return;
	}
	claim->line_count = count;
	claim->lines = ARENA_ARRAY(reader->memory, claim_line, count);
	reader->container = "lines";
	for (uint32_t i = 0; i < count; i++)
	{
		claim_line *line = &claim->lines[i];

		line->number = i < INT32_MAX ? (int32_t) i + 1 : INT32_MAX;
		line->units = DECIMAL_OF(1);
		line->date = CALENDAR_DATE_UNKNOWN;
		line->place_of_service = PLACE_OF_SERVICE_UNKNOWN;
		claim_check_interrupts(reader, i);
		reader->index = i;
		reader->invalid = &line->invalid;
		read_line(reader, elements[i].value, line);
	}
	reader->container = NULL;
	reader->invalid = &claim->invalid;
}
