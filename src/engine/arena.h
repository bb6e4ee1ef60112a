/*
 * arena.h
 *	  Bump allocation over the caller's allocator, released as a whole.
 *
 * The engine takes all its memory here. The server gives palloc in a memory context, tests give malloc. The caller's
 * allocator never returns NULL: it leaves by its own way (ereport, abort).
 */
#ifndef CPTPOLICY_ARENA_H
#define CPTPOLICY_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "engine/text.h"

typedef struct arena_chunk arena_chunk;

typedef struct arena
{
	void	   *(*allocate) (void *context, size_t size);
	void		(*release) (void *context, void *memory);
	void	   *context;
	arena_chunk *chunks;		/* newest first */
	char	   *next;			/* next free byte of the newest chunk */
	char	   *end;			/* first byte behind it */
} arena;

/* Start an empty arena; nothing is allocated until it is used. */
extern void arena_init(arena *memory, void *(*allocate) (void *, size_t), void (*release) (void *, void *),
					   void *context);

#define ARENA_ALIGNMENT ((size_t) 8)

/* Under AddressSanitizer, free bytes are poisoned and a gap follows each piece, so that an overrun is seen. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#endif
#ifndef ARENA_POISONS
#define ARENA_POISONS 0
#endif

/* arena_allocate() where the newest chunk may have no room. */
extern void *arena_allocate_slowly(arena *memory, size_t size);

/* Uninitialised memory, aligned to 8 bytes. A size of zero gives a valid pointer. */
static inline void *
arena_allocate(arena *memory, size_t size)
{
	size_t		rounded = (size + ARENA_ALIGNMENT - 1) & ~(ARENA_ALIGNMENT - 1);
	char	   *result = memory->next;

	if (ARENA_POISONS || rounded < size || rounded >= (size_t) (memory->end - result))
		return arena_allocate_slowly(memory, size);
	memory->next = result + rounded;
	return result;
}

/* The same, filled with zero bytes. */
extern void *arena_allocate_zero(arena *memory, size_t size);

/* A NUL-terminated copy of a text; absent stays absent. */
extern text_span arena_copy_text(arena *memory, text_span source);

/* A NUL-terminated text made as by printf. */
extern text_span arena_format(arena *memory, const char *format,...)
#if defined(__GNUC__)
			__attribute__((format(printf, 2, 3)))
#endif
			;

/* The same with the arguments in a list. */
extern text_span arena_format_list(arena *memory, const char *format, va_list arguments)
#if defined(__GNUC__)
			__attribute__((format(printf, 2, 0), nonnull(2)))
#endif
			;

/* Bytes taken from the caller's allocator and not given back. */
extern size_t arena_bytes_held(const arena *memory);

/* Forget everything but keep the largest chunk (up to 1 MB), so that steady work costs no allocation. */
extern void arena_reset(arena *memory);

/* Release everything. */
extern void arena_free(arena *memory);

#define ARENA_NEW(memory, type) ((type *) arena_allocate_zero((memory), sizeof(type)))
#define ARENA_ARRAY(memory, type, count) ((type *) arena_allocate_zero((memory), sizeof(type) * (size_t) (count)))

#endif
