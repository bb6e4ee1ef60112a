/*
 * hard_coded_asks.c
 *	  What the hard-coded CP.MP.166 asks for: facts that are not there, and judgements.
 */
#include "postgres.h"

#include "hard_coded_findings.h"

static inline void
ask(hc_findings *findings, hc_ask item)
{
	findings->asks[findings->ask_count++] = item;
}

/* Ask for a fact that is not there. */
static bool
ask_fact(const hc_case *c, hc_findings *findings, hc_fact fact, hc_ask item)
{
	if (c->facts->truth[fact] != UNKNOWN)
		return false;
	ask(findings, item);
	return true;
}

static void
ask_if_unknown(const hc_case *c, hc_findings *findings, hc_criterion criterion, hc_ask item)
{
	if (c->status[criterion] == UNKNOWN)
		ask(findings, item);
}

static void
ask_preamble(const hc_case *c, hc_findings *findings)
{
	const hc_facts *facts = c->facts;

	if (c->status[HC_I_PHYSICIAN] == UNKNOWN && !ask_fact(c, findings, HC_PERFORMED_BY_PHYSICIAN, HC_ASK_PHYSICIAN))
		ask(findings, HC_ASK_PHYSICIAN_JUDGED);
	if (c->status[HC_I_ONE_PROCEDURE] == UNKNOWN && !ask_fact(c, findings, HC_INVASIVE_PROCEDURES, HC_ASK_PROCEDURES))
		ask(findings, facts->number[HC_INVASIVE_PROCEDURES].whole < 1 ? HC_ASK_PROCEDURES_JUDGED : HC_ASK_OTHER_PROCEDURE);
	ask_if_unknown(c, findings, HC_I_BILATERAL, HC_ASK_BILATERAL);
	ask_if_unknown(c, findings, HC_I_REQUEST_KIND, HC_ASK_REQUEST_KIND);
}

static void
ask_modalities(const hc_case *c, hc_findings *findings)
{
	bool		asked;

	if (c->status[HC_1_D_I] != UNKNOWN)
		return;
	asked = ask_fact(c, findings, HC_PHYSICAL_THERAPY_WEEKS, HC_ASK_PHYSICAL_THERAPY);
	asked |= ask_fact(c, findings, HC_CHIROPRACTIC_WEEKS, HC_ASK_CHIROPRACTIC);
	asked |= ask_fact(c, findings, HC_HOME_EXERCISE_WEEKS, HC_ASK_HOME_EXERCISE);
	if (!asked)
		ask(findings, HC_ASK_SUM_JUDGED);
}

static void
ask_evidence(const hc_case *c, hc_findings *findings)
{
	const uint8 *truth = c->facts->truth;
	bool		asked;

	if (c->status[HC_1_E] != UNKNOWN)
		return;
	asked = ask_fact(c, findings, HC_CLINICAL_FINDINGS, HC_ASK_CLINICAL_FINDINGS);
	if (truth[HC_IMAGING_DISC_OR_FACET] == NOT_MET)
		return;
	if (truth[HC_IMAGING_DISC_OR_FACET] == UNKNOWN && truth[HC_IMAGING_AVAILABLE] != NOT_MET)
	{
		ask(findings, HC_ASK_IMAGING_EVIDENCE);
		asked = true;
	}
	asked |= ask_fact(c, findings, HC_IMAGING_AVAILABLE, HC_ASK_IMAGING_AVAILABLE);
	if (!asked)
		ask(findings, HC_ASK_IMAGING_JUDGED);
}

static void
ask_first(const hc_case *c, hc_findings *findings)
{
	if (c->status[HC_1_A] == HC_NOT_ASKED)
		return;
	ask_if_unknown(c, findings, HC_1_A_NONRADICULAR, HC_ASK_NONRADICULAR);
	ask_if_unknown(c, findings, HC_1_A_LOCATION, HC_ASK_BELOW_L5);
	ask_if_unknown(c, findings, HC_1_A_ADL, HC_ASK_ADLS);
	if (c->status[HC_1_A_DURATION] == UNKNOWN && !ask_fact(c, findings, HC_PAIN_ONSET_DATE, HC_ASK_ONSET))
		ask(findings, HC_ASK_ONSET_JUDGED);
	ask_if_unknown(c, findings, HC_1_B, HC_ASK_TENDERNESS);
	ask_if_unknown(c, findings, HC_1_C, HC_ASK_PROVOCATION);
	ask_fact(c, findings, HC_FAILED_CONSERVATIVE, HC_ASK_FAILED_CONSERVATIVE);
	ask_modalities(c, findings);
	if (c->status[HC_1_D_II] == UNKNOWN)
	{
		ask_fact(c, findings, HC_NSAID_WEEKS, HC_ASK_NSAID_WEEKS);
		ask_fact(c, findings, HC_NSAID_CONTRAINDICATED, HC_ASK_NSAID_CONTRAINDICATED);
		ask_fact(c, findings, HC_NSAID_NOT_TOLERATED, HC_ASK_NSAID_NOT_TOLERATED);
	}
	ask_if_unknown(c, findings, HC_1_D_III, HC_ASK_ACTIVITY);
	ask_evidence(c, findings);
	ask_if_unknown(c, findings, HC_1_F, HC_ASK_OTHER_DX);
	ask_if_unknown(c, findings, HC_1_AFTER_FIRST, HC_ASK_AFTER_FIRST);
}

/*
 * What is asked of an earlier injection waits for that injection: on all sides that are asked, and of a bilateral line
 * with one on one side only, on that side.
 */
static void
ask_of_injection(const hc_case *c, hc_findings *findings, hc_criterion criterion, hc_procedure kind,
				 tristate (*answer) (const hc_history *), hc_ask item)
{
	tristate	left = hc_exists(&c->same[0], kind, HC_DAY_UNKNOWN);
	tristate	right = c->side_count == 2 ? hc_exists(&c->same[1], kind, HC_DAY_UNKNOWN) : left;

	if (c->status[criterion] != UNKNOWN)
		return;
	if (c->line->side == HC_BILATERAL && left != right)
	{
		if (Max(left, right) == MET && answer(&c->same[right > left]) == UNKNOWN)
			ask(findings, item);
	}
	else if (left == MET && right == MET)
		ask(findings, item);
}

static tristate
first_diagnostic_relief(const hc_history *same)
{
	return hc_ask_nth(same, HC_DIAGNOSTIC, 1, UNKNOWN, hc_relief_at_least_75);
}

static tristate
first_diagnostic_interval(const hc_history *same)
{
	return hc_ask_nth(same, HC_DIAGNOSTIC, 1, UNKNOWN, hc_two_weeks_ago);
}

static tristate
latest_interval(const hc_history *same)
{
	return hc_ask_latest(same, HC_THERAPEUTIC, UNKNOWN, hc_two_months_ago);
}

static void
ask_second(const hc_case *c, hc_findings *findings)
{
	ask_if_unknown(c, findings, HC_2_FIRST, HC_ASK_2_FIRST);
	if (c->status[HC_2_FIRST] == MET)
		ask_if_unknown(c, findings, HC_2_SIDE, HC_ASK_2_SIDE);
	ask_of_injection(c, findings, HC_2_RELIEF, HC_DIAGNOSTIC, first_diagnostic_relief, HC_ASK_2_RELIEF);
	ask_of_injection(c, findings, HC_2_INTERVAL, HC_DIAGNOSTIC, first_diagnostic_interval, HC_ASK_2_INTERVAL);
	ask_if_unknown(c, findings, HC_2_THIRD, HC_ASK_2_THIRD);
}

static void
ask_subsequent(const hc_case *c, hc_findings *findings)
{
	if (c->status[HC_3_A] == HC_NOT_ASKED)
		return;
	ask_if_unknown(c, findings, HC_3_FIRST, HC_ASK_3_FIRST);
	ask_if_unknown(c, findings, HC_3_RECURRENCE, HC_ASK_RECURRED);
	ask_if_unknown(c, findings, HC_3_A_RELIEF, HC_ASK_RELIEF);
	ask_if_unknown(c, findings, HC_3_A_FUNCTION, HC_ASK_FUNCTION);
	ask_if_unknown(c, findings, HC_3_A_DURATION, HC_ASK_BENEFIT);
	if (c->status[HC_3_B] == UNKNOWN)
	{
		ask_fact(c, findings, HC_CONCURRENT_TREATMENT, HC_ASK_CONCURRENT);
		ask_fact(c, findings, HC_STAND_ALONE, HC_ASK_STAND_ALONE);
	}
	ask_of_injection(c, findings, HC_3_C, HC_THERAPEUTIC, latest_interval, HC_ASK_3_INTERVAL);
	ask_if_unknown(c, findings, HC_3_C_SIDE, HC_ASK_3_SIDE);
	ask_if_unknown(c, findings, HC_3_D, HC_ASK_3_COUNT);
}

static void
ask_exclusions(const hc_case *c, hc_findings *findings)
{
	bool		beyond = false,
				within = false,
				open = false;

	ask_if_unknown(c, findings, HC_II, HC_ASK_II);
	if (c->status[HC_III] != UNKNOWN)
		return;
	for (int i = 0; i < c->side_count; i++)
	{
		tristate	answer = hc_beyond_course(&c->same[i]);

		beyond |= answer == MET;
		within |= answer == NOT_MET;
		open |= answer == UNKNOWN;
	}
	if (c->line->side == HC_BILATERAL || c->side_count == 1 ? open && !beyond : open || (beyond && within))
		ask(findings, HC_ASK_III);
	if (c->status[HC_III_EXCEPTION] == UNKNOWN && c->facts->truth[HC_DEFINITIVE_THERAPY] != NOT_MET)
		ask(findings, c->facts->truth[HC_DEFINITIVE_THERAPY] == MET ? HC_ASK_DEFINITIVE_JUDGED : HC_ASK_DEFINITIVE);
}

void
hc_collect_asks(const hc_case *c, hc_findings *findings)
{
	if (c->status[HC_MEDICARE_FIRST] == UNKNOWN)
		ask(findings, HC_ASK_MEDICARE);
	if (c->status[HC_MEDICAID_FIRST] == UNKNOWN)
		ask(findings, c->facts->truth[HC_MEDICAID_STATE_CONFLICT] == UNKNOWN ? HC_ASK_MEDICAID_CONFLICT : HC_ASK_MEDICAID);
	if (c->status[HC_I] == HC_NOT_ASKED)
		return;
	ask_preamble(c, findings);
	ask_first(c, findings);
	ask_second(c, findings);
	ask_subsequent(c, findings);
	ask_exclusions(c, findings);
}
