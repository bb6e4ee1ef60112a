/*
 * json_text.h
 *	  What a JSON parser on doubles does not check, found in the text itself: by line and column.
 */
#ifndef CPTPOLICY_JSON_TEXT_H
#define CPTPOLICY_JSON_TEXT_H

#include "engine/fault.h"

#define JSON_NESTING_MAX 100	/* containers in each other */
#define JSON_DIGITS_MAX 15		/* significant digits of a number that a double holds exactly */
#define JSON_EXPONENT_MAX 300	/* powers of ten on either side that a double holds without loss */

/*
 * Check strings (UTF-8, escapes), numbers (JSON's grammar, digits) and nesting; not the grammar of the whole. Returns
 * false when the text must not be parsed. Faults that do not stop the parser are added too: see the list's total.
 */
extern bool json_text_check(const char *text, size_t length, fault_list *faults);

/* Add a fault whose path is "line 3, column 14" (both from 1; columns count characters) of a place in a text. */
extern void json_text_fault(fault_list *faults, const char *text, size_t place, const char *format,...)
#if defined(__GNUC__)
			__attribute__((format(printf, 4, 5), nonnull(4)))
#endif
			;

#endif
