import { expect, test } from 'vitest';
import { markdownOf } from './brief-markdown.js';
import type { Brief } from './brief.js';

const us = { name: '김담당', department: '소통협력관실' };

const councillor: Brief = {
  stakeholder: {
    id: '01936c5f-0000-7000-8000-000000000001',
    kind: 'PERSON',
    name: '노의원',
    categories: ['CITY_COUNCIL', 'PARTY'],
    region: '남구',
    note: '오전을 좋아함\n전화 먼저',
  },
  day: new Date('2012-12-12'),
  otherNames: ['Roh', '盧議員'],
  contactPoints: [
    { kind: 'MOBILE', value: '010-1234-5678', label: '본인' },
    { kind: 'EMAIL', value: 'roh_1@council.kr', label: null },
  ],
  assessment: { influence: 5, interest: 4, assessedOn: new Date('2012-11-01'), rationale: '예결위원장' },
  managers: [us, { name: null, department: null }],
  memberships: [
    { name: '시의회', role: 'MEMBER', title: null, basis: 'APPOINTED', onBehalfOf: '민주당', from: '2010-07', until: '2014-07' },
    {
      name: '예산결산특별위원회',
      role: 'CHAIR',
      title: '예결위원장',
      basis: 'MUTUAL_ELECTION',
      onBehalfOf: null,
      from: '2012',
      until: null,
    },
    { name: '의원연구단체', role: 'POST_HOLDER', title: '대표의원', basis: null, onBehalfOf: null, from: null, until: null },
  ],
  members: [],
  contacts: [
    {
      at: new Date('2012-12-10T15:30:00Z'),
      channel: 'VISIT',
      subject: '예산안 설명',
      summary: '반응이 좋음\n자료를 더 요청함',
      place: '의원실',
      department: '예산담당관실',
      staff: ['이주무관', '박과장'],
    },
  ],
  ourPromises: [
    { text: '자료를 보낸다', due: '2012-12-05', status: 'OPEN', isOverdue: true, closedOn: null, owner: us },
    { text: '답한다', due: '2012', status: 'DONE', isOverdue: false, closedOn: new Date('2012-12-03'), owner: us },
  ],
  theirPromises: [
    { text: '안건을 올린다', due: null, status: 'OPEN', isOverdue: false, closedOn: null, owner: { name: null, department: null } },
  ],
  stances: [
    { about: '도로 확충', position: 'STRONGLY_SUPPORTS', heldFrom: '2012-10', confidence: 'STATED', quotation: '반드시 해야 한다' },
    { about: '조력발전', position: 'OPPOSES', heldFrom: '2012-10-05', confidence: 'REPORTED', quotation: null },
  ],
  proposalsToThem: [{ title: '영유아 보육 국비지원', status: 'SUBMITTED', proposed: '2012-11' }],
  proposalsByThem: [],
  sessions: [{ programme: '소통아카데미', ordinal: 3, title: null, planned: '2013-02-01', place: '시청' }],
  appointments: [
    {
      at: new Date('2012-12-14T01:00:00Z'),
      channel: 'CALL',
      subject: '일정 협의',
      summary: null,
      place: null,
      department: '소통협력관실',
      staff: [],
    },
  ],
  meetings: [
    { body: '정책위원회', kind: 'REGULAR', ordinal: 8, title: null, planned: '2013-01', place: '시청' },
    { body: '협의체', kind: 'EXTRAORDINARY', ordinal: null, title: '현안 논의', planned: null, place: null },
  ],
  collisions: [
    {
      day: new Date('2012-12-11'),
      daysApart: -1,
      department: '예산담당관실',
      channel: 'VISIT',
      subject: '예산안 설명',
      staff: ['이주무관'],
      through: [],
    },
    { day: new Date('2012-12-12'), daysApart: 0, department: null, channel: null, subject: null, staff: [], through: [] },
    {
      day: new Date('2012-12-14'),
      daysApart: 2,
      department: '교통과',
      channel: 'CALL',
      subject: '통화',
      staff: [],
      through: ['시의회'],
    },
  ],
  paths: [
    { names: ['김담당', '노의원'], warmth: 0.9 },
    { names: ['최팀장', '박위원', '노의원'], warmth: 0.4 },
  ],
};

test('a brief is one page of Markdown in Korean', () => {
  expect(markdownOf(councillor)).toBe(`# 면담 자료: 노의원

2012년 12월 12일(수) 기준

- 구분: 개인, 시의회, 정당
- 지역: 남구
- 다른 이름: Roh, 盧議員
- 참고: 오전을 좋아함 전화 먼저
- 영향력 5, 관심도 4 (2012년 11월 1일(목), 예결위원장)
- 담당자: 소통협력관실 김담당, 비공개

## 직위·소속

- 시의회 위원·회원 (위촉직, 민주당 대표, 2010년 7월 ~ 2014년 7월)
- 예산결산특별위원회 예결위원장, 위원장·회장 (호선, 2012년 ~)
- 의원연구단체 대표의원

## 연락처

- 휴대전화 010-1234-5678 (본인)
- 전자우편 roh\\_1@council.kr

## 최근 접촉

- 2012년 12월 11일(화) 00:30 · 방문 · 예산안 설명 · 의원실 (예산담당관실, 이주무관, 박과장)
  - 반응이 좋음 자료를 더 요청함

## 우리가 한 약속

- **기한 지남** 진행 중: 자료를 보낸다 (기한 2012년 12월 5일, 담당 소통협력관실 김담당)
- 이행: 답한다 (기한 2012년, 담당 소통협력관실 김담당, 2012년 12월 3일(월) 종료)

## 상대가 한 약속

- 진행 중: 안건을 올린다 (담당 비공개)

## 입장

- 도로 확충: 적극 찬성 (2012년 10월부터, 직접 표명)
  - “반드시 해야 한다”
- 조력발전: 반대 (2012년 10월 5일부터, 전언)

## 답을 기다리는 건의 (대상)

- 영유아 보육 국비지원: 건의 (2012년 11월)

## 답을 기다리는 건의 (건의자)

없음

## 예정된 면담

- 2012년 12월 14일(금) 10:00 · 전화 · 일정 협의 (소통협력관실)

## 예정된 회의

- 2013년 1월 · 정책위원회 제8차 정기 회의 · 시청
- 날짜 미정 · 협의체 임시·수시 회의 현안 논의

## 참여할 프로그램

- 2013년 2월 1일 · 소통아카데미 제3회 · 시청

## 다른 부서의 접촉

- 2012년 12월 11일(화)(1일 전) · 예산담당관실 · 방문 · 예산안 설명 · 이주무관
- 2012년 12월 12일(수)(같은 날) · 회의
- 2012년 12월 14일(금)(2일 뒤) · 교통과 · 전화 · 통화 (경유: 시의회)

## 이어 줄 사람

- 김담당 → 노의원
- 최팀장 → 박위원 → 노의원
`);
});

const nothing: Brief = {
  stakeholder: { ...councillor.stakeholder, kind: 'ORGANIZATION', name: '기관', categories: [], region: null, note: null },
  day: new Date('2012-12-12'),
  otherNames: [],
  contactPoints: [],
  assessment: null,
  managers: [],
  memberships: null,
  members: null,
  contacts: [],
  ourPromises: null,
  theirPromises: null,
  stances: null,
  proposalsToThem: null,
  proposalsByThem: [],
  sessions: null,
  appointments: [],
  meetings: null,
  collisions: [],
  paths: null,
};

test('what there is none of, and what may not be read, is said', () => {
  expect(markdownOf(nothing)).toBe(`# 면담 자료: 기관

2012년 12월 12일(수) 기준

- 구분: 기관·단체

## 직위·소속

열람 권한이 없습니다.

## 구성원

열람 권한이 없습니다.

## 연락처

없음

## 최근 접촉

없음

## 우리가 한 약속

열람 권한이 없습니다.

## 상대가 한 약속

열람 권한이 없습니다.

## 입장

열람 권한이 없습니다.

## 답을 기다리는 건의 (대상)

열람 권한이 없습니다.

## 답을 기다리는 건의 (건의자)

없음

## 예정된 면담

없음

## 예정된 회의

열람 권한이 없습니다.

## 참여할 프로그램

열람 권한이 없습니다.

## 다른 부서의 접촉

없음

## 이어 줄 사람

열람 권한이 없습니다.
`);
});

test.for([
  ['# 제목', '\\# 제목'],
  ['*굵게* _기울임_ `코드` ~취소~', '\\*굵게\\* \\_기울임\\_ \\`코드\\` \\~취소\\~'],
  ['<script>alert(1)</script> &amp;', '\\<script\\>alert(1)\\</script\\> \\&amp;'],
  ['[여기](https://example.kr) ![그림](x)', '\\[여기\\](https://example.kr) \\!\\[그림\\](x)'],
  ['1. 목록', '1\\. 목록'],
  ['- 목록', '\\- 목록'],
  ['+ 목록', '\\+ 목록'],
  ['첫 줄\n\n# 둘째 줄', '첫 줄 \\# 둘째 줄'],
  ['a | b \\ c', 'a \\| b \\\\ c'],
  ['3.1 운동', '3\\.1 운동'],
])('%s is written as it is', ([written, escaped]) => {
  const page = markdownOf({ ...nothing, otherNames: [written ?? ''] });
  expect(page).toContain(`- 다른 이름: ${escaped}\n`);
});
