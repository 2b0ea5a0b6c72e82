-- Endowment: the readings of the sheet, the waves, what is due, ordered and delivered.

-- A named, dated, versioned reading of the sheet. Never edited: a change makes a version.
create table parameter_set (
  id text not null primary key,
  code text not null,
  version bigint not null,
  name text not null,
  note text not null,
  valid_from text not null,
  based_on text references parameter_set (id),
  content text not null,
  created_at text not null,
  created_by text references account (id),
  unique (code, version)
);

create index parameter_set_based_on on parameter_set (based_on);

create index parameter_set_created_by on parameter_set (created_by);

-- Which set the plan uses, since when and why. The newest row is in force.
create table parameter_choice (
  id text not null primary key,
  parameter_set text not null references parameter_set (id),
  reason text not null,
  chosen_at text not null,
  chosen_by text references account (id)
);

create index parameter_choice_chosen_at on parameter_choice (chosen_at);

create index parameter_choice_parameter_set on parameter_choice (parameter_set);

create index parameter_choice_chosen_by on parameter_choice (chosen_by);

create table wave (
  id text not null primary key,
  code text not null unique,
  label text not null,
  first_year bigint not null,
  note text not null,
  created_at text not null,
  created_by text references account (id)
);

create index wave_created_by on wave (created_by);

create table wave_entry (
  id text not null primary key,
  wave text not null references wave (id),
  uai text not null references school (uai),
  unique (wave, uai)
);

create index wave_entry_uai on wave_entry (uai);

-- Every state an entry has had. The highest revision is in force; writing the same revision
-- twice is refused, which is how a second pilot learns of the first.
create table wave_entry_revision (
  entry text not null references wave_entry (id),
  revision bigint not null,
  first_year bigint not null,
  status text not null check (status in ('selected', 'reserve', 'not_selected', 'withdrawn')),
  decided_on text not null,
  reason text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  primary key (entry, revision)
);

create index wave_entry_revision_recorded_by on wave_entry_revision (recorded_by);

-- A computation kept as it was decided: the figures, the parameters and the day.
create table computation (
  id text not null primary key,
  label text not null,
  parameter_set text not null references parameter_set (id),
  as_of text not null,
  known_at text not null,
  content text not null,
  created_at text not null,
  created_by text references account (id)
);

create index computation_created_at on computation (created_at);

create index computation_parameter_set on computation (parameter_set);

create index computation_created_by on computation (created_by);

-- Orders, deliveries and devices in use, as schools and authorities declare them. A line is never
-- edited: it is taken back, or replaced by a newer line of the same file.
create table supply (
  id text not null primary key,
  uai text not null references school (uai),
  year bigint not null,
  step text not null,
  item text not null,
  quantity bigint not null check (quantity >= 0),
  unit_price_cents bigint,
  day text not null,
  reference text not null,
  note text not null,
  fictitious boolean not null,
  digest bigint not null,
  import text references import (id),
  line bigint,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text,
  withdrawn_by text references account (id),
  replaced boolean not null
);

create index supply_uai on supply (uai, year);

create index supply_import on supply (import);

create index supply_recorded_by on supply (recorded_by);

create index supply_withdrawn_by on supply (withdrawn_by);
