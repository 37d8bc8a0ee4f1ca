#!/usr/bin/env bash
# Runs a command beside a temporary PostgreSQL of its own:
#
#     scripts/with-postgres.sh COMMAND [ARGUMENT…]
#
# The command finds the address in READYROOM_TEST_POSTGRES. The cluster listens on 127.0.0.1 only, trusts everybody
# there, and is gone when the command ends, however it ends. READYROOM_TEST_POSTGRES_FSYNC=on makes its commits durable
# (tests that kill things want that); otherwise speed wins.
set -euo pipefail

prefix="${TMPDIR:-/tmp}/readyroom-postgres."

fail() {
    echo "with-postgres: $1" >&2
    exit 1
}

# Debian keeps the server's programs out of PATH.
find_programs() {
    local folder
    for folder in "$(pg_config --bindir 2>/dev/null || true)" \
        $(printf '%s\n' /usr/lib/postgresql/*/bin | sort --version-sort --reverse); do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            echo "$folder"
            return
        fi
    done
    fail "PostgreSQL's initdb and pg_ctl were not found. Debian, Ubuntu: apt-get install postgresql"
}

# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    else
        setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups -- "$@"
    fi
}

stop_and_remove() {
    local folder=$1
    (cd / && as_owner "$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop) >/dev/null 2>&1 || true
    rm -rf "$folder"
}

# A run that was killed outright leaves its cluster behind. A live run holds the lock on its folder.
sweep() {
    local folder
    command -v flock >/dev/null || return 0
    while IFS= read -r folder; do
        if [ -w "$folder/lock" ] && flock --nonblock "$folder/lock" true; then
            stop_and_remove "$folder"
        fi
    done < <(find "$(dirname "$prefix")" -maxdepth 1 -type d -path "$prefix*" -mmin +1 2>/dev/null)
}

start() {
    local attempt port
    as_owner "$programs/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 \
        --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; fail "initdb failed"; }
    cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = $fsync
synchronous_commit = $fsync
full_page_writes = $fsync
CONF
    # Below the range from which the system hands out ports; PostgreSQL itself finds out whether one is taken.
    for attempt in 1 2 3 4 5 6 7 8; do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        if as_owner "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --wait --timeout=60 --silent \
            --options="-p $port" start >/dev/null 2>&1 9>&-; then
            export READYROOM_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
            return
        fi
    done
    cat "$folder/server.log" >&2
    fail "PostgreSQL did not start in $attempt attempts"
}

finish() {
    trap - EXIT
    trap '' INT TERM HUP
    if [ -n "$command" ]; then
        kill -TERM "$command" 2>/dev/null || true
        wait "$command" 2>/dev/null || true
    fi
    stop_and_remove "$folder"
}

[ $# -gt 0 ] || fail "usage: scripts/with-postgres.sh COMMAND [ARGUMENT…]"
programs=$(find_programs)
fsync=${READYROOM_TEST_POSTGRES_FSYNC:-off}
owner=postgres
id -u "$owner" >/dev/null 2>&1 || owner=nobody
command=""

sweep
folder=$(mktemp -d "${prefix}XXXXXXXX")
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
exec 9>"$folder/lock"
if command -v flock >/dev/null; then flock 9; fi
if [ "$(id -u)" = 0 ]; then chown "$owner" "$folder"; fi
cd_back=$PWD
cd "$folder"
start
cd "$cd_back"

# In the background and waited for, so that a signal is acted upon at once; with our standard input, not /dev/null.
exec 8<&0
"$@" <&8 8<&- 9>&- &
command=$!
status=0
wait "$command" || status=$?
command=""
exit "$status"
