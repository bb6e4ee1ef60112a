/*
 * test_engine.h
 *	  What the tests of the engine share: an arena, texts, and JSON.
 */
#ifndef TEST_ENGINE_H
#define TEST_ENGINE_H

#include "engine/json_cjson.h"

#include "../heap_arena.h"
#include "test.h"

static inline text_span
text_of(const char *text)
{
	return (text_span) {text, (uint32_t) strlen(text)};
}

/* Compares a text_span with a C string; NULL stands for an absent text. */
static inline bool
test_check_text(text_span actual, const char *expected, const char *file, int line, const char *what)
{
	bool		ok = expected == NULL ? actual.bytes == NULL
		: actual.bytes != NULL && text_equals(actual, text_of(expected));

	if (!test_check(ok, file, line, what))
		fprintf(stderr, "  found    %.*s\n  expected %s\n", (int) actual.length,
				actual.bytes != NULL ? actual.bytes : "", expected != NULL ? expected : "(absent)");
	return ok;
}

#define CHECK_TEXT(actual, expected) \
	test_check_text((actual), (expected), __FILE__, __LINE__, #actual)

/* Parses JSON that must be right; single quotes stand for double ones. */
static inline json_cjson
test_json(const char *text, arena *memory)
{
	text_span	json = arena_copy_text(memory, text_of(text));
	char	   *quotes = (char *) json.bytes;
	json_cjson	document;
	fault_list	faults;

	for (uint32_t i = 0; i < json.length; i++)
		if (quotes[i] == '\'')
			quotes[i] = '"';
	fault_list_init(&faults, memory);
	if (!json_cjson_parse(json.bytes, json.length, memory, &document, &faults))
		CHECK_EQ_STR(json.bytes, "(valid JSON)");
	return document;
}

#endif							/* TEST_ENGINE_H */
