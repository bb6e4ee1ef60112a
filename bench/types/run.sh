#!/bin/bash
# usage: bench/types/run.sh
#
# Measures cpt_code beside int4, char(5) and text in the server that PGHOST, PGPORT, ... name, and prints a markdown
# table. The extension must be installable there, the role a superuser. ROWS and ROUNDS may be set.
#
# Every round runs every operation once with each type, in turn, so that a change of the machine's load falls on all
# of them. The figures are medians of the CPU time of the backend, where the kernel tells it, else of elapsed time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rows=${ROWS:-5000000} rounds=${ROUNDS:-5}
database=${BENCH_DATABASE:-cptpolicy_bench_types}

trap 'dropdb --if-exists "$database"' EXIT
dropdb --if-exists "$database" 2>/dev/null
createdb "$database"
psql() { command psql -X -q -v ON_ERROR_STOP=1 -d "$database" "$@"; }

psql -v rows="$rows" -f "$here/setup.sql"
for round in $(seq 0 "$rounds"); do
	psql -c "CALL run_round($round)"
done
psql -At -f "$here/report.sql"
