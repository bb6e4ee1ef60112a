/*
 * cpt_code_ops.c
 *	  The "starts with" operator and its index conditions; skip support.
 */
#include "postgres.h"

#include "access/stratnum.h"
#include "catalog/pg_am.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "pg/compat.h"
#include "pg/cptpolicy.h"

PG_FUNCTION_INFO_V1(cpt_code_prefix_match);
PG_FUNCTION_INFO_V1(cpt_code_prefix_support);

/*
 * A prefix of digits stands for up to six families of codes (004 for 00400 to
 * 00499 and 0040A to 0049A, 0040F to 0049F, ...), but an index condition is one
 * range or one list.  Two digits stand for 1,500 codes, and looking up so many
 * is much faster than reading what lies between the families.  One digit is not
 * worth a list: it becomes the range that spans the families, and the rows
 * between them are filtered out.
 */
#define MAX_LISTED_CODES 1500

Datum
cpt_code_prefix_match(PG_FUNCTION_ARGS)
{
	text	   *prefix = PG_GETARG_TEXT_PP(1);

	PG_RETURN_BOOL(cpt_code_starts_with(PG_GETARG_CPT_CODE(0),
										VARDATA_ANY(prefix), VARSIZE_ANY_EXHDR(prefix)));
}

/* The two arguments of the operator or of its function, else NIL. */
static List *
call_arguments(Node *node)
{
	if (is_opclause(node))
		return ((OpExpr *) node)->args;
	if (is_funcclause(node))
		return ((FuncExpr *) node)->args;
	return NIL;
}

static Oid
indexed_type(SupportRequestIndexCondition *request)
{
	return request->index->opcintype[request->indexcol];
}

static Oid
index_operator(SupportRequestIndexCondition *request, StrategyNumber strategy)
{
	Oid			type = indexed_type(request);

	return get_opfamily_member(request->opfamily, type, type, strategy);
}

/* column OPERATOR code */
static Node *
comparison(SupportRequestIndexCondition *request, Node *column, StrategyNumber strategy, cpt_code code)
{
	Const	   *constant = makeConst(indexed_type(request), -1, InvalidOid, sizeof(cpt_code),
									 CptCodeGetDatum(code), false, true);

	return (Node *) make_opclause(index_operator(request, strategy), BOOLOID, false,
								  (Expr *) column, (Expr *) constant, InvalidOid, InvalidOid);
}

/* column >= first AND column <= last, or column = first where they are the same */
static List *
range_condition(SupportRequestIndexCondition *request, Node *column, cpt_code first, cpt_code last)
{
	if (first == last)
		return list_make1(comparison(request, column, BTEqualStrategyNumber, first));
	return list_make2(comparison(request, column, BTGreaterEqualStrategyNumber, first),
					  comparison(request, column, BTLessEqualStrategyNumber, last));
}

/* An array constant of every code of the families. */
static Const *
array_of_codes(Oid type, const cpt_code_family *families, int count, int codes)
{
	Datum	   *datums = palloc(sizeof(Datum) * codes);
	int			n = 0;

	for (int i = 0; i < count; i++)
		for (cpt_code code = families[i].first; code <= families[i].last; code++)
			datums[n++] = CptCodeGetDatum(code);
	Assert(n == codes);
	return makeConst(get_array_type(type), -1, InvalidOid, -1,
					 PointerGetDatum(construct_array(datums, n, type, sizeof(cpt_code), true, TYPALIGN_INT)),
					 false, false);
}

/* column = ANY (every code of the families) */
static List *
list_condition(SupportRequestIndexCondition *request, Node *column, const cpt_code_family *families,
			   int count, int codes)
{
	ScalarArrayOpExpr *any = makeNode(ScalarArrayOpExpr);

	any->opno = index_operator(request, BTEqualStrategyNumber);
	any->opfuncid = get_opcode(any->opno);
	any->useOr = true;
	any->args = list_make2(column, array_of_codes(indexed_type(request), families, count, codes));
	any->location = -1;
	return list_make1(any);
}

/*
 * The condition that an index on the column can check in place of the prefix,
 * NIL if there is none.  BRIN takes ranges only, and is inexact anyway.
 */
static List *
prefix_condition(SupportRequestIndexCondition *request, Node *column, const text *prefix)
{
	cpt_code_family families[CPT_CODE_MAX_FAMILIES];
	int			count = cpt_code_prefix_families(VARDATA_ANY(prefix), VARSIZE_ANY_EXHDR(prefix), families);
	bool		is_btree = request->index->relam == BTREE_AM_OID;
	int			codes = 0;

	for (int i = 0; i < count; i++)
		codes += (int) (families[i].last - families[i].first + 1);

	request->lossy = !is_btree;
	if (count == 1)
		return range_condition(request, column, families[0].first, families[0].last);
	if (is_btree && codes <= MAX_LISTED_CODES)
		return list_condition(request, column, families, count, codes);
	if (count == 0)
		return NIL;
	request->lossy = true;
	return range_condition(request, column, families[0].first, families[count - 1].last);
}

/* Turns column ^@ constant into what a B-tree or a BRIN minmax index can check. */
static List *
index_condition(SupportRequestIndexCondition *request)
{
	List	   *arguments = call_arguments(request->node);
	Node	   *prefix;

	if (list_length(arguments) != 2 || request->indexarg != 0)
		return NIL;
	prefix = lsecond(arguments);
	if (!IsA(prefix, Const) || ((Const *) prefix)->constisnull)
		return NIL;
	if (request->index->relam != BTREE_AM_OID && request->index->relam != BRIN_AM_OID)
		return NIL;
	/* BRIN bloom, say, has no order */
	if (!OidIsValid(index_operator(request, BTGreaterEqualStrategyNumber)))
		return NIL;
	return prefix_condition(request, linitial(arguments), DatumGetTextPP(((Const *) prefix)->constvalue));
}

Datum
cpt_code_prefix_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);

	if (IsA(request, SupportRequestIndexCondition))
		PG_RETURN_POINTER(index_condition((SupportRequestIndexCondition *) request));
	PG_RETURN_POINTER(NULL);
}

#ifdef HAVE_SKIP_SUPPORT

PG_FUNCTION_INFO_V1(cpt_code_skipsupport);

static Datum
previous_code(Relation index, Datum existing, bool *underflow)
{
	cpt_code	code = DatumGetCptCode(existing);

	*underflow = !cpt_code_previous(code, &code);
	return CptCodeGetDatum(code);
}

static Datum
next_code(Relation index, Datum existing, bool *overflow)
{
	cpt_code	code = DatumGetCptCode(existing);

	*overflow = !cpt_code_next(code, &code);
	return CptCodeGetDatum(code);
}

Datum
cpt_code_skipsupport(PG_FUNCTION_ARGS)
{
	SkipSupport skip = (SkipSupport) PG_GETARG_POINTER(0);

	skip->decrement = previous_code;
	skip->increment = next_code;
	skip->low_elem = CptCodeGetDatum(CPT_CODE_FIRST);
	skip->high_elem = CptCodeGetDatum(CPT_CODE_LAST);
	PG_RETURN_VOID();
}

#endif							/* HAVE_SKIP_SUPPORT */
