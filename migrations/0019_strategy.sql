-- Strategy: scenarios and their searched plans.

create table strategy_scenario (
  id text not null primary key,
  name text not null,
  created_at text not null,
  created_by text references account (id),
  archived_at text,
  archived_by text references account (id)
);

create index strategy_scenario_created_by on strategy_scenario (created_by);

create index strategy_scenario_archived_by on strategy_scenario (archived_by);

-- Every state a scenario has had; the highest is in force. Writing the same revision twice is refused, which is how
-- a second pilot learns of the first.
create table strategy_revision (
  scenario text not null references strategy_scenario (id),
  revision bigint not null,
  content text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  primary key (scenario, revision)
);

create index strategy_revision_recorded_by on strategy_revision (recorded_by);

-- One search: the question as it was asked, in the format of `pole optimise`, and the answers of both modes. Never
-- edited once it ended.
create table strategy_run (
  id text not null primary key,
  scenario text not null,
  revision bigint not null,
  weights bigint not null references strategy_weights (version),
  -- Names, islands, scores and their sources as they were, for the pages of the result.
  facts text not null,
  question text not null,
  -- What stands beside the question: the parameter set, what is committed already, who was left out and why.
  basis text,
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  -- How far it is, for those who wait.
  progress text not null,
  stop_asked boolean not null,
  -- The answers in the format of `pole optimise --json`.
  benefit text,
  equity text,
  problem text not null,
  asked_at text not null,
  asked_by text references account (id),
  -- The last sign of life: a search without one for a while is broken off.
  beat_at text not null,
  ended_at text,
  foreign key (scenario, revision) references strategy_revision (scenario, revision)
);

create index strategy_run_scenario on strategy_run (scenario, revision);

create index strategy_run_weights on strategy_run (weights);

create index strategy_run_asked_by on strategy_run (asked_by);
