// Kills the service in the middle of its work, again and again, and looks whether anything that it acknowledged is lost or doubled.
//
//   npm run crash-test [-- rounds engagements]
//
// With DATABASE_URL it works on that PostgreSQL server, in the database named there; without, on an embedded database of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { readEnvironment } from '@pcrm/api';
import { openPcrm, systemActor } from '@pcrm/core';

const [rounds = 20, engagements = 1000] = process.argv.slice(2).map(Number);
const CLIENTS = 8;
const PAGE = 100;
const secret = 'a secret that only this test has, of 32 bytes and more';
const run = Date.now().toString(36);

const register = `mutation ($key: String!) {
  registerStakeholder(input: { kind: ORGANIZATION, name: "Crash test" }, idempotencyKey: $key) {
    ... on RegisterStakeholderSuccess { data { id } }
  }
}`;
const log = `mutation ($input: LogEngagementInput!, $key: String!) {
  logEngagement(input: $input, idempotencyKey: $key) { __typename ... on LogEngagementSuccess { data { id } } }
}`;
const list = `query ($subject: String!, $after: String) {
  engagements(filter: { subjectContains: $subject }, first: ${PAGE}, after: $after) {
    edges { node { id subject } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The service as a process of its own, on any free port. */
class ServiceProcess {
  static async start(target) {
    const startedAt = performance.now();
    const program = new URL('dist/main.js', import.meta.url).pathname;
    const env = 'dataDir' in target ? { PCRM_DATA_DIR: target.dataDir } : { DATABASE_URL: target.databaseUrl };
    const child = spawn(process.execPath, [program], {
      env: { ...env, PCRM_SECRET: secret, PORT: '0', GRAPHIQL: 'off' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const url = await new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const { msg, url: served } = JSON.parse(line);
        if (msg === 'serving') resolve(served);
      });
      void exited.then(([code]) => reject(new Error(`The service ended with exit code ${code} before it served.`)));
    });
    return Object.assign(new ServiceProcess(), { child, exited, url, startMs: Math.round(performance.now() - startedAt) });
  }

  /** Sends a signal, waits for the end, and returns the exit code. */
  async end(signal) {
    this.child.kill(signal);
    const [code] = await this.exited;
    return code;
  }

  /** Asks an operation. Throws when no answer comes, or one with an error. */
  async ask(key, query, variables) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const response = await fetch(this.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = await response.json();
    if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
    return data;
  }
}

/** A member of staff with a key, entered through the library. */
async function prepare(target) {
  const pcrm = await openPcrm(target, { secret });
  const system = pcrm.as(systemActor);
  const department = await system.addDepartment({ name: `Crash test ${run}` });
  const actor = await system.addActor({ kind: 'STAFF', name: 'Crash test', role: 'STAFF', departmentId: department.id });
  const key = await system.issueApiKey({ actorId: actor.id, label: 'crash test' });
  await pcrm.close();
  return key.secret;
}

const subjectOf = (round, number) => `crash-test ${run} ${round}: ${number}.`;

/**
 * Logs engagements with eight clients, each under its own idempotency key, until all are logged or no answer comes any more.
 *
 * @returns how many requests had no answer.
 */
async function logAll(service, session, { round, numbers, acknowledged, onAcknowledged = () => {} }) {
  const waiting = [...numbers];
  let unanswered = 0;
  const client = async () => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
      const subject = subjectOf(round, number);
      const input = {
        occurredAt: '2013-01-15T10:00:00+09:00',
        channel: 'CALL',
        direction: 'OUTBOUND',
        subject,
        stakeholderIds: [session.stakeholder],
      };
      try {
        const { logEngagement } = await service.ask(session.key, log, { input, key: subject });
        if (logEngagement.__typename !== 'LogEngagementSuccess') throw new Error(`Logging answered ${logEngagement.__typename}.`);
        acknowledged.set(subject, logEngagement.data.id);
        onAcknowledged(acknowledged.size);
      } catch (error) {
        // fetch throws a TypeError when there is no answer.
        if (!(error instanceof TypeError)) throw error;
        unanswered += 1;
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return unanswered;
}

/** All engagements of a round that the service has, as ids by subject. */
async function readRound(service, session, round) {
  const found = new Map();
  for (let after = null, more = true; more;) {
    const { edges, pageInfo } = (await service.ask(session.key, list, { subject: `crash-test ${run} ${round}:`, after })).engagements;
    for (const { node } of edges) found.set(node.subject, [...(found.get(node.subject) ?? []), node.id]);
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return found;
}

function compare(acknowledged, found) {
  const lost = [...acknowledged].filter(([subject, id]) => !found.get(subject)?.includes(id)).length;
  const doubled = [...found.values()].filter((ids) => ids.length > 1).length;
  return { lost, doubled };
}

const allNumbers = Array.from({ length: engagements }, (_, index) => index + 1);
const missing = (round, acknowledged) => allNumbers.filter((number) => !acknowledged.has(subjectOf(round, number)));

/** One round: log, stop the service on the way with the signal, start it again, look, and send again what was not acknowledged. */
async function playRound(service, session, { round, signal }) {
  const acknowledged = new Map();
  const stopAt = 1 + Math.floor(engagements * (0.1 + 0.8 * Math.random()));
  let ended = Promise.resolve(null);
  let told = false;
  const onAcknowledged = (count) => {
    if (told || count < stopAt) return;
    told = true;
    // A moment later, so that it strikes anywhere between two acknowledgements.
    ended = setTimeout(20 * Math.random()).then(() => service.end(signal));
  };
  const unanswered = await logAll(service, session, { round, numbers: allNumbers, acknowledged, onAcknowledged });
  const exitCode = await ended;
  const before = acknowledged.size;
  const restarted = await ServiceProcess.start(session.target);
  const afterStop = await readRound(restarted, session, round);
  const first = compare(acknowledged, afterStop);
  await logAll(restarted, session, { round, numbers: missing(round, acknowledged), acknowledged });
  const found = await readRound(restarted, session, round);
  const last = compare(acknowledged, found);
  const unknown = afterStop.size - before;
  console.log(
    `round ${round} (${signal}): ${before} acknowledged, ${unanswered} unanswered of which ${unknown} were written; ` +
      `again up in ${(restarted.startMs / 1000).toFixed(1)} s; ${found.size} of ${engagements} there, ` +
      `${first.lost + last.lost} lost, ${first.doubled + last.doubled} doubled`,
  );
  const good = first.lost + last.lost + first.doubled + last.doubled === 0 && found.size === engagements;
  // Told to stop, it answers what it has begun.
  const stoppedWell = signal === 'SIGKILL' || (exitCode === 0 && unknown === 0);
  if (!stoppedWell) console.log(`  on ${signal} it ended with exit code ${exitCode} and left ${unknown} written ones unanswered`);
  return { service: restarted, good: good && stoppedWell, acknowledged: before };
}

async function main(target) {
  const key = await prepare(target);
  let service = await ServiceProcess.start(target);
  const { registerStakeholder } = await service.ask(key, register, { key: run });
  const session = { target, key, stakeholder: registerStakeholder.data.id };
  let acknowledged = 0;
  let bad = 0;
  for (let round = 1; round <= rounds + 1; round += 1) {
    const result = await playRound(service, session, { round, signal: round <= rounds ? 'SIGKILL' : 'SIGTERM' });
    service = result.service;
    acknowledged += result.acknowledged;
    if (!result.good) bad += 1;
  }
  await service.end('SIGTERM');
  console.log(
    bad === 0
      ? `Good: ${rounds} kills and one stop, ${acknowledged} engagements acknowledged before them, none lost, none doubled.`
      : `BAD: ${bad} of ${rounds + 1} rounds lost or doubled engagements.`,
  );
  process.exitCode = bad === 0 ? 0 : 1;
}

const { databaseUrl } = readEnvironment();
const dataDir = await mkdtemp(join(tmpdir(), 'pcrm-crash-'));
console.log(
  `${rounds} rounds of ${engagements} engagements on ${databaseUrl === undefined ? 'the embedded database' : 'the PostgreSQL server'}`,
);
try {
  await main(databaseUrl === undefined ? { dataDir } : { databaseUrl });
} finally {
  await rm(dataDir, { recursive: true });
}
