/*
 * ascii.h
 *	  Character tests that know ASCII only, whatever the locale.
 */
#ifndef ASCII_H
#define ASCII_H

#include <stdbool.h>
#include <stddef.h>

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Blank, tab, line feed, vertical tab, form feed, carriage return. */
static inline bool
ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char
ascii_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
}

static inline char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

/* Moves both ends of a text past the white space around it. */
static inline void
ascii_trim(const char **text, size_t *length)
{
	while (*length > 0 && ascii_is_space(**text))
	{
		(*text)++;
		(*length)--;
	}
	while (*length > 0 && ascii_is_space((*text)[*length - 1]))
		(*length)--;
}

#endif							/* ASCII_H */
