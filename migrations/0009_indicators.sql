-- Indicators: versioned definitions, targets, notes, and the monthly releases that outside roles read.

create table indicator_definition (
  indicator text not null,
  version bigint not null,
  valid_from text not null,
  content text not null,
  note text not null,
  created_at text not null,
  created_by text references account (id),
  primary key (indicator, version)
);

create index indicator_definition_created_by on indicator_definition (created_by);

-- A target of a year. A change takes the row back and writes another.
create table indicator_target (
  id text not null primary key,
  indicator text not null,
  scope_kind text not null,
  scope text not null,
  year bigint not null,
  -- In the unit of the indicator: tenths of a percent, or a count.
  target bigint not null,
  note text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index indicator_target_indicator on indicator_target (indicator, year);

create index indicator_target_recorded_by on indicator_target (recorded_by);

create table indicator_note (
  id text not null primary key,
  indicator text not null,
  scope_kind text not null,
  scope text not null,
  text text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text
);

create index indicator_note_indicator on indicator_note (indicator);

create index indicator_note_recorded_by on indicator_note (recorded_by);

-- What was frozen at the end of a month for readers outside the schools: suppressed once, never computed again.
create table indicator_release (
  id text not null primary key,
  month text not null,
  audience text not null check (audience in ('inside', 'public')),
  frozen_at text not null,
  as_of text not null,
  frozen_by text references account (id),
  note text not null,
  unique (month, audience)
);

create index indicator_release_frozen_by on indicator_release (frozen_by);

create table indicator_release_cell (
  release text not null references indicator_release (id),
  measure text not null,
  scope_kind text not null,
  scope text not null,
  -- What the place was called then: schools and waves change names.
  label text not null,
  -- shown or suppressed; the figures are null when suppressed: what is hidden is not kept here.
  state text not null,
  numerator bigint,
  denominator bigint,
  unknown bigint,
  period_from text not null,
  period_to text not null,
  definition bigint not null,
  flags text not null,
  primary key (release, measure, scope_kind, scope)
);
