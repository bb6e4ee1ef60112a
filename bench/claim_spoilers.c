/*
 * claim_spoilers.c
 *	  What is wrong with the claims that do not satisfy CP.MP.166.
 */
#include "postgres.h"

#include "claim_draw.h"

typedef void (*spoiler) (draw *d);

/* ---- what fails ----------------------------------------------------------------------------------- */

static void
fail_clinical_fact(draw *d)
{
	static const struct
	{
		draft_fact	fact;
		const char *json;
	}			failures[] = {
		{FACT_PAIN_NONRADICULAR, "false"}, {FACT_PAIN_BELOW_L5, "false"}, {FACT_INTERFERES_ADLS, "false"},
		{FACT_SI_TENDERNESS, "false"}, {FACT_FAILED_CONSERVATIVE, "false"}, {FACT_NSAID_WEEKS, "2.99"},
		{FACT_ACTIVITY_MODIFICATION_WEEKS, "3.5"}, {FACT_CLINICAL_FINDINGS, "true"},
		{FACT_OTHER_DX_MORE_LIKELY, "true"}
	};
	int			choice = random_between(&d->random, 0, lengthof(failures) - 1);

	set_fact(d, failures[choice].fact, failures[choice].json);
}

static void
fail_duration(draw *d)
{
	set_onset(d, months_before(d->draft->date_of_service, 3, random_percent(&d->random, 50) ? 1 : 40));
}

static void
fail_provocation(draw *d)
{
	draw_provocation(d, random_between(&d->random, 0, 2));
	if (random_percent(&d->random, 30))
		set_fact(d, FACT_PREGNANT, "true");
}

static void
fail_conservative_therapy(draw *d)
{
	set_fact(d, FACT_PHYSICAL_THERAPY_WEEKS, "2");
	set_fact(d, FACT_CHIROPRACTIC_WEEKS, "0.5");
	set_fact(d, FACT_HOME_EXERCISE_WEEKS, "1");
}

static void
fail_one_procedure(draw *d)
{
	set_fact(d, FACT_INVASIVE_PROCEDURES, "2");
}

static void
fail_first_relief(draw *d)
{
	d->draft->history[0].relief = random_percent(&d->random, 50) ? "74.9" : "40";
}

static void
fail_first_interval(draw *d)
{
	d->draft->history[0].date = d->draft->date_of_service - random_between(&d->random, 1, 13);
}

static void
ask_for_third(draw *d)
{
	set_fact(d, FACT_REQUEST_KIND, "\"third_diagnostic\"");
}

static void
fail_therapeutic_fact(draw *d)
{
	static const struct
	{
		draft_fact	fact;
		const char *json;
	}			failures[] = {
		{FACT_PAIN_RECURRED, "false"}, {FACT_INITIAL_RELIEF_PERCENT, "49.5"}, {FACT_INITIAL_FUNCTION, "false"},
		{FACT_INITIAL_BENEFIT_MONTHS, "1.9"}, {FACT_CONCURRENT_TREATMENT, "false"}, {FACT_STAND_ALONE, "true"}
	};
	int			choice = random_between(&d->random, 0, lengthof(failures) - 1);

	set_fact(d, failures[choice].fact, failures[choice].json);
}

static void
fail_therapeutic_interval(draw *d)
{
	d->draft->history[0].date = months_before(d->draft->date_of_service, 2, random_percent(&d->random, 50) ? 1 : 20);
}

/* Four in the last 12 months. */
static void
fail_therapeutic_count(draw *d)
{
	d->draft->history_count = 0;
	for (int i = 1; i <= 4; i++)
		add_history(d, "27096", months_before(d->draft->date_of_service, 2 * i + 1, 0), d->side, "therapeutic", "60");
}

static void
fail_twelve_months(draw *d)
{
	d->draft->history[0].date = months_before(d->draft->date_of_service, 12, random_percent(&d->random, 50) ? -1 : -60);
	if (d->draft->history_count < 2)
		add_history(d, "27096", months_before(d->draft->date_of_service, 4, 0), d->side, "therapeutic", "60");
}

static void
fail_second_diagnostic(draw *d)
{
	d->draft->history_count = 0;
	add_history(d, "27096", months_before(d->draft->date_of_service, 10, 0), d->side, "diagnostic", "80");
	add_history(d, "27096", months_before(d->draft->date_of_service, 9, 0), d->side, "diagnostic", "70");
	add_history(d, "27096", months_before(d->draft->date_of_service, 5, 0), d->side, "therapeutic", "60");
}

static void
ask_for_excluded_code(draw *d)
{
	d->draft->lines[0].code = random_percent(&d->random, 50) ? "64451" : "64625";
}

/* ---- what is missing or for a person to judge ------------------------------------------------------- */

static void
lack_fact(draw *d)
{
	static const draft_fact initial[] = {
		FACT_PERFORMED_BY_PHYSICIAN, FACT_INVASIVE_PROCEDURES, FACT_REQUEST_KIND, FACT_PAIN_NONRADICULAR,
		FACT_INTERFERES_ADLS, FACT_PAIN_ONSET_DATE, FACT_SI_TENDERNESS, FACT_FAILED_CONSERVATIVE,
		FACT_ACTIVITY_MODIFICATION_WEEKS, FACT_CLINICAL_FINDINGS, FACT_IMAGING_AVAILABLE, FACT_OTHER_DX_MORE_LIKELY
	};
	static const draft_fact subsequent[] = {
		FACT_PERFORMED_BY_PHYSICIAN, FACT_INVASIVE_PROCEDURES, FACT_REQUEST_KIND, FACT_PAIN_RECURRED,
		FACT_INITIAL_FUNCTION, FACT_INITIAL_BENEFIT_MONTHS, FACT_CONCURRENT_TREATMENT, FACT_STAND_ALONE
	};

	for (int i = random_between(&d->random, 1, 3); i > 0; i--)
	{
		if (d->kind == SUBSEQUENT_THERAPEUTIC)
			set_fact(d, random_choice(&d->random, subsequent), "");
		else if (d->kind == SECOND_DIAGNOSTIC)
			set_fact(d, initial[random_between(&d->random, 0, 2)], "");
		else
			set_fact(d, random_choice(&d->random, initial), "");
	}
}

static void
lack_nsaid(draw *d)
{
	set_fact(d, FACT_NSAID_WEEKS, random_percent(&d->random, 50) ? "" : "1");
	set_fact(d, FACT_NSAID_NOT_TOLERATED, "");
}

static void
lack_provocation(draw *d)
{
	draw_provocation(d, 2);
	d->draft->provocation[random_between(&d->random, 0, PROVOCATION_TESTS - 1)] = -1;
	d->draft->provocation[random_between(&d->random, 0, PROVOCATION_TESTS - 1)] = -1;
}

static void
lack_history(draw *d)
{
	d->draft->history_count = 0;
}

static void
lack_relief(draw *d)
{
	d->draft->history[0].relief = NULL;
	set_fact(d, FACT_INITIAL_RELIEF_PERCENT, "");
}

static void
lack_side(draw *d)
{
	d->draft->history[0].side = NULL;
}

static void
lack_kind(draw *d)
{
	d->draft->history[0].kind = NULL;
}

static void
lack_line_side(draw *d)
{
	d->draft->lines[0].modifier = NULL;
}

static void
lack_everything(draw *d)
{
	for (int i = 0; i < FACT_COUNT; i++)
		set_fact(d, i, "");
	d->draft->provocation_recorded = false;
	set_fact(d, FACT_UNDECLARED, "31");
}

static void
judge_bilateral(draw *d)
{
	if (random_percent(&d->random, 50))
		d->draft->lines[0].modifier = "50";
	else
		d->draft->lines[0].units = 2;
}

static void
judge_physician(draw *d)
{
	set_fact(d, FACT_PERFORMED_BY_PHYSICIAN, "false");
}

static void
judge_other_procedure(draw *d)
{
	d->draft->line_count = Min(d->draft->line_count, DRAFT_LINES_MAX - 1);
	add_line(d, "64493", d->side[0] == 'l' ? "LT" : "RT");
}

static void
judge_line_of_business(draw *d)
{
	d->draft->line_of_business = random_percent(&d->random, 50) ? "medicare" : "medicaid";
	set_fact(d, FACT_MEDICAID_CONFLICT, random_percent(&d->random, 50) ? "true" : "");
}

static void
judge_together(draw *d)
{
	set_fact(d, FACT_PHYSICAL_THERAPY_WEEKS, "2");
	set_fact(d, FACT_CHIROPRACTIC_WEEKS, "1");
	set_fact(d, FACT_HOME_EXERCISE_WEEKS, "2.5");
}

static void
judge_exception(draw *d)
{
	fail_twelve_months(d);
	set_fact(d, FACT_DEFINITIVE_THERAPY, random_percent(&d->random, 50) ? "true" : "");
}

static void
judge_new_course(draw *d)
{
	d->draft->history_count = 0;
	add_history(d, "27096", months_before(d->draft->date_of_service, 14, 0), d->side, "therapeutic", "60");
}

static void
judge_other_joint(draw *d)
{
	add_history(d, "27096", d->draft->date_of_service - 30, d->other_side, "therapeutic", "60");
}

/* ---- which of them ---------------------------------------------------------------------------------- */

static const spoiler initial_failures[] = {
	fail_clinical_fact, fail_clinical_fact, fail_clinical_fact, fail_clinical_fact, fail_duration, fail_provocation,
	fail_conservative_therapy, fail_one_procedure, ask_for_excluded_code
};
static const spoiler second_failures[] = {
	fail_first_relief, fail_first_interval, ask_for_third, fail_one_procedure, ask_for_excluded_code
};
static const spoiler subsequent_failures[] = {
	fail_therapeutic_fact, fail_therapeutic_fact, fail_therapeutic_interval, fail_therapeutic_count, fail_twelve_months,
	fail_second_diagnostic, fail_one_procedure, ask_for_excluded_code
};
static const spoiler initial_questions[] = {
	lack_fact, lack_fact, lack_fact, lack_nsaid, lack_provocation, lack_everything, judge_bilateral, judge_physician,
	judge_other_procedure, judge_line_of_business, judge_together
};
static const spoiler second_questions[] = {
	lack_fact, lack_history, lack_relief, lack_side, lack_kind, lack_line_side, judge_bilateral, judge_line_of_business
};
static const spoiler subsequent_questions[] = {
	lack_fact, lack_fact, lack_history, lack_relief, lack_side, lack_kind, lack_line_side, judge_exception,
	judge_new_course, judge_other_joint, judge_physician, judge_other_procedure
};

#define spoil(d, array) random_choice(&(d)->random, array)(d)

void
spoil_to_fail(draw *d)
{
	for (int i = random_percent(&d->random, 25) ? 2 : 1; i > 0; i--)
	{
		if (d->kind == SUBSEQUENT_THERAPEUTIC)
			spoil(d, subsequent_failures);
		else if (d->kind == SECOND_DIAGNOSTIC)
			spoil(d, second_failures);
		else
			spoil(d, initial_failures);
	}
}

void
spoil_to_pend(draw *d)
{
	if (d->kind == SUBSEQUENT_THERAPEUTIC)
		spoil(d, subsequent_questions);
	else if (d->kind == SECOND_DIAGNOSTIC)
		spoil(d, second_questions);
	else
		spoil(d, initial_questions);
}
