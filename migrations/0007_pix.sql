-- Pix: certifications as the files give them, every version kept, and the person each belongs to. A fact is known from
-- recorded_at until withdrawn_at.

create table certification (
  number bigint not null primary key,
  created_at text not null
);

-- What a file said of a certification. The one in force is the one not withdrawn; a later file or a jury's decision
-- takes it back and writes another. The place of birth and the comment of the jury are never kept.
create table certification_version (
  id text not null primary key,
  number bigint not null references certification (number),
  status text not null,
  -- What was certified (Pix+ Édu is counted apart), and what became of the Pix+ Édu taken on the same day.
  framework text not null,
  edu_status text,
  holder_kind text not null check (holder_kind in ('pupil', 'teacher')),
  surname text not null,
  given_name text not null,
  -- Folded surname, a vertical bar, folded given name.
  name_key text not null,
  birth_date text,
  external_id text not null,
  uai text references school (uai),
  division text not null,
  level_label text not null,
  exam_date text not null,
  -- For those the policy names only. `competences` holds sixteen levels, `-` where there is none, between spaces.
  pix bigint,
  competences text not null,
  session text not null,
  centre text not null,
  digest bigint not null,
  fictitious boolean not null,
  import text references import (id),
  line bigint,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index certification_version_number on certification_version (number, recorded_at);

create index certification_version_uai on certification_version (uai, exam_date);

create index certification_version_import on certification_version (import);

create index certification_version_recorded_by on certification_version (recorded_by);

-- The person a certification belongs to: found by the ladder, or decided by somebody. A row without a person says
-- that somebody looked and nobody fits.
create table certification_match (
  id text not null primary key,
  number bigint not null references certification (number),
  person text references person (id),
  step text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index certification_match_number on certification_match (number, recorded_at);

create index certification_match_person on certification_match (person);

create index certification_match_recorded_by on certification_match (recorded_by);

-- What is believed of each certification between two moments: worked out from the two tables above, without names nor
-- scores, for lists and indicators to count.
create table certification_state (
  number bigint not null references certification (number),
  known_from text not null,
  known_to text,
  exam_date text not null,
  uai text references school (uai),
  holder_kind text not null,
  framework text not null,
  status text not null,
  edu_status text,
  person text references person (id),
  -- The same person obtained another one before.
  is_retake boolean not null,
  -- It was obtained by what was known before, and no longer is.
  is_rectified boolean not null,
  fictitious boolean not null,
  session text not null,
  primary key (number, known_from)
);

create index certification_state_exam_date on certification_state (exam_date, number);

create index certification_state_uai on certification_state (uai, exam_date, number);

create index certification_state_person on certification_state (person);
