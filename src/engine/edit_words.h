/*
 * edit_words.h
 *	  Words and details that the findings of several edits are made of. Texts have a NUL behind them.
 */
#ifndef CPTPOLICY_EDIT_WORDS_H
#define CPTPOLICY_EDIT_WORDS_H

#include "engine/arena.h"
#include "engine/calendar.h"
#include "engine/cpt_code.h"
#include "engine/cpt_modifier.h"
#include "engine/finding.h"

#define EDIT_LIST_MAX 50		/* a thousand lines must not each list a thousand */

extern text_span edit_code_text(cpt_code code, arena *memory);
extern text_span edit_modifier_text(cpt_modifier modifier, arena *memory);

/* Absent for a date that is not of the years 1 to 9999. */
extern text_span edit_date_text(calendar_date date, arena *memory);

/* Details and their values; an absent text is null. */
extern named_finding edit_detail(text_span name, finding value);
extern finding edit_text(text_span text);

/* "64493", "64493 or 64494", "64490, 64493, 64494 or 14 more": what is listed of count texts or numbers. */
extern text_span edit_list_words(const finding *list, uint32_t count, const char *conjunction, arena *memory);

#endif							/* CPTPOLICY_EDIT_WORDS_H */
