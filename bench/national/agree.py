#!/usr/bin/env python3
"""Whether the program and DuckDB found the same figures.

    agree.py DUCKDB.json POLE.json      stops with the differences
    agree.py --times DUCKDB.json        prints the times of DuckDB, one a line

I4 has no single number: its rates by profile are read by eye.
"""

import json
import sys


def read(path: str) -> dict:
    with open(path) as file:
        return json.load(file)


def times(path: str) -> None:
    answer = read(path)
    print(f"the five figures from the raw rows, first time\t{answer['first_ms']} ms")
    print(f"the five figures from the raw rows, warm\t{answer['median_total_ms']} ms")
    print(f"the same from our projections, warm\t{answer['kept_total_ms']} ms")
    for code, value in answer["median_ms"].items():
        print(f"{code.upper()}, warm\t{value} ms")


def compare(duckdb: str, pole: str) -> None:
    theirs = {one["code"]: one for one in read(duckdb)["figures"]}
    differences = []
    for one in read(pole)["indicators"]:
        code = one["code"]
        other = theirs.get(code)
        if other is None:
            continue
        for part in ("numerator", "denominator"):
            if other[part] is not None and one[part] != other[part]:
                differences.append(f"{code}: {part} {one[part]} in the program, {other[part]} in DuckDB")
    if differences:
        sys.exit("\n".join(differences))
    print("the program and DuckDB agree")


if len(sys.argv) != 3:
    sys.exit(__doc__)
if sys.argv[1] == "--times":
    times(sys.argv[2])
else:
    compare(sys.argv[1], sys.argv[2])
