-- The rows of the national set, table by table, from the schools that the product has imported (table `school`).
-- Every table below has the columns of the schema; numbers of rows are those of the full set times the scale.
-- Days are taken outside public holidays and there is no closure: a school day is a day from Monday to Friday.

-- ── Schools ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- At a small scale, only some of the schools have anything.
create table place as
with chosen as (
  select *, coalesce(nullif(pupils, 0), case when kind in ('elementaire', 'maternelle') then 120 else 450 end) as size
    from school where kind not in ('section', 'other')
   order by chance('place', uai) limit scaled(47217)
)
select row_number() over (order by uai) - 1 as rank, uai, kind, sector, territory, size,
       kind in ('elementaire', 'maternelle') as is_ecole,
       sum(size) over (order by uai) - size as size_before, sum(size) over () as size_total
  from chosen;

set variable places = (select count(*) from place);

-- Shares a number of things out over the schools, as many to each as it is large.
create or replace macro shared(n) as table (
  select uai, rank, kind, is_ecole, territory,
         (n * size_before / size_total)::bigint as first,
         (n * (size_before + size) / size_total)::bigint as past
    from place
);

-- ── Waves (I1) ──────────────────────────────────────────────────────────────────────────────────────────────────────

create table wave as
select id_of(1, i) as id, 'national_' || (2015 + i) as code, 'Vague nationale ' || (2015 + i) as label,
       2015 + i as first_year, '' as note, '2026-09-15T06:00:00.000Z' as created_at, null::varchar as created_by
  from range(3) t(i);

-- Two schools in five are in a wave, one in twenty in two of them.
create table wave_entry as
select id_of(2, row_number() over (order by i, uai)) as id, id_of(1, i) as wave, uai
  from place, range(3) t(i)
 where i = pick('wave', uai, 8) or (i = pick('again', uai, 60));

create table wave_entry_revision as
with entry as (
  select e.id, p.rank, w.first_year, chance('decision', e.id) as c
    from wave_entry e join wave w on w.id = e.wave join place p on p.uai = e.uai
), revision as (
  select id, 1 as revision, first_year, c from entry
  union all
  -- One decision in ten was changed.
  select id, 2, first_year, chance('change', id) from entry where c % 10 = 0
)
select id as entry, revision, first_year,
       case when c // 16 % 10 < 7 then 'selected' when c // 16 % 10 = 7 then 'reserve'
            when c // 16 % 10 = 8 then 'not_selected' else 'withdrawn' end as status,
       (make_date(first_year, 3, 1) + (40 * revision + c // 1024 % 30)::integer)::varchar as decided_on,
       'Commission' as reason, instant(timestamp '2026-09-15 06:00:00' + to_minutes(revision)) as recorded_at,
       null::varchar as recorded_by
  from revision;

-- ── Rooms (I2) ──────────────────────────────────────────────────────────────────────────────────────────────────────

create table room_base as
select i as n, id_of(3, i) as room, uai, chance('room', i) as c, chance('campaign', uai) as school_c
  from (select uai, unnest(range(first, past)) as i from shared(scaled(600000)));

create table room as
select room as id, uai, '2015-09-01T06:00:00.000Z' as created_at from room_base order by n;

create table room_version as
select id_of(4, n) as id, room, 'Salle ' || (n % 97 + 1) as name,
       case when c % 100 < 3 then 'gym' when c % 100 < 80 then 'ordinary' when c % 100 < 88 then 'science'
            when c % 100 < 92 then 'computer' when c % 100 < 96 then 'library' else 'technology' end as kind,
       chr((65 + c // 128 % 4)::integer) as building, 4 + c // 512 % 6 as half_days,
       '2015-09-01' as valid_from, null::varchar as valid_to, true as fictitious,
       null::varchar as import, null::bigint as line, '2015-09-01T06:00:00.000Z' as recorded_at,
       null::varchar as recorded_by, null::varchar as withdrawn_at
  from room_base order by n;

create table site_line as
with base as (select *, chance('line', uai) as c from place)
select id_of(5, rank) as id, uai,
       case when c % 10 < 6 then 'fibre' when c % 10 < 8 then 'vdsl' when c % 10 = 8 then 'adsl' else 'satellite' end as technology,
       'Opérateur ' || (c // 16 % 4 + 1) as operator,
       case when c % 10 < 6 then 100000 + c // 64 % 10 * 100000 when c % 10 < 8 then 16000 + c // 64 % 30 * 1000
            when c % 10 = 8 then 2000 + c // 64 % 14 * 500 else 20000 end as down_kbps,
       case when c % 10 < 6 then 50000 when c % 10 < 8 then 4000 when c % 10 = 8 then 800 else 3000 end as up_kbps,
       false as is_backup, '2018-09-01' as valid_from, null::varchar as valid_to, '' as note, true as fictitious,
       '2018-09-01T06:00:00.000Z' as recorded_at, null::varchar as recorded_by, null::varchar as withdrawn_at
  from base order by rank;

-- Seventeen rooms in twenty were tested, five or six times, in two campaigns that the school chose.
create table tested as
select *, row_number() over (order by n) - 1 as rank from room_base where c // 4096 % 20 < 17;

set variable tested = (select count(*) from tested);

create table room_test_base as
with test as (
       select r.*, t.* from (select i, i // getvariable('tested') as turn, i % getvariable('tested') as rank from range(scaled(3000000)) t(i)) r
         join tested t using (rank)
     ),
     dated as (
       select i, room, uai, turn, c, chance('test', i) as tc,
              -- Mondays. Most schools tested twice lately; some lately not, a few not for two years.
              case when school_c % 100 < 80 then case when turn < 3 then date '2025-11-17' else date '2026-06-15' end
                   when school_c % 100 < 97 then case when turn < 3 then date '2025-01-13' else date '2025-06-16' end
                   else case when turn < 3 then date '2024-01-15' else date '2024-06-17' end end as begins
         from test
     )
select *,
       -- Monday to Friday, one test in forty on a Saturday.
       (begins + case when tc // 16 % 40 = 0 then 5
                      else [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15][(c // 65536 % 5 + turn % 3 * 3 + tc % 2 + 1)::integer] end)::date as day,
       -- From 07:30 to 16:59 in the islands, one test in fifty at night.
       case when tc // 4 % 50 = 0 then 120 + tc // 256 % 200 else 450 + tc // 256 % 570 end as minute
  from dated;

create table room_test as
select id_of(6, i) as id, room, instant(day + to_minutes((minute + 240)::bigint)) as at, day::varchar as day,
       case when tc // 65536 % 20 > 0 then greatest(300, room_down * (60 + tc // 1048576 % 80) // 100) end as down_kbps,
       case when tc // 65536 % 20 > 0 then greatest(100, room_down * (60 + tc // 268435456 % 80) // 400) end as up_kbps,
       tc // 65536 % 20 = 0 as failed, 8000 + tc // 1048576 % 60000 as latency_micros, 'ndt7' as tool,
       i as digest, true as fictitious, null::varchar as import, null::bigint as line,
       instant(day + interval 20 hour) as recorded_at, null::varchar as recorded_by, null::varchar as withdrawn_at
  from (
    select *, case when c // 8388608 % 10 < 2 then 3000 when c // 8388608 % 10 < 4 then 8500
                   when c // 8388608 % 10 < 7 then 18000 else 60000 end as room_down
      from room_test_base
  ) order by i;

-- What was seen of rooms: an access in half of those that were never tested, a declaration for a third of them and for
-- one tested room in fifty.
create table room_statement as
with said as (
  select n, room, c, 'access' as kind, chance('access', n) as sc from room_base where c // 4096 % 20 >= 17 and c // 131072 % 2 = 0
  union all
  select n, room, c, 'declaration', chance('declaration', n) from room_base
   where (c // 4096 % 20 >= 17 and c // 262144 % 3 = 0) or c // 262144 % 50 = 1
)
select id_of(7, row_number() over (order by n, kind)) as id, room, kind,
       case when kind = 'access' then case when sc % 3 = 0 then 'socket' else 'wifi' end end as medium,
       case when kind = 'access' then sc // 4 % 8 > 0 end as works,
       case when kind = 'declaration' then case when sc % 3 = 0 then 'technician' else 'head' end end as visa_role,
       case when kind = 'declaration' then 'Visa ' || (sc // 4 % 900) else '' end as visa_name,
       (date '2025-09-15' + (sc // 64 % 360)::integer)::date::varchar as day, '' as note, true as fictitious,
       null::varchar as import, null::bigint as line,
       instant(date '2025-09-15' + (sc // 64 % 360)::integer + interval 21 hour) as recorded_at,
       null::varchar as recorded_by, null::varchar as withdrawn_at
  from said order by n, kind;

-- ── Teachers (I3) ───────────────────────────────────────────────────────────────────────────────────────────────────

create table teacher as
select i as n, id_of(8, i) as person, uai, is_ecole, chance('teacher', i) as c
  from (select uai, is_ecole, unnest(range(first, past)) as i from shared(scaled(800000)));

create table person as
select person as id, 'teacher' as kind, 'Fictif' || (c % 60000) as surname, 'Prénom' || (c // 65536 % 900) as given_name,
       null::varchar as usage_name, 'fictif' || (c % 60000) || '|prenom' || (c // 65536 % 900) as name_key,
       'fictif' || (c % 60000) || '|prenom' || (c // 65536 % 900) as usage_key,
       (date '1962-01-01' + (c // 67108864 % 13500)::integer)::date::varchar as birth_date, true as fictitious,
       null::varchar as import, null::bigint as line, '2015-09-01T06:00:00.000Z' as recorded_at,
       null::varchar as recorded_by, null::varchar as withdrawn_at, null::varchar as merged_into
  from teacher order by n;

create table person_name as
select id_of(17, n) as id, p.id as person, p.surname, p.given_name, p.usage_name, p.birth_date, p.recorded_at, p.recorded_by, p.withdrawn_at
  from teacher t join person p on p.id = t.person order by n;

-- One teacher in twelve serves a second school.
create table school_service as
with served as (
  select n, person, uai, is_ecole, c, 1 as turn from teacher
  union all
  select t.n, t.person, p.uai, p.is_ecole, t.c, 2
    from (select *, pick('second', n, getvariable('places')) as rank from teacher where c // 4096 % 12 = 0) t
    join place p on p.rank = t.rank and p.uai <> t.uai
)
select id_of(9, row_number() over (order by n, turn)) as id, person, uai,
       case when is_ecole then 'first' else 'second' end as degree,
       case when is_ecole then '' else ['Mathématiques', 'Lettres', 'Anglais', 'Histoire-géographie', 'SVT', 'EPS'][(c // 32 % 6 + 1)::integer] end as discipline,
       turn = 1 as is_attachment,
       make_date((2008 + c // 128 % 16)::integer, 9, 1)::varchar as valid_from,
       case when c // 2048 % 25 = 0 then '2026-08-31' end as valid_to,
       true as fictitious, null::varchar as import, null::bigint as line, '2015-09-01T06:00:00.000Z' as recorded_at,
       null::varchar as recorded_by, null::varchar as withdrawn_at
  from served order by n, turn;

-- From one to four half-days; one session in five at a distance, one in twenty about something else.
create table session_base as
select i as n, id_of(10, i) as session, chance('session', i) as c,
       (date '2015-10-05' + (chance('session', i) // 8 % 3950)::integer)::date as first_day,
       1 + chance('session', i) // 65536 % 4 as half_days, chance('session', i) // 1048576 % 5 = 0 as is_distance,
       chance('session', i) // 4194304 % 20 > 0 as is_digital
  from range(scaled(60000)) t(i);

create table training_session as
select session as id, true as fictitious, null::varchar as import, null::bigint as line, instant(first_day - interval 30 day) as recorded_at,
       null::varchar as recorded_by
  from session_base order by n;

create table training_session_version as
select id_of(18, n) as id, session, 'S' || n as reference, 'Thème ' || (c // 512 % 40) as theme, ' 2_1 3_1 ' as competences,
       case when is_distance then 'distance' else 'presence' end as mode, '' as place, null::varchar as host,
       first_day::varchar as first_day, (first_day + half_days::integer)::date::varchar as last_day, 60 as seats, 'Formateur' as trainer,
       null::varchar as target_degree, '' as target_discipline, is_digital, 180 * half_days as offered_minutes,
       case when is_distance then 180 * half_days else 0 end as distance_minutes, false as is_cancelled, '' as note,
       'theme ' || (c // 512 % 40) || ' s' || n || ' formateur' as search, instant(first_day - interval 30 day) as recorded_at,
       null::varchar as recorded_by, null::varchar as withdrawn_at
  from session_base order by n;

create table training_half_day as
select id_of(11, n * 4 + k) as id, session, (first_day + (k // 2)::integer)::date::varchar as day,
       case when k % 2 = 0 then 'morning' else 'afternoon' end as part, 180 as minutes,
       instant(first_day - interval 30 day) as recorded_at, null::varchar as withdrawn_at, k, n
  from (select *, unnest(range(half_days)) as k from session_base where not is_distance) order by n, k;

-- Seven teachers in ten go to sessions, on average to four of them.
create table followed as
with r as (select i, pick('who', i, scaled(800000)) as n, pick('what', i, scaled(60000)) as s from range(scaled(3600000)) t(i))
select min(i) as i, r.n, r.s from r join teacher t on t.n = r.n where t.c // 33554432 % 10 < 7 group by r.n, r.s;

create table training_registration as
select id_of(12, row_number() over (order by f.i)) as id, s.session, t.person, 'accepted' as status, true as has_seat,
       (s.first_day - 20)::varchar as day, instant(s.first_day - interval 20 day) as recorded_at,
       null::varchar as recorded_by, null::varchar as withdrawn_at
  from followed f join session_base s on s.n = f.s join teacher t on t.n = f.n order by f.i;

-- Who was there, half-day after half-day, or completed a session at a distance. Under two thirds of a half-day nothing
-- counts, nor does a session about something else.
create table attendance as
with row_of as (
  select f.i, s.session, h.id as half_day, h.part, t.person, h.day, h.minutes as planned, false as is_distance, s.is_digital, chance('there', concat(f.i, ' ', h.k)) as c
    from followed f join session_base s on s.n = f.s join teacher t on t.n = f.n join training_half_day h on h.session = s.session
  union all
  select f.i, s.session, null, null, t.person, (s.first_day + s.half_days::integer)::date::varchar, 180 * s.half_days, true, s.is_digital, chance('there', f.i)
    from followed f join session_base s on s.n = f.s join teacher t on t.n = f.n where s.is_distance
), minutes as (
  select *, case when c % 100 < 82 then planned when c % 100 < 93 then planned * (67 + c // 128 % 33) // 100 else planned * (c // 128 % 66) // 100 end as minutes
    from row_of order by i, half_day nulls last limit scaled(5000000)
)
select id_of(13, row_number() over (order by i, half_day)) as id, session, half_day, person, day, part, minutes,
       case when not is_digital then 0 when is_distance then minutes when minutes * 3 >= planned * 2 then minutes else 0 end as counted,
       is_distance, case when is_distance then 'completed' else 'signed' end as evidence, true as fictitious,
       null::varchar as import, null::bigint as line, instant(day::date + interval 22 hour) as recorded_at,
       null::varchar as recorded_by, null::varchar as withdrawn_at
  from minutes order by i, half_day;

-- ── Certifications (I5) ─────────────────────────────────────────────────────────────────────────────────────────────

create table certification_base as
with drawn as (
  select i, chance('pix', i) as c, chance('when', i) as w, pick('centre', i, getvariable('places')) as rank
    from range(scaled(4000000)) t(i)
)
select i + 1 as number, c, p.uai, c // 8 % 20 = 0 as is_teacher,
       -- Obtained, then cancelled by a later file.
       c // 256 % 50 = 0 and c // 16384 % 100 < 82 as is_corrected,
       make_date(2018 + (w % 8)::integer, 9, 15) + (w // 8 % 260)::integer as exam
  from drawn d join place p on p.rank = d.rank;

create table certification as
select number, instant(exam + interval 30 day) as created_at from certification_base order by number;

create table certification_version as
with spoken as (
  select *, 1 as turn from certification_base
  union all
  -- One in fifty was corrected by a later file.
  select *, 2 from certification_base where is_corrected
)
select id_of(14, row_number() over (order by number, turn)) as id, number,
       case when turn = 2 then 'cancelled' when c // 16384 % 100 < 82 then 'validated' when c // 16384 % 100 < 94 then 'rejected'
            when c // 16384 % 100 < 97 then 'cancelled' else 'error' end as status,
       case when is_teacher and c // 2097152 % 4 = 0 then 'pix_edu' when c // 2097152 % 50 = 1 then 'clea' else 'pix' end as framework,
       case when is_teacher then 'teacher' else 'pupil' end as holder_kind,
       'Fictif' || (c // 64 % 60000) as surname, 'Prénom' || (c // 4096 % 900) as given_name,
       'fictif' || (c // 64 % 60000) || '|prenom' || (c // 4096 % 900) as name_key,
       (date '2003-01-01' + (c // 8388608 % 3000)::integer)::date::varchar as birth_date, '' as external_id,
       case when c // 134217728 % 40 > 0 then uai end as uai, (3 + c // 32 % 4) || 'e' || chr((65 + c // 512 % 5)::integer) as division,
       '' as level_label, exam::date::varchar as exam_date, 200 + c // 1024 % 500 as pix,
       ' 3 4 - 5 2 3 4 4 1 3 2 5 4 3 2 - ' as competences, 'S' || (c // 128 % 20000) as session, 'Centre ' || (c // 128 % 900) as centre,
       number * 2 + turn as digest, true as fictitious, null::varchar as import, null::bigint as line,
       instant(exam + to_days((30 * turn)::integer)) as recorded_at, null::varchar as recorded_by,
       case when turn = 1 and is_corrected then instant(exam + interval 60 day) end as withdrawn_at,
       null::varchar as edu_status
  from spoken order by number, turn;

-- The person of those whose holder is a teacher; those that a later file corrected wait in the queue.
create table certification_match as
select id_of(15, row_number() over (order by number)) as id, number, id_of(8, pick('holder', number, scaled(800000))) as person,
       'name_birth' as step, instant(exam + interval 30 day) as recorded_at, null::varchar as recorded_by,
       null::varchar as withdrawn_at
  from certification_base where is_teacher and not is_corrected order by number;

-- ── Usage (I4): roll-ups of a school year, standing for fifty million page views ────────────────────────────────────

create table usage_day as
select (date '2025-09-02' + (d * 5 + pick('day', uai, 5))::integer)::date::varchar as day, uai, coalesce(territory, '') as territory,
       ['pupil', 'guardian', 'teacher', 'school_life'][(c % 4 + 1)::integer] as profile,
       ['portal', 'messaging', 'homework', 'marks', 'absences', 'agenda', 'documents', 'resources', 'tickets', 'training', 'surveys'][(c // 4 % 11 + 1)::integer] as service,
       case when c // 64 % 3 = 0 then 'phone' else 'web' end as channel,
       8 + c // 256 % 25 as views, 2 + c // 256 % 25 // 5 as visits, true as fictitious,
       '2026-09-02T06:00:00.000Z' as known_from, null::varchar as known_to
  from (select *, chance('views', concat(uai, d)) as c from place, range(53) t(d)) order by 1, 2;

create table usage_scope as
select 'school' as scope_kind, uai as scope, size as people from place
union all select 'territory', territory, sum(size) from place where territory is not null group by territory
union all select 'basin', '', sum(size) from place;

create table usage_month as
with measured as (
  select strftime(date '2025-09-01' + to_months(m::integer), '%Y-%m') as month, m, scope_kind, scope, profile,
         chance('month', concat(scope, profile, m)) as c,
         case profile when 'pupil' then people when 'guardian' then people * 13 // 10 when 'teacher' then people // 13 else people // 50 end as people
    from usage_scope, range(12) t(m), (values ('pupil'), ('guardian'), ('teacher'), ('school_life')) p(profile)
)
select month, scope_kind, scope, profile, '' as service, '' as channel,
       -- A tenth in summer; more teachers than guardians.
       (people * (case profile when 'teacher' then 60 when 'guardian' then 25 else 40 end + c % 20) * case when m >= 10 then 1 else 10 end // 1000)::bigint as visitors,
       (people * (90 + c % 60) // 100)::bigint as visits, (people * (300 + c % 200) // 100)::bigint as views, (people * (20 + c % 10) // 100)::bigint as one_page_visits,
       (people * 400)::bigint as duration_seconds, 240 + c % 200 as median_seconds,
       case when profile = 'guardian' then (people * (20 + c % 20) // 100)::bigint end as pupils_reached, true as fictitious,
       '2026-09-02T06:00:00.000Z' as known_from, null::varchar as known_to
  from measured order by 1, 2, 3, 4;

-- Schools say it once a year, what is wider each month.
create table usage_population as
with counted as (
  select m, scope_kind, scope, profile,
         case profile when 'pupil' then people when 'guardian' then people * 13 // 10 when 'teacher' then people // 13 else people // 50 end as people
    from usage_scope, range(12) t(m), (values ('pupil'), ('guardian'), ('teacher'), ('school_life')) p(profile)
   where scope_kind <> 'school' or m = 0
)
select id_of(16, row_number() over (order by scope_kind, scope, m, profile)) as id,
       strftime(date '2025-09-01' + to_months(m::integer), '%Y-%m') as month, scope_kind, scope, profile, people::bigint as people,
       (people * 7 // 10)::bigint as activated, 'Rentrée' as source, true as fictitious, '2025-09-02T06:00:00.000Z' as recorded_at,
       null::varchar as recorded_by, null::varchar as withdrawn_at
  from counted order by 1;

create table usage_count as
select month, '2026-09-02T06:00:00.000Z' as up_to, sum(views)::bigint as views, 0 as households, '2026-09-02T06:00:00.000Z' as counted_at,
       null::varchar as closed_at, null::varchar as emptied_at
  from usage_month where scope_kind = 'basin' group by month order by month;
