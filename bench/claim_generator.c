/*
 * claim_generator.c
 *	  Draws claims for CP.MP.166: of a hundred, sixty satisfy it (some are another payer's, and no policy speaks of
 *	  them), twenty-five fail a criterion and fifteen lack a fact or raise a question for a person.
 *
 * A draft starts as one that satisfies the indication it asks for, with dates on the last day allowed in a quarter of
 * the claims; claim_spoilers.c then breaks one or two things.
 */
#include "postgres.h"

#include "utils/datetime.h"

#include "claim_draw.h"

#define SEED UINT64CONST(0x166202308)

static const char *const kind_names[] = {
	"initial_diagnostic", "second_diagnostic", "third_diagnostic", "initial_therapeutic", "subsequent_therapeutic"
};
static const char *const good_reliefs[] = {"75", "80", "85", "90", "100", "77.5"};
static const char *const unrelated_codes[] = {"64493", "20610", "99213", "62323", "64635"};

int
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

void
set_fact(draw *d, draft_fact fact, const char *json)
{
	snprintf(d->draft->facts[fact], DRAFT_FACT_TEXT_MAX, "%s", json);
}

void
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

void
add_history(draw *d, const char *code, int date, const char *side, const char *kind, const char *relief)
{
	if (d->draft->history_count < DRAFT_HISTORY_MAX)
		d->draft->history[d->draft->history_count++] = (draft_history) {code, date, side, kind, relief};
}

draft_line *
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

void
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
	snprintf(d->draft->facts[FACT_INITIAL_BENEFIT_MONTHS], DRAFT_FACT_TEXT_MAX, "%d",
			 random_between(&d->random, 2, 6));
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
		add_history(d, random_choice(&d->random, unrelated_codes), service - random_between(&d->random, 20, 900),
					d->side, NULL, NULL);
	if (random_percent(&d->random, 30))
		add_history(d, random_choice(&d->random, unrelated_codes), service - random_between(&d->random, 20, 900),
					NULL, NULL, NULL);
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
