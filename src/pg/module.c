/*
 * module.c
 *	  What makes the library a PostgreSQL module.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/compat.h"

CPTPOLICY_MODULE_MAGIC;
