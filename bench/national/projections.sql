-- What the product derives from the facts and keeps: the class of each room over time, what each person has followed.
-- The rules are those of domain.md §5.3 and §5.4 and of `rules.rs` of the two features, written a second time.

-- ── Class of rooms ──────────────────────────────────────────────────────────────────────────────────────────────────

-- The tests that count: school days, from 07:00 to 17:00 in the islands, both rates or a failure.
create table counting as
select room, day::date as day, coalesce(down_kbps, 0) as down, coalesce(up_kbps, 0) as up
  from room_test
 where isodow(day::date) <= 5
   and strftime(strptime("at", '%Y-%m-%dT%H:%M:%S.000Z') - interval 4 hour, '%H:%M') between '07:00' and '17:00'
   and (failed or (down_kbps is not null and up_kbps is not null));

-- A measure ends on the day of a test; it is made of the tests of the 30 days up to it: 3 of them on 2 days.
create table measure as
select e.room, e.day, floor(median(c.down))::bigint as down, floor(median(c.up))::bigint as up
  from (select distinct room, day from counting) e
  join counting c on c.room = e.room and c.day between e.day - 29 and e.day
 group by e.room, e.day having count(*) >= 3 and count(distinct c.day) >= 2;

create table line_of as
select uai, technology, down_kbps >= 8000 and up_kbps >= 2000 as reaches, valid_from::date as since from site_line where not is_backup;

create table declaration as
select room, day::date as day, id from room_statement where kind = 'declaration';

create table access_seen as
select room, day::date as day, works, id from room_statement where kind = 'access' and works is not null;

-- The days on which something may change.
create table turn as
with teaching as (
  select room, valid_from::date as first, coalesce(valid_to, '9999-12-31')::date as last
    from room_version where half_days >= 1 and kind in ('ordinary', 'science', 'technology', 'arts', 'language', 'computer', 'library', 'workshop')
), day_of as (
  select room, day from measure union select room, day + interval 12 month + interval 1 day from measure
  union select room, day + interval 24 month + interval 1 day from measure
  union select room, day::date from room_statement union select room, day::date + interval 12 month + interval 1 day from room_statement
  union select room, day::date + interval 24 month + interval 1 day from room_statement
  union select room, day::date + interval 12 month from room_statement
  union select room, day::date from room_test where room in (select room from declaration)
  union select r.id, l.since from room r join line_of l on l.uai = r.uai
)
select room, first as day, last from teaching
union
select t.room, d.day::date, t.last from teaching t join day_of d on d.room = t.room and d.day > t.first and d.day <= t.last;

create table ground as
with on_day as (
  select t.room, t.day, t.last, r.uai, m.day as measured, m.down, m.up from turn t join room r on r.id = t.room
    asof left join measure m on m.room = t.room and m.day <= t.day
), declared as (
  select o.*, d.day as said from on_day o asof left join declaration d on d.room = o.room and d.day <= o.day
), seen as (
  select o.*, a.day as looked, a.works from declared o asof left join access_seen a on a.room = o.room and a.day <= o.day
), aged as (
  select s.* replace (
           case when s.day <= s.measured + interval 24 month then s.measured end as measured,
           case when s.day < s.said + interval 12 month then s.said end as said,
           case when s.day <= s.looked + interval 24 month then s.looked end as looked
         ), l.reaches and l.since <= s.day as reaches, case when l.since <= s.day then l.technology end as technology
    from seen s left join line_of l on l.uai = s.uai
), weighed as (
  select a.*, a.said is not null and coalesce(a.reaches, false) and not exists (
           select 1 from counting c where c.room = a.room and c.day > a.said and c.day <= a.day and not (c.down >= 8000 and c.up >= 2000)
         ) as is_declared,
         case when measured is null then null when down >= 30000 and up >= 5000 then 'C3'
              when down >= 8000 and up >= 2000 then 'C2' when down > 0 then 'C1' else 'C0' end as measured_class
    from aged a
), chosen as (
  select *, case
    when looked is not null and not works and (measured is null or measured < looked) and (said is null or said <= looked) then 'none'
    when measured is not null and not (is_declared and said > measured and (measured_class < 'C2' or day > measured + interval 12 month))
      then case when measured_class = 'C0' and looked is not null and works and measured < looked then 'access' else 'measured' end
    when is_declared then 'declared'
    when looked is not null and works then 'access'
    when looked is not null then 'none'
    else 'unknown' end as basis
  from weighed
)
select room, uai, day, last, basis, technology,
       case basis when 'measured' then measured_class when 'declared' then 'C2' when 'access' then 'C1' else 'C0' end as class,
       coalesce(day > case basis when 'measured' then measured when 'declared' then said when 'unknown' then null else looked end + interval 12 month, false) as is_stale,
       case basis when 'measured' then down end as down_kbps, case basis when 'measured' then up end as up_kbps
  from chosen;

-- Spans that only go on are one span.
create table room_class as
with marked as (
  select *, lag(struct_pack(basis, technology, class, is_stale, down_kbps, up_kbps)) over w is distinct from struct_pack(basis, technology, class, is_stale, down_kbps, up_kbps)
            as is_new from ground window w as (partition by room order by day)
), spans as (
  select *, lead(day) over (partition by room order by day) as next from marked where is_new
)
select s.room, s.uai, s.day::varchar as first_day, coalesce((s.next - 1)::date, s.last)::varchar as last_day, v.name, v.kind, s.class, s.basis, s.is_stale,
       true as is_fictitious, s.down_kbps, s.up_kbps, s.technology, '2026-09-15T06:00:00.000Z' as known_from, null::varchar as known_to
  from spans s join room_version v on v.room = s.room
 order by s.room, s.day;

create table connectivity_moment as
select distinct uai as uai, '2026-09-15T06:00:00.000Z' as at from room order by uai;

-- ── What each person has followed ───────────────────────────────────────────────────────────────────────────────────

-- Hours at a distance are half of the whole at most: they count as far as those in presence do.
create table training_progress as
with counted as (
  -- A half-day counts once, whatever the number of lists a person is on.
  select a.person, a.day, a.part, a.is_distance, case when a.part is null then sum(a.counted) else max(a.counted) end as minutes
    from attendance a
   where a.counted > 0 and a.withdrawn_at is null and a.day >= '2015-09-01'
   group by a.person, a.day, a.part, a.is_distance
), of_day as (
  select person, day, sum(minutes) filter (not is_distance) as together, sum(minutes) filter (is_distance) as apart
    from counted group by person, day
), summed as (
  select person, day, sum(coalesce(together, 0)) over w as together, sum(coalesce(apart, 0)) over w as apart
    from of_day window w as (partition by person order by day)
), followed as (
  select person, day, (together + least(apart, together))::bigint as minutes from summed
)
select person, max(minutes) as minutes, min(day) filter (minutes > 0) as first_on, min(day) filter (minutes >= 180) as reached_3h, min(day) filter (minutes >= 360) as reached_6h,
       min(day) filter (minutes >= 1080) as reached_18h, true as is_fictitious, '2026-09-15T06:00:00.000Z' as known_from, null::varchar as known_to
  from followed group by person having max(minutes) > 0 order by person;

-- ── What is believed of each certification ──────────────────────────────────────────────────────────────────────────

create table certification_state as
with obtained as (
  -- The first one of each person; what comes after it is a re-take.
  select m.person, min(v.exam_date || lpad(v.number::varchar, 12, '0')) as first
    from certification_version v join certification_match m on m.number = v.number
   where v.status = 'validated' and v.framework in ('pix', 'clea') and v.withdrawn_at is null group by m.person
)
select v.number, v.recorded_at as known_from, v.withdrawn_at as known_to, v.exam_date, v.uai, v.holder_kind, v.framework, v.status,
       v.edu_status, m.person, v.status = 'validated' and v.framework in ('pix', 'clea') and coalesce(o.first < v.exam_date || lpad(v.number::varchar, 12, '0'), false) as is_retake,
       coalesce(v.framework in ('pix', 'clea') and v.status <> 'validated' and lag(v.status) over (partition by v.number order by v.recorded_at) = 'validated', false) as is_rectified,
       v.fictitious, v.session
  from certification_version v left join certification_match m on m.number = v.number left join obtained o on o.person = m.person
 order by v.number, v.recorded_at;
