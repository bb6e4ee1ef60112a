/*
 * modifier_array.h
 *	  The modifiers of an array of cpt_modifier.
 */
#ifndef CPTPOLICY_MODIFIER_ARRAY_H
#define CPTPOLICY_MODIFIER_ARRAY_H

#include "postgres.h"

#include "utils/array.h"

#include "engine/cpt_modifier.h"

/* Elements that are not null, one behind the other: null ones have no data in an array. They live in the array. */
static inline const cpt_modifier *
modifier_array(const ArrayType *array, uint32 *count)
{
	uint32		length = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	const uint8 *present = ARR_NULLBITMAP(array);

	*count = length;
	for (uint32 i = 0; present != NULL && i < length; i++)
		*count -= !(present[i / 8] >> (i % 8) & 1);
	return (const cpt_modifier *) ARR_DATA_PTR(array);
}

#endif							/* CPTPOLICY_MODIFIER_ARRAY_H */
