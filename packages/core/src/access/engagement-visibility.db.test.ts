import { beforeAll, describe, expect, test } from 'vitest';
import { Prisma } from '../generated/prisma/client.js';
import { Confidentiality } from '../generated/prisma/enums.js';
import { useTestPcrm } from '../testing.js';
import { systemActor, type Actor, type Scope } from './actor.js';
import {
  confidentialitiesRead,
  mayReadEngagement,
  otherVisibleEngagementsSql,
  visibleEngagements,
  visibleEngagementsSql,
} from './engagement-visibility.js';

const t = useTestPcrm();

/** Which engagements of one confidentiality somebody may read. OWN: entered by them, or with them. */
type Reach = 'ALL' | 'OWN' | 'OWN_AND_DEPARTMENT' | 'NONE';

interface Case {
  readonly who: string;
  readonly actor: () => Promise<Actor> | Actor;
  readonly reach: Record<Confidentiality, Reach>;
}

const service = (scopes: Scope[], inDepartment = true) => {
  const departmentId = inDepartment ? t.departmentId : null;
  return t.admin.addActor({ kind: 'SERVICE', name: scopes.join(' ') || 'nothing', scopes, departmentId });
};

const cases: readonly Case[] = [
  { who: 'a viewer', actor: () => t.actors.viewer, reach: { PUBLIC: 'ALL', INTERNAL: 'ALL', RESTRICTED: 'OWN' } },
  { who: 'a member of staff', actor: () => t.actors.staff, reach: { PUBLIC: 'ALL', INTERNAL: 'ALL', RESTRICTED: 'OWN' } },
  { who: 'a manager', actor: () => t.actors.manager, reach: { PUBLIC: 'ALL', INTERNAL: 'ALL', RESTRICTED: 'OWN_AND_DEPARTMENT' } },
  { who: 'an administrator', actor: () => t.actors.admin, reach: { PUBLIC: 'ALL', INTERNAL: 'ALL', RESTRICTED: 'ALL' } },
  { who: 'the system', actor: () => systemActor, reach: { PUBLIC: 'ALL', INTERNAL: 'ALL', RESTRICTED: 'ALL' } },
  {
    who: 'a manager of no department',
    actor: () => t.admin.addActor({ kind: 'STAFF', name: '무소속', role: 'MANAGER' }),
    reach: { PUBLIC: 'ALL', INTERNAL: 'ALL', RESTRICTED: 'OWN' },
  },
  {
    who: 'a service that reads',
    actor: () => service(['engagements:read']),
    reach: { PUBLIC: 'ALL', INTERNAL: 'NONE', RESTRICTED: 'OWN' },
  },
  {
    who: 'a service that reads internal ones',
    actor: () => service(['engagements:read', 'engagements:read-internal']),
    reach: { PUBLIC: 'ALL', INTERNAL: 'ALL', RESTRICTED: 'OWN' },
  },
  {
    who: 'a service that reads those of its department',
    actor: () => service(['engagements:read', 'engagements:read-restricted']),
    reach: { PUBLIC: 'ALL', INTERNAL: 'NONE', RESTRICTED: 'OWN_AND_DEPARTMENT' },
  },
  {
    who: 'a service that reads all restricted ones',
    actor: () => service(['engagements:read', 'engagements:read-all'], false),
    reach: { PUBLIC: 'ALL', INTERNAL: 'NONE', RESTRICTED: 'ALL' },
  },
  {
    who: 'a service without engagements:read',
    actor: () => service(['engagements:write', 'engagements:read-internal', 'engagements:read-restricted', 'engagements:read-all']),
    reach: { PUBLIC: 'NONE', INTERNAL: 'NONE', RESTRICTED: 'NONE' },
  },
];

let otherDepartmentId: string;
let somebodyElse: Actor;
beforeAll(async () => {
  otherDepartmentId = (await t.admin.addDepartment({ name: '예산담당관실' })).id;
  somebodyElse = await t.admin.addActor({ kind: 'STAFF', name: '다른 직원', role: 'STAFF', departmentId: otherDepartmentId });
});

/** Engagements of every confidentiality in every relation to the actor; the subject says which. */
async function logInEveryRelation(actor: Actor) {
  for (const confidentiality of Object.values(Confidentiality)) {
    for (const enteredBy of ['entered', 'not-entered']) {
      for (const part of ['took-part', 'no-part']) {
        for (const department of ['same-department', 'other-department', 'no-department']) {
          const departmentId = { 'same-department': t.departmentId, 'other-department': otherDepartmentId, 'no-department': null }[
            department
          ];
          await t.database.client.engagement.create({
            data: {
              subject: [actor.id, confidentiality, enteredBy, part, department].join(' '),
              occurredAt: new Date('2012-12-01T00:00:00Z'),
              channel: 'CALL',
              direction: 'INBOUND',
              confidentiality,
              enteredById: enteredBy === 'entered' ? actor.id : somebodyElse.id,
              enteredForId: departmentId ?? null,
              staff: { create: [{ actorId: somebodyElse.id }, ...(part === 'took-part' ? [{ actorId: actor.id }] : [])] },
            },
          });
        }
      }
    }
  }
}

function isExpected(reach: Reach, subject: string): boolean {
  const [, , enteredBy, part, department] = subject.split(' ');
  const own = enteredBy === 'entered' || part === 'took-part';
  switch (reach) {
    case 'ALL':
      return true;
    case 'OWN':
      return own;
    case 'OWN_AND_DEPARTMENT':
      return own || department === 'same-department';
    case 'NONE':
      return false;
  }
}

describe('who may read an engagement', () => {
  test.for(cases)('$who, as a filter, as SQL and as a function', async ({ actor: find, reach }) => {
    const actor = await find();
    await logInEveryRelation(actor);
    const mine = { subject: { startsWith: actor.id } };
    const all = await t.pcrm.db.engagement.findMany({ where: mine, include: { staff: true } });
    all.sort((one, other) => (one.subject < other.subject ? -1 : 1));
    expect(all).toHaveLength(36);
    const expected = all
      .map(({ subject }) => subject)
      .filter((subject) => isExpected(reach[subject.split(' ')[1] as Confidentiality], subject));

    const byFilter = await t.pcrm.db.engagement.findMany({ where: { AND: [visibleEngagements(actor), mine] } });
    expect(byFilter.map(({ subject }) => subject).toSorted()).toEqual(expected);
    const bySql = await t.pcrm.db.$queryRaw<{ subject: string }[]>`
      SELECT t."subject" FROM "Engagement" t WHERE ${visibleEngagementsSql(actor)} AND starts_with(t."subject", ${actor.id})`;
    expect(bySql.map(({ subject }) => subject).toSorted()).toEqual(expected);
    const byOtherAlias = await t.pcrm.db.$queryRaw<{ subject: string }[]>`
      SELECT "row"."subject" FROM "Engagement" AS "row"
      WHERE ${visibleEngagementsSql(actor, Prisma.sql`"row"`)} AND starts_with("row"."subject", ${actor.id})`;
    expect(byOtherAlias.map(({ subject }) => subject).toSorted()).toEqual(expected);
    const byParts = await t.pcrm.db.$queryRaw<{ subject: string }[]>`
      SELECT e."subject" FROM "Engagement" e WHERE starts_with(e."subject", ${actor.id})
        AND (e."confidentiality"::text = ANY(${confidentialitiesRead(actor)}) OR e."id" IN (SELECT "id" FROM (${otherVisibleEngagementsSql(actor, Prisma.sql`TRUE`)}) others))`;
    expect(byParts.map(({ subject }) => subject).toSorted()).toEqual(expected);
    const byFunction = all.filter(({ staff, ...columns }) =>
      mayReadEngagement(actor, { ...columns, staffIds: staff.map(({ actorId }) => actorId) }),
    );
    expect(byFunction.map(({ subject }) => subject)).toEqual(expected);
  });

  test('reaches what the words say: 12 of each kind, of which 9 are own and 10 own or of the department', () => {
    const subjects = ['entered', 'not-entered'].flatMap((enteredBy) =>
      ['took-part', 'no-part'].flatMap((part) =>
        ['same-department', 'other-department', 'no-department'].map((department) => `x RESTRICTED ${enteredBy} ${part} ${department}`),
      ),
    );
    const count = (reach: Reach) => subjects.filter((subject) => isExpected(reach, subject)).length;
    expect([count('ALL'), count('OWN'), count('OWN_AND_DEPARTMENT'), count('NONE')]).toEqual([12, 9, 10, 0]);
  });
});
