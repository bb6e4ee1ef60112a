#!/bin/bash
# usage: bench/evaluate/run.sh
#
# Measures evaluate_policy() and policy_decision() beside CP.MP.166 written by hand in C and in PL/pgSQL, in the server
# that PGHOST, PGPORT, ... name. cptpolicy and cptpolicy_bench must be installed there, the role a superuser.
# CLAIMS, ROUNDS, BENCH_DATABASE and BENCH_LIBRARY may be set.
#
# Before anything is timed, all answers are compared: the run fails where two of them differ.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
claims=${CLAIMS:-100000} rounds=${ROUNDS:-7} library=${BENCH_LIBRARY:-\$libdir/cptpolicy_bench}
database=${BENCH_DATABASE:-cptpolicy_bench_claims}
sessions=20

export PGOPTIONS="${PGOPTIONS:-} -c jit=off -c max_parallel_workers_per_gather=0"
psql() { command psql -X -q -v ON_ERROR_STOP=1 -d "$database" "$@"; }

trap 'dropdb --if-exists "$database"' EXIT
dropdb --if-exists "$database" 2>/dev/null
createdb "$database"

psql -v library="$library" -f "$here/setup.sql"
psql -f "$here/helpers.sql"
{ "$here/create-function" decision text; "$here/create-function" reasons jsonb; } | psql
psql -v claims="$claims" -f "$here/claims.sql"
psql -v claims="$claims" -f "$here/mutations.sql"
psql -f "$here/agreement.sql"
for round in $(seq 0 "$rounds"); do
	psql -c "CALL bench.run_round($round)"
done
# first calls and memory: as users have it, with edits
psql -c 'CALL bench.set_edits(true)'
for session in $(seq "$sessions"); do
	psql -f "$here/first_call.sql"
done
psql -f "$here/memory.sql"
psql -c 'CALL bench.set_edits(false)'
psql -At -f "$here/report.sql"
