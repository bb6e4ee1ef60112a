/*
 * engine_glue.h
 *	  The engine's memory and faults in the server's terms.
 */
#ifndef CPTPOLICY_ENGINE_GLUE_H
#define CPTPOLICY_ENGINE_GLUE_H

#include "postgres.h"

#include "engine/arena.h"
#include "engine/fault.h"

/* Start an empty arena that takes its chunks from a memory context, and lives no longer than it. */
extern void arena_init_in_context(arena *memory, MemoryContext context);

/* The bytes of a text datum, which must be detoasted and must outlive the span. */
extern text_span text_span_of(const text *source);

/* The two arguments of a "%.*s". */
#define TEXT_ARGUMENTS(span) (int) (span).length, (span).bytes

/*
 * A text of a claim or a policy, which are in the server's encoding, for the server: where the engine, which knows only
 * characters of UTF-8, has cut one of another encoding, '?' takes the place of what is left of it.
 */
extern text_span valid_text(text_span source);

/* The text datum of such a text, which is not absent. */
extern text *text_of_span(text_span source);

/* A text of the engine, which reads UTF-8, in the server's encoding; not for an absent one. */
extern char *server_text(text_span source);

/* For errdetail: one line a fault: path, criterion, message. */
extern char *fault_lines(const fault_list *faults);

#endif							/* CPTPOLICY_ENGINE_GLUE_H */
