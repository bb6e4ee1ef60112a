/*
 * relation_name.h
 *	  The name of a relation as queries of ours have it.
 */
#ifndef CPTPOLICY_RELATION_NAME_H
#define CPTPOLICY_RELATION_NAME_H

#include "postgres.h"

/* Qualified and quoted, whatever search_path says; 42P01 if there is no such relation. */
extern char *relation_name(Oid relation);

#endif							/* CPTPOLICY_RELATION_NAME_H */
