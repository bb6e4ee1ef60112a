/*
 * cms_file_made.h
 *	  A CMS file that a test puts together, one at a time.
 */
#ifndef CMS_FILE_MADE_H
#define CMS_FILE_MADE_H

#include "test_engine.h"

#define FILE_BYTES 65536

static char file_bytes[FILE_BYTES];
static size_t file_length;

static inline void
begin_file(void)
{
	file_length = 0;
}

static inline void
add_bytes(const char *bytes, size_t length)
{
	if (length > FILE_BYTES - file_length)
		abort();
	memcpy(file_bytes + file_length, bytes, length);
	file_length += length;
}

static inline void
add_text(const char *text)
{
	add_bytes(text, strlen(text));
}

static inline text_span
file_made(void)
{
	return (text_span) {file_bytes, (uint32_t) file_length};
}

#endif							/* CMS_FILE_MADE_H */
