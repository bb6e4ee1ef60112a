/*
 * assembled_json.c
 *	  JSON values put together in memory around parts of jsonb.
 *
 * A container that was put together here says so by a length that no jsonb can have, and points to its member_list.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "pg/assembled_json.h"
#include "pg/jsonb_source.h"

#define ASSEMBLED UINT32_MAX
#define FIRST_CAPACITY 16

void
member_list_init(member_list *list, arena *memory)
{
	*list = (member_list) {.memory = memory};
}

static void
make_room(member_list *list)
{
	json_member *members;

	if (list->count < list->capacity)
		return;
	list->capacity = list->capacity == 0 ? FIRST_CAPACITY : 2 * list->capacity;
	members = ARENA_ARRAY(list->memory, json_member, list->capacity);
	if (list->count > 0)
		memcpy(members, list->members, list->count * sizeof(json_member));
	list->members = members;
}

void
member_list_add(member_list *list, const char *key, json_value value)
{
	make_room(list);
	list->members[list->count++] = (json_member) {{key, (uint32_t) strlen(key)}, value};
}

void
member_list_append(member_list *list, json_value value)
{
	make_room(list);
	list->members[list->count++] = (json_member) {TEXT_ABSENT, value};
}

json_value
member_list_value(const member_list *list, json_kind kind)
{
	member_list *copy = ARENA_NEW(list->memory, member_list);

	*copy = *list;
	return (json_value) {kind, ASSEMBLED, copy};
}

static const json_member *
assembled_members(const json_source *source, json_value container, arena *memory, uint32_t *count)
{
	const member_list *list = container.data;

	if (container.length != ASSEMBLED)
		return jsonb_source.members(&jsonb_source, container, memory, count);
	*count = list->count;
	return list->members;
}

static bool
assembled_number(const json_source *source, json_value value, decimal *number)
{
	return jsonb_source.number(&jsonb_source, value, number);
}

static text_span
assembled_number_text(const json_source *source, json_value value, arena *memory)
{
	return jsonb_source.number_text(&jsonb_source, value, memory);
}

static void
assembled_check_interrupts(const json_source *source)
{
	CHECK_FOR_INTERRUPTS();
}

const json_source assembled_json_source = {
	.members = assembled_members,
	.number = assembled_number,
	.number_text = assembled_number_text,
	.check_interrupts = assembled_check_interrupts,
};
