/*
 * The tables of policies.
 *
 * A policy document and these rows say the same: load_policy() turns the one into the other, and rows written by hand
 * are as good.
 *
 * Keys are the field's own names, and "shipped" is part of each: what the extension ships and what users write can
 * never collide, also when a later release ships a version that a user has loaded long before. So a dump always
 * restores and an update always succeeds. A version of one's own hides a shipped one of the same policy on its dates.
 *
 * There is no foreign key, and none within the tree of criteria: a restore copies one table after the other, so any
 * part of the rows may be there alone. Rows are checked when they are first used, and by check_policies().
 */

CREATE TABLE cptpolicy.payer (
	payer text NOT NULL CHECK (payer <> ''),
	name text NOT NULL CHECK (name <> ''),
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (payer, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.payer IS
	'payers whose policies are here; a claim names one by its id, its name or an alias, in upper or lower case';
COMMENT ON COLUMN cptpolicy.payer.payer IS 'id, as policies name the payer';
COMMENT ON COLUMN cptpolicy.payer.name IS 'name, as people know the payer';
COMMENT ON COLUMN cptpolicy.payer.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.payer_alias (
	payer text NOT NULL,
	alias text NOT NULL CHECK (alias <> ''),
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (payer, alias, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.payer_alias IS 'other names by which claims name a payer';
COMMENT ON COLUMN cptpolicy.payer_alias.payer IS 'id of the payer';
COMMENT ON COLUMN cptpolicy.payer_alias.alias IS 'the other name';
COMMENT ON COLUMN cptpolicy.payer_alias.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.policy (
	policy text NOT NULL CHECK (policy <> ''),
	payer text,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (policy, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.policy IS 'policies and whose they are';
COMMENT ON COLUMN cptpolicy.policy.policy IS 'the payer''s own number or name of the policy';
COMMENT ON COLUMN cptpolicy.policy.payer IS 'id of the payer, null for a national policy';
COMMENT ON COLUMN cptpolicy.policy.shipped IS 'is the row part of the extension';

/*
 * At most one version of a policy is in force on a day. The hash stands for the policy's name, because a GiST index on
 * text would need another extension; two names with the same 64 bits are not to be expected.
 */
CREATE TABLE cptpolicy.policy_version (
	policy text NOT NULL,
	version text NOT NULL CHECK (version <> ''),
	title text NOT NULL,
	source text NOT NULL,
	effective_from date NOT NULL,
	effective_to date,
	denial_group text NOT NULL,
	denial_carc text NOT NULL,
	denial_rarc text,
	missing_carc text NOT NULL,
	missing_rarc text,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (policy, version, shipped),
	CONSTRAINT policy_version_finite_dates
		CHECK (pg_catalog.isfinite(effective_from) AND pg_catalog.isfinite(effective_to)),
	CONSTRAINT policy_version_dates_in_order CHECK (effective_from <= effective_to),
	CONSTRAINT policy_version_one_in_force EXCLUDE USING gist (
		pg_catalog.int8range(
			pg_catalog.hashtextextended(policy, 0), pg_catalog.hashtextextended(policy, 0), '[]') WITH &&,
		pg_catalog.daterange(effective_from, effective_to, '[]') WITH &&) WHERE (NOT shipped),
	CONSTRAINT policy_version_one_shipped_in_force EXCLUDE USING gist (
		pg_catalog.int8range(
			pg_catalog.hashtextextended(policy, 0), pg_catalog.hashtextextended(policy, 0), '[]') WITH &&,
		pg_catalog.daterange(effective_from, effective_to, '[]') WITH &&) WHERE (shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.policy_version IS 'versions of policies and the dates of service that they are in force for';
COMMENT ON COLUMN cptpolicy.policy_version.policy IS 'the policy';
COMMENT ON COLUMN cptpolicy.policy_version.version IS 'name of the version';
COMMENT ON COLUMN cptpolicy.policy_version.title IS 'what the policy is about';
COMMENT ON COLUMN cptpolicy.policy_version.source IS 'the text that the version was written from';
COMMENT ON COLUMN cptpolicy.policy_version.effective_from IS 'first day in force';
COMMENT ON COLUMN cptpolicy.policy_version.effective_to IS 'last day in force, null while there is no end';
COMMENT ON COLUMN cptpolicy.policy_version.denial_group IS 'group code of a denial, where a criterion has none';
COMMENT ON COLUMN cptpolicy.policy_version.denial_carc IS
	'claim adjustment reason code of a denial, where a criterion has none';
COMMENT ON COLUMN cptpolicy.policy_version.denial_rarc IS
	'remittance advice remark code of a denial, where a criterion has none';
COMMENT ON COLUMN cptpolicy.policy_version.missing_carc IS
	'reason code of a request for what is missing, where a criterion has none';
COMMENT ON COLUMN cptpolicy.policy_version.missing_rarc IS
	'remark code of a request for what is missing, where a criterion has none';
COMMENT ON COLUMN cptpolicy.policy_version.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.policy_code (
	policy text NOT NULL,
	version text NOT NULL,
	role text NOT NULL,
	position integer NOT NULL,
	first_code @extschema@.cpt_code NOT NULL,
	last_code @extschema@.cpt_code,
	subject boolean,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (policy, version, role, position, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.policy_code IS 'codes that a version speaks of or mentions, by their role in it';
COMMENT ON COLUMN cptpolicy.policy_code.policy IS 'the policy';
COMMENT ON COLUMN cptpolicy.policy_code.version IS 'its version';
COMMENT ON COLUMN cptpolicy.policy_code.role IS 'the name that criteria use for these codes';
COMMENT ON COLUMN cptpolicy.policy_code.position IS
	'place in the document: codes of a role by it, roles by their first one';
COMMENT ON COLUMN cptpolicy.policy_code.first_code IS 'the code, or the first one of a range';
COMMENT ON COLUMN cptpolicy.policy_code.last_code IS 'the last code of a range, null for a single code';
COMMENT ON COLUMN cptpolicy.policy_code.subject IS
	'does the version speak of these codes (true), or only mention them; the same in all rows of a role';
COMMENT ON COLUMN cptpolicy.policy_code.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.policy_fact (
	policy text NOT NULL,
	version text NOT NULL,
	name text NOT NULL,
	position integer NOT NULL,
	type text NOT NULL,
	unit text,
	minimum numeric CHECK (minimum > '-Infinity' AND minimum < 'Infinity'),
	maximum numeric CHECK (maximum > '-Infinity' AND maximum < 'Infinity'),
	values text[],
	aliases jsonb,
	question text NOT NULL,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (policy, version, name, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.policy_fact IS 'facts that the criteria of a version ask for';
COMMENT ON COLUMN cptpolicy.policy_fact.policy IS 'the policy';
COMMENT ON COLUMN cptpolicy.policy_fact.version IS 'its version';
COMMENT ON COLUMN cptpolicy.policy_fact.name IS 'key of the fact in a claim';
COMMENT ON COLUMN cptpolicy.policy_fact.position IS 'place in the document';
COMMENT ON COLUMN cptpolicy.policy_fact.type IS 'boolean, number, date, choice or flags (an object of booleans)';
COMMENT ON COLUMN cptpolicy.policy_fact.unit IS 'unit of a number, for people';
COMMENT ON COLUMN cptpolicy.policy_fact.minimum IS 'least value that makes sense for a number';
COMMENT ON COLUMN cptpolicy.policy_fact.maximum IS 'greatest value that makes sense for a number';
COMMENT ON COLUMN cptpolicy.policy_fact.values IS 'values of a choice, or names of the flags';
COMMENT ON COLUMN cptpolicy.policy_fact.aliases IS 'other names of values or flags: an object of alias and name';
COMMENT ON COLUMN cptpolicy.policy_fact.question IS 'what to ask where the fact is missing';
COMMENT ON COLUMN cptpolicy.policy_fact.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.policy_precedence (
	policy text NOT NULL,
	version text NOT NULL,
	criterion text NOT NULL,
	position integer NOT NULL,
	line_of_business text[] NOT NULL,
	text text NOT NULL,
	settled_by jsonb NOT NULL,
	message text,
	question text,
	denial_group text,
	denial_carc text,
	denial_rarc text,
	missing_carc text,
	missing_rarc text,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (policy, version, criterion, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.policy_precedence IS
	'what comes before a version: until it is settled, the version is not applied';
COMMENT ON COLUMN cptpolicy.policy_precedence.policy IS 'the policy';
COMMENT ON COLUMN cptpolicy.policy_precedence.version IS 'its version';
COMMENT ON COLUMN cptpolicy.policy_precedence.criterion IS 'id in results';
COMMENT ON COLUMN cptpolicy.policy_precedence.position IS 'place in the document';
COMMENT ON COLUMN cptpolicy.policy_precedence.line_of_business IS 'lines of business that it is asked for';
COMMENT ON COLUMN cptpolicy.policy_precedence.text IS 'what comes first';
COMMENT ON COLUMN cptpolicy.policy_precedence.settled_by IS 'the test that settles it, false where only a person can';
COMMENT ON COLUMN cptpolicy.policy_precedence.message IS 'as in policy_criterion';
COMMENT ON COLUMN cptpolicy.policy_precedence.question IS 'what to ask while it is not settled';
COMMENT ON COLUMN cptpolicy.policy_precedence.denial_group IS 'as in policy_criterion';
COMMENT ON COLUMN cptpolicy.policy_precedence.denial_carc IS 'as in policy_criterion';
COMMENT ON COLUMN cptpolicy.policy_precedence.denial_rarc IS 'as in policy_criterion';
COMMENT ON COLUMN cptpolicy.policy_precedence.missing_carc IS
	'reason code of the request, null for that of the version';
COMMENT ON COLUMN cptpolicy.policy_precedence.missing_rarc IS
	'remark code of the request, null for that of the version';
COMMENT ON COLUMN cptpolicy.policy_precedence.shipped IS 'is the row part of the extension';

CREATE TABLE cptpolicy.policy_criterion (
	policy text NOT NULL,
	version text NOT NULL,
	criterion text NOT NULL,
	parent text,
	position integer NOT NULL,
	kind text CHECK (kind IN ('requirement', 'exclusion', 'indication', 'exception')),
	branch_order integer,
	asked_when jsonb,
	text text NOT NULL,
	test jsonb,
	combination text CHECK (combination IN ('all', 'any', 'at_least')),
	at_least integer,
	message text,
	question text,
	denial_group text,
	denial_carc text,
	denial_rarc text,
	missing_carc text,
	missing_rarc text,
	notes jsonb,
	shipped boolean NOT NULL DEFAULT false,
	PRIMARY KEY (policy, version, criterion, shipped)
) USING heap;
COMMENT ON TABLE cptpolicy.policy_criterion IS 'criteria of a version: a tree in the policy''s own numbering';
COMMENT ON COLUMN cptpolicy.policy_criterion.policy IS 'the policy';
COMMENT ON COLUMN cptpolicy.policy_criterion.version IS 'its version';
COMMENT ON COLUMN cptpolicy.policy_criterion.criterion IS 'id: the policy''s own number';
COMMENT ON COLUMN cptpolicy.policy_criterion.parent IS 'id of the criterion above, null at the top';
COMMENT ON COLUMN cptpolicy.policy_criterion.position IS 'place among the criteria below the same parent';
COMMENT ON COLUMN cptpolicy.policy_criterion.kind IS
	'requirement (also null), exclusion, indication, or exception: what lifts the exclusion above it';
COMMENT ON COLUMN cptpolicy.policy_criterion.branch_order IS
	'rank among the clauses that can decide, null for what is no such clause';
COMMENT ON COLUMN cptpolicy.policy_criterion.asked_when IS 'the test of when it is asked, null for always';
COMMENT ON COLUMN cptpolicy.policy_criterion.text IS 'what it asks, for people';
COMMENT ON COLUMN cptpolicy.policy_criterion.test IS 'the test that decides it, null where the criteria below it do';
COMMENT ON COLUMN cptpolicy.policy_criterion.combination IS
	'which of the criteria below must be met: all (also null), any, at_least';
COMMENT ON COLUMN cptpolicy.policy_criterion.at_least IS 'how many of the criteria below, with combination at_least';
COMMENT ON COLUMN cptpolicy.policy_criterion.message IS 'why it denies; {found} and {required} are filled in';
COMMENT ON COLUMN cptpolicy.policy_criterion.question IS
	'what to ask where it is unknown and no question of a fact fits';
COMMENT ON COLUMN cptpolicy.policy_criterion.denial_group IS 'group code of its denial, null for that of the version';
COMMENT ON COLUMN cptpolicy.policy_criterion.denial_carc IS 'reason code of its denial, null for that of the version';
COMMENT ON COLUMN cptpolicy.policy_criterion.denial_rarc IS 'remark code of its denial, null for that of the version';
COMMENT ON COLUMN cptpolicy.policy_criterion.missing_carc IS
	'reason code of the request for what is missing, null for that of the version';
COMMENT ON COLUMN cptpolicy.policy_criterion.missing_rarc IS
	'remark code of the request for what is missing, null for that of the version';
COMMENT ON COLUMN cptpolicy.policy_criterion.notes IS
	'conventions that an answer rests on: an array of {"when": test, "message": text}';
COMMENT ON COLUMN cptpolicy.policy_criterion.shipped IS 'is the row part of the extension';

/* Everyone may read: a compiled program is the same for every role of a session. Hence no row security either. */
GRANT USAGE ON SCHEMA cptpolicy TO PUBLIC;
GRANT SELECT ON cptpolicy.payer, cptpolicy.payer_alias, cptpolicy.policy, cptpolicy.policy_version,
	cptpolicy.policy_code, cptpolicy.policy_fact, cptpolicy.policy_precedence, cptpolicy.policy_criterion TO PUBLIC;

/* A dump holds what users wrote; what is shipped comes with CREATE EXTENSION. */
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.payer', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.payer_alias', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.policy', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.policy_version', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.policy_code', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.policy_fact', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.policy_precedence', 'WHERE NOT shipped');
SELECT pg_catalog.pg_extension_config_dump('cptpolicy.policy_criterion', 'WHERE NOT shipped');

INSERT INTO cptpolicy.payer (payer, name, shipped) VALUES ('centene', 'Centene', true);
INSERT INTO cptpolicy.payer_alias (payer, alias, shipped) VALUES ('centene', 'Centene Corporation', true);
