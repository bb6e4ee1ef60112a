/*
 * compat.h
 *	  Everything that differs between the server versions we build for.
 *
 * No other file tests PG_VERSION_NUM.  Include it after postgres.h and fmgr.h.
 */
#ifndef COMPAT_H
#define COMPAT_H

#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#endif

/* 18: a module states its name and version. */
#if PG_VERSION_NUM >= 180000
#define CPTPOLICY_MODULE_MAGIC \
	PG_MODULE_MAGIC_EXT(.name = "cptpolicy", .version = CPTPOLICY_VERSION)
#else
#define CPTPOLICY_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/*
 * 16: input errors are soft, where the caller asks for that; the function goes
 * on after ereturn() only there.  Before, every input error is an error.
 */
#if PG_VERSION_NUM < 160000
#define ereturn(context, dummy_value, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
		return dummy_value; \
	} while (0)
#endif

/* 16: building a range takes the place for a soft error. */
#if PG_VERSION_NUM >= 160000
#define compat_range_serialize(typcache, lower, upper, empty) \
	range_serialize((typcache), (lower), (upper), (empty), NULL)
#else
#define compat_range_serialize(typcache, lower, upper, empty) \
	range_serialize((typcache), (lower), (upper), (empty))
#endif

/* 18: a B-tree scan can skip over the values of a leading column. */
#if PG_VERSION_NUM >= 180000
#define HAVE_SKIP_SUPPORT
#include "utils/skipsupport.h"
#endif

/* 19: a scan says more about what it is for. */
#if PG_VERSION_NUM >= 190000
#define compat_table_beginscan(relation, snapshot) table_beginscan((relation), (snapshot), 0, NULL, SO_NONE)
#else
#define compat_table_beginscan(relation, snapshot) table_beginscan((relation), (snapshot), 0, NULL)
#endif

#endif							/* COMPAT_H */
