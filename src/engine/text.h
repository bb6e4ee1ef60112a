/*
 * text.h
 *	  A run of bytes with its length; what the engine uses for every string.
 */
#ifndef CPTPOLICY_TEXT_H
#define CPTPOLICY_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Not owned and not necessarily NUL-terminated; bytes is NULL for "absent". */
typedef struct text_span
{
	const char *bytes;
	uint32_t	length;
} text_span;

#define TEXT_LITERAL(literal) ((text_span) {(literal), (uint32_t) sizeof(literal) - 1})
#define TEXT_ABSENT ((text_span) {NULL, 0})

static inline bool
text_equals(text_span left, text_span right)
{
	return left.length == right.length && (left.length == 0 || memcmp(left.bytes, right.bytes, left.length) == 0);
}

#define text_is(span, literal) text_equals((span), TEXT_LITERAL(literal))

#endif
