import { connect, createServer, type Server } from 'node:net';
import { realpath } from 'node:fs/promises';
import { CannotOpen } from '../errors.js';

/**
 * Holds a data folder for this process alone: two processes on one embedded database corrupt it silently.
 * On Linux the lock is an abstract socket, which vanishes with the process however it ends; elsewhere a lock file with a heartbeat.
 *
 * @returns a function that lets go of the folder.
 * @throws CannotOpen with the holder's process id, where it is known.
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  const path = await realpath(folder);
  return process.platform === 'linux' ? lockBySocket(path) : lockByFile(path);
}

async function lockBySocket(path: string): Promise<() => Promise<void>> {
  const name = `\0pcrm:${path}`;
  // Whoever connects is told the holder's process id.
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(String(process.pid));
  });
  try {
    await listen(server, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw inUse(path, await holderOf(name));
    throw error;
  }
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function listen(server: Server, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(name, resolve);
  });
}

function holderOf(name: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(name);
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => resolve(answer || undefined));
  });
}

async function lockByFile(path: string): Promise<() => Promise<void>> {
  const { lock: lockFile } = await import('proper-lockfile');
  try {
    return await lockFile(path, { stale: 10_000, update: 2_000 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') throw inUse(path, undefined);
    throw error;
  }
}

function inUse(path: string, processId: string | undefined): CannotOpen {
  const holder = processId === undefined ? 'another process' : `process ${processId}`;
  return new CannotOpen(`The data folder ${path} is in use by ${holder}. Stop that process first, or choose another folder.`);
}
