# An upgrade from 1.0.0 leads to what a fresh installation has, keeps what users wrote, and is at work at once; until
# then the library of the new version serves the objects of the old one.

use strict;
use warnings;

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

sub create_database
{
	my ($database, $sql) = @_;
	in_database('postgres', "CREATE DATABASE $database");
	in_database($database, $sql);
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
			pg_get_serial_sequence('cptpolicy.reference_file', 'file'))
		FROM relation r JOIN pg_sequence s ON s.seqrelid = r.oid
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
my $own_policy = q{SELECT load_policy('{"policy": "ACME.1", "version": "1", "payer": "acme", "title": "Weeks",
	"source": "test", "effective_from": "2024-01-01", "denial": {"group": "CO", "carc": "50"},
	"missing": {"carc": "252"}, "codes": [{"role": "visit", "subject": true, "codes": ["99213"]}],
	"facts": [{"name": "weeks", "type": "number", "question": "Weeks?"}],
	"criteria": [{"id": "A", "text": "Long enough", "test": {"fact": "weeks", "at_least": 2}}]}');};
my $own_rows = q{SELECT md5(policy_document('ACME.1', '1'));
	SELECT concat_ws(' ', payer, name, shipped) FROM cptpolicy.payer ORDER BY payer;};

create_database('fresh', 'CREATE EXTENSION cptpolicy');
create_database('upgraded', q{CREATE EXTENSION cptpolicy VERSION '1.0.0';
	INSERT INTO cptpolicy.payer (payer, name) VALUES ('acme', 'Acme Health')});

# the library of the new version with the objects of the old one
in_database('upgraded', $own_policy);
is(in_database('upgraded', $by_policy), 'deny', 'at 1.0.0 policies decide');
is(in_database('upgraded', $decide), 'no_policy', 'at 1.0.0 there are no edits');
unlike(in_database('upgraded', $explain), qr/NCCI/, 'at 1.0.0 no page speaks of edits');
is(in_database('upgraded', 'SELECT count(*) FROM check_policies()'), '0', 'at 1.0.0 policies are checked');
my $kept = in_database('upgraded', $own_rows);

# A session that is there before the upgrade, which it sees when it is committed: its own one, and one of others.
is(in_database('upgraded', "$decide BEGIN; ALTER EXTENSION cptpolicy UPDATE; $decide ROLLBACK; $decide"),
	"no_policy\ndeny\nno_policy", 'an upgrade that is rolled back is at work until then');
create_database('watched', q{CREATE EXTENSION cptpolicy VERSION '1.0.0'});
my $upgrade = "\\! psql -X -q -d '" . $node->connstr('watched') . "' -c 'ALTER EXTENSION cptpolicy UPDATE' >&2\n";
is(in_database('watched', "$decide\n$upgrade$decide"), "no_policy\ndeny", 'a session sees the upgrade of another one');
is(in_database('upgraded', "$decide ALTER EXTENSION cptpolicy UPDATE; $decide $by_policy"), "no_policy\ndeny\ndeny",
	'the session that upgrades sees edits at once');

# the same as a fresh installation
is(in_database('upgraded', $own_rows), $kept, 'rows of users are kept');
for my $what ([ 'objects', $objects ], [ 'shipped rows', $shipped_rows ])
{
	my ($name, $query) = @$what;
	my $fresh = in_database('fresh', $query);
	my $upgraded = in_database('upgraded', $query);
	cmp_ok(scalar(split /\n/, $fresh), '>', 20, "$name are compared");
	is($upgraded, $fresh, "$name are those of a fresh installation");
}
is(in_database('upgraded', $explain), in_database('fresh', $explain), 'a claim is explained in the same words');

# and gone without a trace
in_database('upgraded', 'DROP EXTENSION cptpolicy');
is(in_database('upgraded', q{SELECT count(*) FROM pg_namespace WHERE nspname = 'cptpolicy'}), '0',
	'nothing stays behind');
$node->stop;

done_testing();
