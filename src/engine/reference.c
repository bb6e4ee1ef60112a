/*
 * reference.c
 *	  National coding data: records of codes, loaded on demand and forgotten together.
 *
 * Records and their hash table lie in one arena, which is emptied as a whole when it holds too much: the codes of the
 * claims that follow are then loaded again. That costs little, because claims that name very many codes are rare, and
 * needs no order of use to be kept.
 */
#include "engine/reference.h"

#include <stdlib.h>

#define SLOT_COUNT_FIRST 256

/* 1996-01-01, when NCCI edits began, as calendar_date */
#define PTP_DAY_ZERO ((calendar_date) -1461)

/* ---- settings ---- */

static const text_span setting_names[SERVICE_SETTING_COUNT] = {
	[SETTING_PRACTITIONER] = TEXT_LITERAL("practitioner"),
	[SETTING_OUTPATIENT] = TEXT_LITERAL("outpatient"),
	[SETTING_DME] = TEXT_LITERAL("dme")
};

text_span
service_setting_name(service_setting setting)
{
	return setting_names[setting];
}

bool
service_setting_of_name(text_span name, service_setting *setting)
{
	int			found = text_place(name, setting_names, SERVICE_SETTING_COUNT);

	if (found >= 0)
		*setting = (service_setting) found;
	return found >= 0;
}

/* ---- what is known of one code ---- */

const fee_indicators *
code_fee_indicators(const code_record *record, calendar_date date)
{
	for (uint32_t i = 0; i < record->fee_count; i++)
	{
		if (date_span_contains(record->fees[i].dates, date))
			return &record->fees[i];
	}
	return NULL;
}

const unit_limit *
code_unit_limit(const code_record *record, service_setting setting, calendar_date date)
{
	for (uint32_t i = 0; i < record->limit_count; i++)
	{
		const unit_limit *limit = &record->limits[i];

		if (limit->setting == setting && date_span_contains(limit->dates, date))
			return limit;
	}
	return NULL;
}

/* A date as partners count days: from 0, which also stands for all before, to PTP_NO_END, for all that is later. */
static uint16_t
ptp_day(calendar_date date)
{
	int64_t		day = (int64_t) date - PTP_DAY_ZERO;

	if (day < 0)
		return 0;
	return day < PTP_NO_END ? (uint16_t) day : PTP_NO_END;
}

bool
ptp_partner_make(ptp_partner *partner, cpt_code column_two, bool modifier_allowed, uint32_t rationale,
				 date_span dates)
{
	uint16_t	first_day = ptp_day(dates.first);

	if (column_two >= (uint32_t) 1 << 23 || rationale >= PTP_RATIONALES_MAX)
		return false;
	if (dates.last < dates.first || dates.last < PTP_DAY_ZERO || first_day == PTP_NO_END)
		return false;
	partner->key = column_two << 9 | (uint32_t) modifier_allowed << 8 | rationale;
	partner->first_day = first_day;
	partner->last_day = ptp_day(dates.last);
	return true;
}

static int
compare_partners(const void *left, const void *right)
{
	const ptp_partner *a = left;
	const ptp_partner *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return (int) a->first_day - (int) b->first_day;
}

/* Rows often come in order, and to see that costs less than to sort. */
static bool
partners_are_sorted(const ptp_partner *partners, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
	{
		if (compare_partners(&partners[i - 1], &partners[i]) > 0)
			return false;
	}
	return true;
}

void
code_record_sort_partners(code_record *record)
{
	for (int setting = 0; setting < PTP_SETTING_COUNT; setting++)
	{
		ptp_partner *partners = record->partners[setting];
		uint32_t	count = record->partner_count[setting];

		if (!partners_are_sorted(partners, count))
			qsort(partners, count, sizeof(*partners), compare_partners);
	}
}

/* ---- filters ---- */

#define FILTER_PARTNERS_PER_WORD 8	/* at most; then one code in twenty that is no partner passes */

static void
make_filter(code_record *record, int setting, arena *memory)
{
	uint32_t	words = 2;
	uint8_t		shift = 63;

	for (; words * FILTER_PARTNERS_PER_WORD < record->partner_count[setting]; words *= 2)
		shift--;
	record->filters[setting] = ARENA_ARRAY(memory, uint64_t, words);
	record->filter_shifts[setting] = shift;
	for (uint32_t i = 0; i < record->partner_count[setting]; i++)
	{
		uint64_t	hash = ptp_filter_hash(ptp_partner_code(&record->partners[setting][i]));

		record->filters[setting][hash >> shift] |= ptp_filter_bits(hash);
	}
}

void
code_record_make_filters(code_record *record, arena *memory)
{
	for (int setting = 0; setting < PTP_SETTING_COUNT; setting++)
	{
		if (record->partner_count[setting] > 0)
			make_filter(record, setting, memory);
	}
}

/* ---- search ---- */

/* The first partner whose key is not less. Without a jump in the loop: the processor could not foresee it. */
static uint32_t
first_partner(const ptp_partner *partners, uint32_t count, uint32_t key)
{
	const ptp_partner *base = partners;

	while (count > 1)
	{
		uint32_t	half = count / 2;

		base += base[half - 1].key < key ? half : 0;
		count -= half;
	}
	return (uint32_t) (base - partners) + (count == 1 && base->key < key);
}

/* Rows of a pair stand together, strict ones first: indicator 0 before 1, then by number of the rationale. */
const ptp_partner *
code_ptp_partner(const code_record *record, service_setting setting, cpt_code column_two, calendar_date date)
{
	uint16_t	day = ptp_day(date);
	const ptp_partner *partners;
	uint32_t	count;

	if (setting >= PTP_SETTING_COUNT || record->partner_count[setting] == 0 ||
		!code_may_be_ptp_partner(record, setting, column_two))
		return NULL;
	partners = record->partners[setting];
	count = record->partner_count[setting];
	for (uint32_t i = first_partner(partners, count, column_two << 9);
		 i < count && ptp_partner_code(&partners[i]) == column_two; i++)
	{
		if (day >= partners[i].first_day && day <= partners[i].last_day)
			return &partners[i];
	}
	return NULL;
}

/* ---- records ---- */

reference *
reference_create(arena *memory, const arena *codes_like, code_loader load, void *context)
{
	reference  *created = ARENA_NEW(memory, reference);

	created->memory = memory;
	arena_init(&created->code_memory, codes_like->allocate, codes_like->release, codes_like->context);
	created->load = load;
	created->context = context;
	return created;
}

/* The slot where a code stands, or the empty one where it should; some slot is empty. */
static code_slot *
find_slot(code_slot *slots, uint32_t slot_count, cpt_code code)
{
	/* codes of one family are neighbours: spread them (Fibonacci hashing) */
	uint32_t	place = (code * 2654435769u) >> 7;

	for (;; place++)
	{
		code_slot  *slot = &slots[place & (slot_count - 1)];

		if (slot->record == NULL || slot->code == code)
			return slot;
	}
}

/* Have room for one more record with a quarter of the slots empty. */
static void
make_room(reference *reference)
{
	uint32_t	slot_count = reference->slot_count > 0 ? reference->slot_count * 2 : SLOT_COUNT_FIRST;
	code_slot  *slots;

	if ((uint64_t) reference->record_count * 4 < (uint64_t) reference->slot_count * 3)
		return;
	slots = ARENA_ARRAY(&reference->code_memory, code_slot, slot_count);
	for (uint32_t i = 0; i < reference->slot_count; i++)
	{
		if (reference->slots[i].record != NULL)
			*find_slot(slots, slot_count, reference->slots[i].code) = reference->slots[i];
	}
	reference->slots = slots;
	reference->slot_count = slot_count;
}

/* The record stands in the table only when it is complete: the loader may leave by an error. */
static code_record *
load_record(reference *reference, cpt_code code)
{
	code_record *record;

	/* what a load that failed has left is counted too */
	reference->code_bytes = arena_bytes_held(&reference->code_memory);
	make_room(reference);
	record = ARENA_NEW(&reference->code_memory, code_record);
	record->code = code;
	reference->load(reference->context, reference, record, &reference->code_memory);
	*find_slot(reference->slots, reference->slot_count, code) = (code_slot) {record, code};
	reference->record_count++;
	reference->code_bytes = arena_bytes_held(&reference->code_memory);
	return record;
}

const code_record *
reference_code(reference *reference, cpt_code code)
{
	code_record *record;

	if (reference->last.record != NULL && reference->last.code == code)
		return reference->last.record;
	record = reference->slot_count > 0 ? find_slot(reference->slots, reference->slot_count, code)->record : NULL;
	if (record == NULL)
		record = load_record(reference, code);
	reference->last = (code_slot) {record, code};
	return record;
}

void
reference_forget(reference *reference)
{
	arena_reset(&reference->code_memory);
	reference->code_bytes = arena_bytes_held(&reference->code_memory);
	reference->record_count = 0;
	reference->slot_count = 0;
	reference->slots = NULL;
	reference->last = (code_slot) {NULL, 0};
}

void
reference_trim(reference *reference)
{
	if (reference->code_bytes > REFERENCE_BYTES_MAX)
		reference_forget(reference);
}

/* ---- places ---- */

bool
reference_place_in_use(const reference *reference, int32_t place_of_service, calendar_date date)
{
	for (uint32_t i = 0; i < reference->place_count; i++)
	{
		const place_span *place = &reference->places[i];

		if (place->place_of_service == place_of_service && date_span_contains(place->dates, date))
			return true;
	}
	return reference->place_count == 0;
}
