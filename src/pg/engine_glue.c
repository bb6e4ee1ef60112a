/*
 * engine_glue.c
 *	  The engine's memory and faults in the server's terms.
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "pg/compat.h"
#include "pg/engine_glue.h"

static void *
allocate_in_context(void *context, size_t size)
{
	return MemoryContextAlloc(context, size);
}

static void
release_to_context(void *context, void *memory)
{
	pfree(memory);
}

void
arena_init_in_context(arena *memory, MemoryContext context)
{
	arena_init(memory, allocate_in_context, release_to_context, context);
}

text_span
text_span_of(const text *source)
{
	return (text_span) {VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source)};
}

/* In these encodings no cut between characters of UTF-8 can part a character. */
static bool
is_cut_rightly(int encoding)
{
	return encoding == PG_UTF8 || pg_encoding_max_length(encoding) == 1;
}

text_span
valid_text(text_span source)
{
	int			encoding = GetDatabaseEncoding();
	int			length = (int) source.length;
	int			valid = 0;
	char	   *text;

	if (source.bytes == NULL || is_cut_rightly(encoding))
		return source;
	text = pnstrdup(source.bytes, source.length);
	while ((valid += pg_encoding_verifymbstr(encoding, text + valid, length - valid)) < length)
		text[valid++] = '?';
	return (text_span) {text, source.length};
}

text *
text_of_span(text_span source)
{
	text_span	valid = valid_text(source);

	return cstring_to_text_with_len(valid.bytes, valid.length);
}

char *
server_text(text_span source)
{
	return pg_any_to_server(pnstrdup(source.bytes, source.length), source.length, PG_UTF8);
}

static void
append_fault(StringInfo lines, const fault *fault)
{
	if (lines->len > 0)
		appendStringInfoChar(lines, '\n');
	appendBinaryStringInfo(lines, fault->path.bytes, fault->path.length);
	if (fault->criterion.length > 0)
		appendStringInfo(lines, " (criterion \"%.*s\")", (int) fault->criterion.length, fault->criterion.bytes);
	appendStringInfoString(lines, ": ");
	appendBinaryStringInfo(lines, fault->message.bytes, fault->message.length);
}

char *
fault_lines(const fault_list *faults)
{
	StringInfoData lines;

	initStringInfo(&lines);
	for (uint32 i = 0; i < faults->count; i++)
		append_fault(&lines, &faults->faults[i]);
	if (faults->total > faults->count)
		appendStringInfo(&lines, "\nand %u more", faults->total - faults->count);
	return lines.data;
}
