-- The peers know CP.MP.166 and no coding edits. So they are compared with all edits turned off, an absent claim among
-- the claims: answers and decisions here, and below what is refused.
CREATE TABLE bench.drawn AS
SELECT number, bench.claim(number) AS claim FROM generate_series(1, :claims * 2) AS number
UNION ALL SELECT 0, NULL;

CREATE PROCEDURE bench.set_edits(are_on boolean) LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM cptpolicy.edit_setting;
	IF NOT are_on THEN
		INSERT INTO cptpolicy.edit_setting (severity) VALUES ('off');
	END IF;
	COMMIT;
END
$$;

CALL bench.set_edits(false);
DO $$
DECLARE
	bad record;
BEGIN
	SELECT * INTO bad
	FROM (SELECT number, evaluate_policy(claim) AS answer, bench.plpgsql_reasons(claim) AS plpgsql,
				 policy_decision(claim) AS decision, bench.plpgsql_decision(claim) AS plpgsql_decision
		  FROM bench.drawn OFFSET 0) AS answers
	WHERE answer IS DISTINCT FROM plpgsql OR decision IS DISTINCT FROM plpgsql_decision
		OR answer ->> 'decision' IS DISTINCT FROM decision
	LIMIT 1;
	IF FOUND THEN
		RAISE 'the trigger and its peers would differ: %', bad;
	END IF;
END
$$;
CALL bench.set_edits(true);

-- What is timed are claims that nothing speaks against, as COPY reads them: with the edits on, as users have them,
-- those with the same answer still. The others have something that an edit says, and are left out, because a peer that
-- does not say it does less. The absent claim has no answer.
CREATE TABLE bench.accepted AS
SELECT number AS claim_id, claim
FROM bench.drawn
WHERE evaluate_policy(claim) = bench.plpgsql_reasons(claim) AND policy_decision(claim) NOT IN ('deny', 'invalid')
ORDER BY number
LIMIT :claims;
INSERT INTO bench.figure
SELECT 'accepted claims', count(*) FROM bench.accepted
UNION ALL SELECT 'lines of accepted claims', avg(jsonb_array_length(claim -> 'lines')) FROM bench.accepted;
SELECT format('DO $$ BEGIN RAISE ''%s of %s claims are accepted with the same answer, %s were asked for''; END $$',
	count(*), (SELECT count(*) FROM bench.drawn), :claims)
FROM bench.accepted HAVING count(*) < :claims \gexec

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

-- Does each peer refuse what policy_decision() denies, and nothing else? No claim at all passes.
CREATE PROCEDURE bench.compare_refusals() LANGUAGE plpgsql AS $$
DECLARE
	peer bench.enforcing_peer;
	asked record;
	passes boolean;
	refused int8 := 0;
BEGIN
	FOR peer IN SELECT * FROM bench.enforcing_peer WHERE name !~ '^bare' AND enforcement = 'reject' LOOP
		FOR asked IN SELECT number, claim, coalesce(policy_decision(claim), '') <> 'deny' AS is_fit
			FROM bench.drawn WHERE number <= 2000 LOOP
			BEGIN
				EXECUTE format('INSERT INTO bench.%I (claim_id, claim) VALUES ($1, $2)', peer.name)
					USING asked.number, asked.claim;
				passes := true;
			EXCEPTION WHEN check_violation THEN
				passes := false;
				refused := refused + 1;
			END;
			IF passes <> asked.is_fit THEN
				RAISE 'claim % is fit: %, but passes %: %', asked.number, asked.is_fit, peer.title, passes;
			END IF;
		END LOOP;
		EXECUTE format('TRUNCATE bench.%I', peer.name);
	END LOOP;
	IF refused = 0 THEN
		RAISE 'no claim was refused';
	END IF;
END
$$;
CALL bench.set_edits(false);
CALL bench.compare_refusals();
CALL bench.set_edits(true);
DROP TABLE bench.drawn;

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

-- One round that is not counted: all tables hold all claims, and the three results are the same.
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
		JOIN bench.bare_result AS given USING (claim_id)
	WHERE ours.result = other.result AND ours.result = given.result;
	IF rows <> accepted THEN
		RAISE 'only % of % results are the same', rows, accepted;
	END IF;
END
$$;
