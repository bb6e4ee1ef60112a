# Through pgjdbc: codes as bound parameters, refused claims, and the views for BI tools.
#
# JDBC_JAR names the driver's jar, JAVA_HOME the JDK, where they are not in a usual place.

use strict;
use warnings;

use lib 'test/drivers';
use DriverClient;
use DriverTest;
use PostgreSQL::Test::Utils;
use ReportTest;
use Test::More;

sub find_program
{
	my ($name) = @_;
	my @folders = split /:/, $ENV{PATH};
	unshift @folders, "$ENV{JAVA_HOME}/bin" if $ENV{JAVA_HOME};
	my ($path) = grep { -x } map { "$_/$name" } @folders, glob '/usr/lib/jvm/*/bin';
	return $path;
}

my ($jar) = grep { -e } $ENV{JDBC_JAR} // (), '/usr/share/java/postgresql.jar', '/usr/share/java/postgresql-jdbc.jar';
my ($java, $compiler) = (find_program('java'), find_program('javac'));
my $classes = PostgreSQL::Test::Utils::tempdir;

plan skip_all => 'pgjdbc is not installed (libpostgresql-jdbc-java)' unless $jar;
plan skip_all => 'there is no Java compiler (default-jdk-headless)' unless $java && $compiler;
system_or_bail($compiler, '-Xlint:all', '-Werror', '-d', $classes, '-cp', $jar, 'test/drivers/JdbcClient.java');

my $node = make_server('jdbc');
my $client = DriverClient->new($java, '-XX:TieredStopAtLevel=1', '-cp', "$classes:$jar", 'JdbcClient',
	'jdbc:postgresql://127.0.0.1:' . $node->port . '/postgres');
my $owner = 'user=' . getpwuid($>);

# ---- codes ----

for my $settings ('', 'prepareThreshold=1', 'prepareThreshold=1&stringtype=unspecified', 'preferQueryMode=simple',
	'preferQueryMode=extended&prepareThreshold=0', 'prepareThreshold=-1&reWriteBatchedInserts=true')
{
	$client->connect_ok("$owner&$settings");
	test_codes($node, $client);
	test_index($client);
	test_claims($client);
	# schema, table, column and constraint, which is the trigger; detail; hint
	test_enforcement($client,
		'\|public\|incoming\|claim\|check_claim\|line 1 \(64451\), IV of .*\|.*let the claim pass');
}

$client->connect_ok("$owner&prepareThreshold=1");
test_generic_plan($client, 'character varying');

# arrays of modifiers, read and written
answers_ok($client, [ 'array', 'SELECT modifiers FROM service WHERE id IN (1, 3) ORDER BY id' ],
	"cpt_modifier|1111|[LT, 59]\ncpt_modifier|1111|[]");
answers_ok($client, [ 'array', 'SELECT modifiers FROM service WHERE id = 2' ], 'NULL');
answers_ok($client, [ 'array', 'SELECT modifiers::text[] FROM service WHERE id = 1' ], 'text|12|[LT, 59]');
for my $kind ('a', 'v')
{
	answers_ok($client, [ 'update', 'UPDATE service SET modifiers = ? WHERE id = 1', "$kind:RT,KX" ], 1);
	answers_ok($client, [ 'query', 'SELECT modifiers FROM service WHERE id = 1' ], '{RT,KX}');
	fails_ok($client, [ 'update', 'UPDATE service SET modifiers = ?', "$kind:RT,K" ], '22P02', 'cpt_modifier: "K"');
}
answers_ok($client, [ 'query', 'SELECT id FROM service WHERE modifiers = ?', 'a:RT,KX' ], '1');
# a string is no array to the server, unless it is cast, or sent without a type
fails_ok($client, [ 'update', 'UPDATE service SET modifiers = ?', 's:{RT}' ], '42804', 'cpt_modifier\[\]');
answers_ok($client, [ 'update', 'UPDATE service SET modifiers = ? WHERE id = 1', 'o:{RT}' ], 1);
answers_ok($client, [ 'query', 'SELECT policy_decision(?)', 'o:{}' ], 'invalid');

$client->connect_ok("$owner&prepareThreshold=1&stringtype=unspecified");
test_generic_plan($client, 'cpt_code');
answers_ok($client, [ 'update', 'UPDATE service SET modifiers = ? WHERE id = 1', 's:{RT}' ], 1);

# what applications learn of a bad code
answers_ok($client, [ 'query', 'SELECT id FROM service WHERE code = ?', 's:2709O' ],
	'error|22P02|invalid input syntax for type cpt_code: "2709O"|NULL|NULL|NULL|NULL|A code is five digits (99213), '
		. 'four digits and one of A F M T U (0042T), '
		. 'or one of A B C D E G H J K L M P Q R S T U V and four digits (G0260).|NULL');

# what tools see of columns of such types, and of what a view of one's own would cast them to
answers_ok($client, [ 'describe', 'SELECT code, modifiers, code::varchar(5) AS text FROM service' ],
	join "\n", 'code|1111|2147483647|0|java.lang.String', 'modifiers|2003|2147483647|0|java.sql.Array',
	'text|12|5|0|java.lang.String');

# ---- views ----

my %type_numbers = (
	integer => [ 4, 10, 0 ], bigint => [ -5, 19, 0 ], smallint => [ 5, 5, 0 ],
	date => [ 91, 13, 0 ], boolean => [ -7, 1, 0 ],
	'timestamp without time zone' => [ 93, 29, 6 ], 'timestamp(0) without time zone' => [ 93, 22, 0 ]);

sub type_of
{
	my ($type) = @_;
	return [ 12, $1, 0 ] if $type =~ /^character varying\((\d+)\)$/;
	return [ 2, $1, $2 ] if $type =~ /^numeric\((\d+),(\d+)\)$/;
	return $type_numbers{$type};
}

fill_log($node);
my @columns = report_columns($node);
my ($rows, $filters) = (report_rows($node, \@columns), report_filters($node, \@columns));
my $tool = 'user=tool';

$client->connect_ok($tool);
test_view_list($node, $client, 1);
test_column_types($client, \@columns, \&type_of);
test_comments($client, \@columns);

for my $settings ('', 'prepareThreshold=-1', 'preferQueryMode=simple')
{
	$client->connect_ok("$tool&$settings");
	test_values($client, \@columns, $rows);
	test_filters($client, $filters);
	test_questions($node, $client);
}

$client->stop;
$node->stop;
done_testing();
