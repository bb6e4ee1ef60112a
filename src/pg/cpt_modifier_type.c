/*
 * cpt_modifier_type.c
 *	  Input, output and casts of cpt_modifier.
 *
 * Comparison, hashing and sorting are int2's, as cpt_code's are int4's.
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "pg/compat.h"
#include "pg/cptpolicy.h"

PG_FUNCTION_INFO_V1(cpt_modifier_in);
PG_FUNCTION_INFO_V1(cpt_modifier_out);
PG_FUNCTION_INFO_V1(cpt_modifier_recv);
PG_FUNCTION_INFO_V1(cpt_modifier_send);
PG_FUNCTION_INFO_V1(cpt_modifier_from_text);
PG_FUNCTION_INFO_V1(cpt_modifier_to_text);
PG_FUNCTION_INFO_V1(cpt_modifier_try);

static int
errdetail_legal_shape(void)
{
	return errdetail("A modifier is two characters, each a digit or a letter from A to Z.");
}

/* Reads a modifier; what is none is an error, a soft one where the caller asked for that. */
static Datum
read_modifier(Node *escontext, const char *text, size_t length)
{
	cpt_modifier modifier;

	if (cpt_modifier_parse(text, length, &modifier))
		PG_RETURN_CPT_MODIFIER(modifier);
	ereturn(escontext, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%.*s\"", "cpt_modifier", (int) length, text),
			 errdetail_legal_shape()));
}

Datum
cpt_modifier_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);

	return read_modifier(fcinfo->context, text, strlen(text));
}

Datum
cpt_modifier_out(PG_FUNCTION_ARGS)
{
	char	   *out = palloc(CPT_MODIFIER_LENGTH + 1);

	cpt_modifier_format(PG_GETARG_CPT_MODIFIER(0), out);
	PG_RETURN_CSTRING(out);
}

/* The binary form is the two characters of the modifier, and is checked as text is. */
Datum
cpt_modifier_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			length;
	char	   *text = pq_getmsgtext(message, CPT_MODIFIER_LENGTH, &length);
	cpt_modifier modifier;

	if (!cpt_modifier_parse(text, (size_t) length, &modifier))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid external \"%s\" value: \"%s\"", "cpt_modifier", text),
				 errdetail_legal_shape()));
	PG_RETURN_CPT_MODIFIER(modifier);
}

Datum
cpt_modifier_send(PG_FUNCTION_ARGS)
{
	char		out[CPT_MODIFIER_LENGTH + 1];
	StringInfoData message;

	cpt_modifier_format(PG_GETARG_CPT_MODIFIER(0), out);
	pq_begintypsend(&message);
	pq_sendtext(&message, out, CPT_MODIFIER_LENGTH);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
cpt_modifier_from_text(PG_FUNCTION_ARGS)
{
	text	   *value = PG_GETARG_TEXT_PP(0);

	return read_modifier(fcinfo->context, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

Datum
cpt_modifier_to_text(PG_FUNCTION_ARGS)
{
	char		out[CPT_MODIFIER_LENGTH + 1];

	cpt_modifier_format(PG_GETARG_CPT_MODIFIER(0), out);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out, CPT_MODIFIER_LENGTH));
}

/* A cast for columns of unchecked text: null for what is no modifier. */
Datum
cpt_modifier_try(PG_FUNCTION_ARGS)
{
	text	   *value = PG_GETARG_TEXT_PP(0);
	cpt_modifier modifier;

	if (!cpt_modifier_parse(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &modifier))
		PG_RETURN_NULL();
	PG_RETURN_CPT_MODIFIER(modifier);
}
