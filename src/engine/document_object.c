/*
 * document_object.c
 *	  Reading the objects of a policy document by key and type.
 */
#include "engine/document_object.h"

#include "engine/ascii.h"
#include "engine/excerpt.h"

text_span
path_member(document_reader *reader, text_span path, const char *key)
{
	return arena_format(reader->memory, "%.*s.%s", (int) path.length, path.bytes, key);
}

text_span
path_element(document_reader *reader, text_span path, uint32_t index)
{
	return arena_format(reader->memory, "%.*s[%u]", (int) path.length, path.bytes, index);
}

const char *
document_quote(document_reader *reader, text_span text)
{
	return excerpt(reader->memory, text).bytes;
}

static void
fault_kind(document_reader *reader, text_span path, const char *expected, json_value found)
{
	if (found.kind == JSON_STRING)
		document_fault(reader, path, "expected %s, found \"%s\"", expected, document_quote(reader, json_string(found)));
	else
		document_fault(reader, path, "expected %s, found %s", expected, json_kind_name(found.kind));
}

bool
document_open(document_reader *reader, document_node node, document_object *object)
{
	*object = (document_object) {.reader = reader, .path = node.path};
	if (node.value.kind != JSON_OBJECT)
	{
		fault_kind(reader, node.path, "an object", node.value);
		return false;
	}
	object->members = reader->source->members(reader->source, node.value, reader->memory, &object->count);
	object->taken = ARENA_ARRAY(reader->memory, bool, object->count);
	return true;
}

void
document_close(document_object *object)
{
	for (uint32_t i = 0; i < object->count; i++)
	{
		if (!object->taken[i])
			document_fault(object->reader, object->path, "unknown key \"%s\"",
						   document_quote(object->reader, object->members[i].key));
	}
}

static const json_member *
find_member(const document_object *object, const char *key, uint32_t *position)
{
	size_t		length = strlen(key);

	for (uint32_t i = 0; i < object->count; i++)
	{
		text_span	name = object->members[i].key;

		if (name.length == length && memcmp(name.bytes, key, length) == 0)
		{
			*position = i;
			return &object->members[i];
		}
	}
	return NULL;
}

bool
document_has(const document_object *object, const char *key)
{
	uint32_t	position;
	const json_member *member = find_member(object, key, &position);

	return member != NULL && json_is_present(member->value);
}

document_node
take_node(document_object *object, const char *key)
{
	uint32_t	position;
	const json_member *member = find_member(object, key, &position);
	document_node node = {{JSON_ABSENT, 0, NULL}, path_member(object->reader, object->path, key)};

	if (member == NULL)
		return node;
	object->taken[position] = true;
	if (json_is_present(member->value))
		node.value = member->value;
	return node;
}

/* A key's value of one kind; JSON_ABSENT, with a fault where one is due, otherwise. */
static document_node
take_kind(document_object *object, const char *key, json_kind kind, const char *expected, bool required)
{
	document_node node = take_node(object, key);

	if (node.value.kind == JSON_ABSENT)
	{
		if (required)
			document_fault(object->reader, node.path, "expected %s, found nothing", expected);
	}
	else if (node.value.kind != kind)
	{
		fault_kind(object->reader, node.path, expected, node.value);
		node.value.kind = JSON_ABSENT;
	}
	return node;
}

text_span
take_text(document_object *object, const char *key, bool required)
{
	document_node node = take_kind(object, key, JSON_STRING, "a string", required);

	if (node.value.kind == JSON_ABSENT)
		return TEXT_ABSENT;
	if (node.value.length == 0)
		document_fault(object->reader, node.path, "expected a string that is not empty");
	return arena_copy_text(object->reader->memory, json_string(node.value));
}

text_span
take_name(document_object *object, const char *key)
{
	text_span	name = take_text(object, key, true);

	if (name.length > NAME_BYTES_MAX)
		document_fault(object->reader, path_member(object->reader, object->path, key),
					   "expected a name of at most %d bytes, found %u", NAME_BYTES_MAX, (unsigned int) name.length);
	else if (name.length > 0 && (ascii_is_space(name.bytes[0]) || ascii_is_space(name.bytes[name.length - 1])))
		document_fault(object->reader, path_member(object->reader, object->path, key),
					   "expected a name without blanks at its ends, found \"%s\"", document_quote(object->reader, name));
	return name;
}

bool
take_boolean(document_object *object, const char *key, bool otherwise)
{
	document_node node = take_node(object, key);

	if (node.value.kind == JSON_TRUE || node.value.kind == JSON_FALSE)
		return node.value.kind == JSON_TRUE;
	if (node.value.kind != JSON_ABSENT)
		fault_kind(object->reader, node.path, "true or false", node.value);
	return otherwise;
}

static bool
node_number(document_reader *reader, document_node node, decimal *number)
{
	if (node.value.kind == JSON_ABSENT)
		return false;
	if (reader->source->number(reader->source, node.value, number) && decimal_is_exact(*number))
		return true;
	document_fault(reader, node.path, "expected a number of at most 15 significant digits");
	return false;
}

bool
take_number(document_object *object, const char *key, decimal *number)
{
	return node_number(object->reader, take_kind(object, key, JSON_NUMBER, "a number", false), number);
}

int32_t
take_integer(document_object *object, const char *key, int32_t minimum, int32_t maximum, int32_t otherwise)
{
	document_node node = take_kind(object, key, JSON_NUMBER, "a whole number", false);
	decimal		number;

	if (!node_number(object->reader, node, &number))
		return otherwise;
	if (number.fraction == 0 && number.whole >= minimum && number.whole <= maximum)
		return (int32_t) number.whole;
	document_fault(object->reader, node.path, "expected a whole number between %d and %d", minimum, maximum);
	return otherwise;
}

uint32_t
take_threshold(document_object *object, uint32_t count)
{
	int32_t		most = count > 0 && count < INT32_MAX ? (int32_t) count : 1;

	if (!document_has(object, "at_least"))
		document_fault(object->reader, object->path, "expected the key \"at_least\" beside \"of\"");
	return (uint32_t) take_integer(object, "at_least", 1, most, 1);
}

calendar_date
take_date(document_object *object, const char *key, bool required)
{
	document_node node = take_kind(object, key, JSON_STRING, "a date as YYYY-MM-DD", required);
	calendar_date date;

	if (node.value.kind == JSON_ABSENT)
		return CALENDAR_DATE_UNKNOWN;
	if (calendar_parse(node.value.data, node.value.length, &date))
		return date;
	fault_kind(object->reader, node.path, "a date as YYYY-MM-DD", node.value);
	return CALENDAR_DATE_UNKNOWN;
}

calendar_interval
take_interval(document_object *object, const char *key)
{
	static const char *const units[] = {"days", "weeks", "months", "years"};
	calendar_interval interval = {INTERVAL_DAYS, -1};
	document_object inner;

	if (!document_open(object->reader, take_node(object, key), &inner))
		return interval;
	for (int unit = INTERVAL_DAYS; unit <= INTERVAL_YEARS; unit++)
	{
		if (!document_has(&inner, units[unit]))
			continue;
		if (interval.count >= 0)
			document_fault(object->reader, inner.path, "expected one of days, weeks, months and years, found several");
		interval.unit = (interval_unit) unit;
		interval.count = take_integer(&inner, units[unit], 0, 9999, 0);
	}
	if (interval.count < 0)
		document_fault(object->reader, inner.path, "expected an interval such as {\"months\": 3}");
	document_close(&inner);
	return interval;
}

/* "a, b or c": for messages. */
static text_span
list_words(arena *memory, const char *const *words)
{
	text_span	list = arena_format(memory, "%s", words[0]);

	for (int i = 1; words[i] != NULL; i++)
		list = arena_format(memory, "%s%s%s", list.bytes, words[i + 1] == NULL ? " or " : ", ", words[i]);
	return list;
}

int
take_word(document_object *object, const char *key, const char *const *words, int otherwise)
{
	document_node node = take_node(object, key);

	if (node.value.kind == JSON_ABSENT)
		return otherwise;
	for (int i = 0; node.value.kind == JSON_STRING && words[i] != NULL; i++)
	{
		if (strlen(words[i]) == node.value.length && memcmp(words[i], node.value.data, node.value.length) == 0)
			return i;
	}
	fault_kind(object->reader, node.path, list_words(object->reader->memory, words).bytes, node.value);
	return otherwise;
}

document_node *
take_array(document_object *object, const char *key, bool required, uint32_t *count)
{
	document_node node = take_kind(object, key, JSON_ARRAY, "an array", required);
	document_reader *reader = object->reader;
	const json_member *members;
	document_node *elements;

	*count = 0;
	if (node.value.kind == JSON_ABSENT)
		return NULL;
	members = reader->source->members(reader->source, node.value, reader->memory, count);
	if (required && *count == 0)
		document_fault(reader, node.path, "expected an array that is not empty");
	elements = ARENA_ARRAY(reader->memory, document_node, *count);
	for (uint32_t i = 0; i < *count; i++)
		elements[i] = (document_node) {members[i].value, path_element(reader, node.path, i)};
	return elements;
}

text_span *
take_texts(document_object *object, const char *key, bool required, uint32_t *count)
{
	document_node *elements = take_array(object, key, required, count);
	text_span  *texts = ARENA_ARRAY(object->reader->memory, text_span, *count);

	for (uint32_t i = 0; i < *count; i++)
	{
		texts[i] = TEXT_LITERAL("");
		if (elements[i].value.kind == JSON_STRING && elements[i].value.length > 0)
			texts[i] = arena_copy_text(object->reader->memory, json_string(elements[i].value));
		else
			fault_kind(object->reader, elements[i].path, "a string that is not empty", elements[i].value);
	}
	return texts;
}
