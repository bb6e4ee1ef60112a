/*
 * hard_coded_entry.c
 *	  Earlier injections, read from jsonb for the hard-coded CP.MP.166; other procedures are not kept.
 */
#include "postgres.h"

#include "hard_coded_scalars.h"

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
			hc_add_fault(claim, -1, entry_keys[place].text,
						 place == ENTRY_CODE ? "M51" : place == ENTRY_DATE ? "M52" : "N706");
	}
	if (code[0] == '\0' || entry.date == HC_DAY_UNKNOWN)
		hc_add_fault(claim, -1, "history", "N706");
	else if (classify_code(code) == HC_CODE_INJECTION)
		keep_entry(claim, &entry);
}

void
hc_read_history(hc_claim *claim, const json_slot *slot)
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
