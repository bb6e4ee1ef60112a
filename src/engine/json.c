/*
 * json.c
 *	  Names of members and of the kinds of JSON values.
 */
#include "engine/json.h"

uint32_t
json_names_find(const json_names *names, text_span name)
{
	uint32_t	low = 0,
				high = names->count;

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;
		int			order = json_name_order(names->names[middle], name);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return names->count;
}

const char *
json_kind_name(json_kind kind)
{
	switch (kind)
	{
		case JSON_ABSENT:
			return "nothing";
		case JSON_NULL:
			return "null";
		case JSON_FALSE:
		case JSON_TRUE:
			return "a boolean";
		case JSON_NUMBER:
			return "a number";
		case JSON_STRING:
			return "a string";
		case JSON_ARRAY:
			return "an array";
		case JSON_OBJECT:
			return "an object";
	}
	return "nothing";
}
