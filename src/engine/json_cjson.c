/*
 * json_cjson.c
 *	  cJSON's tree as a json_source.
 */
#include "engine/json_cjson.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/excerpt.h"
#include "engine/json_text.h"

#define UTF8_BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* ---- the source ---- */

static json_value
value_of(const cJSON *item)
{
	switch (item->type & 0xFF)
	{
		case cJSON_False:
			return (json_value) {JSON_FALSE, 0, item};
		case cJSON_True:
			return (json_value) {JSON_TRUE, 0, item};
		case cJSON_Number:
			return (json_value) {JSON_NUMBER, 0, item};
		case cJSON_String:
			return (json_value) {JSON_STRING, (uint32_t) strlen(item->valuestring), item->valuestring};
		case cJSON_Array:
			return (json_value) {JSON_ARRAY, 0, item};
		case cJSON_Object:
			return (json_value) {JSON_OBJECT, 0, item};
		default:
			return (json_value) {JSON_NULL, 0, item};
	}
}

static const json_member *
cjson_members(const json_source *source, json_value container, arena *memory, uint32_t *count)
{
	const cJSON *item = container.data;
	json_member *members = ARENA_ARRAY(memory, json_member, cJSON_GetArraySize(item));
	uint32_t	place = 0;

	(void) source;
	for (const cJSON *child = item->child; child != NULL; child = child->next)
	{
		if (container.kind == JSON_OBJECT)
			members[place].key = (text_span) {child->string, (uint32_t) strlen(child->string)};
		members[place++].value = value_of(child);
	}
	*count = place;
	return members;
}

static uint32_t
cjson_select(const json_source *source, json_value object, const json_names *names, json_value *values)
{
	uint32_t	others = 0;

	(void) source;
	memset(values, 0, names->count * sizeof(json_value));
	for (const cJSON *child = ((const cJSON *) object.data)->child; child != NULL; child = child->next)
	{
		uint32_t	name = json_names_find(names, (text_span) {child->string, (uint32_t) strlen(child->string)});

		if (name == names->count)
			others++;
		else
			values[name] = value_of(child);
	}
	return others;
}

/* Fifteen digits give back the decimal number that was read, because longer ones are refused. */
static text_span
cjson_number_text(const json_source *source, json_value value, arena *memory)
{
	(void) source;
	return arena_format(memory, "%.15g", ((const cJSON *) value.data)->valuedouble);
}

static bool
cjson_number(const json_source *source, json_value value, decimal *number)
{
	char		text[32];
	int			length = snprintf(text, sizeof(text), "%.15g", ((const cJSON *) value.data)->valuedouble);

	(void) source;
	return decimal_parse(text, (size_t) length, number);
}

static void
cjson_check_interrupts(const json_source *source)
{
	(void) source;
}

const json_source json_cjson_source = {
	.members = cjson_members,
	.select = cjson_select,
	.number = cjson_number,
	.number_text = cjson_number_text,
	.check_interrupts = cjson_check_interrupts
};

/* ---- duplicate keys ---- */

static const char *
excerpt_of_key(arena *memory, const char *key)
{
	return excerpt(memory, (text_span) {key, (uint32_t) strlen(key)}).bytes;
}

/* Where a container stands: paths are built only for a fault. */
typedef struct key_place
{
	const struct key_place *parent; /* NULL: the root */
	const char *key;			/* NULL: an element of an array */
	unsigned	index;
} key_place;

static text_span
path_of(arena *memory, const key_place *place)
{
	text_span	parent;

	if (place->parent == NULL)
		return TEXT_LITERAL("$");
	parent = path_of(memory, place->parent);
	if (place->key == NULL)
		return arena_format(memory, "%s[%u]", parent.bytes, place->index);
	return arena_format(memory, "%s.%s", parent.bytes, excerpt_of_key(memory, place->key));
}

static int
compare_keys(const void *left, const void *right)
{
	return strcmp(*(const char *const *) left, *(const char *const *) right);
}

static void
check_keys_of_object(const cJSON *object, const key_place *place, fault_list *faults)
{
	size_t		count = (size_t) cJSON_GetArraySize(object);
	const char **keys = ARENA_ARRAY(faults->memory, const char *, count);
	size_t		filled = 0;

	for (const cJSON *child = object->child; child != NULL; child = child->next)
		keys[filled++] = child->string;
	qsort(keys, count, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < count; i++)
	{
		key_place	twice = {place, keys[i], 0};

		if (strcmp(keys[i - 1], keys[i]) == 0 && (i == 1 || strcmp(keys[i - 2], keys[i]) != 0))
			fault_add(faults, path_of(faults->memory, &twice), TEXT_ABSENT,
					  "the key \"%s\" stands more than once in one object", excerpt_of_key(faults->memory, keys[i]));
	}
}

/* Recurses at most JSON_NESTING_MAX deep. */
static void
check_keys(const cJSON *item, const key_place *place, fault_list *faults)
{
	bool		is_object = cJSON_IsObject(item);
	unsigned	index = 0;

	if (is_object)
		check_keys_of_object(item, place, faults);
	for (const cJSON *child = item->child; child != NULL; child = child->next, index++)
	{
		key_place	inside = {place, is_object ? child->string : NULL, index};

		if (child->child != NULL)
			check_keys(child, &inside, faults);
	}
}

/* ---- parsing ---- */

static void
syntax_fault(fault_list *faults, text_span text, size_t place)
{
	text_span	rest = {text.bytes + place, text.length - (uint32_t) place};

	if (place >= text.length)
		json_text_fault(faults, text.bytes, text.length, "the document ends too early");
	else
		json_text_fault(faults, text.bytes, place, "syntax error at \"%s\"", excerpt(faults->memory, rest).bytes);
}

static bool
parse_tree(text_span text, json_cjson *document, fault_list *faults)
{
	const char *end = NULL;

	/* With the NUL that ends it, so that an end too early shows as a place behind the text. */
	document->tree = cJSON_ParseWithLengthOpts(text.bytes, (size_t) text.length + 1, &end, true);
	if (document->tree == NULL)
	{
		syntax_fault(faults, text, end != NULL ? (size_t) (end - text.bytes) : 0);
		return false;
	}
	return true;
}

static text_span
without_byte_order_mark(const char *text, size_t length)
{
	if (length >= 3 && memcmp(text, UTF8_BYTE_ORDER_MARK, 3) == 0)
		return (text_span) {text + 3, (uint32_t) length - 3};
	return (text_span) {text, (uint32_t) length};
}

bool
json_cjson_parse(const char *text, size_t length, arena *memory, json_cjson *document, fault_list *faults)
{
	key_place	root = {0};
	uint32_t	faults_before = faults->total;
	text_span	copy;

	*document = (json_cjson) {0};
	if (length > INT32_MAX)
	{
		fault_add(faults, TEXT_LITERAL("$"), TEXT_ABSENT, "the document has more than %d bytes", INT32_MAX);
		return false;
	}
	copy = arena_copy_text(memory, without_byte_order_mark(length > 0 ? text : "", length));
	if (!json_text_check(copy.bytes, copy.length, faults) || !parse_tree(copy, document, faults))
		return false;
	check_keys(document->tree, &root, faults);
	if (faults->total > faults_before)
	{
		json_cjson_free(document);
		return false;
	}
	document->document = value_of(document->tree);
	return true;
}

void
json_cjson_free(json_cjson *document)
{
	cJSON_Delete(document->tree);
	*document = (json_cjson) {0};
}
