#!/usr/bin/env bash
# Measures the five indicators on a generated national set, beside DuckDB on the same rows, and prints a table.
#
#   bench/national.sh [generate] [load] [measure]     without a word: all three
#
#   generate  the schools are imported with the program, the rest is written as Parquet files
#   load      the files are put into SQLite, and into PostgreSQL when it has an address
#   measure   time (median), peak memory, size; the figures of the program and of DuckDB must be the same
#
#   POLE_PROGRAM            the program to measure (default target/release/pole)
#   POLE_BENCH_FOLDER       where everything is kept (default /tmp/pole-national); about 15 GB at scale 1
#   POLE_BENCH_SCALE=1      a part of the set: 0.01 takes a minute
#   POLE_BENCH_RUNS=5       how many times each command runs; the median counts
#   POLE_BENCH_POSTGRES     a database whose name ends in "bench"; it is EMPTIED
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

program=${POLE_PROGRAM:-${CARGO_TARGET_DIR:-target}/release/pole}
folder=${POLE_BENCH_FOLDER:-${TMPDIR:-/tmp}/pole-national}
scale=${POLE_BENCH_SCALE:-1}
runs=${POLE_BENCH_RUNS:-5}
parts=" ${*:-generate load measure} "
as_of=2026-06-30
month=2026-06
year=2025
schools=data/national/etablissements_unifie.csv.gz
python=$folder/python/bin/python
rows=()
# The address of a database comes from POLE_BENCH_POSTGRES alone.
unset DATABASE_URL

wanted() { [[ $parts == *" $1 "* ]]; }

row() {
    rows+=("$(printf '%-58s %16s   %s' "$1" "$2" "${3:-}")")
    say "$1: $2"
}

# The middle one of the numbers of the standard input.
median() { sort -n | awk '{ number[NR] = $1 } END { print number[int((NR + 1) / 2)] }'; }

# timed COMMAND…: runs it, and leaves its milliseconds in `took` and its peak memory in `peak` (KiB).
timed() {
    local begin=$EPOCHREALTIME end
    /usr/bin/time -f %M -o "$folder/peak" "$@" >"$folder/out" 2>"$folder/err" || { cat "$folder/err" >&2; stop "failed: $*"; }
    end=$EPOCHREALTIME
    took=$(((${end/[.,]/} - ${begin/[.,]/}) / 1000))
    peak=$(tail -n 1 "$folder/peak")
}

mebibytes() { awk -v kib="$1" 'BEGIN { printf "%.0f MiB", kib / 1024 }'; }

generate() {
    say "── schools"
    rm -rf "$folder/sqlite" "$folder/rows"
    "$program" migrate --data "$folder/sqlite" >"$folder/out" 2>&1
    "$program" import "$schools" --yes --json --data "$folder/sqlite" >"$folder/out" 2>&1
    say "── rows, at scale $scale"
    "$python" bench/national/generate.py "$folder/sqlite/pole.sqlite" "$folder/rows" --scale "$scale"
}

load() {
    say "── SQLite"
    "$python" bench/national/load.py "$folder/rows" --sqlite "$folder/sqlite/pole.sqlite"
    if [ -n "${POLE_BENCH_POSTGRES:-}" ]; then
        [[ ${POLE_BENCH_POSTGRES%%\?*} == *bench ]] || stop "POLE_BENCH_POSTGRES: the name of the database does not end in bench"
        say "── PostgreSQL"
        rm -rf "$folder/postgres"
        psql -q "$POLE_BENCH_POSTGRES" -c "drop schema public cascade" -c "create schema public" 2>"$folder/err"
        DATABASE_URL=$POLE_BENCH_POSTGRES "$program" migrate --data "$folder/postgres" >"$folder/out" 2>&1
        DATABASE_URL=$POLE_BENCH_POSTGRES "$program" import "$schools" --yes --json --data "$folder/postgres" >"$folder/out" 2>&1
        "$python" bench/national/load.py "$folder/rows" --postgres "$POLE_BENCH_POSTGRES"
    fi
}

# measured NAME DATA [ADDRESS]: a process for each run, then many computations inside one process.
measured() {
    local name=$1 data=$2 times=() peaks=() once warm=()
    local command=(env ${3:+DATABASE_URL="$3"} "$program" indicators --whole-directory --as-of "$as_of" --json --data "$data")
    timed "${command[@]}"
    cp "$folder/out" "$folder/$name.json"
    "$python" bench/national/agree.py "$folder/duckdb.json" "$folder/$name.json"
    for _ in $(seq "$runs"); do
        timed "${command[@]}"
        times+=("$took")
        peaks+=("$peak")
    done
    once=$(printf '%s\n' "${times[@]}" | median)
    row "$name: pole indicators, one process" "$once ms"
    row "  peak memory" "$(mebibytes "$(printf '%s\n' "${peaks[@]}" | median)")"
    for _ in $(seq "$runs"); do
        timed "${command[@]}" --repeat 6
        warm+=($(((took - once) / 5)))
    done
    row "  once more inside the process" "$(printf '%s\n' "${warm[@]}" | median) ms" "≤ 1 s and ≤ 2 × DuckDB"
}

measure() {
    say "── DuckDB"
    timed "$python" bench/national/headlines.py "$folder/rows" --as-of "$as_of" --month "$month" --year "$year" --repeat "$runs" --check
    cp "$folder/out" "$folder/duckdb.json"
    "$python" bench/national/agree.py --times "$folder/duckdb.json" >"$folder/times"
    while IFS=$'\t' read -r figure value; do row "DuckDB: $figure" "$value"; done <"$folder/times"
    row "  peak memory" "$(mebibytes "$peak")"
    row "  size of the Parquet files" "$(du -sm "$folder/rows" | cut -f 1) MiB"
    say "── SQLite"
    measured SQLite "$folder/sqlite"
    row "  size of the database" "$(du -sm "$folder/sqlite" | cut -f 1) MiB"
    if [ -n "${POLE_BENCH_POSTGRES:-}" ]; then
        say "── PostgreSQL"
        measured PostgreSQL "$folder/postgres" "$POLE_BENCH_POSTGRES"
        row "  size of the database" "$(psql -At "$POLE_BENCH_POSTGRES" -c "select pg_database_size(current_database()) / 1048576") MiB"
    else
        say "PostgreSQL: left out, POLE_BENCH_POSTGRES is not set"
    fi
}

has python3 || install_debian Python python3-minimal python3-venv
[ -x /usr/bin/time ] || install_debian "GNU time" time
[ -z "${POLE_BENCH_POSTGRES:-}" ] || has psql || install_debian "the client of PostgreSQL" postgresql-client
[ -x "$program" ] || stop "$program is not there: cargo build --locked --release --package pole"
mkdir -p "$folder"
if [ ! -x "$python" ]; then
    python3 -m venv "$folder/python"
    "$python" -m pip install --quiet --disable-pip-version-check --requirement bench/national/requirements.txt
fi

for part in generate load measure; do
    if wanted "$part"; then "$part"; fi
done
if [ "${#rows[@]}" -gt 0 ]; then
    printf '\n%-58s %16s   %s\n' figure measured goal
    printf '%s\n' "${rows[@]}"
fi
