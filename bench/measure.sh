#!/usr/bin/env bash
# Measures the built program and prints a table: start, memory, imports, calculator, pages, bytes.
#
#   bench/measure.sh [start] [import] [calculator] [pages] [bytes] [postgres]     without a word: all of them
#
#   POLE_PROGRAM         the program to measure (default target/release/pole)
#   POLE_BENCH_RUNS=5    how many times each timed command runs; the median counts
#   POLE_BENCH_SECONDS=10  how long each page is asked for
#   POLE_BENCH_PORT=18080
#   POLE_BENCH_POSTGRES  a database to import into; its name must end in "bench", and it is EMPTIED
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

program=${POLE_PROGRAM:-${CARGO_TARGET_DIR:-target}/release/pole}
runs=${POLE_BENCH_RUNS:-5}
seconds=${POLE_BENCH_SECONDS:-10}
port=${POLE_BENCH_PORT:-18080}
site=http://127.0.0.1:$port
schools=data/national/etablissements_unifie.csv.gz
colleges=data/national/colleges_effectifs_niveaux_dnb2021.csv.gz
parts=" ${*:-start import calculator pages bytes postgres} "

work=$(mktemp -d "${TMPDIR:-/tmp}/pole-bench.XXXXXX")
server=
rows=()

finish() {
    stop_server
    rm -rf "$work"
}
trap finish EXIT

# ── Tools ───────────────────────────────────────────────────────────────────────────────────────────────────────────

wanted() { [[ $parts == *" $1 "* ]]; }

# row FIGURE VALUE [GOAL]
row() {
    rows+=("$(printf '%-66s %18s   %s' "$1" "$2" "${3:-}")")
    say "$1: $2"
}

# The middle one of the numbers of the standard input.
median() { sort -n | awk '{ number[NR] = $1 } END { print number[int((NR + 1) / 2)] }'; }

# timed COMMAND…: runs it, and leaves its milliseconds in `took` and its peak memory in `peak` (KiB).
timed() {
    local begin=$EPOCHREALTIME end
    /usr/bin/time -f %M -o "$work/peak" "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; stop "failed: $*"; }
    end=$EPOCHREALTIME
    took=$(((${end/[.,]/} - ${begin/[.,]/}) / 1000))
    peak=$(tail -n 1 "$work/peak")
}

mebibytes() { awk -v kib="$1" 'BEGIN { printf "%.0f MiB", kib / 1024 }'; }
ratio() { awk -v one="$1" -v other="$2" 'BEGIN { printf "%.1f", one / other }'; }

# memory FIELD: VmRSS or RssAnon of the server, in KiB. The first counts the pages of the database file that are mapped.
memory() { awk -v field="$1:" '$1 == field { print $2 }' "/proc/$server/status"; }

start_server() {
    "$program" demo --data "$1" --port "$port" >"$work/server.log" 2>&1 &
    server=$!
    until curl -sf -o "$work/health" "$site/healthz"; do
        kill -0 "$server" 2>/dev/null || { cat "$work/server.log" >&2; stop "the server did not start"; }
        sleep 0.001
    done
}

stop_server() {
    [ -n "$server" ] || return 0
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

# Signs in as the pilot of the demonstration, and leaves the cookie in `cookie`.
sign_in() {
    local jar=$work/cookies token
    rm -f "$jar"
    token=$(curl -sf -c "$jar" "$site/connexion" | sed -n 's/.*name="_token" value="\([^"]*\)".*/\1/p' | head -n 1)
    curl -sf -b "$jar" -c "$jar" -o "$work/out" --data-urlencode "_token=$token" --data-urlencode nom=pilote \
        --data-urlencode mot_de_passe=demo-pilote-2026 "$site/connexion"
    cookie=$(awk '$6 == "pole_session" { print $6 "=" $7 }' "$jar")
    [ -n "$cookie" ] || stop "the pilot could not sign in"
}

# A demonstration, built once.
demonstration() {
    [ -d "$work/demo" ] && return
    say "building a demonstration"
    start_server "$work/demo"
    stop_server
}

# The same with the schools of the whole country, built once.
crowded_demonstration() {
    [ -d "$work/crowded" ] && return
    demonstration
    cp -r "$work/demo" "$work/crowded"
    timed "$program" import "$schools" --yes --json --data "$work/crowded"
}

# ── Measures ────────────────────────────────────────────────────────────────────────────────────────────────────────

# start_of FOLDER NAME: starts the server on a folder again and again.
start_of() {
    local begin end times=() at_rest=()
    for _ in $(seq "$runs"); do
        begin=$EPOCHREALTIME
        start_server "$1"
        end=$EPOCHREALTIME
        times+=($(((${end/[.,]/} - ${begin/[.,]/}) / 1000)))
        sleep 1
        at_rest+=("$(memory VmRSS)")
        stop_server
    done
    row "start, $2, until /healthz answers" "$(printf '%s\n' "${times[@]}" | median) ms" "≤ 150 ms"
    row "  resident memory at rest" "$(mebibytes "$(printf '%s\n' "${at_rest[@]}" | median)")" "≤ 40 MB"
}

measure_start() {
    demonstration
    start_of "$work/demo" "demonstration"
    crowded_demonstration
    start_of "$work/crowded" "47,217 schools beside"
}

measure_import() {
    local raws=() alone=() times=() peaks=() raw ours plain=$work/schools.csv
    gzip -dc "$schools" >"$plain"
    for _ in $(seq "$runs"); do
        rm -rf "$work/raw.db" "$work/alone.db" "$work/national"
        timed sqlite3 "$work/raw.db" -cmd ".mode csv" -cmd ".separator ;" ".import $plain school"
        raws+=("$took")
        timed sqlite3 -bail "$work/alone.db" -cmd "attach '$work/raw.db' as raw" ".read bench/same_tables.sql"
        alone+=("$took")
        timed "$program" migrate --data "$work/national"
        timed "$program" import "$plain" --yes --json --data "$work/national"
        times+=("$took")
        peaks+=("$peak")
    done
    raw=$(printf '%s\n' "${raws[@]}" | median)
    ours=$(printf '%s\n' "${times[@]}" | median)
    row "47,217 national schools: sqlite3 .import" "$raw ms"
    row "  the same rows in our tables, by the sqlite3 shell alone" "$(printf '%s\n' "${alone[@]}" | median) ms"
    row "47,217 national schools: pole import (checked, dry run, applied)" "$ours ms"
    row "  pole import / sqlite3 .import" "$(ratio "$ours" "$raw")" "≤ 3"
    row "  peak memory of pole import" "$(mebibytes "$(printf '%s\n' "${peaks[@]}" | median)")"
    timed "$program" import "$plain" --yes --json --data "$work/national"
    row "  the same file a second time (nothing changes)" "$took ms"
}

measure_calculator() {
    local times=() peaks=()
    bench/colleges_csv.py "$colleges" >"$work/colleges.csv"
    for _ in $(seq "$runs"); do
        timed "$program" endowment compute --json "$work/colleges.csv"
        times+=("$took")
        peaks+=("$peak")
    done
    row "endowment of 6,935 collèges over 3 years" "$(printf '%s\n' "${times[@]}" | median) ms" "< 1 s"
    row "  peak memory" "$(mebibytes "$(printf '%s\n' "${peaks[@]}" | median)")"
}

# ask PATH NAME: requests a second and 99th percentile, flat out and at a steady pace.
ask() {
    local connections log=$work/wrk
    load 2 2 "$1" >"$log"
    for connections in 16 2; do
        load "$connections" "$seconds" "$1" >"$log"
        row "$2, $connections connections flat out: requests/s, p99" "$(answers "$log")" "≤ 20 ms"
    done
    load 16 "$seconds" "$1" -s bench/steady.lua >"$log"
    row "$2, steady pace: requests/s, p99" "$(answers "$log")" "≤ 20 ms"
}

# load CONNECTIONS SECONDS PATH [OPTION…]
load() {
    wrk -t2 -c"$1" -d"$2s" --timeout 10s --latency -H "Cookie: $cookie" -H "Accept-Encoding: gzip, deflate, br" "${@:4}" "$site$3"
}

# answers LOG: requests a second and p99, when every request was answered.
answers() {
    ! grep -q 'Non-2xx\|Socket errors' "$1" || stop "some requests were not answered: $(cat "$1")"
    awk '$1 == "99%" { late = $2 } $1 == "Requests/sec:" { printf "%.0f, %s\n", $2, late }' "$1"
}

measure_pages() {
    demonstration
    start_server "$work/demo"
    sign_in
    ask /etablissements "schools list"
    ask /apercu "overview"
    row "resident memory after these pages" "$(mebibytes "$(memory VmRSS)")"
    row "  without the mapped pages of files" "$(mebibytes "$(memory RssAnon)")"
    stop_server
    crowded_demonstration
    start_server "$work/crowded"
    sign_in
    ask /etablissements "schools list, 47,217 schools beside"
    ask "/etablissements?annuaire=tout" "first 100 of 47,217 schools"
    ask "/etablissements?annuaire=tout&q=concordia" "search among 47,217 schools"
    ask "/etablissements?annuaire=tout&type=erea" "rare kind among 47,217 schools"
    row "resident memory after these pages" "$(mebibytes "$(memory VmRSS)")"
    row "  without the mapped pages of files" "$(mebibytes "$(memory RssAnon)")"
    stop_server
}

# weight ADDRESS: the bytes of an answer as a browser asks for it.
weight() { curl -sf -H "Cookie: $cookie" -H "Accept-Encoding: gzip, deflate, br" -o "$work/body" -w '%{size_download}' "$site$1"; }

measure_bytes() {
    local page=/apercu next=/etablissements html=$work/page.html total asset bytes fonts=0 font
    demonstration
    start_server "$work/demo"
    sign_in
    total=$(weight "$page")
    row "first page ($page): HTML" "$total bytes"
    curl -sf -H "Cookie: $cookie" "$site$page" >"$html"
    while read -r asset; do
        bytes=$(weight "$asset")
        total=$((total + bytes))
        row "first page: ${asset##*.}" "$bytes bytes"
        if [ "${asset##*.}" = css ]; then
            font=$(curl -sf "$site$asset" | grep -o 'pole-latin-[0-9a-f]\{12\}\.woff2' | head -n 1)
            fonts=$(weight "/assets/$font")
        fi
    done < <(grep -o '/assets/[^"]*' "$html" | sort -u)
    row "first page: HTML, style, script and icon" "$total bytes"
    row "first page: the same with the font" "$((total + fonts)) bytes"
    row "next page ($next): HTML alone, the rest is kept a year" "$(weight "$next") bytes"
    stop_server
}

measure_postgres() {
    local times=() plain=$work/schools.csv
    if [ -z "${POLE_BENCH_POSTGRES:-}" ]; then
        say "PostgreSQL: left out, POLE_BENCH_POSTGRES is not set"
        return
    fi
    [[ ${POLE_BENCH_POSTGRES%%\?*} == *bench ]] || stop "POLE_BENCH_POSTGRES: the name of the database does not end in bench"
    gzip -dc "$schools" >"$plain"
    for _ in $(seq "$runs"); do
        rm -rf "$work/national"
        psql -q "$POLE_BENCH_POSTGRES" -c "drop schema public cascade" -c "create schema public" 2>"$work/out"
        DATABASE_URL=$POLE_BENCH_POSTGRES timed "$program" migrate --data "$work/national"
        DATABASE_URL=$POLE_BENCH_POSTGRES timed "$program" import "$plain" --yes --json --data "$work/national"
        times+=("$took")
    done
    row "47,217 national schools: pole import into PostgreSQL" "$(printf '%s\n' "${times[@]}" | median) ms"
}

# ── The run ─────────────────────────────────────────────────────────────────────────────────────────────────────────

has curl || install_debian curl curl
has sqlite3 || install_debian "the shell of SQLite" sqlite3
has wrk || install_debian wrk wrk
has python3 || install_debian Python python3-minimal
[ -x /usr/bin/time ] || install_debian "GNU time" time
[ -x "$program" ] || stop "$program is not there: cargo build --locked --release --package pole"

for part in start import calculator pages bytes postgres; do
    if wanted "$part"; then
        say "── $part"
        "measure_$part"
    fi
done
printf '\n%-66s %18s   %s\n' figure measured goal
printf '%s\n' "${rows[@]}"
