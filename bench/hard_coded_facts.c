/*
 * hard_coded_facts.c
 *	  The facts of a claim or a line, read from jsonb for the hard-coded CP.MP.166.
 */
#include "postgres.h"

#include "hard_coded_json.h"

static const known_key fact_keys[HC_FACT_COUNT] = {
	KEY("pregnant"), KEY("nsaid_weeks"), KEY("provocation"), KEY("stand_alone"), KEY("request_kind"),
	KEY("pain_below_l5"), KEY("pain_recurred"), KEY("si_tenderness"), KEY("interferes_adls"), KEY("pain_onset_date"),
	KEY("imaging_available"), KEY("pain_nonradicular"), KEY("chiropractic_weeks"), KEY("failed_conservative"),
	KEY("nsaid_not_tolerated"), KEY("other_dx_more_likely"), KEY("imaging_disc_or_facet"), KEY("nsaid_contraindicated"),
	KEY("performed_by_physician"), KEY("physical_therapy_weeks"), KEY("medicaid_state_conflict"),
	KEY("connective_tissue_disorder"), KEY("activity_modification_weeks"), KEY("home_exercise_prescribed_weeks"),
	KEY("clinical_findings_disc_or_facet"), KEY("concurrent_noninvasive_treatment"),
	KEY("initial_therapeutic_benefit_months"), KEY("initial_therapeutic_relief_percent"),
	KEY("invasive_pain_procedures_this_visit"), KEY("initial_therapeutic_functional_improvement"),
	KEY("definitive_therapy_not_tolerated_or_not_available")
};

static bool
read_request_kind(const json_slot *slot, hc_facts *facts)
{
	if (slot->type != JENTRY_ISSTRING)
		return false;
	if (slot_is(slot, "initial_diagnostic"))
		facts->request_kind = HC_INITIAL_DIAGNOSTIC;
	else if (slot_is(slot, "initial_therapeutic"))
		facts->request_kind = HC_INITIAL_THERAPEUTIC;
	else if (slot_is(slot, "subsequent_therapeutic"))
		facts->request_kind = HC_SUBSEQUENT_THERAPEUTIC;
	else if (slot_is(slot, "second_diagnostic"))
		facts->request_kind = HC_SECOND_DIAGNOSTIC;
	else if (slot_is(slot, "third_diagnostic"))
		facts->request_kind = HC_THIRD_DIAGNOSTIC;
	else
		return false;
	facts->truth[HC_REQUEST_KIND] = MET;
	return true;
}

/* One bit a test; patrick is another name of faber. Names outside the list never count. */
static bool
read_provocation(const json_slot *slot, hc_facts *facts)
{
	static const known_key keys[] = {
		KEY("faber"), KEY("patrick"), KEY("gaenslen"), KEY("compression"), KEY("distraction"), KEY("thigh_thrust"),
		KEY("sacral_thrust")
	};
	static const uint8 bits[] = {1, 1, 2, 4, 8, 16, 32};
	slot_reader reader;
	json_slot	test;
	hc_span		key;
	int			place;

	if (!is_object(slot))
		return false;
	facts->truth[HC_PROVOCATION] = MET;
	facts->positive = facts->negative = 0;
	begin_object(&reader, slot->data, keys, lengthof(keys));
	while (next_pair(&reader, keys, &key, &place, &test))
	{
		if (test.type == JENTRY_ISBOOL_TRUE)
			facts->positive |= place < 0 ? 0 : bits[place];
		else if (test.type == JENTRY_ISBOOL_FALSE)
			facts->negative |= place < 0 ? 0 : bits[place];
		else if (test.type != JENTRY_ISNULL)
			return false;
	}
	return true;
}

static inline bool
read_fact_number(hc_fact fact, const json_slot *slot, hc_facts *facts)
{
	decimal    *number = &facts->number[fact];

	if (!read_number(slot, number) || number->whole < 0)
		return false;
	facts->truth[fact] = MET;
	return fact != HC_RELIEF_PERCENT || decimal_compare(*number, DECIMAL_OF(100)) <= 0;
}

/* Store one declared fact; false when it has the wrong type. */
static inline bool
read_fact(hc_fact fact, const json_slot *slot, hc_facts *facts)
{
	switch (fact)
	{
		case HC_NSAID_WEEKS:
		case HC_CHIROPRACTIC_WEEKS:
		case HC_PHYSICAL_THERAPY_WEEKS:
		case HC_ACTIVITY_MODIFICATION_WEEKS:
		case HC_HOME_EXERCISE_WEEKS:
		case HC_BENEFIT_MONTHS:
		case HC_RELIEF_PERCENT:
		case HC_INVASIVE_PROCEDURES:
			return read_fact_number(fact, slot, facts);
		case HC_PROVOCATION:
			return read_provocation(slot, facts);
		case HC_REQUEST_KIND:
			return read_request_kind(slot, facts);
		case HC_PAIN_ONSET_DATE:
			facts->truth[fact] = MET;
			return read_day(slot, &facts->onset);
		default:
			if (slot->type == JENTRY_ISBOOL_TRUE)
				facts->truth[fact] = MET;
			else if (slot->type == JENTRY_ISBOOL_FALSE)
				facts->truth[fact] = NOT_MET;
			else
				return false;
			return true;
	}
}

static pg_noinline void
add_unused(hc_claim *claim, hc_span key)
{
	for (int i = 0; i < claim->unused_count; i++)
	{
		if (claim->unused[i].length == key.length && memcmp(claim->unused[i].bytes, key.bytes, key.length) == 0)
			return;
	}
	if (claim->unused_count < HC_UNUSED_MAX)
		claim->unused[claim->unused_count++] = key;
}

void
hc_read_facts(hc_claim *claim, int line, const void *container, hc_facts *facts)
{
	slot_reader reader;
	json_slot	slot;
	hc_span		key;
	int			place;

	begin_object(&reader, container, fact_keys, HC_FACT_COUNT);
	while (next_pair(&reader, fact_keys, &key, &place, &slot))
	{
		if (slot.type == JENTRY_ISNULL)
			continue;
		if (place < 0)
			add_unused(claim, key);
		else if (!read_fact((hc_fact) place, &slot, facts))
			hc_add_fault(claim, line, fact_keys[place].text, "N706");
	}
}

void
hc_read_line_facts(hc_claim *claim, int line, hc_facts *facts)
{
	*facts = claim->facts;
	hc_read_facts(claim, line, claim->lines[line].facts, facts);
}
