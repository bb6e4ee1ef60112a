/*
 * excerpt.h
 *	  Text of any length and content, made fit to be quoted in a message.
 */
#ifndef CPTPOLICY_EXCERPT_H
#define CPTPOLICY_EXCERPT_H

#include "engine/arena.h"

#define EXCERPT_BYTES 40

/*
 * A NUL-terminated copy of at most EXCERPT_BYTES bytes, cut between UTF-8 characters and then closed with "...";
 * control characters become blanks.
 */
extern text_span excerpt(arena *memory, text_span source);

/* The same with a bound of one's own, of at least 4. */
extern text_span excerpt_within(arena *memory, text_span source, uint32_t bytes_max);

#endif
