# An upgrade from any version, at once or step by step, leads to what a fresh installation has, keeps what users wrote,
# and is at work at once; until then the library of the new version serves the objects of the old one.

use strict;
use warnings;

use Cwd;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

sub in_database
{
	my ($database, $sql) = @_;
	return $node->safe_psql($database, $sql);
}

# The extension of a version, in the schema that its users look into.
sub create_database
{
	my ($database, $version, $schema) = @_;
	in_database('postgres', "CREATE DATABASE $database");
	in_database($database, "CREATE SCHEMA $schema; ALTER DATABASE $database SET search_path = $schema") if $schema;
	in_database($database, 'CREATE EXTENSION cptpolicy' . ($version ? " VERSION '$version'" : ''));
	return;
}

# Everything that the catalogs say of the extension's objects, one line each. Names are qualified, whatever the path.
my $objects = q{
	SET search_path = pg_catalog;
	CREATE TEMP VIEW member AS
	SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
	WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'cptpolicy';
	CREATE TEMP VIEW relation AS
	SELECT c.* FROM pg_class c JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid;
	SELECT line FROM (
		SELECT concat_ws(' ', pg_describe_object(classid, objid, 0), 'comment',
			obj_description(objid, classid::regclass::name))
		FROM member
	UNION ALL
		SELECT concat_ws(' ', r.oid::regclass, r.relkind, 'owner', r.relowner::regrole, 'acl', r.relacl, 'options',
			r.reloptions, r.relpersistence, (SELECT amname FROM pg_am WHERE oid = r.relam))
		FROM relation r
	UNION ALL
		SELECT concat_ws(' ', r.oid::regclass, 'column', a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
			a.attnotnull, pg_get_expr(d.adbin, d.adrelid), 'acl', a.attacl, 'comment', col_description(r.oid, a.attnum))
		FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid
			LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
		WHERE a.attnum > 0
	UNION ALL
		SELECT concat_ws(' ', r.oid::regclass, 'constraint', c.conname, pg_get_constraintdef(c.oid), c.convalidated)
		FROM relation r JOIN pg_constraint c ON c.conrelid = r.oid
	UNION ALL
		SELECT pg_get_indexdef(i.indexrelid) FROM relation r JOIN pg_index i ON i.indrelid = r.oid
	UNION ALL
		SELECT concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled)
		FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid
	UNION ALL
		SELECT concat_ws(' ', r.oid::regclass, pg_get_viewdef(r.oid)) FROM relation r WHERE r.relkind = 'v'
	UNION ALL
		SELECT concat_ws(' ', s.seqrelid::regclass, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmax,
			'of', pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid))
		FROM relation r JOIN pg_sequence s ON s.seqrelid = r.oid
			LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype = 'i'
	UNION ALL
		SELECT concat_ws(' ', pg_get_functiondef(p.oid), 'acl', p.proacl, p.prosupport)
		FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid WHERE p.prokind <> 'a'
	UNION ALL
		SELECT concat_ws(' ', e.enumtypid::regtype, e.enumsortorder, e.enumlabel)
		FROM pg_enum e JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = e.enumtypid
	UNION ALL
		SELECT concat_ws(' ', 'dumped', x.relation::regclass, x.condition)
		FROM pg_extension e, unnest(e.extconfig, e.extcondition) x (relation, condition) WHERE e.extname = 'cptpolicy'
	UNION ALL
		SELECT concat_ws(' ', extname, extversion, extnamespace::regnamespace) FROM pg_extension) x (line)
	ORDER BY line COLLATE "C"};

# And what is shipped in them.
my $shipped_rows = q{
	CREATE FUNCTION pg_temp.shipped(relation regclass) RETURNS text LANGUAGE plpgsql AS $$
	DECLARE
		result text;
	BEGIN
		EXECUTE format('SELECT concat_ws('' '', %L, count(*),
				md5(string_agg(x::text, E''\n'' ORDER BY x::text COLLATE "C")))
			FROM %s x WHERE shipped', relation, relation) INTO result;
		RETURN result;
	END
	$$;
	SELECT pg_temp.shipped(c.oid) FROM pg_class c
	WHERE c.relnamespace = 'cptpolicy'::regnamespace AND c.relkind = 'r'
		AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'shipped')
	ORDER BY c.relname COLLATE "C"};

# Two units where one is allowed, from the quarter of the shipped unit limits on.
my $claim = q{'{"date_of_service": "2024-08-01", "lines": [{"code": "64454", "units": 2}]}'};
my $decide = "SELECT policy_decision($claim);";
my $explain = "SELECT explain_evaluation($claim);";
my $by_policy = q{SELECT policy_decision('{"date_of_service": "2024-03-01", "payer": "acme",
	"facts": {"weeks": 1}, "lines": [{"code": "99213"}]}');};

# What users write at 1.0.0, and from 1.1.0 on.
my $own_policy = q{INSERT INTO cptpolicy.payer (payer, name) VALUES ('acme', 'Acme Health');
	SELECT load_policy('{"policy": "ACME.1", "version": "1", "payer": "acme", "title": "Weeks",
	"source": "test", "effective_from": "2024-01-01", "denial": {"group": "CO", "carc": "50"},
	"missing": {"carc": "252"}, "codes": [{"role": "visit", "subject": true, "codes": ["99213"]}],
	"facts": [{"name": "weeks", "type": "number", "question": "Weeks?"}],
	"criteria": [{"id": "A", "text": "Long enough", "test": {"fact": "weeks", "at_least": 2}}]}');
	CREATE VIEW own_view AS SELECT code, decision, criterion FROM evaluate_lines('{"date_of_service": "2024-03-01",
		"payer": "acme", "lines": [{"code": "99213"}]}');};
my $own_edits = q{INSERT INTO cptpolicy.edit_setting (payer, edit, severity) VALUES ('acme', 'NCCI.MUE', 'review');
	INSERT INTO cptpolicy.reference_file (file, kind, setting, name) VALUES (7, 'mue', 'dme', 'mue.csv');
	INSERT INTO cptpolicy.mue (code, setting, units, adjudication_indicator, rationale, effective_from, file)
		VALUES ('99213', 'dme', 3, 2, 'Loaded', '2025-01-01', 7)};
my $own_rows = q{SELECT md5(policy_document('ACME.1', '1'));
	SELECT concat_ws(' ', payer, name, shipped) FROM cptpolicy.payer ORDER BY payer;
	SELECT * FROM own_view;};
my $own_edit_rows = q{TABLE cptpolicy.edit_setting;
	SELECT * FROM cptpolicy.reference_file WHERE NOT shipped;
	SELECT * FROM cptpolicy.mue WHERE NOT shipped;};

# Everything that 1.1.0 answers: claims, codes, modifiers, lines, and a file that is loaded.
my $answers = q{
	CREATE TEMP TABLE sample AS SELECT line::jsonb AS claim
	FROM string_to_table(pg_read_file('DIRECTORY/test/data/sample_claims.jsonl'), E'\n') AS line WHERE line <> '';
	SELECT count(*), md5(string_agg(evaluate_policy(claim)::text, ' ' ORDER BY claim)),
		md5(string_agg(policy_decision(claim), ' ' ORDER BY claim)),
		md5(string_agg(explain_evaluation(claim), ' ' ORDER BY claim)) FROM sample;
	SELECT count(*), md5(string_agg(l::text, ' ' ORDER BY claim, l::text COLLATE "C"))
	FROM sample, evaluate_lines(claim) l;
	SELECT md5(string_agg(code_sheet(code, '2024-08-05')::text || code_sheet_text(code, '2024-08-05'), ' '
		ORDER BY code))
	FROM unnest('{27096,64454,99214,G0260,0042T}'::cpt_code[]) code;
	SELECT * FROM modifier_problems('64451', '{50,LT,26,ZZ}', '2024-08-05');
	CREATE TEMP TABLE service_line (claim_id, line, code, date_of_service) AS VALUES
		('a', 1, '27096'::cpt_code, date '2024-08-05'), ('a', 2, '77003', '2024-08-05');
	SELECT * FROM ptp_conflicts('service_line');
	SELECT * FROM check_policies();
	BEGIN;
	SELECT opened, changed FROM load_mue('DIRECTORY/test/data/cms/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv');
	ROLLBACK} =~ s/DIRECTORY/getcwd()/ger;

create_database('fresh');
create_database('schema', undef, '"codes & edits"');
create_database('from_1_0', '1.0.0');
create_database('by_steps', '1.0.0', '"codes & edits"');
create_database('fresh_1_1', '1.1.0', '"codes & edits"');
create_database('from_1_1', '1.1.0');

# the library of the new version with the objects of 1.0.0
in_database($_, $own_policy) for qw(from_1_0 by_steps from_1_1);
is(in_database('from_1_0', $by_policy), 'deny', 'at 1.0.0 policies decide');
is(in_database('from_1_0', $decide), 'no_policy', 'at 1.0.0 there are no edits');
unlike(in_database('from_1_0', $explain), qr/NCCI/, 'at 1.0.0 no page speaks of edits');
is(in_database('from_1_0', 'SELECT count(*) FROM check_policies()'), '0', 'at 1.0.0 policies are checked');
my $kept = in_database('from_1_0', $own_rows);
like($kept, qr/^acme Acme Health f\n.*^99213\|pend\|A$/ms, 'rows of users are there, and a view of theirs');

# and with those of 1.1.0
my %expected = (from_1_0 => in_database('fresh', $answers));
like($expected{from_1_0}, qr/^54\|/, 'questions are asked');
is(in_database('from_1_1', $answers), $expected{from_1_0}, 'at 1.1.0 all answers are those of a fresh installation');
in_database('from_1_1', $own_edits);
$expected{$_} = in_database('from_1_1', $answers) for qw(from_1_1 by_steps);
isnt($expected{from_1_1}, $expected{from_1_0}, 'rows of users take part in them');
my $kept_edits = in_database('from_1_1', $own_edit_rows);

# a shipped policy that 1.2.0 corrects
my $corrected = q{SELECT count(*) FROM cptpolicy.policy_code WHERE first_code = '0213T' AND shipped};
is(in_database($_, $corrected), '0', "$_: the policy as it was shipped") for qw(by_steps from_1_0 from_1_1);

# A session that is there before the upgrade, which it sees when it is committed: its own one, and one of others.
is(in_database('from_1_0', "$decide BEGIN; ALTER EXTENSION cptpolicy UPDATE; $decide ROLLBACK; $decide"),
	"no_policy\ndeny\nno_policy", 'an upgrade that is rolled back is at work until then');
create_database('watched', '1.0.0');
my $upgrade = "\\! psql -X -q -d '" . $node->connstr('watched') . "' -c 'ALTER EXTENSION cptpolicy UPDATE' >&2\n";
is(in_database('watched', "$decide\n$upgrade$decide"), "no_policy\ndeny", 'a session sees the upgrade of another one');
is(in_database('from_1_0', "$decide ALTER EXTENSION cptpolicy UPDATE; $decide $by_policy"), "no_policy\ndeny\ndeny",
	'the session that upgrades sees edits at once');
in_database('by_steps', q{ALTER EXTENSION cptpolicy UPDATE TO '1.1.0'});
is(in_database('by_steps', $objects), in_database('fresh_1_1', $objects), 'one step leads to the objects of 1.1.0');
in_database('by_steps', $own_edits);
in_database($_, 'ALTER EXTENSION cptpolicy UPDATE') for qw(by_steps from_1_1);

# the same as a fresh installation
for my $pair ([qw(from_1_0 fresh)], [qw(from_1_1 fresh)], [qw(by_steps schema)])
{
	my ($upgraded, $fresh) = @$pair;
	is(in_database($upgraded, $own_rows), $kept, "$upgraded: rows of users are kept");
	cmp_ok(scalar(split /\n/, in_database($fresh, $objects)), '>', 500, "$upgraded: objects are compared");
	is(in_database($upgraded, $objects), in_database($fresh, $objects), "$upgraded: objects");
	is(in_database($upgraded, $corrected), '1', "$upgraded: the policy as it is shipped now");
	is(in_database($upgraded, $shipped_rows), in_database($fresh, $shipped_rows), "$upgraded: shipped rows");
	is(in_database($upgraded, $answers), $expected{$upgraded}, "$upgraded: answers");
}
is(in_database($_, $own_edit_rows), $kept_edits, "$_: coding data and settings of users are kept")
  for qw(from_1_1 by_steps);

# what came with 1.2.0 is at work in the session that upgrades
my $run = q{CREATE TABLE filed AS SELECT number AS claim_id, line::jsonb AS claim
	FROM string_to_table(pg_read_file('DIRECTORY/test/data/sample_claims.jsonl'), E'\n')
		WITH ORDINALITY AS l (line, number)
	WHERE line <> '';
	CALL evaluate_claims('filed', 'run', 20);
	SELECT done, state FROM cptpolicy.evaluation_progress;
	SELECT md5(string_agg((to_jsonb(e) - '{run_id,evaluated_at}'::text[])::text, ' ' ORDER BY claim_number, line_position))
	FROM cptpolicy.evaluation e;
	SELECT count(*) FROM cptpolicy.report_reason;
	CREATE TRIGGER enforce BEFORE INSERT ON filed FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim');
	INSERT INTO filed (claim) VALUES ('{}')} =~ s/DIRECTORY/getcwd()/er;
create_database('at_work', '1.1.0');
my ($status, $stdout, $stderr) = $node->psql('at_work', "$decide ALTER EXTENSION cptpolicy UPDATE; $run");
like($stdout, qr/^deny\n54\|finished\n/, 'claims are judged into the log after the upgrade');
like($stderr, qr/^psql:<stdin>:\d+: ERROR:  claim .*invalid/, 'and refused');
my ($fresh_status, $fresh_stdout) = $node->psql('fresh', "$decide $run");
is($stdout, $fresh_stdout, 'as in a fresh installation');

# and gone without a trace
in_database('from_1_0', 'DROP EXTENSION cptpolicy CASCADE');
is(in_database('from_1_0', q{SELECT count(*) FROM pg_namespace WHERE nspname = 'cptpolicy'}), '0',
	'nothing stays behind');
$node->stop;

done_testing();
