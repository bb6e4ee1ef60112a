/*
 * json_mutator.h
 *	  Mutating JSON as a tree, so that most inputs of a fuzz target are JSON and get past the parser.
 *
 * Before it includes this, a target defines json_mutator_words and their json_mutator_word_count: JSON values that its
 * inputs are made of; strings among them serve as keys, too. It defines json_mutator_mend as well, which may change a
 * mutated tree so that it is more often sound.
 */
#ifndef JSON_MUTATOR_H
#define JSON_MUTATOR_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
extern size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

static uint64_t mutator_state;

/* A number below limit. */
static inline size_t
mutator_pick(size_t limit)
{
	mutator_state = mutator_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t) (mutator_state >> 33) % (limit > 0 ? limit : 1);
}

static inline size_t
count_nodes(const cJSON *item)
{
	size_t		count = 1;

	for (const cJSON *child = item->child; child != NULL; child = child->next)
		count += count_nodes(child);
	return count;
}

/* The node with a number in pre-order, and its parent. */
static inline cJSON *
find_node(cJSON *item, size_t *number, cJSON **parent)
{
	if ((*number)-- == 0)
		return item;
	for (cJSON *child = item->child; child != NULL; child = child->next)
	{
		cJSON	   *found;

		*parent = item;
		found = find_node(child, number, parent);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* Any node but the root; NULL when there is no other. */
static inline cJSON *
pick_node(cJSON *tree, cJSON **parent)
{
	size_t		count = count_nodes(tree);
	size_t		number = 1 + mutator_pick(count - 1);

	return count > 1 ? find_node(tree, &number, parent) : NULL;
}

static inline cJSON *
pick_word(void)
{
	return cJSON_Parse(json_mutator_words[mutator_pick(json_mutator_word_count)]);
}

/* A key: one of the words that are strings, or that of a node. */
static inline const char *
pick_key(cJSON *tree, char out[100])
{
	cJSON	   *parent = NULL;
	cJSON	   *node = pick_node(tree, &parent);
	cJSON	   *word = pick_word();

	out[0] = '\0';
	if (word != NULL && cJSON_IsString(word) && strlen(word->valuestring) < 100)
		strcpy(out, word->valuestring);
	else if (node != NULL && node->string != NULL && strlen(node->string) < 100)
		strcpy(out, node->string);
	cJSON_Delete(word);
	return out;
}

/* A new value: a word, a copy of another part, or a number near one of the document's. */
static inline cJSON *
new_value(cJSON *tree)
{
	cJSON	   *parent = NULL;
	cJSON	   *node = pick_node(tree, &parent);

	if (node == NULL || mutator_pick(2) == 0)
		return pick_word();
	if (cJSON_IsNumber(node) && node->valuedouble > -1e9 && node->valuedouble < 1e9)
		return cJSON_CreateNumber(node->valuedouble + (double) mutator_pick(5) - 2);
	return cJSON_Duplicate(node, true);
}

static inline void
add_value(cJSON *tree, cJSON *container, cJSON *value)
{
	char		key[100];
	bool		added = false;

	if (value == NULL)
		return;
	if (cJSON_IsArray(container) && mutator_pick(2) == 0)
		added = cJSON_InsertItemInArray(container, 0, value);
	else if (cJSON_IsArray(container))
		added = cJSON_AddItemToArray(container, value);
	else if (cJSON_IsObject(container) && !cJSON_HasObjectItem(container, pick_key(tree, key)))
		added = cJSON_AddItemToObject(container, key, value);
	if (!added)
		cJSON_Delete(value);
}

/* Put a value in the place of a node. */
static inline void
replace_node(cJSON *parent, cJSON *node, cJSON *value)
{
	bool		replaced;

	if (value == NULL)
		return;
	/* a copy of a member keeps its key even in an array */
	replaced = cJSON_IsObject(parent) ? cJSON_ReplaceItemInObjectCaseSensitive(parent, node->string, value)
		: cJSON_ReplaceItemViaPointer(parent, node, value);
	if (!replaced)
		cJSON_Delete(value);
}

static inline void
mutate_tree(cJSON *tree)
{
	cJSON	   *parent = NULL;
	cJSON	   *node = pick_node(tree, &parent);

	if (node == NULL)
		add_value(tree, tree, new_value(tree));
	else if (mutator_pick(5) == 0)
		cJSON_Delete(cJSON_DetachItemViaPointer(parent, node));
	else if (mutator_pick(2) == 0)
		add_value(tree, cJSON_IsArray(node) || cJSON_IsObject(node) ? node : parent, new_value(tree));
	else
		replace_node(parent, node, new_value(tree));
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	cJSON	   *tree;
	char	   *text;
	size_t		length;

	mutator_state = seed;
	tree = mutator_pick(10) > 0 ? cJSON_ParseWithLength((const char *) data, size) : NULL;
	if (tree == NULL)
		return LLVMFuzzerMutate(data, size, max_size);
	for (size_t changes = 1 + mutator_pick(3); changes > 0; changes--)
		mutate_tree(tree);
	if (mutator_pick(4) > 0)
		json_mutator_mend(tree);
	text = cJSON_PrintUnformatted(tree);
	length = text != NULL ? strlen(text) : 0;
	if (length > 0 && length <= max_size)
		memcpy(data, text, length);
	cJSON_free(text);
	cJSON_Delete(tree);
	return length > 0 && length <= max_size ? length : LLVMFuzzerMutate(data, size, max_size);
}

#endif							/* JSON_MUTATOR_H */
