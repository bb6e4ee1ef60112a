/*
 * directory.h
 *	  Which policy speaks of a code for a payer on a date, and which fact names any policy declares.
 *
 * The directory is small and read at once; a version's program is compiled when a claim first needs it.
 */
#ifndef CPTPOLICY_DIRECTORY_H
#define CPTPOLICY_DIRECTORY_H

#include "engine/program.h"

#define NO_PAYER UINT32_MAX		/* national policies; or a payer that is in no table */
#define NO_FACT UINT32_MAX

typedef struct policy_version
{
	text_span	policy;
	text_span	version;
	uint32_t	payer;			/* NO_PAYER: national */
	calendar_date effective_from;
	calendar_date effective_to; /* last day, or CALENDAR_DATE_UNKNOWN: no end */
	bool		shipped;		/* a version of the user's own hides a shipped one of the same policy on its dates */
	const program *program;		/* NULL until loaded */
} policy_version;

typedef struct directory directory;

/* Compiles one version, on first need; never returns NULL (it leaves by the caller's error instead). */
typedef const program *(*program_loader) (void *context, directory *directory, policy_version *version);

/* Start an empty directory in memory. */
extern directory *directory_create(arena *memory, program_loader loader, void *context);

/*
 * A payer and its names (id, name, aliases; 255 bytes at most), matched without case. Returns its index; a name used
 * twice belongs to the first.
 */
extern uint32_t directory_add_payer(directory *directory, text_span id);
extern void directory_add_payer_name(directory *directory, uint32_t payer, text_span name);

/* A version of a policy; versions of one policy must be added one after the other, oldest first. */
extern policy_version *directory_add_version(directory *directory, text_span policy, text_span version, uint32_t payer,
											 calendar_date effective_from, calendar_date effective_to, bool shipped);

/* Codes that a version speaks of. */
extern void directory_add_codes(directory *directory, policy_version *version, cpt_code first, cpt_code last);

/* A fact name that any version declares; adding it again changes nothing. Returns its index in the dictionary. */
extern uint32_t directory_add_fact(directory *directory, text_span name);

/* Build the look-up structures; nothing but payers may be added after it. */
extern void directory_finish(directory *directory);

/* Connect a compiled program's facts with the dictionary (all of its names must have been added). */
extern void directory_attach(const directory *directory, program *program);

/* The payer of a name, or NO_PAYER. */
extern uint32_t directory_payer(const directory *directory, text_span name);

/* The id of a payer, as it was added. */
extern text_span directory_payer_id(const directory *directory, uint32_t payer);

/* The index of a fact name, or NO_FACT. */
extern uint32_t directory_fact(const directory *directory, text_span name);
extern uint32_t directory_fact_count(const directory *directory);
extern text_span directory_fact_name(const directory *directory, uint32_t fact);

/* The declared name nearest to a mistyped one, or TEXT_ABSENT when none is close. */
extern text_span directory_nearest_fact(const directory *directory, text_span name);

typedef struct applicable_version
{
	policy_version *version;
	bool		in_force;		/* false: only the version nearest to the date speaks of the code */
	bool		silent;			/* in force, but only other versions of the policy speak of the code */
} applicable_version;

/*
 * The versions that speak of a code for a payer on a date, at most one a policy, in order of the policies: the payer's
 * own, or the national ones where the payer has none that ever speaks of the code. A version in force that does not
 * speak of the code makes its policy silent. Returns how many; *found lives in memory.
 */
extern uint32_t directory_find(const directory *directory, uint32_t payer, cpt_code code, calendar_date date,
							   arena *memory, applicable_version **found);

/* The version's program, compiled now if need be. */
extern const program *directory_program(directory *directory, policy_version *version);

#endif
