/*
 * place_edit.c
 *	  PLACE: the place of service is a code in use on the date.
 */
#include "engine/coding_edits.h"
#include "engine/edit_words.h"

/* Is the place that a line gives, if it gives one, in use on its date? */
static bool
place_holds(const edited_claim *edited, const claim_line *line)
{
	return line->place_of_service == PLACE_OF_SERVICE_UNKNOWN ||
		reference_place_in_use(edited->reference, line->place_of_service, line->date);
}

static void
report_place(edit_finding *finding, const claim_line *line, arena *memory)
{
	char		date[CALENDAR_DATE_TEXT_MAX];
	text_span	place = arena_format(memory, "%02d", (int) line->place_of_service);

	calendar_format(line->date, date);
	finding->message = arena_format(memory, finding->severity == SEVERITY_DENY
									? "%s is no place of service in use on %s"
									: "Where was the service done? %s is no place of service in use on %s.",
									place.bytes, date);
	finding->found = edit_text(place);
	finding->details = ARENA_NEW(memory, named_finding);
	finding->details[finding->detail_count++] = edit_detail(TEXT_LITERAL("place_of_service"), finding->found);
}

void
place_edit_run(edited_claim *edited)
{
	const claim_line *before = NULL;
	bool		holds = true;

	for (uint32_t i = 0; i < edited->line_count; i++)
	{
		edited_line *line = &edited->lines[i];
		edit_finding *finding;

		if (line->line == NULL || line->modes[EDIT_PLACE] == MODE_OFF)
			continue;
		/* most lines have the claim's place and date */
		if (before == NULL || before->place_of_service != line->line->place_of_service ||
			before->date != line->line->date)
			holds = place_holds(edited, line->line);
		before = line->line;
		if (holds)
			continue;
		finding = edited_line_add(edited, line, EDIT_PLACE, SEVERITY_DENY);
		if (finding != NULL)
			report_place(finding, line->line, edited->memory);
	}
}
