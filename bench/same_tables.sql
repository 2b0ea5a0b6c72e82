-- What SQLite alone needs for the rows of the national import: the same tables, indexes, checks and durability, about the
-- same rows, written by its own shell from a table it already holds (attached as raw). Nothing is read, checked or compared.
pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;
pragma cache_size = -8000;
.read migrations/0001_accounts.sql
.read migrations/0002_directory.sql
begin immediate;
insert into import (id, kind, file_name, file_hash, file_bytes, state, proposed_at, lines, added, changed, unchanged,
                    leaving, problems)
values ('01a20aa6-208d-76dd-a529-f64436f5e0a3', 'unified_schools', 'schools.csv', '', 0, 'done', '', 0, 0, 0, 0, 0, 0);
insert into school (uai, name, search, kind, sector, territory, in_basin, commune_code, commune, state, pupils, pupils_year,
                    ips_tenths, ips_year)
select uai, nom, lower(nom || ' ' || uai || ' ' || commune), type, secteur, departement, departement in ('977', '978'),
       commune_insee, commune, 'open', cast(effectif as integer), 2022, cast(ips * 10 as integer), 2022
  from raw.school;
insert into school_record (uai, source, observed_on, recorded_at, digest, name, kind, sector, territory, commune_code,
                           commune, note, import, line)
select uai, 'unified_schools', '2026-11-23', '2026-11-23T10:00:00.000Z', random(), nom, type, secteur, departement,
       commune_insee, commune, sources, '01a20aa6-208d-76dd-a529-f64436f5e0a3', rowid
  from raw.school;
insert into head_count (uai, year, category, source, recorded_at, amount, deduced, fictitious, import, line)
select uai, 2022, 'TOTAL', 'unified_schools', '2026-11-23T10:00:00.000Z', cast(effectif as integer), 0, 0,
       '01a20aa6-208d-76dd-a529-f64436f5e0a3', rowid
  from raw.school where effectif <> '';
insert into ips (uai, year, track, source, recorded_at, tenths, import, line)
select uai, 2022, 'all', 'unified_schools', '2026-11-23T10:00:00.000Z', cast(ips * 10 as integer),
       '01a20aa6-208d-76dd-a529-f64436f5e0a3', rowid
  from raw.school where ips <> '';
commit;
