/*
 * code_date_edit.c
 *	  CODE.DATE: a code that the tables know is valid on the date of service.
 */
#include "engine/coding_edits.h"
#include "engine/edit_words.h"

static bool
is_valid_on(const code_record *record, calendar_date date)
{
	for (uint32_t i = 0; i < record->validity_count; i++)
	{
		if (date_span_contains(record->validity[i], date))
			return true;
	}
	return record->validity_count == 0;
}

/* Days from a date to a span that does not contain it. */
static int64_t
days_between(calendar_date date, const date_span *span)
{
	return date < span->first ? (int64_t) span->first - date : (int64_t) date - span->last;
}

static const date_span *
nearest_span(const code_record *record, calendar_date date)
{
	const date_span *nearest = &record->validity[0];

	for (uint32_t i = 1; i < record->validity_count; i++)
	{
		if (days_between(date, &record->validity[i]) < days_between(date, nearest))
			nearest = &record->validity[i];
	}
	return nearest;
}

/* "it begins on 2025-01-01" or "it ended on 2019-12-31"; years beyond those of claims are not named. */
static text_span
span_words(const char *subject, const date_span *span, calendar_date date, arena *memory)
{
	bool		begins = date < span->first;
	text_span	bound = edit_date_text(begins ? span->first : span->last, memory);
	const char *verb = begins ? "begins" : "ended";

	if (bound.bytes == NULL)
		return arena_format(memory, begins ? "%s begins later" : "%s ended before", subject);
	return arena_format(memory, "%s %s on %s", subject, verb, bound.bytes);
}

static void
report_code_date(edit_finding *finding, const edited_line *line, arena *memory)
{
	calendar_date date = line->line->date;
	const date_span *nearest = nearest_span(line->record, date);
	bool		rejects = finding->severity == SEVERITY_DENY;
	text_span	words = span_words(rejects ? "it" : "The code", nearest, date, memory);
	text_span	day = edit_date_text(date, memory);
	finding->message = arena_format(memory, rejects ? "%s is not valid on %s; %s"
									: "Is %s on %s the right code and date? %s.",
									edit_code_text(line->record->code, memory).bytes, day.bytes, words.bytes);
	finding->found = edit_text(day);
	finding->required = edit_text(edit_date_text(date < nearest->first ? nearest->first : nearest->last,
														 memory));
	finding->details = ARENA_ARRAY(memory, named_finding, 3);
	finding->details[0] = edit_detail(TEXT_LITERAL("effective_to"),
									  edit_text(edit_date_text(nearest->last, memory)));
	finding->details[1] = edit_detail(TEXT_LITERAL("effective_from"),
									  edit_text(edit_date_text(nearest->first, memory)));
	finding->details[2] = edit_detail(TEXT_LITERAL("date_of_service"), edit_text(day));
	finding->detail_count = 3;
}

void
code_date_edit_run(edited_claim *edited)
{
	for (uint32_t i = 0; i < edited->line_count; i++)
	{
		edited_line *line = &edited->lines[i];
		edit_finding *finding;

		if (line->line == NULL || line->modes[EDIT_CODE_DATE] == MODE_OFF ||
			is_valid_on(line->record, line->line->date))
			continue;
		finding = edited_line_add(edited, line, EDIT_CODE_DATE, SEVERITY_DENY);
		if (finding != NULL)
			report_code_date(finding, line, edited->memory);
	}
}
