# A session that has compiled policies learns of changes that do not come from a session beside it: on a hot standby,
# through logical replication, and from a prepared transaction. And the log of runs is read where it is replicated to.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 'logical');
$primary->append_conf('postgresql.conf', 'max_prepared_transactions = 2');
$primary->start;
$primary->safe_psql('postgres', q{
	CREATE EXTENSION cptpolicy;
	INSERT INTO cptpolicy.policy (policy) VALUES ('T.1');
	INSERT INTO cptpolicy.policy_version
		(policy, version, title, source, effective_from, denial_group, denial_carc, missing_carc)
		VALUES ('T.1', '1', 'One criterion', 'test', '2024-01-01', 'CO', '50', '252');
	INSERT INTO cptpolicy.policy_code (policy, version, role, position, first_code, subject)
		VALUES ('T.1', '1', 'visit', 1, '99213', true);
	INSERT INTO cptpolicy.policy_criterion (policy, version, criterion, position, text, test)
		VALUES ('T.1', '1', 'A', 1, 'Always so', 'true')});

my $decide = q{SELECT policy_decision('{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}');};

# The same for coding data: units over a limit that a row by hand sets, and what a setting makes of that.
my $limit = q{SELECT policy_decision('{"date_of_service": "2020-03-01", "lines": [{"code": "99215", "units": 5}]}');};
my $set_limit = q{INSERT INTO cptpolicy.mue
	(code, setting, units, adjudication_indicator, rationale, effective_from, effective_to, file)
	VALUES ('99215', 'practitioner', 4, 2, 'By hand', '2020-01-01', '2020-12-31', 0)} =~ s/\s+/ /gr;
my $set_review = q{INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('NCCI.MUE', 'review')};
my $drop_review = q{DELETE FROM cptpolicy.edit_setting};

# The rows of one table are seen after those of another: changes are applied in the order of their transactions.
sub wait_for_settings
{
	my ($count) = @_;
	return qq{
	DO \$\$
	BEGIN
		FOR i IN 1 .. 600 LOOP
			EXIT WHEN (SELECT count(*) FROM cptpolicy.edit_setting) = $count;
			PERFORM pg_sleep(0.1);
		END LOOP;
	END
	\$\$;};
}

sub change_to
{
	my ($test) = @_;
	return "UPDATE cptpolicy.policy_criterion SET test = '$test' WHERE policy = 'T.1'";
}

# Decisions of one session, with commands of the shell between them.
sub session
{
	my ($node, @steps) = @_;
	my $script = '';
	for my $step (@steps)
	{
		$script .= ref $step ? "\\! $$step\n" : "$step\n";
	}
	return $node->safe_psql('postgres', $script);
}

sub shell_psql
{
	my ($node, $sql) = @_;
	return \("psql -X -q -d '" . $node->connstr . " dbname=postgres' -c \"$sql\" >&2");
}

# a hot standby: wait_for_catchup is not at hand within the session, so it waits for the row itself
my $backup = 'backup';
$primary->backup($backup);
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, $backup, has_streaming => 1);
$standby->start;
my $wait = q{
	DO $$
	BEGIN
		FOR i IN 1 .. 600 LOOP
			EXIT WHEN (SELECT test FROM cptpolicy.policy_criterion WHERE policy = 'T.1' AND criterion = 'A') = 'WANTED';
			PERFORM pg_sleep(0.1);
		END LOOP;
	END
	$$;};

sub wait_for
{
	my ($test) = @_;
	return $wait =~ s/WANTED/$test/r;
}

is(session($standby, $decide, shell_psql($primary, change_to('false')), wait_for('false'), $decide,
		shell_psql($primary, change_to('true')), wait_for('true'), $decide),
	"approve\ndeny\napprove", 'a session on a hot standby sees changes of the primary');
is(session($standby, $limit, shell_psql($primary, "$set_limit; $set_review"), wait_for_settings(1), $limit,
		shell_psql($primary, $drop_review), wait_for_settings(0), $limit),
	"no_policy\npend\ndeny", 'also changes of coding data and settings');

# what runs have logged, and which of them go on, as far as a standby can tell
$primary->safe_psql('postgres', q{
	CREATE TABLE claim (claim_id int PRIMARY KEY, claim jsonb);
	INSERT INTO claim SELECT i, jsonb_build_object('date_of_service', '2020-03-01', 'lines', jsonb_build_array(
		jsonb_build_object('code', (ARRAY['99213', '99215', 'x'])[i % 3 + 1], 'units', i, 'charge', 10 * i)))
	FROM generate_series(1, 20) i});
$primary->safe_psql('postgres', $_)
	for q{CALL evaluate_claims('claim', 'first', 3)}, q{CALL evaluate_claims('claim', 'second')},
	q{UPDATE cptpolicy.evaluation_run SET state = 'running' WHERE run_name = 'second'};
$primary->wait_for_catchup($standby);
my $log = q{SELECT * FROM cptpolicy.evaluation ORDER BY run_id, claim_number, line_position;
	SELECT * FROM cptpolicy.evaluation_reason ORDER BY run_id, claim_number, line_position, reason_number;};
my $reports = q{SELECT state, done, total FROM cptpolicy.evaluation_progress WHERE run_name = 'first';
	SELECT * FROM cptpolicy.report_line ORDER BY run_name, claim_number, line_position;
	SELECT * FROM cptpolicy.report_decision_by_month x ORDER BY x::text;
	SELECT * FROM cptpolicy.report_denial_code x ORDER BY x::text;
	SELECT count(*) FROM evaluation_change('first', 'second');};
is($standby->safe_psql('postgres', $log . $reports), $primary->safe_psql('postgres', $log . $reports),
	'the log and its reports on a hot standby');
my $state = q{SELECT state FROM cptpolicy.evaluation_progress WHERE run_name = 'second'};
is($primary->safe_psql('postgres', $state) . ' ' . $standby->safe_psql('postgres', $state), 'interrupted running',
	'only where a run may go on can be told that it does not');
for my $command (q{CALL evaluate_claims('claim', 'third')}, q{CALL evaluate_claims('claim', 'second')},
	q{SELECT delete_evaluation('first')}, q{SELECT stop_evaluation('second')})
{
	my ($status, $stdout, $stderr) = $standby->psql('postgres', $command);
	like($stderr, qr/^psql:<stdin>:1: ERROR:  cannot execute \S+ in a read-only transaction$/m, "standby: $command");
}
$standby->stop;
$primary->safe_psql('postgres', 'DELETE FROM cptpolicy.mue WHERE NOT shipped');

# logical replication: the subscriber has shipped rows of its own
my $subscriber = PostgreSQL::Test::Cluster->new('subscriber');
$subscriber->init;
$subscriber->start;
$subscriber->safe_psql('postgres', 'CREATE EXTENSION cptpolicy');
$primary->safe_psql('postgres', 'CREATE PUBLICATION policies FOR TABLE '
	. join(', ', map { "cptpolicy.$_ WHERE (NOT shipped)" } qw(policy policy_version policy_code policy_criterion mue))
	. ', cptpolicy.edit_setting');
$subscriber->safe_psql('postgres',
	"CREATE SUBSCRIPTION policies CONNECTION '" . $primary->connstr . " dbname=postgres' PUBLICATION policies");
$subscriber->wait_for_subscription_sync($primary, 'policies');
is(session($subscriber, $decide, shell_psql($primary, change_to('false')), wait_for('false'), $decide,
		shell_psql($primary, change_to('true')), wait_for('true'), $decide),
	"approve\ndeny\napprove", 'a session on a subscriber sees replicated rows');
is(session($subscriber, $limit, shell_psql($primary, "$set_limit; $set_review"), wait_for_settings(1), $limit,
		shell_psql($primary, $drop_review), wait_for_settings(0), $limit),
	"no_policy\npend\ndeny", 'also rows of coding data and settings');

# the log of runs, those before the subscription and those that follow
$primary->safe_psql('postgres', 'CREATE PUBLICATION log FOR TABLE '
	. join(', ', map { "cptpolicy.$_" } qw(evaluation_run evaluation evaluation_reason)));
$subscriber->safe_psql('postgres',
	"CREATE SUBSCRIPTION log CONNECTION '" . $primary->connstr . " dbname=postgres' PUBLICATION log");
$subscriber->wait_for_subscription_sync($primary, 'log');
$primary->safe_psql('postgres', q{CALL evaluate_claims('claim', 'third', 7)});
$primary->safe_psql('postgres', q{SELECT delete_evaluation('second')});
$primary->wait_for_catchup('log');
is($subscriber->safe_psql('postgres', $log . $reports =~ s/second/third/r),
	$primary->safe_psql('postgres', $log . $reports =~ s/second/third/r), 'the log and its reports on a subscriber');
is($subscriber->safe_psql('postgres', 'SELECT run_name, state, done FROM cptpolicy.evaluation_progress ORDER BY 1'),
	"first|finished|20\nthird|finished|20", 'runs on a subscriber');
$subscriber->safe_psql('postgres', "DROP SUBSCRIPTION $_") for qw(log policies);
$subscriber->stop;

# a prepared transaction: seen when it commits, not before, also not by the session that prepared it
is(session($primary, $decide, 'BEGIN;', change_to('false') . ';', $decide, q{PREPARE TRANSACTION 'p';}, $decide,
		shell_psql($primary, q{COMMIT PREPARED 'p'}), $decide),
	"approve\ndeny\napprove\ndeny", 'a prepared change is seen when it is committed');
is(session($primary, $decide, 'BEGIN;', change_to('true') . ';', $decide, q{PREPARE TRANSACTION 'p';}, $decide,
		shell_psql($primary, q{ROLLBACK PREPARED 'p'}), $decide),
	"deny\napprove\ndeny\ndeny", 'a prepared change that is rolled back is never seen');

is(session($primary, $limit, 'BEGIN;', "$set_review;", $limit, q{PREPARE TRANSACTION 'p';}, $limit,
		shell_psql($primary, q{COMMIT PREPARED 'p'}), $limit),
	"deny\npend\ndeny\npend", 'the same for coding data');

# a restart keeps nothing but rows
$primary->restart;
is($primary->safe_psql('postgres', $decide), 'deny', 'the same after a restart');
$primary->stop;

done_testing();
