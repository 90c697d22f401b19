import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPcrm, type Language } from '@pcrm/core';
import { TEST_SECRET, useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { readCliEnvironment } from './environment.js';
import { runCli } from './run-cli.js';

const t = useTestPcrm();

/** What `pcrm` with these arguments prints on both outputs, and its exit code. */
async function pcrm(...args: string[]) {
  return pcrmIn('en', args);
}

async function pcrmIn(language: Language, args: readonly string[]) {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await runCli(args, {
    // It stays open for the next one.
    open: async () => ({ ...t.pcrm, close: async () => {} }),
    actingAs: undefined,
    language,
    print: (text) => printed.push(text),
    complain: (text) => complained.push(text),
  });
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
}

async function json(...args: string[]) {
  const { code, printed, complained } = await pcrm(...args, '--json');
  expect({ code, complained }).toEqual({ code: 0, complained: '' });
  return JSON.parse(printed);
}

/** Whose key it is; undefined where it opens nothing. */
async function opens(secret: string): Promise<string | undefined> {
  return (await t.pcrm.authenticate(secret))?.name;
}

test('a first administrator is added by the system, gets a key, issues others, rotates and revokes them', async () => {
  const [administrator] = await json('actors', 'add', '김관리', '--role', 'ADMIN', '--as', 'system');
  expect(administrator).toMatchObject({ name: '김관리', kind: 'STAFF', role: 'ADMIN' });
  const [service] = await json('actors', 'add', '민원 시스템', '--scopes', 'stakeholders:read', 'bodies:read', '--as', '김관리');
  expect(service).toMatchObject({ kind: 'SERVICE', scopes: ['stakeholders:read', 'bodies:read'] });

  const key = await json('keys', 'create', '야간 적재', '--for', '민원 시스템', '--scopes', 'bodies:read', '--as', '김관리');
  expect(key).toMatchObject({ actorId: service.id, label: '야간 적재', scopes: ['bodies:read'], expiresAt: null });
  expect(await opens(key.secret)).toBe('민원 시스템');

  const next = await json('keys', 'rotate', key.id, '--overlap', '0', '--as', administrator.id);
  expect(next).toMatchObject({ actorId: service.id, replacesId: key.id, scopes: ['bodies:read'] });
  expect(await opens(key.secret)).toBeUndefined();
  expect(await opens(next.secret)).toBe('민원 시스템');

  expect((await json('keys', 'list', '--for', service.id, '--as', '김관리')).map(({ id }: { id: string }) => id)).toEqual([next.id]);
  await json('keys', 'revoke', next.id, '--as', '김관리');
  expect(await opens(next.secret)).toBeUndefined();
  const all = await json('keys', 'list', '--for', service.id, '--all', '--as', '김관리');
  expect(all.map(({ id, secret, hash }: Record<string, unknown>) => ({ id, secret, hash }))).toEqual([{ id: next.id }, { id: key.id }]);

  const audit = await t.pcrm.db.auditRecord.findMany({ where: { actorId: administrator.id }, orderBy: { id: 'asc' } });
  expect(audit.map(({ command }) => command)).toEqual(['addActor', 'issueApiKey', 'rotateApiKey', 'revokeApiKey']);
});

test('tables stand in line, whatever is Hangul in them, and the secret is told once', async () => {
  await json('actors', 'add', 'Anna', '--role', 'VIEWER', '--as', 'system');
  const { code, printed } = await pcrm('actors', 'list', '--as', '김관리');
  expect(code).toBe(0);
  // A Hangul syllable is two columns wide.
  const widths = printed.split('\n').map((line) => line.length + (line.match(/[가-힣]/gu)?.length ?? 0));
  expect(new Set(widths).size).toBe(1);
  expect(printed).toMatch(/│ Anna +│ STAFF +│ VIEWER +│/u);
  expect(printed).toMatch(/│ 김관리 +│ STAFF +│ ADMIN +│/u);
  const created = await pcrm('keys', 'create', '노트북', '--as', '김관리');
  expect(created.printed).toMatch(/The key, told now and never again:\n\npcrm_[\w-]{43}$/u);
  expect((await pcrm('keys', 'list', '--as', '김관리')).printed).not.toMatch(/pcrm_[\w-]{5}/u);
});

test('a recount of the insights says what differed and corrects it; a check only says it, and ends with 1', async () => {
  expect(await pcrm('insights', 'recount', '--check')).toEqual({ code: 0, printed: 'Nothing differs', complained: '' });
  const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '단체' });
  const contact = { occurredAt: '2012-05-01T10:00:00+09:00', channel: 'CALL', direction: 'INBOUND', subject: '통화' } as const;
  await t.staff.logEngagement({ ...contact, stakeholderIds: [id] });
  await t.database.client.$executeRaw`DELETE FROM "EngagementTotal"`;
  const check = await pcrm('insights', 'recount', '--check');
  expect(check).toMatchObject({ code: 1, complained: 'Something differs. Correct it with: pcrm insights recount' });
  expect(check.printed).toContain('EngagementTotal: 1 differed.');
  expect(await json('insights', 'recount')).toEqual([
    {
      table: 'EngagementTotal',
      differences: 1,
      examples: [{ kept: null, counted: { confidentiality: 'INTERNAL', channel: 'CALL', engagements: 1 } }],
    },
  ]);
  expect(await json('insights', 'recount')).toEqual([]);
});

test.each([
  [['keys', 'list'], 'Say who acts, for the audit: --as with the name or id of an actor, or PCRM_ACTOR.'],
  [['keys', 'list', '--as', '아무개'], 'Nobody who is enabled has the name or id "아무개". See them with: pcrm actors list'],
  [['keys', 'create', 'x', '--for', '김관리', '--as', 'Anna'], 'This needs the permission access:write, which you do not have.'],
  [['keys', 'create', 'x', '--scopes', 'everything', '--as', '김관리'], 'scopes.0: Invalid option'],
  [['keys', 'create', 'x', '--expires', 'tomorrow', '--as', '김관리'], 'expiresAt: '],
  [['keys', 'revoke', '0193b9a0-5c10-7cc4-8a5e-0242ac120002', '--as', '김관리'], 'There is no ApiKey with the id'],
  [['keys', 'rotate', 'x', '--overlap', 'long', '--as', '김관리'], 'Write a whole number of minutes.'],
  [['actors', 'add', 'x', '--role', 'KING', '--as', 'system'], 'Allowed choices are VIEWER, STAFF, MANAGER, ADMIN.'],
  [['keys', 'sell'], "unknown command 'sell'"],
])('%j is refused in a sentence', async (args, sentence) => {
  const { code, printed, complained } = await pcrm(...args);
  expect({ code, printed }).toEqual({ code: 1, printed: '' });
  expect(complained).toContain(sentence);
  expect(complained).not.toMatch(/\n {4}at /u);
});

test.each([
  [['keys', 'list', '--as', '아무개'], '그런 이름이나 id의 활성 사용자가 없습니다("아무개"). 목록 보기: pcrm actors list'],
  [['keys', 'create', 'x', '--for', '김관리', '--as', 'Anna'], '필요한 권한(access:write)이 없습니다.'],
  [['keys', 'create', 'x', '--scopes', 'everything', '--as', '김관리'], 'scopes.0: 고를 수 없는 값입니다.'],
  [['keys', 'revoke', '0193b9a0-5c10-7cc4-8a5e-0242ac120002', '--as', '김관리'], '기록(API 키)이 없거나'],
])('%j is refused in Korean to whom reads it', async (args, sentence) => {
  const { code, complained } = await pcrmIn('ko', args);
  expect(code).toBe(1);
  expect(complained).toContain(sentence);
});

test('the language is that of the locale for messages', () => {
  const languageOf = (values: Record<string, string>) => readCliEnvironment(values).language;
  expect(languageOf({ LANG: 'ko_KR.UTF-8' })).toBe('ko');
  expect(languageOf({ LANG: 'ko_KR.UTF-8', LC_ALL: 'C' })).toBe('en');
  expect(languageOf({ LANG: 'en_US.UTF-8', LC_MESSAGES: 'ko' })).toBe('ko');
  expect(languageOf({ LANG: 'kok_IN' })).toBe('en');
});

test('the environment says where the data are and who acts, as it does to the service', () => {
  expect(readCliEnvironment({})).toEqual({
    target: { dataDir: './data' },
    secret: { folder: './data' },
    actingAs: undefined,
    language: 'en',
  });
  const server = { DATABASE_URL: 'postgresql://pcrm@db/pcrm', PCRM_SECRET: TEST_SECRET, PCRM_ACTOR: ' 김관리 ', PCRM_DATA_DIR: '' };
  expect(readCliEnvironment(server)).toEqual({
    target: { databaseUrl: 'postgresql://pcrm@db/pcrm' },
    secret: TEST_SECRET,
    actingAs: '김관리',
    language: 'en',
  });
});

test('a folder that holds no database is told, and nothing is left there', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'pcrm-cli-'));
  const dataDir = join(parent, 'mistyped');
  const complained: string[] = [];
  const open = (create: boolean) => openPcrm({ dataDir }, { create });
  const code = await runCli(['actors', 'list'], {
    open,
    actingAs: 'system',
    language: 'en' as const,
    print: () => {},
    complain: (text) => complained.push(text),
  });
  expect({ code, complained, left: await readdir(parent) }).toEqual({
    code: 1,
    complained: [`There is no database in the data folder ${dataDir}. Check its name, or have one made there.`],
    left: [],
  });
  await rm(parent, { recursive: true });
});

test('a database is made only where that is asked for', async () => {
  const asked: boolean[] = [];
  const open = async (create: boolean) => {
    asked.push(create);
    return { ...t.pcrm, close: async () => {} };
  };
  const terminal = { open, actingAs: 'system', language: 'en' as const, print: () => {}, complain: () => {} };
  expect(await runCli(['actors', 'list'], terminal)).toBe(0);
  expect(await runCli(['actors', 'list', '--create'], terminal)).toBe(0);
  expect(asked).toEqual([false, true]);
});
