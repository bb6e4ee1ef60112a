/*
 * cms_file.h
 *	  Files of national coding data as CMS publishes them, turned into rows.
 *
 * A reader takes the bytes of a file in pieces of any size and hands out each row as texts. It keeps at most one record
 * (a few kilobytes), so that a file may be of any length. The first thing that is not as expected ends the reading.
 *
 *	kind			fields of a row, TEXT_ABSENT where the file says nothing
 *	ptp				column_one, column_two, effective_from, effective_to, modifier_indicator, rationale
 *	mue				code, units, adjudication_indicator, rationale
 *	add_on			add_on_code, primary_code, type, effective_from, effective_to
 *	fee_schedule	code, component, status, pctc, global_days, multiple, bilateral, assistant, co_surgeon,
 *					team_surgeon, preoperative_percent, intraoperative_percent, postoperative_percent,
 *					paid_outside_facility, paid_in_facility
 *	hcpcs			level_two (code or modifier), code, description, effective_from, effective_to
 *
 * Codes are in upper case and legal (primary_code also CCCCC), dates YYYY-MM-DD, booleans true and false, percents as
 * percents (10.00), numbers as digits. Descriptions are UTF-8: bytes that are not are read as windows-1252.
 */
#ifndef CPTPOLICY_CMS_FILE_H
#define CPTPOLICY_CMS_FILE_H

#include "engine/arena.h"
#include "engine/calendar.h"
#include "engine/reference.h"

typedef enum cms_file_kind
{
	CMS_PTP,
	CMS_MUE,
	CMS_ADD_ON,
	CMS_FEE_SCHEDULE,
	CMS_HCPCS
} cms_file_kind;

#define CMS_FILE_KIND_COUNT 5
#define CMS_FIELDS_MAX 15

/* "ptp", as in reference_file.kind. */
extern text_span cms_file_kind_name(cms_file_kind kind);

/* Names of the fields of a row, as listed above. */
extern uint32_t cms_file_fields(cms_file_kind kind, const char *const **names);

/* ---- what the name of a file says ---- */

typedef struct cms_file_name
{
	bool		kind_known;
	cms_file_kind kind;
	bool		setting_known;
	service_setting setting;
	calendar_date quarter;		/* first day, or CALENDAR_DATE_UNKNOWN */
	int			part;			/* 1 .. of a file in parts, or 0 */
} cms_file_name;

/*
 * Read a name as CMS gives it, with or without folders, in upper or lower case:
 *	ccipra-v322r0-f1.TXT, ccioph-v322r0-f2.txt (2026 Q3: version 32 is 2026),
 *	MCR_MUE_PractitionerServices_Eff_07-01-2026.csv, AOC_V2026Q2-MCR.csv, PPRRVU2026_Jul_nonQPP.csv, PPRRVU24_OCT.csv,
 *	HCPC2026_OCT_ANWEB.csv, HCPC2019_CONTR_ANWEB.txt.
 */
extern void cms_file_name_read(text_span name, cms_file_name *result);

/* The end of a name that has no folders in it. */
extern text_span cms_file_name_last_part(text_span name);

/* "2026-07-01", "2026Q3" or "2026 Q3" to the first day of the quarter; false for anything else. */
extern bool cms_quarter_parse(text_span text, calendar_date *quarter);

/* ---- what stands in it ---- */

typedef struct cms_fault
{
	uint64_t	line;			/* from 1; of the record's first line where it has several */
	uint32_t	column;			/* of the fields, from 1; of fixed-width files the position; 0: the whole line */
	text_span	expected;		/* "a modifier indicator 0, 1 or 9" */
	text_span	found;			/* an excerpt, printable; absent at the end of the file */
} cms_fault;

typedef void (*cms_row_receiver) (void *context, const text_span *fields, uint32_t count);

typedef struct cms_reader cms_reader;

/* Start to read a file. All lives in memory; row is called for each row, with fields that live until it returns. */
extern cms_reader *cms_reader_create(cms_file_kind kind, arena *memory, cms_row_receiver row, void *context);

/* Take the next bytes; false when the file is not as expected, and then cms_reader_fault() says why. */
extern bool cms_reader_take(cms_reader *reader, const char *bytes, size_t length);

/* The file ends here; false as above, also for a file that is cut off or has no rows. */
extern bool cms_reader_finish(cms_reader *reader);

extern const cms_fault *cms_reader_fault(const cms_reader *reader);
extern uint64_t cms_reader_row_count(const cms_reader *reader);
extern uint64_t cms_reader_line(const cms_reader *reader);

/*
 * What the file says of itself, in its heading or by its rows: the setting (MUE) and the quarter (fee schedule: the
 * release that the heading names). Known after the first row; false where it says nothing.
 */
extern bool cms_reader_setting(const cms_reader *reader, service_setting *setting);
extern bool cms_reader_quarter(const cms_reader *reader, calendar_date *quarter);

/*
 * The latest day that a row begins on; CALENDAR_DATE_UNKNOWN while none has one. A file of an older quarter has none
 * later.
 */
extern calendar_date cms_reader_latest_start(const cms_reader *reader);

#endif
