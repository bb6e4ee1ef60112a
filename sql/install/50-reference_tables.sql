/*
 * The tables of national coding data: modifiers, fee schedule indicators, NCCI edits, places of service, validity of
 * codes, overviews of codes.
 *
 * Every row holds from its first to its last day, both included, "infinity" while there is no end, and names its
 * source: a row of reference_file. Where a file does not say when a row began (start_known is false), edits apply it
 * from the first day of the file's quarter, and lists that admit (modifiers, places, codes) from "-infinity", because a
 * claim must not be rejected for what a file leaves out.
 *
 * Shipped rows cover the codes of the shipped policies and overviews. A file that a user has loaded takes their place:
 * on all dates where it tells the history (PTP, add-on, HCPCS), from its quarter on where it tells only the present
 * (MUE, fee schedule). The views *_in_force show the rows that count.
 *
 * As in the tables of policies, "shipped" is part of each key and there is no foreign key.
 */

CREATE TYPE cptpolicy.service_setting AS ENUM ('practitioner', 'outpatient', 'dme');
COMMENT ON TYPE cptpolicy.service_setting IS
	'who bills, as CMS divides its edits: practitioner (also surgical centers), outpatient hospital, or equipment '
	'supplier';

CREATE SEQUENCE cptpolicy.reference_file_file_seq AS integer;
COMMENT ON SEQUENCE cptpolicy.reference_file_file_seq IS 'numbers of loaded files; shipped ones have negative numbers';

CREATE TABLE cptpolicy.reference_file (
	file integer NOT NULL DEFAULT pg_catalog.nextval('cptpolicy.reference_file_file_seq'),
	kind text NOT NULL CHECK (kind IN ('ptp', 'mue', 'add_on', 'fee_schedule', 'hcpcs', 'modifier', 'place_of_service',
		'overview')),
	setting cptpolicy.service_setting,
	name text NOT NULL CHECK (name <> ''),
	quarter date,
	covers_from date,
	rows bigint CHECK (rows >= 0),
	loaded_at timestamptz,
	note text,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (file, shipped),
	CONSTRAINT reference_file_number CHECK (shipped OPERATOR(pg_catalog.=) (file OPERATOR(pg_catalog.<) 0)),
	CONSTRAINT reference_file_setting
		CHECK ((kind IN ('ptp', 'mue')) OPERATOR(pg_catalog.=) (setting IS NOT NULL))
) USING heap;
ALTER SEQUENCE cptpolicy.reference_file_file_seq OWNED BY cptpolicy.reference_file.file;
COMMENT ON TABLE cptpolicy.reference_file IS
	'where the rows of the coding data come from: files that were loaded, and sources of shipped rows';
COMMENT ON COLUMN cptpolicy.reference_file.file IS 'number, negative for sources of shipped rows';
COMMENT ON COLUMN cptpolicy.reference_file.kind IS
	'what it holds: ptp, mue, add_on, fee_schedule, hcpcs, modifier, place_of_service or overview';
COMMENT ON COLUMN cptpolicy.reference_file.setting IS 'whose edits, for ptp and mue';
COMMENT ON COLUMN cptpolicy.reference_file.name IS
	'name of the file or of the source; several parts are joined by a comma';
COMMENT ON COLUMN cptpolicy.reference_file.quarter IS 'first day of the quarter that it was published for';
COMMENT ON COLUMN cptpolicy.reference_file.covers_from IS
	'first day that a loaded file speaks of, on which it takes the place of shipped rows; null for a source of '
	'shipped rows';
COMMENT ON COLUMN cptpolicy.reference_file.rows IS 'rows read';
COMMENT ON COLUMN cptpolicy.reference_file.loaded_at IS 'when it was loaded, null for sources of shipped rows';
COMMENT ON COLUMN cptpolicy.reference_file.note IS 'what else is to know about it';
COMMENT ON COLUMN cptpolicy.reference_file.shipped IS 'is the row part of the extension';

/* ---- modifiers ---- */

CREATE TABLE cptpolicy.modifier (
	modifier @extschema@.cpt_modifier NOT NULL,
	level text NOT NULL CHECK (level IN ('CPT', 'HCPCS')),
	class text NOT NULL CHECK (class <> ''),
	ncci_associated boolean NOT NULL DEFAULT false,
	summary text,
	code_group text,
	effective_from date NOT NULL DEFAULT '-infinity',
	effective_to date NOT NULL DEFAULT 'infinity',
	start_known boolean NOT NULL DEFAULT true,
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (modifier, effective_from, shipped),
	CONSTRAINT modifier_dates_in_order CHECK (effective_from <= effective_to)
) USING heap;
COMMENT ON TABLE cptpolicy.modifier IS
	'the national lists of modifiers, CPT and HCPCS Level II, and ambulance origin and destination pairs';
COMMENT ON COLUMN cptpolicy.modifier.modifier IS 'the modifier';
COMMENT ON COLUMN cptpolicy.modifier.level IS 'whose list: CPT or HCPCS';
COMMENT ON COLUMN cptpolicy.modifier.class IS 'what kind of modifier; rules may speak of a whole class';
COMMENT ON COLUMN cptpolicy.modifier.ncci_associated IS 'does it bypass a PTP edit of modifier indicator 1';
COMMENT ON COLUMN cptpolicy.modifier.summary IS 'what it says, in our words; null where nothing is written yet';
COMMENT ON COLUMN cptpolicy.modifier.code_group IS
	'group of the codes that it is listed for, as ambulance pairs are for ambulance codes; null: all codes';
COMMENT ON COLUMN cptpolicy.modifier.effective_from IS
	'first day on the list, -infinity where it is not known and no list lacks it';
COMMENT ON COLUMN cptpolicy.modifier.effective_to IS 'last day on the list, infinity while there is no end';
COMMENT ON COLUMN cptpolicy.modifier.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.modifier.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.modifier.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.modifier_exclusion (
	modifier @extschema@.cpt_modifier NOT NULL,
	other_modifier text NOT NULL
		CHECK (other_modifier OPERATOR(pg_catalog.=) '*' OR other_modifier OPERATOR(pg_catalog.~) '^[0-9A-Z]{2}$'),
	severity text NOT NULL CHECK (severity IN ('deny', 'review', 'info')),
	message text NOT NULL CHECK (message <> ''),
	source text NOT NULL CHECK (source <> ''),
	effective_from date NOT NULL DEFAULT '-infinity',
	effective_to date NOT NULL DEFAULT 'infinity',
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (modifier, other_modifier, effective_from, shipped),
	CONSTRAINT modifier_exclusion_dates_in_order CHECK (effective_from <= effective_to)
) USING heap;
COMMENT ON TABLE cptpolicy.modifier_exclusion IS
	'pairs of modifiers that do not go together on one line, in either order';
COMMENT ON COLUMN cptpolicy.modifier_exclusion.modifier IS 'one modifier';
COMMENT ON COLUMN cptpolicy.modifier_exclusion.other_modifier IS 'the other one, * for any';
COMMENT ON COLUMN cptpolicy.modifier_exclusion.severity IS 'what it costs the line: deny, review or info';
COMMENT ON COLUMN cptpolicy.modifier_exclusion.message IS 'why, for people';
COMMENT ON COLUMN cptpolicy.modifier_exclusion.source IS 'who says so';
COMMENT ON COLUMN cptpolicy.modifier_exclusion.effective_from IS 'first day of service that it holds for';
COMMENT ON COLUMN cptpolicy.modifier_exclusion.effective_to IS 'last day of service that it holds for';
COMMENT ON COLUMN cptpolicy.modifier_exclusion.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.code_group (
	code_group text NOT NULL CHECK (code_group <> ''),
	first_code @extschema@.cpt_code NOT NULL,
	last_code @extschema@.cpt_code NOT NULL,
	source text NOT NULL CHECK (source <> ''),
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (code_group, first_code, shipped),
	CONSTRAINT code_group_codes_in_order CHECK (first_code OPERATOR(@extschema@.<=) last_code)
) USING heap;
COMMENT ON TABLE cptpolicy.code_group IS 'groups of codes that rules about modifiers speak of';
COMMENT ON COLUMN cptpolicy.code_group.code_group IS 'name of the group';
COMMENT ON COLUMN cptpolicy.code_group.first_code IS 'first code of a run';
COMMENT ON COLUMN cptpolicy.code_group.last_code IS 'last code of the run';
COMMENT ON COLUMN cptpolicy.code_group.source IS 'who says so';
COMMENT ON COLUMN cptpolicy.code_group.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.modifier_rule (
	rule text NOT NULL CHECK (rule <> ''),
	modifier @extschema@.cpt_modifier NOT NULL,
	subject text NOT NULL CHECK (subject IN ('code_group', 'status', 'pctc', 'global_days', 'multiple', 'bilateral',
		'assistant', 'co_surgeon', 'team_surgeon', 'add_on', 'claim_setting')),
	violated_when text NOT NULL CHECK (violated_when IN ('is', 'is_not')),
	"values" text[] NOT NULL CHECK (pg_catalog.cardinality("values") OPERATOR(pg_catalog.>) 0),
	severity text NOT NULL CHECK (severity IN ('deny', 'review', 'info')),
	carc text NOT NULL DEFAULT '4',
	rarc text DEFAULT 'N823',
	message text NOT NULL CHECK (message <> ''),
	source text NOT NULL CHECK (source <> ''),
	effective_from date NOT NULL DEFAULT '-infinity',
	effective_to date NOT NULL DEFAULT 'infinity',
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (modifier, rule, effective_from, shipped),
	CONSTRAINT modifier_rule_dates_in_order CHECK (effective_from <= effective_to)
) USING heap;
COMMENT ON TABLE cptpolicy.modifier_rule IS
	'which codes can carry a modifier: a rule looks at one property of the code (or the claim) and is violated when '
	'it is, or is not, one of the values; silent where the property is not known';
COMMENT ON COLUMN cptpolicy.modifier_rule.rule IS 'name of the rule';
COMMENT ON COLUMN cptpolicy.modifier_rule.modifier IS 'the modifier that it is about';
COMMENT ON COLUMN cptpolicy.modifier_rule.subject IS
	'what it looks at: code_group, a fee schedule indicator (status, pctc, global_days, multiple, bilateral, '
	'assistant, co_surgeon, team_surgeon), add_on (yes, no), or claim_setting (professional, surgical_center, '
	'institutional)';
COMMENT ON COLUMN cptpolicy.modifier_rule.violated_when IS 'is: a value listed violates; is_not: any other value does';
COMMENT ON COLUMN cptpolicy.modifier_rule."values" IS 'the values, for code_group the names of groups';
COMMENT ON COLUMN cptpolicy.modifier_rule.severity IS 'what it costs the line: deny, review or info';
COMMENT ON COLUMN cptpolicy.modifier_rule.carc IS 'claim adjustment reason code of a denial';
COMMENT ON COLUMN cptpolicy.modifier_rule.rarc IS 'remittance advice remark code of a denial';
COMMENT ON COLUMN cptpolicy.modifier_rule.message IS 'why, for people; {code}, {modifier} and {found} are filled in';
COMMENT ON COLUMN cptpolicy.modifier_rule.source IS 'who says so';
COMMENT ON COLUMN cptpolicy.modifier_rule.effective_from IS 'first day of service that it holds for';
COMMENT ON COLUMN cptpolicy.modifier_rule.effective_to IS 'last day of service that it holds for';
COMMENT ON COLUMN cptpolicy.modifier_rule.shipped IS 'is the row part of the extension';

/* ---- codes ---- */

CREATE TABLE cptpolicy.procedure_code (
	code @extschema@.cpt_code NOT NULL,
	effective_from date NOT NULL DEFAULT '-infinity',
	effective_to date NOT NULL DEFAULT 'infinity',
	start_known boolean NOT NULL DEFAULT true,
	description text,
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (code, effective_from, shipped),
	CONSTRAINT procedure_code_dates_in_order CHECK (effective_from <= effective_to)
) USING heap;
COMMENT ON TABLE cptpolicy.procedure_code IS 'when codes are valid; a code without a row is not judged';
COMMENT ON COLUMN cptpolicy.procedure_code.code IS 'the code';
COMMENT ON COLUMN cptpolicy.procedure_code.effective_from IS 'first day of service that it is valid for';
COMMENT ON COLUMN cptpolicy.procedure_code.effective_to IS 'last day of service that it is valid for';
COMMENT ON COLUMN cptpolicy.procedure_code.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.procedure_code.description IS
	'short description, for HCPCS Level II codes of a loaded file only';
COMMENT ON COLUMN cptpolicy.procedure_code.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.procedure_code.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.fee_schedule (
	code @extschema@.cpt_code NOT NULL,
	component text NOT NULL DEFAULT 'whole' CHECK (component IN ('whole', '26', 'TC', '53')),
	status text NOT NULL CHECK (status OPERATOR(pg_catalog.~) '^[A-Z]$'),
	pctc text CHECK (pctc OPERATOR(pg_catalog.~) '^[0-9]$'),
	global_days text CHECK (global_days IN ('000', '010', '090', 'MMM', 'XXX', 'YYY', 'ZZZ')),
	multiple text CHECK (multiple OPERATOR(pg_catalog.~) '^[0-9]$'),
	bilateral text CHECK (bilateral OPERATOR(pg_catalog.~) '^[0-9]$'),
	assistant text CHECK (assistant OPERATOR(pg_catalog.~) '^[0-9]$'),
	co_surgeon text CHECK (co_surgeon OPERATOR(pg_catalog.~) '^[0-9]$'),
	team_surgeon text CHECK (team_surgeon OPERATOR(pg_catalog.~) '^[0-9]$'),
	preoperative_percent numeric(5,2),
	intraoperative_percent numeric(5,2),
	postoperative_percent numeric(5,2),
	paid_outside_facility boolean,
	paid_in_facility boolean,
	effective_from date NOT NULL,
	effective_to date NOT NULL DEFAULT 'infinity',
	start_known boolean NOT NULL DEFAULT false,
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (code, component, effective_from, shipped),
	CONSTRAINT fee_schedule_dates_in_order CHECK (effective_from <= effective_to)
) USING heap;
COMMENT ON TABLE cptpolicy.fee_schedule IS 'indicators of the Medicare physician fee schedule; no amounts';
COMMENT ON COLUMN cptpolicy.fee_schedule.code IS 'the code';
COMMENT ON COLUMN cptpolicy.fee_schedule.component IS
	'whole, or the row for modifier 26, TC or 53; rules look at whole';
COMMENT ON COLUMN cptpolicy.fee_schedule.status IS 'status code';
COMMENT ON COLUMN cptpolicy.fee_schedule.pctc IS 'professional and technical component indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule.global_days IS
	'global period: 000, 010, 090, MMM, XXX, YYY, or ZZZ for an add-on';
COMMENT ON COLUMN cptpolicy.fee_schedule.multiple IS 'multiple procedure indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule.bilateral IS 'bilateral surgery indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule.assistant IS 'assistant at surgery indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule.co_surgeon IS 'co-surgeons indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule.team_surgeon IS 'team surgery indicator';
COMMENT ON COLUMN cptpolicy.fee_schedule.preoperative_percent IS
	'percent of the global payment for the time before surgery';
COMMENT ON COLUMN cptpolicy.fee_schedule.intraoperative_percent IS 'percent of the global payment for the surgery';
COMMENT ON COLUMN cptpolicy.fee_schedule.postoperative_percent IS
	'percent of the global payment for the time after surgery';
COMMENT ON COLUMN cptpolicy.fee_schedule.paid_outside_facility IS
	'false where the NA indicator stands for places that are no facility';
COMMENT ON COLUMN cptpolicy.fee_schedule.paid_in_facility IS 'false where the NA indicator stands for facilities';
COMMENT ON COLUMN cptpolicy.fee_schedule.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.fee_schedule.effective_to IS
	'last day of service, infinity until a newer file says otherwise';
COMMENT ON COLUMN cptpolicy.fee_schedule.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.fee_schedule.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.fee_schedule.shipped IS 'is the row part of the extension';

/* ---- NCCI edits ---- */

CREATE TABLE cptpolicy.add_on (
	add_on_code @extschema@.cpt_code NOT NULL,
	primary_code text NOT NULL
		CHECK (primary_code OPERATOR(pg_catalog.=) 'CCCCC' OR @extschema@.cpt_code_try(primary_code) IS NOT NULL),
	type smallint NOT NULL CHECK (type IN (1, 2, 3)),
	effective_from date NOT NULL,
	effective_to date NOT NULL DEFAULT 'infinity',
	start_known boolean NOT NULL DEFAULT true,
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (add_on_code, primary_code, effective_from, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.add_on IS 'add-on codes and the primary codes that they go with';
COMMENT ON COLUMN cptpolicy.add_on.add_on_code IS 'the add-on code';
COMMENT ON COLUMN cptpolicy.add_on.primary_code IS
	'a code that it may be added to, CCCCC where each contractor decides';
COMMENT ON COLUMN cptpolicy.add_on.type IS
	'1: only the listed primaries; 2: contractors decide; 3: the listed ones, and contractors may allow others';
COMMENT ON COLUMN cptpolicy.add_on.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.add_on.effective_to IS 'last day of service, infinity while there is no end';
COMMENT ON COLUMN cptpolicy.add_on.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.add_on.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.add_on.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.mue (
	code @extschema@.cpt_code NOT NULL,
	setting cptpolicy.service_setting NOT NULL,
	units integer NOT NULL CHECK (units >= 0),
	adjudication_indicator smallint NOT NULL CHECK (adjudication_indicator IN (1, 2, 3)),
	rationale text NOT NULL,
	effective_from date NOT NULL,
	effective_to date NOT NULL DEFAULT 'infinity',
	start_known boolean NOT NULL DEFAULT false,
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (code, setting, effective_from, shipped),
	CONSTRAINT mue_dates_in_order CHECK (effective_from <= effective_to)
) USING heap;
COMMENT ON TABLE cptpolicy.mue IS 'medically unlikely edits: units of one code that one patient needs at most';
COMMENT ON COLUMN cptpolicy.mue.code IS 'the code';
COMMENT ON COLUMN cptpolicy.mue.setting IS 'who bills';
COMMENT ON COLUMN cptpolicy.mue.units IS 'units allowed';
COMMENT ON COLUMN cptpolicy.mue.adjudication_indicator IS
	'MAI: 1 by line, 2 by day and absolute, 3 by day and open to appeal';
COMMENT ON COLUMN cptpolicy.mue.rationale IS 'why, in the words of CMS';
COMMENT ON COLUMN cptpolicy.mue.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.mue.effective_to IS 'last day of service, infinity until a newer file says otherwise';
COMMENT ON COLUMN cptpolicy.mue.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.mue.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.mue.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.ptp_rationale (
	rationale smallint NOT NULL,
	text text NOT NULL CHECK (text <> ''),
	code_definition boolean NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (rationale, shipped),
	CONSTRAINT ptp_rationale_number CHECK (shipped OPERATOR(pg_catalog.=) (rationale OPERATOR(pg_catalog.<) 1000))
) USING heap;
COMMENT ON TABLE cptpolicy.ptp_rationale IS 'reasons of PTP edits';
COMMENT ON COLUMN cptpolicy.ptp_rationale.rationale IS 'number; shipped ones below 1000, others from there';
COMMENT ON COLUMN cptpolicy.ptp_rationale.text IS 'the reason in the words of CMS';
COMMENT ON COLUMN cptpolicy.ptp_rationale.code_definition IS
	'does the definition of the column-one code include the other service; then a modifier alone does not settle it';
COMMENT ON COLUMN cptpolicy.ptp_rationale.shipped IS 'is the row part of the extension';

/* Millions of rows: columns are ordered so that none is padded. */
CREATE TABLE cptpolicy.ptp (
	column_one @extschema@.cpt_code NOT NULL,
	column_two @extschema@.cpt_code NOT NULL,
	setting cptpolicy.service_setting NOT NULL,
	effective_from date NOT NULL,
	effective_to date NOT NULL DEFAULT 'infinity',
	file integer NOT NULL,
	modifier_indicator smallint NOT NULL CHECK (modifier_indicator IN (0, 1, 9)),
	rationale smallint NOT NULL,
	start_known boolean NOT NULL DEFAULT true,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (column_one, column_two, setting, effective_from, effective_to, modifier_indicator, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.ptp IS
	'procedure-to-procedure edits: the column-two code is not paid beside the column-one code; a pair may have '
	'several rows';
COMMENT ON COLUMN cptpolicy.ptp.column_one IS 'the code that is paid';
COMMENT ON COLUMN cptpolicy.ptp.column_two IS 'the code that is not';
COMMENT ON COLUMN cptpolicy.ptp.setting IS 'who bills';
COMMENT ON COLUMN cptpolicy.ptp.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.ptp.effective_to IS
	'last day of service, infinity while there is no end; before effective_from where a row of unknown start ended '
	'before the file''s quarter';
COMMENT ON COLUMN cptpolicy.ptp.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.ptp.modifier_indicator IS
	'0: no modifier bypasses it; 1: an NCCI-associated one does; 9: was never in force';
COMMENT ON COLUMN cptpolicy.ptp.rationale IS 'the reason, in ptp_rationale';
COMMENT ON COLUMN cptpolicy.ptp.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.ptp.shipped IS 'is the row part of the extension';

/* ---- places ---- */

CREATE TABLE cptpolicy.place_of_service (
	place_of_service text NOT NULL CHECK (place_of_service OPERATOR(pg_catalog.~) '^[0-9]{2}$'),
	name text NOT NULL CHECK (name <> ''),
	facility boolean NOT NULL,
	effective_from date NOT NULL DEFAULT '-infinity',
	effective_to date NOT NULL DEFAULT 'infinity',
	start_known boolean NOT NULL DEFAULT false,
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (place_of_service, effective_from, shipped),
	CONSTRAINT place_of_service_dates_in_order CHECK (effective_from <= effective_to)
) USING heap;
COMMENT ON TABLE cptpolicy.place_of_service IS 'place of service codes in use';
COMMENT ON COLUMN cptpolicy.place_of_service.place_of_service IS 'two digits';
COMMENT ON COLUMN cptpolicy.place_of_service.name IS 'what kind of place';
COMMENT ON COLUMN cptpolicy.place_of_service.facility IS 'does the fee schedule''s facility rate apply';
COMMENT ON COLUMN cptpolicy.place_of_service.effective_from IS 'first day of service, -infinity where it is not known';
COMMENT ON COLUMN cptpolicy.place_of_service.effective_to IS 'last day of service, infinity while there is no end';
COMMENT ON COLUMN cptpolicy.place_of_service.start_known IS 'does the source give the first day';
COMMENT ON COLUMN cptpolicy.place_of_service.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.place_of_service.shipped IS 'is the row part of the extension';

/* ---- overviews ---- */

CREATE TABLE cptpolicy.code_overview (
	code @extschema@.cpt_code NOT NULL,
	title text NOT NULL CHECK (title <> ''),
	summary text NOT NULL CHECK (summary <> ''),
	service_type text,
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (code, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.code_overview IS 'what a code is about, in our words';
COMMENT ON COLUMN cptpolicy.code_overview.code IS 'the code';
COMMENT ON COLUMN cptpolicy.code_overview.title IS 'the service in a few words';
COMMENT ON COLUMN cptpolicy.code_overview.summary IS 'what is done and why';
COMMENT ON COLUMN cptpolicy.code_overview.service_type IS 'kind of service';
COMMENT ON COLUMN cptpolicy.code_overview.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.code_overview.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.code_site (
	code @extschema@.cpt_code NOT NULL,
	place_of_service text NOT NULL,
	remark text,
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (code, place_of_service, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.code_site IS 'where a service is usually done, as overviews say';
COMMENT ON COLUMN cptpolicy.code_site.code IS 'the code';
COMMENT ON COLUMN cptpolicy.code_site.place_of_service IS 'place of service code';
COMMENT ON COLUMN cptpolicy.code_site.remark IS 'what the place needs';
COMMENT ON COLUMN cptpolicy.code_site.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.code_site.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.code_payer (
	code @extschema@.cpt_code NOT NULL,
	payer text NOT NULL CHECK (payer <> ''),
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (code, payer, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.code_payer IS 'payers whose coverage an overview looks at';
COMMENT ON COLUMN cptpolicy.code_payer.code IS 'the code';
COMMENT ON COLUMN cptpolicy.code_payer.payer IS 'name of the payer';
COMMENT ON COLUMN cptpolicy.code_payer.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.code_payer.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.overview_modifier (
	code @extschema@.cpt_code NOT NULL,
	modifier @extschema@.cpt_modifier NOT NULL,
	statement text NOT NULL CHECK (statement <> ''),
	file integer NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (code, modifier, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.overview_modifier IS
	'modifiers that overviews list for a code, right or wrong; the view overview_modifier_verdict says which the '
	'national data contradicts';
COMMENT ON COLUMN cptpolicy.overview_modifier.code IS 'the code';
COMMENT ON COLUMN cptpolicy.overview_modifier.modifier IS 'the modifier';
COMMENT ON COLUMN cptpolicy.overview_modifier.statement IS 'what the overview says of it, in our words';
COMMENT ON COLUMN cptpolicy.overview_modifier.file IS 'the source, in reference_file';
COMMENT ON COLUMN cptpolicy.overview_modifier.shipped IS 'is the row part of the extension';

/* ---- settings ---- */

CREATE TABLE cptpolicy.edit_setting (
	payer text NOT NULL DEFAULT '*' CHECK (payer <> ''),
	line_of_business text NOT NULL DEFAULT '*'
		CHECK (line_of_business IN ('*', 'commercial', 'medicare', 'medicaid', 'marketplace')),
	edit text NOT NULL DEFAULT '*' CHECK (edit IN ('*', 'CODE.DATE', 'MODIFIER.UNKNOWN', 'MODIFIER.CODE',
		'MODIFIER.PAIR', 'NCCI.ADD_ON', 'NCCI.PTP', 'NCCI.MUE', 'PLACE')),
	severity text NOT NULL CHECK (severity IN ('deny', 'review', 'off')),
	effective_from date NOT NULL DEFAULT '-infinity',
	effective_to date NOT NULL DEFAULT 'infinity',
	PRIMARY KEY (payer, line_of_business, edit, effective_from),
	CONSTRAINT edit_setting_dates_in_order CHECK (effective_from <= effective_to)
) USING heap;
COMMENT ON TABLE cptpolicy.edit_setting IS
	'turns coding edits up, down or off; the row that names the payer wins over one that does not, then the one that '
	'names the line of business, then the edit, then the latest';
COMMENT ON COLUMN cptpolicy.edit_setting.payer IS 'id, name or alias of a payer, * for every claim';
COMMENT ON COLUMN cptpolicy.edit_setting.line_of_business IS 'line of business, * for all';
COMMENT ON COLUMN cptpolicy.edit_setting.edit IS 'the edit, * for all';
COMMENT ON COLUMN cptpolicy.edit_setting.severity IS
	'deny: what it finds rejects; review: what it finds pends; off: it is not asked';
COMMENT ON COLUMN cptpolicy.edit_setting.effective_from IS 'first day of service';
COMMENT ON COLUMN cptpolicy.edit_setting.effective_to IS 'last day of service';

/* ---- what sessions hold in memory ---- */

CREATE TABLE cptpolicy.reference_generation (
	only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
	generation bigint NOT NULL
) USING heap;
COMMENT ON TABLE cptpolicy.reference_generation IS
	'internal: one row, updated by every change of the coding data, so that sessions forget what they hold of it';
COMMENT ON COLUMN cptpolicy.reference_generation.only_row IS 'true';
COMMENT ON COLUMN cptpolicy.reference_generation.generation IS 'number of changes';
INSERT INTO cptpolicy.reference_generation (generation) VALUES (0);
