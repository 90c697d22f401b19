import { createHash } from 'node:crypto';
import { parse as parseResult, stringify as stringifyResult } from 'devalue';
import type { Actor } from './access/actor.js';
import type { Database, Transaction } from './database/open-database.js';
import { Conflict, InvalidInput } from './errors.js';

/** A request that carries an idempotency key: whose, for which command, and a hash of what it asks. */
export interface KeyedRequest {
  readonly actorId: string;
  readonly command: string;
  readonly key: string;
  readonly inputHash: Uint8Array<ArrayBuffer>;
}

/** The request under its key; undefined without one. @throws InvalidInput for a key that is none. */
export function keyedRequest(actor: Actor, command: string, { key, input }: KeyedInput): KeyedRequest | undefined {
  requireIdempotencyKey(key);
  return key == null ? undefined : { actorId: actor.id, command, key, inputHash: hashOf(input) };
}

interface KeyedInput {
  readonly key: string | null | undefined;
  readonly input: unknown;
}

/** @throws InvalidInput for an idempotency key that is none. */
export function requireIdempotencyKey(key: string | null | undefined): void {
  if (key == null) return;
  if (key.length < 1 || key.length > 255) {
    throw InvalidInput.at(['idempotencyKey'], 'invalid_length', 'An idempotency key has 1 to 255 characters.');
  }
  // The database cannot store them, or would store two keys alike.
  if (/[\p{Cc}\p{Cs}]/u.test(key)) {
    throw InvalidInput.at(
      ['idempotencyKey'],
      'control_character',
      'An idempotency key has no control characters. Write letters and digits.',
    );
  }
}

/** What the same request was answered before; undefined when it was not. @throws Conflict when another input came with the key. */
export async function earlierResult<Result>(db: Database, { inputHash, ...id }: KeyedRequest): Promise<Result | undefined> {
  const earlier = await db.idempotencyRecord.findUnique({ where: { actorId_command_key: id } });
  if (earlier === null) return undefined;
  if (!Buffer.from(earlier.inputHash).equals(inputHash)) {
    throw new Conflict(
      'idempotency_key_reused',
      'This idempotency key was used before with another input. Use a new key for a new request, or repeat the first input unchanged.',
    );
  }
  return parseResult(earlier.result) as Result;
}

/**
 * Takes the key for this transaction, before anything is done under it.
 *
 * @throws Conflict at once when another request with the key is running: nobody waits for its end.
 */
export async function claimKey(db: Transaction, request: KeyedRequest, at: Date): Promise<void> {
  const { actorId, command, key } = request;
  // Held until the transaction ends, and given back by the server also when this process dies.
  const [lock] = await db.$queryRaw<{ taken: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`${actorId} ${command} ${key}`}, 0)) AS "taken"`;
  if (!lock?.taken) {
    throw new Conflict(
      'idempotency_key_in_use',
      'A request with this idempotency key is running at this moment. Repeat this one in a few seconds: it returns the result of the other.',
    );
  }
  await db.idempotencyRecord.create({ data: { ...request, result: '', createdAt: at } });
}

/** Keeps what the request is answered, for when it is repeated. */
export async function keepResult(db: Transaction, { actorId, command, key }: KeyedRequest, result: unknown): Promise<void> {
  await db.idempotencyRecord.update({
    where: { actorId_command_key: { actorId, command, key } },
    data: { result: stringifyResult(result) },
  });
}

/** How long a repeated request gets the first answer, at least. */
const KEPT_MS = 24 * 3_600_000;

// So few that those who write meanwhile do not wait for the sweep.
const BATCH = 1_000;

/** Forgets the answers that are older than 24 hours, a batch at a time. Returns how many they were. */
export async function sweepIdempotencyKeys(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_MS);
  let swept = 0;
  for (let batch = BATCH; batch === BATCH; swept += batch) {
    batch = await db.$executeRaw`
      DELETE FROM "IdempotencyRecord" WHERE ("actorId", "command", "key") IN (
        SELECT "actorId", "command", "key" FROM "IdempotencyRecord" WHERE "createdAt" < ${before} ORDER BY "createdAt" LIMIT ${BATCH})`;
  }
  return swept;
}

function hashOf(input: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    createHash('sha256')
      .update(stringifyResult(sorted(input)))
      .digest(),
  );
}

// Two inputs that differ only in the order of their properties are the same input.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, entry]) => [name, sorted(entry)]),
  );
}
