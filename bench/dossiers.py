#!/usr/bin/env python3
"""Fills a demonstration with 24,000 invented dossiers of 3 reviews each, then times the pages that list them.

    dossiers.py fill DATA                 into the SQLite file of a demonstration that is not running
    dossiers.py measure ADDRESS [RUNS]    the list, filters, search and files, as the demonstration's pilot

6,000 collèges that exist nowhere answer four waves of the demonstration's call. The rows are written straight into the
tables: they are for measuring, not for reading.
"""

import http.cookiejar
import pathlib
import re
import sqlite3
import statistics
import sys
import time
import urllib.parse
import urllib.request
import uuid

SCHOOLS = 6_000
STATES = ("draft", "under_construction", "transmitted", "assessed", "selected")
NOW = "2026-10-01T12:00:00.000Z"
PAGES = (
    "/dossiers",
    "/dossiers?tri=recent",
    "/dossiers?etat=selected",
    "/dossiers?q=5999",
    "/dossiers?q=introuvable",
    "/dossiers/export/dossiers.csv",
    "/dossiers/export/dossiers.xlsx",
)


def new() -> str:
    return str(uuid.uuid4())


def fill(data: pathlib.Path) -> None:
    db = sqlite3.connect(data / "pole.sqlite")
    call, version = db.execute(
        "select v.call, max(v.version) from call_version v join call c on c.id = v.call where v.published_at is not null and c.fictitious group by v.call"
    ).fetchone()
    schools = [f"{1_000_000 + rank:07}{'ABCDEFGHJKLMNPRSTUVWXYZ'[(1_000_000 + rank) % 23]}" for rank in range(SCHOOLS)]
    db.executemany(
        "insert into school (uai, name, search, kind, sector, territory, in_basin, state) values (?, ?, ?, 'college', 'public', ?, 1, 'open')",
        [(uai, f"Collège {rank}", f"college {rank}", f"{rank % 100:03}") for rank, uai in enumerate(schools)],
    )
    accounts = [new() for _ in range(300)]
    db.executemany(
        "insert into account (id, name, display_name, password_hash, lang, fictitious, created_at) values (?, ?, ?, '', 'fr', 1, ?)",
        [(account, f"mesure-{rank}", f"Mesure {rank}", NOW) for rank, account in enumerate(accounts)],
    )
    reviewers = [new() for _ in accounts]
    db.executemany(
        "insert into reviewer (id, account, call, capacity, note, named_at) values (?, ?, ?, 400, '', ?)",
        [(reviewer, account, call, NOW) for reviewer, account in zip(reviewers, accounts)],
    )
    for wave in range(4):
        wave_id = new()
        db.execute(
            "insert into call_wave (id, call, position, label, opens_on, deadline_on, first_year) values (?, ?, ?, ?, '2026-09-01', '2026-12-31', 2027)",
            (wave_id, call, 90 + wave, f"Mesure {wave}"),
        )
        files = [new() for _ in range(100)]
        db.executemany(
            "insert into common_file (id, call_wave, territory, created_at, note) values (?, ?, ?, ?, '')",
            [(file, wave_id, f"{rank:03}", NOW) for rank, file in enumerate(files)],
        )
        dossiers = [new() for _ in schools]
        db.executemany(
            "insert into dossier (id, common_file, college, call, version, origin, origin_number, fictitious, created_at, search, state)"
            " values (?, ?, ?, ?, ?, 'pole', '', 1, ?, ?, ?)",
            [
                (dossier, files[rank % 100], uai, call, version, NOW, f"college {rank} {uai.lower()} commune {rank % 700}", STATES[rank % 5])
                for rank, (dossier, uai) in enumerate(zip(dossiers, schools))
            ],
        )
        lines = [(new(), dossier, uai, NOW, STATES[rank % 5]) for rank, (dossier, uai) in enumerate(zip(dossiers, schools))]
        db.executemany("insert into dossier_line (id, dossier, uai, added_at, state, revision) values (?, ?, ?, ?, ?, 1)", lines)
        db.executemany(
            "insert into dossier_line_revision (line, revision, state, decided_on, acted_as, reason, recorded_at) values (?, 1, ?, '2026-10-01', 'program', '', ?)",
            [(line, state, NOW) for line, _, _, _, state in lines],
        )
        db.executemany(
            "insert into review (id, dossier, reviewer, position, due_on, assigned_at, state, revision, opinion, comment, submitted_at, quarters, closed_reason)"
            " values (?, ?, ?, ?, '2026-11-01', ?, 'submitted', 1, 'favourable', '', ?, ?, '')",
            [
                (new(), dossier, reviewers[(rank + 97 * position) % 300], position, NOW, NOW, (rank * 7 + position * 31) % 401)
                for rank, dossier in enumerate(dossiers)
                for position in (1, 2, 3)
            ],
        )
    db.commit()
    db.execute("analyze")
    print(db.execute("select count(*) from dossier").fetchone()[0], "dossiers,", db.execute("select count(*) from review").fetchone()[0], "reviews")


def measure(address: str, runs: int) -> None:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    token = re.search(r'name="_token" value="([^"]*)"', opener.open(f"{address}/connexion").read().decode()).group(1)
    form = {"_token": token, "nom": "pilote", "mot_de_passe": "demo-pilote-2026"}
    opener.open(f"{address}/connexion", urllib.parse.urlencode(form).encode())
    for page in PAGES:
        count = runs if "export" not in page else 3
        times = []
        for _ in range(count):
            begin = time.monotonic()
            size = len(opener.open(address + page).read())
            times.append((time.monotonic() - begin) * 1000)
        times.sort()
        p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
        print(f"{page:36} median {statistics.median(times):8.1f} ms   p95 {p95:8.1f} ms   {size:>10,} bytes")


if len(sys.argv) >= 3 and sys.argv[1] == "fill":
    fill(pathlib.Path(sys.argv[2]))
elif len(sys.argv) >= 3 and sys.argv[1] == "measure":
    measure(sys.argv[2].rstrip("/"), int(sys.argv[3]) if len(sys.argv) > 3 else 40)
else:
    sys.exit(__doc__)
