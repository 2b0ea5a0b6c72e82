-- Dossiers: one collège and its attached écoles, in the common file of their authority, for one wave of a call.

create table common_file (
  id text not null primary key,
  call_wave text not null references call_wave (id),
  territory text not null,
  created_at text not null,
  -- What the authority wants to say of it.
  note text not null,
  unique (call_wave, territory)
);

create table dossier (
  id text not null primary key,
  common_file text not null references common_file (id),
  college text not null references school (uai),
  -- The version of the call that it answers.
  call text not null references call (id),
  version bigint not null,
  -- `pole`, or `demarche` when it comes from the State's platform, with its number there.
  origin text not null check (origin in ('pole', 'demarche')),
  origin_number text not null,
  fictitious boolean not null,
  created_at text not null,
  created_by text references account (id),
  -- The folded names and codes of its schools: what a list searches and sorts by.
  search text not null,
  -- The newest state and rank of the school that carries it, kept here so that a list reads one row a dossier.
  state text not null,
  rank bigint,
  unique (common_file, college)
);

create index dossier_search on dossier (search, id);

create index dossier_created on dossier (created_at, id);

create index dossier_state on dossier (state);

create index dossier_college on dossier (college);

create index dossier_call on dossier (call, version);

create index dossier_origin on dossier (origin, origin_number);

create index dossier_created_by on dossier (created_by);

-- One school of a dossier: each gets its own decision.
create table dossier_line (
  id text not null primary key,
  dossier text not null references dossier (id),
  uai text not null references school (uai),
  added_at text not null,
  added_by text references account (id),
  -- The newest revision, kept beside its history so that a list reads one row a line.
  state text not null,
  revision bigint not null,
  rank bigint,
  unique (dossier, uai)
);

create index dossier_line_uai on dossier_line (uai);

create index dossier_line_state on dossier_line (state);

create index dossier_line_added_by on dossier_line (added_by);

-- Every state a line has had. Writing the same revision twice is refused: two people at once.
create table dossier_line_revision (
  line text not null references dossier_line (id),
  revision bigint not null,
  state text not null,
  rank bigint,
  decided_on text not null,
  acted_as text not null,
  reason text not null,
  document text references document (id),
  -- The revision that this one corrects, when it is a recorded correction.
  corrects bigint,
  recorded_at text not null,
  recorded_by text references account (id),
  primary key (line, revision)
);

create index dossier_line_revision_document on dossier_line_revision (document);

create index dossier_line_revision_recorded_by on dossier_line_revision (recorded_by);

-- What was answered, each time it was saved. `uai` is empty for what concerns the whole dossier.
create table dossier_answer (
  dossier text not null references dossier (id),
  uai text not null,
  field text not null,
  revision bigint not null,
  value text not null,
  saved_at text not null,
  saved_by text references account (id),
  primary key (dossier, uai, field, revision)
);

create index dossier_answer_saved_by on dossier_answer (saved_by);

-- Who writes which part of a dossier.
create table dossier_member (
  id text not null primary key,
  dossier text not null references dossier (id),
  account text not null references account (id),
  part text not null,
  invited_at text not null,
  invited_by text references account (id),
  ended_at text,
  ended_by text references account (id)
);

create index dossier_member_dossier on dossier_member (dossier);

create index dossier_member_account on dossier_member (account);

create index dossier_member_invited_by on dossier_member (invited_by);

create index dossier_member_ended_by on dossier_member (ended_by);

-- What people tell each other about a question, or about the whole dossier (`field` is empty). `thread` is the
-- comment that a reply answers; the first one of a thread is resolved and opened again.
create table dossier_comment (
  id text not null primary key,
  dossier text not null references dossier (id),
  thread text references dossier_comment (id),
  uai text not null,
  field text not null,
  text text not null,
  written_at text not null,
  written_by text references account (id),
  resolved_at text,
  resolved_by text references account (id)
);

create index dossier_comment_dossier on dossier_comment (dossier);

create index dossier_comment_thread on dossier_comment (thread);

create index dossier_comment_written_by on dossier_comment (written_by);

create index dossier_comment_resolved_by on dossier_comment (resolved_by);

-- A moment of the dossier that somebody named: the answers of that moment are its content.
create table dossier_version (
  dossier text not null references dossier (id),
  number bigint not null,
  label text not null,
  at text not null,
  made_by text references account (id),
  primary key (dossier, number)
);

create index dossier_version_made_by on dossier_version (made_by);
