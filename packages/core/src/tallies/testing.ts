import { fc } from '@fast-check/vitest';
import type { Actor } from '../access/actor.js';
import { Confidentiality, type EngagementChannel, type StakeholderCategory } from '../generated/prisma/enums.js';
import { merge } from '../merges/testing.js';
import type { PcrmAs } from '../open-pcrm.js';
import type { TestPcrm } from '../testing.js';

const channels: readonly EngagementChannel[] = ['CALL', 'VISIT', 'MEETING'];
const categories: readonly StakeholderCategory[] = ['CITIZEN', 'EXPERT', 'PRESS'];
// The last minute of a year and the first of the next one in Korea, other months of a quarter, and a quarter of its own.
const instants = [
  '2011-12-31T23:59:00+09:00',
  '2012-01-01T00:00:00+09:00',
  '2012-02-10T10:00:00+09:00',
  '2012-02-29T23:59:59+09:00',
  '2012-03-01T00:30:00+09:00',
  '2012-07-15T12:00:00+09:00',
];

const who = fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 4 });
const contact = {
  by: fc.nat(3),
  at: fc.constantFrom(...instants),
  channel: fc.constantFrom(...channels),
  confidentiality: fc.constantFrom(...Object.values(Confidentiality)),
  who,
};
const optionally = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** What can happen to what is tallied. Numbers choose among what there is. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('log' as const), ...contact }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('batch' as const), contacts: fc.array(fc.record(contact), { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hear' as const), ...contact }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      which: fc.nat(30),
      at: optionally(contact.at),
      channel: optionally(contact.channel),
      confidentiality: optionally(contact.confidentiality),
      who: optionally(who),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('categorize' as const), who: fc.nat(7), categories: fc.subarray([...categories]) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), who: fc.nat(7), into: fc.nat(7) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat(30) }) },
);

export type Step = Exclude<ReturnType<typeof step.generate>['value'], never>;

/** A random history. */
export const history = fc.array(step, { minLength: 8, maxLength: 20 });

/** A small world in which histories happen: eight stakeholders, four of staff in two departments, a session. */
export interface TallyWorld {
  readonly actors: readonly Actor[];
  readonly perform: (step: Step) => Promise<void>;
}

/** Fills the database of a test with such a world. */
export async function tallyWorld(t: TestPcrm): Promise<TallyWorld> {
  const { id: departmentId } = await t.admin.addDepartment({ name: '예산담당관실' });
  const staff = (name: string, role: 'STAFF' | 'MANAGER', department: string) =>
    t.admin.addActor({ kind: 'STAFF', name, role, departmentId: department });
  const others = [await staff('다른 직원', 'STAFF', departmentId), await staff('다른 과장', 'MANAGER', departmentId)];
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '알림판', scopes: ['engagements:read', 'stakeholders:read'] });
  const stakeholderIds: string[] = [];
  for (let number = 0; number < 8; number += 1) {
    const kind = number < 6 ? 'PERSON' : 'ORGANIZATION';
    const [category] = categories.slice(number % 4);
    const { id } = await t.staff.registerStakeholder({ kind, name: `정책고객 ${number}`, categories: category ? [category] : [] });
    stakeholderIds.push(id);
  }
  const programme = await t.staff.addProgramme({ name: '포럼', kind: 'FORUM', field: 'COMMUNICATION_EMPATHY' });
  const session = await t.staff.planSession({ programmeId: programme.id, planned: '2012-01-01' });
  await t.staff.holdSession({ id: session.id, version: session.version, held: '2012-01-01' });
  const writers = [t.staff, t.manager, ...others.map((actor) => t.pcrm.as(actor))];
  return {
    actors: [t.actors.viewer, t.actors.staff, t.actors.manager, t.actors.admin, ...others, service],
    perform: async (next) => {
      try {
        await performStep(t, { writers, stakeholderIds, sessionId: session.id }, next);
      } catch (error) {
        if (!refusals.has((error as { code?: string }).code)) throw error;
      }
    },
  };
}

// Who a step names may be merged, and what it is about changed or deleted by somebody else at the same time; Prisma itself says so with P2025,
// P2003 and P2034. P2028: the transaction took longer than ten seconds, on a machine that is busy.
const refusals = new Set<string | undefined>([
  'CONFLICT',
  'STALE_VERSION',
  'NOT_FOUND',
  'INVALID_INPUT',
  'P2025',
  'P2003',
  'P2034',
  'P2028',
]);

interface Cast {
  readonly writers: readonly PcrmAs[];
  readonly stakeholderIds: readonly string[];
  readonly sessionId: string;
}

async function performStep(t: TestPcrm, cast: Cast, next: Step): Promise<void> {
  const entry = (said: { at: string; channel: EngagementChannel; confidentiality: Confidentiality; who: number[] }) => ({
    occurredAt: said.at,
    channel: said.channel,
    direction: 'INBOUND' as const,
    subject: '통화',
    confidentiality: said.confidentiality,
    stakeholderIds: said.who.map((number) => cast.stakeholderIds[number]!),
  });
  switch (next.kind) {
    case 'log':
      await cast.writers[next.by]!.logEngagement(entry(next));
      return;
    case 'batch':
      await cast.writers[0]!.logEngagements(next.contacts.map(entry));
      return;
    case 'hear': {
      const { direction: _, ...said } = entry(next);
      await cast.writers[next.by]!.hearOpinion({ ...said, sessionId: cast.sessionId });
      return;
    }
    case 'correct':
      return correct(t, cast, next);
    case 'categorize': {
      const found = await t.pcrm.db.stakeholder.findUnique({ where: { id: cast.stakeholderIds[next.who]! } });
      if (found) await t.staff.reviseStakeholder({ id: found.id, version: found.version, categories: next.categories });
      return;
    }
    case 'merge':
      return mergeTwo(t, cast.stakeholderIds[next.who]!, cast.stakeholderIds[next.into]!);
    case 'undo': {
      const last = await t.pcrm.db.stakeholderMerge.findFirst({ where: { undoneAt: null }, orderBy: { sequence: 'desc' } });
      if (last) await t.manager.undoMerge({ id: last.id, reason: '아니다' });
      return;
    }
    case 'delete': {
      // No command does, but the database lets it: what goes with it is not tallied any more.
      const found = await nth(t, next.which, { sessionOpinion: null, revisions: { none: {} } });
      if (found) await t.database.client.engagement.delete({ where: { id: found.id } });
    }
  }
}

async function nth({ pcrm }: TestPcrm, which: number, where: object = {}) {
  const total = await pcrm.db.engagement.count({ where });
  if (total === 0) return null;
  return pcrm.db.engagement.findFirst({ where, orderBy: { id: 'asc' }, skip: which % total });
}

async function correct(t: TestPcrm, { stakeholderIds }: Cast, next: Extract<Step, { kind: 'correct' }>): Promise<void> {
  const found = await nth(t, next.which);
  if (found === null) return;
  await t.admin.correctEngagement({
    id: found.id,
    version: found.version,
    reason: '잘못 적음',
    ...(next.at === undefined ? {} : { occurredAt: next.at }),
    ...(next.channel === undefined ? {} : { channel: next.channel }),
    ...(next.confidentiality === undefined ? {} : { confidentiality: next.confidentiality }),
    ...(next.who === undefined ? {} : { stakeholderIds: next.who.map((number) => stakeholderIds[number]!) }),
  });
}

async function mergeTwo(t: TestPcrm, mergeId: string, keepId: string): Promise<void> {
  const found = await t.pcrm.db.stakeholder.findMany({ where: { id: { in: [mergeId, keepId] } } });
  const [one, other] = found;
  if (one === undefined || other === undefined || one.kind !== other.kind) return;
  await merge(t, mergeId, keepId);
}
