/*
 * cms_rationales.c
 *	  Reasons of PTP edits by number.
 *
 * Numbers of texts that are new begin at 1000, behind those of shipped ones. Whoever adds some holds the lock of
 * load_ptp(), so that two loads cannot give the same number twice.
 */
#include "pg/cms_rationales.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "mb/pg_wchar.h"

#include "engine/reference.h"
#include "pg/engine_glue.h"
#include "pg/spi_reader.h"

#define FIRST_OWN_NUMBER 1000

typedef struct rationale
{
	text_span	text;
	int			number;
	bool		is_new;
} rationale;

struct cms_rationales
{
	arena	   *memory;
	uint32_t	count;
	uint32_t	last;			/* found last: edits of one code mostly have one reason */
	int			next_number;
	rationale	rationales[PTP_RATIONALES_MAX];
};

static void
refuse_more(text_span text)
{
	ereport(ERROR,
			errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			errmsg("PTP edits have more than %d rationales", PTP_RATIONALES_MAX),
			text.bytes == NULL ? 0 : errdetail("\"%.*s\" would be one more.", TEXT_ARGUMENTS(text)),
			errhint("Nothing was loaded. cptpolicy.ptp_rationale holds the rationales."));
}

static void
add(cms_rationales *rationales, text_span text, int number, bool is_new)
{
	if (rationales->count == PTP_RATIONALES_MAX)
		refuse_more(text);
	rationales->rationales[rationales->count++] = (rationale) {text, number, is_new};
	if (number >= rationales->next_number)
		rationales->next_number = number + 1;
}

/*
 * Own ones first, so that a text that a later release ships keeps the number that loaded edits have. Not under the
 * caller's snapshot, which may be older than the lock.
 */
cms_rationales *
cms_rationales_read(arena *memory)
{
	cms_rationales *rationales = ARENA_NEW(memory, cms_rationales);

	rationales->memory = memory;
	rationales->next_number = FIRST_OWN_NUMBER;
	spi_run("SELECT r.rationale::pg_catalog.int4, r.text FROM cptpolicy.ptp_rationale r "
			"ORDER BY r.shipped, r.rationale", SPI_OK_SELECT);
	for (uint64 i = 0; i < SPI_processed; i++)
		add(rationales, spi_text(i, 2, memory), spi_integer(i, 1), false);
	return rationales;
}

int
cms_rationale_number(cms_rationales *rationales, text_span given)
{
	const rationale *last = &rationales->rationales[rationales->last];

	if (rationales->count > 0 && text_equals(last->text, given))
		return last->number;
	for (rationales->last = 0; rationales->last < rationales->count; rationales->last++)
	{
		last = &rationales->rationales[rationales->last];
		if (text_equals(last->text, given))
			return last->number;
	}
	add(rationales, arena_copy_text(rationales->memory, given), rationales->next_number, true);
	return rationales->rationales[rationales->last].number;
}

static void
store(const rationale *rationale)
{
	Oid			types[] = {INT4OID, TEXTOID};
	Datum		values[] = {Int32GetDatum(rationale->number), PointerGetDatum(text_of_span(rationale->text))};

	spi_run_with("INSERT INTO cptpolicy.ptp_rationale (rationale, text, code_definition) "
				 "VALUES ($1, $2, $2 OPERATOR(pg_catalog.~*) 'code definition')", 2, types, values, NULL,
				 SPI_OK_INSERT);
}

void
cms_rationales_store(const cms_rationales *rationales)
{
	for (uint32_t i = 0; i < rationales->count; i++)
	{
		if (rationales->rationales[i].is_new)
			store(&rationales->rationales[i]);
	}
}
