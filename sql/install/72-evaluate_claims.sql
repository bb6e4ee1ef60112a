/* Evaluating many claims into the log. All of it runs with the caller's rights. */

CREATE PROCEDURE @extschema@.evaluate_claims(source regclass, run_name text, batch_size integer DEFAULT 10000,
		clinical_facts boolean DEFAULT false)
	AS 'MODULE_PATHNAME', 'evaluate_claims' LANGUAGE C;
COMMENT ON PROCEDURE @extschema@.evaluate_claims(regclass, text, integer, boolean) IS
	'judge all claims of a table or view with the columns claim_id and claim into cptpolicy.evaluation, with a commit '
	'after each batch; the same call again resumes a run that was stopped or interrupted';

CREATE FUNCTION @extschema@.delete_evaluation(run_name text) RETURNS bigint
	AS 'MODULE_PATHNAME', 'delete_evaluation' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION @extschema@.delete_evaluation(text) IS
	'remove a run from the log; returns how many claims it had done';

/* A run whose session died still says running; that nobody holds its lock tells, though not on a standby. */
CREATE VIEW cptpolicy.evaluation_progress AS
SELECT r.run_name, r.source,
	CASE
		WHEN r.state <> 'running' THEN r.state
		WHEN l.pid IS NULL AND NOT pg_catalog.pg_is_in_recovery() THEN 'interrupted'
		WHEN r.stop_requested THEN 'stopping'
		ELSE 'running'
	END AS state,
	r.total, r.done,
	CASE WHEN r.total > 0 THEN
			LEAST(pg_catalog.trunc(100.0 OPERATOR(pg_catalog.*) r.done OPERATOR(pg_catalog./) r.total, 1), 100.0)
		WHEN r.state = 'finished' THEN 100.0 ELSE 0.0 END::numeric(5, 1) AS percent,
	r.rate,
	CASE WHEN l.pid IS NOT NULL THEN r.expected_end END AS expected_end,
	r.started_at, r.updated_at,
	l.pid AS backend_pid
FROM cptpolicy.evaluation_run r
	LEFT JOIN pg_catalog.pg_locks l ON l.locktype = 'object' AND l.mode = 'ExclusiveLock' AND l.granted
		AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
		AND l.classid OPERATOR(pg_catalog.=) 'cptpolicy.evaluation_run'::pg_catalog.regclass
		AND l.objid = r.run_id::oid AND l.objsubid = 0 AND l.pid = r.backend_pid AND r.state = 'running';
COMMENT ON VIEW cptpolicy.evaluation_progress IS 'how far runs of evaluate_claims are';
COMMENT ON COLUMN cptpolicy.evaluation_progress.run_name IS 'name that the caller gave it';
COMMENT ON COLUMN cptpolicy.evaluation_progress.source IS 'table or view that the claims come from';
COMMENT ON COLUMN cptpolicy.evaluation_progress.state IS
	'running, stopping (after the current batch), stopped, finished, or interrupted: its session ended without finishing '
	'it, which a standby cannot tell from running';
COMMENT ON COLUMN cptpolicy.evaluation_progress.total IS
	'claims of the source, counted after the last call began; of a new run 0 until then';
COMMENT ON COLUMN cptpolicy.evaluation_progress.done IS 'claims that are in the log';
COMMENT ON COLUMN cptpolicy.evaluation_progress.percent IS 'done of total';
COMMENT ON COLUMN cptpolicy.evaluation_progress.rate IS 'claims a second, over the time worked';
COMMENT ON COLUMN cptpolicy.evaluation_progress.expected_end IS
	'when it will be done at this rate; null unless it is under way';
COMMENT ON COLUMN cptpolicy.evaluation_progress.started_at IS 'time of the first call';
COMMENT ON COLUMN cptpolicy.evaluation_progress.updated_at IS 'time of the last commit';
COMMENT ON COLUMN cptpolicy.evaluation_progress.backend_pid IS 'process that works on it, else null';

CREATE FUNCTION @extschema@.stop_evaluation(run_name text) RETURNS boolean
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
	UPDATE cptpolicy.evaluation_run r
	SET stop_requested = true
	WHERE r.run_name = stop_evaluation.run_name AND r.state = 'running' AND EXISTS (
		SELECT FROM cptpolicy.evaluation_progress p
		WHERE p.run_name = stop_evaluation.run_name AND p.state IN ('running', 'stopping'));
	IF NOT FOUND AND NOT EXISTS (
		SELECT FROM cptpolicy.evaluation_run r WHERE r.run_name = stop_evaluation.run_name)
	THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_object',
			MESSAGE = format('evaluation run "%s" does not exist', stop_evaluation.run_name);
	END IF;
	RETURN FOUND;
END
$function$;
COMMENT ON FUNCTION @extschema@.stop_evaluation(text) IS
	'have a run end after its current batch; false if no session works on it';
