--
-- evaluate_claims: claims of a table or view judged into the log, batch by batch
--
\getenv source_dir PG_ABS_SRCDIR
\pset null -
SET client_min_messages = warning;

-- what a run left in the log, without what differs from one time to another
CREATE VIEW logged AS
SELECT r.run_name, e.claim_number AS number, e.claim_id, e.occurrence AS nth, e.line_position AS pos, e.line, e.code,
	e.date_of_service AS date, e.place_of_service AS place, e.charge, e.decision, e.claim_decision AS claim, e.policy,
	e.policy_version AS version, e.branch, e.criterion, e.payer, e.line_of_business AS business, e.claim_type AS type,
	e.extension_version AS extension, e.evaluated_at
FROM cptpolicy.evaluation e JOIN cptpolicy.evaluation_run r USING (run_id);
CREATE VIEW logged_reason AS
SELECT r.run_name, e.claim_number AS number, e.line_position AS pos, e.reason_number AS n, e.origin, e.criterion,
	e.status, e.fact, e.grp, e.carc, e.rarc, e.path, e.message, e.required, e.found
FROM cptpolicy.evaluation_reason e JOIN cptpolicy.evaluation_run r USING (run_id);
CREATE VIEW run AS
SELECT run_name, source, state, total, done, percent, rate > 0 AS has_rate, expected_end IS NULL AS no_end,
	backend_pid IS NULL AS no_pid
FROM cptpolicy.evaluation_progress;

--
-- a table, row by row
--
CREATE TABLE filed (claim_id int PRIMARY KEY, claim jsonb);
INSERT INTO filed VALUES
	(1, '{"claim_id": "a", "payer": " CENTENE corporation ", "line_of_business": "medicaid", "claim_type": "institutional",
		"date_of_service": "2024-03-01", "place_of_service": "02", "lines": [
			{"line": 7, "code": "99213", "charge": 120.5},
			{"line": 9, "code": " g0260", "date_of_service": "2024-03-02", "place_of_service": "24"}]}'),
	(2, NULL),
	(3, '{"payer": "Nobody''s payer", "date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}'),
	(4, '{"payer": "centene", "member": {"birth_date": "1980-06-22", "sex": "M"}, "date_of_service": "2024-03-01",
		"place_of_service": "24", "diagnoses": ["M46.1"], "facts": {"performed_by_physician": false, "nsaid_weeks": 2},
		"lines": [{"code": "27096", "modifiers": ["ZZ", "LT"], "charge": 812.50}]}'),
	(5, '[]'),
	(6, '{"line_of_business": "x", "claim_type": 1, "lines": [{"code": "nocode", "charge": 1}, {"code": "99213", "line": "x"}]}'),
	(7, '{"payer": 17, "date_of_service": "2024-02-30", "lines": []}'),
	(8, 'null');
CALL evaluate_claims('filed', 'first');
SELECT number, claim_id, nth, pos, line, code, date, place, charge, decision, claim
FROM logged WHERE run_name = 'first' ORDER BY number, pos;
SELECT number, pos, policy, version, branch, criterion, payer, business, type, extension
FROM logged WHERE run_name = 'first' ORDER BY number, pos;
SELECT number, pos, n, origin, criterion, status, fact, grp, carc, rarc, path, message, required, found
FROM logged_reason WHERE run_name = 'first' ORDER BY number, pos, n;
SELECT * FROM run;
SELECT run_name, source, state, stop_requested, clinical_facts, batch_size, total, done, last_claim_id,
	finished_at = updated_at AS finished, started_at < finished_at AS took_time, expected_end,
	started_by = current_user AS by_me, backend_pid = pg_backend_pid() AS here
FROM cptpolicy.evaluation_run;

-- with the sentences, when asked to; nothing else is different
CALL evaluate_claims('filed', 'with facts', clinical_facts => true);
SELECT number, pos, n, criterion, message, required, found
FROM logged_reason WHERE run_name = 'with facts' ORDER BY number, pos, n;
SELECT count(*) FROM logged a JOIN logged b USING (number, pos)
WHERE a.run_name = 'first' AND b.run_name = 'with facts'
	AND to_jsonb(a) - '{run_name,evaluated_at}'::text[] <> to_jsonb(b) - '{run_name,evaluated_at}'::text[];
SELECT count(*) FROM logged_reason a FULL JOIN logged_reason b USING (number, pos, n)
WHERE a.run_name = 'first' AND b.run_name = 'with facts'
	AND to_jsonb(a) - '{run_name,message,required,found}'::text[] <>
		to_jsonb(b) - '{run_name,message,required,found}'::text[];
-- without them there is nothing of the patient in the log: words of the claims that are not to be found there
SELECT word, count(*) FILTER (WHERE run_name = 'first') AS without, count(*) FILTER (WHERE run_name = 'with facts') AS with
FROM unnest('{1980,M46,false,nocode,02-30,2 weeks}'::text[]) word
	LEFT JOIN (SELECT run_name, to_jsonb(l)::text AS row FROM logged_reason l
		UNION ALL SELECT run_name, to_jsonb(l)::text FROM logged l) all_rows ON row LIKE '%' || word || '%'
GROUP BY word ORDER BY word;

-- lists of what is required, and of what was found
CREATE TABLE listed (claim_id int PRIMARY KEY, claim jsonb);
INSERT INTO listed VALUES (1, '{"date_of_service": "2024-08-01", "lines": [
	{"code": "27096"}, {"code": "64454", "modifiers": ["KX", "GA"]}, {"code": "64492"}]}');
CALL evaluate_claims('listed', 'listed', clinical_facts => true);
SELECT pos, criterion, required, found FROM logged_reason WHERE run_name = 'listed' ORDER BY pos, n;

-- amounts are rounded to cents; what the log has no room for is unknown
CREATE TABLE charged (claim_id int PRIMARY KEY, given text, claim jsonb GENERATED ALWAYS AS
	(('{"date_of_service": "2024-03-01", "lines": [{"code": "99213", "charge": ' || given || '}]}')::jsonb) STORED);
INSERT INTO charged SELECT n, given FROM unnest(E'{0,0.005,0.0049,-0.005,-0.0051,-0.0049,-0.015,12.345,12.344999999999999999999,
	1e3,99999999.99,123456789.5,9999999999.99,9999999999.994,9999999999.995,10000000000,1e300,-9999999999.99,
	-9999999999.995,-1e10,1e-300,"\\"5\\"",null,true,[],10000,10000.01,100000000}'::text[]) WITH ORDINALITY x (given, n);
CALL evaluate_claims('charged', 'charged');
SELECT given, charge FROM logged JOIN charged c ON c.claim_id::text = logged.claim_id WHERE run_name = 'charged'
ORDER BY number;

--
-- batches: each a transaction, rows of one id never parted, rows without an id last
--
CREATE TABLE repeated (claim_id int, claim jsonb);
CREATE INDEX ON repeated (claim_id);
INSERT INTO repeated SELECT id, format('{"date_of_service": "2024-03-01", "lines": [{"code": "99213", "line": %s}]}', n)::jsonb
FROM unnest('{5,1,NULL,3,3,3,2,NULL,5,1,4}'::int[]) WITH ORDINALITY x (id, n);
CALL evaluate_claims('repeated', 'by 1', 1);
CALL evaluate_claims('repeated', 'by 2', 2);
CALL evaluate_claims('repeated', 'by 3', 3);
CALL evaluate_claims('repeated', 'by 11', 11);
CALL evaluate_claims('repeated', 'by default');
SELECT run_name, array_agg(coalesce(claim_id, 'null') || '/' || nth ORDER BY number) AS claims,
	count(DISTINCT evaluated_at) AS transactions, max(number) AS last
FROM logged WHERE run_name LIKE 'by %' GROUP BY run_name ORDER BY max(length(run_name)), run_name;
SELECT count(DISTINCT (run_id, claim_number)), max(line_position) FROM cptpolicy.evaluation
WHERE run_id IN (SELECT run_id FROM cptpolicy.evaluation_run WHERE run_name LIKE 'by %');
-- nothing to do
CREATE TABLE empty (LIKE repeated);
CALL evaluate_claims('empty', 'empty');
SELECT * FROM run WHERE run_name = 'empty';

--
-- ids of each type, in their order, with an index and without
--
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN short_id AS varchar(10) CHECK (VALUE <> '');
CREATE DOMAIN claim_document AS jsonb CHECK (VALUE IS NOT NULL);
CREATE PROCEDURE make_typed(of_type text, ids text[], indexed boolean) LANGUAGE plpgsql AS $$
BEGIN
	DROP TABLE IF EXISTS typed;
	EXECUTE format('CREATE TABLE typed (claim claim_document, claim_id %s)', of_type);
	EXECUTE format('INSERT INTO typed SELECT ''{"date_of_service": "2024-03-01", "lines": [{"code": "99213"}]}'', id::%s
		FROM unnest($1) id', of_type) USING ids;
	IF indexed THEN
		CREATE INDEX ON typed (claim_id);
	END IF;
END
$$;
CREATE TABLE type_result (type text, indexed boolean, in_order boolean, complete boolean, occurrences text);
CREATE PROCEDURE try_type(of_type text, ids text[]) LANGUAGE plpgsql AS $$
DECLARE
	run text;
	indexed boolean;
BEGIN
	FOREACH indexed IN ARRAY '{true,false}'::boolean[] LOOP
		run := format('%s %s', of_type, indexed);
		CALL make_typed(of_type, ids, indexed);
		COMMIT;
		CALL evaluate_claims('typed', run, 2);
		EXECUTE format('INSERT INTO type_result
			SELECT $1, $2, bool_and(in_order), array_agg(id ORDER BY id) = (SELECT array_agg(claim_id ORDER BY claim_id) FROM typed),
				string_agg(nth::text, '','' ORDER BY number)
			FROM (SELECT number, nth, claim_id::%1$s AS id,
				coalesce(lag(claim_id::%1$s) OVER (ORDER BY number) <= claim_id::%1$s, true) AS in_order
				FROM logged WHERE run_name = $3) l', of_type) USING of_type, indexed, run;
		COMMIT;
	END LOOP;
END
$$;
CALL try_type('bigint', '{5,-1,9223372036854775807,3,3,-9223372036854775808,10}');
CALL try_type('uuid', '{b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,
	00000000-0000-0000-0000-000000000000,a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,ffffffff-ffff-ffff-ffff-ffffffffffff}');
CALL try_type('text', '{b,a,B,10,9,"",ab,a,"quote ''","back\\slash"}');
CALL try_type('text COLLATE "C"', '{b,a,B,10,9,"",ab,a}');
CALL try_type('varchar(20)', '{b,a,B,10,9,"",ab,a}');
CALL try_type('char(4)', '{b,a,B,10,9,"",ab,a}');
CALL try_type('name', '{b,a,B,10,9,ab,a}');
CALL try_type('short_id', '{b,a,B,10,9,ab,a}');
CALL try_type('numeric', '{5,5.0,-1,NaN,3,Infinity,0.001}');
CALL try_type('float8', '{5,0.1,0.30000000000000004,NaN,3,0.3,-Infinity}');
CALL try_type('date', '{2024-03-01,2024-01-03,infinity,2023-12-31,2024-03-01}');
CALL try_type('timestamptz', '{2024-03-01 00:00:00+00,2024-01-03 01:02:03.456789+00,2024-01-02 20:02:03.456789-05}');
CALL try_type('interval', '{1 day,24:00:00,-1 mon 3 days,1 year}');
CALL try_type('mood', '{happy,sad,ok,ok,sad}');
CALL try_type('cpt_code', '{G0260,99213,0042T,00100,99213}');
CALL try_type('int4range', '{"[1,5)","[1,2)",empty,"[0,)"}');
CALL try_type('boolean', '{t,f,t,t,f}');
SELECT * FROM type_result ORDER BY type COLLATE "C", indexed;
-- what the log says, and where a run goes on, does not depend on the session's settings
SET DateStyle = 'SQL, DMY';
SET IntervalStyle = 'sql_standard';
SET extra_float_digits = -3;
CALL make_typed('date', '{2024-03-01,2024-02-03,2023-12-31}', true);
CALL evaluate_claims('typed', 'style date', 2);
CALL make_typed('interval', '{1 day,-1 mon 3 days,1 year}', true);
CALL evaluate_claims('typed', 'style interval', 2);
CALL make_typed('float8', '{0.1,0.30000000000000004,0.3}', true);
CALL evaluate_claims('typed', 'style float', 2);
RESET DateStyle;
RESET IntervalStyle;
RESET extra_float_digits;
SELECT run_name, array_agg(claim_id ORDER BY number) AS claims FROM logged WHERE run_name LIKE 'style %' GROUP BY 1 ORDER BY 1;

--
-- sources of each kind; what cannot be read in order is copied, and no copy stays
--
CREATE VIEW sources AS SELECT run_name, source, state, total, done FROM run WHERE run_name LIKE 'source %';
CREATE TABLE header (claim_id int PRIMARY KEY, date_of_service date);
CREATE TABLE body (claim_id int REFERENCES header, line int, code text, PRIMARY KEY (claim_id, line));
INSERT INTO header SELECT n, date '2024-03-01' + n FROM generate_series(1, 10) n;
INSERT INTO body SELECT n, m, (ARRAY['99213', '27096', '77003'])[m] FROM generate_series(1, 10) n, generate_series(1, 3) m
WHERE m <= 1 + n % 3;
CREATE VIEW joined AS
SELECT h.claim_id, jsonb_build_object('payer', 'centene', 'date_of_service', h.date_of_service, 'lines',
	jsonb_agg(jsonb_build_object('line', b.line, 'code', b.code) ORDER BY b.line)) AS claim
FROM header h JOIN body b USING (claim_id)
GROUP BY h.claim_id;
CALL evaluate_claims('joined', 'source view', 4);
SELECT claim_id, string_agg(code || ' ' || decision, ', ' ORDER BY pos) AS lines, min(date) AS date
FROM logged WHERE run_name = 'source view' GROUP BY number, claim_id ORDER BY number;
CREATE MATERIALIZED VIEW "Stored claims" AS SELECT * FROM joined;
CALL evaluate_claims('"Stored claims"', 'source matview', 4);
CREATE TABLE parted (claim_id int, claim jsonb) PARTITION BY RANGE (claim_id);
CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (5);
CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (5) TO (100);
INSERT INTO parted SELECT * FROM joined;
CALL evaluate_claims('parted', 'source partitions', 3);
CREATE INDEX ON parted (claim_id DESC);
CALL evaluate_claims('parted', 'source partitions with index', 3);
CREATE TABLE parent (claim_id int, claim jsonb);
CREATE TABLE child () INHERITS (parent);
INSERT INTO parent SELECT * FROM joined WHERE claim_id % 2 = 0;
INSERT INTO child SELECT * FROM joined WHERE claim_id % 2 = 1;
CALL evaluate_claims('parent', 'source parent', 3);
CREATE TEMPORARY TABLE passing AS SELECT * FROM joined;
CALL evaluate_claims('passing', 'source temporary', 3);
SELECT run_name, regexp_replace(source, 'pg_temp_\d+', 'pg_temp') AS source, state, total, done FROM sources ORDER BY 1;
SELECT DISTINCT array_agg(row(number, claim_id, pos, code, decision, criterion)::text ORDER BY number, pos) = (
	SELECT array_agg(row(number, claim_id, pos, code, decision, criterion)::text ORDER BY number, pos)
	FROM logged WHERE run_name = 'source view') AS same
FROM logged WHERE run_name LIKE 'source %' GROUP BY run_name;
SELECT relname FROM pg_class WHERE relname LIKE 'cptpolicy_ordered_copy';

-- no right to make a temporary table: with an index none is needed, nor for what fits a batch
CREATE ROLE regress_runner;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO regress_runner;
GRANT SELECT, INSERT, UPDATE ON cptpolicy.evaluation_run TO regress_runner;
GRANT INSERT ON cptpolicy.evaluation, cptpolicy.evaluation_reason TO regress_runner;
DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$;
SET ROLE regress_runner;
CALL evaluate_claims('repeated', 'narrow with index', 2);
CALL evaluate_claims('parent', 'narrow one batch', 10);
CALL evaluate_claims('parent', 'narrow', 9);
RESET ROLE;
-- it is needed where only one of two partitions has an index, whether or not these follow the order of ids
CREATE TABLE by_range (claim_id int, claim jsonb) PARTITION BY RANGE (claim_id);
CREATE TABLE by_range_most PARTITION OF by_range (PRIMARY KEY (claim_id)) FOR VALUES FROM (0) TO (8900);
CREATE TABLE by_range_rest PARTITION OF by_range FOR VALUES FROM (8900) TO (10000);
CREATE TABLE by_kind (kind text, claim_id int, claim jsonb) PARTITION BY LIST (kind);
CREATE TABLE by_kind_most PARTITION OF by_kind (PRIMARY KEY (claim_id)) FOR VALUES IN ('most');
CREATE TABLE by_kind_rest PARTITION OF by_kind FOR VALUES IN ('rest');
INSERT INTO by_range SELECT n, '{}' FROM generate_series(1, 9000) n;
INSERT INTO by_kind SELECT CASE WHEN n % 90 = 0 THEN 'rest' ELSE 'most' END, n, '{}' FROM generate_series(1, 9000) n;
VACUUM (ANALYZE) by_range, by_kind;
GRANT SELECT ON by_range, by_kind TO regress_runner;
SET ROLE regress_runner;
CALL evaluate_claims('by_range', 'narrow range', 100);
CALL evaluate_claims('by_kind', 'narrow kind', 100);
RESET ROLE;
-- a view is read in order where that costs less than copying it: not where each batch would read all of it
CREATE TABLE many (claim_id int PRIMARY KEY, claim jsonb);
INSERT INTO many SELECT n, '{}' FROM generate_series(1, 5000) n;
VACUUM (ANALYZE) many;
CREATE VIEW slice AS SELECT * FROM many WHERE claim_id BETWEEN 1001 AND 4000;
CREATE VIEW numbered AS SELECT row_number() OVER (ORDER BY claim_id) AS claim_id, claim FROM many;
CREATE VIEW nowhere_indexed AS SELECT claim_id + 0 AS claim_id, claim FROM many;
GRANT SELECT ON slice, numbered, nowhere_indexed TO regress_runner;
SET ROLE regress_runner;
CALL evaluate_claims('slice', 'narrow slice', 500);
CALL evaluate_claims('numbered', 'narrow numbered', 500);
CALL evaluate_claims('nowhere_indexed', 'narrow sums', 500);
RESET ROLE;
SELECT run_name, state, done FROM run WHERE run_name LIKE 'narrow%' ORDER BY 1;
SELECT count(*), min(claim_id::int), max(claim_id::int), count(DISTINCT evaluated_at) AS batches, bool_and(number = claim_id::int - 1000) AS in_order
FROM logged WHERE run_name = 'narrow slice';
DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$;

-- rows that the caller may not see are not judged
ALTER TABLE repeated ENABLE ROW LEVEL SECURITY;
CREATE POLICY few ON repeated TO regress_runner USING (claim_id < 3);
SET ROLE regress_runner;
CALL evaluate_claims('repeated', 'few', 2);
RESET ROLE;
SELECT * FROM run WHERE run_name = 'few';
ALTER TABLE repeated DISABLE ROW LEVEL SECURITY;

--
-- stopped, interrupted, resumed: in the end the log is as if nothing had happened
--
CREATE TABLE calm (claim_id text PRIMARY KEY, claim jsonb);
INSERT INTO calm SELECT 'c' || n, format('{"payer": "centene", "date_of_service": "2024-03-01", "lines": [{"code": "%s"}]}',
	(ARRAY['99213', '27096', '64451', 'x'])[1 + n % 4])::jsonb FROM generate_series(10, 19) n;
-- what happens while certain claims are written to the log
CREATE TABLE event (claim_id text, happens text);
CREATE FUNCTION happen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	run text := (SELECT run_name FROM cptpolicy.evaluation_run r WHERE r.run_id = NEW.run_id);
	what text := (SELECT happens FROM event e WHERE e.claim_id = coalesce(NEW.claim_id, 'none'));
BEGIN
	IF what = 'stop' THEN
		RAISE WARNING 'at %: stop: %, %', NEW.claim_id, stop_evaluation(run),
			(SELECT (p.state, p.done, p.percent, p.backend_pid = pg_backend_pid()) FROM cptpolicy.evaluation_progress p
			WHERE p.run_name = run);
	ELSIF what IS NOT NULL THEN
		RAISE EXCEPTION '%', what;
	END IF;
	RETURN NEW;
END
$$;
CREATE VIEW comparison AS
SELECT b.run_name, count(*) AS rows, count(*) FILTER (WHERE to_jsonb(a) - '{run_name,evaluated_at}'::text[] =
		to_jsonb(b) - '{run_name,evaluated_at}'::text[]) AS same,
	string_agg(b.claim_id, ',' ORDER BY b.number) FILTER (WHERE a.claim_id IS NULL) AS new
FROM logged b LEFT JOIN logged a ON a.run_name = 'calm' AND (a.number, a.pos) = (b.number, b.pos)
GROUP BY b.run_name;
CREATE VIEW comparison_of_reasons AS
SELECT b.run_name, count(*) AS rows, count(*) FILTER (WHERE to_jsonb(a) - 'run_name' = to_jsonb(b) - 'run_name') AS same
FROM logged_reason b LEFT JOIN logged_reason a ON a.run_name = 'calm' AND (a.number, a.pos, a.n) = (b.number, b.pos, b.n)
GROUP BY b.run_name;
CALL evaluate_claims('calm', 'calm', 3);
CREATE TRIGGER happen BEFORE INSERT ON cptpolicy.evaluation FOR EACH ROW EXECUTE FUNCTION happen();
INSERT INTO event VALUES ('c12', 'stop');
CALL evaluate_claims('calm', 'eventful', 3);
SELECT * FROM run WHERE run_name = 'eventful';
SELECT state, stop_requested, last_claim_id, finished_at FROM cptpolicy.evaluation_run WHERE run_name = 'eventful';
SELECT stop_evaluation('eventful') AS was_running;
UPDATE event SET claim_id = 'c16', happens = 'the log broke';
CALL evaluate_claims('calm', 'eventful', 2);
SELECT * FROM run WHERE run_name = 'eventful';
SELECT state, stop_requested, last_claim_id, batch_size FROM cptpolicy.evaluation_run WHERE run_name = 'eventful';
SELECT stop_evaluation('eventful') AS was_running;
SELECT count(*), max(claim_id) FROM logged WHERE run_name = 'eventful';
CALL evaluate_claims('calm', 'eventful', 2);
SELECT * FROM run WHERE run_name = 'eventful';
UPDATE event SET claim_id = 'c195', happens = 'stop';
-- what comes behind the place where the run is, is judged; what comes before it is not
INSERT INTO calm SELECT 'c0', claim FROM calm WHERE claim_id = 'c10';
INSERT INTO calm SELECT 'c195', claim FROM calm WHERE claim_id = 'c19';
INSERT INTO calm SELECT 'c199', claim FROM calm WHERE claim_id = 'c19';
CALL evaluate_claims('calm', 'eventful', 5);
SELECT * FROM run WHERE run_name = 'eventful';
CALL evaluate_claims('calm', 'eventful', 5);
SELECT * FROM run WHERE run_name = 'eventful';
DELETE FROM calm WHERE claim_id IN ('c0', 'c195', 'c199');
SELECT * FROM comparison WHERE run_name = 'eventful';
SELECT * FROM comparison_of_reasons WHERE run_name IN ('calm', 'eventful') ORDER BY 1;
-- the same from a copy
ALTER TABLE calm DROP CONSTRAINT calm_pkey, ALTER claim_id DROP NOT NULL;
INSERT INTO calm SELECT NULL, claim FROM calm WHERE claim_id = 'c10';
UPDATE event SET claim_id = 'c15', happens = 'the log broke';
CALL evaluate_claims('calm', 'copied', 2);
SELECT * FROM run WHERE run_name = 'copied';
SELECT count(*) AS left_over FROM pg_class WHERE relname LIKE 'cptpolicy_ordered_copy' AND relkind = 'r';
-- a run that is to stop when all is done is finished
UPDATE event SET claim_id = 'none', happens = 'stop';
CALL evaluate_claims('calm', 'copied', 2);
SELECT * FROM run WHERE run_name = 'copied';
SELECT * FROM comparison WHERE run_name = 'copied';
SELECT count(*) AS left_over FROM pg_class WHERE relname LIKE 'cptpolicy_ordered_copy' AND relkind = 'r';
DELETE FROM calm WHERE claim_id IS NULL;
DROP TRIGGER happen ON cptpolicy.evaluation;

--
-- constraints and triggers that users add to the log are heeded, as by COPY
--
CREATE TABLE seen (claim_id text, decision text);
CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO seen VALUES (NEW.claim_id, NEW.decision);
	RETURN NEW;
END
$$;
CREATE TRIGGER see AFTER INSERT ON cptpolicy.evaluation FOR EACH ROW WHEN (NEW.line_position > 0) EXECUTE FUNCTION see();
ALTER TABLE cptpolicy.evaluation ADD CONSTRAINT regress_small CHECK (claim_number < 5) NOT VALID;
\set VERBOSITY terse
CALL evaluate_claims('filed', 'heeded', 2);
\set VERBOSITY default
SELECT * FROM run WHERE run_name = 'heeded';
SELECT * FROM seen ORDER BY claim_id, decision;
ALTER TABLE cptpolicy.evaluation DROP CONSTRAINT regress_small;
CALL evaluate_claims('filed', 'heeded', 2);
SELECT count(*) FROM seen;
DROP TRIGGER see ON cptpolicy.evaluation;
DROP FUNCTION see();
SELECT count(*) AS differ FROM logged a JOIN logged b USING (number, pos)
WHERE a.run_name = 'first' AND b.run_name = 'heeded'
	AND to_jsonb(a) - '{run_name,evaluated_at}'::text[] <> to_jsonb(b) - '{run_name,evaluated_at}'::text[];

-- texts arrive as they are, whatever the client's encoding
CREATE TABLE foreign_words (claim_id text PRIMARY KEY, claim jsonb);
INSERT INTO foreign_words
SELECT word, jsonb_build_object('payer', repeat(word, 60), 'date_of_service', '2024-03-01', 'lines', '[{"code": "99213"}]'::jsonb)
FROM unnest(ARRAY[U&'M\00fcller', U&'\0416\6f22\+01f600']) word;
SET client_encoding = LATIN1;
CALL evaluate_claims('foreign_words', 'words');
SELECT pg_client_encoding();
SELECT count(*) AS whole, bool_and(payer = left(repeat(w.claim_id, 60), 100)) AS cut
FROM logged JOIN foreign_words w USING (claim_id) WHERE run_name = 'words';
ALTER TABLE cptpolicy.evaluation ADD CONSTRAINT regress_none CHECK (run_id < 0) NOT VALID;
\set VERBOSITY sqlstate
CALL evaluate_claims('foreign_words', 'no words');
\set VERBOSITY default
SELECT pg_client_encoding();
RESET client_encoding;
ALTER TABLE cptpolicy.evaluation DROP CONSTRAINT regress_none;

-- settings of the session that concern transactions
SET default_transaction_isolation = 'serializable';
CALL evaluate_claims('calm', 'serializable', 3);
SET default_transaction_isolation = 'repeatable read';
CALL evaluate_claims('calm', 'repeatable read', 3);
RESET default_transaction_isolation;
-- from a procedure and a block that may commit
DO $$ BEGIN CALL evaluate_claims('calm', 'from a block', 3); CALL evaluate_claims('calm', 'from a block too', 3); END $$;
SELECT run_name, state, done FROM run WHERE run_name IN ('serializable', 'repeatable read', 'from a block', 'from a block too')
ORDER BY 1;

--
-- the log says what evaluate_lines() says, of all claims that there are
--
\set documents `cat :'source_dir'/test/data/*.jsonl`
CREATE TABLE sample (claim_id int PRIMARY KEY, claim jsonb);
INSERT INTO sample
SELECT row_number() OVER (), coalesce(document::jsonb -> 'claim', document::jsonb)
FROM string_to_table(:'documents', E'\n') document WHERE document <> '';
CALL evaluate_claims('sample', 'sample', 100, true);
CREATE VIEW log_lines AS
SELECT e.claim_id, e.line, e.code, e.decision, e.policy, e.version, e.branch, r.criterion, r.status, r.grp, r.carc, r.rarc,
	coalesce(r.path || ': ', '') || r.message AS message
FROM logged e LEFT JOIN logged_reason r USING (run_name, number, pos)
WHERE e.run_name = 'sample' AND e.pos > 0;
CREATE VIEW sample_lines AS
SELECT s.claim_id::text, l.line, cpt_code_try(l.code) AS code, l.decision, l.policy, l.version, l.branch, l.criterion,
	l.status, l.grp, l.carc, l.rarc, l.message
FROM sample s, evaluate_lines(s.claim) l WHERE l.line IS NOT NULL;
SELECT count(*) > 900 AS many_claims FROM sample;
SELECT count(*) > 1500 AS many_lines, count(DISTINCT decision) AS decisions FROM log_lines;
SELECT * FROM ((TABLE log_lines EXCEPT ALL TABLE sample_lines) UNION ALL (TABLE sample_lines EXCEPT ALL TABLE log_lines)) differ;
-- claims as a whole
SELECT count(*) AS claims, count(*) FILTER (WHERE logged.message IS DISTINCT FROM lines.message) AS differ
FROM (SELECT e.claim_id, string_agg(r.path || ': ' || r.message, '; ' ORDER BY r.n) AS message
	FROM logged e JOIN logged_reason r USING (run_name, number, pos)
	WHERE run_name = 'sample' AND pos = 0 GROUP BY claim_id) logged
	FULL JOIN (SELECT s.claim_id::text, l.message
		FROM sample s, evaluate_lines(s.claim) l WHERE l.line IS NULL) lines USING (claim_id);
SELECT count(*) AS differ FROM logged e JOIN sample s ON s.claim_id::text = e.claim_id
WHERE e.run_name = 'sample' AND e.claim <> policy_decision(s.claim);
-- the criterion of a line is its first finding, if that decided
SELECT e.decision, count(*) > 0 AS some, count(*) FILTER (WHERE e.criterion IS DISTINCT FROM r.criterion) AS differ,
	array_agg(DISTINCT r.origin) FILTER (WHERE e.criterion IS NOT NULL) AS origins
FROM logged e LEFT JOIN logged_reason r ON (r.run_name, r.number, r.pos, r.n) = (e.run_name, e.number, e.pos, 1)
WHERE e.run_name = 'sample' AND e.decision IN ('approve', 'deny', 'no_policy') GROUP BY e.decision ORDER BY e.decision;
SELECT count(*) > 0 AS some, count(*) FILTER (WHERE e.criterion IS DISTINCT FROM r.criterion) AS differ
FROM logged e JOIN LATERAL (SELECT r.criterion FROM logged_reason r
	WHERE (r.run_name, r.number, r.pos, r.status) = (e.run_name, e.number, e.pos, 'unknown') ORDER BY r.n LIMIT 1) r ON true
WHERE e.run_name = 'sample' AND e.decision = 'pend';
-- edits are those that say what they compared
SELECT r.origin, count(*) > 0 AS some, bool_and((r.criterion ~ '^(CODE|MODIFIER|NCCI)\.|^PLACE$') = (r.origin = 'edit')) AS by_name
FROM logged_reason r WHERE r.run_name = 'sample' AND r.origin <> 'claim' GROUP BY 1 ORDER BY 1;

--
-- what stands in the caller's search_path has no say
--
CREATE SCHEMA regress_trap;
CREATE FUNCTION regress_trap.compare(a int, b int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION regress_trap.compare(a text, b text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR regress_trap.> (LEFTARG = int, RIGHTARG = int, FUNCTION = regress_trap.compare);
CREATE OPERATOR regress_trap.< (LEFTARG = int, RIGHTARG = int, FUNCTION = regress_trap.compare);
CREATE OPERATOR regress_trap.= (LEFTARG = int, RIGHTARG = int, FUNCTION = regress_trap.compare);
CREATE OPERATOR regress_trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = regress_trap.compare);
CREATE OPERATOR regress_trap.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = regress_trap.compare);
CREATE FUNCTION regress_trap.count() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION regress_trap.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION regress_trap.has_database_privilege(name, text) RETURNS boolean LANGUAGE plpgsql
	AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE DOMAIN regress_trap.numeric AS text CHECK (false);
CREATE TABLE regress_trap.evaluation (LIKE cptpolicy.evaluation);
CREATE TABLE regress_trap.evaluation_run (LIKE cptpolicy.evaluation_run);
CREATE TABLE regress_trap.filed (claim_id int, claim jsonb);
SET search_path = regress_trap, pg_catalog, public;
CALL public.evaluate_claims('public.filed', 'trapped', 2);
CALL public.evaluate_claims('public.parent', 'trapped copy', 2);
SELECT public.stop_evaluation('trapped') AS was_running;
SELECT public.delete_evaluation('trapped copy') AS deleted;
SELECT run_name, source, state, done FROM public.run WHERE run_name OPERATOR(pg_catalog.~) 'trapped';
RESET search_path;
SELECT count(*) FROM regress_trap.evaluation;
SELECT count(*) AS differ FROM logged a JOIN logged b USING (number, pos)
WHERE a.run_name = 'first' AND b.run_name = 'trapped'
	AND to_jsonb(a) - '{run_name,evaluated_at}'::text[] <> to_jsonb(b) - '{run_name,evaluated_at}'::text[];

--
-- runs are removed as a whole
--
SELECT delete_evaluation('first') AS deleted;
SELECT count(*) FROM logged WHERE run_name = 'first';
SELECT count(*) FROM cptpolicy.evaluation_reason
WHERE run_id NOT IN (SELECT run_id FROM cptpolicy.evaluation_run);
SELECT sum(delete_evaluation(run_name)) > 0 AS deleted FROM cptpolicy.evaluation_run;
SELECT (SELECT count(*) FROM cptpolicy.evaluation_run) AS runs, (SELECT count(*) FROM cptpolicy.evaluation) AS lines,
	(SELECT count(*) FROM cptpolicy.evaluation_reason) AS reasons;
-- nobody's lock is left
SELECT locktype, mode FROM pg_locks WHERE classid = 'cptpolicy.evaluation_run'::regclass;

DROP POLICY few ON repeated;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM regress_runner;
REVOKE ALL ON ALL TABLES IN SCHEMA cptpolicy FROM regress_runner;
DROP ROLE regress_runner;
DROP SCHEMA regress_trap CASCADE;
DROP VIEW slice, numbered, nowhere_indexed, comparison, comparison_of_reasons, joined, sources, log_lines, sample_lines, run, logged, logged_reason CASCADE;
DROP TABLE many, filed, listed, charged, repeated, empty, typed, type_result, header, body, parted, by_range, by_kind, parent,
	calm, event, seen, foreign_words, sample, passing CASCADE;
DROP FUNCTION happen();
DROP PROCEDURE try_type(text, text[]), make_typed(text, text[], boolean);
DROP TYPE mood;
DROP DOMAIN short_id, claim_document;
