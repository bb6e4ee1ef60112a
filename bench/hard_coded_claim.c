/*
 * hard_coded_claim.c
 *	  The claim, read from jsonb for the hard-coded CP.MP.166.
 */
#include "postgres.h"

#include "hard_coded_scalars.h"

pg_noinline void
hc_add_fault(hc_claim *claim, int line, const char *key, const char *rarc)
{
	if (claim->fault_count < HC_FAULTS_MAX)
		claim->faults[claim->fault_count++] = (hc_fault) {line, key, rarc};
	if (line >= 0)
		claim->lines[line].invalid = true;
}

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

static bool
is_claim_type(const json_slot *slot)
{
	return slot->type == JENTRY_ISSTRING && (slot_is(slot, "professional") || slot_is(slot, "institutional"));
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
			hc_read_history(claim, slot);
			return NULL;
		case CLAIM_ID:
			claim->id_type = slot->type;
			claim->id = (hc_span) {slot->data, slot->length};
			return slot->type == JENTRY_ISSTRING || slot->type == JENTRY_ISNUMERIC ? NULL : "N706";
		case CLAIM_DIAGNOSES:
			return read_diagnoses(claim, slot) ? NULL : "M76";
		case CLAIM_TYPE:
			return is_claim_type(slot) ? NULL : "N706";
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
		hc_read_lines(claim, &lines);	/* behind the diagnoses that they point to */
	complete_lines(claim);
}
