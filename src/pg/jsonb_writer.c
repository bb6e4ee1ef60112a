/*
 * jsonb_writer.c
 *	  Writes jsonb bytes directly; what is not inline.
 */
#include "pg/jsonb_writer.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "pg/compat.h"
#include "pg/numeric_decimal.h"

#define INITIAL_CAPACITY 8192
#define COPY_UNIT 64			/* most entries of a trace fit into one */

/* The short form of a stored numeric: numeric_decimal.c draws it. */
#define NUMERIC_SHORT_NEGATIVE	0x2000
#define NUMERIC_BASE			10000
#define INT64_BASE_DIGITS		5	/* of base 10000 */

typedef struct short_numeric
{
	int32		vl_len_;
	uint16		header;
	uint16		digits[INT64_BASE_DIGITS];
} short_numeric;

void
jsonb_writer_start(jsonb_writer *writer, arena *memory)
{
	writer->memory = memory;
	writer->start = arena_allocate(memory, INITIAL_CAPACITY);
	writer->capacity = INITIAL_CAPACITY;
	jsonb_writer_restart(writer);
}

void
jsonb_writer_restart(jsonb_writer *writer)
{
	writer->length = VARHDRSZ;
	/* The root has no JEntry: the one written when it is closed falls on the varlena header, which is set last. */
	writer->top = writer->open;
	*writer->top = (open_container) {.index = 1};
}

void
jsonb_writer_grow(jsonb_writer *writer, Size size)
{
	Size		needed = writer->length + size;
	Size		capacity = Max(needed, 2 * (Size) writer->capacity);
	char	   *start;

	if (needed > JENTRY_OFFLENMASK)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("total size of jsonb object elements exceeds the maximum of %u bytes", JENTRY_OFFLENMASK)));
	start = arena_allocate(writer->memory, capacity);
	memcpy(start, writer->start, writer->length);
	writer->start = start;
	writer->capacity = (uint32) capacity;
}

Jsonb *
jsonb_writer_finish(const jsonb_writer *writer)
{
	Jsonb	   *result = palloc(writer->length);

	memcpy(result, writer->start, writer->length);
	SET_VARSIZE(result, writer->length);
	return result;
}

jsonb_prepared
jsonb_writer_prepare(const jsonb_writer *writer, arena *memory)
{
	jsonb_prepared prepared = {.size = writer->length - VARHDRSZ};
	char	   *bytes = arena_allocate_zero(memory, TYPEALIGN(COPY_UNIT, prepared.size));

	memcpy(bytes, writer->start + VARHDRSZ, prepared.size);
	prepared.bytes = bytes;
	return prepared;
}

/* Copies whole units; what is too much must be free to be written over. Returns the end of the container. */
static inline char *
copy_prepared(char *to, const jsonb_prepared *prepared)
{
	memcpy(to, prepared->bytes, COPY_UNIT);
	for (uint32 done = COPY_UNIT; done < prepared->size; done += COPY_UNIT)
		memcpy(to + done, prepared->bytes + done, COPY_UNIT);
	return to + prepared->size;
}

/* The padding between elements is zero, because that is what follows them in their units. */
static char *
copy_elements(char *data, JEntry *entries, const jsonb_prepared *const *elements, uint32 count)
{
	char	   *end = data;

	for (uint32 i = 0; i < count; i++)
	{
		char	   *begin = end;

		end = copy_prepared((char *) INTALIGN(end), elements[i]);
		if (i % JB_OFFSET_STRIDE == 0)
			entries[i] = JENTRY_ISCONTAINER | JENTRY_HAS_OFF | (JEntry) (end - data);
		else
			entries[i] = JENTRY_ISCONTAINER | (JEntry) (end - begin);
	}
	return end;
}

void
jsonb_put_prepared_array(jsonb_writer *writer, const jsonb_prepared *const *elements, uint32 count)
{
	Size		size = COPY_UNIT;
	uint32		data;

	jsonb_open_array(writer, count);
	for (uint32 i = 0; i < count; i++)
		size += INTALIGN(elements[i]->size);
	jsonb_reserve(writer, size);
	data = writer->length;
	writer->length = copy_elements(writer->start + data, (JEntry *) (writer->start + writer->top->entry),
								   elements, count) - writer->start;
	writer->top->entry = data;
	jsonb_close(writer);
}

void
jsonb_open_named(jsonb_writer *writer, const named_finding *members, uint32 count)
{
	uint32		entries_size = 2 * count * sizeof(JEntry);
	uint32		begin = writer->length;
	uint32		entries;
	Size		size = sizeof(uint32) + entries_size + 3;

	Assert(count <= JSONB_OBJECT_KEYS_MAX);
	for (uint32 i = 0; i < count; i++)
		size += members[i].name.length;
	jsonb_reserve(writer, size);
	jsonb_pad(writer);
	*(uint32 *) (writer->start + writer->length) = count | JB_FOBJECT;
	entries = writer->length + sizeof(uint32);
	writer->length = entries + entries_size;
	jsonb_push(writer, (open_container) {.begin = begin, .data = writer->length, .entry = entries});
	for (uint32 i = 0; i < count; i++)
		jsonb_put_text(writer, members[i].name);
}

static void
put_any_integer(jsonb_writer *writer, int64 number)
{
	short_numeric encoded;
	uint64		rest = number < 0 ? -(uint64) number : (uint64) number;
	uint16		reversed[INT64_BASE_DIGITS];
	int			count = 0;
	int			trailing = 0;
	uint32		size;

	for (; rest > 0; rest /= NUMERIC_BASE)
		reversed[count++] = rest % NUMERIC_BASE;
	while (trailing < count && reversed[trailing] == 0)
		trailing++;
	for (int i = trailing; i < count; i++)
		encoded.digits[count - 1 - i] = reversed[i];
	encoded.header = SMALL_NUMERIC_HEADER | (number < 0 ? NUMERIC_SHORT_NEGATIVE : 0) | (count > 0 ? count - 1 : 0);
	size = offsetof(short_numeric, digits) + (count - trailing) * sizeof(uint16);
	SET_VARSIZE(&encoded, size);
	jsonb_put_aligned(writer, JENTRY_ISNUMERIC, &encoded, size);
}

void
jsonb_put_integer(jsonb_writer *writer, int64 number)
{
	small_numeric encoded = {.header = SMALL_NUMERIC_HEADER, .digit = (uint16) number};

	if (number <= 0 || number >= NUMERIC_BASE)
	{
		put_any_integer(writer, number);
		return;
	}
	SET_VARSIZE(&encoded, sizeof(encoded));
	jsonb_put_aligned(writer, JENTRY_ISNUMERIC, &encoded, sizeof(encoded));
}

void
jsonb_put_decimal(jsonb_writer *writer, decimal number)
{
	char		text[DECIMAL_TEXT_MAX];
	Numeric		numeric;

	if (number.fraction == 0)
	{
		jsonb_put_integer(writer, number.whole);
		return;
	}
	decimal_format(number, text);
	numeric = DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid),
												  Int32GetDatum(-1)));
	jsonb_put_aligned(writer, JENTRY_ISNUMERIC, numeric, VARSIZE(numeric));
	pfree(numeric);
}

void
jsonb_put_value(jsonb_writer *writer, json_value value)
{
	switch (value.kind)
	{
		case JSON_ABSENT:
		case JSON_NULL:
			jsonb_put_null(writer);
			break;
		case JSON_FALSE:
		case JSON_TRUE:
			jsonb_put_boolean(writer, value.kind == JSON_TRUE);
			break;
		case JSON_NUMBER:
			jsonb_put_aligned(writer, JENTRY_ISNUMERIC, value.data, value.length);
			break;
		case JSON_STRING:
			jsonb_put_text(writer, json_string(value));
			break;
		case JSON_ARRAY:
		case JSON_OBJECT:
			jsonb_put_aligned(writer, JENTRY_ISCONTAINER, value.data, value.length);
			break;
	}
}
