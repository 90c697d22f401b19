import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();
let names = 0;
const organization = async () => (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: `기관 ${(names += 1)}` })).id;
const body = async () => (await t.staff.establishBody({ organizationId: await organization(), kind: 'CONSULTATIVE_BODY' })).id;

let incheon: string;
beforeAll(async () => {
  incheon = await organization();
});

const startChair = async (bodyId: string, from?: string) =>
  (await t.staff.startMembership({ organizationId: bodyId, memberId: incheon, role: 'CHAIR', from, termEnd: 'UNTIL_NEXT_MEETING' })).id;
const hold = async (bodyId: string, held: string) => (await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held })).id;
const until = async (id: string) => {
  const { untilDate, untilPrecision, endedByMeetingId } = await t.pcrm.db.membership.findUniqueOrThrow({ where: { id } });
  return [untilDate?.toISOString().slice(0, 10) ?? null, untilPrecision, endedByMeetingId];
};

describe('a meeting that is entered late', () => {
  test('moves the end of a term back when it came before the one that ended it', async () => {
    const bodyId = await body();
    const chair = await startChair(bodyId, '2012-01');
    const later = await hold(bodyId, '2012-11-20');
    expect(await until(chair)).toEqual(['2012-11-20', 'DAY', later]);
    const earlier = await hold(bodyId, '2012-07-03');
    expect(await until(chair)).toEqual(['2012-07-03', 'DAY', earlier]);
    const audit = await t.pcrm.db.auditRecord.findFirst({ where: { subjectId: earlier } });
    expect(audit).toMatchObject({ after: { endedMemberships: [{ id: chair }] } });
  });

  test('leaves a term alone when it may have come after, before the term, or when nobody knows that the term had begun', async () => {
    const bodyId = await body();
    const chair = await startChair(bodyId, '2012-06');
    const later = await hold(bodyId, '2012-11-20');
    for (const held of ['2012-11', '2012', '2012-05-31', '2012-11-20', '2012-12-01']) await hold(bodyId, held);
    expect(await until(chair)).toEqual(['2012-11-20', 'DAY', later]);
    const other = await body();
    const unknown = await startChair(other);
    const first = await hold(other, '2012-11-20');
    await hold(other, '2005');
    expect(await until(unknown)).toEqual(['2012-11-20', 'DAY', first]);
  });

  test('does not touch a term that somebody ended by hand', async () => {
    const bodyId = await body();
    const chair = await startChair(bodyId, '2012-01');
    await t.staff.endMembership({ id: chair, version: 1, until: '2012-09' });
    await hold(bodyId, '2012-07-03');
    expect(await until(chair)).toEqual(['2012-09-01', 'MONTH', null]);
  });
});

describe('a date held that is corrected', () => {
  test('to before the term leaves it to the next meeting that was held, and to after another meeting ends it there', async () => {
    const bodyId = await body();
    const chair = await startChair(bodyId, '2012-06');
    const first = await hold(bodyId, '2012-08');
    const second = await hold(bodyId, '2012-11');
    await t.staff.reviseMeeting({ id: first, version: 1, held: '2012-05' });
    expect(await until(chair)).toEqual(['2012-11-01', 'MONTH', second]);
    await t.staff.reviseMeeting({ id: first, version: 2, held: '2012-09' });
    expect(await until(chair)).toEqual(['2012-09-01', 'MONTH', first]);
    await t.staff.reviseMeeting({ id: first, version: 3, held: '2012-12-01' });
    expect(await until(chair)).toEqual(['2012-11-01', 'MONTH', second]);
  });

  test('to an earlier day ends the seats that rest on a post whose holding it ended', async () => {
    const bodyId = await body();
    const committee = await body();
    const person = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '사무총장' })).id;
    const { id: postId } = await t.staff.createPost({ organizationId: bodyId, title: '사무총장' });
    const holding = await t.staff.startMembership({
      organizationId: bodyId,
      memberId: person,
      role: 'POST_HOLDER',
      postId,
      from: '2012-01',
      termEnd: 'UNTIL_NEXT_MEETING',
    });
    const seat = { organizationId: committee, memberId: person, basis: 'EX_OFFICIO', exOfficioPostId: postId, from: '2012-02' } as const;
    const { id: seatId } = await t.staff.startMembership({ ...seat, role: 'MEMBER' });
    const meeting = await hold(bodyId, '2012-11-20');
    expect(await until(seatId)).toEqual(['2012-11-20', 'DAY', null]);
    await t.staff.reviseMeeting({ id: meeting, version: 1, held: '2012-10-05' });
    expect(await until(holding.id)).toEqual(['2012-10-05', 'DAY', meeting]);
    expect(await until(seatId)).toEqual(['2012-10-05', 'DAY', null]);
  });
});
