#!/bin/bash
# usage: bench/run.sh [evaluate] [edits] [warehouse] [types]
#
# Runs the benchmarks against the server that PGHOST, PGPORT, ... name and prints their tables as markdown. "make bench"
# calls it with a private server that has the extension and cptpolicy_bench installed. Without arguments all are run.
#
# CLAIMS  number of claims (100000)        ROUNDS  rounds of which the median is taken (7; types: 5)
# ROWS    number of codes (5000000)        CPTPOLICY_CMS_DATA  directory of tables of CMS data (invented ones)
# CLAIMS_RUN  claims that are judged into the log (1000000)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

machine() {
	local model cores memory
	model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
	cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo '?')
	memory=$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo 2>/dev/null || true)
	echo "${model:-unknown processor}, $cores cores, ${memory:-unknown memory}, $(uname -sr)"
}

describe_claims() {
	cat <<-'END'
		## Claims

		The peers answer the same question for the same claims, in one session, one after the other in every round.
		They know nothing of coding edits, so all edits are turned off (one row of `cptpolicy.edit_setting`), except in
		the rows that say "with coding edits", which are those of the shipped tables.

		- **by hand in C** is CP.MP.166 and nothing else, as fast as we can write it: one pass over the keys of the
		  claim, dates as packed integers, every constant part of the answer prepared. It writes the same answer as
		  `evaluate_policy`, through the same writer of jsonb bytes. It is the floor for a table-driven engine.
		- **by hand in PL/pgSQL** gives the same answer, too: few jsonb operations, no query, constants folded when the
		  function is planned, the trace of an approval a constant.
		- "the decision alone" is the text `approve`, `deny`, `pend` or `no_policy`.

	END
}

[ $# -gt 0 ] || set -- evaluate edits warehouse types
cat <<END
# Benchmarks

Written by \`make -s bench > bench/RESULTS.md\`. Machine: $(machine), $(date -u +%Y-%m-%d).
END
for part in "$@"; do
	echo
	case $part in
		evaluate) describe_claims ;;
		edits) printf '## Coding edits\n\n' ;;
		warehouse) printf '## Warehouse\n\n' ;;
		types) printf '## Types\n\n' ;;
		*) echo "run.sh: unknown benchmark \"$part\"" >&2; exit 2 ;;
	esac
	"$here/$part/run.sh"
done
