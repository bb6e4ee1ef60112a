/*
 * jsonb_source.h
 *	  The engine's view of JSON, over jsonb.
 *
 * json_value.data points to a string's bytes, to a Numeric or to a JsonbContainer, all inside the jsonb; length is
 * the number of bytes there, without the padding before it. So a value can be copied into another jsonb as it is.
 */
#ifndef CPTPOLICY_JSONB_SOURCE_H
#define CPTPOLICY_JSONB_SOURCE_H

#include "postgres.h"

#include "utils/jsonb.h"

#include "engine/json.h"

extern const json_source jsonb_source;

/* The value that a whole jsonb holds, scalars too; it points into the jsonb, which must not be compressed or short. */
extern json_value jsonb_root(const Jsonb *document);

#endif							/* CPTPOLICY_JSONB_SOURCE_H */
