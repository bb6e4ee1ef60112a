/*
 * code_sheet_modifiers.h
 *	  Modifiers of a code's document, for the parts of its page that speak of them.
 */
#ifndef CPTPOLICY_CODE_SHEET_MODIFIERS_H
#define CPTPOLICY_CODE_SHEET_MODIFIERS_H

#include "engine/code_sheet_reader.h"

/* "26", of an element of "modifiers". */
extern text_span sheet_modifier(const code_sheet *sheet, json_value entry);

/* "allowed", "not_allowed" or "review"? */
extern bool sheet_has_verdict(const code_sheet *sheet, json_value entry, text_span verdict);

/* Is it one that a biller would not think of for a code of another kind? */
extern bool sheet_modifier_is_remote(const code_sheet *sheet, json_value entry);

/* Those that the code cannot carry, or only after a look, and what overviews say of them. */
extern void sheet_write_refused_modifiers(code_sheet *sheet);

#endif
