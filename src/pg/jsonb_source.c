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

/* Where the data of an entry ends, whose data starts at start; base is where that of the first one does. */
static inline const char *
data_end(JEntry entry, const char *base, const char *start)
{
	return (JBE_HAS_OFF(entry) ? base : start) + JBE_OFFLENFLD(entry);
}

static inline json_value
value_of(JEntry entry, const char *start, const char *end)
{
	json_value	value;

	value.kind = (json_kind) kind_of_type[(entry & JENTRY_TYPEMASK) >> JENTRY_TYPE_SHIFT];
	if (value.kind == JSON_NUMBER || value.kind == JSON_OBJECT)
		start = (const char *) INTALIGN(start);
	value.data = start;
	value.length = end - start;
	if (value.kind == JSON_OBJECT && !JsonContainerIsObject((const JsonbContainer *) start))
		value.kind = JSON_ARRAY;
	return value;
}

static void
read_elements(const JsonbContainer *container, uint32 count, json_member *members)
{
	const JEntry *entries = container->children;
	const char *base = (const char *) (entries + count);
	const char *start = base;

	for (uint32 i = 0; i < count; i++)
	{
		const char *end = data_end(entries[i], base, start);

		members[i].key = TEXT_ABSENT;
		members[i].value = value_of(entries[i], start, end);
		start = end;
	}
}

static void
read_pairs(const JsonbContainer *container, uint32 count, json_member *members)
{
	const JEntry *keys = container->children;
	const JEntry *values = keys + count;
	const char *base = (const char *) (values + count);
	const char *start = base;

	for (uint32 i = 0; i < count; i++)
	{
		const char *end = data_end(keys[i], base, start);

		members[i].key.bytes = start;
		members[i].key.length = end - start;
		start = end;
	}
	for (uint32 i = 0; i < count; i++)
	{
		const char *end = data_end(values[i], base, start);

		members[i].value = value_of(values[i], start, end);
		start = end;
	}
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

/* Keys and names are sorted alike, so that one walk along both finds all. */
static uint32_t
jsonb_select(const json_source *source, json_value object, const json_names *names, json_value *values)
{
	const JsonbContainer *container = object.data;
	uint32		count = JsonContainerSize(container);
	const JEntry *keys = container->children;
	const char *base = (const char *) (keys + 2 * count);
	const char *key = base;
	const char *value = base;
	uint32		next = 0;
	uint32		found = 0;

	memset(values, 0, names->count * sizeof(json_value));
	/* values begin behind the last key */
	for (uint32 i = 0; i < count; i++)
		value = data_end(keys[i], base, value);
	for (uint32 i = 0; i < count; i++)
	{
		const char *key_end = data_end(keys[i], base, key);
		const char *value_end = data_end(keys[count + i], base, value);
		text_span	name = {key, key_end - key};
		int			order = 1;

		while (next < names->count && (order = json_name_order(names->names[next], name)) < 0)
			next++;
		if (order == 0)
		{
			values[next++] = value_of(keys[count + i], value, value_end);
			found++;
		}
		key = key_end;
		value = value_end;
	}
	return count - found;
}

static bool
jsonb_number(const json_source *source, json_value value, decimal *number)
{
	return numeric_read_decimal(value.data, number);
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
	.select = jsonb_select,
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
		const char *start = (const char *) &root->children[1];

		return value_of(root->children[0], start, data_end(root->children[0], start, start));
	}
	value.kind = JsonContainerIsObject(root) ? JSON_OBJECT : JSON_ARRAY;
	value.length = VARSIZE(document) - VARHDRSZ;
	value.data = root;
	return value;
}
