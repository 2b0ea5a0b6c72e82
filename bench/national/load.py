#!/usr/bin/env python3
"""Puts the Parquet files of generate.py into a database of the product that holds the schools.

    load.py FOLDER --sqlite DATA/pole.sqlite
    load.py FOLDER --postgres postgres://…/…bench

The schema is the product's own (`pole migrate`), the schools too (`pole import`). The indexes are made again after the
rows, as a restore would do. Nothing is checked but the columns: every column of the schema must be in the files.
"""

import argparse
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

import duckdb

HERE = pathlib.Path(__file__).parent
BATCH = 100_000


def tables(folder: pathlib.Path, db: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns of each file, by the name of its table, in the order in which they may be written."""
    return {
        table: [row[0] for row in db.execute(f"describe select * from read_parquet('{folder}/{table}.parquet')").fetchall()]
        for table in (HERE / "tables.txt").read_text().split()
    }


def agreed(table: str, wanted: list[str], given: list[str]) -> list[str] | None:
    """The columns to write; none when the schema has no such table."""
    if not wanted:
        print(f"{table:24} is not in this schema", file=sys.stderr)
        return None
    missing = [column for column in wanted if column not in given]
    if missing:
        sys.exit(f"{table}: the files lack {', '.join(missing)}")
    return wanted


def into_sqlite(folder: pathlib.Path, path: str) -> None:
    source = duckdb.connect()
    source.execute("set threads = 2")
    target = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = off", "synchronous = off", "foreign_keys = off", "locking_mode = exclusive", "cache_size = -400000"):
        target.execute(f"pragma {pragma}")
    files = tables(folder, source)
    indexes = target.execute("select name, tbl_name, sql from sqlite_master where type = 'index' and sql is not null").fetchall()
    indexes = [(name, sql) for name, table, sql in indexes if table in files]
    for name, _ in indexes:
        target.execute(f"drop index {name}")
    for table, given in files.items():
        begin = time.monotonic()
        columns = agreed(table, [row[1] for row in target.execute(f"pragma table_info({table})")], given)
        if columns is None:
            continue
        quoted = ", ".join(f'"{column}"' for column in columns)
        rows = source.execute(f"select {quoted} from read_parquet('{folder}/{table}.parquet')")
        insert = f"insert into {table} ({quoted}) values ({', '.join('?' * len(columns))})"
        target.execute("begin")
        count = 0
        while batch := rows.fetchmany(BATCH):
            target.executemany(insert, batch)
            count += len(batch)
        target.execute("commit")
        print(f"{table:24} {count:>10,} rows {time.monotonic() - begin:7.1f} s", flush=True)
    begin = time.monotonic()
    for _, sql in indexes:
        target.execute(sql)
    print(f"{len(indexes)} indexes {time.monotonic() - begin:.1f} s")
    # With one statement in hand the engine knows how large tables are, as after a while in service.
    target.execute("pragma analysis_limit = 1000")
    target.execute("analyze")
    target.execute("pragma journal_mode = wal")
    target.close()


def psql(url: str, *commands: str) -> str:
    arguments = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", url]
    for command in commands:
        arguments += ["-c", command]
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def into_postgres(folder: pathlib.Path, url: str) -> None:
    if not url.split("?")[0].endswith("bench"):
        sys.exit("the name of the database does not end in bench")
    source = duckdb.connect()
    source.execute("set threads = 2")
    files = tables(folder, source)
    names = ", ".join(f"'{table}'" for table in files)
    indexes = psql(
        url,
        f"""select indexname || chr(9) || indexdef from pg_indexes
             where schemaname = 'public' and tablename in ({names})
               and indexname not in (select conname from pg_constraint)""",
    )
    indexes = [line.split("\t", 1) for line in indexes.splitlines()]
    for name, _ in indexes:
        psql(url, f"drop index {name}")
    for table, given in files.items():
        begin = time.monotonic()
        wanted = psql(
            url,
            f"""select column_name from information_schema.columns
                 where table_schema = 'public' and table_name = '{table}' order by ordinal_position""",
        ).split()
        columns = agreed(table, wanted, given)
        if columns is None:
            continue
        quoted = ", ".join(f'"{column}"' for column in columns)
        with tempfile.NamedTemporaryFile(suffix=".csv", dir=folder) as file:
            source.execute(
                f"copy (select {quoted} from read_parquet('{folder}/{table}.parquet')) to '{file.name}' (format csv, header false, nullstr '\\N')"
            )
            # The rows refer to one another by construction: the keys are not looked up one by one.
            psql(url, "set session_replication_role = replica", f"\\copy {table} ({quoted}) from '{file.name}' (format csv, null '\\N')")
        print(f"{table:24} {time.monotonic() - begin:7.1f} s", flush=True)
    begin = time.monotonic()
    for _, definition in indexes:
        psql(url, definition)
    print(f"{len(indexes)} indexes {time.monotonic() - begin:.1f} s")
    psql(url, "vacuum analyze")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--sqlite")
    parser.add_argument("--postgres")
    asked = parser.parse_args()
    begin = time.monotonic()
    if asked.sqlite:
        into_sqlite(asked.folder, asked.sqlite)
    if asked.postgres:
        into_postgres(asked.folder, asked.postgres)
    print(f"{time.monotonic() - begin:.0f} s")


main()
