/*
 * claim_generator.c
 *	  Draws claims for CP.MP.166: of a hundred, sixty satisfy it (some are another payer's, and no policy speaks of
 *	  them), twenty-five fail a criterion and fifteen lack a fact or raise a question for a person.
 *
 * A draft starts as one that satisfies the indication it asks for, with dates on the last day allowed in a quarter of
 * the claims; spoilers then break one or two things.
 */
#include "postgres.h"

#include "utils/datetime.h"

#include "claim_draft.h"
#include "random.h"

#define SEED UINT64CONST(0x166202308)

typedef struct draw
{
	random_source random;
	claim_draft *draft;
	request_kind kind;
	const char *side;			/* of the joint in question */
	const char *other_side;
} draw;

typedef void (*spoiler) (draw *d);

static const char *const kind_names[] = {
	"initial_diagnostic", "second_diagnostic", "third_diagnostic", "initial_therapeutic", "subsequent_therapeutic"
};
static const char *const good_reliefs[] = {"75", "80", "85", "90", "100", "77.5"};
static const char *const unrelated_codes[] = {"64493", "20610", "99213", "62323", "64635"};

/* The day that lies so many months before, clamped to the end of the month, then moved by days. */
static int
months_before(int day, int months, int days)
{
	int			year,
				month,
				month_day,
				last;

	j2date(day, &year, &month, &month_day);
	month -= months;
	while (month < 1)
	{
		month += 12;
		year--;
	}
	last = day_tab[isleap(year)][month - 1];
	return date2j(year, month, Min(month_day, last)) + days;
}

static void
set_fact(draw *d, draft_fact fact, const char *json)
{
	strlcpy(d->draft->facts[fact], json, DRAFT_FACT_TEXT_MAX);
}

static void
set_onset(draw *d, int day)
{
	int			year,
				month,
				month_day;

	j2date(day, &year, &month, &month_day);
	snprintf(d->draft->facts[FACT_PAIN_ONSET_DATE], DRAFT_FACT_TEXT_MAX, "\"%04d-%02d-%02d\"", year, month, month_day);
}

static void
set_weeks(draw *d, draft_fact fact, int least, int most)
{
	const char *half = random_percent(&d->random, 10) ? ".5" : "";

	snprintf(d->draft->facts[fact], DRAFT_FACT_TEXT_MAX, "%d%s", random_between(&d->random, least, most), half);
}

static void
add_history(draw *d, const char *code, int date, const char *side, const char *kind, const char *relief)
{
	if (d->draft->history_count < DRAFT_HISTORY_MAX)
		d->draft->history[d->draft->history_count++] = (draft_history) {code, date, side, kind, relief};
}

static draft_line *
add_line(draw *d, const char *code, const char *modifier)
{
	draft_line *line;

	if (d->draft->line_count == DRAFT_LINES_MAX)
		return NULL;
	line = &d->draft->lines[d->draft->line_count++];
	*line = (draft_line) {code, modifier, 1, 0, NULL, random_between(&d->random, 2500, 120000)};
	return line;
}

/* Whose claim it is, when and where. */
static void
draw_head(draw *d)
{
	static const char *const payers[] = {"centene", "Centene", "CENTENE", "centene"};
	static const char *const places[] = {"24", "11", "22"};
	static const char *const diagnoses[] = {"M46.1", "M53.3", "M54.50", "G89.29", "M47.818"};
	claim_draft *draft = d->draft;

	draft->payer = random_choice(&d->random, payers);
	draft->line_of_business = random_percent(&d->random, 70) ? "commercial" :
		random_percent(&d->random, 60) ? "marketplace" : random_percent(&d->random, 50) ? "medicaid" : NULL;
	if (draft->line_of_business && strcmp(draft->line_of_business, "medicaid") == 0)
		set_fact(d, FACT_MEDICAID_CONFLICT, "false");
	draft->date_of_service = date2j(2023, 8, 1) + random_between(&d->random, 0, 900);
	draft->birth_date = draft->date_of_service - random_between(&d->random, 25 * 365, 85 * 365);
	draft->sex = random_percent(&d->random, 55) ? "F" : "M";
	draft->place_of_service = random_choice(&d->random, places);
	draft->diagnosis_count = random_between(&d->random, 1, 3);
	for (int i = 0; i < draft->diagnosis_count; i++)
		draft->diagnoses[i] = diagnoses[(i + draft->number) % lengthof(diagnoses)];
}

/* The injection, and up to three lines that no policy speaks of. */
static void
draw_lines(draw *d)
{
	static const char *const other_codes[] = {"99203", "J1030", "72202", "Q9967", "J2001", "99152"};
	const char *modifier = d->side[0] == 'l' ? "LT" : "RT";
	int			others = random_between(&d->random, 0, 9);
	draft_line *line;

	d->draft->claim_type = random_percent(&d->random, 20) ? "institutional" : NULL;
	add_line(d, d->draft->claim_type ? "G0260" : "27096", modifier);
	for (int i = 0; i < (others < 3 ? 0 : others < 7 ? 1 : others < 9 ? 2 : 3); i++)
		add_line(d, other_codes[(d->draft->number + i) % lengthof(other_codes)], NULL);
	if (random_percent(&d->random, 4) && (line = add_line(d, "27096", modifier)) != NULL)
	{
		line->date = d->draft->date_of_service + 3;
		line->facts = "{\"nsaid_weeks\": 5, \"si_tenderness\": null}";
	}
}

static void
draw_provocation(draw *d, int positive)
{
	int			rest = positive;

	d->draft->provocation_recorded = true;
	for (int i = 0; i < PROVOCATION_TESTS; i++)
	{
		bool		chosen = random_between(&d->random, 1, PROVOCATION_TESTS - i) <= rest;

		d->draft->provocation[i] = chosen ? 1 : 0;
		rest -= chosen;
	}
}

/* Facts that satisfy I and I.A.1. */
static void
draw_facts(draw *d)
{
	static const draft_fact yes[] = {
		FACT_PERFORMED_BY_PHYSICIAN, FACT_PAIN_NONRADICULAR, FACT_PAIN_BELOW_L5, FACT_INTERFERES_ADLS,
		FACT_SI_TENDERNESS, FACT_FAILED_CONSERVATIVE
	};
	static const draft_fact no[] = {
		FACT_PREGNANT, FACT_CONNECTIVE_TISSUE_DISORDER, FACT_NSAID_CONTRAINDICATED, FACT_NSAID_NOT_TOLERATED,
		FACT_CLINICAL_FINDINGS, FACT_IMAGING_DISC_OR_FACET, FACT_OTHER_DX_MORE_LIKELY
	};

	for (int i = 0; i < lengthof(yes); i++)
		set_fact(d, yes[i], "true");
	for (int i = random_percent(&d->random, 70) ? 2 : 0; i < lengthof(no); i++)
		set_fact(d, no[i], "false");
	snprintf(d->draft->facts[FACT_REQUEST_KIND], DRAFT_FACT_TEXT_MAX, "\"%s\"", kind_names[d->kind]);
	set_fact(d, FACT_INVASIVE_PROCEDURES, "1");
	set_onset(d, months_before(d->draft->date_of_service, 3,
							   random_percent(&d->random, 25) ? 0 : -random_between(&d->random, 1, 400)));
	set_fact(d, FACT_IMAGING_AVAILABLE, random_percent(&d->random, 70) ? "true" : "false");
	if (strcmp(d->draft->facts[FACT_IMAGING_AVAILABLE], "false") == 0)
		set_fact(d, FACT_IMAGING_DISC_OR_FACET, "");
	set_weeks(d, FACT_PHYSICAL_THERAPY_WEEKS, 4, 12);
	set_weeks(d, FACT_CHIROPRACTIC_WEEKS, 0, 3);
	set_weeks(d, FACT_HOME_EXERCISE_WEEKS, 0, 8);
	set_weeks(d, FACT_NSAID_WEEKS, 3, 8);
	set_weeks(d, FACT_ACTIVITY_MODIFICATION_WEEKS, 4, 10);
	if (random_percent(&d->random, 5))
		set_fact(d, FACT_UNDECLARED, "27.5");
	draw_provocation(d, random_between(&d->random, 3, 6));
}

/* Facts that satisfy I.A.3. */
static void
draw_therapeutic_facts(draw *d)
{
	static const char *const reliefs[] = {"50", "60", "75", "80.5"};

	set_fact(d, FACT_PAIN_RECURRED, "true");
	if (random_percent(&d->random, 80))
		set_fact(d, FACT_INITIAL_RELIEF_PERCENT, random_choice(&d->random, reliefs));
	set_fact(d, FACT_INITIAL_FUNCTION, "true");
	snprintf(d->draft->facts[FACT_INITIAL_BENEFIT_MONTHS], DRAFT_FACT_TEXT_MAX, "%d", random_between(&d->random, 2, 6));
	set_fact(d, FACT_CONCURRENT_TREATMENT, "true");
	set_fact(d, FACT_STAND_ALONE, "false");
	set_fact(d, FACT_DEFINITIVE_THERAPY, "false");
}

/* Indications other than the first do not ask for these. */
static void
drop_initial_facts(draw *d)
{
	for (int fact = FACT_PAIN_NONRADICULAR; fact < FACT_CLINICAL_FINDINGS; fact += 2)
		set_fact(d, fact, "");
	d->draft->provocation_recorded = random_percent(&d->random, 20);
}

/* Diagnostic injections of the joint that worked: one, or two. */
static void
draw_diagnostics(draw *d, int count)
{
	int			day = d->draft->date_of_service -
		(random_percent(&d->random, 25) ? 14 : random_between(&d->random, 15, 90));

	for (int i = 0; i < count; i++)
	{
		add_history(d, random_percent(&d->random, 80) ? "27096" : "G0260", day, d->side, "diagnostic",
					random_choice(&d->random, good_reliefs));
		day -= random_between(&d->random, 14, 60);
	}
}

/* One to three therapeutic injections of the joint, two months or more apart, the first at most 12 months ago. */
static void
draw_therapeutics(draw *d)
{
	int			service = d->draft->date_of_service;
	bool		edge = random_percent(&d->random, 25);
	int			count = random_between(&d->random, 1, 3);

	add_history(d, "27096", months_before(service, edge ? 12 : 11, 0), d->side, "therapeutic", "60");
	if (count > 1)
		add_history(d, "27096", months_before(service, edge ? 2 : 3, 0), d->side, "therapeutic", "55");
	if (count > 2)
		add_history(d, "G0260", months_before(service, 6, 4), d->side, "therapeutic", NULL);
	if (random_percent(&d->random, 20))
		add_history(d, "G0260", months_before(service, edge ? 12 : 11, 0), d->side, "therapeutic", NULL);
	if (random_percent(&d->random, 10))
		add_history(d, "27096", months_before(service, 7, 0), d->side, NULL, "80");
	if (random_percent(&d->random, 5))
		add_history(d, "27096", months_before(service, 8, 0), NULL, "therapeutic", "65");
}

/* Earlier procedures that change nothing: other codes, the other joint, dates after the service. */
static void
draw_unrelated_history(draw *d)
{
	int			service = d->draft->date_of_service;

	if (random_percent(&d->random, 40))
		add_history(d, random_choice(&d->random, unrelated_codes), service - random_between(&d->random, 20, 900), d->side, NULL, NULL);
	if (random_percent(&d->random, 30))
		add_history(d, random_choice(&d->random, unrelated_codes), service - random_between(&d->random, 20, 900), NULL, NULL, NULL);
	if (random_percent(&d->random, 30))
		add_history(d, "27096", months_before(service, random_between(&d->random, 3, 20), 0), d->other_side,
					random_percent(&d->random, 50) ? "diagnostic" : "therapeutic", "40");
	if (random_percent(&d->random, 10))
		add_history(d, "27096", service + random_between(&d->random, 1, 60), d->side, "therapeutic", "20");
}

static void
draw_satisfying(draw *d)
{
	draw_head(d);
	draw_lines(d);
	draw_facts(d);
	if (d->kind == SUBSEQUENT_THERAPEUTIC)
	{
		draw_therapeutic_facts(d);
		draw_therapeutics(d);
	}
	else if (d->kind == SECOND_DIAGNOSTIC)
		draw_diagnostics(d, 1);
	else if (d->kind == INITIAL_THERAPEUTIC)
		draw_diagnostics(d, random_between(&d->random, 0, 2));
	if (d->kind == SUBSEQUENT_THERAPEUTIC || d->kind == SECOND_DIAGNOSTIC)
		drop_initial_facts(d);
	draw_unrelated_history(d);
}

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

static void
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

static void
spoil_to_pend(draw *d)
{
	if (d->kind == SUBSEQUENT_THERAPEUTIC)
		spoil(d, subsequent_questions);
	else if (d->kind == SECOND_DIAGNOSTIC)
		spoil(d, second_questions);
	else
		spoil(d, initial_questions);
}

void
claim_draft_draw(int64 number, claim_draft *draft)
{
	static const request_kind kinds[] = {
		INITIAL_DIAGNOSTIC, INITIAL_DIAGNOSTIC, SECOND_DIAGNOSTIC, INITIAL_THERAPEUTIC, SUBSEQUENT_THERAPEUTIC
	};
	static const char *const other_payers[] = {"aetna", "Example Health Plan", NULL};
	draw		d = {.random = {SEED + (uint64) number * UINT64CONST(0xD1342543DE82EF95)}, .draft = draft};
	int			outcome;

	memset(draft, 0, sizeof(*draft));
	draft->number = number;
	d.kind = random_choice(&d.random, kinds);
	d.side = random_percent(&d.random, 50) ? "left" : "right";
	d.other_side = d.side[0] == 'l' ? "right" : "left";
	draw_satisfying(&d);
	outcome = random_between(&d.random, 1, 100);
	if (outcome <= 25)
		spoil_to_fail(&d);
	else if (outcome <= 40)
		spoil_to_pend(&d);
	else if (outcome <= 43)
		draft->payer = random_choice(&d.random, other_payers);
}
