/*
 * finding.h
 *	  What was found or required: a JSON value of an answer.
 */
#ifndef CPTPOLICY_FINDING_H
#define CPTPOLICY_FINDING_H

#include "engine/arena.h"
#include "engine/decimal.h"

typedef enum finding_type
{
	FINDING_NONE,				/* null */
	FINDING_BOOLEAN,
	FINDING_NUMBER,
	FINDING_TEXT,				/* a date, an interval, a choice, a code */
	FINDING_LIST				/* an array */
} finding_type;

typedef struct finding
{
	finding_type type;
	bool		boolean;
	decimal		number;
	text_span	text;
	uint32_t	item_count;		/* of a list */
	const struct finding *items;
} finding;

typedef struct named_finding
{
	text_span	name;
	finding		value;
} named_finding;

#define FINDING_OF_TEXT(span) ((finding) {.type = FINDING_TEXT, .text = (span)})
#define FINDING_OF_NUMBER(value) ((finding) {.type = FINDING_NUMBER, .number = (value)})
#define FINDING_OF_INTEGER(integer) FINDING_OF_NUMBER(DECIMAL_OF(integer))

/* For a sentence: "true", "74.9", "2024-03-01"; "an unknown value" where there is none, or a list. */
extern text_span finding_text(arena *memory, const finding *value);

#endif
