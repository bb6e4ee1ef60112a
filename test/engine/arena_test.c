/*
 * arena_test.c
 *	  Where pieces lie, what is kept, and how often the caller's allocator is asked.
 */
#include "engine/arena.h"

#include <setjmp.h>
#include <stdlib.h>

#include "test_engine.h"

typedef struct counter
{
	long		allocations;
	long		live;
	size_t		bytes;
} counter;

static void *
count_allocate(void *context, size_t size)
{
	counter    *count = context;

	count->allocations++;
	count->live++;
	count->bytes += size;
	return heap_allocate(NULL, size);
}

static void
count_release(void *context, void *memory)
{
	counter    *count = context;

	count->live--;
	heap_release(NULL, memory);
}

static arena
counting_arena(counter *count)
{
	arena		memory;

	*count = (counter) {0};
	arena_init(&memory, count_allocate, count_release, count);
	return memory;
}

/* Pieces of every size are aligned and do not overlap. */
static void
test_pieces(void)
{
	enum
	{
		COUNT = 3000
	};
	counter		count;
	arena		memory = counting_arena(&count);
	unsigned char *pieces[COUNT];

	CHECK_EQ_INT(count.allocations, 0);
	for (size_t i = 0; i < COUNT; i++)
	{
		pieces[i] = arena_allocate(&memory, i);
		CHECK_EQ_INT((uintptr_t) pieces[i] % 8, 0);
		memset(pieces[i], (int) (i % 251), i);
	}
	for (size_t i = 0; i < COUNT; i++)
		for (size_t j = 0; j < i; j += 97)
			CHECK_EQ_INT(pieces[i][j], i % 251);
	CHECK(count.allocations < 20);
	arena_free(&memory);
	CHECK_EQ_INT(count.live, 0);
}

static void
test_zero(void)
{
	arena		memory = heap_arena();

	for (int turn = 0; turn < 3; turn++)
	{
		unsigned char *bytes = arena_allocate_zero(&memory, 5000);

		for (int i = 0; i < 5000; i++)
			CHECK_EQ_INT(bytes[i], 0);
		memset(bytes, 0xff, 5000);
		arena_reset(&memory);
	}
	CHECK(arena_allocate_zero(&memory, 0) != NULL);
	arena_free(&memory);
}

static void
work(arena *memory, size_t pieces, size_t size)
{
	for (size_t i = 0; i < pieces; i++)
		memset(arena_allocate(memory, size), 1, size);
}

/* After a few turns of the same work, no turn asks the allocator. */
static void
test_steady_work(void)
{
	static const size_t sizes[] = {10, 900, 9000, 100000};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
	{
		counter		count;
		arena		memory = counting_arena(&count);
		long		settled;

		for (int turn = 0; turn < 10; turn++)
		{
			work(&memory, 9, sizes[i]);
			arena_reset(&memory);
		}
		settled = count.allocations;
		for (int turn = 0; turn < 100; turn++)
		{
			work(&memory, 9, sizes[i]);
			arena_reset(&memory);
		}
		CHECK_EQ_INT(count.allocations, settled);
		CHECK_EQ_INT(count.live, 1);
		arena_free(&memory);
		CHECK_EQ_INT(count.live, 0);
	}
}

/* A piece larger than a chunk costs no more than itself, and is not kept. */
static void
test_large_pieces(void)
{
	counter		count;
	arena		memory = counting_arena(&count);

	work(&memory, 1, 100);
	work(&memory, 1, 50 * 1024 * 1024);
	CHECK(count.bytes < 51 * 1024 * 1024);
	CHECK_EQ_INT(count.live, 2);
	work(&memory, 1, 100);
	CHECK_EQ_INT(count.live, 2);
	arena_reset(&memory);
	CHECK_EQ_INT(count.live, 1);
	arena_free(&memory);

	/* As the first piece, too. */
	work(&memory, 1, 50 * 1024 * 1024);
	arena_reset(&memory);
	CHECK_EQ_INT(count.live, 0);
	work(&memory, 1, 100);
	CHECK_EQ_INT(count.live, 1);
	arena_free(&memory);
	arena_free(&memory);
	arena_reset(&memory);
	CHECK_EQ_INT(count.live, 0);
}

static jmp_buf refusal;
static size_t asked;

static void *
refuse(void *context, size_t size)
{
	(void) context;
	asked = size;
	longjmp(refusal, 1);
}

/* A size that cannot be is asked for as it is, so that the caller's allocator refuses it. */
static void
check_impossible_size(size_t size)
{
	arena		memory;

	arena_init(&memory, refuse, heap_release, NULL);
	asked = 0;
	if (setjmp(refusal) == 0)
		arena_allocate(&memory, size);
	CHECK(asked >= size);
}

static void
test_impossible_sizes(void)
{
	check_impossible_size(SIZE_MAX);
	check_impossible_size(SIZE_MAX - 7);
	check_impossible_size(SIZE_MAX - 20);
	check_impossible_size(SIZE_MAX / 2);
}

static void
test_texts(void)
{
	arena		memory = heap_arena();
	char		source[] = "64490-64495";
	text_span	copy = arena_copy_text(&memory, (text_span) {source, 5});
	text_span	empty = arena_copy_text(&memory, (text_span) {source, 0});

	source[0] = 'X';
	CHECK_TEXT(copy, "64490");
	CHECK_EQ_INT(copy.bytes[5], '\0');
	CHECK_TEXT(empty, "");
	CHECK_EQ_INT(empty.bytes[0], '\0');
	CHECK_TEXT(arena_copy_text(&memory, TEXT_ABSENT), NULL);
	CHECK_TEXT(arena_format(&memory, "$.%s[%d]", "lines", 3), "$.lines[3]");
	CHECK_TEXT(arena_format(&memory, "%s", ""), "");
	CHECK_EQ_INT(arena_format(&memory, "%100000d", 7).length, 100000);
	arena_free(&memory);
}

int
main(void)
{
	test_pieces();
	test_zero();
	test_steady_work();
	test_large_pieces();
	test_impossible_sizes();
	test_texts();
	return test_report();
}
