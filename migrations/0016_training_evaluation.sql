-- What trainings bring, in four levels: questionnaires before a session, at its end and three months later.
-- Answers are told as means of five people or more, never one by one.

-- One questionnaire of one session. The theme and the first day are those it was opened with, so that a
-- correction of the session never moves answers from one group to another.
create table training_campaign (
  id text not null primary key,
  session text not null references training_session (id),
  stage text not null check (stage in ('before', 'end', 'later')),
  theme text not null,
  first_day text not null,
  opened_at text not null,
  opened_by text references account (id),
  -- The last moment of an answer; earlier when somebody closes it.
  closes_at text not null,
  closed_at text,
  closed_by text references account (id),
  unique (session, stage)
);

create index training_campaign_first_day on training_campaign (first_day);

create index training_campaign_opened_by on training_campaign (opened_by);

create index training_campaign_closed_by on training_campaign (closed_by);

-- Who answers the questionnaires of a session, under a number of their own. Once they are over the person
-- is forgotten: nobody can tell any more whose answers they are.
create table training_respondent (
  id text not null primary key,
  session text not null references training_session (id),
  person text references person (id),
  recorded_at text not null,
  forgotten_at text
);

create unique index training_respondent_person on training_respondent (session, person);

create index training_respondent_of_person on training_respondent (person);

-- The personal code of an answer. Only its hash is kept; a new code withdraws the old one.
create table training_invitation (
  id text not null primary key,
  campaign text not null references training_campaign (id),
  respondent text not null references training_respondent (id),
  code_hash text not null unique,
  drawn_at text not null,
  drawn_by text references account (id),
  answered_at text,
  withdrawn_at text
);

create index training_invitation_campaign on training_invitation (campaign, respondent);

create index training_invitation_respondent on training_invitation (respondent);

create index training_invitation_drawn_by on training_invitation (drawn_by);

-- One answer to one question: an agreement or a frequency from 1 to 4, or a position from 0 (not yet) to 6 (C2).
create table training_answer (
  campaign text not null references training_campaign (id),
  respondent text not null references training_respondent (id),
  question text not null,
  value bigint not null check (value >= 0 and value <= 6),
  recorded_at text not null,
  primary key (campaign, respondent, question)
);

create index training_answer_respondent on training_answer (respondent, question);
