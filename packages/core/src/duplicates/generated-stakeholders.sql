-- As many stakeholders as the setting pcrm.generated says, always the same ones: nine of ten are persons, with names as common and as rare
-- as names are in Korea, a mobile each, every third an office number that twenty share, and a membership; one of ten is an organization.
-- Every fiftieth person and every hundredth organization was registered twice.
-- The triggers of search and of rules are off: they would take longer than all the rest, and what is written here keeps the rules.
SET session_replication_role = replica;

CREATE FUNCTION pg_temp.pick(salt text, number bigint, below bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || substr(md5(salt || number), 1, 8))::bit(32)::bigint % below
$$;
CREATE FUNCTION pg_temp.id(series text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (series || '0000000-0000-4000-8000-' || lpad(to_hex(number), 12, '0'))::uuid
$$;
-- The first of a list is picked most often, the last hardly ever.
CREATE FUNCTION pg_temp.skewed(list text, salt text, number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(list, 1 + (length(list) * power(pg_temp.pick(salt, number, 1000000) / 1000000.0, 2))::int % length(list), 1)
$$;
CREATE TEMPORARY TABLE generated AS
SELECT i AS number, i % 10 = 0 AS organization,
  (ARRAY['서울', '부산', '대구', '인천', '광주', '대전', '울산', '경기', '강원', '충북', '충남', '전북', '전남', '경북', '경남', '제주'])[1 + pg_temp.pick('region', i, 16)] AS region
FROM generate_series(1, current_setting('pcrm.generated')::int) i;

INSERT INTO "Stakeholder" (id, kind, name, region, gender, "updatedAt", "enteredById")
SELECT pg_temp.id('1', number), 'PERSON'::"StakeholderKind",
  pg_temp.skewed('김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구', 'surname', number)
    || pg_temp.skewed('민지서현영준수정은성동재경승미진태상인철희광종호혜윤선용병', 'first', number)
    || pg_temp.skewed('수민호영진우현희준경숙자연정아석철훈은식환미선렬규기태범찬욱', 'second', number),
  region, (ARRAY['MALE', 'FEMALE', NULL])[1 + pg_temp.pick('gender', number, 3)]::"Gender", now(), '00000000-0000-7000-8000-000000000001'::uuid
FROM generated WHERE NOT organization;

INSERT INTO "Stakeholder" (id, kind, name, region, "parentId", "updatedAt", "enteredById")
SELECT pg_temp.id('2', number), 'ORGANIZATION'::"StakeholderKind",
  -- Every fifth is a division, and divisions are called alike everywhere.
  CASE number % 50 WHEN 0 THEN '총무과' ELSE region || (ARRAY['시민연대', '문화재단', '상공회의소', '경제연구원', '복지관'])[1 + pg_temp.pick('kind', number, 5)] || ' ' || number END,
  region, CASE number % 50 WHEN 0 THEN pg_temp.id('2', number - 10) END, now(), '00000000-0000-7000-8000-000000000001'::uuid
FROM generated WHERE organization ORDER BY number;

INSERT INTO "ContactPoint" (id, "stakeholderId", kind, value, "updatedAt", "enteredById")
SELECT pg_temp.id('3', number), pg_temp.id('1', number), 'MOBILE'::"ContactPointKind", '010-' || lpad((number * 7 % 10000)::text, 4, '0') || '-' || lpad((number / 10000)::text, 4, '0'),
  now(), '00000000-0000-7000-8000-000000000001'::uuid
FROM generated WHERE NOT organization
UNION ALL
SELECT pg_temp.id('4', number), pg_temp.id('1', number), 'PHONE'::"ContactPointKind", '032-' || 200 + number / 600000 || '-' || lpad((number / 60 % 10000)::text, 4, '0'),
  now(), '00000000-0000-7000-8000-000000000001'::uuid
FROM generated WHERE NOT organization AND number % 3 = 0;

INSERT INTO "Membership" (id, "organizationId", "memberId", role, "updatedAt", "enteredById")
SELECT pg_temp.id('5', number), pg_temp.id('2', 10 * (1 + pg_temp.pick('member', number, (SELECT count(*) FROM generated WHERE organization)))),
  pg_temp.id('1', number), 'MEMBER', now(), '00000000-0000-7000-8000-000000000001'::uuid
FROM generated WHERE NOT organization;

-- The second registrations: the mobile written in another way, for every third with a slip in the name, for organizations with a legal form.
INSERT INTO "Stakeholder" (id, kind, name, region, "updatedAt", "enteredById")
SELECT pg_temp.id('6', number), s.kind, CASE
    WHEN organization THEN '(사)' || s.name
    WHEN number % 3 = 0 THEN replace(replace(s.name, '민', '빈'), '수', '주')
    ELSE s.name END, s.region, now(), '00000000-0000-7000-8000-000000000001'::uuid
FROM generated JOIN "Stakeholder" s ON s.id = pg_temp.id(CASE WHEN organization THEN '2' ELSE '1' END, number)
WHERE CASE WHEN organization THEN number % 1000 = 10 ELSE number % 50 = 1 END;
INSERT INTO "ContactPoint" (id, "stakeholderId", kind, value, "updatedAt", "enteredById")
SELECT pg_temp.id('7', number), pg_temp.id('6', number), 'PHONE', '+82 ' || replace(substr(c.value, 2), '-', ' '), now(), '00000000-0000-7000-8000-000000000001'::uuid
FROM generated JOIN "ContactPoint" c ON c.id = pg_temp.id('3', number) WHERE NOT organization AND number % 50 = 1;
ANALYZE;
