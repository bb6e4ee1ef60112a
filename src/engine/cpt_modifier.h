/*
 * cpt_modifier.h
 *	  Two-character CPT and HCPCS modifiers as small integers.
 *
 * A modifier is packed in base 36, digits before letters: 36 * first + second.
 * So integers compare as the ASCII texts do, from 00 = 0 to ZZ = 1295, without
 * a gap.  The packing is the on-disk format of the SQL type and never changes.
 */
#ifndef CPT_MODIFIER_H
#define CPT_MODIFIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint16_t cpt_modifier;

#define CPT_MODIFIER_LENGTH	2	/* characters of every modifier */

/* The first and the last modifier of the whole domain: 00 and ZZ. */
#define CPT_MODIFIER_FIRST	((cpt_modifier) 0)
#define CPT_MODIFIER_LAST	((cpt_modifier) (36 * 36 - 1))

/* Those that say a side; T is 29, L 21, R 27. */
#define CPT_MODIFIER_LT		((cpt_modifier) (36 * 21 + 29))
#define CPT_MODIFIER_RT		((cpt_modifier) (36 * 27 + 29))
#define CPT_MODIFIER_50		((cpt_modifier) (36 * 5 + 0))

/*
 * Reads a modifier of `length` bytes: case is folded, white space around it is
 * trimmed.  False, and *modifier untouched, for what is not of the shape.
 */
bool cpt_modifier_parse(const char *text, size_t length, cpt_modifier *modifier);

/* Writes the two characters of a valid modifier, in upper case, and a NUL. */
void cpt_modifier_format(cpt_modifier modifier, char out[CPT_MODIFIER_LENGTH + 1]);

/* Is this integer a packed modifier? */
bool cpt_modifier_is_valid(cpt_modifier modifier);

#endif							/* CPT_MODIFIER_H */
