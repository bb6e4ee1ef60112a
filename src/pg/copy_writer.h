/*
 * copy_writer.h
 *	  Rows put together in memory and written to a table by the server's COPY, in its binary format.
 *
 * So they meet the table's constraints, triggers and indexes, at the price of a bulk load.
 */
#ifndef CPTPOLICY_COPY_WRITER_H
#define CPTPOLICY_COPY_WRITER_H

#include "postgres.h"

#include "lib/stringinfo.h"
#include "port/pg_bswap.h"

#include "engine/text.h"

#define COPY_NULL (-1)			/* length of a field that is null */

typedef struct copy_writer
{
	const char *table;			/* in the schema cptpolicy */
	const char *const *columns;
	int			column_count;
	StringInfoData bytes;		/* rows, each of them a count of fields and the fields */
	int			taken;			/* bytes of them that COPY has */
} copy_writer;

/* Start without rows. The buffer lives in the current context, the names must outlive it. */
extern void copy_writer_init(copy_writer *writer, const char *table, const char *const *columns, int column_count);

/* Raises 42501 if the caller may not insert into the table, 0A000 where row security speaks against COPY. */
extern void copy_writer_check_rights(const copy_writer *writer);

/* Write the rows, as the caller, and forget them. */
extern void copy_writer_write(copy_writer *writer);

/* The next row begins; a value for each column follows. */
static inline void
copy_put_row(copy_writer *writer)
{
	uint16		count = pg_hton16((uint16) writer->column_count);

	appendBinaryStringInfo(&writer->bytes, (const char *) &count, sizeof(count));
}

static inline void
copy_put_field(copy_writer *writer, const void *bytes, int length)
{
	StringInfo	buffer = &writer->bytes;
	uint32		count = pg_hton32((uint32) length);

	enlargeStringInfo(buffer, length + (int) sizeof(count));
	memcpy(buffer->data + buffer->len, &count, sizeof(count));
	memcpy(buffer->data + buffer->len + sizeof(count), bytes, length);
	buffer->len += length + (int) sizeof(count);
}

static inline void
copy_put_null(copy_writer *writer)
{
	uint32		none = pg_hton32((uint32) COPY_NULL);

	appendBinaryStringInfo(&writer->bytes, (const char *) &none, sizeof(none));
}

/* A text, null where it is absent. */
static inline void
copy_put_text(copy_writer *writer, text_span text)
{
	if (text.bytes == NULL)
		copy_put_null(writer);
	else
		copy_put_field(writer, text.bytes, (int) text.length);
}

static inline void
copy_put_boolean(copy_writer *writer, bool value)
{
	char		sent = value ? 1 : 0;

	copy_put_field(writer, &sent, sizeof(sent));
}

/* An integer or a date. */
static inline void
copy_put_int32(copy_writer *writer, int32 value)
{
	uint32		sent = pg_hton32((uint32) value);

	copy_put_field(writer, &sent, sizeof(sent));
}

/* A bigint or a timestamp. */
static inline void
copy_put_int64(copy_writer *writer, int64 value)
{
	uint64		sent = pg_hton64((uint64) value);

	copy_put_field(writer, &sent, sizeof(sent));
}

/* A numeric of two decimals, of a magnitude below 10^12 hundredths. */
extern void copy_put_hundredths(copy_writer *writer, int64 hundredths);

#endif							/* CPTPOLICY_COPY_WRITER_H */
