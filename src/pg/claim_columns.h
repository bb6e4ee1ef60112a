/*
 * claim_columns.h
 *	  The columns claim_id and claim of a table or view: are they there, and what can be done with ids.
 */
#ifndef CPTPOLICY_CLAIM_COLUMNS_H
#define CPTPOLICY_CLAIM_COLUMNS_H

#include "postgres.h"

#include "fmgr.h"

#define ID_COLUMN "claim_id"
#define CLAIM_COLUMN "claim"

typedef struct claim_columns
{
	Oid			relation;
	Oid			id_type;		/* a base type */
	Oid			id_collation;
	const char *greater;		/* the operator of its order, qualified, as queries write it */
	FmgrInfo	compare;
	FmgrInfo	output;
	int16		id_length;
	bool		id_by_value;
} claim_columns;

/*
 * Describe the columns, in the current context. Raises 42809 for what is no table or view, 42703 where a column is
 * missing, 42804 for a type that has no order, or is not jsonb.
 */
extern void claim_columns_read(claim_columns *columns, Oid relation);

/* Raises the same where the relation, or a row of it with columns of these types, does not fit any more. */
extern void claim_columns_check(const claim_columns *columns);
extern void claim_columns_check_types(const claim_columns *columns, Oid id_type, Oid claim_type);

/* Ids, none of them null: are they the same, in a copy, or as text? */
extern bool claim_ids_equal(claim_columns *columns, Datum left, Datum right);
extern Datum claim_id_copy(const claim_columns *columns, Datum id);
extern char *claim_id_text(claim_columns *columns, Datum id);

/* The id of a text that claim_id_text() gave. */
extern Datum claim_id_of_text(const claim_columns *columns, const char *text);

#endif							/* CPTPOLICY_CLAIM_COLUMNS_H */
