/*
 * policy_cache.h
 *	  The policies of the tables, compiled once a backend.
 */
#ifndef CPTPOLICY_POLICY_CACHE_H
#define CPTPOLICY_POLICY_CACHE_H

#include "postgres.h"

#include "engine/directory.h"

/*
 * The policies as the active snapshot sees them. To be called once for each claim; costs next to nothing while nothing
 * changes. The directory and all that it holds live until the next call of this function, not longer: copy what must
 * outlive the claim. A version whose rows do not compile raises when a claim first needs it.
 */
extern directory *policy_cache_directory(void);

#endif							/* CPTPOLICY_POLICY_CACHE_H */
