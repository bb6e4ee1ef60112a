# The page of scripts/render-report: it says what the log says, whatever names are in it; and what a browser makes of
# it.

use strict;
use warnings;

use Cwd;
use Encode qw(encode_utf8);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use Browser;

$ENV{BUILD} = getcwd() . '/build';
my $charts = "$ENV{BUILD}/report/charts.js";
my $work = PostgreSQL::Test::Utils::tempdir;
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

# Names that end what they stand in where they are not escaped: an element, an attribute, the script, a place of the
# template.
my $run = qq(it's "2" & </title><script>alert(1)</script> \xe2\x80\xa8 {{page.title}} \\t);
my @payers = ('<script>alert(2)</script>', q(Bob's "Health" & Co), "</script>\xe2\x80\xa8--><!--",
	"\xc5\x81\xc3\xb3d\xc5\xba \xe4\xbf\x9d",
	"back\xe2\x80\xaewards\xe2\x81\xa9 \xd7\xa7\xd7\x95\xd7\xa4\xd7\x94 12",
	'{{page.database}} {{if run}}x{{end}}', "tab\there\nline \\N");

sub sql
{
	my ($query) = @_;
	return $node->safe_psql('claims', $query);
}

sub literal
{
	my ($value) = @_;
	return q{'} . $value =~ s/'/''/gr . q{'};
}

# Status, what it printed, what it complained about, and the page.
sub render
{
	my ($database, @options) = @_;
	my ($stdout, $stderr);
	unlink "$work/page.html";
	IPC::Run::run([ 'scripts/render-report', '-o', "$work/page.html", '-h', $node->host, '--port=' . $node->port,
		'--dbname', $database, '-w', @options ], '<', \undef, '>', \$stdout, '2>', \$stderr);
	my $status = $? >> 8;
	return ($status, $stdout, $stderr, -e "$work/page.html" ? slurp_file("$work/page.html") : '');
}

sub text_of
{
	my ($html) = @_;
	my %character = (lt => '<', gt => '>', quot => '"', '#39' => "'", amp => '&');
	$html =~ s/<[^>]*>//g;
	return $html =~ s/&([^;]+);/$character{$1}/gr;
}

# The cells of a table of the page as they are read, row by row.
sub cells_of
{
	my ($page, $name) = @_;
	my ($body) = $page =~ m{<table id="table-$name">.*?<tbody>(.*?)</tbody>}s or return [];
	return map { [ map { text_of($_) } m{<t[hd][^>]*>(.*?)</t[hd]>}sg ] } $body =~ m{<tr>(.*?)</tr>}sg;
}

# The same as psql prints rows.
sub rows_of
{
	my ($page, $name) = @_;
	return join("\n", map { join('|', @$_) } cells_of($page, $name));
}

# ---- what there is to show ----

$node->safe_psql('postgres', 'CREATE DATABASE claims');
sql('CREATE EXTENSION cptpolicy');
sql(q{CREATE ROLE page_reader LOGIN});
sql("GRANT USAGE ON SCHEMA cptpolicy TO page_reader; GRANT SELECT ON $_ TO page_reader")
  for split /\n/, sql(q{SELECT oid::regclass FROM pg_class
	WHERE relnamespace = 'cptpolicy'::regnamespace AND relname LIKE 'report\_%'});

my ($status, $stdout, $stderr, $page) = render('claims', '-U', 'page_reader');
is($status, 0, 'an empty log: status') or diag($stderr);
like($page, qr/no finished run/, 'an empty log: said');
like($page, qr/CALL evaluate_claims\(/, 'an empty log: what to do');
unlike($page, qr/<table|<figure/, 'an empty log: no table');

sql('CREATE TABLE claim (claim_id text, claim jsonb)');
for my $claim (grep { /\S/ } split /\n/, slurp_file('test/data/sample_claims.jsonl'))
{
	$claim = literal($claim);
	sql("INSERT INTO claim SELECT c ->> 'claim_id', c FROM CAST($claim AS jsonb) c");
}
for my $place (0 .. $#payers)
{
	my $payer = literal($payers[$place]);
	sql(qq{INSERT INTO claim SELECT 'P$place' || claim_id, claim || jsonb_build_object('payer', CAST($payer AS text))
		FROM claim WHERE claim_id IN ('C-1001', 'C-1045')});
}
sql(q{INSERT INTO claim VALUES ('none', NULL);
	INSERT INTO claim SELECT 'large', jsonb_set(claim, '{lines,0,charge}', '9876543210.07')
	FROM claim WHERE claim_id = 'C-1001'});

# Claims that have the same line twice, so that lines are not as many as claims; credits, more than all else that is
# denied; months of mistyped years.
sql(q{INSERT INTO claim SELECT 'twice' || claim_id, jsonb_set(claim, '{lines}', (claim -> 'lines')
		|| jsonb_set(claim -> 'lines' -> 0, '{line}', '99')) FROM claim WHERE claim_id LIKE 'C-10%';
	INSERT INTO claim SELECT 'credit', jsonb_set(claim, '{lines,0,charge}', '-7654321.09')
	FROM claim WHERE claim_id = 'C-1045';
	INSERT INTO claim SELECT month, jsonb_set(claim, '{date_of_service}', to_jsonb(month || '-15'))
	FROM claim, unnest('{1924-08,1925-08,2020-01,2021-11,2091-03}'::text[]) month WHERE claim_id = 'C-1001'});

# A version that asks what the one before it asks, and has the same criteria.
sql(q{SELECT load_policy(jsonb_set(jsonb_set(policy_document('CP.MP.166', '2023-08')::jsonb, '{version}', '"own"'),
		'{effective_from}', '"2024-03-15"')::text);
	INSERT INTO claim SELECT 'own' || claim_id, jsonb_set(claim, '{date_of_service}', '"2024-03-20"')
	FROM claim WHERE claim_id ~ '^(twice)?C-10'});

# Runs that change nothing, and finish at the same time, long before those of all the claims.
sql(q{CREATE TABLE few AS SELECT * FROM claim WHERE claim_id IN ('C-1001', 'C-1045');
	CREATE TABLE as_few AS TABLE few});
sql("CALL evaluate_claims('few', '$_')") for 'once', 'once more';
sql(q{CALL evaluate_claims('as_few', 'also once')});
sql(q{UPDATE cptpolicy.evaluation_run SET finished_at = '2024-01-01 00:00'});
my $tied = (render('claims'))[3];
like($tied, qr{<title>Coverage decisions: also once</title>}, 'the latest of several sources: the first by name');
my $unchanged = (render('claims', '-r', 'once more'))[3];
like($unchanged, qr{What changed since \xe2\x80\x9c<bdi>once</bdi>.*Nothing: each line has}s, 'nothing changed: said');
unlike($unchanged, qr/table-change/, 'nothing changed: no table');

sql(q{CALL evaluate_claims('claim', 'as shipped')});
sql(q{INSERT INTO cptpolicy.edit_setting (edit, severity) VALUES ('NCCI.PTP', 'review')});
sql(q{CALL evaluate_claims('claim', } . literal($run) . ')');

# ---- the page as text ----

($status, $stdout, $stderr, $page) = render('claims', '-U', 'page_reader');
is($status, 0, 'a role that reads report views only: status') or diag($stderr);
is($stdout, "$work/page.html\n", 'it prints where the page is');
like($page, qr{<title>Coverage decisions: it&#39;s &quot;2&quot; &amp; &lt;/title&gt;&lt;script&gt;alert\(1\)},
	'the run in the title');
is(() = $page =~ /<script/g, -e $charts ? 1 : 0, 'no script but that of the charts');
unlike($page =~ s{<script>.*?</script>}{}sr, qr{(?:src|href|action)\s*=|url\(|\@import|https?:}i,
	'nothing refers to elsewhere');
unlike($page, qr/C-1001|P0C-1045|1980-06-22|M7118/, 'no claim, no patient');
like($page, qr/\Q{{page.database}} {{if run}}x{{end}}\E/, 'a name that looks like a place of the template is a name');

# What a table of the page is to show, from SQL: digits in groups, money with two decimals.
my $is_run = 'run_name = ' . literal($run);
my ($count, $money) = map { my $digits = $_; sub { "to_char($_[0], '$digits')" } }
	'FM999,999,999,999,990', 'FM999,999,999,999,990.00';
my $lines_by_decision = join ', ', map { $count->("count(*) FILTER (WHERE decision = '$_')") }
	qw(approve deny pend no_policy invalid);
my $log = 'cptpolicy.evaluation e JOIN cptpolicy.evaluation_run USING (run_id)';

my %expected = (
	decision => qq{
		SELECT claim_decision, } . $count->('count(DISTINCT claim_number)') . qq{,
			round(100.0 * count(DISTINCT claim_number) / max(total), 1) || ' %', }
		. $money->('coalesce(sum(charge), 0)') . qq{
		FROM $log WHERE $is_run GROUP BY claim_decision
		ORDER BY array_position('{approve,deny,pend,no_policy,invalid}', claim_decision)},
	month => qq{
		SELECT coalesce(to_char(date_of_service, 'YYYY-MM'), 'unknown'), $lines_by_decision, }
		. $count->('count(*)') . ', ' . $money->('sum(charge)') . qq{
		FROM $log WHERE $is_run AND line_position > 0 GROUP BY 1 ORDER BY 1},
	code => qq{
		SELECT group_code || '-' || carc, rarc, }
		. join(', ', map({ $count->($_) } qw(claims lines)), $money->('charge')) . qq{
		FROM cptpolicy.report_denial_code WHERE $is_run AND finding = 'denial'
		ORDER BY charge DESC, lines DESC, group_code, carc, rarc LIMIT 15},
	missing => qq{
		SELECT coalesce(nullif(fact, 'none'), criterion),
			CASE origin WHEN 'edit' THEN 'coding edit' ELSE policy || coalesce(' ' || nullif(policy_version, 'none'), '') END,
			CASE fact WHEN 'none' THEN 'judgement' ELSE 'fact' END, question, }
		. join(', ', map({ $count->($_) } qw(claims lines)), $money->('charge')) . qq{
		FROM cptpolicy.report_missing WHERE $is_run AND lines > 0
		ORDER BY charge DESC, lines DESC, fact, criterion, policy, policy_version LIMIT 15},
	payer => qq{
		SELECT payer_name, policy || coalesce(' ' || nullif(policy_version, 'none'), ''), }
		. join(', ', map({ $count->($_) } map({ "${_}_lines" } qw(approve deny pend no_policy invalid)), 'lines'),
			map { $money->($_) } qw(charge deny_charge pend_charge)) . qq{
		FROM cptpolicy.report_policy WHERE $is_run ORDER BY lines DESC, payer_name, payer, policy, policy_version LIMIT 15},
	criterion => qq{
		SELECT criterion, CASE origin WHEN 'edit' THEN 'coding edit' ELSE policy || ' ' || policy_version END,
			criterion_text, }
		. join(', ', map({ $count->($_) } qw(deny_claims deny_lines)), $money->('deny_charge')) . qq{
		FROM cptpolicy.report_criterion WHERE $is_run AND deny_lines > 0
		ORDER BY deny_lines DESC, deny_charge DESC, criterion, policy, policy_version LIMIT 15},
	change => qq{
		SELECT old_decision, new_decision, } . $count->('count(*)') . ', ' . $money->('sum(charge)') . qq{
		FROM cptpolicy.evaluation_change WHERE old_run = 'as shipped' AND new_run = } . literal($run) . q{
		GROUP BY 1, 2 ORDER BY sum(charge) DESC});

for my $name (sort keys %expected)
{
	my $rows = sql($expected{$name});
	isnt($rows, '', "table $name: there are rows");
	is(rows_of($page, $name), $rows, "table $name");
}
# where they were alike, a chart of the one could show the other
for my $table ([ 'code', 2, 3 ], [ 'missing', 4, 5 ], [ 'criterion', 3, 4 ])
{
	my ($name, $claims, $lines) = @$table;
	ok((grep { $_->[$claims] ne $_->[$lines] } cells_of($page, $name)), "table $name: lines are told from claims");
}
# where no two rows had the same first cell, the policy beside it would be of no use
for my $name (qw(missing criterion))
{
	my @cells = cells_of($page, $name);
	my %names = map { $_->[0] => 1 } @cells;
	my %rows = map { ("$_->[0] $_->[1]" => 1) } @cells;
	cmp_ok(scalar keys %names, '<', scalar @cells, "table $name: two versions have a row of one name");
	is(scalar keys %rows, scalar @cells, "table $name: their policies tell them apart");
}
like(rows_of($page, 'payer'), qr/^\Q$payers[$_]\E\|none\|/m, "payer $_ as it is called") for 0 .. $#payers;
like(rows_of($page, 'decision'), qr/^approve\|.*\|9,876,\d\d\d,\d\d\d\.\d7$/m, 'large sums are exact');
like(rows_of($page, 'decision'), qr/^deny\|.*\|-7,\d\d\d,\d\d\d\.\d9$/m, 'sums may be less than nothing');
like($page, qr{<br>\$9,876,.*<br>-\$7,}s, 'key figures are in dollars');
is((grep { !/, \$/ } $page =~ m{<th scope="col" class="money">(.*?)</th>}g), 0, 'headings of money are in dollars');
is((grep { !/dollars/ } $page =~ m{<figcaption>(Charges.*?)</figcaption>}g), 0, 'charts of money are in dollars');
like($page, qr/What changed since \xe2\x80\x9c<bdi>as shipped/, 'what it is compared with');

# ---- which run, and what cannot be ----

my $first = (render('claims', '-r', 'as shipped'))[3];
like($first, qr{<h1>Coverage decisions: as shipped</h1>}, 'a run by its name');
unlike($first, qr/What changed/, 'the first run is compared with none');

sql(q{UPDATE cptpolicy.evaluation_run SET state = 'stopped', finished_at = NULL, total = done + 1000
	WHERE run_name = 'as shipped'});
my ($done, $total) = map { sql("SELECT to_char(count(*) + $_, 'FM9,990') FROM claim") } 0, 1000;
like((render('claims', '-r', 'as shipped'))[3], qr/This run is not finished: $done of $total claims/,
	'a run that was stopped');
like((render('claims'))[3], qr/<title>Coverage decisions: it&#39;s/, 'the latest that is finished');

sub refuses
{
	my ($name, $pattern, @arguments) = @_;
	my ($result, $printed, $message, $written) = render(@arguments);
	is($result, 1, "$name: status");
	like($message, $pattern, "$name: message");
	is($printed . $written, '', "$name: nothing written");
	return;
}
refuses('no such run', qr/no run "none'--" in the log/, 'claims', '-r', "none'--");
refuses('no such database', qr/database "nowhere" does not exist/, 'nowhere');
refuses('no extension', qr/relation "cptpolicy.report_run" does not exist/, 'postgres');
refuses('unknown option', qr/Unknown option: x/, 'claims', '-x');
refuses('too many arguments', qr/too many arguments, the first is "more"/, 'claims', 'more');
sql('REVOKE SELECT ON cptpolicy.report_missing FROM page_reader');
refuses('no right', qr/permission denied for view report_missing/, 'claims', '-U', 'page_reader');
{
	local $ENV{BUILD} = $work;
	my ($result, undef, $message, $plain) = render('claims');
	is($result, 0, 'no bundle of charts: status');
	like($message, qr/no charts, "\Q$work\E.*" is not there/, 'no bundle of charts: message');
	like($plain, qr/written without charts/, 'no bundle of charts: the page says so');
	unlike($plain, qr/<script/, 'no bundle of charts: no script');
	is(rows_of($plain, 'payer'), rows_of($page, 'payer'), 'no bundle of charts: tables are there');
}

# ---- the page in a browser ----

sub write_page
{
	my ($name, $content) = @_;
	open(my $file, '>:raw', "$work/$name") or die $!;
	print $file $content;
	close($file);
	return;
}

# A name without the characters that order others, as charts have it.
sub without_ordering
{
	my ($name) = @_;
	return $name =~ s/\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]//gr;
}

# What each chart is to say: the titles of its marks, from the cells of a row.
sub named_amount
{
	my ($name, $amount) = @_;
	return "$name: $amount";
}

sub parts
{
	my ($name, @counts) = @_;
	my @decisions = qw(approve deny pend no_policy invalid);
	return map { $counts[$_] eq '0' ? () : "$name, $decisions[$_]: $counts[$_]" } 0 .. $#decisions;
}

# Of the months, 36 are by themselves; one mark has all that a decision has before or after them.
sub month_parts
{
	my %counts;
	for my $cells (cells_of($page, 'month'))
	{
		my ($month, @numbers) = @$cells;
		my $step = $month lt '2021-09' ? 'earlier' : $month =~ /^20[3-9]/ ? 'later' : $month;
		$counts{$step}[$_] += $numbers[$_] for 0 .. 4;
	}
	return map { parts($_, @{ $counts{$_} }) } keys %counts;
}

sub expected_marks
{
	my ($name) = @_;
	my %marks_of = (
		decision => sub { named_amount($_[0], $_[3]) },
		code => sub { named_amount("$_[0] · $_[1]", $_[4]) },
		missing => sub { named_amount("$_[0] · $_[1]", $_[6]) },
		payer => sub { my ($payer, $policy, @counts) = @_; parts("$payer · $policy", @counts) },
		criterion => sub { named_amount("$_[0] · $_[1]", $_[4]) },
		change => sub { named_amount("$_[0] → $_[1]", $_[3]) });
	my @marks = $name eq 'month' ? month_parts() : map { $marks_of{$name}->(@$_) } cells_of($page, $name);
	return join("\n", sort map { without_ordering($_) } @marks);
}

# Each chart as the browser drew it: titles of its bars, without the characters that isolate names if they come in
# pairs; how much of a number a pixel is, at least and at most; where bars begin, which end, and where amounts stand.
my $drawings = q{
	[...document.querySelectorAll('figure')].map((figure) => {
		const bars = [...figure.querySelectorAll('svg rect')].filter((bar) => bar.querySelector('title'));
		const titles = bars.map((bar) => bar.querySelector('title').textContent
			.replace(/\u2068([^\u2066-\u2069\u202a-\u202e]*)\u2069/g, '$1'));
		const side = figure.dataset.chart === 'columns' ? 'height' : 'width';
		const numbers = titles.map((title) => Number(title.match(/-?[\d,.]+$/)[0].replaceAll(',', '')));
		const scales = bars.map((bar, place) => Number(bar.getAttribute(side)) / Math.abs(numbers[place]))
			.filter((scale, place) => numbers[place] !== 0);
		const lefts = bars.map((bar) => Number(bar.getAttribute('x')));
		const rights = bars.map((bar, place) => lefts[place] + Number(bar.getAttribute('width')));
		const zeros = bars.map((bar, place) => numbers[place] < 0 ? rights[place] : lefts[place]);
		const textsOf = (name) => [...figure.querySelectorAll(`[aria-label="${name}"] text`)];
		const amounts = textsOf('text').map((text) => Number(text.getAttribute('transform').match(/[\d.]+/)[0]));
		return { name: figure.dataset.table.replace('table-', ''), kind: figure.dataset.chart, titles,
			label: figure.querySelector('svg')?.getAttribute('aria-label') ?? '',
			least: Math.min(...scales), most: Math.max(...scales), left: Math.min(...lefts),
			beyond: Math.max(...rights) - figure.querySelector('svg').getAttribute('width'),
			zeros: [Math.min(...zeros), Math.max(...zeros)], amounts: Math.min(...amounts),
			ticks: textsOf('y-axis tick label').map((text) => text.textContent) };
	})};

sub test_screen
{
	my ($browser, $size) = @_;
	my ($width, $height) = @$size;
	$browser->show("$work/page.html", $width, $height);
	is(join("\n", $browser->complaints), '', "$width wide: no complaint");
	is(join("\n", $browser->requests), "file://$work/page.html", "$width wide: nothing is fetched");
	is($browser->evaluate('document.documentElement.scrollWidth'), $width, "$width wide: no scrolling sideways");
	is($browser->evaluate(q{[...document.querySelectorAll('.box')].filter((box) => box.scrollWidth > box.clientWidth
		&& getComputedStyle(box).backgroundAttachment !== 'local, local, scroll, scroll').length}), 0,
		"$width wide: what scrolls has a shade");
	is($browser->evaluate(q{document.querySelectorAll('script').length}), 1, "$width wide: one script");

	my $charts = $browser->evaluate($drawings);
	is(scalar @$charts, 7, "$width wide: charts");
	test_chart($_, "$width wide: chart $_->{name}") for @$charts;
	return;
}

sub test_chart
{
	my ($chart, $name) = @_;
	my $titles = encode_utf8(join("\n", sort @{ $chart->{titles} }));
	is($titles, expected_marks($chart->{name}), "$name: numbers of the table");
	like($chart->{label}, qr/^Chart: \w+/, "$name: has a name");
	cmp_ok($chart->{left}, '>', 0, "$name: no bar goes beyond the left edge");
	cmp_ok($chart->{beyond}, '<', 0, "$name: no bar goes beyond the right edge");
	test_bars($chart, $name) if $chart->{kind} eq 'bars';
	test_names($chart, $name) if $chart->{name} =~ /^(?:missing|criterion)$/;
	# shares are of their row; edges between parts of a column take pixels
	return if $chart->{kind} eq 'shares' || @{ $chart->{titles} } < 2;
	cmp_ok($chart->{most}, '<', $chart->{least} * 1.01, "$name: lengths are those of the numbers");
	return;
}

# Bars go from zero to the right, or to the left if they are credits, and no amount stands in one of these.
sub test_bars
{
	my ($chart, $name) = @_;
	my ($first, $last) = @{ $chart->{zeros} };
	cmp_ok($last - $first, '<', 0.01, "$name: bars begin at one zero");
	cmp_ok($chart->{amounts}, '>=', $first, "$name: amounts stand behind bars");
	return;
}

# What stands beside bars tells them apart, however little room there is.
sub test_names
{
	my ($chart, $name) = @_;
	my %seen = map { $_ => 1 } @{ $chart->{ticks} };
	cmp_ok(scalar @{ $chart->{ticks} }, '>', 1, "$name: bars have names");
	is(scalar keys %seen, scalar @{ $chart->{ticks} }, "$name: no two bars have one name");
	return;
}

# An axis of few lines.
sub test_ticks
{
	my ($browser) = @_;
	write_page('few.html', $unchanged);
	$browser->show("$work/few.html", 1280, 900);
	my ($chart) = grep { $_->{name} eq 'month' } @{ $browser->evaluate($drawings) };
	is(join(' ', @{ $chart->{ticks} }), '0 1', 'an axis counts whole lines, each number once');
	return;
}

sub test_schemes
{
	my ($browser) = @_;
	my $colours = q{[getComputedStyle(document.documentElement).backgroundColor,
		getComputedStyle(document.querySelector('figure svg rect')).fill].join(' ')};
	my %seen;

	for my $scheme ('light', 'dark')
	{
		$browser->emulate_media('', $scheme);
		$browser->show("$work/page.html", 1280, 900);
		$seen{$scheme} = $browser->evaluate($colours);
	}
	is($seen{light}, 'rgb(255, 255, 255) rgb(0, 114, 178)', 'colours in the light');
	isnt((split / rgb/, $seen{dark})[$_], (split / rgb/, $seen{light})[$_], "colours in the dark: $_") for 0, 1;
	$browser->emulate_media('print', 'dark');
	is($browser->evaluate($colours), $seen{light}, 'colours in print, whatever the screen has');
	$browser->emulate_media('', 'light');
	return;
}

sub test_print
{
	my ($browser) = @_;
	$browser->show("$work/page.html", 1280, 900);
	my $pdf = $browser->print_to_pdf;
	like($pdf, qr/^%PDF-/, 'it can be printed');
	my $pages = () = $pdf =~ m{/Type\s*/Page\b}g;
	cmp_ok($pages, '>', 1, 'on more than one page');
	is(join("\n", $browser->complaints), '', 'print: no complaint');

	$browser->emulate_media('print', 'light');
	$browser->show("$work/page.html", 703, 1000);
	cmp_ok($browser->evaluate(q{document.querySelector('#table-payer tbody th').offsetWidth}), '>', 110,
		'print: a name has room for words');
	is($browser->evaluate('document.documentElement.scrollWidth'), 703, 'print: a page is as wide as its tables');
	$browser->emulate_media('', 'light');
	return;
}

# A page that was tampered with can run nothing and fetch nothing, and the browser tells of it here.
sub test_policy
{
	my ($browser) = @_;
	my $image = '<img src="http://127.0.0.1:9/x.png"><script>document.title = "run"</script>';
	write_page('tampered.html', $page =~ s{(?=<h1>)}{$image}r);
	$browser->show("$work/tampered.html", 1280, 900);
	my $complaints = join("\n", $browser->complaints);
	like($complaints, qr/x\.png.*violates.*Content Security Policy/, 'a picture from elsewhere is not fetched');
	like($complaints, qr/inline script.*violates.*Content Security Policy/, 'another script is not run');
	like($browser->evaluate('document.title'), qr/^Coverage/, 'another script did nothing');
	return;
}

SKIP:
{
	skip 'no chromium on the path (the Debian package of that name)', 1 unless Browser::program();
	skip "no \"$charts\": npm or its registry was not at hand", 1 unless -e $charts;

	write_page('page.html', $page);
	my $browser = Browser->new("$work/browser");
	test_screen($browser, $_) for [ 1280, 900 ], [ 390, 844 ];
	test_ticks($browser);
	test_schemes($browser);
	test_print($browser);
	test_policy($browser);
	$browser->stop;
}

$node->stop;
done_testing();
