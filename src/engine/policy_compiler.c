/*
 * policy_compiler.c
 *	  From a policy to a program: names become indexes, the tree of criteria and the tests become flat arrays.
 */
#include "engine/policy_compiler.h"

#define NOT_FOUND UINT32_MAX
#define UNRANKED_BRANCH 100000	/* a clause without a rank decides after all that have one */

/* How many criteria, instructions, operands and questions a tree makes. */
static void
count_expression(const expression *test, program *sizes)
{
	if (test == NULL)
		return;
	sizes->instruction_count++;
	sizes->operand_count += test->operand_count;
	for (uint32_t i = 0; i < test->operand_count; i++)
		sizes->question_count += test->operands[i].kind == OPERAND_HISTORY;
	for (uint32_t i = 0; i < test->child_count; i++)
		count_expression(test->children[i], sizes);
}

static void
count_criterion(const criterion *criterion, program *sizes)
{
	sizes->criterion_count++;
	count_expression(criterion->when, sizes);
	count_expression(criterion->test, sizes);
	for (uint32_t i = 0; i < criterion->note_count; i++)
		count_expression(criterion->notes[i].when, sizes);
	for (uint32_t i = 0; i < criterion->child_count; i++)
		count_criterion(criterion->children[i], sizes);
}

/* A criterion can ask for each fact of its tests, and once for itself. */
static void
set_missing_capacity(program *program)
{
	program->missing_capacity = 2 * program->criterion_count + program->operand_count + 1;
	for (uint32_t i = 0; i < program->operand_count; i++)
		program->missing_capacity += program->operands[i].fact_count;
}

static bool
check_limit(compiler *compiler, const char *what, uint32_t count, uint32_t limit)
{
	if (count > limit)
		fault_add(compiler->faults, TEXT_LITERAL("$"), TEXT_ABSENT, "expected at most %u %s, found %u", limit, what,
				  count);
	return count <= limit;
}

/* Names are looked up one after the other: a document beyond the limits is not compiled, it would take too long. */
static bool
check_limits(compiler *compiler)
{
	const policy *policy = compiler->policy;
	program    *program = compiler->program;
	bool		within;

	for (uint32_t i = 0; i < policy->criterion_count; i++)
		count_criterion(policy->criteria[i], program);
	within = check_limit(compiler, "criteria", program->criterion_count, CRITERIA_MAX);
	within &= check_limit(compiler, "tests", program->instruction_count, INSTRUCTIONS_MAX);
	within &= check_limit(compiler, "values in tests", program->operand_count, OPERANDS_MAX);
	within &= check_limit(compiler, "facts", policy->fact_count, FACTS_MAX);
	within &= check_limit(compiler, "roles of codes", policy->role_count, ROLES_MAX);
	return within;
}

/* Make room for everything; the counters are then used again as the numbers written so far. */
static void
allocate_program(compiler *compiler)
{
	program    *program = compiler->program;
	arena	   *memory = compiler->memory;

	program->criteria = ARENA_ARRAY(memory, program_criterion, program->criterion_count);
	program->instructions = ARENA_ARRAY(memory, instruction, program->instruction_count);
	program->operands = ARENA_ARRAY(memory, program_operand, program->operand_count);
	program->questions = ARENA_ARRAY(memory, program_question, program->question_count);
	program->facts = ARENA_ARRAY(memory, program_fact, compiler->policy->fact_count);
	program->criterion_count = program->instruction_count = program->operand_count = program->question_count = 0;
}

static uint32_t
find_text(const text_span *texts, uint32_t count, text_span wanted)
{
	for (uint32_t i = 0; i < count; i++)
	{
		if (text_equals(texts[i], wanted))
			return i;
	}
	return NOT_FOUND;
}

uint32_t
compiler_fact(compiler *compiler, text_span path, text_span name)
{
	for (uint32_t i = 0; i < compiler->program->fact_count; i++)
	{
		if (text_equals(compiler->program->facts[i].name, name))
			return i;
	}
	if (name.length > 0)
		compiler_fault(compiler, path, "expected a declared fact, found \"%s\"", compiler_quote(compiler, name));
	return NOT_FOUND;
}

uint32_t
compiler_role(compiler *compiler, text_span path, text_span name)
{
	for (uint32_t i = 0; i < compiler->policy->role_count; i++)
	{
		if (text_equals(compiler->policy->roles[i].role, name))
			return i;
	}
	if (name.length > 0)
		compiler_fault(compiler, path, "expected a role of the document's codes, found \"%s\"",
					   compiler_quote(compiler, name));
	return NOT_FOUND;
}

uint32_t
program_fact_name(const program_fact *fact, text_span name)
{
	uint32_t	found = find_text(fact->names, fact->name_count, name);

	if (found != NOT_FOUND)
		return found;
	found = find_text(fact->aliases, fact->alias_count, name);
	return found == NOT_FOUND ? NO_NAME : fact->alias_names[found];
}

static void
compile_aliases(compiler *compiler, const fact_declaration *declaration, program_fact *fact)
{
	fact->aliases = ARENA_ARRAY(compiler->memory, text_span, declaration->alias_count);
	fact->alias_names = ARENA_ARRAY(compiler->memory, uint32_t, declaration->alias_count);
	for (uint32_t i = 0; i < declaration->alias_count; i++)
	{
		const fact_alias *alias = &declaration->aliases[i];

		if (program_fact_name(fact, alias->alias) != NO_NAME)
			compiler_fault(compiler, declaration->path, "the alias \"%s\" is a name already",
						   compiler_quote(compiler, alias->alias));
		fact->aliases[i] = alias->alias;
		fact->alias_names[i] = find_text(fact->names, fact->name_count, alias->name);
		if (fact->alias_names[i] == NOT_FOUND)
			compiler_fault(compiler, declaration->path, "the alias \"%s\" stands for a name that is not listed",
						   compiler_quote(compiler, alias->alias));
		fact->alias_count++;
	}
}

static void
compile_names(compiler *compiler, const fact_declaration *declaration, program_fact *fact)
{
	fact->names = declaration->names;
	fact->name_count = declaration->name_count;
	if (fact->name_count > FACT_NAMES_MAX || declaration->alias_count > FACT_ALIASES_MAX)
	{
		compiler_fault(compiler, declaration->path, "expected at most %d names and %d aliases of one fact",
					   FACT_NAMES_MAX, FACT_ALIASES_MAX);
		return;
	}
	for (uint32_t i = 0; i < fact->name_count; i++)
	{
		if (find_text(fact->names, i, fact->names[i]) != NOT_FOUND)
			compiler_fault(compiler, declaration->path, "the name \"%s\" is listed twice",
						   compiler_quote(compiler, fact->names[i]));
	}
	compile_aliases(compiler, declaration, fact);
}

static void
compile_fact(compiler *compiler, const fact_declaration *declaration)
{
	program_fact *fact = &compiler->program->facts[compiler->program->fact_count];

	for (uint32_t i = 0; i < compiler->program->fact_count; i++)
	{
		if (declaration->name.length > 0 && text_equals(compiler->program->facts[i].name, declaration->name))
			compiler_fault(compiler, declaration->path, "the fact \"%s\" is declared twice",
						   compiler_quote(compiler, declaration->name));
	}
	fact->name = declaration->name;
	fact->type = declaration->type;
	fact->question = declaration->question;
	fact->has_minimum = declaration->has_minimum;
	fact->has_maximum = declaration->has_maximum;
	fact->minimum = declaration->minimum;
	fact->maximum = declaration->maximum;
	compile_names(compiler, declaration, fact);
	compiler->program->fact_count++;
}

static void
check_roles(compiler *compiler)
{
	const policy *policy = compiler->policy;
	bool		any_subject = false;

	for (uint32_t i = 0; i < policy->role_count; i++)
	{
		any_subject |= policy->roles[i].subject;
		for (uint32_t j = 0; j < i; j++)
		{
			if (policy->roles[i].role.length > 0 && text_equals(policy->roles[i].role, policy->roles[j].role))
				compiler_fault(compiler, policy->roles[i].path, "the role \"%s\" is listed twice",
							   compiler_quote(compiler, policy->roles[i].role));
		}
	}
	if (!any_subject && !policy->faulty_codes)
		compiler_fault(compiler, TEXT_LITERAL("$.codes"),
					   "expected a role with \"subject\": true: codes that the policy speaks of");
}

static uint32_t
compile_test(compiler *compiler, const expression *test)
{
	uint32_t	index;

	if (test == NULL)
		return NO_INSTRUCTION;
	index = compiler->program->instruction_count++;
	expression_compile(compiler, test, index);
	return index;
}

static void
compile_notes(compiler *compiler, const criterion *source, program_criterion *target)
{
	compiler->program->note_count += source->note_count;
	target->note_count = source->note_count;
	target->notes = ARENA_ARRAY(compiler->memory, program_note, source->note_count);
	for (uint32_t i = 0; i < source->note_count; i++)
	{
		target->notes[i].message = source->notes[i].message;
		target->notes[i].when = compile_test(compiler, source->notes[i].when);
	}
}

/* The clause that a criterion decides for: itself or the nearest one above that has a rank. */
static void
set_branch(const criterion *source, const program_criterion *parent, program_criterion *target)
{
	if (source->kind == CRITERION_GATE)
		target->branch = TEXT_LITERAL("precedence");
	else if (source->branch_order > 0 || parent == NULL)
	{
		target->branch = source->id;
		target->branch_order = source->branch_order > 0 ? source->branch_order : UNRANKED_BRANCH;
	}
	else
	{
		target->branch = parent->branch;
		target->branch_order = parent->branch_order;
	}
}

static void
check_criterion(compiler *compiler, const criterion *source)
{
	for (uint32_t i = 0; i < compiler->program->criterion_count; i++)
	{
		if (source->id.length > 0 && text_equals(compiler->program->criteria[i].id, source->id))
			compiler_fault(compiler, source->path, "the criterion \"%s\" stands twice",
						   compiler_quote(compiler, source->id));
	}
	if (source->faulty)
		return;
	if (source->test == NULL && source->child_count == 0)
		compiler_fault(compiler, source->path, "expected a test, or criteria below it");
	if (source->kind == CRITERION_EXCLUSION && source->test == NULL)
		compiler_fault(compiler, source->path, "expected an exclusion to have a test");
	if (source->kind == CRITERION_EXCLUSION && source->child_count > 0 &&
		(source->child_count > 1 || source->children[0]->kind != CRITERION_EXCEPTION))
		compiler_fault(compiler, source->path, "expected nothing below an exclusion but its exception");
}

static void
compile_criterion(compiler *compiler, const criterion *source, const program_criterion *parent)
{
	program_criterion *target;

	compiler->criterion = source->id;
	check_criterion(compiler, source);
	target = &compiler->program->criteria[compiler->program->criterion_count++];
	target->id = source->id;
	target->text = source->text;
	target->kind = source->kind;
	target->combination = source->combination;
	target->threshold = source->threshold;
	target->message = source->message;
	target->question = source->question;
	target->group = source->group;
	target->carc = source->carc;
	target->rarc = source->rarc;
	target->missing_carc = source->missing_carc;
	target->missing_rarc = source->missing_rarc;
	set_branch(source, parent, target);
	target->when = compile_test(compiler, source->when);
	target->test = compile_test(compiler, source->test);
	compile_notes(compiler, source, target);
	for (uint32_t i = 0; i < source->child_count; i++)
		compile_criterion(compiler, source->children[i], target);
	target->end = compiler->program->criterion_count;
}

program *
policy_compile(const policy *policy, arena *memory, fault_list *faults)
{
	program    *result = ARENA_NEW(memory, program);
	compiler	compiler = {policy, result, memory, faults, TEXT_ABSENT};

	result->policy = policy->policy;
	result->version = policy->version;
	result->roles = policy->roles;
	result->role_count = policy->role_count;
	if (!check_limits(&compiler))
		return NULL;
	allocate_program(&compiler);
	check_roles(&compiler);
	for (uint32_t i = 0; i < policy->fact_count; i++)
		compile_fact(&compiler, &policy->facts[i]);
	program_sort_facts(result, memory);
	for (uint32_t i = 0; i < policy->criterion_count; i++)
	{
		compile_criterion(&compiler, policy->criteria[i], NULL);
		result->gate_count += policy->criteria[i]->kind == CRITERION_GATE;
	}
	set_missing_capacity(result);
	return faults->total == 0 ? result : NULL;
}
