/*
 * relation_name.c
 *	  The name of a relation as queries of ours have it.
 */
#include "pg/relation_name.h"

#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "pg/compat.h"

char *
relation_name(Oid relation)
{
	char	   *name = get_rel_name(relation);

	if (name == NULL)
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_TABLE),
				errmsg("relation with OID %u does not exist", relation));
	return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relation)), name);
}
