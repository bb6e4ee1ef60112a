/*
 * mue_edit.c
 *	  NCCI.MUE: units of one code that one patient needs at most, on a line or a day.
 */
#include "engine/coding_edits.h"
#include "engine/edit_words.h"

#define MAI_LINE 1				/* a line's units are counted */
#define MAI_DAY_CLINICAL 3		/* a day's units, and a record may show that more were needed; 2 is absolute */

/* Units over a limit. */
typedef struct unit_excess
{
	edited_claim *edited;
	const day_service *service;
	const unit_limit *limit;
	decimal		units;
	bool		each_side_within;	/* left and right are over it only together */
	uint32_t	line_count;		/* that the units are billed on */
	const uint32_t *lines;
	named_finding *details;		/* shared by the lines; NULL until one needs them */
} unit_excess;

#define MUE_DETAIL_COUNT 4

/* ---- words ---- */

/* "at most 2 a day", or as the beginning of a sentence; a limit of 0 allows none, however units are counted */
static text_span
limit_words(const unit_excess *excess, bool begins)
{
	bool		by_line = excess->limit->adjudication_indicator == MAI_LINE;

	if (excess->limit->units == 0)
		return begins ? TEXT_LITERAL("None") : TEXT_LITERAL("none is expected");
	return arena_format(excess->edited->memory, "%s most %d a %s", begins ? "At" : "at", (int) excess->limit->units,
						by_line ? "line" : "day");
}

static bool
is_one_unit(const unit_excess *excess)
{
	return decimal_compare(excess->units, DECIMAL_OF(1)) == 0;
}

/* "2 units of 27096 on 2024-08-01 (lines 1 and 2)" */
static text_span
units_words(const unit_excess *excess)
{
	arena	   *memory = excess->edited->memory;
	char		units[DECIMAL_TEXT_MAX];
	char		date[CALENDAR_DATE_TEXT_MAX];
	char		code[CPT_CODE_LENGTH + 1];
	text_span	lines = TEXT_LITERAL("");

	decimal_format(excess->units, units);
	calendar_format(excess->service->date, date);
	cpt_code_format(excess->service->record->code, code);
	if (excess->line_count > 1)
		lines = arena_format(memory, " (%s)", edit_line_words(excess->edited, excess->lines, excess->line_count).bytes);
	return arena_format(memory, "%s unit%s of %s on %s%s", units, is_one_unit(excess) ? "" : "s", code, date,
						lines.bytes);
}

static text_span
excess_words(const unit_excess *excess, edit_severity severity)
{
	arena	   *memory = excess->edited->memory;
	text_span	units = units_words(excess);
	text_span	limit = limit_words(excess, severity != SEVERITY_DENY);

	if (severity == SEVERITY_DENY)
		return arena_format(memory, "%s; %s", units.bytes, limit.bytes);
	if (excess->each_side_within)
		return arena_format(memory, "Are %s one procedure on both sides? %s is expected, and neither side alone has "
							"more.", units.bytes, limit.bytes);
	return arena_format(memory, "Why %s %s needed? %s is expected.", is_one_unit(excess) ? "was" : "were", units.bytes,
						limit.bytes);
}

/* ---- findings ---- */

static void
make_details(unit_excess *excess)
{
	const unit_limit *limit = excess->limit;
	named_finding *details = ARENA_ARRAY(excess->edited->memory, named_finding, MUE_DETAIL_COUNT);

	details[0] = edit_detail(TEXT_LITERAL("limit"), FINDING_OF_INTEGER(limit->units));
	details[1] = edit_detail(TEXT_LITERAL("lines"), edit_line_list(excess->edited, excess->lines, excess->line_count));
	details[2] = edit_detail(TEXT_LITERAL("units"), FINDING_OF_NUMBER(excess->units));
	details[3] = edit_detail(TEXT_LITERAL("adjudication_indicator"), FINDING_OF_INTEGER(limit->adjudication_indicator));
	excess->details = details;
}

/* Every line that has a part in it. */
static void
report_excess(unit_excess *excess)
{
	bool		appealable = excess->limit->adjudication_indicator == MAI_DAY_CLINICAL || excess->each_side_within;

	for (uint32_t i = 0; i < excess->line_count; i++)
	{
		edit_finding *result = edited_line_add(excess->edited, &excess->edited->lines[excess->lines[i]], EDIT_MUE,
											   appealable ? SEVERITY_REVIEW : SEVERITY_DENY);

		if (result == NULL)
			continue;
		if (excess->details == NULL)
			make_details(excess);
		result->message = excess_words(excess, result->severity);
		result->required = FINDING_OF_INTEGER(excess->limit->units);
		result->found = FINDING_OF_NUMBER(excess->units);
		result->detail_count = MUE_DETAIL_COUNT;
		result->details = excess->details;
	}
}

/* ---- counting ---- */

/* The side that a line's modifiers say; unknown unless exactly one of LT and RT stands there. */
static body_side
modifier_side(const claim_line *line)
{
	unsigned	sides = SIDE_UNKNOWN;

	for (uint32_t i = 0; i < line->modifier_count; i++)
	{
		if (line->modifiers[i] == CPT_MODIFIER_LT)
			sides |= SIDE_LEFT;
		else if (line->modifiers[i] == CPT_MODIFIER_RT)
			sides |= SIDE_RIGHT;
	}
	return sides == SIDE_BILATERAL ? SIDE_UNKNOWN : (body_side) sides;
}

/*
 * A surgical center cannot bill modifier 50: it bills a bilateral procedure on two lines, LT and RT, which count
 * together although the limit of a bilateral code means one procedure. Is it over the limit only so?
 */
static bool
each_side_is_within(const edited_claim *edited, const day_service *service, const unit_limit *limit)
{
	const fee_indicators *fees = code_fee_indicators(service->record, service->date);
	decimal		sums[2] = {DECIMAL_OF(0), DECIMAL_OF(0)};

	if (fees == NULL || fees->bilateral != '1')
		return false;
	for (uint32_t i = 0; i < service->line_count; i++)
	{
		const claim_line *line = edited->lines[service->lines[i]].line;
		body_side	side = modifier_side(line);

		if (line->place_of_service != PLACE_SURGICAL_CENTER || side == SIDE_UNKNOWN)
			return false;
		sums[side == SIDE_RIGHT] = decimal_add(sums[side == SIDE_RIGHT], line->units);
	}
	return decimal_compare(sums[0], DECIMAL_OF(limit->units)) <= 0 &&
		decimal_compare(sums[1], DECIMAL_OF(limit->units)) <= 0;
}

static void
edit_lines(edited_claim *edited, const day_service *service, const unit_limit *limit)
{
	for (uint32_t i = 0; i < service->line_count; i++)
	{
		unit_excess excess = {
			.edited = edited,.service = service,.limit = limit,.units = edited->lines[service->lines[i]].line->units,
			.line_count = 1,.lines = &service->lines[i]
		};

		if (decimal_compare(excess.units, DECIMAL_OF(limit->units)) > 0)
			report_excess(&excess);
	}
}

static void
edit_day(edited_claim *edited, const day_service *service, const unit_limit *limit)
{
	unit_excess excess = {
		.edited = edited,.service = service,.limit = limit,.units = DECIMAL_OF(0),.line_count = service->line_count,
		.lines = service->lines
	};

	for (uint32_t i = 0; i < service->line_count; i++)
		excess.units = decimal_add(excess.units, edited->lines[service->lines[i]].line->units);
	if (decimal_compare(excess.units, DECIMAL_OF(limit->units)) <= 0)
		return;
	excess.each_side_within = each_side_is_within(edited, service, limit);
	report_excess(&excess);
}

void
mue_edit_run(edited_claim *edited)
{
	for (uint32_t i = 0; i < edited->service_count; i++)
	{
		const day_service *service = &edited->services[i];
		const unit_limit *limit = code_unit_limit(service->record, edited->setting, service->date);

		if (limit == NULL || service->modes[EDIT_MUE] == MODE_OFF)
			continue;
		if (limit->adjudication_indicator == MAI_LINE)
			edit_lines(edited, service, limit);
		else
			edit_day(edited, service, limit);
	}
}
