/*
 * cms_staging.h
 *	  Files of one load, read into a temporary table.
 */
#ifndef CPTPOLICY_CMS_STAGING_H
#define CPTPOLICY_CMS_STAGING_H

#include "postgres.h"

#include "engine/cms_file.h"
#include "pg/cms_source.h"

typedef struct cms_load
{
	cms_file_kind kind;
	int			source_count;
	cms_source *sources;
	bool		setting_known;
	service_setting setting;
	calendar_date quarter;		/* or CALENDAR_DATE_UNKNOWN */
	bool		allow_fewer;
	calendar_date latest_start; /* of all rows, or CALENDAR_DATE_UNKNOWN */
	bool		is_distinct;	/* staged rows are known to have different keys */
} cms_load;

#define CMS_STAGED_TABLE "pg_temp.cptpolicy_staged"

/* The rest of an error's message: the file at fault, and that nothing was loaded. */
#define CMS_REFUSED "file \"%s\" is refused: "
#define CMS_NOTHING_LOADED "Nothing was loaded."

/*
 * Create the staged table and copy all rows of the files into it, with columns as cms_file.h lists them; an unknown
 * first day is -infinity, and rationales of PTP edits are numbers. SPI must be connected. What the files say of
 * themselves is compared with the load, and completes it. Raises 22P04 for a file that is not as expected.
 */
extern void cms_stage(cms_load *load);

extern void cms_unstage(void);

/* "2024 Q3", which lives in the current context. */
extern const char *cms_quarter_name(calendar_date quarter);

#endif							/* CPTPOLICY_CMS_STAGING_H */
