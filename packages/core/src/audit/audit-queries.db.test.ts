import { describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();

describe('what is audited', () => {
  test('a command that succeeds leaves one record, with who, when, for which department and which request', async () => {
    const traced = t.pcrm.as(t.actors.staff, { requestId: 'request-1' });
    const { id } = await traced.registerStakeholder({ kind: 'PERSON', name: '기록' });
    await traced.reviseStakeholder({ id, version: 1, note: '메모' });
    const records = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
    const who = {
      actorId: t.actors.staff.id,
      departmentId: t.departmentId,
      at: t.pcrm.now(),
      requestId: 'request-1',
      subjectType: 'Stakeholder',
    };
    expect(records).toMatchObject([
      { ...who, command: 'registerStakeholder', before: null, after: { name: '기록', version: 1 } },
      { ...who, command: 'reviseStakeholder', before: { note: null, version: 1 }, after: { note: '메모', version: 2 } },
    ]);
  });

  test('a command that fails leaves none, whatever stopped it', async () => {
    const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '실패' });
    const before = await t.pcrm.db.auditRecord.count();
    const unknownId = '01930000-0000-7000-8000-000000000000';
    const failures = [
      t.viewer.registerStakeholder({ kind: 'PERSON', name: '홍길동' }),
      t.staff.registerStakeholder({ kind: 'PERSON', name: '' }),
      t.staff.reviseStakeholder({ id: unknownId, version: 1 }),
      t.staff.reviseStakeholder({ id, version: 9 }),
      t.staff.registerStakeholder({ kind: 'PERSON', name: '출처 없음', sourceId: unknownId }),
      t.staff.registerStakeholder({ kind: 'PERSON', name: '긴 열쇠' }, { idempotencyKey: 'x'.repeat(256) }),
    ];
    const codes = (await Promise.allSettled(failures)).map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'none',
    );
    expect(codes).toEqual(['FORBIDDEN', 'INVALID_INPUT', 'NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT', 'INVALID_INPUT']);
    expect(await t.pcrm.db.auditRecord.count()).toBe(before);
  });

  test('a command that is repeated with its idempotency key leaves one', async () => {
    const input = { kind: 'ORGANIZATION', name: '반복' } as const;
    const { id } = await t.staff.registerStakeholder(input, { idempotencyKey: 'repeated' });
    await t.staff.registerStakeholder(input, { idempotencyKey: 'repeated' });
    expect(await t.pcrm.db.auditRecord.count({ where: { subjectId: id } })).toBe(1);
  });
});

describe('reading the audit', () => {
  test('is for administrators', async () => {
    for (const who of [t.viewer, t.staff, t.manager]) expect(() => who.listAudit()).toThrow('audit:read');
    expect((await t.admin.listAudit({ first: 1 })).rows).toHaveLength(1);
  });

  test('comes newest first, filtered by subject, actor, command and time, and pages without gaps', async () => {
    t.setNow('2012-12-20T00:00:00.000Z');
    const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '열람' });
    for (let version = 1; version <= 4; version += 1) {
      t.setNow(`2012-12-20T0${version}:00:00.000Z`);
      await t.manager.reviseStakeholder({ id, version, note: `판 ${version}` });
    }
    const commandsOf = async (filter: object) =>
      (await t.admin.listAudit({ filter: { subjectId: id, ...filter } })).rows.map(
        ({ row }) => `${row.command} ${row.at.toISOString().slice(11, 13)}`,
      );
    expect(await commandsOf({})).toEqual([
      'reviseStakeholder 04',
      'reviseStakeholder 03',
      'reviseStakeholder 02',
      'reviseStakeholder 01',
      'registerStakeholder 00',
    ]);
    expect(await commandsOf({ command: 'registerStakeholder' })).toEqual(['registerStakeholder 00']);
    expect(await commandsOf({ actorId: t.actors.manager.id, from: '2012-12-20T11:00:00+09:00', until: '2012-12-20T04:00:00Z' })).toEqual([
      'reviseStakeholder 03',
      'reviseStakeholder 02',
    ]);
    expect(await commandsOf({ subjectType: 'Engagement' })).toEqual([]);

    const filter = { subjectId: id };
    const first = await t.admin.listAudit({ filter, first: 3 });
    const second = await t.admin.listAudit({ filter, first: 3, after: first.rows.at(-1)!.cursor });
    expect([...first.rows, ...second.rows].map(({ row }) => row.at.getUTCHours())).toEqual([4, 3, 2, 1, 0]);
    expect(first.rows[0]?.row).toMatchObject({ before: { note: '판 3' }, after: { note: '판 4' } });
  });
});

describe('the database itself', () => {
  test.each([
    'UPDATE "AuditRecord" SET command = \'x\'',
    'DELETE FROM "AuditRecord"',
    'TRUNCATE "AuditRecord"',
    'TRUNCATE "AuditRecord" CASCADE',
  ])('refuses %s', async (statement) => {
    const before = await t.pcrm.db.auditRecord.count();
    expect(before).toBeGreaterThan(0);
    await expect(t.database.client.$executeRawUnsafe(statement)).rejects.toThrow('written_once');
    expect(await t.pcrm.db.auditRecord.count()).toBe(before);
  });
});
