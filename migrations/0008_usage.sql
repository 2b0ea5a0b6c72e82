-- Usage: page views of signed-in people under a pseudonym that changes each month, their roll-ups, the
-- reference populations, and the series that others measured. Periodic jobs and what they deleted.

-- The secret that makes the pseudonyms of one month. Destroyed before the first view of the month is.
create table usage_secret (
  month text not null primary key,
  secret text not null,
  created_at text not null
);

-- One page shown to a signed-in person. No account, no address, no path. Month and day are those on
-- which the visit began, as far as the program that counted it knew.
create table page_view (
  id text not null primary key,
  month text not null,
  visitor text not null,
  at text not null,
  day text not null,
  profile text not null,
  uai text references school (uai),
  territory text,
  service text not null,
  channel text not null,
  lang text not null,
  in_school_hours boolean not null
);

create index page_view_month on page_view (month, visitor, at);

create index page_view_day on page_view (day, month);

create index page_view_uai on page_view (uai);

-- Views that were not kept: a flood from one account, or a queue that was full.
create table usage_loss (
  day text not null,
  reason text not null check (reason in ('flood', 'full')),
  views bigint not null,
  primary key (day, reason)
);

-- Views and visits of a day, each visit at the school, profile, service and channel it began with:
-- everything sums. `uai` and `territory` are '' for people without a school or an island.
create table usage_day (
  day text not null,
  uai text not null,
  territory text not null,
  profile text not null,
  service text not null,
  channel text not null,
  views bigint not null,
  visits bigint not null,
  fictitious boolean not null,
  known_from text not null,
  known_to text,
  primary key (day, uai, territory, profile, service, channel, known_from)
);

create index usage_day_uai on usage_day (uai, day);

create index usage_day_territory on usage_day (territory, day);

-- What is counted anew at each scope and never summed: unique visitors of a month. `scope_kind` is school,
-- territory or basin; `service` and `channel` are '' for all of them together.
create table usage_month (
  month text not null,
  scope_kind text not null,
  scope text not null,
  profile text not null,
  service text not null,
  channel text not null,
  visitors bigint not null,
  visits bigint not null,
  views bigint not null,
  one_page_visits bigint not null,
  duration_seconds bigint not null,
  median_seconds bigint not null,
  -- Pupils one of whose guardians visited: at profile guardian only.
  pupils_reached bigint,
  fictitious boolean not null,
  known_from text not null,
  known_to text,
  primary key (month, scope_kind, scope, profile, service, channel, known_from)
);

create index usage_month_scope on usage_month (scope_kind, scope, month);

-- The same by language, and inside and outside school hours.
create table usage_axis (
  month text not null,
  scope_kind text not null,
  scope text not null,
  profile text not null,
  axis text not null check (axis in ('lang', 'hours')),
  value text not null,
  visitors bigint not null,
  views bigint not null,
  fictitious boolean not null,
  known_from text not null,
  known_to text,
  primary key (month, scope_kind, scope, profile, axis, value, known_from)
);

create index usage_axis_scope on usage_axis (scope_kind, scope, month);

-- How far each month was counted, and from how much: a month is counted again when one of these changes.
-- It is closed for good when the first of its views is deleted, and emptied when the last one is.
create table usage_count (
  month text not null primary key,
  up_to text not null,
  views bigint not null,
  households bigint not null,
  counted_at text not null,
  closed_at text,
  emptied_at text
);

-- How many people of a profile a scope counts on the first day of a month, and how many accounts they opened.
-- One of the two may be unknown.
create table usage_population (
  id text not null primary key,
  month text not null,
  scope_kind text not null,
  scope text not null,
  profile text not null,
  people bigint check (people >= 0),
  activated bigint check (activated >= 0),
  source text not null,
  fictitious boolean not null,
  recorded_at text not null,
  recorded_by text references account (id),
  withdrawn_at text,
  check (people is not null or activated is not null)
);

create index usage_population_scope on usage_population (scope_kind, scope, month);

create index usage_population_month on usage_population (month);

create index usage_population_recorded_by on usage_population (recorded_by);

-- Which pupils an account answers for, as a number of the school and nothing else: for household coverage.
create table usage_guardian (
  account text not null references account (id),
  uai text not null references school (uai),
  pupil text not null,
  valid_from text not null,
  valid_to text,
  recorded_at text not null,
  primary key (account, uai, pupil, valid_from)
);

create index usage_guardian_uai on usage_guardian (uai);

-- A series that others measured, with its own definition. Never added to ours.
create table usage_series (
  id text not null primary key,
  code text not null unique,
  label text not null,
  definition text not null,
  period_kind text not null check (period_kind in ('week', 'month')),
  created_at text not null,
  created_by text references account (id)
);

create index usage_series_created_by on usage_series (created_by);

create table usage_series_value (
  id text not null primary key,
  series text not null references usage_series (id),
  uai text not null references school (uai),
  period_start text not null,
  profile text not null,
  service text not null,
  visits bigint,
  visitors bigint,
  duration_seconds bigint,
  active_accounts bigint,
  accounts_total bigint,
  digest bigint not null,
  fictitious boolean not null,
  import text references import (id),
  line bigint,
  recorded_at text not null,
  withdrawn_at text
);

create index usage_series_value_series on usage_series_value (series, uai, period_start);

create index usage_series_value_uai on usage_series_value (uai);

create index usage_series_value_import on usage_series_value (import);

-- What a retention job deleted, and the proof: how many rows, of which days, and a hash of them.
create table retention_run (
  id text not null primary key,
  job text not null,
  rule text not null,
  ran_at text not null,
  first_day text not null,
  up_to text not null,
  deleted bigint not null,
  digest text not null,
  held boolean not null
);

create index retention_run_job on retention_run (job, ran_at);

-- The legal hold: while one is in force, the job deletes nothing.
create table retention_hold (
  id text not null primary key,
  job text not null,
  reason text not null,
  set_at text not null,
  set_by text references account (id),
  lifted_at text,
  lifted_by text references account (id)
);

create index retention_hold_job on retention_hold (job, set_at);

create index retention_hold_set_by on retention_hold (set_by);

create index retention_hold_lifted_by on retention_hold (lifted_by);

-- The periodic jobs: when each runs next, who is running it until when, and how it ended last time.
create table job_run (
  name text not null primary key,
  next_at text not null,
  runner text,
  lease_until text,
  started_at text,
  ended_at text,
  outcome text check (outcome in ('done', 'failed')),
  detail text not null
);
