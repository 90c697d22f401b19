import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '@pcrm/core/testing';
import { loadPlan } from './load-plan.js';
import { planTables } from './plan-tables.js';
import { programmesOf } from './programme-rows.js';
import { viewOf, type View } from './view.js';

// The tasks of the plan stand here once more, typed from the document, apart from the data file that is loaded.

const t = useTestPcrm();
let view: View;

beforeAll(async () => {
  await loadPlan(t.pcrm);
  view = viewOf(t.pcrm, t.actors.viewer);
}, 300_000);

describe('the programmes of 2013', () => {
  test('are ten tasks in three fields: four, four and two', async () => {
    const fields = await programmesOf(view, 2013);
    expect(fields.map(({ programmes }) => programmes.length)).toEqual([4, 4, 2]);
    expect(fields.map(({ field, programmes }) => [field, programmes.map(({ number, name, kind }) => `${number} ${name} ${kind}`)])).toEqual(
      [
        [
          '성공적인 정책실현을 위한 「소통·공감의窓」 운영',
          [
            '1 소통&공감 포럼 개최 FORUM',
            '2 소통아카데미 운영 ACADEMY',
            '3 소통&화합 간담회 개최 ROUNDTABLE',
            '4 정책고객관리(PCRM)시스템 도입 OTHER',
          ],
        ],
        [
          '시민이 참여하는 창의적 소통행정',
          ['1 e-거버넌스 구축 E_GOVERNANCE', '2 시민참여 공모전 CONTEST', '3 정책소통 BUS 운영 BUS', '4 「소통카페」 운영 CAFE'],
        ],
        ['시민사회의 정책 참여 확대', ['1 시정참여정책위원회 확대 운영 OTHER', '2 시민사회단체 「소통 한마당」 운영 CIVIC_GROUPS_DAY']],
      ],
    );
  });

  test('have what the plan prints of them and nothing more', async () => {
    const programmes = (await programmesOf(view, 2013)).flatMap((field) => field.programmes);
    for (const programme of programmes) {
      expect(programme).toMatchObject({ fromDate: new Date('2013-01-01'), fromPrecision: 'YEAR', leadDepartmentId: t.departmentId });
      expect(programme).toMatchObject({ untilDate: null, description: null, audience: null, cancelledOn: null, sessions: 0 });
      expect(programme.sourceId).not.toBeNull();
    }
    expect(await t.pcrm.db.session.count()).toBe(0);
    expect(await programmesOf(view, 2012)).toEqual([]);
  });

  test('are printed as the plan prints them, with the sessions that come to be planned', async () => {
    const [window] = await programmesOf(view, 2013);
    await t.staff.planSession({ programmeId: window?.programmes[0]?.id ?? '', planned: '2013-03' });
    const printed = (await planTables(view)).map(({ table }) => table.replaceAll(/ +/gu, ' ')).join('\n');
    for (const row of [
      '│ 성공적인 정책실현을 위한 「소통·공감의窓」 운영 │ ① 소통&공감 포럼 개최 │ 포럼 │ 1회 │',
      '│ │ ④ 정책고객관리(PCRM)시스템 도입 │ │ - │',
      '│ 시민이 참여하는 창의적 소통행정 │ ① e-거버넌스 구축 │ e-거버넌스 │ - │',
      '│ │ ③ 정책소통 BUS 운영 │ 정책소통 BUS │ - │',
      '│ │ ④ 「소통카페」 운영 │ 소통카페 │ - │',
      '│ 시민사회의 정책 참여 확대 │ ① 시정참여정책위원회 확대 운영 │ │ - │',
      '│ │ ② 시민사회단체 「소통 한마당」 운영 │ 소통 한마당 │ - │',
    ]) {
      expect(printed).toContain(row);
    }
  });
});
