/*
 * policy_printer.c
 *	  A policy document as text that people read and edit.
 *
 * A value that fits on the rest of its line stands there; otherwise its members stand on lines of their own.
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
			appendStringInfoString(printer->out, printer->source->number_text(printer->source, value, printer->memory).bytes);
			break;
		case JSON_STRING:
			print_string(printer, json_string(value));
			break;
		default:
			appendStringInfoString(printer->out, "null");
	}
}

/* indent < 0: everything on one line. */
static void print_value(printer *printer, json_value value, const char *const *keys, int indent);

static void
start_line(printer *printer, int indent)
{
	appendStringInfoChar(printer->out, '\n');
	appendStringInfoSpaces(printer->out, indent);
}

static void
print_container(printer *printer, json_value value, const char *const *keys, int indent)
{
	bool		is_object = value.kind == JSON_OBJECT;
	uint32		count;
	const json_member *members = sorted_members(printer, value, keys, &count);

	appendStringInfoChar(printer->out, is_object ? '{' : '[');
	for (uint32 i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoString(printer->out, indent < 0 ? ", " : ",");
		if (indent >= 0)
			start_line(printer, indent + INDENT);
		if (is_object)
		{
			print_string(printer, members[i].key);
			appendStringInfoString(printer->out, ": ");
		}
		print_value(printer, members[i].value, inner_keys, indent < 0 ? indent : indent + INDENT);
	}
	if (indent >= 0 && count > 0)
		start_line(printer, indent);
	appendStringInfoChar(printer->out, is_object ? '}' : ']');
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
print_value(printer *printer, json_value value, const char *const *keys, int indent)
{
	StringInfo	out = printer->out;
	int			begin = out->len;

	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	if (value.kind != JSON_OBJECT && value.kind != JSON_ARRAY)
	{
		print_scalar(printer, value);
		return;
	}
	if (keys == inner_keys)
	{
		print_container(printer, value, keys, -1);
		if (indent < 0 || current_column(out) < WIDTH)	/* room for a comma */
			return;
		out->len = begin;
		out->data[begin] = '\0';
	}
	print_container(printer, value, keys, indent);
}

void
policy_print(const json_source *source, json_value document, arena *memory, StringInfo out)
{
	printer		printer = {source, memory, out};

	print_value(&printer, document, header_keys, 0);
	appendStringInfoChar(out, '\n');
}
