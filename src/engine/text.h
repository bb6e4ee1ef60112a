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
few_bytes_equal(const char *left, const char *right, uint32_t length)
{
	for (uint32_t i = 0; i < length; i++)
	{
		if (left[i] != right[i])
			return false;
	}
	return true;
}

/* Four to seven bytes: the second half may overlap the first. */
static inline bool
half_words_equal(const char *left, const char *right, uint32_t length)
{
	uint32_t	first[2],
				last[2];

	memcpy(&first[0], left, sizeof(uint32_t));
	memcpy(&first[1], right, sizeof(uint32_t));
	memcpy(&last[0], left + length - sizeof(uint32_t), sizeof(uint32_t));
	memcpy(&last[1], right + length - sizeof(uint32_t), sizeof(uint32_t));
	return first[0] == first[1] && last[0] == last[1];
}

/* Are these bytes the same? Names are short, and a call of memcmp would cost more than the comparison. */
static inline bool
bytes_equal(const char *left, const char *right, uint32_t length)
{
	uint64_t	left_word,
				right_word;

	if (length < sizeof(uint64_t))
		return length < sizeof(uint32_t) ? few_bytes_equal(left, right, length) : half_words_equal(left, right, length);
	/* the last word may overlap the one before */
	for (uint32_t i = 0;; i += sizeof(uint64_t))
	{
		uint32_t	at = i + sizeof(uint64_t) > length ? length - (uint32_t) sizeof(uint64_t) : i;

		memcpy(&left_word, left + at, sizeof(uint64_t));
		memcpy(&right_word, right + at, sizeof(uint64_t));
		if (left_word != right_word)
			return false;
		if (at + sizeof(uint64_t) >= length)
			return true;
	}
}

static inline bool
text_equals(text_span left, text_span right)
{
	return left.length == right.length && bytes_equal(left.bytes, right.bytes, left.length);
}

#define text_is(span, literal) text_equals((span), TEXT_LITERAL(literal))

/* The place of a text in a list of texts, or -1. */
static inline int
text_place(text_span text, const text_span *list, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		if (text_equals(text, list[i]))
			return (int) i;
	}
	return -1;
}

#endif
