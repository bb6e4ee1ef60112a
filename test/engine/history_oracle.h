/*
 * history_oracle.h
 *	  What a question to a history can be answered, by enumerating all possible worlds.
 *
 * Written without the engine, for the test of it. In a world every report of a procedure has a side and a kind; several
 * reports of one day and side are of one procedure.
 */
#ifndef HISTORY_ORACLE_H
#define HISTORY_ORACLE_H

#include <stdbool.h>

#define REPORTS_MAX 5

#define LEFT 1
#define RIGHT 2

/* Outcomes as bits, so that a set of them is a number; not known is both. */
#define NO 1
#define YES 2
#define EITHER (NO | YES)

typedef struct report
{
	int			age;			/* days before the service; negative: after it */
	int			side;			/* 0: not stated, LEFT, RIGHT, both */
	int			kind;			/* 0: not stated, 1 diagnostic, 2 therapeutic */
	int			relief;			/* -1: not stated */
	bool		of_family;		/* else its code is of no interest */
} report;

enum
{
	COUNT, EXISTS, FIRST, SECOND, THIRD, LATEST, BEST, ASKS
};

/*
 * Comparators by number: is, at_least, at_most, more_than, less_than; of dates at_least_ago, more_than_ago,
 * at_most_ago, less_than_ago.
 */
typedef struct question
{
	int			ask;
	bool		of_date;
	int			kind;			/* 0: any */
	int			side;			/* 0: any, 1 same, 2 other */
	int			window;			/* days, 0: none */
	bool		including_anniversary;
	int			gap;			/* days, 0: none */
	int			if_none;		/* a set of outcomes */
	int			comparator;
	int			constant;
} question;

/* The set of outcomes of all worlds, for a line that states a side, both, or none (0). */
extern int answer_in_all_worlds(const question *question, const report *reports, int count, int line_side);

#endif							/* HISTORY_ORACLE_H */
