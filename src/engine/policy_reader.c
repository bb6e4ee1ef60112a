/*
 * policy_reader.c
 *	  Reading a policy document: header, codes, facts, precedence and the tree of criteria.
 */
#include "engine/criterion_reader.h"
#include "engine/document_object.h"
#include "engine/policy.h"

/* A code as it is written officially: documents are given back as they came. */
static bool
read_official_code(const char *text, size_t length, cpt_code *code)
{
	char		official[6];

	if (!cpt_code_parse(text, length, code))
		return false;
	cpt_code_format(*code, official);
	return length == strlen(official) && memcmp(text, official, length) == 0;
}

/* "27096" or "64490-64495". */
static void
read_code_range(document_reader *reader, document_node node, code_range *range)
{
	const char *text = node.value.data;
	const char *dash;
	size_t		first_length;

	if (node.value.kind != JSON_STRING)
	{
		document_fault(reader, node.path, "expected a code or a range of codes, found %s",
					   json_kind_name(node.value.kind));
		return;
	}
	dash = memchr(text, '-', node.value.length);
	first_length = dash == NULL ? node.value.length : (size_t) (dash - text);
	if (read_official_code(text, first_length, &range->first))
	{
		range->last = range->first;
		if (dash == NULL)
			return;
		if (read_official_code(dash + 1, node.value.length - first_length - 1, &range->last) &&
			range->first <= range->last && cpt_code_group(range->first) == cpt_code_group(range->last))
			return;
	}
	document_fault(reader, node.path,
				   "expected a code such as \"27096\" or a range such as \"64490-64495\", found \"%s\"",
				   document_quote(reader, json_string(node.value)));
}

static void
read_code_role(document_reader *reader, document_node node, code_role *role)
{
	document_object object;
	document_node *codes;

	role->path = node.path;
	if (!document_open(reader, node, &object))
		return;
	role->role = take_name(&object, "role");
	role->subject = take_boolean(&object, "subject", false);
	codes = take_array(&object, "codes", true, &role->range_count);
	role->ranges = ARENA_ARRAY(reader->memory, code_range, role->range_count);
	for (uint32_t i = 0; i < role->range_count; i++)
		read_code_range(reader, codes[i], &role->ranges[i]);
	document_close(&object);
}

static void
read_codes(document_object *document, policy *result)
{
	uint32_t	faults_before = document->reader->faults->total;
	document_node *nodes = take_array(document, "codes", true, &result->role_count);

	result->roles = ARENA_ARRAY(document->reader->memory, code_role, result->role_count);
	for (uint32_t i = 0; i < result->role_count; i++)
		read_code_role(document->reader, nodes[i], &result->roles[i]);
	result->faulty_codes = document->reader->faults->total > faults_before;
}

/* {"patrick": "faber"} */
static void
read_aliases(document_object *object, fact_declaration *fact)
{
	document_node node = take_node(object, "aliases");
	document_reader *reader = object->reader;
	document_object aliases;

	if (node.value.kind == JSON_ABSENT || !document_open(reader, node, &aliases))
		return;
	fact->alias_count = aliases.count;
	fact->aliases = ARENA_ARRAY(reader->memory, fact_alias, aliases.count);
	for (uint32_t i = 0; i < aliases.count; i++)
	{
		json_value	value = aliases.members[i].value;

		fact->aliases[i].alias = arena_copy_text(reader->memory, aliases.members[i].key);
		if (value.kind == JSON_STRING)
			fact->aliases[i].name = arena_copy_text(reader->memory, json_string(value));
		else
			document_fault(reader, aliases.path, "expected the name that \"%s\" stands for, found %s",
						   document_quote(reader, fact->aliases[i].alias), json_kind_name(value.kind));
	}
}

static void
read_limits(document_object *object, fact_declaration *fact)
{
	fact->has_minimum = take_number(object, "minimum", &fact->minimum);
	fact->has_maximum = take_number(object, "maximum", &fact->maximum);
	if (fact->has_minimum && fact->has_maximum && decimal_compare(fact->minimum, fact->maximum) > 0)
		document_fault(object->reader, object->path, "expected a minimum that is not above the maximum");
}

static void
read_fact(document_reader *reader, document_node node, fact_declaration *fact)
{
	static const char *const types[] = {"boolean", "number", "date", "choice", "flags", NULL};
	document_object object;

	fact->path = node.path;
	if (!document_open(reader, node, &object))
		return;
	fact->name = take_name(&object, "name");
	if (!document_has(&object, "type"))
		document_fault(reader, node.path, "expected the key \"type\"");
	fact->type = (fact_type) take_word(&object, "type", types, FACT_BOOLEAN);
	fact->unit = take_text(&object, "unit", false);
	fact->question = take_text(&object, "question", true);
	if (fact->type == FACT_NUMBER)
		read_limits(&object, fact);
	if (fact->type == FACT_CHOICE)
		fact->names = take_texts(&object, "values", true, &fact->name_count);
	if (fact->type == FACT_FLAGS)
		fact->names = take_texts(&object, "flags", true, &fact->name_count);
	if (fact->type == FACT_CHOICE || fact->type == FACT_FLAGS)
		read_aliases(&object, fact);
	document_close(&object);
}

static void
read_facts(document_object *document, policy *result)
{
	document_node *nodes = take_array(document, "facts", false, &result->fact_count);

	result->facts = ARENA_ARRAY(document->reader->memory, fact_declaration, result->fact_count);
	for (uint32_t i = 0; i < result->fact_count; i++)
		read_fact(document->reader, nodes[i], &result->facts[i]);
}

/* The denial codes that criteria without their own share. */
static denial_defaults
read_defaults(document_object *document)
{
	denial_defaults defaults = {0};
	document_object object;

	if (document_open(document->reader, take_node(document, "denial"), &object))
	{
		defaults.group = take_text(&object, "group", true);
		defaults.carc = take_text(&object, "carc", true);
		defaults.rarc = take_text(&object, "rarc", false);
		document_close(&object);
	}
	if (document_open(document->reader, take_node(document, "missing"), &object))
	{
		defaults.missing_carc = take_text(&object, "carc", true);
		defaults.missing_rarc = take_text(&object, "rarc", false);
		document_close(&object);
	}
	return defaults;
}

/* Gates come first in the trace, then the criteria in the document's order. */
static void
read_criteria(document_object *document, policy *result)
{
	document_reader *reader = document->reader;
	denial_defaults defaults = read_defaults(document);
	uint32_t	gate_count,
				criterion_count;
	document_node *gates = take_array(document, "precedence", false, &gate_count);
	document_node *criteria = take_array(document, "criteria", true, &criterion_count);

	result->criterion_count = gate_count + criterion_count;
	result->criteria = ARENA_ARRAY(reader->memory, criterion *, result->criterion_count);
	for (uint32_t i = 0; i < gate_count; i++)
		result->criteria[i] = gate_read(reader, gates[i], &defaults);
	for (uint32_t i = 0; i < criterion_count; i++)
		result->criteria[gate_count + i] = criterion_read(reader, criteria[i], &defaults, 1);
}

static void
read_header(document_object *document, policy *result)
{
	result->policy = take_name(document, "policy");
	result->version = take_name(document, "version");
	result->payer = take_text(document, "payer", false);
	result->title = take_text(document, "title", true);
	result->source = take_text(document, "source", true);
	result->effective_from = take_date(document, "effective_from", true);
	result->effective_to = take_date(document, "effective_to", false);
	if (result->effective_to != CALENDAR_DATE_UNKNOWN && result->effective_to < result->effective_from)
		document_fault(document->reader, path_member(document->reader, document->path, "effective_to"),
					   "expected a date not before effective_from");
}

policy *
policy_read(const json_source *source, json_value document, arena *memory, fault_list *faults)
{
	document_reader reader = {.source = source,.memory = memory,.faults = faults};
	document_node root = {document, TEXT_LITERAL("$")};
	document_object object;
	policy	   *result;

	if (!document_open(&reader, root, &object))
		return NULL;
	result = ARENA_NEW(memory, policy);
	read_header(&object, result);
	read_codes(&object, result);
	read_facts(&object, result);
	read_criteria(&object, result);
	document_close(&object);
	return result;
}
