/*
 * fuzz_document_text.c
 *	  JSON texts from arbitrary bytes, through cJSON.
 *
 * Besides memory errors it looks for broken promises: a text is read or has a fault that says where, never both; what
 * was read nests no deeper than allowed, has no key twice, and every number is held as it was written.
 */
#include "fuzz_engine.h"

#include "engine/calendar.h"
#include "engine/json_text.h"

static const json_source *const source = &json_cjson_source;

static void
check_number(json_value value, arena *memory)
{
	decimal		number;
	decimal		again;
	text_span	text = source->number_text(source, value, memory);

	require(source->number(source, value, &number));
	require(decimal_parse(text.bytes, text.length, &again) && decimal_compare(number, again) == 0);
}

/* Strings also try the readers of dates and numbers; what these read prints as something that reads the same. */
static void
check_string(text_span text)
{
	calendar_date date;
	calendar_date date_again;
	decimal		number;
	decimal		number_again;
	char		out[DECIMAL_TEXT_MAX];

	if (calendar_parse(text.bytes, text.length, &date))
	{
		calendar_format(date, out);
		require(memcmp(out, text.bytes, text.length) == 0);
		require(calendar_parse(out, strlen(out), &date_again) && date_again == date);
	}
	if (decimal_parse(text.bytes, text.length, &number))
	{
		require(decimal_format(number, out) == strlen(out));
		require(decimal_parse(out, strlen(out), &number_again));
		require(!decimal_is_exact(number) || decimal_compare(number, number_again) == 0);
		require(decimal_compare(decimal_add(number, DECIMAL_OF(1)), number) >= 0);
	}
}

static void
check_keys(const json_member *members, uint32_t count)
{
	/* The quadratic check would take too long for the long objects that fuzzers like. */
	for (uint32_t i = 0; i < count && i < 50; i++)
		for (uint32_t j = 0; j < i; j++)
			require(!text_equals(members[i].key, members[j].key));
}

static void
check_value(json_value value, arena *memory, int depth)
{
	uint32_t	count;
	const json_member *members;

	require(value.kind > JSON_ABSENT && value.kind <= JSON_OBJECT);
	if (value.kind == JSON_NUMBER)
		check_number(value, memory);
	if (value.kind == JSON_STRING)
		check_string(json_string(value));
	if (value.kind < JSON_ARRAY)
		return;
	require(depth < JSON_NESTING_MAX);
	members = source->members(source, value, memory, &count);
	if (value.kind == JSON_OBJECT)
		check_keys(members, count);
	for (uint32_t i = 0; i < count; i++)
		check_value(members[i].value, memory, depth + 1);
}

static void
check_faults(const fault_list *faults)
{
	require(faults->count > 0 && faults->count <= FAULTS_MAX && faults->total >= faults->count);
	for (uint32_t i = 0; i < faults->count; i++)
	{
		require(is_printable(faults->faults[i].path) && faults->faults[i].path.length > 0);
		require(is_printable(faults->faults[i].message) && faults->faults[i].message.length > 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena		memory = heap_arena();
	fault_list	faults;
	json_cjson	json = {0};

	fault_list_init(&faults, &memory);
	if (json_cjson_parse((const char *) data, size, &memory, &json, &faults))
	{
		require(faults.total == 0);
		check_value(json.document, &memory, 0);
	}
	else
	{
		require(json.tree == NULL);
		check_faults(&faults);
	}
	check_string((text_span) {(const char *) data, (uint32_t) size});
	json_cjson_free(&json);
	arena_free(&memory);
	return 0;
}
