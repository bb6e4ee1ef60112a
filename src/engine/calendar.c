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

#define SHIFT_YEARS (400 * 82)
#define SHIFT_DAYS (146097u * 82 + 730425u)	/* to 2000-01-01 from March 1 of the year -SHIFT_YEARS */

typedef struct civil_date
{
	int32_t		year;
	int			month;			/* 1 .. 12 */
	int			day;			/* 1 .. 31 */
} civil_date;

static bool
is_leap_year(int32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in_month(int32_t year, int month)
{
	static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

/*
 * Both conversions follow Neri and Schneider, "Euclidean affine functions and their application to calendar
 * algorithms" (2023): 32-bit arithmetic, divisions by constants only. Days and years are shifted by a multiple of 400
 * years, so that nothing is negative.
 */
static int32_t
days_of_civil(civil_date civil)
{
	uint32_t	before_march = civil.month <= 2;
	uint32_t	year = (uint32_t) (civil.year + SHIFT_YEARS) - before_march;
	uint32_t	month = (uint32_t) civil.month + 12 * before_march;
	uint32_t	century = year / 100;
	uint32_t	days_of_years = 1461 * year / 4 - century + century / 4;
	uint32_t	days_of_months = (979 * month - 2919) / 32;

	return (int32_t) (days_of_years + days_of_months + (uint32_t) civil.day - 1 - SHIFT_DAYS);
}

static civil_date
civil_of_days(int32_t days)
{
	uint32_t	quarter_days = 4 * ((uint32_t) days + SHIFT_DAYS) + 3;
	uint32_t	century = quarter_days / 146097;
	uint32_t	day_of_century = quarter_days % 146097 / 4;
	uint64_t	scaled = UINT64_C(2939745) * (4 * day_of_century + 3);
	uint32_t	year_of_century = (uint32_t) (scaled >> 32);
	uint32_t	day_of_year = (uint32_t) scaled / 2939745 / 4;
	uint32_t	month_and_day = 2141 * day_of_year + 197913;
	uint32_t	after_december = day_of_year >= 306;
	civil_date	civil;

	civil.year = (int32_t) (100 * century + year_of_century + after_december) - SHIFT_YEARS;
	civil.month = (int) (month_and_day >> 16) - (after_december ? 12 : 0);
	civil.day = (int) ((month_and_day & 0xFFFF) / 2141) + 1;
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
add_months(calendar_date date, int32_t months)
{
	civil_date	civil = civil_of_days(date);
	uint32_t	month = (uint32_t) ((civil.year + SHIFT_YEARS) * 12 + civil.month - 1 + months);
	int			last;

	civil.year = (int32_t) (month / 12) - SHIFT_YEARS;
	civil.month = (int) (month % 12) + 1;
	last = days_in_month(civil.year, civil.month);
	if (civil.day > last)
		civil.day = last;
	return days_of_civil(civil);
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
			return add_months(date, interval.count * 12);
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
