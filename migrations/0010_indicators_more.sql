-- Usage is also counted anew by type of school: `scope_kind` of `usage_month` and `usage_axis` may be 'type'.
-- Which schools were of which type when a month was counted, as a hash: the month is counted again when it
-- changes, while its views are there. '' for the months that were counted before.
alter table usage_count add column schools text not null default '';
