-- Messages to people, in the application and by mail, and the documents that people attach.

-- Where somebody can be written to. Without a row they are told in the application only.
create table account_contact (
  account text not null primary key references account (id),
  address text not null,
  wants_mail boolean not null,
  changed_at text not null
);

-- One message to one person. Its words are made when it is read or sent, in their language: it keeps the key
-- and the arguments. `once` names what it is about, so that the same reminder is never written twice.
create table message (
  id text not null primary key,
  account text not null references account (id),
  topic text not null,
  wording text not null,
  arguments text not null,
  href text not null,
  once text not null unique,
  written_at text not null,
  read_at text,
  mail_state text not null check (mail_state in ('none', 'waiting', 'sent', 'given_up')),
  mail_due_at text not null,
  attempts bigint not null,
  sent_at text,
  last_error text not null
);

create index message_account on message (account, written_at);

create index message_mail on message (mail_state, mail_due_at);

-- A document that somebody attached to something: its bytes are in the store of files, by their hash.
create table document (
  id text not null primary key,
  owner_kind text not null,
  owner text not null,
  purpose text not null,
  name text not null,
  content_type text not null,
  file_hash text not null,
  bytes bigint not null,
  scan text not null check (scan in ('not_scanned', 'clean', 'refused')),
  added_at text not null,
  added_by text references account (id),
  removed_at text,
  removed_by text references account (id)
);

create index document_owner on document (owner_kind, owner);

create index document_file_hash on document (file_hash);

create index document_added_by on document (added_by);

create index document_removed_by on document (removed_by);
