-- As much data as the settings pcrm.stakeholders and pcrm.engagements say, always the same: nothing is drawn but by hashes of numbers.
-- The triggers of search, of rules and of foreign keys are off: they would take longer than all the rest. What is written here keeps the
-- rules, and what the triggers would have kept is made at the end.
SET session_replication_role = replica;
SET synchronous_commit = off;

CREATE FUNCTION pg_temp.draw(salt int, number bigint, below bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (hashint8extended(number, salt) & 9223372036854775807) % below
$$;
CREATE FUNCTION pg_temp.share(salt int, number bigint) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.draw(salt, number, 1000000000) / 1000000000.0::float8
$$;
-- An id as the product gives them: it begins with the instant at which the record was made.
CREATE FUNCTION pg_temp.timed_id(salt int, number bigint, at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
    || '7' || lpad(to_hex(hashint8extended(number, salt) & 4095), 3, '0')
    || '8' || lpad(to_hex(hashint8extended(number, salt + 1000) & 1152921504606846975), 15, '0'))::uuid
$$;
-- The same for records of which there are few: those of one kind were all made at the beginning, a second apart.
CREATE FUNCTION pg_temp.made_at(number bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT TIMESTAMPTZ '2022-10-01 00:00:00+09' + number * interval '1 second'
$$;
CREATE FUNCTION pg_temp.id(kind int, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.timed_id(kind, number, pg_temp.made_at(number))
$$;
CREATE FUNCTION pg_temp.one_of(list text[], salt int, number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT list[1 + pg_temp.draw(salt, number, cardinality(list))]
$$;
-- The first of a list is picked most often, the last hardly ever.
CREATE FUNCTION pg_temp.skewed(list text, salt int, number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(list, 1 + floor(length(list) * power(pg_temp.share(salt, number), 2))::int, 1)
$$;

-- Indexes that hold no constraint are made again at the end: one sort is faster than a million insertions.
CREATE TEMPORARY TABLE index_made_again AS
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index i
WHERE i.indrelid IN ('"Stakeholder"'::regclass, '"Engagement"'::regclass, '"EngagementStakeholder"'::regclass, '"EngagementStaff"'::regclass, '"EngagementTopic"'::regclass,
    '"EngagementPolicyTask"'::regclass, '"Commitment"'::regclass, '"Stance"'::regclass, '"SearchDocument"'::regclass)
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid);
DO $$
DECLARE
  dropped text;
BEGIN
  FOR dropped IN SELECT name FROM index_made_again LOOP EXECUTE 'DROP INDEX ' || dropped; END LOOP;
END $$;
