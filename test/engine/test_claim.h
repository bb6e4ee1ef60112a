/*
 * test_claim.h
 *	  A claim read from a text, for the tests of the claim reader.
 */
#ifndef TEST_CLAIM_H
#define TEST_CLAIM_H

#include "engine/claim.h"

#include "test_engine.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

typedef struct reading
{
	arena		memory;
	json_cjson	json;
	claim		claim;
	problem_list problems;
} reading;

static inline void
parse_claim(reading *result, const char *text)
{
	result->memory = heap_arena();
	result->json = test_json(text, &result->memory);
}

static inline void
read_parsed_claim(reading *result)
{
	problem_list_init(&result->problems, &result->memory);
	claim_read(&json_cjson_source, result->json.document, &result->memory, &result->claim, &result->problems);
}

static inline void
read_claim(reading *result, const char *text)
{
	parse_claim(result, text);
	read_parsed_claim(result);
}

static inline void
end_reading(reading *result)
{
	json_cjson_free(&result->json);
	arena_free(&result->memory);
}

#endif							/* TEST_CLAIM_H */
