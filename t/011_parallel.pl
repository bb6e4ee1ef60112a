# Parallel plans, where the server can make them: evaluate_claims() counts and copies with workers, and queries that
# judge each claim of a table use them. The same with no workers gives the same rows, which is what it is compared with.

use strict;
use warnings;

use Cwd;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', q{
	max_worker_processes = 8
	max_parallel_workers = 4
	max_parallel_workers_per_gather = 2
	min_parallel_table_scan_size = 0
	parallel_setup_cost = 0
	parallel_tuple_cost = 0
	autovacuum = off
	jit = off});
$node->start;

sub sql
{
	my ($query) = @_;
	return $node->safe_psql('postgres', $query);
}

sql(q{CREATE EXTENSION cptpolicy;
	CREATE TABLE claim (claim_id int, claim jsonb);
	INSERT INTO claim SELECT i * 7919 % 5003, c FROM generate_series(1, 5000) i
		JOIN (SELECT row_number() OVER () AS number, count(*) OVER () AS samples, line::jsonb AS c
			FROM string_to_table(pg_read_file('DIRECTORY/test/data/sample_claims.jsonl'), E'\n') AS line
			WHERE line <> '') s ON number = 1 + i % samples;
	ANALYZE claim} =~ s/DIRECTORY/getcwd()/er);

# ---- runs ----

# What auto_explain wrote of the statements of a run: their plans, by the beginning of the statement.
sub plans_of_run
{
	my ($run, @settings) = @_;
	my $start = -s $node->logfile;
	sql(join('; ', "LOAD 'auto_explain'", 'SET auto_explain.log_min_duration = 0',
		'SET auto_explain.log_nested_statements = on', 'SET auto_explain.log_analyze = on', @settings)
		. "; CALL evaluate_claims('claim', '$run', 500)");
	my %plans;
	for my $entry (split /^(?=\S)/m, substr(slurp_file($node->logfile), $start))
	{
		my ($statement) = $entry =~ /plan:\s+Query Text: (.*)/ or next;
		$plans{count} = $entry if $statement =~ /^SELECT pg_catalog\.count\(\*\) FROM \(SELECT claim_id, claim FROM/;
		$plans{copy} = $entry if $statement =~ /^CREATE TEMPORARY TABLE /;
	}
	return \%plans;
}

my $parallel = plans_of_run('parallel');
my $alone = plans_of_run('alone', 'SET max_parallel_workers_per_gather = 0');
for my $part ('count', 'copy')
{
	like($parallel->{$part}, qr/Gather/, "$part: a parallel plan");
	like($parallel->{$part}, qr/Workers Launched: [1-9]/, "$part: with workers");
	like($alone->{$part}, qr/Seq Scan on .*claim/, "$part without parallel plans: a scan");
	unlike($alone->{$part}, qr/Gather|Workers/, "$part without parallel plans: no workers");
}
like($parallel->{copy}, qr/Gather Merge.*Sort.*Parallel Seq Scan/s, 'copy: the workers sort');

is(sql(q{SELECT state, done, total FROM cptpolicy.evaluation_run ORDER BY run_id}),
	"finished|5000|5000\nfinished|5000|5000", 'both runs are finished');
is(sql(q{SELECT count(*) FILTER (WHERE line_position > 0), count(DISTINCT claim_number) FROM cptpolicy.evaluation
		WHERE run_id = 1}),
	sql(q{SELECT count(*), 5000 FROM claim, jsonb_array_elements(claim -> 'lines')}), 'each line once');
is(sql(q{SELECT count(*) FROM cptpolicy.evaluation a FULL JOIN (SELECT * FROM cptpolicy.evaluation WHERE run_id = 2) b
	USING (claim_number, line_position) WHERE a.run_id = 1 AND (to_jsonb(a) - '{run_id,evaluated_at}'::text[])
		IS DISTINCT FROM (to_jsonb(b) - '{run_id,evaluated_at}'::text[])}), 0, 'both have written the same');

# ---- queries ----

sub launched
{
	my ($query) = @_;
	my $plan = sql("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) $query");
	like($plan, qr/Gather.*Parallel Seq Scan on claim/s, "$query: a parallel plan");
	like($plan, qr/Workers Launched: [1-9]/, "$query: with workers");
	is(sql($query), sql("SET max_parallel_workers_per_gather = 0; $query"), "$query: the same answer without");
	cmp_ok(sql($query), '>', 0, "$query: there are such claims");
	return;
}

launched(q{SELECT count(*) FROM claim WHERE policy_decision(claim) = 'deny'});
launched(q{SELECT count(*) FROM claim WHERE evaluate_policy(claim) ->> 'decision' = 'approve'});
launched(q{SELECT count(*) FROM claim, evaluate_lines(claim) AS line WHERE line.status = 'unknown'});

$node->stop;
done_testing();
