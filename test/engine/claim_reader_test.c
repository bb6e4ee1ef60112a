/*
 * claim_reader_test.c
 *	  What is read of a claim.
 */
#include <time.h>

#include "test_claim.h"

static const char *
date_text(calendar_date date)
{
	static char text[CALENDAR_DATE_TEXT_MAX];

	calendar_format(date, text);
	return date == CALENDAR_DATE_UNKNOWN ? "unknown" : text;
}

static const char *
code_text(cpt_code code)
{
	static char text[CPT_CODE_LENGTH + 1];

	cpt_code_format(code, text);
	return text;
}

/* ---- what is right ---- */

static const char full_claim[] =
	"{'claim_id': 'c1', 'payer': 'centene', 'line_of_business': 'medicaid', 'claim_type': 'institutional',"
	" 'member': {'id': 'm1', 'birth_date': '1976-02-03', 'sex': 'F'},"
	" 'date_of_service': '2024-03-01', 'place_of_service': '24', 'diagnoses': ['M46.1', 'm533', null, 'Z3A'],"
	" 'lines': ["
	"  {'line': 7, 'code': ' g0260 ', 'modifiers': ['lt', '', '  ', null, '59'], 'units': 1.5,"
	"   'diagnosis_pointers': [1, 2], 'date_of_service': '2024-02-29', 'place_of_service': '11',"
	"   'charge': 'whatever', 'facts': {'request_kind': 'initial_diagnostic'}},"
	"  {'code': '27096'}],"
	" 'facts': {'nsaid_weeks': 4},"
	" 'history': [{'code': '27096', 'date': '2024-01-15', 'side': 'left', 'kind': 'therapeutic', 'relief_percent': 60},"
	"  {'code': '27096', 'date': '2023-01-15'}],"
	" 'unknown': [1, 2, 3]}";

static void
check_first_line(const claim_line *line)
{
	CHECK_EQ_INT(line->number, 7);
	CHECK(!line->invalid && line->has_code);
	CHECK_EQ_STR(code_text(line->code), "G0260");
	CHECK_TEXT(json_string(line->code_given), " g0260 ");
	CHECK_EQ_INT(line->modifier_count, 2);
	CHECK_EQ_INT(line->side, SIDE_LEFT);
	CHECK(line->units.whole == 1 && line->units.fraction == DECIMAL_FRACTION_UNITS / 2);
	CHECK_EQ_INT(line->pointer_count, 2);
	CHECK_EQ_INT(line->pointers[0], 0);
	CHECK_EQ_INT(line->pointers[1], 1);
	CHECK_EQ_STR(date_text(line->date), "2024-02-29");
	CHECK_EQ_INT(line->place_of_service, 11);
	CHECK_EQ_INT(line->facts.kind, JSON_OBJECT);
}

static void
check_second_line(const claim_line *line)
{
	CHECK_EQ_INT(line->number, 2);
	CHECK(!line->invalid && line->has_code);
	CHECK_EQ_STR(code_text(line->code), "27096");
	CHECK_EQ_INT(line->modifier_count, 0);
	CHECK_EQ_INT(line->side, SIDE_UNKNOWN);
	CHECK_EQ_INT(decimal_compare(line->units, DECIMAL_OF(1)), 0);
	CHECK_EQ_INT(line->pointer_count, 0);
	CHECK_EQ_STR(date_text(line->date), "2024-03-01");
	CHECK_EQ_INT(line->place_of_service, 24);
	CHECK_EQ_INT(line->facts.kind, JSON_ABSENT);
}

static void
test_full_claim(void)
{
	reading		result;
	claim	   *claim = &result.claim;

	read_claim(&result, full_claim);
	CHECK_EQ_INT(result.problems.count, 0);
	CHECK(!claim->invalid);
	CHECK_TEXT(json_string(claim->claim_id), "c1");
	CHECK_TEXT(claim->payer, "centene");
	CHECK_EQ_INT(claim->line_of_business, BUSINESS_MEDICAID);
	CHECK_EQ_INT(claim->claim_type, CLAIM_INSTITUTIONAL);
	CHECK_EQ_STR(date_text(claim->birth_date), "1976-02-03");
	CHECK_TEXT(claim->sex, "F");
	CHECK_EQ_INT(claim->diagnosis_count, 4);
	CHECK_TEXT(claim->diagnoses[0], "M461");
	CHECK_TEXT(claim->diagnoses[1], "M533");
	CHECK_TEXT(claim->diagnoses[2], "");
	CHECK_TEXT(claim->diagnoses[3], "Z3A");
	CHECK_EQ_INT(claim->facts.kind, JSON_OBJECT);
	CHECK_EQ_INT(claim->line_count, 2);
	check_first_line(&claim->lines[0]);
	check_second_line(&claim->lines[1]);
	CHECK_EQ_INT(claim->history_count, 2);
	CHECK_EQ_STR(date_text(claim->history[0].date), "2023-01-15");
	CHECK(claim->history[0].side == SIDE_UNKNOWN && claim->history[0].kind == PROCEDURE_UNKNOWN);
	CHECK(!claim->history[0].relief_known);
	CHECK(claim->history[1].side == SIDE_LEFT && claim->history[1].kind == PROCEDURE_THERAPEUTIC);
	CHECK(claim->history[1].relief_known && claim->history[1].relief_percent.whole == 60);
	CHECK_EQ_STR(code_text(claim->history[1].code), "27096");
	end_reading(&result);
}

/* The least there can be; every other key null is as absent. */
static void
test_defaults(void)
{
	static const char *const texts[] = {
		"{'lines': [{'code': '27096', 'date_of_service': '2024-03-01'}]}",
		("{'claim_id': null, 'payer': null, 'line_of_business': null, 'claim_type': null, 'member': null,"
		" 'date_of_service': null, 'place_of_service': null, 'diagnoses': null, 'facts': null, 'history': null,"
		" 'lines': [{'line': null, 'code': '27096', 'modifiers': null, 'units': null, 'side': null,"
		"  'diagnosis_pointers': null, 'date_of_service': '2024-03-01', 'place_of_service': null, 'facts': null}]}"),
		("{'member': {'birth_date': null, 'sex': null}, 'diagnoses': [], 'history': [null],"
		" 'lines': [{'code': '27096', 'date_of_service': '2024-03-01', 'modifiers': [null],"
		"  'diagnosis_pointers': []}]}"),
	};

	for (size_t i = 0; i < LENGTH(texts); i++)
	{
		reading		result;
		claim	   *claim = &result.claim;

		read_claim(&result, texts[i]);
		CHECK_EQ_INT(result.problems.count, 0);
		CHECK(!claim->invalid);
		CHECK_EQ_INT(claim->claim_id.kind, JSON_ABSENT);
		CHECK_TEXT(claim->payer, NULL);
		CHECK_TEXT(claim->sex, NULL);
		CHECK_EQ_INT(claim->line_of_business, BUSINESS_COMMERCIAL);
		CHECK_EQ_INT(claim->claim_type, CLAIM_PROFESSIONAL);
		CHECK_EQ_STR(date_text(claim->birth_date), "unknown");
		CHECK_EQ_INT(claim->diagnosis_count, 0);
		CHECK_EQ_INT(claim->facts.kind, JSON_ABSENT);
		CHECK_EQ_INT(claim->history_count, 0);
		CHECK_EQ_INT(claim->line_count, 1);
		CHECK_EQ_INT(claim->lines[0].number, 1);
		CHECK_EQ_INT(claim->lines[0].place_of_service, PLACE_OF_SERVICE_UNKNOWN);
		CHECK_EQ_INT(claim->lines[0].side, SIDE_UNKNOWN);
		CHECK_EQ_INT(claim->lines[0].modifier_count, 0);
		CHECK_EQ_INT(decimal_compare(claim->lines[0].units, DECIMAL_OF(1)), 0);
		CHECK(!claim->lines[0].invalid);
		end_reading(&result);
	}
}

static void
test_choices(void)
{
	static const struct
	{
		const char *name;
		int			value;
	}			businesses[] = {
		{"commercial", BUSINESS_COMMERCIAL}, {"medicare", BUSINESS_MEDICARE}, {"medicaid", BUSINESS_MEDICAID},
		{"marketplace", BUSINESS_MARKETPLACE},
	};

	for (size_t i = 0; i < LENGTH(businesses); i++)
	{
		reading		result;
		char		text[200];

		snprintf(text, sizeof(text), "{'claim_id': 17, 'line_of_business': '%s', 'date_of_service': '2024-03-01',"
				 " 'lines': [{'code': '27096'}]}", businesses[i].name);
		read_claim(&result, text);
		CHECK_EQ_INT(result.problems.count, 0);
		CHECK_EQ_INT(result.claim.line_of_business, businesses[i].value);
		CHECK_EQ_INT(result.claim.claim_id.kind, JSON_NUMBER);
		end_reading(&result);
	}
}

/* The side of a line, from what it says and from its modifiers. */
static void
test_sides(void)
{
	static const struct
	{
		const char *line;
		body_side	side;
	}			sides[] = {
		{"", SIDE_UNKNOWN},
		{", 'modifiers': ['59']", SIDE_UNKNOWN},
		{", 'modifiers': ['LT']", SIDE_LEFT},
		{", 'modifiers': ['59', 'rt']", SIDE_RIGHT},
		{", 'modifiers': ['50']", SIDE_BILATERAL},
		{", 'modifiers': ['LT', 'RT']", SIDE_BILATERAL},
		{", 'modifiers': ['50', 'LT']", SIDE_BILATERAL},
		{", 'side': 'left'", SIDE_LEFT},
		{", 'side': 'bilateral', 'modifiers': []", SIDE_BILATERAL},
		{", 'side': 'right', 'modifiers': ['59']", SIDE_RIGHT},
		{", 'side': 'right', 'modifiers': ['RT']", SIDE_RIGHT},
		{", 'side': 'bilateral', 'modifiers': ['LT', 'RT']", SIDE_BILATERAL},
		{", 'side': 'left', 'modifiers': ['RT']", SIDE_UNKNOWN},
		{", 'side': 'left', 'modifiers': ['50']", SIDE_UNKNOWN},
		{", 'side': 'bilateral', 'modifiers': ['LT']", SIDE_UNKNOWN},
	};

	for (size_t i = 0; i < LENGTH(sides); i++)
	{
		reading		result;
		char		text[200];

		snprintf(text, sizeof(text), "{'date_of_service': '2024-03-01', 'lines': [{'code': '27096'%s}]}",
				 sides[i].line);
		read_claim(&result, text);
		CHECK_EQ_INT(result.problems.count, 0);
		if (!CHECK_EQ_INT(result.claim.lines[0].side, sides[i].side))
			fprintf(stderr, "  %s\n", sides[i].line);
		end_reading(&result);
	}
}

/* What could be read of a claim with problems is there. */
static void
test_rest_of_wrong_claims(void)
{
	reading		result;
	claim	   *claim = &result.claim;

	read_claim(&result, "{'date_of_service': '2024-03-01', 'diagnoses': ['bad', 'M53.3'], 'lines': [17,"
			   " {'code': 'bad', 'line': 9, 'modifiers': ['RT', 'bad'], 'diagnosis_pointers': [2, 3]},"
			   " {'code': '27096'}],"
			   " 'history': [{'code': 'bad', 'date': '2024-01-01'}, {'code': '27096', 'date': '2024-01-02'}]}");
	CHECK_EQ_INT(result.problems.count, 6);
	CHECK_EQ_INT(claim->line_count, 3);
	CHECK(claim->lines[0].invalid && claim->lines[0].number == 1 && !claim->lines[0].has_code);
	CHECK_EQ_INT(claim->lines[0].code_given.kind, JSON_ABSENT);
	CHECK(claim->lines[1].invalid && claim->lines[1].number == 9 && !claim->lines[1].has_code);
	CHECK_TEXT(json_string(claim->lines[1].code_given), "bad");
	CHECK_EQ_INT(claim->lines[1].side, SIDE_RIGHT);
	CHECK_EQ_INT(claim->lines[1].pointer_count, 1);
	CHECK_EQ_INT(claim->lines[1].pointers[0], 1);
	CHECK_TEXT(claim->diagnoses[claim->lines[1].pointers[0]], "M533");
	CHECK(!claim->lines[2].invalid && claim->lines[2].number == 3);
	CHECK_EQ_INT(claim->history_count, 1);
	CHECK_EQ_STR(date_text(claim->history[0].date), "2024-01-02");
	end_reading(&result);
}

/* ---- history of any length ---- */

static uint32_t random_state = 166;

static uint32_t
random_below(uint32_t limit)
{
	random_state = random_state * 1664525 + 1013904223;
	return (random_state >> 8) % limit;
}

typedef enum date_order
{
	ASCENDING,
	DESCENDING,
	RANDOM,
	EQUAL,
	ORDERS
} date_order;

/* A claim with a history of `count` entries, whose relief says in which order entries of one date came. */
static char *
claim_with_history(uint32_t count, date_order order, bool faulty)
{
	size_t		size = 200 + (size_t) count * 100;
	char	   *text = malloc(size);
	size_t		length = (size_t) snprintf(text, size,
										"{'date_of_service': '2024-03-01', 'lines': [{'code': '27096'}], 'history': [");

	for (uint32_t i = 0; i < count; i++)
	{
		uint32_t	place = order == ASCENDING ? i : order == DESCENDING ? count - 1 - i : order == RANDOM ?
			random_below(count) : 0;

		place = place * 336 / count;
		length += (size_t) snprintf(text + length, size - length,
									"%s{'code': '%s', 'date': '20%02u-%02u-%02u', 'relief_percent': %u.%04u}",
									i > 0 ? "," : "", faulty ? "bad" : "27096", 10 + place / 28 / 12,
									1 + place / 28 % 12, 1 + place % 28, i / 10000, i % 10000);
	}
	snprintf(text + length, size - length, "]}");
	return text;
}

static void
check_sorted(const claim *claim, uint32_t count)
{
	CHECK_EQ_INT(claim->history_count, count);
	for (uint32_t i = 1; i < claim->history_count; i++)
	{
		const history_entry *before = &claim->history[i - 1];
		const history_entry *entry = &claim->history[i];

		CHECK(before->date < entry->date ||
			  (before->date == entry->date && decimal_compare(before->relief_percent, entry->relief_percent) < 0));
	}
}

static void
test_history_order(void)
{
	static const uint32_t counts[] = {1, 2, 3, 15, 16, 17, 31, 32, 33, 64, 100, 500, 1000};

	for (size_t i = 0; i < LENGTH(counts); i++)
		for (int order = 0; order < ORDERS; order++)
		{
			char	   *text = claim_with_history(counts[i], (date_order) order, false);
			reading		result;

			read_claim(&result, text);
			CHECK_EQ_INT(result.problems.count, 0);
			check_sorted(&result.claim, counts[i]);
			end_reading(&result);
			free(text);
		}
}

static void
check_long_history(date_order order, bool faulty)
{
	char	   *text = claim_with_history(CLAIM_HISTORY_MAX, order, faulty);
	reading		result;
	clock_t		start;

	parse_claim(&result, text);
	start = clock();
	read_parsed_claim(&result);
	CHECK((clock() - start) / (double) CLOCKS_PER_SEC < 2);
	CHECK_EQ_INT(result.problems.count, faulty ? PROBLEMS_MAX : 0);
	if (faulty)
		CHECK_TEXT(result.problems.problems[PROBLEMS_MAX - 1].message, "there are more problems than are listed");
	else
		check_sorted(&result.claim, CLAIM_HISTORY_MAX);
	end_reading(&result);
	free(text);
}

/* As many entries as a claim may have are no reason to wait. */
static void
test_long_history(void)
{
	check_long_history(DESCENDING, false);
	check_long_history(RANDOM, false);
	check_long_history(RANDOM, true);
}

int
main(void)
{
	test_full_claim();
	test_defaults();
	test_choices();
	test_sides();
	test_rest_of_wrong_claims();
	test_history_order();
	test_long_history();
	return test_report();
}
