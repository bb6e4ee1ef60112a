/*
 * history.c
 *	  Questions to the member's earlier procedures.
 *
 * Claims' histories are seldom complete: an entry may lack its side, its kind or its response. Such an entry may match
 * a question or not, and every answer that can result is compared; only where all comparisons agree is the outcome
 * known (what is unknown pends where it could change the answer).
 *
 *	  entries of the claim --gather--> procedures (one a family, day and side) --ask--> comparison(s) --agree--> outcome
 */
#include "engine/evaluation.h"

/* One procedure of the question's family and side. */
struct procedure
{
	calendar_date date;
	uint8_t		present;		/* is it of the side that is asked for: met or unknown */
	uint8_t		kind;			/* procedure_kind */
	bool		kind_disputed;	/* reports contradict each other, and no further one settles it */
	bool		relief_known;
	bool		relief_disputed;
	decimal		relief_percent;
};

/* The procedures of a family from the start of the question's window on, oldest first. */
typedef struct procedure_list
{
	const procedure *items;
	uint32_t	count;
	procedure_kind kind;		/* that is asked for; PROCEDURE_UNKNOWN: any */
} procedure_list;

/* Outcomes of all possible worlds, folded into one. */
typedef struct outcome
{
	bool		any;
	tristate	value;
} outcome;

static void
outcome_add(outcome *outcome, tristate value)
{
	outcome->value = outcome->any ? tristate_agree(outcome->value, value) : value;
	outcome->any = true;
}

/* Is a procedure there, and of the kind that is asked for? */
static inline tristate
matches(const procedure_list *list, uint32_t index)
{
	const procedure *item = &list->items[index];

	if (list->kind == PROCEDURE_UNKNOWN || item->kind == list->kind)
		return (tristate) item->present;
	return item->kind == PROCEDURE_UNKNOWN ? UNKNOWN : NOT_MET;
}

static void
merge_kind(procedure *procedure, procedure_kind kind, bool states_side)
{
	if (kind == PROCEDURE_UNKNOWN || procedure->kind_disputed)
		return;
	if (procedure->kind == PROCEDURE_UNKNOWN && states_side)
		procedure->kind = kind;
	else if (procedure->kind != PROCEDURE_UNKNOWN && procedure->kind != kind)
	{
		procedure->kind = PROCEDURE_UNKNOWN;
		procedure->kind_disputed = true;
	}
}

static void
merge_relief(procedure *procedure, const history_entry *entry, bool states_side)
{
	if (!entry->relief_known || procedure->relief_disputed)
		return;
	if (!procedure->relief_known && states_side)
	{
		procedure->relief_known = true;
		procedure->relief_percent = entry->relief_percent;
	}
	else if (procedure->relief_known && decimal_compare(procedure->relief_percent, entry->relief_percent) != 0)
	{
		procedure->relief_known = false;
		procedure->relief_disputed = true;
	}
}

/* One more report of a procedure whose side is stated: what contradicts becomes unknown. */
static void
merge_report(procedure *procedure, const history_entry *entry, bool states_side)
{
	merge_kind(procedure, entry->kind, states_side);
	merge_relief(procedure, entry, states_side);
}

/* Another entry of that day without a side: either may be the procedure, so that only what both say is known. */
static void
merge_alternative(procedure *procedure, const history_entry *entry)
{
	if (entry->kind != procedure->kind)
		procedure->kind = PROCEDURE_UNKNOWN;
	if (!entry->relief_known || decimal_compare(procedure->relief_percent, entry->relief_percent) != 0)
		procedure->relief_known = false;
}

/*
 * The procedure that the entries of one day report for one side. Entries that state the side make it; entries without
 * a side may report the same one, and only when there are no others do they make one that is itself uncertain.
 */
static bool
merge_day(const history_entry *const *entries, uint32_t count, body_side side, procedure *result)
{
	bool		found = false;

	for (int pass = 0; pass < 2; pass++)
	{
		for (uint32_t i = 0; i < count; i++)
		{
			const history_entry *entry = entries[i];
			bool		states_side = (entry->side & side) != 0;

			if (pass == 0 ? !states_side : entry->side != SIDE_UNKNOWN)
				continue;
			if (!found)
				*result = (procedure) {
				.date = entry->date,.present = states_side ? MET : UNKNOWN,.kind = entry->kind,
				.relief_known = entry->relief_known,.relief_percent = entry->relief_percent
			};
			else if (result->present == MET)
				merge_report(result, entry, states_side);
			else
				merge_alternative(result, entry);
			found = true;
		}
	}
	return found;
}

static void
add_procedure(history_family *family, procedure item)
{
	family->procedures[family->count++] = item;
}

/* Both sides of one day: an entry without a side is one of the sides, so that there is surely one procedure. */
static void
add_day_of_any_side(const history_entry *const *entries, uint32_t count, body_side own, history_family *family)
{
	procedure	left,
				right;
	bool		has_left = merge_day(entries, count, SIDE_LEFT, &left);
	bool		has_right = merge_day(entries, count, SIDE_RIGHT, &right);

	if (own == SIDE_UNKNOWN && has_left && has_right && left.present == UNKNOWN && right.present == UNKNOWN)
	{
		left.present = MET;
		has_right = count > 1;
	}
	if (has_left && !(own & SIDE_LEFT))
		add_procedure(family, left);
	if (has_right && !(own & SIDE_RIGHT))
		add_procedure(family, right);
}

/* The sides on which what is of the line's family is the line's own procedure on that day, seen from another claim. */
static body_side
own_sides(const evaluation *evaluation, const program_question *question, calendar_date date)
{
	if (date != evaluation->line->date ||
		!role_has_code(&evaluation->program->roles[question->role], evaluation->line->code))
		return SIDE_UNKNOWN;
	return evaluation->line->side == SIDE_BILATERAL ? SIDE_BILATERAL : evaluation->side;
}

/* The procedures of one day, without the line's own, which is no earlier one. */
static void
add_day(const evaluation *evaluation, const program_question *question, const history_entry *const *entries, uint32_t count,
		history_family *family)
{
	body_side	own = own_sides(evaluation, question, entries[0]->date);
	body_side	asked = question->side == HISTORY_SIDE_SAME ? evaluation->side : (body_side) (SIDE_BILATERAL - evaluation->side);
	procedure	item;

	if (question->side == HISTORY_SIDE_ANY)
		add_day_of_any_side(entries, count, own, family);
	else if (!(own & asked) && merge_day(entries, count, asked, &item))
		add_procedure(family, item);
}

/* All procedures of a question's family up to the date of service. */
static void
gather(const evaluation *evaluation, const program_question *question, history_family *family)
{
	const claim *claim = evaluation->claim;
	const code_role *role = &evaluation->program->roles[question->role];
	const history_entry **day = evaluation->history->day;
	uint32_t	day_count = 0;

	if (family->procedures == NULL)
		family->procedures = arena_allocate(evaluation->memory, 2 * claim->history_count * sizeof(procedure));
	family->count = 0;
	family->side = evaluation->side;
	for (uint32_t i = 0; i < claim->history_count && claim->history[i].date <= evaluation->line->date; i++)
	{
		const history_entry *entry = &claim->history[i];

		if (!role_has_code(role, entry->code))
			continue;
		if (day_count > 0 && day[0]->date != entry->date)
		{
			add_day(evaluation, question, day, day_count, family);
			day_count = 0;
		}
		day[day_count++] = entry;
	}
	if (day_count > 0)
		add_day(evaluation, question, day, day_count, family);
}

/* Windows are half-open: an event exactly the interval ago lies outside, unless the question includes it. */
static uint32_t
before_window(const program_question *question, calendar_date service, const history_family *family)
{
	calendar_date start = calendar_subtract(service, question->window);
	uint32_t	count = 0;

	if (question->including_anniversary)
		start--;
	while (count < family->count && family->procedures[count].date <= start)
		count++;
	return count;
}

/* The procedures that a question is about, gathered once for all questions about the same role and side. */
static procedure_list
find_procedures(const evaluation *evaluation, const program_question *question)
{
	procedure_list list = {NULL, 0, question->kind};
	history_family *family;
	uint32_t	before;

	if (evaluation->claim->history_count == 0)
		return list;
	family = &evaluation->history->families[question->family];
	if (family->side != evaluation->side)
		gather(evaluation, question, family);
	before = question->has_window ? before_window(question, evaluation->line->date, family) : 0;
	list.items = family->procedures + before;
	list.count = family->count - before;
	return list;
}

static tristate
compare_procedure(const evaluation *evaluation, const instruction *comparison, const program_question *question,
				  const procedure *procedure)
{
	if (question->of_date)
		return compare_date(evaluation, comparison, procedure->date);
	return procedure->relief_known
		? compare_number(evaluation, comparison, procedure->relief_percent, procedure->relief_percent)
		: compare_number(evaluation, comparison, DECIMAL_OF(0), DECIMAL_OF(100));
}

static tristate
compare_count(const evaluation *evaluation, const instruction *comparison, procedure_list list)
{
	int64_t		lowest = 0,
				highest = 0;

	for (uint32_t i = 0; i < list.count; i++)
	{
		lowest += matches(&list, i) == MET;
		highest += matches(&list, i) != NOT_MET;
	}
	return compare_number(evaluation, comparison, DECIMAL_OF(lowest), DECIMAL_OF(highest));
}

static tristate
compare_exists(const evaluation *evaluation, const instruction *comparison, procedure_list list, tristate none)
{
	tristate	exists = NOT_MET;
	tristate	when_there = compare_boolean(evaluation, comparison, true);

	for (uint32_t i = 0; i < list.count; i++)
		exists = tristate_or(exists, matches(&list, i));
	if (exists == UNKNOWN)
		return tristate_agree(when_there, none);
	return exists == MET ? when_there : none;
}

/*
 * The highest relief: at least the best that is surely there, or where none is, the least that may be; at most the
 * best that may be. What is not known lies between 0 and 100.
 */
static tristate
compare_best(const evaluation *evaluation, const instruction *comparison, procedure_list list, tristate none)
{
	bool		sure = false,
				possible = false;
	decimal		best_sure = DECIMAL_OF(0),
				least = DECIMAL_OF(100),
				highest = DECIMAL_OF(0);
	tristate	best;

	for (uint32_t i = 0; i < list.count; i++)
	{
		const procedure *item = &list.items[i];
		tristate	there = matches(&list, i);
		decimal		from = item->relief_known ? item->relief_percent : DECIMAL_OF(0);
		decimal		to = item->relief_known ? item->relief_percent : DECIMAL_OF(100);

		if (there == NOT_MET)
			continue;
		possible = true;
		sure |= there == MET;
		highest = decimal_compare(to, highest) > 0 ? to : highest;
		least = decimal_compare(from, least) < 0 ? from : least;
		if (there == MET && decimal_compare(from, best_sure) > 0)
			best_sure = from;
	}
	if (!possible)
		return none;
	best = compare_number(evaluation, comparison, sure ? best_sure : least, highest);
	return sure ? best : tristate_agree(best, none);
}

/* The procedures of one day that may match, and those that surely do; returns the end of the day. */
static uint32_t
count_day(procedure_list list, uint32_t first, uint32_t *possible, uint32_t *sure)
{
	uint32_t	end = first;

	*possible = *sure = 0;
	for (; end < list.count && list.items[end].date == list.items[first].date; end++)
	{
		*possible += matches(&list, end) != NOT_MET;
		*sure += matches(&list, end) == MET;
	}
	return end;
}

static void
compare_day(const evaluation *evaluation, const instruction *comparison, const program_question *question,
			procedure_list list, uint32_t first, uint32_t end, outcome *outcome)
{
	for (uint32_t i = first; i < end; i++)
	{
		if (matches(&list, i) != NOT_MET)
			outcome_add(outcome, compare_procedure(evaluation, comparison, question, &list.items[i]));
	}
}

/* The nth procedure from start on: whichever can be it, or none. Of two on one day, either may be the earlier one. */
static void
ask_nth(const evaluation *evaluation, const instruction *comparison, const program_question *question,
		procedure_list list, uint32_t start, tristate none, outcome *outcome)
{
	uint32_t	nth = question->ask == ASK_NTH ? question->nth : 1;
	uint32_t	surely_so_far = 0,
				possibly_so_far = 0;
	uint32_t	end;

	for (uint32_t day = start; day < list.count && surely_so_far < nth; day = end)
	{
		uint32_t	possible,
					sure;

		end = count_day(list, day, &possible, &sure);
		possibly_so_far += possible;
		surely_so_far += sure;
		if (possibly_so_far >= nth)
			compare_day(evaluation, comparison, question, list, day, end, outcome);
	}
	if (surely_so_far < nth)
		outcome_add(outcome, none);
}

static void
ask_latest(const evaluation *evaluation, const instruction *comparison, const program_question *question,
		   procedure_list list, uint32_t start, tristate none, outcome *outcome)
{
	calendar_date sure = CALENDAR_DATE_UNKNOWN;

	for (uint32_t i = list.count; i > start && list.items[i - 1].date >= sure; i--)
	{
		tristate	there = matches(&list, i - 1);

		if (there == NOT_MET)
			continue;
		outcome_add(outcome, compare_procedure(evaluation, comparison, question, &list.items[i - 1]));
		if (there == MET)
			sure = list.items[i - 1].date;
	}
	if (sure == CALENDAR_DATE_UNKNOWN)
		outcome_add(outcome, none);
}

static void
ask_from(const evaluation *evaluation, const instruction *comparison, const program_question *question,
		 procedure_list list, uint32_t start, tristate none, outcome *outcome)
{
	if (question->ask == ASK_LATEST)
		ask_latest(evaluation, comparison, question, list, start, none, outcome);
	else
		ask_nth(evaluation, comparison, question, list, start, none, outcome);
}

/*
 * The same question for every course of treatment that may be the current one: a gap longer than the question's, of
 * whatever kind of procedure, may have ended a course, and so may the time since the latest one. What is not surely
 * there closes no gap. Before the first one that is, no gap matters: the question from the start on covers it.
 */
static void
ask_each_course(const evaluation *evaluation, const instruction *comparison, const program_question *question,
				procedure_list list, tristate none, outcome *outcome)
{
	calendar_date latest = CALENDAR_DATE_UNKNOWN;

	for (uint32_t i = 0; i < list.count; i++)
	{
		const procedure *item = &list.items[i];

		if (latest != CALENDAR_DATE_UNKNOWN && calendar_add(latest, question->course_gap) < item->date)
			ask_from(evaluation, comparison, question, list, i, none, outcome);
		if (item->present == MET)
			latest = item->date;
	}
	if (latest != CALENDAR_DATE_UNKNOWN && calendar_add(latest, question->course_gap) < evaluation->line->date)
		outcome_add(outcome, none);
}

history_scratch *
history_scratch_create(const claim *claim, arena *memory)
{
	history_scratch *scratch = ARENA_NEW(memory, history_scratch);

	if (claim->history_count > 0)
		scratch->day = arena_allocate(memory, claim->history_count * sizeof(history_entry *));
	return scratch;
}

void
history_scratch_reset(history_scratch *scratch, const program *program, arena *memory)
{
	if (scratch->family_count < program->family_count)
	{
		history_family *more = ARENA_ARRAY(memory, history_family, program->family_count);

		if (scratch->family_count > 0)
			memcpy(more, scratch->families, scratch->family_count * sizeof(history_family));
		scratch->families = more;
		scratch->family_count = program->family_count;
	}
	for (uint32_t i = 0; i < scratch->family_count; i++)
		scratch->families[i].side = SIDE_UNKNOWN;
}

tristate
history_compare(const evaluation *evaluation, const instruction *comparison, const program_question *question, tristate none)
{
	procedure_list list = find_procedures(evaluation, question);
	outcome		outcome = {false, UNKNOWN};

	switch (question->ask)
	{
		case ASK_COUNT:
			return compare_count(evaluation, comparison, list);
		case ASK_EXISTS:
			return compare_exists(evaluation, comparison, list, none);
		case ASK_BEST:
			return compare_best(evaluation, comparison, list, none);
		case ASK_FIRST:
		case ASK_NTH:
		case ASK_LATEST:
			break;
	}
	ask_from(evaluation, comparison, question, list, 0, none, &outcome);
	if (question->has_course_gap)
		ask_each_course(evaluation, comparison, question, list, none, &outcome);
	return outcome.value;
}
