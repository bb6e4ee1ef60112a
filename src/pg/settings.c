/*
 * settings.c
 *	  Configuration parameters.
 */
#include "postgres.h"

#include "utils/guc.h"

#include "pg/settings.h"

/* In the order in which an error lists them. */
static const struct config_enum_entry enforcement_options[] = {
	{"reject", ENFORCEMENT_REJECT, false},
	{"reject_pend", ENFORCEMENT_REJECT_PEND, false},
	{"warn", ENFORCEMENT_WARN, false},
	{"off", ENFORCEMENT_OFF, false},
	{NULL, 0, false}
};

/*
 * cptpolicy.enforcement: what stops a row at enforce_policy().  Set by superusers and roles that are granted SET on it,
 * because whoever writes claims must not be able to switch their judgement off.
 */
static int	enforcement_value = ENFORCEMENT_REJECT;

void
define_settings(void)
{
	DefineCustomEnumVariable("cptpolicy.enforcement",
							 "What enforce_policy() does with a row whose claim is not fit.",
							 "\"reject\" raises an error for invalid and denied claims, \"reject_pend\" also for "
							 "pending ones; \"warn\" warns of invalid and denied ones and lets them pass; \"off\" "
							 "judges nothing.",
							 &enforcement_value, ENFORCEMENT_REJECT, enforcement_options,
							 PGC_SUSET, 0, NULL, NULL, NULL);
	MarkGUCPrefixReserved("cptpolicy");
}

enforcement
enforcement_setting(void)
{
	return (enforcement) enforcement_value;
}
