/*
 * fault.h
 *	  What is wrong with a policy document: all faults, each with its JSON path.
 */
#ifndef CPTPOLICY_FAULT_H
#define CPTPOLICY_FAULT_H

#include "engine/arena.h"

#define FAULTS_MAX 100			/* further ones are counted, not kept */

typedef struct fault
{
	text_span	path;			/* "$.criteria[3].test" */
	text_span	criterion;		/* the criterion's id where the fault lies in one, else absent */
	text_span	message;		/* what was found and what was expected */
} fault;

typedef struct fault_list
{
	arena	   *memory;
	fault	   *faults;
	uint32_t	count;			/* kept */
	uint32_t	total;			/* found */
} fault_list;

/* Start an empty list whose texts live in memory. */
extern void fault_list_init(fault_list *list, arena *memory);

/* Add one fault; the message is made as by printf. */
extern void fault_add(fault_list *list, text_span path, text_span criterion, const char *format,...)
#if defined(__GNUC__)
			__attribute__((format(printf, 4, 5)))
#endif
			;

/* The same, but what the message is made of is evaluated only where the fault is kept. */
#define FAULT_ADD(list, path, criterion, ...) \
	do \
	{ \
		if ((list)->count < FAULTS_MAX) \
			fault_add((list), (path), (criterion), __VA_ARGS__); \
		else \
			(list)->total++; \
	} while (0)

#endif
