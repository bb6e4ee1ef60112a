/* The tables are too small for autovacuum to look at them, and the planner takes an unknown table for a large one. */
ANALYZE cptpolicy.reference_file, cptpolicy.modifier, cptpolicy.modifier_exclusion, cptpolicy.code_group,
	cptpolicy.modifier_rule, cptpolicy.procedure_code, cptpolicy.fee_schedule, cptpolicy.add_on, cptpolicy.mue,
	cptpolicy.ptp_rationale, cptpolicy.ptp, cptpolicy.place_of_service, cptpolicy.code_overview, cptpolicy.code_site,
	cptpolicy.code_payer, cptpolicy.overview_modifier;
