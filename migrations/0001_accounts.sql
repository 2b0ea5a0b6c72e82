-- Accounts: who may sign in, with which role, where and when.

create table account (
  id text not null primary key,
  name text not null unique,
  display_name text not null,
  password_hash text not null,
  lang text not null,
  fictitious boolean not null,
  created_at text not null,
  disabled_at text
);

create table account_role (
  id text not null primary key,
  account text not null references account (id),
  role text not null,
  scope_kind text not null,
  scope text not null,
  valid_from text not null,
  valid_to text,
  granted_at text not null,
  granted_by text references account (id),
  revoked_at text,
  check (valid_to is null or valid_to >= valid_from)
);

create index account_role_account on account_role (account);

create index account_role_granted_by on account_role (granted_by);

-- Only the hash of a session token is kept: a copy of the database opens no session.
create table session (
  token_hash text not null primary key,
  account text not null references account (id),
  form_token text not null,
  created_at text not null,
  seen_at text not null,
  expires_at text not null
);

create index session_account on session (account);

create index session_expires_at on session (expires_at);

-- Failed sign-ins, counted per account name and per address to slow guessing down.
create table sign_in_failure (
  id text not null primary key,
  subject text not null,
  at text not null
);

create index sign_in_failure_subject on sign_in_failure (subject, at);

create table api_token (
  id text not null primary key,
  account text not null references account (id),
  label text not null,
  token_hash text not null unique,
  may_write boolean not null,
  created_at text not null,
  expires_at text not null,
  used_at text,
  revoked_at text
);

create index api_token_account on api_token (account);

-- The trail of every change: who did what to what, when.
create table audit_event (
  id text not null primary key,
  at text not null,
  account text references account (id),
  event text not null,
  subject text not null,
  detail text not null
);

create index audit_event_account on audit_event (account);

create index audit_event_subject on audit_event (subject, at);

-- One row a file that somebody brought. Facts point to the import and the line they come from.
create table import (
  id text not null primary key,
  kind text not null,
  file_name text not null,
  file_hash text not null,
  file_bytes bigint not null,
  state text not null check (state in ('proposed', 'done', 'abandoned')),
  proposed_at text not null,
  proposed_by text references account (id),
  done_at text,
  lines bigint not null,
  added bigint not null,
  changed bigint not null,
  unchanged bigint not null,
  leaving bigint not null,
  problems bigint not null
);

create index import_file_hash on import (file_hash, state);

create index import_proposed_at on import (proposed_at);

create index import_proposed_by on import (proposed_by);

create table import_problem (
  import text not null references import (id),
  number bigint not null,
  line bigint not null,
  field text not null,
  value text not null,
  code text not null,
  severity text not null,
  proposal text not null,
  primary key (import, number)
);
