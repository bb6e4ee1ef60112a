/*
 * cms_file_name.c
 *	  What the names of CMS files say, and how people write quarters.
 */
#include "engine/ascii.h"
#include "engine/cms_file.h"

/* ---- days ---- */

/* The first day of a quarter, 1 to 4. */
static calendar_date
first_day(uint32_t year, uint32_t quarter)
{
	uint32_t	month = quarter * 3 - 2;
	char		text[CALENDAR_DATE_TEXT_MAX] = "0000-00-01";
	calendar_date date;

	for (int i = 3; i >= 0; i--, year /= 10)
		text[i] = (char) ('0' + year % 10);
	text[5] = (char) ('0' + month / 10);
	text[6] = (char) ('0' + month % 10);
	return calendar_parse(text, 10, &date) ? date : CALENDAR_DATE_UNKNOWN;
}

static bool
is_letter(char byte)
{
	return ascii_lower(byte) >= 'a' && ascii_lower(byte) <= 'z';
}

/* Exactly this many digits at a place of a text; beyond its end there are none. */
static bool
digits_at(text_span text, uint32_t at, uint32_t count, uint32_t *number)
{
	*number = 0;
	if (at + count > text.length)
		return false;
	for (uint32_t i = at; i < at + count; i++)
	{
		if (!ascii_is_digit(text.bytes[i]))
			return false;
		*number = *number * 10 + (uint32_t) (text.bytes[i] - '0');
	}
	return true;
}

/* The byte at a place of a text in lower case, '\0' beyond its end. */
static char
byte_at(text_span text, uint32_t at)
{
	return at < text.length ? ascii_lower(text.bytes[at]) : '\0';
}

bool
cms_quarter_parse(text_span text, calendar_date *quarter)
{
	uint32_t	year;
	uint32_t	number;
	uint32_t	at = byte_at(text, 4) == ' ' ? 5 : 4;
	calendar_date date;

	if (calendar_parse(text.bytes, text.length, &date))
	{
		/* the first day of a month that begins a quarter */
		digits_at(text, 0, 4, &year);
		digits_at(text, 5, 2, &number);
		if (date != first_day(year, (number + 2) / 3))
			return false;
	}
	else if (digits_at(text, 0, 4, &year) && byte_at(text, at) == 'q' && text.length == at + 2 &&
			 digits_at(text, at + 1, 1, &number) && number >= 1 && number <= 4)
		date = first_day(year, number);
	else
		return false;
	if (date != CALENDAR_DATE_UNKNOWN)
		*quarter = date;
	return date != CALENDAR_DATE_UNKNOWN;
}

/* ---- names ---- */

#define NOT_FOUND UINT32_MAX

/* Where words in lower case stand in a name from a place on, without regard to case. */
static uint32_t
find(text_span name, uint32_t from, const char *words)
{
	uint32_t	length = (uint32_t) strlen(words);

	for (uint32_t at = from; at + length <= name.length; at++)
	{
		uint32_t	same = 0;

		while (same < length && ascii_lower(name.bytes[at + same]) == words[same])
			same++;
		if (same == length)
			return at;
	}
	return NOT_FOUND;
}

/* The place behind words that begin where no letter stands before them, or NOT_FOUND. */
static uint32_t
behind(text_span name, const char *words)
{
	for (uint32_t at = find(name, 0, words); at != NOT_FOUND; at = find(name, at + 1, words))
		if (at == 0 || !is_letter(name.bytes[at - 1]))
			return at + (uint32_t) strlen(words);
	return NOT_FOUND;
}

text_span
cms_file_name_last_part(text_span name)
{
	for (uint32_t i = name.length; i > 0; i--)
		if (name.bytes[i - 1] == '/' || name.bytes[i - 1] == '\\')
			return (text_span) {name.bytes + i, name.length - i};
	return name;
}

/* ccipra-v322r0-f1.TXT: version 32.2, whose .0 is the first quarter of 1994 + 32; part 1. */
static void
read_ptp_name(text_span name, uint32_t at, cms_file_name *result)
{
	uint32_t	version;
	uint32_t	part;
	uint32_t	place = find(name, at, "v");

	if (place != NOT_FOUND && digits_at(name, place + 1, 3, &version) && version % 10 <= 3 &&
		!ascii_is_digit(byte_at(name, place + 4)))
		result->quarter = first_day(1994 + version / 10, version % 10 + 1);
	place = find(name, at, "-f");
	if (place != NOT_FOUND && digits_at(name, place + 2, 1, &part) && !ascii_is_digit(byte_at(name, place + 3)))
		result->part = (int) part;
}

/* MCR_MUE_PractitionerServices_Eff_07-01-2026.csv */
static void
read_mue_name(text_span name, cms_file_name *result)
{
	uint32_t	month;
	uint32_t	day;
	uint32_t	year;

	result->setting_known = true;
	if (find(name, 0, "practitioner") != NOT_FOUND)
		result->setting = SETTING_PRACTITIONER;
	else if (find(name, 0, "outpatient") != NOT_FOUND)
		result->setting = SETTING_OUTPATIENT;
	else if (find(name, 0, "dme") != NOT_FOUND)
		result->setting = SETTING_DME;
	else
		result->setting_known = false;
	for (uint32_t at = 0; at + 10 <= name.length; at++)
		if (digits_at(name, at, 2, &month) && !ascii_is_digit(byte_at(name, at + 2)) &&
			digits_at(name, at + 3, 2, &day) && !ascii_is_digit(byte_at(name, at + 5)) &&
			digits_at(name, at + 6, 4, &year) && month >= 1 && month <= 12 && day >= 1 && day <= 31)
			result->quarter = first_day(year, (month + 2) / 3);
}

/* AOC_V2026Q2-MCR.csv */
static void
read_add_on_name(text_span name, uint32_t at, cms_file_name *result)
{
	for (; at + 6 <= name.length; at++)
		if (cms_quarter_parse((text_span) {name.bytes + at, 6}, &result->quarter))
			return;
}

/* A year of four digits or two at a place, which moves behind it. */
static bool
read_year(text_span name, uint32_t *at, uint32_t *year)
{
	if (digits_at(name, *at, 4, year))
		*at += 4;
	else if (digits_at(name, *at, 2, year))
	{
		*at += 2;
		*year += 2000;
	}
	else
		return false;
	return !ascii_is_digit(byte_at(name, *at));
}

/* The quarter of the month that is named behind a place, 0 if none is. */
static uint32_t
quarter_of_month(text_span name, uint32_t from)
{
	static const char *const months[] = {
		"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
	};

	for (uint32_t i = 0; i < 12; i++)
		for (uint32_t at = find(name, from, months[i]); at != NOT_FOUND; at = find(name, at + 1, months[i]))
			if (!is_letter(byte_at(name, at - 1)))
				return i / 3 + 1;
	return 0;
}

/* PPRRVU2026_Jul_nonQPP.csv, PPRRVU24_OCT.csv; releases A to D are also named by their letter, AR is A revised. */
static void
read_fee_schedule_name(text_span name, uint32_t at, cms_file_name *result)
{
	uint32_t	year;
	uint32_t	quarter;

	if (!read_year(name, &at, &year))
		return;
	quarter = quarter_of_month(name, at);
	if (byte_at(name, at) == '_' || byte_at(name, at) == '-')
		at++;
	if (quarter == 0 && byte_at(name, at) >= 'a' && byte_at(name, at) <= 'd' &&
		(!is_letter(byte_at(name, at + 1)) || (byte_at(name, at + 1) == 'r' && !is_letter(byte_at(name, at + 2)))))
		quarter = (uint32_t) (byte_at(name, at) - 'a') + 1;
	if (quarter != 0)
		result->quarter = first_day(year, quarter);
}

/* HCPC2026_OCT_ANWEB.csv, HCPC2019_CONTR_ANWEB.txt: without a month it is the file of January. */
static void
read_hcpcs_name(text_span name, uint32_t at, cms_file_name *result)
{
	uint32_t	year;
	uint32_t	quarter;

	if (!read_year(name, &at, &year))
		return;
	quarter = quarter_of_month(name, at);
	result->quarter = first_day(year, quarter != 0 ? quarter : 1);
}

static void
set_kind(cms_file_name *result, cms_file_kind kind)
{
	result->kind_known = true;
	result->kind = kind;
}

static void
set_ptp(cms_file_name *result, service_setting setting)
{
	set_kind(result, CMS_PTP);
	result->setting_known = true;
	result->setting = setting;
}

void
cms_file_name_read(text_span name, cms_file_name *result)
{
	uint32_t	at;

	memset(result, 0, sizeof(*result));
	result->quarter = CALENDAR_DATE_UNKNOWN;
	name = cms_file_name_last_part(name);
	if ((at = behind(name, "ccipra")) != NOT_FOUND)
		set_ptp(result, SETTING_PRACTITIONER);
	else if ((at = behind(name, "ccioph")) != NOT_FOUND)
		set_ptp(result, SETTING_OUTPATIENT);
	else if ((at = behind(name, "mue")) != NOT_FOUND && !is_letter(byte_at(name, at)))
		set_kind(result, CMS_MUE);
	else if ((at = behind(name, "aoc")) != NOT_FOUND && !is_letter(byte_at(name, at)))
		set_kind(result, CMS_ADD_ON);
	else if ((at = behind(name, "pprrvu")) != NOT_FOUND || (at = behind(name, "rvu")) != NOT_FOUND)
		set_kind(result, CMS_FEE_SCHEDULE);
	else if ((at = behind(name, "hcpcs")) != NOT_FOUND || (at = behind(name, "hcpc")) != NOT_FOUND)
		set_kind(result, CMS_HCPCS);
	else
		return;
	if (result->kind == CMS_PTP)
		read_ptp_name(name, at, result);
	else if (result->kind == CMS_MUE)
		read_mue_name(name, result);
	else if (result->kind == CMS_ADD_ON)
		read_add_on_name(name, at, result);
	else if (result->kind == CMS_FEE_SCHEDULE)
		read_fee_schedule_name(name, at, result);
	else
		read_hcpcs_name(name, at, result);
}
