#!/usr/bin/env python3
"""Writes questions for `pole optimise` from the real schools of data/national, and measures the answers.

    bench/strategy.py write data/national/etablissements_unifie.csv.gz >question.json
    bench/strategy.py write data/national/etablissements_unifie.csv.gz --academie GUADELOUPE >question.json
    bench/strategy.py write data/national/etablissements_unifie.csv.gz --academie GUADELOUPE --basin 26 >question.json
    bench/strategy.py measure target/release/pole question.json [--time-limit 60] [--draws 1000] [--mode equity]

Real: the schools, their kinds, pupils where known, IPS where known, positions. Generated, with a fixed seed: the
missing pupils and IPS, the gaps and readiness, the first possible wave, the attachment of each école (the nearest
collège of its département, when positions are known), the costs (the amounts of the sheet on the pupils). Budgets are
what a third of the schools would cost. With --basin, only so many schools around the middle of the selection, a third of
them not écoles, with drawn components and the default weights, so that weights can be drawn. The result measures speed;
its plan means nothing.
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
WEIGHTS = {
    "need": {"social": 30, "equipment": 25, "connectivity": 15, "families": 15, "skills": 10, "isolation": 5},
    "readiness": {"team": 30, "review": 30, "referent": 15, "prerequisites": 15, "training": 10},
}


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def kind(row):
    if row["degre"] == "1":
        return "ecole"
    return "college" if row["type"] == "college" else "lycee"


def question(path, academie, basin):
    chance = random.Random(2026)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if academie in (None, row["academie"])]
    if basin:
        rows = around(rows, basin)
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
        if basin:
            components = {name: chance.randint(0, 100) for part in WEIGHTS.values() for name in part}
            components["social"] = round(social)
            need, readiness = (
                round(sum(weight * components[name] for name, weight in WEIGHTS[part].items()) / 100)
                for part in ("need", "readiness")
            )
        else:
            components = None
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
            | ({"components": components} if components else {})
        )
    budgets = {}
    for funder in ("state", "authority"):
        whole = sum(sum(school["costs"][funder]) for school in schools)
        parts = (0.16, 0.22, 0.30, 0.20, 0.12)
        budgets[funder] = [int(whole / 3 * part) for part in parts]
    whole = {"waves": WAVES, "mode": "benefit", "budgets": budgets, "schools": schools}
    return whole | ({"weights": WEIGHTS} if basin else {})


def around(rows, count):
    """The collèges and lycées nearest to the middle, and twice as many écoles, of their communes first."""
    placed = [row for row in rows if kind(row) != "ecole" and number(row["latitude"]) is not None]
    middle = [sorted(number(row[axis]) for row in placed)[len(placed) // 2] for axis in ("latitude", "longitude")]
    placed.sort(key=lambda row: (math.dist(middle, (number(row["latitude"]), number(row["longitude"]))), row["uai"]))
    others = placed[: count // 3]
    communes = {row["commune_insee"] for row in others}
    ecoles = [row for row in rows if kind(row) == "ecole"]
    ecoles.sort(key=lambda row: (row["commune_insee"] not in communes, row["uai"]))
    return others + ecoles[: count - len(others)]


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


def measure(program, path, arguments):
    with open(path, encoding="utf-8") as file:
        asked = json.load(file)
    if arguments.mode:
        asked["mode"] = arguments.mode
    command = [program, "optimise", "-", "--json", "--time-limit", str(arguments.time_limit)]
    command += ["--draws", str(arguments.draws)] if arguments.draws else []
    command += ["--no-increases"] if arguments.no_increases else []
    begin = time.monotonic()
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)
    seconds = time.monotonic() - begin
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    answer = json.loads(done.stdout)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{answer['status']}, gap {answer['gap']}, benefit {answer['benefit']} of at most {answer['bound']}")
    for stage in answer["stages"]:
        print(f"  {stage['goal']}: {stage['value']} of at most {stage['bound']}")
    let_in = sum(1 for told in answer["explanations"] if told["increase"])
    print(f"  {len(answer['explanations'])} left out, {let_in} with what would let them in")
    for note in answer["notes"]:
        print(f"  {note}")
    print(f"{len(answer['entries'])} schools enter; {seconds:.1f} s, {memory:.0f} MB at most")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    writing = commands.add_parser("write")
    writing.add_argument("national")
    writing.add_argument("--academie")
    writing.add_argument("--basin", type=int)
    measuring = commands.add_parser("measure")
    measuring.add_argument("program")
    measuring.add_argument("question")
    measuring.add_argument("--time-limit", type=int, default=60)
    measuring.add_argument("--draws", type=int, default=0)
    measuring.add_argument("--mode", choices=("benefit", "equity"))
    measuring.add_argument("--no-increases", action="store_true")
    arguments = parser.parse_args()
    if arguments.command == "write":
        json.dump(question(arguments.national, arguments.academie, arguments.basin), sys.stdout)
    else:
        measure(arguments.program, arguments.question, arguments)


if __name__ == "__main__":
    main()
