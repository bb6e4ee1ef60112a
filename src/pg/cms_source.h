/*
 * cms_source.h
 *	  Bytes of a file to load: one on the server, or a large object that a client has filled.
 */
#ifndef CPTPOLICY_CMS_SOURCE_H
#define CPTPOLICY_CMS_SOURCE_H

#include "postgres.h"

typedef struct cms_source
{
	const char *path;			/* as it was given */
	const char *name;			/* without folders */
	bool		is_object;		/* a large object holds the bytes; else path is a file of the server */
	Oid			content;		/* that object */
	FILE	   *file;			/* one of these is open */
	int			descriptor;
} cms_source;

/* The name of a path without folders; it lives in the path. */
extern const char *cms_source_name(const char *path);

/* Raise 42501 unless the caller may read files of the server; large objects have rights of their own. */
extern void cms_source_check_rights(const cms_source *source);

/* Open, or raise the usual error of a file or large object. */
extern void cms_source_open(cms_source *source);

/* Read up to size bytes; 0 at the end. */
extern int	cms_source_read(cms_source *source, char *buffer, int size);

extern void cms_source_close(cms_source *source);

#endif							/* CPTPOLICY_CMS_SOURCE_H */
