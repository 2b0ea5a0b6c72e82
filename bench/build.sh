#!/usr/bin/env bash
# Times builds: a clean one, what a change costs, and `./run` on a clean clone. Takes about 25 minutes on two cores.
#
#   bench/build.sh [clean] [change] [clone]     without a word: all of them
#
#   clean   cargo build --release and cargo check, each into an empty folder
#   change  cargo check and cargo build after one source file changed
#   clone   git clone of this repository's last commit, then ./run there until /healthz answers
#
# The registry's crates are fetched before, so that the network is not measured; packages of npm come from its cache
# when it has them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

source=crates/pole/src/features/directory/rules.rs
port=${POLE_BENCH_PORT:-18081}
parts=" ${*:-clean change clone} "
work=$(mktemp -d "${TMPDIR:-/tmp}/pole-bench.XXXXXX")
server=
rows=()

finish() {
    [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

wanted() { [[ $parts == *" $1 "* ]]; }

row() {
    rows+=("$(printf '%-66s %12s   %s' "$1" "$2" "${3:-}")")
    say "$1: $2"
}

# seconds COMMAND…: runs it and leaves its seconds, with one decimal, in `took`.
seconds() {
    local begin=$EPOCHREALTIME end
    "$@" </dev/null >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; stop "failed: $*"; }
    end=$EPOCHREALTIME
    took=$(awk -v begin="${begin/,/.}" -v end="${end/,/.}" 'BEGIN { printf "%.1f", end - begin }')
}

measure_clean() {
    build_web
    cargo fetch --locked </dev/null
    export CARGO_TARGET_DIR=$work/target
    seconds cargo build --locked --release --package pole
    row "cargo build --release, empty folder" "$took s"
    rm -rf "$work/target"
    seconds cargo check --locked --package pole
    row "cargo check, empty folder" "$took s"
    rm -rf "$work/target"
    unset CARGO_TARGET_DIR
}

# cargo builds again what a newer file is in: touching one is a change.
measure_change() {
    local command
    for command in "check" "build" "build --release"; do
        # shellcheck disable=SC2086
        cargo $command --locked --package pole </dev/null
        touch "$source"
        # shellcheck disable=SC2086
        seconds cargo $command --locked --package pole
        row "cargo $command after a change of ${source##*/}" "$took s"
    done
}

measure_clone() {
    local begin end
    [ -z "$(git status --porcelain)" ] || say "what is not committed is not measured"
    cargo fetch --locked </dev/null
    git clone --quiet . "$work/clone"
    begin=$EPOCHREALTIME
    env -u CARGO_TARGET_DIR PORT="$port" "$work/clone/run" </dev/null >"$work/run.log" 2>&1 &
    server=$!
    until curl -sf -o "$work/health" "http://127.0.0.1:$port/healthz"; do
        kill -0 "$server" 2>/dev/null || { tail -n 20 "$work/run.log" >&2; stop "./run ended"; }
        sleep 0.2
    done
    end=$EPOCHREALTIME
    took=$(awk -v begin="${begin/,/.}" -v end="${end/,/.}" 'BEGIN { printf "%.1f min", (end - begin) / 60 }')
    row "./run on a clean clone, until /healthz answers" "$took" "≤ 10 min"
    kill -TERM "$server"
    wait "$server" || true
    server=
}

need_rust
need_node
has curl || install_debian curl curl
for part in clean change clone; do
    if wanted "$part"; then
        say "── $part"
        "measure_$part"
    fi
done
printf '\n%-66s %12s   %s\n' figure measured goal
printf '%s\n' "${rows[@]}"
