import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onServer, useTestPcrm } from '@pcrm/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProcess, type StartProcess } from './testing.js';

// Each start loads the whole program from source, and several may do so at once on a busy machine.
const TIMEOUT = 240_000;

const t = useTestPcrm();
let folder = '';
const processes: StartProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pcrm-start-'));
});
afterAll(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.map(({ ended }) => ended));
  await rm(folder, { recursive: true });
});

function start(env: Readonly<Record<string, string>>): StartProcess {
  const process = startProcess({ PORT: '0', ...env });
  processes.push(process);
  return process;
}

/** The address, the key and the query as they stand in what was printed. */
function printed(said: string) {
  const url = /serves GraphQL at (\S+)/u.exec(said)?.[1] ?? '';
  const key = /^pcrm_\S+$/mu.exec(said)?.[0] ?? '';
  const body = /^curl .* -d '(.*)'$/mu.exec(said)?.[1] ?? '';
  return { url, key, body };
}

async function ask({ url, key, body }: ReturnType<typeof printed>): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  return (await fetch(url, { method: 'POST', headers, body })).json();
}

const firstAnswer = {
  data: {
    viewer: { name: '시연 담당자', department: { name: '소통협력관실' } },
    stakeholders: {
      edges: [
        { node: { name: '광역시장협의회', founded: '2008-12-26' } },
        { node: { name: '수도권 광역경제발전위원회', founded: '2009-10-05' } },
        { node: { name: '전국시도지사협의회', founded: '1999-01-23' } },
        { node: { name: '황해권 시도지사협의회', founded: '2003-03-01' } },
      ],
    },
  },
};

test(
  'a first start loads the plan and prints what answers; a second beside it refuses; the next keeps data and key',
  async () => {
    const dataDir = join(folder, 'data');
    const first = start({ PCRM_DATA_DIR: dataDir });
    await first.says('Ctrl-C stops it.');
    expect(first.said()).toContain('Loading the work plan of 2013 ...');
    const one = printed(first.said());
    expect(await ask(one)).toEqual(firstAnswer);
    expect(await ask({ ...one, key: `pcrm_${'A'.repeat(43)}` })).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    const keyFile = join(dataDir, 'demo-key');
    expect(await readFile(keyFile, 'utf8')).toBe(`${one.key}\n`);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);

    const beside = start({ PCRM_DATA_DIR: dataDir });
    expect(await beside.ended).toBe(1);
    expect(beside.said()).toMatch(
      /\nThe data folder \S+ is in use by process \d+\. Stop that process first, or choose another folder\.\n$/u,
    );
    expect(await ask(one)).toEqual(firstAnswer);

    const samePort = start({ PCRM_DATA_DIR: join(folder, 'other'), PORT: new URL(one.url).port });
    expect(await samePort.ended).toBe(1);
    expect(samePort.said()).toMatch(/\nPort \d+ is in use by another program\. Stop that program, or choose another port with PORT\.\n$/u);

    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.said()).toMatch(/Stopped\. The data is kept\.\n$/u);

    const second = start({ PCRM_DATA_DIR: dataDir });
    await second.says('Ctrl-C stops it.');
    expect(second.said()).not.toContain('Loading');
    const two = printed(second.said());
    expect(two.key).toBe(one.key);
    expect(await ask(two)).toEqual(firstAnswer);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);

    await writeFile(keyFile, 'lost');
    const third = start({ PCRM_DATA_DIR: dataDir });
    await third.says('Ctrl-C stops it.');
    const three = printed(third.said());
    expect(three.key).not.toBe(one.key);
    expect(await ask(three)).toEqual(firstAnswer);
    expect(await ask({ ...three, key: one.key })).toEqual(firstAnswer);
    third.child.kill('SIGINT');
    expect(await third.ended).toBe(0);
  },
  TIMEOUT,
);

test.each([
  [
    'an environment that cannot be used',
    { PORT: 'x', DATABASE_URL: 'mysql://x' },
    /^The environment cannot be used:\n {2}PORT .*\n {2}DATABASE_URL .*\n$/u,
  ],
  ['a folder that is a file', { PCRM_DATA_DIR: import.meta.filename }, /\nThe data folder \S+ cannot be written to\. [^\n]*\n$/u],
  [
    'a server that is not there',
    { DATABASE_URL: 'postgresql://postgres:geheim@127.0.0.1:1/pcrm' },
    /\nThe PostgreSQL server in DATABASE_URL cannot be used: [^\n]*\n$/u,
  ],
])(
  '%s: a clear sentence, exit code 1, nothing more',
  async (_what, env, sentence) => {
    const refused = start(env);
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toMatch(sentence);
    expect(refused.said()).not.toMatch(/geheim|\n {4}at /u);
  },
  TIMEOUT,
);

// Without a server there is no database that two processes can open.
test.runIf(onServer)(
  'a database that holds other data is served as it is, without the plan and without a key',
  async () => {
    const other = start({ DATABASE_URL: t.database.databaseUrl!, PCRM_DATA_DIR: join(folder, 'server') });
    await other.says('so nothing was loaded and there is no demo key.');
    other.child.kill('SIGINT');
    expect(await other.ended).toBe(0);
    expect(await t.database.client.stakeholder.count()).toBe(0);
  },
  TIMEOUT,
);
