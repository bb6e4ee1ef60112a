/*
 * cpt_code_type.c
 *	  Input, output, casts and category of cpt_code.
 *
 * Comparison, hashing and sorting have no code here: the packed integer is
 * never negative and in order, so the install script gives int4's functions.
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "pg/compat.h"
#include "pg/cptpolicy.h"

PG_FUNCTION_INFO_V1(cpt_code_in);
PG_FUNCTION_INFO_V1(cpt_code_out);
PG_FUNCTION_INFO_V1(cpt_code_recv);
PG_FUNCTION_INFO_V1(cpt_code_send);
PG_FUNCTION_INFO_V1(cpt_code_from_text);
PG_FUNCTION_INFO_V1(cpt_code_to_text);
PG_FUNCTION_INFO_V1(cpt_code_try);
PG_FUNCTION_INFO_V1(cpt_category);

static int
errdetail_legal_shapes(void)
{
	return errdetail("A code is five digits (99213), four digits and one of A F M T U (0042T), or one of "
					 "A B C D E G H J K L M P Q R S T U V and four digits (G0260).");
}

/* Reads a code; what is none is an error, a soft one where the caller asked for that. */
static Datum
read_code(Node *escontext, const char *text, size_t length)
{
	cpt_code	code;

	if (cpt_code_parse(text, length, &code))
		PG_RETURN_CPT_CODE(code);
	ereturn(escontext, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%.*s\"", "cpt_code", (int) length, text),
			 errdetail_legal_shapes()));
}

Datum
cpt_code_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);

	return read_code(fcinfo->context, text, strlen(text));
}

Datum
cpt_code_out(PG_FUNCTION_ARGS)
{
	char	   *out = palloc(CPT_CODE_LENGTH + 1);

	cpt_code_format(PG_GETARG_CPT_CODE(0), out);
	PG_RETURN_CSTRING(out);
}

/* The binary form is the five characters of the code, and is checked as text is. */
Datum
cpt_code_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			length;
	char	   *text = pq_getmsgtext(message, CPT_CODE_LENGTH, &length);
	cpt_code	code;

	if (!cpt_code_parse(text, (size_t) length, &code))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid external \"%s\" value: \"%s\"", "cpt_code", text),
				 errdetail_legal_shapes()));
	PG_RETURN_CPT_CODE(code);
}

Datum
cpt_code_send(PG_FUNCTION_ARGS)
{
	char		out[CPT_CODE_LENGTH + 1];
	StringInfoData message;

	cpt_code_format(PG_GETARG_CPT_CODE(0), out);
	pq_begintypsend(&message);
	pq_sendtext(&message, out, CPT_CODE_LENGTH);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
cpt_code_from_text(PG_FUNCTION_ARGS)
{
	text	   *value = PG_GETARG_TEXT_PP(0);

	return read_code(fcinfo->context, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

Datum
cpt_code_to_text(PG_FUNCTION_ARGS)
{
	char		out[CPT_CODE_LENGTH + 1];

	cpt_code_format(PG_GETARG_CPT_CODE(0), out);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out, CPT_CODE_LENGTH));
}

/* A cast for columns of unchecked text: null for what is no code. */
Datum
cpt_code_try(PG_FUNCTION_ARGS)
{
	text	   *value = PG_GETARG_TEXT_PP(0);
	cpt_code	code;

	if (!cpt_code_parse(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &code))
		PG_RETURN_NULL();
	PG_RETURN_CPT_CODE(code);
}

Datum
cpt_category(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(cpt_code_category(PG_GETARG_CPT_CODE(0))));
}
