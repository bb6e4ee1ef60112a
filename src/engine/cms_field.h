/*
 * cms_field.h
 *	  Fields of CMS files: codes, dates, numbers, words of headings; and faults that quote them.
 */
#ifndef CPTPOLICY_CMS_FIELD_H
#define CPTPOLICY_CMS_FIELD_H

#include "engine/cms_file.h"
#include "engine/cpt_code.h"

/* ---- values; each is read with white space around it, and left untouched where it is not of the form ---- */

/* A procedure code, written to out in upper case; *code may be had too, or code is NULL. */
extern bool cms_read_code(text_span field, char out[CPT_CODE_LENGTH + 1], cpt_code *code);

/* YYYYMMDD, a day that exists; out is YYYY-MM-DD. */
extern bool cms_read_day(text_span field, calendar_date *date, char out[CALENDAR_DATE_TEXT_MAX]);

/* YYYYDDD, the day of the year from 001 on, also as a spreadsheet may write it: 2026001.0. */
extern bool cms_read_ordinal_day(text_span field, calendar_date *date, char out[CALENDAR_DATE_TEXT_MAX]);

/* The text of a day that was read, absent for CALENDAR_DATE_UNKNOWN. */
static inline text_span
cms_day_text(calendar_date date, const char text[CALENDAR_DATE_TEXT_MAX])
{
	return date == CALENDAR_DATE_UNKNOWN ? TEXT_ABSENT : (text_span) {text, CALENDAR_DATE_TEXT_MAX - 1};
}

/* One to nine decimal digits, up to a greatest value. */
extern bool cms_read_number(text_span field, uint32_t greatest, uint32_t *number);

/* The field trimmed, and without the ".0" that a spreadsheet may have added to a whole number. */
extern text_span cms_whole_number(text_span field);

/* ---- texts ---- */

/* The text without white space around it. */
extern text_span cms_trimmed(text_span field);

/* Is it empty but for white space? */
extern bool cms_is_blank(text_span field);

/* Is every byte a printable character of ASCII? */
extern bool cms_is_plain(text_span field);

/*
 * Headings are compared by their letters and digits, in lower case: "HCPCS/\nCPT Code" is "hcpcscptcode". The words
 * are to be given so.
 */
extern bool cms_words_are(text_span field, const char *words);
extern bool cms_words_begin(text_span field, const char *words);
extern bool cms_words_contain(text_span field, const char *words);

/* ---- faults ---- */

/* A printable excerpt: what is not printable ASCII is escaped (\t, \n, \xA0), and a long text is cut with "...". */
extern text_span cms_excerpt(arena *memory, text_span source);

/* Write a fault; found may be absent. Always false, so that readers can return it. */
extern bool cms_fault_set(cms_fault *fault, arena *memory, uint64_t line, uint32_t column, const char *expected,
						  text_span found);

#endif
