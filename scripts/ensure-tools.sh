#!/usr/bin/env bash
# Sees to it that the tools are there:
#
#     scripts/ensure-tools.sh build    what building and running needs: Rust, Node
#     scripts/ensure-tools.sh test     what only the tests need: PostgreSQL, PgBouncer, Chromium, Python
#
# On Debian and Ubuntu the second kind is installed when that needs no password. Otherwise this prints what is missing and how
# to get it, all of it at once, and fails.
set -euo pipefail

missing=()
packages=()

# The programs' version as one number: 20.11.1 -> 20011
version() {
    "$@" 2>/dev/null | grep -oE '[0-9]+\.[0-9]+' | head -n 1 | awk -F. '{ print $1 * 1000 + $2 }'
}

need_build_tools() {
    local rust node
    # The oldest Rust is stated once, in Cargo.toml.
    local oldest
    oldest=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    rust=$(version rustc --version || true)
    if [ "${rust:-0}" -lt "$(version echo "$oldest")" ]; then
        missing+=("Rust $oldest or later (found: $(rustc --version 2>/dev/null || echo none)). Get it from https://rustup.rs, or: rustup update stable")
    fi
    node=$(version node --version || true)
    if [ "${node:-0}" -lt 20019 ] || ! command -v npm >/dev/null; then
        missing+=("Node 20.19 or later, with npm (found: $(node --version 2>/dev/null || echo none)). Get it from https://nodejs.org")
    fi
    if ! command -v cc >/dev/null; then
        missing+=("A C compiler and linker, for the embedded database. Debian, Ubuntu: apt-get install build-essential")
    fi
}

have_postgres() {
    local folder
    for folder in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin; do
        if [ -x "$folder/initdb" ]; then return 0; fi
    done
    return 1
}

have_pgbouncer() {
    [ -x /usr/sbin/pgbouncer ] || [ -x /usr/local/sbin/pgbouncer ] || command -v pgbouncer >/dev/null
}

have_prometheus() {
    command -v prometheus >/dev/null && command -v promtool >/dev/null
}

have_poppler() {
    command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null
}

have_chromium() {
    [ -x "${CHROMIUM:-}" ] || command -v chromium chromium-browser google-chrome-stable google-chrome >/dev/null
}

have_python() {
    python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 9))' >/dev/null 2>&1
}

need_test_tools() {
    local component
    for component in fmt clippy; do
        if ! cargo "$component" --version >/dev/null 2>&1; then
            missing+=("cargo $component. Get it with: rustup component add ${component/fmt/rustfmt}")
        fi
    done
    have_postgres || packages+=(postgresql)
    have_pgbouncer || packages+=(pgbouncer)
    have_prometheus || packages+=(prometheus)
    have_poppler || packages+=(poppler-utils)
    have_chromium || packages+=(chromium)
    have_python || packages+=(python3 python3-venv)
    if [ ${#packages[@]} -gt 0 ]; then install_packages; fi
    have_postgres ||
        missing+=("PostgreSQL 14 or later, its server programs (initdb, pg_ctl). Debian, Ubuntu: apt-get install postgresql. macOS: brew install postgresql")
    have_pgbouncer ||
        missing+=("PgBouncer. Debian, Ubuntu: apt-get install pgbouncer. macOS: brew install pgbouncer")
    have_prometheus ||
        missing+=("Prometheus 2.42 with promtool. Debian: apt-get install prometheus. macOS: brew install prometheus")
    have_poppler ||
        missing+=("Poppler's tools (pdftotext, pdftoppm). Debian, Ubuntu: apt-get install poppler-utils. macOS: brew install poppler")
    have_chromium ||
        missing+=("Chromium or Chrome, in PATH or named by CHROMIUM. Debian: apt-get install chromium. Ubuntu: snap install chromium. macOS: export CHROMIUM='/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'")
    have_python ||
        missing+=("Python 3.10 or later with its module venv. Debian, Ubuntu: apt-get install python3-venv. macOS: brew install python")
}

# Best effort: what is still missing afterwards is reported by the caller.
install_packages() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120)
    command -v apt-get >/dev/null || return 0
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || return 0
        apt=(sudo -n "${apt[@]}")
    fi
    echo "Installing what the tests need: ${packages[*]} (a minute or two)"
    # The lists of packages may be missing or stale; fetch them only then.
    "${apt[@]}" install -y --no-install-recommends "${packages[@]}" </dev/null >/dev/null 2>&1 && return 0
    "${apt[@]}" update </dev/null >/dev/null || return 0
    local package
    for package in "${packages[@]}"; do
        "${apt[@]}" install -y --no-install-recommends "$package" </dev/null >/dev/null ||
            echo "apt-get could not install $package" >&2
    done
}

cd "$(dirname "$0")/.."
need_build_tools
if [ "${1:-build}" = test ] && [ ${#missing[@]} -eq 0 ]; then need_test_tools; fi
if [ ${#missing[@]} -gt 0 ]; then
    echo "Something is missing:" >&2
    printf '  - %s\n' "${missing[@]}" >&2
    exit 1
fi
