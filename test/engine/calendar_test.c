/*
 * calendar_test.c
 *	  Dates against a calendar that is walked day by day, and results of PostgreSQL's own date arithmetic.
 */
#include "engine/calendar.h"

#include "test.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static calendar_date
date_of(const char *text)
{
	calendar_date date = CALENDAR_DATE_UNKNOWN;

	if (!calendar_parse(text, strlen(text), &date))
		CHECK_EQ_STR(text, "(a date)");
	return date;
}

static const char *
formatted(calendar_date date)
{
	static char text[CALENDAR_DATE_TEXT_MAX];

	calendar_format(date, text);
	return text;
}

/* ---- a calendar that is counted, not computed ---- */

static bool
leap(int year)
{
	if (year % 400 == 0)
		return true;
	if (year % 100 == 0)
		return false;
	return year % 4 == 0;
}

static int
length_of_month(int year, int month)
{
	switch (month)
	{
		case 2:
			return leap(year) ? 29 : 28;
		case 4:
		case 6:
		case 9:
		case 11:
			return 30;
		default:
			return 31;
	}
}

/* Every day of a span of years, and every text of the same form that is no day. */
static void
walk_years(int first_year, int last_year, calendar_date first_day)
{
	calendar_date expected = first_day;
	char		text[32];

	for (int year = first_year; year <= last_year; year++)
		for (int month = 0; month <= 13; month++)
			for (int day = 0; day <= 32; day++)
			{
				calendar_date date = CALENDAR_DATE_UNKNOWN;
				bool		exists = month >= 1 && month <= 12 && day >= 1 && day <= length_of_month(year, month);

				snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, day);
				CHECK_EQ_INT(calendar_parse(text, strlen(text), &date), exists);
				CHECK_EQ_INT(date, exists ? expected++ : CALENDAR_DATE_UNKNOWN);
				if (exists)
					CHECK_EQ_STR(formatted(date), text);
			}
}

static void
test_every_day(void)
{
	/* The first days are PostgreSQL's: '1900-01-01'::date - '2000-01-01'::date, and so on. */
	walk_years(1900, 2100, -36524);
	walk_years(1, 5, -730119);
	walk_years(9996, 9999, 2920479);
	CHECK_EQ_INT(date_of("2000-01-01"), 0);
	CHECK_EQ_INT(date_of("1970-01-01"), -10957);
	CHECK_EQ_INT(date_of("9999-12-31"), 2921939);
}

static void
test_not_dates(void)
{
	static const char *const texts[] = {
		"", "2024", "2024-3-1", "2024-03-1", "24-03-01", "2024/03/01", "20240301", "2024-03-01 ", " 2024-03-01",
		"2024-03-01T00:00:00", "2024-13-01", "2024-00-10", "2024-02-30", "2023-02-29", "1900-02-29", "0000-01-01",
		"-001-01-01", "2024-0a-01", "2024-03-0\xb2", "+024-03-01", "infinity", "today", "2024-03--1"
	};
	calendar_date date;

	for (size_t i = 0; i < LENGTH(texts); i++)
		if (!CHECK(!calendar_parse(texts[i], strlen(texts[i]), &date)))
			fprintf(stderr, "  %s\n", texts[i]);
	CHECK(!calendar_parse("2024-03-01\0", 11, &date));
}

/* ---- intervals ---- */

typedef struct addition
{
	const char *date;
	calendar_interval interval;
	const char *sum;
	const char *difference;
} addition;

/* PostgreSQL's answers to date + interval and date - interval. */
static const addition additions[] = {
	{"2024-01-31", {INTERVAL_MONTHS, 1}, "2024-02-29", "2023-12-31"},
	{"2023-01-31", {INTERVAL_MONTHS, 1}, "2023-02-28", "2022-12-31"},
	{"2024-03-31", {INTERVAL_MONTHS, 1}, "2024-04-30", "2024-02-29"},
	{"2023-12-31", {INTERVAL_MONTHS, 2}, "2024-02-29", "2023-10-31"},
	{"2024-02-29", {INTERVAL_MONTHS, 12}, "2025-02-28", "2023-02-28"},
	{"2024-02-29", {INTERVAL_YEARS, 1}, "2025-02-28", "2023-02-28"},
	{"2024-02-29", {INTERVAL_YEARS, 4}, "2028-02-29", "2020-02-29"},
	{"2024-02-28", {INTERVAL_MONTHS, 12}, "2025-02-28", "2023-02-28"},
	{"2023-02-28", {INTERVAL_MONTHS, 12}, "2024-02-28", "2022-02-28"},
	{"2024-05-31", {INTERVAL_MONTHS, 3}, "2024-08-31", "2024-02-29"},
	{"2024-08-31", {INTERVAL_MONTHS, 6}, "2025-02-28", "2024-02-29"},
	{"2024-11-30", {INTERVAL_MONTHS, 3}, "2025-02-28", "2024-08-30"},
	{"2024-03-01", {INTERVAL_MONTHS, 0}, "2024-03-01", "2024-03-01"},
	{"2024-03-01", {INTERVAL_DAYS, 366}, "2025-03-02", "2023-03-01"},
	{"2024-02-26", {INTERVAL_WEEKS, 2}, "2024-03-11", "2024-02-12"},
	{"2024-12-15", {INTERVAL_MONTHS, 1}, "2025-01-15", "2024-11-15"},
	{"2024-01-15", {INTERVAL_MONTHS, 13}, "2025-02-15", "2022-12-15"},
	{"2000-02-29", {INTERVAL_YEARS, 100}, "2100-02-28", "1900-02-28"},
};

static void
test_additions(void)
{
	for (size_t i = 0; i < LENGTH(additions); i++)
	{
		const addition *row = &additions[i];

		CHECK_EQ_STR(formatted(calendar_add(date_of(row->date), row->interval)), row->sum);
		CHECK_EQ_STR(formatted(calendar_subtract(date_of(row->date), row->interval)), row->difference);
	}
}

/* Months of every day of nine years, against the counted calendar. */
static void
test_months(void)
{
	for (int year = 1999; year <= 2007; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= length_of_month(year, month); day++)
				for (int count = -40; count <= 40; count++)
				{
					char		text[40];
					char		expected[40];
					int			months = year * 12 + month - 1 + count;
					int			last = length_of_month(months / 12, months % 12 + 1);
					calendar_interval interval = {INTERVAL_MONTHS, count < 0 ? -count : count};

					snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, day);
					snprintf(expected, sizeof(expected), "%04d-%02d-%02d", months / 12, months % 12 + 1,
							 day < last ? day : last);
					CHECK_EQ_STR(formatted(count < 0 ? calendar_subtract(date_of(text), interval)
										   : calendar_add(date_of(text), interval)), expected);
				}
}

/* The largest intervals leave the years that can be written, but do not go wrong. */
static void
test_far_dates(void)
{
	calendar_date last = date_of("9999-12-31");
	calendar_date first = date_of("0001-01-01");

	CHECK(calendar_add(last, (calendar_interval) {INTERVAL_YEARS, 9999}) > last);
	CHECK(calendar_add(last, (calendar_interval) {INTERVAL_DAYS, 9999}) == last + 9999);
	CHECK(calendar_subtract(first, (calendar_interval) {INTERVAL_YEARS, 9999}) < first);
	CHECK(calendar_subtract(first, (calendar_interval) {INTERVAL_MONTHS, 1}) == first - 31);
}

static void
test_age(void)
{
	CHECK_EQ_INT(calendar_age(date_of("1976-02-03"), date_of("2024-02-02")), 47);
	CHECK_EQ_INT(calendar_age(date_of("1976-02-03"), date_of("2024-02-03")), 48);
	CHECK_EQ_INT(calendar_age(date_of("2004-02-29"), date_of("2022-02-28")), 17);
	CHECK_EQ_INT(calendar_age(date_of("2004-02-29"), date_of("2022-03-01")), 18);
	CHECK_EQ_INT(calendar_age(date_of("2004-02-29"), date_of("2024-02-28")), 19);
	CHECK_EQ_INT(calendar_age(date_of("2004-02-29"), date_of("2024-02-29")), 20);
	CHECK_EQ_INT(calendar_age(date_of("2024-03-01"), date_of("2024-03-01")), 0);
	CHECK_EQ_INT(calendar_age(date_of("2024-12-31"), date_of("2025-01-01")), 0);
	CHECK_EQ_INT(calendar_age(date_of("2024-03-02"), date_of("2024-03-01")), -1);
}

static void
test_interval_texts(void)
{
	char		text[32];

	CHECK_EQ_STR(calendar_interval_format((calendar_interval) {INTERVAL_MONTHS, 3}, text), "3 months");
	CHECK_EQ_STR(calendar_interval_format((calendar_interval) {INTERVAL_WEEKS, 1}, text), "1 week");
	CHECK_EQ_STR(calendar_interval_format((calendar_interval) {INTERVAL_DAYS, 0}, text), "0 days");
	CHECK_EQ_STR(calendar_interval_format((calendar_interval) {INTERVAL_YEARS, 1}, text), "1 year");
}

int
main(void)
{
	test_every_day();
	test_not_dates();
	test_additions();
	test_months();
	test_far_dates();
	test_age();
	test_interval_texts();
	return test_report();
}
