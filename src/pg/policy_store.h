/*
 * policy_store.h
 *	  Versions of policies, from rows to models and programs.
 */
#ifndef CPTPOLICY_POLICY_STORE_H
#define CPTPOLICY_POLICY_STORE_H

#include "postgres.h"

#include "engine/program.h"

/* Does the install or upgrade script of this extension run? What it writes is shipped. */
extern bool policy_store_is_installing(void);

/*
 * The model of a version, as the active snapshot sees its rows. Its faults, those of compiling included, are added to
 * the list; with any, the model is incomplete and *program NULL. Raises when there is no such version. Everything
 * lives in memory.
 */
extern policy *policy_store_read(text_span policy, text_span version, bool shipped, arena *memory, fault_list *faults,
								 program **program);

/* The same where faults are an error. */
extern policy *policy_store_compile(text_span policy, text_span version, bool shipped, arena *memory,
									program **program);

#endif							/* CPTPOLICY_POLICY_STORE_H */
