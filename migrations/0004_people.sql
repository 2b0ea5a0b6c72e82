-- People and the school calendar. A fact is known from recorded_at until withdrawn_at: a correction
-- takes a row back and writes another, so that the past can be asked again.

-- The newest moment at which each register wrote something: it never goes back, whatever the machine's clock does.
create table register_clock (
  register text not null primary key,
  at text not null
);

-- The least that is known of a person: full rosters come later and hang on the aliases.
create table person (
  id text not null primary key,
  kind text not null check (kind in ('teacher', 'pupil')),
  surname text not null,
  given_name text not null,
  usage_name text,
  -- Folded surname, a vertical bar, folded given name: what people are matched on.
  name_key text not null,
  -- The same with the usage name; the same as name_key when there is none.
  usage_key text not null,
  birth_date text,
  fictitious boolean not null,
  import text references import (id),
  line bigint,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text,
  merged_into text references person (id)
);

create index person_name_key on person (name_key, birth_date);

create index person_usage_key on person (usage_key, birth_date);

create index person_import on person (import);

create index person_recorded_by on person (recorded_by);

create index person_merged_into on person (merged_into);

-- What a person was called and since when we say so; `person` holds what is believed now.
create table person_name (
  id text not null primary key,
  person text not null references person (id),
  surname text not null,
  given_name text not null,
  usage_name text,
  birth_date text,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index person_name_person on person_name (person, recorded_at);

create index person_name_recorded_by on person_name (recorded_by);

-- What others call a person: e-mail, identifiers of registers.
create table person_alias (
  id text not null primary key,
  person text not null references person (id),
  scheme text not null,
  issuer text not null,
  value text not null,
  valid_from text not null,
  valid_to text,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create unique index person_alias_value on person_alias (scheme, issuer, value) where withdrawn_at is null;

create index person_alias_person on person_alias (person);

create index person_alias_recorded_by on person_alias (recorded_by);

-- Where a person serves (or is enrolled), between dates. One of a teacher's schools is that of
-- administrative attachment.
create table school_service (
  id text not null primary key,
  person text not null references person (id),
  uai text not null references school (uai),
  degree text not null check (degree in ('first', 'second')),
  discipline text not null,
  is_attachment boolean not null,
  valid_from text not null,
  valid_to text,
  fictitious boolean not null,
  import text references import (id),
  line bigint,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text,
  check (valid_to is null or valid_to >= valid_from)
);

create index school_service_person on school_service (person, valid_from);

create index school_service_uai on school_service (uai, valid_from);

create index school_service_import on school_service (import);

create index school_service_recorded_by on school_service (recorded_by);

-- Days without school: holidays of the calendar, and exceptional closures (a hurricane, a strike).
-- Of the basin, of one island, or of one school.
create table closure (
  id text not null primary key,
  kind text not null check (kind in ('holiday', 'exceptional')),
  label text not null,
  territory text,
  uai text references school (uai),
  first_day text not null,
  last_day text not null,
  fictitious boolean not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text,
  check (last_day >= first_day)
);

create index closure_first_day on closure (first_day);

create index closure_uai on closure (uai);

create index closure_recorded_by on closure (recorded_by);

-- What a person answered about a file before its dry run (the school, the room, a mapping), as JSON;
-- and the columns of files that have no layout of their own, mapped once and kept by name.
alter table import add column options text;

create table import_mapping (
  id text not null primary key,
  name text not null unique,
  target text not null,
  -- The compared names of the columns, in order: the mapping is proposed when a file has the same.
  header text not null,
  content text not null,
  created_at text not null,
  created_by text references account (id)
);

create index import_mapping_header on import_mapping (header);

create index import_mapping_created_by on import_mapping (created_by);
