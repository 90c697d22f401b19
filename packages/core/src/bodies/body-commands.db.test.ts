import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();

let names = 0;
const person = async (name = `사람 ${(names += 1)}`) => (await t.staff.registerStakeholder({ kind: 'PERSON', name })).id;
const organization = async (name = `기관 ${(names += 1)}`) => (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name })).id;
const body = async (rest: object = {}) =>
  (await t.staff.establishBody({ organizationId: await organization(), kind: 'COMMITTEE', ...rest })).id;
const unknown = '0197a3c0-0000-7000-8000-0000000000ff';

describe('establishing a body', () => {
  test('keeps its rules, and dues in the unit that is printed', async () => {
    const organizationId = await organization('전국시도지사협의회');
    const established = await t.staff.establishBody({
      organizationId,
      kind: 'CONSULTATIVE_BODY',
      chairBasis: 'MUTUAL_ELECTION',
      regularMeetingsPerYear: 2,
      regularMeetingMonths: [4, 9],
      extraordinaryMeetings: true,
      duesRule: 'FIXED_PER_YEAR',
      dues: { amount: 150, unit: 'MILLION_KRW' },
    });
    expect(established).toMatchObject({ id: organizationId, chairSeats: 1, duesAmount: 150n, duesUnit: 'MILLION_KRW', version: 1 });
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: organizationId, command: 'establishBody' } });
    expect(audit).toMatchObject([{ before: null, after: { duesAmount: '150' } }]);
    const { rows } = await t.viewer.listBodies({ filter: { kind: 'CONSULTATIVE_BODY' } });
    expect(rows.map(({ row }) => row)).toEqual([established]);
    expect(await t.viewer.findBody(organizationId)).toEqual(established);
    expect(await t.viewer.findBody(unknown)).toBeNull();
  });

  test('is for organizations, once, by those who may', async () => {
    const organizationId = await body();
    const again = t.staff.establishBody({ organizationId, kind: 'COMMITTEE' });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', rule: 'Body_pkey' });
    const ofPerson = t.staff.establishBody({ organizationId: await person(), kind: 'COMMITTEE' });
    await expect(ofPerson).rejects.toMatchObject({ rule: 'must_be_organization' });
    const ofNone = t.staff.establishBody({ organizationId: unknown, kind: 'COMMITTEE' });
    await expect(ofNone).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(t.viewer.establishBody({ organizationId, kind: 'COMMITTEE' })).rejects.toMatchObject({ scope: 'bodies:write' });
  });

  test('a revision changes what is given; another rule of dues clears the sum', async () => {
    const id = await body({ legalBasis: '조례', duesRule: 'FIXED_PER_YEAR', dues: { amount: 300, unit: 'MILLION_KRW' } });
    const revised = await t.staff.reviseBody({ id, version: 1, convenedWhen: '공동위원장 합의', chairSeats: 2 });
    expect(revised).toMatchObject({ legalBasis: '조례', convenedWhen: '공동위원장 합의', chairSeats: 2, duesAmount: 300n, version: 2 });
    const cleared = t.staff.reviseBody({ id, version: 2, dues: null });
    await expect(cleared).rejects.toMatchObject({ problems: [{ path: ['dues'], code: 'required' }] });
    await expect(t.staff.reviseBody({ id, version: 1, legalBasis: null })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    const borne = await t.staff.reviseBody({ id, version: 2, duesRule: 'BORNE_BY_CHAIR', legalBasis: null });
    expect(borne).toMatchObject({ duesRule: 'BORNE_BY_CHAIR', duesAmount: null, duesUnit: null, legalBasis: null });
    const withSum = t.staff.reviseBody({ id, version: 3, dues: { amount: 1, unit: 'KRW' } });
    await expect(withSum).rejects.toMatchObject({ problems: [{ path: ['dues'], code: 'not_allowed' }] });
  });

  test('chairs are not taken away while somebody sits in them', async () => {
    const id = await body({ chairSeats: 2 });
    await t.staff.startMembership({ organizationId: id, memberId: await person(), role: 'CHAIR', seatNumber: 2 });
    await expect(t.staff.reviseBody({ id, version: 1, chairSeats: 1 })).rejects.toMatchObject({ code: 'CONFLICT', rule: 'seats_in_use' });
  });
});

describe('seats', () => {
  let committee: string;
  beforeAll(async () => {
    committee = await body({ chairSeats: 2 });
    const city = await organization('인천광역시');
    const { id: exOfficioPostId } = await t.staff.createPost({ organizationId: city, title: '정무부시장' });
    const from = '2010-12-06';
    await t.staff.setSeatQuota({ bodyId: committee, basis: 'EX_OFFICIO', seats: 2, from });
    await t.staff.setSeatQuota({ bodyId: committee, basis: 'APPOINTED', seats: 23, from });
    const civilian = await person('박종렬');
    for (const role of ['MEMBER', 'CHAIR'] as const) {
      await t.staff.startMembership({ organizationId: committee, role, basis: 'EX_OFFICIO', exOfficioPostId, from });
      await t.staff.startMembership({ organizationId: committee, role, basis: 'APPOINTED', memberId: civilian, from });
    }
  });

  test('are 25 = 2 + 23, of which two are recorded', async () => {
    expect(await t.viewer.seats({ bodyId: committee })).toEqual({
      bodyId: committee,
      byBasis: [
        { basis: 'EX_OFFICIO', quota: 2, filled: 1, vacant: 1 },
        { basis: 'APPOINTED', quota: 23, filled: 1, vacant: 22 },
      ],
      total: { quota: 25, filled: 2, vacant: 23 },
    });
  });

  test('of several bodies come in the order of the ids; without a rule their number is not known', async () => {
    const free = await body();
    await t.staff.startMembership({ organizationId: free, role: 'MEMBER', memberId: await person() });
    const [none, some] = await t.viewer.seatsOfEach({ bodyIds: [free, committee] });
    expect(none).toEqual({
      bodyId: free,
      byBasis: [{ basis: null, quota: null, filled: 1, vacant: null }],
      total: { quota: null, filled: 1, vacant: null },
    });
    expect(some?.total.quota).toBe(25);
    expect(await t.viewer.seats({ bodyId: committee, asOf: '2010-12-05' })).toMatchObject({
      byBasis: [],
      total: { quota: null, filled: 0 },
    });
  });

  test('have a history of quotas: a new one ends the one that ran', async () => {
    const bodyId = await body();
    const first = await t.staff.setSeatQuota({ bodyId, basis: 'APPOINTED', seats: 23, from: '2010-12-06' });
    const second = await t.staff.setSeatQuota({ bodyId, basis: 'APPOINTED', seats: 48, from: '2013' });
    const quota = async (asOf: string) => (await t.viewer.seats({ bodyId, asOf })).total.quota;
    expect([await quota('2012-12-31'), await quota('2013-01-01')]).toEqual([23, 48]);
    const kept = await t.pcrm.db.seatQuota.findMany({ where: { bodyId }, orderBy: { id: 'asc' } });
    expect(kept).toMatchObject([
      { id: first.id, seats: 23, untilDate: new Date('2013-01-01'), untilPrecision: 'YEAR', version: 2 },
      { id: second.id, seats: 48, untilDate: null },
    ]);
    const audit = await t.pcrm.db.auditRecord.findFirst({ where: { subjectId: second.id } });
    expect(audit).toMatchObject({ before: { id: first.id, untilDate: null }, after: { seats: 48 } });
    const set = (from?: string) => t.staff.setSeatQuota({ bodyId, basis: 'APPOINTED', seats: 5, from });
    await expect(set()).rejects.toMatchObject({ problems: [{ path: ['from'], code: 'required' }] });
    await expect(set('2013')).rejects.toMatchObject({ problems: [{ path: ['from'], code: 'not_after_predecessor' }] });
    await expect(set('2009')).rejects.toMatchObject({ rule: 'SeatQuota_one_at_a_time' });
    const ofNone = t.staff.setSeatQuota({ bodyId: await organization(), basis: 'APPOINTED', seats: 5 });
    await expect(ofNone).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'Body' });
  });

  test('of 20 who set a quota from the same day at once, one wins', async () => {
    const bodyId = await body();
    const set = (seats: number) => t.staff.setSeatQuota({ bodyId, basis: 'APPOINTED', seats, from: '2013' });
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => set(index + 1)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await t.pcrm.db.seatQuota.count({ where: { bodyId } })).toBe(1);
  });
});

describe('divisions', () => {
  test('come last unless a position is given, each name and position once', async () => {
    const bodyId = await body();
    const add = (name: string, position?: number) => t.staff.addDivision({ bodyId, name, position });
    expect([(await add('행정·재정')).position, (await add('문화·교육', 5)).position, (await add('지역경제·일자리')).position]).toEqual([
      1, 5, 6,
    ]);
    await expect(add('문화·교육')).rejects.toMatchObject({ rule: 'Division_bodyId_name_key' });
    await expect(add('복지', 5)).rejects.toMatchObject({ rule: 'Division_bodyId_position_key' });
  });

  test('added at once get positions of their own', async () => {
    const bodyId = await body();
    const all = await Promise.all(['가', '나', '다', '라', '마'].map((name) => t.staff.addDivision({ bodyId, name })));
    expect(all.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('the ledger of dues', () => {
  test('sets what members owe by rule beside what they paid, in won', async () => {
    const bodyId = await body({ duesRule: 'FIXED_PER_YEAR', dues: { amount: 150, unit: 'MILLION_KRW' } });
    const [incheon, gyeongbuk, guest] = [
      await organization('인천광역시 1'),
      await organization('경상북도'),
      await organization('후원 기관'),
    ];
    const { id: exOfficioPostId } = await t.staff.createPost({ organizationId: gyeongbuk, title: '도지사' });
    await t.staff.startMembership({ organizationId: bodyId, role: 'MEMBER', memberId: incheon, until: '2012-01-02' });
    await t.staff.startMembership({ organizationId: bodyId, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId });
    await t.staff.startMembership({ organizationId: bodyId, role: 'OBSERVER', memberId: guest });
    const pay = (payerId: string, amount: number, unit: 'KRW' | 'THOUSAND_KRW') =>
      t.staff.payDues({ bodyId, payerId, year: 2012, amount, unit, paidOn: '2012-03-02' });
    await pay(incheon, 100_000, 'THOUSAND_KRW');
    await pay(incheon, 50_000_000, 'KRW');
    await pay(guest, 1_000, 'KRW');
    const ledger = await t.viewer.duesLedger({ bodyId, year: 2012 });
    expect(ledger.accounts.map(({ payer, dueKrw, paidKrw, payments }) => [payer.name, dueKrw, paidKrw, payments.length])).toEqual([
      ['경상북도', 150_000_000n, 0n, 0],
      ['인천광역시 1', 150_000_000n, 150_000_000n, 2],
      ['후원 기관', 0n, 1_000n, 1],
    ]);
    expect(ledger).toMatchObject({ year: 2012, totalDueKrw: 300_000_000n, totalPaidKrw: 150_001_000n, borneBy: [] });
    const next = await t.viewer.duesLedger({ bodyId, year: 2013 });
    expect(next.accounts.map(({ payer }) => payer.name)).toEqual(['경상북도']);
  });

  test('names the chairs of the year where the chair bears the cost', async () => {
    const bodyId = await body({ duesRule: 'BORNE_BY_CHAIR' });
    const chair = async (name: string, from: string, until?: string) =>
      t.staff.startMembership({ organizationId: bodyId, role: 'CHAIR', memberId: await organization(name), from, until });
    await chair('대전광역시', '2011-01', '2012-01');
    await chair('울산광역시', '2012-01', '2013-01');
    await chair('광주광역시', '2013-01');
    const ledger = await t.viewer.duesLedger({ bodyId, year: 2012 });
    expect(ledger).toMatchObject({ accounts: [], totalDueKrw: null, totalPaidKrw: 0n });
    expect(ledger.borneBy.map(({ chair: city }) => city?.name)).toEqual(['울산광역시']);
    await expect(t.viewer.duesLedger({ bodyId: unknown, year: 2012 })).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'Body' });
  });

  test('takes payments of payers that there are', async () => {
    const input = { bodyId: await body(), payerId: unknown, year: 2012, amount: 1, unit: 'KRW', paidOn: '2012-03-02' } as const;
    await expect(t.staff.payDues(input)).rejects.toMatchObject({ problems: [{ path: ['payerId'], code: 'unknown_id' }] });
    await expect(t.staff.payDues({ ...input, amount: 0, year: 12, paidOn: '2012-03' })).rejects.toMatchObject({
      problems: [{ path: ['year'] }, { path: ['amount'] }, { path: ['paidOn'] }],
    });
  });
});

describe('the database itself', () => {
  test('refuses what no body has', async () => {
    const { client } = t.database;
    const id = await body();
    const enteredById = t.actors.staff.id;
    const update = (data: object) => client.body.update({ where: { id }, data });
    await expect(update({ chairSeats: 0 })).rejects.toThrow('Body_chair_seats_positive');
    await expect(update({ regularMeetingMonths: [4, 13] })).rejects.toThrow('Body_months_of_year');
    await expect(update({ duesRule: 'FIXED_PER_YEAR' })).rejects.toThrow('Body_dues_of_rule');
    await expect(update({ duesAmount: 1n, duesUnit: 'KRW' })).rejects.toThrow('Body_dues_of_rule');
    const quota = (data: object) => client.seatQuota.create({ data: { bodyId: id, basis: 'APPOINTED', seats: 1, enteredById, ...data } });
    await expect(quota({ seats: 0 })).rejects.toThrow('SeatQuota_seats_positive');
    await expect(quota({ basis: 'ROTATION' })).rejects.toThrow('SeatQuota_basis_of_seat');
    await quota({});
    await expect(quota({ fromDate: new Date('2013-01-01'), fromPrecision: 'YEAR' })).rejects.toThrow('SeatQuota_one_at_a_time');
    await expect(client.division.create({ data: { bodyId: id, name: '가', position: 0, enteredById } })).rejects.toThrow(
      'Division_position_positive',
    );
    const dues = { bodyId: id, payerId: id, year: 2012, amount: 0n, unit: 'KRW', paidOn: new Date('2012-01-01'), enteredById } as const;
    await expect(client.duesPayment.create({ data: dues })).rejects.toThrow('DuesPayment_amount_positive');
    const ofPerson = client.body.create({ data: { id: await person(), kind: 'COMMITTEE', enteredById } });
    await expect(ofPerson).rejects.toThrow('must_be_organization');
  });
});
