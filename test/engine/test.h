/*
 * test.h
 *	  A small harness for the engine's unit tests.
 *
 * Each test file has its own main(), which runs its checks and ends with
 * `return test_report();`: that prints "N passed, N failed" and gives the exit
 * status.  A check that fails prints where and what, and the run goes on.
 */
#ifndef TEST_H
#define TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static long test_passed;
static long test_failed;

/* Counts one check; a failure prints the place and the text of the condition. */
static inline bool
test_check(bool ok, const char *file, int line, const char *what)
{
	if (ok)
		test_passed++;
	else
	{
		test_failed++;
		fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
	}
	return ok;
}

/* Compares two texts, either of which may be NULL. */
static inline bool
test_check_str(const char *actual, const char *expected, const char *file, int line, const char *what)
{
	bool		ok = actual == expected ||
		(actual != NULL && expected != NULL && strcmp(actual, expected) == 0);

	if (!test_check(ok, file, line, what))
		fprintf(stderr, "  found    %s\n  expected %s\n",
				actual ? actual : "(null)", expected ? expected : "(null)");
	return ok;
}

static inline bool
test_check_int(long long actual, long long expected, const char *file, int line, const char *what)
{
	if (!test_check(actual == expected, file, line, what))
		fprintf(stderr, "  found    %lld\n  expected %lld\n", actual, expected);
	return actual == expected;
}

/* Prints the totals; the value is the exit status of the program. */
static inline int
test_report(void)
{
	printf("%ld passed, %ld failed\n", test_passed, test_failed);
	return test_failed == 0 ? 0 : 1;
}

#define CHECK(condition) \
	test_check((condition), __FILE__, __LINE__, #condition)
#define CHECK_EQ_STR(actual, expected) \
	test_check_str((actual), (expected), __FILE__, __LINE__, #actual)
#define CHECK_EQ_INT(actual, expected) \
	test_check_int((actual), (expected), __FILE__, __LINE__, #actual)

#endif							/* TEST_H */
