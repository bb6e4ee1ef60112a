/*
 * json.c
 *	  Names of the kinds of JSON values.
 */
#include "engine/json.h"

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
