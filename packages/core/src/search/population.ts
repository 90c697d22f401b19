import pg from 'pg';

// Family names with Hanja, Latin letters and how many of 1,000 persons bear them; parts of given names with Hanja and Latin letters.
const familyNames = `
  김,金,Kim,215 이,李,Lee,147 박,朴,Park,84 최,崔,Choi,47 정,鄭,Jeong,43 강,姜,Kang,24 조,趙,Cho,21 윤,尹,Yoon,21 장,張,Jang,20
  임,林,Lim,17 한,韓,Han,15 오,吳,Oh,15 서,徐,Seo,15 신,申,Shin,15 권,權,Kwon,14 황,黃,Hwang,14 안,安,Ahn,14 송,宋,Song,14
  전,全,Jeon,11 홍,洪,Hong,11 유,柳,Yoo,13 고,高,Ko,9 문,文,Moon,9 양,梁,Yang,9 손,孫,Son,9 배,裵,Bae,8 백,白,Baek,8
  허,許,Heo,7 남,南,Nam,5 심,沈,Shim,5 노,盧,Noh,5 하,河,Ha,5 곽,郭,Kwak,4 성,成,Sung,4 차,車,Cha,4 주,朱,Joo,4
  우,禹,Woo,4 구,具,Koo,4 민,閔,Min,3 류,柳,Ryu,3 나,羅,Na,3 진,陳,Jin,3 지,池,Ji,3 엄,嚴,Eom,3 채,蔡,Chae,3
  원,元,Won,3 천,千,Chun,2 방,方,Bang,2 공,孔,Kong,2 남궁,南宮,Namgung,1 황보,皇甫,Hwangbo,1 제갈,諸葛,Jegal,1 선우,鮮于,Sunwoo,1`;
const givenNames = `
  민,民,min 서,瑞,seo 지,智,ji 현,賢,hyun 수,秀,soo 영,英,young 종,鍾,jong 렬,烈,ryeol 은,恩,eun 정,貞,jung
  진,珍,jin 성,成,sung 호,浩,ho 준,俊,jun 우,宇,woo 재,在,jae 혜,惠,hye 미,美,mi 경,景,kyung 희,姬,hee
  숙,淑,sook 자,子,ja 순,順,soon 옥,玉,ok 철,哲,chul 용,龍,yong 태,泰,tae 동,東,dong 훈,勳,hoon 석,錫,seok
  규,圭,kyu 원,元,won 하,夏,ha 윤,允,yoon 예,藝,ye 유,裕,yoo 나,娜,na 연,姸,yeon 주,珠,joo 선,善,sun
  인,仁,in 기,基,ki 상,相,sang 환,煥,hwan 범,範,beom 식,植,sik 근,根,keun 형,亨,hyung 병,炳,byung 남,男,nam
  승,承,seung 효,孝,hyo 광,光,kwang 찬,燦,chan 덕,德,deok 복,福,bok 춘,春,choon 금,金,geum 명,明,myung 화,和,hwa`;
const places =
  '인천 서울 경기 부산 대구 광주 대전 울산 강원 충북 충남 전북 전남 경북 경남 제주 부평 남동 연수 계양 강화 옹진 미추홀 송도 검단 청라 영종 소래 월미 주안';
const purposes =
  '환경 여성 청년 복지 교통 교육 문화 체육 상공 의료 노동 주민 장애인 소비자 평화 통일 언론 법률 경제 관광 해양 항만 도시 건축 농업 수산 과학 정보 예술 역사 생태 에너지 인권 아동 노인 다문화 자원봉사 지방분권 재정 주거';
const forms = '시민연대 운동연합 포럼 연구원 협의회 위원회 재단 센터 학회 대학교';

/** The id of the person or organization with that number. */
function idOf(number: number): string {
  return `10000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** The number of a person or an organization from its id. */
export function numberOf(id: string): number {
  return Number.parseInt(id.slice(-12), 16);
}

const words = (text: string) => text.trim().split(/\s+/u);
const column = (rows: string, index: number) => words(rows).map((row) => row.split(',')[index] ?? '');

/**
 * Fills a fresh database with 189,999 persons and 10,000 organizations, always the same, with other names, contact points and memberships;
 * and with engagements. The documents are written at once at the end, by the function that the triggers call for each change.
 */
export async function populate(databaseUrl: string, engagements: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`SET session_replication_role = replica`);
  const { rows } = await client.query<{ indexdef: string }>(`SELECT indexdef FROM pg_indexes WHERE indexname = 'SearchDocument_grams_idx'`);
  await client.query('DROP INDEX "SearchDocument_grams_idx"');
  await client.query(`CREATE FUNCTION pick(i bigint, seed int, choices int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT ((hashint8extended(i, seed) >> 16 & 2147483647) % choices)::int $$`);
  await drawNames(client);
  for (const statement of records) await client.query(statement);
  await client.query(engagementsSql, [engagements]);
  for (const [kind, table] of [
    ['STAKEHOLDER', 'Stakeholder'],
    ['ENGAGEMENT', 'Engagement'],
  ]) {
    await client.query(`SELECT index_for_search('${kind}', ARRAY(SELECT id FROM "${table}"))`);
  }
  await client.query(`SET maintenance_work_mem = '256MB'`);
  await client.query(rows[0]!.indexdef);
  await client.query('ANALYZE');
  await client.end();
}

async function drawNames(client: pg.Client): Promise<void> {
  const shares = column(familyNames, 3).map(Number);
  const bounds = shares.map((_, index) => shares.slice(0, index).reduce((sum, share) => sum + share, 0));
  const total = shares.reduce((sum, share) => sum + share, 0);
  await client.query(
    'CREATE TEMP TABLE words (family text[], family_hanja text[], family_latin text[], bounds int[], given text[], given_hanja text[], given_latin text[], place text[], purpose text[], form text[])',
  );
  await client.query('INSERT INTO words VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    ...[0, 1, 2].map((index) => column(familyNames, index)),
    bounds,
    ...[0, 1, 2].map((index) => column(givenNames, index)),
    ...[places, purposes, forms].map(words),
  ]);
  // One in 25 has a given name of one syllable.
  await client.query(`CREATE TEMP TABLE person AS
    SELECT i, family[s] || given[a] || coalesce(given[b], '') AS name, family_hanja[s] || given_hanja[a] || coalesce(given_hanja[b], '') AS hanja,
      initcap(given_latin[a]) || coalesce('-' || given_latin[b], '') || ' ' || family_latin[s] AS latin,
      lower(given_latin[a] || coalesce(given_latin[b], '') || '.' || family_latin[s]) || i || '@example.kr' AS mail,
      '010-' || lpad(pick(i, 6, 10000)::text, 4, '0') || '-' || lpad(pick(i, 7, 10000)::text, 4, '0') AS phone,
      place[1 + pick(i, 5, 30)] AS region, pick(i, 8, 10) AS luck, 190000 + pick(i, 9, 10000) AS employer
    FROM (SELECT i, width_bucket(pick(i, 1, ${total}), words.bounds) AS s, 1 + pick(i, 2, cardinality(words.given)) AS a,
        CASE WHEN pick(i, 3, 25) > 0 THEN 1 + pick(i, 4, cardinality(words.given)) END AS b
      FROM generate_series(1, 189999) AS i, words) AS drawn, words`);
  await client.query(`CREATE TEMP TABLE organization AS
    SELECT 190000 + k AS i, place[1 + k % 30] || ' ' || purpose[1 + k / 30 % 40] || form[1 + k / 1200 % 10] AS name,
      left(place[1 + k % 30], 1) || left(purpose[1 + k / 30 % 40], 1) || left(form[1 + k / 1200 % 10], 1) AS short, place[1 + k % 30] AS region
    FROM generate_series(0, 9999) AS k, words`);
}

const system = `'00000000-0000-7000-8000-000000000001'::uuid`;
const id = (prefix: string, number: string) => `('${prefix}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const stakeholder = id('10000000', 'i');

// One person in ten has a Hanja name, one in ten a Latin one, six a mobile number, four a membership.
const records = [
  `INSERT INTO "Stakeholder" (id, kind, name, categories, region, "enteredById", "updatedAt")
    SELECT ${stakeholder}, 'PERSON'::"StakeholderKind", name, '{CITIZEN}'::"StakeholderCategory"[], region, ${system}, now() FROM person
    UNION ALL SELECT ${stakeholder}, 'ORGANIZATION', name, '{CIVIC_GROUP}', region, ${system}, now() FROM organization`,
  `INSERT INTO "OtherName" (id, "stakeholderId", kind, name, "enteredById", "updatedAt")
    SELECT ${id('20000000', 'i')}, ${stakeholder}, (CASE luck WHEN 0 THEN 'HANJA' ELSE 'ENGLISH' END)::"OtherNameKind", CASE luck WHEN 0 THEN hanja ELSE latin END, ${system}, now()
    FROM person WHERE luck < 2
    UNION ALL SELECT ${id('20000000', 'i')}, ${stakeholder}, 'ABBREVIATION', short, ${system}, now() FROM organization`,
  `INSERT INTO "ContactPoint" (id, "stakeholderId", kind, value, "enteredById", "updatedAt")
    SELECT ${id('30000000', 'i')}, ${stakeholder}, 'MOBILE'::"ContactPointKind", phone, ${system}, now() FROM person WHERE luck BETWEEN 3 AND 8
    UNION ALL SELECT ${id('31000000', 'i')}, ${stakeholder}, 'EMAIL', mail, ${system}, now() FROM person WHERE luck = 4`,
  `INSERT INTO "Membership" (id, "organizationId", "memberId", role, "enteredById", "updatedAt")
    SELECT ${id('40000000', 'i')}, ${id('10000000', 'employer')}, ${stakeholder}, 'MEMBER', ${system}, now() FROM person WHERE luck > 5`,
];

const engagementsSql = `INSERT INTO "Engagement" (id, "occurredAt", channel, direction, subject, summary, place, confidentiality, "enteredById", "updatedAt")
  SELECT ${id('50000000', 'n')}, TIMESTAMPTZ '2012-01-01' + n * interval '3 minutes', 'VISIT', 'OUTBOUND',
    o.name || ' ' || (ARRAY['방문 면담','정책과제 설명','예산 협의','간담회','의견 수렴','회의 결과 통보'])[1 + pick(n, 11, 6)],
    (ARRAY['국비 지원 확대를 요청하였고','지방분권 과제의 추진 상황을 설명하였으며','시민사회단체의 의견을 들었고','송도 광역철도 노선을 논의하였으며','회의 자료를 전달하고'])[1 + pick(n, 12, 5)]
      || ' ' || (ARRAY['다음 달에 다시 만나기로 하였다','검토 결과를 알려 주기로 하였다','위원회에 안건으로 올리기로 하였다','현장을 함께 방문하기로 하였다'])[1 + pick(n, 13, 4)]
      || ' ' || o.region || '에서 ' || n || '번째 접촉',
    o.region, (CASE n % 50 WHEN 0 THEN 'RESTRICTED' ELSE 'INTERNAL' END)::"Confidentiality", ${system}, now()
  FROM generate_series(1, $1::int) AS n JOIN organization o ON o.i = 190000 + pick(n, 10, 10000)`;
