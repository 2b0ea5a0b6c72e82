-- What a committee made of a proposed plan.

create table strategy_decision (
  id text not null primary key,
  run text not null references strategy_run (id),
  mode text not null check (mode in ('benefit', 'equity')),
  state text not null check (state in ('draft', 'decided', 'abandoned')),
  -- How often it was saved: who saves over another's work is told.
  revision bigint not null,
  note text not null,
  created_at text not null,
  created_by text references account (id),
  -- The day of the committee and the person who decides.
  decided_on text,
  decided_at text,
  decided_by text references account (id)
);

create index strategy_decision_run on strategy_decision (run);

create index strategy_decision_created_by on strategy_decision (created_by);

create index strategy_decision_decided_by on strategy_decision (decided_by);

-- The schools where the committee deviates from the proposed plan, and why. A school that is not here is as proposed.
create table strategy_deviation (
  decision text not null references strategy_decision (id),
  uai text not null references school (uai),
  -- The wave decided; none when the school stays out.
  wave bigint,
  reason text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  primary key (decision, uai)
);

create index strategy_deviation_uai on strategy_deviation (uai);

create index strategy_deviation_recorded_by on strategy_deviation (recorded_by);

-- The waves of the plan that a decision wrote.
create table strategy_decision_wave (
  decision text not null references strategy_decision (id),
  number bigint not null,
  wave text not null references wave (id),
  primary key (decision, number)
);

create index strategy_decision_wave_wave on strategy_decision_wave (wave);
