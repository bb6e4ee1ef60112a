/*
 * page.h
 *	  Text for people that grows line by line: labelled paragraphs, wrapped at word ends.
 */
#ifndef CPTPOLICY_PAGE_H
#define CPTPOLICY_PAGE_H

#include "engine/text_builder.h"

#define PAGE_WIDTH 100			/* characters */
#define PAGE_INDENT 11			/* of a labelled paragraph: its label stands in columns 3 to 10 */

typedef struct page
{
	text_builder text;
	uint32_t	column;			/* characters on the current line */
} page;

/* Start an empty page in memory. */
extern void page_init(page *page, arena *memory);

/* Add text as it is, made as by printf. */
extern void page_write(page *page, const char *format,...)
#if defined(__GNUC__)
			__attribute__((format(printf, 2, 3)))
#endif
			;

/* Begin a paragraph: a new line with a label, "" for one that goes on with the label before. */
extern void page_paragraph(page *page, const char *label);

/* Add words to the paragraph, made as by printf; lines are broken between them. */
extern void page_words(page *page, const char *format,...)
#if defined(__GNUC__)
			__attribute__((format(printf, 2, 3)))
#endif
			;

/* The page so far, closed by a line end and NUL-terminated. */
extern text_span page_text(page *page);

/* For the %.*s of a text_span. */
#define TEXT_ARGUMENTS(span) ((int) (span).length), ((span).bytes != NULL ? (span).bytes : "")

#endif
