/*
 * cptpolicy.h
 *	  Datum macros of the types, and what the files of this layer share.
 */
#ifndef CPTPOLICY_H
#define CPTPOLICY_H

#include "fmgr.h"

#include "engine/cpt_code.h"
#include "engine/cpt_modifier.h"

/* cpt_code: 4 bytes by value, never negative, so int4's functions serve it. */
#define DatumGetCptCode(datum)		((cpt_code) DatumGetInt32(datum))
#define CptCodeGetDatum(code)		Int32GetDatum((int32) (code))
#define PG_GETARG_CPT_CODE(n)		DatumGetCptCode(PG_GETARG_DATUM(n))
#define PG_RETURN_CPT_CODE(code)	return CptCodeGetDatum(code)

/* cpt_modifier: 2 bytes by value, never negative, so int2's functions serve it. */
#define DatumGetCptModifier(datum)		((cpt_modifier) DatumGetInt16(datum))
#define CptModifierGetDatum(modifier)	Int16GetDatum((int16) (modifier))
#define PG_GETARG_CPT_MODIFIER(n)		DatumGetCptModifier(PG_GETARG_DATUM(n))
#define PG_RETURN_CPT_MODIFIER(modifier)	return CptModifierGetDatum(modifier)

#endif							/* CPTPOLICY_H */
