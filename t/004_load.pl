# cptpolicy-load, files of the server, and whole files.
#
# With CPTPOLICY_CMS_DATA, the folder of tables that test/tools/render-cms-file reads, the files of a whole quarter are
# rendered and loaded: ptp_practitioner_2024q3.csv.gz, mue_practitioner_2024q3.csv, aoc_2024-06-03.csv,
# pprrvu_2024_all_releases_nodesc.csv.gz and HCPC2019_CONTR_ANWEB.txt.gz.

use strict;
use warnings;

use Cwd;
use File::Basename qw(basename);
use IO::Compress::Zip qw($ZipError);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
my $cms = getcwd() . '/test/data/cms';
my $work = PostgreSQL::Test::Utils::tempdir;
my @server = ('-h', $node->host, '-p', $node->port);
my @ptp = map { "$cms/$_" } qw(ccipra-v302r0-f1.TXT ccipra-v302r0-f2.txt);
my @next_ptp = map { "$cms/$_" } qw(ccipra-v303r0-f2.txt ccipra-v303r0-f1.TXT);

# Runs cptpolicy-load; its status, and what it printed.
sub load
{
	my (@arguments) = @_;
	my ($stdout, $stderr);
	my $result = run_command_of([ 'cptpolicy-load', @server, @arguments ], \$stdout, \$stderr);
	return ($result, $stdout, $stderr);
}

sub run_command_of
{
	my ($command, $stdout, $stderr) = @_;
	IPC::Run::run($command, '<', \undef, '>', $stdout, '2>', $stderr);
	return $? >> 8;
}

sub loads_ok
{
	my ($arguments, $pattern, $name) = @_;
	my ($status, $stdout, $stderr) = load(@$arguments);
	is($status, 0, "$name: status") or diag($stderr);
	like($stdout, $pattern, "$name: result");
	return $stderr;
}

sub refuses
{
	my ($arguments, $pattern, $name) = @_;
	my ($status, $stdout, $stderr) = load(@$arguments);
	isnt($status, 0, "$name: status");
	like($stderr, $pattern, "$name: message");
	is($stdout, '', "$name: no result");
	return;
}

sub sql
{
	my ($query, $database) = @_;
	return $node->safe_psql($database // 'claims', $query);
}

my $state = q{
	SELECT 'ptp', count(*), sum(hashtext(p::text)) FROM cptpolicy.ptp p WHERE NOT shipped
	UNION ALL SELECT 'mue', count(*), sum(hashtext(m::text)) FROM cptpolicy.mue m WHERE NOT shipped
	UNION ALL SELECT 'fee_schedule', count(*), sum(hashtext(f::text)) FROM cptpolicy.fee_schedule f WHERE NOT shipped
	UNION ALL SELECT 'file', count(*), sum(hashtext(f::text)) FROM cptpolicy.reference_file f WHERE NOT shipped
	UNION ALL SELECT 'object', count(*), 0 FROM pg_largeobject_metadata};

# ---- what the command refuses before it asks the server ----

refuses([], qr/^usage: cptpolicy-load/, 'no file');
refuses(['--help-me'], qr/unknown option "--help-me"/, 'unknown option');
refuses([ 'x', '-d' ], qr/cannot read file "x"/, 'no such file');
refuses([ $ptp[0], '-d' ], qr/-d needs a value/, 'half an option');
refuses([$cms], qr/cannot read file ".*cms"/, 'folder');
command_like([ 'cptpolicy-load', '--help' ], qr/^usage: cptpolicy-load/, 'help');

# ---- loading ----

# in a schema of its own, for a role that is not a superuser, from a folder with a difficult name
sql('CREATE DATABASE claims', 'postgres');
refuses([ '-d', 'claims', @ptp ], qr/database "claims" has no extension cptpolicy/, 'no extension');
sql(q{CREATE SCHEMA "codes & edits"; CREATE EXTENSION cptpolicy SCHEMA "codes & edits"; CREATE ROLE loader LOGIN;
	GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA cptpolicy TO loader;
	GRANT USAGE ON SCHEMA "codes & edits" TO loader;
	GRANT USAGE ON ALL SEQUENCES IN SCHEMA cptpolicy TO loader});
mkdir "$work/it's a \"folder\"" or die $!;
system_or_bail('cp', @ptp, "$work/it's a \"folder\"");
my $notices = loads_ok([ '-U', 'loader', '--dbname=claims', map { "$work/it's a \"folder\"/" . basename($_) } @ptp ],
	qr/ptp +\| practitioner \| 2024-07-01 \| +69 \| +69 \| +0 \| +0 \| +0\n/, 'two parts');
like($notices, qr/^NOTICE:  file "ccipra-v302r0-f1.TXT": 40 lines, 34 rows$/m, 'what was read of a part');
unlike($notices, qr/a second/, 'no progress to report on small files');
is(sql('SELECT count(*) FROM pg_largeobject_metadata'), '0', 'no large object is left');

# many kinds at once, quarter by quarter, in whatever order they are given
loads_ok([
		'-d', 'claims', @next_ptp, "$cms/ccioph-v302r0-f1.TXT", "$cms/PPRRVU24_OCT.csv", "$cms/PPRRVU24_JUL.csv",
		"$cms/AOC_V2024Q3-MCR.csv", "$cms/HCPC2019_CONTR_ANWEB.txt",
		map { "$cms/MCR_MUE_${_}Services_Eff_07-01-2024.csv" } qw(Practitioner OutpatientHospital DMESupplier)
	], qr/\(9 rows\)/, 'all kinds');
is(sql(q{SELECT string_agg(concat_ws(' ', kind, setting, quarter, rows), ', ' ORDER BY kind, setting, quarter)
		FROM cptpolicy.reference_file WHERE NOT shipped}),
	'add_on 2024-07-01 38, fee_schedule 2024-07-01 50, fee_schedule 2024-10-01 50, hcpcs 2019-01-01 38, '
		. 'mue practitioner 2024-07-01 37, mue outpatient 2024-07-01 37, mue dme 2024-07-01 25, '
		. 'ptp practitioner 2024-07-01 69, ptp practitioner 2024-10-01 71, ptp outpatient 2024-07-01 64', 'files');

# ---- all or nothing ----

my $before = sql($state);
my $next_mue = "$cms/MCR_MUE_PractitionerServices_Eff_10-01-2024.csv";
refuses([ '-d', 'claims', $next_mue, "$cms/bad/truncated/PPRRVU24_JUL.csv" ],
	qr/file "PPRRVU24_JUL.csv" is refused: line 60\nDETAIL:  .*\nHINT:  Nothing was loaded.$/m, 'one bad file of two');
is(sql($state), $before, 'one bad file of two: everything is as it was');
refuses([ '-d', 'claims', @ptp ], qr/older than what is loaded/, 'an older quarter');
refuses([ '-d', 'claims', "$cms/README.md" ], qr/the name of file .* does not tell what it is/, 'another file');
refuses([ '-d', 'claims', "$cms/PPRRVU2026_Jul_nonQPP.csv" ], qr/far fewer rows/, 'far fewer rows');
is(sql($state), $before, 'refused files: everything is as it was');
loads_ok([ '-d', 'claims', '--allow-fewer', "$cms/PPRRVU2026_Jul_nonQPP.csv" ], qr/\| +9 \| +1 \| +42 \|/, 'allowed');

# ---- workbooks ----

# The smallest one that is one: a sheet of texts.
sub write_workbook
{
	my ($path, @rows) = @_;
	my $number = 0;
	my $cells = join '', map {
		my $column = 'A';
		$number++;
		"<row r=\"$number\">"
			. join('', map { sprintf '<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>', $column++, $number, $_ } @$_)
			. '</row>'
	} @rows;
	my $main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
	my $relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
	my $document = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	my $type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
	my @parts = (
		'[Content_Types].xml' => '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
			. "<Override PartName=\"/xl/workbook.xml\" ContentType=\"$type.sheet.main+xml\"/>"
			. "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"$type.worksheet+xml\"/></Types>",
		'_rels/.rels' => "<Relationships xmlns=\"$relations\">"
			. "<Relationship Id=\"r1\" Type=\"$document/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
		'xl/workbook.xml' => "<workbook xmlns=\"$main\" xmlns:r=\"$document\"><sheets>"
			. '<sheet name="AOC" sheetId="1" r:id="r1"/></sheets></workbook>',
		'xl/_rels/workbook.xml.rels' => "<Relationships xmlns=\"$relations\">"
			. "<Relationship Id=\"r1\" Type=\"$document/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
		'xl/worksheets/sheet1.xml' => "<worksheet xmlns=\"$main\"><sheetData>$cells</sheetData></worksheet>");
	my $zip;
	while (my ($name, $content) = splice @parts, 0, 2)
	{
		$zip //= IO::Compress::Zip->new($path, Name => $name) or die $ZipError;
		$zip->newStream(Name => $name) unless $name =~ /^\[/;
		$zip->print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>$content");
	}
	$zip->close;
	return;
}

my $workbook = "$work/AOC_V2024Q4-MCR.xlsx";
write_workbook($workbook, map { [ split /,/, $_, -1 ] } split /\n/, slurp_file("$cms/AOC_V2024Q4-MCR.csv"));
my $converter = grep { -x "$_/xlsx2csv" } split /:/, $ENV{PATH};
SKIP:
{
	skip 'xlsx2csv is not installed', 2 unless $converter;
	loads_ok([ '-d', 'claims', $workbook ], qr/add_on +\| +\| 2024-10-01 \| +39 \| +1 \| +2 \| +2 \| +34/, 'workbook');
}
# a path with nothing but what the command needs
mkdir "$work/bin" or die $!;
for my $program (qw(sh psql cat seq basename sed mktemp rm))
{
	my ($found) = grep { -x $_ } map { "$_/$program" } split /:/, $ENV{PATH};
	symlink $found, "$work/bin/$program" or die "$program: $!";
}
my ($command) = grep { -x $_ } map { "$_/cptpolicy-load" } split /:/, $ENV{PATH};
{
	local $ENV{PATH} = "$work/bin";
	my ($stdout, $stderr);
	my $status = run_command_of([ $command, @server, '-d', 'claims', $workbook ], \$stdout, \$stderr);
	isnt($status, 0, 'no converter: status');
	like($stderr, qr/"\Q$workbook\E" is a workbook: install xlsx2csv/, 'no converter: message');
}
append_to_file("$work/ccipra.zip", 'PK');
refuses([ '-d', 'claims', "$work/ccipra.zip" ], qr/is an archive: unpack it first/, 'archive');

# ---- files of the server ----

my $loader_call = qq{SELECT opened FROM "codes & edits".load_files(ARRAY['$next_mue'])};
my ($status, $stdout, $stderr) = $node->psql('claims', $loader_call, extra_params => [ '-U', 'loader' ]);
like($stderr, qr/permission denied to load file "MCR_MUE.*" of the server/, 'files of the server need rights');
is(sql($loader_call), '3', 'file of the server');
$node->psql('claims', qq{SELECT "codes & edits".load_add_on('$cms/AOC_V2024Q5-MCR.csv', '2024Q4')}, stderr => \$stderr);
like($stderr, qr/could not open file ".*AOC_V2024Q5-MCR.csv" for reading: No such file or directory/, 'no such file');

# ---- a database in another encoding ----

sql(q{CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0}, 'postgres');
sql('CREATE EXTENSION cptpolicy', 'latin');
append_to_file("$work/HCPC2026_OCT_ANWEB.csv",
	"HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,ACT EFF DT,TERM DT\n"
		. "A0001,00100,3,Long,A caf\xC3\xA9,20200101,20200101,\n"
		. "A0002,00100,3,Long,A caf\xE9,20200101,20200101,\n");
loads_ok([ '-d', 'latin', "$work/HCPC2026_OCT_ANWEB.csv" ], qr/hcpcs/, 'descriptions in UTF-8 and in windows-1252');
is(sql(q{SELECT string_agg(DISTINCT encode(convert_to(description, 'UTF8'), 'hex'), ' ') FROM cptpolicy.procedure_code
		WHERE NOT shipped}, 'latin'), '4120636166c3a9', 'descriptions in the encoding of the database');

# ---- whole files ----

sub render
{
	my ($kind, $input, @options) = @_;
	my @command = ('perl', 'test/tools/render-cms-file', $kind, @options);
	chomp(my $name = `@command --name`);
	system_or_bail('sh', '-c', "@command '$ENV{CPTPOLICY_CMS_DATA}/$input' > '$work/full/$name'");
	return "$work/full/$name";
}

SKIP:
{
	skip 'CPTPOLICY_CMS_DATA names no folder with the tables of whole files', 1 unless $ENV{CPTPOLICY_CMS_DATA};
	mkdir "$work/full" or die $!;
	my @parts = map { render('ptp', 'ptp_practitioner_2024q3.csv.gz', '--part', "$_/4") } 1 .. 4;
	my @others = (render('mue', 'mue_practitioner_2024q3.csv'), render('add_on', 'aoc_2024-06-03.csv'),
		render('fee_schedule', 'pprrvu_2024_all_releases_nodesc.csv.gz', '--release', 'rvu24c_jul'),
		render('hcpcs', 'HCPC2019_CONTR_ANWEB.txt.gz', '--quarter', '2019Q1'));
	sql('CREATE DATABASE whole', 'postgres');
	sql('CREATE EXTENSION cptpolicy', 'whole');
	my $started = time;
	loads_ok([ '-d', 'whole', @parts ], qr/2024-07-01 \| +2546016 \| +2546016 \| +0 \| +0 \| +0/,
		'PTP edits of a quarter');
	my $loaded = time;
	loads_ok([ '-d', 'whole', @parts ], qr/2024-07-01 \| +2546016 \| +0 \| +0 \| +0 \| +2546016/,
		'PTP edits again');
	note(sprintf 'PTP edits: %.1f s, and again %.1f s', $loaded - $started, time - $loaded);
	loads_ok([ '-d', 'whole', @others ], qr/\(4 rows\)/, 'the other kinds');
	is(sql(q{SELECT string_agg(concat_ws(' ', kind, rows), ', ' ORDER BY kind) FROM cptpolicy.reference_file
			WHERE NOT shipped}, 'whole'),
		'add_on 7465, fee_schedule 18664, hcpcs 6800, mue 14677, ptp 2546016', 'rows of whole files');
	is(sql(q{SELECT count(*) FILTER (WHERE effective_to = 'infinity') FROM cptpolicy.ptp WHERE NOT shipped}, 'whole'),
		'1669820', 'edits without an end');
}

$node->stop;
done_testing();
