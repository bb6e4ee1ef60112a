/*
 * hard_coded_rules.c
 *	  CP.MP.166 itself, in C.
 */
#include "postgres.h"

#include "hard_coded_rules.h"

/* ---- tests of facts ------------------------------------------------------------------------------- */

static inline tristate
is_true(const hc_facts *facts, hc_fact fact)
{
	return (tristate) facts->truth[fact];
}

static inline tristate
is_false(const hc_facts *facts, hc_fact fact)
{
	return tristate_not((tristate) facts->truth[fact]);
}

static inline tristate
at_least(const hc_facts *facts, hc_fact fact, int64 number)
{
	return facts->truth[fact] == MET ? tristate_of(facts->number[fact].whole >= number) : UNKNOWN;
}

static inline tristate
unknown_unless(bool met)
{
	return met ? MET : UNKNOWN;
}

static tristate
duration(const hc_facts *facts, hc_day service)
{
	if (facts->truth[HC_PAIN_ONSET_DATE] != MET)
		return UNKNOWN;
	if (hc_add_months(facts->onset, 3) <= service)
		return MET;
	return facts->onset > service ? UNKNOWN : NOT_MET;
}

static tristate
provocation(const hc_facts *facts)
{
	static const uint8 bits_of_six[64] = {
		0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5,
		1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5, 2, 3, 3, 4, 3, 4, 4, 5, 3, 4, 4, 5, 4, 5, 5, 6
	};

	if (bits_of_six[facts->positive] >= 3)
		return MET;
	return bits_of_six[facts->negative] > 3 ? NOT_MET : UNKNOWN;
}

static tristate
modalities(const hc_facts *facts)
{
	tristate	any = tristate_or(at_least(facts, HC_PHYSICAL_THERAPY_WEEKS, 4),
								  tristate_or(at_least(facts, HC_CHIROPRACTIC_WEEKS, 4), at_least(facts, HC_HOME_EXERCISE_WEEKS, 4)));
	decimal		sum;

	if (any != NOT_MET)
		return any;
	sum = decimal_add(decimal_add(facts->number[HC_PHYSICAL_THERAPY_WEEKS], facts->number[HC_CHIROPRACTIC_WEEKS]),
					  facts->number[HC_HOME_EXERCISE_WEEKS]);
	return sum.whole >= 4 ? UNKNOWN : NOT_MET;
}

/* Imaging that is not available is no evidence; imaging that is not available and yet shows something is a question. */
static tristate
no_imaging_evidence(const hc_facts *facts)
{
	tristate	evidence = is_true(facts, HC_IMAGING_DISC_OR_FACET);
	tristate	available = is_true(facts, HC_IMAGING_AVAILABLE);

	if (evidence == NOT_MET)
		return MET;
	if (evidence == UNKNOWN)
		return unknown_unless(available == NOT_MET);
	return available == MET ? NOT_MET : UNKNOWN;
}

/* ---- tests of the claim ----------------------------------------------------------------------------- */

bool
hc_other_procedure(const hc_case *c)
{
	const hc_claim *claim = c->claim;

	for (int i = 0; i < claim->line_count; i++)
	{
		const hc_line *line = &claim->lines[i];

		if (line->other_invasive && line != c->line && line->date == c->line->date)
			return true;
	}
	return false;
}

static tristate
one_procedure(const hc_case *c)
{
	const hc_facts *facts = c->facts;
	tristate	stated = UNKNOWN;

	if (facts->truth[HC_INVASIVE_PROCEDURES] == MET)
	{
		decimal		number = facts->number[HC_INVASIVE_PROCEDURES];

		if (number.whole >= 1)
			stated = tristate_of(number.whole == 1 && number.fraction == 0);
	}
	return hc_other_procedure(c) ? tristate_and(stated, UNKNOWN) : stated;
}

/* Met where nothing speaks for two joints, else a question. */
static tristate
one_joint(const hc_case *c, uint8 side)
{
	const hc_claim *claim = c->claim;

	if (c->line->side == HC_BILATERAL || c->line->contradictory || decimal_compare(c->line->units, DECIMAL_OF(1)) > 0)
		return UNKNOWN;
	for (int i = 0; i < claim->line_count; i++)
	{
		const hc_line *line = &claim->lines[i];

		if (line->code == HC_CODE_INJECTION && line != c->line && line->date == c->line->date && line->side != side)
			return UNKNOWN;
	}
	for (int i = claim->entry_count - 1; i >= 0 && claim->entries[i].date >= c->line->date; i--)
	{
		if (claim->entries[i].date == c->line->date && claim->entries[i].side != side)
			return UNKNOWN;
	}
	return MET;
}

/* ---- the indications ------------------------------------------------------------------------------ */

/* Did a third diagnostic injection or a later one fail, which the policy says nothing of? */
static tristate
later_failed(const hc_history *same)
{
	int			least,
				most;

	hc_count(same, HC_DIAGNOSTIC, HC_DAY_UNKNOWN, false, &least, &most);
	return most < 3 ? NOT_MET : hc_ask_latest(same, HC_DIAGNOSTIC, UNKNOWN, hc_relief_below_75);
}

static tristate
after_first(const hc_case *c, const hc_history *same)
{
	tristate	second_failed;

	if (same->count == 0)
		return MET;
	if (c->facts->request_kind == HC_INITIAL_DIAGNOSTIC)
		return unknown_unless(hc_exists(same, HC_PROCEDURE_UNKNOWN, HC_DAY_UNKNOWN) == NOT_MET);
	if (hc_exists(same, HC_THERAPEUTIC, HC_DAY_UNKNOWN) != NOT_MET)
		return UNKNOWN;
	second_failed = hc_ask_nth(same, HC_DIAGNOSTIC, 2, NOT_MET, hc_relief_below_75);
	if (second_failed == MET)
		return MET;
	return unknown_unless(hc_ask_nth(same, HC_DIAGNOSTIC, 1, NOT_MET, hc_relief_below_75) == NOT_MET &&
						  later_failed(same) == NOT_MET);
}

static tristate
judge_first(const hc_case *c, const hc_history *same, uint8 *status)
{
	const hc_facts *facts = c->facts;

	status[HC_1_A_NONRADICULAR] = is_true(facts, HC_PAIN_NONRADICULAR);
	status[HC_1_A_LOCATION] = is_true(facts, HC_PAIN_BELOW_L5);
	status[HC_1_A_ADL] = is_true(facts, HC_INTERFERES_ADLS);
	status[HC_1_A_DURATION] = duration(facts, c->line->date);
	status[HC_1_A] = Min(Min(status[HC_1_A_NONRADICULAR], status[HC_1_A_LOCATION]),
						 Min(status[HC_1_A_ADL], status[HC_1_A_DURATION]));
	status[HC_1_B] = is_true(facts, HC_SI_TENDERNESS);
	status[HC_1_C] = provocation(facts);
	status[HC_1_D_I] = modalities(facts);
	status[HC_1_D_II] = tristate_or(at_least(facts, HC_NSAID_WEEKS, 3),
									tristate_or(is_true(facts, HC_NSAID_CONTRAINDICATED), is_true(facts, HC_NSAID_NOT_TOLERATED)));
	status[HC_1_D_III] = at_least(facts, HC_ACTIVITY_MODIFICATION_WEEKS, 4);
	status[HC_1_D] = Min(Min(is_true(facts, HC_FAILED_CONSERVATIVE), status[HC_1_D_I]),
						 Min(status[HC_1_D_II], status[HC_1_D_III]));
	status[HC_1_E] = tristate_and(is_false(facts, HC_CLINICAL_FINDINGS), no_imaging_evidence(facts));
	status[HC_1_F] = is_false(facts, HC_OTHER_DX_MORE_LIKELY);
	status[HC_1_AFTER_FIRST] = after_first(c, same);
	return Min(Min(Min(status[HC_1_A], status[HC_1_B]), Min(status[HC_1_C], status[HC_1_D])),
			   Min(Min(status[HC_1_E], status[HC_1_F]), status[HC_1_AFTER_FIRST]));
}

/* On its own day a line is what is reported of its sides. */
static void
collect_other_side(const hc_case *c, uint8 side, hc_history *other)
{
	hc_collect(c->claim, HC_BILATERAL - side, c->line->date, c->line->side != HC_BILATERAL, other);
}

/* Is there a diagnostic injection of either side? One whose side is not recorded is surely of one of them. */
static tristate
diagnostic_of_any_side(const hc_case *c, const hc_history *same, uint8 side)
{
	hc_history	other;
	tristate	result;

	if (c->claim->entry_count == 0)
		return NOT_MET;
	collect_other_side(c, side, &other);
	result = tristate_or(hc_exists(same, HC_DIAGNOSTIC, HC_DAY_UNKNOWN),
						 hc_exists(&other, HC_DIAGNOSTIC, HC_DAY_UNKNOWN));
	for (int i = 0; i < same->count && result == UNKNOWN; i++)
	{
		if (same->items[i].present == MET || same->items[i].kind != HC_DIAGNOSTIC)
			continue;
		for (int j = 0; j < other.count; j++)
		{
			if (other.items[j].date == same->items[i].date && other.items[j].present != MET)
				result = MET;
		}
	}
	return result;
}

static tristate
judge_second(const hc_case *c, const hc_history *same, uint8 side, uint8 *status)
{
	bool		second = c->facts->request_kind == HC_SECOND_DIAGNOSTIC;
	tristate	any,
				here;
	int			least,
				most;

	if (!second)
		return (tristate) (status[HC_2_THIRD] = NOT_MET);
	any = diagnostic_of_any_side(c, same, side);
	here = hc_exists(same, HC_DIAGNOSTIC, HC_DAY_UNKNOWN);
	hc_count(same, HC_DIAGNOSTIC, HC_DAY_UNKNOWN, false, &least, &most);
	status[HC_2_FIRST] = unknown_unless(any == MET);
	if (any != NOT_MET)
		status[HC_2_SIDE] = unknown_unless(any == MET && here == MET);
	if (here == MET)
	{
		status[HC_2_RELIEF] = hc_ask_nth(same, HC_DIAGNOSTIC, 1, UNKNOWN, hc_relief_at_least_75);
		status[HC_2_INTERVAL] = hc_ask_nth(same, HC_DIAGNOSTIC, 1, UNKNOWN, hc_two_weeks_ago);
	}
	else if (here == UNKNOWN)
		status[HC_2_RELIEF] = status[HC_2_INTERVAL] = UNKNOWN;
	status[HC_2_THIRD] = unknown_unless(most < 2);
	if (here == NOT_MET)
		return UNKNOWN;
	return Min(Min(Min(status[HC_2_FIRST], status[HC_2_SIDE]), Min(status[HC_2_RELIEF], status[HC_2_INTERVAL])),
			   status[HC_2_THIRD]);
}

/* Injections that may count for the two months between: of the other joint, or diagnostic ones. */
static tristate
nothing_between(const hc_case *c, const hc_history *same, uint8 side)
{
	hc_day		until = c->line->side == HC_BILATERAL ? c->line->date - 1 : c->line->date;
	const hc_claim *claim = c->claim;

	for (int i = claim->entry_count - 1; i >= 0 && hc_add_months(claim->entries[i].date, 2) > c->line->date; i--)
	{
		if (claim->entries[i].date <= until && claim->entries[i].side != side)
			return UNKNOWN;
	}
	return unknown_unless(hc_ask_latest(same, HC_DIAGNOSTIC, MET, hc_two_months_ago) == MET);
}

static tristate
judge_subsequent(const hc_case *c, const hc_history *same, uint8 side, uint8 *status)
{
	const hc_facts *facts = c->facts;
	tristate	exists = hc_exists(same, HC_THERAPEUTIC, HC_DAY_UNKNOWN);
	tristate	together;
	int			least,
				most;

	status[HC_3_FIRST] = unknown_unless(exists == MET);
	status[HC_3_RECURRENCE] = is_true(facts, HC_PAIN_RECURRED);
	status[HC_3_A_RELIEF] = facts->truth[HC_RELIEF_PERCENT] == MET ? at_least(facts, HC_RELIEF_PERCENT, 50) :
		hc_ask_nth(same, HC_THERAPEUTIC, 1, UNKNOWN, hc_relief_at_least_50);
	status[HC_3_A_FUNCTION] = is_true(facts, HC_FUNCTIONAL_IMPROVEMENT);
	status[HC_3_A_DURATION] = at_least(facts, HC_BENEFIT_MONTHS, 2);
	status[HC_3_A] = Min(Min(status[HC_3_A_RELIEF], status[HC_3_A_FUNCTION]), status[HC_3_A_DURATION]);
	status[HC_3_B] = tristate_and(is_true(facts, HC_CONCURRENT_TREATMENT), is_false(facts, HC_STAND_ALONE));
	if (exists != NOT_MET)
		status[HC_3_C] = exists == MET ? hc_ask_latest(same, HC_THERAPEUTIC, UNKNOWN, hc_two_months_ago) : UNKNOWN;
	status[HC_3_C_SIDE] = nothing_between(c, same, side);
	hc_count(same, HC_THERAPEUTIC, hc_add_months(c->line->date, -12), false, &least, &most);
	status[HC_3_D] = least >= 4 ? NOT_MET : unknown_unless(most < 4);
	together = Min(Min(Min(status[HC_3_FIRST], status[HC_3_RECURRENCE]), Min(status[HC_3_A], status[HC_3_B])),
				   Min(status[HC_3_C_SIDE], status[HC_3_D]));
	return exists != NOT_MET ? tristate_and(together, (tristate) status[HC_3_C]) : together;
}

/* ---- the exclusions, and all of it ------------------------------------------------------------------ */

static void
judge_exclusions(const hc_case *c, const hc_history *same, uint8 *status)
{
	tristate	beyond;

	status[HC_II] = status[HC_III] = MET;
	if (same->count == 0)
		return;
	status[HC_II] = tristate_not(hc_ask_nth(same, HC_DIAGNOSTIC, 2, NOT_MET, hc_relief_below_75));
	beyond = hc_beyond_course(same);
	if (beyond == MET)
	{
		status[HC_III_EXCEPTION] = is_true(c->facts, HC_DEFINITIVE_THERAPY) == NOT_MET ? NOT_MET : UNKNOWN;
		beyond = tristate_not((tristate) status[HC_III_EXCEPTION]);
	}
	status[HC_III] = tristate_not(beyond);
}

/* One side of the line. */
static void
judge_side(hc_case *c, int pass, uint8 *status)
{
	uint8		side = c->sides[pass];
	hc_history *same = &c->same[pass];

	hc_collect(c->claim, side, c->line->date, false, same);
	status[HC_I_PHYSICIAN] = unknown_unless(is_true(c->facts, HC_PERFORMED_BY_PHYSICIAN) == MET);
	status[HC_I_ONE_PROCEDURE] = one_procedure(c);
	status[HC_I_BILATERAL] = one_joint(c, side);
	status[HC_I_REQUEST_KIND] = c->facts->truth[HC_REQUEST_KIND];
	switch (c->facts->request_kind)
	{
		case HC_INITIAL_DIAGNOSTIC:
		case HC_INITIAL_THERAPEUTIC:
			status[HC_I_A] = status[HC_I_A_1] = judge_first(c, same, status);
			break;
		case HC_SECOND_DIAGNOSTIC:
		case HC_THIRD_DIAGNOSTIC:
			status[HC_I_A] = status[HC_I_A_2] = judge_second(c, same, side, status);
			break;
		case HC_SUBSEQUENT_THERAPEUTIC:
			status[HC_I_A] = status[HC_I_A_3] = judge_subsequent(c, same, side, status);
			break;
		default:
			status[HC_I_A] = status[HC_I_A_1] = status[HC_I_A_2] = status[HC_I_A_3] = UNKNOWN;
	}
	status[HC_I] = Min(Min(status[HC_I_PHYSICIAN], status[HC_I_ONE_PROCEDURE]),
					   Min(Min(status[HC_I_BILATERAL], status[HC_I_REQUEST_KIND]), status[HC_I_A]));
	judge_exclusions(c, same, status);
}

/* A bilateral line must satisfy on both sides; where the side is unknown, only what both share is known. */
static void
merge_sides(uint8 *left, const uint8 *right, bool bilateral)
{
	for (int i = HC_I; i <= HC_III_EXCEPTION; i++)
	{
		if (left[i] == right[i])
			continue;
		if (!bilateral)
			left[i] = UNKNOWN;
		else
			left[i] = Min(left[i], right[i]);	/* what is not asked is the greatest */
	}
}

static hc_decision
judge_injection(hc_case *c)
{
	uint8		other_side[HC_CRITERION_COUNT];
	uint8		worst;

	judge_side(c, 0, c->status);
	if (c->side_count == 2)
	{
		memset(other_side, HC_NOT_ASKED, sizeof(other_side));
		judge_side(c, 1, other_side);
		merge_sides(c->status, other_side, c->line->side == HC_BILATERAL);
	}
	worst = Min(Min(c->status[HC_I], c->status[HC_II]), c->status[HC_III]);
	return worst == NOT_MET ? HC_DENY : worst == UNKNOWN ? HC_PEND : HC_APPROVE;
}

/* Medicare's own determinations come first; so does a state's Medicaid manual, unless it is recorded not to conflict. */
static bool
settle_precedence(hc_case *c)
{
	if (c->claim->business == HC_MEDICARE)
		c->status[HC_MEDICARE_FIRST] = UNKNOWN;
	else if (c->claim->business == HC_MEDICAID)
		c->status[HC_MEDICAID_FIRST] = unknown_unless(is_true(c->facts, HC_MEDICAID_STATE_CONFLICT) == NOT_MET);
	return hc_precedence_settled(c);
}

hc_decision
hc_judge(const hc_claim *claim, const hc_line *line, const hc_facts *facts, hc_case *c)
{
	c->claim = claim;
	c->line = line;
	c->facts = facts;
	c->side_count = line->side == HC_LEFT || line->side == HC_RIGHT ||
		(claim->entry_count == 0 && claim->line_count == 1) ? 1 : 2;
	c->sides[0] = line->side == HC_RIGHT ? HC_RIGHT : HC_LEFT;
	c->sides[1] = HC_RIGHT;
	memset(c->status, HC_NOT_ASKED, sizeof(c->status));
	if (!settle_precedence(c))
		return HC_PEND;
	if (line->code == HC_CODE_INJECTION)
		return judge_injection(c);
	c->status[line->code == HC_CODE_NERVE_BLOCK ? HC_IV : HC_V] = NOT_MET;
	return HC_DENY;
}
