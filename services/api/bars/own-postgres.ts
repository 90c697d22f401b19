import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { readOwnPostgres } from './environment.js';

/** The PostgreSQL server that `.ci/with-postgres` started: it is nobody else's, and may be stopped and killed. */
export interface OwnPostgres {
  /** Ends it with SIGKILL. */
  readonly kill: () => Promise<void>;
  /** Stops it as an administrator does, without waiting for those who are connected. */
  readonly stop: () => Promise<void>;
  /** Starts it and waits until it takes connections. */
  readonly start: () => Promise<void>;
}

/** Lets the work kill the server and start it again, with the settings under which it loses nothing. */
export async function withOwnPostgres<Result>(serverUrl: string, work: (postgres: OwnPostgres) => Promise<Result>): Promise<Result> {
  const { programs, folder } = readOwnPostgres();
  // The server refuses to run as root: it runs as the owner of its data.
  const { uid, gid } = await stat(folder);
  const control = async (...words: string[]) => {
    const child = spawn(join(programs, 'pg_ctl'), [...words, '-D', folder, '-s', '-w'], { cwd: folder, uid, gid, stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  };
  const start = async () => {
    // What the killed server has left runs for a moment, and until then the new one does not start.
    for (let attempt = 1; ; attempt += 1) {
      const code = await control('start', '-l', join(folder, '..', 'server.log'), '-o', `-p ${new URL(serverUrl).port}`);
      if (code === 0) return;
      if (attempt === 50) throw new Error('The PostgreSQL server does not start again.');
      await setTimeout(100);
    }
  };
  await settings(serverUrl, (name) => `ALTER SYSTEM SET ${name} = on`);
  try {
    return await work({
      start,
      kill: async () => {
        const [pid = ''] = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
        process.kill(Number(pid), 'SIGKILL');
        while (isAlive(Number(pid))) await setTimeout(10);
      },
      stop: async () => {
        await control('stop', '-m', 'fast');
      },
    });
  } finally {
    await settings(serverUrl, (name) => `ALTER SYSTEM RESET ${name}`);
  }
}

async function settings(serverUrl: string, statement: (name: string) => string): Promise<void> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) await server.query(statement(name));
  await server.query('SELECT pg_reload_conf()');
  await server.end();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
