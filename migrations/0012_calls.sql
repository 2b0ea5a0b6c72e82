-- Calls for projects: a call is data, in versions; its waves are those of the plan.

create table call (
  id text not null primary key,
  code text not null unique,
  title text not null,
  edition bigint not null,
  fictitious boolean not null,
  created_at text not null,
  created_by text references account (id),
  archived_at text
);

create index call_created_by on call (created_by);

-- What a call says. A draft is written again as often as wanted; once published a version never changes.
create table call_version (
  call text not null references call (id),
  version bigint not null,
  content text not null,
  revision bigint not null,
  note text not null,
  saved_at text not null,
  saved_by text references account (id),
  published_at text,
  published_by text references account (id),
  primary key (call, version)
);

create index call_version_saved_by on call_version (saved_by);

create index call_version_published_by on call_version (published_by);

-- One deadline of a call. `wave` is the wave of the plan that its selections go into.
create table call_wave (
  id text not null primary key,
  call text not null references call (id),
  position bigint not null,
  label text not null,
  opens_on text not null,
  deadline_on text not null,
  first_year bigint not null,
  wave text references wave (id),
  -- The moment before which applicants see no result; null as long as nothing is published.
  published_at text,
  unique (call, position)
);

create index call_wave_deadline on call_wave (deadline_on);

create index call_wave_wave on call_wave (wave);
