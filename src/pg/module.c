/*
 * module.c
 *	  What makes the library a PostgreSQL module.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/compat.h"
#include "pg/settings.h"

CPTPOLICY_MODULE_MAGIC;

extern PGDLLEXPORT void _PG_init(void);

void
_PG_init(void)
{
	define_settings();
}
