/*
 * history_oracle.c
 *	  Questions to a history by brute force.
 */
#include "history_oracle.h"

#include <stdlib.h>

#define PROCEDURES_MAX (2 * REPORTS_MAX)

/* One procedure of a world: kinds and reliefs that it can have. */
typedef struct procedure_in_world
{
	int			age;
	int			side;
	int			kinds;			/* a set: 1 diagnostic, 2 therapeutic */
	int			relief;			/* -1: not known */
} procedure_in_world;

typedef struct world
{
	int			line_side;		/* of the service: a set */
	int			asked_side;		/* LEFT or RIGHT: the side that "same" means */
	int			count;
	procedure_in_world procedures[PROCEDURES_MAX];	/* oldest first */
} world;

/* ---- one world, everything in it definite but relief and kind of some procedures ---- */

static int
compare(int comparator, int value, int constant)
{
	const bool	holds[] = {value == constant, value >= constant, value <= constant, value > constant, value < constant};

	return holds[comparator] ? YES : NO;
}

static int
compare_age(int comparator, int age, int interval)
{
	const bool	holds[] = {age >= interval, age > interval, age <= interval, age < interval};

	return holds[comparator] ? YES : NO;
}

/* What a comparison says of a relief; any of 0 to 100 where it is not known. */
static int
compare_relief(const question *question, int relief)
{
	int			outcomes = 0;

	for (int value = relief < 0 ? 0 : relief; value <= (relief < 0 ? 100 : relief); value++)
		outcomes |= compare(question->comparator, value, question->constant);
	return outcomes;
}

/* The answer of the nth procedure from first on, each of which is there and of a known kind. */
static int
answer_nth(const question *question, const procedure_in_world *list, int count, int nth)
{
	int			outcomes = 0;

	if (count < nth)
		return question->if_none;
	for (int i = 0; i < count; i++)
	{
		int			older = 0,
					same_day = 0;

		for (int j = 0; j < count; j++)
		{
			older += list[j].age > list[i].age;
			same_day += j != i && list[j].age == list[i].age;
		}
		/* of two on one day, either may be the earlier one */
		if (older <= nth - 1 && nth - 1 <= older + same_day)
			outcomes |= question->of_date ? compare_age(question->comparator, list[i].age, question->constant)
				: compare_relief(question, list[i].relief);
	}
	return outcomes;
}

/* The best of several reliefs: the highest known one, or what an unknown one can make of it. */
static int
answer_best(const question *question, const procedure_in_world *list, int count)
{
	int			highest = -1;
	bool		unknown = false;
	int			outcomes = 0;

	if (count == 0)
		return question->if_none;
	for (int i = 0; i < count; i++)
	{
		highest = list[i].relief > highest ? list[i].relief : highest;
		unknown |= list[i].relief < 0;
	}
	for (int value = highest < 0 ? 0 : highest; value <= (unknown ? 100 : highest); value++)
		outcomes |= compare(question->comparator, value, question->constant);
	return outcomes;
}

static int
answer_from(const question *question, const procedure_in_world *list, int count)
{
	static const int negated[] = {0,[NO] = YES,[YES] = NO,[EITHER] = EITHER};

	switch (question->ask)
	{
		case COUNT:
			return compare(question->comparator, count, question->constant);
		case EXISTS:
			if (count > 0)
				return question->constant ? YES : NO;
			/* without an entry, if_none says whether there is one */
			return question->constant ? question->if_none : negated[question->if_none];
		case LATEST:
			return answer_nth(question, list, count, count > 0 ? count : 1);
		case BEST:
			return answer_best(question, list, count);
		default:
			return answer_nth(question, list, count, question->ask - FIRST + 1);
	}
}

/* Those of the procedures from first on that are of the kind that is asked for, in every way they can be. */
static int
answer_for_kinds(const question *question, const procedure_in_world *all, int first, int count,
				 procedure_in_world *list, int listed)
{
	int			outcomes = 0;

	if (first == count)
		return answer_from(question, list, listed);
	for (int kind = 1; kind <= 2; kind++)
	{
		if (!(all[first].kinds & kind))
			continue;
		list[listed] = all[first];
		outcomes |= answer_for_kinds(question, all, first + 1, count, list,
									 listed + (question->kind == 0 || question->kind == kind));
	}
	return outcomes;
}

static bool
is_asked_for(const question *question, const world *world, const procedure_in_world *procedure)
{
	bool		in_window = question->window == 0 || procedure->age < question->window ||
		(question->including_anniversary && procedure->age == question->window);

	/* what is done to the same side on the same day is the service itself */
	if (procedure->age < 0 || !in_window || (procedure->age == 0 && (procedure->side & world->line_side)))
		return false;
	return question->side == 0 || (procedure->side == world->asked_side) == (question->side == 1);
}

/* The answer of a world: for every course that may be the current one. */
static int
answer_in_world(const question *question, const world *world)
{
	procedure_in_world all[PROCEDURES_MAX],
				list[PROCEDURES_MAX + 1];
	int			count = 0;
	int			outcomes;

	for (int i = 0; i < world->count; i++)
	{
		if (is_asked_for(question, world, &world->procedures[i]))
			all[count++] = world->procedures[i];
	}
	outcomes = answer_for_kinds(question, all, 0, count, list, 0);
	if (question->gap == 0 || count == 0)
		return outcomes;
	for (int i = 1; i < count; i++)
	{
		if (all[i - 1].age - all[i].age > question->gap)
			outcomes |= answer_for_kinds(question, all, i, count, list, 0);
	}
	return all[count - 1].age > question->gap ? outcomes | question->if_none : outcomes;
}

/* ---- all worlds ---- */

/* Reports of one day and side are of one procedure; what they contradict each other in is not known. */
static void
add_report(world *world, const report *report, int side)
{
	procedure_in_world *procedure = NULL;
	bool		disputed;

	for (int i = 0; i < world->count; i++)
	{
		if (world->procedures[i].age == report->age && world->procedures[i].side == side)
			procedure = &world->procedures[i];
	}
	if (procedure == NULL)
	{
		procedure = &world->procedures[world->count++];
		*procedure = (procedure_in_world) {report->age, side, report->kind, report->relief};
		return;
	}
	/* while reports are collected: kinds is the set of those stated, relief -2 stands for disputed */
	procedure->kinds |= report->kind;
	disputed = procedure->relief == -2 || (procedure->relief >= 0 && report->relief >= 0 &&
										   procedure->relief != report->relief);
	procedure->relief = disputed ? -2 : procedure->relief < 0 ? report->relief : procedure->relief;
}

static int
older_first(const void *left, const void *right)
{
	return ((const procedure_in_world *) right)->age - ((const procedure_in_world *) left)->age;
}

/* The procedures of a world: bit i of sides says where report i is when it does not say so itself. */
static void
make_world(const report *reports, int count, unsigned sides, world *world)
{
	world->count = 0;
	for (int i = 0; i < count; i++)
	{
		int			side = reports[i].side != 0 ? reports[i].side : sides >> i & 1 ? RIGHT : LEFT;

		if (reports[i].of_family && (side & LEFT))
			add_report(world, &reports[i], LEFT);
		if (reports[i].of_family && (side & RIGHT))
			add_report(world, &reports[i], RIGHT);
	}
	for (int i = 0; i < world->count; i++)
	{
		if (world->procedures[i].kinds == 0)
			world->procedures[i].kinds = 3;
		if (world->procedures[i].relief < 0)
			world->procedures[i].relief = -1;
	}
	qsort(world->procedures, (size_t) world->count, sizeof(world->procedures[0]), older_first);
}

/* What a line of a side answers: a bilateral one must satisfy on both sides, one without a side may be of either. */
static int
answer_for_line(const question *question, world *world, int line_side)
{
	int			answers[2];

	for (int side = LEFT; side <= RIGHT; side++)
	{
		world->asked_side = side;
		world->line_side = line_side == 0 ? side : line_side;
		answers[side - 1] = answer_in_world(question, world);
	}
	if (line_side == 0)
		return answers[0] | answers[1];
	if (line_side == (LEFT | RIGHT))
		return (answers[0] & answers[1] & YES) | ((answers[0] | answers[1]) & NO);
	return answers[line_side - 1];
}

int
answer_in_all_worlds(const question *question, const report *reports, int count, int line_side)
{
	int			outcomes = 0;

	for (unsigned sides = 0; sides < 1u << count && outcomes != EITHER; sides++)
	{
		world		world;

		make_world(reports, count, sides, &world);
		outcomes |= answer_for_line(question, &world, line_side);
	}
	return outcomes;
}
