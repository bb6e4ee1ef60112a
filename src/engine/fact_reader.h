/*
 * fact_reader.h
 *	  The facts of a claim and of its lines, found by name once and then typed for each policy that asks.
 */
#ifndef CPTPOLICY_FACT_READER_H
#define CPTPOLICY_FACT_READER_H

#include "engine/adjudication.h"

/* One "facts" object with its members found in the directory's dictionary. */
typedef struct fact_container
{
	text_span	path;			/* "$.facts" or "$.lines[0].facts" */
	uint32_t	count;
	const json_member *members;
	uint32_t   *positions;		/* for each dictionary entry the member's number from 1, or 0; NULL: no facts */
	uint32_t	unknown_count;
	uint32_t   *unknown;		/* members that no policy declares */
} fact_container;

/* The claim's own facts as one program types them, for all lines that the program is asked of. */
typedef struct typed_facts
{
	struct typed_facts *next;
	const program *program;
	fact_value *values;
} typed_facts;

/* What reading facts needs of the claim at hand. */
typedef struct fact_context
{
	const directory *directory;
	const json_source *source;
	arena	   *memory;
	problem_list *problems;
	typed_facts *typed;			/* by the programs met so far */
} fact_context;

/* Look up the members of a facts object, which may be absent. */
extern void fact_container_read(const fact_context *context, json_value facts, text_span path, fact_container *container);

/*
 * The values of a program's facts: the line's where it has one that is not null, else the claim's. False when a value
 * is not of the declared type; each such value is a problem, and no value.
 */
extern bool facts_read(fact_context *context, const program *program, const fact_container *claim_facts,
					   const fact_container *line_facts, const fact_value **values);

/* The value of a dictionary entry; JSON_ABSENT when there is none. */
extern json_value fact_container_value(const fact_container *container, uint32_t entry);

#endif
