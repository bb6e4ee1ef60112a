# shellcheck shell=bash
# Sourced by the scripts beside it.

# run_child COMMAND...: runs COMMAND so that an interrupt reaches it at once; a plain foreground child would make
# the shell wait for its end before any trap runs. The status is COMMAND's.
child=''
run_child() {
	local status=0
	"$@" <&0 &
	child=$!
	wait "$child" || status=$?
	child=''
	return "$status"
}

# run_logged LOG COMMAND...: run_child, with what COMMAND prints shown and kept in LOG.
run_logged() {
	local log=$1 status=0 output tee_pid
	shift
	exec {output}> >(tee "$log")
	tee_pid=$!
	run_child "$@" >&"$output" 2>&1 || status=$?
	exec {output}>&-
	wait "$tee_pid" || true
	return "$status"
}

stop_child() {
	[ -n "$child" ] || return 0
	kill -TERM "$child" 2>/dev/null || true
	wait "$child" 2>/dev/null || true
	child=''
}

# exit_on_signals: turns signals into exits, so that the EXIT trap is the only clean-up.
exit_on_signals() {
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
}

# as_server_user COMMAND...: the server refuses to run as root, so root becomes postgres, who may be unable to enter the
# current directory.
as_server_user() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=postgres --regid=postgres --init-groups env -C / HOME=/tmp LC_ALL=C.UTF-8 "$@"
	else
		env -C / LC_ALL=C.UTF-8 "$@"
	fi
}

say() { printf '%s\n' "$*" >&2; }
