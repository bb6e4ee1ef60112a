/*
 * local_settings.h
 *	  Server settings for a while, which an error undoes of itself.
 */
#ifndef CPTPOLICY_LOCAL_SETTINGS_H
#define CPTPOLICY_LOCAL_SETTINGS_H

#include "postgres.h"

/* Each gives a level for local_settings_leave(). */

/* Texts of values are those that every session reads alike. */
extern int	local_settings_portable_texts(void);

/* Queries are planned without a sort wherever that is possible, or as they would be. */
extern int	local_settings_in_order(bool in_order);

/* A query may take as much memory for a sort as building an index may. */
extern int	local_settings_large_sort(void);

extern void local_settings_leave(int level);

#endif							/* CPTPOLICY_LOCAL_SETTINGS_H */
