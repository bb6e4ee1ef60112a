/*
 * reference_fixture.h
 *	  A reference in memory, from rows written in a line each. Nothing here checks anything: fuzz targets use it, too.
 *
 *	code CODE FROM TO								modifier MODIFIER FROM TO ncci|plain
 *	fee CODE FROM TO STATUS PCTC GLOBAL MULTIPLE BILATERAL ASSISTANT CO TEAM
 *	mue CODE SETTING FROM TO UNITS INDICATOR		exclusion MODIFIER OTHER|* SEVERITY
 *	add_on CODE PRIMARY|CCCCC FROM TO TYPE			rule MODIFIER SUBJECT is|is_not VALUE SEVERITY CARC RARC
 *	ptp ONE TWO SETTING FROM TO INDICATOR RATIONALE	place NUMBER FROM TO
 *	rationale definition|other						setting PAYER|* BUSINESS|* EDIT|* MODE FROM TO
 *	group NAME FIRST LAST
 *
 * A date "-" is open, PAYER an index in the directory, BUSINESS a number, MODE deny, review or off, SETTING p or o.
 * Rationales have the numbers 0, 1, ... in their order. A row that means nothing ends the program.
 */
#ifndef REFERENCE_FIXTURE_H
#define REFERENCE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>

#include "engine/modifier_book.h"

#define REFERENCE_ROW_WORDS 12

/* One row cut into words. */
typedef struct reference_row
{
	int			count;
	char		words[REFERENCE_ROW_WORDS][24];
} reference_row;

/* What a reference was made of, which it reads again for each code. */
typedef struct reference_rows
{
	arena	   *memory;
	const char *const *rows;
	size_t		count;
	uint32_t	load_count;		/* codes that were loaded */
} reference_rows;

static inline void
row_must(bool ok, const char *row)
{
	if (!ok)
	{
		fprintf(stderr, "row that means nothing: %s\n", row);
		abort();
	}
}

static inline reference_row
row_cut(const char *text)
{
	reference_row row = {0};
	int			used = 0;

	while (row.count < REFERENCE_ROW_WORDS && sscanf(text, " %23s%n", row.words[row.count], &used) == 1)
	{
		text += used;
		row.count++;
	}
	row_must(*text == '\0', text);
	return row;
}

static inline bool
row_is(const reference_row *row, const char *kind, int count)
{
	bool		is_kind = strcmp(row->words[0], kind) == 0;

	row_must(!is_kind || row->count == count, kind);
	return is_kind;
}

static inline date_span
row_dates(const reference_row *row, int first)
{
	date_span	dates = {DATE_EVER_BEFORE, DATE_EVER_AFTER};
	const char *from = row->words[first];
	const char *to = row->words[first + 1];

	row_must(*from == '-' || calendar_parse(from, strlen(from), &dates.first), from);
	row_must(*to == '-' || calendar_parse(to, strlen(to), &dates.last), to);
	return dates;
}

static inline cpt_code
row_code(const char *word)
{
	cpt_code	code = 0;

	row_must(cpt_code_parse(word, strlen(word), &code), word);
	return code;
}

static inline cpt_modifier
row_modifier(const char *word)
{
	cpt_modifier modifier = 0;

	row_must(cpt_modifier_parse(word, strlen(word), &modifier), word);
	return modifier;
}

static inline edit_severity
row_severity(const char *word)
{
	edit_severity severity = SEVERITY_INFO;

	row_must(edit_severity_of_name((text_span) {word, (uint32_t) strlen(word)}, &severity), word);
	return severity;
}

static inline service_setting
row_setting(const char *word)
{
	row_must(strcmp(word, "p") == 0 || strcmp(word, "o") == 0, word);
	return *word == 'p' ? SETTING_PRACTITIONER : SETTING_OUTPATIENT;
}

static inline text_span
row_text(arena *memory, const char *word)
{
	return arena_copy_text(memory, (text_span) {word, (uint32_t) strlen(word)});
}

/* ---- records of codes ---- */

static inline fee_indicators
row_fees(const reference_row *row)
{
	fee_indicators fees = {
		.dates = row_dates(row, 2),.status = *row->words[4],.pctc = *row->words[5],.multiple = *row->words[7],
		.bilateral = *row->words[8],.assistant = *row->words[9],.co_surgeon = *row->words[10],
		.team_surgeon = *row->words[11]
	};

	memcpy(fees.global_days, row->words[6], 3);
	return fees;
}

static inline primary_code
row_primary(const reference_row *row)
{
	bool		contractor_defined = strcmp(row->words[2], "CCCCC") == 0;

	return (primary_code) {
		.dates = row_dates(row, 3),.type = (uint8_t) atoi(row->words[5]),.contractor_defined = contractor_defined,
		.code = contractor_defined ? 0 : row_code(row->words[2])
	};
}

/* Rows of indicator 9 were never in force, and no loader keeps them. */
static inline void
row_add_partner(const reference_row *row, code_record *record)
{
	service_setting setting = row_setting(row->words[3]);
	ptp_partner *partner = &record->partners[setting][record->partner_count[setting]];

	if (*row->words[6] != '9' && ptp_partner_make(partner, row_code(row->words[2]), *row->words[6] == '1',
												 (uint32_t) atoi(row->words[7]), row_dates(row, 4)))
		record->partner_count[setting]++;
}

static inline void
row_add_to_record(const reference_row *row, code_record *record)
{
	if (row_is(row, "code", 4))
		record->validity[record->validity_count++] = row_dates(row, 2);
	else if (row_is(row, "fee", 12))
		record->fees[record->fee_count++] = row_fees(row);
	else if (row_is(row, "mue", 7))
		record->limits[record->limit_count++] = (unit_limit) {
			.dates = row_dates(row, 3),.setting = row_setting(row->words[2]),.units = atoi(row->words[5]),
			.adjudication_indicator = (uint8_t) atoi(row->words[6])
		};
	else if (row_is(row, "add_on", 6))
		record->primaries[record->primary_count++] = row_primary(row);
	else if (row_is(row, "ptp", 8))
		row_add_partner(row, record);
}

static inline bool
row_is_of_code(const reference_row *row)
{
	return row_is(row, "code", 4) || row_is(row, "fee", 12) || row_is(row, "mue", 7) || row_is(row, "add_on", 6) ||
		row_is(row, "ptp", 8);
}

/* Each row is a group of its own, in their order. */
static inline uint64_t
reference_rows_groups(const reference_rows *rows, cpt_code code)
{
	uint64_t	groups = 0;
	int			number = 0;

	for (size_t i = 0; i < rows->count; i++)
	{
		reference_row row = row_cut(rows->rows[i]);

		if (!row_is(&row, "group", 4))
			continue;
		if (row_code(row.words[2]) <= code && code <= row_code(row.words[3]))
			groups |= UINT64_C(1) << number;
		number++;
	}
	return groups;
}

static inline void
reference_rows_load(void *context, reference *reference, code_record *record, arena *memory)
{
	reference_rows *rows = context;
	size_t		count = rows->count;

	(void) reference;
	rows->load_count++;
	record->groups = reference_rows_groups(rows, record->code);
	record->validity = ARENA_ARRAY(memory, date_span, count);
	record->fees = ARENA_ARRAY(memory, fee_indicators, count);
	record->limits = ARENA_ARRAY(memory, unit_limit, count);
	record->primaries = ARENA_ARRAY(memory, primary_code, count);
	for (int setting = 0; setting < PTP_SETTING_COUNT; setting++)
		record->partners[setting] = ARENA_ARRAY(memory, ptp_partner, count);
	for (size_t i = 0; i < count; i++)
	{
		reference_row row = row_cut(rows->rows[i]);

		if (row_is_of_code(&row) && row_code(row.words[1]) == record->code)
			row_add_to_record(&row, record);
	}
	code_record_sort_partners(record);
}

/* ---- lists ---- */

/* What modifier_book_create() takes. */
typedef struct modifier_rows_read
{
	listed_modifier *listed;
	uint32_t	listed_count;
	modifier_exclusion *exclusions;
	uint32_t	exclusion_count;
	modifier_rule *rules;
	uint32_t	rule_count;
} modifier_rows_read;

static inline modifier_rule
row_rule(const reference_row *row, arena *memory)
{
	modifier_rule rule = {
		.modifier = row_modifier(row->words[1]),.violated_when_is = strcmp(row->words[3], "is") == 0,
		.value_count = 1,.values = ARENA_NEW(memory, text_span),.severity = row_severity(row->words[5]),
		.dates = {DATE_EVER_BEFORE, DATE_EVER_AFTER},.rule = row_text(memory, row->words[2]),
		.carc = row_text(memory, row->words[6]),.rarc = row_text(memory, row->words[7]),
		.message = TEXT_LITERAL("{code} cannot carry {modifier}"),.source = TEXT_LITERAL("test")
	};

	rule.values[0] = row_text(memory, row->words[4]);
	row_must(rule_subject_of_name(rule.rule, &rule.subject), row->words[2]);
	return rule;
}

static inline void
row_add_modifier(const reference_row *row, modifier_rows_read *read, arena *memory)
{
	if (row_is(row, "modifier", 5))
		read->listed[read->listed_count++] = (listed_modifier) {
			.modifier = row_modifier(row->words[1]),.ncci_associated = *row->words[4] == 'n',.dates = row_dates(row, 2)
		};
	else if (row_is(row, "exclusion", 4))
		read->exclusions[read->exclusion_count++] = (modifier_exclusion) {
			.modifier = row_modifier(row->words[1]),.any_other = *row->words[2] == '*',
			.other = *row->words[2] == '*' ? 0 : row_modifier(row->words[2]),.severity = row_severity(row->words[3]),
			.dates = {DATE_EVER_BEFORE, DATE_EVER_AFTER},.message = TEXT_LITERAL("{modifier} excludes {found}"),
			.source = TEXT_LITERAL("test")
		};
	else if (row_is(row, "rule", 8))
		read->rules[read->rule_count++] = row_rule(row, memory);
}

static inline edit_setting
row_edit_setting(const reference_row *row)
{
	const char *name = row->words[3];
	coding_edit edit = EDIT_PLACE;

	row_must(*name == '*' || coding_edit_of_name((text_span) {name, (uint32_t) strlen(name)}, &edit), name);
	return (edit_setting) {
		.any_payer = *row->words[1] == '*',.payer = (uint32_t) atoi(row->words[1]),
		.line_of_business = *row->words[2] == '*' ? ANY_LINE_OF_BUSINESS : atoi(row->words[2]),
		.edit = *name == '*' ? ANY_EDIT : (int) edit,
		.mode = *row->words[4] == 'd' ? MODE_DENY : *row->words[4] == 'r' ? MODE_REVIEW : MODE_OFF,
		.first = row_dates(row, 5).first,.last = row_dates(row, 5).last
	};
}

static inline void
row_add_to_lists(const reference_row *row, reference *reference)
{
	if (row_is(row, "place", 4))
		reference->places[reference->place_count++] = (place_span) {atoi(row->words[1]), row_dates(row, 2)};
	else if (row_is(row, "rationale", 2))
		reference->rationales[reference->rationale_count++] = (ptp_rationale) {
			.text = row_text(reference->memory, row->words[1]),.code_definition = *row->words[1] == 'd'
		};
	else if (row_is(row, "setting", 7))
		reference->settings.settings[reference->settings.count++] = row_edit_setting(row);
}

static inline modifier_book *
reference_rows_book(const reference_rows *rows)
{
	arena	   *memory = rows->memory;
	modifier_rows_read read = {
		.listed = ARENA_ARRAY(memory, listed_modifier, rows->count),
		.exclusions = ARENA_ARRAY(memory, modifier_exclusion, rows->count),
		.rules = ARENA_ARRAY(memory, modifier_rule, rows->count)
	};
	text_span  *groups = ARENA_ARRAY(memory, text_span, rows->count);
	uint32_t	group_count = 0;
	text_span	fault = TEXT_LITERAL("no fault");
	modifier_book *book;

	for (size_t i = 0; i < rows->count; i++)
	{
		reference_row row = row_cut(rows->rows[i]);

		row_add_modifier(&row, &read, memory);
		if (row_is(&row, "group", 4))
			groups[group_count++] = row_text(memory, row.words[1]);
	}
	book = modifier_book_create(memory, read.listed, read.listed_count, read.exclusions, read.exclusion_count,
								read.rules, read.rule_count, groups, group_count, &fault);
	row_must(book != NULL, fault.bytes);
	return book;
}

/* A reference of rows, which must outlive it; reference_fixture_end() comes before the end of the memory. */
static inline reference *
reference_fixture(arena *memory, const char *const *rows, size_t count)
{
	reference_rows *context = ARENA_NEW(memory, reference_rows);
	reference  *created;

	*context = (reference_rows) {memory, rows, count, 0};
	created = reference_create(memory, memory, reference_rows_load, context);
	created->places = ARENA_ARRAY(memory, place_span, count);
	created->rationales = ARENA_ARRAY(memory, ptp_rationale, count);
	created->settings.settings = ARENA_ARRAY(memory, edit_setting, count);
	for (size_t i = 0; i < count; i++)
	{
		reference_row row = row_cut(rows[i]);

		row_add_to_lists(&row, created);
	}
	created->modifiers = reference_rows_book(context);
	return created;
}

static inline void
reference_fixture_end(reference *reference)
{
	arena_free(&reference->code_memory);
}

/* Rows for the codes that the tests of policies and the fuzz target speak of. */
static const char *const pain_rows[] = {
	"code 64451 2020-01-01 -", "code 64625 2020-01-01 -", "code 27096 - -", "code 64490 - -", "code 64491 - -",
	"fee 27096 2019-01-01 - A 0 000 2 1 1 0 0", "fee 64451 2020-01-01 - A 0 000 2 1 1 0 0",
	"fee 64490 2019-01-01 - A 0 000 2 1 2 0 0", "fee 64491 2019-01-01 - A 0 ZZZ 0 1 2 0 0",
	"fee 77003 2019-01-01 - A 1 ZZZ 0 0 0 0 0", "fee 99213 2019-01-01 - A 0 XXX 0 0 0 0 0",
	"mue 27096 p 2019-01-01 - 1 2", "mue 27096 o 2019-01-01 - 1 2", "mue 64451 p 2020-01-01 - 1 2",
	"mue 64490 p 2019-01-01 - 1 2", "mue 64491 p 2019-01-01 - 1 2", "mue 64634 p 2019-01-01 - 4 3",
	"mue 77003 p 2019-01-01 - 1 3", "mue G0260 p 2019-01-01 - 2 3", "mue 97110 p 2019-01-01 - 4 1",
	"add_on 64491 64490 2019-01-01 - 1", "add_on 64492 64490 2019-01-01 - 1", "add_on 64492 64491 2019-01-01 - 1",
	"add_on 64494 64490 2019-01-01 - 1", "add_on 64494 64493 2019-01-01 - 1", "add_on 64495 64493 2019-01-01 - 1",
	"add_on 64495 64494 2019-01-01 - 1", "add_on 64634 64633 2019-01-01 - 1", "add_on 77003 62270 2019-01-01 - 3",
	"add_on 99417 CCCCC 2021-01-01 - 2",
	"rationale other", "rationale definition",
	"ptp 27096 77003 p 2019-01-01 - 1 0", "ptp 27096 77003 o 2019-01-01 - 1 0",
	"ptp 27096 99213 p 2019-01-01 2019-12-31 1 0", "ptp 27096 99213 p 2020-10-01 - 1 0",
	"ptp 64451 64493 p 2020-01-01 - 0 0", "ptp 64451 64494 p 2020-01-01 - 0 0",
	"ptp 64451 99213 p 2020-01-01 2020-01-01 9 0",
	"ptp 64454 76942 p 2020-01-01 - 1 1", "ptp 64454 64493 p 2020-01-01 - 1 0", "ptp G0260 27096 o 2019-01-01 - 0 0",
	"ptp 64490 64451 p 2020-01-01 - 1 0", "ptp 64625 64493 p 2020-01-01 - 0 0", "ptp 64625 77003 p 2020-01-01 - 1 0",
	"modifier 25 - - ncci", "modifier 26 - - plain", "modifier 50 - - plain", "modifier 59 - - ncci",
	"modifier 80 - - plain", "modifier LT - - ncci", "modifier RT - - ncci", "modifier XS 2015-01-01 - ncci",
	"modifier KX - - plain", "modifier CP - 2017-12-31 plain", "modifier TC - - plain",
	"exclusion 50 LT deny", "exclusion 50 RT deny", "exclusion 59 XS deny", "exclusion 26 TC deny",
	"exclusion 25 59 review",
	"rule 26 pctc is 0 deny 4 N823", "rule TC pctc is 0 deny 4 N823", "rule 80 assistant is 1 deny 54 N823",
	"rule 50 bilateral is 0 review 4 N823", "rule KX status is A info 4 N823",
	"place 11 - -", "place 22 - -", "place 24 - -", "place 27 2021-10-01 -"
};

#define PAIN_ROW_COUNT (sizeof(pain_rows) / sizeof(pain_rows[0]))

#endif							/* REFERENCE_FIXTURE_H */
