import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { queryAttacks } from '../src/testing-attacks.js';
import type { Caller } from './load.js';

/** Six times what the allowance of a caller would permit. */
export const ATTACKS_PER_SECOND = 200;

const QUERY = '"query":"';
const DIGITS = 10;

/** What attacks are sent as: bytes that are made once, so that sending them takes no time of the machine that those who are measured need. */
export const attacks = queryAttacks.map(({ name, body }) => ({
  name,
  bytes: Buffer.from(body.replace(QUERY, `${QUERY}#${'0'.repeat(DIGITS)}\\n`)),
  numberAt: body.indexOf(QUERY) + QUERY.length + 1,
}));

const agent = new Agent({ keepAlive: true });
let sent = 0;

/** Sends an attack and returns how long its refusal took, in milliseconds. */
export async function sendAttack({ url, key }: Caller, { name, bytes, numberAt }: (typeof attacks)[number]): Promise<number> {
  sent += 1;
  // What was refused once is known: whoever attacks in earnest sends something new each time.
  bytes.write(String(sent).padStart(DIGITS, '0'), numberAt);
  const headers = { 'content-type': 'application/json', 'content-length': bytes.length, authorization: `Bearer ${key}` };
  const started = performance.now();
  const sending = request(url, { method: 'POST', agent, headers }).end(bytes);
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  // A body that is too long is refused before all of it was sent.
  sending.on('error', () => {});
  const answer = (await json(response)) as { readonly data?: unknown; readonly errors?: readonly unknown[] };
  if (answer.data !== undefined || answer.errors === undefined) throw new Error(`It was not refused: ${name}`);
  return performance.now() - started;
}
