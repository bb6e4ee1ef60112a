/*
 * cms_reader.h
 *	  What a reader of one kind of file has to give, and what it may use.
 *
 * A kind is the layout of its records and a function that takes one record after another. It keeps what it must know
 * between records (positions of columns, say) in state_size bytes, which are zero at first.
 */
#ifndef CPTPOLICY_CMS_READER_H
#define CPTPOLICY_CMS_READER_H

#include "engine/cms_field.h"
#include "engine/cms_record.h"

typedef struct cms_reader_kind
{
	const char *heading;		/* "the heading of a PTP file, with ...": expected where it is not found */
	const char *looks_like;		/* "a PTP file" */
	cms_layout	layout;
	cms_layout_chooser choose;	/* or NULL: always the layout above */
	size_t		state_size;

	/*
	 * Is this record the heading (or its last line)? It may note in state what the columns are. Preamble is not. The
	 * first record of a file without a heading is, too, and is taken here. What is wrong with either sets
	 * reader->failed.
	 */
	bool		(*heading_is) (cms_reader *reader, const cms_record *record);

	/* Take a record below the heading; false after cms_reader_fail(). */
	bool		(*take) (cms_reader *reader, const cms_record *record);
} cms_reader_kind;

struct cms_reader
{
	const cms_reader_kind *kind;
	arena	   *memory;
	cms_row_receiver row;
	void	   *context;
	cms_splitter splitter;
	cms_fault	fault;
	bool		failed;
	bool		heading_seen;
	uint32_t	preamble_count;	/* records before the heading */
	cms_fault	near_heading;	/* of these, the last with words of the heading; line is 0 while there is none */
	uint64_t	row_count;
	bool		setting_known;
	service_setting setting;
	calendar_date quarter;		/* or CALENDAR_DATE_UNKNOWN */
	calendar_date latest_start;
	void	   *state;
};

/* One for each kind of file. */
extern const cms_reader_kind cms_ptp_kind;
extern const cms_reader_kind cms_mue_kind;
extern const cms_reader_kind cms_add_on_kind;
extern const cms_reader_kind cms_fee_schedule_kind;
extern const cms_reader_kind cms_hcpcs_kind;

/*
 * Records until heading_is() holds are preamble and skipped; after CMS_PREAMBLE_MAX of them, at the end of the file or
 * at the heading of another kind the file is refused. A heading_is() of NULL: take() gets every record.
 */
#define CMS_PREAMBLE_MAX 100

/* The file is not as expected in a field (column from 1) or a line (column 0). Always false. */
extern bool cms_reader_fail(cms_reader *reader, const cms_record *record, uint32_t column, const char *expected);

/* No file of the kind: the fault says which heading was expected, and what the record looks like. Always false. */
extern bool cms_reader_refuse(cms_reader *reader, const cms_record *record);

/* Hand out a row; starts is its first day, or CALENDAR_DATE_UNKNOWN. */
static inline void
cms_reader_row(cms_reader *reader, const text_span *fields, uint32_t count, calendar_date starts)
{
	reader->row_count++;
	if (starts != CALENDAR_DATE_UNKNOWN && starts > reader->latest_start)
		reader->latest_start = starts;
	reader->row(reader->context, fields, count);
}

/* ---- columns by heading ---- */

typedef struct cms_column
{
	const char *words;			/* its heading: letters and digits in lower case, as cms_words_are() compares them */
	bool		required;
} cms_column;

#define CMS_COLUMN_NONE UINT32_MAX

/*
 * Find columns by their headings; positions get their places in the record, or CMS_COLUMN_NONE. False where a required
 * one is missing.
 */
extern bool cms_columns_find(const cms_record *heading, const cms_column *columns, uint32_t count, uint32_t *positions);

/* The field at a position, trimmed; empty for CMS_COLUMN_NONE or where the record is shorter. Never absent. */
static inline text_span
cms_record_field(const cms_record *record, uint32_t position)
{
	return position < record->count ? cms_trimmed(record->fields[position]) : TEXT_LITERAL("");
}

#endif
