/*
 * hard_coded_history.h
 *	  Earlier injections of one side, and what the hard-coded CP.MP.166 asks of them.
 *
 * An injection whose side or kind is not recorded may count or not; an answer is known only when it is the same
 * whichever way that is.
 */
#ifndef CPTPOLICY_BENCH_HARD_CODED_HISTORY_H
#define CPTPOLICY_BENCH_HARD_CODED_HISTORY_H

#include "hard_coded.h"

/* One injection of one side: what is reported for one day and side is one. */
typedef struct hc_injection
{
	hc_day		date;
	uint8		present;		/* met, or unknown when its side is */
	uint8		kind;			/* hc_procedure */
	bool		relief_known;
	decimal		relief;
} hc_injection;

typedef struct hc_history
{
	hc_day		service;
	int			count;
	hc_injection *items;		/* oldest first */
	hc_injection space[HC_INLINE_ENTRIES];
} hc_history;

/* Collect the injections of a side up to a day; of that day itself only with with_day. */
extern void hc_collect(const hc_claim *claim, uint8 side, hc_day service, bool with_day, hc_history *history);

/* Is there one of the kind (HC_PROCEDURE_UNKNOWN: of either) after the day? */
extern tristate hc_exists(const hc_history *history, hc_procedure kind, hc_day after);

/* How many of the kind lie after the day (with the day itself if including): at least and at most. */
extern void hc_count(const hc_history *history, hc_procedure kind, hc_day after, bool including, int *least, int *most);

/* What is asked of one injection. */
typedef tristate (*hc_question) (const hc_injection *injection, hc_day service);

extern tristate hc_relief_below_75(const hc_injection *injection, hc_day service);
extern tristate hc_relief_at_least_75(const hc_injection *injection, hc_day service);
extern tristate hc_relief_at_least_50(const hc_injection *injection, hc_day service);
extern tristate hc_two_weeks_ago(const hc_injection *injection, hc_day service);
extern tristate hc_two_months_ago(const hc_injection *injection, hc_day service);
extern tristate hc_beyond_twelve_months(const hc_injection *injection, hc_day service);
extern tristate hc_twelve_months_ago(const hc_injection *injection, hc_day service);

/* Ask the nth injection of the kind; none is the answer when there is none. */
extern tristate hc_ask_nth(const hc_history *history, hc_procedure kind, int nth, tristate none, hc_question question);

/* Ask the latest one. */
extern tristate hc_ask_latest(const hc_history *history, hc_procedure kind, tristate none, hc_question question);

/* Is the first therapeutic injection of the current course of treatment more than twelve months ago? */
extern tristate hc_beyond_course(const hc_history *history);

/* The injection that an answer speaks of first: the earliest that can be the nth, or the latest; NULL when none. */
extern const hc_injection *hc_nth_candidate(const hc_history *history, hc_procedure kind, int nth);
extern const hc_injection *hc_latest_candidate(const hc_history *history);

#endif
