/*
 * policy_printer.h
 *	  A policy document as text that people read and edit.
 */
#ifndef CPTPOLICY_POLICY_PRINTER_H
#define CPTPOLICY_POLICY_PRINTER_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "engine/json.h"

/*
 * Append a document: its keys in the order that documents are written in, whatever order they come in; lines of at
 * most 120 characters where strings allow.
 */
extern void policy_print(const json_source *source, json_value document, arena *memory, StringInfo out);

#endif							/* CPTPOLICY_POLICY_PRINTER_H */
