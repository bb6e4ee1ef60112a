# Dump and restore: what users wrote and what runs have logged comes back, what is shipped comes once, in any order of
# tables.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

my @policy_tables =
  qw(payer payer_alias policy policy_version policy_code policy_fact policy_precedence policy_criterion);
my @reference_tables = qw(reference_file modifier modifier_exclusion code_group modifier_rule procedure_code
	fee_schedule add_on mue ptp_rationale ptp place_of_service code_overview code_site code_payer overview_modifier);
my @tables = (@policy_tables, @reference_tables);
my @log_tables = qw(evaluation_run evaluation evaluation_reason);
my $dump_dir = PostgreSQL::Test::Utils::tempdir;

sub in_database
{
	my ($database, $sql) = @_;
	return $node->safe_psql($database, $sql);
}

# A policy of one code that asks for weeks; its criterion's message tells versions apart.
sub document
{
	my ($policy, $version, $payer, $from, $code, $weeks) = @_;
	return qq({"policy": "$policy", "version": "$version", "payer": $payer, "title": "Weeks", "source": "test",
		"effective_from": "$from", "denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252"},
		"codes": [{"role": "visit", "subject": true, "codes": ["$code"]}],
		"facts": [{"name": "weeks", "type": "number", "minimum": 0, "question": "Weeks?"}],
		"precedence": [{"id": "P", "line_of_business": ["medicare"], "text": "Medicare first", "settled_by": false}],
		"criteria": [{"id": "A", "text": "Long enough", "all": [
			{"id": "A.1", "text": "Weeks", "test": {"fact": "weeks", "at_least": $weeks}}]}]});
}

# Everything that a session can see of the policies.
my $state = q{
	SELECT concat_ws(' ', policy, version, shipped, md5(policy_document(policy, version)))
	FROM cptpolicy.policy_version ORDER BY policy COLLATE "C", version COLLATE "C", shipped;
	SELECT concat_ws(' ', payer, name, shipped) FROM cptpolicy.payer ORDER BY payer COLLATE "C", shipped;
	SELECT concat_ws(' ', payer, alias, shipped) FROM cptpolicy.payer_alias
	ORDER BY payer COLLATE "C", alias COLLATE "C";
	SELECT concat_ws(' ', 'fault', policy, version, message) FROM check_policies();
	SELECT string_agg(policy_decision(jsonb_build_object('payer', payer, 'date_of_service', '2024-03-01',
		'facts', '{"weeks": 3}'::jsonb, 'lines', jsonb_build_array(jsonb_build_object('code', code)))),
		' ' ORDER BY payer, code)
	FROM unnest('{acme,ACME of Ohio,centene,none}'::text[]) payer, unnest('{99213,64451,G0260}'::text[]) code;
	-- and of coding data: own rows, which shipped ones count beside them, and what the edits make of it
	SELECT x FROM cptpolicy.reference_file x WHERE NOT shipped ORDER BY file;
	SELECT x FROM cptpolicy.edit_setting x ORDER BY x::text COLLATE "C";
	SELECT concat_ws(' ', view, shipped, rows) FROM (
		SELECT 'ptp' AS view, shipped, count(*) AS rows FROM cptpolicy.ptp_in_force GROUP BY shipped
		UNION ALL SELECT 'add_on', shipped, count(*) FROM cptpolicy.add_on_in_force GROUP BY shipped
		UNION ALL SELECT 'mue', shipped, count(*) FROM cptpolicy.mue_in_force GROUP BY shipped
		UNION ALL SELECT 'fee', shipped, count(*) FROM cptpolicy.fee_schedule_in_force GROUP BY shipped
		UNION ALL SELECT 'code', shipped, count(*) FROM cptpolicy.procedure_code_in_force GROUP BY shipped
		UNION ALL SELECT 'modifier', shipped, count(*) FROM cptpolicy.modifier_in_force GROUP BY shipped
		UNION ALL SELECT 'place', shipped, count(*) FROM cptpolicy.place_of_service_in_force GROUP BY shipped) x
	ORDER BY view, shipped;
	-- and of the log
	SELECT x FROM cptpolicy.evaluation_run x ORDER BY run_id;
	SELECT x FROM cptpolicy.evaluation x ORDER BY x::text COLLATE "C";
	SELECT x FROM cptpolicy.evaluation_reason x ORDER BY x::text COLLATE "C";
	SELECT concat_ws(' ', run_name, state, done, total, percent) FROM cptpolicy.evaluation_progress ORDER BY run_name;
	SELECT string_agg(evaluate_policy(jsonb_build_object('payer', payer, 'date_of_service', day,
		'lines', '[{"code": "64454", "units": 2}, {"code": "77002"}]'::jsonb))->>'lines', ' ' ORDER BY payer, day)
	FROM unnest('{acme,none}'::text[]) payer, unnest('{2023-03-01,2024-08-01,2025-03-01,2030-01-01}'::text[]) day};
my $counts = join(' UNION ALL ', map { "SELECT '$_', shipped, count(*) FROM cptpolicy.$_ GROUP BY shipped" } @tables)
	. ' ORDER BY 1, 2';

# Rows of every kind: a payer, policies of one's own, national ones, a copy of a shipped version, one written by hand
# under the very name of a shipped version.
in_database('postgres', 'CREATE EXTENSION cptpolicy');
my $shipped_counts = in_database('postgres', $counts);
in_database('postgres', q{
	INSERT INTO cptpolicy.payer (payer, name) VALUES ('acme', 'Acme Health'), ('centene', 'Centene of our town');
	INSERT INTO cptpolicy.payer_alias (payer, alias) VALUES ('acme', 'ACME of Ohio'), ('centene', 'CNC')});
in_database('postgres', "SELECT load_policy(\$\$$_\$\$)")
	for document('ACME.1', '2023', '"acme"', '2023-01-01', '99213', 2),
	document('NAT.1', '1', 'null', '2020-01-01', '99213', 4);
in_database('postgres', q{
	SELECT load_policy(replace(policy_document('CP.MP.166', '2023-08'), '"version": "2023-08"', '"version": "copy"'));
	UPDATE cptpolicy.policy_version SET effective_from = '2025-01-01' WHERE NOT shipped AND version = 'copy';
	INSERT INTO cptpolicy.policy_version
		(policy, version, title, source, effective_from, effective_to, denial_group, denial_carc, missing_carc)
		VALUES ('CP.MP.166', '2023-08', 'By hand', 'test', '2023-08-01', '2024-12-31', 'CO', '50', '252');
	INSERT INTO cptpolicy.policy_code (policy, version, role, position, first_code, subject)
		VALUES ('CP.MP.166', '2023-08', 'block', 1, '64451', true);
	INSERT INTO cptpolicy.policy_criterion (policy, version, criterion, position, text, test)
		VALUES ('CP.MP.166', '2023-08', 'IV', 1, 'Covered here', 'true')});

# Coding data of every kind: files that were loaded, rows by hand, some under the key of shipped ones, settings. The
# file of PTP edits is large enough for restoring processes to meet.
in_database('postgres', q{
	INSERT INTO cptpolicy.reference_file (kind, setting, name, quarter, covers_from, rows, loaded_at, note) VALUES
		('ptp', 'practitioner', 'ccipra.txt', '2025-01-01', '1996-01-01', 20000, '2025-01-02 03:04:05+00', NULL),
		('mue', 'outpatient', 'mue.csv', '2025-01-01', '2025-01-01', 1, '2025-01-02 03:04:05+00',
			E'a tab\t, a "quote"'),
		('fee_schedule', NULL, 'pprrvu.csv', '2025-01-01', '2025-01-01', 1, '2025-01-02 03:04:05+00', NULL);
	INSERT INTO cptpolicy.ptp_rationale VALUES (1000, 'A new reason', false);
	INSERT INTO cptpolicy.ptp (column_one, column_two, setting, effective_from, file, modifier_indicator, rationale)
		SELECT (10000 + i / 100)::text, (20000 + i % 100)::text, 'practitioner', '2024-01-01', 1, 1, 1000
		FROM generate_series(0, 19999) i;
	INSERT INTO cptpolicy.ptp (column_one, column_two, setting, effective_from, file, modifier_indicator, rationale)
		VALUES ('64454', '77002', 'practitioner', '2025-01-01', 1, 0, 1000);
	INSERT INTO cptpolicy.mue (code, setting, units, adjudication_indicator, rationale, effective_from, file) VALUES
		('64454', 'practitioner', 3, 2, 'By hand', '2024-07-01', 0),
		('64454', 'outpatient', 3, 2, 'Loaded', '2025-01-01', 2);
	INSERT INTO cptpolicy.fee_schedule (code, status, bilateral, effective_from, file)
		VALUES ('64454', 'A', '2', '2025-01-01', 3);
	INSERT INTO cptpolicy.add_on (add_on_code, primary_code, type, effective_from, file) VALUES
		('0054T', 'CCCCC', 2, '2024-01-01', 0);
	INSERT INTO cptpolicy.procedure_code (code, effective_from, description, file)
		VALUES ('64454', '2024-01-01', 'x', 0);
	INSERT INTO cptpolicy.modifier (modifier, level, class, effective_from, file)
		VALUES ('LT', 'HCPCS', 'own', '2020-01-01', 0);
	INSERT INTO cptpolicy.modifier_exclusion (modifier, other_modifier, severity, message, source) VALUES
		('LT', '*', 'review', 'alone', 'by hand');
	INSERT INTO cptpolicy.code_group (code_group, first_code, last_code, source)
		VALUES ('blocks', '64400', '64530', 'by hand');
	INSERT INTO cptpolicy.modifier_rule (rule, modifier, subject, violated_when, "values", severity, message, source)
		VALUES ('own', 'LT', 'code_group', 'is', '{blocks}', 'info', '{code} with {modifier}', 'by hand');
	INSERT INTO cptpolicy.place_of_service (place_of_service, name, facility, file) VALUES ('24', 'own', true, 0);
	INSERT INTO cptpolicy.code_overview (code, title, summary, file) VALUES ('64454', 'own', 'own', 0);
	INSERT INTO cptpolicy.code_site (code, place_of_service, file) VALUES ('64454', '24', 0);
	INSERT INTO cptpolicy.code_payer (code, payer, file) VALUES ('64454', 'Aetna', 0);
	INSERT INTO cptpolicy.overview_modifier (code, modifier, statement, file) VALUES ('64454', 'LT', 'own', 0);
	INSERT INTO cptpolicy.edit_setting (payer, line_of_business, edit, severity, effective_from, effective_to) VALUES
		('acme', '*', 'NCCI.MUE', 'review', '-infinity', 'infinity'),
		('*', 'medicare', '*', 'off', '2024-01-01', '2024-12-31')});

# A run that is finished, one that keeps what was found of patients, and one that an error of its source has interrupted
# between the batches of a view that is read in order.
my $claims = q{CREATE TABLE claim (claim_id text PRIMARY KEY, claim jsonb);
	CREATE VIEW breaking AS
	SELECT claim_id, CASE WHEN 1 / (right(claim_id, 3)::int - 127) <= 1 THEN claim END AS claim FROM claim};
in_database('postgres', $claims);
in_database('postgres', q{
	INSERT INTO claim SELECT 'C' || 100 + i, jsonb_build_object('date_of_service', '2024-03-01',
		'payer', (ARRAY['acme', 'centene', E'a tab\t, a "quote"'])[i % 3 + 1],
		'lines', jsonb_build_array('{"code": "77002", "place_of_service": "24"}'::jsonb, jsonb_build_object('line', 7,
			'charge', i + 0.25, 'code', (ARRAY['99213', '64451', 'G0260', 'x'])[i % 4 + 1])))
	FROM generate_series(1, 40) i});
in_database('postgres', q{CALL evaluate_claims('claim', 'finished')});
in_database('postgres', q{CALL evaluate_claims('claim', 'with facts', clinical_facts => true)});
$node->psql('postgres', q{SET enable_seqscan = off; SET enable_sort = off; SET jit = off;
	CALL evaluate_claims('breaking', 'interrupted', 10)});
like(in_database('postgres', q{SELECT state, done FROM cptpolicy.evaluation_progress WHERE run_name = 'interrupted'}),
	qr/^interrupted\|20$/, 'a run is interrupted');

my $expected = in_database('postgres', $state);
my $expected_counts = in_database('postgres', $counts);
unlike($expected, qr/fault/, 'the rows have no faults');
like($expected, qr/^CP\.MP\.166 2023-08 f/m, 'there is a version of our own with the name of a shipped one');
note($expected);

# two for a table of policies and for the generation, one for a table of coding data and for the settings
my $announcing = 2 * @policy_tables + @reference_tables + 3;

sub is_restored
{
	my ($database, $what) = @_;
	is(in_database($database, $state), $expected, "$what: policies, payers and decisions are the same");
	is(in_database($database, $counts), $expected_counts, "$what: no row is missing or doubled");
	is(in_database($database,
			q{SELECT count(*) FROM pg_trigger WHERE tgenabled = 'A' AND tgrelid::regclass::text ~ '^cptpolicy\.'}),
		$announcing, "$what: changes are still announced");
}

# A run that was interrupted before the dump goes on with what is left to do, and a new one takes a new number.
sub goes_on
{
	my ($database) = @_;
	my $log = sub { join ', ', map { "(SELECT md5(string_agg((to_jsonb(x) - '{run_id,evaluated_at}'::text[])::text, ' '
		ORDER BY (to_jsonb(x) - '{run_id,evaluated_at}'::text[])::text COLLATE \"C\"))
		FROM cptpolicy.$_ x JOIN cptpolicy.evaluation_run USING (run_id) WHERE run_name = '$_[0]')"
	} qw(evaluation evaluation_reason) };
	in_database($database, 'CREATE OR REPLACE VIEW breaking AS SELECT claim_id, claim FROM claim');
	in_database($database, q{CALL evaluate_claims('breaking', 'interrupted', 10)});
	in_database($database, q{CALL evaluate_claims('claim', 'new')});
	is(in_database($database, 'SELECT run_name, state, done FROM cptpolicy.evaluation_run ORDER BY run_id'),
		"finished|finished|40\nwith facts|finished|40\ninterrupted|finished|40\nnew|finished|40",
		"$database: runs go on");
	is(in_database($database, 'SELECT ' . $log->($_)), in_database('postgres', 'SELECT ' . $log->('finished')),
		"$database: log of the $_ run") for qw(finished interrupted new);
	return;
}

sub dump_to
{
	my ($file, $database, @options) = @_;
	$node->command_ok([ 'pg_dump', @options, '-f', "$dump_dir/$file", $node->connstr($database) ],
		join(' ', 'pg_dump', @options, 'of', $database));
	return;
}

sub run_script
{
	my ($file, $database) = @_;
	$node->command_ok(
		[ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', "$dump_dir/$file", $node->connstr($database) ],
		"psql $file");
	return;
}

sub restore
{
	my ($file, $database, @options) = @_;
	$node->command_ok([ 'pg_restore', '--exit-on-error', @options, '-d', $node->connstr($database), "$dump_dir/$file" ],
		join(' ', 'pg_restore', @options));
	return;
}

sub create_database
{
	my ($database, $sql) = @_;
	in_database('postgres', "CREATE DATABASE $database");
	in_database($database, $sql) if defined $sql;
	return;
}

# a dump as a script, with COPY and with INSERT
dump_to('plain.sql', 'postgres');
unlike(slurp_file("$dump_dir/plain.sql"), qr/^centene\tCentene\t|^64451\tpractitioner\t/m,
	'shipped rows are no part of the dump');
unlike(slurp_file("$dump_dir/plain.sql"), qr/COPY cptpolicy.reference_generation/, 'nor is what sessions count');
create_database('plain');
run_script('plain.sql', 'plain');
is_restored('plain', 'script');

dump_to('inserts.sql', 'postgres', '--column-inserts');
create_database('inserts');
run_script('inserts.sql', 'inserts');
is_restored('inserts', 'inserts');

# an archive, by one process and by several, which all announce changes in one row
dump_to('archive', 'postgres', '-Fc');
for my $jobs (1, 2, 4)
{
	create_database("archive$jobs");
	restore('archive', "archive$jobs", '-j', $jobs);
	is_restored("archive$jobs", "archive, -j $jobs");
	is(in_database("archive$jobs", q{
			INSERT INTO cptpolicy.reference_file (kind, name) VALUES ('hcpcs', 'the next one') RETURNING file}),
		4, "archive, -j $jobs: numbers of files go on");
}

# data alone, into a database that has the extension
create_database('data', qq{CREATE EXTENSION cptpolicy; $claims});
restore('archive', 'data', '--data-only');
is_restored('data', 'data only');
goes_on('data');

# one table after the other, each in a transaction of its own: versions before criteria, and criteria before versions
my @by_name = sort @tables, @log_tables, 'edit_setting';
create_database('downwards', 'CREATE EXTENSION cptpolicy');
restore('archive', 'downwards', '--data-only', '-n', 'cptpolicy', '-t', $_) for reverse @by_name;
is_restored('downwards', 'table by table');
create_database('upwards', 'CREATE EXTENSION cptpolicy');
restore('archive', 'upwards', '--data-only', '-n', 'cptpolicy', '-t', $_) for @by_name;
is_restored('upwards', 'table by table, the other way round');

# the extension without anything of the users
create_database('fresh', 'CREATE EXTENSION cptpolicy');
is(in_database('fresh', $counts), $shipped_counts, 'what is shipped is the same in every database');

# a dump of a restored database is the dump (newer servers print a random key on two lines)
sub dump_text
{
	my ($file) = @_;
	return slurp_file("$dump_dir/$file") =~ s/^\\(un)?restrict .*//mgr;
}

dump_to('again.sql', 'plain');
is(dump_text('again.sql'), dump_text('plain.sql'), 'a dump of what was restored is the same');

# an update to the version that is installed
in_database('plain', 'ALTER EXTENSION cptpolicy UPDATE');
is_restored('plain', 'update');
goes_on($_) for qw(plain inserts archive1 archive4);
$node->stop;

done_testing();
