/*
 * reference_reader.h
 *	  The lists of national coding data, as the engine's reference.
 */
#ifndef CPTPOLICY_REFERENCE_READER_H
#define CPTPOLICY_REFERENCE_READER_H

#include "postgres.h"

#include "engine/directory.h"
#include "engine/modifier_book.h"

/*
 * The lists that the active snapshot sees, in memory; what belongs to codes is read when the engine asks for a code,
 * into chunks of code_context. Payers of settings are those of the directory; one that it lacks is added to it. Rows
 * that make no sense raise.
 */
extern reference *reference_read(directory *directory, arena *memory, MemoryContext code_context);

#endif							/* CPTPOLICY_REFERENCE_READER_H */
