/*
 * code_sheet_reader.h
 *	  Reading the document that code_sheet() makes: docs/code-sheets.md lists its keys.
 *
 * A document of another shape is read as one that lacks what it should have, and never as anything worse.
 */
#ifndef CPTPOLICY_CODE_SHEET_READER_H
#define CPTPOLICY_CODE_SHEET_READER_H

#include "engine/cpt_code.h"
#include "engine/json.h"
#include "engine/page.h"

#define CODE_SHEET_SOURCES_MAX 100

/* A sheet on its way to a page. */
typedef struct code_sheet
{
	const json_source *source;
	arena	   *memory;
	json_value	root;
	text_span	code;			/* "64451" */
	text_span	date;			/* "2024-07-01" */
	page		page;
	uint32_t	source_count;	/* sources cited so far, by their numbers less one */
	text_span	sources[CODE_SHEET_SOURCES_MAX];
	uint32_t	cited_until;	/* where the page ended behind the last citation */
	uint32_t	run_count;		/* sources that were cited one behind the other there, by their numbers */
	uint32_t	run[CODE_SHEET_SOURCES_MAX];
} code_sheet;

/* An array of the document. */
typedef struct sheet_list
{
	uint32_t	count;
	const json_member *items;
} sheet_list;

/* The value of a key, JSON_ABSENT where there is none. */
extern json_value sheet_member(const code_sheet *sheet, json_value object, const char *key);

/* A string, or a number as JSON text; absent for everything else. */
extern text_span sheet_text(const code_sheet *sheet, json_value object, const char *key);

extern bool sheet_is_true(const code_sheet *sheet, json_value object, const char *key);

/* The elements of an array; none for everything else. */
extern sheet_list sheet_elements(const code_sheet *sheet, json_value object, const char *key);

/*
 * Cite a source in short, without what stands in brackets: " [3]" behind the word before; nothing where it is absent,
 * or among the citations just before.
 */
extern void sheet_cite(code_sheet *sheet, text_span source);

/* How much is on file of a kind of edits. */
typedef enum coverage
{
	COVERAGE_NONE,				/* nothing */
	COVERAGE_PARTIAL,			/* edits of few codes, from a day on */
	COVERAGE_COMPLETE			/* a whole file */
} coverage;

/* How much is on file of "ptp" or "mue" edits of a setting; *from is set where it is partial. */
extern coverage sheet_coverage(const code_sheet *sheet, const char *kind, const char *setting, text_span *from);

/* Begin a part of the page, with its heading. */
extern void sheet_heading(code_sheet *sheet, const char *heading);

/* The parts of a page that stand in files of their own. */
extern void sheet_write_modifiers(code_sheet *sheet);
extern void sheet_write_bundles(code_sheet *sheet);
extern void sheet_write_policies(code_sheet *sheet);

/* In few words: the modifiers that the code can carry, and those that it cannot. */
extern void sheet_write_first_modifiers(code_sheet *sheet);

/* The modifiers that separate the code from one that it is bundled into. */
extern void sheet_write_bypass_names(code_sheet *sheet);

/* Policies that deny the code whatever the facts. */
extern void sheet_write_first_policies(code_sheet *sheet);

#endif
