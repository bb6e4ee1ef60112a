/*
 * code_sheet_codes.h
 *	  Lists of codes on the page of a code, told as runs: "64490-64495, 77002, 77003".
 */
#ifndef CPTPOLICY_CODE_SHEET_CODES_H
#define CPTPOLICY_CODE_SHEET_CODES_H

#include "engine/code_sheet_reader.h"

typedef struct code_list
{
	uint32_t	count;
	cpt_code   *codes;
} code_list;

/* Make room for more codes. */
extern void code_list_reserve(code_list *list, uint32_t more, arena *memory);

/* Add a code, for which there is room; what is no code is left out. */
extern void code_list_add(code_list *list, text_span code);

/* Bring codes into order, each once. */
extern void code_list_sort(code_list *list);

/*
 * Write the codes of a sorted list as runs; where there are more than runs_max, only those near the code of the sheet,
 * and how many others there are.
 */
extern void sheet_write_codes(code_sheet *sheet, const code_list *list, uint32_t runs_max);

#endif
