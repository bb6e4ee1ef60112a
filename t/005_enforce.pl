# enforce_policy() beyond one session: replication, dump and restore, settings of roles and of the server, encodings.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $fit = q({"claim_id": "fit", "date_of_service": "2024-03-01", "lines": [{"code": "99213"}]});
my $denied =
	q({"claim_id": "denied", "payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]});
my $refused = qr/claim "denied" is denied: line 1 \(64451\), IV: sacroiliac nerve blocks are not covered/;
my $trigger = q{CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON filed
	FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'answer');};
my $table = 'CREATE TABLE filed (id int PRIMARY KEY, claim jsonb, answer jsonb, note text);';
my $decisions = q{SELECT string_agg(concat_ws(' ', id, answer ->> 'decision', note), ', ' ORDER BY id) FROM filed};

sub new_node
{
	my ($name, @options) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);
	$node->init(@options);
	$node->start;
	return $node;
}

# What a command of SQL prints as errors and warnings.
sub complaint
{
	my ($node, $database, $sql, %options) = @_;
	my $stderr = '';
	$node->psql($database, $sql, stderr => \$stderr, on_error_die => 0, %options);
	return $stderr;
}

my $publisher = new_node('publisher', allows_streaming => 'logical');
$publisher->safe_psql('postgres', "CREATE EXTENSION cptpolicy; $table $trigger");

# ---- settings of roles and of the server ----

$publisher->safe_psql('postgres', q{
	CREATE ROLE clerk LOGIN;
	CREATE ROLE importer LOGIN;
	GRANT SELECT, INSERT, UPDATE, DELETE ON filed TO clerk, importer;
	ALTER ROLE importer SET cptpolicy.enforcement = 'warn'});
like(complaint($publisher, 'postgres', "INSERT INTO filed VALUES (1, '$denied')", extra_params => [ '-U', 'clerk' ]),
	qr/^psql:<stdin>:1: ERROR:  $refused/, 'a role without a setting is refused');
like(complaint($publisher, 'postgres', "INSERT INTO filed VALUES (1, '$denied')", extra_params => [ '-U', 'importer' ]),
	qr/^psql:<stdin>:1: WARNING:  $refused/, 'a role that is set to be warned is warned');
for my $role ('clerk', 'importer')
{
	like(complaint($publisher, 'postgres', "ALTER ROLE $role SET cptpolicy.enforcement = 'off'",
			extra_params => [ '-U', 'clerk' ]),
		qr/ERROR:  (must be superuser or have|permission denied)/, "an ordinary role cannot set it for $role");
}
{
	local $ENV{PGOPTIONS} = '-c cptpolicy.enforcement=off';
	like(complaint($publisher, 'postgres', "INSERT INTO filed VALUES (2, '$denied')",
			extra_params => [ '-U', 'clerk' ]),
		qr/WARNING:  permission denied to set parameter "cptpolicy.enforcement"\n.*ERROR:  $refused/s,
		'an option of the connection does not help an ordinary role');
	is(complaint($publisher, 'postgres', "INSERT INTO filed VALUES (2, '$denied')"), '', 'but a superuser');
}
$publisher->append_conf('postgresql.conf', "cptpolicy.enforcement = 'reject_pend'\n");
$publisher->reload;
like(complaint($publisher, 'postgres', q{INSERT INTO filed VALUES (3, '{"payer": "centene",
		"line_of_business": "medicaid", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}')}),
	qr/is pending: line 1 \(64451\), precedence.medicaid/, 'a setting of the server');
$publisher->adjust_conf('postgresql.conf', 'cptpolicy.enforcement', "'reject'");
$publisher->reload;

# ---- dump and restore ----

is($publisher->safe_psql('postgres', $decisions), '1 deny, 2', 'two rows that are refused today');
my $dump_dir = PostgreSQL::Test::Utils::tempdir;
for my $format ('plain', 'custom', 'directory')
{
	my $file = "$dump_dir/$format";
	$publisher->command_ok([ 'pg_dump', '-F', $format, '-f', $file, $publisher->connstr('postgres') ],
		"pg_dump, $format");
	$publisher->safe_psql('postgres', "CREATE DATABASE $format");
	$publisher->command_ok(
		$format eq 'plain'
		? [ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', $file, $publisher->connstr($format) ]
		: [ 'pg_restore', '--exit-on-error', '-d', $publisher->connstr($format), $file ],
		"restore, $format");
	is($publisher->safe_psql($format, $decisions), '1 deny, 2', "$format: the rows are there as they were");
	like(complaint($publisher, $format, "INSERT INTO filed VALUES (3, '$denied')"), $refused,
		"$format: so is the trigger");
}

# Data alone meets the trigger.
sub restore_data
{
	my ($database, @arguments) = @_;
	return [ 'pg_restore', '--data-only', '-t', 'filed', '--exit-on-error', @arguments,
		'-d', $publisher->connstr($database), "$dump_dir/custom" ];
}
$publisher->safe_psql('postgres', 'CREATE DATABASE data');
$publisher->safe_psql('data', "CREATE EXTENSION cptpolicy; $table $trigger");
$publisher->command_fails_like(restore_data('data'), qr/$refused.*COPY filed, line 1/s, 'data alone is refused');
is($publisher->safe_psql('data', 'SELECT count(*) FROM filed'), '0', 'as a whole');
{
	local $ENV{PGOPTIONS} = '-c cptpolicy.enforcement=off';
	$publisher->command_ok(restore_data('data'), 'with enforcement off');
}
is($publisher->safe_psql('data', $decisions), '1 deny, 2', 'it comes with the answers of then');
$publisher->safe_psql('data', 'TRUNCATE filed');
$publisher->command_ok(restore_data('data', '--disable-triggers'), 'with triggers disabled');
is($publisher->safe_psql('data', $decisions), '1 deny, 2', 'it comes, too');

# ---- logical replication ----

my $subscriber = new_node('subscriber');
$subscriber->safe_psql('postgres', "CREATE EXTENSION cptpolicy; $table $trigger");
$publisher->safe_psql('postgres', 'CREATE PUBLICATION claims FOR TABLE filed');
$subscriber->safe_psql('postgres',
	"CREATE SUBSCRIPTION claims CONNECTION '" . $publisher->connstr . " dbname=postgres' PUBLICATION claims");
$subscriber->wait_for_subscription_sync($publisher, 'claims');
is($subscriber->safe_psql('postgres', $decisions), '1 deny, 2', 'the first copy is not judged');

like(complaint($publisher, 'postgres', "INSERT INTO filed VALUES (3, '$denied')"), $refused, 'the publisher refuses');
$publisher->safe_psql('postgres', "INSERT INTO filed VALUES (4, '$fit')");
$publisher->safe_psql('postgres', "SET cptpolicy.enforcement = 'off'; INSERT INTO filed VALUES (5, '$denied')");
$publisher->wait_for_catchup('claims');
is($subscriber->safe_psql('postgres', $decisions), '1 deny, 2, 4 no_policy, 5',
	'what the publisher accepts is not judged again');
like(complaint($subscriber, 'postgres', "INSERT INTO filed VALUES (6, '$denied')"), $refused,
	'the subscriber judges rows of its own');

# a trigger that is told to judges what arrives
$subscriber->safe_psql('postgres', 'ALTER TABLE filed ENABLE ALWAYS TRIGGER judge');
my $log_before = -s $subscriber->logfile;
$publisher->safe_psql('postgres', "SET cptpolicy.enforcement = 'off'; INSERT INTO filed VALUES (7, '$denied')");
$subscriber->poll_query_until('postgres', q{SELECT count(*) = 4 FROM filed}) or die 'the subscriber has other rows';
my $log = '';
for (1 .. 600)
{
	$log = substr(slurp_file($subscriber->logfile), $log_before);
	last if $log =~ /ERROR:  claim/;
	select(undef, undef, undef, 0.1);
}
like($log, qr/ERROR:  $refused.*CONTEXT:  processing remote data/s, 'a row that is refused stops the subscription');
$subscriber->safe_psql('postgres', q{ALTER DATABASE postgres SET cptpolicy.enforcement = 'warn'});
$publisher->wait_for_catchup('claims');
is($subscriber->safe_psql('postgres', $decisions), '1 deny, 2, 4 no_policy, 5, 7 deny',
	'with a warning it arrives, with the answer of the subscriber');
# an update that arrives names every column
$publisher->safe_psql('postgres', q{UPDATE filed SET note = 'n' WHERE id = 5});
$publisher->wait_for_catchup('claims');
is($subscriber->safe_psql('postgres', $decisions), '1 deny, 2, 4 no_policy, 5 deny n, 7 deny',
	'an update that arrives is judged whatever it touches');
$subscriber->stop;

# ---- encodings ----

my $policy = qq({"policy": "P.\x{c3}\x{a9}", "version": "1", "title": "T", "source": "test",
	"effective_from": "2024-01-01", "denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252"},
	"codes": [{"role": "visit", "subject": true, "codes": ["99499"]}],
	"criteria": [{"id": "A", "text": "T", "test": false, "message": "caf\x{c3}\x{a9} is not covered"}]});
my $accented = qq({"claim_id": "\x{c3}\x{a9}1", "date_of_service": "2024-03-01", "lines": [{"code": "99499"}]});
for my $encoding ('LATIN1', 'UTF8')
{
	my $database = "in_\L$encoding";
	$publisher->safe_psql('postgres',
		"CREATE DATABASE $database ENCODING '$encoding' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
	$publisher->safe_psql($database, "SET client_encoding = 'UTF8'; CREATE EXTENSION cptpolicy; $table $trigger
		SELECT load_policy(\$document\$$policy\$document\$);");
	my $found =
	  complaint($publisher, $database, "SET client_encoding = 'UTF8'; INSERT INTO filed VALUES (1, '$accented')");
	like($found, qr/claim "\x{c3}\x{a9}1" is denied: line 1 \(99499\), A: caf\x{c3}\x{a9} is not covered\n/,
		"$encoding: the message in the client's encoding");
	like($found, qr/A of P\.\x{c3}\x{a9}: caf/, "$encoding: the detail, too");
}
# an excerpt that is cut within a character of the database's encoding can be sent nevertheless
$publisher->safe_psql('postgres',
	q{CREATE DATABASE in_euc_jp ENCODING 'EUC_JP' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0});
$publisher->safe_psql('in_euc_jp', "CREATE EXTENSION cptpolicy; $table $trigger");
my $sun = "\x{e6}\x{97}\x{a5}";
for my $start ('', 'x')
{
	my $long = $start . $sun x 60;
	my $found = complaint($publisher, 'in_euc_jp', qq{SET client_encoding = 'UTF8';
		INSERT INTO filed VALUES (1,
			'{"claim_id": "$long", "date_of_service": "2024-03-01", "lines": [{"code": "$long"}]}')});
	my $cut = $start . "($sun)+" . ($start eq '' ? '' : '\\?') . '\\.\\.\\.';
	like($found, qr/ERROR:  claim "$cut" is invalid: \$\.lines\[0\]\.code: .* found "$cut"/,
		"EUC_JP: what is cut within a character is replaced, after \"$start\"");
	my $answers = $publisher->safe_psql('in_euc_jp', qq{SET client_encoding = 'UTF8';
		CREATE TABLE cut AS SELECT 1 AS claim_id,
		'{"date_of_service": "2024-03-01", "lines": [{"code": "$long"}]}'::jsonb AS claim;
		CALL evaluate_claims('cut', 'run after "$start"', clinical_facts => true);
		SELECT evaluate_policy(claim) FROM cut;
		SELECT message FROM cut, evaluate_lines(claim);
		SELECT explain_evaluation(claim) FROM cut; DROP TABLE cut});
	is(() = $answers =~ /found\s+\\?"$cut/g, 3, "EUC_JP: in each form of the answer, too, after \"$start\"");
}
is($publisher->safe_psql('in_euc_jp', q{SELECT count(*), count(DISTINCT message), bool_and(message LIKE '%...%')
	FROM cptpolicy.evaluation_reason}), '2|2|t', 'and kept so in the log');
# a place is never cut, however long the name of a fact is
my $fact = "x\x{e6}\x{97}\x{a5}" x 30;
is($publisher->safe_psql('in_euc_jp', qq{SET client_encoding = 'UTF8';
		SELECT load_policy('{"policy": "P", "version": "1", "title": "T", "source": "test",
			"effective_from": "2024-01-01", "denial": {"group": "CO", "carc": "50"}, "missing": {"carc": "252"},
			"codes": [{"role": "visit", "subject": true, "codes": ["99499"]}],
			"facts": [{"name": "$fact", "type": "number", "question": "How many?"}],
			"criteria": [{"id": "A", "text": "T", "test": {"fact": "$fact", "at_least": 6}}]}');
		CREATE TABLE placed AS SELECT 1 AS claim_id,
			'{"date_of_service": "2024-03-01", "lines": [{"code": "99499"}], "facts": {"$fact": "x"}}'::jsonb AS claim;
		CALL evaluate_claims('placed', 'placed');
		SELECT path FROM cptpolicy.evaluation_reason WHERE path LIKE '%facts%'}), "P 1\n\$.facts.$fact",
	'EUC_JP: the place of a problem in full');
$publisher->stop;

done_testing();
