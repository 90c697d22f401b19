import { createHash } from 'node:crypto';
import { parse as parseResult, stringify as stringifyResult } from 'devalue';
import type { z } from 'zod';
import { requireScope, type Actor, type Scope } from './access/actor.js';
import type { Context } from './context.js';
import { asPcrmError, isRetryable, isUniqueViolation, missingRecordOf } from './database/database-error.js';
import type { Transaction } from './database/open-database.js';
import { Conflict, InvalidInput, StaleVersion } from './errors.js';
import { enterEvents, type Happening } from './events/event-entry.js';
import { eventNameOf } from './events/event-name.js';
import type { Prisma } from './generated/prisma/client.js';
import { parseInput } from './input.js';
import { mergedConflict } from './stakeholders/present-stakeholder.js';

/** What a caller may say beside the input of any command. */
export interface CommandOptions {
  /** At most 255 characters. The same key with the same input returns the first result; with another input it is a Conflict. */
  readonly idempotencyKey?: string | null | undefined;
}

/** Who enters a record, for which department, from which source: columns that every record has. */
export interface Entered {
  readonly enteredById: string;
  readonly enteredForId: string | null;
  readonly sourceId: string | null;
}

/** What a command is made of: its name in the audit, what it needs, what it accepts, and the work. */
interface CommandDefinition<Schema extends z.ZodType, Result> {
  readonly name: string;
  readonly scope: Scope;
  readonly schema: Schema;
  /** For work over all records: how long it may take, in milliseconds, where the database's own limit is too short. */
  readonly timeout?: number;
  readonly perform: (scope: CommandScope<z.output<Schema>>) => Promise<Change<Result>>;
}

interface CommandScope<Data> {
  readonly db: Transaction;
  readonly actor: Actor;
  readonly data: Data;
  readonly entered: Entered;
  readonly now: Date;
}

/** What a command did: the kind of record, and the record before and after. What the caller gets is `after`. */
export interface Change<Result> {
  readonly type: string;
  readonly before: unknown;
  readonly after: Result;
  /** What the audit keeps instead of `after`, where that holds sensitive data of a natural person: the audit is never erased. */
  readonly audited?: unknown;
  /** What else happened with it, beside the event of the command itself: records that it entered or changed on the way. */
  readonly also?: readonly Happening[];
}

/** A command: one operation, one transaction, one audit record. */
export interface Command<Schema extends z.ZodType, Result> {
  (context: Context, input: z.input<Schema>, options?: CommandOptions): Promise<Result>;
  readonly scope: Scope;
  readonly schema: Schema;
}

/**
 * Makes a command that refuses what is not permitted or not valid, then in one transaction does the work, writes its audit record and,
 * with an idempotency key, its result. Deadlocks and serialization failures are tried again, at most twice.
 *
 * The command throws Forbidden, InvalidInput, Conflict and whatever `perform` throws; then nothing was written.
 */
export function defineCommand<Schema extends z.ZodType, Result extends { readonly id: string }>(
  definition: CommandDefinition<Schema, Result>,
): Command<Schema, Result> {
  const { scope, schema, timeout } = definition;
  const limits = timeout === undefined ? {} : { timeout };
  const command = async (context: Context, input: z.input<Schema>, options: CommandOptions = {}): Promise<Result> => {
    requireScope(context.actor, scope);
    const data = parseInput(schema, input);
    const replay = replayOf(options.idempotencyKey, input);
    return withRetries(context, data, async () => {
      const earlier = replay && (await earlierResult<Result>(context, definition.name, replay));
      if (earlier !== undefined) return earlier;
      const result = await context.db.$transaction((db) => performOnce(db, context, { definition, data, replay }), limits);
      context.committed?.();
      return result;
    });
  };
  return Object.assign(command, { scope, schema });
}

const ATTEMPTS = 3;

async function withRetries<Result>(context: Context, data: unknown, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      // A request with the same idempotency key that ran at the same time has committed first: the next round returns its result.
      const mayHelp = isRetryable(error) || isUniqueViolation(error, 'IdempotencyRecord');
      if (attempt < ATTEMPTS && mayHelp) continue;
      const refusal = staleVersion(error, data) ?? asPcrmError(error);
      throw (await mergedConflict(context, data, refusal)) ?? refusal;
    }
  }
}

// Every update in a command compares and sets the version, after the record was found: what is missing then is the version.
function staleVersion(error: unknown, data: unknown): StaleVersion | undefined {
  const model = missingRecordOf(error);
  const { id, version } = data as { id?: unknown; version?: unknown };
  return model !== undefined && typeof id === 'string' && typeof version === 'number' ? new StaleVersion(model, id, version) : undefined;
}

interface Replay {
  readonly key: string;
  readonly inputHash: Uint8Array<ArrayBuffer>;
}

interface Performance<Schema extends z.ZodType, Result> {
  readonly definition: CommandDefinition<Schema, Result>;
  readonly data: z.output<Schema>;
  readonly replay: Replay | undefined;
}

async function performOnce<Schema extends z.ZodType, Result extends { readonly id: string }>(
  db: Transaction,
  { actor, now, requestId }: Context,
  { definition, data, replay }: Performance<Schema, Result>,
): Promise<Result> {
  const claim = { actorId: actor.id, command: definition.name };
  // Claiming the key first makes a second request with it wait here until this one has ended.
  if (replay)
    await db.idempotencyRecord.create({
      data: { ...claim, ...replay, result: '' },
    });
  const at = now();
  const sourceId = (data as { sourceId?: string | null }).sourceId ?? null;
  const entered = {
    enteredById: actor.id,
    enteredForId: actor.departmentId,
    sourceId,
  };
  const {
    type,
    before,
    after,
    audited = after,
    also = [],
  } = await definition.perform({
    db,
    actor,
    data,
    entered,
    now: at,
  });
  await db.auditRecord.create({
    data: {
      at,
      actorId: actor.id,
      departmentId: actor.departmentId,
      command: definition.name,
      subjectType: type,
      subjectId: after.id,
      ...(before == null ? {} : { before: toJson(before) }),
      after: toJson(audited),
      requestId: requestId ?? null,
    },
  });
  await enterEvents(db, [{ name: eventNameOf(definition.name), type, id: after.id }, ...also], { actor, at });
  if (replay) {
    const where = { actorId_command_key: { ...claim, key: replay.key } };
    await db.idempotencyRecord.update({
      where,
      data: { result: stringifyResult(after) },
    });
  }
  return after;
}

function replayOf(key: string | null | undefined, input: unknown): Replay | undefined {
  requireIdempotencyKey(key);
  return key == null ? undefined : { key, inputHash: hashOf(input) };
}

/** @throws InvalidInput for an idempotency key that is none. */
export function requireIdempotencyKey(key: string | null | undefined): void {
  if (key == null || (key.length >= 1 && key.length <= 255)) return;
  throw InvalidInput.at(['idempotencyKey'], 'invalid_length', 'An idempotency key has 1 to 255 characters.');
}

async function earlierResult<Result>({ db, actor }: Context, command: string, { key, inputHash }: Replay): Promise<Result | undefined> {
  const earlier = await db.idempotencyRecord.findUnique({
    where: { actorId_command_key: { actorId: actor.id, command, key } },
  });
  if (earlier === null) return undefined;
  if (!Buffer.from(earlier.inputHash).equals(inputHash)) {
    throw new Conflict(
      'idempotency_key_reused',
      'This idempotency key was used before with another input. Use a new key for a new request, or repeat the first input unchanged.',
    );
  }
  return parseResult(earlier.result) as Result;
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

/** A record as JSON: dates in ISO 8601, large numbers as text. */
export function toJson(record: unknown): Prisma.InputJsonValue {
  return JSON.parse(
    JSON.stringify(record, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  ) as Prisma.InputJsonValue;
}
