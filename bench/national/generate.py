#!/usr/bin/env python3
"""Writes the rows of a national set as Parquet files, one a table.

    generate.py SCHOOLS.db FOLDER [--scale 0.01] [--seed 3]

SCHOOLS.db is a SQLite database of the product into which the national directory was imported. The same seed and scale
give the same rows on any machine. At scale 1: 600,000 rooms and 3 M tests, 800,000 teachers and 5 M attendance rows,
4 M certifications, roll-ups of usage standing for 50 M page views; about 10 minutes on two cores and 4 GB of memory.
"""

import argparse
import csv
import pathlib
import sqlite3
import sys
import tempfile
import time

import duckdb

HERE = pathlib.Path(__file__).parent
def schools(source: str, work: pathlib.Path) -> pathlib.Path:
    """The table of schools as the product believes it, as CSV."""
    path = work / "school.csv"
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as db, path.open("w", newline="") as file:
        rows = db.execute("select * from school order by uai")
        out = csv.writer(file)
        out.writerow([column[0] for column in rows.description])
        out.writerows(rows)
    return path


def statements(name: str) -> list[str]:
    """The statements of a file, split where a line ends one."""
    text = (HERE / name).read_text()
    return [one for one in (part.strip() for part in text.split(";\n")) if one]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("schools")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--memory", default="6GB")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    if not 0 < asked.scale <= 1:
        sys.exit("the scale is above 0 and at most 1")
    asked.folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=asked.folder) as work:
        db = duckdb.connect(f"{work}/work.duckdb")
        for name, value in (("memory_limit", asked.memory), ("threads", asked.threads), ("temp_directory", work)):
            db.execute(f"set {name} = '{value}'")
        db.execute(f"set variable seed = 'pole {asked.seed} '")
        db.execute(f"set variable scale = {asked.scale}")
        path = schools(asked.schools, pathlib.Path(work))
        db.execute("create table school as select * from read_csv(?, all_varchar = true)", [str(path)])
        db.execute("alter table school alter pupils type bigint")
        db.execute("alter table school alter in_basin type boolean")
        for file in ("macros.sql", "tables.sql", "projections.sql"):
            for statement in statements(file):
                begin = time.monotonic()
                db.execute(statement)
                took = time.monotonic() - begin
                if took > 1:
                    name = next(line for line in statement.splitlines() if line.startswith(("create", "set")))
                    print(f"{took:7.1f} s  {name}", file=sys.stderr)
        for table in ["school", *(HERE / "tables.txt").read_text().split()]:
            db.execute(f"copy {table} to '{asked.folder}/{table}.parquet' (format parquet, compression zstd)")
            rows = db.execute(f"select count(*) from {table}").fetchone()[0]
            print(f"{table:24} {rows:>10,}")
    print(f"{time.monotonic() - began:.0f} s")


main()
