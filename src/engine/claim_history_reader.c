/*
 * claim_history_reader.c
 *	  The member's earlier procedures, put in order of their dates.
 */
#include "engine/claim_field.h"

#define INSERTION_SORT_MAX 16

/* In the order of entry_names. */
typedef struct entry_values
{
	json_value	code;
	json_value	date;
	json_value	kind;
	json_value	side;
	json_value	relief_percent;
} entry_values;

static const text_span entry_keys[] = {{"code", 4}, {"date", 4}, {"kind", 4}, {"side", 4}, {"relief_percent", 14}};
static const json_names entry_names = {sizeof(entry_values) / sizeof(json_value), entry_keys};

static procedure_kind
read_kind(claim_reader *reader, json_value value)
{
	static const text_span names[] = {{"diagnostic", 10}, {"therapeutic", 11}};
	static const procedure_kind kinds[] = {PROCEDURE_DIAGNOSTIC, PROCEDURE_THERAPEUTIC};
	uint32_t	choice;

	return claim_read_choice(reader, "kind", value, names, 2, &choice) ? kinds[choice] : PROCEDURE_UNKNOWN;
}

static void
read_relief(claim_reader *reader, json_value value, history_entry *entry)
{
	entry->relief_known = value.kind == JSON_NUMBER &&
		reader->source->number(reader->source, value, &entry->relief_percent) &&
		decimal_compare(entry->relief_percent, DECIMAL_OF(0)) >= 0 &&
		decimal_compare(entry->relief_percent, DECIMAL_OF(100)) <= 0;
	if (!entry->relief_known)
		claim_unexpected(reader, "relief_percent", NO_INDEX, value, RARC_OTHER, "a number from 0 to 100");
}

static void
read_entry(claim_reader *reader, json_value value, history_entry *entry)
{
	entry_values values;

	*entry = (history_entry) {.date = CALENDAR_DATE_UNKNOWN};
	if (value.kind != JSON_OBJECT)
	{
		claim_unexpected(reader, NULL, NO_INDEX, value, RARC_OTHER, "an earlier procedure as an object");
		return;
	}
	reader->source->select(reader->source, value, &entry_names, &values.code);
	claim_read_code(reader, "code", values.code, &entry->code);
	claim_read_date(reader, "date", values.date, &entry->date);
	if (json_is_present(values.side))
		entry->side = claim_read_side(reader, values.side);
	if (json_is_present(values.kind))
		entry->kind = read_kind(reader, values.kind);
	if (json_is_present(values.relief_percent))
		read_relief(reader, values.relief_percent, entry);
}

/* ---- order: entries of one date stay as they came ---- */

static bool
is_sorted(const history_entry *entries, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		if (entries[i].date < entries[i - 1].date)
			return false;
	return true;
}

static void
insertion_sort(history_entry *entries, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
	{
		history_entry moved = entries[i];
		uint32_t	place = i;

		for (; place > 0 && entries[place - 1].date > moved.date; place--)
			entries[place] = entries[place - 1];
		entries[place] = moved;
	}
}

/* Two sorted runs, source[first .. middle - 1] and source[middle .. end - 1], into one at the same place of target. */
static void
merge_runs(const history_entry *source, history_entry *target, uint32_t first, uint32_t middle, uint32_t end)
{
	uint32_t	left = first;
	uint32_t	right = middle;

	for (uint32_t place = first; place < end; place++)
	{
		if (right == end || (left < middle && source[left].date <= source[right].date))
			target[place] = source[left++];
		else
			target[place] = source[right++];
	}
}

/* Runs of INSERTION_SORT_MAX, then merged two by two until one is left. Returns where the result stands. */
static history_entry *
merge_sort(history_entry *entries, uint32_t count, arena *memory)
{
	history_entry *source = entries;
	history_entry *target = arena_allocate(memory, count * sizeof(*target));

	for (uint64_t first = 0; first < count; first += INSERTION_SORT_MAX)
		insertion_sort(entries + first,
					   count - first < INSERTION_SORT_MAX ? (uint32_t) (count - first) : INSERTION_SORT_MAX);
	for (uint64_t width = INSERTION_SORT_MAX; width < count; width *= 2)
	{
		history_entry *merged = target;

		for (uint64_t first = 0; first < count; first += 2 * width)
		{
			uint64_t	middle = first + width < count ? first + width : count;
			uint64_t	end = middle + width < count ? middle + width : count;

			merge_runs(source, target, (uint32_t) first, (uint32_t) middle, (uint32_t) end);
		}
		target = source;
		source = merged;
	}
	return source;
}

static history_entry *
sort_entries(history_entry *entries, uint32_t count, arena *memory)
{
	if (is_sorted(entries, count))
		return entries;
	if (count > INSERTION_SORT_MAX)
		return merge_sort(entries, count, memory);
	insertion_sort(entries, count);
	return entries;
}

void
claim_read_history(claim_reader *reader, json_value history)
{
	uint32_t	count;
	const json_member *elements = claim_read_array(reader, "history", history, RARC_OTHER,
												   "an array of earlier procedures", &count);
	history_entry *entries;
	claim	   *claim = reader->claim;

	if (count > CLAIM_HISTORY_MAX)
	{
		claim_too_many(reader, "history", CLAIM_HISTORY_MAX, count);
		return;
	}
	entries = arena_allocate(reader->memory, count * sizeof(*entries));
	reader->container = "history";
	for (uint32_t i = 0; i < count; i++)
	{
		bool		faulty = false;

		claim_check_interrupts(reader, i);
		if (!json_is_present(elements[i].value))
			continue;
		reader->index = i;
		reader->invalid = &faulty;
		read_entry(reader, elements[i].value, &entries[claim->history_count]);
		if (!faulty)
			claim->history_count++;
		claim->invalid |= faulty;
	}
	reader->container = NULL;
	reader->invalid = &claim->invalid;
	claim->history = sort_entries(entries, claim->history_count, reader->memory);
}
