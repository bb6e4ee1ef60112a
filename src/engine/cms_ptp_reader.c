/*
 * cms_ptp_reader.c
 *	  NCCI procedure-to-procedure edits, ccipra-*.txt (practitioner) and ccioph-*.txt (hospital).
 *
 * Tab-delimited. Below a notice and a title stand four lines that are one heading of seven columns, wrapped; then the
 * edits. They come in millions, so nothing here allocates.
 */
#include "engine/cms_reader.h"

#define PTP_COLUMNS 7

enum
{
	PTP_COLUMN_ONE,
	PTP_COLUMN_TWO,
	PTP_BEFORE_1996,
	PTP_EFFECTIVE,
	PTP_DELETION,
	PTP_INDICATOR,
	PTP_RATIONALE
};

typedef struct ptp_state
{
	bool		edits_begun;	/* the heading's further lines are passed */
} ptp_state;

static bool
ptp_heading_is(cms_reader *reader, const cms_record *record)
{
	(void) reader;
	return record->count >= PTP_COLUMNS &&
		cms_words_are(record->fields[PTP_COLUMN_ONE], "column1") &&
		cms_words_are(record->fields[PTP_COLUMN_TWO], "column2") &&
		cms_words_begin(record->fields[PTP_EFFECTIVE], "effective") &&
		cms_words_begin(record->fields[PTP_DELETION], "deletion") &&
		cms_words_begin(record->fields[PTP_INDICATOR], "modifier") &&
		cms_words_contain(record->fields[PTP_RATIONALE], "rationale");
}

static bool
continues_heading(cms_reader *reader, const cms_record *record)
{
	ptp_state  *state = reader->state;

	if (state->edits_begun)
		return false;
	state->edits_begun = !cms_is_blank(record->fields[PTP_COLUMN_ONE]) ||
		(record->count > PTP_COLUMN_TWO && !cms_is_blank(record->fields[PTP_COLUMN_TWO]));
	return !state->edits_begun;
}

static bool
is_star(text_span field)
{
	return text_is(cms_trimmed(field), "*");
}

/* Seven columns; a spreadsheet may have added empty ones. */
static bool
check_columns(cms_reader *reader, const cms_record *record)
{
	if (record->count < PTP_COLUMNS)
		return cms_reader_fail(reader, record, 0, "seven columns with tabs between them");
	for (uint32_t i = PTP_COLUMNS; i < record->count; i++)
		if (!cms_is_blank(record->fields[i]))
			return cms_reader_fail(reader, record, i + 1, "nothing behind the seventh column, PTP Edit Rationale");
	return true;
}

/* What is read of one edit: dates as numbers and as texts. */
typedef struct ptp_edit
{
	char		column_one[CPT_CODE_LENGTH + 1];
	char		column_two[CPT_CODE_LENGTH + 1];
	calendar_date starts;		/* CALENDAR_DATE_UNKNOWN: not given */
	calendar_date ends;
	char		effective[CALENDAR_DATE_TEXT_MAX];
	char		deletion[CALENDAR_DATE_TEXT_MAX];
} ptp_edit;

static bool
read_codes(cms_reader *reader, const cms_record *record, ptp_edit *edit)
{
	text_span	before_1996 = record->fields[PTP_BEFORE_1996];

	if (!cms_read_code(record->fields[PTP_COLUMN_ONE], edit->column_one, NULL))
		return cms_reader_fail(reader, record, PTP_COLUMN_ONE + 1, "a procedure code in Column 1");
	if (!cms_read_code(record->fields[PTP_COLUMN_TWO], edit->column_two, NULL))
		return cms_reader_fail(reader, record, PTP_COLUMN_TWO + 1, "a procedure code in Column 2");
	if (!cms_is_blank(before_1996) && !is_star(before_1996))
		return cms_reader_fail(reader, record, PTP_BEFORE_1996 + 1,
							   "nothing or * in the third column, in existence prior to 1996");
	return true;
}

static bool
read_dates(cms_reader *reader, const cms_record *record, ptp_edit *edit)
{
	text_span	effective = record->fields[PTP_EFFECTIVE];
	text_span	deletion = record->fields[PTP_DELETION];

	edit->starts = edit->ends = CALENDAR_DATE_UNKNOWN;
	if (!cms_read_day(effective, &edit->starts, edit->effective) && !cms_is_blank(effective) && !is_star(effective))
		return cms_reader_fail(reader, record, PTP_EFFECTIVE + 1, "an Effective Date, YYYYMMDD, * or nothing");
	if (!cms_read_day(deletion, &edit->ends, edit->deletion) && !is_star(deletion))
		return cms_reader_fail(reader, record, PTP_DELETION + 1, "a Deletion Date, YYYYMMDD or *");
	if (edit->ends != CALENDAR_DATE_UNKNOWN && edit->ends < edit->starts)
		return cms_reader_fail(reader, record, PTP_DELETION + 1,
							   "a Deletion Date that is not before the Effective Date");
	return true;
}

static bool
check_reason(cms_reader *reader, const cms_record *record, text_span indicator, text_span rationale)
{
	if (indicator.length != 1 || (*indicator.bytes != '0' && *indicator.bytes != '1' && *indicator.bytes != '9'))
		return cms_reader_fail(reader, record, PTP_INDICATOR + 1, "a Modifier indicator 0, 1 or 9");
	if (rationale.length == 0 || !cms_is_plain(rationale))
		return cms_reader_fail(reader, record, PTP_RATIONALE + 1, "a PTP Edit Rationale in plain ASCII");
	return true;
}

static bool
ptp_take(cms_reader *reader, const cms_record *record)
{
	text_span	indicator;
	text_span	rationale;
	ptp_edit	edit;

	if (continues_heading(reader, record))
		return true;
	if (!check_columns(reader, record) || !read_codes(reader, record, &edit) || !read_dates(reader, record, &edit))
		return false;
	indicator = cms_trimmed(record->fields[PTP_INDICATOR]);
	rationale = cms_trimmed(record->fields[PTP_RATIONALE]);
	if (!check_reason(reader, record, indicator, rationale))
		return false;
	cms_reader_row(reader, (text_span[]) {
		{edit.column_one, CPT_CODE_LENGTH}, {edit.column_two, CPT_CODE_LENGTH},
		cms_day_text(edit.starts, edit.effective), cms_day_text(edit.ends, edit.deletion), indicator, rationale
	}, 6, edit.starts);
	return true;
}

const cms_reader_kind cms_ptp_kind = {
	.heading = "the heading of a PTP file, with Column 1 and Column 2 and tabs between them",
	.looks_like = "a PTP file",
	.layout = CMS_TABS,
	.state_size = sizeof(ptp_state),
	.heading_is = ptp_heading_is,
	.take = ptp_take,
};
