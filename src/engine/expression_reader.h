/*
 * expression_reader.h
 *	  Reading the tests of a policy document.
 */
#ifndef CPTPOLICY_EXPRESSION_READER_H
#define CPTPOLICY_EXPRESSION_READER_H

#include "engine/document_object.h"
#include "engine/policy.h"

/* Read a test. Never NULL: where it cannot be read there is a fault, and a constant stands in. */
extern expression *expression_read(document_reader *reader, document_node node);

/* The test under a key, or NULL when the key is absent. */
extern expression *take_expression(document_object *object, const char *key);

#endif
