/*
 * in_pieces.h
 *	  A file handed over in pieces of any size.
 */
#ifndef IN_PIECES_H
#define IN_PIECES_H

#include "test_engine.h"

/* Takes the next bytes; false: it wants no more. */
typedef bool (*piece_taker) (void *taker, const char *bytes, size_t length);

/* Each piece is a copy of its own, so that a byte read or kept beyond it is seen. False when the taker wants no more. */
static inline bool
take_in_pieces(text_span file, uint32_t piece, piece_taker take, void *taker)
{
	for (uint32_t at = 0; at < file.length; at += piece)
	{
		uint32_t	length = file.length - at < piece ? file.length - at : piece;
		char	   *copy = heap_allocate(NULL, length);
		bool		ok;

		memcpy(copy, file.bytes + at, length);
		ok = take(taker, copy, length);
		free(copy);
		if (!ok)
			return false;
	}
	return true;
}

#endif							/* IN_PIECES_H */
