import { z } from 'zod';
import type { DatePrecision, DuplicateReason, Gender, StakeholderKind } from '../generated/prisma/enums.js';
import { sourceInput } from '../input.js';
import { registerStakeholderInput } from '../stakeholders/stakeholder.js';
import { prose } from '../text.js';

/** What a form has of a stakeholder that is about to be registered. */
export const possibleDuplicatesInput = registerStakeholderInput;

export const dismissDuplicateInput = z
  .object({ firstId: z.uuid(), secondId: z.uuid(), reason: prose(2000), ...sourceInput })
  .refine(({ firstId, secondId }) => firstId.toLowerCase() !== secondId.toLowerCase(), {
    path: ['secondId'],
    error: 'Name two stakeholders: these are one.',
  });

export const reopenDuplicateInput = z.object({ id: z.uuid() });

export const scanDuplicatesInput = z.object({});

/** What is known of a stakeholder that tells it from others; names and contact points as their keys. */
export interface MatchFacts {
  readonly kind: StakeholderKind;
  readonly name: string;
  readonly otherNames: readonly string[];
  /** As the database writes them: `mobile:…`, `phone:…`, `email:…`, `web:…`. */
  readonly contacts: readonly string[];
  readonly region: string | null;
  readonly gender: Gender | null;
  readonly foundedDate: Date | null;
  readonly foundedPrecision: DatePrecision | null;
  readonly parentId: string | null;
  readonly organizationIds: readonly string[];
  readonly postIds: readonly string[];
  /** How many of its kind have the name; counted up to {@link MANY_NAMESAKES} and one more. */
  readonly namesakes: number;
}

/** One thing that speaks for two stakeholders being the same, or against it (below zero). */
export interface DuplicateEvidence {
  readonly reason: DuplicateReason;
  readonly points: number;
}

/** How much speaks for two stakeholders being the same, and why. */
export interface DuplicateScore {
  /** 0 to 100. */
  readonly score: number;
  readonly evidence: readonly DuplicateEvidence[];
}

/** A name that more have says little: 김민수 is the name of hundreds. One that at most three have says much. */
export const MANY_NAMESAKES = 20;
const FEW_NAMESAKES = 3;

/** From how many points on a form names a stakeholder that is there already: a name that is not common is enough. */
export const WORTH_A_LOOK = 35;
/** From how many points on two stakeholders are suggested as duplicates: no single thing reaches it, but the name of an organization. */
export const LIKELY = 60;

/** How much speaks for the two being the same. A person and an organization never are. */
export function scoreDuplicate(a: MatchFacts, b: MatchFacts): DuplicateScore {
  if (a.kind !== b.kind) return { score: 0, evidence: [] };
  const evidence = [
    ...nameEvidence(a, b),
    ...contactEvidence(a, b),
    ...(a.kind === 'PERSON' ? personEvidence : organizationEvidence)(a, b),
  ];
  const sum = evidence.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(100, Math.max(0, sum)), evidence: evidence.toSorted((x, y) => y.points - x.points) };
}

function nameEvidence(a: MatchFacts, b: MatchFacts): DuplicateEvidence[] {
  const isPerson = a.kind === 'PERSON';
  if (a.name === b.name) return [{ reason: 'SAME_NAME', points: isPerson ? pointsOfPersonName(Math.max(a.namesakes, b.namesakes)) : 60 }];
  const namesOfB = new Set([b.name, ...b.otherNames]);
  if (namesOfB.has(a.name) || [...a.otherNames].some((name) => namesOfB.has(name))) {
    return [{ reason: 'SAME_NAME_AS_OTHER_NAME', points: isPerson ? 35 : 50 }];
  }
  return isSimilar(a.name, b.name) ? [{ reason: 'SIMILAR_NAME', points: 20 }] : [];
}

function pointsOfPersonName(namesakes: number): number {
  if (namesakes <= FEW_NAMESAKES) return 45;
  return namesakes <= MANY_NAMESAKES ? 35 : 25;
}

const contactReasons = [
  { prefix: 'mobile:', reason: 'SAME_MOBILE', points: 50 },
  { prefix: 'email:', reason: 'SAME_EMAIL', points: 50 },
  { prefix: 'web:', reason: 'SAME_WEB', points: 30 },
  { prefix: 'phone:', reason: 'SAME_PHONE', points: 20 },
] as const;

function contactEvidence(a: MatchFacts, b: MatchFacts): DuplicateEvidence[] {
  const shared = a.contacts.filter((contact) => b.contacts.includes(contact));
  const found: DuplicateEvidence[] = contactReasons
    .filter(({ prefix }) => shared.some((contact) => contact.startsWith(prefix)))
    .map(({ reason, points }) => ({ reason, points }));
  const hasMobile = ({ contacts }: MatchFacts) => contacts.some((contact) => contact.startsWith('mobile:'));
  const differs = hasMobile(a) && hasMobile(b) && !found.some(({ reason }) => reason === 'SAME_MOBILE');
  return differs ? [...found, { reason: 'DIFFERENT_MOBILE', points: -20 }] : found;
}

function personEvidence(a: MatchFacts, b: MatchFacts): DuplicateEvidence[] {
  return [
    ...when(shares(a.postIds, b.postIds), 'SAME_POST', 10),
    ...when(shares(a.organizationIds, b.organizationIds), 'SAME_ORGANIZATION', 25),
    ...when(a.region !== null && a.region === b.region, 'SAME_REGION', 15),
    ...when(a.gender !== null && b.gender !== null && a.gender !== b.gender, 'DIFFERENT_GENDER', -60),
  ];
}

function organizationEvidence(a: MatchFacts, b: MatchFacts): DuplicateEvidence[] {
  const founding = compareFounding(a, b);
  return [
    ...when(a.parentId !== null && a.parentId === b.parentId, 'SAME_PARENT', 20),
    ...when(a.parentId !== null && b.parentId !== null && a.parentId !== b.parentId, 'DIFFERENT_PARENT', -50),
    ...when(a.region !== null && a.region === b.region, 'SAME_REGION', 10),
    ...when(a.region !== null && b.region !== null && a.region !== b.region, 'DIFFERENT_REGION', -30),
    ...when(founding === 'same', 'SAME_FOUNDING', 20),
    ...when(founding === 'different', 'DIFFERENT_FOUNDING', -30),
  ];
}

function when(holds: boolean, reason: DuplicateReason, points: number): DuplicateEvidence[] {
  return holds ? [{ reason, points }] : [];
}

function shares(a: readonly string[], b: readonly string[]): boolean {
  return a.some((id) => b.includes(id));
}

// Dates agree as far as both are known: 1999 and 1999-01-23 do.
function compareFounding(a: MatchFacts, b: MatchFacts): 'same' | 'different' | 'unknown' {
  if (a.foundedDate === null || b.foundedDate === null) return 'unknown';
  const lengths = { YEAR: 4, MONTH: 7, DAY: 10 } as const;
  const known = Math.min(lengths[a.foundedPrecision ?? 'DAY'], lengths[b.foundedPrecision ?? 'DAY']);
  return a.foundedDate.toISOString().slice(0, known) === b.foundedDate.toISOString().slice(0, known) ? 'same' : 'different';
}

/** Whether two names differ by one slip: a letter, of Hangul a jamo (박종렬, 박종열), in a name of at least five. */
export function isSimilar(a: string, b: string): boolean {
  const x = Array.from(a.normalize('NFD'));
  const y = Array.from(b.normalize('NFD'));
  if (Math.min(x.length, y.length) < 5 || Math.abs(x.length - y.length) > 1) return false;
  let start = 0;
  while (start < x.length && x[start] === y[start]) start += 1;
  let end = 0;
  while (end < Math.min(x.length, y.length) - start && x.at(-1 - end) === y.at(-1 - end)) end += 1;
  return Math.max(x.length, y.length) - start - end === 1;
}
