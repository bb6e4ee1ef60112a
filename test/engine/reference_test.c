/*
 * reference_test.c
 *	  Records of codes: loaded once, found again, bounded; partners, limits and places on their dates.
 */
#include "engine/reference.h"

#include <setjmp.h>

#include "test_engine.h"

/* ---- partners ---- */

static calendar_date
day(const char *text)
{
	calendar_date date = 0;

	CHECK(calendar_parse(text, strlen(text), &date));
	return date;
}

static const date_span ever = {DATE_EVER_BEFORE, DATE_EVER_AFTER};

static cpt_code
code(const char *text)
{
	cpt_code	parsed = 0;

	CHECK(cpt_code_parse(text, strlen(text), &parsed));
	return parsed;
}

typedef struct pair_row
{
	const char *column_two;
	int			indicator;
	uint32_t	rationale;
	const char *first;
	const char *last;			/* NULL: no end */
} pair_row;

static void
add_row(code_record *record, const pair_row *row)
{
	date_span	dates = {day(row->first), row->last != NULL ? day(row->last) : DATE_EVER_AFTER};
	ptp_partner *place = &record->partners[SETTING_PRACTITIONER][record->partner_count[SETTING_PRACTITIONER]++];

	CHECK(ptp_partner_make(place, code(row->column_two), row->indicator == 1, row->rationale, dates));
}

/* "" where no row is in force, else indicator and rationale. */
static const char *
in_force(const code_record *record, const char *column_two, const char *date)
{
	static char text[32];
	const ptp_partner *found = code_ptp_partner(record, SETTING_PRACTITIONER, code(column_two), day(date));

	if (found == NULL)
		return "";
	CHECK_EQ_INT(ptp_partner_code(found), code(column_two));
	snprintf(text, sizeof(text), "%d/%u", ptp_partner_allows_modifier(found) ? 1 : 0, ptp_partner_rationale(found));
	return text;
}

/* Several rows of a pair, a gap between two of them, a row of one day, another group of codes. */
static void
test_partners(void)
{
	static const pair_row rows[] = {
		{"99213", 1, 3, "2020-10-01", NULL},
		{"64493", 0, 2, "2020-01-01", NULL},
		{"99213", 1, 3, "2011-01-01", "2019-12-31"},
		{"0042T", 1, 63, "2023-07-01", "2023-07-01"},
		{"G0260", 1, 1, "2010-01-01", "2014-12-31"},
		{"G0260", 0, 1, "2014-01-01", "2020-12-31"},
		{"V2799", 1, 0, "1996-01-01", NULL},
		{"64493", 1, 5, "2000-01-01", "2019-12-31"},
	};
	ptp_partner partners[8];
	code_record record = {.partners = {[SETTING_PRACTITIONER] = partners}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		add_row(&record, &rows[i]);
	code_record_sort_partners(&record);
	CHECK_EQ_STR(in_force(&record, "64493", "2019-12-31"), "1/5");
	CHECK_EQ_STR(in_force(&record, "64493", "2020-01-01"), "0/2");
	CHECK_EQ_STR(in_force(&record, "64493", "1999-12-31"), "");
	CHECK_EQ_STR(in_force(&record, "99213", "2019-12-31"), "1/3");
	CHECK_EQ_STR(in_force(&record, "99213", "2020-01-01"), "");
	CHECK_EQ_STR(in_force(&record, "99213", "2020-09-30"), "");
	CHECK_EQ_STR(in_force(&record, "99213", "2020-10-01"), "1/3");
	CHECK_EQ_STR(in_force(&record, "99213", "9999-12-31"), "1/3");
	CHECK_EQ_STR(in_force(&record, "0042T", "2023-06-30"), "");
	CHECK_EQ_STR(in_force(&record, "0042T", "2023-07-01"), "1/63");
	CHECK_EQ_STR(in_force(&record, "0042T", "2023-07-02"), "");
	/* two rows in force: the strict one */
	CHECK_EQ_STR(in_force(&record, "G0260", "2013-12-31"), "1/1");
	CHECK_EQ_STR(in_force(&record, "G0260", "2014-06-01"), "0/1");
	CHECK_EQ_STR(in_force(&record, "G0260", "9999-12-31"), "");
	/* a row from the first day of all holds before it, too */
	CHECK_EQ_STR(in_force(&record, "V2799", "1990-01-01"), "1/0");
	CHECK_EQ_STR(in_force(&record, "99212", "2024-01-01"), "");
	CHECK_EQ_STR(in_force(&record, "00100", "2024-01-01"), "");
	CHECK_EQ_STR(in_force(&record, "V2798", "2024-01-01"), "");
}

/* With a filter and without, the same partners are found. */
static void
check_filter(uint32_t count)
{
	arena		memory = heap_arena();
	code_record plain = {.partner_count = {count, count / 2}};
	code_record filtered;
	uint32_t	found = 0;

	for (int setting = 0; setting < PTP_SETTING_COUNT; setting++)
	{
		plain.partners[setting] = ARENA_ARRAY(&memory, ptp_partner, count);
		for (uint32_t i = 0; i < plain.partner_count[setting]; i++)
			CHECK(ptp_partner_make(&plain.partners[setting][i], i * 7, true, 0, ever));
	}
	filtered = plain;
	code_record_make_filters(&filtered, &memory);
	for (cpt_code i = 0; i < 20000; i++)
	{
		for (int setting = 0; setting < PTP_SETTING_COUNT; setting++)
		{
			const ptp_partner *partner = code_ptp_partner(&filtered, (service_setting) setting, i, 8800);

			CHECK(partner == code_ptp_partner(&plain, (service_setting) setting, i, 8800));
			found += partner != NULL;
		}
	}
	CHECK_EQ_INT(found, count + count / 2);
	arena_free(&memory);
}

static void
test_filters(void)
{
	static const uint32_t counts[] = {0, 1, 2, 15, 16, 17, 200, 2500};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		check_filter(counts[i]);
}

static void
test_partner_settings(void)
{
	ptp_partner partner;
	code_record record = {.partner_count = {[SETTING_OUTPATIENT] = 1}, .partners = {[SETTING_OUTPATIENT] = &partner}};

	CHECK(ptp_partner_make(&partner, code("64445"), true, 0, ever));
	code_record_sort_partners(&record);
	CHECK(code_ptp_partner(&record, SETTING_OUTPATIENT, code("64445"), DATE_EVER_AFTER) == &partner);
	CHECK(code_ptp_partner(&record, SETTING_OUTPATIENT, code("64445"), DATE_EVER_BEFORE) == &partner);
	CHECK(code_ptp_partner(&record, SETTING_PRACTITIONER, code("64445"), 0) == NULL);
	CHECK(code_ptp_partner(&record, SETTING_DME, code("64445"), 0) == NULL);
}

/* Rows that no date can meet, or that the eight bytes cannot hold. */
static void
test_partners_refused(void)
{
	ptp_partner partner;
	date_span	backward = {day("2020-01-01"), day("2019-12-31")};
	date_span	before_all = {DATE_EVER_BEFORE, day("1995-12-31")};
	date_span	far = {day("2300-01-01"), DATE_EVER_AFTER};
	date_span	far_end = {day("2020-01-01"), day("2300-01-01")};

	CHECK(!ptp_partner_make(&partner, code("64445"), true, 0, backward));
	CHECK(!ptp_partner_make(&partner, code("64445"), true, 0, before_all));
	CHECK(!ptp_partner_make(&partner, code("64445"), true, 0, far));
	CHECK(!ptp_partner_make(&partner, code("64445"), true, PTP_RATIONALES_MAX, ever));
	CHECK(!ptp_partner_make(&partner, (cpt_code) 1 << 23, true, 0, ever));
	CHECK(ptp_partner_make(&partner, CPT_CODE_LAST, true, PTP_RATIONALES_MAX - 1, far_end));
	CHECK_EQ_INT(partner.last_day, PTP_NO_END);
	CHECK_EQ_INT(ptp_partner_code(&partner), CPT_CODE_LAST);
}

/* ---- fees, limits, places ---- */

static void
test_fees_and_limits(void)
{
	fee_indicators fees[] = {
		{.dates = {day("2024-01-01"), day("2024-06-30")}, .status = 'A'},
		{.dates = {day("2024-01-01"), DATE_EVER_AFTER}, .status = 'C'},
	};
	unit_limit	limits[] = {
		{{day("2024-04-01"), DATE_EVER_AFTER}, SETTING_OUTPATIENT, 2, 7},
		{{day("2024-07-01"), DATE_EVER_AFTER}, SETTING_PRACTITIONER, 3, 0},
	};
	code_record record = {.fee_count = 2, .fees = fees, .limit_count = 2, .limits = limits};
	code_record empty = {0};

	CHECK_EQ_INT(code_fee_indicators(&record, day("2024-06-30"))->status, 'A');
	CHECK_EQ_INT(code_fee_indicators(&record, day("2024-07-01"))->status, 'C');
	CHECK(code_fee_indicators(&record, day("2023-12-31")) == NULL);
	CHECK(code_fee_indicators(&empty, day("2024-01-01")) == NULL);
	CHECK_EQ_INT(code_unit_limit(&record, SETTING_OUTPATIENT, day("2024-07-01"))->units, 7);
	CHECK_EQ_INT(code_unit_limit(&record, SETTING_PRACTITIONER, day("2024-07-01"))->adjudication_indicator, 3);
	CHECK(code_unit_limit(&record, SETTING_PRACTITIONER, day("2024-06-30")) == NULL);
	CHECK(code_unit_limit(&record, SETTING_DME, day("2024-07-01")) == NULL);
	CHECK(code_unit_limit(&empty, SETTING_OUTPATIENT, day("2024-07-01")) == NULL);
}

static void
load_nothing(void *context, reference *reference, code_record *record, arena *memory)
{
	(void) context;
	(void) reference;
	(void) record;
	(void) memory;
}

static void
test_places(void)
{
	arena		memory = heap_arena();
	reference  *reference = reference_create(&memory, &memory, load_nothing, NULL);
	place_span	places[] = {
		{24, ever}, {10, {day("2022-01-01"), DATE_EVER_AFTER}}, {35, {DATE_EVER_BEFORE, day("2005-12-31")}}
	};

	/* none known: none judged */
	CHECK(reference_place_in_use(reference, 24, day("2024-01-01")));
	CHECK(reference_place_in_use(reference, 99, day("2024-01-01")));
	reference->place_count = 3;
	reference->places = places;
	CHECK(reference_place_in_use(reference, 24, day("1960-01-01")));
	CHECK(!reference_place_in_use(reference, 30, day("2024-01-01")));
	CHECK(!reference_place_in_use(reference, 10, day("2021-12-31")));
	CHECK(reference_place_in_use(reference, 10, day("2022-01-01")));
	CHECK(!reference_place_in_use(reference, 35, day("2006-01-01")));
	arena_free(&reference->code_memory);
	arena_free(&memory);
}

/* ---- records ---- */

typedef struct loading
{
	long		loads;
	uint32_t	partners;		/* of each code */
	cpt_code	fails_at;
	jmp_buf		failure;
	size_t		live;			/* bytes taken */
	size_t		most;
} loading;

static void *
measure_allocate(void *context, size_t size)
{
	loading    *loading = context;
	size_t	   *block = heap_allocate(NULL, size + 16);

	*block = size;
	loading->live += size;
	if (loading->live > loading->most)
		loading->most = loading->live;
	return (char *) block + 16;
}

static void
measure_release(void *context, void *memory)
{
	loading    *loading = context;
	size_t	   *block = (size_t *) ((char *) memory - 16);

	loading->live -= *block;
	heap_release(NULL, block);
}

static void
load_partners(void *context, reference *reference, code_record *record, arena *memory)
{
	loading    *loading = context;

	(void) reference;
	loading->loads++;
	record->partners[0] = ARENA_ARRAY(memory, ptp_partner, loading->partners);
	record->partner_count[0] = loading->partners;
	if (record->code == loading->fails_at)
		longjmp(loading->failure, 1);
}

static reference *
loading_reference(loading *loading, arena *memory, uint32_t partners)
{
	arena		codes;

	*memory = heap_arena();
	*loading = (struct loading) {.partners = partners, .fails_at = CPT_CODE_LAST};
	arena_init(&codes, measure_allocate, measure_release, loading);
	return reference_create(memory, &codes, load_partners, loading);
}

/* Each code is loaded once, whatever the order and however the table grows, and keeps its place. */
static void
test_records(void)
{
	enum
	{
		COUNT = 20000
	};
	loading		loading;
	arena		memory;
	reference  *reference = loading_reference(&loading, &memory, 1);
	static const code_record *records[COUNT];

	for (uint32_t i = 0; i < COUNT; i++)
		records[i] = reference_code(reference, i * 5);
	CHECK_EQ_INT(loading.loads, COUNT);
	CHECK_EQ_INT(reference->record_count, COUNT);
	for (uint32_t i = COUNT; i-- > 0;)
	{
		CHECK(reference_code(reference, i * 5) == records[i]);
		CHECK(reference_code(reference, i * 5) == records[i]);
		CHECK_EQ_INT(records[i]->code, i * 5);
	}
	CHECK_EQ_INT(loading.loads, COUNT);
	reference_trim(reference);
	CHECK(reference_code(reference, 0) == records[0]);
	CHECK_EQ_INT(loading.loads, COUNT);
	CHECK_EQ_INT(reference->code_bytes, loading.live);
	arena_free(&reference->code_memory);
	CHECK_EQ_INT(loading.live, 0);
	arena_free(&memory);
}

/* The largest records there are, far more of them than fit: what is held stays near the bound. */
static void
test_trim(void)
{
	loading		loading;
	arena		memory;
	reference  *reference = loading_reference(&loading, &memory, 3000);
	long		trims = 0;

	for (uint32_t i = 0; i < 15000; i++)
	{
		CHECK_EQ_INT(reference_code(reference, i)->code, i);
		reference_trim(reference);
		trims += reference->record_count == 0;
	}
	CHECK(trims >= 5 && trims < 20);
	CHECK(loading.most < REFERENCE_BYTES_MAX + 2 * 1024 * 1024);
	CHECK_EQ_INT(reference_code(reference, 7)->code, 7);
	arena_free(&reference->code_memory);
	arena_free(&memory);
}

/* A load that leaves by an error leaves no record; what it took is counted and forgotten. */
static void
test_failing_loads(void)
{
	loading		loading;
	arena		memory;
	reference  *reference = loading_reference(&loading, &memory, 3000);
	volatile int failures = 0;

	CHECK_EQ_INT(reference_code(reference, 1)->code, 1);
	loading.fails_at = 2;
	while (failures < 10000)
	{
		if (setjmp(loading.failure) == 0)
			reference_code(reference, 2);
		else
			failures++;
		reference_trim(reference);
	}
	CHECK(loading.most < REFERENCE_BYTES_MAX + 2 * 1024 * 1024);
	loading.fails_at = CPT_CODE_LAST;
	CHECK_EQ_INT(reference_code(reference, 2)->partner_count[0], 3000);
	CHECK_EQ_INT(reference_code(reference, 1)->code, 1);
	arena_free(&reference->code_memory);
	arena_free(&memory);
}

int
main(void)
{
	test_partners();
	test_filters();
	test_partner_settings();
	test_partners_refused();
	test_fees_and_limits();
	test_places();
	test_records();
	test_trim();
	test_failing_loads();
	return test_report();
}
