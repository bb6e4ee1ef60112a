/*
 * fuzz_cms.h
 *	  What fuzz targets of CMS files share: reading a file whole and in pieces, which must give the same, and what is
 *	  promised of every row.
 */
#ifndef FUZZ_CMS_H
#define FUZZ_CMS_H

#include "fuzz_engine.h"

#include "engine/cms_file.h"
#include "engine/cpt_code.h"
#include "engine/cpt_modifier.h"

/* Checks the fields of a row. */
typedef void (*fuzz_row_check) (const text_span *fields);

typedef struct fuzz_reading
{
	fuzz_row_check check;
	uint32_t	field_count;
	uint64_t	row_count;
	uint64_t	digest;			/* of all rows */
	bool		ok;
	uint64_t	line;			/* of the fault, 0 without one */
	uint32_t	column;
	uint64_t	fault_digest;
	calendar_date quarter;
	calendar_date latest_start;
} fuzz_reading;

/* FNV-1a, with the length, so that fields do not run into each other. */
static inline uint64_t
fuzz_digest(uint64_t digest, text_span text)
{
	for (uint32_t i = 0; i < text.length; i++)
		digest = (digest ^ (unsigned char) text.bytes[i]) * UINT64_C(1099511628211);
	return (digest ^ (text.bytes == NULL ? UINT32_MAX : text.length)) * UINT64_C(1099511628211);
}

static inline void
fuzz_row(void *context, const text_span *fields, uint32_t count)
{
	fuzz_reading *reading = context;

	require(count == reading->field_count && count <= CMS_FIELDS_MAX);
	reading->row_count++;
	for (uint32_t i = 0; i < count; i++)
		reading->digest = fuzz_digest(reading->digest, fields[i]);
	reading->check(fields);
}

static inline void
fuzz_fault(fuzz_reading *reading, const cms_fault *fault)
{
	require(reading->ok == (fault == NULL));
	if (fault == NULL)
		return;
	require(fault->line >= 1 && is_printable(fault->expected));
	require(fault->found.bytes == NULL || is_printable(fault->found));
	reading->line = fault->line;
	reading->column = fault->column;
	reading->fault_digest = fuzz_digest(fuzz_digest(0, fault->expected), fault->found);
}

/* Each piece is a copy that is gone before the next, so that a byte kept of it is seen. */
static inline bool
fuzz_take(cms_reader *reader, const uint8_t *data, size_t size, size_t piece)
{
	for (size_t at = 0; at < size; at += piece)
	{
		size_t		length = size - at < piece ? size - at : piece;
		char	   *copy = heap_allocate(NULL, length);
		bool		ok;

		memcpy(copy, data + at, length);
		ok = cms_reader_take(reader, copy, length);
		free(copy);
		if (!ok)
			return false;
	}
	return cms_reader_finish(reader);
}

static inline fuzz_reading
fuzz_read(cms_file_kind kind, fuzz_row_check check, const uint8_t *data, size_t size, size_t piece)
{
	arena		memory = heap_arena();
	const char *const *names;
	fuzz_reading reading = {.check = check, .field_count = cms_file_fields(kind, &names)};
	cms_reader *reader = cms_reader_create(kind, &memory, fuzz_row, &reading);

	reading.ok = fuzz_take(reader, data, size, piece);
	fuzz_fault(&reading, cms_reader_fault(reader));
	require(reading.row_count == cms_reader_row_count(reader));
	require(!reading.ok || reading.row_count > 0);
	reading.quarter = CALENDAR_DATE_UNKNOWN;
	cms_reader_quarter(reader, &reading.quarter);
	reading.latest_start = cms_reader_latest_start(reader);
	arena_free(&memory);
	return reading;
}

/* The first byte is the size of pieces, the others are the file. */
static inline void
fuzz_cms_file(cms_file_kind kind, fuzz_row_check check, const uint8_t *data, size_t size)
{
	fuzz_reading whole;
	fuzz_reading pieces;

	if (size < 1)
		return;
	whole = fuzz_read(kind, check, data + 1, size - 1, SIZE_MAX);
	pieces = fuzz_read(kind, check, data + 1, size - 1, (size_t) *data % 61 + 1);
	require(whole.ok == pieces.ok && whole.row_count == pieces.row_count && whole.digest == pieces.digest);
	require(whole.line == pieces.line && whole.column == pieces.column && whole.fault_digest == pieces.fault_digest);
	require(whole.quarter == pieces.quarter && whole.latest_start == pieces.latest_start);
}

/* ---- promises of fields ---- */

/* A legal code in upper case. */
static inline void
require_code(text_span field)
{
	cpt_code	code = 0;
	char		text[CPT_CODE_LENGTH + 1];

	require(field.bytes != NULL && cpt_code_parse(field.bytes, field.length, &code));
	cpt_code_format(code, text);
	require(field.length == CPT_CODE_LENGTH && memcmp(field.bytes, text, CPT_CODE_LENGTH) == 0);
}

/* YYYY-MM-DD, a day that exists, or absent; the date, or unknown. */
static inline calendar_date
require_day_or_absent(text_span field)
{
	calendar_date date = CALENDAR_DATE_UNKNOWN;

	require(field.bytes == NULL || calendar_parse(field.bytes, field.length, &date));
	return date;
}

#endif							/* FUZZ_CMS_H */
