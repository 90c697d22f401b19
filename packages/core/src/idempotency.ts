import { createHash } from 'node:crypto';
import { parse as parseResult, stringify as stringifyResult } from 'devalue';
import type { Actor } from './access/actor.js';
import type { Database, Transaction } from './database/open-database.js';
import { Conflict, InvalidInput } from './errors.js';
import { Prisma, type IdempotencyRecord } from './generated/prisma/client.js';

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
export async function earlierResult<Result>(db: Database, request: KeyedRequest): Promise<Result | undefined> {
  const { inputHash: _hash, ...id } = request;
  const earlier = await db.idempotencyRecord.findUnique({ where: { actorId_command_key: id } });
  return earlier === null ? undefined : (resultOf(earlier, request) as Result);
}

function resultOf(earlier: Pick<IdempotencyRecord, 'inputHash' | 'result'>, { inputHash }: KeyedRequest): unknown {
  if (!Buffer.from(earlier.inputHash).equals(inputHash)) {
    throw new Conflict(
      'idempotency_key_reused',
      'This idempotency key was used before with another input. Use a new key for a new request, or repeat the first input unchanged.',
    );
  }
  return parseResult(earlier.result);
}

/**
 * Takes the key for this transaction, before anything is done under it.
 *
 * @throws Conflict at once when another request with the key is running: nobody waits for its end.
 */
export async function claimKey(db: Transaction, request: KeyedRequest, at: Date): Promise<void> {
  const [lock] = await db.$queryRaw<{ taken: boolean }[]>`SELECT ${takenSql(Prisma.sql`${lockOf(request)}`)} AS "taken"`;
  if (!lock?.taken) throw keyInUse();
  await db.idempotencyRecord.create({ data: { ...request, result: '', createdAt: at } });
}

// Held until the transaction ends, and given back by the server also when this process dies.
function takenSql(lock: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`pg_try_advisory_xact_lock(hashtextextended(${lock}, 0))`;
}

function lockOf({ actorId, command, key }: KeyedRequest): string {
  return `${actorId} ${command} ${key}`;
}

function keyInUse(): Conflict {
  return new Conflict(
    'idempotency_key_in_use',
    'A request with this idempotency key is running at this moment. Repeat this one in a few seconds: it returns the result of the other.',
  );
}

/** What a statement says of the key of a record that it enters. */
export interface KeyState {
  /** Null where the request was answered before. */
  readonly taken: boolean | null;
  readonly inputHash: Uint8Array | null;
  readonly result: string | null;
}

/** The same as a named query of a statement, "keyed": for each record to be entered its "id" and the {@link KeyState}. */
export function keyedSql(requests: readonly { readonly id: string; readonly keyed: KeyedRequest }[]): Prisma.Sql {
  const rows = requests.map(({ id, keyed }) => {
    const { inputHash, ...request } = keyed;
    return { id, ...request, lock: lockOf(keyed), hash: Buffer.from(inputHash).toString('hex') };
  });
  return Prisma.sql`"keyed" AS MATERIALIZED (
    SELECT given.*, earlier."inputHash", earlier."result",
      CASE WHEN earlier."key" IS NULL THEN ${takenSql(Prisma.sql`given."lock"`)} END AS "taken"
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS given("id" uuid, "actorId" uuid, "command" text, "key" text, "lock" text, "hash" text)
    LEFT JOIN LATERAL (
      SELECT record."key", record."inputHash", record."result" FROM "IdempotencyRecord" record
      WHERE record."actorId" = given."actorId" AND record."command" = given."command" AND record."key" = given."key" LIMIT 1
    ) AS earlier ON TRUE)`;
}

/** In a statement with "keyed": keeps what each record of "ledger" is answered, which is the `result`. */
export function keptSql(result: Prisma.Sql, at: Date): Prisma.Sql {
  return Prisma.sql`"kept" AS (
    INSERT INTO "IdempotencyRecord" ("actorId", "command", "key", "inputHash", "result", "createdAt")
    SELECT keyed."actorId", keyed."command", keyed."key", decode(keyed."hash", 'hex'), ${result}, ${at.toISOString()}::timestamptz
    FROM "ledger" JOIN "keyed" AS keyed ON keyed."id" = "ledger"."id")`;
}

/** What the state of its key says of a request: what it was answered before; undefined when it may run. @throws Conflict as for a claim. */
export function earlierResultIn({ taken, inputHash, result }: KeyState, request: KeyedRequest): unknown {
  if (inputHash !== null && result !== null) return resultOf({ inputHash: new Uint8Array(inputHash), result }, request);
  if (!taken) throw keyInUse();
  return undefined;
}

/** Keeps what the request is answered, for when it is repeated. */
export async function keepResult(db: Transaction, { actorId, command, key }: KeyedRequest, result: unknown): Promise<void> {
  await db.idempotencyRecord.update({
    where: { actorId_command_key: { actorId, command, key } },
    data: { result: writtenResult(result) },
  });
}

/** A result as it is kept: a text that is JSON, in which dates stay dates. */
export function writtenResult(result: unknown): string {
  return stringifyResult(result);
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
