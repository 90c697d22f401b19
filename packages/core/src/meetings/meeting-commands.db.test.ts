import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();
const UNKNOWN = '01936c5f-0000-7000-8000-00000000dead';

let incheon: string;
let seoul: string;
let deputy: string;
let task: string;

beforeAll(async () => {
  const organization = async (name: string) => (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name })).id;
  [incheon, seoul] = [await organization('인천'), await organization('서울')];
  deputy = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '부시장' })).id;
  task = (
    await t.database.client.policyTask.create({ data: { number: 1, title: '과제 1', origin: 'AGREED', enteredById: t.actors.staff.id } })
  ).id;
});

let bodies = 0;
async function newBody(): Promise<string> {
  bodies += 1;
  const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: `협의체 ${bodies}` });
  await t.staff.establishBody({ organizationId: id, kind: 'CONSULTATIVE_BODY' });
  return id;
}

describe('planning a meeting', () => {
  test('keeps number, host, partial date and the agenda in order', async () => {
    const bodyId = await newBody();
    const planned = await t.staff.planMeeting({
      bodyId,
      ordinal: 8,
      kind: 'REGULAR',
      title: ' 제8차 회의 ',
      hostId: incheon,
      place: '인천',
      planned: '2013-01',
      agenda: [
        { title: 'GTX', proposerId: seoul },
        { title: '규제 완화', policyTaskId: task },
      ],
    });
    expect(planned).toMatchObject({
      bodyId,
      ordinal: 8,
      title: '제8차 회의',
      hostId: incheon,
      status: 'PLANNED',
      plannedDate: new Date('2013-01-01'),
      plannedPrecision: 'MONTH',
      heldDate: null,
      agenda: [
        { position: 1, title: 'GTX', proposerId: seoul, decision: null },
        { position: 2, title: '규제 완화', policyTaskId: task },
      ],
      attendances: [],
      endedMemberships: [],
      version: 1,
      enteredById: t.actors.staff.id,
    });
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: planned.id } });
    expect(audit).toMatchObject([{ command: 'planMeeting', subjectType: 'Meeting', before: null, after: { agenda: [{}, {}] } }]);
  });

  test('names every id that is unknown', async () => {
    const refused = t.staff.planMeeting({
      bodyId: seoul,
      kind: 'REGULAR',
      hostId: UNKNOWN,
      sourceId: UNKNOWN,
      agenda: [{ title: '하나' }, { title: '둘', proposerId: UNKNOWN, policyTaskId: UNKNOWN }],
    });
    await expect(refused).rejects.toMatchObject({
      problems: [
        { path: ['bodyId'], code: 'unknown_id' },
        { path: ['hostId'], code: 'unknown_id' },
        { path: ['sourceId'], code: 'unknown_id' },
        { path: ['agenda', 1, 'proposerId'], code: 'unknown_id' },
        { path: ['agenda', 1, 'policyTaskId'], code: 'unknown_id' },
      ],
    });
  });

  test('gives a number once in a body', async () => {
    const bodyId = await newBody();
    await t.staff.planMeeting({ bodyId, kind: 'REGULAR', ordinal: 5 });
    const again = t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', ordinal: 5, held: '2012' });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', rule: 'Meeting_bodyId_ordinal_key' });
    await expect(again).rejects.toThrow('already has a meeting with this number');
  });

  test('is not for viewers', async () => {
    await expect(t.viewer.planMeeting({ bodyId: UNKNOWN, kind: 'REGULAR' })).rejects.toMatchObject({ scope: 'meetings:write' });
  });
});

describe('recording a meeting that was held', () => {
  test('keeps the year that is known, the agenda with its decisions and who came', async () => {
    const bodyId = await newBody();
    const held = await t.staff.recordHeldMeeting({
      bodyId,
      kind: 'EXTRAORDINARY',
      held: '2012',
      summary: '보육 국비',
      agenda: [{ title: '보육', decision: 'ADOPTED', decisionText: '원안대로' }],
      attendances: [
        { stakeholderId: incheon, status: 'REPRESENTED', proxyId: deputy },
        { stakeholderId: seoul, status: 'EXCUSED' },
      ],
    });
    expect(held).toMatchObject({ status: 'HELD', heldDate: new Date('2012-01-01'), heldPrecision: 'YEAR', summary: '보육 국비' });
    expect(held.agenda).toMatchObject([{ position: 1, decision: 'ADOPTED', decisionText: '원안대로' }]);
    const came = Object.fromEntries(held.attendances.map(({ stakeholderId, status, proxyId }) => [stakeholderId, [status, proxyId]]));
    expect(came).toEqual({ [incheon]: ['REPRESENTED', deputy], [seoul]: ['EXCUSED', null] });
  });

  test('is on a day that has come in Korea', async () => {
    const bodyId = await newBody();
    const record = () => t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2012-12-13', hostId: UNKNOWN });
    t.setNow('2012-12-12T14:59:59Z');
    await expect(record()).rejects.toMatchObject({ problems: [{ path: ['held'], code: 'in_the_future' }, { path: ['hostId'] }] });
    t.setNow('2012-12-12T15:00:00Z');
    await expect(record()).rejects.toMatchObject({ problems: [{ path: ['hostId'] }] });
    t.setNow('2012-12-12T03:00:00Z');
  });
});

describe('holding a planned meeting', () => {
  test('keeps the date held beside the date planned', async () => {
    const { id } = await t.staff.planMeeting({ bodyId: await newBody(), kind: 'REGULAR', planned: '2012-10', place: '서울' });
    const held = await t.staff.holdMeeting({ id, version: 1, held: '2012-11-20', summary: '결과', hostId: incheon, ordinal: 3 });
    expect(held).toMatchObject({
      status: 'HELD',
      plannedDate: new Date('2012-10-01'),
      heldDate: new Date('2012-11-20'),
      heldPrecision: 'DAY',
      place: '서울',
      hostId: incheon,
      ordinal: 3,
      summary: '결과',
      version: 2,
    });
    await expect(t.staff.holdMeeting({ id, version: 2, held: '2012-11-21' })).rejects.toMatchObject({
      code: 'CONFLICT',
      rule: 'meeting_held',
    });
    await expect(t.staff.holdMeeting({ id, version: 1, held: '2012-11-21' })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await expect(t.staff.cancelMeeting({ id, version: 2 })).rejects.toMatchObject({ rule: 'meeting_held' });
    await expect(t.staff.holdMeeting({ id: UNKNOWN, version: 1, held: '2012' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      entity: 'Meeting',
    });
  });

  test('is refused for a day to come, for an unknown host and after it was cancelled', async () => {
    const { id } = await t.staff.planMeeting({ bodyId: await newBody(), kind: 'REGULAR' });
    const early = t.staff.holdMeeting({ id, version: 1, held: '2013-01', hostId: UNKNOWN });
    await expect(early).rejects.toMatchObject({ problems: [{ path: ['held'] }, { path: ['hostId'] }] });
    expect(await t.staff.cancelMeeting({ id, version: 1 })).toMatchObject({ status: 'CANCELLED', version: 2 });
    await expect(t.staff.holdMeeting({ id, version: 2, held: '2012' })).rejects.toMatchObject({ rule: 'meeting_cancelled' });
    await expect(t.staff.setAgenda({ meetingId: id, version: 2, items: [] })).rejects.toMatchObject({ rule: 'meeting_cancelled' });
  });

  test('happens once when ten hold it at once', async () => {
    const { id } = await t.staff.planMeeting({ bodyId: await newBody(), kind: 'REGULAR' });
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => t.staff.holdMeeting({ id, version: 1, held: '2012-12' })));
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array.from({ length: 9 }, () => 'STALE_VERSION'));
  });
});

async function bodyWithChair(from: string): Promise<{ bodyId: string; chairId: string }> {
  const bodyId = await newBody();
  const chair = await t.staff.startMembership({
    organizationId: bodyId,
    memberId: incheon,
    role: 'CHAIR',
    from,
    termEnd: 'UNTIL_NEXT_MEETING',
  });
  return { bodyId, chairId: chair.id };
}

describe('terms until the next meeting', () => {
  const term = (id: string) =>
    t.pcrm.db.membership.findUniqueOrThrow({
      where: { id },
      select: { untilDate: true, untilPrecision: true, endedByMeetingId: true },
    });
  const open = { untilDate: null, untilPrecision: null, endedByMeetingId: null };

  test('end on the date held, not on the date planned', async () => {
    const { bodyId, chairId } = await bodyWithChair('2012-06');
    const { id } = await t.staff.planMeeting({ bodyId, kind: 'REGULAR', planned: '2012-10' });
    expect(await term(chairId)).toEqual(open);
    const held = await t.staff.holdMeeting({ id, version: 1, held: '2012-11-20' });
    expect(await term(chairId)).toEqual({ untilDate: new Date('2012-11-20'), untilPrecision: 'DAY', endedByMeetingId: id });
    expect(held.endedMemberships).toMatchObject([{ id: chairId, version: 2 }]);
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: id, command: 'holdMeeting' } });
    expect(audit).toMatchObject([{ before: { status: 'PLANNED', endedMemberships: [] }, after: { endedMemberships: [{ id: chairId }] } }]);
  });

  test('go on when a meeting that was held before they began is recorded, and end with one that was held after', async () => {
    const { bodyId, chairId } = await bodyWithChair('2012-06-01');
    for (const held of ['2011', '2012-05-31', '2012-06-01', '2012']) await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held });
    expect(await term(chairId)).toEqual(open);
    const { id } = await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2012-07' });
    expect(await term(chairId)).toEqual({ untilDate: new Date('2012-07-01'), untilPrecision: 'MONTH', endedByMeetingId: id });
  });

  test('of another body go on, and so they do when the meeting is refused', async () => {
    const { bodyId, chairId } = await bodyWithChair('2012-06');
    await t.staff.recordHeldMeeting({ bodyId: await newBody(), kind: 'REGULAR', held: '2012-11' });
    const refused = t.staff.recordHeldMeeting({
      bodyId,
      kind: 'REGULAR',
      held: '2012-11',
      ordinal: 1,
      attendances: [{ stakeholderId: UNKNOWN, status: 'PRESENT' }],
    });
    await expect(refused).rejects.toMatchObject({ problems: [{ path: ['attendances', 0, 'stakeholderId'] }] });
    expect(await term(chairId)).toEqual(open);
  });

  test('follow the date when it is corrected', async () => {
    const { bodyId, chairId } = await bodyWithChair('2012-06');
    const { id } = await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2012-11' });
    const revised = await t.staff.reviseMeeting({ id, version: 1, held: '2012-11-20', kind: 'EXTRAORDINARY', place: '대전' });
    expect(revised).toMatchObject({ heldPrecision: 'DAY', kind: 'EXTRAORDINARY', place: '대전', version: 2 });
    expect(await term(chairId)).toEqual({ untilDate: new Date('2012-11-20'), untilPrecision: 'DAY', endedByMeetingId: id });
    await t.staff.reviseMeeting({ id, version: 2, held: '2012-05' });
    expect(await term(chairId)).toEqual(open);
    await t.staff.reviseMeeting({ id, version: 3, held: '2012-08' });
    expect(await term(chairId)).toEqual({ untilDate: new Date('2012-08-01'), untilPrecision: 'MONTH', endedByMeetingId: id });
  });

  test('are left alone by a revision that does not move the date', async () => {
    const { bodyId, chairId } = await bodyWithChair('2012-06');
    const { id } = await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2012-11' });
    await t.staff.reviseMeeting({ id, version: 1, held: '2012-11', summary: '요약' });
    expect(await t.pcrm.db.membership.findUniqueOrThrow({ where: { id: chairId } })).toMatchObject({ version: 2 });
  });
});

describe('revising a meeting', () => {
  test('gives the date held only to one that was held', async () => {
    const { id } = await t.staff.planMeeting({ bodyId: await newBody(), kind: 'REGULAR', ordinal: 2, planned: '2013-02' });
    const refused = t.staff.reviseMeeting({ id, version: 1, held: '2013-02', hostId: UNKNOWN });
    await expect(refused).rejects.toMatchObject({
      problems: [
        { path: ['held'], code: 'in_the_future' },
        { path: ['held'], code: 'not_held' },
        { path: ['hostId'], code: 'unknown_id' },
      ],
    });
    const revised = await t.staff.reviseMeeting({ id, version: 1, planned: null, ordinal: null, hostId: seoul });
    expect(revised).toMatchObject({ plannedDate: null, plannedPrecision: null, ordinal: null, hostId: seoul, kind: 'REGULAR', version: 2 });
    await expect(t.staff.reviseMeeting({ id, version: 1, place: '울산' })).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });
});

describe('setting the agenda', () => {
  test('replaces the items in order, and those that name their id stay', async () => {
    const { id: meetingId, agenda } = await t.staff.recordHeldMeeting({
      bodyId: await newBody(),
      kind: 'REGULAR',
      held: '2012',
      agenda: [{ title: '하나' }, { title: '둘' }, { title: '셋' }],
    });
    const [first, , third] = agenda.map(({ id }) => id);
    const items = [
      { id: third, title: '셋', decision: 'DEFERRED' as const, decisionText: '다음에' },
      { title: '새 안건' },
      { id: first, title: '하나' },
    ];
    const set = await t.staff.setAgenda({ meetingId, version: 1, items });
    expect(set.version).toBe(2);
    expect(set.agenda.map(({ position, title, decision }) => [position, title, decision])).toEqual([
      [1, '셋', 'DEFERRED'],
      [2, '새 안건', null],
      [3, '하나', null],
    ]);
    expect([set.agenda[0]?.id, set.agenda[2]?.id]).toEqual([third, first]);
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: meetingId, command: 'setAgenda' } });
    expect(audit).toMatchObject([{ before: { agenda: [{ title: '하나' }, { title: '둘' }, { title: '셋' }] } }]);
  });

  test('names unknown items, proposers and tasks, and decisions before the meeting', async () => {
    const { id: meetingId } = await t.staff.planMeeting({ bodyId: await newBody(), kind: 'REGULAR' });
    const items = [
      { id: UNKNOWN, title: '하나' },
      { title: '둘', decision: 'ADOPTED' as const, proposerId: UNKNOWN, policyTaskId: UNKNOWN },
    ];
    await expect(t.staff.setAgenda({ meetingId, version: 1, items })).rejects.toMatchObject({
      problems: [
        { path: ['items', 0, 'id'], code: 'unknown_id' },
        { path: ['items', 1, 'decision'], code: 'not_held' },
        { path: ['items', 1, 'proposerId'], code: 'unknown_id' },
        { path: ['items', 1, 'policyTaskId'], code: 'unknown_id' },
      ],
    });
    expect((await t.staff.setAgenda({ meetingId, version: 1, items: [{ title: '하나' }] })).agenda).toHaveLength(1);
  });

  test('happens once when ten set it from one version', async () => {
    const { id: meetingId } = await t.staff.planMeeting({ bodyId: await newBody(), kind: 'REGULAR' });
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => t.staff.setAgenda({ meetingId, version: 1, items: [{ title: `안건 ${index}` }] })),
    );
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array.from({ length: 9 }, () => 'STALE_VERSION'));
    expect(await t.pcrm.db.agendaItem.count({ where: { meetingId } })).toBe(1);
  });
});

describe('recording attendance', () => {
  test('replaces who came to a meeting that was held', async () => {
    const { id: meetingId } = await t.staff.recordHeldMeeting({
      bodyId: await newBody(),
      kind: 'REGULAR',
      held: '2012',
      attendances: [{ stakeholderId: seoul, status: 'ABSENT' }],
    });
    const attendances = [{ stakeholderId: incheon, status: 'REPRESENTED' as const, proxyId: deputy }];
    const recorded = await t.staff.recordAttendance({ meetingId, version: 1, attendances });
    expect(recorded).toMatchObject({ version: 2, attendances: [{ stakeholderId: incheon, status: 'REPRESENTED', proxyId: deputy }] });
    expect(recorded.attendances).toHaveLength(1);
    const unknown = t.staff.recordAttendance({
      meetingId,
      version: 2,
      attendances: [{ stakeholderId: incheon, status: 'REPRESENTED', proxyId: UNKNOWN }],
    });
    await expect(unknown).rejects.toMatchObject({ problems: [{ path: ['attendances', 0, 'proxyId'], code: 'unknown_id' }] });
    await expect(t.staff.recordAttendance({ meetingId, version: 1, attendances })).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  test('needs a meeting that was held', async () => {
    const { id: meetingId } = await t.staff.planMeeting({ bodyId: await newBody(), kind: 'REGULAR' });
    const refused = t.staff.recordAttendance({ meetingId, version: 1, attendances: [{ stakeholderId: incheon, status: 'PRESENT' }] });
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT', rule: 'meeting_not_held' });
  });
});

describe('the database itself', () => {
  const newMeeting = async () => (await t.staff.recordHeldMeeting({ bodyId: await newBody(), kind: 'REGULAR', held: '2012' })).id;

  test('ties the status HELD to a date, and counts from 1', async () => {
    const columns = { bodyId: await newBody(), kind: 'REGULAR', enteredById: t.actors.staff.id } as const;
    const { meeting } = t.database.client;
    await expect(meeting.create({ data: { ...columns, status: 'HELD' } })).rejects.toThrow('Meeting_held_has_date');
    const dated = { ...columns, heldDate: new Date('2012-01-01'), heldPrecision: 'YEAR' } as const;
    await expect(meeting.create({ data: dated })).rejects.toThrow('Meeting_held_has_date');
    await expect(meeting.create({ data: { ...columns, ordinal: 0 } })).rejects.toThrow('Meeting_ordinal_positive');
  });

  test('has a proxy exactly for who is represented, another one, and a stakeholder once', async () => {
    const meetingId = await newMeeting();
    const { attendance } = t.database.client;
    const came = { meetingId, stakeholderId: incheon };
    await expect(attendance.create({ data: { ...came, status: 'REPRESENTED' } })).rejects.toThrow('Attendance_proxy_when_represented');
    await expect(attendance.create({ data: { ...came, status: 'PRESENT', proxyId: deputy } })).rejects.toThrow(
      'Attendance_proxy_when_represented',
    );
    await expect(attendance.create({ data: { ...came, status: 'REPRESENTED', proxyId: incheon } })).rejects.toThrow(
      'Attendance_proxy_is_another',
    );
    await attendance.create({ data: { ...came, status: 'PRESENT' } });
    await expect(attendance.create({ data: { ...came, status: 'ABSENT' } })).rejects.toMatchObject({ code: 'P2002' });
  });

  test('has no words of a decision without one, and positions from 1', async () => {
    const columns = { meetingId: await newMeeting(), title: '안건', position: 1 };
    const { agendaItem } = t.database.client;
    await expect(agendaItem.create({ data: { ...columns, decisionText: '원안' } })).rejects.toThrow('AgendaItem_text_of_decision');
    await expect(agendaItem.create({ data: { ...columns, position: 0 } })).rejects.toThrow('AgendaItem_position_positive');
  });
});
