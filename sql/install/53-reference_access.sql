/* Everyone may read, as the tables of policies. */
GRANT SELECT ON cptpolicy.reference_file, cptpolicy.modifier, cptpolicy.modifier_exclusion, cptpolicy.code_group,
	cptpolicy.modifier_rule, cptpolicy.procedure_code, cptpolicy.fee_schedule, cptpolicy.add_on, cptpolicy.mue,
	cptpolicy.ptp_rationale, cptpolicy.ptp, cptpolicy.place_of_service, cptpolicy.code_overview, cptpolicy.code_site,
	cptpolicy.code_payer, cptpolicy.overview_modifier, cptpolicy.edit_setting, cptpolicy.reference_generation TO PUBLIC;
GRANT SELECT ON cptpolicy.modifier_rule_in_force, cptpolicy.modifier_exclusion_in_force TO PUBLIC;
GRANT SELECT ON cptpolicy.modifier_in_force, cptpolicy.procedure_code_in_force, cptpolicy.place_of_service_in_force,
	cptpolicy.fee_schedule_in_force, cptpolicy.add_on_in_force, cptpolicy.mue_in_force, cptpolicy.ptp_in_force
	TO PUBLIC;

/* A dump holds what users wrote and loaded; what is shipped comes with CREATE EXTENSION. */
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.reference_file_file_seq', '');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.reference_file', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.modifier', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.modifier_exclusion', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.code_group', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.modifier_rule', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.procedure_code', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.fee_schedule', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.add_on', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.mue', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.ptp_rationale', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.ptp', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.place_of_service', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.code_overview', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.code_site', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.code_payer', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.overview_modifier', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.edit_setting', '');
