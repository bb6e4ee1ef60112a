/*
 * code_sheet_text.h
 *	  The sheet of a code as a page to pin to the wall: what to do first, modifiers, bundles, indicators, policies.
 */
#ifndef CPTPOLICY_CODE_SHEET_TEXT_H
#define CPTPOLICY_CODE_SHEET_TEXT_H

#include "engine/json.h"

/* The page of a document that code_sheet() made, NUL-terminated, in memory. */
extern text_span code_sheet_write(json_value document, const json_source *source, arena *memory);

#endif
