/*
 * unused_facts.h
 *	  Facts of a claim that no policy declares, with the name that was probably meant.
 */
#ifndef CPTPOLICY_UNUSED_FACTS_H
#define CPTPOLICY_UNUSED_FACTS_H

#include "engine/fact_reader.h"

typedef struct unused_fact_list
{
	const fact_context *context;
	uint32_t	count;
	uint32_t	capacity;
	unused_fact *facts;
} unused_fact_list;

extern void unused_facts_init(unused_fact_list *list, const fact_context *context);

/* Add the members of a container that no policy declares; each name once a claim. To be called when all programs have read it. */
extern void unused_facts_add(unused_fact_list *list, const fact_container *container);

/* Add the flags that a program's facts do not list, as "provocation.yeoman". */
extern void unused_flags_add(unused_fact_list *list, const program *program, const fact_value *values,
							 const fact_container *claim_facts, const fact_container *line_facts);

#endif
