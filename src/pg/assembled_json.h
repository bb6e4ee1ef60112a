/*
 * assembled_json.h
 *	  JSON values put together in memory around parts of jsonb: a source for the engine without a jsonb of its own.
 */
#ifndef CPTPOLICY_ASSEMBLED_JSON_H
#define CPTPOLICY_ASSEMBLED_JSON_H

#include "engine/json.h"

/* Members of an object or array that is being put together. */
typedef struct member_list
{
	arena	   *memory;
	uint32_t	count;
	uint32_t	capacity;
	json_member *members;
} member_list;

/* Reads assembled values, and jsonb below them. */
extern const json_source assembled_json_source;

extern void member_list_init(member_list *list, arena *memory);

/* Add a member of an object; a NUL-terminated key that outlives the list. */
extern void member_list_add(member_list *list, const char *key, json_value value);

/* Add an element of an array. */
extern void member_list_append(member_list *list, json_value value);

/* The list as a value of kind JSON_OBJECT or JSON_ARRAY; nothing may be added after it. */
extern json_value member_list_value(const member_list *list, json_kind kind);

static inline json_value
string_value(text_span text)
{
	return (json_value) {JSON_STRING, text.length, text.bytes};
}

#endif							/* CPTPOLICY_ASSEMBLED_JSON_H */
