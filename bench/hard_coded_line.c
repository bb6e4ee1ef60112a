/*
 * hard_coded_line.c
 *	  The lines of a claim, read from jsonb for the hard-coded CP.MP.166.
 */
#include "postgres.h"

#include "hard_coded_scalars.h"

enum
{
	LINE_CODE, LINE_LINE, LINE_SIDE, LINE_FACTS, LINE_UNITS, LINE_MODIFIERS, LINE_DATE, LINE_PLACE, LINE_POINTERS
};

static const known_key line_keys[] = {
	KEY("code"), KEY("line"), KEY("side"), KEY("facts"), KEY("units"), KEY("modifiers"), KEY("date_of_service"),
	KEY("place_of_service"), KEY("diagnosis_pointers")
};

/* The side that LT, RT and 50 say; false when one of them is no modifier. */
static bool
read_modifiers(const json_slot *slot, uint8 *side)
{
	slot_reader reader;
	json_slot	modifier;

	if (!is_array(slot))
		return false;
	begin_array(&reader, slot->data);
	while (next_element(&reader, &modifier))
	{
		int			first,
					second;

		if (modifier.type == JENTRY_ISNULL)
			continue;
		if (modifier.type != JENTRY_ISSTRING)
			return false;
		if (modifier.length != 2)
			modifier = trim(&modifier);
		if (modifier.length == 0)
			continue;
		if (modifier.length != 2)
			return false;
		first = fold(modifier.data[0]);
		second = fold(modifier.data[1]);
		if (!is_digit(first) && (first < 'A' || first > 'Z'))
			return false;
		if (!is_digit(second) && (second < 'A' || second > 'Z'))
			return false;
		if (second == 'T' && (first == 'L' || first == 'R'))
			*side |= first == 'L' ? HC_LEFT : HC_RIGHT;
		else if (first == '5' && second == '0')
			*side |= HC_BILATERAL;
	}
	return true;
}

static bool
read_pointers(const json_slot *slot, int diagnosis_count)
{
	slot_reader reader;
	json_slot	pointer;
	decimal		number;

	if (!is_array(slot))
		return false;
	begin_array(&reader, slot->data);
	while (next_element(&reader, &pointer))
	{
		if (!read_number(&pointer, &number) || number.fraction != 0 || number.whole < 1 || number.whole > diagnosis_count)
			return false;
	}
	return true;
}

static bool
read_line_number(const json_slot *slot, int *result)
{
	decimal		number;

	if (!read_number(slot, &number) || number.fraction != 0 || number.whole < 1 || number.whole > PG_INT32_MAX)
		return false;
	*result = (int) number.whole;
	return true;
}

/* Read one key of a line; the RARC of the fault, or NULL. */
static inline const char *
read_line_value(hc_claim *claim, hc_line *line, int place, const json_slot *slot, uint8 *own_side)
{
	switch (place)
	{
		case LINE_CODE:
			if (!read_code(slot, line->code_text))
				return "M51";
			line->code = classify_code(line->code_text);
			line->other_invasive = is_other_invasive(line->code_text);
			return NULL;
		case LINE_LINE:
			return read_line_number(slot, &line->number) ? NULL : "N706";
		case LINE_SIDE:
			return read_side(slot, own_side) ? NULL : "N706";
		case LINE_FACTS:
			if (!is_object(slot))
				return "N706";
			line->facts = (const JsonbContainer *) slot->data;
			return NULL;
		case LINE_UNITS:
			return read_number(slot, &line->units) && decimal_compare(line->units, DECIMAL_OF(0)) > 0 ? NULL : "M53";
		case LINE_MODIFIERS:
			return read_modifiers(slot, &line->side) ? NULL : "N822";
		case LINE_DATE:
			return read_day(slot, &line->date) ? NULL : "M52";
		case LINE_PLACE:
			return is_place(slot) ? NULL : "M77";
		default:
			return read_pointers(slot, claim->diagnosis_count) ? NULL : "M76";
	}
}

static void
read_line(hc_claim *claim, int index, const json_slot *slot)
{
	hc_line    *line = &claim->lines[index];
	slot_reader reader;
	json_slot	value;
	hc_span		key;
	int			place;
	uint8		own_side = 0;

	*line = (hc_line) {.number = index + 1, .units = DECIMAL_OF(1)};
	if (!is_object(slot))
	{
		hc_add_fault(claim, index, "", "N706");
		return;
	}
	begin_object(&reader, slot->data, line_keys, lengthof(line_keys));
	while (next_pair(&reader, line_keys, &key, &place, &value))
	{
		const char *rarc;

		if (place < 0 || value.type == JENTRY_ISNULL)
			continue;
		rarc = read_line_value(claim, line, place, &value, &own_side);
		if (rarc != NULL)
			hc_add_fault(claim, index, line_keys[place].text, rarc);
	}
	if (own_side != 0)
	{
		line->contradictory = line->side != 0 && line->side != own_side;
		line->side = line->contradictory ? 0 : own_side;
	}
	if (line->code_text[0] == '\0')
		hc_add_fault(claim, index, "code", "M51");
}

void
hc_read_lines(hc_claim *claim, const json_slot *slot)
{
	slot_reader reader;
	json_slot	line;

	if (!is_array(slot))
	{
		hc_add_fault(claim, -1, "lines", "N706");
		return;
	}
	begin_array(&reader, slot->data);
	if (reader.left > HC_INLINE_LINES)
		claim->lines = palloc(sizeof(hc_line) * reader.left);
	while (next_element(&reader, &line))
		read_line(claim, claim->line_count++, &line);
}
