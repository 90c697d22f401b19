-- The engagements of four years that end with 31 October 2026, in the order of their days, with one to four participants: two and a half on average.
-- The salts and kinds: 20 engagement, 21 commitment, 22 stance.
CREATE TEMPORARY TABLE drawn_engagement AS
SELECT number, at, at + interval '2 hours' AS entered_at, pg_temp.timed_id(20, number, at + interval '2 hours') AS id,
  CASE WHEN seats < 2 THEN 1 WHEN seats < 5 THEN 2 WHEN seats < 8 THEN 3 ELSE 4 END AS participants
FROM generate_series(1, current_setting('pcrm.engagements')::bigint) AS number,
  LATERAL (SELECT pg_temp.draw(201, number, 10) AS seats,
    (DATE '2022-11-01' + ((number - 1) * 1461 / current_setting('pcrm.engagements')::bigint)::int + (540 + pg_temp.draw(202, number, 540)) * interval '1 minute') AT TIME ZONE 'Asia/Seoul' AS at
  ) AS drawn
ORDER BY number;

INSERT INTO "Engagement" (id, "occurredAt", channel, direction, subject, summary, place, confidentiality, "createdAt", "updatedAt", "enteredById", "enteredForId")
SELECT id, at,
  pg_temp.one_of(ARRAY['MEETING', 'MEETING', 'MEETING', 'CALL', 'CALL', 'CALL', 'EMAIL', 'EMAIL', 'VISIT', 'OFFICIAL_LETTER', 'MESSAGE', 'ROUNDTABLE', 'FORUM', 'FIELD_VISIT', 'HEARING'], 203, number)::"EngagementChannel",
  pg_temp.one_of(ARRAY['INBOUND', 'INBOUND', 'OUTBOUND', 'MUTUAL'], 204, number)::"EngagementDirection",
  pg_temp.one_of(ARRAY['중구', '동구', '미추홀구', '연수구', '남동구', '부평구', '계양구', '서구', '강화군', '옹진군', '인천시', '송도', '청라', '영종'], 205, number) || ' '
    -- One in ten thousand is about what hardly anybody speaks of.
    || CASE WHEN number % 10000 = 77 THEN '자기부상열차' ELSE pg_temp.one_of(ARRAY['통행료 인하', '버스 노선 조정', '학교 급식', '매립지 종료', '공항철도 환승', '도서관 건립', '주차장 확충', '하수관 정비', '청년 주택', '노인 일자리',
      '어린이집 확충', '소음 피해 보상', '미세먼지 저감', '해안도로 개설', '전통시장 활성화', '산업단지 재생', '재개발 구역 해제', '공원 조성', '보육료 지원', '문화예술회관 운영',
      '지하철 연장', '광역버스 증차', '재난지원금', '관광 활성화', '어업 지도선', '수돗물 수질', '마을 공동체', '평생학습', '장애인 이동권', '자전거 도로'], 206, number) END || ' '
    || pg_temp.one_of(ARRAY['간담회', '면담', '민원 상담', '현장 점검', '주민 설명회', '협의', '건의', '자료 요청', '업무 협약', '의견 청취'], 207, number)
    || CASE pg_temp.draw(208, number, 3) WHEN 0 THEN ' 제' || 1 + pg_temp.draw(209, number, 40) || '차' ELSE '' END,
  CASE pg_temp.draw(210, number, 2) WHEN 0 THEN pg_temp.one_of(ARRAY['주민 대표와', '담당 부서와', '시의원과', '전문가 자문단과', '관계 기관과'], 211, number) || ' '
    || pg_temp.one_of(ARRAY['추진 일정을', '예산 반영을', '피해 대책을', '조례 개정을', '현장 여건을'], 212, number) || ' '
    || pg_temp.one_of(ARRAY['논의하고 다음 달까지 회신하기로 함', '검토하기로 하고 자료를 전달함', '확인하고 추가 의견을 받기로 함', '설명하였으나 이견이 있어 다시 만나기로 함'], 213, number) END,
  CASE pg_temp.draw(214, number, 3) WHEN 0 THEN pg_temp.one_of(ARRAY['시청 접견실', '시의회 소회의실', '구청 대회의실', '주민센터', '현장'], 215, number) END,
  pg_temp.one_of(ARRAY['PUBLIC', 'PUBLIC', 'INTERNAL', 'INTERNAL', 'INTERNAL', 'INTERNAL', 'INTERNAL', 'INTERNAL', 'INTERNAL', 'INTERNAL', 'RESTRICTED'], 216, number)::"Confidentiality",
  entered_at, entered_at, pg_temp.id(2, 1 + draw), pg_temp.id(1, 1 + (1 + draw) % 30)
FROM drawn_engagement, LATERAL (SELECT pg_temp.draw(217, number, 180) AS draw) AS entered ORDER BY number;

-- Who sits in a chair: of five thousand, the first in 2% of all engagements and the last in one of ten thousand.
CREATE TEMPORARY TABLE drawn_participation AS
SELECT e.number, e.id AS engagement_id, s.id AS stakeholder_id, s.organization, at, entered_at, chair
FROM drawn_engagement e CROSS JOIN LATERAL generate_series(1, participants) AS chair
JOIN known_stakeholder s ON s.number = chair + 4 * floor((SELECT count(*) / 4 FROM known_stakeholder) * power(pg_temp.share(220 + chair, e.number), 2.2))::int
ORDER BY e.number, chair;
INSERT INTO "EngagementStakeholder" ("engagementId", "stakeholderId", "occurredAt") SELECT engagement_id, stakeholder_id, at FROM drawn_participation ORDER BY number, chair;

-- Who entered it took part, and with every third a colleague.
INSERT INTO "EngagementStaff" ("engagementId", "actorId")
SELECT id, pg_temp.id(2, 1 + (pg_temp.draw(217, number, 180) + colleague * 7) % 180)
FROM drawn_engagement CROSS JOIN LATERAL generate_series(0, CASE pg_temp.draw(231, number, 3) WHEN 0 THEN 1 ELSE 0 END) AS colleague;
INSERT INTO "EngagementTopic" ("engagementId", "topicId") SELECT id, pg_temp.id(3, 1 + pg_temp.draw(232, number, 40)) FROM drawn_engagement;
INSERT INTO "EngagementPolicyTask" ("engagementId", "policyTaskId", "occurredAt")
SELECT id, pg_temp.id(4, 1 + pg_temp.draw(233, number, 200)), at FROM drawn_engagement WHERE pg_temp.draw(234, number, 5) = 0;

-- Something is promised to or by three of a hundred participants. Of what was due long ago little is open, of what was promised lately most.
INSERT INTO "Commitment" (id, direction, text, "stakeholderId", "ownerId", "ownerDepartmentId", "engagementId", "dueDate", "duePrecision", status, "closedOn", "createdAt", "updatedAt", "enteredById")
SELECT pg_temp.timed_id(21, seat, entered_at), (CASE pg_temp.draw(241, seat, 3) WHEN 0 THEN 'THEIRS' ELSE 'OURS' END)::"CommitmentDirection",
  pg_temp.one_of(ARRAY['검토 결과 회신', '현장 방문', '예산 반영 검토', '자료 제공', '관계 부서 협의', '설명회 개최'], 242, seat),
  stakeholder_id, pg_temp.id(2, 1 + owner), pg_temp.id(1, 1 + (1 + owner) % 30), engagement_id, due, 'DAY', status::"CommitmentStatus",
  CASE status WHEN 'OPEN' THEN NULL ELSE least(due, DATE '2026-10-31') END, entered_at, entered_at, pg_temp.id(2, 1 + owner)
FROM (
  SELECT *, number * 4 + chair AS seat, pg_temp.draw(217, number, 180) AS owner, (at AT TIME ZONE 'Asia/Seoul')::date + 7 + pg_temp.draw(243, number * 4 + chair, 54)::int AS due
  FROM drawn_participation WHERE pg_temp.draw(240, number * 4 + chair, 100) < 3
) AS promised,
LATERAL (SELECT CASE
  WHEN pg_temp.draw(244, seat, 100) < CASE WHEN at > TIMESTAMPTZ '2026-09-01 00:00:00+09' THEN 60 ELSE 4 END THEN 'OPEN'
  ELSE pg_temp.one_of(ARRAY['DONE', 'DONE', 'DONE', 'DONE', 'DONE', 'DONE', 'DONE', 'DONE', 'BROKEN', 'WITHDRAWN'], 245, seat) END AS status) AS stands
ORDER BY seat;

-- In every tenth engagement the first participant says where they stand on a policy task.
INSERT INTO "Stance" (id, "stakeholderId", "policyTaskId", position, "heldFromDate", "heldFromPrecision", confidence, "legalBasis", "engagementId", "createdAt", "enteredById")
SELECT pg_temp.timed_id(22, number, entered_at), stakeholder_id, pg_temp.id(4, 1 + pg_temp.draw(251, number, 200)),
  pg_temp.one_of(ARRAY['STRONGLY_SUPPORTS', 'SUPPORTS', 'SUPPORTS', 'NEUTRAL', 'OPPOSES', 'OPPOSES', 'STRONGLY_OPPOSES', 'UNKNOWN'], 252, number)::"StancePosition",
  (at AT TIME ZONE 'Asia/Seoul')::date, 'DAY', pg_temp.one_of(ARRAY['STATED', 'STATED', 'REPORTED', 'INFERRED'], 253, number)::"StanceConfidence",
  CASE WHEN NOT organization THEN pg_temp.one_of(ARRAY['CONSENT', 'PUBLIC_STATEMENT'], 254, number) END::"StanceLegalBasis", engagement_id, entered_at, pg_temp.id(2, 1 + number % 180)
FROM drawn_participation WHERE chair = 1 AND number % 10 = 0 ORDER BY number;
