/*
 * document_object.h
 *	  Reading the objects of a policy document: every key is taken by name and type, what is left over is a fault.
 *
 * So a misspelt key never passes silently. Each take_ function adds a fault where the value is not what it should be
 * and then returns a harmless value, because the reader goes on to find all faults.
 */
#ifndef CPTPOLICY_DOCUMENT_OBJECT_H
#define CPTPOLICY_DOCUMENT_OBJECT_H

#include "engine/calendar.h"
#include "engine/fault.h"
#include "engine/json.h"

#define NAME_BYTES_MAX 200		/* names are keys of the tables' indexes */

typedef struct document_reader
{
	const json_source *source;
	arena	   *memory;
	fault_list *faults;
	text_span	criterion;		/* whose part is being read, for the faults; or absent */
	int			depth;			/* of the test that is being read */
	uint32_t	nested_faults;	/* of the tests below it */
} document_reader;

typedef struct document_node
{
	json_value	value;
	text_span	path;
} document_node;

typedef struct document_object
{
	document_reader *reader;
	text_span	path;
	uint32_t	count;
	const json_member *members;
	bool	   *taken;
} document_object;

/* Add a fault at a path, in the criterion that is being read. One that is only counted costs nothing more. */
#define document_fault(reader, path, ...) FAULT_ADD((reader)->faults, (path), (reader)->criterion, __VA_ARGS__)

/* A text of any content as a fault quotes it. */
extern const char *document_quote(document_reader *reader, text_span text);

/* Open an object; false, with a fault, when the node is none. */
extern bool document_open(document_reader *reader, document_node node, document_object *object);

/* A fault for each key that nobody took. */
extern void document_close(document_object *object);

/* Is the key there and not null? */
extern bool document_has(const document_object *object, const char *key);

/* The value of a key; JSON_ABSENT where it is absent or null. */
extern document_node take_node(document_object *object, const char *key);

/* A string; where required, absent is a fault and so is an empty one. */
extern text_span take_text(document_object *object, const char *key, bool required);

/* A required name: at most NAME_BYTES_MAX bytes, without blanks at its ends. */
extern text_span take_name(document_object *object, const char *key);

extern bool take_boolean(document_object *object, const char *key, bool otherwise);

/* A whole number between minimum and maximum. */
extern int32_t take_integer(document_object *object, const char *key, int32_t minimum, int32_t maximum, int32_t otherwise);

/* "at_least" of an object that has an array "of" so many elements; it must be there. */
extern uint32_t take_threshold(document_object *object, uint32_t count);

/* A number; false when absent. */
extern bool take_number(document_object *object, const char *key, decimal *number);

/* A date as YYYY-MM-DD; CALENDAR_DATE_UNKNOWN when absent. */
extern calendar_date take_date(document_object *object, const char *key, bool required);

/* {"months": 3}: an interval with one of days, weeks, months, years. */
extern calendar_interval take_interval(document_object *object, const char *key);

/* One of the words, as its index; otherwise when absent. words ends with NULL. */
extern int take_word(document_object *object, const char *key, const char *const *words, int otherwise);

/* The elements of an array as nodes; none when absent, a fault when required. */
extern document_node *take_array(document_object *object, const char *key, bool required, uint32_t *count);

/* The strings of an array. */
extern text_span *take_texts(document_object *object, const char *key, bool required, uint32_t *count);

/* Paths of children: "path.key" and "path[index]". */
extern text_span path_member(document_reader *reader, text_span path, const char *key);
extern text_span path_element(document_reader *reader, text_span path, uint32_t index);

#endif
