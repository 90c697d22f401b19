import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Scope } from '../access/actor.js';
import { visibleAppointments, visibleAppointmentsSql } from '../access/engagement-visibility.js';
import { loadPages } from '../database/keyset.js';
import type { Appointment } from '../generated/prisma/client.js';
import { useTestPcrm } from '../testing.js';
import { appointmentsOfStakeholder, type AppointmentFilter } from './appointment-queries.js';

const t = useTestPcrm();
const UNKNOWN = '01936c5f-0000-7000-8000-00000000dead';

let councillor: string;
let council: string;
let outsider: Actor;

beforeAll(async () => {
  councillor = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '노의원' })).id;
  council = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회' })).id;
  const departmentId = (await t.admin.addDepartment({ name: '예산담당관실' })).id;
  outsider = await t.admin.addActor({ kind: 'STAFF', name: '예산', role: 'MANAGER', departmentId });
});

const visit = (more: object = {}) => ({
  startsAt: '2012-12-14T10:00:00+09:00',
  channel: 'VISIT' as const,
  subject: '예산안 설명',
  stakeholderIds: [councillor],
  ...more,
});

describe('planning an appointment', () => {
  test('keeps who is to take part, once each, in one audit record', async () => {
    const planned = await t.staff.planAppointment({
      ...visit({ endsAt: '2012-12-14T11:00:00+09:00', place: '의원실', confidentiality: 'RESTRICTED' }),
      stakeholderIds: [councillor, council, councillor.toUpperCase()],
      staffIds: [t.actors.manager.id],
    });
    expect(planned).toMatchObject({
      startsAt: new Date('2012-12-14T01:00:00Z'),
      endsAt: new Date('2012-12-14T02:00:00Z'),
      channel: 'VISIT',
      subject: '예산안 설명',
      place: '의원실',
      confidentiality: 'RESTRICTED',
      status: 'PLANNED',
      version: 1,
      enteredForId: t.departmentId,
      stakeholderIds: [councillor, council],
      staffIds: [t.actors.manager.id],
    });
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: planned.id } });
    expect(audit).toMatchObject([{ command: 'planAppointment', subjectType: 'Appointment', before: null }]);
  });

  test('is INTERNAL and with the acting member of staff when nothing is said', async () => {
    expect(await t.staff.planAppointment(visit())).toMatchObject({ confidentiality: 'INTERNAL', staffIds: [t.actors.staff.id] });
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '일정 도구', scopes: ['engagements:write'] });
    expect(await t.pcrm.as(service).planAppointment(visit())).toMatchObject({ staffIds: [], enteredForId: null });
  });

  test('lies ahead, ends after it starts and names whom there is: every problem at once', async () => {
    const bad = t.staff.planAppointment(visit({ startsAt: '2012-12-14', endsAt: '2012-12-14T10:00:00', subject: ' ', stakeholderIds: [] }));
    await expect(bad).rejects.toMatchObject({
      problems: [{ path: ['startsAt'] }, { path: ['endsAt'] }, { path: ['subject'] }, { path: ['stakeholderIds'], code: 'too_small' }],
    });
    const span = t.staff.planAppointment(visit({ endsAt: '2012-12-14T01:00:00Z' }));
    await expect(span).rejects.toMatchObject({ problems: [{ path: ['endsAt'], code: 'period_out_of_order' }] });
    const past = t.staff.planAppointment(
      visit({ startsAt: '2012-12-11T02:59:59Z', stakeholderIds: [councillor, UNKNOWN], staffIds: [], sourceId: UNKNOWN }),
    );
    await expect(past).rejects.toMatchObject({
      problems: [
        { path: ['startsAt'], code: 'in_the_past' },
        { path: ['staffIds'], code: 'too_small' },
        { path: ['stakeholderIds', 1], code: 'unknown_id' },
        { path: ['sourceId'], code: 'unknown_id' },
      ],
    });
    // A day of grace is left.
    expect(await t.staff.planAppointment(visit({ startsAt: '2012-12-11T03:00:00Z' }))).toMatchObject({ status: 'PLANNED' });
    await expect(t.viewer.planAppointment(visit())).rejects.toMatchObject({ scope: 'engagements:write' });
  });

  test('happens once with an idempotency key', async () => {
    const one = await t.staff.planAppointment(visit(), { idempotencyKey: 'a' });
    expect(await t.staff.planAppointment(visit(), { idempotencyKey: 'a' })).toEqual(one);
  });
});

describe('revising an appointment', () => {
  test('moves it, with its links, and clears what is null', async () => {
    const { id } = await t.staff.planAppointment(visit({ place: '의원실', endsAt: '2012-12-14T11:00:00+09:00' }));
    const tooEarly = t.staff.reviseAppointment({ id, version: 1, startsAt: '2012-12-14T11:00:00+09:00' });
    await expect(tooEarly).rejects.toMatchObject({ problems: [{ path: ['endsAt'], code: 'period_out_of_order' }] });
    const startsAt = '2012-12-20T10:00:00+09:00';
    const revised = await t.staff.reviseAppointment({ id, version: 1, startsAt, endsAt: null, place: null, stakeholderIds: [council] });
    expect(revised).toMatchObject({ place: null, endsAt: null, stakeholderIds: [council], staffIds: [t.actors.staff.id], version: 2 });
    const links = await t.pcrm.db.appointmentStakeholder.findMany({ where: { appointmentId: id } });
    expect(links).toEqual([{ appointmentId: id, stakeholderId: council, startsAt: new Date(startsAt) }]);
    await t.staff.reviseAppointment({ id, version: 2, startsAt: '2012-12-21T10:00:00+09:00', staffIds: [t.actors.manager.id] });
    const moved = await t.pcrm.db.appointmentStakeholder.findMany({ where: { appointmentId: id } });
    expect(moved.map((link) => link.startsAt)).toEqual([new Date('2012-12-21T01:00:00Z')]);
  });

  test('is refused when it is stale, closed, or not to be seen', async () => {
    const { id } = await t.staff.planAppointment(visit({ confidentiality: 'RESTRICTED' }));
    await expect(t.staff.reviseAppointment({ id, version: 2 })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await expect(t.pcrm.as(outsider).reviseAppointment({ id, version: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(t.pcrm.as(outsider).cancelAppointment({ id, version: 1, reason: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const cancelled = await t.staff.cancelAppointment({ id, version: 1, reason: '의회 일정' });
    expect(cancelled).toMatchObject({ status: 'CANCELLED', cancelReason: '의회 일정', version: 2 });
    const again = t.staff.reviseAppointment({ id, version: 2, subject: '다시' });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', rule: 'appointment_cancelled' });
    await expect(t.staff.holdAppointment({ id, version: 2 })).rejects.toMatchObject({ rule: 'appointment_cancelled' });
    await expect(t.pcrm.as(outsider).holdAppointment({ id, version: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('holding an appointment', () => {
  test('logs the engagement as it was planned', async () => {
    const { id } = await t.staff.planAppointment(visit({ startsAt: '2012-12-13T02:00:00Z', place: '의원실', confidentiality: 'PUBLIC' }));
    const held = await t.manager.holdAppointment({ id, version: 1 });
    expect(held).toMatchObject({ status: 'HELD', version: 2, engagementId: held.engagement.id });
    expect(held.engagement).toMatchObject({
      occurredAt: new Date('2012-12-13T02:00:00Z'),
      channel: 'VISIT',
      direction: 'MUTUAL',
      subject: '예산안 설명',
      place: '의원실',
      confidentiality: 'PUBLIC',
      enteredById: t.actors.manager.id,
      stakeholderIds: [councillor],
      staffIds: [t.actors.staff.id],
    });
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
    expect(audit.map(({ command }) => command)).toEqual(['planAppointment', 'holdAppointment']);
    const again = t.staff.holdAppointment({ id, version: 2 });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', rule: 'appointment_held' });
  });

  test('or as it was, with what was said and promised', async () => {
    const step = { status: 'MAINTAINED', on: '2011-03', reason: '합의' } as const;
    const task = await t.staff.addPolicyTask({ number: 1, title: '과제', origin: 'AGREED', ...step });
    const { id } = await t.staff.planAppointment(visit({ startsAt: '2012-12-12T01:00:00Z' }));
    const held = await t.staff.holdAppointment({
      id,
      version: 1,
      occurredAt: '2012-12-12T01:30:00Z',
      channel: 'CALL',
      direction: 'INBOUND',
      subject: '예산안 문의',
      summary: '자료 요청',
      stakeholderIds: [council, councillor],
      staffIds: [t.actors.manager.id],
      topics: ['예산'],
      commitments: [{ direction: 'OURS', text: '자료를 보낸다', stakeholderId: councillor, due: '2012-12-20' }],
      stances: [
        {
          policyTaskId: task.id,
          stakeholderId: councillor,
          position: 'SUPPORTS',
          confidence: 'STATED',
          legalBasis: 'PUBLIC_STATEMENT',
          quotation: '찬성이다',
        },
      ],
    });
    // Where somebody stands is not kept in the audit.
    const [, audit] = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
    expect(audit).toMatchObject({ command: 'holdAppointment', after: { engagement: { subject: '예산안 문의', stances: [{}] } } });
    expect(JSON.stringify(audit)).not.toMatch(/SUPPORTS|찬성이다/u);
    expect(held.engagement).toMatchObject({
      occurredAt: new Date('2012-12-12T01:30:00Z'),
      channel: 'CALL',
      direction: 'INBOUND',
      subject: '예산안 문의',
      stakeholderIds: [council, councillor],
      staffIds: [t.actors.manager.id],
      commitments: [{ text: '자료를 보낸다' }],
    });
    expect(held).toMatchObject({ subject: '예산안 설명', stakeholderIds: [councillor] });
  });

  test('is not done before its time, and then nothing is written', async () => {
    const { id } = await t.staff.planAppointment(visit());
    const early = t.staff.holdAppointment({ id, version: 1, policyTaskIds: [UNKNOWN] });
    await expect(early).rejects.toMatchObject({
      problems: [
        { path: ['occurredAt'], code: 'in_the_future' },
        { path: ['policyTaskIds', 0], code: 'unknown_id' },
      ],
    });
    expect(await t.staff.findAppointment(id)).toMatchObject({ status: 'PLANNED', version: 1 });
  });

  test('names the engagement that is logged already: a readable one, with one of the same stakeholders, for one appointment', async () => {
    const contact = { occurredAt: '2012-12-12T01:00:00Z', channel: 'CALL', direction: 'INBOUND', subject: '통화' } as const;
    const logged = await t.staff.logEngagement({ ...contact, stakeholderIds: [councillor, council] });
    const elsewhere = await t.staff.logEngagement({ ...contact, stakeholderIds: [council] });
    const hidden = await t.pcrm.as(outsider).logEngagement({ ...contact, stakeholderIds: [councillor], confidentiality: 'RESTRICTED' });
    const { id } = await t.staff.planAppointment(visit());
    const hold = (engagementId: string, more: object = {}) => t.staff.holdAppointment({ id, version: 1, engagementId, ...more });
    await expect(hold(elsewhere.id)).rejects.toMatchObject({ problems: [{ path: ['engagementId'], code: 'other_stakeholder' }] });
    await expect(hold(hidden.id)).rejects.toMatchObject({ problems: [{ path: ['engagementId'], code: 'unknown_id' }] });
    await expect(hold(UNKNOWN)).rejects.toMatchObject({ problems: [{ path: ['engagementId'], code: 'unknown_id' }] });
    await expect(hold(logged.id, { summary: '다름' })).rejects.toMatchObject({ problems: [{ path: ['summary'], code: 'not_allowed' }] });
    const held = await hold(logged.id);
    expect(held).toMatchObject({ status: 'HELD', engagementId: logged.id, engagement: { id: logged.id, version: 1 } });
    const other = await t.staff.planAppointment(visit());
    const twice = t.staff.holdAppointment({ id: other.id, version: 1, engagementId: logged.id });
    await expect(twice).rejects.toMatchObject({ code: 'CONFLICT', rule: 'Appointment_engagementId_key' });
  });

  test('happens once when 5 hold one version', async () => {
    const { id } = await t.staff.planAppointment(visit({ startsAt: '2012-12-12T03:00:00Z', subject: '한 번' }));
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => t.staff.holdAppointment({ id, version: 1 })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await t.pcrm.db.engagement.count({ where: { subject: '한 번' } })).toBe(1);
  });
});

describe('lists of appointments', () => {
  const person: Record<'id', string> = { id: '' };
  beforeAll(async () => {
    person.id = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '목록의 사람' })).id;
    t.setNow('2012-12-01T03:00:00Z');
    const plan = (subject: string, startsAt: string, more: object = {}) =>
      t.staff.planAppointment({ ...visit(more), stakeholderIds: [person.id], subject, startsAt });
    await plan('지난 방문', '2012-12-05T10:00:00+09:00');
    await plan('끝나지 않음', '2012-12-12T11:00:00+09:00', { endsAt: '2012-12-12T13:00:00+09:00' });
    await plan('방금 끝남', '2012-12-12T10:00:00+09:00', { endsAt: '2012-12-12T11:59:00+09:00', staffIds: [t.actors.manager.id] });
    await plan('통화', '2012-12-13T10:00:00+09:00', { channel: 'CALL' });
    const gone = await plan('취소됨', '2012-12-06T10:00:00+09:00');
    await t.staff.cancelAppointment({ id: gone.id, version: 1, reason: '사정' });
    t.setNow('2012-12-12T03:00:00Z');
  });

  const subjects = (page: { readonly rows: readonly { readonly row: Appointment }[] }) => page.rows.map(({ row }) => row.subject);
  const below = async (filter: AppointmentFilter) => {
    const [page] = await loadPages(t.pcrm.db, appointmentsOfStakeholder(t.actors.viewer, filter), { parentIds: [person.id], first: 10 });
    return subjects(page ?? { rows: [] });
  };

  test.for<[string, () => AppointmentFilter, string[]]>([
    ['nothing', () => ({}), ['지난 방문', '취소됨', '방금 끝남', '끝나지 않음', '통화']],
    ['status', () => ({ status: 'CANCELLED' }), ['취소됨']],
    ['channel', () => ({ channels: ['CALL'] }), ['통화']],
    ['from and until', () => ({ from: '2012-12-06T01:00:00Z', until: '2012-12-12T02:00:00Z' }), ['취소됨', '방금 끝남']],
    ['a member of staff', () => ({ staffId: t.actors.manager.id }), ['방금 끝남']],
    ['a department', () => ({ enteredForId: outsider.departmentId }), []],
  ])('are filtered by %s, the earliest first', async ([, filter, expected]) => {
    expect(await below(filter())).toEqual(expected);
    const page = await t.viewer.listAppointments({ filter: filter(), first: 100 });
    expect(subjects(page).filter((subject) => subject !== '예산안 설명' && !/한 번/u.test(subject))).toEqual(expected);
  });

  test('tell which are over and not logged', async () => {
    const unlogged = await t.viewer.unloggedAppointments({ filter: { staffId: t.actors.staff.id }, first: 1 });
    expect(subjects(unlogged)).toEqual(['지난 방문']);
    expect(subjects(await t.viewer.unloggedAppointments({ filter: { staffId: t.actors.manager.id } }))).toEqual(['방금 끝남']);
    expect(subjects(await t.viewer.unloggedAppointments({ filter: { enteredForId: UNKNOWN } }))).toEqual([]);
  });
});

describe('who may read an appointment', () => {
  const service = (scopes: Scope[]) => t.admin.addActor({ kind: 'SERVICE', name: 'service', scopes, departmentId: t.departmentId });
  const everybody = ['PUBLIC'];
  const ofStaff = ['INTERNAL', 'PUBLIC'];
  const all = ['ENTERED', 'INTERNAL', 'PART', 'PUBLIC'];
  beforeAll(async () => {
    const plan = (subject: string, more: object) => t.manager.planAppointment({ ...visit(more), place: '열람', subject });
    await plan('PUBLIC', { confidentiality: 'PUBLIC' });
    await plan('INTERNAL', { confidentiality: 'INTERNAL' });
    await plan('PART', { confidentiality: 'RESTRICTED', staffIds: [t.actors.staff.id] });
    await plan('ENTERED', { confidentiality: 'RESTRICTED' });
  });

  test.for<[string, () => Actor | Promise<Actor>, string[]]>([
    ['a viewer', () => t.actors.viewer, ofStaff],
    ['who is to take part', () => t.actors.staff, ['INTERNAL', 'PART', 'PUBLIC']],
    ['who entered them', () => t.actors.manager, all],
    ['a manager of another department', () => outsider, ofStaff],
    ['an administrator', () => t.actors.admin, all],
    ['a service that reads', () => service(['engagements:read']), everybody],
    ['a service of the department', () => service(['engagements:read', 'engagements:read-restricted']), ['ENTERED', 'PART', 'PUBLIC']],
    ['a service that may not', () => service(['engagements:read-all']), []],
  ])('%s, as a filter and as SQL', async ([, find, expected]) => {
    const actor = await find();
    const byFilter = await t.pcrm.db.appointment.findMany({ where: { AND: [visibleAppointments(actor), { place: '열람' }] } });
    expect(byFilter.map(({ subject }) => subject).toSorted()).toEqual(expected);
    const bySql = await t.pcrm.db.$queryRaw<{ subject: string }[]>`
      SELECT t."subject" FROM "Appointment" t WHERE ${visibleAppointmentsSql(actor)} AND t."place" = '열람'`;
    expect(bySql.map(({ subject }) => subject).toSorted()).toEqual(expected);
  });

  test('holds for finding one and for who takes part', async () => {
    const { id } = await t.pcrm.db.appointment.findFirstOrThrow({ where: { subject: 'ENTERED' } });
    expect(await t.staff.findAppointment(id)).toBeNull();
    expect(await t.manager.findAppointment(id)).toMatchObject({ subject: 'ENTERED' });
    expect([await t.staff.stakeholdersOfAppointments([id]), await t.staff.staffOfAppointments([id])]).toEqual([[[]], [[]]]);
    expect(await t.manager.stakeholdersOfAppointments([id])).toMatchObject([[{ name: '노의원' }]]);
    expect(await t.manager.staffOfAppointments([id])).toMatchObject([[{ name: 'manager' }]]);
  });
});

describe('the database itself', () => {
  const columns = () => ({
    startsAt: new Date('2012-12-14T01:00:00Z'),
    channel: 'CALL' as const,
    subject: '통화',
    enteredById: t.actors.staff.id,
  });

  test.for<[string, object]>([
    ['Appointment_subject_normalized', { subject: ' 통화' }],
    ['Appointment_ends_after_it_starts', { endsAt: new Date('2012-12-14T01:00:00Z') }],
    ['Appointment_held_names_engagement', { status: 'HELD' }],
    ['Appointment_cancelled_has_reason', { status: 'CANCELLED' }],
    ['Appointment_cancelled_has_reason', { cancelReason: '사정' }],
  ])('refuses by %s: %o', async ([constraint, data]) => {
    await expect(t.database.client.appointment.create({ data: { ...columns(), ...data } })).rejects.toThrow(constraint);
  });

  test('keeps what was cancelled', async () => {
    const { id } = await t.database.client.appointment.create({ data: { ...columns(), status: 'CANCELLED', cancelReason: '사정' } });
    const reopened = t.database.client.appointment.update({ where: { id }, data: { status: 'PLANNED', cancelReason: null } });
    await expect(reopened).rejects.toThrow('appointment_closed');
  });
});
