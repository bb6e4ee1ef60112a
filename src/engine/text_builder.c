/*
 * text_builder.c
 *	  A text that grows: pages for people to read.
 */
#include "engine/text_builder.h"

#include <stdarg.h>
#include <stdio.h>

void
text_builder_init(text_builder *builder, arena *memory)
{
	*builder = (text_builder) {.memory = memory};
}

static void
reserve(text_builder *builder, uint32_t more)
{
	char	   *larger;

	if (builder->capacity - builder->length > more)
		return;
	builder->capacity = 2 * (builder->capacity + more) + 256;
	larger = arena_allocate(builder->memory, builder->capacity);
	if (builder->length > 0)
		memcpy(larger, builder->bytes, builder->length);
	builder->bytes = larger;
}

void
build_text(text_builder *builder, text_span text)
{
	if (text.length == 0)
		return;
	reserve(builder, text.length);
	memcpy(builder->bytes + builder->length, text.bytes, text.length);
	builder->length += text.length;
}

void
build(text_builder *builder, const char *format,...)
{
	va_list		arguments;
	int			length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length <= 0)
		return;
	reserve(builder, (uint32_t) length);
	va_start(arguments, format);
	vsnprintf(builder->bytes + builder->length, (size_t) length + 1, format, arguments);
	va_end(arguments);
	builder->length += (uint32_t) length;
}

void
build_indent(text_builder *builder, int depth)
{
	build(builder, "%*s", depth, "");
}

void
build_paragraph(text_builder *builder, int indent, int width, text_span words)
{
	uint32_t	at = 0;

	while (at < words.length)
	{
		uint32_t	room = (uint32_t) (width > indent + 20 ? width - indent : 20);
		uint32_t	end = words.length;

		if (words.length - at > room)
		{
			for (end = at + room; end > at && words.bytes[end] != ' ';)
				end--;
			for (end = end == at ? at + room : end; end < words.length && words.bytes[end] != ' ';)
				end++;
		}
		build_indent(builder, indent);
		build_text(builder, (text_span) {words.bytes + at, end - at});
		build(builder, "\n");
		for (at = end; at < words.length && words.bytes[at] == ' ';)
			at++;
	}
}

text_span
text_built(text_builder *builder)
{
	reserve(builder, 1);
	builder->bytes[builder->length] = '\0';
	return (text_span) {builder->bytes, builder->length};
}
