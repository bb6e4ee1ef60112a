/*
 * hard_coded_history.c
 *	  Earlier injections of one side, and what the hard-coded CP.MP.166 asks of them.
 */
#include "postgres.h"

#include "hard_coded_history.h"

#define NO_ANSWER 3

/* ---- collecting ----------------------------------------------------------------------------------- */

/* What two reports contradict each other in is unknown, whatever a third one says. */
typedef struct contradiction
{
	bool		kind;
	bool		relief;
} contradiction;

/* One more report of an injection whose side is stated. */
static void
merge_report(hc_injection *injection, const hc_entry *entry, bool states_side, contradiction *contradicted)
{
	if (entry->kind != HC_PROCEDURE_UNKNOWN && !contradicted->kind)
	{
		if (injection->kind == HC_PROCEDURE_UNKNOWN && states_side)
			injection->kind = entry->kind;
		contradicted->kind = injection->kind != HC_PROCEDURE_UNKNOWN && injection->kind != entry->kind;
		if (contradicted->kind)
			injection->kind = HC_PROCEDURE_UNKNOWN;
	}
	if (!entry->relief_known || contradicted->relief)
		return;
	if (!injection->relief_known && states_side)
	{
		injection->relief_known = true;
		injection->relief = entry->relief;
	}
	contradicted->relief = injection->relief_known && decimal_compare(injection->relief, entry->relief) != 0;
	injection->relief_known &= !contradicted->relief;
}

/* Another report of a day without a side: either may be the injection. */
static void
merge_alternative(hc_injection *injection, const hc_entry *entry)
{
	if (entry->kind != injection->kind)
		injection->kind = HC_PROCEDURE_UNKNOWN;
	if (!entry->relief_known || decimal_compare(injection->relief, entry->relief) != 0)
		injection->relief_known = false;
}

static inline bool report(const hc_entry *entry, uint8 side, hc_injection *injection);

/* Several reports of one day: those that state the side, then those that do not and may be the same one. */
static bool
merge_reports(const hc_entry *entries, int count, uint8 side, hc_injection *injection)
{
	contradiction contradicted = {false, false};
	bool		found = false;

	for (int i = 0; i < 2 * count; i++)
	{
		const hc_entry *entry = &entries[i % count];
		bool		states_side = (entry->side & side) != 0;

		if (i < count ? !states_side : entry->side != 0)
			continue;
		if (!found)
			found = report(entry, side, injection);
		else if (injection->present == MET)
			merge_report(injection, entry, states_side, &contradicted);
		else
			merge_alternative(injection, entry);
	}
	return found;
}

static inline bool
report(const hc_entry *entry, uint8 side, hc_injection *injection)
{
	if (entry->side != 0 && (entry->side & side) == 0)
		return false;
	injection->date = entry->date;
	injection->present = entry->side != 0 ? MET : UNKNOWN;
	injection->kind = entry->kind;
	injection->relief_known = entry->relief_known;
	injection->relief = entry->relief;
	return true;
}

void
hc_collect(const hc_claim *claim, uint8 side, hc_day service, bool with_day, hc_history *history)
{
	hc_day		end = with_day ? service + 1 : service;

	history->service = service;
	history->count = 0;
	history->items = history->space;
	if (claim->entry_count > HC_INLINE_ENTRIES)
		history->items = palloc(sizeof(hc_injection) * claim->entry_count);
	for (int i = 0, next; i < claim->entry_count && claim->entries[i].date < end; i = next)
	{
		bool		found;

		for (next = i + 1; next < claim->entry_count && claim->entries[next].date == claim->entries[i].date; next++)
			;
		if (next == i + 1)
			found = report(&claim->entries[i], side, &history->items[history->count]);
		else
			found = merge_reports(&claim->entries[i], next - i, side, &history->items[history->count]);
		history->count += found;
	}
}

/* ---- which injections count ------------------------------------------------------------------------ */

static inline tristate
matches(const hc_injection *injection, hc_procedure kind)
{
	if (kind != HC_PROCEDURE_UNKNOWN && injection->kind != kind)
		return injection->kind == HC_PROCEDURE_UNKNOWN ? UNKNOWN : NOT_MET;
	return (tristate) injection->present;
}

tristate
hc_exists(const hc_history *history, hc_procedure kind, hc_day after)
{
	tristate	result = NOT_MET;

	for (int i = 0; i < history->count; i++)
	{
		if (history->items[i].date > after)
			result = tristate_or(result, matches(&history->items[i], kind));
	}
	return result;
}

void
hc_count(const hc_history *history, hc_procedure kind, hc_day after, bool including, int *least, int *most)
{
	*least = *most = 0;
	for (int i = 0; i < history->count; i++)
	{
		tristate	counts;

		if (history->items[i].date < after || (history->items[i].date == after && !including))
			continue;
		counts = matches(&history->items[i], kind);
		*least += counts == MET;
		*most += counts != NOT_MET;
	}
}

/* ---- what is asked of one -------------------------------------------------------------------------- */

static inline tristate
relief_at_least(const hc_injection *injection, int percent)
{
	return injection->relief_known ? tristate_of(injection->relief.whole >= percent) : UNKNOWN;
}

tristate
hc_relief_below_75(const hc_injection *injection, hc_day service)
{
	return tristate_not(relief_at_least(injection, 75));
}

tristate
hc_relief_at_least_75(const hc_injection *injection, hc_day service)
{
	return relief_at_least(injection, 75);
}

tristate
hc_relief_at_least_50(const hc_injection *injection, hc_day service)
{
	return relief_at_least(injection, 50);
}

tristate
hc_two_weeks_ago(const hc_injection *injection, hc_day service)
{
	return tristate_of(hc_day_number(service) - hc_day_number(injection->date) >= 14);
}

tristate
hc_two_months_ago(const hc_injection *injection, hc_day service)
{
	return tristate_of(hc_add_months(injection->date, 2) <= service);
}

tristate
hc_beyond_twelve_months(const hc_injection *injection, hc_day service)
{
	return tristate_of(hc_add_months(injection->date, 12) < service);
}

tristate
hc_twelve_months_ago(const hc_injection *injection, hc_day service)
{
	return tristate_of(hc_add_months(injection->date, 12) == service);
}

/* ---- every way it can be --------------------------------------------------------------------------- */

static inline void
add_answer(int *answers, tristate answer)
{
	*answers = *answers == NO_ANSWER || *answers == (int) answer ? (int) answer : UNKNOWN;
}

static void
ask_nth_from(const hc_history *history, int start, hc_procedure kind, int nth, tristate none, hc_question question,
			 int *answers)
{
	int			surely_before = 0,
				possibly_before = 0;

	for (int i = start; i < history->count && surely_before < nth; i++)
	{
		tristate	counts = matches(&history->items[i], kind);

		if (counts == NOT_MET)
			continue;
		if (possibly_before >= nth - 1)
			add_answer(answers, question(&history->items[i], history->service));
		possibly_before++;
		surely_before += counts == MET;
	}
	if (surely_before < nth)
		add_answer(answers, none);
}

tristate
hc_ask_nth(const hc_history *history, hc_procedure kind, int nth, tristate none, hc_question question)
{
	int			answers = NO_ANSWER;

	ask_nth_from(history, 0, kind, nth, none, question, &answers);
	return (tristate) answers;
}

tristate
hc_ask_latest(const hc_history *history, hc_procedure kind, tristate none, hc_question question)
{
	int			answers = NO_ANSWER;

	for (int i = history->count - 1; i >= 0; i--)
	{
		tristate	counts = matches(&history->items[i], kind);

		if (counts == NOT_MET)
			continue;
		add_answer(&answers, question(&history->items[i], history->service));
		if (counts == MET)
			return (tristate) answers;
	}
	add_answer(&answers, none);
	return (tristate) answers;
}

/*
 * More than twelve months without an injection of either kind may have ended a course: before any of them, and now.
 * The gap begins with the last injection that is surely of this side.
 */
tristate
hc_beyond_course(const hc_history *history)
{
	const hc_injection *items = history->items;
	hc_day		latest = HC_DAY_UNKNOWN;
	hc_day		latest_sure = HC_DAY_UNKNOWN;
	int			answers = NO_ANSWER;

	if (history->count == 0)
		return NOT_MET;
	ask_nth_from(history, 0, HC_THERAPEUTIC, 1, NOT_MET, hc_beyond_twelve_months, &answers);
	for (int i = 0; i < history->count; i++)
	{
		if (latest_sure != HC_DAY_UNKNOWN && hc_add_months(latest_sure, 12) < items[i].date)
			ask_nth_from(history, i, HC_THERAPEUTIC, 1, NOT_MET, hc_beyond_twelve_months, &answers);
		latest = items[i].date;
		if (items[i].present == MET)
			latest_sure = latest;
	}
	if (hc_add_months(latest_sure != HC_DAY_UNKNOWN ? latest_sure : latest, 12) < history->service)
		add_answer(&answers, NOT_MET);
	return (tristate) answers;
}

const hc_injection *
hc_nth_candidate(const hc_history *history, hc_procedure kind, int nth)
{
	int			possibly_before = 0;

	for (int i = 0; i < history->count; i++)
	{
		if (matches(&history->items[i], kind) == NOT_MET)
			continue;
		if (possibly_before++ >= nth - 1)
			return &history->items[i];
	}
	return NULL;
}

const hc_injection *
hc_latest_candidate(const hc_history *history)
{
	for (int i = history->count - 1; i >= 0; i--)
	{
		if (matches(&history->items[i], HC_THERAPEUTIC) != NOT_MET)
			return &history->items[i];
	}
	return NULL;
}
