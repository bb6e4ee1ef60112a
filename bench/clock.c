/*
 * clock.c
 *	  The backend's own CPU time, which other processes of a busy machine do not lengthen.
 */
#include "postgres.h"

#include <time.h>

#include "fmgr.h"

PG_FUNCTION_INFO_V1(bench_cpu_time);

/* bench_cpu_time() → float8: microseconds of CPU time that this backend has used. */
Datum
bench_cpu_time(PG_FUNCTION_ARGS)
{
	struct timespec used;

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0)
		ereport(ERROR, (errmsg("could not read the CPU time: %m")));
	PG_RETURN_FLOAT8(used.tv_sec * 1e6 + used.tv_nsec / 1e3);
}
