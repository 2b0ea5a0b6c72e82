-- Reviews: who scores which dossier, without conflict of interest.

create table reviewer (
  id text not null primary key,
  account text not null references account (id),
  call text not null references call (id),
  -- How many dossiers of one wave they accept at most.
  capacity bigint not null check (capacity >= 0),
  note text not null,
  named_at text not null,
  named_by text references account (id),
  ended_at text,
  unique (account, call)
);

create index reviewer_call on reviewer (call);

create index reviewer_named_by on reviewer (named_by);

-- What ties a reviewer to a school or an authority: declared by themselves, or recorded by who runs the reviews.
create table reviewer_tie (
  id text not null primary key,
  account text not null references account (id),
  kind text not null check (kind in ('school', 'family', 'authority', 'previous_work')),
  uai text references school (uai),
  territory text,
  note text not null,
  declared_at text not null,
  declared_by text references account (id),
  withdrawn_at text,
  check ((uai is null) <> (territory is null))
);

create index reviewer_tie_account on reviewer_tie (account);

create index reviewer_tie_uai on reviewer_tie (uai);

create index reviewer_tie_declared_by on reviewer_tie (declared_by);

create table review (
  id text not null primary key,
  dossier text not null references dossier (id),
  reviewer text not null references reviewer (id),
  -- 1 and 2; 3 when the two differ too much.
  position bigint not null,
  due_on text not null,
  assigned_at text not null,
  assigned_by text references account (id),
  state text not null check (state in ('assigned', 'submitted', 'declined', 'taken_back')),
  -- How often it was saved: who saves over another tab's work is told.
  revision bigint not null,
  opinion text not null check (opinion in ('', 'favourable', 'reserved', 'unfavourable')),
  comment text not null,
  submitted_at text,
  -- The sum of weight times mark once submitted: quarters of a point.
  quarters bigint,
  -- When and why it was declined or taken back.
  closed_at text,
  closed_reason text not null
);

create index review_dossier on review (dossier);

create index review_reviewer on review (reviewer);

create index review_assigned_by on review (assigned_by);

create index review_state on review (state, due_on);

-- The marks, each time they were saved: those of the review's own revision are the present ones.
create table review_mark (
  review text not null references review (id),
  revision bigint not null,
  criterion text not null,
  mark bigint check (mark is null or (mark >= 0 and mark <= 4)),
  comment text not null,
  saved_at text not null,
  primary key (review, revision, criterion)
);
