-- Connectivity: rooms, the line of each site, what works in each room, declarations and tests, and
-- the class of each room over time.

create table room (
  id text not null primary key,
  uai text not null references school (uai),
  created_at text not null
);

create index room_uai on room (uai);

-- What a room is, between dates. Teaching use is at least one half-day a week (domain.md §2).
create table room_version (
  id text not null primary key,
  room text not null references room (id),
  name text not null,
  kind text not null,
  building text not null,
  half_days bigint not null check (half_days >= 0),
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

create index room_version_room on room_version (room, valid_from);

create index room_version_import on room_version (import);

create index room_version_recorded_by on room_version (recorded_by);

-- The line that serves a school. Rates in kbit/s, as the operator sells them.
create table site_line (
  id text not null primary key,
  uai text not null references school (uai),
  technology text not null,
  operator text not null,
  down_kbps bigint check (down_kbps >= 0),
  up_kbps bigint check (up_kbps >= 0),
  is_backup boolean not null,
  valid_from text not null,
  valid_to text,
  note text not null,
  fictitious boolean not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text,
  check (valid_to is null or valid_to >= valid_from)
);

create index site_line_uai on site_line (uai, valid_from);

create index site_line_recorded_by on site_line (recorded_by);

-- What somebody saw of a room: whether an access works there, and, with a visa, whether the line of the
-- site reaches it. `works` null: the room was looked at and nothing could be told.
create table room_statement (
  id text not null primary key,
  room text not null references room (id),
  kind text not null check (kind in ('access', 'declaration')),
  medium text,
  works boolean,
  -- For a declaration: who vouches for it (head, technician) and their name.
  visa_role text,
  visa_name text not null,
  day text not null,
  note text not null,
  fictitious boolean not null,
  import text references import (id),
  line bigint,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index room_statement_room on room_statement (room, day);

create index room_statement_import on room_statement (import);

create index room_statement_recorded_by on room_statement (recorded_by);

-- One test made in a room. A failed test has no rates. Whether it counts is no fact: the calendar, as
-- it was known, tells it each time.
create table room_test (
  id text not null primary key,
  room text not null references room (id),
  at text not null,
  day text not null,
  down_kbps bigint check (down_kbps >= 0),
  up_kbps bigint check (up_kbps >= 0),
  failed boolean not null,
  latency_micros bigint,
  tool text not null,
  -- Of the room, the moment and the rates: the same test is kept once.
  digest bigint not null,
  fictitious boolean not null,
  import text references import (id),
  line bigint,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index room_test_room on room_test (room, at);

create unique index room_test_digest on room_test (room, digest) where withdrawn_at is null;

create index room_test_import on room_test (import);

create index room_test_recorded_by on room_test (recorded_by);

-- The class of each teaching room over time: a projection of the rows above, written in the
-- transaction that changes them. It keeps what was believed before: known_from to known_to.
-- A day outside every row is a day on which the room is not a teaching room in use.
create table room_class (
  room text not null references room (id),
  uai text not null references school (uai),
  first_day text not null,
  -- The last day of the row, that day included; '9999-12-31' while it lasts.
  last_day text not null,
  name text not null,
  kind text not null,
  class text not null check (class in ('C0', 'C1', 'C2', 'C3')),
  -- unknown: nothing is known of the room; none: it is known not to work; access; declared; measured.
  basis text not null,
  is_stale boolean not null,
  is_fictitious boolean not null,
  down_kbps bigint,
  up_kbps bigint,
  -- Of the line of the site on these days; null when no line is known.
  technology text,
  known_from text not null,
  known_to text,
  primary key (room, first_day, known_from)
);

-- Counts by school read this index alone.
create index room_class_uai on room_class (
  uai, first_day, last_day, known_from, known_to, class, basis, is_stale, is_fictitious
);

-- The newest moment of the register of a school: what is recorded after it is never dated before it,
-- even when the machine's clock goes backwards.
create table connectivity_moment (
  uai text not null primary key references school (uai),
  at text not null
);

-- Where a probe stands: the place or device its results name, said once and kept.
create table probe_place (
  id text not null primary key,
  label text not null,
  room text not null references room (id),
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create unique index probe_place_label on probe_place (label) where withdrawn_at is null;

create index probe_place_room on probe_place (room);

create index probe_place_recorded_by on probe_place (recorded_by);
