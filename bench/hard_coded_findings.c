/*
 * hard_coded_findings.c
 *	  Why a line was decided as it was, by the hard-coded CP.MP.166.
 */
#include "postgres.h"

#include "port/pg_bitutils.h"

#include "hard_coded_findings.h"

/* The clause that a criterion decides for, and its rank among those that can decide. */
typedef struct branch
{
	const char *name;
	int			rank;
} branch;

static branch
branch_of(hc_criterion criterion)
{
	if (criterion <= HC_MEDICAID_FIRST)
		return (branch) {"precedence", 0};
	if (criterion <= HC_I_A)
		return (branch) {"I", 3};
	if (criterion <= HC_1_AFTER_FIRST)
		return (branch) {"I.A.1", 6};
	if (criterion <= HC_2_THIRD)
		return (branch) {"I.A.2", 7};
	if (criterion <= HC_3_D)
		return (branch) {"I.A.3", 8};
	if (criterion == HC_II)
		return (branch) {"II", 4};
	if (criterion <= HC_III_EXCEPTION)
		return (branch) {"III", 5};
	return criterion == HC_IV ? (branch) {"IV", 1} : (branch) {"V", 2};
}

/* ---- notes ---------------------------------------------------------------------------------------- */

/* Holds a statement about the history on all sides that are asked? */
static bool
on_all_sides(const hc_case *c, bool (*holds) (const hc_case *, const hc_history *))
{
	for (int i = 0; i < c->side_count; i++)
	{
		if (!holds(c, &c->same[i]))
			return false;
	}
	return true;
}

static bool
has_diagnostic(const hc_case *c, const hc_history *same)
{
	return hc_exists(same, HC_DIAGNOSTIC, HC_DAY_UNKNOWN) == MET;
}

static bool
four_with_anniversary(const hc_case *c, const hc_history *same)
{
	hc_day		after = hc_add_months(c->line->date, -12);
	int			least,
				most;

	hc_count(same, HC_THERAPEUTIC, after, false, &least, &most);
	if (most >= 4)
		return false;
	hc_count(same, HC_THERAPEUTIC, after, true, &least, &most);
	return least >= 4;
}

static bool
is_anniversary(const hc_case *c, const hc_history *same)
{
	return hc_ask_nth(same, HC_THERAPEUTIC, 1, NOT_MET, hc_twelve_months_ago) == MET;
}

static void
add_note(hc_findings *findings, hc_note note)
{
	findings->notes[findings->note_count++] = note;
}

static void
collect_notes(const hc_case *c, hc_findings *findings)
{
	const hc_facts *facts = c->facts;

	if (c->status[HC_1_C] != HC_NOT_ASKED &&
		(facts->truth[HC_PREGNANT] == MET || facts->truth[HC_CONNECTIVE_TISSUE_DISORDER] == MET))
		add_note(findings, HC_NOTE_THRUST_TESTS);
	if (c->claim->entry_count == 0 || c->status[HC_I] == HC_NOT_ASKED)
		return;
	if (facts->request_kind == HC_INITIAL_THERAPEUTIC && on_all_sides(c, has_diagnostic))
		add_note(findings, HC_NOTE_AFTER_DIAGNOSTIC);
	if (facts->request_kind == HC_SUBSEQUENT_THERAPEUTIC && on_all_sides(c, four_with_anniversary))
		add_note(findings, HC_NOTE_COUNT_ANNIVERSARY);
	if (on_all_sides(c, is_anniversary))
		add_note(findings, HC_NOTE_COURSE_ANNIVERSARY);
}

/* ---- reasons -------------------------------------------------------------------------------------- */

static hc_reason *
add_reason(hc_findings *findings, hc_criterion criterion, hc_found_type type)
{
	hc_reason  *reason = &findings->reasons[findings->reason_count++];

	reason->criterion = criterion;
	reason->type = type;
	reason->variant = 0;
	return reason;
}

static void
add_number_reason(hc_findings *findings, hc_criterion criterion, decimal number)
{
	add_reason(findings, criterion, HC_FOUND_NUMBER)->number = number;
}

static void
add_day_reason(hc_findings *findings, hc_criterion criterion, hc_day day)
{
	add_reason(findings, criterion, HC_FOUND_DAY)->day = day;
}

/* So many, where that is known. */
static void
add_range_reason(hc_findings *findings, hc_criterion criterion, int least, int most)
{
	hc_reason  *reason;

	if (least == most)
	{
		add_number_reason(findings, criterion, DECIMAL_OF(least));
		return;
	}
	reason = add_reason(findings, criterion, HC_FOUND_RANGE);
	reason->least = least;
	reason->most = most;
}

/* The side of the line on which a question has the answer that decides. */
static const hc_history *
deciding_side(const hc_case *c, hc_procedure kind, int nth, hc_question question, tristate answer, tristate none)
{
	for (int i = 0; i < c->side_count; i++)
	{
		if (hc_ask_nth(&c->same[i], kind, nth, none, question) == answer)
			return &c->same[i];
	}
	return &c->same[0];
}

static void
collect_first_reasons(const hc_case *c, hc_findings *findings)
{
	const hc_facts *facts = c->facts;
	const uint8 *status = c->status;

	for (int i = HC_1_A_NONRADICULAR; i <= HC_1_A_ADL; i++)
	{
		if (status[i] == NOT_MET)
			add_reason(findings, i, HC_FOUND_CONSTANT);
	}
	if (status[HC_1_A_DURATION] == NOT_MET)
		add_day_reason(findings, HC_1_A_DURATION, facts->onset);
	if (status[HC_1_B] == NOT_MET)
		add_reason(findings, HC_1_B, HC_FOUND_CONSTANT);
	if (status[HC_1_C] == NOT_MET)
		add_range_reason(findings, HC_1_C, pg_number_of_ones[facts->positive], 6 - pg_number_of_ones[facts->negative]);
	if (status[HC_1_D] == NOT_MET && facts->truth[HC_FAILED_CONSERVATIVE] == NOT_MET)
		add_reason(findings, HC_1_D, HC_FOUND_CONSTANT);
	if (status[HC_1_D_I] == NOT_MET)
		add_number_reason(findings, HC_1_D_I,
						  decimal_add(decimal_add(facts->number[HC_PHYSICAL_THERAPY_WEEKS], facts->number[HC_CHIROPRACTIC_WEEKS]),
									  facts->number[HC_HOME_EXERCISE_WEEKS]));
	if (status[HC_1_D_II] == NOT_MET)
		add_number_reason(findings, HC_1_D_II, facts->number[HC_NSAID_WEEKS]);
	if (status[HC_1_D_III] == NOT_MET)
		add_number_reason(findings, HC_1_D_III, facts->number[HC_ACTIVITY_MODIFICATION_WEEKS]);
	if (status[HC_1_E] == NOT_MET)
		add_reason(findings, HC_1_E, HC_FOUND_CONSTANT);
	if (status[HC_1_F] == NOT_MET)
		add_reason(findings, HC_1_F, HC_FOUND_CONSTANT);
}

/* Where either side of a line fails for a reason of its own, the indication as a whole is what is not met. */
static void
add_whole_reason(const hc_case *c, hc_findings *findings, hc_criterion indication, int reasons_before)
{
	if (c->status[indication] == NOT_MET && findings->reason_count == reasons_before)
		add_reason(findings, indication, HC_FOUND_CONSTANT);
}

static void
collect_second_reasons(const hc_case *c, hc_findings *findings)
{
	const hc_history *same;
	int			before = findings->reason_count;

	if (c->status[HC_2_RELIEF] == NOT_MET)
	{
		same = deciding_side(c, HC_DIAGNOSTIC, 1, hc_relief_at_least_75, NOT_MET, UNKNOWN);
		add_number_reason(findings, HC_2_RELIEF, hc_nth_candidate(same, HC_DIAGNOSTIC, 1)->relief);
	}
	if (c->status[HC_2_INTERVAL] == NOT_MET)
	{
		same = deciding_side(c, HC_DIAGNOSTIC, 1, hc_two_weeks_ago, NOT_MET, UNKNOWN);
		add_day_reason(findings, HC_2_INTERVAL, hc_nth_candidate(same, HC_DIAGNOSTIC, 1)->date);
	}
	if (c->status[HC_2_THIRD] == NOT_MET)
		add_reason(findings, HC_2_THIRD, HC_FOUND_CONSTANT);
	add_whole_reason(c, findings, HC_I_A_2, before);
}

static void
add_relief_reason(const hc_case *c, hc_findings *findings)
{
	const hc_history *same;

	if (c->facts->truth[HC_RELIEF_PERCENT] == MET)
	{
		add_number_reason(findings, HC_3_A_RELIEF, c->facts->number[HC_RELIEF_PERCENT]);
		return;
	}
	same = deciding_side(c, HC_THERAPEUTIC, 1, hc_relief_at_least_50, NOT_MET, UNKNOWN);
	add_number_reason(findings, HC_3_A_RELIEF, hc_nth_candidate(same, HC_THERAPEUTIC, 1)->relief);
}

static void
add_interval_reason(const hc_case *c, hc_findings *findings)
{
	int			side = c->side_count == 2 && hc_ask_latest(&c->same[0], HC_THERAPEUTIC, UNKNOWN, hc_two_months_ago) != NOT_MET;

	add_day_reason(findings, HC_3_C, hc_latest_candidate(&c->same[side])->date);
}

static void
add_count_reason(const hc_case *c, hc_findings *findings)
{
	int			least = 0,
				most = 0;

	for (int i = 0; i < c->side_count && least < 4; i++)
		hc_count(&c->same[i], HC_THERAPEUTIC, hc_add_months(c->line->date, -12), false, &least, &most);
	add_range_reason(findings, HC_3_D, least, most);
}

static void
collect_subsequent_reasons(const hc_case *c, hc_findings *findings)
{
	const hc_facts *facts = c->facts;
	const uint8 *status = c->status;
	int			before = findings->reason_count;

	if (status[HC_3_RECURRENCE] == NOT_MET)
		add_reason(findings, HC_3_RECURRENCE, HC_FOUND_CONSTANT);
	if (status[HC_3_A_RELIEF] == NOT_MET)
		add_relief_reason(c, findings);
	if (status[HC_3_A_FUNCTION] == NOT_MET)
		add_reason(findings, HC_3_A_FUNCTION, HC_FOUND_CONSTANT);
	if (status[HC_3_A_DURATION] == NOT_MET)
		add_number_reason(findings, HC_3_A_DURATION, facts->number[HC_BENEFIT_MONTHS]);
	if (status[HC_3_B] == NOT_MET)
		add_reason(findings, HC_3_B, HC_FOUND_CONSTANT)->variant = facts->truth[HC_CONCURRENT_TREATMENT] != NOT_MET;
	if (status[HC_3_C] == NOT_MET)
		add_interval_reason(c, findings);
	if (status[HC_3_D] == NOT_MET)
		add_count_reason(c, findings);
	add_whole_reason(c, findings, HC_I_A_3, before);
}

static void
collect_exclusion_reasons(const hc_case *c, hc_findings *findings)
{
	const hc_history *same;

	if (c->status[HC_II] == NOT_MET)
	{
		same = deciding_side(c, HC_DIAGNOSTIC, 2, hc_relief_below_75, MET, NOT_MET);
		add_number_reason(findings, HC_II, hc_nth_candidate(same, HC_DIAGNOSTIC, 2)->relief);
	}
	if (c->status[HC_III] == NOT_MET)
	{
		same = &c->same[c->side_count == 2 && hc_beyond_course(&c->same[0]) != MET];
		add_day_reason(findings, HC_III, hc_nth_candidate(same, HC_THERAPEUTIC, 1)->date);
	}
	for (int i = HC_IV; i <= HC_V; i++)
	{
		if (c->status[i] == NOT_MET)
			add_reason(findings, i, HC_FOUND_CONSTANT);
	}
}

static void
collect_reasons(const hc_case *c, hc_findings *findings)
{
	if (c->status[HC_I_ONE_PROCEDURE] == NOT_MET)
		add_number_reason(findings, HC_I_ONE_PROCEDURE, c->facts->number[HC_INVASIVE_PROCEDURES]);
	collect_first_reasons(c, findings);
	collect_second_reasons(c, findings);
	collect_subsequent_reasons(c, findings);
	collect_exclusion_reasons(c, findings);
}

/* ---- all of it ------------------------------------------------------------------------------------ */

/* Which criterion an item belongs to, as far as the branch is concerned. */
static hc_criterion
criterion_of_ask(hc_ask item)
{
	if (item <= HC_ASK_MEDICAID)
		return HC_MEDICARE_FIRST;
	if (item <= HC_ASK_REQUEST_KIND)
		return HC_I_REQUEST_KIND;
	if (item <= HC_ASK_AFTER_FIRST)
		return HC_1_AFTER_FIRST;
	if (item <= HC_ASK_2_THIRD)
		return HC_2_THIRD;
	if (item <= HC_ASK_3_COUNT)
		return HC_3_D;
	return item == HC_ASK_II ? HC_II : HC_III;
}

static void
name_branch(hc_findings *findings, hc_criterion criterion, int *rank)
{
	branch		candidate = branch_of(criterion);

	if (candidate.rank < *rank)
	{
		*rank = candidate.rank;
		findings->branch = candidate.name;
	}
}

void
hc_explain(const hc_case *c, hc_decision decision, hc_findings *findings)
{
	int			rank = 100;

	findings->branch = NULL;
	findings->reason_count = findings->ask_count = findings->note_count = 0;
	collect_notes(c, findings);
	if (decision == HC_APPROVE)
	{
		name_branch(findings, c->status[HC_I_A_1] == MET ? HC_I_A_1 : c->status[HC_I_A_2] == MET ? HC_I_A_2 : HC_I_A_3,
					&rank);
		return;
	}
	if (decision == HC_DENY)
		collect_reasons(c, findings);
	hc_collect_asks(c, findings);
	for (int i = 0; i < findings->reason_count; i++)
		name_branch(findings, findings->reasons[i].criterion, &rank);
	for (int i = 0; i < findings->ask_count && decision == HC_PEND; i++)
		name_branch(findings, criterion_of_ask(findings->asks[i]), &rank);
}
