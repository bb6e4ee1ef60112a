/*
 * cms_repeats.h
 *	  Rows of PTP edits that repeat one that was read before.
 */
#ifndef CPTPOLICY_CMS_REPEATS_H
#define CPTPOLICY_CMS_REPEATS_H

#include "postgres.h"

#include "engine/text.h"

typedef struct cms_repeats cms_repeats;

extern cms_repeats *cms_repeats_create(void);

/* Is this edit, with its fields as cms_file.h lists them, one that was read and needs no row of its own? */
extern bool cms_repeats_find(cms_repeats *repeats, const text_span *fields, int rationale);

/* Is it certain that no two of the other edits have the same key? */
extern bool cms_repeats_are_excluded(const cms_repeats *repeats);

#endif							/* CPTPOLICY_CMS_REPEATS_H */
