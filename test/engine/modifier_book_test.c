/*
 * modifier_book_test.c
 *	  Lists of modifiers on their dates, and rows that a book refuses.
 */
#include "modifier_fixture.h"

static listed_modifier
listed_from(const char *modifier, const char *first, const char *last, bool ncci_associated)
{
	date_span	dates = {first != NULL ? day(first) : DATE_EVER_BEFORE, last != NULL ? day(last) : DATE_EVER_AFTER};

	return (listed_modifier) {.modifier = modifier_of(modifier), .ncci_associated = ncci_associated, .dates = dates};
}

/* Is a modifier listed, and does it bypass, on a date? "-", "L", "LN" */
static const char *
on(const modifier_book *book, const char *modifier, const char *date)
{
	bool		listed = modifier_is_listed(book, modifier_of(modifier), day(date));
	bool		associated = modifier_is_ncci_associated(book, modifier_of(modifier), day(date));

	if (!listed)
		return associated ? "N without L" : "-";
	return associated ? "LN" : "L";
}

static void
test_lists(void)
{
	arena		memory = heap_arena();
	text_span	fault = TEXT_ABSENT;
	const listed_modifier rows[] = {
		listed_from("LT", NULL, NULL, true), listed_from("CP", "2016-01-01", "2017-12-31", false),
		listed_from("ZZ", "2026-07-01", NULL, false), listed_from("00", NULL, NULL, false),
		/* left the list and came back, as one that bypasses */
		listed_from("XE", "2020-01-01", "2020-12-31", true), listed_from("XE", "2015-01-01", "2016-12-31", false),
	};
	modifier_book *book = modifier_book_create(&memory, rows, 6, NULL, 0, NULL, 0, NULL, 0, &fault);

	CHECK(book != NULL);
	CHECK_EQ_STR(on(book, "LT", "1980-01-01"), "LN");
	CHECK_EQ_STR(on(book, "RT", "2024-01-01"), "-");
	CHECK_EQ_STR(on(book, "LS", "2024-01-01"), "-");
	CHECK_EQ_STR(on(book, "LU", "2024-01-01"), "-");
	CHECK_EQ_STR(on(book, "CP", "2015-12-31"), "-");
	CHECK_EQ_STR(on(book, "CP", "2016-01-01"), "L");
	CHECK_EQ_STR(on(book, "CP", "2017-12-31"), "L");
	CHECK_EQ_STR(on(book, "CP", "2018-01-01"), "-");
	CHECK_EQ_STR(on(book, "ZZ", "2026-06-30"), "-");
	CHECK_EQ_STR(on(book, "ZZ", "2026-07-01"), "L");
	CHECK_EQ_STR(on(book, "00", "2024-01-01"), "L");
	CHECK_EQ_STR(on(book, "01", "2024-01-01"), "-");
	CHECK_EQ_STR(on(book, "XE", "2016-12-31"), "L");
	CHECK_EQ_STR(on(book, "XE", "2018-01-01"), "-");
	CHECK_EQ_STR(on(book, "XE", "2020-06-01"), "LN");
	arena_free(&memory);
}

/* Nothing is unknown while nothing is known. */
static void
test_empty_book(void)
{
	arena		memory = heap_arena();
	text_span	fault = TEXT_ABSENT;
	modifier_book *book = modifier_book_create(&memory, NULL, 0, NULL, 0, NULL, 0, NULL, 0, &fault);

	CHECK(book != NULL);
	CHECK_EQ_STR(on(book, "11", "2024-01-01"), "L");
	arena_free(&memory);
}

static void
test_subject_names(void)
{
	rule_subject subject = SUBJECT_PCTC;

	for (int i = 0; i < RULE_SUBJECT_COUNT; i++)
	{
		CHECK(rule_subject_of_name(rule_subject_name((rule_subject) i), &subject));
		CHECK_EQ_INT(subject, i);
	}
	CHECK_TEXT(rule_subject_name(SUBJECT_CLAIM_SETTING), "claim_setting");
	CHECK(!rule_subject_of_name(TEXT_LITERAL("colour"), &subject));
	CHECK(!rule_subject_of_name(TEXT_LITERAL(""), &subject));
}

/* Make a book of one rule, in a world with two groups of codes; the fault, or "" where it is taken. */
static const char *
fault_of(const char *subject, const char *values)
{
	static char text[200];
	static const text_span groups[] = {{"em", 2}, {"laboratory", 10}};
	arena		memory = heap_arena();
	text_span	fault = TEXT_LITERAL("");
	modifier_rule rule = rule_of("26", "split", subject, true, values, SEVERITY_DENY, &memory);
	modifier_book *book = modifier_book_create(&memory, NULL, 0, NULL, 0, &rule, 1, groups, 2, &fault);

	CHECK((book == NULL) == (fault.length > 0));
	snprintf(text, sizeof(text), "%.*s", (int) fault.length, fault.bytes);
	arena_free(&memory);
	return text;
}

static void
test_values(void)
{
	CHECK_EQ_STR(fault_of("code_group", "em laboratory"), "");
	CHECK_EQ_STR(fault_of("status", "A X"), "");
	CHECK_EQ_STR(fault_of("global_days", "000 010 090 MMM XXX YYY ZZZ"), "");
	CHECK_EQ_STR(fault_of("bilateral", "0 9"), "");
	CHECK_EQ_STR(fault_of("add_on", "yes no"), "");
	CHECK_EQ_STR(fault_of("claim_setting", "professional surgical_center institutional"), "");
	CHECK_EQ_STR(fault_of("pctc", "0 7x"), "rule \"split\" of modifier 26: \"7x\" is no value of pctc");
	CHECK_EQ_STR(fault_of("code_group", "em dental"),
				 "rule \"split\" of modifier 26: \"dental\" is no value of code_group");
}

static void
test_values_refused(void)
{
	static const char *const refused[][2] = {
		{"pctc", "A"}, {"pctc", "00"}, {"status", "1"}, {"status", "a"}, {"status", "AA"}, {"global_days", "001"},
		{"global_days", "0"}, {"global_days", "MMMM"}, {"global_days", "ZZ"}, {"add_on", "maybe"},
		{"claim_setting", "unknown"}, {"claim_setting", "dme"}, {"code_group", "e"}, {"team_surgeon", "-"}
	};

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		CHECK(fault_of(refused[i][0], refused[i][1])[0] != '\0');
}

/* Groups are bits of 64: one more cannot be told apart. */
static void
test_group_limit(void)
{
	arena		memory = heap_arena();
	text_span	names[65];
	text_span	fault = TEXT_ABSENT;
	modifier_rule rule;

	for (int i = 0; i < 65; i++)
		names[i] = arena_format(&memory, "group%d", i);
	rule = rule_of("26", "last", "code_group", true, "group63", SEVERITY_DENY, &memory);
	CHECK(modifier_book_create(&memory, NULL, 0, NULL, 0, &rule, 1, names, 64, &fault) != NULL);
	CHECK(modifier_book_create(&memory, NULL, 0, NULL, 0, &rule, 1, names, 65, &fault) == NULL);
	CHECK_TEXT(fault, "65 groups of codes; at most 64 are possible");
	arena_free(&memory);
}

int
main(void)
{
	test_lists();
	test_empty_book();
	test_subject_names();
	test_values();
	test_values_refused();
	test_group_limit();
	return test_report();
}
