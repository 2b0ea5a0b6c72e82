-- The five headline figures from the raw rows alone, in DuckDB: what the product must find, and the time to beat.
-- Variables: folder (of the Parquet files), as_of, month, year_first, year_last.

-- Whether a school is public or under contract: null when nobody says, and then it stays in the denominator of I1 as
-- unknown, and its rooms out of I2.
create or replace macro counted(sector, contract) as
  case when sector = 'public' or contract = 'contracted' then true when contract = 'uncontracted' then false end;

-- I1: eligible schools, and those of them that are selected.
create or replace macro i1() as table (
  with eligible as (
    select uai, counted(sector, contract) as known from school
     where state in ('open', 'to_close') and kind in ('maternelle', 'elementaire', 'college')
       and coalesce(counted(sector, contract), true)
  ), in_force as (
    select e.uai, arg_max(r.status, r.revision) as status
      from wave_entry e join wave_entry_revision r on r.entry = e.id
     where r.decided_on <= getvariable('as_of') group by e.id, e.uai
  )
  select 'I1' as code, count(*) filter (known and uai in (select uai from in_force where status = 'selected')) as numerator, count(*) as denominator
    from eligible
);

-- I2: teaching rooms in use on the day, and those of class C2 or C3, straight from tests, statements and lines.
create or replace macro i2() as table (
  with asked as (select getvariable('as_of')::date as day),
  teaching as (
    select v.room, r.uai from room_version v join room r on r.id = v.room join school s on s.uai = r.uai, asked
     where s.state in ('open', 'to_close') and s.kind <> 'other' and counted(s.sector, s.contract) and v.half_days >= 1 and v.kind in ('ordinary', 'science', 'technology', 'arts', 'language', 'computer', 'library', 'workshop')
       and v.valid_from <= asked.day::varchar and (v.valid_to is null or v.valid_to >= asked.day::varchar) and v.withdrawn_at is null
  ), counting as (
    select t.room, t.day::date as day, coalesce(down_kbps, 0) as down, coalesce(up_kbps, 0) as up
      from room_test t, asked
     where t.withdrawn_at is null and t.day <= asked.day::varchar and isodow(t.day::date) <= 5
       -- 07:00 to 17:00 in the islands.
       and substr(t.at, 12, 5) between '11:00' and '21:00' and (failed or (down_kbps is not null and up_kbps is not null))
  ), ended as (
    select room, day, sum(count(*)) over month as tests, count(*) over month as days
      from counting group by room, day
    window month as (partition by room order by day range between interval 29 day preceding and current row)
  ), last_end as (
    -- The last day on which the tests of the 30 days before make a measure.
    select room, max(day) as day from ended where tests >= 3 and days >= 2 group by room
  ), measured as (
    select e.room, e.day, median(c.down) as down, median(c.up) as up
      from last_end e join counting c on c.room = e.room and c.day between e.day - 29 and e.day
     group by e.room, e.day
  ), measure as (
    select room, m.day, case when down >= 30000 and up >= 5000 then 3 when down >= 8000 and up >= 2000 then 2 when down > 0 then 1 else 0 end as class
      from measured m, asked where asked.day <= m.day + interval 24 month
  ), declaration as (
    select room, max(s.day::date) as said from room_statement s, asked
     where kind = 'declaration' and withdrawn_at is null and s.day <= asked.day::varchar and asked.day < s.day::date + interval 12 month
     group by room
  ), access_seen as (
    select room, max(s.day::date) as looked, arg_max(works, s.day) as works from room_statement s, asked
     where kind = 'access' and works is not null and withdrawn_at is null and s.day <= asked.day::varchar
       and asked.day <= s.day::date + interval 24 month
     group by room
  ), reaching as (
    select distinct uai from site_line, asked where not is_backup and withdrawn_at is null and valid_from <= asked.day::varchar
       and down_kbps >= 8000 and up_kbps >= 2000
  ), contradicted as (
    select distinct c.room from counting c join declaration d on d.room = c.room and c.day > d.said and not (c.down >= 8000 and c.up >= 2000)
  ), state as (
    select t.room, m.class, m.day as measured, d.said, a.looked, a.works,
           d.said is not null and t.uai in (select uai from reaching) and t.room not in (select room from contradicted) as is_declared
      from teaching t left join measure m on m.room = t.room left join declaration d on d.room = t.room left join access_seen a on a.room = t.room
  )
  select 'I2', count(*) filter (
           not coalesce(not works and (measured is null or measured < looked) and (said is null or said <= looked), false)
           and case when measured is null then is_declared
                    when is_declared and said > measured and (class < 2 or asked.day > measured + interval 12 month) then true
                    else class >= 2 end
         ), count(*) from state, asked
);

-- I3: persons with 6 hours or more, those at a distance being half of the whole at most.
create or replace macro i3() as table (
  with counted as (
    -- A half-day counts once, whatever the number of lists a person is on.
    select a.person, a.day, a.part, a.is_distance, case when a.part is null then sum(a.counted) else max(a.counted) end as minutes
      from attendance a
     where a.counted > 0 and a.withdrawn_at is null and a.day between '2015-09-01' and getvariable('as_of')
     group by a.person, a.day, a.part, a.is_distance
  ), followed as (
    select person, sum(minutes) filter (not is_distance) as together, sum(minutes) filter (is_distance) as apart
      from counted group by person
  )
  select 'I3', count(*) filter (coalesce(together, 0) + least(coalesce(apart, 0), coalesce(together, 0)) >= 360), null::bigint from followed
);

-- I4: unique visitors of a month over the whole set, by profile, over its people. Visitors are distinct: they are never summed.
create or replace macro i4() as table (
  select 'I4 ' || m.profile, m.visitors, p.people
    from usage_month m
    join usage_population p on p.scope_kind = m.scope_kind and p.scope = m.scope and p.profile = m.profile and p.month = m.month
   where m.scope_kind = 'basin' and m.month = getvariable('month') and m.service = '' and m.channel = '' and m.known_to is null and p.withdrawn_at is null
);

-- I5: validated certifications of a school year.
create or replace macro i5() as table (
  select 'I5', count(*), null::bigint from certification_version
   where status = 'validated' and framework in ('pix', 'clea') and withdrawn_at is null
     and exam_date between getvariable('year_first') and getvariable('year_last')
);
