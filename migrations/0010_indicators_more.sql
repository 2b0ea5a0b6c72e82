-- Usage is also counted anew by type of school: `scope_kind` of `usage_month` and `usage_axis` may be 'type'.
-- Which schools were of which type when a month was counted, as a hash: the month is counted again when it
-- changes, while its views are there. '' for the months that were counted before.
alter table usage_count add column schools text not null default '';

-- What the headlines of a national directory read, held by the indexes alone: neither is larger than needed for one
-- pass over the period asked about.
create index training_progress_tiers on training_progress (
  first_on, known_from, known_to, reached_3h, reached_6h, reached_18h
);

create index certification_state_counted on certification_state (
  exam_date, framework, status, known_from, known_to, is_rectified, fictitious, person
);
