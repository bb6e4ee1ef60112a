/*
 * modifier_fixture.h
 *	  What the tests of modifiers share: modifiers, days and lists of values written as texts.
 */
#ifndef MODIFIER_FIXTURE_H
#define MODIFIER_FIXTURE_H

#include "engine/modifier_book.h"

#include "test_engine.h"

static const date_span ever = {DATE_EVER_BEFORE, DATE_EVER_AFTER};

static inline calendar_date
day(const char *text)
{
	calendar_date date = 0;

	CHECK(calendar_parse(text, strlen(text), &date));
	return date;
}

static inline cpt_modifier
modifier_of(const char *text)
{
	cpt_modifier modifier = 0;

	CHECK(cpt_modifier_parse(text, strlen(text), &modifier));
	return modifier;
}

static inline cpt_code
code_of(const char *text)
{
	cpt_code	code = 0;

	CHECK(cpt_code_parse(text, strlen(text), &code));
	return code;
}

/* Cut "0 2 9" into its words, which point into it. */
static inline uint32_t
words_of(const char *text, text_span *words)
{
	uint32_t	count = 0;

	while (*text != '\0')
	{
		size_t		length = strcspn(text, " ");

		words[count++] = (text_span) {text, (uint32_t) length};
		text += length + (text[length] == ' ');
	}
	return count;
}

/* A rule in one line; values are cut at blanks and live in memory. */
static inline modifier_rule
rule_of(const char *modifier, const char *name, const char *subject, bool when_is, const char *values,
		edit_severity severity, arena *memory)
{
	modifier_rule rule = {
		.rule = text_of(name), .modifier = modifier_of(modifier), .violated_when_is = when_is, .severity = severity,
		.carc = TEXT_LITERAL("4"), .rarc = TEXT_LITERAL("N823"), .dates = ever, .source = TEXT_LITERAL("a source"),
		.message = TEXT_LITERAL("{code} cannot carry {modifier}: {found}")
	};

	CHECK(rule_subject_of_name(text_of(subject), &rule.subject));
	rule.values = ARENA_ARRAY(memory, text_span, strlen(values) + 1);
	rule.value_count = words_of(values, rule.values);
	return rule;
}

#endif							/* MODIFIER_FIXTURE_H */
