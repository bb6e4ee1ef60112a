/*
 * cpt_code.h
 *	  CPT and HCPCS Level II procedure codes as small integers.
 *
 * A code is packed so that comparing integers compares codes: first by group,
 * then by number.  Inside a group adjacent codes are adjacent integers.
 *
 *	 31      23 22         17 16                          0
 *	+----------+-------------+-----------------------------+
 *	|    0     |    group    |           number            |
 *	+----------+-------------+-----------------------------+
 *
 *	group 0         99213   number 0..99999  Category I
 *	group 1         0001A   number 0..9999   Category I, vaccine administration
 *	group 2         0001F   number 0..9999   Category II
 *	group 3         0042T   number 0..9999   Category III
 *	group 4         0001U   number 0..9999   proprietary laboratory analyses (PLA)
 *	group 5         0002M   number 0..9999   multianalyte assays (MAAA)
 *	group 6..15     none    left free for suffixes that may come
 *	group 16..41    G0260   number 0..9999   HCPCS Level II, 16 + (letter - 'A');
 *	                                         F I N O W X Y Z are not in use
 *
 * The packing is the on-disk format of the SQL type and never changes.  Groups
 * that are left free keep a suffix or letter of later years from moving the
 * codes of today.
 */
#ifndef CPT_CODE_H
#define CPT_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t cpt_code;

#define CPT_CODE_LENGTH			5	/* characters of every code */
#define CPT_CODE_MAX_FAMILIES	6	/* most families that one prefix covers */

/* The first and the last code of the whole domain: 00000 and V9999. */
#define CPT_CODE_FIRST	((cpt_code) 0)
#define CPT_CODE_LAST	(((cpt_code) (16 + 'V' - 'A') << 17) | 9999)

#define CPT_CODE_COUNT	330000	/* codes in the whole domain */

/* A run of adjacent codes, both ends included. */
typedef struct cpt_code_family
{
	cpt_code	first;
	cpt_code	last;
} cpt_code_family;

/*
 * Reads a code of `length` bytes: case is folded, white space around it is
 * trimmed.  False, and *code untouched, for what is not of a legal shape.
 */
bool cpt_code_parse(const char *text, size_t length, cpt_code *code);

/* Writes the five characters of a valid code, in upper case, and a NUL. */
void cpt_code_format(cpt_code code, char out[CPT_CODE_LENGTH + 1]);

/* "I", "II", "III", "PLA", "MAAA" or "HCPCS"; a static string. */
const char *cpt_code_category(cpt_code code);

/* The group of a code, as drawn above: ascending in code order, with gaps. */
int cpt_code_group(cpt_code code);

/* Is this integer a packed code?  Every other function here expects one. */
bool cpt_code_is_valid(cpt_code code);

/* The place of a code among all codes, from 0 up, without the gaps of the packing. */
uint32_t cpt_code_ordinal(cpt_code code);

/* The neighbour in the whole domain, across groups; false at its end. */
bool cpt_code_next(cpt_code code, cpt_code *next);
bool cpt_code_previous(cpt_code code, cpt_code *previous);

/*
 * Does the text of the code begin with the prefix?  The prefix is read as a
 * code is: case is folded, white space around it is trimmed.
 */
bool cpt_code_starts_with(cpt_code code, const char *prefix, size_t length);

/*
 * The families that hold exactly the codes which begin with the prefix, in
 * ascending order.  Returns their number: 0 when no code begins so; the empty
 * prefix gives one family from the first code to the last.
 */
int cpt_code_prefix_families(const char *prefix, size_t length,
							 cpt_code_family families[CPT_CODE_MAX_FAMILIES]);

#endif							/* CPT_CODE_H */
