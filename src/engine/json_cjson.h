/*
 * json_cjson.h
 *	  Policy documents, and the claims of tests, from text by cJSON.
 *
 * cJSON's tree is not in the arena: the caller frees it before any error leaves. An allocator of the arena that leaves
 * by a jump may do so inside json_cjson_parse; the tree is then already in the json_cjson, which must be empty ({0})
 * before the call, so that the place that catches the jump can free it.
 */
#ifndef CPTPOLICY_JSON_CJSON_H
#define CPTPOLICY_JSON_CJSON_H

#include "engine/fault.h"
#include "engine/json.h"

struct cJSON;

typedef struct json_cjson
{
	struct cJSON *tree;
	json_value	document;		/* the root; values point into the tree */
} json_cjson;

/* Reads the values of any json_cjson. */
extern const json_source json_cjson_source;

/*
 * Parse a text. False, with faults and nothing to free, when it is not JSON (syntax, UTF-8, nesting: the fault's path
 * is "line 3, column 14"), when a number is not held exactly (the same), or when an object has a key twice (JSON path).
 */
extern bool json_cjson_parse(const char *text, size_t length, arena *memory, json_cjson *document, fault_list *faults);

/* Free the tree; harmless on an empty one and when done again. */
extern void json_cjson_free(json_cjson *document);

#endif
