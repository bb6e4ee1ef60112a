/*
 * excerpt.c
 *	  Text for messages.
 */
#include "engine/excerpt.h"

static bool
continues_character(char byte)
{
	return ((unsigned char) byte & 0xC0) == 0x80;
}

text_span
excerpt(arena *memory, text_span source)
{
	return excerpt_within(memory, source, EXCERPT_BYTES);
}

text_span
excerpt_within(arena *memory, text_span source, uint32_t bytes_max)
{
	uint32_t	length = source.length;
	char	   *text = arena_allocate(memory, bytes_max + sizeof("..."));

	if (length > bytes_max)
	{
		length = bytes_max;
		/* A character has at most four bytes; what goes on longer is no UTF-8 and may be cut anywhere. */
		while (length > bytes_max - 3 && continues_character(source.bytes[length]))
			length--;
	}
	for (uint32_t i = 0; i < length; i++)
		text[i] = (unsigned char) source.bytes[i] < 0x20 || source.bytes[i] == 0x7F ? ' ' : source.bytes[i];
	if (length < source.length)
	{
		memcpy(text + length, "...", 3);
		length += 3;
	}
	text[length] = '\0';
	return (text_span) {text, length};
}
