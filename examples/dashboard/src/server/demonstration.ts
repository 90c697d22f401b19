import type { PcrmAs } from '@pcrm/core';

type StakeholderInput = Parameters<PcrmAs['registerStakeholder']>[0];
type Category = NonNullable<StakeholderInput['categories']>[number];
type Channel = Parameters<PcrmAs['logEngagement']>[0]['channel'];

/** Who appears in the demonstration beside the governments and bodies of the plan: nobody who exists. */
export interface DemonstrationStakeholder {
  readonly name: string;
  readonly kind: StakeholderInput['kind'];
  readonly category: Category;
}

/** A contact of the demonstration. */
export interface DemonstrationContact {
  /** The hour in Korea. */
  readonly occurredAt: string;
  readonly channel: Channel;
  readonly direction: 'INBOUND' | 'OUTBOUND';
  readonly subject: string;
  /** Names. */
  readonly stakeholders: readonly string[];
}

/** How a stakeholder is judged and who keeps the relation. */
export interface DemonstrationJudgement {
  readonly stakeholder: string;
  readonly influence: number;
  readonly interest: number;
  /** Which of the four members of staff. */
  readonly keeper: 0 | 1 | 2 | 3;
}

/** So many stakeholders that are alike but for a number at the end of their names. */
const several = (count: number, { name, ...others }: DemonstrationStakeholder): DemonstrationStakeholder[] =>
  Array.from({ length: count }, (_, index) => ({ ...others, name: `시연 ${name} ${twoDigits(index + 1)}` }));

const citizens = several(14, { kind: 'PERSON', category: 'CITIZEN', name: '시민' });
const experts = several(8, { kind: 'PERSON', category: 'EXPERT', name: '전문가' });
const activists = several(6, { kind: 'PERSON', category: 'CIVIC_GROUP', name: '활동가' });
// Fewer than five persons: what is counted of them alone is withheld.
const reporters = several(3, { kind: 'PERSON', category: 'PRESS', name: '기자' });
const committees = several(5, { kind: 'ORGANIZATION', category: 'CITY_COUNCIL', name: '시의회 위원회' });
const ministries = several(4, { kind: 'ORGANIZATION', category: 'CENTRAL_GOVERNMENT', name: '중앙부처' });
const businesses = several(4, { kind: 'ORGANIZATION', category: 'BUSINESS', name: '경제단체' });

/** Everybody. */
export const stakeholders: readonly DemonstrationStakeholder[] = [
  ...citizens,
  ...experts,
  ...activists,
  ...reporters,
  ...committees,
  ...ministries,
  ...businesses,
];

interface Occasion {
  readonly subject: string;
  readonly channel: Channel;
  readonly direction: 'INBOUND' | 'OUTBOUND';
  readonly of: readonly DemonstrationStakeholder[];
  /** How many of them take part, at least and at most. */
  readonly among: readonly [number, number];
}

const occasions: readonly Occasion[] = [
  { subject: '주요업무 설명', channel: 'VISIT', direction: 'OUTBOUND', of: committees, among: [1, 2] },
  { subject: '국비 지원 건의', channel: 'OFFICIAL_LETTER', direction: 'OUTBOUND', of: ministries, among: [1, 2] },
  { subject: '지역경제 간담회', channel: 'ROUNDTABLE', direction: 'OUTBOUND', of: businesses, among: [2, 4] },
  { subject: '조례안 협의', channel: 'MEETING', direction: 'INBOUND', of: committees, among: [1, 3] },
  { subject: '정책소통 BUS', channel: 'BUS', direction: 'OUTBOUND', of: citizens, among: [6, 12] },
  { subject: '소통카페', channel: 'CAFE', direction: 'INBOUND', of: citizens, among: [5, 9] },
  { subject: '정책 자문', channel: 'FORUM', direction: 'OUTBOUND', of: experts, among: [5, 8] },
  { subject: '시민사회 토론회', channel: 'HEARING', direction: 'INBOUND', of: activists, among: [5, 6] },
  { subject: '취재 문의', channel: 'CALL', direction: 'INBOUND', of: reporters, among: [1, 2] },
];

const CONTACTS_IN_MONTH = [6, 3, 9, 11, 8, 12, 7, 2, 10, 13, 9, 5];
// In August nothing but two enquiries of reporters: the month tells of too few persons.
const QUIET_MONTH = 8;

/** The contacts of 2013: the same each time. */
export function demonstrationContacts(): DemonstrationContact[] {
  const random = numbersFrom(2013);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  return CONTACTS_IN_MONTH.flatMap((count, index) =>
    Array.from({ length: count }, () => {
      const month = index + 1;
      const occasion = month === QUIET_MONTH ? occasions.at(-1)! : occasions[upTo(occasions.length - 1)]!;
      const [least, most] = occasion.among;
      const first = upTo(occasion.of.length - 1);
      const number = least + upTo(most - least);
      const takePart = Array.from({ length: number }, (_, place) => occasion.of[(first + place) % occasion.of.length]!.name);
      const day = `2013-${twoDigits(month)}-${twoDigits(1 + upTo(27))}`;
      const { subject, channel, direction } = occasion;
      return {
        occurredAt: `${day}T${twoDigits(9 + upTo(8))}:00:00+09:00`,
        channel,
        direction,
        subject: `[시연] ${subject}`,
        stakeholders: takePart,
      };
    }),
  );
}

/** How everybody is judged, and the governments and bodies of the plan with these names: the same each time. */
export function demonstrationJudgements(ofPlan: readonly string[]): DemonstrationJudgement[] {
  const random = numbersFrom(1212);
  const around = (middle: number) => Math.min(5, Math.max(1, middle + Math.floor(random() * 3) - 1));
  const organizations = [...committees, ...ministries, ...businesses].map(({ name }) => name);
  return [
    ...alike(citizens.slice(0, 9), { influence: 2, interest: 4, keeper: 1 }),
    ...alike(citizens.slice(9), { influence: 1, interest: 3, keeper: 1 }),
    ...alike(experts, { influence: 4, interest: 4, keeper: 1 }),
    ...alike(activists, { influence: 4, interest: 5, keeper: 2 }),
    ...alike(reporters, { influence: 4, interest: 3, keeper: 3 }),
    ...[...organizations, ...ofPlan].map((stakeholder): DemonstrationJudgement => ({
      stakeholder,
      influence: around(4),
      interest: around(3),
      keeper: 0,
    })),
  ];
}

function alike(of: readonly DemonstrationStakeholder[], judged: Omit<DemonstrationJudgement, 'stakeholder'>): DemonstrationJudgement[] {
  return of.map(({ name }) => ({ stakeholder: name, ...judged }));
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** Numbers from 0 to 1 that look random and follow from the seed: the generator of Park and Miller. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
