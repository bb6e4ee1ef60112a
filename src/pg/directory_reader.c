/*
 * directory_reader.c
 *	  Payers, versions, codes and fact names of the tables, as the engine's directory.
 *
 * Nothing that is wrong with the rows is reported here: a claim that has nothing to do with it must still be judged.
 * But a version must not be lost for it either, so that the claims it speaks of meet the error when it is compiled:
 * a payer without a row is a payer, known by its id; a version without a row of its policy is a national one; a range
 * that is the wrong way round is a range.
 *
 * The queries are as plain as can be, and rows are sorted here: planning a join or a sort costs a new session more.
 */
#include "postgres.h"

#include "utils/date.h"
#include "utils/memutils.h"

#include "pg/compat.h"
#include "pg/cptpolicy.h"
#include "pg/directory_reader.h"
#include "pg/engine_glue.h"
#include "pg/spi_reader.h"

typedef struct payer_row
{
	text_span	id;
	uint32		index;			/* in the directory */
} payer_row;

typedef struct policy_row
{
	text_span	policy;
	text_span	payer;			/* or absent */
	bool		shipped;
} policy_row;

typedef struct version_row
{
	text_span	policy;
	text_span	version;
	bool		shipped;
	DateADT		effective_from;
	calendar_date effective_to;
	policy_version *entry;
} version_row;

typedef struct directory_reader
{
	directory  *directory;
	arena		memory;			/* for the time of reading */
	uint64		payer_count;
	payer_row  *payers;
	uint64		policy_count;
	policy_row *policies;
	uint64		version_count;
	version_row *versions;
} directory_reader;

/* ---- order ---- */

static int
compare_spans(text_span left, text_span right)
{
	int			order = memcmp(left.bytes, right.bytes, Min(left.length, right.length));

	return order != 0 ? order : (int) left.length - (int) right.length;
}

static int
compare_payers(const void *left, const void *right)
{
	return compare_spans(((const payer_row *) left)->id, ((const payer_row *) right)->id);
}

/* One's own row of a policy before the shipped one. */
static int
compare_policies(const void *left, const void *right)
{
	const policy_row *a = left;
	const policy_row *b = right;
	int			order = compare_spans(a->policy, b->policy);

	return order != 0 ? order : (int) a->shipped - (int) b->shipped;
}

static int
compare_version_names(const void *left, const void *right)
{
	const version_row *a = left;
	const version_row *b = right;
	int			order = compare_spans(a->policy, b->policy);

	if (order == 0)
		order = compare_spans(a->version, b->version);
	return order != 0 ? order : (int) a->shipped - (int) b->shipped;
}

static int
compare_version_dates(const void *left, const void *right)
{
	const version_row *a = left;
	const version_row *b = right;
	int			order = compare_spans(a->policy, b->policy);

	if (order != 0)
		return order;
	if (a->effective_from != b->effective_from)
		return a->effective_from < b->effective_from ? -1 : 1;
	return compare_version_names(left, right);
}

/* ---- payers ---- */

/* Ids of the payer table and of policies, each once, in order. */
static void
collect_payers(directory_reader *reader)
{
	uint64		found = SPI_processed + reader->policy_count;
	payer_row  *all = ARENA_ARRAY(&reader->memory, payer_row, found);
	uint64		count = 0;

	for (uint64 i = 0; i < SPI_processed; i++)
		all[count++].id = spi_text(i, 1, &reader->memory);
	for (uint64 i = 0; i < reader->policy_count; i++)
	{
		if (reader->policies[i].payer.bytes != NULL)
			all[count++].id = reader->policies[i].payer;
	}
	qsort(all, count, sizeof(payer_row), compare_payers);
	reader->payers = ARENA_ARRAY(&reader->memory, payer_row, count);
	for (uint64 i = 0; i < count; i++)
	{
		if (i > 0 && text_equals(all[i].id, all[i - 1].id))
			continue;
		all[i].index = directory_add_payer(reader->directory, all[i].id);
		reader->payers[reader->payer_count++] = all[i];
	}
}

static uint32
payer_index(const directory_reader *reader, text_span id)
{
	payer_row	wanted = {id, 0};
	payer_row  *found = NULL;

	if (id.bytes != NULL)
		found = bsearch(&wanted, reader->payers, reader->payer_count, sizeof(payer_row), compare_payers);
	return found == NULL ? NO_PAYER : found->index;
}

/* Rows of payer id and name. */
static void
add_payer_names(directory_reader *reader)
{
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		uint32		payer = payer_index(reader, spi_text(i, 1, &reader->memory));

		if (payer != NO_PAYER)
			directory_add_payer_name(reader->directory, payer, spi_text(i, 2, &reader->memory));
	}
}

static void
read_payers(directory_reader *reader)
{
	spi_read("SELECT payer, name FROM cptpolicy.payer ORDER BY payer COLLATE pg_catalog.\"C\"", 0, NULL);
	collect_payers(reader);
	add_payer_names(reader);
	spi_read("SELECT payer, alias FROM cptpolicy.payer_alias ORDER BY payer COLLATE pg_catalog.\"C\"", 0, NULL);
	add_payer_names(reader);
}

/* ---- policies and versions ---- */

static void
read_policies(directory_reader *reader)
{
	spi_read("SELECT policy, payer, shipped FROM cptpolicy.policy", 0, NULL);
	reader->policy_count = SPI_processed;
	reader->policies = ARENA_ARRAY(&reader->memory, policy_row, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		reader->policies[i].policy = spi_text(i, 1, &reader->memory);
		reader->policies[i].payer = spi_text(i, 2, &reader->memory);
		reader->policies[i].shipped = spi_boolean(i, 3);
	}
	qsort(reader->policies, reader->policy_count, sizeof(policy_row), compare_policies);
}

/* The payer of a version's policy: by the row that goes with the version, or the other one where it stands alone. */
static uint32
version_payer(const directory_reader *reader, const version_row *version)
{
	policy_row	wanted = {version->policy, TEXT_ABSENT, version->shipped};
	policy_row *found = bsearch(&wanted, reader->policies, reader->policy_count, sizeof(policy_row), compare_policies);

	wanted.shipped = !version->shipped;
	if (found == NULL)
		found = bsearch(&wanted, reader->policies, reader->policy_count, sizeof(policy_row), compare_policies);
	return found == NULL ? NO_PAYER : payer_index(reader, found->payer);
}

static void
read_version_row(directory_reader *reader, uint64 row)
{
	version_row *version = &reader->versions[row];
	bool		is_null;
	Datum		date;

	version->policy = spi_text(row, 1, &reader->memory);
	version->version = spi_text(row, 2, &reader->memory);
	version->shipped = spi_boolean(row, 3);
	version->effective_from = spi_date(row, 4);
	date = spi_column(row, 5, &is_null);
	version->effective_to = is_null ? CALENDAR_DATE_UNKNOWN : DatumGetDateADT(date);
}

static void
read_versions(directory_reader *reader)
{
	spi_read("SELECT policy, version, shipped, effective_from, effective_to FROM cptpolicy.policy_version", 0, NULL);
	reader->version_count = SPI_processed;
	reader->versions = ARENA_ARRAY(&reader->memory, version_row, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
		read_version_row(reader, i);
	qsort(reader->versions, reader->version_count, sizeof(version_row), compare_version_dates);
	for (uint64 i = 0; i < reader->version_count; i++)
	{
		version_row *row = &reader->versions[i];

		row->entry = directory_add_version(reader->directory, row->policy, row->version, version_payer(reader, row),
										   row->effective_from, row->effective_to, row->shipped);
	}
	qsort(reader->versions, reader->version_count, sizeof(version_row), compare_version_names);
}

/* ---- codes and facts ---- */

static void
read_codes(directory_reader *reader)
{
	spi_read("SELECT policy, version, shipped, first_code, last_code FROM cptpolicy.policy_code "
			 "WHERE subject", 0, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		version_row wanted = {.shipped = spi_boolean(i, 3)};
		version_row *found;
		bool		is_null;
		cpt_code	first = spi_code(i, 4);
		Datum		last = spi_column(i, 5, &is_null);
		cpt_code	end = is_null ? first : DatumGetCptCode(last);

		wanted.policy = spi_text(i, 1, &reader->memory);
		wanted.version = spi_text(i, 2, &reader->memory);
		found = bsearch(&wanted, reader->versions, reader->version_count, sizeof(version_row), compare_version_names);
		if (found != NULL)
			directory_add_codes(reader->directory, found->entry, Min(first, end), Max(first, end));
	}
}

static void
read_facts(directory_reader *reader)
{
	spi_read("SELECT DISTINCT name FROM cptpolicy.policy_fact", 0, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
		directory_add_fact(reader->directory, spi_text(i, 1, &reader->memory));
}

void
directory_read(directory *directory)
{
	directory_reader reader = {directory};

	SPI_connect();
	arena_init_in_context(&reader.memory, CurrentMemoryContext);
	read_policies(&reader);
	read_payers(&reader);
	read_versions(&reader);
	read_codes(&reader);
	read_facts(&reader);
	SPI_finish();
	directory_finish(directory);
}
