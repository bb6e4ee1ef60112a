/*
 * claim_columns.c
 *	  The columns claim_id and claim of a table or view: are they there, and what can be done with ids.
 */
#include "pg/claim_columns.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "pg/compat.h"

#define EXPECTED_COLUMNS "Give a table or view with the columns \"" ID_COLUMN "\" and \"" CLAIM_COLUMN "\"."

/* Tables, partitioned ones too, views, materialized views and foreign tables. */
static void
check_kind(Oid relation)
{
	char		kind = get_rel_relkind(relation);

	if (kind == '\0')
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_TABLE),
				errmsg("relation with OID %u does not exist", relation));
	if (kind != RELKIND_RELATION && kind != RELKIND_PARTITIONED_TABLE && kind != RELKIND_VIEW &&
		kind != RELKIND_MATVIEW && kind != RELKIND_FOREIGN_TABLE)
		ereport(ERROR,
				errcode(ERRCODE_WRONG_OBJECT_TYPE),
				errmsg("\"%s\" is not a table or view", get_rel_name(relation)),
				errhint(EXPECTED_COLUMNS));
}

static AttrNumber
find_column(Oid relation, const char *name)
{
	AttrNumber	column = get_attnum(relation, name);

	if (column == InvalidAttrNumber)
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_COLUMN),
				errmsg("column \"%s\" of relation \"%s\" does not exist", name, get_rel_name(relation)),
				errhint(EXPECTED_COLUMNS));
	return column;
}

static Oid
column_type(Oid relation, const char *name)
{
	return get_atttype(relation, find_column(relation, name));
}

static void
refuse_type(Oid relation, const char *column, Oid type, const char *expected)
{
	ereport(ERROR,
			errcode(ERRCODE_DATATYPE_MISMATCH),
			errmsg("column \"%s\" of relation \"%s\" is of type %s", column, get_rel_name(relation),
				   format_type_be(type)),
			errdetail("It must be %s.", expected));
}

static void
check_claim_type(Oid relation, Oid type)
{
	if (getBaseType(type) != JSONBOID)
		refuse_type(relation, CLAIM_COLUMN, type, "of type jsonb");
}

static const char *
qualified_operator(Oid operator)
{
	HeapTuple	tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(operator));
	Form_pg_operator form;
	const char *name;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for operator %u", operator);
	form = (Form_pg_operator) GETSTRUCT(tuple);
	name = psprintf("OPERATOR(%s.%s)", quote_identifier(get_namespace_name(form->oprnamespace)),
					NameStr(form->oprname));
	ReleaseSysCache(tuple);
	return name;
}

/* A row may be partly null, and then is neither null nor not null. */
static void
read_id_type(claim_columns *columns, Oid type)
{
	TypeCacheEntry *entry;
	Oid			output;
	bool		is_varlena;

	columns->id_type = getBaseType(type);
	entry = lookup_type_cache(columns->id_type, TYPECACHE_GT_OPR | TYPECACHE_CMP_PROC);
	if (!OidIsValid(entry->gt_opr) || !OidIsValid(entry->cmp_proc) || type_is_rowtype(type))
		refuse_type(columns->relation, ID_COLUMN, type, "of a type that has an order and is no row");
	columns->greater = qualified_operator(entry->gt_opr);
	getTypeOutputInfo(columns->id_type, &output, &is_varlena);
	fmgr_info(output, &columns->output);
	fmgr_info(entry->cmp_proc, &columns->compare);
	columns->id_length = entry->typlen;
	columns->id_by_value = entry->typbyval;
}

void
claim_columns_read(claim_columns *columns, Oid relation)
{
	Oid			type;
	int32		typmod;

	check_kind(relation);
	columns->relation = relation;
	get_atttypetypmodcoll(relation, find_column(relation, ID_COLUMN), &type, &typmod, &columns->id_collation);
	check_claim_type(relation, column_type(relation, CLAIM_COLUMN));
	read_id_type(columns, type);
}

void
claim_columns_check_types(const claim_columns *columns, Oid id_type, Oid claim_type)
{
	if (getBaseType(id_type) != columns->id_type)
		refuse_type(columns->relation, ID_COLUMN, id_type,
					psprintf("of type %s, as it was when the run began", format_type_be(columns->id_type)));
	check_claim_type(columns->relation, claim_type);
}

void
claim_columns_check(const claim_columns *columns)
{
	claim_columns_check_types(columns, column_type(columns->relation, ID_COLUMN),
							  column_type(columns->relation, CLAIM_COLUMN));
}

bool
claim_ids_equal(claim_columns *columns, Datum left, Datum right)
{
	return DatumGetInt32(FunctionCall2Coll(&columns->compare, columns->id_collation, left, right)) == 0;
}

/* With what stands in a TOAST table, which another transaction need not find there. */
Datum
claim_id_copy(const claim_columns *columns, Datum id)
{
	if (columns->id_length == -1)
		return PointerGetDatum(PG_DETOAST_DATUM_COPY(id));
	return datumCopy(id, columns->id_by_value, columns->id_length);
}

char *
claim_id_text(claim_columns *columns, Datum id)
{
	return OutputFunctionCall(&columns->output, id);
}

Datum
claim_id_of_text(const claim_columns *columns, const char *text)
{
	Oid			input,
				parameter;

	getTypeInputInfo(columns->id_type, &input, &parameter);
	return OidInputFunctionCall(input, pstrdup(text), parameter, -1);
}
