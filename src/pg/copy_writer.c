/*
 * copy_writer.c
 *	  Rows put together in memory and written to a table by the server's COPY, in its binary format.
 */
#include "pg/copy_writer.h"

#include "access/table.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "commands/copy.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "parser/parse_node.h"
#include "parser/parse_relation.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/rls.h"

#include "pg/compat.h"

#define LOG_SCHEMA "cptpolicy"
#define BYTES_AT_FIRST 65536
#define BYTES_KEPT_MAX (8 * 1024 * 1024)	/* of a buffer that unusual rows have made larger */

/* What binary COPY begins with: the signature, no flags, no extension of the header. */
static const char copy_header[] = "PGCOPY\n\377\r\n\0" "\0\0\0\0" "\0\0\0\0";
#define COPY_HEADER_LENGTH ((int) sizeof(copy_header) - 1)

/* And ends with, in place of a count of fields. */
static const char copy_trailer[] = "\377\377";
#define COPY_TRAILER_LENGTH ((int) sizeof(copy_trailer) - 1)

/*
 * COPY calls its source without an argument, so the rows that are being written must be found here. A trigger of the
 * table that runs evaluate_claims() would be in the way, but that is refused inside a trigger.
 */
static copy_writer *running;

static void
start_bytes(copy_writer *writer)
{
	resetStringInfo(&writer->bytes);
	appendBinaryStringInfo(&writer->bytes, copy_header, COPY_HEADER_LENGTH);
	writer->taken = 0;
}

void
copy_writer_init(copy_writer *writer, const char *table, const char *const *columns, int column_count)
{
	*writer = (copy_writer) {.table = table, .columns = columns, .column_count = column_count};
	initStringInfo(&writer->bytes);
	enlargeStringInfo(&writer->bytes, BYTES_AT_FIRST);
	start_bytes(writer);
}

/* ---- COPY ---- */

/* As COPY itself checks. */
static void
check_rights(Oid table)
{
	AclResult	allowed = pg_class_aclcheck(table, GetUserId(), ACL_INSERT);

	if (allowed != ACLCHECK_OK)
		aclcheck_error(allowed, OBJECT_TABLE, get_rel_name(table));
	if (check_enable_rls(table, InvalidOid, false) == RLS_ENABLED)
		ereport(ERROR,
				errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				errmsg("cannot write to table \"%s\" with row-level security", get_rel_name(table)),
				errdetail("Evaluations are written by COPY, which does not support it."));
}

static RangeVar *
table_of(const copy_writer *writer)
{
	return makeRangeVar(LOG_SCHEMA, pstrdup(writer->table), -1);
}

/* Without a lock: at the start of a run that would be one more order of the tables than that of its batches. */
void
copy_writer_check_rights(const copy_writer *writer)
{
	check_rights(RangeVarGetRelid(table_of(writer), NoLock, false));
}

static int
give_bytes(void *buffer, int minread, int maxread)
{
	int			length = Min(maxread, running->bytes.len - running->taken);

	memcpy(buffer, running->bytes.data + running->taken, length);
	running->taken += length;
	return length;
}

static List *
column_list(const copy_writer *writer)
{
	List	   *columns = NIL;

	for (int i = 0; i < writer->column_count; i++)
		columns = lappend(columns, makeString(pstrdup(writer->columns[i])));
	return columns;
}

static void
copy(copy_writer *writer, Relation table)
{
	ParseState *parse = make_parsestate(NULL);
	List	   *options = list_make1(makeDefElem("format", (Node *) makeString("binary"), -1));
	CopyFromState state;

	(void) addRangeTableEntryForRelation(parse, table, RowExclusiveLock, NULL, false, false);
	running = writer;
	state = BeginCopyFrom(parse, table, NULL, NULL, false, give_bytes, column_list(writer), options);
	(void) CopyFrom(state);
	EndCopyFrom(state);
	running = NULL;
	free_parsestate(parse);
}

/*
 * Texts in binary COPY are in the client's encoding, ours are in the server's. So that is taken for the client's while
 * COPY reads; an error must find the client's again, because it is sent before anything else could restore it.
 */
static void
copy_in_server_encoding(copy_writer *writer, Relation table)
{
	int			encoding = pg_get_client_encoding();

	PG_TRY();
	{
		(void) SetClientEncoding(GetDatabaseEncoding());
		copy(writer, table);
	}
	PG_FINALLY();
	{
		(void) SetClientEncoding(encoding);
	}
	PG_END_TRY();
}

static void
forget_rows(copy_writer *writer)
{
	if (writer->bytes.maxlen > BYTES_KEPT_MAX)
	{
		MemoryContext context = GetMemoryChunkContext(writer->bytes.data);
		MemoryContext before = MemoryContextSwitchTo(context);

		pfree(writer->bytes.data);
		initStringInfo(&writer->bytes);
		MemoryContextSwitchTo(before);
	}
	start_bytes(writer);
}

void
copy_writer_write(copy_writer *writer)
{
	Relation	table;

	if (writer->bytes.len == COPY_HEADER_LENGTH)
		return;
	appendBinaryStringInfo(&writer->bytes, copy_trailer, COPY_TRAILER_LENGTH);
	table = table_openrv(table_of(writer), RowExclusiveLock);
	check_rights(RelationGetRelid(table));
	if (pg_get_client_encoding() == GetDatabaseEncoding())
		copy(writer, table);
	else
		copy_in_server_encoding(writer, table);
	table_close(table, NoLock);
	CommandCounterIncrement();
	forget_rows(writer);
}

/* ---- values ---- */

/* As numeric is sent: four digits of base 10000, the last of them the decimals; the receiver drops leading zeros. */
void
copy_put_hundredths(copy_writer *writer, int64 hundredths)
{
	uint64		magnitude = hundredths < 0 ? -(uint64) hundredths : (uint64) hundredths;
	uint64		whole = magnitude / 100;
	uint16		sent[] = {4, 2, hundredths < 0 ? 0x4000 : 0, 2, whole / 100000000, whole / 10000 % 10000, whole % 10000,
	magnitude % 100 * 100};

	for (int i = 0; i < lengthof(sent); i++)
		sent[i] = pg_hton16(sent[i]);
	copy_put_field(writer, sent, sizeof(sent));
}
