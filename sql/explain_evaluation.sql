--
-- explain_evaluation: the answer as a page for people
--
\pset tuples_only
\pset format unaligned

-- approved, with a note, and a line that no policy speaks of
SELECT explain_evaluation('{"claim_id": "c1", "payer": "Centene", "date_of_service": "2024-03-01",
	"place_of_service": "24", "lines": [{"code": "27096", "modifiers": ["LT"], "charge": 812.50},
		{"code": "99213", "units": 2, "place_of_service": "11"}],
	"facts": {"performed_by_physician": true, "invasive_pain_procedures_this_visit": 1,
		"request_kind": "subsequent_therapeutic", "pain_recurred": true, "initial_therapeutic_relief_percent": 60,
		"initial_therapeutic_functional_improvement": true, "initial_therapeutic_benefit_months": 3,
		"concurrent_noninvasive_treatment": true, "stand_alone": false, "shoe_size": 43, "pain_recured": true},
	"history": [{"code": "27096", "date": "2023-03-01", "kind": "therapeutic", "side": "left"},
		{"code": "27096", "date": "2023-12-01", "kind": "therapeutic", "side": "left"}]}');

-- denied, and something is missing besides
SELECT explain_evaluation('{"claim_id": 17, "payer": "centene", "date_of_service": "2024-03-01",
	"lines": [{"code": "27096", "modifiers": ["RT"]}],
	"facts": {"performed_by_physician": true, "invasive_pain_procedures_this_visit": 1,
		"request_kind": "initial_diagnostic", "pain_nonradicular": true, "pain_below_l5": true, "interferes_adls": true,
		"pain_onset_date": "2024-01-01", "si_tenderness": true, "provocation": {"faber": true},
		"failed_conservative": true, "physical_therapy_weeks": 6,
		"clinical_findings_disc_or_facet": false, "imaging_available": false, "other_dx_more_likely": false}}');

-- excluded, judged by a person, gated
SELECT explain_evaluation('{"payer": "centene", "claim_type": "institutional", "date_of_service": "2024-03-01",
	"lines": [{"code": "64451"}, {"code": "27096", "modifiers": ["50"], "facts": {"performed_by_physician": false}}]}');
SELECT explain_evaluation('{"payer": "centene", "line_of_business": "medicaid", "date_of_service": "2024-03-01",
	"lines": [{"code": "64451"}], "facts": {"medicaid_state_conflict": true}}');
SELECT explain_evaluation('{"payer": "centene", "date_of_service": "2020-03-01", "lines": [{"code": "64451"}]}');

-- what cannot be read
SELECT explain_evaluation('{"claim_id": "a\nb", "payer": "x", "date_of_service": "2024-02-30", "lines": [
	{"code": "2709", "units": 0, "modifiers": ["RT", "x"]}, {"code": "27096", "date_of_service": "2024-03-01"}, 5]}');
SELECT explain_evaluation('[]');
SELECT explain_evaluation('{}');
SELECT explain_evaluation(NULL) IS NULL;
