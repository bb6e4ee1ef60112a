-- The rows are made, and counted.
CALL bench.measure('conflicts: first', :round,
	$$SELECT count(*), count(rationale) FROM ptp_conflicts('bench.service_line')$$);
CALL bench.measure('conflicts: again', :round,
	$$SELECT count(*), count(rationale) FROM ptp_conflicts('bench.service_line')$$);
CALL bench.measure('conflicts: self-join', :round,
	$$SELECT count(*), count(rationale), max(claim_id) FROM bench.service_join$$);
CALL bench.measure('conflicts: scattered', :round,
	$$SELECT count(*), count(rationale) FROM ptp_conflicts('bench.scattered_line')$$);
CALL bench.measure('conflicts: scattered self-join', :round,
	$$SELECT count(*), count(rationale), max(claim_id) FROM bench.scattered_join$$);
