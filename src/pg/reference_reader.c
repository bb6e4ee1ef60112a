/*
 * reference_reader.c
 *	  The lists of national coding data, as the engine's reference.
 *
 * As in directory_reader.c, queries are as plain as can be, because a new session has to plan them all.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "pg/code_record_reader.h"
#include "pg/compat.h"
#include "pg/cptpolicy.h"
#include "pg/engine_glue.h"
#include "pg/reference_reader.h"
#include "pg/spi_reader.h"

#define CODE_GROUPS_MAX 64		/* bits of code_record.groups */

typedef struct reference_reader
{
	reference  *reference;
	directory  *directory;
	code_sources *sources;
	arena	   *memory;			/* of the reference */
	uint32		listed_count;
	listed_modifier *listed;
	uint32		exclusion_count;
	modifier_exclusion *exclusions;
	uint32		rule_count;
	modifier_rule *rules;
	uint32		group_count;
	text_span	group_names[CODE_GROUPS_MAX];
} reference_reader;

typedef struct numbered_rationale
{
	int16		number;
	ptp_rationale rationale;
} numbered_rationale;

/* ---- columns ---- */

static cpt_modifier
modifier_column(uint64 row, int column)
{
	bool		is_null;

	return DatumGetCptModifier(spi_column(row, column, &is_null));
}

/* Checks of the tables admit no other words. */
static edit_severity
severity_column(uint64 row, int column, arena *memory)
{
	text_span	name = spi_text(row, column, memory);
	edit_severity severity = SEVERITY_DENY;

	if (!edit_severity_of_name(name, &severity))
		elog(ERROR, "severity \"%.*s\" is not known", TEXT_ARGUMENTS(name));
	return severity;
}

/* ---- groups of codes ---- */

/* The number of a group's name, given now if it is new. */
static uint32
group_number(reference_reader *reader, text_span name)
{
	int			number = text_place(name, reader->group_names, reader->group_count);

	if (number >= 0)
		return number;
	if (reader->group_count == CODE_GROUPS_MAX)
		ereport(ERROR,
				errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				errmsg("table \"%s\" has more than %d groups of codes", "cptpolicy.code_group", CODE_GROUPS_MAX),
				errdetail("One too many is \"%.*s\".", TEXT_ARGUMENTS(name)));
	reader->group_names[reader->group_count] = name;
	return reader->group_count++;
}

/* The bit of a group, for null no bit; a group that has no codes yet is one, too. */
static uint64
group_column(reference_reader *reader, uint64 row, int column)
{
	text_span	name = spi_text(row, column, reader->memory);

	return name.bytes == NULL ? 0 : UINT64CONST(1) << group_number(reader, name);
}

static void
read_code_groups(reference_reader *reader)
{
	code_span  *spans;
	uint32		count;

	spi_read("SELECT code_group, first_code, last_code FROM cptpolicy.code_group", 0, NULL);
	count = SPI_processed;
	spans = ARENA_ARRAY(reader->memory, code_span, count);
	for (uint32 i = 0; i < count; i++)
	{
		uint32		group = group_number(reader, spi_text(i, 1, reader->memory));

		spans[i] = (code_span) {spi_code(i, 2), spi_code(i, 3), group};
	}
	code_map_build(&reader->reference->groups, spans, count, reader->group_count, reader->memory);
}

/* ---- modifiers ---- */

/* A row of one's own hides the shipped ones of its modifier, those for all codes or those for a group. */
static void
read_listed_modifiers(reference_reader *reader)
{
	bool		is_own[2][CPT_MODIFIER_LAST + 1] = {{false}};

	spi_read("SELECT modifier, ncci_associated, effective_from, effective_to, shipped, "
			 "code_group IS NOT NULL, code_group FROM cptpolicy.modifier", 0, NULL);
	reader->listed = ARENA_ARRAY(reader->memory, listed_modifier, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
		is_own[spi_boolean(i, 6)][modifier_column(i, 1)] |= !spi_boolean(i, 5);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		cpt_modifier modifier = modifier_column(i, 1);

		if (is_own[spi_boolean(i, 6)][modifier] == !spi_boolean(i, 5))
			reader->listed[reader->listed_count++] = (listed_modifier) {
				modifier, spi_boolean(i, 2), spi_dates(i, 3), group_column(reader, i, 7)
			};
	}
}

static void
read_exclusion(reference_reader *reader, uint64 row)
{
	modifier_exclusion *exclusion = &reader->exclusions[row];
	text_span	other = spi_text(row, 2, reader->memory);

	exclusion->modifier = modifier_column(row, 1);
	exclusion->any_other = text_is(other, "*");
	if (!exclusion->any_other && !cpt_modifier_parse(other.bytes, other.length, &exclusion->other))
		elog(ERROR, "modifier \"%.*s\" is none", TEXT_ARGUMENTS(other));
	exclusion->severity = severity_column(row, 3, reader->memory);
	exclusion->dates = spi_dates(row, 4);
	exclusion->message = spi_text(row, 6, reader->memory);
	exclusion->source = spi_text(row, 7, reader->memory);
}

static void
read_exclusions(reference_reader *reader)
{
	spi_read("SELECT modifier, other_modifier, severity, effective_from, effective_to, message, source "
			 "FROM cptpolicy.modifier_exclusion_in_force", 0, NULL);
	reader->exclusion_count = SPI_processed;
	reader->exclusions = ARENA_ARRAY(reader->memory, modifier_exclusion, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
		read_exclusion(reader, i);
}

/* An array of texts; null elements say nothing. */
static text_span *
texts_column(uint64 row, int column, arena *memory, uint32 *count)
{
	bool		is_null;
	Datum		array = spi_column(row, column, &is_null);
	Datum	   *elements;
	bool	   *nulls;
	int			element_count;
	text_span  *texts;

	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &element_count);
	texts = ARENA_ARRAY(memory, text_span, element_count);
	*count = 0;
	for (int i = 0; i < element_count; i++)
	{
		if (!nulls[i])
			texts[(*count)++] = arena_copy_text(memory, text_span_of(DatumGetTextPP(elements[i])));
	}
	return texts;
}

static void
read_rule(reference_reader *reader, uint64 row)
{
	modifier_rule *rule = &reader->rules[row];
	text_span	subject = spi_text(row, 3, reader->memory);

	rule->rule = spi_text(row, 1, reader->memory);
	rule->modifier = modifier_column(row, 2);
	if (!rule_subject_of_name(subject, &rule->subject))
		elog(ERROR, "subject \"%.*s\" of a rule is not known", TEXT_ARGUMENTS(subject));
	rule->violated_when_is = text_is(spi_text(row, 4, reader->memory), "is");
	rule->values = texts_column(row, 5, reader->memory, &rule->value_count);
	rule->severity = severity_column(row, 6, reader->memory);
	rule->carc = spi_text(row, 7, reader->memory);
	rule->rarc = spi_text(row, 8, reader->memory);
	rule->message = spi_text(row, 9, reader->memory);
	rule->source = spi_text(row, 10, reader->memory);
	rule->dates = spi_dates(row, 11);
}

static void
read_rules(reference_reader *reader)
{
	spi_read("SELECT rule, modifier, subject, violated_when, \"values\", severity, carc, rarc, message, source, "
			 "effective_from, effective_to FROM cptpolicy.modifier_rule_in_force", 0, NULL);
	reader->rule_count = SPI_processed;
	reader->rules = ARENA_ARRAY(reader->memory, modifier_rule, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
		read_rule(reader, i);
}

static void
make_book(reference_reader *reader)
{
	text_span	fault = TEXT_ABSENT;

	reader->reference->modifiers =
		modifier_book_create(reader->memory, reader->listed, reader->listed_count, reader->exclusions,
							 reader->exclusion_count, reader->rules, reader->rule_count, reader->group_names,
							 reader->group_count, &fault);
	if (reader->reference->modifiers == NULL)
		ereport(ERROR,
				errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				errmsg("a row of table \"%s\" makes no sense", "cptpolicy.modifier_rule"),
				errdetail("%.*s", TEXT_ARGUMENTS(fault)),
				errhint("Correct or delete the row."));
}

/* ---- places, files and reasons ---- */

#define PLACE_COUNT 100

/* Two digits. */
static int32
place_column(uint64 row, int column, arena *memory)
{
	text_span	digits = spi_text(row, column, memory);

	return (digits.bytes[0] - '0') * 10 + digits.bytes[1] - '0';
}

/* A row of one's own hides all shipped ones of its place. */
static void
read_places(reference_reader *reader)
{
	reference  *reference = reader->reference;
	bool		is_own[PLACE_COUNT] = {false};

	spi_read("SELECT place_of_service, effective_from, effective_to, shipped FROM cptpolicy.place_of_service", 0, NULL);
	reference->places = ARENA_ARRAY(reader->memory, place_span, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
		is_own[place_column(i, 1, reader->memory)] |= !spi_boolean(i, 4);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		int32		place = place_column(i, 1, reader->memory);

		if (is_own[place] == !spi_boolean(i, 4))
			reference->places[reference->place_count++] = (place_span) {place, spi_dates(i, 2)};
	}
}

/* A loaded file: shipped rows of its kind, and of its setting, do not count at all or end before it begins. */
static void
apply_file(code_sources *sources, uint64 row, arena *memory)
{
	text_span	kind = spi_text(row, 1, memory);
	bool		no_setting,
				no_start;
	Datum		setting_value = spi_column(row, 2, &no_setting);
	DateADT		start = DatumGetDateADT(spi_column(row, 3, &no_start));
	calendar_date shipped_end = no_start ? DATE_EVER_AFTER : start - (DATE_IS_NOBEGIN(start) ? 0 : 1);
	service_setting setting = no_setting ? 0 : service_setting_of_value(DatumGetObjectId(setting_value));

	if (text_is(kind, "add_on"))
		sources->add_ons_are_loaded = true;
	else if (text_is(kind, "fee_schedule"))
		sources->shipped_fees_end = Min(sources->shipped_fees_end, shipped_end);
	else if (text_is(kind, "mue") && !no_setting)
		sources->shipped_limits_end[setting] = Min(sources->shipped_limits_end[setting], shipped_end);
	else if (text_is(kind, "ptp"))
	{
		for (int i = 0; i < SERVICE_SETTING_COUNT; i++)
			sources->ptp_is_loaded[i] |= no_setting || i == (int) setting;
	}
}

static void
read_files(reference_reader *reader)
{
	code_sources *sources = reader->sources;

	sources->shipped_fees_end = DATE_EVER_AFTER;
	for (int i = 0; i < SERVICE_SETTING_COUNT; i++)
		sources->shipped_limits_end[i] = DATE_EVER_AFTER;
	spi_read("SELECT kind, setting, covers_from, shipped FROM cptpolicy.reference_file", 0, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		if (!spi_boolean(i, 4))
			apply_file(sources, i, reader->memory);
	}
}

static int
compare_rationales(const void *left, const void *right)
{
	const numbered_rationale *a = left;
	const numbered_rationale *b = right;

	if (a->rationale.code_definition != b->rationale.code_definition)
		return a->rationale.code_definition ? -1 : 1;
	return a->number - b->number;
}

static numbered_rationale *
sorted_rationales(arena *memory)
{
	numbered_rationale *rows = ARENA_ARRAY(memory, numbered_rationale, SPI_processed);

	for (uint64 i = 0; i < SPI_processed; i++)
		rows[i] = (numbered_rationale) {spi_smallint(i, 1), {spi_text(i, 2, memory), spi_boolean(i, 3)}};
	qsort(rows, SPI_processed, sizeof(*rows), compare_rationales);
	return rows;
}

/*
 * Code definitions come first, so that of two edits of one pair the one that asks for a person comes first. The engine
 * has room for so many reasons; the last one stands for those beyond, and for numbers that are in no table.
 */
static void
read_rationales(reference_reader *reader)
{
	reference  *reference = reader->reference;
	code_sources *sources = reader->sources;
	uint32		kept;
	numbered_rationale *rows;
	uint8	   *places;
	int			largest = -1;

	spi_read("SELECT rationale, text, code_definition FROM cptpolicy.ptp_rationale", 0, NULL);
	rows = sorted_rationales(reader->memory);
	kept = Min(SPI_processed, PTP_RATIONALES_MAX - 1);
	reference->rationale_count = kept + 1;
	reference->rationales = ARENA_ARRAY(reader->memory, ptp_rationale, kept + 1);
	for (uint64 i = 0; i < SPI_processed; i++)
		largest = Max(largest, rows[i].number);
	places = ARENA_ARRAY(reader->memory, uint8, largest + 1);
	memset(places, kept, largest + 1);
	for (uint32 i = 0; i < kept; i++)
	{
		reference->rationales[i] = rows[i].rationale;
		if (rows[i].number >= 0)
			places[rows[i].number] = i;
	}
	sources->rationale_count = largest + 1;
	sources->rationales = places;
	sources->no_rationale = kept;
}

/* ---- settings ---- */

/* A payer that has no policies and no row of its own is known by its name. */
static uint32
payer_of_setting(directory *directory, text_span name)
{
	uint32		payer = directory_payer(directory, name);

	return payer != NO_PAYER ? payer : directory_add_payer(directory, name);
}

static int
line_of_business_of(text_span name)
{
	int			found = text_place(name, line_of_business_names, LINE_OF_BUSINESS_COUNT);

	return found >= 0 ? found : ANY_LINE_OF_BUSINESS;
}

static int
edit_of(text_span name)
{
	coding_edit edit = EDIT_CODE_DATE;

	return coding_edit_of_name(name, &edit) ? (int) edit : ANY_EDIT;
}

static edit_mode
mode_of(text_span severity)
{
	if (text_is(severity, "off"))
		return MODE_OFF;
	return text_is(severity, "review") ? MODE_REVIEW : MODE_DENY;
}

static void
read_setting(reference_reader *reader, uint64 row)
{
	edit_setting *setting = &reader->reference->settings.settings[row];
	text_span	payer = spi_text(row, 1, reader->memory);
	date_span	dates = spi_dates(row, 5);

	setting->any_payer = text_is(payer, "*");
	setting->payer = setting->any_payer ? NO_PAYER : payer_of_setting(reader->directory, payer);
	setting->line_of_business = line_of_business_of(spi_text(row, 2, reader->memory));
	setting->edit = edit_of(spi_text(row, 3, reader->memory));
	setting->mode = mode_of(spi_text(row, 4, reader->memory));
	setting->first = dates.first;
	setting->last = dates.last;
}

static void
read_settings(reference_reader *reader)
{
	edit_setting_list *list = &reader->reference->settings;

	spi_read("SELECT payer, line_of_business, edit, severity, effective_from, effective_to FROM cptpolicy.edit_setting",
			 0, NULL);
	list->count = SPI_processed;
	list->settings = ARENA_ARRAY(reader->memory, edit_setting, SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
		read_setting(reader, i);
}

reference *
reference_read(directory *directory, arena *memory, MemoryContext code_context)
{
	reference_reader reader = {.directory = directory, .memory = memory};
	arena		codes;

	reader.sources = ARENA_NEW(memory, code_sources);
	arena_init_in_context(&codes, code_context);
	reader.reference = reference_create(memory, &codes, code_record_read, reader.sources);
	code_record_reader_forget_plans();
	SPI_connect();
	read_code_groups(&reader);
	read_listed_modifiers(&reader);
	read_exclusions(&reader);
	read_rules(&reader);
	make_book(&reader);
	read_places(&reader);
	read_files(&reader);
	read_rationales(&reader);
	read_settings(&reader);
	SPI_finish();
	return reader.reference;
}
