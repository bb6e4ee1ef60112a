/*
 * cms_rationales.h
 *	  Reasons of PTP edits by number: millions of edits have a dozen reasons.
 */
#ifndef CPTPOLICY_CMS_RATIONALES_H
#define CPTPOLICY_CMS_RATIONALES_H

#include "postgres.h"

#include "engine/arena.h"

typedef struct cms_rationales cms_rationales;

/* Those of the table, through SPI. */
extern cms_rationales *cms_rationales_read(arena *memory);

/* The number of a text, a new one if need be; raises 54000 when there are more than records of codes can tell apart. */
extern int	cms_rationale_number(cms_rationales *rationales, text_span given);

/* Insert the new ones, through SPI. */
extern void cms_rationales_store(const cms_rationales *rationales);

#endif							/* CPTPOLICY_CMS_RATIONALES_H */
