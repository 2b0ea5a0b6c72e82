#!/usr/bin/env python3
"""The five headline figures of a generated set, computed by DuckDB from the raw rows.

    headlines.py FOLDER [--as-of 2026-06-30] [--month 2026-06] [--year 2025] [--repeat 5] [--check]

FOLDER holds the Parquet files of generate.py. The first time counts the opening of the program; the others are warm.
--check compares I2, I3 and I5 with what the generated projections say: the same rules, written twice.
"""

import argparse
import json
import pathlib
import resource
import statistics
import sys
import time

import duckdb

HERE = pathlib.Path(__file__).parent
CODES = ("i1", "i2", "i3", "i4", "i5")
# The same figures from the projections that the product keeps.
KEPT = {
    "I2": """select count(*) filter (class in ('C2', 'C3')), count(*)
               from room_class k join school s on s.uai = k.uai
              where s.state in ('open', 'to_close') and s.kind <> 'other' and counted(s.sector, s.contract) and first_day <= getvariable('as_of') and last_day >= getvariable('as_of') and known_to is null""",
    "I3": """select count(*), null from training_progress where reached_6h <= getvariable('as_of') and known_to is null""",
    "I5": """select count(*), null from certification_state
              where status = 'validated' and framework in ('pix', 'clea') and known_to is null
                and exam_date between getvariable('year_first') and getvariable('year_last')""",
}


def figures(db: duckdb.DuckDBPyConnection, times: dict[str, list[float]]) -> list[tuple]:
    rows = []
    for code in CODES:
        begin = time.monotonic()
        rows += db.execute(f"from {code}()").fetchall()
        times[code].append((time.monotonic() - begin) * 1000)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--as-of", default="2026-06-30")
    parser.add_argument("--month", default="2026-06")
    parser.add_argument("--year", type=int, default=2025)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    times: dict[str, list[float]] = {code: [] for code in CODES}

    db = duckdb.connect()
    db.execute(f"set threads = {asked.threads}")
    for path in sorted(asked.folder.glob("*.parquet")):
        db.execute(f"create view {path.stem} as select * from read_parquet('{path}')")
    for name, value in (
        ("as_of", asked.as_of),
        ("month", asked.month),
        ("year_first", f"{asked.year}-09-01"),
        ("year_last", f"{asked.year + 1}-08-31"),
    ):
        db.execute(f"set variable {name} = '{value}'")
    text = (HERE / "headlines.sql").read_text()
    for statement in (part.strip() for part in text.split(";\n")):
        if statement:
            db.execute(statement)

    for _ in range(asked.repeat):
        rows = figures(db, times)
    kept: list[float] = []
    for _ in range(asked.repeat):
        begin = time.monotonic()
        found_again = {code: db.execute(query).fetchone() for code, query in KEPT.items()}
        for code in ("i1", "i4"):
            db.execute(f"from {code}()").fetchall()
        kept.append((time.monotonic() - begin) * 1000)
    if asked.check:
        found = {code: (numerator, denominator) for code, numerator, denominator in rows}
        for code, again in found_again.items():
            if again != found[code]:
                sys.exit(f"{code}: {found[code]} from the raw rows, {again} from the projection")
    answer = {
        "figures": [{"code": code, "numerator": numerator, "denominator": denominator} for code, numerator, denominator in sorted(rows)],
        "first_ms": round(sum(runs[0] for runs in times.values()), 1),
        "median_ms": {code: round(statistics.median(runs), 1) for code, runs in times.items()},
        "median_total_ms": round(statistics.median(map(sum, zip(*times.values(), strict=True))), 1),
        "kept_total_ms": round(statistics.median(kept), 1),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(answer, indent=2, ensure_ascii=False))


main()
