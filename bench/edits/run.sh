#!/bin/bash
# usage: bench/edits/run.sh
#
# Measures coding edits: loading files of CMS, modifiers_valid(), evaluate_policy() with and without these files, and
# ptp_conflicts(), in the server that PGHOST, PGPORT, ... name, which must be able to read /tmp. cptpolicy and
# cptpolicy_bench must be installed there, the role a superuser. The files are made from the tables in the directory
# CPTPOLICY_CMS_DATA, or else invented. CLAIMS, LINES, MODIFIER_LINES, ROUNDS, LOAD_ROUNDS, BENCH_DATABASE and
# BENCH_LIBRARY may be set.
#
# Before anything is timed, answers are compared with those of the peers: the run fails where two of them differ.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
claims=${CLAIMS:-100000} lines=${LINES:-1000000} modifier_lines=${MODIFIER_LINES:-3000000}
rounds=${ROUNDS:-7} load_rounds=${LOAD_ROUNDS:-3} library=${BENCH_LIBRARY:-\$libdir/cptpolicy_bench}
database=${BENCH_DATABASE:-cptpolicy_bench_edits}
without=${database}_without
work=$(mktemp -d /tmp/cptpolicy-bench.XXXXXX)

export PGOPTIONS="${PGOPTIONS:-} -c jit=off -c max_parallel_workers_per_gather=0"
run() { psql -X -q -v ON_ERROR_STOP=1 "$@"; }
drop_databases() {
	dropdb --if-exists "$database" 2>/dev/null
	dropdb --if-exists "$without" 2>/dev/null
}
clean_up() {
	drop_databases
	rm -rf "$work"
}

# take_measurements DATABASE: out of a database that is going to be dropped
take_measurements() { run -d "$1" -c 'COPY bench.measurement TO STDOUT' >> "$work/measurements"; }

trap clean_up EXIT
drop_databases
chmod a+rx "$work"
"$here/make-files" "$work"

createdb "$without"
run -d "$without" -v library="$library" -f "$here/setup.sql"
for round in $(seq "$load_rounds"); do
	dropdb --if-exists "$database" 2>/dev/null
	createdb -T "$without" "$database"
	run -d "$database" -v round="$round" -v directory="$work" -f "$here/load.sql"
	take_measurements "$database"
done
run -d "$database" -c 'TRUNCATE bench.measurement'

run -d "$database" -v lines="$modifier_lines" -f "$here/modifiers.sql"
run -d "$database" -v claims="$claims" -f "$here/claims.sql"
run -d "$without" -f "$here/claims_copy.sql"
run -d "$database" -v lines="$lines" -f "$here/conflicts.sql"
run -d "$database" -f "$here/findings.sql"
for round in $(seq "$rounds"); do
	run -d "$database" -v round="$round" -f "$here/modifiers_round.sql"
	run -d "$without" -v round="$round" -v data=without -f "$here/claims_round.sql"
	run -d "$database" -v round="$round" -v data=with -f "$here/claims_round.sql"
	run -d "$database" -v round="$round" -f "$here/conflicts_round.sql"
done
run -d "$database" -v directory="$work" -f "$here/claims_memory.sql"
take_measurements "$without"
run -d "$database" -c 'COPY bench.measurement FROM STDIN' < "$work/measurements"
run -d "$database" -At -v invented="${CPTPOLICY_CMS_DATA:+no}" -f "$here/report.sql"
