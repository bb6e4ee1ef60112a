/*
 * claim_writer.c
 *	  Prints a drawn claim as JSON, and the SQL function that does so.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

#include "claim_draft.h"

PG_FUNCTION_INFO_V1(bench_claim);

static const char *const fact_names[FACT_COUNT] = {
	[FACT_PERFORMED_BY_PHYSICIAN] = "performed_by_physician",
	[FACT_INVASIVE_PROCEDURES] = "invasive_pain_procedures_this_visit",
	[FACT_REQUEST_KIND] = "request_kind",
	[FACT_PAIN_NONRADICULAR] = "pain_nonradicular",
	[FACT_PAIN_BELOW_L5] = "pain_below_l5",
	[FACT_INTERFERES_ADLS] = "interferes_adls",
	[FACT_PAIN_ONSET_DATE] = "pain_onset_date",
	[FACT_SI_TENDERNESS] = "si_tenderness",
	[FACT_PREGNANT] = "pregnant",
	[FACT_CONNECTIVE_TISSUE_DISORDER] = "connective_tissue_disorder",
	[FACT_FAILED_CONSERVATIVE] = "failed_conservative",
	[FACT_PHYSICAL_THERAPY_WEEKS] = "physical_therapy_weeks",
	[FACT_CHIROPRACTIC_WEEKS] = "chiropractic_weeks",
	[FACT_HOME_EXERCISE_WEEKS] = "home_exercise_prescribed_weeks",
	[FACT_NSAID_WEEKS] = "nsaid_weeks",
	[FACT_NSAID_CONTRAINDICATED] = "nsaid_contraindicated",
	[FACT_NSAID_NOT_TOLERATED] = "nsaid_not_tolerated",
	[FACT_ACTIVITY_MODIFICATION_WEEKS] = "activity_modification_weeks",
	[FACT_CLINICAL_FINDINGS] = "clinical_findings_disc_or_facet",
	[FACT_IMAGING_AVAILABLE] = "imaging_available",
	[FACT_IMAGING_DISC_OR_FACET] = "imaging_disc_or_facet",
	[FACT_OTHER_DX_MORE_LIKELY] = "other_dx_more_likely",
	[FACT_PAIN_RECURRED] = "pain_recurred",
	[FACT_INITIAL_RELIEF_PERCENT] = "initial_therapeutic_relief_percent",
	[FACT_INITIAL_FUNCTION] = "initial_therapeutic_functional_improvement",
	[FACT_INITIAL_BENEFIT_MONTHS] = "initial_therapeutic_benefit_months",
	[FACT_CONCURRENT_TREATMENT] = "concurrent_noninvasive_treatment",
	[FACT_STAND_ALONE] = "stand_alone",
	[FACT_DEFINITIVE_THERAPY] = "definitive_therapy_not_tolerated_or_not_available",
	[FACT_MEDICAID_CONFLICT] = "medicaid_state_conflict",
	[FACT_UNDECLARED] = "body_mass_index",
};

static const char *const provocation_names[PROVOCATION_TESTS] = {
	"distraction", "compression", "thigh_thrust", "gaenslen", "faber", "sacral_thrust"
};

/* Print a day in double quotes. */
static void
write_date(StringInfo out, int day)
{
	int			year,
				month,
				month_day;

	j2date(day, &year, &month, &month_day);
	appendStringInfo(out, "\"%04d-%02d-%02d\"", year, month, month_day);
}

/* Print key and string value where there is one. */
static void
write_optional(StringInfo out, const char *key, const char *value)
{
	if (value)
		appendStringInfo(out, ", \"%s\": \"%s\"", key, value);
}

static void
write_head(StringInfo out, const claim_draft *draft)
{
	appendStringInfo(out, "{\"claim_id\": \"B%07lld\"", (long long) draft->number);
	write_optional(out, "payer", draft->payer);
	write_optional(out, "line_of_business", draft->line_of_business);
	write_optional(out, "claim_type", draft->claim_type);
	appendStringInfo(out, ", \"member\": {\"id\": \"M%06d\", \"birth_date\": ", (int) (draft->number * 7919 % 1000000));
	write_date(out, draft->birth_date);
	appendStringInfo(out, ", \"sex\": \"%s\"}, \"date_of_service\": ", draft->sex);
	write_date(out, draft->date_of_service);
	write_optional(out, "place_of_service", draft->place_of_service);
	appendStringInfoString(out, ", \"diagnoses\": [");
	for (int i = 0; i < draft->diagnosis_count; i++)
		appendStringInfo(out, "%s\"%s\"", i ? ", " : "", draft->diagnoses[i]);
	appendStringInfoChar(out, ']');
}

static void
write_line(StringInfo out, const draft_line *line, int number)
{
	appendStringInfo(out, "{\"line\": %d, \"code\": \"%s\", \"units\": %d", number, line->code, line->units);
	if (line->modifier)
		appendStringInfo(out, ", \"modifiers\": [\"%s\"]", line->modifier);
	if (line->date)
	{
		appendStringInfoString(out, ", \"date_of_service\": ");
		write_date(out, line->date);
	}
	if (line->facts)
		appendStringInfo(out, ", \"facts\": %s", line->facts);
	appendStringInfo(out, ", \"diagnosis_pointers\": [1], \"charge\": %d.%02d}",
					 line->charge_cents / 100, line->charge_cents % 100);
}

static void
write_lines(StringInfo out, const claim_draft *draft)
{
	appendStringInfoString(out, ", \"lines\": [");
	for (int i = 0; i < draft->line_count; i++)
	{
		if (i > 0)
			appendStringInfoString(out, ", ");
		write_line(out, &draft->lines[i], i + 1);
	}
	appendStringInfoChar(out, ']');
}

static void
write_provocation(StringInfo out, const claim_draft *draft, const char *separator)
{
	const char *comma = "";

	appendStringInfo(out, "%s\"provocation\": {", separator);
	for (int i = 0; i < PROVOCATION_TESTS; i++)
	{
		if (draft->provocation[i] < 0)
			continue;
		appendStringInfo(out, "%s\"%s\": %s", comma, provocation_names[i], draft->provocation[i] ? "true" : "false");
		comma = ", ";
	}
	appendStringInfoChar(out, '}');
}

static void
write_facts(StringInfo out, const claim_draft *draft)
{
	const char *separator = "";

	appendStringInfoString(out, ", \"facts\": {");
	for (int i = 0; i < FACT_COUNT; i++)
	{
		if (draft->facts[i][0] == '\0')
			continue;
		appendStringInfo(out, "%s\"%s\": %s", separator, fact_names[i], draft->facts[i]);
		separator = ", ";
	}
	if (draft->provocation_recorded)
		write_provocation(out, draft, separator);
	appendStringInfoChar(out, '}');
}

static void
write_history(StringInfo out, const claim_draft *draft)
{
	appendStringInfoString(out, ", \"history\": [");
	for (int i = 0; i < draft->history_count; i++)
	{
		const draft_history *entry = &draft->history[i];

		appendStringInfo(out, "%s{\"code\": \"%s\", \"date\": ", i ? ", " : "", entry->code);
		write_date(out, entry->date);
		write_optional(out, "side", entry->side);
		write_optional(out, "kind", entry->kind);
		if (entry->relief)
			appendStringInfo(out, ", \"relief_percent\": %s", entry->relief);
		appendStringInfoChar(out, '}');
	}
	appendStringInfoChar(out, ']');
}

void
claim_draft_write(const claim_draft *draft, StringInfo out)
{
	write_head(out, draft);
	write_lines(out, draft);
	write_facts(out, draft);
	write_history(out, draft);
	appendStringInfoChar(out, '}');
}

/* bench_claim(number int8) → jsonb: the claim of that number. */
Datum
bench_claim(PG_FUNCTION_ARGS)
{
	claim_draft draft;
	StringInfoData out;

	claim_draft_draw(PG_GETARG_INT64(0), &draft);
	initStringInfo(&out);
	claim_draft_write(&draft, &out);
	PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(out.data)));
}
