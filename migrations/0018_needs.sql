-- Needs and readiness of schools: the weights, what pilots declare, what is told of a territory.

-- The weights of the components. A change makes a version; the highest is in force.
create table strategy_weights (
  version bigint not null primary key,
  content text not null,
  note text not null,
  recorded_at text not null,
  recorded_by text references account (id)
);

create index strategy_weights_recorded_by on strategy_weights (recorded_by);

-- What a pilot declares of one component of one school, in the thousandths of its own unit. The newest that is
-- not taken back counts.
create table strategy_value (
  id text not null primary key,
  uai text not null references school (uai),
  component text not null,
  milli bigint not null,
  note text not null,
  observed_on text not null,
  fictitious boolean not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text,
  withdrawn_by text references account (id)
);

create index strategy_value_uai on strategy_value (uai, component);

create index strategy_value_recorded_by on strategy_value (recorded_by);

create index strategy_value_withdrawn_by on strategy_value (withdrawn_by);

-- What the regulator counts of fixed internet in the communes of the basin: appended, never overwritten. Of one commune,
-- file, reach, kind of premises and day, the newest row counts.
create table commune_coverage (
  id text not null primary key,
  commune text not null,
  kind text not null check (kind in ('commune_speeds', 'commune_technologies')),
  -- Which networks the file counts: its columns do not say.
  reach text not null check (reach in ('all', 'terrestrial', 'wired')),
  premises_kind text not null check (premises_kind in ('all', 'log', 'loc')),
  premises bigint not null,
  -- How many are eligible to what: what the file does not tell is absent.
  content text not null,
  observed_on text not null,
  fictitious boolean not null,
  import text references import (id),
  line bigint,
  recorded_at text not null
);

create index commune_coverage_commune on commune_coverage (commune, observed_on);

create index commune_coverage_import on commune_coverage (import);
