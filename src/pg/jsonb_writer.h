/*
 * jsonb_writer.h
 *	  Writes jsonb bytes directly, in one pass, as convertToJsonb() of the server lays them out.
 *
 * The caller opens containers and puts their values in order. It knows each container's length beforehand, and the
 * keys of an object are a constant "shape". This costs a tenth of the server's own builder, which collects a tree,
 * sorts its keys and only then writes; the bytes are the same, which the tests check.
 *
 * What a result is made of is inline: it is a good part of the cost of an answer.
 */
#ifndef CPTPOLICY_JSONB_WRITER_H
#define CPTPOLICY_JSONB_WRITER_H

#include "postgres.h"

#include "utils/jsonb.h"

#include "engine/arena.h"
#include "engine/finding.h"
#include "engine/json.h"

#define JSONB_WRITER_DEPTH 10	/* containers that can be open at once */

/* Positions are offsets from the start of the jsonb, because the buffer moves when it grows. */
typedef struct open_container
{
	uint32		begin;			/* where it begins, padding included */
	uint32		data;			/* where its variable-length part begins */
	uint32		entry;			/* the JEntry of the next value */
	uint32		index;			/* number of that JEntry, keys counted */
} open_container;

typedef struct jsonb_writer
{
	arena	   *memory;
	char	   *start;
	uint32		length;
	uint32		capacity;
	open_container *top;
	open_container open[JSONB_WRITER_DEPTH];	/* the first stands for the jsonb itself */
} jsonb_writer;

/*
 * The constant beginning of an object with known keys: header, JEntries, keys. The keys stand in jsonb's order: by
 * length, then by bytes. There are at most 15 of them, so that no JEntry but the first holds an offset. For example
 * JSONB_SHAPE(note_shape, 2, "message" "criterion", JSONB_FIRST_KEY("message"), JSONB_KEY("criterion"));
 */
typedef struct jsonb_shape
{
	uint32		pairs;
	uint32		size;
	const void *bytes;
} jsonb_shape;

#define JSONB_OBJECT_KEYS_MAX 15

#define JSONB_KEY(key) (JENTRY_ISSTRING | (sizeof(key) - 1))
#define JSONB_FIRST_KEY(key) (JENTRY_HAS_OFF | JSONB_KEY(key))
#define JSONB_SHAPE(name, count, keys, ...) \
	static const struct \
	{ \
		uint32		header; \
		JEntry		key_entries[count]; \
		JEntry		value_entries[count]; \
		char		text[sizeof(keys) - 1]; \
	}			name##_bytes = {(count) | JB_FOBJECT, {__VA_ARGS__}, {0}, keys}; \
	StaticAssertDecl(2 * (count) <= JB_OFFSET_STRIDE, "only the first JEntry of a shape may hold an offset"); \
	static const jsonb_shape name = { \
		(count), sizeof(uint32) + 2 * (count) * sizeof(JEntry) + sizeof(keys) - 1, &name##_bytes \
	}

/* A container that was written before, to be copied many times: whole units, for speed, so bytes follow it. */
typedef struct jsonb_prepared
{
	const char *bytes;
	uint32		size;
} jsonb_prepared;

/* Start with nothing open; the buffer lives in memory until the arena is reset. */
extern void jsonb_writer_start(jsonb_writer *writer, arena *memory);

/* Forget what was written, but keep the buffer. */
extern void jsonb_writer_restart(jsonb_writer *writer);

/* What was written, in memory, to be put into other containers; the root container is closed. */
extern jsonb_prepared jsonb_writer_prepare(const jsonb_writer *writer, arena *memory);

/* A copy of what was written in the current memory context; the root container is closed. */
extern Jsonb *jsonb_writer_finish(const jsonb_writer *writer);

/* Make room for size more bytes; an error beyond what jsonb can hold. */
extern void jsonb_writer_grow(jsonb_writer *writer, Size size);

/* A whole number. */
extern void jsonb_put_integer(jsonb_writer *writer, int64 number);

/* A number; the server's own input function encodes those that are not whole. */
extern void jsonb_put_decimal(jsonb_writer *writer, decimal number);

/*
 * Open an object whose keys are known only now: the names of the members, which stand in jsonb's order and are at most
 * JSONB_OBJECT_KEYS_MAX. Its values follow.
 */
extern void jsonb_open_named(jsonb_writer *writer, const named_finding *members, uint32 count);

/* An array of prepared containers. */
extern void jsonb_put_prepared_array(jsonb_writer *writer, const jsonb_prepared *const *elements, uint32 count);

/* A value as jsonb_source handed it out, containers included; absent is null. */
extern void jsonb_put_value(jsonb_writer *writer, json_value value);

static inline void
jsonb_reserve(jsonb_writer *writer, Size size)
{
	if (unlikely(size > writer->capacity - writer->length))
		jsonb_writer_grow(writer, size);
}

/* The JEntry of a value that was appended from begin on; every JB_OFFSET_STRIDE'th holds an offset. */
static inline void
jsonb_add_entry(jsonb_writer *writer, JEntry type, uint32 begin)
{
	open_container *top = writer->top;
	JEntry		entry = type | (writer->length - begin);

	if (unlikely(top->index % JB_OFFSET_STRIDE == 0))
		entry = type | JENTRY_HAS_OFF | (writer->length - top->data);
	*(JEntry *) (writer->start + top->entry) = entry;
	top->entry += sizeof(JEntry);
	top->index++;
}

/* Numbers and containers begin at a multiple of four; three bytes must be reserved. */
static inline void
jsonb_pad(jsonb_writer *writer)
{
	memset(writer->start + writer->length, 0, 3);
	writer->length = INTALIGN(writer->length);
}

static inline void
jsonb_append(jsonb_writer *writer, const void *bytes, uint32 size)
{
	memcpy(writer->start + writer->length, bytes, size);
	writer->length += size;
}

static inline void
jsonb_push(jsonb_writer *writer, open_container container)
{
	writer->top++;
	Assert(writer->top < writer->open + JSONB_WRITER_DEPTH);
	*writer->top = container;
}

/* Open an object; its values follow in the order of the shape's keys. */
static inline void
jsonb_open_object(jsonb_writer *writer, const jsonb_shape *shape)
{
	uint32		begin = writer->length;
	uint32		entries;

	jsonb_reserve(writer, (Size) shape->size + 3);
	jsonb_pad(writer);
	entries = writer->length + sizeof(uint32);
	jsonb_append(writer, shape->bytes, shape->size);
	jsonb_push(writer, (open_container) {
		.begin = begin,
		.data = entries + 2 * shape->pairs * sizeof(JEntry),
		.entry = entries + shape->pairs * sizeof(JEntry),
		.index = shape->pairs,
	});
}

/* Open an array of so many elements. */
static inline void
jsonb_open_array(jsonb_writer *writer, uint32 count)
{
	uint32		begin = writer->length;
	uint32		entries;

	jsonb_reserve(writer, sizeof(uint32) + (Size) count * sizeof(JEntry) + 3);
	jsonb_pad(writer);
	*(uint32 *) (writer->start + writer->length) = count | JB_FARRAY;
	entries = writer->length + sizeof(uint32);
	writer->length = entries + count * sizeof(JEntry);
	jsonb_push(writer, (open_container) {.begin = begin, .data = writer->length, .entry = entries});
}

/* Close the container opened last; all of its values must have been put. */
static inline void
jsonb_close(jsonb_writer *writer)
{
	uint32		begin = writer->top->begin;

	Assert(writer->top->entry == writer->top->data);
	writer->top--;
	jsonb_add_entry(writer, JENTRY_ISCONTAINER, begin);
}

static inline void
jsonb_put_empty_array(jsonb_writer *writer)
{
	uint32		begin = writer->length;

	jsonb_reserve(writer, sizeof(uint32) + 3);
	jsonb_pad(writer);
	*(uint32 *) (writer->start + writer->length) = JB_FARRAY;
	writer->length += sizeof(uint32);
	jsonb_add_entry(writer, JENTRY_ISCONTAINER, begin);
}

static inline void
jsonb_put_null(jsonb_writer *writer)
{
	jsonb_add_entry(writer, JENTRY_ISNULL, writer->length);
}

static inline void
jsonb_put_boolean(jsonb_writer *writer, bool value)
{
	jsonb_add_entry(writer, value ? JENTRY_ISBOOL_TRUE : JENTRY_ISBOOL_FALSE, writer->length);
}

/* A string; an absent one is null. */
static inline void
jsonb_put_text(jsonb_writer *writer, text_span text)
{
	uint32		begin = writer->length;

	if (text.bytes == NULL)
	{
		jsonb_put_null(writer);
		return;
	}
	jsonb_reserve(writer, text.length);
	jsonb_append(writer, text.bytes, text.length);
	jsonb_add_entry(writer, JENTRY_ISSTRING, begin);
}

/* The bytes of a Numeric or of a container, aligned here. */
static inline void
jsonb_put_aligned(jsonb_writer *writer, JEntry type, const void *bytes, uint32 size)
{
	uint32		begin = writer->length;

	jsonb_reserve(writer, (Size) size + 3);
	jsonb_pad(writer);
	jsonb_append(writer, bytes, size);
	jsonb_add_entry(writer, type, begin);
}

#endif							/* CPTPOLICY_JSONB_WRITER_H */
