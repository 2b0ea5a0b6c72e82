-- Training: sessions, their half-days, registrations, attendance, completions, and what each person
-- has followed.

create table training_session (
  id text not null primary key,
  fictitious boolean not null,
  import text references import (id),
  line bigint,
  recorded_at text not null,
  recorded_by text references account (id)
);

create index training_session_import on training_session (import);

create index training_session_recorded_by on training_session (recorded_by);

-- What is said of a session: a correction withdraws a version and writes another.
create table training_session_version (
  id text not null primary key,
  session text not null references training_session (id),
  -- What others call it: dispositif, module and session number of the academy; empty when there is none.
  reference text not null,
  theme text not null,
  -- Codes of DigCompEdu competences, between spaces: ' 1_1 2_3 '.
  competences text not null,
  mode text not null check (mode in ('presence', 'distance', 'hybrid')),
  place text not null,
  host text references school (uai),
  first_day text not null,
  last_day text not null,
  seats bigint check (seats >= 0),
  trainer text not null,
  target_degree text check (target_degree in ('first', 'second')),
  target_discipline text not null,
  -- Whether it is about digital uses: other sessions give no hours to indicator 3.
  is_digital boolean not null,
  -- Minutes offered: the half-days, plus the distance modules.
  offered_minutes bigint not null check (offered_minutes >= 0),
  -- Of these, the distance modules, followed in one's own time.
  distance_minutes bigint not null check (distance_minutes >= 0),
  is_cancelled boolean not null,
  note text not null,
  -- Folded theme, reference, trainer and place.
  search text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text,
  check (last_day >= first_day)
);

create index training_session_version_session on training_session_version (session);

create index training_session_version_first_day on training_session_version (first_day, session);

create index training_session_version_reference on training_session_version (reference, first_day);

create index training_session_version_host on training_session_version (host);

create index training_session_version_recorded_at on training_session_version (recorded_at);

create index training_session_version_recorded_by on training_session_version (recorded_by);

create table training_half_day (
  id text not null primary key,
  session text not null references training_session (id),
  day text not null,
  part text not null check (part in ('morning', 'afternoon', 'evening')),
  minutes bigint not null check (minutes > 0),
  recorded_at text not null,
  withdrawn_at text
);

create index training_half_day_session on training_half_day (session, day);

create table training_registration (
  id text not null primary key,
  session text not null references training_session (id),
  person text not null references person (id),
  status text not null,
  has_seat boolean not null,
  day text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index training_registration_session on training_registration (session);

create index training_registration_person on training_registration (person);

create index training_registration_recorded_at on training_registration (recorded_at);

create index training_registration_recorded_by on training_registration (recorded_by);

-- One person at one half-day (émargement), or one person having completed the distance part of a
-- session (half_day null). `minutes` is what was attended, `counted` what the rule of §5.4 gives.
create table attendance (
  id text not null primary key,
  session text not null references training_session (id),
  half_day text references training_half_day (id),
  person text not null references person (id),
  day text not null,
  -- The part of the day, when it is known: a person is in one place at a time.
  part text check (part in ('morning', 'afternoon', 'evening')),
  minutes bigint not null check (minutes >= 0),
  counted bigint not null check (counted >= 0),
  is_distance boolean not null,
  evidence text not null,
  fictitious boolean not null,
  import text references import (id),
  line bigint,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index attendance_session on attendance (session);

create index attendance_half_day on attendance (half_day);

create index attendance_person on attendance (person, day);

create index attendance_day on attendance (day, id);

create index attendance_import on attendance (import);

create index attendance_recorded_at on attendance (recorded_at);

create index attendance_withdrawn_at on attendance (withdrawn_at);

create index attendance_recorded_by on attendance (recorded_by);

-- What each person has followed since the period of the definition began (1 September 2015): a
-- projection of attendance, written in the transaction that changes it. The day each tier was
-- reached makes any later day answerable; known_from to known_to keeps what was believed before.
create table training_progress (
  person text not null references person (id),
  minutes bigint not null,
  -- The first day that counts.
  first_on text,
  reached_3h text,
  reached_6h text,
  reached_18h text,
  is_fictitious boolean not null,
  known_from text not null,
  known_to text,
  primary key (person, known_from)
);

create index training_progress_first_on on training_progress (first_on);
