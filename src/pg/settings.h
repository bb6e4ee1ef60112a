/*
 * settings.h
 *	  Configuration parameters.
 */
#ifndef CPTPOLICY_SETTINGS_H
#define CPTPOLICY_SETTINGS_H

/* What enforce_policy() does with a row whose claim is not fit. */
typedef enum enforcement
{
	ENFORCEMENT_REJECT,			/* invalid and denied claims raise */
	ENFORCEMENT_REJECT_PEND,	/* pending ones too */
	ENFORCEMENT_WARN,			/* invalid and denied claims pass with a warning */
	ENFORCEMENT_OFF				/* nothing is judged */
} enforcement;

/* Define the parameters; once, when the library is loaded. */
extern void define_settings(void);

/* cptpolicy.enforcement as it stands now. */
extern enforcement enforcement_setting(void);

#endif							/* CPTPOLICY_SETTINGS_H */
