-- Decisions of a wave, letters, appeals, agreements and what became of them.

-- The commission on a wave of a call. Before it is published, applicants know nothing of it.
create table commission (
  id text not null primary key,
  call_wave text not null unique references call_wave (id),
  held_on text not null,
  note text not null,
  ecole_quota_granted bigint,
  -- How often its settings were saved: who saves over another's work is told.
  revision bigint not null,
  -- When it publishes itself, and who said so; `publish_failure` is why it could not.
  publish_at text,
  planned_by text references account (id),
  publish_failure text not null,
  -- When the applicants were told.
  notified_at text,
  created_at text not null,
  created_by text references account (id)
);

create index commission_publish_at on commission (publish_at);

create index commission_planned_by on commission (planned_by);

create index commission_created_by on commission (created_by);

-- What the commission decides of a line. The newest revision counts; those written after the
-- publication are promotions and corrections.
create table commission_decision (
  commission text not null references commission (id),
  line text not null references dossier_line (id),
  revision bigint not null,
  outcome text not null check (outcome in ('selected', 'reserve', 'not_selected')),
  reserve_rank bigint,
  reason text not null,
  decided_on text not null,
  decided_at text not null,
  decided_by text references account (id),
  primary key (commission, line, revision)
);

create index commission_decision_line on commission_decision (line);

create index commission_decision_decided_by on commission_decision (decided_by);

create table appeal (
  id text not null primary key,
  line text not null references dossier_line (id),
  text text not null,
  received_on text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  answer text not null,
  outcome text not null check (outcome in ('open', 'upheld', 'rejected')),
  answered_on text,
  answered_at text,
  answered_by text references account (id)
);

create index appeal_line on appeal (line);

create index appeal_recorded_by on appeal (recorded_by);

create index appeal_answered_by on appeal (answered_by);

-- The agreement between an authority and the academy on a dossier; amendments are versions.
create table agreement (
  id text not null primary key,
  dossier text not null references dossier (id),
  number text not null unique,
  state text not null check (state in ('draft', 'signed', 'running', 'closed', 'terminated')),
  -- How often it moved: who moves it over another's move is told.
  revision bigint not null,
  started_on text,
  ended_on text,
  -- The report of its end, or why it was terminated.
  end_note text not null,
  created_at text not null,
  created_by text references account (id),
  unique (dossier)
);

create index agreement_created_by on agreement (created_by);

create table agreement_version (
  agreement text not null references agreement (id),
  version bigint not null,
  content text not null,
  reason text not null,
  made_at text not null,
  made_by text references account (id),
  primary key (agreement, version)
);

create index agreement_version_made_by on agreement_version (made_by);

create table agreement_signature (
  agreement text not null,
  version bigint not null,
  party text not null check (party in ('academy', 'authority')),
  signatory text not null,
  signed_on text not null,
  document text references document (id),
  recorded_at text not null,
  recorded_by text references account (id),
  primary key (agreement, version, party),
  foreign key (agreement, version) references agreement_version (agreement, version)
);

create index agreement_signature_document on agreement_signature (document);

create index agreement_signature_recorded_by on agreement_signature (recorded_by);

create table milestone (
  id text not null primary key,
  agreement text not null references agreement (id),
  title text not null,
  due_on text not null,
  done_on text,
  note text not null,
  recorded_at text not null,
  recorded_by text references account (id),
  removed_at text,
  -- When the end of its agreement closed it before it was done.
  closed_at text
);

create index milestone_agreement on milestone (agreement);

create index milestone_due_on on milestone (due_on);

create index milestone_recorded_by on milestone (recorded_by);
