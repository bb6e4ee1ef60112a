/*
 * explanation_send.c
 *	  The end of an explained line: what is missing, and what to send.
 */
#include "engine/explainer.h"

void
write_codes(page *page, text_span group, text_span carc, text_span rarc)
{
	text_span	codes = denial_codes(group, carc, rarc, page->text.memory);

	page_words(page, "%.*s", TEXT_ARGUMENTS(codes));
}

void
write_missing(page *page, const line_result *line)
{
	for (uint32_t i = 0; i < line->missing_count; i++)
	{
		const missing_item *item = &line->missing[i];

		page_paragraph(page, i == 0 ? "Missing" : "");
		page_words(page, "%.*s: %.*s", TEXT_ARGUMENTS(item->criterion), TEXT_ARGUMENTS(item->question));
		write_codes(page, TEXT_ABSENT, item->carc, item->rarc);
	}
}

static void
write_nothing_missing(page *page, const line_result *line)
{
	if (line->decision == DECISION_INVALID)
		page_words(page, "the line again, corrected");
	else if (line->reason_count == 0)
		page_words(page, "nothing");
	else if (is_decided_by_edits(line))
		page_words(page, "nothing is missing; only the line coded otherwise, as the record bears out, can change this");
	else
		page_words(page, "nothing is missing; only a record that shows otherwise can change this");
}

void
write_send(explainer *explainer, const line_result *line)
{
	page_paragraph(&explainer->page, "Send");
	for (uint32_t i = 0; i < line->missing_count; i++)
	{
		text_span	remedy;

		if (missing_is_repeated(line, i))
			continue;
		if (i > 0)
			page_paragraph(&explainer->page, "");
		remedy = missing_remedy(&explainer->claim, line, &line->missing[i]);
		page_words(&explainer->page, "%.*s", TEXT_ARGUMENTS(remedy));
	}
	if (line->missing_count == 0)
		write_nothing_missing(&explainer->page, line);
}
