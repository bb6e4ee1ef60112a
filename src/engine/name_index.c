/*
 * name_index.c
 *	  Open addressing over names.
 */
#include "engine/name_index.h"

#define CAPACITY_FIRST 64

static inline uint64_t
load_8(const char *bytes)
{
	uint64_t	word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

static inline uint64_t
load_4(const char *bytes)
{
	uint32_t	word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/*
 * Length and the first, middle and last eight bytes: constant time, and names that differ nowhere else are rare. The
 * names in the index are those of the policies, so that nobody can make them collide through a claim.
 */
static uint32_t
hash_of(text_span name)
{
	uint64_t	first = 0;
	uint64_t	middle = 0;
	uint64_t	last = 0;
	uint64_t	hash;

	if (name.length >= 8)
	{
		first = load_8(name.bytes);
		middle = load_8(name.bytes + (name.length - 8) / 2);
		last = load_8(name.bytes + name.length - 8);
	}
	else if (name.length >= 4)
	{
		first = load_4(name.bytes);
		last = load_4(name.bytes + name.length - 4);
	}
	else
		for (uint32_t i = 0; i < name.length; i++)
			first = first << 8 | (unsigned char) name.bytes[i];
	hash = first * UINT64_C(0x9E3779B97F4A7C15) + middle * UINT64_C(0xC2B2AE3D27D4EB4F) +
		last * UINT64_C(0x165667B19E3779F9) + name.length;
	hash ^= hash >> 32;
	hash *= UINT64_C(0x9FB21C651E98DF25);
	return (uint32_t) (hash >> 32);
}

void
name_index_init(name_index *index, arena *memory)
{
	*index = (name_index) {.memory = memory};
}

/* The slot of a name, or the free one where it belongs. */
static name_slot *
slot_of(const name_index *index, text_span name, uint32_t hash)
{
	uint32_t	mask = index->capacity * 2 - 1;
	uint32_t	place = hash & mask;

	for (;; place = (place + 1) & mask)
	{
		name_slot  *slot = &index->slots[place];

		if (slot->number == 0 || (slot->hash == hash && text_equals(index->names[slot->number - 1], name)))
			return slot;
	}
}

static void
grow(name_index *index)
{
	text_span  *names = index->names;

	index->capacity = index->capacity > 0 ? index->capacity * 2 : CAPACITY_FIRST;
	index->names = ARENA_ARRAY(index->memory, text_span, index->capacity);
	index->slots = ARENA_ARRAY(index->memory, name_slot, (size_t) index->capacity * 2);
	for (uint32_t i = 0; i < index->count; i++)
	{
		uint32_t	hash = hash_of(names[i]);

		index->names[i] = names[i];
		*slot_of(index, names[i], hash) = (name_slot) {hash, i + 1};
	}
}

uint32_t
name_index_add(name_index *index, text_span name)
{
	uint32_t	hash = hash_of(name);
	name_slot  *slot;

	if (index->count == index->capacity)
		grow(index);
	slot = slot_of(index, name, hash);
	if (slot->number == 0)
	{
		index->names[index->count++] = arena_copy_text(index->memory, name);
		*slot = (name_slot) {hash, index->count};
	}
	return slot->number - 1;
}

uint32_t
name_index_find(const name_index *index, text_span name)
{
	name_slot  *slot;

	if (index->count == 0)
		return NO_NAME;
	slot = slot_of(index, name, hash_of(name));
	return slot->number > 0 ? slot->number - 1 : NO_NAME;
}
