/*
 * calendar.h
 *	  Calendar dates (proleptic Gregorian) and calendar intervals.
 */
#ifndef CPTPOLICY_CALENDAR_H
#define CPTPOLICY_CALENDAR_H

#include "engine/text.h"

/* Days since 2000-01-01, as PostgreSQL's date; years 0001 to 9999. */
typedef int32_t calendar_date;

#define CALENDAR_DATE_UNKNOWN INT32_MIN
#define CALENDAR_DATE_TEXT_MAX 11

/* Days, weeks of 7 days, calendar months, calendar years; one of them. */
typedef enum interval_unit
{
	INTERVAL_DAYS,
	INTERVAL_WEEKS,
	INTERVAL_MONTHS,
	INTERVAL_YEARS
} interval_unit;

typedef struct calendar_interval
{
	interval_unit unit;
	int32_t		count;			/* 0 .. 9999 */
} calendar_interval;

/* Reads exactly YYYY-MM-DD and refuses days that do not exist. */
extern bool calendar_parse(const char *text, size_t length, calendar_date *date);

/* YYYY-MM-DD, NUL-terminated. */
extern void calendar_format(calendar_date date, char out[CALENDAR_DATE_TEXT_MAX]);

/* date plus interval; months and years clamp to the month's last day, as PostgreSQL does (2024-01-31 + 1 month = 2024-02-29). */
extern calendar_date calendar_add(calendar_date date, calendar_interval interval);

/* date minus interval, with the same clamp (2024-03-31 - 1 month = 2024-02-29). */
extern calendar_date calendar_subtract(calendar_date date, calendar_interval interval);

/* Whole years from birth to date: an age. A birth on February 29 has its birthday on March 1 of a common year. */
extern int32_t calendar_age(calendar_date birth, calendar_date date);

/* "3 months", "1 week"; returns the text in out. */
extern const char *calendar_interval_format(calendar_interval interval, char out[32]);

#endif
