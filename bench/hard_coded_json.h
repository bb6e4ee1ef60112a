/*
 * hard_coded_json.h
 *	  jsonb as the hard-coded CP.MP.166 walks it: entry by entry, without the server's iterator.
 *
 * jsonb keeps the keys of an object sorted, by length and then by bytes. So one merge pass over the sorted list of the
 * keys that matter finds all of them, without a search for each.
 */
#ifndef CPTPOLICY_BENCH_HARD_CODED_JSON_H
#define CPTPOLICY_BENCH_HARD_CODED_JSON_H

#include "pg/numeric_decimal.h"

#include "hard_coded.h"

typedef struct known_key
{
	uint8		length;
	const char *text;
} known_key;

#define KEY(text) {sizeof(text) - 1, text}

typedef struct json_slot
{
	JEntry		type;			/* JENTRY_TYPEMASK bits */
	const char *data;			/* aligned for numbers and containers */
	int			length;			/* of a string */
} json_slot;

typedef struct slot_reader
{
	const JEntry *entry;		/* of the next value */
	const JEntry *key_entry;	/* of the next key */
	const char *base;
	uint32		offset;
	uint32		key_offset;
	int			left;
	const known_key *known;		/* what may still come */
	const known_key *known_end;
} slot_reader;

static inline void
begin_array(slot_reader *reader, const char *data)
{
	const JsonbContainer *container = (const JsonbContainer *) data;

	reader->left = JsonContainerSize(container);
	reader->entry = container->children;
	reader->base = (const char *) (container->children + reader->left);
	reader->offset = 0;
}

static inline void
begin_object(slot_reader *reader, const void *data, const known_key *known, int known_count)
{
	const JsonbContainer *container = data;

	reader->left = JsonContainerSize(container);
	reader->key_entry = container->children;
	reader->entry = container->children + reader->left;
	reader->base = (const char *) (reader->entry + reader->left);
	reader->key_offset = 0;
	reader->offset = reader->left > 0 ? getJsonbOffset(container, reader->left) : 0;
	reader->known = known;
	reader->known_end = known + known_count;
}

static inline void
take_slot(slot_reader *reader, json_slot *slot)
{
	JEntry		entry = *reader->entry++;
	uint32		begin = reader->offset;

	JBE_ADVANCE_OFFSET(reader->offset, entry);
	slot->type = entry & JENTRY_TYPEMASK;
	slot->length = reader->offset - begin;
	if (slot->type == JENTRY_ISNUMERIC || slot->type == JENTRY_ISCONTAINER)
		begin = INTALIGN(begin);
	slot->data = reader->base + begin;
}

static inline bool
next_element(slot_reader *reader, json_slot *slot)
{
	if (reader->left-- == 0)
		return false;
	take_slot(reader, slot);
	return true;
}

/* The place of the key in the list of known ones, or -1. */
static inline int
match_key(slot_reader *reader, const known_key *first, const char *key, int length)
{
	while (reader->known < reader->known_end)
	{
		const known_key *known = reader->known;
		int			order = length - known->length;

		if (order == 0)
			order = memcmp(key, known->text, length);
		if (order < 0)
			return -1;
		reader->known++;
		if (order == 0)
			return known - first;
	}
	return -1;
}

static inline bool
next_pair(slot_reader *reader, const known_key *first, hc_span *key, int *place, json_slot *slot)
{
	uint32		begin = reader->key_offset;
	JEntry		entry;

	if (reader->left-- == 0)
		return false;
	entry = *reader->key_entry++;
	JBE_ADVANCE_OFFSET(reader->key_offset, entry);
	key->bytes = reader->base + begin;
	key->length = reader->key_offset - begin;
	*place = match_key(reader, first, key->bytes, key->length);
	take_slot(reader, slot);
	return true;
}

static inline bool
is_array(const json_slot *slot)
{
	return slot->type == JENTRY_ISCONTAINER && JsonContainerIsArray((const JsonbContainer *) slot->data);
}

static inline bool
is_object(const json_slot *slot)
{
	return slot->type == JENTRY_ISCONTAINER && JsonContainerIsObject((const JsonbContainer *) slot->data);
}

static inline bool
is_word(const json_slot *slot, const char *word, int length)
{
	return slot->length == length && memcmp(slot->data, word, length) == 0;
}

#define slot_is(slot, literal) is_word((slot), (literal), sizeof(literal) - 1)

static inline int
two_digits(const char *text, int *bad)
{
	unsigned	tens = (unsigned char) text[0] - '0';
	unsigned	ones = (unsigned char) text[1] - '0';

	*bad |= tens > 9 || ones > 9;
	return tens * 10 + ones;
}

/* False for what is not a day that exists, written YYYY-MM-DD. */
static inline bool
read_day(const json_slot *slot, hc_day *day)
{
	const char *text = slot->data;
	int			bad = slot->type != JENTRY_ISSTRING || slot->length != 10;
	int			year,
				month,
				month_day;

	if (bad)
		return false;
	bad = text[4] != '-' || text[7] != '-';
	year = two_digits(text, &bad) * 100 + two_digits(text + 2, &bad);
	month = two_digits(text + 5, &bad);
	month_day = two_digits(text + 8, &bad);
	if (bad || year < 1 || month < 1 || month > 12 || month_day < 1 || month_day > 31)
		return false;
	*day = ((year * 12 + month - 1) << 5) | month_day;
	return month_day <= 28 || month_day <= hc_last_day(year, month);
}

static inline bool
read_number(const json_slot *slot, decimal *number)
{
	return slot->type == JENTRY_ISNUMERIC && numeric_to_decimal((Numeric) slot->data, number);
}

/* Read what a claim has under "lines" and "history". */
extern void hc_read_lines(hc_claim *claim, const json_slot *slot);
extern void hc_read_history(hc_claim *claim, const json_slot *slot);

#endif
