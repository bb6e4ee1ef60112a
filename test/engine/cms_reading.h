/*
 * cms_reading.h
 *	  Reading CMS files in tests: in pieces of several sizes, which must all give the same.
 */
#ifndef CMS_READING_H
#define CMS_READING_H

#include "engine/cms_file.h"

#include "in_pieces.h"

#define CMS_READING_TEXT_MAX 4096

/* What came of a file: rows as "a|b|-" with line ends behind them, the fault as "line:column: expected [found]". */
typedef struct cms_reading
{
	bool		ok;
	uint32_t	length;
	char		rows[CMS_READING_TEXT_MAX]; /* as far as they fit */
	char		fault[CMS_READING_TEXT_MAX];
	uint64_t	row_count;
	bool		setting_known;
	service_setting setting;
	calendar_date quarter;		/* or CALENDAR_DATE_UNKNOWN */
	calendar_date latest_start;
} cms_reading;

static inline void
cms_reading_add(cms_reading *reading, text_span text)
{
	for (uint32_t i = 0; i < text.length && reading->length < CMS_READING_TEXT_MAX - 1; i++)
		reading->rows[reading->length++] = text.bytes[i];
}

static inline void
cms_reading_row(void *context, const text_span *fields, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		cms_reading_add(context, fields[i].bytes != NULL ? fields[i] : TEXT_LITERAL("-"));
		cms_reading_add(context, i + 1 < count ? TEXT_LITERAL("|") : TEXT_LITERAL("\n"));
	}
}

/* piece_taker */
static inline bool
cms_reading_take(void *reader, const char *bytes, size_t length)
{
	return cms_reader_take(reader, bytes, length);
}

static inline cms_reading
cms_reading_of(cms_file_kind kind, text_span file, uint32_t piece)
{
	cms_reading reading = {.quarter = CALENDAR_DATE_UNKNOWN};
	arena		memory = heap_arena();
	cms_reader *reader = cms_reader_create(kind, &memory, cms_reading_row, &reading);
	const cms_fault *fault;

	reading.ok = take_in_pieces(file, piece, cms_reading_take, reader) && cms_reader_finish(reader);
	fault = cms_reader_fault(reader);
	CHECK(reading.ok == (fault == NULL));
	if (fault != NULL)
		snprintf(reading.fault, sizeof(reading.fault), "%lu:%u: %.*s [%.*s]", (unsigned long) fault->line,
				 (unsigned) fault->column, (int) fault->expected.length, fault->expected.bytes,
				 fault->found.bytes != NULL ? (int) fault->found.length : 1,
				 fault->found.bytes != NULL ? fault->found.bytes : "-");
	reading.row_count = cms_reader_row_count(reader);
	reading.setting_known = cms_reader_setting(reader, &reading.setting);
	cms_reader_quarter(reader, &reading.quarter);
	reading.latest_start = cms_reader_latest_start(reader);
	arena_free(&memory);
	return reading;
}

/* Read a file whole and in pieces of 1 and 7 bytes; all must give the same, which is returned. */
static inline cms_reading
cms_reading_in_pieces(cms_file_kind kind, text_span file)
{
	cms_reading whole = cms_reading_of(kind, file, UINT32_MAX);

	for (uint32_t piece = 1; piece <= 7; piece += 6)
	{
		cms_reading other = cms_reading_of(kind, file, piece);

		CHECK_EQ_INT(other.ok, whole.ok);
		CHECK_EQ_STR(other.rows, whole.rows);
		CHECK_EQ_STR(other.fault, whole.fault);
		CHECK_EQ_INT((long long) other.row_count, (long long) whole.row_count);
		CHECK_EQ_INT(other.setting_known, whole.setting_known);
		CHECK_EQ_INT(other.setting, whole.setting);
		CHECK_EQ_INT(other.quarter, whole.quarter);
		CHECK_EQ_INT(other.latest_start, whole.latest_start);
	}
	return whole;
}

/* The file must give these rows; what failed is shown where it was called from. */
static inline cms_reading
cms_reading_check_rows(cms_file_kind kind, text_span file, const char *rows, const char *at, int line)
{
	cms_reading reading = cms_reading_in_pieces(kind, file);

	test_check_str(reading.fault, "", at, line, "fault");
	test_check_str(reading.rows, rows, at, line, "rows");
	return reading;
}

/* The file must be refused so. */
static inline void
cms_reading_check_fault(cms_file_kind kind, text_span file, const char *fault, const char *at, int line)
{
	cms_reading reading = cms_reading_in_pieces(kind, file);

	test_check_str(reading.fault, fault, at, line, "fault");
}

#define CHECK_ROWS(kind, file, rows) cms_reading_check_rows((kind), (file), (rows), __FILE__, __LINE__)
#define CHECK_FAULT(kind, file, fault) cms_reading_check_fault((kind), (file), (fault), __FILE__, __LINE__)

#endif							/* CMS_READING_H */
