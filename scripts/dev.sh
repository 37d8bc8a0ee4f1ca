#!/usr/bin/env bash
# Serves with the front end reloading as one edits it: scripts/dev.sh DATA [ARGUMENT…]. The arguments go to `readyroom serve`.
set -euo pipefail
cd "$(dirname "$0")/.."
data=$1
shift

# The binary embeds the front end's build, if only to be compiled.
[ -f web/dist/index.html ] || make web/dist/index.html
cargo build --locked --package cli --bin readyroom

stop() {
    trap - EXIT
    kill "$(jobs -p)" 2>/dev/null || true
    wait
}
trap stop EXIT
trap 'exit 130' INT TERM

(cd web && exec npx vite --clearScreen false) &
echo "The front end, reloading as you edit: http://localhost:5173 (for changes in crates/, stop this and start it again)"
cargo run --quiet --locked --package cli --bin readyroom -- serve --data "$data" --public-url http://localhost:5173 "$@"
