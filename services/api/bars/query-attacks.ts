import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ATTACKS_PER_SECOND, attacks, sendAttack } from './attacks.js';
import type { Bar } from './bar.js';
import { post, type Caller } from './load.js';
import { freePort, startServiceProcess } from './service-process.js';
import { prepareWriter } from './writers.js';

const LONGEST_MS = 50;
const MOST_MEMORY_MB = 20;
const SLOWEST_RATIO = 2;

const REFUSALS = 5;
const TURNS = 15;
const WARM_UP_TURNS = 10;
const TURN_MS = 1_000;
const OTHERS = 4;
const GIGABYTE = 1024 ** 3;

/** Requests that are made to be expensive, of a caller who has no allowance that would end them. */
export const queryAttackBars: readonly Bar[] = [
  {
    name: 'Query attacks',
    demanded: `each of ${attacks.length}, and a body of 1 GB, refused within ${LONGEST_MS} ms (median of ${REFUSALS}); what is alive in memory after a collection up less than ${MOST_MEMORY_MB} MB; others' p95 at most doubled by ${ATTACKS_PER_SECOND} attacks a second (quiet and attacked by turns of a second, ${TURNS} each)`,
    measure: async ({ databaseUrl, pcrm, actors }) => {
      const { key } = await prepareWriter(pcrm, actors.staff);
      const service = await startServiceProcess({ target: { databaseUrl }, port: await freePort() });
      const others = { url: service.url, key };
      const caller = { url: service.url, key: (await pcrm.as(actors.viewer).issueApiKey({ label: 'attacks' })).secret };
      const attacker = await startAttacker(caller);
      try {
        // The first turns compile and fill what is kept; what they take is not measured.
        await takeTurns(WARM_UP_TURNS, others, attacker);
        const before = await service.memory();
        const longest = await slowestAttack(caller);
        const { quiet, attacked, perSecond } = await takeTurns(TURNS, others, attacker);
        const after = await service.memory();
        const bodyMs = await timeBody(caller);
        const grownMb = after.aliveMb - before.aliveMb;
        const ratio = attacked / quiet;
        return {
          measured: `slowest ${longest.ms.toFixed(1)} ms (${longest.name}), 1 GB ${bodyMs.toFixed(1)} ms; alive ${signed(grownMb)} MB to ${after.aliveMb.toFixed(0)}, resident ${signed(after.residentMb - before.residentMb)} MB to ${after.residentMb.toFixed(0)}; others' p95 ${quiet.toFixed(1)} to ${attacked.toFixed(1)} ms, ${ratio.toFixed(2)} times, by ${perSecond.toFixed(0)} a second`,
          passed: Math.max(longest.ms, bodyMs) <= LONGEST_MS && grownMb < MOST_MEMORY_MB && ratio <= SLOWEST_RATIO,
        };
      } finally {
        attacker.end();
        await service.end('SIGTERM');
      }
    },
  },
];

/** Whoever attacks, as a process of its own: what it takes to make and send attacks does not delay those who are measured. */
interface Attacker {
  /** Lets it attack or rest, and returns how many attacks it has sent so far. */
  readonly tell: (told: 'attack' | 'rest') => Promise<number>;
  readonly end: () => void;
}

async function startAttacker({ url, key }: Caller): Promise<Attacker> {
  const runSource = fileURLToPath(new URL('../../../.ci/run-source.mjs', import.meta.url));
  const child = fork(runSource, ['services/api/bars/attacker.ts', url, key]);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`Whoever attacks ended with exit code ${code}.`);
  });
  // Whoever waits for an answer hears of it.
  ended.catch(() => {});
  const hear = async () => {
    const [sent] = (await Promise.race([once(child, 'message'), ended])) as [number];
    return sent;
  };
  await hear();
  return {
    tell: (told) => {
      const heard = hear();
      child.send(told);
      return heard;
    },
    end: () => child.kill(),
  };
}

function signed(figure: number): string {
  return `${figure >= 0 ? '+' : ''}${figure.toFixed(1)}`;
}

/** The attack whose refusal takes longest, by the median of some refusals. */
async function slowestAttack(caller: Caller): Promise<{ readonly name: string; readonly ms: number }> {
  const medians = [];
  for (const attack of attacks) {
    const times = [];
    for (let refusal = 0; refusal < REFUSALS; refusal += 1) times.push(await sendAttack(caller, attack));
    medians.push({ name: attack.name, ms: quantile(times, 0.5) });
  }
  return medians.reduce((longest, each) => (each.ms > longest.ms ? each : longest));
}

/** How long the slowest twentieth of the others waits, in milliseconds: of all turns in which they are alone, and of all beside attacks. */
async function takeTurns(turns: number, others: Caller, attacker: Attacker) {
  const [quiet, attacked]: [number[], number[]] = [[], []];
  let sent = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    quiet.push(...(await timeOthers(others)));
    const before = await attacker.tell('attack');
    attacked.push(...(await timeOthers(others)));
    sent += (await attacker.tell('rest')) - before;
  }
  return { quiet: quantile(quiet, 0.95), attacked: quantile(attacked, 0.95), perSecond: sent / ((turns * TURN_MS) / 1000) };
}

/** How long each answer takes for four callers who ask what staff ask, in milliseconds. */
async function timeOthers(others: Caller): Promise<readonly number[]> {
  const times: number[] = [];
  const end = performance.now() + TURN_MS;
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
  await Promise.all(Array.from({ length: OTHERS }, ask));
  return times;
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
