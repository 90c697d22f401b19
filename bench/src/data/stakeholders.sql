-- 30 departments, 200 members of staff, 40 topics, 200 policy tasks, and as many stakeholders as asked for: three of twenty are organizations.
-- Those beyond the first 20,000 are names on a list: nobody met them, and nothing is known of them.
-- The salts and kinds: 1 department, 2 actor, 3 topic, 4 policy task, 5 stakeholder, 6 and 7 contact points, 8 membership, 9 assessment,
-- 10 relationship manager, 11 step of a policy task.
INSERT INTO "Department" (id, name, "createdAt", "updatedAt")
SELECT pg_temp.id(1, i), (ARRAY['시민소통', '교통정책', '환경정책', '문화예술', '복지정책', '도시재생', '경제정책', '해양항만', '교육협력', '재난안전'])[1 + (i - 1) % 10]
    || (ARRAY['과', '기획팀', '지원단'])[1 + (i - 1) / 10], pg_temp.made_at(i), pg_temp.made_at(i)
FROM generate_series(1, 30) i;

CREATE FUNCTION pg_temp.person_name(number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.skewed('김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구', 101, number)
    || pg_temp.skewed('민지서현영준수정은성동재경승미진태상인철희광종호혜윤선용병', 102, number)
    || pg_temp.skewed('수민호영진우현희준경숙자연정아석철훈은식환미선렬규기태범찬욱', 103, number)
$$;

-- Administrators, managers, staff and viewers, in this order.
INSERT INTO "Actor" (id, kind, name, role, "departmentId", "createdAt", "updatedAt")
SELECT pg_temp.id(2, i), 'STAFF', pg_temp.person_name(100000 + i),
  (CASE WHEN i <= 2 THEN 'ADMIN' WHEN i <= 30 THEN 'MANAGER' WHEN i <= 180 THEN 'STAFF' ELSE 'VIEWER' END)::"Role",
  pg_temp.id(1, 1 + i % 30), pg_temp.made_at(i), pg_temp.made_at(i)
FROM generate_series(1, 200) i;

INSERT INTO "Topic" (id, name, "createdAt")
SELECT pg_temp.id(3, i), (ARRAY['교통', '환경', '복지', '문화', '경제', '항만', '교육', '안전'])[1 + (i - 1) % 8] || ' '
    || (ARRAY['현안', '민원', '예산', '조례', '협력'])[1 + (i - 1) / 8], pg_temp.made_at(i)
FROM generate_series(1, 40) i;

INSERT INTO "PolicyTask" (id, number, title, origin, "leadDepartmentId", "startYear", "createdAt", "updatedAt", "enteredById")
SELECT pg_temp.id(4, i), i,
  pg_temp.one_of(ARRAY['원도심', '경제자유구역', '섬 지역', '산업단지', '도서관', '광역철도', '미세먼지', '청년', '어르신', '다문화 가정'], 104, i) || ' '
    || pg_temp.one_of(ARRAY['지원', '정비', '확충', '활성화', '관리', '연계'], 105, i) || ' 방안 ' || i,
  (CASE WHEN i <= 100 THEN 'AGREED' ELSE 'NEW' END)::"PolicyTaskOrigin", pg_temp.id(1, 1 + i % 30), 2022, pg_temp.made_at(i), pg_temp.made_at(i), pg_temp.id(2, 1 + i % 180)
FROM generate_series(1, 200) i;
INSERT INTO "PolicyTaskStatusChange" (id, "policyTaskId", sequence, status, "changedDate", "changedPrecision", reason, "createdAt", "enteredById")
SELECT pg_temp.id(11, i), pg_temp.id(4, i), 1, 'PROPOSED', '2022-10-01', 'DAY', '위원회 제안', pg_temp.made_at(i), pg_temp.id(2, 1 + i % 180)
FROM generate_series(1, 200) i;

-- Stakeholders are numbered from the one that is met most. Every fourth sits in the same chair of an engagement, so that nobody sits in two.
-- Sixty of those that are met most are members of the city council: at each size of the data they have engagements enough to fill an answer.
CREATE TEMPORARY TABLE drawn_stakeholder AS
SELECT i AS number, pg_temp.id(5, i) AS id, i % 20 IN (0, 7, 15) AS organization, i <= 120 AND (i - 1) % 4 < 2 AS councillor, pg_temp.made_at(i) AS made_at,
  pg_temp.one_of(ARRAY['중구', '동구', '미추홀구', '연수구', '남동구', '부평구', '계양구', '서구', '강화군', '옹진군'], 106, i) AS region
FROM generate_series(1, current_setting('pcrm.stakeholders')::int) i;
CREATE TEMPORARY TABLE known_stakeholder AS SELECT * FROM drawn_stakeholder WHERE number <= 20000;

INSERT INTO "Stakeholder" (id, kind, name, categories, region, gender, "createdAt", "updatedAt", "enteredById", "enteredForId")
SELECT id, 'PERSON', pg_temp.person_name(number),
  CASE WHEN councillor THEN '{CITY_COUNCIL}'
    WHEN pg_temp.draw(108, number, 10) = 0 THEN ARRAY[category, CASE category WHEN 'EXPERT' THEN 'COMMITTEE' ELSE 'EXPERT' END]
    ELSE ARRAY[category] END::"StakeholderCategory"[],
  region, (ARRAY['MALE', 'FEMALE', NULL])[1 + pg_temp.draw(109, number, 3)]::"Gender", made_at, made_at, pg_temp.id(2, 1 + number % 180), pg_temp.id(1, 1 + number % 30)
FROM drawn_stakeholder, pg_temp.one_of(ARRAY['EXPERT', 'EXPERT', 'EXPERT', 'CIVIC_GROUP', 'CIVIC_GROUP', 'CIVIC_GROUP', 'BUSINESS', 'PRESS', 'PARTY', 'COMMITTEE',
  'COMMITTEE', 'CITIZEN', 'CITIZEN', 'CITIZEN', 'NATIONAL_ASSEMBLY'], 107, number) AS category
WHERE NOT organization ORDER BY number;

INSERT INTO "Stakeholder" (id, kind, name, categories, region, "createdAt", "updatedAt", "enteredById", "enteredForId")
SELECT id, 'ORGANIZATION', region || ' ' || pg_temp.one_of(ARRAY['시민연대', '문화재단', '상공회의소', '경제연구원', '복지관', '주민자치회', '환경운동연합', '신문사'], 110, number) || ' ' || number,
  ARRAY[pg_temp.one_of(ARRAY['CIVIC_GROUP', 'CIVIC_GROUP', 'BUSINESS', 'BUSINESS', 'PRESS', 'CONSULTATIVE_BODY', 'COMMITTEE', 'CENTRAL_GOVERNMENT', 'LOCAL_GOVERNMENT', 'OWN_CITY'], 111, number)]::"StakeholderCategory"[],
  region, made_at, made_at, pg_temp.id(2, 1 + number % 180), pg_temp.id(1, 1 + number % 30)
FROM drawn_stakeholder WHERE organization ORDER BY number;

INSERT INTO "ContactPoint" (id, "stakeholderId", kind, value, "createdAt", "updatedAt", "enteredById")
SELECT pg_temp.id(6, number), id, (CASE WHEN organization THEN 'PHONE' ELSE 'MOBILE' END)::"ContactPointKind",
  CASE WHEN organization THEN '032-' || 400 + number % 500 || '-' || lpad((number * 7 % 10000)::text, 4, '0')
    ELSE '010-' || lpad((number * 7 % 10000)::text, 4, '0') || '-' || lpad((number * 3 % 10000)::text, 4, '0') END, made_at, made_at, pg_temp.id(2, 1 + number % 180)
FROM known_stakeholder
UNION ALL
SELECT pg_temp.id(7, number), id, 'EMAIL', 'contact' || number || '@example.org', made_at, made_at, pg_temp.id(2, 1 + number % 180) FROM known_stakeholder;

-- Each person is in one organization; some are larger than others.
CREATE TEMPORARY TABLE drawn_organization AS SELECT row_number() OVER (ORDER BY number) AS place, id FROM known_stakeholder WHERE organization;
INSERT INTO "Membership" (id, "organizationId", "memberId", role, label, "fromDate", "fromPrecision", "createdAt", "updatedAt", "enteredById")
SELECT pg_temp.id(8, number), o.id, s.id, 'MEMBER', pg_temp.one_of(ARRAY['대표', '사무국장', '연구위원', '회원', '이사'], 112, number), '2022-01-01', 'YEAR', made_at, made_at, pg_temp.id(2, 1 + number % 180)
FROM known_stakeholder s JOIN drawn_organization o ON o.place = 1 + floor((SELECT count(*) FROM drawn_organization) * power(pg_temp.share(113, number), 1.5))::int
WHERE NOT organization ORDER BY number;

-- Every council member and every fourth of the others is assessed, once a year; about 600 of them have influence.
INSERT INTO "Assessment" (id, "stakeholderId", influence, interest, "assessedOn", "createdAt", "enteredById")
SELECT pg_temp.timed_id(9, number * 10 + year, at), id,
  CASE WHEN councillor THEN 4 + pg_temp.draw(114, number, 2) WHEN number % 32 = 1 THEN 4 ELSE 1 + pg_temp.draw(114, number, 3) END,
  1 + pg_temp.draw(115, number * 10 + year, 5), (at AT TIME ZONE 'Asia/Seoul')::date, at, pg_temp.id(2, 1 + number % 180)
FROM known_stakeholder, generate_series(2023, 2026) AS year,
  LATERAL (SELECT make_timestamptz(year, 1, 15, 9, 0, 0, 'Asia/Seoul') AS at) AS instant
WHERE councillor OR number % 4 = 1;

INSERT INTO "RelationshipManager" (id, "stakeholderId", "managerId", "departmentId", "fromDate", "fromPrecision", "createdAt", "updatedAt", "enteredById")
SELECT pg_temp.id(10, number), id, pg_temp.id(2, 31 + number % 150), pg_temp.id(1, 1 + (31 + number % 150) % 30), '2023-01-01', 'DAY', made_at, made_at, pg_temp.id(2, 1 + number % 180)
FROM known_stakeholder WHERE councillor OR number % 5 = 1;
