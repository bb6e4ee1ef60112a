/*
 * policy_rows.c
 *	  The rows of a policy's version as the document that they stand for.
 *
 * The queries name each column by its key in the document; everything else is generic. The other direction, from
 * document to rows, is the SQL function cptpolicy.store_policy_document().
 *
 * A query takes the rows of the version that the extension ships and of one's own version of that name: where one's
 * own version does not exist, rows of it would silently mean nothing, and are a fault.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "engine/program.h"
#include "pg/assembled_json.h"
#include "pg/compat.h"
#include "pg/cptpolicy.h"
#include "pg/engine_glue.h"
#include "pg/policy_rows.h"
#include "pg/spi_reader.h"

#define OF_VERSION \
	"WHERE r.policy OPERATOR(pg_catalog.=) $1 AND r.version OPERATOR(pg_catalog.=) $2"

static const char *const policy_query =
	"SELECT r.shipped, r.payer, p.payer IS NOT NULL FROM cptpolicy.policy r "
	"LEFT JOIN cptpolicy.payer p ON p.payer OPERATOR(pg_catalog.=) r.payer "
	"WHERE r.policy OPERATOR(pg_catalog.=) $1";

static const char *const version_query =
	"SELECT r.shipped, r.policy, r.version, r.title, r.source, r.effective_from, r.effective_to, "
	"r.denial_group AS \"group\", r.denial_carc AS carc, r.denial_rarc AS rarc, "
	"r.missing_carc AS carc, r.missing_rarc AS rarc "
	"FROM cptpolicy.policy_version r " OF_VERSION;

static const char *const code_query =
	"SELECT r.shipped, r.position, r.role, r.subject, r.first_code, r.last_code "
	"FROM cptpolicy.policy_code r " OF_VERSION;

static const char *const fact_query =
	"SELECT r.shipped, r.position, r.name, r.type, r.unit, r.minimum, r.maximum, "
	"CASE WHEN r.type OPERATOR(pg_catalog.<>) 'flags' THEN r.values END AS values, "
	"CASE WHEN r.type OPERATOR(pg_catalog.=) 'flags' THEN r.values END AS flags, r.aliases, r.question "
	"FROM cptpolicy.policy_fact r " OF_VERSION;

#define COMMON_KEYS \
	"r.message, r.question, r.denial_group AS \"group\", r.denial_carc AS carc, r.denial_rarc AS rarc, " \
	"r.missing_carc, r.missing_rarc "

static const char *const precedence_query =
	"SELECT r.shipped, r.position, r.criterion AS id, r.line_of_business, r.text, r.settled_by, " COMMON_KEYS
	"FROM cptpolicy.policy_precedence r " OF_VERSION;

static const char *const criterion_query =
	"SELECT r.shipped, r.position, r.criterion AS id, r.parent, r.kind OPERATOR(pg_catalog.=) 'exception', "
	"r.combination, CASE WHEN r.kind OPERATOR(pg_catalog.<>) 'exception' THEN r.kind END AS kind, "
	"r.branch_order, r.asked_when AS \"when\", r.text, r.test, r.at_least, r.notes, " COMMON_KEYS
	"FROM cptpolicy.policy_criterion r " OF_VERSION;

/* Columns that every query of ordered rows begins with: shipped, position and the name of the row. */
#define SHIPPED_COLUMN 1
#define POSITION_COLUMN 2
#define NAME_COLUMN 3

typedef struct ordered_row
{
	uint64		row;			/* of the query's result */
	int32		position;
	text_span	name;
	text_span	parent;			/* of criteria */
	bool		placed;			/* of criteria: below the root by way of its parents */
} ordered_row;

typedef struct rows_reader
{
	text_span	parameters[2];	/* policy and version */
	bool		shipped;
	bool		has_own_version;
	arena	   *memory;
	fault_list *faults;
	const char **keys;			/* of the last query's columns, from 1 */
	uint64		count;			/* its rows that are the version's */
	ordered_row *rows;
	bool		too_deep;		/* some criteria were left out */
} rows_reader;

static int
compare_spans(text_span left, text_span right)
{
	int			order = memcmp(left.bytes, right.bytes, Min(left.length, right.length));

	return order != 0 ? order : (int) left.length - (int) right.length;
}

/* By parent, those at the top first; then by position, then by name. */
static int
compare_rows(const void *left, const void *right)
{
	const ordered_row *a = left;
	const ordered_row *b = right;

	if ((a->parent.bytes == NULL) != (b->parent.bytes == NULL))
		return a->parent.bytes == NULL ? -1 : 1;
	if (a->parent.bytes != NULL && !text_equals(a->parent, b->parent))
		return compare_spans(a->parent, b->parent);
	if (a->position != b->position)
		return a->position < b->position ? -1 : 1;
	return compare_spans(a->name, b->name);
}

/* Run a query by policy and version, and take the names of its columns, which are the keys. */
static void
run_query(rows_reader *reader, const char *query)
{
	TupleDesc	columns;

	spi_read(query, 2, reader->parameters);
	columns = SPI_tuptable->tupdesc;
	reader->keys = ARENA_ARRAY(reader->memory, const char *, columns->natts + 1);
	for (int i = 0; i < columns->natts; i++)
	{
		const char *name = NameStr(TupleDescAttr(columns, i)->attname);

		reader->keys[i + 1] = arena_copy_text(reader->memory, (text_span) {name, (uint32_t) strlen(name)}).bytes;
	}
}

/* Add columns of a row, the last one included; null is absent. */
static void
add_columns(const rows_reader *reader, uint64 row, int first, int last, member_list *object)
{
	for (int column = first; column <= last; column++)
	{
		json_value	value = spi_json(row, column, reader->memory);

		if (json_is_present(value))
			member_list_add(object, reader->keys[column], value);
	}
}

static json_value
object_of_columns(const rows_reader *reader, uint64 row, int first, int last)
{
	member_list object;

	member_list_init(&object, reader->memory);
	add_columns(reader, row, first, last, &object);
	return member_list_value(&object, JSON_OBJECT);
}

/* Run a query of rows of the version and put them in order. */
static void
read_ordered(rows_reader *reader, const char *query, const char *table, int parent_column)
{
	run_query(reader, query);
	reader->rows = ARENA_ARRAY(reader->memory, ordered_row, SPI_processed);
	reader->count = 0;
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		ordered_row *row = &reader->rows[reader->count];

		row->name = spi_text(i, NAME_COLUMN, reader->memory);
		if (spi_boolean(i, SHIPPED_COLUMN) != reader->shipped)
		{
			if (reader->shipped && !reader->has_own_version)
				fault_add(reader->faults, TEXT_LITERAL("$"), TEXT_ABSENT,
						  "the row \"%.*s\" of %s is of a version of one's own that does not exist",
						  TEXT_ARGUMENTS(row->name), table);
			continue;
		}
		row->row = i;
		row->position = spi_integer(i, POSITION_COLUMN);
		row->parent = parent_column > 0 ? spi_text(i, parent_column, reader->memory) : TEXT_ABSENT;
		reader->count++;
	}
	qsort(reader->rows, reader->count, sizeof(ordered_row), compare_rows);
}

/* ---- header ---- */

/* The payer of the policy: by the row that goes with the version, or the other one where it stands alone. */
static json_value
read_payer(rows_reader *reader)
{
	uint64		row = 0;
	text_span	payer;

	spi_read(policy_query, 1, reader->parameters);
	if (SPI_processed == 0)
	{
		fault_add(reader->faults, TEXT_LITERAL("$.policy"), TEXT_ABSENT,
				  "expected a row of cptpolicy.policy for the policy");
		return (json_value) {JSON_NULL, 0, NULL};
	}
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		if (spi_boolean(i, SHIPPED_COLUMN) == reader->shipped)
			row = i;
	}
	payer = spi_text(row, 2, reader->memory);
	if (payer.bytes != NULL && !spi_boolean(row, 3))
		fault_add(reader->faults, TEXT_LITERAL("$.payer"), TEXT_ABSENT,
				  "expected the id of a payer in cptpolicy.payer, found \"%.*s\"", TEXT_ARGUMENTS(payer));
	return payer.bytes == NULL ? (json_value) {JSON_NULL, 0, NULL} : string_value(payer);
}

/* Find the version's own row among at most two. */
static uint64
find_version_row(rows_reader *reader)
{
	uint64		found = SPI_processed;

	for (uint64 i = 0; i < SPI_processed; i++)
	{
		bool		shipped = spi_boolean(i, SHIPPED_COLUMN);

		reader->has_own_version |= !shipped;
		if (shipped == reader->shipped)
			found = i;
	}
	if (found == SPI_processed)
		ereport(ERROR,
				errcode(ERRCODE_UNDEFINED_OBJECT),
				errmsg("policy \"%.*s\" has no version \"%.*s\"", TEXT_ARGUMENTS(reader->parameters[0]),
					   TEXT_ARGUMENTS(reader->parameters[1])),
				errhint("cptpolicy.policy_version lists policies and their versions."));
	return found;
}

/* Columns of version_query. */
#define HEADER_COLUMNS 2, 6
#define EFFECTIVE_TO_COLUMN 7
#define DENIAL_COLUMNS 8, 10
#define MISSING_COLUMNS 11, 12

static void
read_header(rows_reader *reader, member_list *document)
{
	uint64		row;

	run_query(reader, version_query);
	row = find_version_row(reader);
	add_columns(reader, row, HEADER_COLUMNS, document);
	member_list_add(document, "effective_to", spi_json(row, EFFECTIVE_TO_COLUMN, reader->memory));
	member_list_add(document, "denial", object_of_columns(reader, row, DENIAL_COLUMNS));
	member_list_add(document, "missing", object_of_columns(reader, row, MISSING_COLUMNS));
	member_list_add(document, "payer", read_payer(reader));
}

/* ---- codes ---- */

/* Columns of code_query. */
#define SUBJECT_COLUMN 4
#define FIRST_CODE_COLUMN 5
#define LAST_CODE_COLUMN 6

typedef struct role_codes
{
	text_span	role;
	json_value	subject;		/* JSON_NULL: not said */
	member_list codes;
} role_codes;

static json_value
code_value(uint64 row, arena *memory)
{
	char		first[CPT_CODE_LENGTH + 1];
	char		last[CPT_CODE_LENGTH + 1];
	bool		is_null;
	Datum		code = spi_column(row, FIRST_CODE_COLUMN, &is_null);

	cpt_code_format(DatumGetCptCode(code), first);
	code = spi_column(row, LAST_CODE_COLUMN, &is_null);
	if (is_null)
		return string_value(arena_format(memory, "%s", first));
	cpt_code_format(DatumGetCptCode(code), last);
	return string_value(arena_format(memory, "%s-%s", first, last));
}

/*
 * The role of a row. Rows of a role that differ in "subject" make two roles of one name, which the engine refuses.
 */
static role_codes *
find_role(role_codes *roles, uint32 *count, text_span role, json_value subject, arena *memory)
{
	for (uint32 i = 0; i < *count; i++)
	{
		if (text_equals(roles[i].role, role) && roles[i].subject.kind == subject.kind)
			return &roles[i];
	}
	roles[*count].role = role;
	roles[*count].subject = subject;
	member_list_init(&roles[*count].codes, memory);
	return &roles[(*count)++];
}

static json_value
role_value(const role_codes *role, arena *memory)
{
	member_list object;

	member_list_init(&object, memory);
	member_list_add(&object, "role", string_value(role->role));
	if (json_is_present(role->subject))
		member_list_add(&object, "subject", role->subject);
	member_list_add(&object, "codes", member_list_value(&role->codes, JSON_ARRAY));
	return member_list_value(&object, JSON_OBJECT);
}

static void
read_codes(rows_reader *reader, member_list *document)
{
	member_list list;
	role_codes *roles;
	uint32		count = 0;

	read_ordered(reader, code_query, "cptpolicy.policy_code", 0);
	roles = ARENA_ARRAY(reader->memory, role_codes, reader->count);
	for (uint64 i = 0; i < reader->count; i++)
	{
		ordered_row *row = &reader->rows[i];
		json_value	subject = spi_json(row->row, SUBJECT_COLUMN, reader->memory);

		CHECK_FOR_INTERRUPTS();
		member_list_append(&find_role(roles, &count, row->name, subject, reader->memory)->codes,
						   code_value(row->row, reader->memory));
	}
	member_list_init(&list, reader->memory);
	for (uint32 i = 0; i < count; i++)
		member_list_append(&list, role_value(&roles[i], reader->memory));
	if (count > 0)
		member_list_add(document, "codes", member_list_value(&list, JSON_ARRAY));
}

/* ---- facts and precedence ---- */

static void
read_plain(rows_reader *reader, const char *query, const char *table, const char *key, member_list *document)
{
	member_list list;
	int			last;

	read_ordered(reader, query, table, 0);
	last = SPI_tuptable->tupdesc->natts;
	member_list_init(&list, reader->memory);
	for (uint64 i = 0; i < reader->count; i++)
		member_list_append(&list, object_of_columns(reader, reader->rows[i].row, NAME_COLUMN, last));
	if (reader->count > 0)
		member_list_add(document, key, member_list_value(&list, JSON_ARRAY));
}

/* ---- criteria ---- */

/* Columns of criterion_query. */
#define PARENT_COLUMN 4
#define IS_EXCEPTION_COLUMN 5
#define COMBINATION_COLUMN 6
#define FIRST_KEY_COLUMN 7

/* The first row below a parent; the rows are in order. */
static uint64
first_below(const rows_reader *reader, text_span parent)
{
	uint64		low = 0,
				high = reader->count;

	while (low < high)
	{
		uint64		middle = (low + high) / 2;
		text_span	found = reader->rows[middle].parent;

		if (found.bytes == NULL || (parent.bytes != NULL && compare_spans(found, parent) < 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static json_value read_criterion(rows_reader *reader, ordered_row *row, int depth);

static const char *
combination_key(uint64 row, arena *memory)
{
	text_span	combination = spi_text(row, COMBINATION_COLUMN, memory);

	return text_is(combination, "any") ? "any" : text_is(combination, "at_least") ? "of" : "all";
}

/*
 * The criteria below a parent: exceptions apart, because a document has at most one and not in a list. A second one
 * makes a list, which the engine refuses.
 */
static void
read_below(rows_reader *reader, text_span parent, uint64 first, int depth, member_list *listed, member_list *exceptions)
{
	member_list_init(listed, reader->memory);
	member_list_init(exceptions, reader->memory);
	for (uint64 i = first; i < reader->count; i++)
	{
		ordered_row *row = &reader->rows[i];

		if ((row->parent.bytes == NULL) != (parent.bytes == NULL) || !text_equals(row->parent, parent))
			break;
		member_list_append(spi_boolean(row->row, IS_EXCEPTION_COLUMN) ? exceptions : listed,
						   read_criterion(reader, row, depth));
	}
}

static void
add_exceptions(const member_list *exceptions, member_list *object)
{
	if (exceptions->count == 1)
		member_list_add(object, "exception", exceptions->members[0].value);
	else if (exceptions->count > 1)
		member_list_add(object, "exception", member_list_value(exceptions, JSON_ARRAY));
}

static json_value
read_criterion(rows_reader *reader, ordered_row *row, int depth)
{
	member_list object,
				listed,
				exceptions;

	CHECK_FOR_INTERRUPTS();
	row->placed = true;
	member_list_init(&object, reader->memory);
	member_list_add(&object, "id", string_value(row->name));
	add_columns(reader, row->row, FIRST_KEY_COLUMN, SPI_tuptable->tupdesc->natts, &object);
	if (depth > NESTING_MAX)	/* the engine refuses it, whatever is below */
		reader->too_deep = true;
	else
	{
		bool		is_null;

		read_below(reader, row->name, first_below(reader, row->name), depth + 1, &listed, &exceptions);
		(void) spi_column(row->row, COMBINATION_COLUMN, &is_null);
		if (listed.count > 0 || !is_null)
			member_list_add(&object, combination_key(row->row, reader->memory), member_list_value(&listed, JSON_ARRAY));
		add_exceptions(&exceptions, &object);
	}
	return member_list_value(&object, JSON_OBJECT);
}

/* Rows that no path leads to: their parent does not exist, or they are above themselves. */
static void
report_unplaced(rows_reader *reader)
{
	for (uint64 i = 0; i < reader->count && !reader->too_deep; i++)
	{
		const ordered_row *row = &reader->rows[i];

		if (!row->placed)
			fault_add(reader->faults, TEXT_LITERAL("$.criteria"), row->name,
					  "expected a parent that leads to the top, found \"%.*s\"", TEXT_ARGUMENTS(row->parent));
	}
}

static void
read_criteria(rows_reader *reader, member_list *document)
{
	member_list listed,
				exceptions;

	read_ordered(reader, criterion_query, "cptpolicy.policy_criterion", PARENT_COLUMN);
	read_below(reader, TEXT_ABSENT, 0, 1, &listed, &exceptions);
	report_unplaced(reader);
	if (listed.count > 0)
		member_list_add(document, "criteria", member_list_value(&listed, JSON_ARRAY));
	add_exceptions(&exceptions, document);
}

json_value
policy_rows_read(text_span policy, text_span version, bool shipped, arena *memory, fault_list *faults)
{
	rows_reader reader = {{policy, version}, shipped, .memory = memory, .faults = faults};
	member_list document;

	member_list_init(&document, memory);
	SPI_connect();
	read_header(&reader, &document);
	read_codes(&reader, &document);
	read_plain(&reader, fact_query, "cptpolicy.policy_fact", "facts", &document);
	read_plain(&reader, precedence_query, "cptpolicy.policy_precedence", "precedence", &document);
	read_criteria(&reader, &document);
	SPI_finish();
	return member_list_value(&document, JSON_OBJECT);
}
