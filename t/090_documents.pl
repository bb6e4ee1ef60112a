# Every SQL block of README.md and docs/ runs, in the order of its page. In the README it prints what the text block behind
# it shows; without one, and in docs/, where texts are excerpts, it meets no error. What a page of docs/ takes for granted
# stands in test/data/documents. Blocks of docs/roles.md are run by the roles' own test.
#
# After a change that is meant, README_OUT=file makes prove write the page with what was printed, to be read and kept:
#   README_OUT=/tmp/README.md PROVE_TESTS=t/090_documents.pl make prove
use strict;
use warnings;

use Cwd;
use File::Basename qw(basename);
use File::Copy qw(copy);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $tree = getcwd();
my $cms = "$tree/test/data/cms";
my $documents = "$tree/test/data/documents";
my $node = PostgreSQL::Test::Cluster->new('documents');
$node->init;
$node->start;

# Files that pages call /data/..., by page, and what serves as them: tables of one quarter as those of another.
my %files_of = (
	enforcement => { 'claims.jsonl' => "$tree/test/data/sample_claims.jsonl" },
	loading => {
		(map { ("ccipra-v322r0-f$_.TXT" => "$cms/ccipra-v303r0-f" . ($_ % 2 ? '1.TXT' : '2.txt')) } 1 .. 4),
		map { ($_ => "$cms/MCR_MUE_PractitionerServices_Eff_10-01-2024.csv") }
		  'MCR_MUE_PractitionerServices_Eff_07-01-2026.csv', 'limits.csv' },
	'policy-documents' => { 'my_policy.json' => "$documents/my_policy.json" });

# The folder that has a page's files: the tree itself for those of the README.
sub folder_of
{
	my ($name) = @_;
	return $tree if $name eq 'README';
	my $folder = PostgreSQL::Test::Utils::tempdir;
	my $files = $files_of{$name} // {};
	copy($files->{$_}, "$folder/$_") or die "$_: $!" for keys %$files;
	return $folder;
}

# What psql prints for a block, errors among it, without the place in its input and without blanks at line ends.
sub printed
{
	my ($database, $folder, $block) = @_;
	my $output = '';

	IPC::Run::run([ 'psql', '-X', '-q', '-d', $node->connstr($database), '-v', 'VERBOSITY=default' ],
		'<', \"\\pset pager off\n$block", '>', \$output, '2>&1', init => sub { chdir $folder });
	$output =~ s/^psql:<stdin>:\d+: //mg;
	$output =~ s/[ \t]+$//mg;
	$output =~ s/\s+\z//;
	return $output;
}

# A page has a database of its own.
sub create_database
{
	my ($name) = @_;
	my $given = "$documents/$name.sql";

	$node->safe_psql('postgres', qq{CREATE DATABASE "$name"});
	$node->safe_psql($name, 'CREATE EXTENSION cptpolicy');
	$node->psql($name, slurp_file($given), on_error_die => 1) if -e $given;
	return;
}

# The page as it reads with what its blocks print.
sub run_blocks
{
	my ($page) = @_;
	my $name = basename($page, '.md');
	my $folder = folder_of($name);

	create_database($name);
	return slurp_file($page) =~ s{(^```sql\n(.*?)^```\n)(\n```text\n)?(?(3)(.*?)^```\n)}{
		my ($source, $block, $has_text, $shown) = ($1, $2, $3, $4);
		my $printed = printed($name, $folder, $block =~ s{(?<=')/data\b}{$folder}gr);
		test_block("$page: " . $block =~ s/\n.*//sr, $printed, $has_text && $name eq 'README' ? $shown : undef);
		$source . ($has_text ? "\n```text\n$printed\n```\n" : '');
	}gemsxr;
}

sub test_block
{
	my ($name, $printed, $shown) = @_;

	return unlike($printed, qr/^(?:ERROR|FATAL)|^invalid command/m, $name) unless defined $shown;
	return is($printed, $shown =~ s/\s+\z//r, $name);
}

my $readme = run_blocks('README.md');
append_to_file($ENV{README_OUT}, $readme) if $ENV{README_OUT};
run_blocks($_) for grep { $_ ne 'docs/roles.md' } sort glob('docs/*.md');

$node->stop;
done_testing();
