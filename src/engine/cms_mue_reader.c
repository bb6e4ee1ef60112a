/*
 * cms_mue_reader.c
 *	  NCCI medically unlikely edits, MCR_MUE_*.csv.
 *
 * CSV. Below a notice in quotes, of several lines, stands the heading, whose column of values names the setting.
 */
#include "engine/cms_reader.h"

#define MUE_UNITS_MAX 9999999

enum
{
	MUE_CODE,
	MUE_VALUES,
	MUE_INDICATOR,
	MUE_RATIONALE,
	MUE_COLUMNS
};

typedef struct mue_state
{
	uint32_t	positions[MUE_COLUMNS];
} mue_state;

/* The headings of the column of values. */
static const struct
{
	const char *words;
	service_setting setting;
}			value_headings[] = {
	{"practitionerservicesmuevalues", SETTING_PRACTITIONER},
	{"outpatienthospitalservicesmuevalues", SETTING_OUTPATIENT},
	{"dmesupplierservicesmuevalues", SETTING_DME},
};

static bool
mue_heading_is(cms_reader *reader, const cms_record *record)
{
	mue_state  *state = reader->state;

	for (size_t i = 0; i < sizeof(value_headings) / sizeof(value_headings[0]); i++)
	{
		const cms_column columns[MUE_COLUMNS] = {
			[MUE_CODE] = {"hcpcscptcode", true},
			[MUE_VALUES] = {value_headings[i].words, true},
			[MUE_INDICATOR] = {"mueadjudicationindicator", true},
			[MUE_RATIONALE] = {"muerationale", true},
		};

		if (cms_columns_find(record, columns, MUE_COLUMNS, state->positions))
		{
			reader->setting = value_headings[i].setting;
			reader->setting_known = true;
			return true;
		}
	}
	return false;
}

/* "2 Date of Service Edit: Policy" or "2": the first character, or '\0'. */
static char
adjudication_indicator(text_span field)
{
	if (field.length == 0 || *field.bytes < '1' || *field.bytes > '3')
		return '\0';
	return field.length == 1 || field.bytes[1] == ' ' ? *field.bytes : '\0';
}

static bool
mue_take(cms_reader *reader, const cms_record *record)
{
	const mue_state *state = reader->state;
	text_span	units = cms_whole_number(cms_record_field(record, state->positions[MUE_VALUES]));
	text_span	indicator = cms_record_field(record, state->positions[MUE_INDICATOR]);
	text_span	rationale = cms_record_field(record, state->positions[MUE_RATIONALE]);
	char		code[CPT_CODE_LENGTH + 1];
	uint32_t	number;

	if (!cms_read_code(cms_record_field(record, state->positions[MUE_CODE]), code, NULL))
		return cms_reader_fail(reader, record, state->positions[MUE_CODE] + 1, "a procedure code in HCPCS/CPT Code");
	if (!cms_read_number(units, MUE_UNITS_MAX, &number))
		return cms_reader_fail(reader, record, state->positions[MUE_VALUES] + 1,
							   "a number of units, 0 to 9999999, in MUE Values");
	if (adjudication_indicator(indicator) == '\0')
		return cms_reader_fail(reader, record, state->positions[MUE_INDICATOR] + 1,
							   "an MUE Adjudication Indicator that begins with 1, 2 or 3");
	if (rationale.length == 0 || !cms_is_plain(rationale))
		return cms_reader_fail(reader, record, state->positions[MUE_RATIONALE] + 1, "an MUE Rationale in plain ASCII");
	indicator.length = 1;
	cms_reader_row(reader, (text_span[]) {{code, CPT_CODE_LENGTH}, units, indicator, rationale}, 4,
				   CALENDAR_DATE_UNKNOWN);
	return true;
}

const cms_reader_kind cms_mue_kind = {
	.heading = "the heading of an MUE file: HCPCS/CPT Code, MUE Values of a setting, MUE Adjudication Indicator, "
	"MUE Rationale",
	.looks_like = "an MUE file",
	.layout = CMS_COMMAS,
	.state_size = sizeof(mue_state),
	.heading_is = mue_heading_is,
	.take = mue_take,
};
