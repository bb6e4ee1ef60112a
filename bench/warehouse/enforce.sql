-- Claims that the trigger and its peers accept with the same answer, as COPY reads them, and a table for each peer.
CREATE TABLE bench.accepted AS
SELECT number AS claim_id, claim
FROM (SELECT number, bench.claim(number) AS claim FROM generate_series(1, :claims * 2) AS number OFFSET 0) AS drawn
WHERE evaluate_policy(claim) = bench.plpgsql_reasons(claim) AND policy_decision(claim) NOT IN ('deny', 'invalid')
LIMIT :claims;
INSERT INTO bench.figure
SELECT 'accepted claims', count(*) FROM bench.accepted
UNION ALL SELECT 'lines of accepted claims', avg(jsonb_array_length(claim -> 'lines')) FROM bench.accepted;

-- Where the answers are stored, too, some peer must pay for nothing but that: it reads them from a file.
CREATE FUNCTION bench.copy_file(columns text) RETURNS text LANGUAGE sql AS $$
	SELECT format('%s/cptpolicy_bench_%s.copy', current_setting('data_directory'), replace(columns, ', ', '_'))
$$;
SELECT format('COPY (SELECT claim_id, claim FROM bench.accepted) TO %L', bench.copy_file('claim_id, claim')) \gexec
SELECT format('COPY (SELECT claim_id, claim, evaluate_policy(claim) FROM bench.accepted) TO %L',
	bench.copy_file('claim_id, claim, result')) \gexec

CREATE TABLE bench.bare (claim_id int8, claim jsonb, note text, result jsonb);
CREATE TABLE bench.bare_result (LIKE bench.bare);
CREATE TABLE bench.enforced (LIKE bench.bare);
CREATE TRIGGER enforce BEFORE INSERT OR UPDATE ON bench.enforced
	FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim');
CREATE TABLE bench.enforced_result (LIKE bench.bare);
CREATE TRIGGER enforce BEFORE INSERT OR UPDATE ON bench.enforced_result
	FOR EACH ROW EXECUTE FUNCTION enforce_policy('claim', 'result');

-- The peers know CP.MP.166 and nothing else. Like the trigger, those in PL/pgSQL leave a claim alone that is as it was.
CREATE TABLE bench.checked (LIKE bench.bare, CHECK (bench.plpgsql_decision(claim) <> 'deny'));

CREATE FUNCTION bench.enforce_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND NEW.claim IS NOT DISTINCT FROM OLD.claim THEN
		RETURN NEW;
	END IF;
	IF bench.plpgsql_decision(NEW.claim) = 'deny' THEN
		RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'the claim is denied';
	END IF;
	RETURN NEW;
END
$$;
CREATE TABLE bench.by_hand (LIKE bench.bare);
CREATE TRIGGER enforce BEFORE INSERT OR UPDATE ON bench.by_hand
	FOR EACH ROW EXECUTE FUNCTION bench.enforce_by_hand();

CREATE FUNCTION bench.enforce_result_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND NEW.claim IS NOT DISTINCT FROM OLD.claim THEN
		RETURN NEW;
	END IF;
	NEW.result := bench.plpgsql_reasons(NEW.claim);
	IF NEW.result ->> 'decision' = 'deny' THEN
		RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'the claim is denied', DETAIL = NEW.result;
	END IF;
	RETURN NEW;
END
$$;
CREATE TABLE bench.by_hand_result (LIKE bench.bare);
CREATE TRIGGER enforce BEFORE INSERT OR UPDATE ON bench.by_hand_result
	FOR EACH ROW EXECUTE FUNCTION bench.enforce_result_by_hand();

CREATE TABLE bench.enforcing_peer (
	position int PRIMARY KEY,
	name text NOT NULL,
	title text NOT NULL,
	enforcement text NOT NULL,
	columns text NOT NULL
);
INSERT INTO bench.enforcing_peer VALUES
	(1, 'bare', 'no trigger', 'reject', 'claim_id, claim'),
	(2, 'enforced', '`enforce_policy(''claim'')`, enforcement off', 'off', 'claim_id, claim'),
	(3, 'enforced', '**`enforce_policy(''claim'')`**', 'reject', 'claim_id, claim'),
	(4, 'checked', 'CHECK that calls CP.MP.166 in PL/pgSQL by hand, the decision alone', 'reject', 'claim_id, claim'),
	(5, 'by_hand', 'trigger in PL/pgSQL by hand, the decision alone', 'reject', 'claim_id, claim'),
	(6, 'bare_result', 'no trigger, the answer comes with the claim', 'reject', 'claim_id, claim, result'),
	(7, 'enforced_result', '**`enforce_policy(''claim'', ''result'')`**', 'reject', 'claim_id, claim'),
	(8, 'by_hand_result', 'trigger in PL/pgSQL by hand, the whole answer', 'reject', 'claim_id, claim');

-- Fill the table of each peer, and update another column of it; none pays for what another one left to be written.
CREATE PROCEDURE bench.enforce_round(round int) LANGUAGE plpgsql AS $$
DECLARE
	peer bench.enforcing_peer;
BEGIN
	FOR peer IN SELECT * FROM bench.enforcing_peer ORDER BY (position + round) % 8 LOOP
		PERFORM set_config('cptpolicy.enforcement', peer.enforcement, false);
		EXECUTE format('TRUNCATE bench.%I', peer.name);
		COMMIT;
		CHECKPOINT;
		CALL bench.measure('COPY: ' || peer.position, round,
			format('COPY bench.%I (%s) FROM %L', peer.name, peer.columns, bench.copy_file(peer.columns)));
		COMMIT;
		CALL bench.measure('UPDATE: ' || peer.position, round,
			format('UPDATE bench.%I SET note = ''seen''', peer.name));
		COMMIT;
	END LOOP;
	PERFORM set_config('cptpolicy.enforcement', 'reject', false);
END
$$;

-- One round that is not counted: all tables hold all claims, and both results are the same.
CALL bench.enforce_round(0);
DELETE FROM bench.measurement;
DO $$
DECLARE
	peer bench.enforcing_peer;
	rows int8;
	accepted int8 := (SELECT count(*) FROM bench.accepted);
BEGIN
	FOR peer IN SELECT * FROM bench.enforcing_peer LOOP
		EXECUTE format('SELECT count(*) FROM bench.%I WHERE note = ''seen''', peer.name) INTO rows;
		IF rows <> accepted THEN
			RAISE '% holds % of % claims', peer.name, rows, accepted;
		END IF;
	END LOOP;
	SELECT count(*) INTO rows FROM bench.enforced_result AS ours JOIN bench.by_hand_result AS other USING (claim_id)
	WHERE ours.result = other.result;
	IF rows <> accepted THEN
		RAISE 'only % of % results are the same', rows, accepted;
	END IF;
END
$$;
