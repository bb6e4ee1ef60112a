# Tests of the views for BI tools that hold for every driver: what it says of their columns, and what it reads.
package ReportTest;

use strict;
use warnings;

use Exporter 'import';
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(fill_log report_columns report_rows report_filters
	test_view_list test_column_types test_comments test_values test_filters test_questions);

# ---- the log ----

# Two runs over the sample claims, with a change of what decides between them, besides claims with values of any length
# and without any value; and a role that may see what BI tools see.
sub fill_log
{
	my ($node) = @_;
	my $claims = join ",\n", map { s/'/''/g; "('$_')" } grep { /\S/ } split /\n/,
		slurp_file('test/data/sample_claims.jsonl');

	$node->safe_psql('postgres', qq{
		CREATE TABLE claim (claim_id text, claim jsonb);
		INSERT INTO claim (claim) VALUES $claims;
		UPDATE claim SET claim_id = claim ->> 'claim_id'});
	$node->safe_psql('postgres', q{
		INSERT INTO claim VALUES
			('é' || repeat('x', 400), jsonb_build_object('payer', repeat('Krankenkasse für Äpfel', 30), 'lines',
				jsonb_build_array(jsonb_build_object('code', '27096', 'charge', 9999999999.99, 'line', 2147483647,
				'date_of_service', '2024-03-01')))),
			(NULL, '{"lines": [{"code": "64451"}]}'), ('empty', '{}'), ('none', NULL),
			('far', '{"date_of_service": "9999-12-31", "lines": [{"code": "99213", "charge": 0.005, "units": 1}]}'),
			('long ago', '{"date_of_service": "0001-01-01", "lines": [{"code": "99213", "charge": 1e300}]}')});
	$node->safe_psql('postgres', q{CALL evaluate_claims('claim', 'first run')});
	$node->safe_psql('postgres', q{
		INSERT INTO cptpolicy.edit_setting (severity) VALUES ('off');
		DELETE FROM claim WHERE claim_id = 'far'});
	$node->safe_psql('postgres', q{CALL evaluate_claims('claim', 'second run', clinical_facts => true)});
	$node->safe_psql('postgres', q{
		CREATE ROLE tool LOGIN;
		ALTER ROLE tool SET search_path = '';
		GRANT USAGE ON SCHEMA cptpolicy TO tool;
		DO $$
		DECLARE
			view regclass;
		BEGIN
			FOR view IN SELECT oid FROM pg_class WHERE oid::regclass::text LIKE 'cptpolicy.report\_%' AND relkind = 'v'
			LOOP
				EXECUTE format('GRANT SELECT ON %s TO tool', view);
			END LOOP;
		END
		$$});
	return;
}

# Rows of a query as arrays, whatever their values contain.
sub read_rows
{
	my ($node, $sql) = @_;
	my $rows = $node->safe_psql('postgres', $sql, extra_params => [ '-F', "\x1f", '-R', "\x1e" ]);
	utf8::decode($rows);
	return map { [ split /\x1f/, $_, -1 ] } split /\x1e/, $rows, -1;
}

# What the catalogue says: view, column, type, comment of each column. So a new column is tested as well.
sub report_columns
{
	my ($node) = @_;
	return read_rows($node, q{
		SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), col_description(c.oid, a.attnum)
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE c.oid::regclass::text LIKE 'cptpolicy.report\_%' AND c.relkind = 'v' AND a.attnum > 0
		ORDER BY c.relname COLLATE "C", a.attnum});
}

sub view_names
{
	my ($columns) = @_;
	my %seen;
	return grep { !$seen{$_}++ } map { $_->[0] } @$columns;
}

sub compare_rows
{
	my ($rows) = @_;
	return [ sort map { join "\x1f", @$_ } @$rows ];
}

# What psql reads of each view, booleans as 1 and 0.
sub report_rows
{
	my ($node, $columns) = @_;
	my %rows_of;

	for my $view (view_names($columns))
	{
		my @columns = grep { $_->[0] eq $view } @$columns;
		my $list = join ', ', map { $_->[2] eq 'boolean' ? "$_->[1]::int" : $_->[1] } @columns;
		$rows_of{$view} = compare_rows([ read_rows($node, "SELECT $list FROM cptpolicy.$view") ]);
	}
	return \%rows_of;
}

sub parameter_kind
{
	my ($type) = @_;
	return
		$type =~ /^numeric/ ? 'n'
		: $type =~ /^timestamp/ ? 't'
		: $type eq 'date' ? 'd'
		: $type eq 'boolean' ? 'b'
		: $type =~ /int/ ? 'i'
		: 's';
}

# A value of each column, as a parameter, and how many rows have it: view, column, parameter, count.
sub report_filters
{
	my ($node, $columns) = @_;
	my @queries = map {
		my ($view, $column, $type) = @$_;
		my $kind = parameter_kind($type);
		my $text = $kind eq 'b' ? "left(${column}::text, 1)" : "${column}::text";
		"(SELECT '$view', '$column', '$kind:' || $text, count(*)
		FROM cptpolicy.$view GROUP BY $column ORDER BY count(*), $column DESC LIMIT 1)"
	} @$columns;

	return [ read_rows($node, join ' UNION ALL ', @queries) ];
}

# ---- what the driver says ----

# What a tool lists when it connects. Not every driver shows comments.
sub test_view_list
{
	my ($node, $client, $shows_comments) = @_;
	my $comment = $shows_comments ? q{obj_description(oid, 'pg_class')} : q{''};
	my @expected = read_rows($node, qq{
		SELECT 'cptpolicy', relname, 'VIEW', $comment
		FROM pg_class WHERE oid::regclass::text LIKE 'cptpolicy.report\\_%' AND relkind = 'v'
		ORDER BY relname COLLATE "C"});

	cmp_ok(scalar @expected, '>=', 10, 'there are views');
	is_deeply([ sort { $a->[1] cmp $b->[1] } $client->rows('tables', 'cptpolicy', 'report\\_%') ], \@expected,
		'list of views');
	return;
}

# $type_of gives [type, size, digits] that a driver has for a name of format_type, undef for what tools do not know.
sub test_column_types
{
	my ($client, $columns, $type_of) = @_;

	for my $view (view_names($columns))
	{
		my @columns = grep { $_->[0] eq $view } @$columns;
		my @expected = map { [ $_->[1], @{ $type_of->($_->[2]) // [] } ] } @columns;

		is_deeply([ map { $_->[1] . ' ' . $_->[2] } grep { !$type_of->($_->[2]) } @columns ], [],
			"$view has only types that tools know");
		for my $way ('describe', 'describe_result')
		{
			my @rows = map { [ @$_[ 0 .. 3 ] ] } $client->rows($way, "SELECT * FROM cptpolicy.$view");
			is_deeply(\@rows, \@expected, "$view: $way");
		}
		my @rows =
			map { [ @$_[ 1 .. 3 ], $_->[4] eq 'NULL' ? 0 : $_->[4] ] } $client->rows('columns', 'cptpolicy', $view);
		is_deeply(\@rows, \@expected, "$view: columns");
	}
	return;
}

sub test_comments
{
	my ($client, $columns) = @_;
	my @rows = map { $client->rows('columns', 'cptpolicy', $_) } view_names($columns);

	is_deeply([ map { [ @$_[ 0, 1, 5 ] ] } @rows ], [ map { [ @$_[ 0, 1, 3 ] ] } @$columns ], 'comments of columns');
	is_deeply([ grep { $_->[5] eq 'NULL' } @rows ], [], 'each column has one');
	return;
}

# ---- what the driver reads ----

# All rows of all views, each value read by its reported type, are those that psql reads.
sub test_values
{
	my ($client, $columns, $rows_of) = @_;

	for my $view (view_names($columns))
	{
		my @rows = $client->rows('query', "SELECT * FROM cptpolicy.$view");

		cmp_ok(scalar @rows, '>', 0, "$view has rows");
		is_deeply([ grep { $_->[0] eq 'error' } @rows ], [], "$view is read, no value longer than said");
		is_deeply(compare_rows(\@rows), $rows_of->{$view}, "$view: values");
		is($client->ask('query', "SELECT count(*) FROM cptpolicy.$view v WHERE NOT (v IS NOT NULL)"), 0,
			"$view: no null");
	}
	return;
}

# Each column compared with a bound value of its type.
sub test_filters
{
	my ($client, $filters) = @_;

	for (@$filters)
	{
		my ($view, $column, $parameter, $count) = @$_;
		is($client->ask('query', "SELECT count(*) FROM cptpolicy.$view WHERE $column = ?", $parameter), $count,
			"$view.$column = $parameter");
	}
	return;
}

# What a page of a tool asks: sums by group, with several bound conditions, beside the same with constants.
sub test_questions
{
	my ($node, $client) = @_;

	for (
		[ q{SELECT decision, sum(line_count), sum(claim_count), sum(charge) FROM cptpolicy.report_line
			WHERE run_name = ? AND date_of_service BETWEEN ? AND ? AND charge >= ? AND date_known = ?
			GROUP BY decision, decision_order ORDER BY decision_order},
			's:first run', 'd:2024-01-01', 'd:2024-12-31', 'n:700.50', 'b:t' ],
		[ q{SELECT service_month, decision, lines, charge FROM cptpolicy.report_decision_by_month
			WHERE run_name = ? AND service_month >= ? AND decision IN (?, ?) ORDER BY service_month, decision},
			's:first run', 'd:2024-03-01', 's:deny', 's:pend' ],
		[ q{SELECT group_code, carc, rarc, reasons, charge FROM cptpolicy.report_denial_code
			WHERE latest_run = ? AND finding = ? AND reasons > ? ORDER BY group_code, carc, rarc},
			'b:t', 's:denial', 'i:0' ],
		[ q{SELECT payer_name, sum(deny_charge) FROM cptpolicy.report_payer WHERE upper(payer) LIKE ? AND run_name <> ?
			GROUP BY payer_name}, 's:CEN%', 's:first run' ],
		[ q{SELECT count(*) FROM cptpolicy.report_line WHERE evaluated_at > ? AND code BETWEEN ? AND ?},
			't:2024-01-01 00:00:00', 's:27096', 's:64999' ])
	{
		my ($sql, @parameters) = @$_;
		my $expected = $node->safe_psql('postgres', with_constants($sql, @parameters));

		$sql =~ s/\s+/ /g;
		isnt($expected, '', 'there are rows to ask for');
		is($client->ask('query', $sql, @parameters), $expected, $sql);
	}
	return;
}

sub with_constants
{
	my ($sql, @parameters) = @_;
	return $sql =~ s/\?/q{'} . substr(shift @parameters, 2) . q{'}/ger;
}

1;
