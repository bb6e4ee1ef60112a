/*
 * arena.c
 *	  Bump allocation over the caller's allocator.
 */
#include "engine/arena.h"

#include <stdio.h>

#define ALIGNMENT ARENA_ALIGNMENT
#define CHUNK_SIZE_FIRST ((size_t) 8 * 1024)
#define CHUNK_SIZE_LARGEST ((size_t) 1024 * 1024)	/* also the most that arena_reset keeps */

struct arena_chunk
{
	arena_chunk *older;
	size_t		size;			/* bytes behind this header */
};

#if ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define GAP_SIZE ALIGNMENT
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void) (address), (void) (size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void) (address), (void) (size))
#define GAP_SIZE ((size_t) 0)
#endif

#define CHUNK_HEADER_SIZE ((sizeof(arena_chunk) + ALIGNMENT - 1) & ~(ALIGNMENT - 1))

static char *
chunk_start(arena_chunk *chunk)
{
	return (char *) chunk + CHUNK_HEADER_SIZE;
}

void
arena_init(arena *memory, void *(*allocate) (void *, size_t), void (*release) (void *, void *), void *context)
{
	*memory = (arena) {.allocate = allocate, .release = release, .context = context};
}

/* A size beyond the address space goes to the caller's allocator as it is, so that the failure is reported there. */
static arena_chunk *
new_chunk(arena *memory, size_t size)
{
	size_t		total = size > SIZE_MAX - CHUNK_HEADER_SIZE ? SIZE_MAX : size + CHUNK_HEADER_SIZE;
	arena_chunk *chunk = memory->allocate(memory->context, total);

	chunk->size = size;
	return chunk;
}

static void
use_chunk(arena *memory, arena_chunk *chunk)
{
	memory->next = chunk_start(chunk);
	memory->end = memory->next + chunk->size;
	ASAN_POISON_MEMORY_REGION(memory->next, chunk->size);
}

/* Chunks double, so that n bytes cost log n calls of the caller's allocator. */
static size_t
next_chunk_size(const arena *memory)
{
	size_t		size = memory->chunks != NULL ? memory->chunks->size * 2 : CHUNK_SIZE_FIRST;

	if (size < CHUNK_SIZE_FIRST)
		return CHUNK_SIZE_FIRST;
	return size < CHUNK_SIZE_LARGEST ? size : CHUNK_SIZE_LARGEST;
}

/* The next piece of the newest chunk, which has room for it. */
static void *
take(arena *memory, size_t rounded)
{
	void	   *result = memory->next;

	memory->next += rounded;
	return result;
}

static void *
allocate_from_new_chunk(arena *memory, size_t size)
{
	size_t		chunk_size = next_chunk_size(memory);
	arena_chunk *chunk;

	/* A piece larger than a chunk gets its own, behind the newest one, whose rest stays in use. */
	if (size > chunk_size && memory->chunks != NULL)
	{
		chunk = new_chunk(memory, size);
		chunk->older = memory->chunks->older;
		memory->chunks->older = chunk;
		return chunk_start(chunk);
	}
	chunk = new_chunk(memory, size > chunk_size ? size : chunk_size);
	chunk->older = memory->chunks;
	memory->chunks = chunk;
	use_chunk(memory, chunk);
	return take(memory, size);
}

void *
arena_allocate_slowly(arena *memory, size_t size)
{
	size_t		rounded = size > SIZE_MAX - 2 * ALIGNMENT ? size
		: ((size + ALIGNMENT - 1) & ~(ALIGNMENT - 1)) + GAP_SIZE;
	void	   *result;

	if (memory->chunks == NULL || rounded > (size_t) (memory->end - memory->next))
		result = allocate_from_new_chunk(memory, rounded);
	else
		result = take(memory, rounded);
	ASAN_UNPOISON_MEMORY_REGION(result, size);
	return result;
}

void *
arena_allocate_zero(arena *memory, size_t size)
{
	return memset(arena_allocate(memory, size), 0, size);
}

text_span
arena_copy_text(arena *memory, text_span source)
{
	char	   *copy;

	if (source.bytes == NULL)
		return TEXT_ABSENT;
	copy = arena_allocate(memory, (size_t) source.length + 1);
	memcpy(copy, source.bytes, source.length);
	copy[source.length] = '\0';
	return (text_span) {copy, source.length};
}

text_span
arena_format_list(arena *memory, const char *format, va_list arguments)
{
	va_list		again;
	int			length;
	char	   *text;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		length = 0;
	text = arena_allocate(memory, (size_t) length + 1);
	text[0] = '\0';
	vsnprintf(text, (size_t) length + 1, format, arguments);
	return (text_span) {text, (uint32_t) length};
}

text_span
arena_format(arena *memory, const char *format,...)
{
	va_list		arguments;
	text_span	text;

	va_start(arguments, format);
	text = arena_format_list(memory, format, arguments);
	va_end(arguments);
	return text;
}

size_t
arena_bytes_held(const arena *memory)
{
	size_t		total = 0;

	for (const arena_chunk *chunk = memory->chunks; chunk != NULL; chunk = chunk->older)
		total += CHUNK_HEADER_SIZE + chunk->size;
	return total;
}

/* The largest chunk that is not too large to be kept, or NULL. */
static arena_chunk *
chunk_to_keep(const arena *memory)
{
	arena_chunk *kept = NULL;

	for (arena_chunk *chunk = memory->chunks; chunk != NULL; chunk = chunk->older)
		if (chunk->size <= CHUNK_SIZE_LARGEST && (kept == NULL || chunk->size > kept->size))
			kept = chunk;
	return kept;
}

static void
release_chunks_except(arena *memory, arena_chunk *kept)
{
	arena_chunk *chunk = memory->chunks;

	while (chunk != NULL)
	{
		arena_chunk *older = chunk->older;

		if (chunk != kept)
		{
			ASAN_UNPOISON_MEMORY_REGION(chunk, CHUNK_HEADER_SIZE + chunk->size);
			memory->release(memory->context, chunk);
		}
		chunk = older;
	}
	memory->chunks = kept;
	memory->next = NULL;
	memory->end = NULL;
}

void
arena_reset(arena *memory)
{
	arena_chunk *kept = memory->chunks;

	if (kept == NULL)
		return;
	if (kept->older != NULL || kept->size > CHUNK_SIZE_LARGEST)
	{
		kept = chunk_to_keep(memory);
		release_chunks_except(memory, kept);
		if (kept == NULL)
			return;
		kept->older = NULL;
	}
	use_chunk(memory, kept);
}

void
arena_free(arena *memory)
{
	release_chunks_except(memory, NULL);
}
