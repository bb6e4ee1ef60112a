/*
 * text_builder.h
 *	  A text that grows: pages for people to read.
 */
#ifndef CPTPOLICY_TEXT_BUILDER_H
#define CPTPOLICY_TEXT_BUILDER_H

#include "engine/arena.h"

typedef struct text_builder
{
	arena	   *memory;
	char	   *bytes;
	uint32_t	length;
	uint32_t	capacity;
} text_builder;

extern void text_builder_init(text_builder *builder, arena *memory);

/* Append a text; an absent one adds nothing. */
extern void build_text(text_builder *builder, text_span text);

/* Append as by printf. */
extern void build(text_builder *builder, const char *format,...)
#if defined(__GNUC__)
			__attribute__((format(printf, 2, 3)))
#endif
			;

/* Append blanks. */
extern void build_indent(text_builder *builder, int depth);

/* Append a paragraph of words, broken at width columns, its lines indented by indent blanks, ended by a line feed. */
extern void build_paragraph(text_builder *builder, int indent, int width, text_span words);

/* What was built, NUL-terminated. */
extern text_span text_built(text_builder *builder);

#endif
