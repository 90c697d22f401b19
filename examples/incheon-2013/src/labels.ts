import type { Body, DeclaredFigure, Membership, PositionTotal, ProposalAsOf, ProposalOutcome } from '@pcrm/core';

/** How a seat is filled or a chair chosen, in the words of the plan. */
export const basisLabel: Readonly<Record<NonNullable<Membership['basis']>, string>> = {
  EX_OFFICIO: '당연직',
  APPOINTED: '위촉',
  MUTUAL_ELECTION: '호선',
  ROTATION: '윤번',
};

/** Where a stakeholder stands. */
export const positionLabel: Readonly<Record<PositionTotal['position'], string>> = {
  STRONGLY_SUPPORTS: '적극 찬성',
  SUPPORTS: '찬성',
  NEUTRAL: '중립',
  OPPOSES: '반대',
  STRONGLY_OPPOSES: '적극 반대',
  UNKNOWN: '미상',
};

/** What a printed figure counts, in the words of the plan. */
export const measureLabel: Readonly<Record<DeclaredFigure['measure'], string>> = {
  MEMBERS: '위원',
  POST_HOLDERS: '현원',
  MEETINGS_HELD: '회의',
  POLICY_TASKS: '과제',
  PROPOSALS: '건의',
  JOINT_TASKS: '공동협력과제',
};

/** Where a proposal stands, in the words of the plan's office. */
export const proposalStatusLabel: Readonly<Record<ProposalAsOf['status'], string>> = {
  DRAFT: '예정',
  SUBMITTED: '건의',
  UNDER_REVIEW: '검토 중',
  ACCEPTED: '수용',
  PARTLY_ACCEPTED: '일부 수용',
  REJECTED: '불수용',
  WITHDRAWN: '철회',
};

const outcomeUnitLabel = { PERCENT: '%', KRW: '원', MILLION_KRW: '백만원', HUNDRED_MILLION_KRW: '억원', COUNT: '건' } as const;

/** What came of a proposal, as the plan prints it: 영유아 보육료 국비지원 50% → 70%. */
export function outcomeLabel({ subject, before, after, unit, text }: ProposalOutcome): string {
  if (unit === null) return `${subject}: ${text ?? ''}`;
  const values = [before, after].filter((value) => value !== null).map((value) => `${value}${outcomeUnitLabel[unit]}`);
  return `${subject} ${values.join(' → ')}`;
}

/** A term as the plan prints it, such as ‘12.10~’13.10 or ‘12.6~다음 개최일까지. */
export function termLabel(
  { termEnd }: Pick<Membership, 'termEnd'>,
  { from, until }: { readonly from: string | null; readonly until: string | null },
): string {
  const end = termEnd === 'UNTIL_NEXT_MEETING' && until === null ? '다음 개최일까지' : shortDate(until);
  return from === null && end === '' ? '' : `${shortDate(from)}~${end}`;
}

/** A date as the plan prints it: 1999-01-23 is ‘99. 1. 23 and 2012-10 is ‘12.10. */
export function shortDate(date: string | null): string {
  if (date === null) return '';
  const [year = '', ...rest] = date.split('-');
  const parts = [`‘${year.slice(2)}`, ...rest.map(Number)];
  return parts.join(parts.length > 2 ? '. ' : '.');
}

/** When a body meets, in the words of the plan. */
export function meetingsLabel({ regularMeetingsPerYear, regularMeetingMonths, extraordinaryMeetings, convenedWhen }: Body): string {
  const months = regularMeetingMonths.map((month) => `${month}월`).join(', ');
  return [
    regularMeetingsPerYear === null ? null : `정기회(${months || `년 ${regularMeetingsPerYear}회`})`,
    extraordinaryMeetings ? '임시회' : null,
    convenedWhen,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

const unitLabel = { KRW: '원', THOUSAND_KRW: '천원', MILLION_KRW: '백만원' } as const;

/** Who pays how much, in the words of the plan. */
export function duesLabel({ duesRule, duesAmount, duesUnit }: Body): string {
  switch (duesRule) {
    case 'FIXED_PER_YEAR':
      return duesAmount === null || duesUnit === null ? '' : `분담금 ${duesAmount}${unitLabel[duesUnit]}`;
    case 'BORNE_BY_CHAIR':
      return '회장도시 부담';
    case 'NONE':
      return '';
  }
}
