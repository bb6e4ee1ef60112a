/*
 * jsonb_source.c
 *	  The engine's view of JSON, over jsonb.
 *
 * A container is read in one pass over its JEntries with a running offset: the server's own look-up of one key costs
 * more than handing out all members at once.
 */
#include "pg/jsonb_source.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "pg/compat.h"
#include "pg/numeric_decimal.h"

#define JENTRY_TYPE_SHIFT 28
#define JENTRY_TYPE_COUNT 8

/* json_kind by the type bits of a JEntry; a container's own header tells which it is. */
static const uint8 kind_of_type[JENTRY_TYPE_COUNT] = {
	[JENTRY_ISSTRING >> JENTRY_TYPE_SHIFT] = JSON_STRING,
	[JENTRY_ISNUMERIC >> JENTRY_TYPE_SHIFT] = JSON_NUMBER,
	[JENTRY_ISBOOL_FALSE >> JENTRY_TYPE_SHIFT] = JSON_FALSE,
	[JENTRY_ISBOOL_TRUE >> JENTRY_TYPE_SHIFT] = JSON_TRUE,
	[JENTRY_ISNULL >> JENTRY_TYPE_SHIFT] = JSON_NULL,
	[JENTRY_ISCONTAINER >> JENTRY_TYPE_SHIFT] = JSON_OBJECT,
};

/* Reads the value of an entry whose data begins at offset start, and moves start behind it. */
static inline json_value
next_value(JEntry entry, const char *base, uint32 *start)
{
	json_value	value;
	uint32		offset = *start;

	JBE_ADVANCE_OFFSET(*start, entry);
	value.kind = (json_kind) kind_of_type[(entry & JENTRY_TYPEMASK) >> JENTRY_TYPE_SHIFT];
	if (value.kind == JSON_NUMBER || value.kind == JSON_OBJECT)
		offset = INTALIGN(offset);
	value.data = base + offset;
	value.length = *start - offset;
	if (value.kind == JSON_OBJECT && !JsonContainerIsObject((const JsonbContainer *) value.data))
		value.kind = JSON_ARRAY;
	return value;
}

static void
read_elements(const JsonbContainer *container, uint32 count, json_member *members)
{
	const JEntry *entries = container->children;
	const char *base = (const char *) (entries + count);
	uint32		offset = 0;

	for (uint32 i = 0; i < count; i++)
	{
		members[i].key = TEXT_ABSENT;
		members[i].value = next_value(entries[i], base, &offset);
	}
}

static void
read_pairs(const JsonbContainer *container, uint32 count, json_member *members)
{
	const JEntry *entries = container->children;
	const char *base = (const char *) (entries + 2 * count);
	uint32		offset = 0;

	for (uint32 i = 0; i < count; i++)
	{
		uint32		start = offset;

		JBE_ADVANCE_OFFSET(offset, entries[i]);
		members[i].key.bytes = base + start;
		members[i].key.length = offset - start;
	}
	for (uint32 i = 0; i < count; i++)
		members[i].value = next_value(entries[count + i], base, &offset);
}

static const json_member *
jsonb_members(const json_source *source, json_value container, arena *memory, uint32_t *count)
{
	const JsonbContainer *data = container.data;
	json_member *members;

	*count = JsonContainerSize(data);
	members = arena_allocate(memory, sizeof(json_member) * (size_t) *count);
	if (container.kind == JSON_OBJECT)
		read_pairs(data, *count, members);
	else
		read_elements(data, *count, members);
	return members;
}

static bool
jsonb_number(const json_source *source, json_value value, decimal *number)
{
	return numeric_to_decimal((Numeric) value.data, number);
}

static text_span
jsonb_number_text(const json_source *source, json_value value, arena *memory)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, PointerGetDatum(value.data)));
	text_span	copy = arena_copy_text(memory, (text_span) {text, (uint32_t) strlen(text)});

	pfree(text);
	return copy;
}

static void
jsonb_check_interrupts(const json_source *source)
{
	CHECK_FOR_INTERRUPTS();
}

const json_source jsonb_source = {
	.members = jsonb_members,
	.number = jsonb_number,
	.number_text = jsonb_number_text,
	.check_interrupts = jsonb_check_interrupts,
};

json_value
jsonb_root(const Jsonb *document)
{
	const JsonbContainer *root = &document->root;
	json_value	value;

	if (JsonContainerIsScalar(root))
	{
		uint32		offset = 0;

		return next_value(root->children[0], (const char *) &root->children[1], &offset);
	}
	value.kind = JsonContainerIsObject(root) ? JSON_OBJECT : JSON_ARRAY;
	value.length = VARSIZE(document) - VARHDRSZ;
	value.data = root;
	return value;
}
