/*
 * compat.h
 *	  Every difference between server versions.
 */
#ifndef CPTPOLICY_COMPAT_H
#define CPTPOLICY_COMPAT_H

#include "postgres.h"

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#endif							/* CPTPOLICY_COMPAT_H */
