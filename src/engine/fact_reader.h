/*
 * fact_reader.h
 *	  The facts of a claim and of its lines, typed for each policy that asks.
 */
#ifndef CPTPOLICY_FACT_READER_H
#define CPTPOLICY_FACT_READER_H

#include "engine/adjudication.h"

/* One "facts" object. */
typedef struct fact_container
{
	text_span	path;			/* "$.facts" or "$.lines[0].facts" */
	json_value	object;			/* JSON_OBJECT, or absent */
	bool		all_declared;	/* a program that was asked declares all of its members */
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

/*
 * The values of a program's facts: the line's where it has one that is not null, else the claim's. False when a value
 * is not of the declared type; each such value is a problem, and no value.
 */
extern bool facts_read(fact_context *context, const program *program, fact_container *claim_facts,
					   fact_container *line_facts, const fact_value **values);

#endif
