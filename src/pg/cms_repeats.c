/*
 * cms_repeats.c
 *	  Rows of PTP edits that repeat one that was read before.
 *
 * To find repeated keys among millions of rows takes SQL as long as to read them. But CMS sorts the edits by their
 * pairs, so that the rows of a pair stand together, and only these few are to be compared. Where the order is broken,
 * or where rows contradict each other, nothing is certain, and cptpolicy.unify_staged() looks again.
 */
#include "pg/cms_repeats.h"

#include "engine/cpt_code.h"

#define PAIR_LENGTH (2 * CPT_CODE_LENGTH)
#define DAY_LENGTH 10			/* YYYY-MM-DD */
#define EDITS_OF_PAIR_MAX 64

/* Fields of a row, as cms_file.h lists them. */
enum
{
	FIELD_COLUMN_ONE,
	FIELD_COLUMN_TWO,
	FIELD_EFFECTIVE_FROM,
	FIELD_EFFECTIVE_TO,
	FIELD_INDICATOR
};

/* What tells the edits of a pair apart; a day that is not given is all zero bytes. */
typedef struct edit
{
	char		first_day[DAY_LENGTH];
	char		last_day[DAY_LENGTH];
	char		indicator;
	int			rationale;
} edit;

struct cms_repeats
{
	bool		uncertain;
	char		pair[PAIR_LENGTH];
	int			count;			/* of the pair's edits */
	edit		edits[EDITS_OF_PAIR_MAX];
};

cms_repeats *
cms_repeats_create(void)
{
	return palloc0(sizeof(cms_repeats));
}

static void
read_day(char *day, text_span field)
{
	memset(day, 0, DAY_LENGTH);
	if (field.bytes != NULL)
		memcpy(day, field.bytes, Min(field.length, DAY_LENGTH));
}

static void
read_edit(edit *edit, const text_span *fields, int rationale)
{
	read_day(edit->first_day, fields[FIELD_EFFECTIVE_FROM]);
	read_day(edit->last_day, fields[FIELD_EFFECTIVE_TO]);
	edit->indicator = *fields[FIELD_INDICATOR].bytes;
	edit->rationale = rationale;
}

static bool
have_same_key(const edit *left, const edit *right)
{
	return left->indicator == right->indicator && memcmp(left->first_day, right->first_day, DAY_LENGTH) == 0 &&
		memcmp(left->last_day, right->last_day, DAY_LENGTH) == 0;
}

/* Go on to the pair of a row. */
static void
turn_to_pair(cms_repeats *repeats, const text_span *fields)
{
	char		pair[PAIR_LENGTH];
	int			order;

	memcpy(pair, fields[FIELD_COLUMN_ONE].bytes, CPT_CODE_LENGTH);
	memcpy(pair + CPT_CODE_LENGTH, fields[FIELD_COLUMN_TWO].bytes, CPT_CODE_LENGTH);
	order = memcmp(pair, repeats->pair, PAIR_LENGTH);
	if (order == 0)
		return;
	if (order < 0)
		repeats->uncertain = true;
	repeats->count = 0;
	memcpy(repeats->pair, pair, PAIR_LENGTH);
}

bool
cms_repeats_find(cms_repeats *repeats, const text_span *fields, int rationale)
{
	edit		given;

	turn_to_pair(repeats, fields);
	read_edit(&given, fields, rationale);
	for (int i = 0; i < repeats->count; i++)
	{
		if (!have_same_key(&repeats->edits[i], &given))
			continue;
		/* without a first day, edits that differ in the rationale alone cannot be told apart */
		if (given.first_day[0] == '\0' || given.rationale == repeats->edits[i].rationale)
			return true;
		repeats->uncertain = true;
	}
	if (repeats->count < EDITS_OF_PAIR_MAX)
		repeats->edits[repeats->count++] = given;
	else
		repeats->uncertain = true;
	return false;
}

bool
cms_repeats_are_excluded(const cms_repeats *repeats)
{
	return !repeats->uncertain;
}
