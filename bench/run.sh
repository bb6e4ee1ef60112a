#!/bin/bash
# usage: bench/run.sh [evaluate] [types]
#
# Runs the benchmarks against the server that PGHOST, PGPORT, ... name and prints their tables as markdown. "make bench"
# calls it with a private server that has the extension and cptpolicy_bench installed. Without arguments all are run.
#
# CLAIMS  number of claims (100000)        ROUNDS  rounds of which the median is taken (7)
# ROWS    number of codes (5000000)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

machine() {
	local model cores memory
	model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
	cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo '?')
	memory=$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo 2>/dev/null || true)
	echo "${model:-unknown processor}, $cores cores, ${memory:-unknown memory}, $(uname -sr)"
}

[ $# -gt 0 ] || set -- evaluate types
echo "Machine: $(machine)"
for part in "$@"; do
	echo
	case $part in
		evaluate) echo '## Claims' ;;
		types) echo '## Types' ;;
		*) echo "run.sh: unknown benchmark \"$part\"" >&2; exit 2 ;;
	esac
	echo
	"$here/$part/run.sh"
done
