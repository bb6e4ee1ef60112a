# Runs of evaluate_claims whose session or server dies, at any point of a batch: the log holds exactly the claims that
# the run says are done, and a resumed run ends with the log of one that nobody disturbed.
#
# Where a run stands is no matter of time here. Its source has gates: while a session of the test holds the advisory
# lock of a claim, the run waits in front of this claim. Where a source is copied first, a trigger of the log does it.

use strict;
use warnings;

use Cwd;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $claims = 20000;
my $batch = 500;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "restart_after_crash = on\nlog_statement = none\nautovacuum = off");
$node->start;

sub sql
{
	my ($query, $database) = @_;
	return $node->safe_psql($database // 'postgres', $query);
}

# Sample claims over and over, and every so often one that nobody can read. A gate stands before every 50th claim and the
# second one after it. The view "unordered" has no index for its order, so that a run takes a copy first.
my $source = q{
	CREATE EXTENSION cptpolicy;
	CREATE TABLE sample AS SELECT row_number() OVER () AS number, line::jsonb AS claim
	FROM string_to_table(pg_read_file('DIRECTORY/test/data/sample_claims.jsonl'), E'\n') AS line WHERE line <> '';
	CREATE TABLE malformed AS SELECT row_number() OVER () AS number, claim FROM unnest(ARRAY[NULL, 'null', '1', '"x"', '[]',
		'{}', '{"lines": {}}', '{"lines": []}', '{"lines": [null, 1, {"code": "9921"}]}',
		'{"date_of_service": "2024-02-30", "lines": [{"code": "27096", "units": "many"}]}',
		'{"date_of_service": "2024-03-01", "lines": [{"code": 27096, "charge": 1e300, "modifiers": 7}]}',
		'{"date_of_service": "2024-03-01", "claim_id": {}, "payer": ["x"], "lines": [{"code": "27096"}]}',
		'{"date_of_service": "2024-03-01", "lines": [{"code": "27096"}], "history": [{"date": 1}], "facts": []}'
		]::jsonb[]) AS claim;
	CREATE TABLE claim (claim_id int PRIMARY KEY, claim jsonb);
	INSERT INTO claim
	SELECT i, CASE WHEN i % 31 = 0 THEN (SELECT claim FROM malformed WHERE number = i % 13 + 1)
		ELSE (SELECT claim FROM sample WHERE number = i % 54 + 1) END
	FROM generate_series(1, CLAIMS) i;
	VACUUM ANALYZE claim;
	CREATE FUNCTION pass(claim_id int, claim jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
	BEGIN
		IF claim_id % 50 IN (0, 2) THEN
			PERFORM pg_advisory_lock_shared(claim_id), pg_advisory_unlock_shared(claim_id);
		END IF;
		RETURN claim;
	END
	$$;
	CREATE VIEW gated AS SELECT claim_id, pass(claim_id, claim) AS claim FROM claim;
	CREATE VIEW unordered AS SELECT -claim_id AS claim_id, claim FROM claim;
	CREATE FUNCTION pass_row() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM pg_advisory_lock_shared(NEW.claim_number), pg_advisory_unlock_shared(NEW.claim_number);
		RETURN NEW;
	END
	$$;
	CREATE FUNCTION wait_at(claim_id int, claim jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
	BEGIN
		IF claim_id % 20 = 0 THEN
			PERFORM pg_sleep(0.001);
		END IF;
		RETURN claim;
	END
	$$;
	CREATE VIEW slow AS SELECT claim_id, wait_at(claim_id, claim) AS claim FROM claim;
	CREATE VIEW broken AS SELECT claim_id, CASE WHEN 1 / (claim_id - 7777) > 1 THEN NULL ELSE claim END AS claim
	FROM claim} =~ s/DIRECTORY/getcwd()/er =~ s/CLAIMS/$claims/r;
sql($source);

# ---- how the test holds runs, and looks at them ----

sub call_of
{
	my ($run, $view, @options) = @_;
	return "CALL evaluate_claims(" . join(', ', "'" . ($view // 'gated') . "'", "'$run'", "batch_size => $batch", @options) . ')';
}

# Commands of a session beside the test.
sub start_session
{
	my (@commands) = @_;
	my %session = (output => '', errors => '');
	$session{psql} = IPC::Run::start(
		[ 'psql', '-XAtq', '-d', $node->connstr('postgres'), map { ('-c', $_) } @commands ],
		'<', \undef, '>', \$session{output}, '2>', \$session{errors},
		IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
	return \%session;
}

# What it said, when it has ended.
sub end_of
{
	my ($session) = @_;
	$session->{psql}->finish;
	return $session->{output} . $session->{errors};
}

sub hold
{
	my ($statement) = @_;
	my $holder = $node->background_psql('postgres', on_error_stop => 0);
	$holder->query($statement);
	return $holder;
}

sub close_gate
{
	my ($claim) = @_;
	return hold("SELECT pg_advisory_lock($claim)");
}

sub wait_until_held
{
	my ($run) = @_;
	$node->poll_query_until('postgres', qq{SELECT count(*) = 1 FROM pg_stat_activity JOIN cptpolicy.evaluation_run
		ON backend_pid = pid WHERE run_name = '$run' AND wait_event_type = 'Lock'}) or die "$run does not get there";
	return;
}

sub state_of
{
	my ($run) = @_;
	return sql("SELECT state, done, total FROM cptpolicy.evaluation_progress WHERE run_name = '$run'");
}

# done, claims in the log and the first and last of them, is last_claim_id the last one's, lines and reasons that are
# not the same as in the other run as far as this one came, reasons of claims that are not there
sub log_of
{
	my ($run, $reference) = @_;
	my $differing = sub {
		my ($table, $key) = @_;
		my $rows = sub { "(SELECT $key, to_jsonb(x) - '{run_id,evaluated_at}'::text[] AS row FROM cptpolicy.$table x, run
			WHERE x.run_id = run.$_[0] AND ($_[1])) AS $_[0]" };
		return '(SELECT count(*) FROM ' . $rows->('run_id', 'true') . ' FULL JOIN '
			. $rows->('reference', 'claim_number <= done') . " USING ($key) WHERE run_id.row IS DISTINCT FROM reference.row)";
	};
	return sql(qq{
		WITH run AS (SELECT r.run_id, r.done, r.last_claim_id, o.run_id AS reference
			FROM cptpolicy.evaluation_run r, cptpolicy.evaluation_run o
			WHERE r.run_name = '$run' AND o.run_name = '$reference')
		SELECT run.done, count(DISTINCT e.claim_number), min(e.claim_number), max(e.claim_number),
			bool_or(e.claim_id = run.last_claim_id AND e.claim_number = run.done), }
			. $differing->('evaluation', 'claim_number, line_position') . ', '
			. $differing->('evaluation_reason', 'claim_number, line_position, reason_number') . qq{,
			(SELECT count(*) FROM cptpolicy.evaluation_reason r JOIN run USING (run_id) WHERE NOT EXISTS
				(SELECT FROM cptpolicy.evaluation e WHERE (e.run_id, e.claim_number, e.line_position)
				= (r.run_id, r.claim_number, r.line_position)))
		FROM run LEFT JOIN cptpolicy.evaluation e USING (run_id)
		GROUP BY run.done});
}

sub is_consistent
{
	my ($run, $reference, $done, $state, $name) = @_;
	is(state_of($run), "$state|$done|$claims", "$name: progress");
	is(log_of($run, $reference), $done ? "$done|$done|1|$done|t|0|0|0" : '0|0||||0|0|0', "$name: log");
	return;
}

# ---- runs that nobody disturbs, which the others are compared with ----

sql(call_of('whole', 'claim'));
sql(call_of('whole unordered', 'unordered'));
is_consistent('whole', 'whole', $claims, 'finished', 'whole run');
is_consistent('whole unordered', 'whole unordered', $claims, 'finished', 'whole run, unordered');
is(sql(q{SELECT count(*), count(*) FILTER (WHERE s.claim_id = e.claim_number),
			count(*) FILTER (WHERE e.decision = coalesce(policy_decision(s.claim), 'invalid'))
		FROM claim s LEFT JOIN (SELECT DISTINCT claim_id, claim_number, claim_decision AS decision
			FROM cptpolicy.evaluation JOIN cptpolicy.evaluation_run USING (run_id)
			WHERE run_name = 'whole') e ON e.claim_id = s.claim_id::text}),
	"$claims|$claims|$claims", 'whole run: each claim once, in order, with its decision');
is(sql(q{SELECT string_agg(DISTINCT decision, ' ' ORDER BY decision) FROM cptpolicy.evaluation}),
	'approve deny invalid no_policy pend', 'whole run: decisions of every kind');

# ---- runs that are disturbed, over and over ----

sub backend_of
{
	my ($run) = @_;
	return sql("SELECT backend_pid FROM cptpolicy.evaluation_run WHERE run_name = '$run'");
}

# The server takes note of a process that died when it may already have let in the next session.
sub crash
{
	my ($backend) = @_;
	my $log = -s $node->logfile;
	kill 'KILL', $backend;
	$node->wait_for_log(qr/reinitializing.*ready to accept connections/s, $log);
	return;
}

my %disturb = (
	'kill -9 of the backend' => sub { crash(backend_of($_[0])) },
	'immediate stop' => sub { $node->stop('immediate'); $node->start },
	'fast stop' => sub { $node->stop('fast'); $node->start },
	'termination' => sub { sql("SELECT pg_terminate_backend(" . backend_of($_[0]) . ")") },
	'cancel' => sub { sql("SELECT pg_cancel_backend(" . backend_of($_[0]) . ")") });

# The run comes to the gate, or on from there to its commit, which the row of the run that somebody locks holds up.
sub disturb_at
{
	my ($gate, $point, $how, $run, @call) = @_;
	my $keeper = close_gate($gate);
	my $session = start_session(call_of($run, @call));
	wait_until_held($run);
	if ($point eq 'commit')
	{
		my $row = hold("BEGIN; SELECT FROM cptpolicy.evaluation_run WHERE run_name = '$run' FOR UPDATE");
		$keeper->quit;
		$keeper = $row;
		$node->poll_query_until('postgres', qq{SELECT count(*) = 1 FROM pg_locks WHERE NOT granted
			AND locktype IN ('transactionid', 'tuple')}) or die "$run does not commit";
	}
	$disturb{$how}->($run);
	my $said = end_of($session);
	$keeper->quit;
	return $said;
}

my $done = 0;
for my $step (
	[ 2, 'gate', 'cancel' ],
	[ 250, 'gate', 'kill -9 of the backend' ],
	[ 500, 'commit', 'kill -9 of the backend' ],
	[ 500, 'commit', 'immediate stop' ],
	[ 502, 'gate', 'kill -9 of the backend' ],
	[ 4000, 'gate', 'immediate stop' ],
	[ 4002, 'gate', 'termination' ],
	[ 7250, 'commit', 'termination' ],
	[ 7252, 'gate', 'fast stop' ],
	[ 9500, 'commit', 'cancel' ],
	[ 12300, 'gate', 'cancel' ],
	[ 15002, 'gate', 'immediate stop' ],
	[ 19952, 'commit', 'kill -9 of the backend' ])
{
	my ($gate, $point, $how) = @$step;
	my $name = "$how at the $point of claim $gate";
	isnt(disturb_at($gate, $point, $how, 'disturbed'), '', "$name: the session hears of it");
	is_consistent('disturbed', 'whole', $batch * int(($gate - 1) / $batch), 'interrupted', $name);
}
sql(call_of('disturbed'));
is_consistent('disturbed', 'whole', $claims, 'finished', 'after all that');

# The same of a source that is copied, where the run waits as it writes a claim.
sql('CREATE TRIGGER pass BEFORE INSERT ON cptpolicy.evaluation FOR EACH ROW WHEN (NEW.claim_number % 250 = 0)
	EXECUTE FUNCTION pass_row()');
for my $step (
	[ 250, 'cancel' ],
	[ 500, 'kill -9 of the backend' ],
	[ 4250, 'immediate stop' ],
	[ 9000, 'termination' ],
	[ 17250, 'kill -9 of the backend' ])
{
	my ($gate, $how) = @$step;
	my $name = "$how of a copying run at claim $gate";
	isnt(disturb_at($gate, 'gate', $how, 'unordered', 'unordered'), '', "$name: the session hears of it");
	is_consistent('unordered', 'whole unordered', $batch * int(($gate - 1) / $batch), 'interrupted', $name);
}
sql(call_of('unordered', 'unordered'));
is_consistent('unordered', 'whole unordered', $claims, 'finished', 'after all that, with copies');
sql('DROP TRIGGER pass ON cptpolicy.evaluation');

# At any time, wherever that is. KILL_SEED repeats the times of another test, as far as machines repeat anything.
my $seed = $ENV{KILL_SEED} // int(rand(2**31));
srand($seed);
diag("times of kill -9: KILL_SEED=$seed");
my $killed = 0;
for my $attempt (1 .. 5)
{
	my $session = start_session(call_of('any time', 'slow'));
	usleep(rand 1_000_000);
	my $backend = sql("SELECT pid FROM pg_stat_activity WHERE query LIKE 'CALL%'");
	if ($backend)
	{
		crash($backend);
		$killed++;
	}
	end_of($session);
	my ($state, $done) = split /\|/, state_of('any time') || '|0';
	note("$state at $done");
	is(log_of('any time', 'whole'), $done ? "$done|$done|1|$done|t|0|0|0" : $state ? '0|0||||0|0|0' : '',
		"kill -9 at any time, $attempt");
}
cmp_ok($killed, '>', 0, "kill -9 at any time: $killed of 5 attempts met the run");
$node->psql('postgres', call_of('any time', 'slow'));
is_consistent('any time', 'whole', $claims, 'finished', 'kill -9 at any time');

# ---- sessions that end, or go on after an error ----

sub is_free
{
	my ($name) = @_;
	is(sql(q{SELECT count(*) FROM pg_locks WHERE locktype = 'object' AND mode = 'ExclusiveLock'}), '0',
		"$name: the run's lock is free");
	return;
}

# the client is gone, and the server looks whether it is
{
	local $ENV{PGOPTIONS} = '-c client_connection_check_interval=50';
	my $keeper = close_gate(5250);
	my $session = start_session(call_of('client'));
	wait_until_held('client');
	my $backend = backend_of('client');
	$session->{psql}->kill_kill;
	$node->poll_query_until('postgres', "SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = $backend");
	$keeper->quit;
}
is_free('client');
is_consistent('client', 'whole', 5000, 'interrupted', 'client that is gone');
sql(call_of('client'));
is_consistent('client', 'whole', $claims, 'finished', 'client that is gone, the next one');

# a statement that takes too long, wherever it is then; the session itself goes on
sql('CREATE TRIGGER pass BEFORE INSERT ON cptpolicy.evaluation FOR EACH ROW WHEN (NEW.claim_number % 250 = 0)
	EXECUTE FUNCTION pass_row()');
for my $view (qw(gated unordered))
{
	my $run = "timeout $view";
	my $whole = $view eq 'gated' ? 'whole' : 'whole unordered';
	my $session = $node->background_psql('postgres', on_error_stop => 0);
	$session->query('SET statement_timeout = 1000');
	my $keeper = close_gate(12250);
	$session->query(call_of($run, $view));
	like($session->{stderr}, qr/canceling statement due to statement timeout/, "$run: message");
	is_free($run);
	# the gate holds the run in the batch that begins with claim 12001, if the time does not end it before
	my $done = sql("SELECT done FROM cptpolicy.evaluation_run WHERE run_name = '$run'");
	like($done, qr/^\d+$/, "$run: there is a run");
	cmp_ok($done, '<=', 12000, "$run: nothing behind the gate is done");
	is_consistent($run, $whole, $done, 'interrupted', $run);
	$keeper->quit;
	$session->{stderr} = '';
	$session->query('RESET statement_timeout');
	$session->query(call_of($run, $view));
	is_free("$run, resumed");
	is_consistent($run, $whole, $claims, 'finished', "$run, resumed");
	$session->quit;
}
sql('DROP TRIGGER pass ON cptpolicy.evaluation');

# an error of the source
my ($status, $stdout, $stderr) = $node->psql('postgres', call_of('broken', 'broken'));
like($stderr, qr/division by zero/, 'broken source: message');
is_free('broken source');
is_consistent('broken', 'whole', 7500, 'interrupted', 'broken source');
sql('CREATE OR REPLACE VIEW broken AS SELECT * FROM claim');
sql(call_of('broken', 'broken'));
is_consistent('broken', 'whole', $claims, 'finished', 'source that is mended');

# ---- what others see of a run, and what it takes ----

# of the process alone, without what it shares
sub memory_of
{
	my ($backend) = @_;
	my ($kilobytes) = slurp_file("/proc/$backend/status") =~ /^RssAnon:\s+(\d+) kB/m;
	return $kilobytes;
}

{
	my %keepers = map { $_ => close_gate($_) } my @gates = (4250, 8250, 12250, 19750);
	my $session = start_session(call_of('watched'));
	my (@seen, @memory);
	for my $gate (@gates)
	{
		wait_until_held('watched');
		is(state_of('watched'), 'running|' . $batch * int($gate / $batch) . "|$claims", "watched at claim $gate");
		push @memory, memory_of(backend_of('watched'));
		$keepers{$gate}->quit;
		push @seen, map { sql(q{SELECT done || ' ' || percent FROM cptpolicy.evaluation_progress
			WHERE run_name = 'watched'}) } 1 .. 5;
	}
	is(end_of($session), '', 'watched run ends without a word');
	my @done = map { /^(\d+)/ } @seen;
	is_deeply(\@done, [ sort { $a <=> $b } @done ], 'done never goes back');
	is(scalar(grep { $_ % $batch } @done), 0, 'whole batches are seen');
	is(scalar(grep { /^(\d+) ([\d.]+)$/; abs($2 - 100 * $1 / $claims) >= 0.1 } @seen), 0, 'percent goes with it');
	note("kilobytes: @memory");
	cmp_ok($memory[-1] - $memory[0], '<', 512, 'memory does not grow with the claims');
}

# a run of the same number and name in another database
sql('CREATE DATABASE other');
my $held = sql(q{SELECT max(run_id) + 1 FROM cptpolicy.evaluation_run});
sql(qq{CREATE EXTENSION cptpolicy;
	ALTER TABLE cptpolicy.evaluation_run ALTER run_id RESTART WITH $held;
	CREATE TABLE claim (claim_id text PRIMARY KEY, claim jsonb);
	INSERT INTO claim SELECT 'C' || i, '{}' FROM generate_series(1, 1000) i}, 'other');
sql(q{SELECT setval('cptpolicy.evaluation_run_run_id_seq', max(run_id)) FROM cptpolicy.evaluation_run});
{
	my $keeper = close_gate(6250);
	my $session = start_session(call_of('twin'));
	wait_until_held('twin');
	sql(call_of('twin', 'claim'), 'other');
	is(sql(q{SELECT run_id, state, done FROM cptpolicy.evaluation_run JOIN cptpolicy.evaluation_progress p
		USING (run_name, state, done)}, 'other'), "$held|finished|1000", 'a run in another database');
	is(sql(q{SELECT run_id, p.state, p.done FROM cptpolicy.evaluation_run JOIN cptpolicy.evaluation_progress p
		USING (run_name) WHERE run_name = 'twin'}), "$held|running|6000", 'and the one that was held meanwhile');
	$keeper->quit;
	end_of($session);
}
is_consistent('twin', 'whole', $claims, 'finished', 'runs in two databases');

# ---- a role without rights ----

sql('CREATE ROLE nobody LOGIN; CREATE ROLE writer LOGIN; GRANT SELECT ON claim TO nobody;
	GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA cptpolicy TO writer; GRANT USAGE ON SCHEMA cptpolicy TO writer');
my $runs = sql('SELECT count(*) FROM cptpolicy.evaluation_run');
for my $case ([ 'nobody', qr/permission denied for .*evaluation_run/ ], [ 'writer', qr/permission denied for .*claim/ ])
{
	my ($role, $message) = @$case;
	($status, $stdout, $stderr) = $node->psql('postgres', call_of('forbidden', 'claim'), extra_params => [ '-U', $role ]);
	like($stderr, $message, "$role may not run it");
	is(sql('SELECT count(*) FROM cptpolicy.evaluation_run'), $runs, "$role leaves no run behind");
}

$node->stop;
done_testing();
