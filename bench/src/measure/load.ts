import autocannon from 'autocannon';
import type { Body } from '../queries/query.js';
import { medianOf } from '../report/statistics.js';
import type { Program } from './program.js';

/** What one load came to. */
export interface Load {
  readonly requestsPerSecond: number;
  /** Of the times until an answer, in ms. */
  readonly medianMs: number;
  /** Processor time of the program for a request, in ms. */
  readonly cpuMs: number;
  /** The most memory that it held, in bytes. */
  readonly memory: number;
}

const MEMORY_EVERY_MS = 100;
// It ends at the first of its looks after the time is over, which are a second apart unless it is told otherwise.
const LOOK_EVERY_MS = 20;
// Longer than any query takes while sixteen wait for two cores.
const PATIENCE_SECONDS = 120;
const LONGER = 4;

/**
 * Sends the bodies over and over for some seconds, over so many connections at once; for longer where none was answered in that time.
 *
 * @throws Error when there was an answer other than 200, or one with errors.
 */
export async function load(program: Program, bodies: readonly Body[], { connections, seconds }: Sending): Promise<Load> {
  let memory = 0;
  const watching = setInterval(() => void program.memory().then((held) => (memory = Math.max(memory, held))), MEMORY_EVERY_MS);
  try {
    const cpuBefore = await program.cpuMs();
    const started = performance.now();
    const { times, failures } = await send(program, bodies, { connections, seconds });
    const elapsed = (performance.now() - started) / 1000;
    const cpuMs = (await program.cpuMs()) - cpuBefore;
    if (failures.length > 0) throw new Error(`${program.name} failed ${failures.length} of ${times.length} times, first: ${failures[0]}`);
    if (times.length === 0) return await load(program, bodies, { connections, seconds: seconds * LONGER });
    memory = Math.max(memory, await program.memory());
    return { requestsPerSecond: times.length / elapsed, medianMs: medianOf(times), cpuMs: cpuMs / times.length, memory };
  } finally {
    clearInterval(watching);
  }
}

interface Sending {
  readonly connections: number;
  readonly seconds: number;
}

/** The times until each answer, and what failed. */
interface Sent {
  readonly times: readonly number[];
  readonly failures: readonly string[];
}

function send({ url, headers }: Program, bodies: readonly Body[], { connections, seconds }: Sending): Promise<Sent> {
  const requests = bodies.map((body) => ({ method: 'POST' as const, body: JSON.stringify(body) }));
  const times: number[] = [];
  const failures: string[] = [];
  let next = 0;
  return new Promise((resolve, reject) => {
    const options: autocannon.Options = {
      url,
      connections,
      duration: seconds,
      sampleInt: LOOK_EVERY_MS,
      timeout: PATIENCE_SECONDS,
      headers,
      requests,
      // Each connection begins with another body, so that they do not all ask for the same at once.
      setupClient: (client) => {
        const from = (next++ * 7) % requests.length;
        client.setRequests([...requests.slice(from), ...requests.slice(0, from)]);
        client.on('body', (body: Buffer) => {
          const text = body.toString('latin1');
          if (text.includes('"errors":[')) failures.push(text.slice(0, 300));
        });
      },
    };
    const running = autocannon(options, (error, { errors }) => {
      if (error) return reject(error as Error);
      if (errors > 0) failures.push(`${errors} requests without an answer`);
      return resolve({ times, failures });
    });
    running.on('response', (...[, status, , responseTime]) => {
      times.push(responseTime);
      if (status !== 200) failures.push(`status ${status}`);
    });
  });
}
