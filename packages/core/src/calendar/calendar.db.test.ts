import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';
import { workingDaysBetween } from './working-days.js';

const t = useTestPcrm();

async function daysOf(year: number): Promise<string[]> {
  const { rows } = await t.viewer.listHolidays({ filter: { year }, first: 100 });
  return rows.map(({ row }) => row.date.toISOString().slice(0, 10));
}

describe('the holidays that are known', () => {
  test.for([
    // 2012 had no 한글날 yet, and two elections.
    [2012, '설날', ['2012-01-22', '2012-01-23', '2012-01-24']],
    [2012, '선거', ['2012-04-11', '2012-12-19']],
    [2012, '한글날', []],
    [2013, '설날', ['2013-02-09', '2013-02-10', '2013-02-11']],
    [2013, '추석', ['2013-09-18', '2013-09-19', '2013-09-20']],
    [2013, '한글날', ['2013-10-09']],
    [2013, '대체', []],
    [2014, '추석', ['2014-09-07', '2014-09-08', '2014-09-09', '2014-09-10']],
    [2014, '대체', ['2014-09-10']],
    [2015, '대체', ['2015-09-29']],
    [2015, '임시', ['2015-08-14']],
    [2016, '설날', ['2016-02-07', '2016-02-08', '2016-02-09', '2016-02-10']],
    [2016, '임시', ['2016-05-06']],
    [2017, '추석', ['2017-10-03', '2017-10-04', '2017-10-05', '2017-10-06']],
    [2017, '임시', ['2017-10-02']],
    [2018, '대체', ['2018-05-07', '2018-09-26']],
    [2019, '대체', ['2019-05-06']],
    [2020, '설날', ['2020-01-24', '2020-01-25', '2020-01-26', '2020-01-27']],
    [2020, '임시', ['2020-08-17']],
    [2021, '대체', ['2021-08-16', '2021-10-04', '2021-10-11']],
    [2022, '대체', ['2022-09-12', '2022-10-10']],
    [2022, '선거', ['2022-03-09', '2022-06-01']],
    [2023, '대체', ['2023-01-24', '2023-05-29']],
    [2024, '추석', ['2024-09-16', '2024-09-17', '2024-09-18']],
    [2024, '임시', ['2024-10-01']],
    [2025, '설날', ['2025-01-28', '2025-01-29', '2025-01-30']],
    [2025, '부처님', ['2025-05-05', '2025-05-06']],
    [2025, '추석', ['2025-10-05', '2025-10-06', '2025-10-07', '2025-10-08']],
    [2026, '설날', ['2026-02-16', '2026-02-17', '2026-02-18']],
    [2026, '추석', ['2026-09-24', '2026-09-25', '2026-09-26']],
    [2027, '설날', ['2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09']],
    [2027, '추석', ['2027-09-14', '2027-09-15', '2027-09-16']],
  ] as const)('of %i with %s', async ([year, part, expected]) => {
    const { rows } = await t.viewer.listHolidays({ filter: { year }, first: 100 });
    expect(rows.filter(({ row }) => row.name.includes(part)).map(({ row }) => row.date.toISOString().slice(0, 10))).toEqual(expected);
  });

  test('of each year have those of a fixed date', async () => {
    for (let year = 2012; year <= 2027; year += 1) {
      const fixed = ['01-01', '03-01', '05-05', '06-06', '08-15', '10-03', '12-25'].map((rest) => `${year}-${rest}`);
      expect(await daysOf(year)).toEqual(expect.arrayContaining(fixed));
    }
  });
});

describe('working days', () => {
  test('leave out weekends and holidays, and tell of years without holidays', async () => {
    const summer = await t.viewer.workingDays({ after: '2013-09-13', until: '2013-09-23' });
    expect([summer.count, summer.holidays.map(({ name }) => name), summer.yearsWithoutHolidays]).toEqual([
      3,
      ['추석 전날', '추석', '추석 다음 날'],
      [],
    ]);
    expect(await t.viewer.workingDays({ after: '2027-12-24', until: '2029-01-03' })).toMatchObject({ yearsWithoutHolidays: [2028, 2029] });
    const far = t.viewer.workingDays({ after: '1950-01-01', until: '2013-01-01' });
    await expect(far).rejects.toMatchObject({ problems: [{ path: ['until'] }] });
  });

  // Each run is one statement for a thousand pairs of days.
  property.prop(
    [fc.array(fc.tuple(fc.integer({ min: 0, max: 6_500 }), fc.integer({ min: -40, max: 800 })), { minLength: 1_000, maxLength: 1_000 })],
    {
      numRuns: 5,
    },
  )('are counted the same in SQL', async (pairs) => {
    const at = (offset: number) => new Date(Date.UTC(2010, 0, 1 + offset));
    const iso = (date: Date) => date.toISOString().slice(0, 10);
    const days = pairs.map(([start, length]) => [at(start), at(start + length)] as const);
    const rows = await t.pcrm.db.$queryRaw<{ count: number }[]>`
      SELECT working_days_between(day.after, day.until) AS count
      FROM unnest(${days.map(([after]) => iso(after))}::date[], ${days.map(([, until]) => iso(until))}::date[]) WITH ORDINALITY AS day (after, until, place)
      ORDER BY day.place`;
    const holidays = (await t.pcrm.db.holiday.findMany()).map(({ date }) => date);
    expect(rows.map(({ count }) => count)).toEqual(days.map(([after, until]) => workingDaysBetween(after, until, holidays)));
  });
});

describe('declaring holidays', () => {
  test('makes them days off in what is counted, until they are withdrawn', async () => {
    const between = async () => (await t.viewer.workingDays({ after: '2028-01-20', until: '2028-01-31' })).count;
    expect(await between()).toBe(7);
    const days = [
      { date: '2028-01-27', name: '설날' },
      { date: '2028-01-26', name: '설날 전날' },
    ];
    const declared = await t.manager.declareHolidays({ days });
    expect(declared.holidays.map(({ name }) => name)).toEqual(['설날 전날', '설날']);
    expect(await between()).toBe(5);
    await expect(t.manager.declareHolidays({ days: [{ date: '2028-01-27', name: '임시공휴일' }] })).rejects.toMatchObject({
      rule: 'Holiday_date_key',
    });
    expect(await t.manager.withdrawHoliday({ id: declared.id })).toMatchObject({ name: '설날 전날' });
    await expect(t.manager.withdrawHoliday({ id: declared.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await between()).toBe(6);
  });

  test('is for managers', async () => {
    const refused = t.staff.declareHolidays({ days: [{ date: '2028-03-01', name: '3·1절' }] });
    await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'calendar:write' });
    await expect(t.staff.withdrawHoliday({ id: t.departmentId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['stakeholders:read'] });
    await expect(t.pcrm.as(service).workingDays({ after: '2013-01-01', until: '2013-01-02' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is refused by the database without a name', async () => {
    const data = { date: new Date('2028-05-01'), name: ' ', enteredById: t.actors.staff.id };
    await expect(t.database.client.holiday.create({ data })).rejects.toThrow('Holiday_name_normalized');
  });
});
