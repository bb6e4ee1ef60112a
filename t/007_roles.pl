# The statements of docs/roles.md make roles that can do their work, and nothing else; and the census below names every
# table, view, sequence and function of the extension, so that a new one cannot be forgotten there.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my @roles = qw(everybody reader author loader operator reports);
my @readers = qw(reader author loader operator);

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

sub sql
{
	my ($database, $query) = @_;
	return $node->safe_psql($database, $query);
}

# What psql prints of a session of a role, errors and warnings among it.
sub session
{
	my ($database, $role, $script, %environment) = @_;
	my $output = '';

	local @ENV{ keys %environment } = values %environment;
	IPC::Run::run([ 'psql', '-X', '-q', '-A', '-t', '-d', $node->connstr($database), '-U', $role ], '<', \$script,
		'>', \$output, '2>&1');
	return $output;
}

# ---- the page ----

my $page = slurp_file('docs/roles.md');

# The statements of a section.
sub statements
{
	my ($heading) = @_;
	my ($section) = $page =~ /^## \Q$heading\E\n(.*?)(?=^## |\z)/ms or die "no section \"$heading\"";
	return join "\n", $section =~ /^```sql\n(.*?)^```/msg;
}

# ---- a database as PUBLIC has it at first, and one where PUBLIC has less ----

my $claims = q{
	CREATE SCHEMA warehouse;
	GRANT USAGE ON SCHEMA warehouse TO everybody;
	CREATE SCHEMA workshop;
	GRANT USAGE, CREATE ON SCHEMA workshop TO everybody;
	CREATE TABLE warehouse.claim (claim_id text, claim jsonb);
	INSERT INTO warehouse.claim SELECT 'C' || n,
		'{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}, {"code": "99213"}]}'
	FROM generate_series(1, 5) n;
	CREATE TABLE warehouse.secret AS SELECT * FROM warehouse.claim;
	CREATE TABLE warehouse.inbox (claim jsonb, result jsonb);
	CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON warehouse.inbox
		FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'result');};

sql('postgres', statements('The roles'));
sql('postgres', "CREATE ROLE $_ LOGIN") for qw(everybody records migration ingest);
for my $role (grep { $_ ne 'everybody' } @roles)
{
	sql('postgres', "CREATE ROLE $role LOGIN; GRANT cptpolicy_$role, everybody TO $role");
}
for my $database (qw(claims strict))
{
	sql('postgres', "CREATE DATABASE $database");
	sql($database, 'CREATE EXTENSION cptpolicy');
	sql($database, $claims);
	sql($database, statements($_)) for ('Reader', 'Author', 'Loader', 'Operator', 'Report reader',
		'What remains to be granted', 'Clinical facts in the server\'s log');
}

# A run of somebody else's.
for my $database (qw(claims strict))
{
	sql($database, "CALL evaluate_claims('warehouse.claim', '$_')") for qw(first second);
}

# What everybody made before PUBLIC had less stays as weak as everybody is.
sql($_, q{
	SELECT load_policy('{"policy": "OWN", "version": "1", "title": "T", "source": "test", "effective_from": "2023-01-01",
		"denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252"},
		"codes": [{"role": "visit", "subject": true, "codes": ["99213"]}],
		"criteria": [{"id": "A", "text": "T", "test": true}]}');
	CREATE TABLE workshop.line (claim_id text, line int NOT NULL, code cpt_code, date_of_service date);
	INSERT INTO workshop.line VALUES ('C', 1, '64493', '2024-08-05'), ('C', 2, '64490', '2024-08-05');
	GRANT SELECT ON workshop.line TO everybody;
	SET ROLE everybody;
	CREATE VIEW workshop.look AS SELECT * FROM cptpolicy.evaluation;
	GRANT SELECT ON workshop.look TO PUBLIC}) for qw(claims strict);
sql('strict', statements('Fewer rights for everybody'));

# ---- census of rights ----
#
# Rights as psql's \dp abbreviates them, of: everybody, reader, author, loader, operator, reports. In the database where
# PUBLIC has less, everybody has none, and reports what everybody has not.

my $relations = <<'END';
payer                       r r arwd r    r   r
payer_alias                 r r arwd r    r   r
policy                      r r arwd r    r   r
policy_version              r r arwd r    r   r
policy_code                 r r arwd r    r   r
policy_fact                 r r arwd r    r   r
policy_precedence           r r arwd r    r   r
policy_criterion            r r arwd r    r   r
edit_setting                r r arwd r    r   r
reference_generation        r r rw   rw   r   r
reference_file              r r r    arwd r   r
reference_file_file_seq     - - -    U    -   -
modifier                    r r r    arwd r   r
modifier_exclusion          r r r    arwd r   r
modifier_rule               r r r    arwd r   r
code_group                  r r r    arwd r   r
procedure_code              r r r    arwd r   r
fee_schedule                r r r    arwd r   r
add_on                      r r r    arwd r   r
mue                         r r r    arwd r   r
ptp                         r r r    arwd r   r
ptp_rationale               r r r    arwd r   r
place_of_service            r r r    arwd r   r
code_overview               r r r    arwd r   r
code_site                   r r r    arwd r   r
code_payer                  r r r    arwd r   r
overview_modifier           r r r    arwd r   r
modifier_in_force           r r r    r    r   r
modifier_exclusion_in_force r r r    r    r   r
modifier_rule_in_force      r r r    r    r   r
procedure_code_in_force     r r r    r    r   r
fee_schedule_in_force       r r r    r    r   r
add_on_in_force             r r r    r    r   r
mue_in_force                r r r    r    r   r
ptp_in_force                r r r    r    r   r
place_of_service_in_force   r r r    r    r   r
overview_modifier_verdict   r r r    r    r   r
evaluation_run              - - -    -    r   -
evaluation_progress         - - -    -    r   -
evaluation_run_run_id_seq   - - -    -    -   -
evaluation_change           - - -    -    r   -
evaluation_run_label        - - -    -    -   -
evaluation_payer_label      - - -    -    -   -
evaluation_criterion_label  - - -    -    -   -
evaluation_fact_label       - - -    -    -   -
report_run                  - - -    -    r   r
report_line                 - - -    -    r   r
report_reason               - - -    -    r   r
report_decision_by_month    - - -    -    r   r
report_payer                - - -    -    r   r
report_policy               - - -    -    r   r
report_criterion            - - -    -    r   r
report_missing              - - -    -    r   r
report_denial_code          - - -    -    r   r
report_change               - - -    -    r   r
evaluation                  - - -    -    ar  -
evaluation_reason           - - -    -    ar  -
END

# Columns that a role may write of a table that it may not write as a whole.
my $columns = <<'END' =~ s/\\\n//r;
cptpolicy_operator insert evaluation_run batch_size clinical_facts run_name source total
cptpolicy_operator update evaluation_run backend_pid batch_size done expected_end finished_at last_claim_id rate \
	seconds_worked state stop_requested total updated_at
END

# Functions, beside those that types, operators and casts are made of. Everybody may run all but the last ones.
my @judging = qw(evaluate_policy policy_decision evaluate_lines explain_evaluation enforce_policy);
my @functions = (@judging, qw(
	load_policy policy_document explain_policy check_policies
	evaluate_claims stop_evaluation delete_evaluation evaluation_change edit_text edit_question
	cpt_category modifier_valid modifiers_valid modifier_problems ptp_conflicts code_sheet code_sheet_text
	load_ptp load_mue load_add_on load_fee_schedule load_hcpcs load_files
	store_policy_document document_conflicts policy_version_faults modifier_findings
	cms_file_name columns_of columns_set_from unify_staged staged_problem find_history_difference
	match_history_difference count_history_difference insert_history apply_history_difference merge_history
	find_present_difference apply_present_difference merge_present merge_ptp merge_add_on merge_mue merge_fee_schedule
	merge_hcpcs analyze_loaded merge_staged
	fee_indicator_meaning mue_indicator_meaning add_on_type_meaning ptp_bypass_meaning code_section
	code_sheet_validity code_sheet_overview code_sheet_sites code_sheet_payers code_sheet_fee_schedule code_sheet_add_on
	code_sheet_unit_limits code_sheet_bundles subject_name rule_condition code_sheet_properties code_sheet_rules
	code_sheet_modifiers code_sheet_denial code_sheet_branches code_sheet_policies code_sheet_edit_settings
	code_sheet_coverage code_sheet_on_file code_sheet_page collect_line find_conflicts line_conflicts));
my @nobodys_functions = qw(guard_shipped_row announce_change announce_reference_change);

my $member = q{
	CREATE TEMP VIEW member AS
	SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
	WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'cptpolicy'; };

# A line for each relation: its rights, role by role.
sub relation_census
{
	my ($database) = @_;
	my $letters = q{(1, 'a', 'INSERT'), (2, 'r', 'SELECT'), (3, 'w', 'UPDATE'), (4, 'd', 'DELETE'), (5, 'D', 'TRUNCATE'),
		(6, 'x', 'REFERENCES'), (7, 't', 'TRIGGER')} . ($node->pg_version >= 17 ? q{, (8, 'm', 'MAINTAIN')} : '');
	my $names = join ', ', map { "'$_'" } @roles;
	return sql($database, qq{$member
		SELECT concat_ws(' ', c.relname, string_agg(coalesce(CASE c.relkind
				WHEN 'S' THEN
					(SELECT string_agg(letter, '') FROM (VALUES ('r', 'SELECT'), ('U', 'USAGE'), ('w', 'UPDATE')) l (letter, name)
					 WHERE has_sequence_privilege(role, c.oid, name))
				ELSE
					(SELECT string_agg(letter, '' ORDER BY number) FROM (VALUES $letters) l (number, letter, name)
					 WHERE has_table_privilege(role, c.oid, name)) END, '-'), ' ' ORDER BY position))
		FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
			CROSS JOIN unnest(ARRAY[$names]) WITH ORDINALITY AS r (role, position)
		WHERE c.relkind NOT IN ('i', 'c')
		GROUP BY c.oid, c.relname ORDER BY c.relname COLLATE "C"});
}

# What the page grants on columns.
sub column_census
{
	my ($database) = @_;
	return sql($database, qq{$member
		SELECT concat_ws(' ', g.grantee::regrole, lower(g.privilege_type), c.relname,
			string_agg(a.attname, ' ' ORDER BY a.attname COLLATE "C"))
		FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
			JOIN pg_attribute a ON a.attrelid = c.oid CROSS JOIN aclexplode(a.attacl) g
		GROUP BY g.grantee, g.privilege_type, c.relname
		ORDER BY g.grantee::regrole::text COLLATE "C", g.privilege_type, c.relname COLLATE "C"});
}

# Names of the functions that one of the roles, or none, may run, without those of types and their operators.
sub functions_of
{
	my ($database, $role) = @_;
	my $right = $role ? "has_function_privilege('$role', p.oid, 'EXECUTE')"
		: 'NOT EXISTS (SELECT FROM unnest(ARRAY[' . join(', ', map { "'$_'" } @roles)
		. "]) r WHERE has_function_privilege(r, p.oid, 'EXECUTE'))";
	return sql($database, qq{$member
		SELECT DISTINCT p.proname
		FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
		WHERE p.proname !~ '^(cpt_(code|modifier)|(text|min|max)\$)' AND $right});
}

sub squeezed
{
	my ($lines) = @_;
	return join "\n", map { s/\s+/ /gr } split /\n/, $lines;
}

# The census where PUBLIC has less: everybody has nothing, and the role for reports nothing that everybody had.
sub without_public
{
	my ($lines) = @_;
	return join "\n", map {
		my ($name, $everybody, @others) = split / /;
		$others[-1] = '-' if $everybody ne '-';
		join ' ', $name, '-', @others
	} split /\n/, $lines;
}

# Are lines the same, in whatever order? If not, which are in one only?
sub same_lines
{
	my ($got, $expected, $name) = @_;
	my %side;

	$side{$_} .= 'got only' for split /\n/, $got;
	$side{$_} .= 'expected only' for split /\n/, $expected;
	my @different = grep { length $side{$_} < 20 } sort keys %side;
	ok(!@different, $name) or diag(map { "$side{$_}: $_\n" } @different);
	return;
}

same_lines(relation_census('claims'), squeezed($relations), 'rights on tables, views and sequences');
same_lines(relation_census('strict'), without_public(squeezed($relations)), 'the same where PUBLIC has less');
same_lines(column_census($_), squeezed($columns), "rights on columns: $_") for qw(claims strict);
for my $role (@roles)
{
	same_lines(functions_of('claims', $role), join("\n", @functions), "functions: $role");
	my $reads = grep { $_ eq $role } @readers;
	my %kept = map { $_ => 1 } @functions;
	delete @kept{@judging} unless $reads;
	same_lines(functions_of('strict', $role), join("\n", keys %kept), "functions where PUBLIC has less: $role");
}
same_lines(functions_of('claims'), join("\n", @nobodys_functions), 'functions that nobody may run');
is(sql('claims', qq{$member
		SELECT p.oid::regprocedure FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
		WHERE p.prosecdef}), '', 'no function has more rights than its caller');
is(sql('claims', qq{$member
		SELECT t.oid::regtype FROM pg_type t JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
		WHERE t.typacl IS NOT NULL}), '', 'types are for everybody');

my $schema_rights = q{
	SELECT string_agg(r || ' ' || has_schema_privilege(r, 'cptpolicy', 'USAGE')
		|| ' ' || has_schema_privilege(r, 'cptpolicy', 'CREATE'), ', ' ORDER BY r)
	FROM unnest('{everybody,reader,author,loader,operator,reports}'::text[]) r};
is(sql('claims', $schema_rights), join(', ', map { "$_ true false" } sort @roles), 'rights on the schema');
is(sql('strict', $schema_rights),
	join(', ', map { $_ . ($_ eq 'everybody' ? ' false false' : ' true false') } sort @roles),
	'rights on the schema where PUBLIC has less');

# ---- a dump takes the grants along ----

sql('postgres', 'CREATE DATABASE copy');
$node->command_ok([ 'pg_dump', '-Fc', '-f', $node->basedir . '/dump', '-d', $node->connstr('strict') ], 'dump');
$node->command_ok([ 'pg_restore', '-d', $node->connstr('copy'), $node->basedir . '/dump' ], 'restore');
same_lines(relation_census('copy'), relation_census('strict'), 'rights on tables, views and sequences after a restore');
same_lines(column_census('copy'), column_census('strict'), 'rights on columns after a restore');
is(sql('copy', $schema_rights), sql('strict', $schema_rights), 'rights on the schema after a restore');
same_lines(functions_of('copy', $_), functions_of('strict', $_), "functions after a restore: $_") for @roles;

# ---- what each role can do ----
#
# An action, its statement, and who can do it; the others get 42501, if nothing else is said of them. "readers" are all
# where PUBLIC has what it has at first, and else those that are members of cptpolicy_reader. Each statement is a
# transaction that is rolled back.

my $claim = q{'{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}'};
my $document = q{'{"policy": "T.1", "version": "1", "title": "T", "source": "test", "effective_from": "2023-01-01",
	"denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252"},
	"codes": [{"role": "visit", "subject": true, "codes": ["99213"]}],
	"criteria": [{"id": "A", "text": "T", "test": true}]}'};

my @actions = (
	# what everybody keeps
	[ 'use the types', q{SELECT '99213'::cpt_code < '99214', cpt_code_range '[64490,64495]' @> cpt_code '64493'}, 'all' ],
	# readers
	[ 'evaluate_policy', "SELECT evaluate_policy($claim)", 'readers' ],
	[ 'policy_decision', "SELECT policy_decision($claim)", 'readers' ],
	[ 'evaluate_lines', "SELECT * FROM evaluate_lines($claim)", 'readers' ],
	[ 'explain_evaluation', "SELECT explain_evaluation($claim)", 'readers' ],
	[ 'policy_document', q{SELECT policy_document('CP.MP.166', '2023-08')}, 'readers' ],
	[ 'explain_policy', q{SELECT explain_policy('CP.MP.166', '2023-08')}, 'readers' ],
	[ 'check_policies', 'SELECT * FROM check_policies()', 'readers' ],
	[ 'read policies', 'SELECT count(*) FROM cptpolicy.policy_criterion', 'readers' ],
	[ 'read coding data', 'SELECT count(*) FROM cptpolicy.ptp_in_force', 'readers' ],
	[ 'read settings', 'SELECT count(*) FROM cptpolicy.edit_setting', 'readers' ],
	[ 'modifier_valid', q{SELECT modifier_valid('LT')}, 'readers' ],
	[ 'modifier_problems', q{SELECT * FROM modifier_problems('64493', '{LT}')}, 'readers' ],
	[ 'code_sheet', q{SELECT code_sheet('64493')}, 'readers' ],
	[ 'code_sheet_text', q{SELECT code_sheet_text('64493')}, 'readers' ],
	[ 'ptp_conflicts of a table of one\'s own', q{SELECT * FROM ptp_conflicts('workshop.line')}, 'readers' ],
	# authors
	[ 'load_policy', "SELECT load_policy($document)", 'author' ],
	[ 'insert a payer', q{INSERT INTO cptpolicy.payer (payer, name) VALUES ('x', 'X')}, 'author' ],
	[ 'insert an alias', q{INSERT INTO cptpolicy.payer_alias (payer, alias) VALUES ('centene', 'X')}, 'author' ],
	[ 'update a policy', q{UPDATE cptpolicy.policy_version SET title = 'Y' WHERE policy = 'OWN'}, 'author' ],
	[ 'delete a criterion', q{DELETE FROM cptpolicy.policy_criterion WHERE policy = 'OWN'}, 'author' ],
	[ 'set an edit', q{INSERT INTO cptpolicy.edit_setting (severity) VALUES ('off')}, 'author' ],
	[ 'change a setting', q{UPDATE cptpolicy.edit_setting SET severity = 'off'}, 'author' ],
	[ 'remove a setting', 'DELETE FROM cptpolicy.edit_setting', 'author' ],
	[ 'insert a shipped row', q{INSERT INTO cptpolicy.policy (policy, shipped) VALUES ('X', true)}, '',
		author => '55000' ],
	[ 'change a shipped row', q{UPDATE cptpolicy.policy_version SET title = 'X' WHERE shipped}, '', author => '55000' ],
	[ 'remove a shipped row', q{DELETE FROM cptpolicy.policy_criterion WHERE shipped}, '', author => '55000' ],
	[ 'store a document as shipped', "SELECT cptpolicy.store_policy_document(${document}::jsonb, true)", '',
		author => '55000' ],
	[ 'truncate policies', 'TRUNCATE cptpolicy.policy_code', '' ],
	[ 'a trigger on policies', q{CREATE TRIGGER t BEFORE INSERT ON cptpolicy.policy FOR EACH ROW
		EXECUTE FUNCTION suppress_redundant_updates_trigger()}, '' ],
	[ 'a reference to policies', q{CREATE TABLE workshop.own (payer text, shipped boolean,
		FOREIGN KEY (payer, shipped) REFERENCES cptpolicy.payer (payer, shipped))}, '' ],
	# loaders
	[ 'load a file', q{SELECT load_mue('file', 'dme', '2024Q3', content => lo_from_bytea(0, convert_to(
		E'"HCPCS/\nCPT Code",DME Supplier Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
		'A4206,0,3 Date of Service Edit: Clinical,CMS Policy\n', 'UTF8')))}, 'loader' ],
	[ 'load a file of the server', q{SELECT * FROM load_files('{/MCR_MUE_DMESupplierServices_Eff_04-01-2025.csv}')}, '' ],
	[ 'insert a unit limit', q{INSERT INTO cptpolicy.mue (code, setting, units, adjudication_indicator, rationale,
		effective_from, file) VALUES ('99215', 'practitioner', 4, 2, 'By hand', '2020-01-01', 0)}, 'loader' ],
	[ 'remove coding data', 'DELETE FROM cptpolicy.mue WHERE NOT shipped', 'loader' ],
	[ 'change shipped coding data', 'UPDATE cptpolicy.mue SET units = 1 WHERE shipped', '', loader => '55000' ],
	[ 'truncate coding data', 'TRUNCATE cptpolicy.mue', '' ],
	[ 'announce a change', 'UPDATE cptpolicy.reference_generation SET generation = 0', 'author loader' ],
	[ 'forget the generation', 'DELETE FROM cptpolicy.reference_generation', '' ],
	# the log, by hand
	[ 'read runs', 'SELECT * FROM cptpolicy.evaluation_run', 'operator' ],
	[ 'read lines of the log', 'SELECT * FROM cptpolicy.evaluation', 'operator' ],
	[ 'read reasons of the log', 'SELECT * FROM cptpolicy.evaluation_reason', 'operator' ],
	[ 'change the log', q{UPDATE cptpolicy.evaluation SET decision = 'approve'}, '' ],
	[ 'change a reason', q{UPDATE cptpolicy.evaluation_reason SET carc = '1'}, '' ],
	[ 'remove from the log', 'DELETE FROM cptpolicy.evaluation', '' ],
	[ 'remove a reason', 'DELETE FROM cptpolicy.evaluation_reason', '' ],
	[ 'remove a run', 'DELETE FROM cptpolicy.evaluation_run', '' ],
	[ 'empty the log', 'TRUNCATE cptpolicy.evaluation', '' ],
	[ 'insert a line by hand', q{INSERT INTO cptpolicy.evaluation (claim_number, run_id, line_position, is_first,
		evaluated_at, occurrence, decision, claim_decision, extension_version) VALUES (1, 0, 1, true, now(), 1, 'deny', 'deny', '')},
		'operator' ],
	[ 'begin a run in the name of somebody else', q{INSERT INTO cptpolicy.evaluation_run
		(run_name, source, batch_size, total, started_by) VALUES ('forged', 'x', 1, 0, 'postgres')}, '' ],
	[ 'say that somebody else began a run', q{UPDATE cptpolicy.evaluation_run SET started_by = 'x'}, '' ],
	[ 'rename a run', q{UPDATE cptpolicy.evaluation_run SET run_name = 'x'}, '' ],
	[ 'pass a run off as one of another source', q{UPDATE cptpolicy.evaluation_run SET source = 'x'}, '' ],
	[ 'pass a run off as one with clinical facts', q{UPDATE cptpolicy.evaluation_run SET clinical_facts = true}, '' ],
	# runs
	[ 'watch runs', 'SELECT * FROM cptpolicy.evaluation_progress', 'operator' ],
	[ 'stop a run', q{SELECT stop_evaluation('first')}, 'operator' ],
	[ 'remove a run', q{SELECT delete_evaluation('first')}, '' ],
	[ 'remove a run that does not exist', q{SELECT delete_evaluation('none')}, '', operator => '42704' ],
	[ 'evaluate in a transaction', q{CALL evaluate_claims('warehouse.claim', 'in a transaction')}, '',
		map { $_ => '2D000' } @roles ],
	[ 'compare runs', q{SELECT * FROM evaluation_change('first', 'second')}, 'operator' ],
	[ 'compare runs in the view', 'SELECT * FROM cptpolicy.evaluation_change', 'operator' ],
	(map { [ "read $_", "SELECT * FROM cptpolicy.$_", 'operator reports' ] } $relations =~ /^(report_\w+)/mg),
	[ 'read what report views are made of', 'SELECT * FROM cptpolicy.evaluation_run_label', '' ],
	[ 'number runs anew', q{SELECT setval('cptpolicy.evaluation_run_run_id_seq', 1)}, '' ],
	[ 'look at the numbers of runs', 'SELECT last_value FROM cptpolicy.evaluation_run_run_id_seq', '' ],
	[ 'estimates of the log', q{SELECT most_common_vals FROM pg_stats
		WHERE schemaname = 'cptpolicy' AND tablename = 'evaluation' LIMIT (SELECT count(*) FROM cptpolicy.evaluation)},
		'operator' ],
	# the trigger
	[ 'create the trigger on a table of one\'s own', q{DO $$ BEGIN
		CREATE TEMP TABLE own (claim jsonb);
		CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON own FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim');
		END $$}, 'readers' ],
	[ 'create the trigger on a table of somebody else', q{CREATE TRIGGER judge BEFORE INSERT ON warehouse.claim
		FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim')}, '' ],
	[ 'turn enforcement off', q{SET cptpolicy.enforcement = 'off'}, '' ],
	[ 'turn enforcement off for a transaction', q{SELECT set_config('cptpolicy.enforcement', 'off', true)}, '' ],
	[ 'turn enforcement off for one\'s sessions', q{ALTER ROLE CURRENT_USER SET cptpolicy.enforcement = 'off'}, '' ],
	[ 'turn enforcement up', q{SET cptpolicy.enforcement = 'reject_pend'}, '' ],
	[ 'set another parameter of the prefix', q{SET cptpolicy.other = 'x'}, '', map { $_ => '42602' } @roles ],
	[ 'see what enforcement is', 'SHOW cptpolicy.enforcement', 'all' ],
	# objects
	[ 'create in the schema', 'CREATE TABLE cptpolicy.own (x int)', '' ],
	[ 'replace a function', 'CREATE OR REPLACE FUNCTION cptpolicy.guard_shipped_row() RETURNS trigger
		LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$', '' ],
	[ 'disable a trigger', 'ALTER TABLE cptpolicy.policy DISABLE TRIGGER guard_shipped', '' ],
	[ 'drop a table', 'DROP TABLE cptpolicy.evaluation', '' ],
	[ 'drop the extension', 'DROP EXTENSION cptpolicy', '' ],
	[ 'update the extension', q{ALTER EXTENSION cptpolicy UPDATE TO '1.2.0'}, '' ],
	[ 'copy out the log', 'COPY cptpolicy.evaluation TO STDOUT', 'operator' ],
	[ 'a view of somebody else over the log', 'SELECT * FROM workshop.look', '' ],
);

# The states of all actions for a role, in one session.
sub states
{
	my ($database, $role, @list) = @_;
	my ($number, $script, $output) = (0, '', '');

	$script .= "BEGIN;\n$_->[1]\n;\n\\echo state " . $number++ . " :SQLSTATE\nROLLBACK;\n" for @list;
	IPC::Run::run([ 'psql', '-X', '-q', '-d', $node->connstr($database), '-U', $role ], '<', \$script, '>', \$output,
		'2>', \my $errors);
	return { $output =~ /^state (\d+) (\w+)$/mg };
}

sub expected_state
{
	my ($database, $role, $action) = @_;
	my (undef, undef, $who, %others) = @$action;
	my %group = (all => \@roles, readers => $database eq 'claims' ? \@roles : \@readers);
	my @who = map { $group{$_} ? @{ $group{$_} } : $_ } split / /, $who;

	return '00000' if grep { $_ eq $role } @who;
	return $others{$role} // '42501';
}

for my $database (qw(claims strict))
{
	for my $role (@roles)
	{
		my $states = states($database, $role, @actions);
		my $number = 0;
		is($states->{ $number++ }, expected_state($database, $role, $_), "$database: $role: $_->[0]") for @actions;
	}
}

# ---- runs, each of them a statement outside of a transaction ----

# How statements of a role end, in one session.
sub outcomes
{
	my ($database, $role, @statements) = @_;
	my $script = join '', map { "$_;\n\\echo :SQLSTATE\n" } @statements;

	return join ' ', session($database, $role, "\\o /dev/null\n$script") =~ /^(\w{5})$/mg;
}

my $owner = sql('postgres', 'SELECT current_user');
for my $database (qw(claims strict))
{
	for my $role (@roles)
	{
		is(outcomes($database, $role, "CALL evaluate_claims('warehouse.claim', '$role', 2)",
				"CALL evaluate_claims('warehouse.secret', '$role: secret')",
				"CALL evaluate_claims('warehouse.claim', '$role with facts', clinical_facts => true)",
				"SELECT stop_evaluation('$role')", "SELECT delete_evaluation('$role')"),
			$role eq 'operator' ? '00000 42501 00000 00000 42501' : '42501 42501 42501 42501 42501',
			"$database: $role: evaluate claims");
	}
	is(sql($database, q{SELECT string_agg(concat_ws(' ', run_name, state, done, started_by), ', ' ORDER BY run_id)
			FROM cptpolicy.evaluation_run}),
		"first finished 5 $owner, second finished 5 $owner, "
			. 'operator finished 5 operator, operator with facts finished 5 operator',
		"$database: runs");
	is(sql($database, q{SELECT string_agg(DISTINCT concat_ws(' ', run_name, message IS NOT NULL), ', ')
			FROM cptpolicy.evaluation_reason JOIN cptpolicy.evaluation_run USING (run_id)}),
		'first f, operator f, operator with facts t, second f', "$database: clinical facts where asked for only");
	is(outcomes($database, 'records', q{SELECT delete_evaluation('operator')},
			q{CALL evaluate_claims('warehouse.claim', 'records')}, q{UPDATE cptpolicy.evaluation SET decision = 'approve'}),
		'00000 42501 42501', "$database: who may remove runs");
	is(sql($database, q{SELECT count(*) FROM cptpolicy.evaluation_run WHERE run_name = 'operator'}), '0',
		"$database: a run is removed");
}

# ---- what the page says of sessions and defaults ----

my $twice = "SELECT modifier_valid('LT'); SELECT policy_decision($claim);";
like(session('strict', $owner, "$twice SET ROLE everybody; $twice"),
	qr/\At\ndeny\nt\n(psql.*)?ERROR:  permission denied for function policy_decision\n/,
	'what a session has read serves all its roles, but not to judge claims');
like(session('strict', 'everybody', $twice), qr/denied for schema.*denied for function/s, 'and no other session');

sql('postgres', 'CREATE DATABASE defaults');
sql('defaults', q{
	ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO everybody;
	ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
	CREATE EXTENSION cptpolicy});
is(session('defaults', 'everybody', 'SELECT count(*) FROM cptpolicy.evaluation'), "0\n",
	'default privileges open the log');
like(session('defaults', 'everybody', q{SELECT cpt_code '99213' < '99214'}),
	qr/permission denied for function cpt_code_lt/, 'default privileges lock functions');

# ---- the trigger cannot be got around ----

my $denied = q{'{"claim_id": "C-1", "payer": "centene", "date_of_service": "2024-03-01",
	"lines": [{"code": "64451"}]}'};
my $insert = "INSERT INTO warehouse.inbox (claim) VALUES ($denied);";
my $refused = qr/^(psql.*)?ERROR: .*claim "C-1" is denied/m;

sql($_, q{
	GRANT USAGE ON SCHEMA warehouse TO migration;
	GRANT SELECT, INSERT (claim) ON warehouse.inbox TO migration}) for qw(claims strict);
like(session('claims', 'ingest', $insert), $refused, 'a denied claim is refused');
for my $set (q{SET cptpolicy.enforcement = 'off';}, q{SELECT set_config('cptpolicy.enforcement', 'off', false);},
	q{BEGIN; SET LOCAL cptpolicy.enforcement = 'off';})
{
	# the library is not loaded yet, so the server takes any value; it is dropped when the library comes
	my $output = session('claims', 'ingest', "$set $insert");
	like($output, $refused, "refused nevertheless: $set");
	like($output, qr/^WARNING:  permission denied to set parameter "cptpolicy.enforcement"/m, "and said so: $set");
}
like(session('claims', 'ingest', $insert, PGOPTIONS => '-c cptpolicy.enforcement=off'), $refused,
	'refused nevertheless: options of the connection');
like(session('claims', 'ingest', q{ALTER ROLE ingest SET cptpolicy.enforcement = 'off'}), qr/permission denied/,
	'no setting for one\'s sessions, even without the library');
like(session('claims', 'ingest', q{CREATE FUNCTION pg_temp.f() RETURNS void LANGUAGE sql
	SET cptpolicy.enforcement = 'off' AS 'SELECT'}), qr/permission denied/,
	'no function that sets it, even without the library');
like(session('claims', 'ingest', 'UPDATE warehouse.inbox SET result = NULL'), qr/permission denied for table inbox/,
	'the result is not for those to write who write claims');
is(session('claims', 'migration',
		"SET cptpolicy.enforcement = 'off'; $insert SELECT result IS NULL FROM warehouse.inbox"),
	"t\n", 'a role with SET on the parameter turns it off');

like(session('strict', 'ingest', $insert), qr/^ERROR:  permission denied for schema cptpolicy/m,
	'where PUBLIC has less, who writes claims must be a reader');
sql('strict', 'GRANT cptpolicy_reader TO ingest');
like(session('strict', 'ingest', $insert), $refused, 'and then is');

# ---- what the server's log says of a claim that is refused ----

my $telling = q{'{"claim_id": "C-2", "payer": "centene", "date_of_service": "2024-03-01",
	"member": {"id": "MEMBER-OF-C-2"}, "lines": [{"code": "27096", "modifiers": ["LT"]}],
	"facts": {"request_kind": "initial_diagnostic", "performed_by_physician": false, "interferes_adls": false}}'};

# What is logged of a refused claim with these settings, which a superuser makes for the role.
sub logged
{
	my (%settings) = @_;
	my $offset = -s $node->logfile;

	sql('postgres', "ALTER ROLE ingest SET $_ = '$settings{$_}'") for sort keys %settings;
	like(session('claims', 'ingest', "INSERT INTO warehouse.inbox (claim) VALUES ($telling);"),
		qr/^DETAIL: .*does not interfere/m, 'the client has the reasons');
	sql('postgres', 'ALTER ROLE ingest RESET ALL');
	return substr slurp_file($node->logfile), $offset;
}

my $log = logged(log_statement => 'none');
unlike($log, qr/C-2|MEMBER/, 'nothing is logged with the setting of the page');
$log = logged(log_statement => 'none');
like($log, qr/ERROR: .*C-2/, 'an error is logged without it');
like($log, qr/DETAIL: .*does not interfere/, 'with all reasons');
like($log, qr/STATEMENT: .*INSERT(.*\n)+.*MEMBER/, 'and the claim');
my $offset = -s $node->logfile;
like(session('claims', 'ingest', "COPY warehouse.inbox (claim) FROM STDIN;\n" . $telling =~ s/'|\s+//gr . "\n\\.\n"),
	qr/"C-2" is denied/, 'COPY is refused');
like(substr(slurp_file($node->logfile), $offset), qr/CONTEXT: .*COPY inbox, line 1: .*MEMBER/,
	'and the row is logged in the context');
my %quiet = (log_statement => 'none', log_error_verbosity => 'terse', log_min_error_statement => 'panic');
$log = logged(%quiet);
like($log, qr/ERROR: .*C-2/, 'the message stays');
unlike($log, qr/DETAIL|HINT|CONTEXT|STATEMENT|MEMBER/, 'its details, and the statement, do not');

$node->stop;
done_testing();
