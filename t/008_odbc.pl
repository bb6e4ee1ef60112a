# Through psqlODBC and unixODBC: codes as bound parameters, refused claims, and the views for BI tools.
#
# ODBC_DRIVER names the driver's library, where it is not in a usual place.

use strict;
use warnings;

use lib 'test/drivers';
use DriverClient;
use DriverTest;
use PostgreSQL::Test::Utils;
use ReportTest;
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
system_or_bail("$compiler $flags -o $program test/drivers/odbc_client.c test/drivers/odbc_values.c -lodbc");

my $node = make_server('odbc');
my $server = 'Servername=127.0.0.1;Database=postgres;Port=' . $node->port;
my $owner = 'Username=' . getpwuid($>);
my $client = DriverClient->new($program, $server);

# ---- codes ----

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

# what tools see of columns of such types, and of what a view of one's own would cast them to
answers_ok($client, [ 'describe', 'SELECT code, modifiers, code::varchar(5) AS text FROM service' ],
	"code|12|255|0\nmodifiers|12|255|0\ntext|12|5|0");

# ---- views ----

my %type_numbers = (
	integer => [ 4, 10, 0 ], bigint => [ -5, 19, 0 ], smallint => [ 5, 5, 0 ], date => [ 91, 10, 0 ],
	'timestamp without time zone' => [ 93, 26, 6 ], 'timestamp(0) without time zone' => [ 93, 19, 0 ]);

# A string of more than 255 characters (MaxVarcharSize) would be a LONGVARCHAR, which many tools do not group by.
sub type_of
{
	my ($type, $boolean, $string) = @_;
	return $boolean if $type eq 'boolean';
	return [ $string // 12, $1, 0 ] if $type =~ /^character varying\((\d+)\)$/ && $1 <= 255;
	return [ 2, $1, $2 ] if $type =~ /^numeric\((\d+),(\d+)\)$/;
	return $type_numbers{$type};
}

sub as_text { return type_of($_[0], [ 12, 5, 0 ]) }
sub as_bit { return type_of($_[0], [ -7, 1, 0 ]) }
sub as_wide { return type_of($_[0], [ 12, 5, 0 ], -9) }

fill_log($node);
my @columns = report_columns($node);
my ($rows, $filters) = (report_rows($node, \@columns), report_filters($node, \@columns));
my $tool = 'Username=tool';

# a boolean is a text "1" or "0", unless the driver is told otherwise
$client->connect_ok("Driver=$driver;$tool");
test_view_list($node, $client, 0);
test_column_types($client, \@columns, \&as_text);
test_values($client, \@columns, $rows);
test_filters($client, $filters);
test_questions($node, $client);

$client->connect_ok("Driver=$driver;$tool;BoolsAsChar=0;UseServerSidePrepare=0;UseDeclareFetch=1");
test_column_types($client, \@columns, \&as_bit);
test_values($client, \@columns, $rows);
test_filters($client, $filters);
test_questions($node, $client);

# programs of Unicode are shown WVARCHAR
is($client->ask('connect_wide', "Driver=$driver;$tool"), 'ok', 'connection of a program of Unicode');
test_column_types($client, \@columns, \&as_wide);

# the driver for programs without Unicode
my $ansi_driver = $driver =~ s/psqlodbcw/psqlodbca/r;
SKIP:
{
	skip 'psqlODBC for ANSI is not installed', 1 unless -e $ansi_driver;
	$client->connect_ok("Driver=$ansi_driver;$tool");
	test_column_types($client, \@columns, \&as_text);
}

$client->stop;
$node->stop;
done_testing();
