#!/usr/bin/env python3
"""Writes questions for `pole optimise` from the real schools of data/national, and measures the answers.

    bench/strategy.py write data/national/etablissements_unifie.csv.gz >question.json
    bench/strategy.py write data/national/etablissements_unifie.csv.gz --academie GUADELOUPE >question.json
    bench/strategy.py measure target/release/pole question.json [--time-limit 60]

Real: the schools, their kinds, pupils where known, IPS where known, positions. Generated, with a fixed seed: the
missing pupils and IPS, the gaps and readiness, the first possible wave, the attachment of each école (the nearest
collège of its département, when positions are known), the costs (the amounts of the sheet on the pupils). Budgets are
what a third of the schools would cost. The result measures speed; its plan means nothing.
"""

import argparse
import csv
import gzip
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict

WAVES = 3
YEARS = 5


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def kind(row):
    if row["degre"] == "1":
        return "ecole"
    return "college" if row["type"] == "college" else "lycee"


def question(path, academie):
    chance = random.Random(2026)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if academie in (None, row["academie"])]
    rows.sort(key=lambda row: row["uai"])
    colleges = defaultdict(list)
    for row in rows:
        if kind(row) == "college":
            colleges[row["departement"]].append(row)
    schools = []
    for row in rows:
        of = kind(row)
        pupils = number(row["effectif"])
        if not pupils:
            pupils = chance.randint(60, 250) if of == "ecole" else chance.randint(250, 800)
        pupils = int(pupils)
        ips = number(row["ips"])
        if ips is None:
            ips = chance.gauss(100, 15)
        social = max(0.0, min(100.0, (125 - ips) / 60 * 100))
        need = round(0.3 * social + 0.7 * chance.uniform(10, 90))
        readiness = chance.randint(10, 95)
        if of == "ecole":
            state, authority = [1_227_500, 0, 0], [1_177_500, 50_000, 50_000]
        else:
            level = pupils // 4
            state = [(9_500_00 + level * 190_00), level * 190_00, 2 * level * 190_00]
            authority = [level * 300_00, level * 300_00, 2 * level * 300_00]
        schools.append(
            {
                "uai": row["uai"],
                "pupils": pupils,
                "priority_x10": 7 * need + 3 * readiness,
                "need": need,
                "ready_wave": chance.choice([1, 1, 2, 3]),
                "attached_to": nearest(row, colleges[row["departement"]]) if of == "ecole" else None,
                "costs": {"state": state, "authority": authority},
                "pinned_wave": None,
                "excluded": False,
            }
        )
    budgets = {}
    for funder in ("state", "authority"):
        whole = sum(sum(school["costs"][funder]) for school in schools)
        parts = (0.16, 0.22, 0.30, 0.20, 0.12)
        budgets[funder] = [int(whole / 3 * part) for part in parts]
    return {"waves": WAVES, "mode": "benefit", "budgets": budgets, "schools": schools}


def nearest(row, colleges):
    if not colleges:
        return None
    here = number(row["latitude"]), number(row["longitude"])
    if None in here:
        return colleges[sum(map(ord, row["uai"])) % len(colleges)]["uai"]
    scale = math.cos(math.radians(here[0]))

    def distance(college):
        there = number(college["latitude"]), number(college["longitude"])
        if None in there:
            return math.inf
        return (there[0] - here[0]) ** 2 + ((there[1] - here[1]) * scale) ** 2

    return min(colleges, key=distance)["uai"]


def measure(program, path, limit):
    begin = time.monotonic()
    done = subprocess.run(
        [program, "optimise", path, "--json", "--time-limit", str(limit)], capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - begin
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    answer = json.loads(done.stdout)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{answer['status']}, gap {answer['gap']}, benefit {answer['benefit']} of at most {answer['bound']}")
    print(f"{len(answer['entries'])} schools enter; {seconds:.1f} s, {memory:.0f} MB at most")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    writing = commands.add_parser("write")
    writing.add_argument("national")
    writing.add_argument("--academie")
    measuring = commands.add_parser("measure")
    measuring.add_argument("program")
    measuring.add_argument("question")
    measuring.add_argument("--time-limit", type=int, default=60)
    arguments = parser.parse_args()
    if arguments.command == "write":
        json.dump(question(arguments.national, arguments.academie), sys.stdout)
    else:
        measure(arguments.program, arguments.question, arguments.time_limit)


if __name__ == "__main__":
    main()
