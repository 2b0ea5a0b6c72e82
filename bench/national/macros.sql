-- Chance without chance: everything comes from the seed and the number of the row, on any machine.
create or replace macro chance(salt, i) as (md5_number_lower(concat(getvariable('seed'), salt, i)) % 9223372036854775807)::bigint;
create or replace macro pick(salt, i, n) as chance(salt, i) % (n);
-- Identifiers in the shape of a UUID v7, in the order of birth, as those of the product are.
create or replace macro id_of(kind, n) as format('0190{:04x}-0000-7000-8000-{:012x}', (kind)::bigint, (n)::bigint);
create or replace macro instant(moment) as strftime(moment, '%Y-%m-%dT%H:%M:%S.000Z');
-- A number of rows of the full set, at the scale that was asked for.
create or replace macro scaled(n) as greatest(1, cast(round(n * getvariable('scale')) as bigint));
