/*
 * policy_outline.c
 *	  A policy as a numbered outline that a policy analyst can hold beside the printed one.
 */
#include "engine/expression_text.h"
#include "engine/policy.h"
#include "engine/text_builder.h"

#define WIDTH 110
#define INDENT 4

static void
build_role(text_builder *builder, const code_role *role, arena *memory)
{
	text_builder words;
	char		first[6],
				last[6];

	text_builder_init(&words, memory);
	build_text(&words, role->role);
	build(&words, "%s:", role->subject ? "" : " (only mentioned)");
	for (uint32_t i = 0; i < role->range_count; i++)
	{
		cpt_code_format(role->ranges[i].first, first);
		cpt_code_format(role->ranges[i].last, last);
		build(&words, "%s %s", i > 0 ? "," : "", first);
		if (role->ranges[i].first != role->ranges[i].last)
			build(&words, "-%s", last);
	}
	build_paragraph(builder, INDENT, WIDTH, text_built(&words));
}

static void
build_codes(text_builder *builder, const policy *policy, arena *memory)
{
	build(builder, "\nCodes\n");
	for (uint32_t i = 0; i < policy->role_count; i++)
		build_role(builder, &policy->roles[i], memory);
}

static void
build_labelled(text_builder *builder, int indent, const char *label, const expression *test, arena *memory)
{
	text_builder words;

	if (test == NULL)
		return;
	text_builder_init(&words, memory);
	build(&words, "%s ", label);
	build_expression(&words, test);
	build_paragraph(builder, indent, WIDTH, text_built(&words));
}

static void
build_words(text_builder *builder, int indent, const char *label, text_span words, arena *memory)
{
	if (words.length > 0)
		build_paragraph(builder, indent, WIDTH, arena_format(memory, "%s %.*s", label, (int) words.length, words.bytes));
}

static void
build_denial(text_builder *builder, int indent, const criterion *criterion)
{
	build_indent(builder, indent);
	build(builder, "denial: %.*s-%.*s", (int) criterion->group.length, criterion->group.bytes,
		  (int) criterion->carc.length, criterion->carc.bytes);
	if (criterion->rarc.length > 0)
		build(builder, ", %.*s", (int) criterion->rarc.length, criterion->rarc.bytes);
	build(builder, "\n");
}

static const char *
combination_words(const criterion *criterion)
{
	if (criterion->child_count == 0 || criterion->kind == CRITERION_EXCLUSION)
		return "";
	return criterion->combination == COMBINE_ANY ? " (any of)" : criterion->combination == COMBINE_ALL ? " (all of)" : "";
}

static void
build_heading(text_builder *builder, int indent, const criterion *criterion, arena *memory)
{
	static const char *const kinds[] = {
		[CRITERION_REQUIREMENT] = "",[CRITERION_EXCLUSION] = " [exclusion]",[CRITERION_INDICATION] = " [indication]",
		[CRITERION_EXCEPTION] = " [exception]",[CRITERION_GATE] = " [precedence]"
	};
	text_builder words;

	text_builder_init(&words, memory);
	build_text(&words, criterion->id);
	build(&words, "  ");
	build_text(&words, criterion->text);
	build(&words, "%s%s", kinds[criterion->kind], combination_words(criterion));
	if (criterion->child_count > 0 && criterion->combination == COMBINE_AT_LEAST)
		build(&words, " (at least %u of)", (unsigned int) criterion->threshold);
	build_paragraph(builder, indent, WIDTH, text_built(&words));
}

static const char *
test_label(const criterion *criterion)
{
	bool		constant = criterion->test != NULL && criterion->test->kind == EXPRESSION_CONSTANT;

	switch (criterion->kind)
	{
		case CRITERION_EXCLUSION:
			return constant ? "denies" : "denies when";
		case CRITERION_GATE:
			return constant ? "settled" : "settled by";
		default:
			return constant ? "met" : "met when";
	}
}

static void
build_criterion(text_builder *builder, int indent, const criterion *criterion, arena *memory)
{
	int			inner = indent + INDENT;

	build_heading(builder, indent, criterion, memory);
	build_labelled(builder, inner, "asked when", criterion->when, memory);
	build_labelled(builder, inner, test_label(criterion), criterion->test, memory);
	if (criterion->test != NULL && criterion->kind != CRITERION_GATE && criterion->kind != CRITERION_EXCEPTION)
		build_denial(builder, inner, criterion);
	build_words(builder, inner, "asks:", criterion->question, memory);
	for (uint32_t i = 0; i < criterion->note_count; i++)
		build_words(builder, inner, "note:", criterion->notes[i].message, memory);
	for (uint32_t i = 0; i < criterion->child_count; i++)
		build_criterion(builder, inner, criterion->children[i], memory);
}

static void
build_fact(text_builder *builder, const fact_declaration *fact, arena *memory)
{
	static const char *const types[] = {"true or false", "number", "date", "one of", "flags"};
	text_builder words;

	text_builder_init(&words, memory);
	build(&words, "%.*s (%s", (int) fact->name.length, fact->name.bytes, types[fact->type]);
	if (fact->unit.length > 0)
		build(&words, ", %.*s", (int) fact->unit.length, fact->unit.bytes);
	for (uint32_t i = 0; i < fact->name_count; i++)
		build(&words, "%s %.*s", i > 0 ? "," : "", (int) fact->names[i].length, fact->names[i].bytes);
	build(&words, "): %.*s", (int) fact->question.length, fact->question.bytes);
	build_paragraph(builder, INDENT, WIDTH, text_built(&words));
}

static void
build_header(text_builder *builder, const policy *policy, arena *memory)
{
	char		date[CALENDAR_DATE_TEXT_MAX];

	build(builder, "%.*s, version %.*s\n", (int) policy->policy.length, policy->policy.bytes,
		  (int) policy->version.length, policy->version.bytes);
	build_paragraph(builder, 0, WIDTH, policy->title);
	build(builder, "\nPayer: %.*s\n", (int) (policy->payer.bytes != NULL ? policy->payer.length : 8),
		  policy->payer.bytes != NULL ? policy->payer.bytes : "national");
	calendar_format(policy->effective_from, date);
	build(builder, "In force: from %s", date);
	if (policy->effective_to != CALENDAR_DATE_UNKNOWN)
	{
		calendar_format(policy->effective_to, date);
		build(builder, " to %s\n", date);
	}
	else
		build(builder, ", no end\n");
	build_words(builder, 0, "Source:", policy->source, memory);
}

text_span
policy_outline(const policy *policy, arena *memory)
{
	text_builder builder;

	text_builder_init(&builder, memory);
	build_header(&builder, policy, memory);
	build_codes(&builder, policy, memory);
	build(&builder, "\nCriteria\n");
	for (uint32_t i = 0; i < policy->criterion_count; i++)
		build_criterion(&builder, INDENT, policy->criteria[i], memory);
	build(&builder, "\nFacts\n");
	for (uint32_t i = 0; i < policy->fact_count; i++)
		build_fact(&builder, &policy->facts[i], memory);
	return text_built(&builder);
}
