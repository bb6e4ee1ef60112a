/*
 * page.c
 *	  Text for people that grows line by line.
 */
#include "engine/page.h"

#include <stdarg.h>

#define LABEL_INDENT 2

void
page_init(page *page, arena *memory)
{
	text_builder_init(&page->text, memory);
	page->column = 0;
}

/* Characters of a UTF-8 text: bytes that do not continue one. */
static uint32_t
count_characters(const char *bytes, size_t length)
{
	uint32_t	count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char) bytes[i] & 0xC0) != 0x80;
	return count;
}

/* Adds a run of text; the column starts again behind each line end. */
static void
add_text(page *page, text_span text)
{
	size_t		line_start = text.length;

	while (line_start > 0 && text.bytes[line_start - 1] != '\n')
		line_start--;
	if (line_start > 0)
		page->column = 0;
	page->column += count_characters(text.bytes + line_start, text.length - line_start);
	build_text(&page->text, text);
}

static void
add_blanks(page *page, uint32_t count)
{
	for (; count > 0; count--)
		add_text(page, TEXT_LITERAL(" "));
}

void
page_write(page *page, const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	add_text(page, arena_format_list(page->text.memory, format, arguments));
	va_end(arguments);
}

void
page_paragraph(page *page, const char *label)
{
	if (page->column > 0)
		add_text(page, TEXT_LITERAL("\n"));
	add_blanks(page, LABEL_INDENT);
	add_text(page, (text_span) {label, (uint32_t) strlen(label)});
	add_blanks(page, PAGE_INDENT - page->column);
}

static void
add_word(page *page, const char *word, size_t length)
{
	if (page->column + 1 + count_characters(word, length) > PAGE_WIDTH && page->column > PAGE_INDENT)
	{
		add_text(page, TEXT_LITERAL("\n"));
		add_blanks(page, PAGE_INDENT);
	}
	else if (page->column > PAGE_INDENT)
		add_blanks(page, 1);
	add_text(page, (text_span) {word, (uint32_t) length});
}

void
page_words(page *page, const char *format,...)
{
	va_list		arguments;
	text_span	text;
	const char *word;

	va_start(arguments, format);
	text = arena_format_list(page->text.memory, format, arguments);
	va_end(arguments);
	word = text.bytes;
	while (*word != '\0')
	{
		size_t		length = strcspn(word, " ");

		if (length > 0)
			add_word(page, word, length);
		word += length + (word[length] == ' ');
	}
}

text_span
page_text(page *page)
{
	if (page->column > 0)
		add_text(page, TEXT_LITERAL("\n"));
	return text_built(&page->text);
}
