#!/bin/bash
# usage: bench/warehouse/run.sh
#
# Measures the trigger enforce_policy() beside peers by hand, evaluate_claims() beside INSERT ... SELECT, and the views
# over its log, in the server that PGHOST, PGPORT, ... name. cptpolicy and cptpolicy_bench must be installed there, the
# role a superuser. CLAIMS (of the trigger), CLAIMS_RUN, ROUNDS, RUN_ROUNDS, BENCH_DATABASE and BENCH_LIBRARY may be
# set.
#
# Before anything is timed, rows of the log are compared with those of evaluate_lines() (agreement.sql), and the trigger
# with its peers (enforce.sql): the run fails where two of them differ.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
claims=${CLAIMS:-100000} run_claims=${CLAIMS_RUN:-1000000} rounds=${ROUNDS:-7} run_rounds=${RUN_ROUNDS:-3}
library=${BENCH_LIBRARY:-\$libdir/cptpolicy_bench} database=${BENCH_DATABASE:-cptpolicy_bench_warehouse}

export PGOPTIONS="${PGOPTIONS:-} -c jit=off -c max_parallel_workers_per_gather=0"
psql() { command psql -X -q -v ON_ERROR_STOP=1 -d "$database" "$@"; }
empty_log() { psql -f "$here/empty_log.sql"; }

# evaluate SUBJECT SOURCE RUN [ARGUMENT_OF_PSQL...]
evaluate() { psql -v subject="$1" -v source="$2" -v run="$3" -v round="$round" -f "$here/run.sql" "${@:4}"; }

# insert SUBJECT TABLE QUERY
insert() {
	empty_log
	psql -c "TRUNCATE bench.$2"
	psql -c "CALL bench.measure('$1', $round, 'INSERT INTO bench.$2 $3')"
}

# Two runs at once, each on a core of its own if there are two.
evaluate_side_by_side() {
	local other
	evaluate 'run: side by side' bench.indexed one &
	other=$!
	evaluate 'run: side by side' bench.indexed two
	wait "$other"
}

evaluate_watched() {
	local watch
	psql -c "CALL bench.watch('watched')" &
	watch=$!
	evaluate 'run: watched' bench.indexed watched \
		-c 'INSERT INTO bench.memory SELECT done, total, bench.anonymous_kb() FROM cptpolicy.evaluation_run'
	wait "$watch"
}

trap 'dropdb --force --if-exists "$database"' EXIT
dropdb --if-exists "$database" 2>/dev/null
createdb "$database"

psql -v library="$library" -f "$here/../common/setup.sql"
psql -f "$here/../evaluate/helpers.sql"
{ "$here/../evaluate/create-function" decision text; "$here/../evaluate/create-function" reasons jsonb; } | psql

psql -v claims="$claims" -f "$here/agreement.sql"
empty_log
psql -v claims="$claims" -f "$here/enforce.sql"
for round in $(seq "$rounds"); do
	psql -c "CALL bench.enforce_round($round)"
done

psql -v claims="$run_claims" -f "$here/runs.sql"
for round in $(seq "$run_rounds"); do
	empty_log
	evaluate 'run: indexed' bench.indexed one
	empty_log
	evaluate 'run: unindexed' bench.unindexed one
	empty_log
	evaluate_side_by_side
	insert 'run: evaluate_policy' answer 'SELECT claim_id, evaluate_policy(claim) FROM bench.indexed'
	insert 'run: evaluate_lines' answer_line 'SELECT claim_id, l.* FROM bench.indexed, evaluate_lines(claim) AS l'
done
empty_log
evaluate_watched
psql -f "$here/log_size.sql"
for round in $(seq "$run_rounds"); do
	psql -c "UPDATE cptpolicy.evaluation_run SET state = 'stopped', finished_at = NULL"
	evaluate 'run: resume' bench.indexed watched
done

empty_log
round=0
evaluate 'run: before' bench.reported before
psql -c 'UPDATE bench.reported SET claim = bench.claim(claim_id + 100000000) WHERE claim_id % 20 = 0'
evaluate 'run: after' bench.reported after
psql -f "$here/reports.sql"
for round in $(seq "$run_rounds"); do
	psql -v round="$round" -f "$here/reports_round.sql"
done
psql -At -f "$here/report.sql"
