/*
 * expression_text.h
 *	  A test in words, for the outline of a policy.
 */
#ifndef CPTPOLICY_EXPRESSION_TEXT_H
#define CPTPOLICY_EXPRESSION_TEXT_H

#include "engine/policy.h"
#include "engine/text_builder.h"

/* Append the test in words: "nsaid_weeks is at least 3, or nsaid_contraindicated is true". */
extern void build_expression(text_builder *builder, const expression *test);

#endif
