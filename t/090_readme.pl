# Every SQL block of README.md runs, in the order of the page, and prints what the text block behind it shows.
#
# After a change that is meant, README_OUT=file makes prove write the page with what was printed, to be read and kept:
#   README_OUT=/tmp/README.md PROVE_TESTS=t/090_readme.pl make prove
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

# What psql prints for a block, errors among it, without the place in its input and without blanks at line ends.
sub printed
{
	my ($node, $block) = @_;
	my $output = '';

	IPC::Run::run([ 'psql', '-X', '-q', '-d', $node->connstr('postgres'), '-v', 'VERBOSITY=default' ],
		'<', \"\\pset pager off\n$block", '>', \$output, '2>&1');
	$output =~ s/^psql:<stdin>:\d+: //mg;
	$output =~ s/[ \t]+$//mg;
	$output =~ s/\s+\z//;
	return $output;
}

my $page = slurp_file('README.md');
my $node = PostgreSQL::Test::Cluster->new('readme');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION cptpolicy');

$page =~ s{(^```sql\n(.*?)^```\n)(\n```text\n)?(?(3)(.*?)^```\n)}{
	my ($source, $block, $has_text, $shown) = ($1, $2, $3, $4);
	my $printed = printed($node, $block);
	my ($name) = $block =~ /(.*)/;

	if ($has_text)
	{
		$shown =~ s/\s+\z//;
		is($printed, $shown, $name);
	}
	else
	{
		unlike($printed, qr/^ERROR/m, $name);
	}
	$source . ($has_text ? "\n```text\n$printed\n```\n" : '');
}gemsx;

append_to_file($ENV{README_OUT}, $page) if $ENV{README_OUT};
$node->stop;
done_testing();
