/*
 * local_settings.c
 *	  Server settings for a while, which an error undoes of itself.
 */
#include "pg/local_settings.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/bytea.h"
#include "utils/float.h"
#include "utils/guc.h"
#include "utils/pg_locale.h"

#include "pg/compat.h"

static void
set_locally(const char *name, const char *value)
{
	(void) set_config_option(name, value, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
}

int
local_settings_portable_texts(void)
{
	int			level = NewGUCNestLevel();

	if (DateStyle != USE_ISO_DATES)
		set_locally("datestyle", "ISO");
	if (IntervalStyle != INTSTYLE_POSTGRES)
		set_locally("intervalstyle", "postgres");
	if (extra_float_digits < 1)
		set_locally("extra_float_digits", "1");
	if (bytea_output != BYTEA_OUTPUT_HEX)
		set_locally("bytea_output", "hex");
	if (strcmp(pg_get_timezone_name(session_timezone), "UTC") != 0)
		set_locally("timezone", "UTC");
	if (strcmp(locale_monetary, "C") != 0)
		set_locally("lc_monetary", "C");
	return level;
}

int
local_settings_in_order(bool in_order)
{
	int			level = NewGUCNestLevel();

	if (in_order)
		set_locally("enable_sort", "off");
	return level;
}

int
local_settings_large_sort(void)
{
	int			level = NewGUCNestLevel();

	if (maintenance_work_mem > work_mem)
		set_locally("work_mem", psprintf("%dkB", maintenance_work_mem));
	return level;
}

void
local_settings_leave(int level)
{
	AtEOXact_GUC(true, level);
}
