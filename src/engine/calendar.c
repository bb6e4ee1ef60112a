/*
 * calendar.c
 *	  Proleptic Gregorian dates as days since 2000-01-01.
 *
 * Years are counted from March, so that the leap day is the last of its year and every month begins at a place that
 * a linear formula gives; 400 years have 146,097 days.
 */
#include "engine/calendar.h"

#include <stdio.h>

#include "engine/ascii.h"

#define DAYS_OF_400_YEARS 146097
#define DAYS_0000_03_01_TO_2000_01_01 730425

typedef struct civil_date
{
	int64_t		year;
	int			month;			/* 1 .. 12 */
	int			day;			/* 1 .. 31 */
} civil_date;

static int64_t
floor_divide(int64_t dividend, int64_t divisor)
{
	int64_t		quotient = dividend / divisor;

	return dividend % divisor < 0 ? quotient - 1 : quotient;
}

static bool
is_leap_year(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in_month(int64_t year, int month)
{
	static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

static int64_t
days_of_civil(civil_date civil)
{
	int64_t		year = civil.month <= 2 ? civil.year - 1 : civil.year;
	int64_t		era = floor_divide(year, 400);
	int64_t		year_of_era = year - era * 400;
	int64_t		month = (civil.month + 9) % 12;	/* from March = 0 */
	int64_t		day_of_year = (153 * month + 2) / 5 + civil.day - 1;
	int64_t		day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * DAYS_OF_400_YEARS + day_of_era - DAYS_0000_03_01_TO_2000_01_01;
}

static civil_date
civil_of_days(int64_t days)
{
	int64_t		since = days + DAYS_0000_03_01_TO_2000_01_01;
	int64_t		era = floor_divide(since, DAYS_OF_400_YEARS);
	int64_t		day_of_era = since - era * DAYS_OF_400_YEARS;
	int64_t		year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t		day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t		month = (5 * day_of_year + 2) / 153;
	civil_date	civil;

	civil.day = (int) (day_of_year - (153 * month + 2) / 5 + 1);
	civil.month = (int) (month < 10 ? month + 3 : month - 9);
	civil.year = era * 400 + year_of_era + (civil.month <= 2 ? 1 : 0);
	return civil;
}

/* The number of two digits; *wrong is set if one of them is none. */
static inline int
two_digits(const char *text, bool *wrong)
{
	*wrong |= !ascii_is_digit(text[0]);
	*wrong |= !ascii_is_digit(text[1]);
	return (text[0] - '0') * 10 + (text[1] - '0');
}

bool
calendar_parse(const char *text, size_t length, calendar_date *date)
{
	civil_date	civil;
	bool		wrong = false;

	if (length != 10 || text[4] != '-' || text[7] != '-')
		return false;
	civil.year = two_digits(text, &wrong) * 100 + two_digits(text + 2, &wrong);
	civil.month = two_digits(text + 5, &wrong);
	civil.day = two_digits(text + 8, &wrong);
	if (wrong || civil.year < 1 || civil.month < 1 || civil.month > 12)
		return false;
	if (civil.day < 1 || civil.day > days_in_month(civil.year, civil.month))
		return false;
	*date = (calendar_date) days_of_civil(civil);
	return true;
}

static void
format_digits(char *out, int count, int64_t value)
{
	while (count-- > 0)
	{
		out[count] = (char) ('0' + value % 10);
		value /= 10;
	}
}

void
calendar_format(calendar_date date, char out[CALENDAR_DATE_TEXT_MAX])
{
	civil_date	civil = civil_of_days(date);

	format_digits(out, 4, civil.year < 0 ? 0 : civil.year);
	out[4] = '-';
	format_digits(out + 5, 2, civil.month);
	out[7] = '-';
	format_digits(out + 8, 2, civil.day);
	out[10] = '\0';
}

static calendar_date
add_months(calendar_date date, int64_t months)
{
	civil_date	civil = civil_of_days(date);
	int64_t		month = civil.year * 12 + civil.month - 1 + months;
	int			last;

	civil.year = floor_divide(month, 12);
	civil.month = (int) (month - civil.year * 12) + 1;
	last = days_in_month(civil.year, civil.month);
	if (civil.day > last)
		civil.day = last;
	return (calendar_date) days_of_civil(civil);
}

calendar_date
calendar_add(calendar_date date, calendar_interval interval)
{
	switch (interval.unit)
	{
		case INTERVAL_DAYS:
			return date + interval.count;
		case INTERVAL_WEEKS:
			return date + interval.count * 7;
		case INTERVAL_MONTHS:
			return add_months(date, interval.count);
		case INTERVAL_YEARS:
			return add_months(date, (int64_t) interval.count * 12);
	}
	return date;
}

calendar_date
calendar_subtract(calendar_date date, calendar_interval interval)
{
	interval.count = -interval.count;
	return calendar_add(date, interval);
}

int32_t
calendar_age(calendar_date birth, calendar_date date)
{
	civil_date	born = civil_of_days(birth);
	civil_date	now = civil_of_days(date);
	bool		before_birthday = now.month < born.month || (now.month == born.month && now.day < born.day);

	return (int32_t) (now.year - born.year - (before_birthday ? 1 : 0));
}

const char *
calendar_interval_format(calendar_interval interval, char out[32])
{
	static const char *const units[] = {"day", "week", "month", "year"};

	snprintf(out, 32, "%d %s%s", (int) interval.count, units[interval.unit], interval.count == 1 ? "" : "s");
	return out;
}
