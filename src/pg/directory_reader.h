/*
 * directory_reader.h
 *	  Payers, versions, codes and fact names of the tables, as the engine's directory.
 */
#ifndef CPTPOLICY_DIRECTORY_READER_H
#define CPTPOLICY_DIRECTORY_READER_H

#include "postgres.h"

#include "engine/directory.h"

/* Fill an empty directory from the rows that the active snapshot sees, and finish it. */
extern void directory_read(directory *directory);

#endif							/* CPTPOLICY_DIRECTORY_READER_H */
