/*
 * cms_source.c
 *	  Bytes of a file to load.
 */
#include "pg/cms_source.h"

#include <sys/stat.h>

#include "catalog/pg_authid.h"
#include "libpq/be-fsstubs.h"
#include "libpq/libpq-fs.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "storage/large_object.h"
#include "utils/acl.h"
#include "utils/fmgrprotos.h"
#include "utils/snapmgr.h"

#include "engine/cms_file.h"
#include "pg/compat.h"

#define CLIENT_FILE_HINT "A file of the client is loaded by the command cptpolicy-load, or through \\lo_import of psql."

const char *
cms_source_name(const char *path)
{
	return cms_file_name_last_part((text_span) {path, (uint32_t) strlen(path)}).bytes;
}

/* As COPY does. */
void
cms_source_check_rights(const cms_source *source)
{
	if (!source->is_object && !has_privs_of_role(GetUserId(), ROLE_PG_READ_SERVER_FILES))
		ereport(ERROR,
				errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				errmsg("permission denied to load file \"%s\" of the server", source->name),
				errdetail("Only roles with privileges of the role \"pg_read_server_files\" may read files of the "
						  "server."),
				errhint(CLIENT_FILE_HINT));
}

static void
open_file(cms_source *source)
{
	struct stat status;

	source->file = AllocateFile(source->path, PG_BINARY_R);
	if (source->file == NULL)
	{
		int			save_errno = errno;

		ereport(ERROR,
				errcode_for_file_access(),
				errmsg("could not open file \"%s\" for reading: %m", source->path),
				save_errno == ENOENT || save_errno == EACCES ?
				errhint("The server reads this file. " CLIENT_FILE_HINT) : 0);
	}
	if (fstat(fileno(source->file), &status) != 0)
		ereport(ERROR,
				errcode_for_file_access(),
				errmsg("could not stat file \"%s\": %m", source->path));
	if (S_ISDIR(status.st_mode))
		ereport(ERROR,
				errcode(ERRCODE_WRONG_OBJECT_TYPE),
				errmsg("\"%s\" is a directory", source->path));
}

/*
 * Through the functions of SQL, because these clean up at the end of a transaction; the caller's rights count. Under a
 * new snapshot, so that the statement that loads an object may also have made it.
 */
static void
open_large_object(cms_source *source)
{
	PushActiveSnapshot(GetTransactionSnapshot());
	source->descriptor = DatumGetInt32(DirectFunctionCall2(be_lo_open, ObjectIdGetDatum(source->content),
														   Int32GetDatum(INV_READ)));
	PopActiveSnapshot();
}

void
cms_source_open(cms_source *source)
{
	if (source->is_object)
		open_large_object(source);
	else
		open_file(source);
}

static int
read_file(cms_source *source, char *buffer, int size)
{
	size_t		length = fread(buffer, 1, size, source->file);

	if (ferror(source->file))
		ereport(ERROR,
				errcode_for_file_access(),
				errmsg("could not read file \"%s\": %m", source->path));
	return (int) length;
}

int
cms_source_read(cms_source *source, char *buffer, int size)
{
	return source->is_object ? lo_read(source->descriptor, buffer, size) : read_file(source, buffer, size);
}

void
cms_source_close(cms_source *source)
{
	if (source->is_object)
		DirectFunctionCall1(be_lo_close, Int32GetDatum(source->descriptor));
	else
		FreeFile(source->file);
	source->file = NULL;
}
