/*
 * copy_rows.h
 *	  Rows put together in memory and written to a table by the server's COPY, in its binary format.
 *
 * So they meet the table's constraints, triggers and indexes, at the price of a bulk load.
 */
#ifndef CPTPOLICY_COPY_ROWS_H
#define CPTPOLICY_COPY_ROWS_H

#include "postgres.h"

#include "lib/stringinfo.h"
#include "port/pg_bswap.h"

#include "engine/text.h"

#define COPY_NULL (-1)			/* length of a field that is null */

typedef struct copy_rows
{
	const char *table;			/* in the schema cptpolicy */
	const char *const *columns;
	int			column_count;
	StringInfoData bytes;		/* rows, each of them a count of fields and the fields */
	int			taken;			/* bytes of them that COPY has */
} copy_rows;

/* Start without rows. The buffer lives in the current context, the names must outlive it. */
extern void copy_rows_init(copy_rows *rows, const char *table, const char *const *columns, int column_count);

/* Raises 42501 if the caller may not insert into the table, 0A000 where row security speaks against COPY. */
extern void copy_rows_check_rights(const copy_rows *rows);

/* Write the rows, as the caller, and forget them. */
extern void copy_rows_write(copy_rows *rows);

/* The next row begins; a value for each column follows. */
static inline void
copy_put_row(copy_rows *rows)
{
	uint16		count = pg_hton16((uint16) rows->column_count);

	appendBinaryStringInfo(&rows->bytes, (const char *) &count, sizeof(count));
}

static inline void
copy_put_field(copy_rows *rows, const void *bytes, int length)
{
	StringInfo	buffer = &rows->bytes;
	uint32		count = pg_hton32((uint32) length);

	enlargeStringInfo(buffer, length + (int) sizeof(count));
	memcpy(buffer->data + buffer->len, &count, sizeof(count));
	memcpy(buffer->data + buffer->len + sizeof(count), bytes, length);
	buffer->len += length + (int) sizeof(count);
}

static inline void
copy_put_null(copy_rows *rows)
{
	uint32		none = pg_hton32((uint32) COPY_NULL);

	appendBinaryStringInfo(&rows->bytes, (const char *) &none, sizeof(none));
}

/* A text, null where it is absent. */
static inline void
copy_put_text(copy_rows *rows, text_span text)
{
	if (text.bytes == NULL)
		copy_put_null(rows);
	else
		copy_put_field(rows, text.bytes, (int) text.length);
}

static inline void
copy_put_boolean(copy_rows *rows, bool value)
{
	char		sent = value ? 1 : 0;

	copy_put_field(rows, &sent, sizeof(sent));
}

/* An integer or a date. */
static inline void
copy_put_int32(copy_rows *rows, int32 value)
{
	uint32		sent = pg_hton32((uint32) value);

	copy_put_field(rows, &sent, sizeof(sent));
}

/* A bigint or a timestamp. */
static inline void
copy_put_int64(copy_rows *rows, int64 value)
{
	uint64		sent = pg_hton64((uint64) value);

	copy_put_field(rows, &sent, sizeof(sent));
}

/* A numeric of two decimals, of a magnitude below 10^12 hundredths. */
extern void copy_put_hundredths(copy_rows *rows, int64 hundredths);

#endif							/* CPTPOLICY_COPY_ROWS_H */
