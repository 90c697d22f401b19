import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { queryAttacks } from '../src/testing-attacks.js';
import type { Bar } from './bar.js';
import { post } from './load.js';
import { freePort, startServiceProcess } from './service-process.js';
import { prepareWriter } from './writers.js';

const LONGEST_MS = 50;
const MOST_MEMORY_MB = 20;
const SLOWEST_RATIO = 2;

const ROUNDS = 5;
const OTHERS = 4;
const OTHERS_FOR_MS = 3_000;
const GIGABYTE = 1024 ** 3;

/** Who asks: where, and with which key. */
interface Caller {
  readonly url: string;
  readonly key: string;
}

/** Requests that are made to be expensive. */
export const queryAttackBars: readonly Bar[] = [
  {
    name: 'Query attacks',
    demanded: `each of ${queryAttacks.length} and a body of 1 GB refused within ${LONGEST_MS} ms, memory up less than ${MOST_MEMORY_MB} MB, others' p95 at most doubled`,
    measure: async ({ databaseUrl, pcrm, actors }) => {
      const { key } = await prepareWriter(pcrm, actors.staff);
      const service = await startServiceProcess({ target: { databaseUrl }, port: await freePort() });
      const caller = { url: service.url, key };
      const memoryMb = () => residentMb(service.pid);
      try {
        // The first rounds compile and fill the heap; what they take is not measured.
        await attackAll(caller);
        await p95OfOthers(caller, true);
        const quiet = await p95OfOthers(caller, false);
        const before = await memoryMb();
        const longest = await slowestAttack(caller);
        const attacked = await p95OfOthers(caller, true);
        const grownMb = (await memoryMb()) - before;
        const bodyMs = await timeBody(caller);
        const [ratio, slowestMs] = [attacked / quiet, Math.max(longest.ms, bodyMs)];
        return {
          measured: `slowest ${longest.ms.toFixed(1)} ms (${longest.name}), 1 GB ${bodyMs.toFixed(1)} ms; memory ${grownMb >= 0 ? '+' : ''}${grownMb.toFixed(1)} MB; others' p95 ${quiet.toFixed(1)} to ${attacked.toFixed(1)} ms`,
          passed: slowestMs <= LONGEST_MS && grownMb < MOST_MEMORY_MB && ratio <= SLOWEST_RATIO,
        };
      } finally {
        await service.end('SIGTERM');
      }
    },
  },
];

async function attackAll(caller: Caller): Promise<void> {
  for (const { body } of queryAttacks) await send(caller, body);
}

/** The attack whose refusal takes longest, by the median of some rounds. */
async function slowestAttack(caller: Caller): Promise<{ readonly name: string; readonly ms: number }> {
  const medians = [];
  for (const { name, body } of queryAttacks) {
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await send(caller, body));
    medians.push({ name, ms: quantile(times, 0.5) });
  }
  return medians.reduce((longest, each) => (each.ms > longest.ms ? each : longest));
}

/** Sends an attack and returns how long its refusal took, in milliseconds. */
async function send({ url, key }: Caller, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const started = performance.now();
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = (await response.json()) as { readonly data?: unknown; readonly errors?: readonly unknown[] };
  if (answer.data !== undefined || answer.errors === undefined) throw new Error(`It was not refused: ${body.slice(0, 200)}`);
  return performance.now() - started;
}

/** How long the slowest twentieth of four callers waits who ask what staff ask, alone or beside one who attacks, in milliseconds. */
async function p95OfOthers(caller: Caller, attacked: boolean): Promise<number> {
  const times: number[] = [];
  const end = performance.now() + OTHERS_FOR_MS;
  const query = '{ viewer { name } engagements(first: 20) { edges { node { subject } } } }';
  const other = async () => {
    while (performance.now() < end) {
      const started = performance.now();
      const answer = await post<{ readonly data?: unknown }>(caller, { query });
      if (typeof answer === 'string' || answer.body.data == null)
        throw new Error(`Another caller was not answered: ${JSON.stringify(answer)}`);
      times.push(performance.now() - started);
      await setTimeout(10);
    }
  };
  const attacker = async () => {
    if (!attacked) return;
    while (performance.now() < end) {
      await attackAll(caller);
      await setTimeout(10);
    }
  };
  await Promise.all([...Array.from({ length: OTHERS }, other), attacker()]);
  return quantile(times, 0.95);
}

/** Begins to send a body of a gigabyte and returns how long it took until it was refused, in milliseconds. */
async function timeBody({ url, key }: Caller): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'content-length': String(GIGABYTE) };
  const started = performance.now();
  const status = await new Promise<number>((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
      sending.destroy();
    });
    sending.on('error', reject);
    const part = Buffer.alloc(64 * 1024, 'x');
    const write = () => {
      while (!sending.destroyed && sending.write(part));
      sending.once('drain', write);
    };
    write();
  });
  if (status !== 413) throw new Error(`A body of 1 GB was answered with the status ${status}.`);
  return performance.now() - started;
}

/** The memory that a process has, in megabytes. */
async function residentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
}
