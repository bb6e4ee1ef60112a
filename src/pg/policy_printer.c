/*
 * policy_printer.c
 *	  A policy document as text that people read and edit.
 *
 * A value stands on the line it begins on if it fits there, else on the next, else it is broken: an object's members
 * fill lines below its first one, and so do an array's elements if they are scalars; other elements begin a line each.
 * So a document looks as people write them:
 *
 *	  {"id": "A.1", "text": "Weeks of treatment", "test": {"fact": "weeks", "at_least": 4},
 *	   "message": "{found} weeks of treatment; at least {required} are needed"},
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/json.h"

#include "pg/policy_printer.h"

#define WIDTH 120
#define INDENT 2

typedef struct printer
{
	const json_source *source;
	arena	   *memory;
	StringInfo	out;
} printer;

/* The order of keys at the top of a document. */
static const char *const header_keys[] = {
	"policy", "version", "payer", "title", "source", "effective_from", "effective_to", "denial", "missing",
	"codes", "facts", "precedence", "criteria", NULL
};

/* The order of keys below it: of roles, facts, criteria, tests and questions to the history. */
static const char *const inner_keys[] = {
	"role", "subject", "codes", "name", "id", "kind", "branch_order", "type", "unit", "minimum", "maximum", "values",
	"flags", "aliases", "line_of_business", "when", "text", "settled_by", "test", "group", "carc", "rarc",
	"missing_carc", "missing_rarc", "message", "question", "notes",
	"judgement", "recorded", "fact", "sum", "history", "either", "units", "age", "other_line", "code", "modifier",
	"place_of_service", "diagnosis", "sex", "claim_type",
	"side", "within", "including_anniversary", "ask", "is", "in", "at_least", "of", "course_gap", "if_none",
	"all", "any", "not", "exception", NULL
};

static int
key_rank(text_span key, const char *const *keys)
{
	int			rank = 0;

	while (keys[rank] != NULL && (strlen(keys[rank]) != key.length || memcmp(keys[rank], key.bytes, key.length) != 0))
		rank++;
	return rank;
}

/* The members of an object in the order of keys; unknown keys come last, as they are. */
static const json_member *
sorted_members(printer *printer, json_value value, const char *const *keys, uint32 *count)
{
	const json_member *members = printer->source->members(printer->source, value, printer->memory, count);
	json_member *sorted;

	if (value.kind != JSON_OBJECT)
		return members;
	sorted = ARENA_ARRAY(printer->memory, json_member, *count);
	for (uint32 i = 0; i < *count; i++)
	{
		uint32		place = i;

		while (place > 0 && key_rank(sorted[place - 1].key, keys) > key_rank(members[i].key, keys))
		{
			sorted[place] = sorted[place - 1];
			place--;
		}
		sorted[place] = members[i];
	}
	return sorted;
}

static void
print_string(printer *printer, text_span text)
{
	escape_json(printer->out, arena_copy_text(printer->memory, text).bytes);
}

static void
print_scalar(printer *printer, json_value value)
{
	switch (value.kind)
	{
		case JSON_FALSE:
			appendStringInfoString(printer->out, "false");
			break;
		case JSON_TRUE:
			appendStringInfoString(printer->out, "true");
			break;
		case JSON_NUMBER:
			appendStringInfoString(printer->out,
								   printer->source->number_text(printer->source, value, printer->memory).bytes);
			break;
		case JSON_STRING:
			print_string(printer, json_string(value));
			break;
		default:
			appendStringInfoString(printer->out, "null");
	}
}

/* Characters on the line that is being written. */
static int
current_column(const StringInfoData *out)
{
	int			begin = out->len;

	while (begin > 0 && out->data[begin - 1] != '\n')
		begin--;
	return pg_mbstrlen_with_len(out->data + begin, out->len - begin);
}

static void
rewind_to(StringInfo out, int length)
{
	out->len = length;
	out->data[length] = '\0';
}

static void
start_line(printer *printer, int indent)
{
	appendStringInfoChar(printer->out, '\n');
	appendStringInfoSpaces(printer->out, indent);
}

/* A member with its key, an element without. */
static void
print_key(printer *printer, const json_member *member)
{
	if (member->key.bytes == NULL)
		return;
	print_string(printer, member->key);
	appendStringInfoString(printer->out, ": ");
}

/* The whole value on one line. */
static void
print_flat(printer *printer, json_value value)
{
	bool		is_object = value.kind == JSON_OBJECT;
	uint32		count;
	const json_member *members;

	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	if (value.kind != JSON_OBJECT && value.kind != JSON_ARRAY)
	{
		print_scalar(printer, value);
		return;
	}
	members = sorted_members(printer, value, inner_keys, &count);
	appendStringInfoChar(printer->out, is_object ? '{' : '[');
	for (uint32 i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoString(printer->out, ", ");
		print_key(printer, &members[i]);
		print_flat(printer, members[i].value);
	}
	appendStringInfoChar(printer->out, is_object ? '}' : ']');
}

/* Print a member flat if the line has room for it, and for what follows it; otherwise print nothing. */
static bool
print_if_fits(printer *printer, const json_member *member)
{
	int			begin = printer->out->len;

	print_key(printer, member);
	print_flat(printer, member->value);
	if (current_column(printer->out) < WIDTH)
		return true;
	rewind_to(printer->out, begin);
	return false;
}

static void print_broken(printer *printer, json_value value, int indent);

/* On a line of its own, which has been begun. */
static void
print_member(printer *printer, const json_member *member, int indent)
{
	if (print_if_fits(printer, member))
		return;
	print_key(printer, member);
	print_broken(printer, member->value, indent);
}

/* indent is that of the object's opening brace. */
static void
print_broken_object(printer *printer, json_value value, int indent)
{
	uint32		count;
	const json_member *members = sorted_members(printer, value, inner_keys, &count);

	appendStringInfoChar(printer->out, '{');
	for (uint32 i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoString(printer->out, ", ");
		if (print_if_fits(printer, &members[i]))
			continue;
		if (i > 0)
		{
			rewind_to(printer->out, printer->out->len - 1);
			start_line(printer, indent + 1);
		}
		print_member(printer, &members[i], indent + 1);
	}
	appendStringInfoChar(printer->out, '}');
}

static bool
is_container(json_value value)
{
	return value.kind == JSON_OBJECT || value.kind == JSON_ARRAY;
}

static void
print_broken_array(printer *printer, json_value value, int indent)
{
	uint32		count;
	const json_member *members = sorted_members(printer, value, inner_keys, &count);

	appendStringInfoChar(printer->out, '[');
	for (uint32 i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoString(printer->out, ", ");
		if (i > 0 && !is_container(members[i].value) && print_if_fits(printer, &members[i]))
			continue;
		if (i > 0)
			rewind_to(printer->out, printer->out->len - 1);
		start_line(printer, indent + INDENT);
		print_member(printer, &members[i], indent + INDENT);
	}
	appendStringInfoChar(printer->out, ']');
}

static void
print_broken(printer *printer, json_value value, int indent)
{
	check_stack_depth();
	if (value.kind == JSON_OBJECT)
		print_broken_object(printer, value, indent);
	else if (value.kind == JSON_ARRAY)
		print_broken_array(printer, value, indent);
	else
		print_scalar(printer, value);
}

/* The parts of a document stand apart. */
static bool
is_part(text_span key)
{
	return text_is(key, "codes") || text_is(key, "facts") || text_is(key, "precedence") || text_is(key, "criteria");
}

void
policy_print(const json_source *source, json_value document, arena *memory, StringInfo out)
{
	printer		printer = {source, memory, out};
	uint32		count;
	const json_member *members = sorted_members(&printer, document, header_keys, &count);

	appendStringInfoChar(out, '{');
	for (uint32 i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoChar(out, ',');
		if (is_part(members[i].key))
			appendStringInfoChar(out, '\n');
		start_line(&printer, INDENT);
		print_key(&printer, &members[i]);
		if (is_part(members[i].key))
			print_broken(&printer, members[i].value, INDENT);
		else
			print_flat(&printer, members[i].value);
	}
	appendStringInfoString(out, "\n}\n");
}
