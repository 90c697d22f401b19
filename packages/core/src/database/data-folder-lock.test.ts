import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lockDataFolder } from './data-folder-lock.js';
import { openDatabase } from './open-database.js';

const onLinux = process.platform === 'linux';
let folder: string;

// Opening an embedded database takes seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'pcrm-lock-')));
});
afterEach(() => rm(folder, { recursive: true }));

// Holds the folder as PCRM does, in a process of its own, until it is killed.
const holding = `
  const server = require('node:net').createServer((socket) => socket.end(String(process.pid)));
  server.listen('\\0pcrm:' + process.argv[1], () => console.log('holding'));`;

async function holdInAnotherProcess(path: string) {
  const child = spawn(process.execPath, ['--eval', holding, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('a data folder', () => {
  test('is held by one at a time, until it is let go', async () => {
    const unlock = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
    await unlock();
    await (
      await lockDataFolder(folder)
    )();
  });

  test.runIf(onLinux)(
    'that another process holds is refused with its process id, until that process is killed (known only on Linux)',
    async () => {
      const child = await holdInAnotherProcess(folder);
      await expect(lockDataFolder(folder)).rejects.toThrow(
        `The data folder ${folder} is in use by process ${child.pid}. Stop that process first, or choose another folder.`,
      );
      child.kill('SIGKILL');
      await once(child, 'exit');
      await (
        await lockDataFolder(folder)
      )();
    },
  );

  test('is the same folder by another path', async () => {
    const link = `${folder}-link`;
    await symlink(folder, link);
    const unlock = await lockDataFolder(folder);
    await expect(lockDataFolder(link)).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
    await unlock();
    await rm(link);
  });
});

describe('opening the embedded database', () => {
  test('a second time is refused and does the first no harm; after it is closed, its data is there', async () => {
    const first = await openDatabase({ dataDir: folder });
    await first.client.department.create({ data: { name: '소통협력관실' } });
    const holder = onLinux ? `process ${process.pid}` : 'another process';
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(`The data folder ${folder} is in use by ${holder}.`);
    await first.client.department.create({ data: { name: '정책기획관실' } });
    await first.close();
    const second = await openDatabase({ dataDir: folder });
    expect(second.migrations).toEqual([]);
    expect(await second.client.department.count()).toBe(2);
    await second.close();
  });

  test.runIf(onLinux)('below one that takes no folders is refused at once (/proc is there only on Linux)', async () => {
    await expect(openDatabase({ dataDir: '/proc/pcrm/data' })).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
  });

  // The superuser may write everywhere, so that a folder below a file stands for one that cannot be written to.
  test('where nothing can be written is refused in a sentence', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    for (const dataDir of [file, join(file, 'data')]) {
      await expect(openDatabase({ dataDir })).rejects.toMatchObject({
        code: 'CANNOT_OPEN',
        message: `The data folder ${dataDir} cannot be written to. Give this account write access to it, or choose another folder.`,
      });
    }
  });

  test('of another version of PostgreSQL is refused in a sentence, and lets go of the folder', async () => {
    await (await openDatabase({ dataDir: folder })).close();
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '14\n');
    const refused = openDatabase({ dataDir: folder });
    await expect(refused).rejects.toMatchObject({
      code: 'CANNOT_OPEN',
      message: `The database in the data folder ${folder}, of PostgreSQL 14, cannot be started by this version of PCRM, or is damaged. Open it with the version that wrote it, restore a backup, or choose another folder.`,
    });
    await (
      await lockDataFolder(folder)
    )();
  });
});
