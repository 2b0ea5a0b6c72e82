#!/usr/bin/env python3
"""Writes a roster file of every collège of France over three school years, for `pole endowment compute`.

    bench/colleges_csv.py data/national/colleges_effectifs_niveaux_dnb2021.csv.gz >colleges.csv

The first year is the real one of the open data (autumn 2020), by level. The two next years are made by ageing it:
each level moves up one class and the same number of pupils enters in 6e. The teachers are invented (one for fourteen
pupils, a quarter of them in 5e), so that every line can be computed whole. Every collège begins the first year.
The result measures speed; its amounts mean nothing.
"""

import csv
import gzip
import sys

FIRST_YEAR = 2020
YEARS = 3
LEVELS = ("6eme_total", "5eme_total", "4eme_total", "3eme_total")
HEADER = (
    "uai", "year", "wave_year", "kind", "6e", "5e", "4e", "3e",
    "teachers", "teachers_5e", "teachers_5e_new", "teachers_6e_new", "repeaters", "returns",
)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    with gzip.open(sys.argv[1], "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            levels = [int(row[name]) for name in LEVELS]
            for offset in range(YEARS):
                teachers = sum(levels) // 14
                of_5e = teachers // 4
                # Everybody is new the first year, then one in five.
                new = of_5e if offset == 0 else of_5e // 5
                out.writerow(
                    [row["numero_college"], FIRST_YEAR + offset, FIRST_YEAR, "college", *levels]
                    + [teachers, of_5e, new, new, levels[1] // 50, 0]
                )
                levels = [levels[0], *levels[:3]]


main()
