/*
 * hard_coded_day.c
 *	  Calendar arithmetic for the hard-coded CP.MP.166.
 */
#include "postgres.h"

#include "hard_coded.h"

static const uint8 month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

int
hc_last_day(int year, int month)
{
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return month_days[month - 1];
}

hc_day
hc_clamp_day(hc_day day)
{
	int			month = day >> 5;
	int			last = hc_last_day(month / 12, month % 12 + 1);

	return (month << 5) | Min(day & 31, last);
}

int
hc_day_number(hc_day day)
{
	int			month = day >> 5;
	int			year = month / 12;

	/* March first, so that the leap day is the last of its year */
	month = month % 12 + 1;
	if (month <= 2)
	{
		year--;
		month += 12;
	}
	return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 - 457) / 5 + (day & 31);
}

void
hc_format_day(hc_day day, char *out)
{
	int			month = day >> 5;
	int			year = month / 12;

	month = month % 12 + 1;
	for (int i = 3; i >= 0; i--, year /= 10)
		out[i] = '0' + year % 10;
	out[4] = out[7] = '-';
	out[5] = '0' + month / 10;
	out[6] = '0' + month % 10;
	out[8] = '0' + (day & 31) / 10;
	out[9] = '0' + (day & 31) % 10;
}
