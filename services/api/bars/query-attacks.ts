import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
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
const OTHERS_FOR_MS = 2_000;
const GIGABYTE = 1024 ** 3;

/** Who asks: where, and with which key. */
interface Caller {
  readonly url: string;
  readonly key: string;
}

/** Requests that are made to be expensive, of a caller who has no allowance that would end them. */
export const queryAttackBars: readonly Bar[] = [
  {
    name: 'Query attacks',
    demanded: `each of ${queryAttacks.length}, and a body of 1 GB, refused within ${LONGEST_MS} ms (median of ${ROUNDS}); what is alive in memory after a collection up less than ${MOST_MEMORY_MB} MB; others' p95 at most doubled (median of ${ROUNDS} rounds, each quiet and attacked)`,
    measure: async ({ databaseUrl, pcrm, actors }) => {
      const { key } = await prepareWriter(pcrm, actors.staff);
      const service = await startServiceProcess({ target: { databaseUrl }, port: await freePort() });
      const others = { url: service.url, key };
      const attacker = { url: service.url, key: (await pcrm.as(actors.viewer).issueApiKey({ label: 'attacks' })).secret };
      try {
        // The first rounds compile and fill what is kept; what they take is not measured.
        await p95OfOthers(others, attacker);
        await p95OfOthers(others, attacker);
        const before = await service.memory();
        const longest = await slowestAttack(attacker);
        const rounds = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          const quiet = await p95OfOthers(others);
          const attacked = await p95OfOthers(others, attacker);
          rounds.push({ quiet, attacked, ratio: attacked / quiet });
        }
        const after = await service.memory();
        const bodyMs = await timeBody(attacker);
        const grownMb = after.aliveMb - before.aliveMb;
        const { quiet, attacked, ratio } = rounds.toSorted((a, b) => a.ratio - b.ratio)[Math.floor(ROUNDS / 2)]!;
        return {
          measured: `slowest ${longest.ms.toFixed(1)} ms (${longest.name}), 1 GB ${bodyMs.toFixed(1)} ms; alive ${signed(grownMb)} MB to ${after.aliveMb.toFixed(0)}, resident ${signed(after.residentMb - before.residentMb)} MB to ${after.residentMb.toFixed(0)}; others' p95 ${quiet.toFixed(1)} to ${attacked.toFixed(1)} ms, ${ratio.toFixed(2)} times (${rounds.map((each) => each.ratio.toFixed(2)).join(', ')})`,
          passed: Math.max(longest.ms, bodyMs) <= LONGEST_MS && grownMb < MOST_MEMORY_MB && ratio <= SLOWEST_RATIO,
        };
      } finally {
        await service.end('SIGTERM');
      }
    },
  },
];

function signed(figure: number): string {
  return `${figure >= 0 ? '+' : ''}${figure.toFixed(1)}`;
}

async function attackAll(caller: Caller): Promise<void> {
  for (const { body } of queryAttacks) await send(caller, body);
}

let sent = 0;

// What was refused once is known: whoever attacks in earnest sends something new each time.
function renewed(body: string): string {
  sent += 1;
  return body.replace('"query":"', `"query":"#${sent}\\n`);
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
  const response = await fetch(url, { method: 'POST', headers, body: renewed(body) });
  const answer = (await response.json()) as { readonly data?: unknown; readonly errors?: readonly unknown[] };
  if (answer.data !== undefined || answer.errors === undefined) throw new Error(`It was not refused: ${body.slice(0, 200)}`);
  return performance.now() - started;
}

/** How long the slowest twentieth of four callers waits who ask what staff ask, alone or beside one who attacks, in milliseconds. */
async function p95OfOthers(others: Caller, attacker?: Caller): Promise<number> {
  const times: number[] = [];
  const end = performance.now() + OTHERS_FOR_MS;
  const query = '{ viewer { name } engagements(first: 20) { edges { node { subject } } } }';
  const ask = async () => {
    while (performance.now() < end) {
      const started = performance.now();
      const answer = await post<{ readonly data?: unknown }>(others, { query });
      if (typeof answer === 'string' || answer.body.data == null)
        throw new Error(`Another caller was not answered: ${JSON.stringify(answer)}`);
      times.push(performance.now() - started);
      await setTimeout(10);
    }
  };
  const attack = async () => {
    if (attacker === undefined) return;
    while (performance.now() < end) {
      await attackAll(attacker);
      await setTimeout(10);
    }
  };
  await Promise.all([...Array.from({ length: OTHERS }, ask), attack()]);
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

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
}
