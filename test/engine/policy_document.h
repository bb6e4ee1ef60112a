/*
 * policy_document.h
 *	  Policy documents with one thing changed, and the faults that they must have.
 */
#ifndef POLICY_DOCUMENT_H
#define POLICY_DOCUMENT_H

#include <cjson/cJSON.h>

#include "policy_fixture.h"
#include "test_engine.h"

/* most rows of tables leave follow_ups out */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

/* Change the value at a place such as "criteria/0/test" of base; json NULL takes it away. */
typedef struct faulty_document
{
	const char *place;
	const char *json;
	const char *path;			/* of the fault that follows; NULL: there is none */
	const char *criterion;		/* whose fault it is, NULL: the document's */
	const char *message;		/* a part of it */
	uint32_t	follow_ups;		/* faults that follow from it, and come after it */
} faulty_document;

/* The element that a step of a place names, or NULL. */
static inline cJSON *
document_step(cJSON *container, const char *name)
{
	return cJSON_IsArray(container) ? cJSON_GetArrayItem(container, atoi(name))
		: cJSON_GetObjectItemCaseSensitive(container, name);
}

static inline void
document_put(cJSON *container, const char *name, cJSON *value)
{
	if (cJSON_IsArray(container) && value == NULL)
		cJSON_DeleteItemFromArray(container, atoi(name));
	else if (cJSON_IsArray(container) && atoi(name) < cJSON_GetArraySize(container))
		cJSON_ReplaceItemInArray(container, atoi(name), value);
	else if (cJSON_IsArray(container))
		cJSON_AddItemToArray(container, value);
	else
	{
		cJSON_DeleteItemFromObjectCaseSensitive(container, name);
		if (value != NULL)
			cJSON_AddItemToObject(container, name, value);
	}
}

/* Put JSON (with single quotes) at a place; an index behind the end of an array appends. */
static inline void
document_change(cJSON *document, const char *place, const char *json)
{
	arena		memory = heap_arena();
	cJSON	   *value = json != NULL ? cJSON_Parse(fixture_json(json, &memory).bytes) : NULL;
	cJSON	   *container = document;
	char		name[64];
	const char *slash;

	for (; (slash = strchr(place, '/')) != NULL; place = slash + 1)
	{
		snprintf(name, sizeof(name), "%.*s", (int) (slash - place), place);
		container = document_step(container, name);
	}
	if (container == NULL || (json != NULL && value == NULL))
	{
		fprintf(stderr, "no such place or no JSON: %s %s\n", place, json);
		exit(1);
	}
	document_put(container, place, value);
	arena_free(&memory);
}

/* Read and compile; the faults, in memory. The program is NULL exactly when there are some. */
static inline fault_list
document_faults(const char *json, size_t length, arena *memory, policy **result, program **compiled)
{
	fault_list	faults;
	json_cjson	document;

	fault_list_init(&faults, memory);
	*compiled = NULL;
	*result = NULL;
	if (json_cjson_parse(json, length, memory, &document, &faults))
	{
		*result = policy_read(&json_cjson_source, document.document, memory, &faults);
		if (*result != NULL)
			*compiled = policy_compile(*result, memory, &faults);
		json_cjson_free(&document);
	}
	CHECK((*compiled == NULL) == (faults.total > 0));
	CHECK(faults.count == faults.total || faults.count == FAULTS_MAX);
	return faults;
}

static inline bool
fault_is(const fault *fault, const faulty_document *expected)
{
	return text_equals(fault->path, text_of(expected->path)) &&
		(expected->criterion == NULL ? fault->criterion.length == 0
		 : text_equals(fault->criterion, text_of(expected->criterion))) &&
		strstr(fault->message.bytes, expected->message) != NULL;
}

/* Does the changed document have the fault that is expected, and no other but what follows from it? */
static inline void
check_faulty(const char *base, const faulty_document *row)
{
	arena		memory = heap_arena();
	cJSON	   *document = cJSON_Parse(fixture_json(base, &memory).bytes);
	char	   *text;
	policy	   *result;
	program    *compiled;
	fault_list	faults;

	document_change(document, row->place, row->json);
	text = cJSON_Print(document);
	faults = document_faults(text, strlen(text), &memory, &result, &compiled);
	if (!CHECK(row->path == NULL ? faults.total == 0 : faults.total == 1 + row->follow_ups &&
			   fault_is(faults.faults, row)))
	{
		fprintf(stderr, "  with %s at %s: %u faults\n", row->json != NULL ? row->json : "nothing", row->place,
				faults.total);
		for (uint32_t i = 0; i < faults.count; i++)
			fprintf(stderr, "  %s [%.*s]: %s\n", faults.faults[i].path.bytes, (int) faults.faults[i].criterion.length,
					faults.faults[i].criterion.bytes != NULL ? faults.faults[i].criterion.bytes : "",
					faults.faults[i].message.bytes);
	}
	cJSON_free(text);
	cJSON_Delete(document);
	arena_free(&memory);
}

#define CHECK_FAULTY(base, rows) \
	do \
	{ \
		for (size_t row_ = 0; row_ < sizeof(rows) / sizeof((rows)[0]); row_++) \
			check_faulty((base), &(rows)[row_]); \
	} while (0)

#endif							/* POLICY_DOCUMENT_H */
