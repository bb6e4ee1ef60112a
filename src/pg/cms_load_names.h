/*
 * cms_load_names.h
 *	  What the names of files and the arguments of a load say, and whether they agree.
 */
#ifndef CPTPOLICY_CMS_LOAD_NAMES_H
#define CPTPOLICY_CMS_LOAD_NAMES_H

#include "postgres.h"

#include "fmgr.h"

#include "pg/cms_staging.h"

#define CMS_NO_ARGUMENT (-1)

/*
 * Set the setting and the quarter of a load whose sources are known, from two text arguments, or from the names where
 * these are null. Raises 22023 for what contradicts, and for the same file twice.
 */
extern void cms_load_names_read(cms_load *load, FunctionCallInfo fcinfo, int setting_argument, int quarter_argument);

/* Raise 22023 where neither arguments nor names nor the files themselves tell the setting or the quarter. */
extern void cms_load_names_require(const cms_load *load);

#endif							/* CPTPOLICY_CMS_LOAD_NAMES_H */
