-- Directory: schools and their head counts. Facts are appended with the day they speak of
-- (observed_on), the moment we learned them (recorded_at) and where they come from.

-- What is believed of each school today: a projection of the facts below, rewritten in the
-- transaction that records them. Pages that ask about the past read the facts.
create table school (
  uai text not null primary key,
  name text not null,
  search text not null,
  kind text not null,
  sector text,
  contract text,
  territory text,
  in_basin boolean not null,
  commune_code text,
  commune text,
  quarter text,
  priority text,
  rep_head text,
  latitude_micro bigint,
  longitude_micro bigint,
  position_precision text,
  state text not null,
  attached_to text,
  pupils bigint,
  pupils_year bigint,
  ips_tenths bigint,
  ips_year bigint
);

create index school_basin on school (in_basin, search, uai);

create index school_territory on school (territory, search, uai);

create index school_search on school (search, uai);

create index school_attached_to on school (attached_to);

-- What one source says of a school on one day.
create table school_record (
  uai text not null references school (uai),
  source text not null,
  observed_on text not null,
  recorded_at text not null,
  digest bigint not null,
  name text,
  official_name text,
  kind text,
  nature bigint,
  sector text,
  contract text,
  territory text,
  commune_code text,
  commune text,
  address text,
  postal_code text,
  quarter text,
  priority text,
  rep_head text,
  latitude_micro bigint,
  longitude_micro bigint,
  position_precision text,
  position_label text,
  position_source text,
  opened_on text,
  state text,
  mother text,
  mother_link text,
  note text,
  import text references import (id),
  line bigint,
  recorded_by text references account (id),
  primary key (uai, source, observed_on, recorded_at)
);

create index school_record_import on school_record (import);

create index school_record_recorded_by on school_record (recorded_by);

-- Openings, closures, new names, mergers, successions, hostings and attachments, with validity.
create table school_event (
  id text not null primary key,
  uai text not null references school (uai),
  kind text not null,
  other text references school (uai),
  name text,
  valid_from text not null,
  valid_to text,
  note text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text,
  check (valid_to is null or valid_to >= valid_from)
);

create index school_event_uai on school_event (uai, kind);

create index school_event_other on school_event (other);

create index school_event_recorded_by on school_event (recorded_by);

-- A roster observed out of season for a stated reason (a hurricane): figures computed on it say so.
create table exceptional_observation (
  id text not null primary key,
  year bigint not null,
  day text not null,
  reason text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index exceptional_observation_recorded_by on exceptional_observation (recorded_by);

-- Head counts: pupils by level, and the other figures the endowment needs. Every source is kept;
-- a stated order of trust picks one.
create table head_count (
  uai text not null references school (uai),
  year bigint not null,
  category text not null,
  source text not null,
  recorded_at text not null,
  observed_on text,
  amount bigint check (amount >= 0),
  deduced boolean not null,
  fictitious boolean not null,
  exceptional text references exceptional_observation (id),
  note text,
  import text references import (id),
  line bigint,
  recorded_by text references account (id),
  primary key (uai, year, category, source, recorded_at)
);

create index head_count_import on head_count (import);

create index head_count_exceptional on head_count (exceptional);

create index head_count_recorded_by on head_count (recorded_by);

-- Index of social position, in tenths, by school year and track (lycées have two).
create table ips (
  uai text not null references school (uai),
  year bigint not null,
  track text not null,
  source text not null,
  recorded_at text not null,
  tenths bigint not null,
  import text references import (id),
  line bigint,
  primary key (uai, year, track, source, recorded_at)
);

create index ips_import on ips (import);
