/*
 * The tables of the page, each in a file of its own in the directory :dir, with a line of headings. A heading ends in
 * what its column holds: count, money, percent, decision, or words of some length; a name needs none. All of it is read
 * from report views, as of one moment; :run is the run that is asked for, if any.
 */
\set ON_ERROR_STOP on
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = pg_catalog;
SET LOCAL datestyle = ISO;
SET LOCAL timezone = UTC;

\if :{?run}
\else
	SELECT (
		SELECT run_name
		FROM cptpolicy.report_run
		WHERE latest_run
		ORDER BY finished_at DESC, run_name
		LIMIT 1) AS run \gset
\endif
\if :{?run}
\else
	\set run ''
\endif

-- The run before it over the same claims, which report_change compares it with.
SELECT coalesce((
		SELECT nullif(previous_run_name, 'none')
		FROM cptpolicy.report_run
		WHERE run_name = :'run' AND finished), '') AS earlier \gset

-- What several tables say of lines, from reading them once: sums by the decision of the claim, as JSON.
SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') AS sums
FROM (
	SELECT claim_decision AS decision, extension_version AS version, sum(claim_count) AS claims,
		sum(line_count) AS lines, sum(charge) AS charge,
		min(date_of_service) FILTER (WHERE date_known) AS first_service,
		max(date_of_service) FILTER (WHERE date_known) AS last_service
	FROM cptpolicy.report_line
	WHERE run_name = :'run'
	GROUP BY claim_decision, extension_version) s \gset

\o :dir/page
COPY (
	SELECT concat_ws(': ', 'Coverage decisions', nullif(:'run', '')) AS title,
		to_char(now(), 'YYYY-MM-DD HH24:MI "UTC"') AS written_at, extversion AS extension_version,
		split_part(current_setting('server_version'), ' ', 1) AS server_version, current_database() AS database
	FROM pg_extension
	WHERE extname = 'cptpolicy'
) TO STDOUT (HEADER);

\o :dir/run
COPY (
	SELECT r.source,
		r.state || CASE WHEN finished THEN to_char(finished_at, ' YYYY-MM-DD HH24:MI "UTC"') ELSE '' END AS state,
		r.done_claims AS "claims:count", line.lines AS "lines:count", line.services, line.versions
	FROM cptpolicy.report_run r, (
		SELECT coalesce(sum(lines), 0) AS lines,
			coalesce(nullif(concat_ws(' to ', min(first_service), max(last_service)), ''), 'unknown') AS services,
			coalesce(string_agg(DISTINCT version, ', '), 'unknown') AS versions
		FROM jsonb_to_recordset(:'sums') AS s (lines bigint, first_service date, last_service date, version text)) line
	WHERE r.run_name = :'run'
) TO STDOUT (HEADER);

\o :dir/unfinished
COPY (
	SELECT done_claims AS "done:count", total_claims AS "total:count"
	FROM cptpolicy.report_run
	WHERE run_name = :'run' AND NOT finished
) TO STDOUT (HEADER);

\o :dir/earlier
COPY (SELECT :'earlier' AS run WHERE :'earlier' <> '') TO STDOUT (HEADER);

-- Every decision, also where no claim has it.
\o :dir/decision
COPY (
	SELECT d.decision AS "Decision:decision", coalesce(sum(s.claims), 0) AS "Claims:count",
		coalesce(round(100 * sum(s.claims) / nullif(sum(sum(s.claims)) OVER (), 0), 1), 0.0) AS "Share:percent",
		coalesce(sum(s.charge), 0.00) AS "Charges, $:money"
	FROM unnest('{approve,deny,pend,no_policy,invalid}'::text[]) WITH ORDINALITY AS d (decision, place)
		LEFT JOIN jsonb_to_recordset(:'sums') AS s (decision text, claims bigint, charge numeric) USING (decision)
	GROUP BY d.decision, d.place
	ORDER BY d.place
) TO STDOUT (HEADER);

\o :dir/decision_total
COPY (
	SELECT 'all' AS "Decision", coalesce(sum(claims), 0) AS "Claims:count", 100.0 AS "Share:percent",
		coalesce(sum(charge), 0.00) AS "Charges, $:money"
	FROM jsonb_to_recordset(:'sums') AS s (claims bigint, charge numeric)
) TO STDOUT (HEADER);

\o :dir/month
COPY (
	SELECT CASE WHEN month_known THEN to_char(service_month, 'YYYY-MM') ELSE 'unknown' END AS "Month",
		coalesce(sum(lines) FILTER (WHERE decision = 'approve'), 0) AS "approve:count",
		coalesce(sum(lines) FILTER (WHERE decision = 'deny'), 0) AS "deny:count",
		coalesce(sum(lines) FILTER (WHERE decision = 'pend'), 0) AS "pend:count",
		coalesce(sum(lines) FILTER (WHERE decision = 'no_policy'), 0) AS "no_policy:count",
		coalesce(sum(lines) FILTER (WHERE decision = 'invalid'), 0) AS "invalid:count",
		sum(lines) AS "Lines:count", sum(charge) AS "Charges, $:money"
	FROM cptpolicy.report_decision_by_month
	WHERE run_name = :'run'
	GROUP BY month_known, service_month
	HAVING sum(lines) > 0
	ORDER BY month_known DESC, service_month
) TO STDOUT (HEADER);

\o :dir/code
COPY (
	SELECT concat_ws('-', nullif(group_code, 'none'), carc) AS "Code", rarc AS "Remark", claims AS "Claims:count",
		lines AS "Lines:count", charge AS "Charges, $:money"
	FROM cptpolicy.report_denial_code
	WHERE run_name = :'run' AND finding = 'denial'
	ORDER BY charge DESC, lines DESC, group_code, carc, rarc
) TO STDOUT (HEADER);

\o :dir/missing
COPY (
	SELECT CASE fact WHEN 'none' THEN criterion ELSE fact END AS "Missing",
		CASE origin WHEN 'edit' THEN 'coding edit' ELSE concat_ws(' ', policy, nullif(policy_version, 'none')) END
			AS "Policy",
		CASE fact WHEN 'none' THEN 'judgement' ELSE 'fact' END AS "Kind",
		question AS "Question:words", claims AS "Claims:count", lines AS "Lines:count", charge AS "Charges, $:money"
	FROM cptpolicy.report_missing
	WHERE run_name = :'run' AND lines > 0
	ORDER BY charge DESC, lines DESC, fact, criterion, policy, policy_version
) TO STDOUT (HEADER);

\o :dir/payer
COPY (
	SELECT payer_name AS "Payer:name", concat_ws(' ', policy, nullif(policy_version, 'none')) AS "Policy",
		approve_lines AS "approve:count", deny_lines AS "deny:count", pend_lines AS "pend:count",
		no_policy_lines AS "no_policy:count", invalid_lines AS "invalid:count", lines AS "Lines:count",
		charge AS "Charges, $:money", deny_charge AS "Denied, $:money", pend_charge AS "Pending, $:money"
	FROM cptpolicy.report_policy
	WHERE run_name = :'run'
	ORDER BY lines DESC, payer_name, payer, policy, policy_version
) TO STDOUT (HEADER);

\o :dir/criterion
COPY (
	SELECT criterion AS "Criterion",
		CASE origin WHEN 'edit' THEN 'coding edit' ELSE concat_ws(' ', policy, nullif(policy_version, 'none')) END
			AS "Policy",
		criterion_text AS "Text:words", deny_claims AS "Claims:count", deny_lines AS "Lines:count", deny_charge AS "Charges, $:money"
	FROM cptpolicy.report_criterion
	WHERE run_name = :'run' AND deny_lines > 0
	ORDER BY deny_lines DESC, deny_charge DESC, criterion, policy, policy_version
) TO STDOUT (HEADER);

\o :dir/change
COPY (
	SELECT old_decision AS "Before:decision", new_decision AS "Now:decision", count(*) AS "Lines:count",
		sum(charge) AS "Charges, $:money"
	FROM cptpolicy.report_change
	WHERE run_name = :'run'
	GROUP BY old_decision, new_decision
	ORDER BY sum(charge) DESC, count(*) DESC, old_decision, new_decision
) TO STDOUT (HEADER);

\o
COMMIT;
