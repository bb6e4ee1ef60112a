# Through psqlODBC and unixODBC: codes as bound parameters, and refused claims.
#
# ODBC_DRIVER names the driver's library, where it is not in a usual place.

use strict;
use warnings;

use lib 'test/drivers';
use DriverClient;
use DriverTest;
use PostgreSQL::Test::Utils;
use Test::More;

sub find_driver
{
	my ($name) = @_;
	return $ENV{ODBC_DRIVER} if $ENV{ODBC_DRIVER};
	my ($path) = glob "/usr/lib/*/odbc/$name.so /usr/lib64/$name.so /usr/lib/$name.so /usr/local/lib/$name.so";
	return $path;
}

my $driver = find_driver('psqlodbcw');
my $compiler = $ENV{CC} || 'gcc';
my $program = PostgreSQL::Test::Utils::tempdir . '/odbc_client';
my $flags = '-std=gnu11 -Wall -Wextra -Werror';

plan skip_all => 'psqlODBC is not installed (odbc-postgresql)' unless $driver && -e $driver;
plan skip_all => 'there is no C compiler' if system("$compiler --version >/dev/null 2>&1");
plan skip_all => 'the headers of unixODBC are not installed (unixodbc-dev)'
	if system("echo '#include <sqlext.h>' | $compiler -E - >/dev/null 2>&1");
system_or_bail("$compiler $flags -o $program test/drivers/OdbcClient.c -lodbc");

my $node = make_server('odbc');
my $server = 'Servername=127.0.0.1;Database=postgres;Port=' . $node->port;
my $owner = 'Username=' . getpwuid($>);
my $client = DriverClient->new($program, $server);

for my $settings ('UseServerSidePrepare=1', 'UseServerSidePrepare=0', 'UseDeclareFetch=1;Fetch=2')
{
	$client->connect_ok("Driver=$driver;$owner;$settings");
	test_codes($node, $client);
	test_index($client);
	test_claims($client);
	# message and detail are all that the driver hands on
	test_enforcement($client, 'DETAIL: line 1 \(64451\), IV of CP.MP.166: .*\(CO 50, N130\)');
}

$client->connect_ok("Driver=$driver;$owner;UseServerSidePrepare=1");
test_generic_plan($client, 'cpt_code');

# Unicode programs bind wide strings
answers_ok($client, [ 'query', 'SELECT id FROM service WHERE code = ?', 'w:27096' ], 1);
fails_ok($client, [ 'query', 'SELECT id FROM service WHERE code = ?', 'w:6445X' ], '22P02', 'type cpt_code: "6445X"');
answers_ok($client, [ 'query', 'SELECT policy_decision(?::jsonb)', 'l:{}' ], 'invalid');
# the driver leaves the type of a parameter to the server, which takes arrays and claims without a cast, too
answers_ok($client, [ 'update', 'INSERT INTO service (id, modifiers) VALUES (?, ?)', 'i:20', 's:{LT,59}' ], 1);
answers_ok($client, [ 'query', 'SELECT policy_decision(?)', 's:{}' ], 'invalid');

$client->stop;
$node->stop;
done_testing();
