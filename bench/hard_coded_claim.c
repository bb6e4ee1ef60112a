/*
 * hard_coded_claim.c
 *	  The claim, read from jsonb for the hard-coded CP.MP.166.
 */
#include "postgres.h"

#include "hard_coded_json.h"

pg_noinline void
hc_add_fault(hc_claim *claim, int line, const char *key, const char *rarc)
{
	if (claim->fault_count < HC_FAULTS_MAX)
		claim->faults[claim->fault_count++] = (hc_fault) {line, key, rarc};
	if (line >= 0)
		claim->lines[line].invalid = true;
}

static inline int
fold(char letter)
{
	return letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter;
}

static inline bool
is_digit(char letter)
{
	return letter >= '0' && letter <= '9';
}

/* Blanks around it do not count. */
static json_slot
trim(const json_slot *slot)
{
	json_slot	trimmed = *slot;

	while (trimmed.length > 0 && trimmed.data[0] == ' ')
	{
		trimmed.data++;
		trimmed.length--;
	}
	while (trimmed.length > 0 && trimmed.data[trimmed.length - 1] == ' ')
		trimmed.length--;
	return trimmed;
}

/* The five characters in upper case; false for what has no legal shape. */
static inline bool
read_code(const json_slot *slot, char code[5])
{
	json_slot	text = *slot;
	bool		digits;

	if (slot->type != JENTRY_ISSTRING)
		return false;
	if (unlikely(text.length != 5))
		text = trim(slot);
	if (text.length != 5)
		return false;
	memcpy(code, text.data, 5);
	digits = is_digit(code[1]) && is_digit(code[2]) && is_digit(code[3]);
	if (digits && is_digit(code[0]) && is_digit(code[4]))
		return true;
	code[0] = fold(code[0]);
	code[4] = fold(code[4]);
	if (digits && is_digit(code[0]))
		return code[4] != '\0' && strchr("AFMTU", code[4]) != NULL;
	return digits && is_digit(code[4]) && code[0] >= 'A' && code[0] <= 'V' && strchr("FINO", code[0]) == NULL;
}

#define CODE_IS(code, literal) (memcmp((code), (literal), 5) == 0)

static inline hc_code
classify_code(const char *code)
{
	if (CODE_IS(code, "27096") || CODE_IS(code, "G0260"))
		return HC_CODE_INJECTION;
	if (CODE_IS(code, "64451"))
		return HC_CODE_NERVE_BLOCK;
	if (CODE_IS(code, "64625"))
		return HC_CODE_NEUROTOMY;
	return HC_CODE_OTHER;
}

static inline bool
is_other_invasive(const char *code)
{
	static const int ranges[][2] = {
		{20552, 20553}, {62263, 62264}, {62280, 62282}, {62287, 62287}, {62290, 62292}, {62320, 62327}, {63650, 63650},
		{64400, 64455}, {64461, 64463}, {64479, 64484}, {64486, 64495}, {64505, 64530}, {64600, 64610}, {64620, 64640},
		{64680, 64681}
	};
	int			number = 0;

	if ((code[0] != '6' && code[0] != '2') || code[4] > '9')
		return false;
	for (int i = 0; i < 5; i++)
		number = number * 10 + code[i] - '0';
	if (number > 20553 && number < 62263)
		return false;
	for (int i = 0; i < (int) lengthof(ranges); i++)
	{
		if (number >= ranges[i][0] && number <= ranges[i][1])
			return true;
	}
	return false;
}

static inline bool
read_side(const json_slot *slot, uint8 *side)
{
	if (slot->type != JENTRY_ISSTRING)
		return false;
	if (slot_is(slot, "left"))
		*side = HC_LEFT;
	else if (slot_is(slot, "right"))
		*side = HC_RIGHT;
	else if (slot_is(slot, "bilateral"))
		*side = HC_BILATERAL;
	else
		return false;
	return true;
}

static inline bool
is_place(const json_slot *slot)
{
	return slot->type == JENTRY_ISSTRING && slot->length == 2 && is_digit(slot->data[0]) && is_digit(slot->data[1]);
}

/* ---- lines ---------------------------------------------------------------------------------------- */

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
		if (!(is_digit(first) || (first >= 'A' && first <= 'Z')) || !(is_digit(second) || (second >= 'A' && second <= 'Z')))
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
		line->side = line->side == 0 || line->side == own_side ? own_side : 0;	/* a contradiction tells nothing */
	if (line->code_text[0] == '\0')
		hc_add_fault(claim, index, "code", "M51");
}

static void
read_lines(hc_claim *claim, const json_slot *slot)
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

/* ---- history -------------------------------------------------------------------------------------- */

enum
{
	ENTRY_CODE, ENTRY_DATE, ENTRY_KIND, ENTRY_SIDE, ENTRY_RELIEF
};

static const known_key entry_keys[] = {
	KEY("code"), KEY("date"), KEY("kind"), KEY("side"), KEY("relief_percent")
};

static inline bool
read_entry_value(hc_entry *entry, char code[5], int place, const json_slot *slot)
{
	switch (place)
	{
		case ENTRY_CODE:
			return read_code(slot, code);
		case ENTRY_DATE:
			return read_day(slot, &entry->date);
		case ENTRY_SIDE:
			return read_side(slot, &entry->side);
		case ENTRY_KIND:
			if (slot->type != JENTRY_ISSTRING)
				return false;
			entry->kind = slot_is(slot, "diagnostic") ? HC_DIAGNOSTIC :
				slot_is(slot, "therapeutic") ? HC_THERAPEUTIC : HC_PROCEDURE_UNKNOWN;
			return entry->kind != HC_PROCEDURE_UNKNOWN;
		default:
			entry->relief_known = true;
			return read_number(slot, &entry->relief) && entry->relief.whole >= 0 &&
				decimal_compare(entry->relief, DECIMAL_OF(100)) <= 0;
	}
}

/* Keep an injection, by date. */
static void
keep_entry(hc_claim *claim, const hc_entry *entry)
{
	int			place = claim->entry_count++;

	while (place > 0 && claim->entries[place - 1].date > entry->date)
	{
		claim->entries[place] = claim->entries[place - 1];
		place--;
	}
	claim->entries[place] = *entry;
}

static void
read_entry(hc_claim *claim, const json_slot *slot)
{
	hc_entry	entry = {0};
	char		code[5] = {0};
	slot_reader reader;
	json_slot	value;
	hc_span		key;
	int			place;

	if (!is_object(slot))
	{
		hc_add_fault(claim, -1, "history", "N706");
		return;
	}
	begin_object(&reader, slot->data, entry_keys, lengthof(entry_keys));
	while (next_pair(&reader, entry_keys, &key, &place, &value))
	{
		if (place >= 0 && value.type != JENTRY_ISNULL && !read_entry_value(&entry, code, place, &value))
			hc_add_fault(claim, -1, entry_keys[place].text, place == ENTRY_CODE ? "M51" : place == ENTRY_DATE ? "M52" : "N706");
	}
	if (code[0] == '\0' || entry.date == HC_DAY_UNKNOWN)
		hc_add_fault(claim, -1, "history", "N706");
	else if (classify_code(code) == HC_CODE_INJECTION)
		keep_entry(claim, &entry);
}

static void
read_history(hc_claim *claim, const json_slot *slot)
{
	slot_reader reader;
	json_slot	entry;

	if (!is_array(slot))
	{
		hc_add_fault(claim, -1, "history", "N706");
		return;
	}
	begin_array(&reader, slot->data);
	if (reader.left > HC_INLINE_ENTRIES)
		claim->entries = palloc(sizeof(hc_entry) * reader.left);
	while (next_element(&reader, &entry))
		read_entry(claim, &entry);
}

/* ---- the claim ------------------------------------------------------------------------------------ */

enum
{
	CLAIM_FACTS, CLAIM_LINES, CLAIM_PAYER, CLAIM_MEMBER, CLAIM_HISTORY, CLAIM_ID, CLAIM_DIAGNOSES, CLAIM_TYPE,
	CLAIM_DATE, CLAIM_BUSINESS, CLAIM_PLACE
};

static const known_key claim_keys[] = {
	KEY("facts"), KEY("lines"), KEY("payer"), KEY("member"), KEY("history"), KEY("claim_id"), KEY("diagnoses"),
	KEY("claim_type"), KEY("date_of_service"), KEY("line_of_business"), KEY("place_of_service")
};

/* A letter, a digit, a letter or digit; then, behind a dot or not, at most four letters or digits more. */
static bool
is_diagnosis(const json_slot *slot)
{
	json_slot	text = trim(slot);
	int			length = text.length;

	if (slot->type != JENTRY_ISSTRING)
		return false;
	for (int i = 0; i < text.length; i++)
	{
		char		letter = fold(text.data[i]);

		if (letter == '.' && i == 3)
			length--;
		else if (!is_digit(letter) && (i == 1 || letter < 'A' || letter > 'Z'))
			return false;
	}
	return length >= 3 && length <= 7 && !is_digit(text.data[0]);
}

static bool
read_diagnoses(hc_claim *claim, const json_slot *slot)
{
	slot_reader reader;
	json_slot	diagnosis;

	if (!is_array(slot))
		return false;
	begin_array(&reader, slot->data);
	while (next_element(&reader, &diagnosis))
	{
		if (diagnosis.type != JENTRY_ISNULL && !is_diagnosis(&diagnosis))
			return false;
		claim->diagnosis_count++;
	}
	return true;
}

static bool
read_business(hc_claim *claim, const json_slot *slot)
{
	if (slot->type != JENTRY_ISSTRING)
		return false;
	if (slot_is(slot, "commercial"))
		claim->business = HC_COMMERCIAL;
	else if (slot_is(slot, "medicare"))
		claim->business = HC_MEDICARE;
	else if (slot_is(slot, "medicaid"))
		claim->business = HC_MEDICAID;
	else if (slot_is(slot, "marketplace"))
		claim->business = HC_MARKETPLACE;
	else
		return false;
	return true;
}

static bool
read_payer(hc_claim *claim, const json_slot *slot)
{
	if (slot->type != JENTRY_ISSTRING)
		return false;
	claim->centene = slot->length == 7 && pg_strncasecmp(slot->data, "centene", 7) == 0;
	return true;
}

static bool
read_member(const json_slot *slot)
{
	static const known_key keys[] = {KEY("sex"), KEY("birth_date")};
	slot_reader reader;
	json_slot	value;
	hc_span		key;
	hc_day		birth_date;
	int			place;
	bool		good = is_object(slot);

	if (!good)
		return false;
	begin_object(&reader, slot->data, keys, lengthof(keys));
	while (next_pair(&reader, keys, &key, &place, &value))
	{
		if (place < 0 || value.type == JENTRY_ISNULL)
			continue;
		good &= place == 0 ? value.type == JENTRY_ISSTRING : read_day(&value, &birth_date);
	}
	return good;
}

/* Read one key of the claim but its lines; the RARC of the fault, or NULL. */
static inline const char *
read_claim_value(hc_claim *claim, int place, const json_slot *slot)
{
	switch (place)
	{
		case CLAIM_PAYER:
			return read_payer(claim, slot) ? NULL : "N706";
		case CLAIM_MEMBER:
			return read_member(slot) ? NULL : "N706";
		case CLAIM_HISTORY:
			read_history(claim, slot);
			return NULL;
		case CLAIM_ID:
			claim->id_type = slot->type;
			claim->id = (hc_span) {slot->data, slot->length};
			return slot->type == JENTRY_ISSTRING || slot->type == JENTRY_ISNUMERIC ? NULL : "N706";
		case CLAIM_DIAGNOSES:
			return read_diagnoses(claim, slot) ? NULL : "M76";
		case CLAIM_TYPE:
			return slot->type == JENTRY_ISSTRING && (slot_is(slot, "professional") || slot_is(slot, "institutional")) ? NULL : "N706";
		case CLAIM_DATE:
			return read_day(slot, &claim->date) ? NULL : "M52";
		case CLAIM_BUSINESS:
			return read_business(claim, slot) ? NULL : "N706";
		default:
			return is_place(slot) ? NULL : "M77";
	}
}

/* Dates that lines leave to the claim. */
static void
complete_lines(hc_claim *claim)
{
	if (claim->line_count == 0)
		hc_add_fault(claim, -1, "lines", "N706");
	for (int i = 0; i < claim->line_count; i++)
	{
		if (claim->lines[i].date == HC_DAY_UNKNOWN)
			claim->lines[i].date = claim->date;
		if (claim->lines[i].date == HC_DAY_UNKNOWN)
			hc_add_fault(claim, i, "date_of_service", "M52");
	}
}

static void
init_claim(hc_claim *claim)
{
	memset(claim, 0, offsetof(hc_claim, facts));
	memset(claim->facts.truth, UNKNOWN, sizeof(claim->facts.truth));
	claim->facts.request_kind = HC_KIND_UNKNOWN;
	claim->facts.positive = claim->facts.negative = 0;
	claim->id_type = JENTRY_ISNULL;
	claim->lines = claim->line_space;
	claim->entries = claim->entry_space;
	claim->entry_count = claim->fault_count = claim->unused_count = 0;
}

void
hc_read_claim(const JsonbContainer *document, hc_claim *claim)
{
	slot_reader reader;
	json_slot	slot;
	json_slot	lines = {.type = JENTRY_ISNULL};
	hc_span		key;
	int			place;

	init_claim(claim);
	if (!JsonContainerIsObject(document))
	{
		hc_add_fault(claim, -1, "", "N706");
		return;
	}
	begin_object(&reader, document, claim_keys, lengthof(claim_keys));
	while (next_pair(&reader, claim_keys, &key, &place, &slot))
	{
		const char *rarc = NULL;

		if (place < 0 || slot.type == JENTRY_ISNULL)
			continue;
		if (place == CLAIM_LINES)
			lines = slot;
		else if (place != CLAIM_FACTS)
			rarc = read_claim_value(claim, place, &slot);
		else if (is_object(&slot))
			hc_read_facts(claim, -1, slot.data, &claim->facts);
		else
			rarc = "N706";
		if (rarc != NULL)
			hc_add_fault(claim, -1, claim_keys[place].text, rarc);
	}
	if (lines.type != JENTRY_ISNULL)
		read_lines(claim, &lines);	/* behind the diagnoses that they point to */
	complete_lines(claim);
}
