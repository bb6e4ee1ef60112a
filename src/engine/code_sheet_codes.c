/*
 * code_sheet_codes.c
 *	  Lists of codes on the page of a code.
 */
#include "engine/code_sheet_codes.h"

#include <stdlib.h>

#define FAMILY_PREFIX 3			/* codes that begin alike stand for the same kind of service */

void
code_list_reserve(code_list *list, uint32_t more, arena *memory)
{
	cpt_code   *grown = arena_allocate(memory, sizeof(cpt_code) * ((size_t) list->count + more));

	if (list->count > 0)
		memcpy(grown, list->codes, sizeof(cpt_code) * list->count);
	list->codes = grown;
}

void
code_list_add(code_list *list, text_span code)
{
	if (cpt_code_parse(code.bytes, code.length, &list->codes[list->count]))
		list->count++;
}

static int
compare_codes(const void *left, const void *right)
{
	cpt_code	first = *(const cpt_code *) left;
	cpt_code	second = *(const cpt_code *) right;

	return (first > second) - (first < second);
}

void
code_list_sort(code_list *list)
{
	uint32_t	kept = 0;

	if (list->count == 0)
		return;
	qsort(list->codes, list->count, sizeof(cpt_code), compare_codes);
	for (uint32_t i = 0; i < list->count; i++)
	{
		if (kept == 0 || list->codes[i] != list->codes[kept - 1])
			list->codes[kept++] = list->codes[i];
	}
	list->count = kept;
}

/* The index behind the run that begins at first. */
static uint32_t
run_end(const code_list *list, uint32_t first)
{
	uint32_t	end = first + 1;

	while (end < list->count && list->codes[end] == list->codes[end - 1] + 1)
		end++;
	return end;
}

static uint32_t
count_runs(const code_list *list)
{
	uint32_t	runs = 0;

	for (uint32_t i = 0; i < list->count; i = run_end(list, i))
		runs++;
	return runs;
}

static code_list
near_codes(const code_sheet *sheet, const code_list *list)
{
	code_list	near = {0, ARENA_ARRAY(sheet->memory, cpt_code, list->count)};
	char		text[CPT_CODE_LENGTH + 1];

	for (uint32_t i = 0; i < list->count; i++)
	{
		cpt_code_format(list->codes[i], text);
		if (sheet->code.length == CPT_CODE_LENGTH && memcmp(text, sheet->code.bytes, FAMILY_PREFIX) == 0)
			near.codes[near.count++] = list->codes[i];
	}
	return near;
}

/* Returns how many codes were named. */
static uint32_t
write_runs(page *page, const code_list *list, uint32_t runs_max)
{
	uint32_t	named = 0;

	for (; named < list->count && runs_max > 0; runs_max--)
	{
		uint32_t	end = run_end(list, named);
		char		first[CPT_CODE_LENGTH + 1];
		char		last[CPT_CODE_LENGTH + 1];

		cpt_code_format(list->codes[named], first);
		cpt_code_format(list->codes[end - 1], last);
		if (named > 0)
			page_write(page, ",");
		if (end - named == 1)
			page_words(page, "%s", first);
		else
			page_words(page, "%s%s%s", first, end - named == 2 ? ", " : "-", last);
		named = end;
	}
	return named;
}

void
sheet_write_codes(code_sheet *sheet, const code_list *list, uint32_t runs_max)
{
	char		first[CPT_CODE_LENGTH + 1];
	char		last[CPT_CODE_LENGTH + 1];
	code_list	near;
	uint32_t	named;

	if (count_runs(list) <= runs_max)
	{
		write_runs(&sheet->page, list, runs_max);
		return;
	}
	near = near_codes(sheet, list);
	named = write_runs(&sheet->page, &near, runs_max);
	cpt_code_format(list->codes[0], first);
	cpt_code_format(list->codes[list->count - 1], last);
	if (named > 0)
		page_words(&sheet->page, "and %u more from %s to %s", (unsigned int) (list->count - named), first, last);
	else
		page_words(&sheet->page, "%u codes from %s to %s", (unsigned int) list->count, first, last);
}
