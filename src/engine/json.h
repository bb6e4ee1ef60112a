/*
 * json.h
 *	  JSON as the engine sees it: values that a source (jsonb, cJSON) hands out container by container.
 *
 * This is the engine's fact source. Claims and policy documents are read through it, so that the same code runs in the
 * server on jsonb, without a text round trip, and in tests and fuzz targets on cJSON.
 */
#ifndef CPTPOLICY_JSON_H
#define CPTPOLICY_JSON_H

#include "engine/arena.h"
#include "engine/decimal.h"

typedef enum json_kind
{
	JSON_ABSENT,				/* no such key */
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
} json_kind;

typedef struct json_value
{
	json_kind	kind;
	uint32_t	length;			/* bytes of a string; otherwise the source's own */
	const void *data;			/* a string's bytes; otherwise the source's own */
} json_value;

typedef struct json_member
{
	text_span	key;			/* TEXT_ABSENT in an array */
	json_value	value;
} json_member;

/* Names of members, sorted as jsonb sorts keys: by length, then by bytes. */
typedef struct json_names
{
	uint32_t	count;
	const text_span *names;
} json_names;

typedef struct json_source json_source;

struct json_source
{
	/* All members of an object or all elements of an array, in order, in arena memory. */
	const json_member *(*members) (const json_source *source, json_value container, arena *memory, uint32_t *count);
	/*
	 * The values of the named members of an object, JSON_ABSENT for those that are not there. Returns how many members
	 * have other names.
	 */
	uint32_t	(*select) (const json_source *source, json_value object, const json_names *names, json_value *values);
	/* The number, exact as decimal.h defines it; false for what is no finite number. */
	bool		(*number) (const json_source *source, json_value value, decimal *number);
	/* The number as JSON text, NUL-terminated, in arena memory. */
	text_span	(*number_text) (const json_source *source, json_value value, arena *memory);
	/* Called now and then in long loops; need not return. */
	void		(*check_interrupts) (const json_source *source);
};

static inline text_span
json_string(json_value value)
{
	return (text_span) {(const char *) value.data, value.length};
}

static inline bool
json_is_present(json_value value)
{
	return value.kind > JSON_NULL;
}

/* Negative, zero or positive as left sorts before, with or after right in json_names. */
static inline int
json_name_order(text_span left, text_span right)
{
	if (left.length != right.length)
		return left.length < right.length ? -1 : 1;
	if (bytes_equal(left.bytes, right.bytes, left.length))
		return 0;
	return memcmp(left.bytes, right.bytes, left.length);
}

/* The index of a name, or the count of names when it is not one of them. */
extern uint32_t json_names_find(const json_names *names, text_span name);

/* "a string", "an object", ...: for messages. */
extern const char *json_kind_name(json_kind kind);

#endif
