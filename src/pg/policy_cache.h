/*
 * policy_cache.h
 *	  The policies of the tables, compiled once a backend, and the coding data.
 */
#ifndef CPTPOLICY_POLICY_CACHE_H
#define CPTPOLICY_POLICY_CACHE_H

#include "postgres.h"

#include "engine/directory.h"
#include "engine/reference.h"

/* What claims are judged by. */
typedef struct judging_rules
{
	directory  *policies;
	reference  *coding_data;	/* NULL while the extension is at version 1.0.0, which has none */
} judging_rules;

/*
 * The policies and the coding data as the active snapshot sees them. To be called once for each claim; costs next to
 * nothing while nothing changes. All that they hold lives until the next call of this function, not longer: copy what
 * must outlive the claim. A version whose rows do not compile raises when a claim first needs it, a row of the lists of
 * coding data that makes no sense raises here.
 */
extern judging_rules policy_cache_rules(void);

#endif							/* CPTPOLICY_POLICY_CACHE_H */
