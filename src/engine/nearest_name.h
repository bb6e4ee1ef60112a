/*
 * nearest_name.h
 *	  Is one name probably a mistyped other one?
 */
#ifndef CPTPOLICY_NEAREST_NAME_H
#define CPTPOLICY_NEAREST_NAME_H

#include "engine/text.h"

#define NAME_LENGTH_MAX 63		/* longer names are near to nothing */
#define NOT_NEAR UINT32_MAX

/* A name as it is compared: in lower case and without separators, with the set of its characters. */
typedef struct name_shape
{
	uint32_t	length;			/* 0: near to nothing */
	uint64_t	characters;
	char		text[NAME_LENGTH_MAX + 1];
} name_shape;

extern void name_shape_of(text_span name, name_shape *shape);

/*
 * How many characters must be inserted, left out, replaced or exchanged with their neighbour to make one name of the
 * other: 0 where they differ in case and separators only, at most 2 for names of five characters or more, 1 for three
 * or four; beyond that NOT_NEAR.
 */
extern uint32_t name_distance(const name_shape *left, const name_shape *right);

#endif
