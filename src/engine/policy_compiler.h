/*
 * policy_compiler.h
 *	  What the two halves of the compiler share: criteria in policy_compiler.c, tests in expression_compiler.c.
 */
#ifndef CPTPOLICY_POLICY_COMPILER_H
#define CPTPOLICY_POLICY_COMPILER_H

#include "engine/excerpt.h"
#include "engine/program.h"

typedef struct compiler
{
	const policy *policy;
	program    *program;
	arena	   *memory;
	fault_list *faults;
	text_span	criterion;		/* that is being compiled, for the faults */
} compiler;

#define compiler_fault(compiler, path, ...) FAULT_ADD((compiler)->faults, (path), (compiler)->criterion, __VA_ARGS__)

/* A name as a fault quotes it. */
#define compiler_quote(compiler, text) (excerpt((compiler)->memory, (text)).bytes)

/* The index of a fact or a role by name; a fault when it is not declared. */
extern uint32_t compiler_fact(compiler *compiler, text_span path, text_span name);
extern uint32_t compiler_role(compiler *compiler, text_span path, text_span name);

/* Bring the facts into the order of their names, and list the names of flags, for the walk along a claim's members. */
extern void program_sort_facts(program *program, arena *memory);

/* Compile a test into the instruction at index, which the caller has reserved, and its children behind it. */
extern void expression_compile(compiler *compiler, const expression *test, uint32_t index);

#endif
