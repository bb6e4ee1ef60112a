# Tests that hold for every driver: a server with codes and evaluations, and what a tool asks of it.
package DriverTest;

use strict;
use warnings;

use Exporter 'import';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(make_server reset_services answers_ok fails_ok
	test_codes test_index test_generic_plan test_claims test_enforcement);

my $denied_claim =
	'{"claim_id": "A-1", "payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "64451"}]}';

# ---- the server ----

# Java knows TCP only.
sub make_server
{
	my ($name) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);
	$node->init;
	$node->append_conf('postgresql.conf', "listen_addresses = '127.0.0.1'");
	$node->start;
	$node->safe_psql('postgres', q{
		CREATE EXTENSION cptpolicy;
		CREATE TABLE service (id bigint, code cpt_code, modifier cpt_modifier, modifiers cpt_modifier[]);
		CREATE TABLE many (code cpt_code);
		INSERT INTO many SELECT lpad(n::text, 5, '0') FROM generate_series(1, 20000) n;
		CREATE INDEX ON many (code);
		VACUUM ANALYZE many;
		CREATE TABLE incoming (id bigint, claim jsonb, result jsonb);
		CREATE TRIGGER check_claim BEFORE INSERT OR UPDATE ON incoming
			FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'result')});
	return $node;
}

sub reset_services
{
	my ($node) = @_;
	$node->safe_psql('postgres', q{
		TRUNCATE service;
		INSERT INTO service VALUES (1, '27096', 'LT', '{LT,59}'), (2, '64451', 'RT', NULL), (3, 'G0260', NULL, '{}')});
	return;
}

# ---- codes as bound parameters ----

sub answers_ok
{
	my ($client, $request, $expected) = @_;
	is($client->ask(@$request), $expected, join ' ', @$request);
	return;
}

sub fails_ok
{
	my ($client, $request, $sqlstate, $message) = @_;
	like($client->ask(@$request), qr/^error\|$sqlstate\|.*$message/s, join ' ', 'refused:', @$request);
	return;
}

# What an application does with codes, the same through each driver and in each of its modes.
sub test_codes
{
	my ($node, $client) = @_;
	reset_services($node);
	test_selection($client);
	test_change($client);
	test_bad_codes($client);
	return;
}

sub test_selection
{
	my ($client) = @_;
	my $select = 'SELECT id, code FROM service WHERE';

	answers_ok($client, @$_) for
		[ [ 'query', "$select code = ?", 's:27096' ], '1|27096' ],
		[ [ 'query', "$select code = ?", 's: g0260 ' ], '3|G0260' ],
		[ [ 'query', "$select code = ?", 'c:27096' ], '1|27096' ],
		[ [ 'query', "$select code = ?", 'N:' ], '' ],
		[ [ 'query', "$select code <> ? ORDER BY id", 's:27096' ], "2|64451\n3|G0260" ],
		[ [ 'query', "$select code BETWEEN ? AND ? ORDER BY id", 's:00100', 's:69999' ], "1|27096\n2|64451" ],
		[ [ 'query', "$select code IN (?, ?) ORDER BY id", 's:27096', 's:G0260' ], "1|27096\n3|G0260" ],
		[ [ 'query', "$select code ^@ ?", 's:27' ], '1|27096' ],
		[ [ 'query', "$select code <@ ?::cpt_code_range", 's:[64450,64455]' ], '2|64451' ],
		[ [ 'query', "$select modifier = ?", 's:rt' ], '2|64451' ],
		[ [ 'query', "$select modifier IN (?, ?)", 's:LT', 's:50' ], '1|27096' ],
		[ [ 'query', "$select ? = ANY (modifiers)", 's:59' ], '1|27096' ],
		[ [ 'query', "$select modifiers && ?::cpt_modifier[]", 's:{59,RT}' ], '1|27096' ],
		[ [ 'query', 'SELECT modifiers FROM service ORDER BY id' ], "{LT,59}\nNULL\n{}" ],
		[ [ 'query', 'SELECT cpt_category(?)', 's:27096' ], 'I' ],
		# a parameter beside no code stays the string that it was
		[ [ 'query', q{SELECT count(*) FROM service WHERE lower(?) = 'a' AND ? = 'B'}, 's:A', 's:B' ], '3' ];
	return;
}

sub test_change
{
	my ($client) = @_;
	my $insert = 'INSERT INTO service VALUES (?, ?, ?, ?::cpt_modifier[])';

	answers_ok($client, @$_) for
		[ [ 'update', $insert, 'i:4', 's:64493', 's:50', 's:{50,KX}' ], 1 ],
		[ [ 'update', $insert, 'i:5', 'N:', 'N:', 'N:' ], 1 ],
		[ [ 'update', 'UPDATE service SET code = ?, modifier = ? WHERE code = ?', 's:64494', 's:KX', 's:64493' ], 1 ],
		[ [ 'update', 'UPDATE service SET code = ? WHERE id = ?', 'N:', 'i:3' ], 1 ],
		[ [ 'batch', 'INSERT INTO service (code, modifier) VALUES (?, ?)', 2, 's:99213', 's:25', 's:99214', 'N:' ], 2 ],
		[ [ 'update', 'DELETE FROM service WHERE code = ?', 's:99214' ], 1 ],
		[ [ 'query', 'SELECT id, code, modifier, modifiers FROM service ORDER BY id' ],
			join "\n", '1|27096|LT|{LT,59}', '2|64451|RT|NULL', '3|NULL|NULL|{}', '4|64494|KX|{50,KX}',
			'5|NULL|NULL|NULL', 'NULL|99213|25|NULL' ];
	return;
}

sub test_bad_codes
{
	my ($client) = @_;
	my $bad_code = 'invalid input syntax for type cpt_code: "6445X"';
	my $bad_modifier = 'invalid input syntax for type cpt_modifier: "L"';

	fails_ok($client, @$_) for
		[ [ 'query', 'SELECT id FROM service WHERE code = ?', 's:6445X' ], '22P02', $bad_code ],
		[ [ 'query', 'SELECT id FROM service WHERE code IN (?, ?)', 's:27096', 's:6445X' ], '22P02', $bad_code ],
		[ [ 'query', 'SELECT id FROM service WHERE modifier = ?', 's:L' ], '22P02', $bad_modifier ],
		[ [ 'update', 'INSERT INTO service (code) VALUES (?)', 's:6445X' ], '22P02', $bad_code ],
		[ [ 'update', 'INSERT INTO service (modifiers) VALUES (?::cpt_modifier[])', 's:{LT,L}' ], '22P02',
			$bad_modifier ],
		[ [ 'update', 'UPDATE service SET code = ? WHERE id = 1', 's:6445X' ], '22P02', $bad_code ],
		[ [ 'batch', 'INSERT INTO service (code) VALUES (?)', 1, 's:99215', 's:6445X' ], '22P02', $bad_code ];
	# outside of a transaction, drivers may keep the good rows of a batch
	is($client->ask('query', q{SELECT count(*) FROM service WHERE code IS DISTINCT FROM '99215'}), 6,
		'nothing of what was refused is there');
	return;
}

# ---- indexes ----

sub test_index
{
	my ($client) = @_;

	like($client->ask('query', 'EXPLAIN (COSTS OFF) SELECT code FROM many WHERE code = ?', 's:00099'),
		qr/Index Only Scan using many_code_idx.*\n.*Index Cond: \(code = /, 'the index serves a bound code');
	return;
}

# The plan without knowledge of the value, of the very statement that the driver prepared, with its parameter's type.
sub test_generic_plan
{
	my ($client, $type) = @_;
	my $sql = 'SELECT code FROM many WHERE code =';

	is($client->ask('keep', "$sql ?", 's:00099'), '00099', 'prepared statement');
	my ($row) = $client->rows('query',
		"SELECT name, parameter_types[1] FROM pg_prepared_statements WHERE statement = '$sql \$1'");
	is($row->[1], $type, 'type of its parameter');
	is($client->ask('update', 'SET plan_cache_mode = force_generic_plan'), 0, 'SET');
	like($client->ask('query', qq{EXPLAIN (COSTS OFF) EXECUTE "$row->[0]" ('00099')}),
		qr/Index Only Scan using many_code_idx.*\n.*Index Cond: \(code = .*\$1/,
		"the index serves a $type in a generic plan");
	is($client->ask('update', 'RESET plan_cache_mode'), 0, 'RESET');
	return;
}

# ---- claims ----

sub test_claims
{
	my ($client) = @_;

	answers_ok($client, @$_) for
		[ [ 'query', q{SELECT evaluate_policy(?::jsonb) ->> 'decision'}, "s:$denied_claim" ], 'deny' ],
		[ [ 'query', 'SELECT policy_decision(?::jsonb)', 's:{}' ], 'invalid' ],
		[ [ 'query', 'SELECT line, code, decision, criterion FROM evaluate_lines(?::jsonb)', "s:$denied_claim" ],
			'1|64451|deny|IV' ];
	fails_ok($client, [ 'query', 'SELECT evaluate_policy(?::jsonb)', 's:{' ], '22P02',
		'invalid input syntax for type json');
	return;
}

# ---- the trigger ----

# Claims that are refused, warned of and taken. $fields is what the driver has of the error beside its state.
sub test_enforcement
{
	my ($client, $fields) = @_;
	my $insert = 'INSERT INTO incoming (id, claim) VALUES (?, ?::jsonb)';
	my $message = 'claim "A-1" is denied: line 1 \(64451\), IV: ';

	fails_ok($client, [ 'update', $insert, 'i:1', "s:$denied_claim" ], '23514', "$message.*$fields");
	fails_ok($client, [ 'update', $insert, 'i:1', 's:{"claim_id": "A-2"}' ], '23514', 'claim "A-2" is invalid');
	fails_ok($client, [ 'batch', 'INSERT INTO incoming (claim) VALUES (?::jsonb)', 1, "s:$denied_claim" ], '23514',
		$message);
	answers_ok($client, [ 'query', 'SELECT count(*) FROM incoming' ], 0);
	answers_ok($client, [ 'update', q{SET cptpolicy.enforcement = 'warn'} ], 0);
	like($client->ask('update', $insert, 'i:1', "s:$denied_claim"), qr/^warning\|23514\|.*${message}.*\n1$/s,
		'warning');
	answers_ok($client, [ 'update', 'RESET cptpolicy.enforcement' ], 0);
	answers_ok($client, [ 'query', q{SELECT id, result ->> 'decision' FROM incoming} ], '1|deny');
	fails_ok($client, [ 'update', 'UPDATE incoming SET claim = claim || ?::jsonb', 's:{"note": "again"}' ], '23514',
		$message);
	answers_ok($client, [ 'update', 'DELETE FROM incoming WHERE id = ?', 'i:1' ], 1);
	return;
}

1;
